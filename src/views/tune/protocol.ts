/**
 * What the page of how the team works and the extension say to each other. The page imports these types and nothing else of the
 * extension; what it sends is read here, and anything strange is no message.
 *
 * extension → page: `picture` after `ready` and whenever it differs.
 * page → extension: everything in `FromTune`.
 */

export interface ToTune {
  readonly kind: 'picture';
  readonly picture: TunePicture;
}

export type FromTune =
  /** The page listens from now on. */
  | { readonly kind: 'ready' }
  /** A change to what the team has agreed on is to be proposed. */
  | { readonly kind: 'propose' };

/** What the page keeps over a reload. */
export interface TuneMemory {
  readonly view: 'picture' | 'table';
}

/** How a team keeps what it has agreed on. Every text is safe to show, and none is about one person. */
export interface TunePicture {
  readonly rows: readonly TuneRow[];
  readonly table: TuneTable;
  readonly words: TuneWords;
}

export interface TuneRow {
  readonly name: string;
  /** What it is measured by; empty where the name says it. */
  readonly detail: string;
  /** One for each period, the shorter first. */
  readonly figures: readonly TuneFigure[];
}

export interface TuneFigure {
  /** "Last 30 days" */
  readonly period: string;
  /** "60–80%", "too few to say" */
  readonly value: string;
  /** The same to be drawn: parts of the whole. Absent where there are too few. */
  readonly range?: { readonly start: number; readonly end: number };
  /** The rest in words, a few each. */
  readonly details: readonly string[];
}

/** The same in words: one row a figure. */
export interface TuneTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first of each names it. */
  readonly rows: readonly (readonly string[])[];
}

export interface TuneWords {
  readonly title: string;
  readonly period: string;
  readonly summary: string;
  readonly notes: readonly string[];
  readonly picture: string;
  readonly table: string;
  readonly view: string;
  readonly propose: string;
}

/** Total: undefined for whatever is no message. */
export function readTuneMessage(data: unknown): FromTune | undefined {
  const { kind } = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  return kind === 'ready' || kind === 'propose' ? { kind } : undefined;
}
