/**
 * The card: what people read of a status in its comment. It is written and never read; each of its lines begins
 * with an invisible mark, by which it is told from what people add above or below by hand.
 *
 *     **Focusing** until 21 Nov 2026, 12:30 UTC
 *
 *     **Busy** until 21 Nov 2026, 16:00 UTC — `Outbox crash tests`
 *
 *     **Working hours** (Europe/Berlin): Mon–Fri 09:00–17:30
 *
 *     **Off:** 24–27 Dec 2026
 *
 *     **Focus blocks:** Tuesdays 09:00 (180 min)
 *
 *     **Deliveries:** 11:00, 15:00
 */

import { withoutUnseen } from '../base/plainText.js';
import type { Weekday } from '../base/zone.js';
import { declaredUntil } from '../model/hours/declared.js';
import {
  type Edited,
  type Hours,
  isInvisible,
  isOver,
  type Mode,
  type PlannedFocus,
  type Status,
} from '../model/people/member.js';

/** An invisible separator: nobody types one at the start of a line. */
const mark = '\u2063';

/** Longer lists are for the extension, not for the eye. */
const mostShown = 10;

/** Whoever is invisible shows when they work, and neither what they do nor what they say. */
export function statusCard(status: Status, edited: Edited): string {
  const isHidden = isInvisible({ status, edited });
  const focus = isHidden ? '' : focusLine(status, edited);
  const lines = [
    focus,
    !isHidden && saidLine(status, focus !== ''),
    !isHidden && status.rough && `**Rough day** until ${readableInstant(status.rough)}`,
    hoursLine(status),
    offLine(status.off ?? [], latestOf(edited)),
    !isHidden && listLine('**Focus blocks:**', (status.focus ?? []).map(readableFocus)),
    !isHidden && listLine('**Deliveries:**', (status.windows ?? []).map(shown)),
  ].filter((line) => typeof line === 'string' && line !== '');
  // A paragraph each: what people write next to one of them cannot reach into it.
  return (lines.length > 0 ? lines : ['**Makertime**']).map((line) => `${mark}${line}`).join('\n\n');
}

/** Puts a new card where the old one stood; what stood between its lines moves below. */
export function withCard(prose: string, card: string): string {
  const lines = prose.split(/\r?\n/);
  const isOurs = (line: string) => line.startsWith(mark);
  const first = lines.findIndex(isOurs);
  const at = first < 0 ? lines.length : first;
  const below = lines.slice(at).filter((line) => !isOurs(line));
  const parts = [lines.slice(0, at), [card], below].map((part) => part.join('\n').trim());
  return parts.filter(Boolean).join('\n\n');
}

/** When something was said last, as ISO instant. */
function latestOf(edited: Edited): string {
  return Object.values(edited).sort().at(-1) ?? '';
}

/** A block that was over when the status was last changed is left out, and so is one of somebody who is away. */
function focusLine({ mode, until, focusing }: Status, edited: Edited): string {
  const isAway = mode === 'away' && !isOver(until, edited);
  return !focusing || isAway || isOver(focusing.until, edited)
    ? ''
    : `**Focusing** until ${readableInstant(focusing.until)}`;
}

const modes: Readonly<Record<Exclude<Mode, 'invisible'>, string>> = {
  available: '**Available**',
  busy: '**Busy**',
  away: '**Away**',
};

function saidLine(status: Status, isBesideFocus: boolean): string {
  const { mode, until, text } = status;
  if (mode === 'invisible') return '';
  // What says something ends with the working day, and whoever reads it next week is to see that.
  const isSaying = mode !== 'available' || (text !== undefined && oneLine(text) !== '');
  if (isBesideFocus && !isSaying) return '';
  const over = until ?? (isSaying ? declaredEnd(status) : undefined);
  const end = over ? ` until ${readableInstant(over)}` : '';
  return `${modes[mode]}${end}${text && oneLine(text) ? ` — ${code(text)}` : ''}`;
}

/** ISO instant; undefined where nobody can know. */
function declaredEnd(status: Status): string | undefined {
  const end = declaredUntil(status);
  return Number.isFinite(end) ? new Date(end).toISOString() : undefined;
}

