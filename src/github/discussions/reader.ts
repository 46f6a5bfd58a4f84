/**
 * The reader of discussions. It asks for one list, a point, every ten minutes, or every two while something of this account's is
 * open there, and for what was said in those that have changed. GraphQL answers in its own time, so it is asked while turns go on.
 *
 * The cursor: `{ newest, isOff }`: the last change that was heard of, and whether there are no discussions.
 */
import * as v from 'valibot';
import type { Board, Delta } from '../../model/board/board.js';
import type { Repository } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import type { Forum } from '../../model/threads/forum.js';
import { mostTalks } from '../../model/threads/receive.js';
import type { Talk } from '../../model/threads/talk.js';
import type { Thread } from '../../model/threads/thread.js';
import type { Clock } from '../../ports/clock.js';
import { type Graphql, soonOrLater } from '../client/graphql.js';
import { type Counts, countsFor } from '../issues/issues.js';
import type { Reader, Turn } from '../reader.js';
import { listDocument, talksDocument } from './documents.js';
import { askWhatIsKnown } from './knownFields.js';
import { forumFrom, talkFrom, threadFrom } from './shapes.js';

/** Milliseconds. */
const usualPause = 10 * 60_000;
const shortPause = 2 * 60_000;
/** The longest, where list after list has told nothing new. */
const longestPause = 20 * 60_000;

/** With what was said, so many cost 6 points. */
const talksAtOnce = 20;
/** Requests of one question: the rest is asked for in the next turn. */
const mostBatches = 3;
/** A list that is read to its end is read no further than this: 2,000 discussions. */
const mostPages = 20;

export function discussionsReader(graphql: Graphql, clock: Clock): Reader {
  const ask = askWhatIsKnown(graphql);
  let asking: Promise<void> | undefined;
  let told: Told | undefined;
  /** Milliseconds since 1970. */
  let listedAt = Number.NEGATIVE_INFINITY;
  /** How many times the usual pause it is left alone: twice as long after each list that told nothing new. */
  let calm = 1;
  /** Not all that is known to have changed could be asked for at once. */
  let isOwed = false;
  /** What cannot be read, by number, as it was: asked for again only once it has changed. */
  const unreadable = new Map<number, string>();

  function wantedOf({ scope, board, me, isSeen }: Turn, known: Known): Wanted | undefined {
    if (!isSeen && known.newest !== undefined) return undefined;
    const now = clock.now();
    const pause = Math.abs(now - listedAt);
    const isOver = (usual: number) => pause >= Math.min(usual * calm, longestPause);
    if (scope === 'full' || (known.newest === undefined && (scope === 'onDemand' || pause >= shortPause)))
      return { list: 'all' };
    if (known.newest === undefined) return undefined;
    if (known.isOff && board.threads.size === 0) return scope === 'onDemand' ? { list: 'news' } : undefined;
    if (scope === 'onDemand' || isOver(usualPause) || (isOver(shortPause) && isMineOpen(board, me)))
      return { list: 'news' };
    return isOwed ? { list: 'none' } : undefined;
  }

  function begin(turn: Turn, known: Known, wanted: Wanted): void {
    if (wanted.list !== 'none') listedAt = clock.now();
    isOwed = false;
    asking = askAll(ask, turn, { known, wanted, unreadable })
      .then((answer) => {
        told = answer;
        calm = turn.scope === 'changes' && answer?.known.newest === known.newest ? calm * 2 : 1;
        isOwed = answer?.isPart ?? false;
      })
      .finally(() => {
        asking = undefined;
      });
  }

  return {
    name: 'discussions',
    isDue: () => true,
    async read(turn, cursor) {
      const known = v.parse(cursorSchema, cursor);
      const wanted = asking || told ? undefined : wantedOf(turn, known);
      // Where GraphQL does not answer, others have waited for it already in this turn.
      const isAnswering = graphql.isIdle();
      if (wanted) begin(turn, known, wanted);
      if (asking && isAnswering) await soonOrLater(asking, clock, turn.signal);
      if (!told) return { cursor };
      const { delta, known: next } = told;
      told = undefined;
      return { delta, cursor: next };
    },
  };
}

type Known = v.InferOutput<typeof cursorSchema>;

interface Wanted {
  /** `news`: back to what was heard of last. */
  readonly list: 'all' | 'news' | 'none';
}

interface Told {
  readonly delta: Partial<Delta>;
  readonly known: Known;
  readonly isPart: boolean;
}

interface Asking {
  readonly known: Known;
  readonly wanted: Wanted;
  readonly unreadable: Map<number, string>;
}

type Ask = ReturnType<typeof askWhatIsKnown>;

/** Undefined where GitHub has not told the list; what was said in some may be missing all the same. */
async function askAll(
  ask: Ask,
  { repository, board, me }: Turn,
  { known, wanted, unreadable }: Asking,
): Promise<Told | undefined> {
  const counts = countsFor(me, board.teamFile);
  const listed = wanted.list === 'none' ? nothingListed : await askList(ask, repository, { known, wanted, counts });
  if (!listed) return undefined;
  const threads = new Map([...board.threads.values()].map((one) => [one.number, one] as const));
  for (const thread of listed.threads) threads.set(thread.number, thread);
  const present = [...threads.values()].filter(isNumbered);
  // What was edited or reacted to need not have moved: now and then the newest are read again.
  const again = wanted.list === 'all' ? newestOf(present, talksAtOnce).map(({ number }) => number) : [];
  // Where there are said to be none, nobody looks for each of those that were there.
  const isOff = listed.forum?.isOn === false;
  const due = isOff ? [] : [...new Set([...listed.unnamed(present), ...staleOf(present, board, unreadable), ...again])];
  const asked = due.slice(0, talksAtOnce * mostBatches);
  const talks = await askTalks(ask, repository, asked, counts);
  for (const number of talks.unread) unreadable.set(number, threads.get(number)?.updatedAt ?? '');
  return {
    delta: {
      // What was told with its talk was told later.
      threads: [...listed.threads, ...talks.threads],
      talks: talks.talks,
      goneThreads: talks.gone,
      ...(listed.forum && { forum: listed.forum }),
    },
    known: {
      ...known,
      ...(listed.newest !== undefined && { newest: listed.newest }),
      ...(listed.forum && { isOff: !listed.forum.isOn }),
    },
    isPart: due.length > asked.length && talks.isWhole,
  };
}

