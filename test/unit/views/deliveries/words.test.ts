import assert from 'node:assert/strict';
import type { Parcel, Reason, Subject, Through } from '../../../src/model/inbox.js';
import { parcelLabel, reasonWords, subjectIcon, throughWords } from '../../../src/views/parcelWords.js';
import { delivered, parcel } from '../../support/parcels.js';
import { hostilePieces } from '../arbitraries.js';

/** The compiler asks for a row whenever one is added. */
const reasons: Readonly<Record<Reason, string>> = {
  waitsForMe: 'waits for you',
  reviewRequested: 'your review is asked for',
  assigned: 'assigned to you',
  freed: 'the way is free',
  mention: 'mentions you',
  answer: 'answers you',
  author: 'something of yours',
  comment: 'you took part',
  stateChange: 'you closed or opened it',
  subscribed: 'you watch it',
  rotation: 'rotation',
  other: 'notification',
};
const icons: Readonly<Record<Subject, string>> = {
  issue: 'issues',
  pullRequest: 'git-pull-request',
  discussion: 'comment-discussion',
  release: 'tag',
  rotation: 'megaphone',
  other: 'bell',
};
const through: Readonly<Record<Through, string>> = {
  person: '@bo is on your list',
  repository: 'acme/lamp is on your list',
  rotation: 'Urgent, and it is your turn',
};
const one = (more: Partial<Parcel> = {}) => parcel(delivered(0), more);

describe('the words for parcels', () => {
  it('say why it concerns the person, each in words of its own', () => {
    for (const [reason, words] of Object.entries(reasons)) assert.equal(reasonWords(reason as Reason), words);
    assert.equal(new Set(Object.values(reasons)).size, Object.keys(reasons).length);
  });

  it('have a shape for what they are about', () => {
    for (const [subject, icon] of Object.entries(icons)) assert.equal(subjectIcon(subject as Subject), icon);
    assert.equal(new Set(Object.values(icons)).size, Object.keys(icons).length);
  });

  it('say why one broke through, and nothing of one that did not', () => {
    for (const [why, words] of Object.entries(through))
      assert.equal(throughWords(one({ through: why as Through, from: 'bo' })), words);
    assert.equal(throughWords(one()), '');
  });

  for (const [name, more, label] of [
    ['with a number', {}, '#7 the beam is stuck'],
    ['whose title has nothing to see in it', { title: '\u200b' }, '#7 (no title)'],
    ['of the rotation', { subject: 'rotation', title: '' }, 'You are the available one'],
    ['with a very long title', { title: 'x'.repeat(5_000) }, `#7 ${'x'.repeat(159)}…`],
  ] as const)
    it(`${name}: ${label.slice(0, 40)}`, () => assert.equal(parcelLabel(one(more)), label));

  it('do without a number', () => {
    const { number: _number, ...rest } = one({ subject: 'release', title: 'Lamp 2' });
    assert.equal(parcelLabel(rest), 'Lamp 2');
  });

  it('are inert, and never empty', () => {
    for (const piece of hostilePieces)
      for (const why of Object.keys(through) as Through[]) {
        const text = `${piece}${piece}`;
        const hostile = one({ title: text, from: text, repository: text, through: why });
        for (const words of [parcelLabel(hostile), throughWords(hostile)]) {
          assert.doesNotMatch(words, /\$\(|\]\(|[\p{Cc}\u200b\u202e]/u);
          assert.doesNotMatch(words, /^@? is on/);
        }
      }
  });
});
