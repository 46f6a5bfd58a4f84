/**
 * Owns how news come into an inbox: what is new in them, what is held, and what breaks through. Sources may tell of one
 * thing together, twice and in any order.
 */
import type { Inbox, Incoming, Parcel, ParcelKey, Reason, Rules, Through } from './inbox.js';
import { counted, instant, withParcels } from './inbox.js';

/**
 * Newer activity brings a parcel back from wherever it was, but for two: what is put off until a time stays put off, and what
 * is muted is not heard of unless it has to be. All that is told of one thing in one call is one activity.
 * @param now milliseconds since 1970, by this machine's clock
 * @param date today on the person's calendar
 */
export function hear(inbox: Inbox, news: readonly Incoming[], rules: Rules, now: number, date: string): Inbox {
  const at = new Date(now).toISOString();
  const changed: Parcel[] = [];
  let arrived = 0;
  let through = 0;
  for (const one of gathered(inbox, news, rules)) {
    const known = inbox.parcels.get(one.news.key);
    const parcel = heard(known, one, at);
    if (parcel === known) continue;
    changed.push(parcel);
    if ((!known || isNewer(parcel, known)) && instant(one.news.at) >= instant(inbox.since ?? '')) arrived += 1;
    if (parcel.through && parcel.stage !== known?.stage) through += 1;
  }
  return counted(withParcels(inbox, changed), date, { arrived, through, shown: through > 0 ? [at] : [] });
}

/** Why this is not held, if it is not. */
export function breaksThrough({ from, repository, isUrgent }: Incoming, rules: Rules): Through | undefined {
  if (from !== undefined && names(rules.people, from)) return 'person';
  if (names(rules.repositories, repository)) return 'repository';
  return isUrgent && rules.isMyTurn ? 'rotation' : undefined;
}

/**
 * Follows what was read elsewhere: what was held is done, what was delivered stays in the list as read.
 * @param unread all the threads GitHub calls unread
 * @param lookedAt when it was asked, in milliseconds since 1970, by this machine's clock: what was heard later is not in it
 */
export function readElsewhere(inbox: Inbox, unread: ReadonlySet<string>, lookedAt: number): Inbox {
  const at = new Date(lookedAt).toISOString();
  const changed: Parcel[] = [];
  for (const parcel of inbox.parcels.values()) {
    const { thread, stage } = parcel;
    if (thread === undefined || unread.has(thread) || instant(parcel.heardAt) >= lookedAt) continue;
    if (stage.kind === 'held') changed.push({ ...parcel, isUnread: false, stage: { kind: 'done', at } });
    if (stage.kind === 'delivered' && parcel.isUnread) changed.push({ ...parcel, isUnread: false });
  }
  return withParcels(inbox, changed);
}

/** All that is told of one thing, and whether any of it breaks through. */
interface Gathered {
  readonly news: Incoming;
  readonly through: Through | undefined;
}

function gathered(inbox: Inbox, news: readonly Incoming[], rules: Rules): Iterable<Gathered> {
  const found = new Map<ParcelKey, Gathered>();
  for (const one of news) {
    if (isIgnored(one, rules) || (inbox.parcels.get(one.key)?.isMuted && !unmutes.has(one.reason))) continue;
    const known = found.get(one.key);
    const through = known?.through ?? (one.isUnread ? breaksThrough(one, rules) : undefined);
    found.set(one.key, { news: known ? joined(known.news, one) : one, through });
  }
  return found.values();
}

function heard(known: Parcel | undefined, { news, through }: Gathered, at: string): Parcel {
  if (known && !isNewer(news, known)) return heardAgain(known, joined(known, news), through, at);
  const { acted, isMuted } = known ?? {};
  return {
    ...(known && !isDealtWith(known) ? joined(known, news) : { ...news, ...threadOf(news, known) }),
    heardAt: at,
    ...placed(known, news, through, at),
    ...(acted !== undefined && { acted }),
    ...(isMuted && { isMuted }),
  };
}

