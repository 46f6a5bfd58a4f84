/**
 * The reader of who last changed a blocker, where that is not who raised it. Only what was edited since it was last asked for
 * is asked for: of a comment GitHub says nothing else than of an edit, so the words are compared.
 *
 * The cursor: `{ due: [number] }`.
 */
import * as v from 'valibot';
import type { Item } from '../../model/board/item.js';
import type { Person } from '../../model/people/person.js';
import type { Clock } from '../../ports/clock.js';
import { editedSchema, editorFields, otherHandIn } from '../client/editors.js';
import { askIssues, type Graphql, issuesAtOnce, type Replies, soonOrLater } from '../client/graphql.js';
import type { Reader, Turn } from '../reader.js';

/** Of a board that is new: older ones are asked for when they change. */
const mostAtFirst = 200;

export function editorsReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  let asking: Promise<void> | undefined;
  /** What was asked for, as it stood then. */
  let asked: ReadonlyMap<number, string | undefined> = new Map();
  let told: Replies<{ readonly by: Person | undefined }> | undefined;

  function begin({ repository, board }: Turn, due: readonly number[]): void {
    const numbers = due.slice(0, issuesAtOnce);
    const updated = new Map([...board.items.values()].map((one) => [one.number, one.updatedAt]));
    asked = new Map(numbers.map((number) => [number, updated.get(number)]));
    asking = askIssues(graphql, repository, numbers, editorFields, editedSchema)
      .then((reply) => {
        if (reply.kind !== 'told') return;
        told = new Map([...reply.issues].map(([number, one]) => [number, { by: one && otherHandIn(one) }]));
      })
      .finally(() => {
        asking = undefined;
      });
  }

  return {
    name: 'editors',
    isDue: () => true,
    async read(turn, stored) {
      const known = v.parse(cursorSchema, stored);
      const due = new Set([...(known?.due ?? []), ...editedIn(turn, known === undefined)]);
      if (due.size > 0 && !asking && !told) begin(turn, [...due]);
      if (asking) await soonOrLater(asking, clock, turn.signal);
      if (!told) return { cursor: { due: [...due] } };
      const standing = new Map([...turn.board.items.values()].map((one) => [one.number, one.updatedAt]));
      // What has changed since the question left is asked for once more.
      const heard = [...told].filter(([number]) => asked.get(number) === standing.get(number));
      told = undefined;
      for (const [number] of heard) due.delete(number);
      const found = heard.flatMap(([number, one]) => (one?.by ? [{ number, by: one.by }] : []));
      return {
        cursor: { due: [...due] },
        delta: { editors: { heard: heard.map(([number]) => number), found } },
      };
    },
  };
}

function editedIn({ before, board, news }: Turn, isFirst: boolean): readonly number[] {
  const isEdited = (item: Item) => {
    const last = before.items.get(item.key);
    if (!last || isFirst) return item.updatedAt !== item.createdAt;
    const isMarked = board.editors.has(item.number ?? 0) && last.updatedAt !== item.updatedAt;
    return isMarked || wordsOf(last) !== wordsOf(item);
  };
  const items = isFirst ? [...board.items.values()].filter(({ state }) => state === 'open') : news.items;
  const numbers = items.filter(isEdited).flatMap(({ number }) => number ?? []);
  return isFirst ? numbers.slice(-mostAtFirst) : numbers;
}

/** What stands in the body. Owners are assigned beside it. */
function wordsOf({ notes, needBy, outcome, blocks, context, record, title }: Item): string {
  return JSON.stringify([title, notes, needBy, outcome, blocks, context, record]);
}

const cursorSchema = v.fallback(v.optional(v.object({ due: v.array(v.number()) })), undefined);
