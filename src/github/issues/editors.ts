/**
 * The reader of who last changed a blocker, where that is not who raised it. Only what was edited since it was last asked for
 * is asked for: of a comment GitHub says nothing else than of an edit, so the words are compared.
 */
import type { Item } from '../../model/board/item.js';
import type { Clock } from '../../ports/clock.js';
import { editedSchema, editorFields, otherHandIn } from '../client/editors.js';
import { askIssues, type Graphql } from '../client/graphql.js';
import { dueReader } from '../dueReader.js';
import type { Reader, Turn } from '../reader.js';

/** Of a board that is new: older ones are asked for when they change. */
const mostAtFirst = 200;

export function editorsReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  return dueReader(clock, {
    name: 'editors',
    changed: editedIn,
    async ask({ repository }, numbers) {
      const reply = await askIssues(graphql, repository, numbers, editorFields, editedSchema);
      return reply.kind === 'told' ? reply.issues : undefined;
    },
    deltaOf(_turn, heard) {
      const found = [...heard].flatMap(([number, one]) => {
        const by = one && otherHandIn(one);
        return by ? [{ number, by }] : [];
      });
      return { editors: { heard: [...heard.keys()], found } };
    },
  });
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