/**
 * Done after it was heard of, not read before it came: why it concerned them then says nothing of what comes now. Of news
 * older than that, told after newer ones, the reason counts all the same.
 */
function isDealtWith({ stage, heardAt }: Parcel): boolean {
  return stage.kind === 'done' && stage.at !== heardAt;
}

/** Where newer activity puts a parcel. */
function placed(
  known: Parcel | undefined,
  { isUnread }: Incoming,
  through: Through | undefined,
  at: string,
): Pick<Parcel, 'stage' | 'through'> {
  const isQuiet = known?.stage.kind === 'snoozed' && known.stage.until !== 'activity';
  if (through && isUnread && !isQuiet) return { stage: { kind: 'delivered', batch: at }, through };
  // What lies before a person and was not read yet stays there: nothing vanishes because it moves.
  const isThere = known?.stage.kind === 'delivered' && (known.isUnread || !isUnread);
  if (known && (isQuiet || isThere)) return { stage: known.stage, ...(known.through && { through: known.through }) };
  return { stage: isUnread ? { kind: 'held' } : { kind: 'done', at } };
}

/**
 * What is not newer says more of the same. It moves only what is held: two sources tell of one thing, and the one that knows
 * that it is urgent, or was read, may be the second.
 */
function heardAgain(known: Parcel, state: Incoming, through: Through | undefined, at: string): Parcel {
  const next: Parcel = { ...known, ...state };
  const isSame = (Object.keys(next) as (keyof Parcel)[]).every((name) => next[name] === known[name]);
  if (known.stage.kind === 'held') {
    if (known.isUnread && !next.isUnread) return { ...next, stage: { kind: 'done', at: known.heardAt } };
    if (through && next.isUnread) return { ...next, stage: { kind: 'delivered', batch: at }, through };
  }
  return isSame ? known : next;
}

/**
 * Two tellings of one thing, whichever came first: the newer one's state, and the stronger reason of both, since what waits
 * for the person still does when somebody comments on it. Of the same instant they complete each other, and what was read in
 * one was read; no clock orders two titles then, so their letters do.
 */
function joined(known: Incoming, news: Incoming): Incoming {
  const reason = strength[news.reason] < strength[known.reason] ? news.reason : known.reason;
  const thread = threadOf(news, known);
  if (isNewer(news, known)) return { ...news, reason, ...thread };
  if (isNewer(known, news)) return { ...known, reason, ...thread };
  const state = news.title < known.title ? { ...known, ...news } : { ...news, ...known };
  return { ...state, reason, ...thread, isUnread: known.isUnread && news.isUnread };
}

function threadOf(news: Incoming, known: Incoming | undefined): Pick<Incoming, 'thread'> {
  const thread = known?.thread ?? news.thread;
  return thread === undefined ? {} : { thread };
}

function isNewer(one: Incoming, than: Incoming): boolean {
  return instant(one.at) > instant(than.at);
}

/** The strongest is 0. */
const strength: Readonly<Record<Reason, number>> = {
  waitsForMe: 0,
  reviewRequested: 1,
  assigned: 2,
  freed: 3,
  mention: 4,
  answer: 5,
  author: 6,
  comment: 7,
  stateChange: 8,
  subscribed: 9,
  rotation: 10,
  other: 11,
};

/** Who leaves a thread leaves its talk, not what is asked of them by name. */
const unmutes: ReadonlySet<Reason> = new Set<Reason>(['mention', 'waitsForMe', 'reviewRequested', 'assigned', 'freed']);

function isIgnored({ repository }: Incoming, { ignored }: Rules): boolean {
  return names(ignored, repository) || names(ignored, `${repository.split('/')[0]}/*`);
}

/** GitHub's names know no case. */
function names(list: readonly string[], name: string): boolean {
  const key = name.toLowerCase();
  return list.some((one) => one.toLowerCase() === key);
}
