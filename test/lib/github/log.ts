/** The record of every request, for assertions and benchmarks. It never keeps a token, a header's value or a body. */

/** Until when GitHub has asked to be left alone. */
export interface StatedWait {
  /** Milliseconds, by the clock the simulation was given: when it was said, and until when it holds. */
  readonly from: number;
  readonly until: number;
  /** A primary limit is that of one door; a secondary one is everybody's who asks with this account. */
  readonly door: 'core' | 'graphql' | 'both';
}

export interface LogEntry {
  /** Milliseconds, by the clock the simulation was given. */
  readonly at: number;
  readonly method: string;
  /** With its query, without `/api/v3`. */
  readonly path: string;
  readonly host: string;
  /** Whether an Authorization header came with it. */
  readonly authorized: boolean;
  /** The person the token belongs to, if it is a good one. */
  readonly login: string | undefined;
  /** What was answered; absent if the answer never left or still has not. */
  readonly status: number | undefined;
  /** Counted against the primary limit of a person. */
  readonly charged: boolean;
  /** Changed something on GitHub, whatever its sender learned about it. */
  readonly effect: boolean;
  /** The weather that decided how it ended. */
  readonly weather: string | undefined;
  /** Never reached GitHub. */
  readonly lost: boolean;
  /** Asked for notifications again before `X-Poll-Interval` had passed; a polite client never does. */
  readonly tooSoon: boolean;
  /** What the answer said of waiting. */
  readonly wait: StatedWait | undefined;
  /** How the request violates the official description. */
  readonly invalidRequest: string | undefined;
  /** GraphQL: the operation's name. */
  readonly operation: string | undefined;
}

export type LogQuery = Partial<
  Pick<LogEntry, 'method' | 'login' | 'status' | 'charged' | 'effect' | 'lost' | 'tooSoon'>
> & {
  readonly path?: RegExp;
};

export interface RequestLog {
  readonly entries: readonly LogEntry[];
  matching(query: LogQuery): readonly LogEntry[];
  count(query?: LogQuery): number;
  /** Requests counted against the primary limit, of everybody or of one person. */
  charged(login?: string): number;
  /** Requests that violate the official description; a correct client has none. */
  readonly invalid: readonly LogEntry[];
  clear(): void;
}

export type Draft = { -readonly [Key in keyof LogEntry]: LogEntry[Key] };

export function createLog(): RequestLog & { open(draft: Draft): void } {
  const entries: Draft[] = [];
  const matching = (query: LogQuery) => entries.filter((entry) => fits(entry, query));
  return {
    entries,
    matching,
    count: (query) => (query ? matching(query).length : entries.length),
    charged: (login) => matching(login === undefined ? { charged: true } : { charged: true, login }).length,
    get invalid() {
      return entries.filter((entry) => entry.invalidRequest !== undefined);
    },
    clear: () => void entries.splice(0),
    open: (draft) => void entries.push(draft),
  };
}

function fits(entry: LogEntry, { path, ...rest }: LogQuery): boolean {
  if (path && !path.test(entry.path)) return false;
  return Object.entries(rest).every(([key, value]) => entry[key as keyof LogEntry] === value);
}
