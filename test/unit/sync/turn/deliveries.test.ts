import assert from 'node:assert/strict';
import { emptyInbox, type Inbox } from '../../../../src/model/inbox/entries.js';
import type { Status } from '../../../../src/model/people/member.js';
import type { StoredInbox } from '../../../../src/ports/stores.js';
import { createDeliveries, type DeliveryPorts } from '../../../../src/sync/turn/deliveries.js';
import { team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { delivered, entry, held, inboxOf, iso } from '../../../lib/fakes/inboxEntries.js';

const available: Status = { mode: 'available', windows: ['18:00'] };
const never = () => Promise.reject(new Error('is not asked for'));

/** A window that leads, with the inbox as it has read it. */
function leader(inbox: Inbox, minutes: number, saidAt: string | undefined, status: Status = available) {
  let stored: StoredInbox = { inbox };
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
    remote: { pullThreads: never },
    clock: fakeClock(iso(minutes)),
    team,
    declared: () => ({ status, edited: saidAt ? { said: saidAt } : {} }),
    zone: () => 'UTC',
    rules: () => ({ people: [], repositories: [], ignored: [] }),
  };
  const deliveries = createDeliveries(ports);
  return async () => {
    await deliveries.deliverDue();
    return [...stored.inbox.entries.values()].map(({ stage }) => stage);
  };
}

describe('a delivery at the end of focus', () => {
  const quiet: Inbox = { ...inboxOf(entry(held)), deliveredAt: iso(0), isQuiet: true };

  it('that was ended early is the same one, whichever window delivers it and when: one toast is claimed for it', async () => {
    const [one, other] = [leader(quiet, 30, iso(29)), leader(quiet, 31, iso(29))];
    assert.deepEqual(await one(), [delivered(29)]);
    assert.deepEqual(await other(), [delivered(29)]);
  });

  it('that ended by itself is not the one it began with', async () => {
    const focusing: Status = { mode: 'focusing', since: iso(5), until: iso(30), windows: ['18:00'] };
    assert.deepEqual(await leader(quiet, 30, iso(5), focusing)(), [delivered(30)]);
  });

  it('comes now where what was said last tells nothing: before the last delivery, ahead of this clock, or nothing', async () => {
    for (const saidAt of [iso(-5), iso(0), iso(40), undefined])
      assert.deepEqual(await leader(quiet, 30, saidAt)(), [delivered(30)], saidAt);
    assert.deepEqual(await leader({ ...emptyInbox, deliveredAt: iso(0), isQuiet: true }, 30, iso(29))(), []);
  });
});
