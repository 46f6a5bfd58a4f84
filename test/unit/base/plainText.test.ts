import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plain, plainLines } from '../../../src/base/plainText.js';
import { effortOf } from '../../lib/suite/effort.js';
import { hostilePieces, hostileText } from '../arbitraries.js';

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const unseen = /[\p{Cc}\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u{e0000}-\u{e007f}]/u;

/** As in the flags of regions. */
const tags = (name: string) =>
  `${[...name].map((sign) => String.fromCodePoint(0xe0000 + (sign.codePointAt(0) ?? 0))).join('')}\u{E007F}`;

describe('untrusted text made plain', () => {
  for (const [name, text, expected] of [
    ['ordinary text stays', 'The beam is stuck', 'The beam is stuck'],
    ['other writing stays', '梁が動かない — балка', '梁が動かない — балка'],
    ['what runs from right to left turns nothing beside it', 'العارضة עצור 29', '\u2068العارضة עצור 29\u2069'],
    ['joined emoji stay', '👩‍🚀 ❤️', '👩‍🚀 ❤️'],
    ['Markdown stays as it is typed', '**b** <b> `c` [x]', '**b** <b> `c` [x]'],
    ['a link is no link, not even in an input box', '[x](command:evil)', '[x] (command:evil)'],
    ['lines become one', 'a\nb\r\nc\u2028d\u2029e\tf', 'a b c d e f'],
    ['blanks fall together', '  a   b\u00a0 c  ', 'a b c'],
    ['blanks fall together around what is not seen', 'a \u200b \u0000 b', 'a b'],
    ['no icons', '$(alert) $$(x) $ (y)', '$ (alert) $$ (x) $ (y)'],
    ['no icons hidden behind what is not seen', '$\u200b(alert) $\u202e(x) $\u0000(y)', '$ (alert) $ (x) $ (y)'],
    ['nothing that turns text around', 'exe.\u202egnp\u2066x\u2069', 'exe.gnpx'],
    ['nothing that hides', 'a\u200bb\u200c\u2060c\u00add', 'abcd'],
    ['no tags', `flag${String.fromCodePoint(0xe0067, 0xe007f)}`, 'flag'],
    ['no message in tags behind a flag', `🏴${tags('hello world')} 🏴${tags('gb')} 🏴\u{E0067}x`, '🏴 🏴 🏴x'],
    [
      'the flags of regions stay',
      `🏴${tags('gbeng')} 🏴${tags('gbsct')} 🏴${tags('usca')}`,
      `🏴${tags('gbeng')} 🏴${tags('gbsct')} 🏴${tags('usca')}`,
    ],
    ['Persian stays as it is spelled', 'می\u200cخواهم', '\u2068می\u200cخواهم\u2069'],
    ['so do Hindi, Kannada and Malayalam', 'क्\u200cष ರ್\u200cಯ ന്\u200d', 'क्\u200cष ರ್\u200cಯ ന്\u200d'],
    ['so does Mongolian', 'ᠠᠮᠠᠨ\u180eᠠ ᠠ\u180b', 'ᠠᠮᠠᠨ\u180eᠠ ᠠ\u180b'],
    [
      'signs of Arabic numbers and verses stay',
      '\u0600١ \u0605٢ \u06dd٣ \u0890',
      '\u2068\u0600١ \u0605٢ \u06dd٣ \u0890\u2069',
    ],
    ['so do those of Syriac and Kaithi', '\u070fܐܒ \u{110bd}१', '\u2068\u070fܐܒ \u{110bd}१\u2069'],
    ['the variant of a character stays', '葛\u{e0100}城', '葛\u{e0100}城'],
    ['but one only, and behind a character', '葛\u{e0100}\u{e0101}a\u{e0102}\u{e0103}', '葛\u{e0100}a'],
    ['no joiner without letters that join', '\u200cی\u200c\u200cx\u200cб\u200c \u200c\u180e', '\u2068ی\u200cxб\u2069'],
    ['no terminal codes', '\u001b[31mred\u0007', '[31mred'],
    ['nothing is nothing', ' \u200b\u202e\n ', ''],
    ['a long line ends in …', 'x'.repeat(301), `${'x'.repeat(299)}…`],
    ['one that just fits does not', 'x'.repeat(300), 'x'.repeat(300)],
    ['no emoji is cut in two', '🚧'.repeat(301), `${'🚧'.repeat(299)}…`],
    ['emoji that fit are not marked as cut', '🚧'.repeat(200), '🚧'.repeat(200)],
  ] as const)
    it(name, () => assert.equal(plain(text), expected));

  it('no emoji is cut in two behind thousands of blanks', () => {
    assert.doesNotMatch(plain(`${' '.repeat(1_198)}x🚧`), loneSurrogate);
  });

  it('any text becomes one short line without icons or anything unseen, and plain twice is plain once', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 5, max: 40 }), (text, longest) => {
        const line = plain(text, longest).replace(/^\u2068(.*)\u2069$/, '$1');
        assert.doesNotMatch(line, unseen);
        assert.doesNotMatch(line, /[\n\r\u2028\u2029]|\$\(/);
        assert.equal(line, line.trim());
        assert.ok([...line].length <= longest);
        assert.equal(plain(plain(text)), plain(text));
      }),
      { numRuns: 100 },
    );
  });

  for (const piece of [...hostilePieces, ' ', 'x'])
    it(`takes no time over 100,000 times ${JSON.stringify(piece)}`, () => {
      const text = piece.repeat(100_000);
      const effort = effortOf(() => {
        plain(text);
        plainLines(text);
      });
      assert.ok(effort < 300);
    });
});

describe('untrusted lines made plain', () => {
  for (const [name, text, most, expected] of [
    ['lines stay lines', 'a\nb\r\nc', 12, 'a\nb\nc'],
    ['each is plain', '$(x)\n\u202eb', 12, '$ (x)\nb'],
    ['too many end in …', 'a\nb\nc', 2, 'a\nb\n…'],
    ['as many as there may be do not', 'a\nb', 2, 'a\nb'],
    ['empty lines around are left out', '\n\na\n\nb\n\n', 12, 'a\n\nb'],
  ] as const)
    it(name, () => assert.equal(plainLines(text, most), expected));

  it('say that something is left out whenever a line is', () => {
    const text = Array.from({ length: 11 }, (_, line) => `${line} ${'x'.repeat(400)}`).join('\n');
    const shown = plainLines(text, 12).split('\n');
    assert.ok(shown.length === 11 || shown.at(-1) === '…', `${shown.length} lines, and no sign of the others`);
  });

  it('never hold an icon or more lines than they may', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = plainLines(text, 3);
        assert.ok(shown.split('\n').length <= 4);
        assert.doesNotMatch(shown, /\$\(/);
      }),
      { numRuns: 50 },
    );
  });
});
