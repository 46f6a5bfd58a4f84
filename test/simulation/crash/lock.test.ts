import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '../../lib/suite/seed.js';
import { type Child, type Children, openChildren, pause } from './children.js';

/** Nothing can be suspended on Windows. */
const unix = process.platform === 'win32' ? it.skip : it;

describe('crash: a file that several processes change', () => {
  let children: Children;
  let serial = 0;
  before(async () => {
    children = await openChildren();
  });
  after(() => children.dispose());

  function given(patience: number) {
    const folder = join(children.folder, `number-${serial++}`);
    mkdirSync(folder);
    const start = () => children.start('count', folder, String(patience));
    const number = () => JSON.parse(readFileSync(join(folder, 'number.json'), 'utf8')).number as number;
    return { folder, start, number };
  }

  const numbers = (child: Child) => child.lines.filter((line) => line !== 'ready').map(Number);

  /** Nobody was told of a number that somebody else was told of: what the one added the other has not undone. */
  function judge(all: readonly Child[], last: number): void {
    const told = all.flatMap(numbers);
    assert.ok(told.every(Number.isInteger), `${told.filter((one) => !Number.isInteger(one))}`);
    assert.equal(new Set(told).size, told.length, 'each number once');
    assert.ok(last >= Math.max(...told), `${last} after ${Math.max(...told)}`);
    assert.ok(last <= told.length + all.length, `${last} of ${told.length}: whoever died may have added one more`);
  }

  it('loses nothing of what any of them was told, though they are killed all the while', async () => {
    const { folder, start, number } = given(60_000); // what a dead one left is taken at once, whatever the patience
    const all: Child[] = [];
    const lane = async () => {
      for (let round = 0; round < 6; round++) {
        const child = start();
        all.push(child);
        await child.heard((lines) => lines.length > 5);
        await pause(Math.random() * 30);
        await child.kill();
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    const last = start();
    await last.heard((lines) => lines.length > 5);
    await last.kill();
    judge([...all, last], number());
    assert.ok(readdirSync(folder).length < 30, 'and little is left behind');
  });

  unix(
    'goes on where one is suspended in the middle of it, and what that one does on waking undoes nothing',
    async () => {
      const { start, number } = given(300);
      const all = [start(), start()];
      const [sleeper, other] = all as [Child, Child];
      for (let round = 0; round < times(6, 20); round++) {
        const before = numbers(sleeper).length;
        await sleeper.heard((lines) => lines.length > before + 1);
        await pause(Math.random() * 10);
        sleeper.suspend();
        const reached = other.lines.length;
        await other.heard((lines) => lines.length > reached + 3);
        sleeper.resume();
      }
      for (const child of all) await child.kill();
      judge(all, number());
    },
  );
});
