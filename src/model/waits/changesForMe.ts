/** Which changes of a team's board concern one person: for them GitHub's own notifications may be missing or late. */

import type { Board } from '../board/board.js';
import { type Item, isAwaitedItem, isOwnedBy } from '../board/item.js';
import { type AskedThing, type Blocking, type Given, isAwaited } from '../board/links.js';
import { referenceKey } from '../board/reference.js';
import { fullName, isSameName, type Team, type TeamFile } from '../board/team.js';
import { type EntryKey, type Incoming, instant } from '../inbox/entries.js';
import { checkInDays } from '../posting/checkIns.js';
import { isToBeMade, makerOf, openDecisions } from '../posting/decisions.js';
import { awaitedOn, handOffsOn, holderOf } from '../posting/handOffs.js';
import { watercoolers } from '../posting/watercooler.js';
import { threadTitled } from '../threads/thread.js';
import { commentsOn } from './replies.js';

/** What is needed sooner than that, in milliseconds, cannot wait for the next delivery. */
const urgency = 2 * 3_600_000;

/** Two clocks are compared, in milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * News for this person between two boards: what has come to wait for them, an answer, and that what they waited for has come.
 * @param since ISO instant since which anybody listens: what was there before is no news
 * @param comments whether comments are news: only where GitHub's notifications do not tell of them, and who wrote them
 * @param now milliseconds since 1970
 */
export function changesForMe(
  before: Board,
  after: Board,
  team: Team,
  since: string,
  comments: 'heardElsewhere' | 'heardHere',
  now: number,
): readonly Incoming[] {
  return [
    ...ofItems(before, after, team, since, comments, now),
    ...ofDependencies(before, after, team, now),
    ...ofAsked(before, after, team, since),
    ...ofCheckIns(before, after, team, since),
    ...ofHandOffs(before, after, team, since),
  ];
}

/** What waited for this person and does so no longer: it was closed, answered, or somebody else is to do it. */
export function noLongerForMe(before: Board, after: Board, team: Team): ReadonlySet<EntryKey> {
  const name = fullName(team.repository);
  const over = new Set<EntryKey>();
  if (before.items !== after.items)
    for (const was of before.items.values()) {
      const item = after.items.get(was.key);
      const isOver = item !== was && isWaiting(was, team, before.teamFile) && !isWaiting(item, team, after.teamFile);
      if (isOver && was.number !== undefined) over.add(referenceKey(name, was.number));
    }
  if (before.asked !== after.asked)
    for (const was of before.asked.values()) {
      const one = after.asked.get(was.number);
      if (one !== was && isAskedOf(was, team) && !isAskedOf(one, team)) over.add(referenceKey(name, was.number));
    }
  return over;
}

function isAskedOf(one: AskedThing | undefined, { account }: Team): boolean {
  return one !== undefined && isAwaited(one) && one.of.some((login) => isSameName(login, account.login));
}

function ofItems(
  before: Board,
  after: Board,
  team: Team,
  since: string,
  comments: 'heardElsewhere' | 'heardHere',
  now: number,
): readonly Incoming[] {
  if (before.items === after.items) return [];
  const { id } = team.account;
  const isMine = (item: Item | undefined) => item?.by.id === id;
  const waitsForMe = (item: Item | undefined) => isWaiting(item, team, after.teamFile);
  const isOld = ({ createdAt }: Item) => Date.parse(createdAt) < Date.parse(since) - clockTolerance;

  return [...after.items.values()].flatMap((item): readonly Incoming[] => {
    const was = before.items.get(item.key);
    if (item.number === undefined || was === item || (!was && isOld(item))) return [];
    const told = {
      ...incomingOf(item, item.number, team),
      // Who changed it since is not known.
      ...(!was && !isMine(item) && { from: item.by.login, fromId: item.by.id }),
      at: was ? item.updatedAt : item.createdAt,
    };
    if (waitsForMe(item) && !waitsForMe(was)) return [{ ...told, reason: 'waitsForMe', ...urgent(item, now) }];
    if (!was) return [];
    const isFreed = isAwaitedItem(item) && was.state === 'open' && item.state === 'closed';
    if (isMine(item) && isFreed) return [{ ...told, reason: 'freed' }];
    if (comments === 'heardElsewhere' || commentsOn(after, item) <= commentsOn(before, was)) return [];
    if (isMine(item)) return [{ ...told, reason: isAwaitedItem(item) ? 'answer' : 'comment' }];
    return waitsForMe(item) ? [{ ...told, reason: 'comment' }] : [];
  });
}

