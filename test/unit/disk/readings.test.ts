import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type FileHandle, open as opened } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openCache } from '../../../src/disk/board/cache.js';
import type { Steps } from '../../../src/disk/files/steps.js';
import { openDrafts } from '../../../src/disk/local/drafts.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openParks } from '../../../src/disk/local/parks.js';
import { openBusyFile } from '../../../src/disk/local/profileStatus.js';
import { openStuckFile } from '../../../src/disk/local/stuck.js';
import { openTeams } from '../../../src/disk/local/teams.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Applied } from '../../../src/model/focus/profileStatus.js';
import type { Inbox } from '../../../src/model/inbox/entries.js';
import { attend, board, capture, item, newId, team } from '../../lib/fakes/builders.js';
import { delivered, entry, held, inboxOf, iso } from '../../lib/fakes/inboxEntries.js';
import { faultySteps, filesById, foldersOfTest, quickSteps, setClock, silent, windows } from './support.js';

/** What a store gives, and one change to it. Both are called again where they reject, as everybody does who uses it. */
interface Opened {
  read(): Promise<unknown>;
  change(): Promise<unknown>;
}

/** Opens a store on a folder; whatever it gives back has to come back again. */
type Open = (folder: string, steps: Steps) => Promise<Opened>;

const { account, repository } = team;
const other = { ...account, id: 9 };
const now = { ...repository, id: 2 };
const [old, next] = [capture({ title: 'old' }), capture({ title: 'next' })];
const [refused, claimed, unsure, act] = [capture(), capture(), capture(), attend()];
const origin = { repository, context: { branch: 'main' } };
const [first, second] = [newId(), newId()];
const parked = (id: string) => ({
  id,
  at: iso(0),
  target: item({ id: first }).key,
  title: '',
  root: 'file:///x',
  files: [],
});
const until = '2026-11-21T12:30:00.000Z';
const ours: Applied = { kind: 'ours', sent: [{ isBusy: true, until }], sentAt: iso(0), isConfirmed: true };
const snapshot = (...numbers: number[]) => ({
  board: board(numbers.map((number) => item({ number, id: `#${number}` }))),
  cursor: { newest: numbers.length },
  sync: { heardAt: iso(0) },
});
const [before, after] = [snapshot(1, 2), snapshot(1, 2, 3)];
const seen = { cause: { key: 'k', on: 'task' as const, name: 'n' }, since: 1, seenAt: 2 };

interface Subject {
  fill(folder: string): Promise<void>;
  readonly open: Open;
  /** Before and after the change. */
  readonly reads: readonly [unknown, unknown];
}

const outboxOf = (folder: string, steps: Steps, id = 1) =>
  openOutbox(folder, setClock(), silent, steps, windows().open(id));

