/** How one member is said: name, availability and what ends it, their sentence, and the time where they are. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { day, localThere, type PartOfDay, type There, weekdays, zoneOf } from '../../base/zone.js';
import { type Declaration, declaredAt, roughAt } from '../../model/hours/declared.js';
import { plannedSpans, type Span } from '../../model/hours/hours.js';
import { instantIn } from '../../model/hours/timetable.js';
import { type Member, statusOf } from '../../model/members.js';
import type { Status } from '../../model/people/member.js';
import { type Availability, availability } from '../../model/reach/availability.js';
import { withName } from '../words/logins.js';
import { modeIcons, modeWords } from '../words/status.js';
import { moment, weekdayNames } from '../words/time.js';

/** A member as others may see them at an instant; what the invisible say of themselves is left out, but for themselves. */
export interface MemberState {
  readonly member: Member;
  readonly status: Status | undefined;
  readonly now: Availability;
  readonly isInvisible: boolean;
  /** What is said under focus, for oneself: "busy after that, until 16:00". */
  readonly beneath?: string;
  /** Their login, safe to show. */
  readonly name: string;
  readonly sentence?: string;
  readonly isRough: boolean;
  /** IANA name, one this machine knows. */
  readonly zone?: string;
  readonly there?: There;
  /** Whether their clocks show what mine show. */
  readonly isMyTime: boolean;
}

/** GitHub allows 39 signs. */
const longestName = 40;
const longestSentence = 120;

/** @param myZone IANA name */
export function memberState(member: Member, now: number, myZone: string): MemberState {
  const status = statusOf(member);
  const said = status && declaredAt(status, now);
  const isHidden = said?.mode === 'invisible' && !member.isMe;
  const sentence = isHidden ? '' : plain(said?.text ?? profileText(member, now) ?? '', longestSentence);
  const zone = status?.zone !== undefined && zoneOf(status.zone) ? status.zone : undefined;
  const seen = availability(status, now, member.isMe ? 'oneself' : 'others');
  const beneath = member.isMe && seen.state === 'focusing' ? beneathWords(said, now, myZone) : undefined;
  const there = zone === undefined ? undefined : localThere(zone, now, myZone);
  const offset = (name: string | undefined) => (name === undefined ? undefined : zoneOf(name)?.offsetAt(now));
  return {
    member,
    status,
    now: seen,
    isInvisible: said?.mode === 'invisible',
    ...(beneath && { beneath }),
    name: plain(member.login, longestName) || '?',
    ...(sentence && { sentence }),
    isRough: !isHidden && status !== undefined && roughAt(status, now),
    ...(zone !== undefined && { zone }),
    ...(there && { there }),
    isMyTime: there !== undefined && offset(zone) === offset(myZone),
  };
}

/** "ana (Ana Duarte) (you)" */
export function nameWords(
  { member: { login, isMe } }: Pick<MemberState, 'member'>,
  called: string | undefined,
): string {
  const name = withName(login, called);
  return isMe ? l10n.t('{0} (you)', name) : name;
}

function beneathWords(said: Declaration | undefined, now: number, zone: string): string | undefined {
  const end = said?.until === undefined ? undefined : moment(said.until, now, zone);
  switch (said?.mode) {
    case undefined:
    case 'available':
      return undefined;
    case 'busy':
      return end === undefined ? l10n.t('busy after that') : l10n.t('busy after that, until {0}', end);
    case 'away':
      return end === undefined
        ? l10n.t('others see that you are away')
        : l10n.t('others see that you are away until {0}', end);
    case 'invisible':
      return l10n.t('invisible to others');
  }
}

/** What somebody without a status of their own says on GitHub, while it lasts. */
function profileText({ record, profile }: Member, now: number): string | undefined {
  if (record || !profile) return undefined;
  const until = instantIn(profile.until);
  return until === undefined || now < until ? profile.text : undefined;
}

