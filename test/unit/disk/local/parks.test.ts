import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openParks } from '../../../../src/disk/local/parks.js';
import { itemKey } from '../../../../src/model/board/item.js';
import type { Park, ParkedFile } from '../../../../src/model/local/park.js';
import { memoryLog, newId } from '../../../lib/fakes/builders.js';
import { hostileText, present } from '../../arbitraries.js';
import { faultySteps, foldersOfTest, isTold, quickSteps, silent, writeFaults } from '../support.js';

const newFolder = foldersOfTest();
const open = (folder: string, steps = quickSteps) => openParks(folder, silent, steps);

const newPark = (more: Partial<Park> = {}): Park => ({
  id: newId(),
  at: '2026-11-21T12:00:00.000Z',
  target: itemKey(1, '01JD3ZZZZZZZZZZZZZZZZZZZZZ'),
  title: 'the beam is stuck',
  root: 'file:///home/ana/lighthouse',
  branch: 'lamp-fog',
  files: [{ path: 'src/lamp.ts', cursor: { line: 2, character: 7 }, column: 1, isInFront: true, isActive: true }],
  ...more,
});

const aFile = fc
  .record({
    path: hostileText,
    cursor: fc.option(fc.record({ line: fc.nat(), character: fc.nat() }), { nil: undefined }),
    column: fc.integer({ min: 1, max: 9 }),
    isActive: fc.constantFrom(true as const, undefined),
  })
  .map((file) => present(file) as ParkedFile);
const aPark = fc
  .record({ title: hostileText, branch: hostileText, root: hostileText, files: fc.array(aFile, { maxLength: 3 }) })
  // A lone half of a sign cannot stand in a file.
  .map((more) => JSON.parse(Buffer.from(JSON.stringify(newPark(more))).toString()) as Park);

describe('disk: what is parked', () => {
  it('is nothing before there is anything, and needs no folder to say so', async () => {
    assert.deepEqual(await open(join(newFolder(), 'not', 'yet')).read(), []);
  });

  it('comes back as it was put there, the latest first, in another window, too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aPark, { maxLength: 4 }), async (parks) => {
        const folder = join(newFolder(), 'parks');
        const [one, other] = [open(folder), open(folder)];
        for (const park of parks) await one.add(park);
        const wanted = [...parks].sort((a, b) => (a.id < b.id ? 1 : -1));
        for (const each of [one, other, open(folder), other]) assert.deepEqual(await each.read(), wanted);
      }),
      { numRuns: 15 },
    );
  });

  it('two windows that add and forget at once lose none, and bring none back', async () => {
    const folder = newFolder();
    const [one, other] = [open(folder), open(folder)];
    const old = [newPark(), newPark()];
    for (const park of old) await one.add(park);
    await other.read();
    const parks = Array.from({ length: 20 }, () => newPark());
    await Promise.all([
      ...parks.map((park, place) => (place % 2 ? one : other).add(park)),
      ...old.flatMap(({ id }) => [one.forget(id), other.forget(id)]),
    ]);
    for (const each of [one, other])
      assert.deepEqual(
        (await each.read()).map(({ id }) => id),
        parks.map(({ id }) => id).reverse(),
      );
  });

  it('durable before it is told: whatever step fails or the process dies at, it is there whole or not at all', async () => {
    for (const fault of writeFaults)
      for (let k = 1; ; k++) {
        const folder = newFolder();
        const [before, added] = [newPark(), newPark()];
        await open(folder).add(before);
        const steps = faultySteps();
        const parks = open(folder, steps);
        steps.arm(k, fault);
        const told = await isTold(parks.add(added), steps);
        const next = openParks(folder, silent, quickSteps, () => false);
        await next.prepare();
        const found = await next.read();
        if (told) assert.deepEqual(found, [added, before], `step ${k}`);
        else assert.ok([1, 2].includes(found.length) && found.at(-1)?.id === before.id, `step ${k}`);
        assert.equal(readdirSync(folder).length, found.length, 'and nothing half written stays');
        if (!steps.hit()) {
          assert.ok(told && k > 3);
          break;
        }
      }
  });

  it('what another window is writing is not taken away', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, '.unfinished-77-abc'), '{');
    await openParks(folder, silent, quickSteps, (process) => process === 77).prepare();
    assert.equal(readdirSync(folder).length, 1);
    await openParks(folder, silent, quickSteps, () => false).prepare();
    assert.equal(readdirSync(folder).length, 0);
  });

  it('forgetting dies before or after, and is no error where it is gone', async () => {
    for (const dies of ['before', 'after'] as const) {
      const folder = newFolder();
      const park = newPark();
      await open(folder).add(park);
      const steps = faultySteps();
      steps.arm(1, { dies });
      void open(folder, steps).forget(park.id);
      await steps.death;
      assert.equal((await open(folder).read()).length, dies === 'before' ? 1 : 0);
      await open(folder).forget(park.id);
      assert.deepEqual(await open(folder).read(), []);
    }
    const elsewhere = newFolder();
    writeFileSync(join(elsewhere, 'team.json'), '{}');
    await open(join(elsewhere, 'parks')).forget('../team');
    assert.equal(readdirSync(elsewhere).length, 1);
  });

  it('what cannot be read, is of a newer version or under another name is passed over and left as it is', async () => {
    const folder = newFolder();
    const park = newPark();
    await open(folder).add(park);
    const whole = readFileSync(join(folder, `${park.id}.json`), 'utf8');
    const strange = new Map<string, string>();
    for (const text of [
      '',
      '[]',
      '{"makertime":1}',
      whole.slice(0, 60),
      whole,
      whole.replace('"column":1', '"column":0'),
    ])
      strange.set(`${newId()}.json`, text);
    strange.set(`${newId()}.json`, '{"makertime":2,"park":{"shape":"another"}}\n');
    strange.set('notes.txt', 'mine');
    for (const [name, text] of strange) writeFileSync(join(folder, name), text);
    const parks = openParks(folder, memoryLog(), quickSteps);
    await parks.prepare();
    assert.deepEqual(await parks.read(), [park]);
    await parks.forget(park.id);
    for (const [name, text] of strange) assert.equal(readFileSync(join(folder, name), 'utf8'), text);
  });

  it('tells another window', async () => {
    const folder = newFolder();
    const park = newPark();
    const told = new Promise<void>((resolve) => {
      const stop = open(folder).watch(() => {
        stop();
        resolve();
      });
    });
    await open(folder).add(park);
    await told;
  });
});