const subjects: Readonly<Record<string, Subject>> = {
  outbox: {
    async fill(folder) {
      const outbox = await outboxOf(folder, quickSteps);
      for (const one of [old, refused, claimed, unsure, act]) await outbox.add(one);
      for (const { id } of [refused, claimed, unsure]) await outbox.claim(id);
      await outbox.refuse(refused.id, { kind: 'invalid' });
      await outbox.doubt(unsure.id, 1);
    },
    async open(folder, steps) {
      const outbox = await outboxOf(folder, steps);
      const isThere = () => filesById(folder).has(next.id);
      return {
        read: async () => (await outbox.read()).entries.map(({ mutation, place }) => [mutation.id, place]),
        change: async () => {
          if (!isThere()) await outbox.add(next);
          await outbox.recover();
        },
      };
    },
    reads: [
      [old, refused, claimed, unsure, act],
      [old, refused, claimed, unsure, act, next],
    ].map((all) => {
      const placeOf = new Map([
        [refused.id, 'refused'],
        [claimed.id, 'claimed'],
        [unsure.id, 'unsure'],
      ]);
      return all.map(({ id }) => [id, placeOf.get(id) ?? 'new']).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    }) as unknown as [unknown, unknown],
  },
  inbox: (() => {
    const small = { inbox: { ...inboxOf(entry(held), entry(delivered(1), { key: 'a' })), since: iso(0) }, cursor: 1 };
    const large = { ...small, inbox: { ...small.inbox, deliveredAt: iso(1) }, cursor: 2 };
    return {
      fill: async (folder) => void (await (await openInbox(folder, silent, quickSteps)).change(() => small)),
      async open(folder, steps) {
        const store = await openInbox(folder, silent, steps);
        const change = () =>
          store.change((stored) => ({
            ...stored,
            inbox: { ...stored.inbox, deliveredAt: iso(1) },
            cursor: 2,
          }));
        return { read: store.read, change };
      },
      reads: [small, large],
    } satisfies Subject;
  })(),
  'the board': {
    fill: async (folder) => (await openCache(folder, silent, quickSteps)).write(before),
    async open(folder, steps) {
      const cache = await openCache(folder, silent, steps);
      return { read: cache.read, change: () => cache.write(after) };
    },
    reads: [before, after],
  },
  parks: {
    fill: async (folder) => openParks(folder, silent, quickSteps).add(parked(first)),
    async open(folder, steps) {
      const parks = openParks(folder, silent, steps);
      await parks.prepare();
      return { read: parks.read, change: () => parks.add(parked(second)) };
    },
    reads: [[parked(first)], [parked(second), parked(first)]],
  },
  drafts: {
    fill: async (folder) => openDrafts(folder, silent, quickSteps).add(first, '# First\n', origin),
    async open(folder, steps) {
      const drafts = openDrafts(folder, silent, steps);
      await drafts.prepare();
      const all = async () => {
        const list = await drafts.list();
        return Promise.all(
          list.map(async ({ id, title }) => [title, await drafts.read(id), (await drafts.originOf(id))?.wasTried]),
        );
      };
      const change = async () => {
        await drafts.markTried(first, origin);
        await drafts.add(second, '# Second\n', origin);
      };
      return { read: all, change };
    },
    reads: [
      [['First', '# First\n', undefined]],
      [
        ['Second', '# Second\n', undefined],
        ['First', '# First\n', true],
      ],
    ],
  },
  'being stuck': {
    async fill(folder) {
      const file = openStuckFile(folder, silent, quickSteps);
      await file.say({ kind: 'declared', at: 1 });
      await file.replace(await file.read(), { said: { kind: 'declared', at: 1 }, seen });
    },
    async open(folder, steps) {
      const file = openStuckFile(folder, silent, steps);
      const change = async () => {
        const kept = await file.read();
        assert.ok(await file.replace(kept, { ...kept, said: { kind: 'cleared', at: 2 } }));
      };
      return { read: file.read, change };
    },
    reads: [
      { said: { kind: 'declared', at: 1 }, seen },
      { said: { kind: 'cleared', at: 2 }, seen },
    ],
  },
  'the status on GitHub': {
    fill: async (folder) => void (await openBusyFile(folder, silent, quickSteps).replace(undefined, ours)),
    async open(folder, steps) {
      const file = openBusyFile(folder, silent, steps);
      const change = async () => {
        const applied = await file.read();
        assert.ok(applied?.kind === 'ours' && (await file.replace(applied, { ...applied, isConfirmed: false })));
      };
      return { read: file.read, change };
    },
    reads: [ours, { ...ours, isConfirmed: false }],
  },
  'account and team': {
    async fill(folder) {
      const teams = openTeams(folder, silent, quickSteps);
      await teams.choose({ account, source: 'token' });
      await teams.connect(account, repository);
      await teams.connect(other, repository);
      await (await outboxOf(join(folder, 'github.example', '9', 'outbox'), quickSteps)).add(old);
    },
    async open(folder, steps) {
      const teams = openTeams(folder, silent, steps);
      return {
        read: async () => [await teams.chosen(), await teams.of(account), await teams.owedElsewhere(account)],
        change: () => teams.connect(account, now),
      };
    },
    reads: [
      [{ account, source: 'token' }, { current: repository, recent: [repository] }, [{ login: 'ana', count: 1 }]],
      [{ account, source: 'token' }, { current: now, recent: [now, repository] }, [{ login: 'ana', count: 1 }]],
    ],
  },
};

