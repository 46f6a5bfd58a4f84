import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionsIn } from '../../../src/base/mentions.js';
import { effortOf } from '../../lib/suite/effort.js';

describe('mentions', () => {
  for (const [name, text, expected] of [
    ['anywhere in a text', '@ana and @bo-b: who knows? (@chidi_acme)', ['ana', 'bo-b', 'chidi_acme']],
    ['once, however often and however spelt', '@ana @Ana @ANA', ['ana']],
    ['no address, no team, no path', 'mail ana@bo.example, @acme/lens, /@bo, x@y', []],
    ['up to what cannot belong to a login', '@ana, @bo. @chidi’s @dede- @e--f', ['ana', 'bo', 'chidi', 'dede']],
    ['nothing longer than a login may be', `@${'a'.repeat(40)} @${'b'.repeat(39)}`, ['b'.repeat(39)]],
    ['not in a code span', '`@ana` ``@bo ` @bo`` @chidi', ['chidi']],
    ['after a backtick that opens nothing', 'a ` here\n\n@ana and ` there', ['ana']],
    ['not in fenced code', 'see\n```ts\n@ana\n```\n@bo\n~~~~\n@chidi\n```\n~~~~\n@dede', ['bo', 'dede']],
    ['not in fenced code without an end', '```\n@ana\n\n@bo', []],
    ['not in a comment', '<!-- @ana --> @bo\n\n@chidi <!--@ana\n@dede--> @eve', ['bo', 'chidi', 'eve']],
    ['not in a comment over several paragraphs', 'x\n<!-- @ana\n\n@bo\n--> @chidi\n\n@dede', ['chidi', 'dede']],
    ['not behind a comment without an end', '@ana\n\n<!--\n@bo\n\n@chidi', ['ana']],
    ['not behind a comment that begins where another ends', '<!-- --> @ana <!--\n\n@bo -->', ['ana']],
    ['behind what only looks like a comment', 'a <!-- @ana', ['ana']],
    ['not in <pre>', '@ana\n<pre>\n@bo\n\n@chidi</pre>\n@dede', ['ana', 'dede']],
    ['not in <code>, whatever its attributes', 'x <code class="@ana">@bo</code> @chidi <CODE >@dede</CODE>', ['chidi']],
    ['not in an attribute', '<img alt="@ana"> <b title=\'@bo\'>@chidi</b>', ['chidi']],
    ['in what only looks like a tag', 'a <b @ana> c < @bo >', ['ana', 'bo']],
    ['not behind <pre> without an end', 'x <pre> @ana\n\n@bo', []],
    ['not in indented code', 'x\n\n    @ana\n\n\t@bo\n\n@chidi', ['chidi']],
    ['in a paragraph that goes on indented, and in a list', 'x\n    @ana\n\n- a\n\n    @bo', ['ana', 'bo']],
    [
      'not in fenced code in a list or a quotation',
      '- ```\n  @ana\n  ```\n\n> ~~~\n> @bo\n> ~~~\n> @chidi\n\n@dede',
      ['chidi', 'dede'],
    ],
    ['behind fenced code that ends with its list', '- ```\n  @ana\n\n@bo', ['bo']],
    ['not as the words of a link', '[@ana](https://x.example) [a [@bo] c](<x y> "t") ![@chidi](x) @dede', ['dede']],
    [
      'not as the words of a link by reference',
      '[@ana][1] [@Bo] [@chidi][] @dede\n\n[1]: x\n[@bo]: y\n[@chidi]: z',
      ['dede'],
    ],
    ['in brackets that are no link', '[@ana] [@bo](not an address) [x](y @chidi', ['ana', 'bo', 'chidi']],
    ['not in an address', 'https://x.example/?of=@ana <https://x.example/@bo> www.x.example/;@chidi @dede', ['dede']],
    ['in a quotation, a table and a heading', '> @ana\n\n# @bo\n\n| a |\n| - |\n| @chidi |', ['ana', 'bo', 'chidi']],
    [
      'ten at most',
      Array.from({ length: 20 }, (_, place) => `@m${place}`).join(' '),
      Array.from({ length: 10 }, (_, place) => `m${place}`),
    ],
  ] as const)
    it(name, () => assert.deepEqual(mentionsIn(text), expected));

  it('any text gives logins, soon', () => {
    const parts = fc.constantFrom(
      '<!--',
      '-->',
      '<pre>',
      '</pre>',
      '<code>',
      '[',
      '](x)',
      '    ',
      '> ',
      '- ',
      '@ana',
      '`',
      '``',
      '```',
      '\n',
      '~~~',
      '@',
      '-',
      ' ',
      'x',
      '@bo/',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (text) => {
        for (const login of mentionsIn(text.join(''))) assert.match(login, /^\w[\w-]*$/);
      }),
      { numRuns: 300 },
    );
    for (const piece of [
      '<!--',
      '<a ',
      '<a>',
      '[',
      '[a](',
      '[a][',
      '[x[a]',
      '<a b="',
      '![',
      '<?',
      '<!x',
      '-->',
      '> ',
      '- ',
      '\n    ',
      '](',
      ' a=b',
      '<pre>\n',
    ]) {
      const effort = effortOf(() => {
        mentionsIn(piece.repeat(20_000));
        mentionsIn(`<a ${piece.repeat(20_000)}`);
      });
      assert.ok(effort < 1_000, piece);
    }
    const runs = Array.from({ length: 350 }, (_, length) => `${'`'.repeat(length + 1)} `).join('');
    for (const hostile of ['@'.repeat(65_000), '`'.repeat(65_000), '` '.repeat(32_000), runs, '@a-'.repeat(20_000)]) {
      const effort = effortOf(() => {
        mentionsIn(hostile);
      });
      assert.ok(effort < 1_000, `${hostile.slice(0, 5)}…`);
    }
  });
});
