import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Case, type Figure, figureOf, figuresOf, isEnough, steps } from '../../../../src/model/tune/disclosure.js';
import { times } from '../../../lib/suite/seed.js';

const hour = 3_600_000;
/** Items of people: how many each has, and how many of all are counted. */
const casesOf = (counts: readonly number[], counted = 0, from = 0): readonly Case[] =>
  counts
    .flatMap((count, person) => Array.from({ length: count }, () => person + 1))
    .map((person, place) => ({ key: `${from + place}`, person, isCounted: place < counted, took: hour }));

const someCases = fc
  .array(fc.record({ person: fc.integer({ min: 1, max: 6 }), isCounted: fc.boolean(), took: fc.nat(50 * hour) }), {
    maxLength: 40,
  })
  .map((all) => all.map((one, place): Case => ({ ...one, key: `${place}` })));

describe('what may be told of a team', () => {
  for (const [name, counts, isTold] of [
    ['five items of three people', [2, 2, 1], true],
    ['four items', [2, 1, 1], false],
    ['items of two', [3, 3], false],
    ['somebody behind more than half', [4, 1, 1], false],
    ['somebody behind half', [3, 2, 1], true],
    ['nothing', [], false],
  ] as const)
    it(`is ${isTold ? 'a figure' : 'nothing'} where there are: ${name}`, () => {
      assert.equal(isEnough(casesOf(counts)), isTold);
      assert.equal(figureOf(casesOf(counts)) !== undefined, isTold);
    });

  it('is a fifth of the whole: of five items nobody sees whether all were in time, or all but one', () => {
    const fifths = [0, 1, 2, 3, 4, 5].map((counted) => figureOf(casesOf([2, 2, 1], counted))?.fifth);
    assert.deepEqual(fifths, [0, 0, 1, 3, 4, 4]);
  });

  it('says nothing of the slowest tenth of fewer than ten items', () => {
    assert.deepEqual(figureOf(casesOf([3, 3, 3])), { fifth: 0, atLeast: 5, half: 0 });
    assert.deepEqual(figureOf(casesOf([4, 3, 3])), { fifth: 0, atLeast: 10, half: 0, most: 0 });
  });

  it('is not told of two periods where one person stands behind what they differ by', () => {
    const month = casesOf([3, 3, 3]);
    const more = (...counts: readonly number[]) => [...month, ...casesOf(counts, 0, 100)];
    const isTold = ({ shorter, longer }: ReturnType<typeof figuresOf>) => [shorter !== undefined, longer !== undefined];
    assert.deepEqual(isTold(figuresOf(month, more())), [true, true]);
    assert.deepEqual(isTold(figuresOf(month, more(3))), [false, true]);
    assert.deepEqual(isTold(figuresOf(month, more(2, 2))), [false, true]);
    assert.deepEqual(isTold(figuresOf(month, more(2, 2, 1))), [true, true]);
  });

  it('is the same however one person has done, for at least one other way of all others: nothing of theirs follows', () => {
    const told = (cases: readonly Case[]): Figure | undefined => figureOf(cases.map(({ took: _took, ...one }) => one));
    fc.assert(
      fc.property(someCases, (cases) => {
        const figure = told(cases);
        fc.pre(figure !== undefined);
        for (const who of new Set(cases.map(({ person }) => person))) {
          const own = cases.filter(({ person }) => person === who);
          const others = cases.length - own.length;
          const counted = cases.filter(({ isCounted }) => isCounted).length;
          const ownCounted = own.filter(({ isCounted }) => isCounted).length;
          // Had they one more or one less, others could make up for it, or the figure would be the same all the same.
          const isHidden = [-1, 1].some((more) => {
            const changed = ownCounted + more;
            if (changed < 0 || changed > own.length) return false;
            return Array.from({ length: others + 1 }, (_, rest) => rest).some((rest) => {
              const all = cases.map((one, place) => ({ ...one, isCounted: place < changed + rest }));
              return told(all)?.fifth === figure?.fifth;
            });
          });
          assert.ok(isHidden, `${counted} of ${cases.length}, ${ownCounted} of ${own.length} theirs`);
        }
      }),
      { numRuns: times(100, 1_000) },
    );
  });

  it('has steps that hold at most so many of ten, counted one by one', () => {
    fc.assert(
      fc.property(someCases, (cases) => {
        const figure = figureOf(cases);
        if (!figure) return;
        const within = (step: number) => cases.filter(({ took = 0 }) => took <= (steps[step] ?? Infinity)).length;
        for (const [step, tenths] of [
          [figure.half, 5],
          [figure.most, 9],
        ] as const) {
          if (step === undefined) continue;
          assert.ok(10 * within(step) >= tenths * cases.length);
          if (step > 0) assert.ok(10 * within(step - 1) < tenths * cases.length);
        }
      }),
      { numRuns: times(200, 2_000) },
    );
  });
});
