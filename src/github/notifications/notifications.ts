/**
 * GitHub's notifications: which threads are unread, read at no charge while nothing is new.
 *
 * Asked with `If-Modified-Since`, GitHub tells of new activity and of nothing else: what is read or done elsewhere hides
 * behind a 304. So every ten minutes the list is asked for without it. Nothing is concluded from a list that was not seen
 * from top to bottom in one turn. A longer one is heard over several turns, in each the news first, then on from where the
 * last one ended; once it has been heard to the bottom, a whole look reads no more of it than fits into a turn.
 */
import { referenceKey } from '../../model/board/reference.js';
import { longestLimit, type Trouble } from '../../model/board/trouble.js';
import type { Incoming } from '../../model/inbox/entries.js';
import type { Clock } from '../../ports/clock.js';
import type { Threads, ThreadsQuery } from '../../ports/remote.js';
import { meaningOf } from '../client/errors.js';
import { isSuccess, type Reply, type Send } from '../client/reply.js';
import { movedIn, owedAfter, whoMoved } from './authors.js';
import { closedBy, isKnown, isWholeDue, readCursor, restAfter, type ThreadCursor, usualPace } from './cursor.js';
import { type Home, homeOf, isList, pageSize, type Stretch, top, walk } from './threads.js';

const listRoute = 'GET /notifications';
const unreadOnly = { all: false, participating: false };
/** Of one turn: a look at a large inbox must not be a burst of requests. */
const mostPages = 10;
/** More activity in the second that `Last-Modified` tells would hide behind it: it is used only once that second is over. */
const settling = 2_000;

export interface ThreadReader {
  /**
   * One turn; one at a time. Asks nothing before GitHub's interval is over: more than changes wanted too soon is read then.
   * Without a cursor, or with one that cannot be read, it begins anew and asks at once. Never rejects.
   */
  pull(cursor: unknown, query: ThreadsQuery): Promise<Threads>;
}

interface Turn {
  readonly known: ThreadCursor;
  readonly lookedAt: number;
  readonly isWhole: boolean;
  /** To the first question. */
  readonly reply: Reply;
  /** Milliseconds since 1970. */
  readonly answeredAt: number;
}

/** @param nameOf what a repository is called here; undefined for one that is not to be heard of */
export function threadReader(
  send: Send,
  clock: Clock,
  nameOf: (at: Home) => string | undefined = ({ name }) => name,
): ThreadReader {
  const ask: AskList = (parameters) => send(listRoute, { ...unreadOnly, ...parameters });
  return {
    async pull(stored, query) {
      const lookedAt = clock.now();
      const cursor = readCursor(stored);
      const closed = closedBy(cursor, lookedAt);
      if (closed) return notAsked(closed, cursor, query);
      const { refused: _refused, limited: _limited, ...known } = cursor;
      // Nothing could be concluded before all has been heard, and the news of a whole look would begin again at the top.
      const isWhole = !known.rest && (isAskedFor(query) || (query.scope !== 'unseen' && isWholeDue(known, lookedAt)));
      const since = isWhole ? undefined : known.lastModified;
      const headers = since === undefined ? {} : { headers: { 'if-modified-since': since } };
      const reply = await ask({ per_page: pageSize, page: 1, ...headers });
      const turn: Turn = { known, lookedAt, isWhole, reply, answeredAt: clock.now() };
      const isQuiet = since !== undefined && reply.kind === 'answer' && reply.status === 304;
      if (!isQuiet && !isList(reply)) return failed(turn);
      const isUnchanged = isQuiet && !known.rest;
      if (isUnchanged && (!query.withAuthors || !known.owed))
        return { kind: 'unchanged', cursor: { ...known, askedAt: turn.answeredAt, pace: paceIn(reply) } };
      const all = isUnchanged ? nothingMore(turn) : await readOn(ask, turn, clock);
      if (all.kind !== 'changed') return all;
      const names = new Map(all.incoming.map((one) => [one.thread, nameOf(homeOf(one))]));
      const incoming = all.incoming.filter(({ thread }) => names.get(thread) !== undefined);
      const named = query.withAuthors ? await withAuthors(send, turn, { ...all, incoming }) : { ...all, incoming };
      return { ...named, incoming: named.incoming.map((one) => calledBy(one, names.get(one.thread))) };
    },
  };
}

