import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUnfinished } from '../../../src/disk/files/atomic.js';
import { readEntry } from '../../../src/disk/outbox/entry.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Clock } from '../../../src/ports/clock.js';
import { capture } from '../../lib/fakes/builders.js';
import { times } from '../../lib/suite/seed.js';
import { filesById, silent } from '../../unit/disk/support.js';
import { type Child, type Children, openChildren, pause } from './children.js';

const clock: Clock = { now: Date.now, sleep: pause, random: Math.random };
const kills = times(20, 200);
const lanes = 4;
const killsPerFolder = 10;
/** Deaths in a race: more until somebody has taken over what a dead one had. */
const races = times(6, 30);

describe('crash: kill -9', () => {
  let children: Children;
  before(async () => {
    children = await openChildren();
  });
  after(() => children.dispose());

  it(`invariant 1: ${kills} kills of a window that captures: all it reported saved is there, once, whole`, async () => {
    let left = kills;
    let saved = 0;
    let interrupted = 0;
    /** On a machine that is too busy few get to anything before they are killed: then there are more. */
    const isOver = () => left <= 0 && ((interrupted > 0 && saved > kills) || left < -10 * kills);
    const lane = async (number: number) => {
      for (let serial = 0; !isOver(); serial++) {
        const folder = join(children.folder, `lane-${number}-${serial}`);
        mkdirSync(folder);
        const reported = new Set<string>();
        for (let round = 0; round < killsPerFolder && !isOver(); round++) {
          left--;
          const child = children.start('capture', folder);
          // On a slow machine 40 ms are too few to save anything: every other window lives until it has.
          await child.heard((lines) => lines.length > (round % 2 === 0 ? 2 : 0));
          await pause(Math.random() * 40);
          await child.kill();
          for (const id of child.lines.slice(1)) reported.add(id);
          saved += child.lines.length - 1;
          assert.deepEqual(
            [...reported].filter((id) => id.startsWith('error')),
            [],
          );
          interrupted += await judge(folder, reported);
        }
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
    const places = new Map(entries.map(({ mutation, place }) => [mutation.id, place]));
    const ids = new Set(places.keys());
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
      if (read.kind === 'entry')
        assert.equal(places.get(read.mutation.id), 'refused', 'a whole draft waits to be asked for');
      else if (text !== '') assert.equal(readFileSync(asideFile(folder, name), 'utf8'), text, 'a torn draft is kept');
    }
    assert.ok(aside.every(({ file }) => file.includes('unfinished')));
    return drafts.length;
  }

  const asideFile = (folder: string, name: string) => join(folder, 'aside', `new-${name}`);

  it('invariant 2, one in flight: two windows race for 400 entries and are killed all the while: never two owners at once, and all can be recovered', async () => {
    const folder = join(children.folder, 'race');
    const ledger = join(children.folder, 'ledger');
    writeFileSync(ledger, '');
    const first = await openOutbox(folder, clock, silent);
    const all = Array.from({ length: 400 }, () => capture());
    for (let begin = 0; begin < all.length; begin += 50)
      await Promise.all(all.slice(begin, begin + 50).map((mutation) => first.add(mutation)));
    const deaths = new Map<string, bigint>();
    const lane = async () => {
      while (deaths.size < races || fatesIn(ledger, deaths).takenOver === 0) {
        const child: Child = children.start('claim', folder, ledger);
        await child.heard((lines) => lines.length > 0);
        await pause(50 + Math.random() * 400);
        deaths.set(String(child.pid), process.hrtime.bigint());
        await child.kill();
        assert.deepEqual(child.lines.slice(1), []);
      }
    };
    await Promise.all([lane(), lane()]);

    const { settled } = fatesIn(ledger, deaths);
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

  interface Fates {
    /** By whom: its window may have died before the file was gone. */
    readonly settled: ReadonlyMap<string, string>;
    /** How often somebody had what another had when it died. */
    readonly takenOver: number;
  }

  /** @param deaths by process, by the clock of the notes */
  function fatesIn(ledger: string, deaths: ReadonlyMap<string, bigint>): Fates {
    const notes = readFileSync(ledger, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ') as [string, string, string, string])
      .map(([time, pid, what, id]) => ({ time: BigInt(time), pid, what, id }))
      .sort((a, b) => (a.time < b.time ? -1 : 1));
    const owners = new Map<string, string>();
    const settled = new Map<string, string>();
    let takenOver = 0;
    for (const { time, pid, what, id } of notes) {
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
    return { settled, takenOver };
  }
});