/** The blocks of the next seven days whole, and so the one that is running. */
export function plannedFocus(status: Status | undefined, now: number): readonly Span[] {
  const spans = status ? plannedSpans(status, now - 2 * day, now + 9 * day) : [];
  return spans.filter(({ start, end }) => now < end && start < now + 7 * day);
}

/** Codicon names: shapes that cannot be mistaken for each other. */
export function availabilityIcon({ state, because }: Availability): string {
  if (state === 'offHours') return 'circle-large-outline';
  if (state === 'unknown') return because === 'status' ? modeIcons.invisible : 'question';
  return modeIcons[state];
}

export function availabilityName({ state, because }: Availability): string {
  if (state === 'offHours') return because === 'dayOff' ? l10n.t('Day off') : l10n.t('Off hours');
  if (state === 'unknown') return because === 'status' ? modeWords('invisible') : l10n.t('Hours unknown');
  return modeWords(state);
}

/** "Focusing to 12:30". What ends what nobody knows says nothing. */
export function shortState(available: Availability, now: number, zone: string): string {
  const name = availabilityName(available);
  const { state, until } = available;
  return until === undefined || state === 'unknown' ? name : l10n.t('{0} until {1}', name, moment(until, now, zone));
}

/** "Focusing until 12:30, reachable from 13:00"; others do not learn who is invisible. */
export function stateSentence(one: MemberState, now: number, zone: string): string {
  if (one.isInvisible && !one.member.isMe) return l10n.t('Availability unknown');
  const { state, until, nextReachable } = one.now;
  const name = availabilityName(one.now);
  if (state === 'unknown') return name;
  const ended =
    until === undefined
      ? state === 'available'
        ? name
        : l10n.t('{0} until further notice', name)
      : l10n.t('{0} until {1}', name, moment(until, now, zone));
  return nextReachable === undefined || nextReachable === until
    ? ended
    : l10n.t('{0}, available from {1}', ended, moment(nextReachable, now, zone));
}

/** "22:40 Sun there, late evening": the weekday where it is another, the part of the day where it is not one for work. */
export function shortThere({ there, isMyTime }: MemberState): string | undefined {
  if (!there || isMyTime) return undefined;
  const weekday = weekdayNames()[weekdays.indexOf(there.weekday)] ?? '';
  const time = there.dayOffset === 0 ? l10n.t('{0} there', there.time) : l10n.t('{0} {1} there', there.time, weekday);
  return isOdd(there.part) ? l10n.t('{0}, {1}', time, partWords(there.part)) : time;
}

/** "14:40 there, Saturday afternoon" */
export function longThere({ there }: MemberState): string | undefined {
  if (!there) return undefined;
  const weekday = longWeekdays()[weekdays.indexOf(there.weekday)] ?? '';
  // "Saturday night" would be taken for the night that follows.
  return there.part === 'night'
    ? l10n.t('{0} there, {1}, at night', there.time, weekday)
    : l10n.t('{0} there, {1} {2}', there.time, weekday, partWords(there.part));
}

function isOdd(part: PartOfDay): boolean {
  return part === 'night' || part === 'lateEvening' || part === 'earlyMorning';
}

function partWords(part: PartOfDay): string {
  switch (part) {
    case 'night':
      return l10n.t('night');
    case 'earlyMorning':
      return l10n.t('early morning');
    case 'morning':
      return l10n.t('morning');
    case 'afternoon':
      return l10n.t('afternoon');
    case 'evening':
      return l10n.t('evening');
    case 'lateEvening':
      return l10n.t('late evening');
  }
}

function longWeekdays(): readonly string[] {
  return [
    l10n.t('Monday'),
    l10n.t('Tuesday'),
    l10n.t('Wednesday'),
    l10n.t('Thursday'),
    l10n.t('Friday'),
    l10n.t('Saturday'),
    l10n.t('Sunday'),
  ];
}
