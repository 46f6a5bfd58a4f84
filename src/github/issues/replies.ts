/**
 * The reader of what was said last under open items that somebody waits for, and of when their owners will look at them. Only
 * what has changed is asked for; but an edited comment need not change its issue, so what is promised is asked for each round.
 */
import * as v from 'valibot';
import { type Item, isAwaitedItem, isOwnedBy } from '../../model/board/item.js';
import type { ItemReplies, Promised, Reply } from '../../model/board/links.js';
import type { Person } from '../../model/people/person.js';
import type { Clock } from '../../ports/clock.js';
import { readPromise } from '../../records/promise.js';
import { editedSchema, editorFields, otherHandIn } from '../client/editors.js';
import { askIssues, type Graphql } from '../client/graphql.js';
import { dueReader } from '../dueReader.js';
import type { Reader, Turn } from '../reader.js';
import { saidIn } from './answers.js';
import { type Counts, countsFor } from './issues.js';

/** Of each issue so many are shown. A promise may stand further back: it is edited where it is. */
const [few, many] = [5, 30] as const;
/** Of a board that is new: older ones are asked for when they change. */
const mostAtFirst = 200;

const fieldsOf = (most: number) =>
  `number comments(last: ${most}) { totalCount nodes { id body createdAt authorAssociation ${editorFields} } }`;

export function repliesReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  return dueReader(clock, {
    name: 'replies',
    standing: ({ board }) =>
      new Map(
        [...board.items.values()].map(({ number, updatedAt }) => {
          const { told, at } = board.replies.get(number ?? 0)?.promise ?? {};
          return [number, `${updatedAt} ${told} ${at}`];
        }),
      ),
    changed: (turn, isFirst) => [...changedIn(turn, isFirst), ...promisedOn(turn)],
    async ask({ repository, board }, numbers) {
      const isDeep = (number: number) => {
        const known = board.replies.get(number);
        return known === undefined || known.promise !== undefined;
      };
      const fields = (number: number) => fieldsOf(isDeep(number) ? many : few);
      const reply = await askIssues(graphql, repository, numbers, fields, issueSchema);
      return reply.kind === 'told' ? reply.issues : undefined;
    },
    deltaOf({ me, board }, heard) {
      const counts = countsFor(me, board.teamFile);
      const open = new Map([...board.items.values()].filter(isWaitedFor).map((item) => [item.number, item]));
      const found = [...heard.values()].flatMap((issue): readonly ItemReplies[] => {
        const item = issue && open.get(issue.number);
        if (!item) return [];
        const isOwner: Owns = (person) => isOwnedBy(item, person, board.teamFile);
        const before = board.replies.get(issue.number);
        const known = before?.promise;
        const promise = promiseIn(issue, isOwner) ?? (issue.isCut && known && isOwner(known.by) ? known : undefined);
        const replies = repliesIn(issue, counts, before?.replies ?? []);
        return replies.length > 0 || promise ? [{ number: issue.number, replies, ...(promise && { promise }) }] : [];
      });
      return { replies: { heard: [...heard.keys()], found } };
    },
  });
}

type Owns = (person: Person) => boolean;

function isWaitedFor(item: Item): boolean {
  return item.state === 'open' && isAwaitedItem(item);
}

function changedIn({ before, board, news }: Turn, isFirst: boolean): readonly number[] {
  const isChanged = (item: Item) => {
    const last = isFirst ? undefined : before.items.get(item.key);
    const isAsBefore = last?.updatedAt === item.updatedAt && last.comments === item.comments;
    return !isAsBefore && (item.comments > 0 || board.replies.has(item.number ?? 0));
  };
  const items = isFirst ? [...board.items.values()] : news.items;
  const changed = items.filter((item) => isWaitedFor(item) && isChanged(item));
  const latest = isFirst ? changed.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, mostAtFirst) : changed;
  return latest.flatMap(({ number }) => number ?? []);
}

function promisedOn({ board, isRound, scope }: Turn): readonly number[] {
  if (!isRound && scope === 'changes') return [];
  return [...board.replies.values()].flatMap(({ number, promise }) => (promise ? [number] : []));
}

type Issue = v.InferOutput<typeof issueSchema>;

/** The first of the owner's: that is the one that they edit. From another hand it says no more than from a newer version. */
function promiseIn({ comments }: Issue, isOwner: Owns): Promised | undefined {
  for (const comment of comments) {
    const { id, body, by, createdAt, lastEditedAt } = comment;
    const promise = by && isOwner(by) ? readPromise(body, by) : undefined;
    if (!by || !promise) continue;
    const at = promise.kind === 'ours' && !otherHandIn(comment) ? promise.at : null;
    return { id, by, at, told: lastEditedAt ?? createdAt };
  }
  return undefined;
}

/** Of what is not told, or not by whom, what was known stays. */
function repliesIn({ comments, isWhole }: Issue, counts: Counts, before: readonly Reply[]): readonly Reply[] {
  const named = new Set(comments.map(({ id }) => id));
  const untold = isWhole ? [] : before.filter(({ id }) => !named.has(id));
  const replies = comments.flatMap(({ id, body, by, createdAt: at, authorAssociation }) => {
    if (!by) return before.filter((one) => one.id === id);
    if (!counts(by, authorAssociation) || readPromise(body, by)) return [];
    const text = saidIn(body);
    return text === '' ? [] : [{ id, by, text, at }];
  });
  return [...untold, ...replies].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-few);
}

const commentSchema = v.pipe(
  v.object({
    ...editedSchema.entries,
    id: v.string(),
    body: v.string(),
    createdAt: v.string(),
    authorAssociation: v.string(),
  }),
  v.transform((comment) => ({ ...comment, by: personIn(comment.author) })),
);
const issueSchema = v.pipe(
  v.object({
    number: v.number(),
    comments: v.object({
      totalCount: v.number(),
      nodes: v.nullable(v.array(v.fallback(v.nullable(commentSchema), null))),
    }),
  }),
  v.transform(({ number, comments: { totalCount, nodes } }) => {
    const comments = (nodes ?? []).filter((one) => one !== null);
    return { number, comments, isCut: totalCount > comments.length, isWhole: comments.length === nodes?.length };
  }),
);

/** Apps and deleted accounts are nobody. */
function personIn(
  author: { readonly login: string; readonly databaseId?: number | undefined } | null,
): Person | undefined {
  return author?.databaseId === undefined ? undefined : { id: author.databaseId, login: author.login };
}