/** What an issue of this person's waited for is closed, by whomever: that is not known. */
function ofDependencies(before: Board, after: Board, team: Team, now: number): readonly Incoming[] {
  if (before.dependencies === after.dependencies) return [];
  const name = fullName(team.repository);
  /** By number; made once something is free. */
  let items: ReadonlyMap<number | undefined, Item> | undefined;
  const freed = new Map<string, Incoming>();
  for (const { number, people, by } of after.dependencies.values()) {
    if (!people.some(({ id }) => id === team.account.id)) continue;
    const were = new Set((before.dependencies.get(number)?.by ?? []).filter(({ isOpen }) => isOpen).map(keyOf));
    for (const one of by) {
      if (one.isOpen || !were.has(keyOf(one))) continue;
      const { repository, title } = one;
      const isHere = repository.toLowerCase() === name.toLowerCase();
      if (isHere) items ??= new Map([...after.items.values()].map((item) => [item.number, item]));
      const item = isHere ? items?.get(one.number) : undefined;
      const at = item?.updatedAt ?? one.closedAt ?? new Date(now).toISOString();
      const thing = { key: keyOf(one), repository, subject: 'issue', number: one.number, title } as const;
      freed.set(keyOf(one), { ...thing, reason: 'freed', at, isUnread: true });
    }
  }
  return [...freed.values()];
}

function keyOf({ repository, number }: Blocking): string {
  return referenceKey(repository, number);
}

/** Reviews and questions: asked of this person, or given to what they asked. */
function ofAsked(before: Board, after: Board, team: Team, since: string): readonly Incoming[] {
  if (before.asked === after.asked) return [];
  const { id, login } = team.account;
  const from = heardFrom(before, since);
  const isOfMe = (one: AskedThing | undefined) =>
    one?.of.some((name) => name.toLowerCase() === login.toLowerCase()) ?? false;
  return [...after.asked.values()].flatMap((one): readonly Incoming[] => {
    const was = before.asked.get(one.number);
    if (was === one) return [];
    const told = askedOf(one, team);
    if (one.by.id !== id) {
      const isNews = isOfMe(one) && !isOfMe(was) && (was !== undefined || instant(one.since) >= from);
      const reason = one.kind === 'review' ? 'reviewRequested' : 'mention';
      const asker = askerOf(one, was, login);
      return isNews ? [{ ...told, reason, ...(asker !== undefined && { from: asker }), at: one.since }] : [];
    }
    const known = new Set((was?.given ?? []).map(nameOf));
    return one.given
      .filter((given) => given.by.id !== id && !known.has(nameOf(given)) && instant(given.at) >= from)
      .map((given) => ({
        ...told,
        reason: frees(given) ? 'freed' : 'comment',
        from: given.by.login,
        fromId: given.by.id,
        at: given.at,
      }));
  });
}

/** What others have said in a check-in: one entry a day, however many there are. Nobody has read anything before it was heard of. */
function ofCheckIns(before: Board, after: Board, team: Team, since: string): readonly Incoming[] {
  if (before.talks === after.talks || before.threads.size === 0) return [];
  const { repository, account } = team;
  const name = fullName(repository);
  const from = instant(since) - clockTolerance;
  const known = checkInDays(before);
  return [...checkInDays(after).values()].flatMap(({ day, threads, checkIns }): readonly Incoming[] => {
    const was = new Map(known.get(day)?.checkIns.map((one) => [one.by.id, one.at]));
    const news = checkIns.filter(({ by, at }) => by.id !== account.id && was.get(by.id) !== at && instant(at) >= from);
    const [last] = [...news].sort((a, b) => instant(b.at) - instant(a.at));
    const [first] = threads;
    if (!first || !last) return [];
    const { number, title } = first;
    const thing = { key: referenceKey(name, number), repository: name, subject: 'discussion', number, title } as const;
    return [{ ...thing, reason: 'comment', from: last.by.login, fromId: last.by.id, at: last.at, isUnread: true }];
  });
}

/** That what was in this person's hands was picked up. What lies before anybody listens is no news. */
function ofHandOffs(before: Board, after: Board, { account, repository }: Team, since: string): readonly Incoming[] {
  if (before.talks === after.talks) return [];
  const name = fullName(repository);
  const known = new Map(handOffsOn(before).map((one) => [one.thread.key, one.pickUps.length]));
  return handOffsOn(after).flatMap(({ thread, author, pickUps }) =>
    pickUps.flatMap(({ by, at }, place): readonly Incoming[] => {
      const from = pickUps[place - 1]?.by ?? author;
      const isNews = place >= (known.get(thread.key) ?? 0) && instant(at) >= instant(since) - clockTolerance;
      if (thread.number === undefined || from.id !== account.id || by.id === account.id || !isNews) return [];
      const { number, title } = thread;
      const about = {
        key: referenceKey(name, number),
        repository: name,
        subject: 'discussion',
        number,
        title,
      } as const;
      return [{ ...about, reason: 'freed', from: by.login, fromId: by.id, at, isUnread: true }];
    }),
  );
}

/** A question is its author's while it is new: who added a name to it since is not known. */
function askerOf({ kind, by, askers }: AskedThing, was: AskedThing | undefined, me: string): string | undefined {
  if (kind === 'question') return was ? undefined : by.login;
  return askers?.find(({ of }) => isSameName(of, me))?.by;
}

/**
 * The instant from which on what is there is news. A board that knows of nothing asked may never have heard of it: then only what
 * is later than everything it does know.
 */
