import assert from 'node:assert/strict';
import { watchFolders } from '../../../../src/disk/files/watch.js';
import { openOutbox } from '../../../../src/disk/outbox/outbox.js';
import { capture, memoryLog } from '../../../lib/fakes/builders.js';
import { filesById, foldersOfTest, quickOutbox, quickSteps, setClock, windows } from '../support.js';

const newFolder = foldersOfTest();

describe('disk: two windows on one outbox', () => {
  it('race for the same entries: each is claimed by exactly one', async () => {
    const folder = newFolder();
    const all = windows();
    const outboxes = await Promise.all([1, 2, 3].map((id) => quickOutbox(folder, setClock(), all.open(id))));
    const mutations = Array.from({ length: 100 }, () => capture());
    await Promise.all(mutations.map((mutation) => outboxes[0]?.add(mutation)));
    const claims = await Promise.all(
      mutations.map(({ id }) => Promise.all(outboxes.map((outbox) => outbox.claim(id)))),
    );
    for (const won of claims) assert.equal(won.filter(Boolean).length, 1);
    assert.equal(filesById(folder).size, mutations.length);
  });

  it('the one sees no gap while the other moves entries to and fro', async () => {
    const folder = newFolder();
    const all = windows();
    const [mover, reader] = [
      await quickOutbox(folder, setClock(), all.open(1)),
      await quickOutbox(folder, setClock(), all.open(2)),
    ];
    const mutations = Array.from({ length: 20 }, () => capture());
    for (const mutation of mutations) await mover.add(mutation);
    let isOver = false;
    const moving = (async () => {
      for (let turn = 0; !isOver; turn++) {
        const { id } = mutations[turn % mutations.length] ?? capture();
        await mover.claim(id);
        if (turn % 3 === 0) await mover.release(id);
        else if (turn % 3 === 1) await mover.doubt(id, 1);
        else {
          await mover.refuse(id, { kind: 'invalid' });
          await mover.retry(id);
        }
      }
    })();
    for (let read = 0; read < 8; read++) {
      // A window that knows them, and one that has just been opened.
      for (const outbox of [reader, await quickOutbox(folder, setClock(), all.open(3))]) {
        const { entries, aside } = await outbox.read();
        assert.deepEqual(
          entries.map((entry) => entry.mutation.id),
          mutations.map(({ id }) => id),
        );
        assert.deepEqual(aside, []);
      }
    }
    isOver = true;
    await moving;
  });

  it('an entry that is claimed while its folder refuses to be flushed counts as saved', async () => {
    const folder = newFolder();
    const all = windows();
    const other = await quickOutbox(folder, setClock(), all.open(2));
    const mutation = capture();
    const steps = {
      ...quickSteps,
      async flushFolder() {
        await other.claim(mutation.id);
        throw Object.assign(new Error('EIO'), { code: 'EIO' });
      },
    };
    const log = memoryLog();
    const outbox = await openOutbox(folder, setClock(), log, steps, all.open(1));
    await outbox.add(mutation);
    assert.equal((await outbox.read()).entries.length, 1);
    assert.equal(log.lines.length, 1);
  });

  it('hears of what the other adds, claims and settles', async () => {
    const folder = newFolder();
    const all = windows();
    const [one, other] = [
      await quickOutbox(folder, setClock(), all.open(1)),
      await quickOutbox(folder, setClock(), all.open(2)),
    ];
    let heard: () => void = () => undefined;
    const stop = one.watch(() => heard());
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    const mutation = capture();
    for (const deed of [() => other.add(mutation), () => other.claim(mutation.id), () => other.settle(mutation.id)]) {
      const told = next();
      await deed();
      await told;
    }
    stop();
    heard = () => assert.fail('after it was stopped');
    await other.add(capture());
    await new Promise((resolve) => setTimeout(resolve, 30));
  });

  it('a folder that cannot be watched is said in the log, and does no harm', () => {
    const log = memoryLog();
    watchFolders([`${newFolder()}/absent`], () => undefined, log)();
    assert.equal(log.lines.length, 1);
  });
});
