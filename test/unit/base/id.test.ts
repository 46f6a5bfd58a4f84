import assert from 'node:assert/strict';
import fc from 'fast-check';
import { idMaker, idTime, isId } from '../../../src/base/id.js';

describe('ids', () => {
  it('sort in the order they were made, even if the clock stands still or steps back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 2, maxLength: 20 }),
        fc.double({ min: 0, max: 0.96, noNaN: true }), // 16 highest digits in a row come once in 2^80
        (times, chance) => {
          let turn = 0;
          const next = idMaker(
            () => times[turn++ % times.length] ?? 0,
            () => chance,
          );
          const made = Array.from({ length: times.length * 2 }, next);
          assert.deepEqual([...made].sort(), made);
          assert.equal(new Set(made).size, made.length);
          assert.ok(made.every(isId));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('carry on where the last one ended within a millisecond, over any number of digits', () => {
    let random = 0.999;
    const next = idMaker(
      () => 1,
      () => {
        const now = random;
        random = 0.999;
        return now;
      },
    );
    random = 0; // only the first digit is small, so that all others overflow into it
    const [first = '', second = ''] = [next(), next()];
    assert.ok(first < second);
  });

  it('tell when they were made', () => {
    const now = Date.parse('2026-11-21T09:00:00.123Z');
    const next = idMaker(
      () => now,
      () => 0.5,
    );
    assert.equal(idTime(next()), now);
  });

  for (const [text, expected] of [
    ['01JD3MZ0000000000000000000', true],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', true],
    ['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', false],
    ['01JD3MZ000000000000000000', false],
    ['01JD3MZ00000000000000000000', false],
    ['01jd3mz0000000000000000000', false],
    ['01JD3MZ000000000000000000U', false],
    ['../01JD3MZ00000000000000000', false],
    ['01JD3MZ0000000000000000000\n', false],
    ['', false],
    [42, false],
    [undefined, false],
  ] as const)
    it(`${JSON.stringify(text)} is ${expected ? 'an' : 'no'} id`, () => assert.equal(isId(text), expected));
});