function heardFrom({ asked, items }: Board, since: string): number {
  const listening = instant(since) - clockTolerance;
  if (asked.size > 0) return listening;
  let newest = items.size > 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const { updatedAt } of items.values()) newest = Math.max(newest, instant(updatedAt));
  return Math.max(listening, newest);
}

function frees({ verdict }: Given): boolean {
  return verdict !== 'commented';
}

function nameOf({ by, at, verdict }: Given): string {
  return `${by.id} ${verdict} ${at}`;
}

function askedOf({ kind, number, title }: AskedThing, { repository }: Team): Omit<Incoming, 'reason' | 'at'> {
  const name = fullName(repository);
  const subject = kind === 'review' ? 'pullRequest' : 'discussion';
  return { key: referenceKey(name, number), repository: name, subject, number, title, isUnread: true };
}

/** What this person is to decide now: it has closed, or all have answered. The same each time, until it is decided. */
export function decisionsForMe(board: Board, { account, repository }: Team, now: number): readonly Incoming[] {
  const name = fullName(repository);
  return openDecisions(board).flatMap((decision): readonly Incoming[] => {
    const { thread, terms, answers } = decision;
    if (thread.number === undefined || !isToBeMade(decision, now)) return [];
    if (makerOf(decision, board.statuses, now).id !== account.id) return [];
    const closed = instant(terms.closes);
    const last = Math.max(...[...answers.values()].map(({ at }) => instant(at)));
    return [
      {
        key: referenceKey(name, thread.number),
        repository: name,
        subject: 'discussion',
        number: thread.number,
        title: thread.title,
        reason: 'waitsForMe',
        at: new Date(closed <= now ? closed : last).toISOString(),
        isUnread: true,
      },
    ];
  });
}

/** What this person is to pick up now. The same each time, until somebody has. */
export function handOffsForMe(board: Board, { account, repository }: Team, now: number): readonly Incoming[] {
  const name = fullName(repository);
  return handOffsOn(board).flatMap((handOff): readonly Incoming[] => {
    const { number, title } = handOff.thread;
    const { of, since } = awaitedOn(handOff, board.statuses, now);
    if (number === undefined || !of.some(({ id }) => id === account.id)) return [];
    const { id: fromId, login: from } = holderOf(handOff);
    const about = { key: referenceKey(name, number), repository: name, subject: 'discussion', number, title } as const;
    return [{ ...about, reason: 'waitsForMe', from, fromId, at: new Date(since).toISOString(), isUnread: true }];
  });
}

/** What nobody is ever told of. */
export function untoldOn(board: Board, { repository }: Team): ReadonlySet<EntryKey> {
  const name = fullName(repository);
  return new Set(
    watercoolers(board).flatMap(({ number }) => (number === undefined ? [] : [referenceKey(name, number)])),
  );
}

/** Those of the team's board, and those known of other teams before; the same list where there is none more. */
export function rostersSeen(known: readonly EntryKey[], { rosters }: Board, team: Team): readonly EntryKey[] {
  const name = fullName(team.repository);
  const more = [...rosters.keys()].map((number) => referenceKey(name, number)).filter((key) => !known.includes(key));
  return more.length > 0 ? [...known, ...more] : known;
}

/**
 * What GitHub tells of, with what the team's board knows of it: that it waits for this person, whatever else is said there.
 * @param isKnown whether there is an entry of this key: it goes on being that one
 */
export function onBoard(
  told: readonly Incoming[],
  board: Board,
  team: Team,
  isKnown: (key: EntryKey) => boolean = () => false,
): readonly Incoming[] {
  const { items, teamFile } = board;
  const name = fullName(team.repository);
  const incoming = told.map((one) => (isKnown(one.key) ? one : numbered(one, board, name)));
  const keys = new Set<string>();
  for (const item of items.values())
    if (item.number !== undefined && isWaiting(item, team, teamFile)) keys.add(referenceKey(name, item.number));
  return incoming.map((one) => (keys.has(one.key) ? { ...one, reason: 'waitsForMe' } : one));
}

/** Of a discussion GitHub tells the title and no number: what else the board tells of it is to be the same entry. */
function numbered(one: Incoming, { threads }: Board, name: string): Incoming {
  const { subject, repository, title } = one;
  if (subject !== 'discussion' || one.number !== undefined || !isSameName(repository, name)) return one;
  const number = threadTitled(threads, title)?.number;
  return number === undefined ? one : { ...one, number, key: referenceKey(name, number) };
}

function isWaiting(item: Item | undefined, { account }: Team, file: TeamFile | undefined): boolean {
  if (item?.state !== 'open' || !isAwaitedItem(item)) return false;
  return item.by.id !== account.id && isOwnedBy(item, account, file);
}

function incomingOf(item: Item, number: number, { repository }: Team): Omit<Incoming, 'reason' | 'at'> {
  const name = fullName(repository);
  return {
    key: referenceKey(name, number),
    repository: name,
    subject: 'issue',
    number,
    title: item.title,
    isUnread: true,
  };
}

function urgent({ needBy }: Item, now: number): { readonly isUrgent?: true } {
  return needBy !== undefined && Date.parse(needBy) - now <= urgency ? { isUrgent: true } : {};
}