const owedIn = ({ owed }: ThreadCursor) => (owed ? { owed } : {});

type Changed = Threads & { readonly kind: 'changed' };

function nothingMore({ known, lookedAt, answeredAt: askedAt, reply }: Turn): Changed {
  return { kind: 'changed', incoming: [], lookedAt, cursor: { ...known, askedAt, pace: paceIn(reply) } };
}

/** Newest first, and what earlier turns have left: as many as a turn may ask for. */
async function withAuthors(send: Send, { known, lookedAt }: Turn, all: Changed): Promise<Changed> {
  const { newest = lookedAt, newsSince = newest, rest } = known;
  const isNews = (one: Incoming) => {
    const at = momentOf(one);
    return at > newest || (at > newsSince && rest !== undefined && at <= rest.oldest);
  };
  const news = all.incoming.filter(isNews).flatMap((one) => movedIn(one) ?? []);
  const standing = (known.owed ?? []).filter(({ thread }) => all.unread?.has(thread) ?? true);
  const { names, owed } = await whoMoved(send, owedAfter(news, standing));
  const told = new Set(all.incoming.map(({ thread }) => thread));
  const { owed: _owed, ...cursor } = readCursor(all.cursor);
  const named = standing.flatMap(({ thread, at }) => {
    const from = told.has(thread) ? undefined : names.get(thread);
    return from === undefined ? [] : [{ thread, at, from: from.login, fromId: from.id }];
  });
  return {
    ...all,
    incoming: all.incoming.map((one) => {
      const from = names.get(one.thread ?? '');
      return from === undefined ? one : { ...one, from: from.login, fromId: from.id };
    }),
    ...(named.length > 0 && { named }),
    cursor: { ...cursor, ...(owed.length > 0 && { owed }), ...(cursor.rest && { newsSince }) },
  };
}

/** The same, under another name of its repository. */
function calledBy(one: Incoming, name = one.repository): Incoming {
  if (name === one.repository) return one;
  return { ...one, repository: name, key: one.number === undefined ? one.key : referenceKey(name, one.number) };
}

function isAskedFor({ scope }: ThreadsQuery): boolean {
  return scope === 'onDemand' || scope === 'full';
}

type AskList = (parameters: object) => Promise<Reply>;

function notAsked(
  closed: NonNullable<ReturnType<typeof closedBy>>,
  cursor: ThreadCursor,
  query: ThreadsQuery,
): Threads {
  switch (closed.kind) {
    case 'refused':
      return { kind: 'refused', why: closed.why, cursor };
    case 'limited':
      return { kind: 'trouble', trouble: closed, cursor };
    case 'tooSoon': {
      const { wholeAt: _wholeAt, ...wanting } = cursor;
      return { kind: 'unchanged', cursor: isAskedFor(query) ? wanting : cursor };
    }
  }
}

/** The news first, then on from where the last turn ended. */
async function readOn(ask: AskList, turn: Turn, clock: Clock): Promise<Threads> {
  const { known, reply, isWhole } = turn;
  // While there is a rest to hear, no other look goes to the bottom: it would begin again and again.
  const readsAll = isWhole && !known.rest;
  const begun = (page: { page: number }) => (page.page === 1 ? Promise.resolve(reply) : ask(page));
  const news = isSuccess(reply)
    ? await walk(begun, top, mostPages, (oldest) => !readsAll && isKnown(known, oldest))
    : undefined;
  const left = mostPages - (news?.pages ?? 1);
  const goesOn = left > 0 && (!news || news.end === 'known');
  const older = goesOn && known.rest ? await walk(ask, known.rest, left, () => false) : undefined;
  return concluded(turn, news, older, clock.now());
}

