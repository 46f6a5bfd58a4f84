import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileLock } from '../../../../src/disk/files/lock.js';
import type { Steps } from '../../../../src/disk/files/steps.js';
import { type Faulty, faultySteps, foldersOfTest, quickSteps, windows } from '../support.js';

const newFolder = foldersOfTest();
/** Milliseconds that a test can wait. */
const short = 60;

/** A number in a file, and windows that add to it. */
function given() {
  const folder = newFolder();
  const [file, path] = [join(folder, 'number'), join(folder, 'number.lock')];
  const all = windows();
  writeFileSync(file, '0');
  const number = () => Number(readFileSync(file, 'utf8'));
  const lockOf = (id: number, steps: Steps = quickSteps, patience = short) =>
    fileLock(path, steps, all.open(id), patience);
  /** In two steps, between which others get their turn. */
  async function add(steps: Steps, between: () => Promise<void> = async () => undefined): Promise<void> {
    const next = Number(await steps.readText(file)) + 1;
    await between();
    const draft = `${file}.${Math.random()}`;
    await steps.writeFlushed(draft, String(next));
    await steps.rename(draft, file);
  }
  return {
    folder,
    path,
    all,
    number,
    lockOf,
    add,
    left: () => readdirSync(folder).filter((name) => /lock/.test(name)),
  };
}

describe('disk: a lock', () => {
  it('gives each its turn, whoever asks, and leaves nothing behind', async () => {
    const { number, lockOf, add, left } = given();
    const locks = [1, 2, 3].map((id) => lockOf(id, quickSteps, 5_000));
    await Promise.all(Array.from({ length: 60 }, (_, turn) => locks[turn % 3]?.((steps) => add(steps))));
    assert.equal(number(), 60);
    assert.deepEqual(left(), []);
  });

  it('of a process that died is taken at once', async () => {
    const { path, all, number, lockOf, add, left } = given();
    all.open(7);
    all.kill(7);
    for (const mark of ['7 0123456789abcdef', '0 x', 'nonsense']) {
      writeFileSync(path, mark);
      await lockOf(1, quickSteps, 60_000)((steps) => add(steps));
    }
    assert.equal(number(), 3);
    assert.deepEqual(left(), []);
  });

  it('that says nothing, or is of a living one that does not let go, is taken after a while', async () => {
    const { path, all, number, lockOf, add } = given();
    all.open(7);
    for (const mark of ['', '7 0123456789abcdef']) {
      writeFileSync(path, mark);
      await lockOf(1)((steps) => add(steps));
    }
    assert.equal(number(), 2);
  });

  it('whoever it was taken from replaces nothing, and begins again with what stands there then', async () => {
    const { number, lockOf, add, left } = given();
    const [slow, quick] = [lockOf(1), lockOf(2)];
    let times = 0;
    await slow((steps) =>
      add(steps, async () => {
        times++;
        if (times === 1) await quick((others) => add(others)); // waits until its patience is over
      }),
    );
    assert.equal(times, 2);
    assert.equal(number(), 2);
    assert.deepEqual(left(), []);
  });

  it('and so does one that is suspended at the very last step', async () => {
    const { number, lockOf, add, left } = given();
    let times = 0;
    const slow = lockOf(1, {
      ...quickSteps,
      async rename(from, to) {
        times++;
        // After it has looked whether it still holds the lock.
        if (times === 1) await lockOf(2)((others) => add(others));
        await quickSteps.rename(from, to);
      },
    });
    await slow((steps) => add(steps));
    assert.equal(times, 2);
    assert.equal(number(), 2);
    assert.deepEqual(left(), []);
  });

  it('that is taken away each time is an error, and nothing is replaced', async () => {
    const { number, lockOf, add } = given();
    const [slow, quick] = [lockOf(1), lockOf(2)];
    await assert.rejects(
      slow((steps) => add(steps, () => quick((others) => add(others)))),
      /taken away/,
    );
    assert.equal(number(), 4, 'by the other');
  });

  it('lets go whatever becomes of what is done under it, and says so', async () => {
    const { lockOf, left } = given();
    const failing = () => Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' }));
    await assert.rejects(lockOf(1)(failing), { code: 'EROFS' });
    assert.deepEqual(left(), []);
  });

  it('whatever step fails once: nothing is lost, and the next one waits for nobody', async () => {
    const arms = [
      (steps: Faulty, k: number) => steps.arm(k, { fails: 'EIO' }),
      (steps: Faulty, k: number) => steps.armReading(k, 'EIO'),
    ];
    for (const arm of arms)
      for (let k = 1; ; k++) {
        const { number, lockOf, add, left } = given();
        const steps = faultySteps();
        arm(steps, k);
        const isDone = await lockOf(
          1,
          steps,
          60_000,
        )((by) => add(by)).then(
          () => true,
          () => false,
        );
        const reached = number();
        assert.ok(reached === 1 || !isDone, `step ${k}`);
        await lockOf(2, quickSteps, 60_000)((by) => add(by));
        assert.equal(number(), reached + 1);
        assert.deepEqual(left(), []);
        if (!steps.hit()) break;
      }
  });

  it('that can never be let go is taken by whoever comes next, this process at once and others after a while', async () => {
    for (const next of [1, 2]) {
      const { number, lockOf, add } = given();
      const steps: Steps = { ...quickSteps, unlink: () => Promise.reject(new Error('EBUSY')) };
      await lockOf(1, steps)((by) => add(by));
      await lockOf(next, quickSteps, next === 1 ? 60_000 : short)((by) => add(by));
      assert.equal(number(), 2);
    }
  });

  it('where none can be made nothing is done', async () => {
    const { number, lockOf } = given();
    const steps = faultySteps();
    steps.arm(1, { fails: 'EROFS' });
    await assert.rejects(
      lockOf(1, steps)(async () => assert.fail('without a lock')),
      { code: 'EROFS' },
    );
    assert.equal(number(), 0);
  });
});