const days: readonly (readonly [Weekday, string])[] = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
];

function hoursLine({ zone, hours }: Status): string {
  const week = weekOf(hours ?? {});
  const place = zone && oneLine(zone) ? ` (${shownZone(zone)})` : '';
  return week || place ? `**Working hours**${place}: ${week || 'not set'}` : '';
}

/** "Mon–Thu 09:00–17:30; Fri 09:00–12:00": neighbours with the same hours stand together. */
function weekOf(hours: Hours): string {
  const groups: { readonly first: string; readonly last: string; readonly text: string; readonly end: number }[] = [];
  for (const [place, [weekday, name]] of days.entries()) {
    const text = oneLine(hours[weekday] ?? '');
    if (!text) continue;
    const before = groups.at(-1);
    if (before?.text === text && before.end === place - 1)
      groups[groups.length - 1] = { ...before, last: name, end: place };
    else groups.push({ first: name, last: name, text, end: place });
  }
  return groups
    .map(({ first, last, text }) => `${first === last ? first : `${first}–${last}`} ${shownHours(text)}`)
    .join('; ');
}

function shownHours(text: string): string {
  return shown(text).replace(/-/g, '–').replace(/, ?/g, ', ');
}

/** Days that were over when the status was last changed are left out. */
function offLine(off: readonly string[], asOf: string): string {
  const ahead = off.filter((one) => (oneLine(one).split('/').at(-1) ?? '') >= asOf.slice(0, 10));
  return listLine('**Off:**', ahead.map(readableDays));
}

function readableDays(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:\/(\d{4}-\d\d-\d\d))?$/.exec(oneLine(text));
  const first = readableDate(match?.[1]);
  const last = readableDate(match?.[2] ?? match?.[1]);
  if (!first || !last) return shown(text);
  if (first.whole === last.whole) return first.whole;
  return first.month === last.month ? `${first.day}–${last.whole}` : `${first.whole} – ${last.whole}`;
}

function readableDate(text = ''): { readonly day: string; readonly month: string; readonly whole: string } | undefined {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  const whole = inEnglish(date, { day: 'numeric', month: 'short', year: 'numeric' });
  const [day = '', ...month] = whole.split(' ');
  return { day, month: month.join(' '), whole };
}

function readableFocus({ start, minutes, every }: PlannedFocus): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(start) ?? [];
  const date = readableDate(day);
  if (!date || !time) return shown(start);
  const length = `${time} (${minutes} min)`;
  if (!every) return `${date.whole} ${length}`;
  switch (every) {
    case 'day':
      return `every day ${length}`;
    case 'week':
      return `${inEnglish(new Date(`${day}T00:00:00Z`), { weekday: 'long' })}s ${length}`;
    case 'workday':
      return `workdays ${length}`;
  }
}

function listLine(label: string, parts: readonly string[]): string {
  const more = parts.length > mostShown ? [`and ${parts.length - mostShown} more`] : [];
  return parts.length > 0 ? `${label} ${[...parts.slice(0, mostShown), ...more].join(', ')}` : '';
}

/** Times and dates as they are; anything else inside a code span. */
function shown(text: string): string {
  const line = oneLine(text);
  return /^[\d:.,\s–-]+$/.test(line) ? line : code(line);
}

function shownZone(name: string): string {
  return /^[A-Z][A-Za-z]*(?:[/_+-][A-Za-z0-9]+)*$/.test(name) ? name : code(name);
}

/** A code span: nothing in it becomes Markdown, HTML, a mention, an emoji, a link or a reference. */
function code(value: string): string {
  const line = oneLine(value) || ' ';
  const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = longestRun > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Without what cannot be seen and would turn round or hide the rest of the line. */
function oneLine(value: string): string {
  return withoutUnseen(value.replace(/\s+/g, ' ')).trim();
}

function readableInstant(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return code(iso);
  const format = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return `${inEnglish(date, format)} UTC`;
}

/** The roster is read by the whole team: it does not speak the language of whoever wrote it. */
function inEnglish(date: Date, format: Intl.DateTimeFormatOptions): string {
  return date.toLocaleString('en-GB', { ...format, timeZone: 'UTC' });
}
