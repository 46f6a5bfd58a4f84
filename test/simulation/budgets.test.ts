import assert from 'node:assert/strict';
import { seed, times } from '../lib/suite/seed.js';
import { budgets } from '../tools/bench/budgets.js';
import { type Figure, figures } from '../tools/bench/figures.js';
import { benchHours, hours } from '../tools/bench/hours.js';
import { compare } from '../tools/bench/judge.js';
import { benchSizes } from '../tools/bench/sizes.js';

/** What is wrong with these figures, in words. */
function complaints(found: readonly Figure[], promised: Parameters<typeof compare>[1]): readonly string[] {
  const { judged, unmatched } = compare(found, promised);
  return [...unmatched, ...judged.flatMap(({ complaint }) => complaint ?? [])];
}

describe('budgets', () => {
  it('of what ships, its size', async () => {
    assert.deepEqual(complaints(await benchSizes(), budgets.sizes), []);
  });

  // One of them, of which the seed decides.
  const first = seed % hours.length;
  for (const hour of [...hours, ...hours].slice(first, first + times(1, hours.length)))
    it(`of what an hour costs at GitHub: ${hour.name}`, async () => {
      const speaksOfIt = ([key]: [string, unknown]) => key.startsWith('*') || key.startsWith(hour.name);
      const promised = Object.fromEntries(Object.entries(budgets.hours).filter(speaksOfIt));
      assert.deepEqual(complaints(await benchHours([hour]), promised), []);
    });

  const one = { name: 'keys, kB', value: 3 };
  const why = 'small';

  it('complain of what is over, with what it is and should be', () => {
    assert.deepEqual(complaints([one], { 'keys, kB': { most: 3, why } }), []);
    assert.deepEqual(complaints([one], { 'keys, *': { most: 2, why } }), [
      'keys, kB: is 3, should be 2 at most: small',
    ]);
    const times = figures('press', [1, 2, 90]);
    assert.deepEqual(complaints([times], { press: { most: 50, of: 'p50', why } }), []);
    assert.deepEqual(complaints([times], { press: { most: 50, why } }), [
      'press: p99 is 90, should be 50 at most: small',
    ]);
  });

  it('complain of what was not measured at all, or has no number', () => {
    assert.equal(complaints([figures('press', [])], { press: { most: 50, why } }).length, 1);
    assert.equal(complaints([{ name: 'keys', value: Number.NaN }], { keys: { most: 50, why } }).length, 1);
  });

  it('and figures know each other', () => {
    assert.deepEqual(complaints([one], {}), ['keys, kB: 0 budgets say something of it, not one']);
    assert.deepEqual(complaints([one], { 'keys, kB': 'told', 'keys, *': 'told' }), [
      'keys, kB: 2 budgets say something of it, not one',
    ]);
    assert.deepEqual(complaints([one], { 'keys, kB': 'told', locks: 'told' }), [
      'locks: has a budget, and was not measured',
    ]);
  });
});
