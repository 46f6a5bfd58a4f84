import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sentencesIn, summaryOf } from '../../../../src/model/posting/summary.js';
import { bo, said, speaker, talk, thread, threadComment } from '../../../lib/fakes/builders.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { anyText, hostileText } from '../../arbitraries.js';

const by = (person: { readonly id: number; readonly login: string }) => speaker(person);
const texts = (quotes: readonly { readonly text: string }[]) => quotes.map(({ text }) => text);

describe('a summary', () => {
  it('is what was asked, answered, decided, objected to and left open, in the words of whoever said it', () => {
    const answer = said('DC_1', { text: 'Rape seed. It burns clean.', at: '2026-11-21T10:00:00Z', by: by(bo) });
    const { question, ...rest } = summaryOf(
      { title: 'Oil', isAnswered: true },
      talk(
        [
          threadComment('DC_0', { text: 'Is it cold there?', at: '2026-11-21T09:00:00Z' }),
          threadComment('DC_1', { ...answer }),
          threadComment('DC_2', {
            text: 'Object: too heavy. It falls.\n\nInstead: two.',
            at: '2026-11-21T11:00:00Z',
            by: by(bo),
          }),
          threadComment('DC_3', {
            text: '**Decided:** the big one, by ana because it is cheap\n\nmore',
            at: '2026-11-21T12:00:00Z',
          }),
          threadComment('DC_4', { text: 'Fine. And who pays? よろしいですか？', at: '2026-11-21T13:00:00Z' }),
          threadComment('DC_5', {
            text: 'Who carries it?',
            at: '2026-11-21T14:00:00Z',
            replies: [said('DC_6', { text: 'I do.', at: '2026-11-21T15:00:00Z' })],
          }),
          threadComment('DC_7', { text: 'Secret?', hidden: { kind: 'minimized' }, at: '2026-11-21T15:00:00Z' }),
        ],
        { opening: said('D_3', { text: 'The old one smokes. Which oil does it take?' }), answer: { said: answer } },
      ),
    );
    assert.deepEqual(texts(question), ['Which oil does it take?']);
    assert.deepEqual(Object.values(rest).map(texts), [
      ['Rape seed.', 'It burns clean.'],
      ['the big one, by ana because it is cheap'],
      ['too heavy.', 'It falls.', 'Instead: two.'],
      ['And who pays?', 'よろしいですか？'],
    ]);
  });

  it('asks what its title asks where nothing else stands there', () => {
    const told = talk([], { opening: said('D_3', { text: '**Asked:** @bo\n\n**Where:** `src/lamp.ts:1`' }) });
    assert.deepEqual(texts(summaryOf({ title: 'Which oil?', isAnswered: false }, told).question), ['Which oil?']);
  });

  it('leaves out an objection of whoever agrees later', () => {
    const told = talk([
      threadComment('DC_1', { text: 'Object: too heavy', by: by(bo) }),
      threadComment('DC_2', { text: 'Agree.', by: by(bo) }),
    ]);
    assert.deepEqual(summaryOf(thread(), told).objections, []);
  });

  it('takes sentences from prose alone: no code, quotation, heading or picture', () => {
    const text = '# Title?\n> quoted?\n```\ncode?\n```\n![picture?](x)\n- one\n- two?\nEin Licht, 2.0 hell.';
    assert.deepEqual(sentencesIn(text), ['one', 'two?', 'Ein Licht, 2.0 hell.']);
  });

  it('is made of any text, in a time that grows no faster than the text', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, anyText(200)), (text) => {
        for (const sentence of sentencesIn(text)) assert.ok(sentence.length <= 400);
        summaryOf(
          { title: 'Oil', isAnswered: false },
          talk([threadComment('DC_1', { text })], { opening: said('D_3', { text }) }),
        );
      }),
    );
    for (const piece of ['?', '- ', '\n', '> ', '`', 'a. ', '. ', '](', '1) '])
      assert.ok(effortOf(() => sentencesIn(piece.repeat(20_000))) < 1_000, piece);
  });
});
