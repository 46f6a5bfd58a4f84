/**
 * The way of one request: weather → limits → route → answer → weather → log. Both doors hand their requests in here; it
 * knows nothing of sockets and `Response` objects.
 */

import type { Clock } from './clock.js';
import type { Answer } from './headers.js';
import { anonymous, type Limits } from './limits.js';
import type { createLog, Draft, StatedWait } from './log.js';
import type { Viewer } from './permissions.js';
import type { Polling } from './polling.js';
import { type Core, respond } from './respond.js';
import type { Disturbance, Forecast, SystemFailure, WeatherStation } from './weather.js';
import { weatherAnswer } from './weatherAnswer.js';

/** A request as it comes in. Header names in lower case. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as GitHub understands it. */
export interface Asked extends Omit<Incoming, 'url'> {
  /** Its place in the log, from 1. */
  readonly id: number;
  /** With its query, without `/api/v3` or `/api`. */
  readonly path: string;
  readonly host: string;
  readonly isGraphql: boolean;
  /** Addresses to use in answers, without a trailing slash. */
  readonly api: string;
  readonly web: string;
  readonly viewer: Viewer;
  /** Whose token it came with; undefined: without one, or with a bad one. */
  readonly login: string | undefined;
  readonly hasBadToken: boolean;
}

/** What becomes of a request, as far as its sender can see. */
export type Delivery =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'cut'; readonly answer: Answer; readonly end: 'reset' | 'clean' }
  | { readonly kind: 'reset'; readonly as?: SystemFailure }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknownHost' }
  | { readonly kind: 'silence' };

export interface Parts extends Core {
  readonly clock: Clock;
  readonly weather: WeatherStation;
  readonly limits: Limits;
  readonly polling: Polling;
  readonly log: ReturnType<typeof createLog>;
}

/** Goes on to its end even if the sender has stopped waiting, as a server does. */
export async function exchange(parts: Parts, incoming: Incoming): Promise<Delivery> {
  const asked = understand(parts, incoming);
  const draft = newEntry(parts, asked);
  parts.log.open(draft);
  const forecast = parts.weather.forecast(asked);
  const who = asked.viewer.user?.id ?? anonymous;
  parts.limits.enter(who);
  try {
    if (forecast.arrivesAfter > 0) await parts.clock.sleep(forecast.arrivesAfter);
    const delivery = await deliver(parts, asked, draft, forecast);
    if (forecast.answersAfter > 0) await parts.clock.sleep(forecast.answersAfter);
    if (delivery.kind === 'answer') draft.wait = waitIn(delivery.answer, asked, parts.clock.now());
    return delivery;
  } finally {
    parts.limits.leave(who);
  }
}

async function deliver(parts: Parts, asked: Asked, draft: Draft, forecast: Forecast): Promise<Delivery> {
  const { disturbance } = forecast;
  draft.weather = disturbance?.kind;
  const early = disturbance && beforeEffect(parts, asked, disturbance, forecast);
  if (early) {
    draft.lost = early.kind !== 'answer';
    if (early.kind === 'answer') draft.status = early.answer.status;
    return early;
  }
  const troubles = disturbance?.kind === 'graphqlErrors' ? disturbance.errors : [];
  const now = parts.clock.now();
  draft.tooSoon = parts.polling.isTooSoon(asked, now);
  const { answer, charged, effect, invalidRequest, operation } = await respond(parts, asked, {
    now: now + forecast.skew,
    listsAsOf: forecast.listLag > 0 ? now + forecast.skew - forecast.listLag : Number.POSITIVE_INFINITY,
    troubles,
  });
  draft.effect = effect;
  draft.charged = charged;
  draft.invalidRequest = invalidRequest;
  draft.operation = operation;
  const delivery = afterEffect(parts, asked, answer, forecast);
  if (delivery.kind === 'answer' || delivery.kind === 'cut') draft.status = delivery.answer.status;
  if (draft.status === 200 || draft.status === 304) parts.polling.answered(asked, now);
  return delivery;
}

