import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileLock } from '../../../../src/disk/files/lock.js';
import type { Steps } from '../../../../src/disk/files/steps.js';
import { prepareFolder } from '../../../../src/disk/files/unfinished.js';
import { versionedFile } from '../../../../src/disk/files/versioned.js';
import { watchFolders } from '../../../../src/disk/files/watch.js';
import { openDays } from '../../../../src/disk/local/days.js';
import { type Days, intentionsOn, ticked, withIntention } from '../../../../src/model/local/days.js';
import { newId } from '../../../lib/fakes/builders.js';
import { faultySteps, foldersOfTest, isTold, quickSteps, silent, windows, writeFaults } from '../support.js';

const newFolder = foldersOfTest();
const monday = '2026-11-30';
const usual = { fileLock, prepareFolder, versionedFile, watchFolders };
const open = (folder: string, steps: Steps = quickSteps, tools = usual) => openDays(folder, silent, tools, steps);
const adding =
  (text: string, id = newId(), date = monday) =>
  (days: Days) =>
    withIntention(days, date, { id, text });
const texts = (days: Days, date = monday) => intentionsOn(days, date).map(({ text }) => text);

describe('disk: what is intended', () => {
  it('is nothing before there is anything, and comes back in another window', async () => {
    const folder = join(newFolder(), 'not', 'yet');
    const [one, other] = [open(folder), open(folder)];
    assert.deepEqual(await one.read(), []);
    const days = await one.change(adding('light the lamp — 💡'));
    assert.deepEqual(await other.read(), days);
    await other.change((before) => ticked(before, before[0]?.intentions[0]?.id ?? '', '2026-11-30T12:00:00Z'));
    assert.equal((await one.read())[0]?.intentions[0]?.doneAt, '2026-11-30T12:00:00Z');
    await one.prepare();
    assert.deepEqual(readdirSync(join(folder, 'days')), ['days.json']);
  });

  it('two windows that change it at once lose nothing', async () => {
    const folder = newFolder();
    const [one, other] = [open(folder), open(folder)];
    const dates = Array.from({ length: 12 }, (_, day) => `2026-11-${day + 10}`);
    await Promise.all(
      dates.flatMap((date) => [one.change(adding('a', newId(), date)), other.change(adding('b', newId(), date))]),
    );
    const days = await open(folder).read();
    for (const date of dates) assert.deepEqual(texts(days, date).sort(), ['a', 'b'], date);
  });

  it('durable before it is told: whatever step fails or the process dies at, it is as before or as after', async () => {
    for (const fault of writeFaults)
      for (let k = 1; ; k++) {
        const folder = newFolder();
        await open(folder).change(adding('before'));
        const steps = faultySteps();
        const all = windows();
        const [dying, next] = [all.open(1), all.open(2)];
        const lockOf = (window: typeof dying) => ({
          ...usual,
          fileLock: (path: string, by?: Steps) => fileLock(path, by, window),
        });
        const file = open(folder, steps, lockOf(dying));
        steps.arm(k, fault);
        const told = await isTold(file.change(adding('after')), steps);
        if ('dies' in fault) all.kill(1);
        const later = open(folder, quickSteps, lockOf(next));
        const found = texts(await later.read());
        assert.equal(found[0], 'before', `step ${k}`);
        if (told) assert.deepEqual(found, ['before', 'after'], `step ${k}`);
        if (!steps.hit()) {
          assert.ok(told && k > 3);
          break;
        }
      }
  });

  it('a damaged one is kept beside what is written then, and a newer version’s is left as it is', async () => {
    const folder = newFolder();
    const file = open(folder);
    await file.prepare();
    const path = join(folder, 'days', 'days.json');
    writeFileSync(path, '{"makertime":1,"days":[{"date":3}]}');
    assert.deepEqual(await file.read(), []);
    await file.change(adding('a'));
    assert.match(readFileSync(`${path}.damaged`, 'utf8'), /"date":3/);
    assert.deepEqual(texts(await file.read()), ['a']);
    writeFileSync(path, '{"makertime":2,"days":{}}');
    await assert.rejects(file.change(adding('b')), /newer/);
    assert.equal(readFileSync(path, 'utf8'), '{"makertime":2,"days":{}}');
  });
});
