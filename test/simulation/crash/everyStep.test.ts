import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Entry, Outbox } from '../../../src/ports/outbox.js';
import { capture } from '../../lib/fakes/builders.js';
import {
  type Fault,
  faultySteps,
  filesById,
  newFolder,
  placesById,
  quickOutbox,
  setClock,
  silent,
  windows,
} from '../../unit/disk/support.js';

interface Deed {
  /** Brings the subject to where the deed begins. */
  readonly before: (outbox: Outbox, subject: Mutation) => Promise<unknown>;
  readonly act: (outbox: Outbox, subject: Mutation, edited: Mutation) => Promise<unknown>;
  /** Where the subject may be afterwards, died or failed. */
  readonly may: readonly (Entry['place'] | 'gone')[];
}

const claimed = async (outbox: Outbox, { id }: Mutation) => assert.ok(await outbox.claim(id));
const reason = { kind: 'invalid' } as const;
const parked = async (outbox: Outbox, subject: Mutation) => {
  await claimed(outbox, subject);
  await outbox.refuse(subject.id, reason);
};
const doubtful = async (outbox: Outbox, subject: Mutation) => {
  await claimed(outbox, subject);
  await outbox.doubt(subject.id, 1);
};
const nothing = async () => undefined;

const deeds: Readonly<Record<string, Deed>> = {
  claim: { before: nothing, act: (outbox, { id }) => outbox.claim(id), may: ['new', 'claimed'] },
  'claim a doubtful one': { before: doubtful, act: (outbox, { id }) => outbox.claim(id), may: ['unsure', 'claimed'] },
  release: { before: claimed, act: (outbox, { id }) => outbox.release(id), may: ['claimed', 'new'] },
  doubt: { before: claimed, act: (outbox, { id }) => outbox.doubt(id, 1), may: ['claimed', 'unsure'] },
  refuse: { before: claimed, act: (outbox, { id }) => outbox.refuse(id, reason), may: ['claimed', 'refused'] },
  settle: { before: claimed, act: (outbox, { id }) => outbox.settle(id), may: ['claimed', 'gone'] },
  retry: { before: parked, act: (outbox, { id }) => outbox.retry(id), may: ['refused', 'new'] },
  edit: { before: parked, act: (outbox, _, edited) => outbox.add(edited), may: ['refused', 'gone'] },
  'discard a new one': { before: nothing, act: (outbox, { id }) => outbox.discard(id), may: ['new', 'gone'] },
  'discard a doubtful one': { before: doubtful, act: (outbox, { id }) => outbox.discard(id), may: ['unsure', 'gone'] },
  'discard a refused one': { before: parked, act: (outbox, { id }) => outbox.discard(id), may: ['refused', 'gone'] },
};

const faults: readonly Fault[] = [
  { dies: 'before' },
  { dies: 'after' },
  { dies: 'half' },
  { fails: 'ENOSPC' },
  { fails: 'ENOSPC', leaves: 'half' },
  { fails: 'EIO' },
  { fails: 'EACCES' },
  { fails: 'EROFS' },
];

const nameOf = (fault: Fault) =>
  'dies' in fault ? `dies ${fault.dies}` : `fails with ${fault.fails}${fault.leaves ? ' half-way' : ''}`;

/** All steps a deed takes: the fault is moved along until it is not met any more. */
async function atEveryStep(fault: Fault, run: (k: number, fault: Fault) => Promise<boolean>): Promise<number> {
  let k = 1;
  while (await run(k, fault)) k++;
  return k - 1;
}

/** How it ended for whoever called: `died` is a promise that never comes back. */
async function ending(deed: Promise<unknown>, death: Promise<void>): Promise<'done' | 'failed' | 'died'> {
  return Promise.race([
    deed.then(
      () => 'done' as const,
      () => 'failed' as const,
    ),
    death.then(() => 'died' as const),
  ]);
}

