import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proseOf } from '../../../src/records/block.js';
import { isComment, writeComment } from '../../../src/records/comment.js';
import { ana, newId } from '../../lib/fakes/builders.js';
import { hostileText } from '../arbitraries.js';

describe('a comment', () => {
  it('is found again by its id and by no other, and keeps its text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const id = newId();
        const body = writeComment(text, id, ana);
        assert.ok(isComment(body, id));
        assert.ok(!isComment(body, newId()));
        assert.equal(proseOf(body), text.replaceAll('<!-- makertime ', '&lt;!-- makertime ').trim());
      }),
      { numRuns: 50 },
    );
  });

  it('cannot be forged from within another comment’s text', () => {
    const id = newId();
    const quoted = writeComment(writeComment('mine', id, ana), newId(), ana);
    assert.ok(!isComment(quoted, id));
  });

  it('is told apart from other kinds, newer versions and damage', () => {
    const id = newId();
    for (const body of [
      `<!-- makertime {"v":1,"kind":"blocker","id":"${id}"} -->`,
      `<!-- makertime {"v":2,"kind":"comment","id":"${id}"} -->`,
      `<!-- makertime {"v":1,"kind":"comment","id":"${id}" -->`,
      id,
      '',
    ])
      assert.ok(!isComment(body, id));
  });
});
