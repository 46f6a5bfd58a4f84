/** What property tests draw from: small pools, so that things collide, and texts that try to be something else. */
import fc from 'fast-check';
import type { Board } from '../../src/model/board/board.js';
import { type Item, type ItemKey, itemKey } from '../../src/model/board/item.js';
import { itemKindNames } from '../../src/model/board/kinds.js';
import { type BoardMutation, changesBoard, type Mutation, type MutationKind } from '../../src/model/board/mutation.js';
import { modes, type StatusChanges } from '../../src/model/people/member.js';
import type { Person } from '../../src/model/people/person.js';
import { reactionKinds } from '../../src/model/threads/talk.js';
import { closings, threadKey, threadKinds, unsentThreadKey } from '../../src/model/threads/thread.js';
import {
  ana,
  at,
  bo,
  board,
  newId,
  questions,
  said as saidBy,
  talk,
  team,
  thread,
  threadComment,
} from '../lib/fakes/builders.js';

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

/** Any characters. fast-check's own lists a million of them before it begins, which takes seconds. */
export const anyText = (maxLength = 10): fc.Arbitrary<string> =>
  fc.array(fc.nat(0x10ffff).filter(isWhole), { maxLength }).map((points) => String.fromCodePoint(...points));
const isWhole = (point: number) => point < 0xd800 || point > 0xdfff;

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces), anyText(6)), { maxLength: 10 })
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

/** With a discussion, or without. */
export const aBoard: fc.Arbitrary<Board> = fc
  .tuple(fc.array(anItem, { maxLength: 6 }), fc.boolean())
  .map(([items, isTalking]) => board(items, isTalking ? { threads, talks, asked } : {}));
const threads = new Map([[threadKey(3), thread({ comments: 1 })]]);
const review = { kind: 'review', number: 5, title: 'lens', by: bo, of: ['ana'], since: at, given: [] } as const;
const asked = new Map([[5, review]]);
const talks = new Map([[3, talk([threadComment('DC_1', { replies: [saidBy('DC_2')] })])]]);

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(fc.option(arbitrary, { nil: null }), { nil: undefined });

const instant = fc.constantFrom(...instants);
export const aFocusBlock = fc.record({ since: instant, until: instant }).map(present);
export const somePlanMarks = fc.array(fc.record({ start: instant, end: optional(instant) }).map(present), {
  maxLength: 3,
});

export const aStatusChange: fc.Arbitrary<StatusChanges> = fc
  .record({
    said: optional(
      fc
        .record({
          mode: fc.constantFrom(...modes),
          text: optional(hostileText),
          until: optional(instant),
        })
        .map(present),
    ),
    zone: nullable(fc.constantFrom('Europe/Berlin', 'Asia/Kolkata')),
    hours: nullable(fc.constantFrom({ mon: '09:00-17:00' }, { tue: '22:00-06:00' })),
    off: nullable(fc.constant(['2026-12-24'])),
    rough: nullable(instant),
    focus: nullable(fc.constantFrom([], [{ start: '2026-11-24T09:00', minutes: 90, every: 'week' as const }])),
    focusing: nullable(aFocusBlock),
    marks: optional(somePlanMarks),
    windows: nullable(fc.constantFrom([], ['11:00', '15:30'])),
  })
  .map(present) as fc.Arbitrary<StatusChanges>;

const intention = {
  id: fc.constant(0).map(() => newId()),
  at: fc.constant(at),
  team: fc.constant(team),
  replaces: optional(fc.constantFrom(...records)),
};
const record = fc.constantFrom(...records);
const onItem = { ...intention, target: fc.constantFrom(...keys), number: optional(fc.nat(9)) };
const promising = { promised: fc.option(instant), zone: fc.constantFrom('Europe/Berlin', 'nowhere') };
const reference = fc.constantFrom('acme/team#1', 'acme/lighthouse#12');
const onThread = {
  ...intention,
  target: fc.constantFrom(threadKey(3), ...records.map((one) => unsentThreadKey(ana.id, one))),
  number: optional(fc.nat(9)),
};
const isOver = optional(fc.constant(true));
const said = fc.constantFrom('DC_1', 'DC_2');
const login = fc.constantFrom('ana', 'bo');

const context = fc
  .record({
    repository: optional(fc.constant('acme/team')),
    branch: optional(hostileText),
    commit: optional(fc.constant('0123456789abcdef')),
    path: optional(hostileText),
    lines: optional(fc.constant([3, 4])),
    permalink: optional(fc.constant('https://github.example/acme/team/blob/0123456789/src/lamp.ts#L3')),
    diagnostic: optional(hostileText),
  })
  .map(present);

