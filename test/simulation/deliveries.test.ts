import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInbox } from '../../src/disk/local/inbox.js';
import { capture, memoryLog } from '../lib/fakes/builders.js';
import {
  aSecond,
  away,
  deliveredOnce,
  eleven,
  entryIn,
  errorsOf,
  fifteen,
  heard,
  hour,
  inboxIn,
  isFocusing,
  keyOf,
  minute,
  people,
  shownIn,
  stagesIn,
  today,
  twoTurns,
} from '../lib/fakes/delivering.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { steps } from '../lib/suite/seed.js';

describe('deliveries', () => {
  let world: World;
  let on: ReturnType<typeof people>;
  function begin(): void {
    world = createWorld();
    on = people(world);
  }
  beforeEach(begin);
  afterEach(() => {
    assert.deepEqual(world.github.faults, []);
    world.dispose();
  });

  describe('come when it is time', () => {
    type Given = Awaited<ReturnType<typeof on.joined>> & { readonly other: SimulatedWindow };

    for (const [name, end] of [
      ['by itself', async () => world.clock.advance(90 * minute)],
      [
        'early, in another window',
        async ({ other }: Given) => {
          await world.clock.advance(10 * minute);
          await on.focus(other, { kind: 'end' });
          await aSecond(world);
          await aSecond(world);
        },
      ],
      [
        'early, in another window, while nobody reaches GitHub',
        async ({ other }: Given) => {
          await world.clock.advance(10 * minute);
          world.github.weather.offline(true);
          await on.focus(other, { kind: 'end' });
          await aSecond(world);
          await aSecond(world);
        },
      ],
      [
        'early, and the window that leads dies of it',
        async ({ window, other }: Given) => {
          await world.clock.advance(10 * minute);
          await on.focus(other, { kind: 'end' });
          window.kill();
          await world.clock.advance(heard);
        },
      ],
      [
        'while another window leads than the one that saw it begin',
        async ({ window }: Given) => {
          await world.clock.advance(40 * minute);
          window.kill();
          await world.clock.advance(50 * minute);
        },
      ],
      [
        'while no window is open',
        async ({ machine }: Given) => {
          await world.clock.advance(40 * minute);
          for (const one of machine.windows) one.kill();
          await world.clock.advance(70 * minute);
          await machine.open();
          await world.clock.advance(2_000);
        },
      ],
    ] as const)
      it(`focus holds everything, and ends with one delivery: ${name}`, async () => {
        const { machine, window } = await on.joined(away);
        const other = await machine.open();
        await on.focusFor(window, 90);
        on.mention();
        on.assign();
        on.blocker();
        await world.clock.advance(35 * minute);
        for (const each of [window, other]) assert.deepEqual(stagesIn(each), ['2 held', '3 held', '4 held']);
        await end({ machine, window, other });
        await world.clock.settle();
        const last = machine.windows.findLast(({ isAlive }) => isAlive);
        assert.ok(last);
        deliveredOnce(last, 3);
        await world.clock.advance(20 * minute);
        deliveredOnce(last, 3);
      });

    for (const early of [false, true])
      it(`focus that ends ${early ? 'early, ' : ''}long before the next delivery is a delivery of its own`, async () => {
        const { window } = await on.joined(away);
        await on.focusFor(window, 30);
        on.mention();
        await world.clock.advance(15 * minute);
        assert.deepEqual(stagesIn(window), ['2 held']);
        if (early) await on.focus(window, { kind: 'end' });
        await world.clock.advance(early ? minute : 20 * minute);
        deliveredOnce(window, 1);
        assert.ok(
          shownIn(window).every((at) => at < eleven),
          String(shownIn(window)),
        );
      });

    it('planned focus that is taken out of the plan while it runs ends with a delivery', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { zone: 'Europe/Berlin', focus: [{ start: `${today}T10:00`, minutes: 45 }] });
      on.mention();
      await world.clock.advance(15 * minute);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await on.say(window, { focus: [] });
      await world.clock.advance(minute);
      deliveredOnce(window, 1);
    });

    it('between deliveries everything is held until the next: at 11:00 and at 15:00', async () => {
      const { window } = await on.joined(away);
      on.mention();
      on.blocker();
      await world.clock.advance(50 * minute);
      assert.deepEqual(stagesIn(window), ['2 held', '3 held']);
      await world.clock.advance(10 * minute);
      deliveredOnce(window, 2, eleven);
      on.assign();
      await world.clock.advance(2 * hour);
      assert.deepEqual(stagesIn(window), ['2 delivered', '3 delivered', '4 held']);
      await world.clock.advance(2 * hour);
      assert.deepEqual(shownIn(window), [eleven, fifteen]);
      assert.deepEqual(entryIn(window, 4).stage, { kind: 'delivered', batch: fifteen });
    });

    it('a window that passed while none was open is made up for once, with what came meanwhile', async () => {
      const { machine, window } = await on.joined(away);
      on.mention();
      await world.clock.advance(heard);
      window.kill();
      on.assign();
      await world.clock.advance(26 * hour);
      const again = await machine.open();
      await world.clock.advance(2_000);
      assert.deepEqual(stagesIn(again), ['2 delivered', '3 delivered']);
      assert.deepEqual(entryIn(again, 2).stage, { kind: 'delivered', batch: '2026-11-22T10:00:00.000Z' });
      await world.clock.advance(10 * minute);
      const days = [...inboxIn(again).days.values()];
      assert.deepEqual(days.flatMap(({ shown }) => shown).length, 1);
    });

    it('a window during focus waits for its end', async () => {
      const { window } = await on.joined(away);
      on.mention();
      await on.focusFor(window, 90);
      await world.clock.advance(85 * minute);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(6 * minute);
      deliveredOnce(window, 1);
    });

    it('planned focus holds, though nobody says anything', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { focus: [{ start: `${today}T10:30`, minutes: 60, every: 'day' }] });
      on.mention();
      await world.clock.advance(85 * minute);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(5 * minute);
      deliveredOnce(window, 1, `${today}T10:30:00.000Z`);
    });

    it('at once, where somebody has no windows, but for focus', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { windows: [] });
      on.mention();
      await world.clock.advance(heard);
      assert.deepEqual(stagesIn(window), ['2 delivered']);
      await on.act(window, 2, { kind: 'snooze', until: new Date(world.clock.now() + 30_000).toISOString() });
      await on.focusFor(window, 25);
      on.assign();
      await world.clock.advance(24 * minute);
      assert.deepEqual(stagesIn(window), ['2 snoozed', '3 held']);
      await world.clock.advance(2 * minute);
      assert.deepEqual(stagesIn(window), ['2 delivered', '3 delivered']);
    });

    const awayUntil = (text: string) => ({ said: { mode: 'away' as const, until: `${today}T${text}:00.000Z` } });

    it('while they are away nothing comes; the next is the first of their own times once they are back', async () => {
      const { window } = await on.joined(away);
      await on.say(window, awayUntil('10:30'));
      on.mention();
      await world.clock.advance(2 * hour);
      on.blocker();
      await world.clock.advance(2 * hour + 59 * minute);
      assert.deepEqual(stagesIn(window), ['2 held', '3 held']);
      await world.clock.advance(minute);
      deliveredOnce(window, 2, fifteen);
    });

    it('focus that ends while they are away delivers nothing', async () => {
      const { window } = await on.joined(away);
      await on.focusFor(window, 90);
      on.mention();
      await world.clock.advance(30 * minute);
      await on.say(window, awayUntil('12:00'));
      await world.clock.advance(4 * hour);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(hour);
      deliveredOnce(window, 1, fifteen);
    });

    it('whoever comes back in the midst of focus gets it at its end', async () => {
      const { window } = await on.joined(away);
      await on.say(window, awayUntil('10:15'));
      await on.focusFor(window, 90);
      on.mention();
      await world.clock.advance(89 * minute);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(2 * minute);
      deliveredOnce(window, 1);
    });

    it('on a day off nothing comes, nor at the end of focus; the next is the first time of the day after', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { off: [today] });
      await on.focusFor(window, 45);
      on.mention();
      await world.clock.advance(24 * hour);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(hour);
      assert.deepEqual(entryIn(window, 2).stage, { kind: 'delivered', batch: '2026-11-22T10:00:00.000Z' });
    });

    it('whoever has no windows gets it as soon as they are back', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { windows: [], ...awayUntil('10:30') });
      on.mention();
      await world.clock.advance(89 * minute);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await world.clock.advance(2 * minute);
      assert.deepEqual(stagesIn(window), ['2 delivered']);
    });

    it('a snooze ends at its time, where somebody has no windows, too', async () => {
      const { window } = await on.joined(away);
      await on.say(window, { windows: [] });
      on.mention();
      await world.clock.advance(6 * minute);
      await on.act(window, 2, { kind: 'snooze', until: new Date(world.clock.now() + 90_000).toISOString() });
      await world.clock.advance(88_000);
      assert.deepEqual(stagesIn(window), ['2 snoozed']);
      await world.clock.advance(3_000);
      assert.deepEqual(stagesIn(window), ['2 delivered']);
    });

    it('a clock that was a year ahead for a while keeps back nothing once it is right', async () => {
      const { machine, window } = await on.joined(away);
      await world.clock.advance(heard);
      window.kill();
      world.clock.jump(365 * 24 * hour);
      const wrong = await machine.open();
      await world.clock.advance(heard);
      wrong.kill();
      world.clock.jump(-365 * 24 * hour);
      const right = await machine.open();
      on.mention();
      await world.clock.advance(hour);
      assert.deepEqual(entryIn(right, 2).stage, { kind: 'delivered', batch: eleven });
    });
  });

  describe('survive', () => {
    it('a death at every step on the disk: nothing is lost or delivered twice, acts stand, GitHub agrees', async () => {
      let last = 0;
      for (const k of steps(30)) {
        world.dispose();
        begin();
        const isOver = await dying(k);
        if (isOver) break;
        last = k;
      }
      assert.ok(last > 30, `${last} steps`);
    });

    /** A block that ends with a delivery, three acts, and news. True where it was over before the k-th step. */
    async function dying(k: number): Promise<boolean> {
      let left = Number.POSITIVE_INFINITY;
      const { machine } = await on.joined({
        ...away,
        onStep: (id) => {
          left--;
          if (left === 0) machine.windows.find((one) => one.id === id)?.kill();
        },
      });
      const alive = async () => {
        const found = machine.windows.findLast(({ isAlive }) => isAlive) ?? (await machine.open());
        await world.clock.settle();
        return found;
      };
      const batches = new Map<string, Set<string>>();
      const saved: number[] = [];
      const pass = async (ms: number) => {
        await world.clock.advance(ms);
        const window = await alive();
        await world.clock.advance(1_500);
        for (const { key, at, stage } of inboxIn(window).entries.values())
          if (stage.kind === 'delivered')
            batches.set(`${key} ${at}`, (batches.get(`${key} ${at}`) ?? new Set()).add(stage.batch));
      };
      // Over before all is asked for anew: what is lost now is not found again.
      await on.focusFor(await alive(), 8);
      await world.clock.advance(2_000);
      left = k;
      for (let n = 0; n < 5; n++) on.mention();
      await pass(heard);
      await pass(heard - 3 * minute);
      assert.deepEqual(
        stagesIn(await alive()),
        [2, 3, 4, 5, 6].map((number) => `${number} delivered`),
        `step ${k}`,
      );
      for (const [number, act] of [
        [2, { kind: 'done' }],
        [3, { kind: 'read' }],
        [4, { kind: 'unsubscribe' }],
        [5, { kind: 'snooze', until: 'activity' }],
      ] as const)
        void on.act(await alive(), number, act).then(() => saved.push(number));
      await pass(4_000);
      await pass(4_000);
      const isOver = left > 0;
      left = Number.POSITIVE_INFINITY;
      world.github.as('bo').comment(repository, 6, 'more');
      await pass(heard);
      const window = await alive();
      for (const [activity, of] of batches) assert.equal(of.size, 1, `step ${k}: ${activity} in ${[...of]}`);
      assert.equal(shownIn(window).length, 1, `step ${k}: ${shownIn(window)}`);
      const { delivered, arrived } = inboxIn(window).days.get(today) ?? {};
      assert.deepEqual([delivered, arrived], [5, 6], `step ${k}`);
      assert.deepEqual(window.store.get().acts, []);
      const outcomes: Readonly<Record<number, string>> = {
        2: 'done false true',
        3: 'delivered false false',
        4: 'done false true',
        5: 'snoozed true false',
      };
      for (const number of saved) {
        const { stage } = entryIn(window, number);
        const { unread, done } = on.thread(number) ?? {};
        assert.equal(`${stage.kind} ${unread} ${done}`, outcomes[number], `step ${k}: ${number}`);
      }
      assert.equal(entryIn(window, 3).isUnread, !saved.includes(3) && on.thread(3)?.unread);
      assert.equal(entryIn(window, 6).isUnread, true);
      assert.deepEqual(errorsOf(machine), []);
      return isOver;
    }

    it('a death at every step, of what the board alone tells', async () => {
      for (const k of steps(30)) {
        world.dispose();
        begin();
        world.github.withoutNotifications();
        let left = Number.POSITIVE_INFINITY;
        const { machine } = await on.joined({
          ...away,
          onStep: (id) => {
            left--;
            if (left === 0) machine.windows.find((one) => one.id === id)?.kill();
          },
        });
        left = k;
        on.blocker();
        await world.clock.advance(heard);
        const isOver = left > 0;
        const window = machine.windows.find(({ isAlive }) => isAlive) ?? (await machine.open());
        await world.clock.advance(heard);
        assert.deepEqual(stagesIn(window), ['2 held'], `step ${k}`);
        if (isOver) break;
      }
    });

    it('a newer version beside this one: what is done waits for it, and nothing of its is overwritten', async () => {
      const { machine, window } = await on.joined();
      const number = on.mention();
      await world.clock.advance(twoTurns);
      await on.deliverNow(window);
      await world.clock.advance(minute);
      const entry = entryIn(window, number);
      const newer = '{"makertime":2}\n';
      writeFileSync(join(machine.folder, 'inbox', 'inbox.json'), newer);
      await on.attend(window, { kind: 'parcel', key: entry.key }, { kind: 'snooze', until: 'activity' });
      await world.clock.advance(twoTurns);
      assert.equal(window.store.get().acts.length, 1);
      assert.equal(readFileSync(join(machine.folder, 'inbox', 'inbox.json'), 'utf8'), newer);
      assert.equal(window.store.get().sync.trouble, undefined);
    });

    it('a disk that takes nothing for a while', async () => {
      let isFull = false;
      const onStep = (_id: number, step: string) => {
        if (isFull && step === 'write') throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      };
      const { window } = await on.joined({ onStep });
      on.mention();
      await world.clock.advance(twoTurns);
      await on.deliverNow(window);
      await world.clock.advance(2_000);
      await on.act(window, 2, { kind: 'done' });
      isFull = true;
      on.blocker();
      await world.clock.advance(20 * minute);
      assert.equal(window.store.get().sync.trouble?.kind, 'disk');
      isFull = false;
      await world.clock.advance(7 * minute);
      assert.deepEqual(stagesIn(window), ['2 done', '3 held']);
      assert.equal(on.thread(2)?.done, true);
      assert.equal(window.store.get().sync.trouble, undefined);
      assert.deepEqual(window.store.get().acts, []);
    });
  });

  describe('are the same in all windows', () => {
    it('invariant 11: one window shows the toast of a delivery, whoever asks first', async () => {
      const { machine, window } = await on.joined();
      on.mention();
      await world.clock.advance(hour);
      const [batch = ''] = shownIn(window);
      const stores = await Promise.all([1, 2, 3].map(() => openInbox(join(machine.folder, 'inbox'), memoryLog())));
      const claims = await Promise.all(stores.map((store) => store.claimToast(batch)));
      assert.deepEqual(claims.filter((isOurs) => isOurs).length, 1);
      for (const store of stores) assert.equal(await store.claimToast(batch), false);
    });

    for (const weather of ['fair', 'offline', 'hanging'] as const)
      it(`an act in any is seen in all within a second, and so is focus: ${weather}`, async () => {
        const { machine, window } = await on.joined();
        const windows = [window, await machine.open(), await machine.open()];
        for (let n = 0; n < 4; n++) on.mention();
        await world.clock.advance(twoTurns);
        await on.deliverNow(window);
        await world.clock.advance(2_000);
        await world.clock.settle();
        if (weather === 'offline') world.github.weather.offline(true);
        if (weather === 'hanging') world.github.weather.add({ effect: { kind: 'hang', when: 'before' } });
        for (const [place, each] of windows.entries()) {
          await on.act(each, 2 + place, place === 1 ? { kind: 'snooze', until: 'activity' } : { kind: 'done' });
          assert.notEqual(entryIn(each, 2 + place).stage.kind, 'delivered', 'at once where it was done');
          await aSecond(world);
          const expected = ['done', 'snoozed', 'done'].slice(0, place + 1);
          for (const other of windows)
            for (const [index, stage] of expected.entries())
              assert.equal(entryIn(other, 2 + index).stage.kind, stage, `${index} of window ${windows.indexOf(other)}`);
        }
        for (const each of windows) {
          await on.focusFor(each, 50);
          await aSecond(world);
          for (const other of windows) assert.ok(isFocusing(other, world.clock.now()), 'focus');
          await on.focus(each, { kind: 'end' });
          await aSecond(world);
          for (const other of windows) assert.ok(!isFocusing(other, world.clock.now()), 'no focus');
        }
      });

    it('what was done stays done while the answer to the rest of the turn is awaited', async () => {
      const { machine, window } = await on.joined();
      const other = await machine.open();
      for (let n = 0; n < 3; n++) on.mention();
      await world.clock.advance(twoTurns);
      await on.deliverNow(window);
      await world.clock.advance(2_000);
      await world.clock.settle();
      world.github.weather.add({ match: { method: 'GET' }, effect: { kind: 'latency', ms: 5_000 } });
      const seen = new Set<string>();
      await on.act(window, 2, { kind: 'done' });
      await on.act(window, 3, { kind: 'snooze', until: 'activity' });
      window.store.subscribe(() => seen.add([2, 3].map((number) => entryIn(window, number).stage.kind).join()));
      await aSecond(world);
      await on.act(other, 4, { kind: 'done' });
      for (let seconds = 0; seconds < 20; seconds++) await aSecond(world);
      assert.deepEqual([on.thread(2)?.done, on.thread(4)?.done], [true, true]);
      assert.deepEqual([...seen], ['done,snoozed']);
    });
  });

  describe('agree with GitHub', () => {
    /** Two are delivered and two are held; nothing but 304 follows. */
    async function settled() {
      const given = await on.joined();
      on.mention();
      on.mention();
      await world.clock.advance(twoTurns);
      await on.deliverNow(given.window);
      on.mention();
      on.mention();
      await world.clock.advance(12 * minute);
      assert.deepEqual(stagesIn(given.window), ['2 delivered', '3 delivered', '4 held', '5 held']);
      return given;
    }

    it('what is read or done elsewhere is followed within ten minutes, though GitHub says that nothing is new', async () => {
      const { window } = await settled();
      world.github.log.clear();
      const ana = world.github.as('ana');
      ana.readThread(repository, 2);
      ana.finishThread(repository, 3);
      ana.readThread(repository, 4);
      ana.finishThread(repository, 5);
      await world.clock.advance(11 * minute + 15_000);
      assert.deepEqual(stagesIn(window), ['2 delivered', '3 delivered', '4 done', '5 done']);
      for (const number of [2, 3]) assert.equal(entryIn(window, number).isUnread, false);
      const statuses = on.asked('GET', /^\/notifications/).map(({ status }) => status);
      assert.ok(statuses.filter((status) => status === 304).length >= 4, String(statuses));
      await world.clock.advance(hour);
      assert.deepEqual(
        stagesIn(window),
        ['2 delivered', '3 delivered', '4 done', '5 done'],
        'the next delivery leaves what was read',
      );
    });

    it('what moves again after it was read elsewhere is news again', async () => {
      const { window } = await settled();
      world.github.as('ana').readThread(repository, 4);
      await world.clock.advance(12 * minute);
      world.github.as('bo').comment(repository, 4, 'again');
      await world.clock.advance(twoTurns);
      assert.deepEqual(entryIn(window, 4).stage.kind, 'held');
    });

    it('what is done here is on GitHub within a turn, and stays as it is', async () => {
      const { window } = await settled();
      await on.act(window, 2, { kind: 'done' });
      await on.act(window, 3, { kind: 'read' });
      await on.act(window, 4, { kind: 'unsubscribe' });
      await world.clock.advance(4_000);
      assert.deepEqual([on.thread(2)?.done, on.thread(3)?.done, on.thread(4)?.done], [true, false, true]);
      assert.deepEqual([on.thread(2)?.unread, on.thread(3)?.unread, on.thread(4)?.unread], [false, false, false]);
      assert.deepEqual(window.store.get().acts, []);
      await world.clock.advance(12 * minute);
      assert.deepEqual(stagesIn(window), ['2 done', '3 delivered', '4 done', '5 held']);
      assert.equal(entryIn(window, 3).isUnread, false);
    });

    it('acts wait while offline, and are sent once', async () => {
      const { machine, window } = await settled();
      world.github.log.clear();
      world.github.weather.offline(true);
      await on.act(window, 2, { kind: 'done' });
      await on.act(window, 3, { kind: 'read' });
      await world.clock.advance(20 * minute);
      window.kill();
      const again = await machine.open();
      await world.clock.settle();
      assert.deepEqual([entryIn(again, 2).stage.kind, entryIn(again, 3).isUnread], ['done', false]);
      world.github.weather.offline(false);
      await world.clock.advance(6 * minute);
      assert.deepEqual([on.thread(2)?.done, on.thread(3)?.unread], [true, false]);
      const answered = (method: string) => on.asked(method, /^\/notifications\/threads/).filter(({ status }) => status);
      assert.deepEqual([answered('DELETE').length, answered('PATCH').length], [1, 1]);
      assert.deepEqual(again.store.get().acts, []);
    });

    for (const effect of [
      { kind: 'reset', when: 'after' },
      { kind: 'hang', when: 'after' },
      { kind: 'serverError', status: 502, when: 'before' },
      { kind: 'limited', status: 429, retryAfter: 30 },
    ] as const)
      it(`an act stands after ${JSON.stringify(effect)}`, async () => {
        const { window } = await settled();
        world.github.weather.add({ match: { method: 'DELETE' }, times: 1, effect });
        await on.act(window, 2, { kind: 'done' });
        await world.clock.advance(5 * minute);
        assert.equal(on.thread(2)?.done, true);
        assert.deepEqual(window.store.get().acts, []);
        assert.equal(entryIn(window, 2).stage.kind, 'done');
      });

    for (const lostRepositories of ['hidden', 'listed'] as const)
      it(`acts on a repository that has vanished end, and disturb nobody: ${lostRepositories}`, async () => {
        const lamp = world.github.addRepository({ owner: 'acme', name: 'lamp', roles: { ana: 'write', bo: 'write' } });
        assert.ok(lamp.id);
        world.github.setNotifications({ lostRepositories });
        const { window } = await on.joined(away);
        for (let n = 0; n < 3; n++) on.mention('Beam', 'acme/lamp');
        on.mention();
        await world.clock.advance(hour);
        world.github.deleteRepository('acme/lamp');
        await on.act(window, 1, { kind: 'done' }, 'acme/lamp');
        await on.act(window, 2, { kind: 'unsubscribe' }, 'acme/lamp');
        await on.act(window, 3, { kind: 'read' }, 'acme/lamp');
        await on.act(window, 2, { kind: 'done' });
        await world.clock.advance(12 * minute);
        assert.deepEqual(window.store.get().acts, []);
        assert.equal(window.store.get().sync.trouble, undefined);
        assert.deepEqual(
          [1, 2, 3].map((number) => entryIn(window, number, 'acme/lamp').stage.kind),
          ['done', 'done', 'delivered'],
        );
        assert.equal(on.thread(2)?.done, true);
      });

    it('what is done before GitHub has told of its thread is not told again', async () => {
      const { window } = await on.joined();
      const stop = world.github.weather.add({
        match: { path: /^\/notifications/ },
        effect: { kind: 'serverError', status: 502, when: 'before' },
      });
      on.blocker();
      await world.clock.advance(twoTurns);
      assert.deepEqual(stagesIn(window), ['2 held']);
      await on.deliverNow(window);
      await world.clock.advance(2_000);
      await on.act(window, 2, { kind: 'done' });
      stop();
      await world.clock.advance(12 * minute);
      assert.deepEqual(stagesIn(window), ['2 done']);
      assert.equal(inboxIn(window).days.get(today)?.arrived, 1);
    });
  });

  describe('without notifications', () => {
    for (const [status, why] of [
      [403, 'forbidden'],
      [404, 'missing'],
    ] as const)
      it(`blockers, answers and comments are held and delivered all the same, until GitHub tells again: ${status}`, async () => {
        world.github.withoutNotifications(status);
        const { window } = await on.joined();
        await window.engine.record(capture({ title: 'mine' }, { team: world.teamOf('ana') }));
        await window.engine.record(capture({ title: 'mine too' }, { team: world.teamOf('ana') }));
        await world.clock.advance(5_000);
        const theirs = on.blocker();
        on.mention();
        world.github.as('bo').closeIssue(repository, 2);
        world.github.as('bo').comment(repository, 3, 'try this');
        await world.clock.advance(twoTurns);
        assert.equal(window.store.get().threads, why);
        assert.equal(window.store.get().sync.trouble, undefined);
        assert.deepEqual(stagesIn(window), ['2 held', '3 held', `${theirs} held`]);
        assert.deepEqual(
          [2, 3, theirs].map((number) => entryIn(window, number).reason),
          ['freed', 'answer', 'waitsForMe'],
        );
        await world.clock.advance(hour);
        assert.deepEqual(stagesIn(window), ['2 delivered', '3 delivered', `${theirs} delivered`]);
        await on.act(window, theirs, { kind: 'done' });
        world.github.setNotifications({ refusal: undefined });
        await world.clock.advance(hour);
        assert.equal(window.store.get().threads, undefined);
        assert.deepEqual(stagesIn(window).slice(2), ['4 done', '5 held']);
        assert.deepEqual(window.store.get().acts, []);
      });
  });

  describe('cost little', () => {
    const fileOf = (folder: string) => {
      const { ino, mtimeMs } = statSync(join(folder, 'inbox', 'inbox.json'));
      return `${ino} ${mtimeMs}`;
    };

    it('5,000 held items are one delivery, heard and read in steps', async () => {
      world.github.addRepository({ owner: 'acme', name: 'lamp', roles: { ana: 'write', bo: 'write' } });
      const { machine, window } = await on.joined();
      await on.focusFor(window, 132);
      world.github.weather.offline(true);
      await world.clock.advance(42 * minute);
      world.github.addThreads('acme/lamp', { for: 'ana', by: 'bo', count: 5000, every: 500 });
      world.github.weather.offline(false);
      window.engine.wake();
      const files = new Set<string>();
      let most = 0;
      for (let turn = 0; turn < 20; turn++) {
        const before = world.github.log.count();
        await world.clock.advance(minute);
        most = Math.max(most, world.github.log.count() - before);
        files.add(fileOf(machine.folder));
      }
      assert.equal(inboxIn(window).entries.size, 5000);
      assert.ok(most <= 2 * 15, `${most} requests in a minute`);
      assert.ok(files.size <= 16, `${files.size} writings`);
      await world.clock.advance(50 * minute);
      assert.deepEqual(shownIn(window), []);
      await world.clock.advance(21 * minute);
      deliveredOnce(window, 5000);
    });

    it('an hour in which nothing happens writes no inbox', async () => {
      const { machine, window } = await on.joined(away);
      on.mention();
      on.blocker();
      await world.clock.advance(61 * minute);
      await on.act(window, 2, { kind: 'done' });
      await on.act(window, 3, { kind: 'snooze', until: 'activity' });
      await world.clock.advance(12 * minute);
      const before = fileOf(machine.folder);
      world.github.log.clear();
      await world.clock.advance(hour);
      assert.equal(fileOf(machine.folder), before);
      const charged = on.asked('GET', /^\/notifications/).filter((one) => one.charged);
      assert.ok(charged.length <= 7, `${charged.length} charged`);
    });
  });

  describe('let through', () => {
    const rotationOf = (login: string) =>
      world.github.putFile(
        repository,
        '.github/makertime.yml',
        `rotation:\n  every: 1w\n  starts: 2026-11-16T09:00[UTC]\n  people: [${login}]\n`,
      );
    const soon = () => new Date(world.clock.now() + hour).toISOString();

    it('people and repositories who are never held, in the midst of focus, and says why', async () => {
      world.github.addUser({ login: 'cy' });
      for (const name of ['lamp', 'bell'])
        world.github.addRepository({ owner: 'acme', name, roles: { ana: 'write', bo: 'write', cy: 'write' } });
      const rules = () => ({ people: ['BO'], repositories: ['Acme/Lamp'], ignored: [] });
      const { window } = await on.joined({ ...away, rules });
      await on.focusFor(window, 90);
      on.blocker();
      for (const name of ['acme/lamp', 'acme/bell'])
        world.github.as('cy').createIssue(name, { title: 'Beam', body: '@ana' });
      await world.clock.advance(heard);
      assert.equal(entryIn(window, 2).through, 'person');
      assert.equal(entryIn(window, 1, 'acme/lamp').through, 'repository');
      assert.equal(entryIn(window, 1, 'acme/bell').stage.kind, 'held');
      const { arrived, through, delivered } = inboxIn(window).days.get(today) ?? {};
      assert.deepEqual([arrived, through, delivered], [3, 2, 0]);
      await world.clock.advance(90 * minute);
      assert.equal(inboxIn(window).days.get(today)?.delivered, 1, 'what was let through is not delivered again');
    });

    it('what is urgent, for the available person alone', async () => {
      for (const [login, through] of [
        ['ana', 'rotation'],
        ['bo', undefined],
      ] as const) {
        world.dispose();
        begin();
        rotationOf(login);
        const { window } = await on.joined(away);
        await on.focusFor(window, 90);
        const urgent = on.blocker('now', { needBy: soon() });
        const other = on.blocker('some time', { needBy: `${today}T17:00:00Z` });
        await world.clock.advance(heard);
        assert.equal(entryIn(window, urgent).through, through);
        assert.equal(entryIn(window, other).stage.kind, 'held');
        assert.equal(inboxIn(window).days.get(today)?.through, login === 'ana' ? 1 : 0);
      }
    });

    it('nothing from repositories that are ignored', async () => {
      world.github.addRepository({ owner: 'acme', name: 'lamp', roles: { ana: 'write', bo: 'write' } });
      const { window } = await on.joined({
        ...away,
        rules: () => ({ people: [], repositories: [], ignored: ['ACME/lamp'] }),
      });
      on.mention('Beam', 'acme/lamp');
      on.mention();
      await world.clock.advance(heard);
      assert.deepEqual(
        [...inboxIn(window).entries.keys()].map((key) => key),
        [keyOf(2)],
      );
    });

    it('whoever becomes the available person hears of it, once, in a delivery', async () => {
      world.github.putFile(
        repository,
        '.github/makertime.yml',
        `rotation:\n  every: 1d\n  starts: 2026-11-20T10:30[Europe/Berlin]\n  people: [bo, ana]\n`,
      );
      const { window } = await on.joined(away);
      await world.clock.advance(50 * minute);
      const turn = () => [...inboxIn(window).entries.values()].filter(({ subject }) => subject === 'rotation');
      assert.deepEqual(
        turn().map(({ stage }) => stage.kind),
        ['held'],
      );
      await world.clock.advance(5 * hour);
      assert.deepEqual(
        turn().map(({ stage }) => stage),
        [{ kind: 'delivered', batch: eleven }],
      );
    });
  });

  describe('can be dealt with', () => {
    async function delivered() {
      const given = await on.joined();
      on.mention();
      on.mention();
      await world.clock.advance(twoTurns);
      await on.deliverNow(given.window);
      await world.clock.advance(2_000);
      assert.deepEqual(stagesIn(given.window), ['2 delivered', '3 delivered']);
      return given;
    }
    const inMinutes = (minutes: number) => new Date(world.clock.now() + minutes * minute).toISOString();

    it('now, and the next delivery has nothing of it', async () => {
      const { window } = await delivered();
      const batch = inboxIn(window).deliveredAt;
      await world.clock.advance(hour);
      assert.deepEqual(shownIn(window), [], 'what was asked for interrupts nobody');
      for (const number of [2, 3]) assert.deepEqual(entryIn(window, number).stage, { kind: 'delivered', batch });
    });

    it('what waited for them, was read, and was resolved by somebody else is done; what was not read stays', async () => {
      const { window } = await on.joined(away);
      const [read, unread] = [on.blocker('Read'), on.blocker('Unread')];
      await world.clock.advance(heard);
      await on.deliverNow(window);
      await world.clock.advance(2_000);
      await on.act(window, read, { kind: 'read' });
      await world.clock.advance(2_000);
      assert.deepEqual(stagesIn(window), [`${read} delivered`, `${unread} delivered`]);
      for (const number of [read, unread]) world.github.as('bo').closeIssue(repository, number);
      await world.clock.advance(heard);
      assert.equal(entryIn(window, unread).stage.kind, 'delivered');
      // What was done comes back with what GitHub tells of the closing, and no longer as something that waits.
      assert.notEqual(entryIn(window, read).reason, 'waitsForMe');
    });

    it('a snooze ends at its time between deliveries, and no activity ends it before', async () => {
      const { window } = await delivered();
      const until = inMinutes(20);
      await on.act(window, 2, { kind: 'snooze', until });
      await world.clock.advance(5 * minute);
      world.github.as('bo').comment(repository, 2, 'more');
      await world.clock.advance(14 * minute);
      assert.equal(entryIn(window, 2).stage.kind, 'snoozed');
      await world.clock.advance(2 * minute);
      assert.deepEqual(entryIn(window, 2).stage, { kind: 'delivered', batch: until });
      assert.ok(shownIn(window).includes(until));
    });

    it('a snooze that ends during focus waits for its end', async () => {
      const { window } = await delivered();
      await on.act(window, 2, { kind: 'snooze', until: inMinutes(20) });
      await on.focusFor(window, 25);
      await world.clock.advance(24 * minute);
      assert.equal(entryIn(window, 2).stage.kind, 'snoozed');
      await world.clock.advance(2 * minute);
      assert.equal(entryIn(window, 2).stage.kind, 'delivered');
    });

    it('a snooze until something happens', async () => {
      const { window } = await delivered();
      await on.act(window, 2, { kind: 'snooze', until: 'activity' });
      await world.clock.advance(2 * hour);
      assert.equal(entryIn(window, 2).stage.kind, 'snoozed');
      world.github.as('bo').closeIssue(repository, 2);
      await world.clock.advance(twoTurns);
      assert.equal(entryIn(window, 2).stage.kind, 'held');
      await world.clock.advance(3 * hour);
      assert.deepEqual(entryIn(window, 2).stage, { kind: 'delivered', batch: fifteen });
    });

    it('a whole delivery can be put off, and comes back whole', async () => {
      const { window } = await delivered();
      const { deliveredAt: batch = '' } = inboxIn(window);
      const until = inMinutes(30);
      await on.attend(window, { kind: 'batch', batch }, { kind: 'snooze', until });
      await world.clock.advance(2_000);
      assert.deepEqual(stagesIn(window), ['2 snoozed', '3 snoozed']);
      await world.clock.advance(30 * minute);
      for (const number of [2, 3]) assert.deepEqual(entryIn(window, number).stage, { kind: 'delivered', batch: until });
    });

    it('back from done, and what was left is heard of when its reader is named', async () => {
      const { window } = await delivered();
      await on.act(window, 2, { kind: 'done' });
      await world.clock.advance(2_000);
      await on.act(window, 2, { kind: 'undone' });
      await on.act(window, 3, { kind: 'unsubscribe' });
      await world.clock.advance(4_000);
      assert.deepEqual(stagesIn(window), ['2 delivered', '3 done']);
      const bo = world.github.as('bo');
      bo.comment(repository, 3, 'among others');
      await world.clock.advance(twoTurns);
      assert.equal(entryIn(window, 3).stage.kind, 'done');
      bo.comment(repository, 3, '@ana, you again');
      await world.clock.advance(twoTurns);
      assert.equal(entryIn(window, 3).stage.kind, 'held');
    });
  });
});
