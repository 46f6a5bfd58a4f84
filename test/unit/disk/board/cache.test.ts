import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCache } from '../../../../src/disk/board/cache.js';
import type { Item } from '../../../../src/model/board/item.js';
import { type ItemKind, kinds } from '../../../../src/model/board/kinds.js';
import type { Snapshot } from '../../../../src/ports/stores.js';
import { ana, board, item } from '../../../lib/fakes/builders.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

const newFolder = foldersOfTest();
const boardOf = (items: readonly Item[]) => board(items);
const small: Snapshot = {
  board: boardOf([
    item({ title: '“quoted” — 💡\u2028', notes: 'x', owner: 'bo', context: { lines: [1, 2] } }),
    item({ by: ana, record: 'newer' }),
  ]),
  cursor: { etag: 'W/"1"', deep: { page: 2 } },
  thoroughAt: 12,
  sync: { heardAt: '2026-11-21T09:00:00.000Z', trouble: { kind: 'serverDown', status: 502 } },
};

const open = (folder: string, steps = quickSteps) => openCache(folder, silent, steps);

describe('disk: cache', () => {
  it('is undefined before there is one', async () => {
    assert.equal(await (await open(newFolder())).read(), undefined);
  });

  it('gives back what was written, in any window', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    assert.deepEqual(await cache.read(), small);
    assert.deepEqual(await (await open(folder)).read(), small);
    const { board } = small;
    await cache.write({ board, sync: {} });
    assert.deepEqual(await (await open(folder)).read(), { board, sync: {} });
  });

  it('gives back 10,000 items', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    const snapshot = { board: boardOf(Array.from({ length: 10_000 }, (_, number) => item({ number }))), sync: {} };
    await cache.write(snapshot);
    const read = await cache.read();
    assert.equal(read?.board.items.size, 10_000);
    const last = [...snapshot.board.items].at(-1);
    assert.deepEqual([...(read?.board.items ?? [])].at(-1), last);
  });

  it('board and cursor stay a pair, whatever step fails', async () => {
    const [before, after] = [
      { ...small, cursor: { page: 1 } },
      { ...small, board: boardOf([item()]), cursor: { page: 2 } },
    ];
    for (let k = 1; ; k++) {
      const folder = newFolder();
      const steps = faultySteps();
      const cache = await open(folder, steps);
      await cache.write(before);
      steps.arm(k, { fails: 'ENOSPC', leaves: 'half' });
      await cache.write(after).catch(() => undefined);
      if (!steps.hit()) return;
      const read = await (await open(folder)).read();
      assert.ok(read);
      assert.deepEqual(read.board, read.cursor?.page === 1 ? before.board : after.board, `step ${k}`);
      await cache.write(after);
      assert.deepEqual(await (await open(folder)).read(), after, 'and the next time it is written');
    }
  });

  it('a torn, damaged or foreign file is no board', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    const file = join(folder, 'board.json');
    const whole = readFileSync(file, 'utf8');
    const strange = [
      '',
      '\n',
      '[]',
      'null',
      '{"makertime":1}',
      '{"makertime":1,"items":[]}',
      '{"makertime":2}',
      '{"makertime":2,"file":"0123456789abcdef"}\n{"mark":"1","lists":["items"],"items":[{}]}\n',
      whole.replace('"by"', '"bx"'),
    ];
    for (let length = 1; length < whole.length; length += 23) strange.push(whole.slice(0, length));
    for (const text of strange) {
      writeFileSync(file, text);
      assert.equal(await cache.read(), undefined, text);
    }
    await cache.write(small);
    assert.deepEqual(await (await open(folder)).read(), small, 'made again');
  });

  it('a board of a version that knew less is shown, and asked for once more', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    const file = join(folder, 'board.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace('"lists":["items","work",', '"lists":["items",'));
    const { cursor: _cursor, ...expected } = small;
    assert.deepEqual(await (await open(folder)).read(), expected);
    const asked = await open(folder);
    const read = await asked.read();
    if (read) await asked.write({ ...read, cursor: { etag: 'W/"2"' } });
    const { cursor } = (await (await open(folder)).read()) ?? {};
    assert.deepEqual(cursor, { etag: 'W/"2"' }, 'and is whole once all has been heard');
  });

  describe('with a kind of item that only another version knows', () => {
    it('is shown without it, and keeps it for the version that does', async () => {
      const folder = newFolder();
      const cache = await open(folder);
      const letter = item({ number: 90, kind: 'letter' as ItemKind });
      await cache.write({ ...small, board: boardOf([...small.board.items.values(), letter]) });
      const read = await (await open(folder)).read();
      assert.deepEqual(read?.board.items, small.board.items);
      assert.ok(readFileSync(join(folder, 'board.json'), 'utf8').includes(letter.key));
    });
  });

  describe('once there is another kind of item', () => {
    const table: Record<string, object> = kinds;
    after(() => delete table.letter);
    it('a board that was heard without knowing it is shown, and asked for once more', async () => {
      const folder = newFolder();
      await (await open(folder)).write(small);
      table.letter = kinds.blocker;
      const { cursor: _cursor, ...expected } = small;
      assert.deepEqual(await (await open(folder)).read(), expected);
      const cache = await open(folder);
      await cache.read();
      await cache.write(small);
      assert.deepEqual(await (await open(folder)).read(), small, 'and is whole once all has been heard');
    });
  });

  it('a torn sync status costs only itself', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    writeFileSync(join(folder, 'sync.json'), '{"makertime":1,"sync":{');
    assert.deepEqual(await cache.read(), { ...small, sync: {} });
  });

  it('a newer version’s files are not read and not overwritten, even those that came after the last reading', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    const newer = '{"makertime":3,"shape":"another"}\n';
    for (const name of ['board.json', 'sync.json']) writeFileSync(join(folder, name), newer);
    await cache.write({ ...small, board: boardOf([item()]) });
    assert.equal(await cache.read(), undefined);
    await cache.write({ ...small, board: boardOf([item()]) });
    for (const name of ['board.json', 'sync.json']) assert.equal(readFileSync(join(folder, name), 'utf8'), newer);
  });

  it('an unchanged board is not written again, by whom it was written or read', async () => {
    const folder = newFolder();
    const cache = await open(folder);
    await cache.write(small);
    const text = () => readFileSync(join(folder, 'board.json'), 'utf8');
    const before = text();
    await cache.write({ ...small, sync: {} });
    const other = await open(folder);
    const read = await other.read();
    if (read) await other.write({ ...read, sync: {} });
    assert.equal(text(), before);
    await cache.write({ ...small, cursor: { etag: 'W/"2"' } });
    assert.notEqual(text(), before);
    assert.deepEqual(readdirSync(folder).sort(), ['board.json', 'sync.json']);
  });

  it('tells another window', async () => {
    const folder = newFolder();
    const [cache, other] = [await open(folder), await open(folder)];
    const told = new Promise<void>((resolve) => {
      const stop = other.watch(() => {
        stop();
        resolve();
      });
    });
    await cache.write(small);
    await told;
  });
});
