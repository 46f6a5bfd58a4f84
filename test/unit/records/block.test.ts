import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode, proseOf } from '../../../src/records/block.js';
import { effortOf } from '../../lib/suite/effort.js';
import { hostilePieces, hostileText } from '../arbitraries.js';

const opening = '<!-- makertime ';
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

/** Any JSON at all, with keys and values that try to end the comment. */
const anyBlock = fc.dictionary(
  fc.oneof(hostileText, fc.constantFrom('kind', 'id', '__proto__', 'constructor', 'toString')),
  fc.oneof(fc.jsonValue({ maxDepth: 2 }), hostileText),
  { maxKeys: 4 },
);

describe('the machine block', () => {
  it('brings any JSON and any prose back, and no value can end the comment', () => {
    fc.assert(
      fc.property(hostileText, anyBlock, (prose, drawn) => {
        const block = { ...drawn, v: 1 };
        const text = encode(prose, block);
        const decoded = decode(text);
        assert.equal(decoded.kind, 'block');
        assert.deepEqual(asJson((decoded as { block: unknown }).block), asJson(block));
        assert.equal(text.split(opening).length, 2, 'exactly one block');
        assert.equal(text.indexOf('-->', text.indexOf(opening)), text.length - '-->\n'.length);
        assert.doesNotMatch(text.slice(text.indexOf(opening) + opening.length, -'-->\n'.length), /--|[<>\n]/);
        assert.equal(proseOf(text), prose.replaceAll(opening, '&lt;!-- makertime ').trim());
      }),
      { numRuns: 200 },
    );
  });

  it('without prose stands alone', () => {
    assert.equal(encode('', { v: 1 }), '<!-- makertime {"v":1} -->\n');
    assert.equal(encode(' \n ', { v: 1 }), '<!-- makertime {"v":1} -->\n');
  });

  it('written again around its own prose is the same text', () => {
    fc.assert(
      fc.property(hostileText, (prose) => {
        const text = encode(prose, { v: 1 });
        assert.equal(encode(proseOf(text), { v: 1 }), text);
      }),
      { numRuns: 60 },
    );
  });

  const block = { v: 1, kind: 'x' };
  for (const [name, text, expected] of [
    ['no text', '', { kind: 'none' }],
    ['prose only', 'The beam\nis stuck', { kind: 'none' }],
    ['a marker within a line', `see ${opening}{"v":1,"kind":"x"} -->`, { kind: 'none' }],
    ['a marker after spaces', `  ${opening}{"v":1,"kind":"x"} -->`, { kind: 'none' }],
    ['somebody else’s comment', '<!-- makertimes {"v":1} -->', { kind: 'none' }],
    ['at the very start', `${opening}{"v":1,"kind":"x"} -->`, { kind: 'block', block }],
    ['after prose', `a\n\n${opening}{"v":1,"kind":"x"} -->\n`, { kind: 'block', block }],
    ['lines from Windows', `a\r\n\r\n${opening}{"v":1,"kind":"x"} -->\r\n`, { kind: 'block', block }],
    ['text added below', `${opening}{"v":1,"kind":"x"} -->\nadded`, { kind: 'block', block }],
    ['without the space at the end', `${opening}{"v":1,"kind":"x"}-->`, { kind: 'block', block }],
    ['spread over lines', `${opening}{"v":1,\n"kind":"x"} -->`, { kind: 'block', block }],
    ['several: the last counts', `${opening}{"v":1} -->\n${opening}{"v":1,"kind":"x"} -->`, { kind: 'block', block }],
    ['several: even if the last is broken', `${opening}{"v":1} -->\n${opening}{"v" -->`, { kind: 'unreadable' }],
    ['never closed', `${opening}{"v":1}`, { kind: 'unreadable' }],
    ['cut short', `${opening}{"v":1,"ki -->`, { kind: 'unreadable' }],
    ['a comment that ends early', `${opening}{"v":1,"a":"-->"} -->`, { kind: 'unreadable' }],
    ['a list', `${opening}[1] -->`, { kind: 'unreadable' }],
    ['null', `${opening}null -->`, { kind: 'unreadable' }],
    ['a text', `${opening}"v" -->`, { kind: 'unreadable' }],
    ['nothing', `${opening}-->`, { kind: 'unreadable' }],
    ['without a version', `${opening}{} -->`, { kind: 'unreadable' }],
    ['a version in words', `${opening}{"v":"1"} -->`, { kind: 'unreadable' }],
    ['a version before the first', `${opening}{"v":0} -->`, { kind: 'unreadable' }],
    ['a newer version', `${opening}{"v":2,"x":[1]} -->`, { kind: 'newer', block: { v: 2, x: [1] } }],
  ] as const)
    it(`${name}: ${expected.kind}`, () => assert.deepEqual(decode(text), expected));

  it('decoding is total: any text at all is one of four answers', () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.boolean(), (before, after, marked) => {
        const text = `${before}${marked ? `\n${opening}` : ''}${after}`;
        assert.ok(['none', 'unreadable', 'newer', 'block'].includes(decode(text).kind));
        assert.equal(typeof proseOf(text), 'string');
      }),
      { numRuns: 150 },
    );
  });

  const size = 100_000;
  const repeated = (piece: string) => piece.repeat(Math.ceil(size / piece.length));
  for (const [name, text] of [
    ['many markers in one line', repeated(opening)],
    ['many markers on lines', repeated(`${opening}\n`)],
    ['many blocks', repeated(`${opening}{"v":1} -->\n`)],
    ['many ends', `${opening}${repeated('-->')}`],
    ['no end', `${opening}${repeated('- ')}`],
    ['a huge block', `${opening}{"v":1,"a":"${repeated('x')}"} -->`],
    ['brackets, deep and closed', `${opening}{"v":1,"a":${'['.repeat(8_000)}${']'.repeat(8_000)}} -->`],
    ['brackets, deep and open', `${opening}{"v":1,"a":${'{"a":'.repeat(3_000)} -->`],
    ['blank lines', repeated('\n')],
    ...hostilePieces.map((piece) => [JSON.stringify(piece), repeated(piece)] as const),
  ] as const)
    it(`takes no time over 100 kB of ${name}`, () => {
      const effort = effortOf(() => {
        decode(text);
        proseOf(text);
      });
      assert.ok(effort < 300);
    });
});
