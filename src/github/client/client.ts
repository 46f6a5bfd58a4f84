/**
 * Owns the one way a request leaves for GitHub: octokit with its retries and waiting off, redirects left alone, a limit on
 * how long an answer may take, and the token for exactly one address. Turns octokit's exceptions into values.
 */
import { Octokit } from 'octokit';
import type { Clock, Log } from '../sync/ports.js';
import { createLimits, type Limits, type Wait } from './limits.js';

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
}

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly data: unknown;
    }
  | { readonly kind: 'signedOut' }
  /** Nothing has left: GitHub wants to be left alone. */
  | ({ readonly kind: 'closed' } & Wait)
  /** `code` is the system's or undici's word for what happened, where there is one. */
  | { readonly kind: 'failed'; readonly code?: string };

/** An octokit route such as `GET /repos/{owner}/{repo}` with its parameters. Never rejects. */
export type Send = (route: string, parameters?: Readonly<Record<string, unknown>>) => Promise<Reply>;

/** GitHub ends its own work on a request after 10 s; slower answers are lost ones. */
const patience = 20_000;
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
  const api = new URL(apiAddress(access.server));
  const graphql = graphqlAddress(access.server);
  const limits = createLimits(access.limits ?? new Map(), clock);
  /** A token GitHub has turned down is not shown to it again. */
  let rejected: string | undefined;

  /** Invariant: the token goes to exactly the host it was given for. */
  const guardedFetch: typeof fetch = (input, init) => {
    const target = new URL(String(input));
    const isRest = target.origin === api.origin && target.pathname.startsWith(api.pathname.replace(/\/?$/, '/'));
    if (!isRest && target.href !== graphql) throw new Error(`refused to ask ${target.origin}`);
    return access.fetch(input, { ...init, redirect: 'manual' });
  };
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => log.debug(message),
    error: () => undefined,
  };
  const octokit = new Octokit({
    baseUrl: api.href.replace(/\/$/, ''),
    userAgent: 'makertime',
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: guardedFetch, log: quiet },
    log: quiet,
  });

  /** The session may be refused, or its provider may never answer: neither must hold up a turn. */
  async function askForToken(): Promise<string | undefined> {
    const token = await within(patience, access.token(), undefined).catch((error) => {
      log.warn(`the session could not be asked for: ${String(error)}`);
      return undefined;
    });
    return token === rejected ? undefined : token;
  }

  async function within<T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> {
    const finished = new AbortController();
    const late = clock.sleep(ms, finished.signal).then(() => otherwise);
    return Promise.race([work, late]).finally(() => finished.abort());
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
    const reply = await within<Reply>(patience, request, { kind: 'failed', code: 'ETIMEDOUT_ANSWER' });
    giveUp.abort(); // of no effect on what has been answered
    limits.note(door, reply);
    if (reply.kind === 'answer' && reply.status === 401) rejected = token;
    log.debug(`${route} → ${describe(reply)} in ${clock.now() - began} ms`);
    return reply;
  };
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
    cause?: { code?: string; cause?: { code?: string } };
  };
  if (response) return answered(response);
  const code = cause?.cause?.code ?? cause?.code;
  return { kind: 'failed', ...(code && { code }) };
}

function describe(reply: Reply): string {
  if (reply.kind === 'failed') return reply.code ?? 'no answer';
  if (reply.kind !== 'answer') return reply.kind;
  const left = reply.headers['x-ratelimit-remaining'];
  return `${reply.status}${left ? `, ${left} left` : ''}`;
}
