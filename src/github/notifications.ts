/**
 * Owns GitHub's notifications: hearing which threads are unread, at no charge while nothing is new, and settling one there.
 *
 * Asked with `If-Modified-Since`, GitHub tells of new activity and of nothing else: what is read or done elsewhere hides
 * behind a 304. So every ten minutes the list is asked for without it. Nothing is concluded from a list that was not seen
 * from top to bottom in one turn. A longer one is heard over several turns, in each the news first, then on from where the
 * last one ended; once it has been heard to the bottom, a whole look reads no more of it than fits into a turn.
 */
import { nothingNew } from '../model/board.js';
import type { Incoming } from '../model/inbox.js';
import { longestLimit, type Trouble } from '../model/state.js';
import type { Clock, Outcome, Threads } from '../sync/ports.js';
import { withAuthors } from './authors.js';
import type { Reply, Send } from './client.js';
import { meaningOf } from './errors.js';
import type { Reading } from './find.js';
import { closedBy, isKnown, isWholeDue, readCursor, restAfter, type ThreadCursor, usualPace } from './threadCursor.js';
import { incomingFrom, isList, pageSize, type Stretch, top, walk } from './threads.js';

const listRoute = 'GET /notifications';
const unreadOnly = { all: false, participating: false };
/** Of one turn: a look at a large inbox must not be a burst of requests. */
const mostPages = 10;
/** More activity in the second that `Last-Modified` tells would hide behind it: it is used only once that second is over. */
const settling = 2_000;

