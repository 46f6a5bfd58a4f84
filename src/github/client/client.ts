/**
 * The one way a request leaves for GitHub: octokit with its retries and waiting off, redirects left alone, a limit on
 * how long an answer may take, and the token for exactly one address. Turns octokit's exceptions into values.
 */

import { Octokit } from 'octokit';
import type { Clock, Log } from '../../ports/clock.js';
import { createLimits, type Limits } from './limits.js';
import { isGithubs, type Reply, type Send } from './reply.js';

export interface Access {
  /** Where the web pages are, e.g. `https://github.com`. */
  readonly server: string;
  /** Undefined when signed out. Asked for at each request: a session may be renewed at any time. */
  token(): Promise<string | undefined>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the account; where absent, this client's own. */
  readonly limits?: Limits;
  /** Of the account, since it signed in; where absent, this client's own. */
  readonly rejected?: Rejected;
}

/** Tokens that GitHub has turned down, and when: milliseconds since 1970. They are not shown to it again for a while. */
export type Rejected = Map<string, number>;

/** GitHub ends its own work on a request after 10 s; slower answers are lost ones. */
const patience = 20_000;
/** GitHub may be wrong about a token for a time, and whoever signs in again gets the same one. Milliseconds. */
const rejection = 10 * 60_000;
/** Pinned, so that a new default at GitHub changes nothing here. */
const apiVersion = '2022-11-28';

/** Where the API of a server is: api.github.com, api.SUB.ghe.com, or /api/v3 of an Enterprise Server. */
export function apiAddress(server: string): string {
  const { hostname, origin } = new URL(server);
  if (hostname === 'github.com') return 'https://api.github.com';
  if (hostname.endsWith('.ghe.com')) return `https://api.${hostname}`;
  return `${origin}/api/v3`;
}

/** GraphQL is beside the REST API, not below it, on an Enterprise Server. */
function graphqlAddress(server: string): string {
  return `${apiAddress(server).replace(/\/v3$/, '')}/graphql`;
}

export const graphqlRoute = 'POST /graphql';

export function createClient(access: Access): Send {
  const { clock, log } = access;
  const graphql = graphqlAddress(access.server);
  const octokit = createOctokit(access);
  const limits = createLimits(access.limits ?? new Map(), clock);
  const rejected: Rejected = access.rejected ?? new Map();

  /** The session may be refused, or its provider may never answer: neither must hold up a turn. */
  async function askForToken(): Promise<string | undefined> {
    const token = await within(clock, access.token(), undefined).catch((error) => {
      log.warn(`could not get the session: ${String(error)}`);
      return undefined;
    });
    const rejectedAt = token === undefined ? undefined : rejected.get(token);
    const isRejected = rejectedAt !== undefined && Math.abs(clock.now() - rejectedAt) < rejection;
    return isRejected ? undefined : token;
  }

  return async (route, parameters = {}) => {
    const token = await askForToken();
    if (token === undefined) return { kind: 'signedOut' };
    const door = route === graphqlRoute ? 'graphql' : 'rest';
    const wait = limits.left(door);
    if (wait) return { kind: 'closed', ...wait };
    const giveUp = new AbortController();
    const began = clock.now();
    const request = octokit
      .request(route === graphqlRoute ? `POST ${graphql}` : route, {
        ...parameters,
        headers: {
          ...(parameters.headers as object),
          authorization: `Bearer ${token}`,
          'x-github-api-version': apiVersion,
        },
        request: { signal: giveUp.signal },
      })
      .then(answered, failed);
    const reply = await within<Reply>(clock, request, { kind: 'failed', code: 'ETIMEDOUT_ANSWER' });
    giveUp.abort(); // of no effect on what has been answered
    limits.note(door, reply);
    if (reply.kind === 'answer' && reply.status === 401 && isGithubs(reply)) rejected.set(token, clock.now());
    log.debug(`${route} → ${describe(reply)} in ${clock.now() - began} ms`);
    return reply;
  };
}

/** Invariant: the token goes to exactly the host it was given for. */
function createOctokit(access: Access): Octokit {
  const api = new URL(apiAddress(access.server));
  const graphql = graphqlAddress(access.server);
  const guardedFetch: typeof fetch = (input, init) => {
    const target = new URL(String(input));
    const isRest = target.origin === api.origin && target.pathname.startsWith(api.pathname.replace(/\/?$/, '/'));
    if (!isRest && target.href !== graphql) throw new Error(`refused to send a request to ${target.origin}`);
    return access.fetch(input, { ...init, redirect: 'manual' });
  };
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => access.log.debug(message),
    error: () => undefined,
  };
  return new Octokit({
    baseUrl: api.href.replace(/\/$/, ''),
    userAgent: 'makertime',
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: guardedFetch, log: quiet },
    log: quiet,
  });
}

/** What there is after `patience`, where it takes longer than that. */
async function within<T>(clock: Clock, work: Promise<T>, otherwise: T): Promise<T> {
  const finished = new AbortController();
  const late = clock.sleep(patience, finished.signal).then(() => otherwise);
  return Promise.race([work, late]).finally(() => finished.abort());
}

function answered(response: { status: number; headers: object; data: unknown }): Reply {
  return {
    kind: 'answer',
    status: response.status,
    headers: response.headers as Record<string, string>,
    data: response.data,
  };
}

/** octokit throws on 304, on 4xx and 5xx, and reports a lost connection as status 500 without a response. */
function failed(error: unknown): Reply {
  const { response, cause } = error as {
    response?: { status: number; headers: object; data: unknown };
    cause?: SystemError & { cause?: SystemError };
  };
  if (response) return answered(response);
  const { code, syscall, errors = [] } = (cause?.cause?.code ? cause.cause : cause) ?? {};
  // Where a host has several addresses, each was tried.
  const tried = syscall ?? (errors.every((one) => one?.syscall === 'connect') ? errors[0]?.syscall : undefined);
  return { kind: 'failed', ...(code && { code }), ...(tried && { syscall: tried }) };
}

interface SystemError {
  readonly code?: string;
  readonly syscall?: string;
  readonly errors?: readonly SystemError[];
}

function describe(reply: Reply): string {
  if (reply.kind === 'failed') return [reply.syscall, reply.code ?? 'no answer'].filter(Boolean).join(' ');
  if (reply.kind !== 'answer') return reply.kind;
  const left = reply.headers['x-ratelimit-remaining'];
  return `${reply.status}${left ? `, ${left} left` : ''}`;
}
