/** The questions people ask a board: who waits for whom, who is on the team, and in which order to look at it. */

import { idMaker, idTime } from '../base/id.js';
import { memo } from '../base/memo.js';
import type { Board } from './board/board.js';
import { isAwaitedItem } from './board/item.js';
import type { InboxAction } from './board/mutation.js';
import { referenceKey } from './board/reference.js';
import { type Account, fullName, isMeant, isSameName, numberOf, type TeamFile } from './board/team.js';
import { isQuiet, withFocusElsewhere } from './focus/deliveryTimes.js';
import { isOut } from './hours/declared.js';
import { applyActions } from './inbox/actions.js';
import type { EntryKey, Inbox, RunningFocus } from './inbox/entries.js';
import { type Park, parkedFor } from './local/park.js';
import { isInvisible, type Profile, type Status, type StatusRecord, type Work } from './people/member.js';
import { rotation, type Turn } from './reach/rotation.js';
import type { State } from './state.js';
import { visible } from './state.js';

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Logins of everybody on the board, the most often named first: whom to offer as an owner. */
export function peopleOn(state: State): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of visible(state).items.values()) {
    for (const login of [item.by.login, item.owner]) if (login) counts.set(login, (counts.get(login) ?? 0) + 1);
  }
  const me = state.team?.account.login.toLowerCase();
  return [...counts]
    .filter(([login]) => login.toLowerCase() !== me)
    .sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
    .map(([login]) => login);
}

/** Everybody whose status stands in the roster, whom the team file names, or whose status is known from GitHub itself. */
export interface Member {
  /** As GitHub spells it, or as the team file does where GitHub has said nothing. */
  readonly login: string;
  /** Known once GitHub has named them. */
  readonly id?: number;
  readonly isMe: boolean;
  readonly record?: StatusRecord;
  readonly profile?: Profile;
  /** By number. */
  readonly work: readonly Work[];
}

/** By login. The person who looks is among them as soon as anybody is. */
export function membersOf(state: State): readonly Member[] {
  return membersOn(visible(state), state.team?.account);
}

/** Most news is of items, which members are not made of. */
const membersOn = memo(
  ({ statuses, work, profiles, teamFile }: Board, me: Account | undefined) => [statuses, work, profiles, teamFile, me],
  listMembers,
);

function listMembers(board: Board, me: Account | undefined): readonly Member[] {
  /** By number; by login in lower case where that is not known. */
  const members = new Map<number | string, Member>();
  const work = workByPerson(board.work);
  const add = (login: string, more: Partial<Member>) => {
    const name = login.toLowerCase();
    const { id } = more;
    const key = id ?? name;
    const known = members.get(key) ?? members.get(name) ?? { login, work: [] };
    if (id !== undefined) members.delete(name);
    members.set(key, {
      ...known,
      ...(!isSameName(known.login, login) && { login }),
      ...more,
      isMe: me !== undefined && (id === undefined ? name === me.login.toLowerCase() : id === me.id),
      work: (id !== undefined && work.get(id)) || [],
    });
  };
  const { teamFile } = board;
  for (const login of [...(teamFile?.members ?? []), ...(teamFile?.rotation?.people ?? [])]) {
    const id = teamFile && numberOf(teamFile, login);
    // What somebody else is called now nobody is offered for.
    const isLost = id === null || teamFile?.taken?.includes(login.toLowerCase());
    if (!isLost) add(login, id === undefined ? {} : { id });
  }
  for (const profile of board.profiles.values()) add(profile.person.login, { id: profile.person.id, profile });
  for (const record of board.statuses.values())
    add(record.by.login, { login: record.by.login, id: record.by.id, record });
  // Under the name GitHub knows: an account may have been renamed since it signed in.
  const isListed = [...members.values()].some(({ id }) => id !== undefined && id === me?.id);
  if (members.size > 0 && me && !isListed) add(me.login, { id: me.id });
  for (const key of namesakes(members)) members.delete(key);
  return [...members.values()].sort((a, b) => compare(a.login.toLowerCase(), b.login.toLowerCase()));
}

