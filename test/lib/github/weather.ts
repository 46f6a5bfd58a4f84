/** Bad weather: rules that tests set and that say what happens to a request on its way. It knows nothing of sockets. */

import type { Asked } from './exchange.js';
import type { Answer } from './headers.js';

export type When = 'before' | 'after';

/** Effects that change a request without ending it. They never use up a rule that stands behind them. */
export type Climate =
  /** The request takes `ms` to arrive (`before`) or its answer takes `ms` to come back (`after`, the default). */
  | { readonly kind: 'latency'; readonly ms: number; readonly when?: When }
  /** Lists do not show what was written in the last `ms`; reading by number does. */
  | { readonly kind: 'listLag'; readonly ms: number }
  /** GitHub's clock runs `ms` ahead (negative: behind): `Date`, timestamps of what is written, and reset times. */
  | { readonly kind: 'clockSkew'; readonly ms: number };

/** Effects that decide how a request ends. `after`: the effect on GitHub has happened, only the answer suffers. */
export type Disturbance =
  /** ECONNREFUSED: never arrives. Through sockets a single refusal looks like a reset; `offline(true)` is the real thing. */
  | { readonly kind: 'refuse' }
  /** ENOTFOUND: never arrives. Through sockets it looks like a reset. */
  | { readonly kind: 'dnsFailure' }
  | { readonly kind: 'hang'; readonly when: When }
  /** ECONNRESET, or what else a system says of a connection that stood. Through sockets it is always a reset. */
  | { readonly kind: 'reset'; readonly when: When; readonly as?: SystemFailure }
  | {
      readonly kind: 'serverError';
      readonly status: 500 | 502 | 503 | 504;
      readonly when: When;
      readonly body?: 'html' | 'json';
    }
  /** The effect happens and the body is cut in half. `reset` (default): the connection breaks; `clean`: the short body looks whole. */
  | { readonly kind: 'truncated'; readonly end?: 'reset' | 'clean' }
  /** Turned away by a limit, with any mixture of hints. Seconds. GraphQL says it with 200 if there is a reset. */
  | {
      readonly kind: 'limited';
      readonly status: 403 | 429;
      readonly retryAfter?: number;
      /** Sends `x-ratelimit-remaining: 0` and a reset this many seconds ahead. */
      readonly resetIn?: number;
    }
  | { readonly kind: 'secondaryLimit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  /** 403 with `X-GitHub-SSO: required; url=…`. */
  | { readonly kind: 'singleSignOn'; readonly organization: string }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 | 308; readonly to: string }
  /** What a hotel or a company proxy says instead of GitHub: 200 and a page. */
  | { readonly kind: 'proxyPage'; readonly status?: number }
  /** The effect happens and the answer is another: what a server says that somebody has broken into. */
  | { readonly kind: 'altered'; readonly alter: (answer: Answer) => Answer }
  /** GraphQL answers 200 with errors; what stands at each path becomes null. */
  | { readonly kind: 'graphqlErrors'; readonly errors: readonly GraphqlTrouble[] };

export interface SystemFailure {
  readonly code: string;
  readonly syscall: 'read' | 'write' | 'connect';
}

export interface GraphqlTrouble {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export type Effect = Climate | Disturbance;

export type Match =
  | ((request: Asked) => boolean)
  | {
      readonly method?: string;
      /** Tested against the path with its query, without `/api/v3`. */
      readonly path?: RegExp;
      /** The login behind the request's token. */
      readonly login?: string;
    };

export interface Rule {
  /** Everything, if absent. */
  readonly match?: Match;
  /** How often it applies; always, if absent. */
  readonly times?: number;
  readonly effect: Effect;
}

export interface Weather {
  /** Adds a rule behind the others; gives back how to take it away. */
  add(rule: Rule): () => void;
  clear(): void;
  /** Nobody reaches GitHub until `offline(false)`. */
  offline(isOffline: boolean): void;
  readonly isOffline: boolean;
}

/** What the weather does to one request: every climate that applies, and the first disturbance. */
export interface Forecast {
  readonly arrivesAfter: number;
  readonly answersAfter: number;
  readonly listLag: number;
  readonly skew: number;
  readonly disturbance: Disturbance | undefined;
}

interface Pending {
  readonly rule: Rule;
  left: number;
}

export interface WeatherStation extends Weather {
  /** Consumes the rules that apply. */
  forecast(request: Asked): Forecast;
  onOffline(listener: (isOffline: boolean) => void): void;
}

export function createWeather(): WeatherStation {
  let rules: Pending[] = [];
  let offline = false;
  const listeners: ((isOffline: boolean) => void)[] = [];

  return {
    add(rule) {
      const pending = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.push(pending);
      return () => {
        rules = rules.filter((other) => other !== pending);
      };
    },
    clear() {
      rules = [];
    },
    offline(isOffline) {
      if (offline === isOffline) return;
      offline = isOffline;
      for (const listener of listeners) listener(isOffline);
    },
    get isOffline() {
      return offline;
    },
    onOffline: (listener) => void listeners.push(listener),
    forecast(request) {
      if (offline) return { ...fair, disturbance: { kind: 'refuse' } };
      if (rules.length === 0) return fair;
      return applyRules(rules, request);
    },
  };
}

const fair: Forecast = { arrivesAfter: 0, answersAfter: 0, listLag: 0, skew: 0, disturbance: undefined };

function applyRules(rules: readonly Pending[], request: Asked): Forecast {
  let { arrivesAfter, answersAfter, listLag, skew } = fair;
  let disturbance: Disturbance | undefined;
  for (const pending of rules) {
    if (pending.left <= 0 || !matches(pending.rule.match, request)) continue;
    const { effect } = pending.rule;
    switch (effect.kind) {
      case 'latency':
        if (effect.when === 'before') arrivesAfter += effect.ms;
        else answersAfter += effect.ms;
        break;
      case 'listLag':
        listLag = Math.max(listLag, effect.ms);
        break;
      case 'clockSkew':
        skew += effect.ms;
        break;
      default:
        if (disturbance || (effect.kind === 'graphqlErrors' && !request.isGraphql)) continue;
        disturbance = effect;
    }
    pending.left--;
  }
  return { arrivesAfter, answersAfter, listLag, skew, disturbance };
}

function matches(match: Match | undefined, request: Asked): boolean {
  if (!match) return true;
  if (typeof match === 'function') return match(request);
  if (match.method && match.method !== request.method) return false;
  if (match.login && match.login !== request.login) return false;
  return !match.path || match.path.test(request.path);
}
