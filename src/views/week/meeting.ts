/** The words for a span that people share: in a list to choose from, and as text to paste anywhere. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import { isZone } from '../../base/zone.js';
import { plannedSpans } from '../../model/hours/hours.js';
import { membersOf, statusOf } from '../../model/members.js';
import { nameOf as calledOf } from '../../model/names.js';
import type { Status } from '../../model/people/member.js';
import { type Outside, overlap, type SharedSpan } from '../../model/reach/overlap.js';
import type { State } from '../../model/state.js';

export interface Attendee {
  readonly login: string;
  /** What they are called, safe to show beside the login. */
  readonly called?: string;
  readonly isMe: boolean;
  readonly status: Status | undefined;
}

/** Those of these logins who are members, in this order; each once. */
export function attendeesOf(state: State, logins: readonly string[]): readonly Attendee[] {
  const members = new Map(membersOf(state).map((member) => [member.login.toLowerCase(), member]));
  return [...new Set(logins.map((login) => login.toLowerCase()))].flatMap((key) => {
    const member = members.get(key);
    if (!member) return [];
    const { login, isMe } = member;
    const called = calledOf(state, member);
    return [{ login, ...(called !== undefined && { called }), isMe, status: statusOf(member) }];
  });
}

/** A span as a choice. @param people in the order in which the span counts them @param zone mine, IANA name */
export function sharedWords(
  span: SharedSpan,
  people: readonly Attendee[],
  now: number,
  zone: string,
): { readonly label: string; readonly description: string; readonly detail: string } {
  return {
    label: spanWords(span, now, zone),
    description: lengthWords(span.end - span.start),
    detail: timesThere(span, people, zone).join(' · '),
  };
}

/**
 * Text for the clipboard: UTC first, then a line for each person. Names keep only what a login can hold, so that nothing
 * in it is a mention, a link or Markdown wherever it is pasted.
 */
export function spanText(span: SharedSpan, people: readonly Attendee[]): string {
  const lines = people.map((person, place) => {
    const name = person.login.replace(/[^\w-]/g, '').slice(0, longestName) || '?';
    const zone = zoneOfPerson(person);
    if (!zone) return l10n.t('{0}: time zone unknown', name);
    const remark = remarkFor(span, person, place);
    const time = l10n.t('{0}: {1} ({2})', name, dated(span, zone), zone);
    return remark ? l10n.t('{0}, {1}', time, remark) : time;
  });
  return [`${dated(span, 'UTC')} UTC`, ...lines.map((line) => `- ${line}`), ''].join('\n');
}

/** Who is outside their hours at any time between two instants. */
export function sharedAt(people: readonly Attendee[], start: number, end: number): SharedSpan {
  const statuses = people.map(({ status }) => status);
  const parts = overlap(statuses, start, end, { missing: people.length });
  const outside = new Map<number, Outside>();
  for (const one of parts.flatMap((part) => part.outside))
    if (one.presence === 'unsocial' || !outside.has(one.person)) outside.set(one.person, one);
  return { start, end, outside: [...outside.values()].sort((a, b) => a.person - b.person) };
}

const longestName = 40;

export function nameOf({ login }: Pick<Attendee, 'login'>): string {
  return plain(login, longestName) || '?';
}

/** More names than this nobody reads. */
const mostNames = 6;

/** "ana, bo and emi"; many are only counted. */
export function namesOf(people: readonly Attendee[]): string {
  const names = people.map(nameOf);
  const last = names.at(-1) ?? l10n.t('nobody');
  if (names.length < 2) return last;
  if (names.length > mostNames) return l10n.t('{0} people', names.length);
  return l10n.t('{0} and {1}', names.slice(0, -1).join(', '), last);
}

/** "2 h 30 min" */
export function lengthWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return l10n.t('{0} min', rest);
  return rest === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, rest);
}

/** "Now until 17:30", "Today 15:00–17:30", "Mon 15:00–17:30"; from a week ahead "Mon 30 Nov, 15:00–17:30". */
function spanWords(span: Pick<SharedSpan, 'start' | 'end'>, now: number, zone: string): string {
  const { start, isOneDay, until } = read(span, zone);
  if (span.start <= now) return l10n.t('Now until {0}', until);
  const time = clockRange(span, zone);
  const days = start.startOf('day').diff(DateTime.fromMillis(now, { zone }).startOf('day'), 'days').days;
  if (Math.round(days) === 0) return l10n.t('Today {0}', time);
  if (days > 6.5) return l10n.t('{0}, {1}', start.toFormat('ccc d LLL'), time);
  return isOneDay ? `${start.toFormat('ccc')} ${time}` : time;
}

/** "15:00–17:30", "22:00–24:00"; with weekdays where it ends on another day: "Mon 22:00–Tue 02:00". */
export function clockRange(span: Pick<SharedSpan, 'start' | 'end'>, zone: string): string {
  const { start, isOneDay, until } = read(span, zone);
  return `${start.toFormat(isOneDay ? 'HH:mm' : 'ccc HH:mm')}–${until}`;
}

/** "Mon 23 Nov 2026, 15:00–17:30" */
function dated(span: SharedSpan, zone: string): string {
  const { start, until } = read(span, zone);
  return `${start.toFormat('ccc d LLL yyyy, HH:mm')}–${until}`;
}

function read({ start, end }: Pick<SharedSpan, 'start' | 'end'>, zone: string) {
  const [from, to] = [DateTime.fromMillis(start, { zone }), DateTime.fromMillis(end, { zone })];
  const isMidnight = end > start && to.startOf('day').toMillis() === end;
  const isOneDay = from.hasSame(isMidnight ? to.minus(1) : to, 'day');
  const until = isMidnight && isOneDay ? '24:00' : to.toFormat(isOneDay ? 'HH:mm' : 'ccc HH:mm');
  return { start: from, isOneDay, until };
}

/** What a span is on everybody's clocks; mine only where there is something to say about it. */
export function timesThere(span: SharedSpan, people: readonly Attendee[], zone: string): readonly string[] {
  return people.flatMap((person, place) => {
    const remark = remarkFor(span, person, place);
    if (person.isMe) return remark ? [l10n.t('you: {0}', remark)] : [];
    const there = zoneOfPerson(person);
    const time = there ? `${nameOf(person)} ${timeThere(span, there, zone)}` : nameOf(person);
    return [remark ? l10n.t('{0}, {1}', time, remark) : time];
  });
}

/** With the weekday where it is another day there. */
function timeThere(span: SharedSpan, zone: string, myZone: string): string {
  const there = read(span, zone);
  const time = clockRange(span, zone);
  const isSameDay = there.start.toISODate() === DateTime.fromMillis(span.start, { zone: myZone }).toISODate();
  return there.isOneDay && !isSameDay ? `${there.start.toFormat('ccc')} ${time}` : time;
}

function zoneOfPerson({ status }: Attendee): string | undefined {
  return status?.zone !== undefined && isZone(status.zone) ? status.zone : undefined;
}

function remarkFor(span: SharedSpan, { status }: Attendee, place: number): string | undefined {
  const outside = span.outside.find(({ person }) => person === place);
  if (outside) return presenceWords(outside.presence);
  const isFocus = status !== undefined && plannedSpans(status, span.start, span.end).length > 0;
  return isFocus ? l10n.t('planned focus') : undefined;
}

function presenceWords(presence: Outside['presence']): string {
  switch (presence) {
    case 'social':
      return l10n.t('outside working hours');
    case 'unsocial':
      return l10n.t('unsocial hours');
    case 'dayOff':
      return l10n.t('day off');
    case 'unknown':
      return l10n.t('hours unknown');
  }
}
