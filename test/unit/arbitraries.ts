/** Owns what property tests draw from: small pools, so that things collide, and texts that try to be something else. */
import fc from 'fast-check';
import type { Board } from '../../src/model/board.js';
import { type Item, type ItemKey, itemKey, itemKindNames, type Person } from '../../src/model/item.js';
import type { StatusChanges } from '../../src/model/member.js';
import type { Mutation } from '../../src/model/mutation.js';
import { ana, at, bo, board, newId, team } from '../support/builders.js';

const people: readonly Person[] = [ana, bo];
const records: readonly string[] = Array.from({ length: 3 }, newId);
export const keys: readonly ItemKey[] = people.flatMap(({ id }) => records.map((record) => itemKey(id, record)));

export const instants: readonly string[] = Array.from({ length: 6 }, (_, minutes) =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString(),
);

/** Texts that would end a comment, open a block, a span, an icon or a mention, or are not even text. */
export const hostilePieces = [
  '-->',
  '--',
  '<!--',
  '<!-- makertime ',
  '<!-- makertime {"v":1,"kind":"blocker"} -->',
  '\n<!-- makertime {"v":1} -->\n',
  '<',
  '>',
  '\n',
  '\r\n',
  '`',
  '``',
  '@evil',
  '$(alert)',
  '[x](command:evil)',
  '<img src=x onerror=evil()>',
  '\u202e',
  '\u200b',
  '\u0000',
  '\ud83d',
  '🚧',
  'é',
  '"',
  '\\',
] as const;

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 10 })
  .map((pieces) => pieces.join(''));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Leaves out what is undefined: exact optional properties. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

const anItem: fc.Arbitrary<Item> = fc
  .record({
    by: fc.constantFrom(...people),
    id: fc.constantFrom(...records),
    kind: fc.constantFrom(...itemKindNames),
    title: hostileText,
    owner: optional(fc.constantFrom('ana', 'bo', 'Chidi')),
    needBy: optional(fc.constantFrom(...instants)),
    state: fc.constantFrom('open', 'closed'),
    number: optional(fc.integer({ min: 1, max: 9 })),
    updatedAt: fc.constantFrom(...instants),
    comments: fc.nat(3),
    record: fc.constantFrom('ours', 'newer', 'unreadable'),
    notes: optional(hostileText),
    outcome: optional(hostileText),
  })
  .map((drawn) => present({ ...drawn, key: itemKey(drawn.by.id, drawn.id), createdAt: at }) as unknown as Item);

export const aBoard: fc.Arbitrary<Board> = fc.array(anItem, { maxLength: 6 }).map((items) => board(items));

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(fc.option(arbitrary, { nil: null }), { nil: undefined });

export const aStatusChange: fc.Arbitrary<StatusChanges> = fc
  .record({
    said: optional(
      fc
        .record({
          mode: fc.constantFrom('available', 'focusing', 'busy', 'away', 'invisible'),
          text: optional(hostileText),
          until: optional(fc.constantFrom(...instants)),
        })
        .map(present),
    ),
    zone: nullable(fc.constantFrom('Europe/Berlin', 'Asia/Kolkata')),
    hours: nullable(fc.constantFrom({ mon: '09:00-17:00' }, { tue: '22:00-06:00' })),
    off: nullable(fc.constant(['2026-12-24'])),
  })
  .map(present) as fc.Arbitrary<StatusChanges>;

const intention = { id: fc.constant(0).map(() => newId()), at: fc.constant(at), team: fc.constant(team) };
const onItem = { ...intention, target: fc.constantFrom(...keys), number: optional(fc.nat(9)) };

const mutations = [
  fc.record({
    ...intention,
    kind: fc.constant('capture'),
    record: fc.constantFrom(...records),
    itemKind: fc.constantFrom(...itemKindNames),
    words: fc.record({ title: hostileText, owner: optional(fc.constantFrom('ana', 'bo')) }).map(present),
    context: optional(fc.constant({ branch: 'main' })),
  }),
  fc.record({ ...onItem, kind: fc.constant('comment'), record: fc.constantFrom(...records), text: hostileText }),
  fc.record({
    ...onItem,
    kind: fc.constant('edit'),
    changes: fc
      .record({
        title: optional(hostileText),
        owner: nullable(fc.constantFrom('ana', 'bo')),
        needBy: nullable(fc.constantFrom(...instants)),
        outcome: nullable(hostileText),
      })
      .map(present),
  }),
  fc.record({ ...onItem, kind: fc.constant('resolve') }),
  fc.record({ ...intention, kind: fc.constant('roster'), record: fc.constantFrom(...records) }),
  fc.record({
    ...intention,
    at: fc.constantFrom(...instants),
    kind: fc.constant('status'),
    record: fc.constantFrom(...records),
    changes: aStatusChange,
  }),
];

export const aMutation: fc.Arbitrary<Mutation> = fc
  .oneof(...mutations)
  .map((drawn) => present(drawn as object) as unknown as Mutation);
