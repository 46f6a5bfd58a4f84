import assert from 'node:assert/strict';
import { createStore, type Store } from '../../../../src/base/store.js';
import { fileLock } from '../../../../src/disk/files/lock.js';
import { prepareFolder } from '../../../../src/disk/files/unfinished.js';
import { versionedFile } from '../../../../src/disk/files/versioned.js';
import { watchFolders } from '../../../../src/disk/files/watch.js';
import { openDays } from '../../../../src/disk/local/days.js';
import { type Days, intentionsOn, ticked, withIntention } from '../../../../src/model/local/days.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { keepDays } from '../../../../src/sync/local/days.js';
import { followAccount } from '../../../../src/sync/local/followAccount.js';
import { memoryLog, newId, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { faultySteps, foldersOfTest, quickSteps } from '../../disk/support.js';

const newFolder = foldersOfTest();
const monday = '2026-11-30';
const tools = { fileLock, prepareFolder, versionedFile, watchFolders };
const closing: (() => void)[] = [];

/** A window: what it shows, and what it keeps in a folder for each account. */
function openWindow(folder: string, steps = quickSteps) {
  const store = createStore<State>({ ...initialState, phase: 'ready', team });
  const [log, clock] = [memoryLog(), fakeClock()];
  const late = async ({ id }: { readonly id: number }) => ({ days: openDays(`${folder}/${id}`, log, tools, steps) });
  const days = keepDays({ store, clock, log, late }, followAccount);
  closing.push(() => days.dispose());
  return { store, log, days };
}

const shows = (store: Store<State>, wanted: (texts: readonly string[], days: Days) => boolean) =>
  new Promise<void>((resolve) => {
    const stop = store.subscribe(check);
    function check(): void {
      const { days = [] } = store.get();
      const texts = intentionsOn(days, monday).map(({ text }) => text);
      if (!wanted(texts, days)) return;
      stop();
      resolve();
    }
    check();
  });
const adding = (text: string) => (days: Days) => withIntention(days, monday, { id: newId(), text });

describe('what is intended, in a window', () => {
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  it('is shown once it is on the disk, in other windows too, and two that plan at once agree on three', async () => {
    const folder = newFolder();
    const [one, other] = [openWindow(folder), openWindow(folder)];
    await Promise.all([
      one.days.change(adding('a')),
      other.days.change(adding('b')),
      one.days.change(adding('c')),
      other.days.change(adding('d')),
    ]);
    for (const { store } of [one, other]) await shows(store, (texts) => texts.length === 3);
    assert.deepEqual(one.store.get().days, other.store.get().days);
    const [first] = one.store.get().days?.[0]?.intentions ?? [];
    await one.days.change((days) => ticked(days, first?.id ?? '', '2026-11-30T12:00:00Z'));
    await shows(other.store, (_texts, days) => days[0]?.intentions[0]?.doneAt !== undefined);
    assert.deepEqual([...one.log.lines, ...other.log.lines], []);
  });

  it('rejects where the disk refuses, and shows what stands there', async () => {
    const folder = newFolder();
    const steps = faultySteps();
    const { store, days } = openWindow(folder, steps);
    await days.change(adding('a'));
    steps.arm(1, { fails: 'ENOSPC', leaves: 'half' });
    await assert.rejects(days.change(adding('b')));
    await days.look();
    await shows(store, (texts) => texts.join() === 'a');
  });

  it('is the account’s own: another one’s is not shown', async () => {
    const { store, days } = openWindow(newFolder());
    await days.change(adding('a'));
    store.update((state) => ({ ...state, team: { ...team, account: { ...team.account, id: 77 } } }));
    await shows(store, (texts) => texts.length === 0);
    store.update((state) => ({ ...state, team }));
    await shows(store, (texts) => texts.length === 1);
  });
});