function beforeEffect(parts: Parts, asked: Asked, disturbance: Disturbance, { skew }: Forecast): Delivery | undefined {
  switch (disturbance.kind) {
    case 'refuse':
      return { kind: 'refused' };
    case 'dnsFailure':
      return { kind: 'unknownHost' };
    case 'hang':
      return disturbance.when === 'before' ? { kind: 'silence' } : undefined;
    case 'reset':
      return disturbance.when === 'before' ? resetBy(disturbance) : undefined;
    case 'serverError':
      if (disturbance.when === 'after') return undefined;
      break;
    case 'truncated':
    case 'altered':
    case 'graphqlErrors':
      return undefined;
    case 'limited':
    case 'secondaryLimit':
    case 'singleSignOn':
    case 'redirect':
    case 'proxyPage':
      break;
  }
  return { kind: 'answer', answer: weatherAnswer(disturbance, parts.clock.now() + skew, asked) };
}

function afterEffect(parts: Parts, asked: Asked, answer: Answer, { disturbance, skew }: Forecast): Delivery {
  switch (disturbance?.kind) {
    case 'hang':
      return { kind: 'silence' };
    case 'reset':
      return resetBy(disturbance);
    case 'truncated':
      return answer.body === null
        ? { kind: 'answer', answer }
        : { kind: 'cut', answer, end: disturbance.end ?? 'reset' };
    case 'serverError':
      return { kind: 'answer', answer: weatherAnswer(disturbance, parts.clock.now() + skew, asked) };
    case 'altered':
      return { kind: 'answer', answer: disturbance.alter(answer) };
    default:
      return { kind: 'answer', answer };
  }
}

const resetBy = ({ as }: Extract<Disturbance, { kind: 'reset' }>): Delivery => ({ kind: 'reset', ...(as && { as }) });

function understand(parts: Parts, { method, url, headers, body }: Incoming): Asked {
  // github.com and *.ghe.com have a host for the API; an Enterprise Server has /api/v3 and, beside it, /api/graphql.
  const isApiHost = url.host.startsWith('api.');
  const prefix = (!isApiHost && /^\/api\/v3(?=\/|$)/.exec(url.pathname)?.[0]) || '';
  const isGraphql = url.pathname === '/graphql' || (!isApiHost && url.pathname === '/api/graphql');
  const path = isGraphql ? '/graphql' : url.pathname.slice(prefix.length);
  const token = tokenIn(headers.authorization);
  const known = token === undefined ? undefined : parts.world.tokens.get(token);
  const good = known && !known.revoked ? known : undefined;
  const user = good && parts.world.users.get(good.user);
  return {
    id: parts.log.entries.length + 1,
    method,
    headers,
    body,
    path: path + url.search,
    host: url.host,
    isGraphql,
    api: url.origin + prefix,
    web: isApiHost ? url.origin.replace('://api.', '://') : url.origin,
    viewer: user && good ? { user, token: good } : { user: undefined },
    login: user?.login,
    hasBadToken: headers.authorization !== undefined && !user,
  };
}

const tokenIn = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : /^(?:token|bearer)\s+(\S+)$/i.exec(authorization)?.[1];

const newEntry = ({ clock }: Parts, asked: Asked): Draft => ({
  at: clock.now(),
  method: asked.method,
  path: asked.path,
  host: asked.host,
  authorized: asked.headers.authorization !== undefined,
  login: asked.login,
  status: undefined,
  charged: false,
  effect: false,
  weather: undefined,
  lost: false,
  tooSoon: false,
  wait: undefined,
  invalidRequest: undefined,
  operation: undefined,
});

function waitIn({ status, headers, body }: Answer, { isGraphql }: Asked, now: number): StatedWait | undefined {
  const isTurnedAway = status === 403 || status === 429 || (isGraphql && (body ?? '').includes('RATE_LIMITED'));
  if (!isTurnedAway) return undefined;
  const after = headers['retry-after'];
  if (after !== undefined) return { from: now, until: now + Number(after) * 1000, door: 'both' };
  if (headers['x-ratelimit-remaining'] !== '0') return undefined;
  const span = Number(headers['x-ratelimit-reset']) * 1000 - Date.parse(headers.date ?? '');
  return { from: now, until: now + span, door: isGraphql ? 'graphql' : 'core' };
}
