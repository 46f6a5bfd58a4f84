/**
 * Discussions as GraphQL tells them, read tolerantly. What may be null is; of what cannot be read at all GitHub has said
 * nothing. Texts are untrusted.
 */
import * as v from 'valibot';
import type { Forum } from '../../model/threads/forum.js';
import {
  type Reaction,
  type ReactionKind,
  reactionKinds,
  type Said,
  type Talk,
  type ThreadComment,
  type Thumb,
} from '../../model/threads/talk.js';
import { closings, type Right, type Speaker, type Thread, threadKey } from '../../model/threads/thread.js';
import { proseOf } from '../../records/block.js';
import { readPromise } from '../../records/promise.js';
import { saidRecord } from '../../records/thread.js';
import type { Counts } from '../issues/issues.js';

/** A discussion of ten thousand words a comment must not fill the memory. Characters; the newest comments are kept. */
const longestTalk = 200_000;

/** What a discussion is to the board; undefined where it cannot be read. */
export function threadFrom(told: unknown, counts: Counts): Thread | undefined {
  const read = v.safeParse(headSchema, told);
  if (!read.success) return undefined;
  const { id, number, title, createdAt, updatedAt, category, ...rest } = read.output;
  const by = speakerFrom(rest.author, rest.authorAssociation, counts);
  const closedAs = closings.find((one) => one.toUpperCase() === rest.stateReason);
  const record = typeof rest.body === 'string' ? saidRecord(rest.body, personOf(by)) : undefined;
  return {
    key: threadKey(number),
    number,
    id,
    title,
    by,
    category,
    state: rest.closed ? 'closed' : 'open',
    ...(rest.closed && closedAs && { closedAs }),
    isLocked: rest.locked ?? false,
    isAnswered: rest.isAnswered ?? Boolean(rest.answer),
    comments: rest.comments.totalCount,
    createdAt,
    updatedAt,
    may: rights({
      close: rest.viewerCanClose,
      reopen: rest.viewerCanReopen,
      edit: rest.viewerCanUpdate,
      react: rest.viewerCanReact,
    }),
    ...(record && { record: record.id }),
  };
}

/**
 * What was said in it; undefined where that was not asked for, or cannot be read.
 * @param longest in characters
 */
export function talkFrom(told: unknown, counts: Counts, longest: number = longestTalk): Talk | undefined {
  const read = v.safeParse(talkSchema, told);
  if (!read.success) return undefined;
  const { number, updatedAt, talk, answer, answerChosenAt, answerChosenBy } = read.output;
  const opening = saidFrom(told, counts);
  if (!opening) return undefined;
  // Who agrees to what is decided; of anything else their number is enough.
  const thumbs = opening.record?.terms ? thumbsIn(read.output.thumbs) : [];
  const all = talk.nodes.flatMap((one) => commentFrom(one, counts) ?? []);
  const comments = newestWithin(all, longest);
  const said = saidFrom(answer, counts);
  return {
    number,
    at: updatedAt,
    opening: thumbs.length > 0 ? { ...opening, thumbs } : opening,
    comments,
    earlier: Math.max(0, talk.totalCount - comments.length),
    ...(said && {
      answer: {
        said,
        ...(answerChosenBy && { by: speakerFrom(answerChosenBy, 'MEMBER', counts) }),
        ...(answerChosenAt && { at: answerChosenAt }),
      },
    }),
  };
}

function thumbsIn({ nodes }: v.InferOutput<typeof thumbsSchema>): readonly Thumb[] {
  return nodes.flatMap(({ createdAt: at, user }) =>
    typeof user?.databaseId === 'number' ? [{ by: { id: user.databaseId, login: user.login }, at }] : [],
  );
}

function commentFrom(told: unknown, counts: Counts): ThreadComment | undefined {
  const said = saidFrom(told, counts);
  if (!said) return undefined;
  const { nodes, totalCount } = v.parse(repliesSchema, told).replies;
  const replies = nodes.flatMap((one) => saidFrom(one, counts) ?? []);
  return { ...said, replies, earlierReplies: Math.max(0, totalCount - replies.length) };
}

/** An opening text or a comment. */
export function saidFrom(told: unknown, counts: Counts): Said | undefined {
  const read = v.safeParse(saidSchema, told);
  if (!read.success) return undefined;
  const { id, body, createdAt, lastEditedAt, editor, deletedAt, minimizedReason, ...rest } = read.output;
  const by = speakerFrom(rest.author, rest.authorAssociation, counts);
  const record = saidRecord(body, personOf(by));
  return {
    id,
    ...(rest.databaseId !== undefined && { number: rest.databaseId }),
    by,
    text: deletedAt ? '' : proseOf(body),
    at: createdAt,
    ...(lastEditedAt && { edited: { at: lastEditedAt, by: speakerFrom(editor, rest.authorAssociation, counts) } }),
    ...(rest.isMinimized && { hidden: { kind: 'minimized', ...(minimizedReason && { why: minimizedReason }) } }),
    ...(deletedAt && { hidden: { kind: 'deleted' } }),
    reactions: rest.reactionGroups.flatMap((one) => reactionFrom(one) ?? []),
    may: rights({
      edit: rest.viewerCanUpdate,
      react: rest.viewerCanReact,
      // When somebody will look at it is no answer.
      markAnswer: rest.viewerCanMarkAsAnswer && !isPromise(body, by),
      unmarkAnswer: rest.viewerCanUnmarkAsAnswer,
    }),
    ...(record && { record }),
  };
}

