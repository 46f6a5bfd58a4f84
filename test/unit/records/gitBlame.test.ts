import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commitsBehind } from '../../../src/records/gitBlame.js';

const blame = [
  '^01dd8ce4 (Ana Duarte   2026-03-02 09:00:00 +0000 1) export const candela = 1_200_000;',
  '00000000 (Not Committed Yet 2026-11-21 12:00:00 +0000 2) ',
  '7f3a21bc src/old (x).ts (Bo (B) 2 Lindqvist 2026-03-03 14:30:00 +0000 3) // (9 2026-03-03 14:30:00 +0000 9)',
  '7f3a21bc src/old (x).ts (Bo (B) 2 Lindqvist 3 weeks ago 4)',
  '',
  'fatal: no such path',
].join('\n');

describe('who wrote some lines', () => {
  it('is told by the hash each begins with, the most lines first', () => {
    assert.deepEqual(commitsBehind(blame, [1, 4]), [
      { commit: '7f3a21bc', lines: 2 },
      { commit: '01dd8ce4', lines: 1 },
    ]);
    assert.deepEqual(commitsBehind(blame, [1, 1]), [{ commit: '01dd8ce4', lines: 1 }]);
  });

  it('is nobody of lines that are not committed, not there, or cannot be read', () => {
    for (const lines of [
      [2, 2],
      [5, 6],
      [90, 99],
    ] as const)
      assert.deepEqual(commitsBehind(blame, lines), []);
  });

  it('anything at all is read, and what comes out is a hash', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(9), (text, length) =>
        commitsBehind(text, [1, 1 + length]).every(({ commit }) => /^[\da-f]{7,64}$/.test(commit)),
      ),
    );
  });
});
