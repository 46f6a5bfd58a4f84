import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { proseOf } from '../../../src/records/block.js';
import { editBlocker, readBlocker, writeBlocker } from '../../../src/records/blocker.js';
import { isComment, writeComment } from '../../../src/records/comment.js';
import { withDecided, writeDecision } from '../../../src/records/decision.js';
import { editPromise, writePromise } from '../../../src/records/promise.js';
import { editSaid, saidRecord, writeThread } from '../../../src/records/thread.js';
import { ana, bo, newId } from '../../lib/fakes/builders.js';

/** A CommonMark parser of others stands in for github.com: strict, and with GitHub's tables and strikethrough. */
const parsers = {
  CommonMark: new MarkdownIt('commonmark'),
  'with tables': new MarkdownIt({ html: true, linkify: true }),
};
const newest = (parser: { render(text: string): string }, body: string) => parser.render(body.replace(/\r\n/g, '\n'));

/** Texts that leave something open, or that would draw what stands next to them into themselves. */
const openings = [
  '```',
  '````ts\ncode\n```',
  '~~~',
  '~~~ js\n```\n',
  '   ```\ncode',
  '```\n~~~\n    ```',
  '- ```\n  code',
  '> ```\n> code',
  '1. one\n   ~~~\n   code',
  '<!--',
  '<!-- a note\n\nnever closed',
  'text <!-- in a line',
  '<pre>',
  '<pre>\n\ncode',
  'text <pre> in a line',
  '<style>',
  '<style>p {',
  '<script>',
  '<script>\n\nlet a = 1',
  '<textarea>',
  '<?php',
  '<?php\n\necho 1;',
  '<![CDATA[',
  '<![CDATA[\n\nx',
  '<!X',
  '<!DOCTYPE',
  '<details>',
  '<details><summary>more</summary>\n\nhidden',
  '<table><tr><td>',
  '<div>\n<code>',
  '<a href="x',
  '<a href="https://example.com">',
  '<x-y',
  '- one\n- two',
  '- one\n\n  - two\n\n    three',
  '1. one\n2. two\n',
  '- [ ] task',
  '> quoted',
  '> quoted\n> - and listed',
  '> <!--',
  '- <pre>',
  '    indented code',
  '\tindented code',
  'para\n    lazy',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  'a | b\n--|--',
  '[ref]: https://example.com',
  '[ref]: <https://example.com',
  "[ref]: https://example.com 'title",
  '[Needed from]: https://example.com\n[bo]: https://example.com\n[@bo]: https://example.com',
  '[^1]: a footnote',
  'setext\n===',
  'setext\n---',
  '===',
  '---',
  '***',
  '- - -',
  '# heading',
  'ends in a backslash\\',
  '\\',
  'ends in blanks  ',
  '**bold',
  '~~struck',
  '`code',
  '``` code ` ``',
  '[link](',
  '![image](',
  '&lt',
  '<',
  '-->',
  '*',
  '+',
  '2)',
  ':::',
  '$$\nx',
  '<!-- makertime {"v":1,"kind":"comment","id":"x","by":2} -->',
  '**Needed from:** @eve',
];
/** Also after other text, within a list, within a quotation, and with lines from Windows. */
const texts = openings.flatMap((text) => [
  text,
  `Some words first.\n\n${text}`,
  `${text}\n\n${text}`,
  text.replaceAll(/^/gm, '> '),
  `- ${text.replaceAll('\n', '\n  ')}`,
  `a paragraph\n${text}`.replaceAll('\n', '\r\n'),
]);

const id = newId();
const context = {
  repository: 'acme/lighthouse',
  branch: 'fix-beam',
  path: 'src/beam.ts',
  lines: [10, 14] as const,
  permalink: 'https://github.example/acme/lighthouse/blob/0123abc/src/beam.ts#L10-L14',
  diagnostic: 'Type `string` is <not> assignable',
};
const words = { title: 'stuck', owner: 'bo', needBy: '2026-11-24T15:00:00Z', blocks: 'acme/lighthouse#12' };

