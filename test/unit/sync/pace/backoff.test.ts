import assert from 'node:assert/strict';
import { backoff, lookTimes } from '../../../../src/sync/pace/backoff.js';

describe('the wait before the next try', () => {
  it('doubles with each failure, and is never longer than five minutes, however long nothing gets through', () => {
    const waits = [1, 2, 3, 6, 7, 8, 100, 100_000].map((failures) => backoff(failures, 1) / 1_000);
    assert.deepEqual(waits, [5, 10, 20, 160, 300, 300, 300, 300]);
  });

  it('is spread: no two windows of a team that lost the same server try at the same moment', () => {
    assert.deepEqual(
      [0, 0.5, 0.9].map((chance) => backoff(1, chance)),
      [2_500, 3_750, 4_750],
    );
  });

  it('leaves time between two looks for what may have arrived: lists lag, and the last look comes after three minutes', () => {
    assert.deepEqual(
      [...lookTimes],
      [...lookTimes].sort((a, b) => a - b),
    );
    assert.ok((lookTimes.at(-1) ?? 0) >= 180_000);
  });
});
