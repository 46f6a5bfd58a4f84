import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentFrom } from '../../../../src/model/board/item.js';
import { hostileText } from '../../arbitraries.js';

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const long = 'word '.repeat(60).trim();

describe('words from what was typed', () => {
  for (const [name, typed, title, notes] of [
    ['one short line is the title', '  the beam is stuck ', 'the beam is stuck', undefined],
    ['several lines: the first is the title', 'the beam\nis stuck', 'the beam', 'the beam\nis stuck'],
    ['lines from Windows', 'the beam\r\nis stuck', 'the beam', 'the beam\r\nis stuck'],
    ['empty lines around do not count', '\n\n the beam \n\n', 'the beam', undefined],
    ['a long line is cut between words', long, `${'word '.repeat(31)}word…`, long],
    ['a long word is cut anyway', 'x'.repeat(200), `${'x'.repeat(80)}…`, 'x'.repeat(200)],
    ['exactly as long as a title may be', 'y'.repeat(160), 'y'.repeat(160), undefined],
  ] as const)
    it(name, () => assert.deepEqual(contentFrom(typed), notes === undefined ? { title } : { title, notes }));

  it('an emoji at the cut is left out whole', () => {
    for (let before = 70; before < 90; before++) {
      const { title, notes } = contentFrom(`${'x'.repeat(before)}${'🚧'.repeat(80)}`);
      assert.doesNotMatch(title, loneSurrogate);
      assert.match(title, /…$/);
      assert.equal(notes, `${'x'.repeat(before)}${'🚧'.repeat(80)}`);
    }
  });

  it('invariant 5, nothing typed is ever dropped: title or notes hold the whole text', () => {
    const text = fc.oneof(hostileText, fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }));
    fc.assert(
      fc.property(text, (typed) => {
        const { title, notes } = contentFrom(typed);
        assert.equal(notes ?? title, typed.trim());
        assert.ok(title.length <= 161);
        assert.doesNotMatch(title, /\n/);
      }),
      { numRuns: 100 },
    );
  });
});