function concluded(turn: Turn, news: Stretch | undefined, older: Stretch | undefined, now: number): Threads {
  const { known, reply, lookedAt, isWhole, answeredAt: askedAt } = turn;
  const asked = { askedAt, pace: paceIn(reply) };
  const incoming = newestFirst(older, news);
  const last = older ?? news;
  const trouble = last?.failure && troubleIn(last.failure, now);
  // What has been heard is worth more than the trouble that cut it short: that comes again if it lasts.
  if (trouble && incoming.length === 0) return inTrouble(trouble, { ...known, ...asked });
  // Where the place in the list is lost, the next turn begins anew.
  if (last?.end === 'torn') return { kind: 'changed', incoming, lookedAt, cursor: { ...asked, ...owedIn(known) } };
  const { lastModified, wholeAt } = known;
  const modified = news ? modifiedIn(reply) : lastModified;
  const isSeen = news?.end === 'bottom' || (isWhole && news?.end !== 'failed');
  const rest = restAfter(known, news, older);
  const cursor: ThreadCursor = {
    ...asked,
    ...limitIn(trouble),
    newest: Math.max(known.newest ?? 0, ...incoming.map(momentOf)),
    ...owedIn(known),
    ...(modified && { lastModified: modified }),
    ...(isSeen ? { wholeAt: lookedAt } : wholeAt !== undefined && { wholeAt }),
    ...(rest && { rest }),
  };
  const unread = news?.end === 'bottom' && news.isPlain ? { unread: unreadIn(news) } : {};
  return { kind: 'changed', incoming, ...unread, lookedAt, cursor };
}

/** The first question was not answered. What certainly did not arrive may be asked again at any time. */
function failed({ known, reply, answeredAt: now }: Turn): Threads {
  const asked = { ...known, askedAt: now, pace: paceIn(reply) };
  if (isSuccess(reply)) return inTrouble({ kind: 'serverDown' }, asked);
  const meant = meaningOf(reply, now);
  if (meant.kind === 'refused' && meant.reason.kind !== 'invalid') {
    const why = meant.reason.kind === 'forbidden' ? 'forbidden' : 'missing';
    return { kind: 'refused', why, cursor: { ...asked, refused: { why, at: now } } };
  }
  return inTrouble(troubleIn(reply, now), meant.kind === 'blocked' ? known : asked);
}

function inTrouble(trouble: Trouble, cursor: ThreadCursor): Threads {
  return { kind: 'trouble', trouble, cursor: { ...cursor, ...limitIn(trouble) } };
}

function troubleIn(reply: Reply, now: number): Trouble {
  // A page of a proxy's, or a body cut short.
  if (isSuccess(reply)) return { kind: 'serverDown' };
  const meant = meaningOf(reply, now);
  // Notifications never move: it is a gateway that points elsewhere.
  if (meant.kind === 'moved') return { kind: 'offline' };
  return meant.kind === 'refused' ? { kind: 'serverDown' } : meant.trouble;
}

function limitIn(trouble: Trouble | undefined): Pick<ThreadCursor, 'limited'> {
  return trouble?.kind === 'limited' ? { limited: trouble } : {};
}

function newestFirst(...stretches: readonly (Stretch | undefined)[]): readonly Incoming[] {
  const byThread = new Map(stretches.flatMap((stretch) => [...(stretch?.heard ?? [])]));
  return [...byThread.values()].sort((a, b) => momentOf(b) - momentOf(a));
}

function momentOf({ at }: Incoming): number {
  return Date.parse(at);
}

function unreadIn({ ids, heard }: Stretch): ReadonlySet<string> {
  return new Set([...ids].filter((id) => heard.get(id)?.isUnread !== false));
}

/** Milliseconds that GitHub wants between two looks. */
function paceIn(reply: Reply): number {
  const seconds = reply.kind === 'answer' ? Number(reply.headers['x-poll-interval']) : Number.NaN;
  return seconds > 0 ? Math.min(seconds * 1000, longestLimit) : usualPace;
}

function modifiedIn(reply: Reply): string | undefined {
  if (reply.kind !== 'answer') return undefined;
  const { 'last-modified': modified, date } = reply.headers;
  if (modified === undefined || Date.parse(date ?? '') - Date.parse(modified) < settling) return undefined;
  return modified;
}
