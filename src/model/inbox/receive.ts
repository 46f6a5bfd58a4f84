/**
 * How news come into an inbox: what is new in them, what is held, and what breaks through. Sources may tell of one
 * thing together, twice and in any order.
 */
import type { EntryKey, Inbox, InboxEntry, Incoming, Reason, Rules, Through } from './entries.js';
import { counted, instant, withEntries } from './entries.js';

/**
 * Newer activity brings an entry back from wherever it was, but for two: what is put off until a time stays put off, and what
 * is muted is not heard of unless it has to be. All that is told of one thing in one call is one activity.
 * @param now milliseconds since 1970, by this machine's clock
 * @param date today on the person's calendar
 */
export function receiveNews(known: Inbox, news: readonly Incoming[], rules: Rules, now: number, date: string): Inbox {
  const inbox = underNewNames(known, news);
  const at = new Date(now).toISOString();
  const changed: InboxEntry[] = [];
  let arrived = 0;
  let through = 0;
  for (const one of gathered(inbox, news, rules)) {
    const known = inbox.entries.get(one.news.key);
    const entry = heard(known, one, at);
    if (entry === known) continue;
    changed.push(entry);
    if ((!known || isNewer(entry, known)) && instant(one.news.at) >= instant(inbox.since ?? '')) arrived += 1;
    if (entry.through && entry.stage !== known?.stage) through += 1;
  }
  return counted(withEntries(inbox, changed), date, { arrived, through, shown: through > 0 ? [at] : [] });
}

/** Where a repository was renamed, what is known of its threads moves along. */
function underNewNames(inbox: Inbox, news: readonly Incoming[]): Inbox {
  const unknown = new Map(
    news.flatMap((one) =>
      one.thread !== undefined && !inbox.entries.has(one.key) ? [[one.thread, one] as const] : [],
    ),
  );
  if (unknown.size === 0) return inbox;
  const told = new Set(news.map(({ key }) => key));
  const moved = [...inbox.entries.values()].flatMap((entry) => {
    const now = entry.thread === undefined || told.has(entry.key) ? undefined : unknown.get(entry.thread);
    return now && now.number === entry.number ? [{ entry, now }] : [];
  });
  if (moved.length === 0) return inbox;
  const entries = new Map(inbox.entries);
  for (const { entry, now } of moved) {
    entries.delete(entry.key);
    entries.set(now.key, { ...entry, key: now.key, repository: now.repository });
  }
  return { ...inbox, entries };
}

/** What is known of some threads, now with whose doing it is. What has moved since was somebody else's, or is not known to be. */
export function withNames(
  { entries }: Inbox,
  named: readonly { readonly thread: string; readonly at: string; readonly from: string; readonly fromId: number }[],
): readonly Incoming[] {
  const byThread = new Map(named.map((one) => [one.thread, one]));
  return [...entries.values()].flatMap(({ heardAt: _heardAt, stage: _stage, through: _through, ...entry }) => {
    const one = entry.thread === undefined ? undefined : byThread.get(entry.thread);
    const { acted: _acted, isMuted: _isMuted, ...told } = entry;
    return one && instant(one.at) === instant(entry.at) ? [{ ...told, from: one.from, fromId: one.fromId }] : [];
  });
}

/** Why this is not held, if it is not. */
export function breaksThrough({ from, fromId, repository, isUrgent }: Incoming, rules: Rules): Through | undefined {
  if (from !== undefined && names(rules.people, from) && !isAnother(rules, from, fromId)) return 'person';
  if (names(rules.repositories, repository)) return 'repository';
  return isUrgent && rules.isMyTurn ? 'rotation' : undefined;
}

/** Whether somebody else has taken the login since. What cannot be known is taken for the person meant. */
function isAnother({ met }: Rules, from: string, fromId: number | undefined): boolean {
  const known = met?.[from.toLowerCase()];
  return known !== undefined && fromId !== undefined && known !== fromId;
}

/**
 * Whom the logins that are let through belong to, with those heard of for the first time; the same where nothing differs. Who is
 * taken off the list and put on it again is whoever goes by that login then.
 */
export function metIn(
  known: Readonly<Record<string, number>>,
  news: readonly Incoming[],
  rules: Pick<Rules, 'people'>,
): Readonly<Record<string, number>> {
  const listed = Object.entries(known).filter(([name]) => names(rules.people, name));
  let met = listed.length === Object.keys(known).length ? known : Object.fromEntries(listed);
  for (const { from, fromId } of news) {
    const name = from?.toLowerCase();
    if (name === undefined || fromId === undefined || Object.hasOwn(met, name) || !names(rules.people, name)) continue;
    met = { ...met, [name]: fromId };
  }
  return met;
}

/**
 * Follows what was read elsewhere: what was held is done, what was delivered stays in the list as read.
 * @param unread all the threads GitHub calls unread
 * @param lookedAt when it was asked, in milliseconds since 1970, by this machine's clock: what was heard later is not in it
 */
export function readElsewhere(inbox: Inbox, unread: ReadonlySet<string>, lookedAt: number): Inbox {
  const at = new Date(lookedAt).toISOString();
  const changed: InboxEntry[] = [];
  for (const entry of inbox.entries.values()) {
    const { thread, stage } = entry;
    if (thread === undefined || unread.has(thread) || instant(entry.heardAt) >= lookedAt) continue;
    if (stage.kind === 'held') changed.push({ ...entry, isUnread: false, stage: { kind: 'done', at } });
    if (stage.kind === 'delivered' && entry.isUnread) changed.push({ ...entry, isUnread: false });
  }
  return withEntries(inbox, changed);
}

/** What waited for the person, was read, and waits for them no longer is done. What they have not read stays. */
export function doneWith(inbox: Inbox, over: ReadonlySet<EntryKey>, now: number): Inbox {
  const at = new Date(now).toISOString();
  const changed: InboxEntry[] = [];
  for (const key of over) {
    const entry = inbox.entries.get(key);
    if (entry?.stage.kind === 'delivered' && !entry.isUnread) changed.push({ ...entry, stage: { kind: 'done', at } });
  }
  return withEntries(inbox, changed);
}

/** All that is told of one thing, and whether any of it breaks through. */
interface Gathered {
  readonly news: Incoming;
  readonly through: Through | undefined;
}

function gathered(inbox: Inbox, news: readonly Incoming[], rules: Rules): Iterable<Gathered> {
  const found = new Map<EntryKey, Gathered>();
  for (const one of news) {
    if (isIgnored(one, rules) || (inbox.entries.get(one.key)?.isMuted && !unmutes.has(one.reason))) continue;
    const known = found.get(one.key);
    const through = known?.through ?? (one.isUnread ? breaksThrough(one, rules) : undefined);
    found.set(one.key, { news: known ? joined(known.news, one) : one, through });
  }
  return found.values();
}

function heard(known: InboxEntry | undefined, { news, through }: Gathered, at: string): InboxEntry {
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
function isDealtWith({ stage, heardAt }: InboxEntry): boolean {
  return stage.kind === 'done' && stage.at !== heardAt;
}

/** Where newer activity puts an entry. */
function placed(
  known: InboxEntry | undefined,
  { isUnread }: Incoming,
  through: Through | undefined,
  at: string,
): Pick<InboxEntry, 'stage' | 'through'> {
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
function heardAgain(known: InboxEntry, state: Incoming, through: Through | undefined, at: string): InboxEntry {
  const next: InboxEntry = { ...known, ...state };
  const isSame = (Object.keys(next) as (keyof InboxEntry)[]).every((name) => next[name] === known[name]);
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
  note: 11,
  other: 12,
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