/** The list's first page says what discussions allow. @param isSpoken there are some, whatever GitHub says of the switch */
export function forumFrom(told: unknown): Forum | undefined {
  const read = v.safeParse(forumSchema, told);
  if (!read.success) return undefined;
  const { id, hasDiscussionsEnabled, categories, open, discussions } = read.output;
  // A server that does not filter says of all that they are open: whoever tries is told.
  const assignable = open && new Set(open.nodes.map((one) => one.id));
  return {
    id,
    isOn: hasDiscussionsEnabled || discussions.nodes.length > 0,
    categories: categories.nodes.map((one) => ({ ...one, isOpen: assignable?.has(one.id) ?? true })),
  };
}

export function personOf(speaker: Speaker) {
  return speaker.kind === 'person' ? speaker.person : undefined;
}

/** Invariant: only facts from GitHub name a person. */
function speakerFrom(actor: Actor, association: string, counts: Counts): Speaker {
  if (!actor) return { kind: 'ghost' };
  const { __typename, login, databaseId } = actor;
  if (__typename === 'User' && databaseId !== undefined) {
    const person = { id: databaseId, login };
    return { kind: 'person', person, counts: counts(person, association) };
  }
  return __typename === 'Bot' ? { kind: 'app', login } : { kind: 'ghost' };
}

function rights(told: Readonly<Partial<Record<Right, boolean | null | undefined>>>): readonly Right[] {
  return (Object.keys(told) as Right[]).filter((name) => told[name]);
}

/** `THUMBS_UP` at GitHub. */
export function contentOf(kind: ReactionKind): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function isPromise(body: string, by: Speaker): boolean {
  return by.kind === 'person' && readPromise(body, by.person) !== undefined;
}

function reactionFrom({
  content,
  viewerHasReacted,
  reactors,
}: v.InferOutput<typeof reactionSchema>): Reaction | undefined {
  const kind = reactionKinds.find((one) => contentOf(one) === content);
  const count = reactors?.totalCount ?? (viewerHasReacted ? 1 : 0);
  return kind && count > 0 ? { kind, count, isMine: viewerHasReacted } : undefined;
}

function newestWithin(comments: readonly ThreadComment[], most: number): readonly ThreadComment[] {
  let left = most;
  const first = comments.findLastIndex((comment) => {
    for (const { text } of [comment, ...comment.replies]) left -= text.length;
    return left < 0;
  });
  return comments.slice(first + 1);
}

type Actor = v.InferOutput<typeof actorSchema>;
/** Deleted accounts are null. Organizations and mannequins have a number, too, which is none of a user. */
const actorSchema = v.fallback(
  v.nullable(v.object({ __typename: v.string(), login: v.string(), databaseId: v.optional(v.number()) })),
  null,
);
const may = v.fallback(v.optional(v.nullable(v.boolean())), undefined);
const maybe = v.fallback(v.optional(v.nullable(v.string())), undefined);

/** Entries that cannot be read are left out; where there is no list at all, nothing was told. */
const listOf = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.array(v.fallback(v.nullable(schema), null)),
    v.transform((list) => list.filter((one): one is NonNullable<typeof one> => one !== null)),
  );
const anything = v.looseObject({});

const reactionSchema = v.object({
  content: v.string(),
  viewerHasReacted: v.fallback(v.boolean(), false),
  reactors: v.fallback(v.optional(v.nullable(v.object({ totalCount: v.number() }))), undefined),
});

const saidSchema = v.object({
  id: v.string(),
  databaseId: v.fallback(v.optional(v.number()), undefined),
  body: v.string(),
  createdAt: v.string(),
  lastEditedAt: maybe,
  editor: v.optional(actorSchema, null),
  author: actorSchema,
  authorAssociation: v.fallback(v.string(), 'NONE'),
  deletedAt: maybe,
  isMinimized: may,
  minimizedReason: maybe,
  reactionGroups: v.fallback(listOf(reactionSchema), []),
  viewerCanUpdate: may,
  viewerCanReact: may,
  viewerCanMarkAsAnswer: may,
  viewerCanUnmarkAsAnswer: may,
});

const headSchema = v.object({
  id: v.string(),
  number: v.number(),
  title: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
  category: v.object({ id: v.string(), name: v.string(), isAnswerable: v.boolean() }),
  comments: v.object({ totalCount: v.number() }),
  author: actorSchema,
  authorAssociation: v.fallback(v.string(), 'NONE'),
  body: v.optional(v.unknown()),
  answer: v.optional(v.unknown()),
  closed: may,
  stateReason: maybe,
  locked: may,
  isAnswered: may,
  viewerCanClose: may,
  viewerCanReopen: may,
  viewerCanUpdate: may,
  viewerCanReact: may,
});

const page = v.object({ totalCount: v.number(), nodes: v.fallback(listOf(anything), []) });
const thumbsSchema = v.object({
  nodes: listOf(
    v.object({
      createdAt: v.string(),
      user: v.nullable(v.object({ databaseId: v.nullable(v.number()), login: v.string() })),
    }),
  ),
});
const talkSchema = v.object({
  number: v.number(),
  updatedAt: v.string(),
  talk: v.object({ totalCount: v.number(), nodes: listOf(anything) }),
  thumbs: v.fallback(thumbsSchema, { nodes: [] }),
  answer: v.optional(v.unknown()),
  answerChosenAt: maybe,
  answerChosenBy: v.optional(actorSchema, null),
});
const repliesSchema = v.object({ replies: v.fallback(page, { totalCount: 0, nodes: [] }) });

const forumSchema = v.object({
  id: v.string(),
  hasDiscussionsEnabled: v.boolean(),
  categories: v.object({
    nodes: listOf(v.object({ id: v.string(), name: v.string(), isAnswerable: v.boolean() })),
  }),
  open: v.fallback(v.optional(v.nullable(v.object({ nodes: listOf(v.object({ id: v.string() })) }))), undefined),
  discussions: v.object({ nodes: v.fallback(v.array(v.unknown()), []) }),
});
