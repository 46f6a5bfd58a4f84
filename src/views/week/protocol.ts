/**
 * What the week panel's page and the extension say to each other. The page imports these types and nothing else of
 * the extension; what it sends is read here, and anything strange is no message.
 *
 * extension → page: `picture` after `ready` and whenever it differs; `copied` after each `copy`.
 * page → extension: everything in `FromWeek`.
 */

export type ToWeek =
  | { readonly kind: 'picture'; readonly picture: WeekPicture }
  | { readonly kind: 'copied'; readonly start: number; readonly end: number };

export type FromWeek =
  /** The page listens from now on. */
  | { readonly kind: 'ready' }
  /** A span was chosen: milliseconds since 1970. */
  | { readonly kind: 'copy'; readonly start: number; readonly end: number }
  /** Another week: how many after the one that starts today. */
  | { readonly kind: 'week'; readonly offset: number }
  /** Other people. */
  | { readonly kind: 'people' };

/** What the page keeps over a restart of the window. */
export interface WeekMemory {
  readonly offset: number;
  readonly logins: readonly string[];
  readonly view: 'picture' | 'table';
}

/** Seven days of some members. Instants are milliseconds since 1970, all inside; every text is safe to show. */
export interface WeekPicture {
  /** How many weeks after the one that starts today. */
  readonly offset: number;
  readonly mostWeeks: number;
  /** As they were asked for; to be remembered and never shown. */
  readonly logins: readonly string[];
  /** Whole minutes, so that a picture differs from the last one only where something has changed. */
  readonly now: number;
  readonly start: number;
  readonly end: number;
  readonly days: readonly WeekDay[];
  readonly people: readonly WeekPerson[];
  /** In which all work, or, where there are none, in which most do; by start. */
  readonly shared: readonly WeekShared[];
  readonly table: WeekTable;
  readonly words: WeekWords;
}

/** Midnight to midnight: 23 and 25 hours where the clocks change. */
export interface WeekDay {
  readonly start: number;
  readonly end: number;
  /** "Mon 23 Nov" */
  readonly label: string;
  readonly isToday: boolean;
  /** Hours worth a mark: "6", "12", "18". */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface WeekPerson {
  /** The login. */
  readonly name: string;
  /** What they are called; empty where that is not known. */
  readonly called: string;
  /** IANA name, or words where it is not known. */
  readonly zone: string;
  /** What of the zone's name fits beside the time: "New York". */
  readonly place: string;
  /** "19:30"; empty where the zone is not known. */
  readonly local: string;
  /** Why there is nothing to draw. */
  readonly note: string;
  /** By start; those of one kind do not overlap. */
  readonly spans: readonly WeekSpan[];
  /** Unsocial hours on their clocks. */
  readonly nights: readonly { readonly start: number; readonly end: number }[];
}

export interface WeekSpan {
  readonly start: number;
  readonly end: number;
  /** `baton`: has work that is handed from one to the other. */
  readonly kind: 'work' | 'focus' | 'off' | 'baton';
  readonly label: string;
}

export interface WeekShared {
  readonly start: number;
  readonly end: number;
  readonly kind: 'shared' | 'compromise';
  /** Place of the day it starts on. */
  readonly day: number;
  /** "15:00–17:30" */
  readonly time: string;
  /** "Mon 23 Nov, 15:00–17:30, 2 h 30 min" */
  readonly label: string;
  /** What it is for each person: "bo 19:30–22:00". */
  readonly details: readonly string[];
}

/** The same in words: one row a person, one cell a day; a cell holds lines, or none. */
export interface WeekTable {
  readonly caption: string;
  readonly corner: string;
  readonly rows: readonly { readonly name: string; readonly cells: readonly (readonly string[])[] }[];
  /** What the last row is called; its cells are the spans of `shared`, by their day. */
  readonly sharedName: string;
}

export interface WeekWords {
  /** "21–27 Nov 2026" */
  readonly period: string;
  readonly zone: string;
  readonly summary: string;
  readonly hint: string;
  readonly previous: string;
  readonly next: string;
  readonly picture: string;
  readonly table: string;
  readonly view: string;
  readonly people: string;
  readonly shared: string;
  readonly copied: string;
  readonly now: string;
  readonly legend: Readonly<Record<WeekSpan['kind'] | WeekShared['kind'] | 'night', string>>;
}

/** Nobody plans further ahead, and working it out takes time. */
export const mostWeeks = 52;
const longestSpan = 7 * 86_400_000;
/** More people than this nobody looks at together. */
const mostPeople = 200;
const longestLogin = 100;

/** Total: undefined for whatever is no message. */
export function readMessage(data: unknown): FromWeek | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, start, end, offset } = data;
  switch (kind) {
    case 'ready':
    case 'people':
      return { kind };
    case 'week':
      return isOffset(offset) ? { kind, offset } : undefined;
    case 'copy':
      return isInstant(start) && isInstant(end) && start < end && end - start <= longestSpan
        ? { kind, start, end }
        : undefined;
    default:
      return undefined;
  }
}

/** What can be read of what the page kept; the rest is as at the beginning. */
export function readMemory(data: unknown): Omit<WeekMemory, 'view'> {
  const { offset, logins } = isRecord(data) ? data : {};
  const named = Array.isArray(logins) ? logins : [];
  return {
    offset: isOffset(offset) ? offset : 0,
    logins: named
      .filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= longestLogin)
      .slice(0, mostPeople),
  };
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function isOffset(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < mostWeeks;
}

/** The last instant a date can hold. */
const lastInstant = 8.64e15;

function isInstant(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= lastInstant;
}
