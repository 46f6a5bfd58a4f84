/**
 * A reader that asks GraphQL for a few issues, or what is numbered with them, once they have changed. What has not been told yet stays due: GitHub answers in its
 * own time, and turns go on meanwhile.
 *
 * The cursor: `{ due: [number] }`.
 */
import * as v from 'valibot';
import type { Delta } from '../model/board/board.js';
import type { Clock } from '../ports/clock.js';
import { issuesAtOnce, type Replies, soonOrLater } from './client/graphql.js';
import type { Reader, Turn } from './reader.js';

interface Asking<T> {
  readonly name: string;
  /** What is told of something is old where it stands otherwise by then; if absent, as it was updated last. */
  standing?(turn: Turn): ReadonlyMap<number | undefined, unknown>;
  /** Numbers of the issues that are to be asked for. @param isFirst nothing was asked for yet */
  changed(turn: Turn, isFirst: boolean): readonly number[];
  /** Undefined where GitHub has told nothing. */
  ask(turn: Turn, numbers: readonly number[]): Promise<Replies<T> | undefined>;
  /** @param heard with what was told of each: undefined where it is not there */
  deltaOf(turn: Turn, heard: ReadonlyMap<number, T | undefined>): Partial<Delta>;
}

export function dueReader<T>(clock: Clock, { name, standing = updatedOn, changed, ask, deltaOf }: Asking<T>): Reader {
  let asking: Promise<void> | undefined;
  /** What was asked for, as it stood then. */
  let asked: ReadonlyMap<number, unknown> = new Map();
  let told: Replies<T> | undefined;

  function begin(turn: Turn, due: readonly number[]): void {
    const numbers = due.slice(0, issuesAtOnce);
    const then = standing(turn);
    asked = new Map(numbers.map((number) => [number, then.get(number)]));
    asking = ask(turn, numbers)
      .then((reply) => {
        told = reply;
      })
      .finally(() => {
        asking = undefined;
      });
  }

  return {
    name,
    isDue: () => true,
    async read(turn, stored) {
      const known = v.parse(cursorSchema, stored);
      const due = new Set([...(known?.due ?? []), ...changed(turn, known === undefined)]);
      if (due.size > 0 && !asking && !told) begin(turn, [...due]);
      if (asking) await soonOrLater(asking, clock, turn.signal);
      if (!told) return { cursor: { due: [...due] } };
      const now = standing(turn);
      // What has changed since the question left is asked for once more.
      const heard = new Map([...told].filter(([number]) => asked.get(number) === now.get(number)));
      told = undefined;
      for (const number of heard.keys()) due.delete(number);
      return { cursor: { due: [...due] }, delta: deltaOf(turn, heard) };
    },
  };
}

function updatedOn({ board }: Turn): ReadonlyMap<number | undefined, string> {
  return new Map([...board.items.values()].map((one) => [one.number, one.updatedAt]));
}

const cursorSchema = v.fallback(v.optional(v.object({ due: v.array(v.number()) })), undefined);