describe('crash: outbox, a fault at every file-system step', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A window that is about to meet a fault, and another that has its own entry there. */
  async function given(serial: number) {
    const clock = setClock();
    const all = windows();
    const place = join(folder, String(serial));
    const bystander = capture({ title: 'bystander' });
    const other = await quickOutbox(place, clock, all.open(2));
    await other.add(bystander);
    const steps = faultySteps();
    const outbox = await openOutbox(place, clock, silent, steps, all.open(1));
    return { clock, all, place, bystander, steps, outbox };
  }
  let serial = 0;

  it('add, and add again', async () => {
    for (const fault of faults) {
      const steps = await atEveryStep(fault, async (k) => {
        const { clock, all, place, bystander, steps, outbox } = await given(serial++);
        const subject = capture();
        steps.arm(k, fault);
        const end = await ending(outbox.add(subject), steps.death);
        all.kill(1); // sooner or later
        const after = await quickOutbox(place, clock, all.open(3));
        const where = `${nameOf(fault)}, step ${k} of ${steps.done}: ${end}`;
        const { entries, aside } = await after.read();
        const copies = entries.filter((entry) => entry.mutation.id === subject.id);
        if (end === 'done') assert.equal(copies.length, 1, where);
        else if (end === 'failed') assert.equal(copies.length, 0, where);
        else assert.ok(copies.length <= 1, where);
        assert.ok(entries.some((entry) => entry.mutation.id === bystander.id && entry.place === 'new'));
        assert.ok(aside.length === 0 || ('dies' in fault && fault.dies === 'half'), where);
        if (end === 'failed') await after.add(subject);
        if (end === 'failed') assert.equal((await placesById(after)).get(subject.id), 'new', where);
        await drained(after, place, where);
        return steps.hit();
      });
      assert.ok(steps >= 2, `${steps} steps`);
    }
  });

  for (const [name, deed] of Object.entries(deeds))
    it(name, async () => {
      for (const fault of faults) {
        const steps = await atEveryStep(fault, async (k) => {
          const { clock, all, place, bystander, steps, outbox } = await given(serial++);
          const subject = capture();
          const edited = capture({ title: 'edited' }, { replaces: subject.id });
          await outbox.add(subject);
          await deed.before(outbox, subject);
          steps.arm(k, fault);
          const end = await ending(deed.act(outbox, subject, edited), steps.death);
          if (end === 'died') all.kill(1);
          const where = `${nameOf(fault)}, step ${k} of ${steps.done.slice(-k)}: ${end}`;
          const after = await quickOutbox(place, clock, all.open(3));
          const found = await placesById(after);
          assert.equal(found.get(bystander.id), 'new', where);
          const subjectIs = found.get(subject.id) ?? 'gone';
          assert.ok((deed.may as readonly string[]).includes(subjectIs), `${where}: it is ${subjectIs}`);
          if (name === 'edit') {
            assert.equal([subject, edited].filter(({ id }) => found.has(id)).length, 1, `${where}: one of the two`);
            if (end !== 'died') assert.equal(found.has(edited.id), end === 'done', where);
          } else if (subjectIs === 'gone') assert.ok(name === 'settle' || name.startsWith('discard'), where);
          if (end === 'done' && name !== 'edit') assert.equal(subjectIs, deed.may[1], where);
          clock.time += 6 * 60_000;
          await after.recover();
          await after.recover();
          for (const [id, files] of filesById(place)) assert.equal(files.length, 1, `${where}: ${id} in ${files}`);
          await drained(after, place, where);
          const reopened = await quickOutbox(place, clock, all.open(4));
          await reopened.recover();
          assert.deepEqual((await reopened.read()).entries, [], `${where}: nothing comes back`);
          return steps.hit();
        });
        assert.ok(steps >= 1, `${steps} steps`);
      }
    });

  for (const code of ['EIO', 'EROFS', 'ENOSPC'])
    it(`add, when from some step on everything fails with ${code} until the disk is mended`, async () => {
      for (let k = 1; k <= 4; k++) {
        const { clock, all, place, outbox, steps } = await given(serial++);
        steps.arm(k, { fails: code, forGood: true });
        const subject = capture();
        const end = await ending(outbox.add(subject), steps.death);
        steps.arm(0, { fails: code });
        await outbox.read();
        all.kill(1);
        const after = await quickOutbox(place, clock, all.open(3));
        assert.equal((await placesById(after)).has(subject.id), end === 'done', `from step ${k}: ${end}`);
      }
    });

  /** Everything can be taken and finished: no entry is in the way of another, nor stuck. */
  async function drained(outbox: Outbox, place: string, where: string): Promise<void> {
    for (const entry of (await outbox.read()).entries) {
      const { id } = entry.mutation;
      if (entry.place === 'refused') assert.ok(await outbox.discard(id), where);
      else {
        assert.ok(await outbox.claim(id), where);
        assert.equal(await outbox.claim(id), false, where);
        await outbox.settle(id);
      }
    }
    assert.deepEqual((await outbox.read()).entries, [], where);
    assert.deepEqual([...filesById(place).values()].flat(), [], where);
  }
});
