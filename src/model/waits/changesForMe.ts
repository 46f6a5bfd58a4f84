/** Owns which changes of a team's board concern one person: for them GitHub's own notifications may be missing or late. */
import type { Board } from './board.js';
import { type Incoming, instant } from './inbox.js';
import type { Item } from './item.js';
import { fullName, type Team } from './team.js';
import type { Asked, Blocking, Given } from './waits.js';

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
export function concerning(
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
  ];
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
  const waitsForMe = (item: Item | undefined) => isWaiting(item, team);
  const isOld = ({ createdAt }: Item) => Date.parse(createdAt) < Date.parse(since) - clockTolerance;

  return [...after.items.values()].flatMap((item): readonly Incoming[] => {
    const was = before.items.get(item.key);
    if (item.number === undefined || was === item || (!was && isOld(item))) return [];
    const told = { ...incomingOf(item, item.number, team), at: was ? item.updatedAt : item.createdAt };
    if (waitsForMe(item) && !waitsForMe(was)) return [{ ...told, reason: 'waitsForMe', ...urgent(item, now) }];
    if (!was) return [];
    if (isMine(item) && was.state === 'open' && item.state === 'closed') return [{ ...told, reason: 'freed' }];
    if (comments === 'heardElsewhere' || item.comments <= was.comments) return [];
    if (isMine(item)) return [{ ...told, reason: 'answer' }];
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
  return thingKey(repository, number);
}

/** Reviews and questions: asked of this person, or given to what they asked. */
function ofAsked(before: Board, after: Board, team: Team, since: string): readonly Incoming[] {
  if (before.asked === after.asked) return [];
  const { id, login } = team.account;
  const from = heardFrom(before, since);
  const isOfMe = (one: Asked | undefined) =>
    one?.of.some((name) => name.toLowerCase() === login.toLowerCase()) ?? false;
  return [...after.asked.values()].flatMap((one): readonly Incoming[] => {
    const was = before.asked.get(one.number);
    if (was === one) return [];
    const told = askedOf(one, team);
    if (one.by.id !== id) {
      const isNews = isOfMe(one) && !isOfMe(was) && (was !== undefined || instant(one.since) >= from);
      const reason = one.kind === 'review' ? 'reviewRequested' : 'mention';
      return isNews ? [{ ...told, reason, from: one.by.login, at: one.since }] : [];
    }
    const known = new Set((was?.given ?? []).map(nameOf));
    return one.given
      .filter((given) => given.by.id !== id && !known.has(nameOf(given)) && instant(given.at) >= from)
      .map((given) => ({ ...told, reason: frees(given) ? 'freed' : 'comment', from: given.by.login, at: given.at }));
  });
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

function askedOf({ kind, number, title }: Asked, { repository }: Team): Omit<Incoming, 'reason' | 'at'> {
  const name = fullName(repository);
  const subject = kind === 'review' ? 'pullRequest' : 'discussion';
  return { key: thingKey(name, number), repository: name, subject, number, title, isUnread: true };
}

/**
 * What GitHub tells of, with what the team's board knows of it: that it waits for this person, whatever else is said there, and
 * that an issue is a roster, where nothing is said to anybody.
 */
export function onBoard(incoming: readonly Incoming[], { items, rosters }: Board, team: Team): readonly Incoming[] {
  const name = fullName(team.repository);
  const keys = new Set<string>();
  for (const item of items.values())
    if (item.number !== undefined && isWaiting(item, team)) keys.add(thingKey(name, item.number));
  const ours = new Set([...rosters.keys()].map((number) => thingKey(name, number)));
  return incoming
    .filter(({ key }) => !ours.has(key))
    .map((one) => (keys.has(one.key) ? { ...one, reason: 'waitsForMe' } : one));
}

function isWaiting(item: Item | undefined, { account: { id, login } }: Team): boolean {
  return item?.state === 'open' && item.by.id !== id && item.owner?.toLowerCase() === login.toLowerCase();
}

/** The issue, as GitHub's own notifications name it too. */
export function thingKey(repository: string, number: number): string {
  return `thing/${repository.toLowerCase()}#${number}`;
}

function incomingOf(item: Item, number: number, { repository, account }: Team): Omit<Incoming, 'reason' | 'at'> {
  const name = fullName(repository);
  return {
    key: thingKey(name, number),
    repository: name,
    subject: 'issue',
    number,
    title: item.title,
    ...(item.by.id !== account.id && { from: item.by.login }),
    isUnread: true,
  };
}

function urgent({ needBy }: Item, now: number): { readonly isUrgent?: true } {
  return needBy !== undefined && Date.parse(needBy) - now <= urgency ? { isUrgent: true } : {};
}
