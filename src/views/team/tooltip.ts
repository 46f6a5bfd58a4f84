/** All that is said of one member on hovering: their state, their time and mine, and when to expect an answer. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import { day, dayOf, instantOf, minute, wallOf, weekdays, zoneOf } from '../../base/zone.js';
import { type ClockSpan, type Days, readWeek, timetableOf } from '../../model/hours/timetable.js';
import type { Duty, Member } from '../../model/members.js';
import { nameOf } from '../../model/names.js';
import type { Hours, Status } from '../../model/people/member.js';
import { overlap } from '../../model/reach/overlap.js';

import type { State } from '../../model/state.js';
import { expectedFrom, ifAskedWords } from '../words/expectedAnswer.js';
import { at } from '../words/logins.js';
import { dutyWords } from '../words/rotation.js';
import { hoursWords } from '../words/status.js';
import { moment, range } from '../words/time.js';
import { longThere, type MemberState, nameWords, plannedFocus, stateSentence } from './memberState.js';

/** What a tooltip is made from besides the member. */
export interface Around {
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Mine, IANA name. */
  readonly zone: string;
  readonly turn: Duty | undefined;
  readonly myStatus: Status | undefined;
}

/** Lines of plain text. */
export function memberTooltip(one: MemberState, around: Around): string {
  const { member } = one;
  const { now, zone } = around;
  return [
    nameWords(one, nameOf(around.state, member)),
    stateSentence(one, now, zone),
    one.sentence && l10n.t('“{0}”', one.sentence),
    one.isRough && l10n.t('Having a rough day'),
    turnWords(around.turn, member, now, zone),
    longThere(one),
    ...hoursLines(one, around),
    daysOffWords(one.status, now),
    focusWords(one.status, now, zone),
    ...(member.isMe ? [] : togetherLines(one, around)),
    ...sourceLines(one),
    member.record?.changedBy &&
      l10n.t(
        '{0} has changed this on GitHub: shown is what {1} said last',
        at(member.record.changedBy.login),
        one.name,
      ),
  ]
    .filter(Boolean)
    .join('\n');
}

function turnWords(turn: Duty | undefined, member: Member, now: number, zone: string): string | undefined {
  const words = dutyWords(turn, member);
  return words !== undefined && turn?.until !== undefined
    ? l10n.t('{0}, until {1}', sentenceCase(words), moment(turn.until, now, zone))
    : words && sentenceCase(words);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hoursLines({ status, zone, isMyTime }: MemberState, around: Around): readonly string[] {
  const { week } = status ? timetableOf(status) : {};
  if (!status?.hours || !week || zone === undefined) return zone === undefined ? [] : [plain(zone)];
  const theirs = l10n.t('Works {0} ({1})', hoursWords(status.hours), plain(zone));
  const mine = isMyTime ? undefined : hoursAt(status.hours, shiftBetween(zone, around.zone, around.now));
  return [theirs, ...(mine ? [l10n.t('In your time: {0}', hoursWords(mine))] : [])];
}

/** How far my clocks are ahead of theirs, in minutes. */
function shiftBetween(theirs: string, mine: string, now: number): number {
  const offset = (name: string) => zoneOf(name)?.offsetAt(now) ?? 0;
  return Math.round((offset(mine) - offset(theirs)) / minute);
}

/** A week's hours on clocks that are so many minutes ahead. */
function hoursAt(hours: Hours, shift: number): Hours {
  const shifted: string[][] = weekdays.map(() => []);
  for (const [place, spans] of readWeek(hours).value.entries())
    for (const { start, end } of spans.flatMap((span) => writable(place * 1440 + shift, span))) {
      const date = Math.floor(start / 1440);
      shifted[((date % 7) + 7) % 7]?.push(`${clock(start - date * 1440)}-${clock(end - date * 1440)}`);
    }
  return Object.fromEntries(weekdays.map((name, place) => [name, (shifted[place] ?? []).join(',')]));
}

/** A span later by so many minutes; what lasts a day and longer can only be written by days. */
function writable(later: number, span: ClockSpan): readonly ClockSpan[] {
  const [start, end] = [span.start + later, span.end + later];
  if (end - start < 1440) return [{ start, end }];
  const midnight = (Math.floor(start / 1440) + 1) * 1440;
  return [{ start, end: midnight }, ...writable(0, { start: midnight, end })].filter((one) => one.start < one.end);
}

function clock(minutes: number): string {
  const shown = minutes % 1440;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

/** Days off further ahead concern nobody who asks today. */
const daysAhead = 14;

function daysOffWords(status: Status | undefined, now: number): string | undefined {
  const { zone, off } = status ? timetableOf(status) : {};
  if (!zone || !off) return undefined;
  const today = dayOf(wallOf(zone, now));
  const next = off
    .filter(({ first, last }) => last >= today && first <= today + daysAhead)
    .sort((a, b) => a.first - b.first)[0];
  return next && (next.first === next.last ? l10n.t('Off on {0}', dayText(next.first)) : offWords(next, today));
}

function offWords({ first, last }: Days, today: number): string {
  return first <= today
    ? l10n.t('Off through {0}', dayText(last))
    : l10n.t('Off from {0} through {1}', dayText(first), dayText(last));
}

/** "Thu 24 Dec" */
function dayText(date: number): string {
  return DateTime.fromMillis(date * day, { zone: 'utc' }).toFormat('ccc d LLL');
}

const mostSpans = 3;

function focusWords(status: Status | undefined, now: number, zone: string): string | undefined {
  const shown = plannedFocus(status, now)
    .slice(0, mostSpans)
    .map(({ start, end }) => range(start, end, now, zone));
  return shown.length > 0 ? l10n.t('Planned focus: {0}', shown.join(', ')) : undefined;
}

function togetherLines(one: MemberState, around: Around): readonly string[] {
  const { state, now, zone } = around;
  const expected = expectedFrom(state, one.member, now, now, 'blocker', zone);
  const answer = expected ? [ifAskedWords(expected, now, zone), ...expected.reasons] : [];
  const shared = sharedWords(one.status, around);
  return [...(shared ? [shared] : []), ...answer];
}

/** What is left of today. */
function sharedWords(status: Status | undefined, { myStatus, now, zone }: Around): string | undefined {
  const here = zoneOf(zone);
  if (!here || !status || !myStatus || !timetableOf(status).week || !timetableOf(myStatus).week) return undefined;
  const today = dayOf(wallOf(here, now));
  const [start, end] = [instantOf(here, today * day, 'first'), instantOf(here, (today + 1) * day, 'first')];
  const shared = overlap([myStatus, status], start, end).filter((span) => span.end > now);
  if (shared.length === 0) return l10n.t('No more shared working hours today');
  return l10n.t('You both work {0} today', shared.map((span) => range(span.start, span.end, now, zone)).join(', '));
}

function sourceLines({ member: { record, profile } }: MemberState): readonly string[] {
  if (!record) return [profile ? l10n.t('Status from their GitHub profile') : l10n.t('Has not joined the team yet')];
  switch (record.record) {
    case 'newer':
      return [l10n.t('Their status was written by a newer version of Makertime')];
    case 'unreadable':
      return [l10n.t('Their status on GitHub is damaged')];
    case 'ours':
      return [];
  }
}
