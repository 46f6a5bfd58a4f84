import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  emptyInbox,
  type Inbox,
  type InboxEntry,
  type Incoming,
  type Stage,
} from '../../../../src/model/inbox/entries.js';
import { breaksThrough, doneWith, metIn, readElsewhere, receiveNews } from '../../../../src/model/inbox/receive.js';
import { newId } from '../../../lib/fakes/builders.js';
import {
  acted,
  allHeld,
  anAct,
  aStage,
  date,
  delivered,
  done,
  entry,
  entryOf,
  heardAt,
  held,
  inboxOf,
  incoming,
  iso,
  ms,
  open,
  putOff,
  someNews,
  someRules,
  stageOf,
} from '../../../lib/fakes/inboxEntries.js';

describe('what waits for the person no longer', () => {
  it('is done if they have read it, and stays where it is if they have not, or if it is held or snoozed', () => {
    const all = [
      entry(delivered(0), { key: 'read', isUnread: false }),
      entry(delivered(0), { key: 'unread' }),
      entry(held, { key: 'held' }),
      entry(putOff('activity'), { key: 'snoozed', isUnread: false }),
      entry(delivered(0), { key: 'other', isUnread: false }),
    ];
    const over = new Set(['read', 'unread', 'held', 'snoozed', 'unheard']);
    const { entries } = doneWith(inboxOf(...all), over, ms(5));
    assert.deepEqual(
      [...entries.values()].map(({ stage }) => stage),
      [{ kind: 'done', at: iso(5) }, delivered(0), held, putOff('activity'), delivered(0)],
    );
    const inbox = inboxOf(...all);
    assert.equal(doneWith(inbox, new Set(), ms(5)), inbox);
  });
});

