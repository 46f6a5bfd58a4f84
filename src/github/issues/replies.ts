/** The reader of what was said last under open items that somebody waits for. Only what has changed is asked for. */
import * as v from 'valibot';
import { type Item, isAwaitedItem } from '../../model/board/item.js';
import type { ItemReplies } from '../../model/board/links.js';
import type { Clock } from '../../ports/clock.js';
import { actorSchema, askIssues, type Graphql, nodesOf } from '../client/graphql.js';
import { dueReader } from '../dueReader.js';
import type { Reader, Turn } from '../reader.js';
import { saidIn } from './answers.js';
import { type Counts, countsFor } from './issues.js';

/** Of each issue. */
const most = 5;
/** Of a board that is new: older ones are asked for when they change. */
const mostAtFirst = 200;

const fields = `number comments(last: ${most}) { nodes { id body createdAt author { login ... on User { databaseId } } authorAssociation } }`;

export function repliesReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  return dueReader(clock, {
    name: 'replies',
    changed: changedIn,
    async ask({ repository }, numbers) {
      const reply = await askIssues(graphql, repository, numbers, fields, issueSchema);
      return reply.kind === 'told' ? reply.issues : undefined;
    },
    deltaOf({ me, board }, heard) {
      const counts = countsFor(me, board.teamFile);
      const open = new Set([...board.items.values()].filter(isWaitedFor).map(({ number }) => number));
      const found = [...heard.values()].flatMap((issue) =>
        issue && open.has(issue.number) ? repliesIn(issue, counts) : [],
      );
      return { replies: { heard: [...heard.keys()], found } };
    },
  });
}

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

/** None where nobody who counts has said anything. */
function repliesIn({ number, comments }: v.InferOutput<typeof issueSchema>, counts: Counts): readonly ItemReplies[] {
  const replies = comments.flatMap(({ id, body, createdAt: at, author, authorAssociation }) => {
    if (!author) return [];
    const by = { id: author.databaseId, login: author.login };
    const text = saidIn(body);
    return text !== '' && counts(by, authorAssociation) ? [{ id, by, text, at }] : [];
  });
  return replies.length > 0 ? [{ number, replies }] : [];
}

const commentSchema = v.object({
  id: v.string(),
  body: v.string(),
  createdAt: v.string(),
  author: actorSchema,
  authorAssociation: v.string(),
});
const issueSchema = v.object({
  number: v.number(),
  comments: nodesOf(commentSchema),
});
