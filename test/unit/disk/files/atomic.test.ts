import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskSteps, draftOf, ensureFolder, isUnfinished, writeDurably, writerOf } from '../../../src/disk/atomic.js';
import { faultySteps, foldersOfTest } from './support.js';

const newFolder = foldersOfTest();

describe('disk: atomic', () => {
  it('writes, overwrites, and leaves nothing else, with the real steps', async () => {
    const folder = newFolder();
    for (const text of ['one', 'two — 💡', '']) {
      await writeDurably(join(folder, 'file'), text);
      assert.equal(readFileSync(join(folder, 'file'), 'utf8'), text);
    }
    assert.deepEqual(readdirSync(folder), ['file']);
    if (process.platform !== 'win32') assert.ok((statSync(folder).mode & 0o077) === 0);
  });

  it('flushes the file, then renames it, then flushes the folder', async () => {
    const steps = faultySteps();
    await writeDurably(join(newFolder(), 'file'), 'text', steps);
    assert.deepEqual(steps.done, ['write', 'rename', 'flush']);
  });

  it('leaves the old content or the new, whatever step fails', async () => {
    for (let k = 1; k <= 3; k++) {
      const folder = newFolder();
      const file = join(folder, 'file');
      await writeDurably(file, 'old');
      const steps = faultySteps();
      steps.arm(k, { fails: 'ENOSPC', leaves: 'half' });
      await assert.rejects(writeDurably(file, 'new text', steps), { code: 'ENOSPC' });
      assert.equal(readFileSync(file, 'utf8'), k < 3 ? 'old' : 'new text');
      assert.deepEqual(readdirSync(folder), ['file']);
    }
  });

  it('a file in the way of a folder is an error', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    await assert.rejects(ensureFolder(join(folder, 'file', 'below')), { code: 'ENOTDIR' });
    await assert.rejects(diskSteps.flushFolder(join(folder, 'absent')), { code: 'ENOENT' });
  });

  it('flushes every folder that holds a new one, and none that was there', async () => {
    const folder = newFolder();
    const flushed: string[] = [];
    const steps = { ...diskSteps, flushFolder: async (path: string) => void flushed.push(path) };
    mkdirSync(join(folder, 'a'));
    await ensureFolder(join(folder, 'a', 'b', 'c'), steps);
    assert.ok(existsSync(join(folder, 'a', 'b', 'c')));
    assert.deepEqual(flushed, [join(folder, 'a', 'b'), join(folder, 'a')]);
    await ensureFolder(join(folder, 'a', 'b', 'c'), steps);
    assert.equal(flushed.length, 2);
  });

  it('a draft says who writes it', () => {
    const name = draftOf('/x/file', 42).slice('/x/'.length);
    assert.ok(isUnfinished(name));
    assert.equal(writerOf(name), 42);
    assert.ok(!isUnfinished('file'));
  });
});
