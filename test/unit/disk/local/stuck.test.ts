import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStuckFile } from '../../../../src/disk/local/stuck.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

const newFolder = foldersOfTest();
const at = Date.parse('2026-11-21T12:00:00Z');
const said = { kind: 'declared', at } as const;
const seen = { cause: { key: 'task 1', on: 'task', name: 'npm: test — 💡' }, since: at - 1, seenAt: at } as const;

async function opened(account: string, steps = quickSteps) {
  const file = openStuckFile(account, silent, steps);
  await file.prepare();
  return file;
}

describe('disk: what is kept of being stuck', () => {
  it('reads what was written, in another window, too, and each part for itself', async () => {
    const folder = join(newFolder(), 'not', 'yet');
    const [one, other] = await Promise.all([0, 1].map(() => opened(folder)));
    assert.ok(one && other);
    assert.deepEqual(await one.read(), {});
    assert.ok(await one.replace({}, { seen }));
    await other.say(said);
    assert.deepEqual(await one.read(), { said, seen });
    assert.ok(await other.replace({ said, seen }, { said }));
    await one.say({ kind: 'cleared', at });
    assert.deepEqual(await other.read(), { said: { kind: 'cleared', at } });
    assert.deepEqual(readdirSync(join(folder, 'stuck')).sort(), ['said.json', 'seen.json']);
  });

  it('forgets without a trace', async () => {
    const folder = newFolder();
    const file = await opened(folder);
    await file.forget();
    await file.say(said);
    await file.replace({ said }, { said, seen });
    await file.forget();
    assert.deepEqual(readdirSync(join(folder, 'stuck')), []);
    assert.deepEqual(await file.read(), {});
  });

  it('a damaged one is absent, and replaced', async () => {
    const folder = newFolder();
    const file = await opened(folder);
    const parts = '{"makertime":1,"seen":{"cause":{"key":"k","on":"mood","name":"n"},"since":0,"seenAt":0}}';
    const noInstant = '{"makertime":1,"kind":"declared","at":1e300}';
    for (const text of ['', '{"makertime":1,"ki', '[]', '{"makertime":1,"kind":"declared"}', noInstant, parts]) {
      for (const name of ['said', 'seen']) writeFileSync(join(folder, 'stuck', `${name}.json`), text);
      assert.deepEqual(await file.read(), {}, text);
    }
    await file.say(said);
    assert.deepEqual(await file.read(), { said });
  });

  it('a newer version’s stays as it is, and what is said then is refused', async () => {
    const folder = newFolder();
    const file = await opened(folder);
    const text = '{"makertime":2,"mood":"calm"}';
    const paths = ['said', 'seen'].map((name) => join(folder, 'stuck', `${name}.json`));
    for (const path of paths) writeFileSync(path, text);
    assert.deepEqual(await file.read(), {});
    await assert.rejects(file.say(said), /newer version/);
    await file.replace({}, { seen });
    await file.forget();
    for (const path of paths) assert.equal(readFileSync(path, 'utf8'), text);
  });

  it('holds the old or the new, whatever step fails', async () => {
    for (let k = 1; k <= 4; k++) {
      const folder = newFolder();
      await (await opened(folder)).say(said);
      const steps = faultySteps();
      const file = await opened(folder, steps);
      steps.arm(k, { fails: 'ENOSPC', leaves: 'half' });
      await assert.rejects(file.say({ kind: 'cleared', at }), { code: 'ENOSPC' });
      assert.equal((await file.read()).said?.kind, k < 4 ? 'declared' : 'cleared');
    }
  });

  it('nothing is replaced that another window has changed since it was read', async () => {
    const folder = newFolder();
    const [one, other] = await Promise.all([0, 1].map(() => openStuckFile(folder, silent, quickSteps)));
    assert.ok(one && other);
    await other.say(said);
    assert.equal(await one.replace({}, { said: { kind: 'cleared', at } }), false);
    assert.deepEqual(await one.read(), { said });
  });

  it('a file where its folder should be is an error, and stays', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'stuck'), 'somebody’s file');
    const file = openStuckFile(folder, silent, quickSteps);
    await assert.rejects(file.prepare());
    await assert.rejects(file.read(), { code: 'ENOTDIR' });
    file.watch(() => undefined)();
    await assert.rejects(file.say(said));
    assert.ok(existsSync(join(folder, 'stuck')));
  });
});
