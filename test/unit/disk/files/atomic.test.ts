import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftOf, ensureFolder, isUnfinished, writeDurably, writerOf } from '../../../../src/disk/files/atomic.js';
import { unlessMissing } from '../../../../src/disk/files/failures.js';
import { diskSteps } from '../../../../src/disk/files/steps.js';
import { faultySteps, flushesOf, foldersOfTest, unmasked } from '../support.js';

const newFolder = foldersOfTest();

/** A folder cannot be opened on Windows, and no mode says there who may look into it. */
const unix = process.platform === 'win32' ? it.skip : it;
const fileOf = (path: string) => statSync(path).ino;

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

  it('invariant 1, durable before visible: what is written and what is appended is flushed, to its last byte', async () => {
    const path = join(newFolder(), 'file');
    const written = await flushesOf(() => diskSteps.writeFlushed(path, 'four'));
    const appended = await flushesOf(() => diskSteps.appendFlushed(path, ' more'));
    assert.deepEqual(
      [...written, ...appended],
      [4, 9].map((bytes) => ({ file: fileOf(path), bytes })),
    );
  });

  unix(
    'invariant 1: the file is flushed before it has its name, and its name with the folder that holds it',
    async () => {
      const folder = newFolder();
      const path = join(folder, 'file');
      const flushed = (await flushesOf(() => writeDurably(path, 'text'))).map(({ file }) => file);
      assert.deepEqual(flushed, [path, folder].map(fileOf));
    },
  );

  unix('invariant 1: new folders are flushed into those that hold them', async () => {
    const folder = newFolder();
    const flushed = (await flushesOf(() => ensureFolder(join(folder, 'a', 'b')))).map(({ file }) => file);
    assert.deepEqual(flushed, [join(folder, 'a'), folder].map(fileOf));
  });

  unix(
    'a folder is for its owner alone, and so is all that leads to it, whatever others are usually allowed',
    async () => {
      const folder = newFolder();
      await unmasked(() => ensureFolder(join(folder, 'a', 'b')));
      assert.deepEqual(
        ['a', 'a/b'].map((name) => statSync(join(folder, name)).mode & 0o777),
        [0o700, 0o700],
      );
    },
  );

  it('invariant 14: absent is what the disk says is not there; whatever else it says is an error', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    assert.equal(await unlessMissing(readFile(join(folder, 'absent'))), undefined);
    await assert.rejects(unlessMissing(readFile(folder)), { code: 'EISDIR' });
    await assert.rejects(unlessMissing(readdir(join(folder, 'file'))), { code: 'ENOTDIR' });
  });
});
