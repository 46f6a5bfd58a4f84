/**
 * What the page of one's own quiet time and the extension say to each other. The page imports these types and
 * nothing else of the extension; what it sends is read here, and anything strange is no message.
 *
 * extension → page: `picture` after `ready` and whenever it differs.
 * page → extension: everything in `FromQuiet`.
 */

/** The last fourteen days, or the last thirteen weeks. */
export type QuietStretch = 'fortnight' | 'quarter';

export interface ToQuiet {
  readonly kind: 'picture';
  readonly picture: QuietPicture;
}

export type FromQuiet =
  /** The page listens from now on. */
  | { readonly kind: 'ready' }
  /** Days or weeks. */
  | { readonly kind: 'span'; readonly span: QuietStretch };

/** What the page keeps over a restart of the window. */
export interface QuietMemory {
  readonly span: QuietStretch;
  readonly view: 'picture' | 'table';
}

/** What interrupted a person and what would have. Instants and lengths are milliseconds; every text is safe to show. */
export interface QuietPicture {
  readonly span: QuietStretch;
  /** Oldest first; the last one is today, or this week. */
  readonly bars: readonly QuietBar[];
  /** Where the scale ends; at least 1. */
  readonly top: number;
  /** Numbers worth a mark, ascending, none over `top`. */
  readonly ticks: readonly number[];
  /** Nothing was recorded in all this time. */
  readonly isEmpty: boolean;
  readonly table: QuietTable;
  readonly words: QuietWords;
}

/** One day, or one week. */
export interface QuietBar {
  readonly start: number;
  readonly end: number;
  readonly isNow: boolean;
  /** Something was recorded: what is not known is not drawn as nothing. */
  readonly isKnown: boolean;
  /** What would have interrupted. */
  readonly arrived: number;
  /** What did: deliveries and break-throughs. */
  readonly interruptions: number;
  readonly delivered: number;
  readonly through: number;
  /** Milliseconds, to be drawn; absent where there were no working hours or none are known. */
  readonly quiet?: number;
  /** "3:10", empty where there is none. */
  readonly quietClock: string;
  /** Two short lines below the bar: "Mon" and "23". */
  readonly tick: readonly [string, string];
  /** "Mon 23 Nov", "16–22 Nov 2026" */
  readonly label: string;
  /** The rest in words, a sentence each. */
  readonly details: readonly string[];
}

/** The same in words: one row a bar. */
export interface QuietTable {
  readonly caption: string;
  /** The first one is that of the rows' names. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

export interface QuietWords {
  readonly title: string;
  readonly period: string;
  readonly summary: string;
  /** That all this stays on the machine. */
  readonly secret: string;
  readonly picture: string;
  readonly table: string;
  readonly view: string;
  readonly days: string;
  readonly weeks: string;
  readonly span: string;
  /** What could be seen besides; empty where all is. */
  readonly hint: string;
  readonly legend: Readonly<Record<'arrived' | 'shown' | 'through' | 'quiet', string>>;
}

/** Total: undefined for whatever is no message. */
export function readQuietMessage(data: unknown): FromQuiet | undefined {
  const { kind, span } = fieldsOf(data);
  switch (kind) {
    case 'ready':
      return { kind };
    case 'span':
      return isStretch(span) ? { kind, span } : undefined;
    default:
      return undefined;
  }
}

/** What can be read of what the page kept; the rest is as at the beginning. */
export function readQuietMemory(data: unknown): Omit<QuietMemory, 'view'> {
  const { span } = fieldsOf(data);
  return { span: isStretch(span) ? span : 'fortnight' };
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
}

function isStretch(value: unknown): value is QuietStretch {
  return value === 'fortnight' || value === 'quarter';
}