/** What was drawn of the beginning, which nothing that follows may change; and that no sign of the block is read by a person. */
function holds(bodyOf: (text: string) => string, own: readonly RegExp[]) {
  for (const [name, parser] of Object.entries(parsers)) {
    const alone = newest(parser, bodyOf(''));
    for (const line of own) assert.match(alone, line, name);
    assert.match(alone.trimEnd(), /<!-- makertime [^>]+ -->$/, `${name}: nothing of ours stands after the block`);
    const lines = alone.slice(0, alone.lastIndexOf('<!-- makertime '));
    for (const text of texts) {
      const drawn = newest(parser, bodyOf(text));
      assert.ok(drawn.startsWith(lines), `${name}: ${JSON.stringify(text)} changes what is drawn:\n${drawn}`);
      assert.match(
        drawn,
        /^<!-- makertime \{"v":1,[^>]+ -->$/m,
        `${name}: ${JSON.stringify(text)} swallows the block:\n${drawn}`,
      );
      assert.doesNotMatch(drawn.slice(lines.length), /makertime \{&quot;v&quot;:1,&quot;kind&quot;:&quot;(?!comment)/);
    }
  }
}

describe('what github.com draws of our records', () => {
  const own = [
    /^<p><strong>Needed from:<\/strong> @bo<\/p>$/m,
    /^<p><strong>Needed by:<\/strong> 24 Nov 2026, 15:00 UTC<\/p>$/m,
    /^<p><strong>Blocks:<\/strong> acme\/lighthouse#12<\/p>$/m,
    /^<p><strong>Where:<\/strong> <a href="[^"]+#L10-L14"><code>src\/beam\.ts<\/code> lines 10–14<\/a>/m,
    /^<p><strong>Diagnostic:<\/strong> <code>/m,
  ];
  const outcome = /^<p><strong>Desired outcome:<\/strong> green<\/p>$/m;

  it('of a blocker are all its lines, whatever its notes leave open', () => {
    const bodyOf = (notes: string) =>
      writeBlocker({ id, by: ana, words: { ...words, outcome: 'green', notes }, context }).body;
    holds(bodyOf, [...own, outcome]);
  });

  it('of an edited blocker are all its lines, also where the block stood below the notes', () => {
    const bodyOf = (notes: string) => {
      const { body } = writeBlocker({
        id,
        by: ana,
        words: { ...words, owner: 'chidi', outcome: 'green', notes },
        context,
      });
      const [lines = '', block = '', ...rest] = body.split(/^(<!-- makertime .*-->\n)/m);
      const below = rest.join('').trim();
      const edited = editBlocker({ title: 'stuck', body: `${below}\n\n${lines}${block}` }, { owner: 'bo' });
      assert.ok(edited);
      return edited.body;
    };
    holds(bodyOf, [...own, outcome]);
  });

  it('of a blocker are the others of its lines, whatever the outcome it wishes for leaves open', () => {
    for (const [name, parser] of Object.entries(parsers))
      for (const text of texts) {
        const { body } = writeBlocker({ id, by: ana, words: { ...words, outcome: text, notes: 'notes' }, context });
        const drawn = newest(parser, body);
        const place = drawn.search(/^<p><strong>Desired outcome:/m);
        assert.ok(place > 0, `${name}: ${text}`);
        for (const line of own) assert.match(drawn.slice(0, place), line, `${name}: ${text}`);
        assert.match(
          drawn.slice(place),
          /^<p>notes<\/p>\n<!-- makertime \{"v":1,"kind":"blocker".* -->$/m,
          `${name}: ${text}`,
        );
      }
  });

  it('of a discussion are whom it asks and where it is about', () => {
    const bodyOf = (text: string) => writeThread(text, { id, kind: 'question', by: ana, named: [bo], context });
    holds(bodyOf, [/^<p><strong>Asked:<\/strong> @bo<\/p>$/m, ...own.slice(3)]);
  });

  it('of a decision are its terms, proposed and made, whatever the proposal leaves open', () => {
    const lines = [
      /^<p><strong>Decider:<\/strong> @ana<\/p>$/m,
      /^<p><strong>Asked:<\/strong> @bo<\/p>$/m,
      /^<p><strong>Closes:<\/strong> Tue 24 Nov 2026, 10:00 UTC<\/p>$/m,
      /^<p>Answer with a comment that begins with <strong>Agree<\/strong>/m,
    ];
    const terms = { decider: ana, named: [bo], closes: '2026-11-24T10:00:00.000Z', zones: [] };
    const bodyOf = (text: string) => writeDecision(text, { id, by: ana, ...terms });
    holds(bodyOf, lines);
    for (const [name, parser] of Object.entries(parsers))
      for (const text of texts) {
        const body = bodyOf(text);
        const made = editSaid(body, withDecided(proseOf(body), 'one lamp, by ana because it is cheap'));
        const drawn = newest(parser, made ?? '');
        for (const line of [
          /^<p><strong>Decided:<\/strong> one lamp/m,
          ...lines,
          /^<!-- makertime \{"v":1,[^>]+ -->$/m,
        ])
          assert.match(drawn, line, `${name}: ${JSON.stringify(text)}`);
      }
  });

  it('of a comment and of a promise is never the block', () => {
    holds((text) => writeComment(text, id, ana), []);
    const promise = { by: ana, at: '2026-11-24T10:00:00.000Z', zone: 'Europe/Berlin' };
    const bodyOf = (text: string) => editPromise(`${text}\n\n${writePromise(promise)}`, promise) ?? '';
    const noBlocks = texts.filter((text) => !text.includes('<!-- makertime'));
    for (const parser of Object.values(parsers))
      for (const text of noBlocks) {
        const drawn = newest(parser, bodyOf(text));
        const [sentence = ''] = newest(parser, bodyOf('')).split('<!-- makertime ');
        assert.ok(drawn.startsWith(sentence), `${JSON.stringify(text)}\n${drawn}`);
        assert.match(drawn, /^<!-- makertime \{"v":1,"kind":"promise",[^>]+ -->$/m, JSON.stringify(text));
      }
  });

  it('is read back as it was written, and editing comes to rest', () => {
    for (const text of texts) {
      const shown = text.replaceAll('<!-- makertime ', '&lt;!-- makertime ').trim();
      const written = writeBlocker({ id, by: ana, words: { ...words, outcome: 'green', notes: text }, context });
      const read = readBlocker(written, ana, 7);
      const plain = (notes: string | undefined) => (notes ?? '').replace(/\u200b/g, '').replace(/\r\n/g, '\n');
      assert.equal(plain('words' in read ? read.words.notes : undefined), plain(shown));
      const once = editBlocker(written, { owner: 'chidi' });
      assert.ok(once);
      assert.deepEqual(editBlocker(once, { owner: 'chidi' }), once);
      assert.ok(isComment(writeComment(text, id, ana), id));
      assert.equal(proseOf(writeComment(text, id, ana)), shown);
      const thread = writeThread(text, { id, kind: 'idea', by: ana });
      assert.equal(saidRecord(thread, ana)?.kind, 'idea');
      assert.equal(proseOf(editSaid(thread, text) ?? ''), shown);
    }
  });
});
