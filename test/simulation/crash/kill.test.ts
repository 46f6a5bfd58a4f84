import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUnfinished } from '../../../src/disk/atomic.js';
import { readEntry } from '../../../src/disk/entry.js';
import { openOutbox } from '../../../src/disk/outbox.js';
import type { Clock } from '../../../src/sync/ports.js';
import { capture } from '../../support/builders.js';
import { filesById, silent } from '../../unit/disk/support.js';
import { type Child, type Children, openChildren, pause } from './children.js';

const clock: Clock = { now: Date.now, sleep: pause, random: Math.random };
const kills = Number(process.env.MAKERTIME_KILLS ?? 200);
const lanes = 4;
const killsPerFolder = 10;

describe('crash: kill -9', function () {
  this.timeout(180_000);
  let children: Children;
  before(async () => {
    children = await openChildren();
  });
  after(() => children.dispose());

  it(`${kills} kills of a window that captures: all it reported saved is there, once, whole`, async () => {
    let left = kills;
    let saved = 0;
    let interrupted = 0;
    const lane = async (number: number) => {
      for (let serial = 0; left > 0; serial++) {
        const folder = join(children.folder, `lane-${number}-${serial}`);
        mkdirSync(folder);
        const reported = new Set<string>();
        for (let round = 0; round < killsPerFolder && left > 0; round++) {
          left--;
          const child = children.start('capture', folder);
          await child.heard((lines) => lines.length > 0);
          await pause(Math.random() * 40);
          await child.kill();
          for (const id of child.lines.slice(1)) reported.add(id);
          assert.deepEqual(
            [...reported].filter((id) => id.startsWith('error')),
            [],
          );
          interrupted += await judge(folder, reported);
        }
        saved += reported.size;
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
    assert.ok(saved > kills, `only ${saved} were saved`);
    assert.ok(interrupted > 0, 'no kill met a capture half-way');
  });

  /** @returns how many drafts the kill left */
  async function judge(folder: string, reported: ReadonlySet<string>): Promise<number> {
    const drafts = readdirSync(join(folder, 'new')).filter(isUnfinished);
    const texts = new Map(drafts.map((name) => [name, readFileSync(join(folder, 'new', name), 'utf8')]));
    const files = new Set([...filesById(folder).keys()]);
    const { entries, aside } = await (await openOutbox(folder, clock, silent)).read();
    const ids = new Set(entries.map((entry) => entry.mutation.id));
    assert.equal(ids.size, entries.length, 'each once');
    assert.deepEqual(
      [...reported].filter((id) => !ids.has(id)),
      [],
      'all that was reported',
    );
    assert.deepEqual(
      [...files].filter((id) => !ids.has(id)),
      [],
      'all that has a name',
    );
    for (const [name, text] of texts) {
      const read = readEntry(text);
      if (read.kind === 'entry') assert.ok(ids.has(read.mutation.id), 'a whole draft is taken in');
      else if (text !== '') assert.equal(readFileSync(asideFile(folder, name), 'utf8'), text, 'a torn draft is kept');
    }
    assert.ok(aside.every(({ file }) => file.includes('unfinished')));
    return drafts.length;
  }

  const asideFile = (folder: string, name: string) => join(folder, 'aside', `new-${name}`);

  it('two windows race for 400 entries and are killed all the while: never two owners at once, and all can be recovered', async () => {
    const folder = join(children.folder, 'race');
    const ledger = join(children.folder, 'ledger');
    writeFileSync(ledger, '');
    const first = await openOutbox(folder, clock, silent);
    const all = Array.from({ length: 400 }, () => capture());
    for (let begin = 0; begin < all.length; begin += 50)
      await Promise.all(all.slice(begin, begin + 50).map((mutation) => first.add(mutation)));
    const deaths = new Map<string, bigint>();
    const until = Date.now() + 8_000;
    const lane = async () => {
      while (Date.now() < until) {
        const child: Child = children.start('claim', folder, ledger);
        await child.heard((lines) => lines.length > 0);
        await pause(50 + Math.random() * 400);
        deaths.set(String(child.pid), process.hrtime.bigint());
        await child.kill();
        assert.deepEqual(child.lines.slice(1), []);
      }
    };
    await Promise.all([lane(), lane()]);

    const notes = readFileSync(ledger, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ') as [string, string, string, string]);
    const sorted = notes
      .map(([time, pid, what, id]) => ({ time: BigInt(time), pid, what, id }))
      .sort((a, b) => (a.time < b.time ? -1 : 1));
    const owners = new Map<string, string>();
    /** By whom: its window may have died before the file was gone. */
    const settled = new Map<string, string>();
    let takenOver = 0;
    for (const { time, pid, what, id } of sorted) {
      const owner = owners.get(id);
      if (what !== 'has') {
        assert.equal(owner, pid);
        owners.delete(id);
        if (what === 'settles') settled.set(id, pid);
        continue;
      }
      if (owner) {
        assert.ok(owner !== pid && (deaths.get(owner) ?? time) < time, `${id} was taken from ${owner}, which lived`);
        takenOver++;
      }
      const settler = settled.get(id);
      if (settler) assert.ok((deaths.get(settler) ?? time) < time, `${id} came back`);
      owners.set(id, pid);
    }
    assert.ok(takenOver > 0, 'no kill met a claim');
    const last = await openOutbox(folder, clock, silent);
    await last.recover();
    const { entries, aside } = await last.read();
    const ids = new Set(entries.map((entry) => entry.mutation.id));
    assert.equal(ids.size, entries.length);
    assert.deepEqual(
      all.filter(({ id }) => !ids.has(id) && !settled.has(id)),
      [],
      'lost',
    );
    assert.deepEqual(aside, []);
    assert.ok(entries.every((entry) => entry.place === 'new' || entry.place === 'unsure'));
    for (const [id, files] of filesById(folder)) assert.equal(files.length, 1, `${id} in ${files}`);
  });
});
