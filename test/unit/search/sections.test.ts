import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sectionsOf } from '../../../src/search/sections.js';
import { hostileText } from '../arbitraries.js';

describe('sections of a document', () => {
  it('are headings with what stands below them', () => {
    const text = 'before\n# Lamp #\n\nIt shines.\n```sh\n# not a heading\n```\n## Fog ##\r\nDim it.\n###\n#tag';
    assert.deepEqual(sectionsOf(text), [
      { title: 'Lamp', line: 2, text: 'It shines.\n```sh\n# not a heading\n```' },
      { title: 'Fog', line: 8, text: 'Dim it.\n###\n#tag' },
    ]);
  });

  it('are found in any text, each at a line that has its title', () => {
    const line = fc.oneof(hostileText, fc.constantFrom('# a', '## b ##', '```', '~~~', '    # code'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        for (const { title, line: at } of sectionsOf(text))
          assert.ok(text.split(/\r\n|\r|\n/)[at - 1]?.includes(title));
      }),
      { numRuns: 40 },
    );
  });

  it('are not too many and not too long', () => {
    assert.equal(sectionsOf('# a\n'.repeat(1_000)).length, 400);
    assert.ok((sectionsOf(`# a\n${'long line\n'.repeat(5_000)}`)[0]?.text.length ?? 0) <= 3_000);
    assert.deepEqual(sectionsOf(`# ${'#'.repeat(10_000)}`), sectionsOf(`# ${'#'.repeat(498)}`));
  });
});
