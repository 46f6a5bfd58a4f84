import assert from 'node:assert/strict';
import { initialState } from '../../../../src/model/state.js';
import { readUnsent, withFresh, withoutDone } from '../../../../src/sync/turn/unsent.js';
import { capture, newId, team } from '../../../lib/fakes/builders.js';

const aside = [{ file: 'aside/new-x', why: 'torn' as const }];
const done = new Set<string>();
const reason = { kind: 'tooLong' as const };
const mutation = capture();
const act = {
  kind: 'attend',
  id: newId(),
  at: mutation.at,
  team,
  target: { kind: 'held' },
  act: { kind: 'deliver' },
} as const;

describe('what of the outbox people see', () => {
  it('is there once, whether it was shown first as it was recorded or as it was read', () => {
    const state = {
      ...initialState,
      ...readUnsent({ entries: [{ mutation, place: 'new' }], aside: [] }, [mutation], done),
    };
    assert.deepEqual(state.unsent, [mutation]);
    assert.equal(withFresh(state, mutation), state);
    const twice = withFresh(withFresh(initialState, act), act);
    assert.deepEqual([twice.acts, twice.unsent], [[act], []]);
  });

  it('is what was recorded here, though a reading that began before does not know it', () => {
    assert.deepEqual(readUnsent({ entries: [], aside: [] }, [mutation], done).unsent, [mutation]);
  });

  it('is no longer what GitHub has, though it still stands in the outbox; acts stay until the inbox knows them', () => {
    const entries = [mutation, act].map((one) => ({ mutation: one, place: 'claimed' as const }));
    const all = new Set([mutation.id, act.id]);
    const { unsent, acts } = readUnsent({ entries, aside: [] }, [], all);
    assert.deepEqual([unsent, acts], [[], [act]]);
    assert.deepEqual(withoutDone({ ...initialState, unsent: [mutation] }, all), { unsent: [] });
  });

  it('is refused with its reason, and not unsent beside that', () => {
    const read = readUnsent({ entries: [{ mutation, place: 'refused', reason }], aside }, [], done);
    assert.deepEqual([read.unsent, read.refused, read.aside], [[], [{ mutation, reason }], aside]);
  });
});
