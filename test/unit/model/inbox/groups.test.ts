import assert from 'node:assert/strict';
import { deliver, emptyInbox, type Reason, type Stage } from '../../../../src/model/inbox/entries.js';
import {
  batchOf,
  deliveredGroups,
  heldCount,
  heldList,
  recentlyDone,
  snoozed,
} from '../../../../src/model/inbox/groups.js';
import { receiveNews } from '../../../../src/model/inbox/receive.js';
import {
  allHeld,
  date,
  delivered,
  done,
  entry,
  heardAt,
  held,
  inboxOf,
  incoming,
  iso,
  key,
  keysOf,
  ms,
  open,
  putOff,
} from '../../../lib/fakes/inboxEntries.js';

describe('a digest', () => {
  it('puts first what waits for the person, then people, threads and the rest; and lists each once', () => {
    const reasons: readonly Reason[] = [
      'other',
      'subscribed',
      'stateChange',
      'comment',
      'author',
      'answer',
      'mention',
      'freed',
      'assigned',
      'reviewRequested',
      'waitsForMe',
      'rotation',
    ];
    const inbox = (stage: Stage) => inboxOf(...reasons.map((reason) => entry(stage, { key: reason, reason })));
    const groups = deliveredGroups(heardAt(0, { reason: 'waitsForMe', from: 'bo' }, inbox(delivered(0)), open));
    assert.deepEqual(Object.fromEntries(Object.entries(groups).map(([name, list]) => [name, keysOf(list)])), {
      through: [key],
      freed: ['freed'],
      waitsForMe: ['rotation', 'assigned', 'reviewRequested', 'waitsForMe'],
      people: ['answer', 'mention'],
      threads: ['author', 'comment', 'stateChange'],
      rest: ['other', 'subscribed'],
    });
    const { through: _through, ...rest } = groups;
    assert.deepEqual(keysOf(heldList(inbox(held))), keysOf(Object.values(rest).flat()));
  });

  it('within a group what has lain longest comes first, read or not; of what was heard at once, what happened first', () => {
    const heard = (key: string, minutes: number, at: number, isUnread: boolean) =>
      entry(delivered(0), { key, heardAt: iso(minutes), at: iso(at), isUnread });
    const inbox = inboxOf(
      heard('11', 2, 1, true),
      heard('9', 2, 0, true),
      heard('b', 1, 0, false),
      heard('a', 0, 0, true),
    );
    assert.deepEqual(keysOf(deliveredGroups(inbox).threads), ['a', 'b', '9', '11']);
  });

  it('lists what is put off by its end and what is done by how long ago', () => {
    const until = (key: string, until: string) => entry(putOff(until), { key });
    const inbox = inboxOf(
      until('never', 'activity'),
      until('late', iso(9)),
      until('soon', '2026-11-23T09:05:00Z'),
      ...[1, 3, 2].map((minutes) => entry(done(minutes), { key: `${minutes}` })),
    );
    assert.deepEqual(keysOf(snoozed(inbox)), ['soon', 'late', 'never']);
    assert.deepEqual(keysOf(recentlyDone(inbox, 2)), ['3', '2']);
  });

  it('5,000 held, 50 more and one delivery: none is missed', () => {
    const news = (from: number, count: number, minutes: number) =>
      Array.from({ length: count }, (_, index) =>
        incoming({ key: `thing/acme/lamp#${from + index}`, at: iso(minutes) }),
      );
    const full = receiveNews(emptyInbox, news(0, 5000, 0), allHeld, ms(0), date);
    const more = receiveNews(full, [...news(4975, 50, 1)], allHeld, ms(1), date);
    assert.equal(heldCount(more), 5025);
    const next = deliver(more, iso(60), date);
    assert.equal(heldCount(next), 0);
    assert.equal(batchOf(next, iso(60)).length, 5025);
    assert.deepEqual(next.days.get(date), { arrived: 5050, delivered: 5025, through: 0, shown: [iso(60)] });
  });
});
