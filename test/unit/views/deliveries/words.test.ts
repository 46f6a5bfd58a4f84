import assert from 'node:assert/strict';
import type { InboxEntry, Reason, Subject, Through } from '../../../../src/model/inbox/entries.js';
import { entryLabel, reasonWords, subjectIcon, throughWords } from '../../../../src/views/deliveries/words.js';
import { delivered, entry } from '../../../lib/fakes/inboxEntries.js';
import { hostilePieces } from '../../arbitraries.js';

/** The compiler asks for a row whenever one is added. */
const reasons: Readonly<Record<Reason, string>> = {
  waitsForMe: 'waiting for you',
  reviewRequested: 'review requested',
  assigned: 'assigned to you',
  freed: 'unblocked',
  mention: 'mentioned you',
  answer: 'replied to you',
  author: "you're the author",
  comment: 'you commented',
  stateChange: 'you closed or reopened it',
  subscribed: "you're subscribed",
  rotation: 'rotation',
  note: 'your note',
  other: 'notification',
};
const icons: Readonly<Record<Subject, string>> = {
  issue: 'issues',
  pullRequest: 'git-pull-request',
  discussion: 'comment-discussion',
  release: 'tag',
  rotation: 'megaphone',
  note: 'note',
  other: 'bell',
};
const through: Readonly<Record<Through, string>> = {
  person: '@bo is on your list',
  repository: 'acme/lamp is on your list',
  rotation: "Urgent, and you're on duty",
};
const one = (more: Partial<InboxEntry> = {}) => entry(delivered(0), more);

describe('the words for entries', () => {
  it('say why it concerns the person, each in words of its own', () => {
    for (const [reason, words] of Object.entries(reasons))
      assert.equal(reasonWords({ reason: reason as Reason, subject: reason === 'note' ? 'note' : 'issue' }), words);
    assert.equal(reasonWords({ reason: 'note', subject: 'discussion' }), 'you snoozed it');
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
    ['of the rotation', { subject: 'rotation', title: '' }, "You're on duty"],
    ['with a very long title', { title: 'x'.repeat(5_000) }, `#7 ${'x'.repeat(159)}…`],
  ] as const)
    it(`${name}: ${label.slice(0, 40)}`, () => assert.equal(entryLabel(one(more)), label));

  it('do without a number', () => {
    const { number: _number, ...rest } = one({ subject: 'release', title: 'Lamp 2' });
    assert.equal(entryLabel(rest), 'Lamp 2');
  });

  it('are inert, and never empty', () => {
    for (const piece of hostilePieces)
      for (const why of Object.keys(through) as Through[]) {
        const text = `${piece}${piece}`;
        const hostile = one({ title: text, from: text, repository: text, through: why });
        for (const words of [entryLabel(hostile), throughWords(hostile)]) {
          assert.doesNotMatch(words, /\$\(|\]\(|[\p{Cc}\u200b\u202e]/u);
          assert.doesNotMatch(words, /^@? is on/);
        }
      }
  });
});
