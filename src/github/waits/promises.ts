/**
 * The reader of when those who are asked for a review or an answer will look at it. A comment that is edited moves nothing, so all that I am
 * asked for, and ask for, is looked at each round, and what is new at once. Fifty of them cost one point.
 */
import * as v from 'valibot';
import type { Board } from '../../model/board/board.js';
import { type AskedPromise, type AskedPromises, type AskedThing, isAwaited } from '../../model/board/links.js';
import { isMeant } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import { sayings } from '../../model/threads/change.js';
import { askedOn } from '../../model/waits/asked.js';
import type { Clock } from '../../ports/clock.js';
import { readPromise } from '../../records/promise.js';
import { editedSchema, editorFields, otherHandIn } from '../client/editors.js';
import { askNumbered, type Graphql } from '../client/graphql.js';
import { dueReader } from '../dueReader.js';
import type { Reader } from '../reader.js';

/** So many comments are shown. A promise that is known may stand further back: it is edited where it is. */
const fields = `comments(last: 30) { totalCount nodes { id body createdAt ${editorFields} } }`;

export function promisesReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  /** Numbers of what was there to be asked for already. */
  let seen: ReadonlySet<number> = new Set();
  return dueReader(clock, {
    name: 'promises',
    standing: ({ board }) => board.promises,
    changed({ board, me, isRound, scope }) {
      const asked = askedAround(board, me, clock.now());
      const before = isRound || scope !== 'changes' ? new Set<number>() : seen;
      seen = new Set(asked);
      return asked.filter((number) => !before.has(number));
    },
    async ask({ repository, board }, numbers) {
      const asked = askedOn(board, clock.now());
      const nameOf = (number: number) => (asked.get(number)?.kind === 'review' ? 'pullRequest' : 'discussion');
      const partOf = (number: number) => `${nameOf(number)}(number: ${number}) { ${fields} }`;
      const reply = await askNumbered(graphql, repository, numbers, partOf, placeSchema);
      return reply.kind === 'told' ? reply.issues : undefined;
    },
    deltaOf({ board }, heard) {
      const asked = askedOn(board, clock.now());
      const found = [...heard].flatMap(([number, place]): readonly AskedPromises[] => {
        const one = asked.get(number);
        const promises = one && place ? promisesIn(place, one, board) : [];
        return promises.length > 0 ? [{ number, promises: Object.fromEntries(promises) }] : [];
      });
      const over = [...board.promises.keys()].filter((number) => !asked.has(number));
      return { promises: { heard: [...heard.keys(), ...over], found } };
    },
  });
}

/** Numbers of what I am asked for, and ask for: what others ask each other is theirs. */
function askedAround(board: Board, me: Person, now: number): readonly number[] {
  const concernsMe = ({ by, of }: AskedThing) =>
    by.id === me.id || of.some((login) => isMeant(board.teamFile, login, me));
  return [...askedOn(board, now).values()]
    .filter((one) => isAwaited(one) && concernsMe(one))
    .map(({ number }) => number);
}

/** Of each of those asked the first counts: that is the one that they edit. From another hand it says no more than from a newer version. */
function promisesIn(
  { comments, isCut }: v.InferOutput<typeof placeSchema>,
  { number, of }: AskedThing,
  { promises, talks, teamFile }: Board,
): readonly (readonly [number, AskedPromise])[] {
  const isAsked = (person: Person) => of.some((login) => isMeant(teamFile, login, person));
  const told = new Map<number, AskedPromise>();
  const said = new Map<number, string>();
  const talk = talks.get(number);
  // Replies to comments are known from there alone.
  for (const { by, at } of talk ? sayings(talk) : [])
    if (by.kind === 'person' && at > (said.get(by.person.id) ?? '')) said.set(by.person.id, at);
  if (isCut)
    for (const known of Object.values(promises.get(number)?.promises ?? {}))
      if (isAsked(known.by)) told.set(known.by.id, known);
  const heard = new Set<number>();
  for (const comment of comments) {
    const { id, body, author, createdAt, lastEditedAt } = comment;
    if (author?.databaseId === undefined) continue;
    const by = { id: author.databaseId, login: author.login };
    if (!isAsked(by)) continue;
    const promise = readPromise(body, by);
    if (!promise && createdAt > (said.get(by.id) ?? '')) said.set(by.id, createdAt);
    if (!promise || heard.has(by.id)) continue;
    heard.add(by.id);
    const at = promise.kind === 'ours' && !otherHandIn(comment) ? promise.at : null;
    told.set(by.id, { id, by, at, told: lastEditedAt ?? createdAt });
  }
  return [...told].map(([id, promise]) => {
    const last = said.get(id);
    return [id, last === undefined ? promise : { ...promise, said: last }];
  });
}

const commentSchema = v.object({
  ...editedSchema.entries,
  id: v.string(),
  body: v.string(),
  createdAt: v.string(),
});
const placeSchema = v.pipe(
  v.object({
    comments: v.object({
      totalCount: v.number(),
      nodes: v.nullable(v.array(v.fallback(v.nullable(commentSchema), null))),
    }),
  }),
  v.transform(({ comments: { totalCount, nodes } }) => {
    const comments = (nodes ?? []).filter((one) => one !== null);
    return { comments, isCut: totalCount > comments.length };
  }),
);
