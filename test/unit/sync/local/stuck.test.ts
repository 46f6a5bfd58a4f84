import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { idMaker } from '../../../../src/base/id.js';
import { createStore } from '../../../../src/base/store.js';
import type { Cause, Ladder, StuckKept } from '../../../../src/model/local/stuck.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { keepStuck, type StuckFile } from '../../../../src/sync/local/stuck.js';
import { ana, bo, board, capture, item, memoryLog, team } from '../../../lib/fakes/builders.js';

const minute = 60_000;
const start = Date.parse('2026-11-21T09:00:00Z');
const iso = (at: number) => new Date(at).toISOString();
const beam: Cause = { key: 'task beam', on: 'task', name: 'npm: beam' };
const idOf = (at: number) =>
  idMaker(
    () => at,
    () => 0.5,
  )();
const lamp: Cause = { key: 'file lamp', on: 'file', name: 'src/lamp.ts' };

/** One machine: a clock, a disk, and as many windows as are opened. */
function machine(ladder: Ladder = 'detected') {
  const world = { now: start, ladder, kept: {} as StuckKept, writes: 0, error: undefined as Error | undefined };
  const watchers = new Set<() => void>();
  const write = (kept: StuckKept) => {
    if (world.error) throw world.error;
    world.kept = kept;
    world.writes++;
    for (const changed of watchers) changed();
  };
  const file: StuckFile = {
    prepare: async () => undefined,
    read: async () => world.kept,
    say: async (said) => write({ ...world.kept, said }),
    async replace(before, next) {
      if (!isDeepStrictEqual(before, world.kept)) return false;
      write(next);
      return true;
    },
    forget: async () => write({}),
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
  return {
    world,
    watchers,
    open(state: Partial<State> = {}) {
      const store = createStore<State>({ ...initialState, phase: 'ready', account: team.account, team, ...state });
      const clock = { now: () => world.now, sleep: () => new Promise<void>(() => undefined) };
      const log = memoryLog();
      const keeper = keepStuck({ store, clock, log, ladder: () => world.ladder, file: () => file });
      return { ...keeper, store, log, stuck: () => store.get().stuck };
    },
  };
}
type Window = ReturnType<ReturnType<typeof machine>['open']>;

/** Until all windows agree: each tells the others of what it writes. */
async function settle(...windows: readonly Window[]): Promise<void> {
  for (let round = 0; round < 3; round++) for (const window of windows) await window.turn();
}

/** Edits every five minutes; every window looks each time. */
async function work(world: { now: number }, minutes: number, key: string | undefined, ...windows: readonly Window[]) {
  for (let passed = 0; passed < minutes; passed += 5) {
    world.now += 5 * minute;
    windows[0]?.touched(key);
    await settle(...windows);
  }
}

describe('stuck in all windows: what is said', () => {
  it('stands on the disk before it is shown, and in the other windows, and after a reload', async () => {
    const { world, open } = machine('declared');
    const [one, other] = [open(), open()];
    await settle(one, other);
    await one.declare();
    const stuck = { since: iso(start), on: 'declared' };
    assert.deepEqual(world.kept, { said: { kind: 'declared', at: start } });
    assert.deepEqual(one.stuck(), stuck);
    await settle(other);
    assert.deepEqual(other.stuck(), stuck);
    one.dispose();
    const again = open();
    await settle(again);
    assert.deepEqual(again.stuck(), stuck);
    await other.clear();
    await settle(again);
    assert.deepEqual([other.stuck(), again.stuck()], [undefined, undefined]);
  });

  it('is refused where the disk refuses, and then nothing has changed', async () => {
    const { world, open } = machine('declared');
    const window = open();
    world.error = new Error('ENOSPC');
    await assert.rejects(window.declare(), /ENOSPC/);
    assert.equal(window.stuck(), undefined);
    world.error = undefined;
    await window.declare();
    world.error = new Error('ENOSPC');
    await assert.rejects(window.clear(), /ENOSPC/);
    await settle(window);
    assert.ok(window.stuck());
  });

  it('is over once a blocker is captured, unsent or known, but by the person and since then only', async () => {
    for (const [what, state, isOver] of [
      ['captured', (at: number) => ({ unsent: [capture({}, { at: iso(at) })] }), true],
      ['on the board', (at: number) => ({ confirmed: board([item({ id: '#7', createdAt: iso(at) })]) }), true],
      [
        'of somebody else',
        (at: number) => ({ confirmed: board([item({ id: '#7', by: bo, createdAt: iso(at) })]) }),
        false,
      ],
      [
        'closed',
        (at: number) => ({ confirmed: board([item({ id: '#7', state: 'closed', createdAt: iso(at) })]) }),
        false,
      ],
      [
        'sent late',
        (at: number) => ({ confirmed: board([item({ id: idOf(at - 5 * minute), createdAt: iso(at) })]) }),
        false,
      ],
      [
        'from before',
        (at: number) => ({ confirmed: board([item({ id: '#7', createdAt: iso(at - 5 * minute) })]) }),
        false,
      ],
    ] as const) {
      const { world, open } = machine('declared');
      const window = open({ account: { ...team.account, ...ana } });
      world.now = start - minute;
      await window.declare();
      window.store.update((before) => ({ ...before, ...state(start) }));
      await settle(window);
      assert.equal(window.stuck() === undefined, isOver, what);
      assert.equal(world.kept.said?.kind, isOver ? 'cleared' : 'declared', what);
    }
  });

  it('nothing is watched or kept while the ladder is off, and all is forgotten when it is turned off', async () => {
    const { world, watchers, open } = machine('off');
    const window = open();
    for (let times = 0; times < 3; times++) window.note(beam, 'failed');
    await settle(window);
    assert.deepEqual([watchers.size, world.writes], [0, 0]);
    world.ladder = 'declared';
    await window.declare();
    assert.equal(watchers.size, 1);
    world.ladder = 'off';
    await settle(window);
    assert.deepEqual([window.stuck(), world.kept, watchers.size], [undefined, {}, 0]);
  });

  it('belongs to the account', async () => {
    const { open } = machine('declared');
    const window = open();
    await window.declare();
    const { team: _, ...left } = window.store.get();
    window.store.update(() => left);
    await settle(window);
    assert.equal(window.stuck(), undefined);
    await assert.rejects(window.declare(), /no team/);
  });
});

describe('stuck in all windows: what is seen', () => {
  it('is written from the first rung on, and then only now and then', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    one.note(lamp, 'wrong');
    await work(world, 15, lamp.key, one, other);
    assert.equal(world.writes, 0);
    await work(world, 5, lamp.key, one, other);
    const stuck = { since: iso(start), on: 'file', name: 'src/lamp.ts' };
    assert.deepEqual([one.stuck(), other.stuck()], [stuck, stuck]);
    assert.equal(world.writes, 1);
    for (let press = 0; press < 500; press++) one.touched(lamp.key);
    await settle(one, other);
    assert.equal(world.writes, 1);
    await work(world, 60, lamp.key, one, other);
    assert.ok(world.writes <= 13, `${world.writes} writes in an hour`);
    one.note(lamp, 'passed');
    await settle(one, other);
    assert.deepEqual([one.stuck(), other.stuck(), world.kept], [undefined, undefined, {}]);
  });

  it('a task that passes in another window is well', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    for (let times = 0; times < 3; times++) one.note(beam, 'failed');
    await work(world, 20, undefined, one, other);
    assert.equal(other.stuck()?.on, 'task');
    other.note(beam, 'passed');
    await settle(one, other);
    await work(world, 40, undefined, one, other);
    assert.deepEqual([one.stuck(), other.stuck()], [undefined, undefined]);
  });

  it('lunch ends it, and it goes on after; a window that died leaves nothing for longer', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    one.note(lamp, 'wrong');
    await work(world, 30, lamp.key, one, other);
    world.now += 60 * minute;
    await settle(one, other);
    assert.deepEqual([one.stuck(), other.stuck()], [undefined, undefined]);
    one.touched(lamp.key);
    await settle(one, other);
    assert.equal(other.stuck()?.since, iso(world.now - 30 * minute));
    one.dispose();
    world.now += 11 * minute;
    await settle(other);
    assert.equal(other.stuck(), undefined);
  });

  it('goes on after a reload', async () => {
    const { world, open } = machine();
    const before = open();
    await settle(before);
    before.note(lamp, 'wrong');
    await work(world, 60, lamp.key, before);
    before.dispose();
    const window = open();
    window.note(lamp, 'wrong'); // before anything was read
    await work(world, 60, lamp.key, window);
    assert.equal(window.stuck()?.since, iso(start));
  });

  it('once the person has said that they are not stuck, in any window, it is not said again until it has been well', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    one.note(lamp, 'wrong');
    await work(world, 20, lamp.key, one, other);
    await other.clear();
    await settle(one, other);
    assert.equal(world.kept.seen, undefined, 'nothing of it is left');
    one.note(lamp, 'wrong');
    await work(world, 60, lamp.key, one, other);
    assert.deepEqual([one.stuck(), other.stuck()], [undefined, undefined]);
    one.note(lamp, 'passed');
    one.note(lamp, 'wrong');
    await work(world, 20, lamp.key, one, other);
    assert.equal(other.stuck()?.on, 'file');
  });

  it('a captured blocker is what was to be done: it is not said again either', async () => {
    const { world, open } = machine();
    const window = open();
    await settle(window);
    window.note(lamp, 'wrong');
    await work(world, 10, lamp.key, window);
    const asked = item({ id: '#7', createdAt: iso(world.now) });
    window.store.update((before) => ({ ...before, confirmed: board([asked]) }));
    await work(world, 60, lamp.key, window);
    assert.equal(window.stuck(), undefined);
    window.store.update((before) => ({ ...before, confirmed: board([{ ...asked, state: 'closed' }]) }));
    await work(world, 60, lamp.key, window);
    assert.equal(window.stuck(), undefined);
  });

  it('counts nothing where only what is declared counts', async () => {
    const { world, open } = machine();
    const window = open();
    await settle(window);
    window.note(lamp, 'wrong');
    await work(world, 30, lamp.key, window);
    world.ladder = 'declared';
    await settle(window);
    window.note(lamp, 'wrong');
    await work(world, 30, lamp.key, window);
    assert.equal(window.stuck(), undefined);
    world.ladder = 'detected';
    window.touched(lamp.key);
    await settle(window);
    assert.equal(window.stuck(), undefined, 'what was counted before is forgotten');
  });

  it('of two windows the first is shown, and neither undoes the other', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    one.note(lamp, 'wrong');
    await work(world, 5, lamp.key, one, other);
    for (let times = 0; times < 3; times++) other.note(beam, 'failed');
    for (let passed = 0; passed < 60; passed += 5) {
      other.touched(undefined);
      await work(world, 5, lamp.key, one, other);
    }
    assert.equal(other.stuck()?.name, lamp.name);
    assert.ok(world.writes <= 12, `${world.writes} writes in an hour`);
    one.note(lamp, 'passed');
    await settle(one, other);
    assert.equal(one.stuck()?.name, beam.name);
    other.note(beam, 'passed');
    await settle(one, other);
    assert.equal(one.stuck(), undefined);
  });

  it('the same file in two windows is one file, wherever the person works on it', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    for (const window of [one, other]) window.note(lamp, 'wrong');
    await work(world, 40, lamp.key, one, other);
    await work(world, 40, lamp.key, other, one);
    assert.deepEqual([one.stuck()?.since, other.stuck()?.since], [iso(start), iso(start)]);
    assert.ok(world.writes <= 16, `${world.writes} writes`);
  });

  it('what was well for a moment begins anew, and so it does in another window', async () => {
    const { world, open } = machine();
    const [one, other] = [open(), open()];
    await settle(one, other);
    one.note(lamp, 'wrong');
    await work(world, 30, lamp.key, one, other);
    one.note(lamp, 'passed');
    one.note(lamp, 'wrong');
    await settle(one, other);
    assert.equal(one.stuck(), undefined);
    one.note(lamp, 'passed');
    other.note(lamp, 'wrong');
    await work(world, 25, lamp.key, other, one);
    assert.equal(one.stuck()?.since, iso(world.now - 25 * minute));
  });

  it('forgets what is least worked on, rather than to grow', async () => {
    const { world, open } = machine();
    const window = open();
    await settle(window);
    for (let place = 0; place < 100; place++) window.note({ ...lamp, key: `file ${place}` }, 'wrong');
    await work(world, 30, 'file 0', window);
    assert.equal(window.stuck(), undefined);
    await work(world, 30, 'file 99', window);
    assert.equal(window.stuck()?.on, 'file');
  });

  it('two windows, in any order: they agree, and who is well everywhere is not stuck', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            window: fc.nat(1),
            deed: fc.constantFrom('failed', 'wrong', 'passed', 'touched', 'touched', 'declare', 'clear', 'turn'),
            passes: fc.integer({ min: 0, max: 12 }),
          }),
          { maxLength: 25 },
        ),
        async (deeds) => {
          const { world, open } = machine();
          const windows = [open(), open()];
          await settle(...windows);
          for (const { window: place, deed, passes } of deeds) {
            world.now += passes * minute;
            const window = windows[place] as Window;
            const cause = deed === 'failed' ? beam : { ...lamp, key: `file ${place}` };
            if (deed === 'declare' || deed === 'clear') await window[deed]();
            else if (deed === 'touched') window.touched(cause.key);
            else if (deed === 'turn') await window.turn();
            else window.note(cause, deed as 'failed' | 'wrong' | 'passed');
            await settle(...windows);
            assert.deepEqual(windows[0]?.stuck(), windows[1]?.stuck());
          }
          for (const [place, window] of windows.entries())
            for (const cause of [beam, { ...lamp, key: `file ${place}` }]) window.note(cause, 'passed');
          await settle(...windows);
          assert.notEqual(windows[0]?.stuck()?.on, 'task');
          assert.notEqual(windows[1]?.stuck()?.on, 'file');
          await windows[0]?.clear();
          await settle(...windows);
          assert.deepEqual([windows[0]?.stuck(), windows[1]?.stuck()], [undefined, undefined]);
        },
      ),
      { numRuns: 60 },
    ));
});