describe('hearing', () => {
  it('of a repository under its new name, what is known of it moves along', () => {
    const known = inboxOf(entry(delivered(-60), { key: 'thing/acme/lamp#7', thread: '5', acted: newId() }));
    const told = incoming({ key: 'thing/acme/light#7', repository: 'acme/light', thread: '5' });
    const { entries } = receiveNews(known, [told], allHeld, ms(1), date);
    assert.deepEqual([...entries.keys()], ['thing/acme/light#7']);
    const [moved] = entries.values();
    assert.deepEqual([moved?.repository, moved?.stage], ['acme/light', delivered(-60)]);
    const other = incoming({ key: 'thing/acme/light#8', repository: 'acme/light', number: 8, thread: '6' });
    assert.equal(receiveNews(known, [other], allHeld, ms(1), date).entries.size, 2);
  });

  it('the same twice is the same as once, whatever was there', () => {
    const acts = fc.array(anAct, { maxLength: 3 });
    fc.assert(
      fc.property(someNews, acts, someNews, someRules, (before, acts, news, rules) => {
        const known = acts.reduce(
          (inbox, one) => acted(inbox, one, 5),
          receiveNews(emptyInbox, before, allHeld, ms(5), date),
        );
        const once = receiveNews(known, news, rules, ms(6), date);
        assert.equal(receiveNews(once, news, rules, ms(7), date), once);
      }),
      { numRuns: 200 },
    );
  });

  it('in any order ends with the same instant, title and reason, and changes nothing that was there', () => {
    const told = (inbox: Inbox) =>
      [...inbox.entries.values()]
        .map(({ key, at, title, reason }) => ({ key, at: Date.parse(at), title, reason }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    fc.assert(
      fc.property(aStage, fc.boolean(), someNews, someNews, someRules, (stage, isMuted, one, other, rules) => {
        const known = entry(stage, { at: iso(-9), acted: newId(), ...(isMuted && { isMuted }) });
        const before = Object.freeze(inboxOf(Object.freeze(known)));
        const both = (first: readonly Incoming[], second: readonly Incoming[]) =>
          receiveNews(receiveNews(before, first, rules, ms(5), date), second, rules, ms(6), date);
        assert.deepEqual(told(both(one, other)), told(both(other, one)));
        assert.deepEqual([...before.entries.values()], [known]);
      }),
      { numRuns: 200 },
    );
  });

  it('holds, and counts an activity once however many tell of it', () => {
    const news = [incoming({ at: iso(1) }), incoming({ at: iso(0) }), incoming({ at: iso(2) })];
    const inbox = receiveNews(emptyInbox, news, allHeld, ms(3), date);
    assert.deepEqual(entryOf(inbox), { ...incoming({ at: iso(2) }), heardAt: iso(3), stage: held });
    assert.deepEqual(inbox.days.get(date), { arrived: 1, delivered: 0, through: 0, shown: [] });
    const later = receiveNews(inbox, [incoming({ at: iso(4) }), ...news], allHeld, ms(4), date);
    assert.equal(later.days.get(date)?.arrived, 2);
    assert.equal(receiveNews(later, news, allHeld, ms(5), date), later);
  });

  it('an instant of another precision is the same instant', () => {
    const inbox = heardAt(1);
    assert.equal(heardAt(2, { at: '2026-11-23T09:01:00Z' }, inbox).days.get(date)?.arrived, 1);
  });

  it('newer activity brings back what was delivered, done or put off until it moves', () => {
    for (const stage of [delivered(0), done(0), putOff('activity')] satisfies Stage[]) {
      const inbox = heardAt(5, { title: 'new' }, inboxOf(entry(stage, { through: 'person', isUnread: false })));
      assert.deepEqual(entryOf(inbox), {
        ...incoming({ title: 'new', at: iso(5) }),
        heardAt: iso(5),
        stage: held,
      });
    }
  });

  it('what is put off until a time stays put off, with its newest state, and breaks nothing', () => {
    const until: Stage = putOff(iso(60));
    const inbox = heardAt(5, { title: 'new', from: 'bo' }, inboxOf(entry(until)), open);
    assert.deepEqual([entryOf(inbox).title, stageOf(inbox)], ['new', until]);
    assert.deepEqual(inbox.days.get(date), { arrived: 1, delivered: 0, through: 0, shown: [] });
  });

  it('what is muted is not heard of, but for what is asked of the person by name', () => {
    const muted = inboxOf(entry(done(0), { isMuted: true }));
    for (const reason of ['answer', 'author', 'comment', 'stateChange', 'subscribed'] as const)
      assert.equal(heardAt(5, { reason }, muted), muted);
    for (const reason of ['mention', 'waitsForMe', 'reviewRequested', 'assigned'] as const)
      assert.deepEqual(stageOf(heardAt(5, { reason }, muted)), held);
  });

  it('what was read before it came is done, and stays in the list where it was delivered', () => {
    const read = { isUnread: false, from: 'bo' };
    assert.deepEqual(stageOf(heardAt(5, read, emptyInbox, open)), done(5));
    assert.deepEqual(stageOf(heardAt(5, read, heardAt(0), open)), done(5));
    const listed = heardAt(5, read, inboxOf(entry(delivered(0))), open);
    assert.deepEqual([stageOf(listed), entryOf(listed).isUnread], [delivered(0), false]);
    assert.deepEqual(stageOf(heardAt(5, { ...read, at: iso(0) }, heardAt(0), open)), done(0));
  });

  it('what is not newer adds its thread, its reason and that it was read, and moves nothing else', () => {
    const before = inboxOf(entry(delivered(0), { at: iso(3) }));
    const older = heardAt(5, { at: iso(1), thread: '5', reason: 'waitsForMe', title: 'old', isUnread: false }, before);
    assert.deepEqual(entryOf(older), { ...entryOf(before), thread: '5', reason: 'waitsForMe' });
    assert.equal(heardAt(5, { at: iso(3), reason: 'other' }, before), before);
    assert.equal(entryOf(heardAt(5, { at: iso(3), isUnread: false }, before)).isUnread, false);
    assert.equal(older.days.size, 0);
  });

  it('what waits for the person still does when somebody comments, until they were done with it', () => {
    const waits = heardAt(0, { reason: 'waitsForMe' });
    assert.equal(entryOf(heardAt(5, {}, waits)).reason, 'waitsForMe');
    assert.equal(entryOf(heardAt(5, {}, acted(waits, { kind: 'done' }, 1))).reason, 'comment');
  });

  it('of an ignored repository or owner nothing is heard', () => {
    for (const ignored of ['Acme/LAMP', 'ACME/*'])
      assert.equal(heardAt(0, { from: 'bo' }, emptyInbox, { ...open, ignored: [ignored] }), emptyInbox);
    assert.equal(heardAt(0, {}, emptyInbox, { ...allHeld, ignored: ['acme/la', 'ac/*', '*'] }).entries.size, 1);
  });
});

describe('breaking through', () => {
  it('names the rule', () => {
    assert.equal(breaksThrough(incoming({ from: 'bO', isUrgent: true }), open), 'person');
    assert.equal(breaksThrough(incoming({ from: 'ana', repository: 'acme/BELL' }), open), 'repository');
    assert.equal(breaksThrough(incoming({ isUrgent: true }), open), 'rotation');
    assert.equal(breaksThrough(incoming({ isUrgent: true }), { ...open, isMyTurn: false }), undefined);
    assert.equal(breaksThrough(incoming({ from: 'bob', repository: 'acme/bel' }), open), undefined);
  });

  it('holds whoever has taken the login of somebody let through', () => {
    const first = metIn({}, [incoming({ from: 'Bo', fromId: 2 }), incoming({ from: 'chidi', fromId: 3 })], open);
    assert.deepEqual(first, { bo: 2 });
    const rules = { ...open, met: first };
    assert.equal(breaksThrough(incoming({ from: 'bo', fromId: 2 }), rules), 'person');
    assert.equal(breaksThrough(incoming({ from: 'bo' }), rules), 'person');
    assert.equal(breaksThrough(incoming({ from: 'BO', fromId: 99 }), rules), undefined);
    assert.equal(metIn(first, [incoming({ from: 'bo', fromId: 99 })], open), first);
    const removed = metIn(first, [], { people: [] });
    assert.deepEqual(removed, {});
    assert.deepEqual(metIn(removed, [incoming({ from: 'bo', fromId: 99 })], open), { bo: 99 });
  });

  it('delivers at once, and what comes with it is held: counted each, shown once', () => {
    const news = [incoming({ isUrgent: true }), incoming({ key: 'b', from: 'bo' }), incoming({ key: 'c' })];
    const inbox = receiveNews(emptyInbox, news, open, ms(1), date);
    assert.deepEqual(
      [...inbox.entries.values()].map(({ stage, through }) => [stage, through]),
      [
        [delivered(1), 'rotation'],
        [delivered(1), 'person'],
        [held, undefined],
      ],
    );
    assert.deepEqual(inbox.days.get(date), { arrived: 3, delivered: 0, through: 2, shown: [iso(1)] });
    assert.equal(inbox.deliveredAt, undefined);
  });

  it('lets through what another source told of first, once, and only while it is held', () => {
    const urgent = { at: iso(0), isUrgent: true } as const;
    const through = heardAt(5, urgent, heardAt(1), open);
    assert.deepEqual([stageOf(through), entryOf(through).at], [delivered(5), iso(1)]);
    assert.deepEqual(through.days.get(date), { arrived: 1, delivered: 0, through: 1, shown: [iso(5)] });
    const over = acted(through, { kind: 'done' });
    assert.equal(heardAt(6, urgent, over, open), over);
    const together = receiveNews(emptyInbox, [incoming({ at: iso(1) }), incoming(urgent)], open, ms(5), date);
    assert.deepEqual(stageOf(together), delivered(5));
  });
});

describe('what was read elsewhere', () => {
  const listed = (stage: Stage, more: Partial<InboxEntry> = {}) => inboxOf(entry(stage, { thread: '5', ...more }));

  it('is done while held, greyed when delivered, and left alone else', () => {
    const look = (inbox: Inbox) => readElsewhere(inbox, new Set(['6']), ms(5));
    const wasHeld = look(listed(held));
    assert.deepEqual([stageOf(wasHeld), entryOf(wasHeld).isUnread], [done(5), false]);
    const wasDelivered = look(listed(delivered(0)));
    assert.deepEqual([stageOf(wasDelivered), entryOf(wasDelivered).isUnread], [delivered(0), false]);
    assert.equal(look(wasDelivered), wasDelivered);
    for (const same of [
      listed(putOff('activity')),
      listed(done(0)),
      listed(held, { thread: '6' }),
      listed(held, { heardAt: iso(5) }),
      inboxOf(entry(held)),
    ])
      assert.equal(look(same), same);
  });
});
