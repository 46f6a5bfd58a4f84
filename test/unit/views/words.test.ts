import assert from 'node:assert/strict';
import type { Aside, Refusal, Trouble } from '../../../src/model/state.js';
import { moment } from '../../../src/views/time.js';
import { asideWords, mutationWords, refusalWords, troubleWords } from '../../../src/views/words.js';
import { capture, comment, edit, item, resolve } from '../../support/builders.js';
import { asides, now, refusals, troubles } from './states.js';

describe('what can go wrong, in words', () => {
  const until = moment('2026-11-21T12:30:00Z', now);
  const expectedTroubles: Record<Trouble['kind'], string> = {
    offline: 'GitHub cannot be reached',
    serverDown: 'GitHub is not answering properly',
    limited: `GitHub asked to wait until ${until}`,
    signedOut: 'Sign in again to send and receive',
    singleSignOn: 'Your organization wants single sign-on for this account',
    repositoryMissing: 'The team repository is gone, or you may not see it',
    issuesDisabled: 'Issues are turned off in the team repository',
    forbidden: 'GitHub refused: Resource not accessible',
    disk: 'The disk refuses: ENOSPC: no space left',
  };
  for (const [kind, expected] of Object.entries(expectedTroubles))
    it(`trouble ${kind}: ${expected}`, () =>
      assert.equal(troubleWords(troubles[kind as Trouble['kind']], now), expected));

  const expectedRefusals: Record<Refusal['kind'], string> = {
    invalid: 'GitHub did not accept it: Validation Failed',
    forbidden: 'Not allowed: Must have write access',
    missing: 'Not found, or no right to write here',
    gone: 'The issue is gone',
    elsewhere: 'The issue moved to another repository',
    issuesDisabled: 'Issues are turned off in the team repository',
    tooLong: '120 characters too long for GitHub',
    foreignRecord: 'Its record is damaged or of a newer Makertime: change it on GitHub',
  };
  for (const [kind, expected] of Object.entries(expectedRefusals))
    it(`refusal ${kind}: ${expected}`, () => assert.equal(refusalWords(refusals[kind as Refusal['kind']]), expected));

  for (const [name, words, expected] of [
    ['forbidden', troubleWords({ kind: 'forbidden' }, now), 'GitHub refused'],
    [
      'limited until nobody knows',
      troubleWords({ kind: 'limited', since: 'x', until: 'x' }, now),
      'GitHub asked to wait until ?',
    ],
    ['not allowed', refusalWords({ kind: 'forbidden' }), 'Not allowed'],
    ['not accepted', refusalWords({ kind: 'invalid' }), 'GitHub did not accept it'],
    ['too long', refusalWords({ kind: 'tooLong' }), '? characters too long for GitHub'],
  ] as const)
    it(`without a detail, ${name}: ${expected}`, () => assert.equal(words, expected));

  it('GitHub’s own sentences come out plain', () => {
    const detail = 'no\n$(alert)\u202e {0}';
    assert.equal(refusalWords({ kind: 'invalid', detail }), 'GitHub did not accept it: no $ (alert) {0}');
    assert.equal(troubleWords({ kind: 'forbidden', detail }, now), 'GitHub refused: no $ (alert) {0}');
  });

  const expectedAsides: Record<Aside['why'], string> = {
    newer: 'Saved by a newer Makertime; it will be sent when that runs again',
    torn: 'A damaged file of the outbox, kept as it is',
    foreign: 'Not a file of the outbox, kept as it is',
  };
  for (const [why, expected] of Object.entries(expectedAsides))
    it(`a file that is ${why}: ${expected}`, () => assert.equal(asideWords(asides[why as Aside['why']]), expected));
});

describe('what a mutation is about, in words', () => {
  const known = item({ title: 'stuck $(x)' });
  const titleOf = (key: string) => (key === known.key ? known.title : undefined);
  const unknown = item().key;
  for (const [mutation, expected] of [
    [capture({ title: 'a\nb' }), 'a b'],
    [comment(known.key, 'try\nagain'), 'Comment: try again'],
    [edit(known.key, { owner: 'bo' }), 'Change: stuck $ (x)'],
    [edit(unknown, { owner: 'bo' }), 'Change: a blocker'],
    [resolve(known.key), 'Resolve: stuck $ (x)'],
    [resolve(unknown), 'Resolve: a blocker'],
  ] as const)
    it(`${mutation.kind}: ${expected}`, () => assert.equal(mutationWords(mutation, titleOf), expected));
});
