import assert from 'node:assert/strict';
import { createStore } from '../../../../src/base/store.js';
import type { Status } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import type { Reconciled } from '../../../../src/sync/profileStatus/keep.js';
import { keepBusy } from '../../../../src/sync/profileStatus/loop.js';
import { ana, boardOf, memoryLog, statusRecord, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

const minute = 60_000;

/** ana's window, which holds the lease; what is told is only written down. */
function given(answer: () => Reconciled = () => ({ kind: 'done' })) {
  const clock = fakeClock();
  const store = createStore<State>({ ...initialState, account: team.account, team });
  const told: (string | undefined)[] = [];
  const wish = { isOn: true };
  const iso = (at: number) => new Date(at).toISOString();
  const telling = keepBusy({
    store,
    lease: { held: () => true, watch: () => () => undefined },
    busy: {
      async follow(wanted) {
        told.push(wanted && iso(wanted.until));
        return answer();
      },
      again: async () => undefined,
    },
    clock,
    log: memoryLog(),
    isOn: () => wish.isOn,
  });
  const show = (status: Partial<Status>) =>
    store.update((state) => ({
      ...state,
      phase: 'ready',
      confirmed: boardOf(statusRecord(status, { by: ana })),
      sync: { heardAt: iso(clock.now()) },
    }));
  return { clock, store, told, wish, telling, show, iso };
}

describe('telling GitHub of focus', () => {
  it('waits until it is known whether anybody focuses: a window that starts takes nothing back', async () => {
    const { clock, store, told, show, iso, telling } = given();
    await clock.advance(2_000);
    store.update((state) => ({ ...state, phase: 'ready' }));
    await clock.advance(2_000);
    assert.deepEqual(told, []);
    const until = iso(clock.now() + 25 * minute);
    show({ mode: 'focusing', until });
    await clock.advance(2_000);
    assert.deepEqual(told, [until]);
    telling.dispose();
  });

  it('tells the end of focus that has none once an hour, and not each time anything is heard', async () => {
    const { clock, store, told, show, telling } = given();
    show({ mode: 'focusing', text: 'the lamp' });
    for (let seconds = 0; seconds < 3_600; seconds += 30) {
      store.update((state) => ({ ...state, sync: { heardAt: String(seconds) } }));
      await clock.advance(30_000);
    }
    assert.ok(new Set(told).size <= 2, [...new Set(told)].join());
    assert.ok(told.every((until) => Date.parse(until ?? '') > clock.now() + 20 * 60 * minute));
    telling.dispose();
  });

  it('asks nothing before the time that GitHub states', async () => {
    let limit: Reconciled = { kind: 'done' };
    const { clock, told, show, iso, telling } = given(() => limit);
    const [since, until] = [iso(clock.now()), iso(clock.now() + 30 * minute)];
    limit = { kind: 'later', trouble: { kind: 'limited', since, until } };
    show({ mode: 'focusing', until: iso(clock.now() + 60 * minute) });
    await clock.advance(5_000);
    const asked = told.length;
    show({ mode: 'focusing', until: iso(clock.now() + 90 * minute) });
    await clock.advance(24 * minute);
    assert.equal(told.length, asked);
    await clock.advance(8 * minute);
    assert.ok(told.length > asked);
    telling.dispose();
  });

  it('asks nothing while whoever syncs has been asked to wait', async () => {
    const { clock, store, told, show, iso, telling } = given();
    show({ mode: 'focusing', until: iso(clock.now() + 60 * minute) });
    const [since, until] = [iso(clock.now()), iso(clock.now() + 10 * minute)];
    store.update((state) => ({ ...state, sync: { ...state.sync, trouble: { kind: 'limited', since, until } } }));
    await clock.advance(9 * minute);
    assert.deepEqual(told, []);
    await clock.advance(2 * minute);
    assert.equal(told.length, 1);
    telling.dispose();
  });

  it('asks again at once when the person has allowed it', async () => {
    let answer: Reconciled = { kind: 'refused', why: { kind: 'scope' } };
    const { clock, store, show, iso, telling } = given(() => answer);
    show({ mode: 'focusing', until: iso(clock.now() + 60 * minute) });
    await clock.advance(5_000);
    assert.equal(store.get().busyRefused, 'scope');
    answer = { kind: 'done' };
    telling.wake();
    await clock.advance(2_000);
    assert.equal(store.get().busyRefused, undefined);
    telling.dispose();
  });

  it('says that the right is missing where there is an account and no token that has it', async () => {
    const { clock, store, show, iso, wish, telling } = given(() => ({
      kind: 'later',
      trouble: { kind: 'signedOut' },
    }));
    show({ mode: 'focusing', until: iso(clock.now() + 60 * minute) });
    await clock.advance(5_000);
    assert.equal(store.get().busyRefused, 'scope');
    wish.isOn = false;
    telling.wake();
    await clock.advance(2_000);
    assert.equal(store.get().busyRefused, undefined);
    telling.dispose();
  });
});