/** As everybody does who uses a store: what rejects is done again. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (left === 0 || error instanceof assert.AssertionError) throw error;
    }
  }
}

describe('disk: a reading that fails for a moment', () => {
  const newFolder = foldersOfTest();

  for (const [name, { fill, open, reads }] of Object.entries(subjects))
    it(`invariant 14: is never taken for nothing: ${name}`, async () => {
      const [was, is] = reads;
      for (const code of ['EIO', 'EPERM', 'EMFILE'])
        for (let k = 1; ; k++) {
          const folder = newFolder();
          await fill(folder);
          const steps = faultySteps();
          steps.armReading(k, code);
          const where = () => `${code} at reading ${k}: ${steps.readings[k - 1]}`;
          const store = await again(() => open(folder, steps));
          assert.deepEqual(await again(store.read), was, where());
          await again(store.change);
          assert.deepEqual(await again(store.read), is, where());
          assert.deepEqual(await (await open(folder, quickSteps)).read(), is, where());
          const damaged = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
            /damaged|lock/.test(file),
          );
          assert.deepEqual(damaged, [], where());
          if (!steps.hit()) {
            assert.ok(k > 3, 'something is read');
            break;
          }
        }
    });
});

/** Steps of which the k-th reading of a file has it open already as another window replaces it, and reads what was there. */
function overtakenSteps(k: number, replace: () => Promise<void>): Steps & { readonly isOver: () => boolean } {
  let left = k;
  /** While a window changes something nobody else does. */
  const overtaken =
    <A extends [string, ...unknown[]], R>(read: (from: FileHandle | undefined, ...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (--left !== 0) return read(undefined, ...args);
      const file = await opened(args[0], 'r').catch(() => undefined);
      try {
        await replace();
        return await read(file, ...args);
      } finally {
        await file?.close();
      }
    };
  return {
    ...quickSteps,
    readText: overtaken((file, path) => file?.readFile('utf8') ?? quickSteps.readText(path)),
    readPart: overtaken(async (file, path: string, start: number, most: number) => {
      if (!file) return quickSteps.readPart(path, start, most);
      const { size } = await file.stat();
      const bytes = (await file.readFile()).subarray(start, Math.min(size, start + most));
      return { bytes, size };
    }),
    isOver: () => left > 0,
  };
}

describe('disk: a file that another window replaces while it is read', () => {
  const newFolder = foldersOfTest();
  /** Made of several files: each is old or new. */
  const ofSeveral = new Set(['inbox', 'drafts', 'account and team']);

  for (const [name, { fill, open, reads }] of Object.entries(subjects))
    it(`is as it was or as it is, and then as it is: ${name}`, async () => {
      const [was, is] = reads;
      for (let k = 1; ; k++) {
        const folder = newFolder();
        await fill(folder);
        const store = await open(folder, quickSteps);
        const steps = overtakenSteps(k, async () => void (await store.change()));
        const overtaken = await open(folder, steps);
        const read = await overtaken.read();
        const isEither = isDeepStrictEqual(read, was) || isDeepStrictEqual(read, is);
        assert.ok(isEither || ofSeveral.has(name), `reading ${k}: ${JSON.stringify(read)}`);
        if (steps.isOver()) break;
        assert.deepEqual(await overtaken.read(), is, `reading ${k}`);
        assert.deepEqual(await store.read(), is, `reading ${k}`);
      }
    });

  it('loses nothing of what the other has written, where it is changed then', async () => {
    for (let k = 1; ; k++) {
      const folder = newFolder();
      await subjects.inbox?.fill(folder);
      const other = await openInbox(folder, silent, quickSteps);
      const steps = overtakenSteps(k, async () => {
        await other.change((stored) => ({ ...stored, inbox: withEntry(stored.inbox, 'theirs') }));
      });
      const ours = await openInbox(folder, silent, steps);
      let isBegun = false;
      await ours.read();
      const isRead = steps.isOver();
      await ours.change((stored) => {
        isBegun = true;
        return { ...stored, inbox: withEntry(stored.inbox, 'mine') };
      });
      assert.ok(isBegun);
      if (isRead) break;
      for (const store of [ours, other, await openInbox(folder, silent, quickSteps)]) {
        const { entries } = (await store.read()).inbox;
        assert.deepEqual([entries.has('theirs'), entries.has('mine'), entries.size], [true, true, 4], `reading ${k}`);
      }
    }
  });

  const withEntry = (inbox: Inbox, key: string): Inbox => ({
    ...inbox,
    entries: new Map([...inbox.entries, [key, entry(held, { key })]]),
  });
});
