import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDrafts } from '../../../../src/disk/local/drafts.js';
import { newId, team } from '../../../lib/fakes/builders.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

const { repository } = team;
const origin = { repository, context: { branch: 'main', lines: [3, 4] as const } };

describe('drafts of write-ups', () => {
  const newFolder = foldersOfTest();

  it('keeps words and origin, the latest first, with the title that stands in the file', async () => {
    const folder = join(newFolder(), 'drafts');
    const drafts = openDrafts(folder, silent, quickSteps);
    assert.deepEqual(await drafts.list(), []);
    const [first, second] = [newId(), newId()];
    await drafts.add(first, '# Dark\n\nwords', origin);
    await drafts.add(second, 'no title\n', origin);
    writeFileSync(join(folder, 'notes.md'), '# not ours');
    assert.deepEqual(
      (await drafts.list()).map(({ id, title }) => [id, title]),
      [
        [second, ''],
        [first, 'Dark'],
      ],
    );
    const again = openDrafts(folder, silent, quickSteps);
    assert.equal(await again.read(first), '# Dark\n\nwords');
    assert.deepEqual((await again.originOf(first))?.context, origin.context);
    assert.equal((await again.originOf(first))?.wasTried, undefined);
    await again.markTried(first, origin);
    assert.equal((await drafts.originOf(first))?.wasTried, true);
    await again.remove(first);
    await drafts.remove(first);
    assert.equal(await drafts.read(first), undefined);
    assert.deepEqual(readdirSync(folder).sort(), [`${second}.json`, `${second}.md`, 'notes.md']);
  });

  it('has no place for what is no id', async () => {
    const drafts = openDrafts(newFolder(), silent, quickSteps);
    assert.equal(drafts.fileOf('../../account'), undefined);
    assert.equal(await drafts.read('../../account'), undefined);
    await drafts.remove('../../account');
  });

  it('is there whole or not at all, wherever adding it dies or fails', async () => {
    for (let step = 1; step <= 8; step++)
      for (const dies of ['before', 'half', 'after'] as const) {
        const folder = newFolder();
        const steps = faultySteps();
        steps.arm(step, { dies });
        const id = newId();
        const adding = openDrafts(folder, silent, steps).add(id, '# Dark\n', origin);
        await Promise.race([adding, steps.death]);
        const after = openDrafts(folder, silent, quickSteps);
        const text = await after.read(id);
        assert.ok(text === undefined || text === '# Dark\n');
        if (text !== undefined) assert.ok(await after.originOf(id));
        if (!steps.hit()) assert.equal(text, '# Dark\n');
      }
  });

  it('never leaves words behind without saying that they may have been sent', async () => {
    for (let step = 1; step <= 3; step++) {
      const folder = newFolder();
      const id = newId();
      await openDrafts(folder, silent, quickSteps).add(id, '# Dark\n', { ...origin, wasTried: true });
      const steps = faultySteps();
      steps.arm(step, { dies: 'before' });
      await Promise.race([openDrafts(folder, silent, steps).remove(id), steps.death]);
      const after = openDrafts(folder, silent, quickSteps);
      if (existsSync(join(folder, `${id}.md`))) assert.equal((await after.originOf(id))?.wasTried, true);
    }
  });

  it('clears away what a process that died was writing, and not what a living one is', async () => {
    const folder = newFolder();
    for (const name of ['.unfinished-0-ab', `.unfinished-${process.pid}-cd`]) writeFileSync(join(folder, name), '{');
    await openDrafts(folder, silent, quickSteps).prepare();
    assert.deepEqual(readdirSync(folder), [`.unfinished-${process.pid}-cd`]);
  });

  it('reads on where a file beside is torn or from a newer version', async () => {
    const folder = newFolder();
    const drafts = openDrafts(folder, silent, quickSteps);
    const id = newId();
    await drafts.add(id, '# Dark\n', origin);
    for (const text of ['{"makertime":1,', '{"makertime":2,"other":1}']) {
      writeFileSync(join(folder, `${id}.json`), text);
      assert.equal(await drafts.originOf(id), undefined);
      assert.equal((await drafts.list()).length, 1);
    }
  });
});
