import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBusyFile } from '../../../../src/disk/local/profileStatus.js';
import type { Applied } from '../../../../src/model/focus/profileStatus.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

const newFolder = foldersOfTest();
const until = '2026-11-21T12:30:00.000Z';
const why = { kind: 'scope', detail: 'The field requires user' } as const;
const ours: Applied = {
  kind: 'ours',
  sent: [{ message: 'Tea — 💡', isBusy: true, until, organization: 'O_acme' }],
  before: { message: 'Tea — 💡', isBusy: false },
  sentAt: '2026-11-21T12:00:00.000Z',
  isConfirmed: true,
};

describe('disk: what focus has done to the status on GitHub', () => {
  it('reads what was written, in another window, too', async () => {
    const folder = join(newFolder(), 'not', 'yet');
    const file = openBusyFile(folder, silent, quickSteps);
    assert.equal(await file.read(), undefined);
    const all: readonly Applied[] = [
      ours,
      { ...ours, refused: why },
      { kind: 'left', until },
      { kind: 'refused', why },
    ];
    for (const applied of [...all, undefined]) {
      assert.ok(await file.replace(await file.read(), applied));
      assert.deepEqual(await file.read(), applied);
      assert.deepEqual(await openBusyFile(folder, silent, quickSteps).read(), applied);
    }
    assert.equal(readFileSync(join(folder, 'busy.json'), 'utf8'), '{"makertime":1}\n');
    assert.deepEqual(readdirSync(folder), ['busy.json']);
  });

  it('a damaged one is absent, and replaced', async () => {
    const folder = newFolder();
    const file = openBusyFile(folder, silent, quickSteps);
    for (const text of ['', '{"makertime":1,"appl', '[]', '{"makertime":1,"applied":{"kind":"ours","sent":[]}}']) {
      writeFileSync(join(folder, 'busy.json'), text);
      assert.equal(await file.read(), undefined, text);
    }
    assert.ok(await file.replace(undefined, ours));
    assert.deepEqual(await file.read(), ours);
  });

  it('a newer version’s stays as it is, and says so: nothing may be sent then', async () => {
    const folder = newFolder();
    const text = '{"makertime":2,"applied":{"kind":"lent"}}';
    writeFileSync(join(folder, 'busy.json'), text);
    const file = openBusyFile(folder, silent, quickSteps);
    assert.equal(await file.read(), undefined);
    await assert.rejects(file.replace(undefined, ours), /newer version/);
    assert.equal(readFileSync(join(folder, 'busy.json'), 'utf8'), text);
  });

  it('holds the old or the new, whatever step fails', async () => {
    for (let k = 1; k <= 4; k++) {
      const folder = newFolder();
      await openBusyFile(folder, silent, quickSteps).replace(undefined, ours);
      const steps = faultySteps();
      steps.arm(k, { fails: 'ENOSPC', leaves: 'half' });
      const file = openBusyFile(folder, silent, steps);
      await assert.rejects(file.replace(ours, undefined), { code: 'ENOSPC' });
      assert.deepEqual(await file.read(), k < 4 ? ours : undefined);
    }
  });

  it('is replaced by one of two windows that have seen the same', async () => {
    const folder = newFolder();
    const windows = [0, 1].map(() => openBusyFile(folder, silent, quickSteps));
    const next: readonly Applied[] = [ours, { kind: 'left', until }];
    const replaced = await Promise.all(windows.map((file, place) => file.replace(undefined, next[place])));
    assert.deepEqual([...replaced].sort(), [false, true]);
    assert.deepEqual(await windows[0]?.read(), next[replaced.indexOf(true)]);
  });
});