type Numbered = Thread & { readonly number: number };
const isNumbered = (thread: Thread): thread is Numbered => thread.number !== undefined;

/** Newest first, those whose last change, or last comment, is not in what is known to have been said. */
function staleOf(threads: readonly Numbered[], { talks }: Board, unreadable: Asking['unreadable']): readonly number[] {
  return newestOf(threads, mostTalks).flatMap(({ number, updatedAt, comments }) => {
    const talk = talks.get(number);
    const isKnown = talk?.at === updatedAt && talk.comments.length + talk.earlier === comments;
    return isKnown || unreadable.get(number) === updatedAt ? [] : [number];
  });
}

function newestOf(threads: readonly Numbered[], most: number): readonly Numbered[] {
  return [...threads].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, most);
}

interface Listed {
  readonly threads: readonly Thread[];
  readonly forum?: Forum;
  readonly newest?: string;
  /** Numbers the list should have named, were they still there. Nobody is gone because of that: they are asked for. */
  unnamed(threads: readonly Numbered[]): readonly number[];
}

const nothingListed: Listed = { threads: [], unnamed: () => [] };

async function askList(
  ask: Ask,
  { owner, name }: Repository,
  { known, wanted, counts }: Pick<Asking, 'known' | 'wanted'> & { counts: Counts },
): Promise<Listed | undefined> {
  const threads: Thread[] = [];
  let forum: Forum | undefined;
  let after: string | null = null;
  let newest = known.newest ?? '';
  let isEnd = false;
  const isAll = wanted.list === 'all';
  for (let page = 1; page <= mostPages && !isEnd; page++) {
    const answer = await ask(listDocument, { owner, name, size: isAll ? 100 : 50, after });
    const read = answer && v.safeParse(listSchema, answer.data);
    if (!read?.success) return undefined;
    const { repository } = read.output;
    forum ??= forumFrom(repository);
    const { nodes, pageInfo } = repository.discussions;
    const found = nodes.flatMap((one) => threadFrom(one, counts) ?? []);
    threads.push(...found);
    for (const { updatedAt } of found) if (updatedAt > newest) newest = updatedAt;
    const isKnown = !isAll && found.some(({ updatedAt }) => updatedAt < (known.newest ?? ''));
    after = pageInfo.endCursor;
    isEnd = isKnown || !pageInfo.hasNextPage || after === null;
  }
  const named = new Set(threads.map(({ number }) => number));
  const last = threads.at(-1)?.updatedAt ?? '';
  return {
    threads,
    ...(forum && { forum }),
    newest,
    unnamed: (all) =>
      isAll
        ? all.flatMap(({ number, updatedAt }) => (!named.has(number) && (isEnd || updatedAt > last) ? [number] : []))
        : [],
  };
}

interface Talks {
  readonly threads: readonly Thread[];
  readonly talks: readonly Talk[];
  readonly gone: readonly number[];
  /** They were told, in a way nobody here understands. */
  readonly unread: readonly number[];
  readonly isWhole: boolean;
}

/** Invariant: not found is not gone. Gone is what GitHub says it cannot resolve. */
async function askTalks(
  ask: Ask,
  { owner, name }: Repository,
  numbers: readonly number[],
  counts: Counts,
): Promise<Talks> {
  const threads: Thread[] = [];
  const talks: Talk[] = [];
  const gone: number[] = [];
  const unread: number[] = [];
  for (let start = 0; start < numbers.length; start += talksAtOnce) {
    const batch = numbers.slice(start, start + talksAtOnce);
    const answer = await ask(talksDocument(batch), { owner, name });
    const read = answer && v.safeParse(talksSchema, answer.data);
    if (!read?.success) return { threads, talks, gone, unread, isWhole: false };
    const absent = new Set(
      answer?.errors.flatMap(({ type, path }) => (type === 'NOT_FOUND' && path?.length === 2 ? [path[1]] : [])),
    );
    for (const number of batch) {
      const told = read.output.repository[`d${number}`];
      const [thread, talk] = [threadFrom(told, counts), talkFrom(told, counts)];
      if (thread && talk) {
        threads.push(thread);
        talks.push(talk);
      } else if (told) unread.push(number);
      else if (absent.has(`d${number}`)) gone.push(number);
    }
  }
  return { threads, talks, gone, unread, isWhole: true };
}

function isMineOpen({ threads }: Board, me: Person): boolean {
  for (const { state, by } of threads.values())
    if (state === 'open' && by.kind === 'person' && by.person.id === me.id) return true;
  return false;
}

const cursorSchema = v.fallback(v.object({ newest: v.optional(v.string()), isOff: v.optional(v.boolean()) }), {});
const listSchema = v.object({
  repository: v.looseObject({
    discussions: v.object({
      nodes: v.array(v.unknown()),
      pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
    }),
  }),
});
const talksSchema = v.object({ repository: v.record(v.string(), v.unknown()) });
