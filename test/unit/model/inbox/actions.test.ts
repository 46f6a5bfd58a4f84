import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actOn, type EntryAction } from '../../../../src/model/inbox/actions.js';
import { emptyInbox } from '../../../../src/model/inbox/entries.js';
import { recentlyDone } from '../../../../src/model/inbox/groups.js';
import { newId } from '../../../lib/fakes/builders.js';
import {
  acted,
  anAct,
  aStage,
  delivered,
  done,
  entry,
  entryOf,
  heardAt,
  held,
  inboxOf,
  iso,
  key,
  keysOf,
  ms,
  putOff,
  stageOf,
} from '../../../lib/fakes/inboxEntries.js';

describe('acting', () => {
  it('on one entry in any order ends the same', () => {
    const acts = fc.array(anAct, { minLength: 1, maxLength: 5 }).chain((list) => {
      const numbered = list.map((what, index) => ({ what, index, id: newId() }));
      return fc.tuple(fc.constant(numbered), fc.shuffledSubarray(numbered, { minLength: numbered.length }));
    });
    fc.assert(
      fc.property(aStage, fc.boolean(), fc.boolean(), acts, (stage, isUnread, isMuted, [inOrder, mixed]) => {
        const before = inboxOf(entry(stage, { isUnread, ...(isMuted && { isMuted }) }));
        const ending = (list: typeof inOrder) =>
          list.reduce(
            (inbox, { id, what, index }) => actOn(inbox, id, { kind: 'parcel', key }, what, ms(index)),
            before,
          );
        assert.deepEqual(ending(mixed), ending(inOrder));
        assert.deepEqual(ending([...mixed, ...mixed]), ending(inOrder));
      }),
      { numRuns: 200 },
    );
  });

  it('on what was seen says nothing of what moved later', () => {
    const inbox = heardAt(10, {}, heardAt(0));
    const seen = (about: string) => ({ kind: 'parcel', key, about }) as const;
    for (const kind of ['read', 'done'] as const) {
      assert.equal(actOn(inbox, newId(), seen(iso(0)), { kind }, ms(20)), inbox);
      assert.notEqual(actOn(inbox, newId(), seen(iso(10)), { kind }, ms(20)), inbox);
    }
  });

  it('does what it says, on what is held as well', () => {
    const inbox = { ...inboxOf(entry(held)), deliveredAt: iso(0) };
    const read = acted(inbox, { kind: 'read' });
    assert.deepEqual([stageOf(read), entryOf(read).isUnread], [held, false]);
    assert.deepEqual(stageOf(acted(inbox, { kind: 'done' }, 5)), done(5));
    const muted = acted(inbox, { kind: 'unsubscribe' }, 5);
    assert.deepEqual([stageOf(muted), entryOf(muted).isMuted], [done(5), true]);
    const back = acted(muted, { kind: 'undone' }, 6);
    assert.deepEqual([stageOf(back), entryOf(back).isMuted], [delivered(0), undefined]);
    const snooze: EntryAction = { kind: 'snooze', until: iso(30) };
    assert.deepEqual(stageOf(acted(inbox, snooze)), putOff(iso(30)));
    assert.deepEqual(stageOf(acted(acted(heardAt(0), snooze), { kind: 'undone' }, 6)), delivered(6));
  });

  it('on a batch takes what is still in it', () => {
    const inbox = inboxOf(
      entry(delivered(0), { key: 'a' }),
      entry(delivered(1), { key: 'b' }),
      entry(putOff('activity'), { key: 'c' }),
    );
    const next = actOn(inbox, newId(), { kind: 'batch', batch: iso(0) }, { kind: 'done' }, ms(5));
    assert.deepEqual(keysOf(recentlyDone(next, 9)), ['a']);
    assert.equal(actOn(next, newId(), { kind: 'batch', batch: iso(0) }, { kind: 'done' }, ms(6)), next);
  });

  it('on what is not there, or twice, changes nothing', () => {
    assert.equal(acted(emptyInbox, { kind: 'done' }), emptyInbox);
    const id = newId();
    for (const kind of ['read', 'done', 'undone'] as const) {
      const once = actOn(inboxOf(entry(delivered(0))), id, { kind: 'parcel', key }, { kind }, ms(1));
      assert.equal(actOn(once, id, { kind: 'parcel', key }, { kind }, ms(2)), once);
    }
  });

  it('reading says nothing of what was heard later', () => {
    const inbox = heardAt(5);
    assert.equal(acted(inbox, { kind: 'read' }, 4), inbox);
    assert.equal(entryOf(acted(inbox, { kind: 'read' }, 5)).isUnread, false);
  });

  it('has no say over activity heard later', () => {
    const id = newId();
    const over = actOn(heardAt(0), id, { kind: 'parcel', key }, { kind: 'done' }, ms(1));
    const again = heardAt(5, {}, over);
    assert.equal(actOn(again, id, { kind: 'parcel', key }, { kind: 'done' }, ms(6)), again);
    assert.deepEqual(stageOf(again), held);
  });
});
