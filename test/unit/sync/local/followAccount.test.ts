import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStore } from '../../../../src/base/store.js';
import { openDrafts } from '../../../../src/disk/local/drafts.js';
import type { Account } from '../../../../src/model/board/team.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { keepDrafts } from '../../../../src/sync/local/drafts.js';
import { followAccount } from '../../../../src/sync/local/followAccount.js';
import { memoryLog, newId, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { foldersOfTest, quickSteps, silent } from '../../disk/support.js';

const of = (id: number): Partial<State> => ({ team: { ...team, account: { ...team.account, id } } });

/** A machine that keeps a word for each account. The word shown stands in the state as what GitHub refuses. */
function machine(state: Partial<State> = of(1)) {
  const words = new Map<number, string>();
  const deeds: string[] = [];
  const watchers = new Map<number, () => void>();
  const world = { isWanted: true, error: undefined as Error | undefined, slow: undefined as Promise<void> | undefined };
  const refusals: { step?: 'read' | 'prepare' } = {};
  const store = createStore<State>({ ...initialState, phase: 'ready', ...state });
  const log = memoryLog();
  const clock = fakeClock();
  const followed = followAccount({
    store,
    clock,
    log,
    name: 'words',
    isWanted: () => world.isWanted,
    open({ id }: Account) {
      deeds.push(`open ${id}`);
      return {
        id,
        async prepare() {
          deeds.push(`prepare ${id}`);
          if (refusals.step === 'prepare') throw new Error('EROFS');
        },
        watch(changed: () => void) {
          deeds.push(`watch ${id}`);
          watchers.set(id, changed);
          return () => void watchers.delete(id);
        },
      };
    },
    async read({ id }) {
      deeds.push(`read ${id}`);
      const word = words.get(id) ?? 'nothing';
      await world.slow;
      if (world.error) throw world.error;
      if (refusals.step === 'read') throw new Error('EIO');
      return word;
    },
    show: ({ threads: _, ...shown }, word?: string) => ({ ...shown, ...(word && { threads: word as 'forbidden' }) }),
    leave: async ({ id }) => void deeds.push(`leave ${id}`),
  });
  const shown = () => store.get().threads as string | undefined;
  const move = (next: Partial<State>) => store.update(({ team: _, ...before }) => ({ ...before, ...next }));
  return { words, deeds, watchers, world, refusals, store, clock, log, followed, shown, move };
}

describe('what follows the account', () => {
  it('is made ready, watched, read and shown, in this order', async () => {
    const { words, deeds, watchers, followed, shown } = machine();
    words.set(1, 'one');
    await followed.look();
    assert.deepEqual(deeds.slice(0, 4), ['open 1', 'prepare 1', 'watch 1', 'read 1']);
    assert.equal(shown(), 'one');
    words.set(1, 'two');
    watchers.get(1)?.();
    await followed.look();
    assert.equal(shown(), 'two');
  });

  it('shows nothing of an account once another is at work, however late it is read', async () => {
    const { words, world, deeds, followed, shown, move, watchers, store } = machine();
    words.set(1, 'one').set(2, 'two');
    let go = () => {};
    world.slow = new Promise((resolve) => {
      go = resolve;
    });
    const looking = followed.look();
    while (!deeds.includes('read 1')) await Promise.resolve();
    move(of(2));
    assert.equal(shown(), undefined, 'at once');
    const seen = new Set<string | undefined>();
    store.subscribe(() => void seen.add(shown()));
    world.slow = undefined;
    go();
    await looking;
    await followed.look();
    assert.equal(shown(), 'two');
    assert.ok(!seen.has('one'), 'nor for a moment');
    assert.deepEqual([...watchers.keys()], [2]);
    move({});
    assert.deepEqual([shown(), followed.current(), watchers.size], [undefined, undefined, 0]);
  });

  it('opens each account once, whatever else changes meanwhile', async () => {
    const { deeds, followed, move, store } = machine({});
    await followed.look();
    for (const id of [1, 1, 2]) move(of(id));
    store.update((state) => ({ ...state, phase: 'starting' }));
    await followed.look();
    const seen = (deed: string) => deeds.filter((one) => one.startsWith(deed));
    assert.deepEqual(seen('open'), ['open 1', 'open 2']);
    assert.deepEqual(seen('watch'), ['watch 2']);
    assert.deepEqual(seen('leave'), ['leave 1']);
  });

  it('is read once for all who ask before that begins', async () => {
    const { deeds, followed } = machine();
    await followed.look();
    deeds.length = 0;
    await Promise.all([followed.look(), followed.look(), followed.look()]);
    assert.deepEqual(deeds, ['read 1']);
  });

  it('what was shown stays where it cannot be read, and the log says so', async () => {
    const { words, world, followed, shown, log } = machine();
    words.set(1, 'one');
    await followed.look();
    world.error = new Error('EIO');
    await followed.look();
    assert.equal(shown(), 'one');
    assert.match(log.lines.join(), /words: Error: EIO/);
  });

  for (const step of ['read', 'prepare'] as const)
    it(`what the disk refuses for a moment is asked for again without a word: ${step}`, async () => {
      const { words, refusals, followed, shown, clock, watchers } = machine();
      words.set(1, 'one');
      refusals.step = step;
      await followed.look();
      await clock.advance(9_000);
      delete refusals.step;
      await clock.advance(2_000);
      assert.deepEqual([shown(), watchers.size], ['one', 1]);
    });

  it('a change is shown once it is done, and rejects as it does, or where nobody is at work', async () => {
    const { words, followed, shown, move } = machine();
    await followed.change(async ({ id }) => void words.set(id, 'changed'));
    assert.equal(shown(), 'changed');
    await assert.rejects(
      followed.change(async () => assert.fail('ENOSPC')),
      /ENOSPC/,
    );
    move({});
    await assert.rejects(
      followed.change(async () => undefined),
      /no team/,
    );
  });

  it('is left with the next look once it is not wanted, after what is under way', async () => {
    const { deeds, world, followed, words, shown } = machine();
    words.set(1, 'one');
    await followed.look();
    deeds.length = 0;
    const changing = followed.change(async () => void deeds.push('change'));
    world.isWanted = false;
    await followed.look();
    await changing;
    assert.deepEqual(deeds, ['change', 'leave 1']);
    assert.equal(shown(), undefined);
    world.isWanted = true;
    await followed.look();
    assert.equal(shown(), 'one');
  });

  it('is over for good when it is disposed', async () => {
    const { followed, deeds, watchers, move } = machine();
    await followed.look();
    followed.dispose();
    move(of(2));
    await followed.look();
    assert.equal(watchers.size, 0);
    assert.ok(!deeds.includes('open 2'));
  });

  it('sweeps what was half written as a window died, of write-ups as of all else', async () => {
    const folder = join(newFolder(), 'drafts');
    mkdirSync(folder);
    const torn = join(folder, '.unfinished-0-abcdef');
    writeFileSync(torn, '# Da');
    const store = createStore<State>({ ...initialState, ...of(1) });
    const drafts = keepDrafts(store, () => openDrafts(folder, silent, quickSteps), fakeClock(), silent);
    const id = newId();
    await drafts.change((kept) => kept.add(id, '# Dark\n', { repository: team.repository, context: {} }));
    drafts.dispose();
    assert.equal(existsSync(torn), false);
    assert.deepEqual(
      store.get().writeUps.map((one) => [one.id, one.title]),
      [[id, 'Dark']],
    );
  });

  const newFolder = foldersOfTest();
});
