import assert from 'node:assert/strict';
import { emptyInbox, type Inbox } from '../../../../src/model/inbox/entries.js';
import type { Edited, Status } from '../../../../src/model/people/member.js';
import type { StoredInbox } from '../../../../src/ports/stores.js';
import { createDeliveries, type DeliveryPorts } from '../../../../src/sync/turn/deliveries.js';
import { team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { delivered, entry, held, inboxOf, iso, ms, putOff } from '../../../lib/fakes/inboxEntries.js';

const available: Status = { mode: 'available', windows: ['18:00'] };
const never = () => Promise.reject(new Error('is not asked for'));

/** A window that leads, with the inbox as it has read it. */
function leader(inbox: Inbox, minutes: number, edited: Edited = {}, status: Status | (() => Status) = available) {
  const statusNow = typeof status === 'function' ? status : () => status;
  let stored: StoredInbox = { inbox };
  let now = ms(minutes);
  const ports: DeliveryPorts = {
    inbox: {
      read: async () => stored,
      async change(next) {
        stored = next(stored);
        return stored;
      },
      claimToast: never,
      watch: () => () => undefined,
    },
    outbox: undefined as never,
    remote: { pullThreads: never, leaveRoster: never },
    clock: { ...fakeClock(), now: () => now },
    team,
    declared: () => ({ status: statusNow(), edited }),
    status: statusNow,
    zone: () => 'UTC',
    rules: () => ({ people: [], repositories: [], ignored: [] }),
  };
  const deliveries = createDeliveries(ports);
  /** @param at a later minute */
  return async (at = minutes) => {
    now = ms(at);
    await deliveries.deliverDue();
    return [...stored.inbox.entries.values()].map(({ stage }) => stage);
  };
}

describe('a delivery at the end of focus', () => {
  const quiet: Inbox = { ...inboxOf(entry(held)), deliveredAt: iso(0), isQuiet: true };

  it('that was ended early is the same one, whichever window delivers it and when: one toast is claimed for it', async () => {
    for (const part of ['focusing', 'marks'] as const) {
      const [one, other] = [leader(quiet, 30, { [part]: iso(29) }), leader(quiet, 31, { [part]: iso(29) })];
      assert.deepEqual(await one(), [delivered(29)]);
      assert.deepEqual(await other(), [delivered(29)]);
    }
    const [block, plan] = [iso(20), iso(25)];
    assert.deepEqual(await leader(quiet, 30, { focusing: block, marks: plan })(), [delivered(25)]);
  });

  it('that ended by itself is not the one it began with', async () => {
    const focusing: Status = { ...available, focusing: { since: iso(5), until: iso(30) } };
    assert.deepEqual(await leader(quiet, 30, { focusing: iso(5) }, focusing)(), [delivered(30)]);
  });

  it('comes now where what was done last tells nothing: before the last delivery, ahead of this clock, or nothing', async () => {
    for (const focusing of [iso(-5), iso(0), iso(40), undefined])
      assert.deepEqual(await leader(quiet, 30, focusing ? { focusing } : {})(), [delivered(30)], focusing);
    assert.deepEqual(
      await leader({ ...emptyInbox, deliveredAt: iso(0), isQuiet: true }, 30, { focusing: iso(29) })(),
      [],
    );
  });

  it('is not when something else was said: that ends nothing', async () => {
    assert.deepEqual(await leader(quiet, 30, { said: iso(29) })(), [delivered(30)]);
    const block: Status = { ...available, mode: 'busy', focusing: { since: iso(5), until: iso(60) } };
    assert.deepEqual(await leader(quiet, 30, { said: iso(29), focusing: iso(5) }, block)(), [held]);
  });
});

describe('a delivery to somebody who is away', () => {
  const focused: Inbox = { ...inboxOf(entry(held)), deliveredAt: iso(0), isQuiet: true };
  const waiting: Inbox = { ...inboxOf(entry(held)), deliveredAt: iso(0) };
  const ended = { focusing: { since: iso(5), until: iso(30) } };
  const away: Status = { mode: 'away', since: iso(-60), until: iso(90), zone: 'UTC', windows: ['10:00', '18:00'] };
  const off: Status = { ...available, zone: 'UTC', off: ['2026-11-23'], windows: ['10:00', '18:00'] };

  it('waits for the first of their own times after they are back', async () => {
    for (const [minutes, expected] of [
      [31, held],
      [60, held],
      [91, held],
      [540, delivered(540)],
    ] as const)
      assert.deepEqual(await leader(waiting, minutes, {}, { ...away, ...ended })(), [expected], `${minutes}`);
  });

  it('is not what focus held, which waits as well, whether a window ran when it ended or not', async () => {
    const through = async (...minutes: readonly number[]) => {
      const [first = 0] = minutes;
      const turn = leader(focused, first, {}, { ...away, ...ended });
      for (const next of minutes.slice(1)) await turn(next);
      return turn(minutes.at(-1));
    };
    assert.deepEqual(await through(20, 31, 91), [held]);
    assert.deepEqual(await through(20, 31, 91, 540), [delivered(540)]);
    assert.deepEqual(await through(91), [held]);
    assert.deepEqual(await through(541), [delivered(540)]);
  });

  it('is not what was snoozed until then, either: it is there when they are back', async () => {
    const snoozed: Inbox = { ...inboxOf(entry(putOff(iso(20)))), deliveredAt: iso(0) };
    const turn = leader(snoozed, 30, {}, away);
    assert.deepEqual(await turn(), [putOff(iso(20))]);
    assert.deepEqual(await turn(91), [delivered(20)]);
  });

  it('waits for it as well where they are back before they meant to be', async () => {
    for (const mode of ['available', 'busy', 'invisible'] as const) {
      let status: Status = away;
      const turn = leader(waiting, 30, {}, () => status);
      await turn();
      assert.deepEqual(await turn(65), [held]);
      const { until: _until, ...rest } = away;
      status = { ...rest, mode, since: iso(70) };
      assert.deepEqual(await turn(71), [held], mode);
      assert.deepEqual(await turn(539), [held], mode);
      assert.deepEqual(await turn(540), [delivered(540)], mode);
    }
  });

  it('waits through a day off', async () => {
    for (const minutes of [31, 60, 540, 700])
      for (const inbox of [focused, waiting])
        assert.deepEqual(await leader(inbox, minutes, {}, { ...off, ...ended })(), [held], `${minutes}`);
  });

  it('comes as soon as they are back where nothing is held otherwise', async () => {
    const status: Status = { ...away, windows: [] };
    assert.deepEqual(await leader(waiting, 89, {}, status)(), [held]);
    assert.deepEqual(await leader(waiting, 90, {}, status)(), [delivered(90)]);
  });
});
