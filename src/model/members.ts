/** Owns the questions people ask a board: who waits for whom, who is on the team, and in which order to look at it. */
import { allActed } from './act.js';
import type { Board } from './board.js';
import { thingKey } from './concerns.js';
import { idMaker, idTime } from './id.js';
import type { Inbox, ParcelKey } from './inbox.js';
import type { Profile, Status, StatusRecord, Work } from './member.js';
import type { Attend } from './mutation.js';
import type { Park } from './park.js';
import type { State } from './state.js';
import { visible } from './state.js';
import { type Account, fullName } from './team.js';

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
  const board = visible(state);
  const me = state.team?.account;
  const known = memberLists.get(board.statuses);
  if (known?.me === me && besides.every((name) => known?.board[name] === board[name])) return known?.members ?? [];
  const members = listMembers(board, me);
  memberLists.set(board.statuses, { board, me, members });
  return members;
}

interface Listed {
  readonly board: Board;
  readonly me: Account | undefined;
  readonly members: readonly Member[];
}

/** What members are made of besides the statuses: most news are of items. */
const besides = ['work', 'profiles', 'teamFile'] as const;
const memberLists = new WeakMap<Board['statuses'], Listed>();

function listMembers(board: Board, me: { readonly id: number; readonly login: string } | undefined): readonly Member[] {
  const members = new Map<string, Member>();
  const work = workByPerson(board);
  const add = (login: string, more: Partial<Member>) => {
    const key = login.toLowerCase();
    const id = more.id ?? members.get(key)?.id;
    const known = members.get(key) ?? { login, work: [] };
    members.set(key, {
      ...known,
      ...more,
      isMe: me !== undefined && (id === undefined ? key === me.login.toLowerCase() : id === me.id),
      work: (id !== undefined && work.get(id)) || [],
    });
  };
  for (const login of [...(board.teamFile?.members ?? []), ...(board.teamFile?.rotation?.people ?? [])]) add(login, {});
  for (const profile of board.profiles.values()) add(profile.person.login, { id: profile.person.id, profile });
  for (const record of board.statuses.values())
    add(record.by.login, { login: record.by.login, id: record.by.id, record });
  // Under the name GitHub knows: an account may have been renamed since it signed in.
  const isListed = [...members.values()].some(({ id }) => id !== undefined && id === me?.id);
  if (members.size > 0 && me && !isListed) add(me.login, { id: me.id });
  return [...members.values()].sort((a, b) => compare(a.login.toLowerCase(), b.login.toLowerCase()));
}

function workByPerson({ work }: Board): ReadonlyMap<number, readonly Work[]> {
  const known = workLists.get(work);
  if (known) return known;
  const found = new Map<number, Work[]>();
  for (const one of work.values())
    for (const id of new Set(one.people)) {
      const list = found.get(id);
      if (list) list.push(one);
      else found.set(id, [one]);
    }
  for (const list of found.values()) list.sort((a, b) => a.number - b.number);
  workLists.set(work, found);
  return found;
}

const workLists = new WeakMap<Board['work'], ReadonlyMap<number, readonly Work[]>>();

/**
 * What can be known of somebody's time: what they declare here, else whether GitHub says that they are busy. Of the invisible
 * others know the hours and days off, and nothing else.
 */
export function statusOf({ record, profile, isMe }: Member): Status | undefined {
  if (record) return record.status.mode === 'invisible' && !isMe ? once(record.status, hoursAlone) : record.status;
  return profile?.isBusy ? once(profile, busyStatus) : undefined;
}

function hoursAlone({ mode, until, since, zone, hours, off }: Status): Status {
  return {
    mode,
    ...(until && { until }),
    ...(since && { since }),
    ...(zone && { zone }),
    ...(hours && { hours }),
    ...(off && { off }),
  };
}

function busyStatus({ text, until }: Profile): Status {
  return { mode: 'busy', ...(text && { text }), ...(until && { until }) };
}

/** One object for one source: much is computed from a status once. */
function once<T extends object>(source: T, make: (source: T) => Status): Status {
  const status = made.get(source) ?? make(source);
  made.set(source, status);
  return status;
}

const made = new WeakMap<object, Status>();

/** What came in, with what was done to it since. */
export function visibleInbox({ inbox, acts }: State): Inbox {
  if (acts.length === 0) return inbox;
  let seen = inboxes.get(acts);
  if (seen?.of !== inbox) {
    seen = { of: inbox, inbox: allActed(inbox, acts, utcDate) };
    inboxes.set(acts, seen);
  }
  return seen.inbox;
}

/** Nobody counts by what is shown for a moment. */
const utcDate = (at: number) => new Date(at).toISOString().slice(0, 10);

const inboxes = new WeakMap<readonly Attend[], { readonly of: Inbox; readonly inbox: Inbox }>();

/** My own status record, with what is still owed to GitHub. */
export function myRecord(state: State): StatusRecord | undefined {
  const me = state.team?.account.id;
  return me === undefined ? undefined : visible(state).statuses.get(me);
}

/** GitHub's names know no case. */
export function memberNamed(state: State, login: string | undefined): Member | undefined {
  if (login === undefined) return undefined;
  const members = membersOf(state);
  let byLogin = memberNames.get(members);
  if (!byLogin) {
    byLogin = new Map(members.map((member) => [member.login.toLowerCase(), member]));
    memberNames.set(members, byLogin);
  }
  return byLogin.get(login.toLowerCase());
}

const memberNames = new WeakMap<readonly Member[], ReadonlyMap<string, Member>>();

/** Whether there is a team, and nothing tells that somebody is on it: neither a member nor with anything open on the board. */
export function isStranger(state: State, login: string): boolean {
  return membersOf(state).length > 0 && !memberNamed(state, login) && !busyOn(visible(state)).has(login.toLowerCase());
}

/** Logins in lower case of those who have something open. */
function busyOn(board: Board): ReadonlySet<string> {
  let busy = busyPeople.get(board);
  if (!busy) {
    const people = [
      ...[...board.items.values()].filter((item) => item.state === 'open').map(({ by }) => by),
      ...[...board.dependencies.values()].flatMap((one) => [...one.people, ...one.by.flatMap((entry) => entry.people)]),
      ...[...board.asked.values()].map(({ by }) => by),
    ];
    busy = new Set(people.map(({ login }) => login.toLowerCase()));
    busyPeople.set(board, busy);
  }
  return busy;
}

const busyPeople = new WeakMap<Board, ReadonlySet<string>>();

/** What is parked until a thing is done, by that thing; where several are, the latest. */
export function parksByThing(state: State): ReadonlyMap<ParcelKey, Park> {
  const { team, parks } = state;
  if (!team || parks.length === 0) return new Map();
  const name = fullName(team.repository);
  const { items } = visible(state);
  const found = new Map<ParcelKey, Park>();
  for (const park of parks) {
    const number = items.get(park.target)?.number;
    const key = number === undefined ? undefined : thingKey(name, number);
    if (key !== undefined && !found.has(key)) found.set(key, park);
  }
  return found;
}

/**
 * Makes ids that sort after all that is owed and all that was done to parcels, in whichever window: also where the clock was
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
  for (const { acted } of inbox.parcels.values()) see(acted);
  return newest;
}
