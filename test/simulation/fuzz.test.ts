/** Proves that readers of untrusted text keep their promises for some thousand mutated texts, and that the fuzz run would tell. */
import assert from 'node:assert/strict';
import { literalsIn } from '../tools/fuzz/expressions.js';
import { inputAt, runInputs, targets } from '../tools/fuzz/inputs.js';
import type { Target } from '../tools/fuzz/target.js';

describe('fuzz', () => {
  it('breaks no promise', () => {
    assert.deepEqual(runInputs(targets, 6, [0, 6_400]).findings, []);
  });

  it('tells of a broken promise, and which input it was', () => {
    const fragile: Target = { name: 'fragile', corpus: ['a b c'], check: (text) => assert.ok(!text.includes('-->')) };
    const [first] = runInputs([fragile], 6, [0, 2_000]).findings;
    assert.ok(first);
    assert.ok(inputAt([fragile], 6, first.place).text.includes('-->'));
  });

  it('makes the same texts of the same seed, and others of another', () => {
    const texts = (seed: number) => Array.from({ length: 50 }, (_, place) => inputAt(targets, seed, place).text);
    assert.deepEqual(texts(6), texts(6));
    assert.notDeepEqual(texts(6), texts(7));
  });

  it('finds regular expressions, and none in strings, comments and divisions', () => {
    const text = [
      '// a /b/ c',
      "const a = '/x/';",
      'const b = /[/"]\\/+/gu; /* = /no/ */',
      'const c = d / e / f;',
      'g.replace(/h/, i);',
      'return /j/.test(k);',
    ].join('\n');
    assert.deepEqual(
      literalsIn(text).map(({ source, flags }) => [source, flags]),
      [
        ['[/"]\\/+', 'gu'],
        ['h', ''],
        ['j', ''],
      ],
    );
  });
});