/** A login is one person's: of several who are known by it, all but whoever looks, or has said something last. Their keys. */
function namesakes(members: ReadonlyMap<number | string, Member>): readonly (number | string)[] {
  const latest = new Map<string, number | string>();
  const saidAt = (key: number | string) => members.get(key)?.record?.updatedAt ?? '';
  for (const [key, { login, isMe }] of members) {
    const known = latest.get(login.toLowerCase());
    const isLater = known === undefined || isMe || (!members.get(known)?.isMe && saidAt(key) > saidAt(known));
    if (isLater) latest.set(login.toLowerCase(), key);
  }
  return [...members].flatMap(([key, { login }]) => (latest.get(login.toLowerCase()) === key ? [] : [key]));
}

const workByPerson = memo(
  (work: Board['work']) => [work],
  (work): ReadonlyMap<number, readonly Work[]> => {
    const found = new Map<number, Work[]>();
    for (const one of work.values())
      for (const id of new Set(one.people)) {
        const list = found.get(id);
        if (list) list.push(one);
        else found.set(id, [one]);
      }
    for (const list of found.values()) list.sort((a, b) => a.number - b.number);
    return found;
  },
);

/**
 * What can be known of somebody's time: what they declare here, else whether GitHub says that they are busy. Of the invisible
 * others know the hours and days off, and nothing else.
 */
export function statusOf({ record, profile, isMe }: Member): Status | undefined {
  if (record) return isInvisible(record) && !isMe ? hoursAlone(record.status) : record.status;
  return profile?.isBusy ? busyStatus(profile) : undefined;
}

/** One object for one status or profile: much is computed from a status once. */
const hoursAlone = memo(
  (status: Status) => [status],
  ({ mode, until, since, zone, hours, off }): Status => ({
    mode,
    ...(until && { until }),
    ...(since && { since }),
    ...(zone && { zone }),
    ...(hours && { hours }),
    ...(off && { off }),
  }),
);
const busyStatus = memo(
  (profile: Profile) => [profile],
  ({ text, until }): Status => ({ mode: 'busy', ...(text && { text }), ...(until && { until }) }),
);

/** Whose turn it is, and who stands in for them. */
export interface Duty extends Turn {
  readonly file: TeamFile;
  /** Whose turn it is, is away or has a day off. */
  readonly isOut: boolean;
  /** Whom to turn to: they themselves, or the next of the rotation who is neither away nor has a day off. Absent: nobody. */
  readonly onDuty?: string;
}

/** Undefined without a rotation. */
export function dutyOn(board: Board, now: number): Duty | undefined {
  const file = board.teamFile;
  const turn = file?.rotation && rotation(file.rotation, now);
  if (!turn) return undefined;
  const { people } = file.rotation;
  const { who } = turn;
  if (who === undefined || !isOutOf(board, file, who, now))
    return { ...turn, file, isOut: false, ...(who !== undefined && { onDuty: who }) };
  const place = people.findIndex((login) => isSameName(login, who));
  const others = [...people.slice(place + 1), ...people.slice(0, Math.max(place, 0))];
  const cover = others.find((login) => !isSameName(login, who) && !isOutOf(board, file, login, now));
  return { ...turn, file, isOut: true, ...(cover !== undefined && { onDuty: cover }) };
}

/** Of whom nothing is known nobody can say that they are out. */
function isOutOf(board: Board, file: TeamFile, login: string, now: number): boolean {
  const record = [...board.statuses.values()].find(({ by }) => isMeant(file, login, by));
  return record !== undefined && isOut(record.status, now);
}

/** What came in, with what was done to it since. */
export function visibleInbox({ inbox, acts }: State): Inbox {
  return acts.length === 0 ? inbox : inboxAfter(inbox, acts);
}

const inboxAfter = memo(
  (inbox: Inbox, acts: readonly InboxAction[]) => [acts, inbox],
  (inbox, acts): Inbox => applyActions(inbox, acts, utcDate),
);

