import assert from 'node:assert/strict';
import { focusCut } from '../../../../src/model/reach/cuts.js';
import { person, utc } from '../times.js';

describe('the focus that a meeting would cut', () => {
  it('is every declared block that lies in its time, and of those alone', () => {
    const maker = person({ zone: 'UTC', focus: [{ start: '2026-11-24T09:00', minutes: 120, every: 'week' }] });
    const away = person({ zone: 'UTC' });
    const cut = (from: string, to: string) => focusCut([away, maker, undefined, maker], utc(from), utc(to));
    assert.deepEqual(cut('2026-11-24T10:00', '2026-11-24T10:30'), { blocks: 2, people: [1, 3] });
    assert.deepEqual(cut('2026-11-24T08:00', '2026-11-24T09:00'), { blocks: 0, people: [] });
    assert.deepEqual(cut('2026-11-24T11:00', '2026-11-24T12:00'), { blocks: 0, people: [] });
    assert.deepEqual(cut('2026-12-01T10:59', '2026-12-01T12:00'), { blocks: 2, people: [1, 3] });
  });
});
