import assert from 'node:assert/strict';
import type { Item } from '../../../../src/model/board/item.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import { mostParks, type Park, surplus } from '../../../../src/model/local/park.js';
import { parksByThing } from '../../../../src/model/members.js';
import { initialState } from '../../../../src/model/state.js';
import { at, board, item, newId, team } from '../../../lib/fakes/builders.js';

const parkOf = ({ key, title }: Item, more: Partial<Park> = {}): Park => ({
  id: newId(),
  at,
  target: key,
  title,
  root: 'file:///lighthouse',
  branch: 'lamp-fog',
  files: [],
  ...more,
});
const closed = item({ state: 'closed' });
const open = item();

describe('what is parked', () => {
  it('is forgotten beyond a hundred only where its blocker is closed, the oldest first', () => {
    const items = board([open, closed]);
    const some = (count: number, of: Item) => Array.from({ length: count }, () => parkOf(of));
    assert.deepEqual(surplus(some(mostParks, closed), items), []);
    assert.deepEqual(surplus(some(mostParks + 9, open), items), []);
    const parks = [...some(50, open), ...some(3, closed), ...some(48, open), ...some(3, closed)];
    assert.deepEqual(
      surplus(parks, items),
      parks
        .slice(-4)
        .filter(({ target }) => target === closed.key)
        .reverse()
        .concat(parks[52] ?? []),
    );
    const gone = item();
    assert.deepEqual(surplus(some(mostParks + 1, gone), items), [], 'a blocker nobody knows may be open');
  });

  it('is found by the thing it waits for, the latest first', () => {
    const [one, other, unsent] = [item({ number: 7 }), item({ number: 8 }), item()];
    const { number: _number, ...withoutNumber } = unsent;
    const parks = [parkOf(one), parkOf(one), parkOf(other), parkOf(unsent), parkOf(item())];
    const state = { ...initialState, team, parks, confirmed: board([one, other, withoutNumber]) };
    assert.deepEqual(
      [...parksByThing(state)],
      [
        [referenceKey('acme/team', 7), parks[0]],
        [referenceKey('acme/team', 8), parks[2]],
      ],
    );
    assert.equal(parksByThing({ ...initialState, parks }).size, 0);
  });
});
