/** Owns which changes of a team's board concern one person: for them GitHub's own notifications may be missing or late. */
import type { Board } from './board.js';
import type { Incoming } from './inbox.js';
import type { Item } from './item.js';
import { fullName, type Team } from './team.js';

/** What is needed sooner than that, in milliseconds, cannot wait for the next delivery. */
const urgency = 2 * 3_600_000;

/** Two clocks are compared, in milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * News for this person between two boards: a blocker that has come to wait for them, an answer to one of theirs.
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
    const isAnswered = isMine(item) && was.state === 'open' && item.state === 'closed';
    const isTalkedAbout = comments === 'heardHere' && item.comments > was.comments;
    if (isAnswered || (isTalkedAbout && isMine(item))) return [{ ...told, reason: 'answer' }];
    return isTalkedAbout && waitsForMe(item) ? [{ ...told, reason: 'comment' }] : [];
  });
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