/** Every kind is drawn: the compiler asks for a row whenever one is added. */
const mutations: { readonly [K in MutationKind]: fc.Arbitrary<object> } = {
  capture: fc.record({
    ...intention,
    record,
    itemKind: fc.constantFrom(...itemKindNames),
    words: fc
      .record({
        title: hostileText,
        notes: optional(hostileText),
        owner: optional(login),
        needBy: optional(instant),
        outcome: optional(hostileText),
        blocks: optional(reference),
      })
      .map(present),
    context: optional(context),
  }),
  comment: fc.record({ ...onItem, record, text: hostileText }),
  edit: fc.record({
    ...onItem,
    changes: fc
      .record({
        title: optional(hostileText),
        owner: nullable(login),
        needBy: nullable(instant),
        outcome: nullable(hostileText),
        blocks: nullable(reference),
      })
      .map(present),
  }),
  resolve: fc.record({ ...onItem, isNotNeeded: optional(fc.constant(true)) }).map(present),
  reopen: fc.record(onItem),
  promise: fc.oneof(
    fc.record({ ...onItem, ...promising }),
    fc.record({ ...intention, ...promising, on: fc.constantFrom('pullRequest', 'discussion'), number: fc.nat(9) }),
  ),
  depend: fc.record({ ...onItem, blocks: reference, isOver: optional(fc.constant(true)) }),
  roster: fc.record({ ...intention, record }),
  status: fc.record({ ...intention, at: instant, record, changes: aStatusChange }),
  openThread: fc
    .record({
      ...intention,
      record,
      threadKind: fc.constantFrom(...threadKinds),
      category: fc.constant(questions),
      title: hostileText,
      text: hostileText,
      named: optional(fc.constantFrom([bo])),
      terms: optional(
        fc.constantFrom({
          decider: bo,
          named: [bo],
          closes: '2026-11-26T16:30:00.000Z',
          zones: ['UTC'],
          isChosen: true as const,
        }),
      ),
      handOff: optional(
        fc.constantFrom({
          to: [bo],
          isForNext: true as const,
          onward: [bo],
          code: { branch: 'fix-lamp', repository: 'acme/lighthouse' },
          files: [{ path: 'src/lamp.ts', line: 12 }],
        }),
      ),
      context: optional(context),
    })
    .map(present),
  checkIn: fc
    .record({
      ...intention,
      record,
      day: fc.constantFrom('2026-11-30', 'someday'),
      category: fc.constant(questions),
      text: hostileText,
      needs: fc.constantFrom([], [bo]),
      was: optional(hostileText),
    })
    .map(present),
  say: fc.record({ ...onThread, record, text: hostileText, to: optional(said) }),
  decide: fc.record({ ...onThread, record, text: hostileText }),
  pickUp: fc.record({ ...onThread, record, of: record }),
  markAnswer: fc.record({ ...onThread, comment: said, isOver }),
  react: fc.record({ ...onThread, comment: optional(said), reaction: fc.constantFrom(...reactionKinds), isOver }),
  closeThread: fc.record({ ...onThread, as: optional(fc.constantFrom(...closings)), isOver }),
  editThread: fc.record({
    ...onThread,
    comment: optional(said),
    title: optional(hostileText),
    text: optional(fc.record({ was: hostileText, is: hostileText }).map(present)),
  }),
  attend: fc.record({
    ...intention,
    target: fc.oneof(
      fc
        .record({
          kind: fc.constant('parcel'),
          key: reference,
          thread: optional(fc.constant('77')),
          about: optional(instant),
        })
        .map(present),
      fc.record({ kind: fc.constant('batch'), batch: instant }).map(present),
      fc.constant({ kind: 'held' }),
    ),
    act: fc
      .oneof(
        fc.record({ kind: fc.constantFrom('read', 'done', 'unsubscribe', 'undone', 'deliver') }),
        fc.record({ kind: fc.constant('snooze'), until: fc.oneof(instant, fc.constant('activity')) }),
        fc.record({ kind: fc.constant('remind'), title: hostileText, until: instant }),
      )
      .map(present),
  }),
};

export function mutationOf(kind: MutationKind): fc.Arbitrary<Mutation> {
  return mutations[kind].map((one) => present({ kind, ...one }) as unknown as Mutation);
}

export const aMutation: fc.Arbitrary<Mutation> = fc.oneof(
  ...(Object.keys(mutations) as MutationKind[]).map(mutationOf),
);

export const aBoardMutation = aMutation.filter(changesBoard) as fc.Arbitrary<BoardMutation>;
