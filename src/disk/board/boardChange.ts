/**
 * What is written of a board: what has come and what has gone since another board, an empty one to begin with. Knows
 * nothing of files.
 */
import * as v from 'valibot';
import { type Board, listNames } from '../../model/board/board.js';
import type { Item } from '../../model/board/item.js';
import { isItemKind } from '../../model/board/kinds.js';

type ListName = (typeof listNames)[number];

/** What it does not name is as it was. */
export type Change = { readonly [N in ListName]?: readonly unknown[] | undefined } & {
  readonly gone?: { readonly [N in ListName]?: readonly (string | number)[] | undefined } | undefined;
  /** Null: there is none any more. */
  readonly teamFile?: unknown;
  readonly forum?: unknown;
};

/** How many things are one part: it is made and read in a millisecond or two. */
const partSize = 100;

export function changeBetween(before: Board, after: Board): Change {
  const come: Partial<Record<ListName, readonly unknown[]>> = {};
  const gone: Partial<Record<ListName, readonly (string | number)[]>> = {};
  for (const name of listNames) {
    const [last, next]: readonly ReadonlyMap<string | number, unknown>[] = [before[name], after[name]];
    if (!last || !next || last === next) continue;
    const found = [...next].filter(([key, one]) => last.get(key) !== one);
    const lost = [...last.keys()].filter((key) => !next.has(key));
    if (found.length > 0) come[name] = found.map(([, one]) => one);
    if (lost.length > 0) gone[name] = lost;
  }
  return {
    ...come,
    ...(Object.keys(gone).length > 0 && { gone }),
    ...(before.teamFile !== after.teamFile && { teamFile: after.teamFile ?? null }),
    ...(before.forum !== after.forum && { forum: after.forum ?? null }),
  };
}

/** How many things it names. */
export function sizeOf(change: Change): number {
  const lists = listNames.flatMap((name) => [change[name] ?? [], change.gone?.[name] ?? []]);
  return lists.reduce((count, list) => count + list.length, 0);
}

/** A whole board as changes from an empty one, each of a size that keeps nobody waiting. */
export function* partsOf(board: Board): Iterable<Change> {
  for (const name of listNames) {
    const all = [...board[name].values()];
    for (let start = 0; start < all.length; start += partSize) yield { [name]: all.slice(start, start + partSize) };
  }
}

/** Takes one change after the other without copying a list for each. */
export function changing(board: Board) {
  const lists: Partial<Record<ListName, Map<string | number, unknown>>> = {};
  let { teamFile, forum } = board;
  const listOf = (name: ListName) => {
    lists[name] ??= new Map<string | number, unknown>(board[name]);
    return lists[name];
  };
  return {
    take(change: Change): void {
      for (const name of listNames) {
        for (const key of change.gone?.[name] ?? []) listOf(name).delete(key);
        for (const one of change[name] ?? [])
          if (name !== 'items' || isOfKnownKind(one)) listOf(name).set(keyOf[name](one as never), one);
      }
      if (change.teamFile !== undefined) teamFile = (change.teamFile ?? undefined) as Board['teamFile'];
      if (change.forum !== undefined) forum = (change.forum ?? undefined) as Board['forum'];
    },
    board(): Board {
      const { teamFile: _teamFile, forum: _forum, ...rest } = board;
      return { ...rest, ...lists, ...(teamFile && { teamFile }), ...(forum && { forum }) } as Board;
    },
  };
}

/** A window that runs a newer version may have left what this one has no row for. */
function isOfKnownKind(one: unknown): boolean {
  return isItemKind((one as Partial<Item>).kind);
}

type Numbered = { readonly number: number };
const byNumber = ({ number }: Numbered) => number;
const keyOf: { readonly [N in ListName]: (one: never) => string | number } = {
  items: ({ key }: { readonly key: string }) => key,
  work: byNumber,
  rosters: byNumber,
  statuses: ({ by }: { readonly by: { readonly id: number } }) => by.id,
  profiles: ({ person }: { readonly person: { readonly id: number } }) => person.id,
  names: byNumber,
  dependencies: byNumber,
  asked: byNumber,
  answers: byNumber,
  replies: byNumber,
  promises: byNumber,
  threads: ({ key }: { readonly key: string }) => key,
  talks: byNumber,
  editors: byNumber,
};

const person = v.object({ id: v.number(), login: v.string() });
const speaker = v.looseObject({ kind: v.string() });
const said = v.looseObject({ id: v.string(), by: speaker });
const promise = v.looseObject({ by: person, at: v.nullable(v.string()), told: v.string() });
/** What was written is what this version writes: its parts are checked only as far as they are looked up by. */
const things = {
  items: v.looseObject({
    key: v.string(),
    id: v.string(),
    title: v.string(),
    by: person,
    state: v.picklist(['open', 'closed']),
    createdAt: v.string(),
    updatedAt: v.string(),
    comments: v.number(),
    number: v.optional(v.number()),
  }),
  work: v.looseObject({ number: v.number(), title: v.string(), people: v.array(v.number()) }),
  rosters: v.looseObject({ number: v.number(), counts: v.boolean(), isOpen: v.boolean() }),
  statuses: v.looseObject({
    by: person,
    id: v.string(),
    status: v.looseObject({ mode: v.string() }),
    edited: v.record(v.string(), v.string()),
    updatedAt: v.string(),
  }),
  profiles: v.looseObject({ person, isBusy: v.boolean() }),
  names: v.looseObject({ number: v.number(), name: v.string() }),
  dependencies: v.looseObject({ number: v.number(), people: v.array(person), by: v.array(v.looseObject({})) }),
  asked: v.looseObject({ number: v.number(), by: person, of: v.array(v.string()), given: v.array(v.looseObject({})) }),
  answers: v.looseObject({ number: v.number(), by: person, text: v.string(), at: v.string() }),
  replies: v.looseObject({
    number: v.number(),
    replies: v.array(v.looseObject({ id: v.string(), by: person, text: v.string(), at: v.string() })),
    promise: v.optional(promise),
  }),
  promises: v.looseObject({ number: v.number(), promises: v.record(v.string(), promise) }),
  threads: v.looseObject({ key: v.string(), title: v.string(), by: speaker, updatedAt: v.string() }),
  talks: v.looseObject({ number: v.number(), at: v.string(), opening: said, comments: v.array(said) }),
  editors: v.looseObject({ number: v.number(), by: person }),
} satisfies Readonly<Record<ListName, v.GenericSchema>>;

type Lists = {
  readonly [N in ListName]: v.OptionalSchema<v.ArraySchema<(typeof things)[N], undefined>, undefined>;
};
const lists = Object.fromEntries(listNames.map((name) => [name, v.optional(v.array<v.GenericSchema>(things[name]))]));

const keys = v.optional(v.array(v.union([v.string(), v.number()])));
/** The entries of a line that hold a change. */
export const changeEntries = {
  ...(lists as unknown as Lists),
  gone: v.optional(v.record(v.string(), keys)),
  teamFile: v.optional(
    v.nullable(v.looseObject({ members: v.array(v.string()), problems: v.array(v.looseObject({})) })),
  ),
  forum: v.optional(
    v.nullable(v.looseObject({ id: v.string(), isOn: v.boolean(), categories: v.array(v.looseObject({})) })),
  ),
};
