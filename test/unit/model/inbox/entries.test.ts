import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deliver, emptyInbox, forget, nextWake, type Stage, wake } from '../../../../src/model/inbox/entries.js';
import { batchOf, deliveredGroups, heldCount, heldList, recentlyDone } from '../../../../src/model/inbox/groups.js';
import { receiveNews } from '../../../../src/model/inbox/receive.js';
import {
  acted,
  anAct,
  date,
  delivered,
  done,
  entry,
  entryOf,
  held,
  inboxOf,
  iso,
  keysOf,
  ms,
  putOff,
  someNews,
  someRules,
  stageOf,
} from '../../../lib/fakes/inboxEntries.js';

describe('delivering', () => {
  it('takes all that is held and what was put off until now, once', () => {
    const inbox = inboxOf(
      entry(held, { key: 'a' }),
      entry(putOff(iso(60)), { key: 'b', through: 'person' }),
      entry(putOff(iso(61)), { key: 'c' }),
      entry(putOff('activity'), { key: 'd' }),
      entry(done(0), { key: 'e' }),
    );
    const next = deliver(inbox, iso(60), date);
    assert.deepEqual(keysOf(batchOf(next, iso(60))), ['a', 'b']);
    assert.equal(entryOf(next, 'b').through, undefined);
    assert.deepEqual(next.days.get(date), { arrived: 0, delivered: 2, through: 0, shown: [iso(60)] });
    assert.equal(next.deliveredAt, iso(60));
    for (const batch of [iso(60), iso(59), '2026-11-23T10:00:00Z']) assert.equal(deliver(next, batch, date), next);
  });

  it('that the person asked for interrupts nobody, and what was there before anybody listened is not counted', () => {
    const inbox = { ...inboxOf(entry(held)), since: iso(-10) };
    const asked = deliver(inbox, iso(60), date, 'person').days.get(date);
    assert.deepEqual([asked?.delivered, asked?.shown], [1, []]);
    assert.deepEqual(deliver(inbox, iso(60), date).days.get(date)?.shown, [iso(60)]);
    assert.equal(deliver({ ...inbox, since: iso(30) }, iso(60), date).days.get(date)?.delivered, 0);
  });

  it('what was read stays until the person is done with it, and a month at most', () => {
    const month = 31 * 24 * 60;
    const inbox = inboxOf(
      entry(delivered(0), { key: 'read', isUnread: false }),
      entry(delivered(0), { key: 'unread' }),
      entry(delivered(month), { key: 'broke through since', isUnread: false, through: 'person' }),
    );
    assert.deepEqual(recentlyDone(deliver(inbox, iso(60), date), 9), []);
    const next = deliver(inbox, iso(month), date);
    assert.deepEqual(keysOf(recentlyDone(next, 9)), ['read']);
    assert.deepEqual(keysOf(deliveredGroups(next).through), ['broke through since']);
  });

  it('with nothing to deliver is remembered, and shows nothing', () => {
    assert.deepEqual(deliver(emptyInbox, iso(60), date), { ...emptyInbox, deliveredAt: iso(60) });
  });

  it('nothing is missed and nothing delivered twice, whatever comes between', () => {
    const step = fc.oneof(
      someNews.map((news) => ({ kind: 'hear' as const, news })),
      fc.constant({ kind: 'deliver' as const }),
      fc.constant({ kind: 'wake' as const }),
      anAct.map((what) => ({ kind: 'act' as const, what })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), someRules, (steps, rules) => {
        let inbox = emptyInbox;
        steps.forEach((one, index) => {
          const at = index * 20;
          if (one.kind === 'hear') inbox = receiveNews(inbox, one.news, rules, ms(at), date);
          if (one.kind === 'wake') inbox = wake(inbox, iso(at), date);
          if (one.kind === 'act') inbox = acted(inbox, one.what, at);
          if (one.kind !== 'deliver') return;
          const due = keysOf(heldList(inbox));
          inbox = deliver(inbox, iso(at), date);
          const batch = new Set(keysOf(batchOf(inbox, iso(at))));
          assert.deepEqual(
            due.filter((one) => !batch.has(one)),
            [],
          );
          assert.equal(heldCount(inbox), 0);
          assert.equal(deliver(inbox, iso(at), date), inbox);
          assert.equal(wake(inbox, iso(at), date), inbox);
        });
        const { shown = [] } = inbox.days.get(date) ?? {};
        assert.deepEqual([...shown].sort(), shown);
      }),
      { numRuns: 150 },
    );
  });
});

describe('waking', () => {
  const inbox = {
    ...inboxOf(
      entry(putOff(iso(30)), { key: 'a' }),
      entry(putOff('2026-11-23T09:20:00Z'), { key: 'b' }),
      entry(putOff('activity'), { key: 'c' }),
      entry(held, { key: 'd' }),
    ),
    deliveredAt: iso(0),
  };

  it('brings back what is over and nothing that is held', () => {
    assert.equal(nextWake(inbox), ms(20));
    assert.equal(wake(inbox, iso(19), date), inbox);
    const next = wake(inbox, iso(20), date);
    assert.deepEqual(keysOf(batchOf(next, iso(20))), ['b']);
    assert.deepEqual(next.days.get(date), { arrived: 0, delivered: 0, through: 0, shown: [iso(20)] });
    assert.equal(next.deliveredAt, iso(0));
    assert.equal(nextWake(next), ms(30));
    assert.equal(nextWake(wake(next, iso(40), date)), undefined);
  });

  it('an end that is none is over at once', () => {
    const broken = inboxOf(entry(putOff('soon')));
    assert.deepEqual(stageOf(wake(broken, iso(1), date)), delivered(1));
  });
});

describe('forgetting', () => {
  const dayLong = 24 * 60;

  it('lets go of what is long done and of old days, and of nothing else', () => {
    const old = -31 * dayLong;
    const stages: Readonly<Record<string, Stage>> = {
      old: done(old),
      young: done(-29 * dayLong),
      held: held,
      delivered: delivered(old),
      snoozed: putOff(iso(old)),
    };
    const day = { arrived: 1, delivered: 0, through: 0, shown: [] };
    const inbox = {
      ...inboxOf(...Object.entries(stages).map(([key, stage]) => entry(stage, { key, heardAt: iso(old) }))),
      days: new Map([
        ['2026-08-21', day],
        ['2026-08-22', day],
      ]),
    };
    const next = forget(inbox, ms(0));
    assert.deepEqual([...next.entries.keys()], ['young', 'held', 'delivered', 'snoozed']);
    assert.deepEqual([...next.days.keys()], ['2026-08-22']);
    assert.equal(forget(next, ms(0)), next);
  });

  it('of too many the oldest done ones go, and never what is still to come', () => {
    const many = (count: number, stage: (index: number) => Stage) =>
      Array.from({ length: count }, (_, index) => entry(stage(index), { key: `${stage(index).kind} ${index}` }));
    const inbox = inboxOf(...many(4998, () => held), ...many(4, (index) => done(-index)));
    const next = forget(inbox, ms(0));
    assert.equal(next.entries.size, 5000);
    assert.deepEqual(keysOf(recentlyDone(next, 9)), ['done 0', 'done 1']);
    const full = inboxOf(...many(5001, () => held));
    assert.equal(forget(full, ms(0)), full);
  });
});
