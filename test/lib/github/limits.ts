/** GitHub's limits: 5,000 requests an hour a person, and the secondary ones. It counts; the exchange turns people away. */

import { Refusal } from './refusal.js';

export interface LimitSettings {
  /** Requests an hour for a person, all tokens together. */
  readonly core: number;
  readonly graphql: number;
  readonly anonymous: number;
  /** New issues and comments. */
  readonly contentPerMinute: number;
  readonly contentPerHour: number;
  /** A read is 1 point, a write 5. */
  readonly pointsPerMinute: number;
  readonly concurrent: number;
  /** How a secondary limit is said: 403 (default) or 429. */
  readonly secondaryStatus: 403 | 429;
}

const usual: LimitSettings = {
  core: 5000,
  graphql: 5000,
  anonymous: 60,
  contentPerMinute: 80,
  contentPerHour: 500,
  pointsPerMinute: 900,
  concurrent: 100,
  secondaryStatus: 403,
};

const minute = 60_000;
const hour = 3_600_000;

export type Resource = 'core' | 'graphql';

/** One person's hour. */
interface Window {
  used: number;
  /** Milliseconds. */
  resetsAt: number;
}

interface Account {
  readonly windows: Record<Resource, Window>;
  /** When the last hour's issues and comments were created. */
  created: number[];
  readonly points: Window;
  inFlight: number;
}

export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since 1970, as in `x-ratelimit-reset`. */
  readonly reset: number;
  readonly resource: Resource;
}

export interface Limits {
  /** Throws a `Refusal` if this request is one too many. Call before the request has its effect. */
  admit(who: number, resource: Resource, access: 'read' | 'write', now: number): void;
  /** The same for what creates an issue or a comment. */
  admitContent(who: number, now: number): void;
  charge(who: number, resource: Resource, now: number, points: number): void;
  allowance(who: number, resource: Resource, now: number): Allowance;
  enter(who: number): void;
  leave(who: number): void;
}

/** Whoever has no token shares one account. */
export const anonymous = 0;

export function createLimits(settings: Partial<LimitSettings> = {}): Limits {
  const limits = { ...usual, ...settings };
  const accounts = new Map<number, Account>();

  const accountOf = (who: number): Account => {
    let account = accounts.get(who);
    if (!account) {
      const windows = { core: { used: 0, resetsAt: 0 }, graphql: { used: 0, resetsAt: 0 } };
      account = { windows, created: [], points: { used: 0, resetsAt: 0 }, inFlight: 0 };
      accounts.set(who, account);
    }
    return account;
  };
  const limitOf = (who: number, resource: Resource) => (who === anonymous ? limits.anonymous : limits[resource]);

  return {
    admit(who, resource, access, now) {
      const account = accountOf(who);
      const window = currentWindow(account.windows[resource], now);
      if (window.used >= limitOf(who, resource)) throw primaryRefusal(who);
      if (account.inFlight > limits.concurrent) throw secondaryRefusal(limits.secondaryStatus, 60);
      const cost = access === 'write' ? 5 : 1;
      // A fixed minute, where GitHub's probably slides.
      const points = currentWindow(account.points, now, minute);
      if (points.used + cost > limits.pointsPerMinute) throw secondaryRefusal(limits.secondaryStatus, 60);
      points.used += cost;
    },
    admitContent: (who, now) => admitContent(accountOf(who), limits, now),
    charge(who, resource, now, points) {
      currentWindow(accountOf(who).windows[resource], now).used += points;
    },
    allowance(who, resource, now) {
      const window = currentWindow(accountOf(who).windows[resource], now);
      const limit = limitOf(who, resource);
      const used = Math.min(window.used, limit);
      return { limit, remaining: limit - used, used, reset: Math.ceil(window.resetsAt / 1000), resource };
    },
    enter: (who) => void accountOf(who).inFlight++,
    leave: (who) => void accountOf(who).inFlight--,
  };
}

function currentWindow(window: Window, now: number, length = hour): Window {
  if (now >= window.resetsAt) {
    window.used = 0;
    window.resetsAt = now + length;
  }
  return window;
}

function admitContent(account: Account, limits: LimitSettings, now: number): void {
  account.created = account.created.filter((at) => at > now - hour);
  const lastMinute = account.created.filter((at) => at > now - minute);
  const oldest = lastMinute[0];
  if (oldest !== undefined && lastMinute.length >= limits.contentPerMinute) {
    throw secondaryRefusal(limits.secondaryStatus, Math.ceil((oldest + minute - now) / 1000));
  }
  const first = account.created[0];
  if (first !== undefined && account.created.length >= limits.contentPerHour) {
    throw secondaryRefusal(limits.secondaryStatus, Math.ceil((first + hour - now) / 1000));
  }
  account.created.push(now);
}

function primaryRefusal(who: number): Refusal {
  return new Refusal(
    403,
    who === anonymous ? 'API rate limit exceeded.' : `API rate limit exceeded for user ID ${who}.`,
  );
}

/** Octokit's throttling recognizes these words. */
export function secondaryRefusal(status: 403 | 429, retryAfter: number | undefined): Refusal {
  return new Refusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    undefined,
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );
}
