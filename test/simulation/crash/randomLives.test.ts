import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Outbox } from '../../../src/ports/outbox.js';
import { capture } from '../../lib/fakes/builders.js';
import { times } from '../../lib/suite/seed.js';
import {
  type Fault,
  type Faulty,
  faultySteps,
  filesById,
  newFolder,
  quickOutbox,
  setClock,
  silent,
  windows,
} from '../../unit/disk/support.js';

const deeds = ['claim', 'release', 'doubt', 'refuse', 'settle', 'retry', 'edit', 'discard'] as const;

interface OnEntry {
  readonly kind: (typeof deeds)[number];
  readonly window: number;
  readonly entry: number;
}

type Deed = OnEntry | { readonly kind: 'add' | 'recover' | 'read'; readonly window: number };

type Happening =
  | Deed
  | { readonly kind: 'kill'; readonly window: number }
  | { readonly kind: 'fault'; readonly window: number; readonly steps: number; readonly fault: Fault }
  | { readonly kind: 'pass'; readonly minutes: number };

const window = fc.nat(1);
const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { dies: 'before' },
  { dies: 'after' },
  { dies: 'half' },
  { fails: 'EIO' },
  { fails: 'ENOSPC', leaves: 'half' },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), window }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constantFrom(...deeds), window, entry: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('recover' as const, 'read' as const), window }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), window }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('fault' as const), window, steps: fc.integer({ min: 1, max: 4 }), fault }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: -9, max: 9 }) }) },
);

const runs = times(50, 500);

/** What must be so, learnt only from what callers were told. */
interface Fate {
  readonly mutation: Mutation;
  saved: 'yes' | 'no' | 'unknown';
  /** Somebody asked for it to go, and was perhaps not told that it went. */
  mayBeGone: boolean;
  mustBeGone: boolean;
}

describe('crash: random lives of two windows', () => {
  it(`lose nothing that was saved, and bring back nothing that went (${runs} runs)`, async () => {
    const happenings = fc.array(happening, { minLength: 5, maxLength: 40 });
    await fc.assert(fc.asyncProperty(happenings, live), { numRuns: runs });
  });
});

async function live(happenings: readonly Happening[]): Promise<void> {
  const folder = newFolder();
  const clock = setClock();
  const all = windows();
  const fates = new Map<string, Fate>();
  let serial = 10;

  interface Open {
    readonly id: number;
    readonly outbox: Outbox;
    readonly steps: Faulty;
  }
  async function open(): Promise<Open> {
    const id = serial++;
    const steps = faultySteps();
    return { id, steps, outbox: await openOutbox(folder, clock, silent, steps, all.open(id)) };
  }

  async function check(): Promise<void> {
    // The judge looks with the eyes of a window that has just been opened.
    const { entries } = await (await quickOutbox(folder, clock, all.open(1))).read();
    const ids = entries.map((entry) => entry.mutation.id);
    assert.equal(new Set(ids).size, ids.length, 'each once');
    for (const [id, fate] of fates) {
      if (fate.saved === 'no' || fate.mustBeGone) assert.ok(!ids.includes(id), `${id} is back`);
      else if (fate.saved === 'yes' && !fate.mayBeGone) assert.ok(ids.includes(id), `${id} is lost`);
    }
    for (const { mutation } of entries) assert.deepEqual(mutation, fates.get(mutation.id)?.mutation, 'its words');
  }

  try {
    const opened = [await open(), await open()];
    for (const one of happenings) {
      if (one.kind === 'pass') {
        clock.time += one.minutes * 60_000;
        continue;
      }
      const me = opened[one.window] as Open;
      if (one.kind === 'fault') {
        me.steps.arm(one.steps, one.fault);
        continue;
      }
      if (one.kind === 'kill') all.kill(me.id);
      else await Promise.race([act(me, one), me.steps.death]);
      if (one.kind === 'kill' || !me.steps.isAlive()) {
        all.kill(me.id);
        opened[one.window] = await open();
      }
      await check();
    }
    for (const { id } of opened) all.kill(id);
    const last = await quickOutbox(folder, clock, all.open(2));
    await last.read();
    await last.recover();
    await check();
    for (const [id, files] of filesById(folder)) assert.equal(files.length, 1, `${id} in ${files}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function act({ id: me, outbox }: Open, one: Deed): Promise<void> {
    const quietly = (deed: Promise<unknown>) => deed.catch(() => undefined);
    if (one.kind === 'add') return add(outbox, capture({ title: `blocked ${fates.size}` }));
    if (!('entry' in one)) return void (await quietly(outbox[one.kind]()));
    const candidates = [...fates.values()].filter((fate) => !fate.mustBeGone && fate.saved !== 'no');
    const fate = candidates[one.entry % Math.max(1, candidates.length)];
    if (!fate) return;
    const { id } = fate.mutation;
    const isHere = (place: string, owner?: number) =>
      (filesById(folder).get(id) ?? []).some((file) => file.startsWith(`${place}/${id}.${owner ?? ''}`));
    switch (one.kind) {
      case 'claim':
      case 'release':
      case 'retry':
        return void (await quietly(outbox[one.kind](id)));
      case 'doubt':
        return void (await quietly(outbox.doubt(id, clock.now())));
      case 'refuse':
        return void (await quietly(outbox.refuse(id, { kind: 'invalid' })));
      case 'edit': {
        if (!isHere('refused')) return;
        const edited = capture({ title: `edited ${fates.size}` }, { replaces: id });
        const { mayBeGone } = fate;
        fate.mayBeGone = true;
        await add(outbox, edited);
        if (fates.get(edited.id)?.saved === 'no') fate.mayBeGone = mayBeGone;
        return;
      }
      case 'settle': {
        const isMine = isHere('claimed', me) && !isHere('refused');
        if (isMine) fate.mayBeGone = true;
        const done = await outbox.settle(id).then(
          () => true,
          () => false,
        );
        if (done && isMine) fate.mustBeGone = true;
        return;
      }
      case 'discard': {
        const { mayBeGone } = fate;
        fate.mayBeGone = true; // should the window die in between
        fate.mustBeGone = await outbox.discard(id).catch(() => false);
        if (!fate.mustBeGone) fate.mayBeGone = mayBeGone;
      }
    }
  }

  async function add(outbox: Outbox, mutation: Mutation): Promise<void> {
    const fate: Fate = { mutation, saved: 'unknown', mayBeGone: false, mustBeGone: false };
    fates.set(mutation.id, fate);
    try {
      await outbox.add(mutation);
      fate.saved = 'yes';
    } catch {
      fate.saved = 'no';
    }
  }
}
