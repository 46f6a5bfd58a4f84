/** The answers that are not GitHub's own: error pages, limits, redirects, proxies. They have no effect and cost nothing. */

import type { Asked } from './exchange.js';
import type { Answer } from './headers.js';
import { secondaryRefusal } from './limits.js';
import { singleSignOnRefusal } from './permissions.js';
import { Refusal } from './refusal.js';
import type { Disturbance } from './weather.js';

type Speaking = Extract<
  Disturbance,
  { kind: 'serverError' | 'limited' | 'secondaryLimit' | 'singleSignOn' | 'redirect' | 'proxyPage' }
>;

/** To whom it is said, and at which door. */
type Asking = Pick<Asked, 'login' | 'isGraphql'>;

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

export function weatherAnswer(disturbance: Speaking, now: number, asking: Asking): Answer {
  const date = { date: new Date(now).toUTCString() };
  switch (disturbance.kind) {
    case 'serverError':
      return serverError(disturbance.status, disturbance.body ?? 'html', date);
    case 'limited':
      return limited(disturbance, now, asking);
    case 'secondaryLimit':
      return refused(secondaryRefusal(disturbance.status ?? 403, disturbance.retryAfter), date);
    case 'singleSignOn':
      return refused(singleSignOnRefusal(disturbance.organization), date);
    case 'redirect':
      return {
        status: disturbance.status,
        headers: { ...date, location: disturbance.to, 'content-type': html },
        body: '<html><body>Moved</body></html>',
      };
    case 'proxyPage':
      return {
        status: disturbance.status ?? 200,
        headers: { ...date, 'content-type': html },
        body: '<!DOCTYPE html><html><head><title>Welcome to Hotel Wi-Fi</title></head><body>Please log in.</body></html>',
      };
  }
}

function serverError(status: number, body: 'html' | 'json', date: Record<string, string>): Answer {
  if (body === 'json') {
    return {
      status,
      headers: { ...date, 'content-type': json },
      body: JSON.stringify({ message: 'Server Error' }),
    };
  }
  return {
    status,
    headers: { ...date, 'content-type': html },
    body: '<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head><body>We had issues.</body></html>',
  };
}

function limited(
  { status, retryAfter, resetIn }: Extract<Disturbance, { kind: 'limited' }>,
  now: number,
  { login, isGraphql }: Asking,
): Answer {
  const date = { date: new Date(now).toUTCString() };
  const message = `API rate limit exceeded for ${login ?? 'you'}.`;
  const exhausted = {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-reset': String(Math.ceil(now / 1000) + (resetIn ?? 0)),
    'x-ratelimit-resource': isGraphql ? 'graphql' : 'core',
  };
  if (isGraphql && resetIn !== undefined) {
    const body = JSON.stringify({ errors: [{ type: 'RATE_LIMITED', message }] });
    return { status: 200, headers: { ...date, ...exhausted, 'content-type': json }, body };
  }
  return refused(new Refusal(status, message), {
    ...date,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(resetIn !== undefined && exhausted),
  });
}

function refused(refusal: Refusal, headers: Readonly<Record<string, string>>): Answer {
  const own = Object.entries(refusal.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status: refusal.status,
    headers: { ...headers, 'content-type': json, 'x-github-request-id': 'MAKE:WEATHER', ...Object.fromEntries(own) },
    body: JSON.stringify(refusal.body),
  };
}
