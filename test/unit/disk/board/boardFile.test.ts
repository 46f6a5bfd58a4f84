import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { boardFile } from '../../../../src/disk/board/boardFile.js';
import { type Board, emptyBoard } from '../../../../src/model/board/board.js';
import type { Item } from '../../../../src/model/board/item.js';
import type { Snapshot } from '../../../../src/ports/stores.js';
import { ana, bo, board, item } from '../../../lib/fakes/builders.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

type Kept = Pick<Snapshot, 'board' | 'cursor' | 'thoroughAt'>;

const newFolder = foldersOfTest();
const newFile = () => join(newFolder(), 'board.json');
const open = (path: string, steps = quickSteps) => boardFile(path, silent, steps);
const many = Array.from({ length: 250 }, (_, place) => item({ number: place + 1, title: `blocked ${place}` }));
const first: Kept = { board: board(many), cursor: { etag: '1', open: [1, 2] }, thoroughAt: 1 };

/** One item as it is now, and the rest as it was. */
function withItem({ board: { items, ...rest }, cursor }: Kept, one: Item, etag: string): Kept {
  return { board: { ...rest, items: new Map(items).set(one.key, one) }, cursor: { ...cursor, etag }, thoroughAt: 1 };
}

const changedTo = (before: Kept, place: number, title: string) =>
  withItem(before, { ...(many[place] as Item), title }, title);

/** Whatever is on the disk is one of these. */
async function isOneOf(path: string, states: readonly Kept[], message: string): Promise<void> {
  const read = await open(path).read();
  assert.ok(
    states.some((state) => {
      try {
        assert.deepEqual(read, state);
        return true;
      } catch {
        return false;
      }
    }),
    `${message}: ${JSON.stringify({ cursor: read?.cursor, items: read?.board.items.size })}`,
  );
}

