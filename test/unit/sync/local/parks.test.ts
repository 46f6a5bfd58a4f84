import assert from 'node:assert/strict';
import { createStore, type Store } from '../../../../src/base/store.js';
import { openParks } from '../../../../src/disk/local/parks.js';
import type { Account } from '../../../../src/model/board/team.js';
import { mostParks, type Park } from '../../../../src/model/local/park.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { keepParks } from '../../../../src/sync/local/parks.js';
import { at, board, item, memoryLog, newId, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { faultySteps, foldersOfTest, quickSteps } from '../../disk/support.js';

const newFolder = foldersOfTest();
const [waiting, resolved] = [item(), item({ state: 'closed', number: 2 })];
const parkOf = (target = waiting.key): Park => ({
  id: newId(),
  at,
  target,
  title: 'the beam',
  root: 'file:///lighthouse',
  files: [],
});
const ids = (parks: readonly Park[]) => parks.map(({ id }) => id);

/** A window: what it shows, and what it keeps in a folder for each account. */
function openWindow(folder: string, steps = quickSteps) {
  const store = createStore<State>({ ...initialState, phase: 'ready', team, confirmed: board([waiting, resolved]) });
  const [log, clock] = [memoryLog(), fakeClock()];
  const parking = keepParks(store, ({ id }: Account) => openParks(`${folder}/${id}`, log, steps), clock, log);
  closing.push(() => parking.dispose());
  return { store, log, clock, parking };
}
const closing: (() => void)[] = [];

const shows = (store: Store<State>, wanted: (parks: readonly Park[]) => boolean) =>
  new Promise<void>((resolve) => {
    const stop = store.subscribe(check);
    function check(): void {
      if (!wanted(store.get().parks)) return;
      stop();
      resolve();
    }
    check();
  });

describe('what is parked, in a window', () => {
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  it('is shown once it is on the disk, in other windows too, and gone when it is forgotten', async () => {
    const folder = newFolder();
    const [one, other] = [openWindow(folder), openWindow(folder)];
    const park = parkOf();
    await one.parking.add(park);
    assert.deepEqual(one.store.get().parks, [park]);
    await shows(other.store, (parks) => parks.length === 1);
    await other.parking.forget(park.id);
    assert.deepEqual(other.store.get().parks, []);
    await shows(one.store, (parks) => parks.length === 0);
    assert.deepEqual([...one.log.lines, ...other.log.lines], []);
  });

  it('is not shown where the disk refuses', async () => {
    const steps = faultySteps();
    const { parking, store } = openWindow(newFolder(), steps);
    await parking.look();
    steps.arm(1, { fails: 'ENOSPC' });
    await assert.rejects(parking.add(parkOf()), { code: 'ENOSPC' });
    assert.deepEqual(store.get().parks, []);
    const park = parkOf();
    await parking.add(park);
    assert.deepEqual(store.get().parks, [park]);
  });

  it('is each account’s own', async () => {
    const { parking, store } = openWindow(newFolder());
    const park = parkOf();
    await parking.add(park);
    const { account } = team;
    store.update((state) => ({ ...state, team: { ...team, account: { ...account, id: 9 } } }));
    assert.deepEqual(store.get().parks, [], 'at once');
    await parking.look();
    assert.deepEqual(store.get().parks, []);
    store.update((state) => ({ ...state, team }));
    await parking.look();
    assert.deepEqual(store.get().parks, [park]);
  });

  it('of more than a hundred the oldest that wait for nothing are forgotten', async () => {
    const folder = newFolder();
    const { parking, store } = openWindow(folder);
    const old = [parkOf(), parkOf(resolved.key), parkOf(resolved.key)];
    const parks = [...old, ...Array.from({ length: mostParks - 2 }, () => parkOf())];
    const files = openParks(`${folder}/${team.account.id}`, memoryLog(), quickSteps);
    for (const park of parks.slice(0, -1)) await files.add(park);
    for (const park of parks.slice(-1)) await parking.add(park);
    assert.deepEqual(ids(store.get().parks), ids([...parks].filter((park) => park !== old[1]).reverse()));
  });

  it('nobody is asked to park before there is a team', async () => {
    const store = createStore<State>(initialState);
    const parking = keepParks(store, () => assert.fail('whose?'), fakeClock(), memoryLog());
    await parking.look();
    await assert.rejects(parking.add(parkOf()));
  });
});
