import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  answerIn,
  answersTo,
  answerText,
  type DecisionTerms,
  decidedBy,
  decidedIn,
  decidedText,
  stances,
} from '../../../../src/model/threads/decision.js';
import type { ThreadComment } from '../../../../src/model/threads/talk.js';
import { ana, bo, said, speaker, talk, threadComment } from '../../../lib/fakes/builders.js';
import { hostileText } from '../../arbitraries.js';

const chidi = { id: 3, login: 'chidi' };
const terms: DecisionTerms = { decider: ana, deputy: chidi, named: [bo, chidi], closes: '2026-11-26T16:30:00.000Z' };
let count = 0;
const by = (person: typeof ana, text: string, more: Partial<ThreadComment> = {}) =>
  threadComment(`c${count++}`, { by: speaker(person), text, ...more });
const stancesOf = (...comments: readonly ThreadComment[]) =>
  [...answersTo(terms, talk(comments)).values()].map(({ by, stance }) => `${by.login}: ${stance}`);

describe('an answer to a decision', () => {
  for (const [text, expected] of [
    ['Agree', 'agree'],
    ['Agree.', 'agree'],
    ['agree!\n\nGood work.', 'agree'],
    ['**Agree**: cheaper', 'agree'],
    ['**Object:** too heavy', 'object'],
    ['Object: too heavy\n\nInstead: two small ones', 'object'],
    ['Object\n\ntoo heavy', 'object'],
    ['  Abstain.', 'abstain'],
    ['Agreed.', undefined],
    ['Agree with bo, it is too heavy', undefined],
    ['I agree.', undefined],
    ['Objection: none', undefined],
    ['Abstaining', undefined],
    ['> Agree.', undefined],
    ['', undefined],
  ] as const)
    it(`“${text.replaceAll('\n', '⏎')}” is ${expected ?? 'none'}`, () =>
      assert.equal(answerIn(text)?.stance, expected));

  it('is read as it was written, whatever its words are', () => {
    for (const stance of stances)
      fc.assert(
        fc.property(hostileText, (words) => {
          assert.deepEqual(answerIn(answerText(stance, words)), { stance, words: words.trim() });
        }),
      );
  });

  it('the last of a person counts, of those who are named and of nobody else', () => {
    const later = '2026-11-22T09:00:00.000Z';
    assert.deepEqual(stancesOf(by(bo, 'Object: no'), by(bo, 'hm'), by(bo, 'Agree.', { at: later })), ['bo: agree']);
    assert.deepEqual(stancesOf(by(bo, 'Object: no', { at: later }), by(bo, 'Agree.')), ['bo: object']);
    assert.deepEqual(stancesOf(by(ana, 'Object: no'), by({ id: 9, login: 'bo' }, 'Object: no')), []);
    assert.deepEqual(stancesOf(by(bo, 'Agree.', { by: { kind: 'app', login: 'bo' } })), []);
  });

  it('is nobody’s once somebody else has edited it or it is deleted; hidden, it still counts', () => {
    const edited = { at: '2026-11-22T09:00:00.000Z', by: speaker(ana) };
    assert.deepEqual(stancesOf(by(bo, 'Agree.', { edited })), []);
    assert.deepEqual(stancesOf(by(bo, 'Object: no', { edited: { ...edited, by: speaker(bo) } })), ['bo: object']);
    assert.deepEqual(stancesOf(by(bo, 'Object: no', { hidden: { kind: 'deleted' } })), []);
    assert.deepEqual(stancesOf(by(bo, 'Object: no', { hidden: { kind: 'minimized' } })), ['bo: object']);
  });

  it('a thumbs up on the opening text agrees, from then on', () => {
    const thumbs = [
      { by: bo, at: '2026-11-21T10:00:00.000Z' },
      { by: ana, at: '2026-11-21T10:00:00.000Z' },
    ];
    const withThumbs = (...comments: readonly ThreadComment[]) =>
      [...answersTo(terms, talk(comments, { opening: said('D_3', { thumbs }) })).values()].map(({ stance }) => stance);
    assert.deepEqual(withThumbs(), ['agree']);
    assert.deepEqual(withThumbs(by(bo, 'Object: no')), ['agree'], 'it came before');
    assert.deepEqual(withThumbs(by(bo, 'Object: no', { at: '2026-11-21T11:00:00.000Z' })), ['object']);
  });
});

describe('what makes a decision', () => {
  it('is the first word of decider or deputy that says so, and nobody else’s', () => {
    const decided = (...comments: readonly ThreadComment[]) => decidedBy(terms, talk(comments))?.words;
    assert.equal(decided(by(bo, 'Decided: no'), by(ana, '**Decided:** yes'), by(chidi, 'Decided: no')), 'yes');
    assert.equal(decided(by(chidi, 'Decided: no')), 'no');
    assert.equal(decided(by(ana, 'I have decided: yes')), undefined);
    assert.equal(decidedIn(decidedText('yes')), 'yes');
  });
});
