import assert from 'node:assert/strict';
import { concerning, onBoard, thingKey } from '../../../src/model/concerns.js';
import type { Incoming } from '../../../src/model/inbox.js';
import type { Item } from '../../../src/model/item.js';
import { ana, bo, board, item, team } from '../../support/builders.js';
import { incoming } from '../../support/parcels.js';

const listening = '2026-11-20T09:00:00.000Z';
const now = Date.parse('2026-11-21T12:00:00Z');
const created = '2026-11-21T09:00:00Z';
const updated = '2026-11-21T11:00:00Z';
const chidi = { id: 3, login: 'chidi' };

/** Of an item of bo's, unless more is said: it was so, and is so now. */
const blocker = (more: Partial<Item> = {}) =>
  item({
    id: '01JD3ZZZZZZZZZZZZZZZZZZZZZ',
    by: bo,
    owner: 'ana',
    createdAt: created,
    updatedAt: updated,
    number: 7,
    ...more,
  });

function news(
  was: Item | undefined,
  is: Item | undefined,
  comments: 'heardElsewhere' | 'heardHere' = 'heardElsewhere',
  since = listening,
): readonly Incoming[] {
  return concerning(board(was ? [was] : []), board(is ? [is] : []), team, since, comments, now);
}

const reasons = (...told: Parameters<typeof news>) => news(...told).map(({ reason }) => reason);

describe('what concerns a person on the board', () => {
  it('is told with all that is known, under the name that GitHub’s notifications use', () => {
    assert.deepEqual(news(undefined, blocker({ title: 'the beam is stuck' })), [
      {
        key: 'thing/acme/team#7',
        repository: 'acme/team',
        subject: 'issue',
        number: 7,
        title: 'the beam is stuck',
        from: 'bo',
        reason: 'waitsForMe',
        at: created,
        isUnread: true,
      },
    ]);
    assert.equal(thingKey('Acme/Team', 7), 'thing/acme/team#7');
  });

  it('is a blocker that comes to wait for them: new, handed over, or opened again', () => {
    assert.deepEqual(reasons(undefined, blocker()), ['waitsForMe']);
    assert.deepEqual(reasons(undefined, blocker({ owner: 'ANA' })), ['waitsForMe']);
    const { owner: _owner, ...nobodys } = blocker();
    for (const was of [nobodys, blocker({ owner: 'chidi' }), blocker({ state: 'closed' })]) {
      assert.deepEqual(reasons(was, blocker()), ['waitsForMe']);
      assert.equal(news(was, blocker())[0]?.at, updated);
    }
  });

  it('is no blocker that waited before, is closed, is theirs, or is somebody else’s', () => {
    assert.deepEqual(news(blocker(), blocker({ title: 'other words', updatedAt: updated })), []);
    assert.deepEqual(news(undefined, blocker({ state: 'closed' })), []);
    assert.deepEqual(news(undefined, blocker({ by: ana })), []);
    assert.deepEqual(news(undefined, blocker({ owner: 'chidi' })), []);
    assert.deepEqual(news(blocker(), blocker({ owner: 'chidi' })), []);
    assert.deepEqual(news(blocker(), undefined), []);
  });

  it('is nothing that GitHub has not confirmed', () => {
    const { number: _number, ...unconfirmed } = blocker();
    assert.deepEqual(news(undefined, unconfirmed), []);
  });

  it('is nothing that was there before anybody listened; clocks may differ by minutes', () => {
    assert.deepEqual(news(undefined, blocker(), 'heardElsewhere', '2026-11-21T09:06:00.000Z'), []);
    assert.deepEqual(reasons(undefined, blocker(), 'heardElsewhere', '2026-11-21T09:04:00.000Z'), ['waitsForMe']);
    const late = '2026-11-21T11:30:00.000Z';
    assert.deepEqual(reasons(blocker({ owner: 'chidi' }), blocker(), 'heardElsewhere', late), ['waitsForMe']);
  });

  it('is an answer: one of theirs is closed, whoever is its owner', () => {
    const mine = blocker({ by: ana, owner: 'bo' });
    assert.deepEqual(reasons(mine, { ...mine, state: 'closed' }), ['answer']);
    assert.equal(news(mine, { ...mine, state: 'closed' })[0]?.from, undefined);
    assert.deepEqual(news({ ...mine, state: 'closed' }, { ...mine, state: 'closed', title: 'again' }), []);
    assert.deepEqual(news({ ...mine, state: 'closed' }, mine), []);
    assert.deepEqual(news(undefined, { ...mine, state: 'closed' }), [], 'it was closed before it was heard of');
  });

  it('is a comment only where GitHub’s notifications do not tell of it', () => {
    const talked = (one: Item) => ({ ...one, comments: one.comments + 1 });
    const mine = blocker({ by: ana, owner: 'bo' });
    const theirs = blocker({ by: chidi, owner: 'bo' });
    for (const one of [mine, blocker(), theirs]) assert.deepEqual(news(one, talked(one)), []);
    assert.deepEqual(reasons(mine, talked(mine), 'heardHere'), ['answer']);
    assert.deepEqual(reasons(blocker(), talked(blocker()), 'heardHere'), ['comment']);
    assert.deepEqual(news(theirs, talked(theirs), 'heardHere'), []);
    assert.deepEqual(news(talked(mine), mine, 'heardHere'), [], 'one that was taken back');
  });

  it('is urgent where it is needed within two hours, or was', () => {
    const needed = (needBy: string) => news(undefined, blocker({ needBy }))[0]?.isUrgent;
    assert.equal(needed('2026-11-21T14:00:00Z'), true);
    assert.equal(needed('2026-11-21T15:00:00+01:00'), true);
    assert.equal(needed('2026-11-20T09:00:00Z'), true);
    assert.equal(needed('2026-11-21T14:00:01Z'), undefined);
    assert.equal(needed('tomorrow'), undefined);
  });
});

describe('what GitHub tells of', () => {
  const told = incoming({ key: 'thing/acme/team#7', reason: 'mention' });

  it('waits for the person where the board says so, whatever else is said there', () => {
    const reasonOn = (known: Item) => onBoard([told], board([known]), team)[0]?.reason;
    assert.equal(reasonOn(blocker()), 'waitsForMe');
    for (const more of [{ owner: 'chidi' }, { by: ana }, { state: 'closed' }, { number: 8 }] as const)
      assert.equal(reasonOn(blocker(more)), 'mention');
  });

  it('is no news where it is a roster: people join by a comment there', () => {
    const rosters = new Map([[7, { number: 7, counts: true, isOpen: true }]]);
    assert.deepEqual(onBoard([told], board([], { rosters }), team), []);
  });
});
