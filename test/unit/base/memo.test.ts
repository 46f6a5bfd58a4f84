import assert from 'node:assert/strict';
import { memo } from '../../../src/base/memo.js';

describe('what is computed once', () => {
  it('is computed again only where something it depends on is another object', () => {
    let times = 0;
    const sum = memo(
      (list: readonly number[], more: { readonly by: number }, _unused: string) => [list, more],
      (list, { by }) => {
        times++;
        return list.reduce((a, b) => a + b, by);
      },
    );
    const [list, more] = [[1, 2], { by: 3 }];
    assert.deepEqual([sum(list, more, 'a'), sum(list, more, 'b'), times], [6, 6, 1]);
    assert.deepEqual([sum(list, { by: 4 }, 'a'), times], [7, 2]);
    assert.deepEqual([sum([1, 2], more, 'a'), times], [6, 3]);
    assert.deepEqual([sum(list, more, 'a'), times], [6, 4], 'of each list only the last result is kept');
  });

  it('is kept also where it is undefined', () => {
    let times = 0;
    const nothing = memo(
      (of: object) => [of],
      () => void times++,
    );
    const of = {};
    nothing(of);
    nothing(of);
    assert.equal(times, 1);
  });

  it('can be made from what was made last for the same first object', () => {
    const history = memo(
      (of: object, step: number) => [of, step],
      (_of, step, last?: readonly number[]): readonly number[] => [...(last ?? []), step],
    );
    const [one, other] = [{}, {}];
    assert.deepEqual([history(one, 1), history(one, 2), history(one, 2)], [[1], [1, 2], [1, 2]]);
    assert.deepEqual(history(other, 3), [3]);
  });
});
