import assert from 'node:assert/strict';
import { emptyInbox, type Inbox } from '../../../src/model/inbox.js';
import type { Status } from '../../../src/model/member.js';
import { createDeliveries, type DeliveryPorts } from '../../../src/sync/deliveries.js';
import type { StoredInbox } from '../../../src/sync/ports.js';
import { team } from '../../support/builders.js';
import { fakeClock } from '../../support/fakeClock.js';
import { delivered, held, inboxOf, iso, parcel } from '../../support/parcels.js';

const available: Status = { mode: 'available', windows: ['18:00'] };
const never = () => Promise.reject(new Error('is not asked for'));

/** A window that leads, with the inbox as it has read it. */
function leader(inbox: Inbox, minutes: number, saidAt: string | undefined, status: Status = available) {
  let stored: StoredInbox = { inbox };
  const ports: DeliveryPorts = {
    inbox: {
      read: async () => stored,
      async write(next) {
        stored = next;
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
    await deliveries.deliver();
    return [...stored.inbox.parcels.values()].map(({ stage }) => stage);
  };
}

describe('a delivery at the end of focus', () => {
  const quiet: Inbox = { ...inboxOf(parcel(held)), deliveredAt: iso(0), isQuiet: true };

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
