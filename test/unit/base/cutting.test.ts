import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bare, beginningOf, plain, plainLines } from '../../../src/base/plainText.js';
import { sentence } from '../../../src/github/client/reply.js';
import { saidIn } from '../../../src/github/issues/answers.js';
import { contentFrom } from '../../../src/model/board/item.js';
import { longestAnswer } from '../../../src/model/board/links.js';
import { blankStatus } from '../../../src/model/people/member.js';
import { answerInMarkdown } from '../../../src/records/keptAnswer.js';
import { readStatus, writeStatus } from '../../../src/records/roster.js';
import { ana, at, newId } from '../../lib/fakes/builders.js';
import { effortOf } from '../../lib/suite/effort.js';

const oracle = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Signs of several characters, from many scripts. None of them is changed by what makes a text safe. */
const signs = [
  'a',
  'e\u0301',
  'o\u0323\u0302\u0308',
  '👩‍👩‍👧‍👦',
  '👩🏽‍🚀',
  '🏳️‍🌈',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '🇩🇪',
  '🇺🇳',
  '1️⃣',
  '❤️',
  'क्षि',
  'நி',
  'กำ',
  '각',
  '가\u11a8',
  'می\u200cخ',
  '葛󠄀',
  'ᠠ\u180b',
  '梁',
  '🚧',
] as const;
const drawn = fc.tuple(fc.nat(3), fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 6 }));
/** The same few signs again and again, moved along by some letters: the cut falls at every place within them. */
const long = (length: number) =>
  drawn.map(
    ([before, some]) => 'x'.repeat(before) + some.join('').repeat(Math.ceil(length / some.join('').length) + 1),
  );

function isWhole(cut: string, text: string): void {
  const shown = cut.replace(/^\u2068(.*)\u2069$/su, '$1').replace(/…$/, '');
  assert.ok(text.startsWith(shown), `${JSON.stringify(shown)} is no beginning of ${JSON.stringify(text)}`);
  const ends = new Set([...oracle.segment(text)].map(({ index }) => index));
  assert.ok(ends.has(shown.length), `cut inside of a sign: ${JSON.stringify(shown.slice(-12))}`);
  assert.ok(shown.length < text.length && shown.length > 0);
}

describe('a text that is cut', () => {
  const status = (text: string) => {
    const body = writeStatus({ id: newId(), by: ana, status: { ...blankStatus, text }, edited: {} });
    return readStatus({ body, author: ana, number: 1, updatedAt: at })?.status.text ?? '';
  };
  for (const [name, length, cut] of [
    ['anywhere', 40, (text) => beginningOf(text, 37)],
    ['for a row', 200, (text) => plain(text, 40)],
    ['for a row of usual length', 700, (text) => plain(text)],
    ['for a document', 200, (text) => bare(text, 40)],
    ['for a tooltip', 1_300, (text) => plainLines(text, 2).replace(/\n…$/, '')],
    ['as the title of an issue', 170, (text) => contentFrom(text).title],
    ['as what GitHub says', 310, (message) => sentence({ message }) ?? ''],
    ['as the last words of an answer', longestAnswer + 10, saidIn],
    ['as a status', 310, status],
    ['as code of an answer', 4_100, (text) => answerInMarkdown(`\`\`\`\n${text}\n\`\`\``).split('\n')[1] ?? ''],
  ] as [string, number, (text: string) => string][])
    it(`${name} is cut between what a reader sees as signs`, () => {
      fc.assert(
        fc.property(long(length), (text) => isWhole(cut(text), text)),
        { numRuns: 40 },
      );
    });

  it('is the longest beginning there is room for', () => {
    fc.assert(
      fc.property(long(30), fc.integer({ min: 15, max: 29 }), (text, most) => {
        const ends = [...oracle.segment(text)].map(({ index }) => index);
        assert.equal(
          beginningOf(text, most).length,
          ends.findLast((end) => end <= most),
        );
      }),
    );
    assert.equal(beginningOf('👩‍🚀', 9), '👩‍🚀');
  });

  it('of one sign that has no end keeps what there is room for, and no half of a character', () => {
    const endless = `a${'\u0301'.repeat(500)}`;
    assert.equal(beginningOf(endless, 100), endless.slice(0, 100));
    assert.equal(beginningOf(`👩${'\u200d👩'.repeat(100)}`, 4), '👩\u200d');
    assert.equal(plain(endless, 20), `${endless.slice(0, 19)}…`);
  });

  it('takes no time, whatever it is made of', () => {
    for (const piece of [...signs, '\u0301', '\u200d', '\u{1F1E6}', '\u{E0067}']) {
      const text = piece.repeat(100_000);
      const effort = effortOf(() => {
        beginningOf(text, 300);
        beginningOf(text, 60_000);
      });
      assert.ok(effort < 300, JSON.stringify(piece));
    }
  });
});