describe('disk: the file of the board', () => {
  it('keeps what was said under its items', async () => {
    const path = newFile();
    const said = { id: 'IC_1', by: bo, text: 'on it', at: '2026-11-21T09:00:00Z' };
    const replies = new Map([[1, { number: 1, replies: [said] }]]);
    const next = { ...first, board: { ...first.board, replies } };
    await open(path).write(next);
    assert.deepEqual(await open(path).read(), next);
  });

  it('of a version that knew no names is read', async () => {
    const path = newFile();
    await open(path).write(first);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/"names"(?::\[\])?,/g, ''));
    assert.doesNotMatch(readFileSync(path, 'utf8'), /names/);
    assert.deepEqual((await open(path).read())?.board, first.board);
  });

  it('says little of a small change, and gives it to a window that has read the rest with all else as it was', async () => {
    const path = newFile();
    const [writer, reader] = [open(path), open(path)];
    await writer.write(first);
    const before = await reader.read();
    const { size } = statSync(path);
    const next = changedTo(first, 7, 'light');
    await writer.write(next);
    assert.ok(statSync(path).size - size < 1_000, `${statSync(path).size - size} bytes`);
    const after = await reader.read();
    assert.deepEqual(after, next);
    const same = [...(after?.board.items ?? [])].filter(([key, one]) => before?.board.items.get(key) === one);
    assert.equal(same.length, many.length - 1, 'what has not changed is the same object');
    assert.equal(after?.board.work, before?.board.work);
    assert.equal(await reader.read(), after);
    assert.deepEqual(await open(path).read(), next);
  });

  it('ends in what was written last, whatever came and went, for whoever has read it when', async () => {
    const keys = fc.integer({ min: 1, max: 6 });
    const list = <T>(one: (number: number, version: number) => T) =>
      fc
        .dictionary(keys.map(String), fc.integer({ min: 0, max: 2 }))
        .map((all) =>
          Object.entries(all).map(([number, version]) => [Number(number), one(Number(number), version)] as const),
        );
    const boards: fc.Arbitrary<Board> = fc
      .record({
        items: list((number, version) => item({ ...(many[number] as Item), comments: version })),
        work: list((number, version) => ({ number, title: `${version}`, kind: 'issue' as const, people: [1] })),
        names: list((id, version) => ({ number: id, name: `Name ${version}` })),
        profiles: list((id, version) => ({ person: { id, login: `a${id}` }, isBusy: version > 0 })),
        teamFile: fc.option(fc.constantFrom(['ana'], ['bo'])),
      })
      .map(({ items, work, names, profiles, teamFile }) => ({
        ...emptyBoard,
        items: new Map(items.map(([, one]) => [one.key, one])),
        work: new Map(work as never),
        names: new Map(names),
        profiles: new Map(profiles),
        ...(teamFile && { teamFile: { members: teamFile, problems: [] } as never }),
      }));
    const cursors = fc.option(
      fc.dictionary(fc.constantFrom('etag', 'newest', 'open'), fc.integer({ min: 0, max: 2 }), {
        noNullPrototype: true,
      }),
      { nil: undefined },
    );
    const states = fc
      .record({ board: boards, cursor: cursors, thoroughAt: fc.option(fc.nat(), { nil: undefined }) })
      .map(
        ({ board, cursor, thoroughAt }): Kept => ({
          board,
          ...(cursor && { cursor }),
          ...(thoroughAt !== undefined && { thoroughAt }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(states, fc.nat({ max: 2 })), { maxLength: 12 }), async (lives) => {
        const path = newFile();
        const windows = [open(path), open(path), open(path)];
        for (const [state, at] of lives) {
          await windows[at]?.write(state);
          await windows[(at + 1) % 3]?.read();
          assert.deepEqual(await open(path).read(), state);
          assert.deepEqual(await windows[at]?.read(), state);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is as before or as after wherever a window dies, and the next one goes on from there', async () => {
    const second = changedTo(first, 3, 'second');
    const another: Kept = { board: board([item()]), cursor: { etag: 'another' } };
    for (const after of [second, another])
      for (const dies of ['before', 'half', 'after'] as const)
        for (let k = 1; ; k++) {
          const path = newFile();
          const steps = faultySteps();
          const writer = open(path, steps);
          await writer.write(first);
          steps.arm(k, { dies });
          await Promise.race([writer.write(after), steps.death]);
          if (!steps.hit()) break;
          await isOneOf(path, [first, after], `step ${k}, ${dies}`);
          const heir = open(path);
          const found = await heir.read();
          assert.ok(found);
          const third = changedTo(found.cursor?.etag === 'another' ? first : found, 5, 'third');
          await heir.write(third);
          assert.deepEqual(await open(path).read(), third, `step ${k}, ${dies}`);
        }
  });

  it('never mixes what two windows write at the same time', async () => {
    const [mine, theirs] = [changedTo(first, 1, 'mine'), withItem(first, item({ by: bo, number: 900 }), 'theirs')];
    for (const moment of ['before', 'after'] as const) {
      const path = newFile();
      const other = open(path);
      const cuttingIn = {
        ...quickSteps,
        async appendFlushed(file: string, text: string) {
          if (moment === 'after') await quickSteps.appendFlushed(file, text);
          await other.write(theirs);
          if (moment === 'before') await quickSteps.appendFlushed(file, text);
        },
      };
      const one = open(path, cuttingIn);
      await one.write(first);
      await other.read();
      await one.write(mine);
      const read = await open(path).read();
      assert.deepEqual(read, mine, `the other ${moment}: whoever ends last has written it`);
      const next = changedTo(theirs, 2, 'next');
      await other.write(next);
      assert.deepEqual(await open(path).read(), next);
      assert.deepEqual(await one.read(), next);
    }
  });

  it('passes over a change that was made on another board, and all that stands on it', async () => {
    const path = newFile();
    const writer = open(path);
    await writer.write(first);
    const second = changedTo(first, 1, 'second');
    await writer.write(second);
    await writer.write(changedTo(second, 2, 'third'));
    const lines = readFileSync(path, 'utf8').split('\n');
    const place = lines.findIndex((line) => line.includes('"second"') && line.includes('"after"'));
    writeFileSync(path, lines.toSpliced(place, 1).join('\n'));
    assert.deepEqual(await open(path).read(), first);
    const heir = open(path);
    await heir.read();
    await heir.write(second);
    assert.deepEqual(await open(path).read(), second);
  });

  it('is no board where a part of the whole is missing or torn', async () => {
    const path = newFile();
    await open(path).write(first);
    const lines = readFileSync(path, 'utf8').split('\n');
    const end = lines.findIndex((line) => line.includes('"mark"'));
    writeFileSync(path, lines.toSpliced(end, 1).join('\n'));
    assert.equal(await open(path).read(), undefined);
    for (let place = 1; place < end; place++) {
      writeFileSync(path, lines.with(place, lines[place]?.slice(0, 50) ?? '').join('\n'));
      assert.equal(await open(path).read(), undefined, `part ${place}`);
    }
  });

  it('goes on behind what a crash has torn', async () => {
    const path = newFile();
    const writer = open(path);
    await writer.write(first);
    appendFileSync(path, '{"after":"x');
    const reader = open(path);
    assert.deepEqual(await reader.read(), first);
    const heir = open(path);
    await heir.read();
    const next = changedTo(first, 1, 'next');
    await heir.write(next);
    assert.deepEqual(await reader.read(), next);
    assert.deepEqual(await open(path).read(), next);
  });

  it('stands there again, though there is no news, where a window that was late has written what it knew', async () => {
    const path = newFile();
    const [late, one] = [open(path), open(path)];
    await late.write(first);
    await one.read();
    const second = changedTo(first, 1, 'second');
    await one.write(second);
    await late.write(changedTo(first, 2, 'late'));
    await one.write(second);
    assert.deepEqual(await open(path).read(), second);
    const { ino, size } = statSync(path);
    await one.write(second);
    assert.deepEqual([statSync(path).ino, statSync(path).size], [ino, size], 'and is left alone then');
  });

  it('that cannot be read for now is an error, and is left as it is; one that never can is made again', async () => {
    const path = newFile();
    symlinkSync(path, path); // as little to be opened as one of another user
    const file = open(path);
    for (const act of [() => file.read(), () => file.write(first), () => file.read()])
      await assert.rejects(act, { code: 'ELOOP' });
    assert.equal(await file.read(), undefined);
    await file.write(first);
    assert.deepEqual(await open(path).read(), first);
    const folder = newFolder();
    assert.equal(await open(folder).read(), undefined);
    await assert.rejects(open(folder).write(first));
  });

  it('is written anew before its changes outgrow it', async () => {
    const path = newFile();
    const writer = open(path);
    await writer.write(first);
    const { size } = statSync(path);
    let state = first;
    for (let turn = 0; turn < 60; turn++) {
      state = changedTo(state, turn, `${turn} ${'x'.repeat(10_000)}`);
      await writer.write(state);
    }
    assert.ok(statSync(path).size < size + 60 * 10_000 + 300_000, `${statSync(path).size} bytes`);
    const lines = readFileSync(path, 'utf8').split('\n');
    assert.ok(lines.filter((line) => line.includes('"after"')).length < 50);
    assert.deepEqual(await open(path).read(), state);
  });

  it('lets others have a turn between its parts', async () => {
    const path = newFile();
    const state: Kept = { board: board(Array.from({ length: 2_000 }, (_, number) => item({ by: ana, number }))) };
    const { parse, stringify } = JSON;
    let [inTurn, most, all] = [0, 0, 0];
    const counted = <A extends unknown[], R>(act: (...args: A) => R) => {
      return (...args: A): R => {
        all += 1;
        inTurn += 1;
        most = Math.max(most, inTurn);
        return act(...args);
      };
    };
    let turn = setImmediate(function next() {
      inTurn = 0;
      turn = setImmediate(next);
    });
    try {
      Object.assign(JSON, { parse: counted(parse), stringify: counted(stringify) });
      await open(path).write(state);
      await open(path).read();
    } finally {
      Object.assign(JSON, { parse, stringify });
      clearImmediate(turn);
    }
    assert.ok(all >= 40, `${all} parts`);
    assert.ok(most <= 3, `${most} in one turn`);
  });
});
