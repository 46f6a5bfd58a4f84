/** The *Team* view: whom one can ask now and, if not now, when. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { myZone } from '../../base/zone.js';
import { fullName } from '../../model/board/team.js';
import { type Member, membersOf, statusOf } from '../../model/members.js';
import { nameOf } from '../../model/names.js';
import type { Work } from '../../model/people/member.js';
import { type Availability, availability } from '../../model/reach/availability.js';
import type { State } from '../../model/state.js';
import { changedByWords } from '../words/logins.js';
import { dutyWords, isTurnOf, turnNow } from '../words/rotation.js';
import { moreRow, type Row } from '../words/row.js';
import { moment, range } from '../words/time.js';
import {
  availabilityIcon,
  longThere,
  type MemberState,
  memberState,
  nameWords,
  plannedFocus,
  shortThere,
  stateSentence,
} from './memberState.js';
import { type Around, memberTooltip } from './tooltip.js';

/** Drawing thousands of rows helps nobody; those who can be reached soonest are the first. */
const mostRows = 200;
const mostWork = 50;
const mostFocus = 20;
/** Longer lists start folded: who can be asked now comes first. */
const mostLater = 12;
const mostUnknown = 5;

const never = Number.POSITIVE_INFINITY;

/** Which team it is. */
export function teamHeadline({ team }: State): string | undefined {
  return team && plain(fullName(team.repository), 100);
}

/** @param zone mine, IANA name */
export function teamRows(state: State, now: number, zone: string = myZone()): readonly Row[] {
  if (!state.team || state.phase === 'starting') return [];
  const members = membersOf(state);
  const me = members.find(({ isMe }) => isMe);
  const around: Around = { state, now, zone, turn: turnNow(state, now), myStatus: me && statusOf(me) };
  const all = members.map(
    (member): Ranked => ({
      member,
      now: availability(statusOf(member), now, member.isMe ? 'oneself' : 'others'),
    }),
  );
  const isTurn = (one: Ranked) => isTurnOf(around.turn, one.member);
  const reachable = all
    .filter((one) => one.now.state === 'available')
    .sort((a, b) => Number(isTurn(b)) - Number(isTurn(a)) || ascending(b.now.until ?? never, a.now.until ?? never));
  const later = all
    .filter((one) => one.now.state !== 'available' && one.now.state !== 'unknown')
    .sort((a, b) => ascending(a.now.nextReachable ?? never, b.now.nextReachable ?? never));
  const unknown = all.filter((one) => one.now.state === 'unknown');
  return [
    ...group('reachable', l10n.t('Available now'), reachable, never, around),
    ...group('later', l10n.t('Available later'), later, mostLater, around),
    ...group('unknown', l10n.t('Availability unknown'), unknown, mostUnknown, around),
  ];
}

/** What the order needs to know of somebody; the rest is asked of those who are shown. */
interface Ranked {
  readonly member: Member;
  readonly now: Availability;
}

function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param mostUnfolded a longer list starts folded */
function group(
  id: string,
  label: string,
  people: readonly Ranked[],
  mostUnfolded: number,
  around: Around,
): readonly Row[] {
  if (people.length === 0) return [];
  const isLong = people.length > mostUnfolded;
  return [
    {
      // VS Code remembers by id what was folded: a list that was long while statuses were still being read is another one.
      id: isLong ? `${id}-long` : id,
      label,
      description: String(people.length),
      spoken: l10n.t('{0}, {1}', label, people.length),
      get children() {
        return [
          ...people
            .slice(0, mostRows)
            .map(({ member }) => memberRow(memberState(member, around.now, around.zone), around)),
          ...moreRow(id, people.length - mostRows),
        ];
      },
      isExpanded: !isLong,
    },
  ];
}

function memberRow(one: MemberState, around: Around): Row {
  const { member } = one;
  const id = `member/${member.login.toLowerCase()}`;
  const focus = focusRows(id, one, around);
  const isParent = focus.length > 0 || member.work.length > 0;
  return {
    id,
    label: label(one, around),
    description: description(one, around),
    get tooltip() {
      return memberTooltip(one, around);
    },
    icon: one.isInvisible && !member.isMe ? 'question' : availabilityIcon(one.now),
    ...(one.now.state === 'available' && { tint: 'good' }),
    spoken: spoken(one, around),
    offers: member.isMe ? 'member.me' : 'member',
    command: isParent ? undefined : member.isMe ? 'makertime.setStatus' : 'makertime.findMember',
    get children() {
      return isParent ? [...focus, ...workRows(id, member)] : undefined;
    },
    isExpanded: isParent ? false : undefined,
  };
}

/** Who and when come first: in a narrow side bar the end of a row is what is not seen. */
function label(one: MemberState, { now, zone }: Around): string {
  const name = one.member.isMe ? l10n.t('{0} (you)', one.name) : one.name;
  const shown = one.isRough ? `${name} ☂` : name;
  const { nextReachable } = one.now;
  return nextReachable === undefined ? shown : `${shown} · ${moment(nextReachable, now, zone)}`;
}

function description(one: MemberState, { state: all, turn, now, zone }: Around): string {
  const { member } = one;
  const { state, until, nextReachable } = one.now;
  return [
    dutyWords(turn, one.member),
    one.isInvisible && one.member.isMe && l10n.t('invisible'),
    shortThere(one),
    // Of those who are back at a known time the label says so; what ends what nobody knows says nothing.
    (state === 'available' || (state !== 'unknown' && nextReachable === undefined)) &&
      until !== undefined &&
      l10n.t('until {0}', moment(until, now, zone)),
    // Behind what one looks for in a narrow side bar, and before what may be long.
    !member.isMe && nameOf(all, member),
    one.sentence,
    member.record?.changedBy && changedByWords(member.record.changedBy),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The answer first, as on the screen. */
function spoken(one: MemberState, { state, turn, now, zone }: Around): string {
  return [
    nameWords(one, nameOf(state, one.member)),
    dutyWords(turn, one.member),
    stateSentence(one, now, zone),
    one.isInvisible && one.member.isMe && one.now.state !== 'unknown' && l10n.t('invisible'),
    one.sentence,
    one.isRough && l10n.t('having a rough day'),
    longThere(one),
    one.member.record?.changedBy && changedByWords(one.member.record.changedBy),
  ]
    .filter(Boolean)
    .join(', ');
}

function focusRows(id: string, { status }: MemberState, { now, zone }: Around): readonly Row[] {
  return plannedFocus(status, now)
    .slice(0, mostFocus)
    .map(({ start, end }) => {
      const time = range(start, end, now, zone);
      const kind = l10n.t('planned focus');
      return {
        id: `${id}/focus/${start}`,
        label: time,
        description: kind,
        icon: 'target',
        spoken: `${kind}, ${time}`,
      };
    });
}

function workRows(id: string, { work }: Member): readonly Row[] {
  return [...work.slice(0, mostWork).map((one) => workRow(id, one)), ...moreRow(`${id}/work`, work.length - mostWork)];
}

function workRow(id: string, { number, title, kind }: Work): Row {
  const words = `#${number} ${plain(title) || l10n.t('(no title)')}`;
  return {
    id: `${id}/work/${number}`,
    label: words,
    tooltip: words,
    icon: kind === 'issue' ? 'issues' : 'git-pull-request',
    spoken: kind === 'issue' ? l10n.t('issue {0}', words) : l10n.t('pull request {0}', words),
    offers: 'work',
    command: 'makertime.openWork',
  };
}
