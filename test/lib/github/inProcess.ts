/** The in-process door: a `fetch` that reaches the simulated GitHub without sockets and fails as undici's fetch does. */

import { type Delivery, exchange, type Incoming, type Parts } from './exchange.js';
import type { Answer } from './headers.js';
import type { SystemFailure } from './weather.js';

/** What undici says, and the code under which it is told apart. */
const failures = {
  refused: { code: 'ECONNREFUSED', syscall: 'connect' },
  unknownHost: { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
  reset: { code: 'ECONNRESET', syscall: 'read' },
  cut: { code: 'UND_ERR_SOCKET' },
} as const;

const mostRedirects = 20;

export function createFetch(parts: Parts, hosts: ReadonlySet<string>): typeof globalThis.fetch {
  const go = async (incoming: Incoming, options: Options, redirects = 0): Promise<Response> => {
    if (!hosts.has(incoming.url.host)) {
      parts.log.open(elsewhere(parts, incoming));
      throw failed('unknownHost');
    }
    const delivery = await untilAborted(exchange(parts, incoming), options.signal);
    const response = await received(delivery, incoming, options.signal);
    const location = response.headers.get('location');
    const isRedirect = location !== null && [301, 302, 303, 307, 308].includes(response.status);
    if (!isRedirect || options.redirect === 'manual') return response;
    if (options.redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    if (redirects >= mostRedirects)
      throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
    return go(redirected(incoming, response.status, location), options, redirects + 1);
  };
  return async (input, init) => {
    const request = await read(input, init);
    if (request.options.signal?.aborted) throw request.options.signal.reason;
    return go(request.incoming, request.options);
  };
}

interface Options {
  readonly signal: AbortSignal | undefined;
  readonly redirect: 'follow' | 'manual' | 'error';
}

type Input = Parameters<typeof globalThis.fetch>[0];
type Init = Parameters<typeof globalThis.fetch>[1];

async function read(input: Input, init: Init): Promise<{ incoming: Incoming; options: Options }> {
  const given = input instanceof Request ? input : undefined;
  const headers: Record<string, string> = { 'user-agent': 'node', accept: '*/*' };
  for (const [name, value] of new Headers(init?.headers ?? given?.headers)) headers[name] = value;
  const body = init?.body ?? (given ? await given.text() : '');
  if (typeof body !== 'string') throw new TypeError('the simulated GitHub reads only texts as bodies');
  return {
    incoming: {
      method: (init?.method ?? given?.method ?? 'GET').toUpperCase(),
      url: new URL(given?.url ?? String(input)),
      headers,
      body,
    },
    options: {
      signal: init?.signal ?? given?.signal ?? undefined,
      redirect: init?.redirect ?? given?.redirect ?? 'follow',
    },
  };
}

async function received(delivery: Delivery, incoming: Incoming, signal: AbortSignal | undefined): Promise<Response> {
  switch (delivery.kind) {
    case 'answer':
      return responseOf(delivery.answer, delivery.answer.body, incoming);
    case 'cut': {
      const { body } = delivery.answer;
      const half = (body ?? '').slice(0, Math.floor((body ?? '').length / 2));
      return responseOf(delivery.answer, delivery.end === 'clean' ? half : breakingOff(half), incoming);
    }
    case 'silence':
      return untilAborted(new Promise<never>(() => {}), signal);
    case 'reset':
      throw failed('reset', delivery.as);
    default:
      throw failed(delivery.kind);
  }
}

function responseOf({ status, headers }: Answer, body: string | ReadableStream | null, { url }: Incoming): Response {
  const response = new Response(body, { status, headers });
  Object.defineProperty(response, 'url', { value: url.href });
  return response;
}

function breakingOff(text: string): ReadableStream {
  const chunks = [new TextEncoder().encode(text)];
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.error(new TypeError('terminated', { cause: causeOf('cut') }));
    },
  });
}

const failed = (kind: keyof typeof failures, as?: SystemFailure): TypeError =>
  new TypeError('fetch failed', { cause: causeOf(kind, as) });

function causeOf(kind: keyof typeof failures, as: SystemFailure | undefined = undefined): Error {
  const failure = as ?? failures[kind];
  return Object.assign(new Error(Object.values(failure).reverse().join(' ')), failure);
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** As fetch does: 301 and 302 turn a POST into a GET, and another host never sees the token. */
function redirected(incoming: Incoming, status: number, location: string): Incoming {
  const url = new URL(location, incoming.url);
  const { authorization, ...rest } = incoming.headers;
  const headers = url.origin === incoming.url.origin || authorization === undefined ? incoming.headers : rest;
  const becomesGet = status === 303 || ((status === 301 || status === 302) && incoming.method === 'POST');
  return becomesGet ? { method: 'GET', url, headers, body: '' } : { ...incoming, url, headers };
}

/** A request that went to somebody else: none should, and none with a token. */
const elsewhere = ({ clock }: Parts, { method, url, headers }: Incoming) => ({
  at: clock.now(),
  method,
  path: url.pathname + url.search,
  host: url.host,
  authorized: headers.authorization !== undefined,
  login: undefined,
  status: undefined,
  charged: false,
  effect: false,
  weather: undefined,
  lost: true,
  tooSoon: false,
  wait: undefined,
  invalidRequest: `${url.host} is not GitHub`,
  operation: undefined,
});
