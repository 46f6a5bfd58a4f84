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
  /** For so many minutes from now. */
  const focusing = (minutes: number) => ({
    focusing: { since: iso(clock.now()), until: iso(clock.now() + minutes * minute) },
  });
  return { clock, store, told, wish, telling, show, focusing, iso };
}

describe('telling GitHub of focus', () => {
  it('waits until it is known whether anybody focuses: a window that starts takes nothing back', async () => {
    const { clock, store, told, show, focusing, iso, telling } = given();
    await clock.advance(2_000);
    store.update((state) => ({ ...state, phase: 'ready' }));
    await clock.advance(2_000);
    assert.deepEqual(told, []);
    const until = iso(clock.now() + 25 * minute);
    show(focusing(25));
    await clock.advance(2_000);
    assert.deepEqual(told, [until]);
    telling.dispose();
  });

  it('tells the end of focus that is a day away once an hour, and not each time anything is heard', async () => {
    const { clock, store, told, show, telling } = given();
    show({ zone: 'UTC', focus: [{ start: '2026-11-01T00:00', minutes: 1440, every: 'day' }] });
    for (let seconds = 0; seconds < 3_600; seconds += 30) {
      store.update((state) => ({ ...state, sync: { heardAt: String(seconds) } }));
      await clock.advance(30_000);
    }
    assert.ok(new Set(told).size <= 2, [...new Set(told)].join());
    assert.ok(told.every((until) => Date.parse(until ?? '') > clock.now() + 20 * 60 * minute));
    telling.dispose();
  });

  for (const [name, status] of [
    ['busy', { mode: 'busy' }],
    ['available', { text: 'the lamp' }],
  ] as const)
    it(`tells of the focus of somebody who is ${name} otherwise, and of its end`, async () => {
      const { clock, told, show, focusing, iso, telling } = given();
      const until = iso(clock.now() + 25 * minute);
      show({ ...status, ...focusing(25) });
      await clock.advance(2_000);
      assert.deepEqual([...new Set(told)], [until]);
      await clock.advance(26 * minute);
      assert.equal(told.at(-1), undefined);
      telling.dispose();
    });

  for (const [name, status] of [
    ['away', { mode: 'away' }],
    ['invisible', { mode: 'invisible' }],
    ['off hours', { zone: 'UTC', hours: { mon: '09:00-09:30' } }],
    ['on a day off', { zone: 'UTC', hours: { sat: '00:00-24:00' }, off: ['2026-11-21'] }],
  ] as const)
    it(`says nothing of the focus of somebody who is ${name}, started or planned`, async () => {
      const { clock, told, show, focusing, telling } = given();
      const plan = { start: `${new Date(clock.now()).toISOString().slice(0, 10)}T00:00`, minutes: 1440 };
      for (const focus of [focusing(25), { zone: 'UTC', focus: [plan] }]) {
        show({ ...status, ...focus });
        await clock.advance(10 * minute);
      }
      assert.deepEqual([...new Set(told)], [undefined]);
      telling.dispose();
    });

  it('takes back what was told as soon as somebody is away, and tells it again when they are back', async () => {
    const { clock, told, show, focusing, telling } = given();
    const block = focusing(60);
    show(block);
    await clock.advance(2_000);
    show({ ...block, mode: 'away' });
    await clock.advance(2_000);
    show(block);
    await clock.advance(2_000);
    const until = block.focusing.until;
    assert.deepEqual(told, [until, undefined, until]);
    telling.dispose();
  });

  it('tells of it no further than the working day, though the block goes on for oneself', async () => {
    const { clock, told, show, focusing, iso, telling } = given();
    const evening = iso(clock.now() + 32 * minute);
    show({ zone: 'UTC', hours: { sat: `00:00-${evening.slice(11, 16)}` }, ...focusing(60) });
    await clock.advance(31 * minute);
    assert.deepEqual([...new Set(told)], [evening]);
    await clock.advance(2 * minute);
    assert.equal(told.at(-1), undefined);
    telling.dispose();
  });

  it('asks nothing before the time that GitHub states', async () => {
    let limit: Reconciled = { kind: 'done' };
    const { clock, told, show, focusing, iso, telling } = given(() => limit);
    const [since, until] = [iso(clock.now()), iso(clock.now() + 30 * minute)];
    limit = { kind: 'later', trouble: { kind: 'limited', since, until } };
    show(focusing(60));
    await clock.advance(5_000);
    const asked = told.length;
    show(focusing(90));
    await clock.advance(24 * minute);
    assert.equal(told.length, asked);
    await clock.advance(8 * minute);
    assert.ok(told.length > asked);
    telling.dispose();
  });

  it('asks nothing while whoever syncs has been asked to wait', async () => {
    const { clock, store, told, show, focusing, iso, telling } = given();
    show(focusing(60));
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
    const { clock, store, show, focusing, telling } = given(() => answer);
    show(focusing(60));
    await clock.advance(5_000);
    assert.equal(store.get().busyRefused, 'scope');
    answer = { kind: 'done' };
    telling.wake();
    await clock.advance(2_000);
    assert.equal(store.get().busyRefused, undefined);
    telling.dispose();
  });

  it('says that the right is missing where there is an account and no token that has it', async () => {
    const { clock, store, show, focusing, wish, telling } = given(() => ({
      kind: 'later',
      trouble: { kind: 'signedOut' },
    }));
    show(focusing(60));
    await clock.advance(5_000);
    assert.equal(store.get().busyRefused, 'scope');
    wish.isOn = false;
    telling.wake();
    await clock.advance(2_000);
    assert.equal(store.get().busyRefused, undefined);
    telling.dispose();
  });
});
