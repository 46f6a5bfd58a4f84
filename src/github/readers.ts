/**
 * The readers of GitHub, and one pull of all that are due. Each brings a delta and where it leaves off; folding is left to
 * whoever asked, as soon as a reader is done, so that nobody waits for a slower one.
 *
 * The cursor: `{ etag, newest, open, missing, file, names, roster, editors, replies, twins, waits, promises }`: what each reader left
 * under its name, except that the issues' stands beside the others. It is stored only together with the board it belongs to. What nobody here has named stays.
 */
import { type Board, nothingNew } from '../model/board/board.js';
import type { Trouble } from '../model/board/trouble.js';
import type { Person } from '../model/people/person.js';
import type { Clock } from '../ports/clock.js';
import type { Cursor, News } from '../ports/remote.js';
import type { Graphql } from './client/graphql.js';
import { discussionsReader } from './discussions/reader.js';
import { issuesReader } from './issues/changes.js';
import { editorsReader } from './issues/editors.js';
import { repliesReader } from './issues/replies.js';
import { profileReader } from './people/profiles.js';
import { rosterReader } from './people/roster.js';
import { teamNamesReader } from './people/teamNames.js';
import type { Brought, Reader, Turn } from './reader.js';
import { teamFileReader } from './teamFile.js';
import { promisesReader } from './waits/promises.js';
import { retoldReader } from './waits/retold.js';

/** In the order in which they read: each sees what those before it have brought. GraphQL is slow, and comes last. */
export const readersOf = (
  { graphql, hands }: { readonly graphql: Graphql; readonly hands: Graphql },
  clock: Clock,
  waits: Reader,
  twins: Reader,
  met: (viewer: Person) => void,
): readonly Reader[] => [
  teamFileReader,
  teamNamesReader(hands, clock),
  issuesReader,
  retoldReader,
  rosterReader(hands, clock),
  twins,
  editorsReader(graphql, clock),
  repliesReader(graphql, clock),
  profileReader(graphql, clock, met),
  waits,
  discussionsReader(graphql, clock),
  promisesReader(graphql, clock),
];

/**
 * Ends early where GitHub does not answer and nothing has been read; otherwise those who come later have to see what was
 * read, since no list names it again.
 * @param heard folds, and gives back the board as it then is
 * @returns what kept it from reading all
 */
export async function pull(
  readers: readonly Reader[],
  begun: Omit<Turn, 'before' | 'news' | 'issues'>,
  cursor: Cursor | undefined,
  heard: (news: News) => Board,
): Promise<Trouble | undefined> {
  let turn: Turn = { ...begun, before: begun.board, news: nothingNew, issues: [] };
  let last = cursor;
  let trouble: Trouble | undefined;
  for (const reader of readers) {
    const { name } = reader;
    const part = partsOf(last)[name];
    if (!reader.isDue(turn, part)) continue;
    const brought = await reader.read(turn, part);
    if (turn.signal.aborted) return trouble ?? brought.trouble;
    trouble ??= brought.trouble;
    if (brought.trouble && turn.issues.length + (brought.issues?.length ?? 0) === 0) return trouble;
    last = cursorAfter(last, name, brought);
    const delta = { ...nothingNew, ...brought.delta };
    const board = heard({ delta, cursor: last });
    turn = {
      ...turn,
      board,
      news: { items: [...turn.news.items, ...delta.items], gone: [...turn.news.gone, ...delta.gone] },
      issues: [...turn.issues, ...(brought.issues ?? [])],
    };
  }
  return trouble;
}

type Parts = Readonly<Record<string, unknown>>;

function partsOf(cursor: Cursor | undefined): Parts {
  if (!cursor) return {};
  const { etag, newest, open, missing, ...others } = cursor;
  return { ...others, issues: { etag, newest, open, ...(missing !== undefined && { missing }) } };
}

function cursorFrom({ issues, ...others }: Parts): Cursor {
  return { ...(issues as object), ...others };
}

/** The same object where nothing has changed: nothing has to be written then. */
function cursorAfter(last: Cursor | undefined, name: string, { cursor, isOtherTeam }: Brought): Cursor {
  if (isOtherTeam) return cursorFrom({ [name]: cursor });
  const parts = partsOf(last);
  const isSame = parts[name] === cursor || JSON.stringify(parts[name]) === JSON.stringify(cursor);
  return last && isSame ? last : cursorFrom({ ...parts, [name]: cursor });
}
