import assert from 'node:assert/strict';
import { isSameSpot } from '../../../../src/records/git/spot.js';

const committed = 'one\ntwo\n}\n\nfive\n}\n\neight\n';

describe('the lines of a commit that somebody is led to', () => {
  for (const [name, now, lines, isSame] of [
    ['as they are', committed, [2, 3], true],
    ['with lines of Windows', committed.replaceAll('\n', '\r\n'), [1, 8], true],
    ['with a mark at the beginning', `\uFEFF${committed}`, [1, 1], true],
    ['where other lines have changed', committed.replace('eight', 'nine'), [1, 3], true],
    ['where others above have changed and none was added', committed.replace('one', 'ONE'), [4, 6], true],
    ['at the end, without its last line end', committed.trimEnd(), [8, 8], true],
    ['where they have changed', committed.replace('two', 'TWO'), [2, 2], false],
    ['where one of them has changed', committed.replace('five', 'FIVE'), [4, 6], false],
    ['where a line was added above', `zero\n${committed}`, [3, 3], false],
    ['where one was removed above, and what stands there is alike', committed.replace('two\n', ''), [5, 5], false],
    ['where three were added above, and what stands there is alike', `a\nb\nc\n${committed}`, [6, 6], false],
    ['behind the end of the file', `${committed}nine\nten\n`, [10, 10], false],
    ['in a file that was empty', 'one', [1, 1], false],
    ['of the whole file', 'other', undefined, true],
  ] as const)
    it(`${isSame ? 'are the same' : 'are others'}: ${name}`, () => {
      assert.equal(isSameSpot(name === 'in a file that was empty' ? '' : committed, now, lines), isSame);
    });
});
