/** What a person intends for a day: three things at most. It stays on this machine. */
import { wallOf, zoneOf } from '../../base/zone.js';

export interface Day {
  /** "2026-11-30", where the person was. */
  readonly date: string;
  readonly intentions: readonly Intention[];
}

export interface Intention {
  /** ULID. */
  readonly id: string;
  readonly text: string;
  /** ISO instant; absent: not yet. */
  readonly doneAt?: string;
}

/** By date, each once. */
export type Days = readonly Day[];

export const mostIntentions = 3;
/** Characters. */
const longestIntention = 500;
/** What is older is forgotten. */
const mostDays = 60;

/** @param zone IANA name */
export function dateAt(now: number, zone: string): string {
  const found = zoneOf(zone);
  return new Date(found ? wallOf(found, now) : now).toISOString().slice(0, 10);
}

export function intentionsOn(days: Days, date: string): readonly Intention[] {
  return days.find((day) => day.date === date)?.intentions ?? [];
}

/** The same days where there are three already, or one of this text. */
export function withIntention(days: Days, date: string, { id, text }: Intention): Days {
  const line = lineOf(text);
  const before = intentionsOn(days, date);
  const isThere = before.some((one) => one.id === id || one.text === line);
  if (line === '' || isThere || before.length >= mostIntentions) return days;
  const others = days.filter((day) => day.date !== date);
  return [...others, { date, intentions: [...before, { id, text: line }] }]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-mostDays);
}

export function withoutIntention(days: Days, id: string): Days {
  return changed(days, id, () => []);
}

/** @param doneAt ISO instant; absent: it is not done after all */
export function ticked(days: Days, id: string, doneAt?: string): Days {
  return changed(days, id, ({ doneAt: before, ...one }) =>
    before !== undefined && doneAt !== undefined
      ? [{ ...one, doneAt: before }]
      : [{ ...one, ...(doneAt && { doneAt }) }],
  );
}

function changed(days: Days, id: string, change: (one: Intention) => readonly Intention[]): Days {
  if (!days.some(({ intentions }) => intentions.some((one) => one.id === id))) return days;
  return days.map((day) => ({
    ...day,
    intentions: day.intentions.flatMap((one) => (one.id === id ? change(one) : [one])),
  }));
}

/** What was left on the last day that had any, before this one, and has not been taken up since. */
export function leftBefore(days: Days, date: string): { readonly date: string; readonly left: readonly Intention[] } {
  const last = days.filter((day) => day.date < date && day.intentions.length > 0).at(-1);
  const taken = new Set(intentionsOn(days, date).map(({ text }) => text));
  const left = last?.intentions.filter(({ doneAt, text }) => doneAt === undefined && !taken.has(text)) ?? [];
  return { date: last?.date ?? date, left };
}

/**
 * For a check-in: what was done since the last one, oldest first, and what is intended and not done yet.
 * @param since ISO instant @param date today's
 */
export function intendedSince(
  days: Days,
  since: string,
  date: string,
): { readonly done: readonly Intention[]; readonly next: readonly Intention[] } {
  const done = days
    .flatMap(({ intentions }) => intentions)
    .filter(({ doneAt }) => doneAt !== undefined && Date.parse(doneAt) > Date.parse(since))
    .sort((a, b) => Date.parse(a.doneAt ?? '') - Date.parse(b.doneAt ?? ''));
  return { done, next: intentionsOn(days, date).filter(({ doneAt }) => doneAt === undefined) };
}

function lineOf(text: string): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, longestIntention).join('');
}