/** Nobody counts by what is shown for a moment. */
const utcDate = (at: number) => new Date(at).toISOString().slice(0, 10);

/** My own status record, with what is still owed to GitHub, and focus that was begun in another team. */
export function myRecord(state: State): StatusRecord | undefined {
  const record = recordHere(state);
  return record && withMyFocus(record, state.inbox.focus, state.team?.repository.id);
}

/** What I say in this team alone. */
export function recordHere(state: State): StatusRecord | undefined {
  const me = state.team?.account.id;
  return me === undefined ? undefined : visible(state).statuses.get(me);
}

const withMyFocus = memo(
  (record: StatusRecord, focus: RunningFocus | undefined, repository: number | undefined) => [
    record,
    focus,
    repository,
  ],
  (record, focus, repository): StatusRecord => {
    const status = withFocusElsewhere(record, focus, repository);
    return status === undefined || status === record.status ? record : { ...record, status };
  },
);

/** What I am at, joined or not: focus is mine, whichever team I work for. */
export function myStatus(state: State): Status | undefined {
  return myRecord(state)?.status ?? withFocusElsewhere(undefined, state.inbox.focus, state.team?.repository.id);
}

/** GitHub's names know no case. */
export function memberNamed(state: State, login: string | undefined): Member | undefined {
  return login === undefined ? undefined : byLogin(membersOf(state)).get(login.toLowerCase());
}

const byLogin = memo(
  (members: readonly Member[]) => [members],
  (members): ReadonlyMap<string, Member> => new Map(members.map((member) => [member.login.toLowerCase(), member])),
);

/** Whether there is a team, and nothing tells that somebody is on it: neither a member nor with anything open on the board. */
export function isStranger(state: State, login: string): boolean {
  return membersOf(state).length > 0 && !memberNamed(state, login) && !busyOn(visible(state)).has(login.toLowerCase());
}

/** Logins in lower case of those who have something open that people wait for: what nobody waits for stays open for years. */
const busyOn = memo(
  (board: Board) => [board],
  (board): ReadonlySet<string> => {
    const people = [
      ...[...board.items.values()].filter((item) => item.state === 'open' && isAwaitedItem(item)).map(({ by }) => by),
      ...[...board.dependencies.values()].flatMap((one) => [...one.people, ...one.by.flatMap((entry) => entry.people)]),
      ...[...board.asked.values()].map(({ by }) => by),
    ];
    return new Set(people.map(({ login }) => login.toLowerCase()));
  },
);

/** What is parked until a thing is done, by that thing; where several are, the latest. */
export function parksByThing(state: State): ReadonlyMap<EntryKey, Park> {
  const { team, parks } = state;
  if (!team || parks.length === 0) return new Map();
  const name = fullName(team.repository);
  const board = visible(state);
  const found = new Map<EntryKey, Park>();
  for (const park of parks) {
    const number = parkedFor(board, park.target)?.number;
    const key = number === undefined ? undefined : referenceKey(name, number);
    if (key !== undefined && !found.has(key)) found.set(key, park);
  }
  return found;
}

/**
 * Makes ids that sort after all that is owed and all that was done to entries, in whichever window: also where the clock was
 * set back since. What is said last counts.
 */
export function idsAfter(state: () => State, now: () => number, random: () => number): () => string {
  return idMaker(() => {
    const newest = newestId(state());
    return newest === undefined ? now() : Math.max(now(), idTime(newest) + 1);
  }, random);
}

function newestId({ unsent, acts, refused, inbox }: State): string | undefined {
  let newest: string | undefined;
  const see = (id: string | undefined) => {
    if (id !== undefined && (newest === undefined || id > newest)) newest = id;
  };
  for (const { id } of [...unsent, ...acts]) see(id);
  for (const { mutation } of refused) see(mutation.id);
  for (const { acted } of inbox.entries.values()) see(acted);
  return newest;
}

/** A focus block of mine is running, declared or planned. */
export function isFocusing(state: State, now: number): boolean {
  return isQuiet(myStatus(state), now);
}