export interface ThreadReader {
  /**
   * One turn; one at a time. Asks nothing before GitHub's interval is over: a whole look wanted too soon is taken then.
   * `named`: with whose doing it is, at the cost of a request for each new one. Without a cursor, or with one that cannot be read, it begins anew and asks at once. Never rejects.
   */
  pull(cursor: unknown, look: 'news' | 'whole', names: 'named' | 'unnamed'): Promise<Threads>;
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

export function threadReader(send: Send, clock: Clock): ThreadReader {
  const ask = (parameters: object) => send(listRoute, { ...unreadOnly, ...parameters });

  async function hear(turn: Turn): Promise<Threads> {
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
    return told(turn, news, older);
  }

  function told(turn: Turn, news: Stretch | undefined, older: Stretch | undefined): Threads {
    const { known, reply, lookedAt, isWhole, answeredAt: askedAt } = turn;
    const asked = { askedAt, pace: paceIn(reply) };
    const incoming = newestFirst(older, news);
    const last = older ?? news;
    const trouble = last?.failure && troubleIn(last.failure, clock.now());
    // What has been heard is worth more than the trouble that cut it short: that comes again if it lasts.
    if (trouble && incoming.length === 0) return inTrouble(trouble, { ...known, ...asked });
    // Where the place in the list is lost, the next turn begins anew.
    if (last?.end === 'torn') return { kind: 'changed', incoming, lookedAt, cursor: asked };
    const { lastModified, wholeAt } = known;
    const modified = news ? modifiedIn(reply) : lastModified;
    const isSeen = news?.end === 'bottom' || (isWhole && news?.end !== 'failed');
    const rest = restAfter(known, news, older);
    const cursor: ThreadCursor = {
      ...asked,
      ...limitIn(trouble),
      newest: Math.max(known.newest ?? 0, ...incoming.map(momentOf)),
      ...(modified && { lastModified: modified }),
      ...(isSeen ? { wholeAt: lookedAt } : wholeAt !== undefined && { wholeAt }),
      ...(rest && { rest }),
    };
    const unread = news?.end === 'bottom' && news.isPlain ? { unread: unreadIn(news) } : {};
    return { kind: 'changed', incoming, ...unread, lookedAt, cursor };
  }

  return {
    async pull(stored, look, names) {
      const lookedAt = clock.now();
      const cursor = readCursor(stored);
      const closed = closedBy(cursor, lookedAt);
      switch (closed?.kind) {
        case 'refused':
          return { kind: 'refused', why: closed.why, cursor };
        case 'limited':
          return { kind: 'trouble', trouble: closed, cursor };
        case 'tooSoon': {
          const { wholeAt: _wholeAt, ...wanting } = cursor;
          return { kind: 'unchanged', cursor: look === 'whole' ? wanting : cursor };
        }
      }
      const { refused: _refused, limited: _limited, ...known } = cursor;
      // Nothing could be concluded before all has been heard, and the news of a whole look would begin again at the top.
      const isWhole = !known.rest && (look === 'whole' || isWholeDue(known, lookedAt));
      const since = isWhole ? undefined : known.lastModified;
      const headers = since === undefined ? {} : { headers: { 'if-modified-since': since } };
      const reply = await ask({ per_page: pageSize, page: 1, ...headers });
      const turn = { known, lookedAt, isWhole, reply, answeredAt: clock.now() };
      const isQuiet = since !== undefined && reply.kind === 'answer' && reply.status === 304;
      if (!isQuiet && !isList(reply)) return failed(turn);
      if (!isQuiet || known.rest) {
        const heard = await hear(turn);
        if (heard.kind !== 'changed' || names === 'unnamed') return heard;
        return { ...heard, incoming: await withAuthors(send, heard.incoming, known.newest ?? lookedAt) };
      }
      return { kind: 'unchanged', cursor: { ...known, askedAt: turn.answeredAt, pace: paceIn(reply) } };
    },
  };
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

function isSuccess(reply: Reply): reply is Reply & { kind: 'answer' } {
  return reply.kind === 'answer' && reply.status === 200;
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

/** A thread, and the activity the person has seen of it, ISO. */
interface SeenThread {
  readonly id: string;
  readonly about: string | undefined;
}

/**
 * Reads, puts away or leaves a thread on GitHub. Doing so again is harmless; where it is gone, or GitHub refuses, it stays
 * as it is there: what is settled here need not be settled there. GitHub would also settle what nobody has seen yet: where
 * there is such, it is left to be heard.
 * @param ask the client's own: these routes carry no repository
 */
export async function actOnThread(
  { ask, meaning }: Pick<Reading, 'ask' | 'meaning'>,
  { id, about }: SeenThread,
  act: 'read' | 'done' | 'unsubscribe',
): Promise<Outcome> {
  if (act !== 'unsubscribe' && about !== undefined) {
    const looked = await ask('GET /notifications/threads/{id}', { id });
    const meant = meaning(looked);
    if (meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble }; // only a read was lost
    if (meant.kind === 'blocked') return orSettled(meant);
    if (meant.kind !== 'fine' || isNewer(looked, about)) return settled;
  }
  const meant = meaning(await settle(ask, id, act));
  switch (meant.kind) {
    case 'fine':
    case 'refused':
    case 'moved':
      return settled;
    case 'lost':
      return { kind: 'unsure', trouble: meant.trouble };
    case 'blocked':
      return orSettled(meant);
  }
}

/** An organization that wants single sign-on first refuses as well. */
function orSettled(blocked: Outcome & { kind: 'blocked' }): Outcome {
  return blocked.trouble.kind === 'singleSignOn' ? settled : blocked;
}

const settled: Outcome = { kind: 'done', delta: nothingNew };

function isNewer(reply: Reply, about: string): boolean {
  const moved = reply.kind === 'answer' ? incomingFrom(reply.data)?.at : undefined;
  return moved !== undefined && Date.parse(moved) > Date.parse(about);
}

function settle(ask: Send, id: string, act: 'read' | 'done' | 'unsubscribe'): Promise<Reply> {
  switch (act) {
    case 'read':
      return ask('PATCH /notifications/threads/{id}', { id });
    case 'done':
      return ask('DELETE /notifications/threads/{id}', { id });
    case 'unsubscribe':
      return left(ask, id);
  }
}

/** Whoever leaves a thread is done with it. */
async function left(ask: Send, id: string): Promise<Reply> {
  const reply = await ask('PUT /notifications/threads/{id}/subscription', { id, ignored: true });
  return isSuccess(reply) ? ask('DELETE /notifications/threads/{id}', { id }) : reply;
}
