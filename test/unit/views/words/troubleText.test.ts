import assert from 'node:assert/strict';
import type { Aside, Refusal, Trouble } from '../../../../src/model/board/trouble.js';
import { moment } from '../../../../src/views/words/time.js';
import { asideWords, refusalWords, troubleWords } from '../../../../src/views/words/troubleText.js';
import { asides, now, refusals, troubles } from '../states.js';

describe('what can go wrong, in words', () => {
  const until = moment('2026-11-21T12:30:00Z', now);
  const expectedTroubles: Record<Trouble['kind'], string> = {
    offline: 'Could not reach GitHub',
    serverDown: 'GitHub is having problems',
    limited: `Rate-limited by GitHub until ${until}`,
    signedOut: 'Sign in to GitHub again to send and receive',
    singleSignOn: 'Your organization requires single sign-on: authorize this account',
    repositoryMissing: 'Team repository not found, or you have no access to it',
    madePublic: 'acme/team is public now: what you capture can be read by everybody',
    repositoryReplaced: 'Team repository not found, another one has its name: connect again to use that one',
    issuesDisabled: 'Issues are disabled in the team repository: enable them in its settings on GitHub',
    forbidden: 'GitHub denied access: Resource not accessible',
    disk: 'Could not write to disk: ENOSPC: no space left',
  };
  for (const [kind, expected] of Object.entries(expectedTroubles))
    it(`trouble ${kind}: ${expected}`, () =>
      assert.equal(troubleWords(troubles[kind as Trouble['kind']], now), expected));

  const expectedRefusals: Record<Refusal['kind'], string> = {
    invalid: 'GitHub rejected it: Validation Failed',
    forbidden: 'Permission denied: Must have write access',
    madePublic: 'acme/old is public now: connect it again to send this',
    missing: 'Not found, or you have no write access',
    gone: 'The issue was deleted',
    elsewhere: 'The issue was transferred to another repository',
    issuesDisabled: 'Issues are disabled in the team repository: enable them in its settings on GitHub',
    tooLong: '120 characters too long for GitHub: shorten it',
    unassignable: '@zoe cannot be assigned in acme/team',
    unconfirmed: 'Sent twice without an answer, and not found on GitHub: look there before you retry',
    foreignRecord: 'This record is damaged or from a newer version of Makertime: edit it on GitHub',
    changedMeanwhile: 'Somebody else has changed this text: read it on GitHub, then edit it again',
    discussionsOff: 'Discussions are disabled in the team repository: enable them in its settings on GitHub',
    categoryGone: 'The category no longer exists: choose another one',
    categoryClosed: 'Only maintainers may start discussions in this category: choose another one',
    decidedAlready: 'It was decided before: read the discussion',
    checkedInAlready: 'You have checked in that day already: edit this to replace it',
    pickedUpAlready: '@emi picked it up before you: read the discussion',
    notHandedToYou: 'It is not handed to you: read the discussion',
    threadLocked: 'The discussion is locked: ask somebody with write access to unlock it',
    threadGone: 'The discussion was deleted or moved: look for it on GitHub',
    interrupted: 'Saving it was interrupted, so it was not sent',
  };
  for (const [kind, expected] of Object.entries(expectedRefusals))
    it(`refusal ${kind}: ${expected}`, () => assert.equal(refusalWords(refusals[kind as Refusal['kind']]), expected));

  for (const [name, words, expected] of [
    ['forbidden', troubleWords({ kind: 'forbidden' }, now), 'GitHub denied access'],
    [
      'limited until nobody knows',
      troubleWords({ kind: 'limited', since: 'x', until: 'x' }, now),
      'Rate-limited by GitHub until ?',
    ],
    ['picked up', refusalWords({ kind: 'pickedUpAlready' }), 'It was picked up before: read the discussion'],
    ['not allowed', refusalWords({ kind: 'forbidden' }), 'Permission denied'],
    ['not accepted', refusalWords({ kind: 'invalid' }), 'GitHub rejected it'],
    ['too long', refusalWords({ kind: 'tooLong' }), '? characters too long for GitHub: shorten it'],
  ] as const)
    it(`without a detail, ${name}: ${expected}`, () => assert.equal(words, expected));

  it('GitHub’s own sentences come out plain', () => {
    const detail = 'no\n$(alert)\u202e {0}';
    assert.equal(refusalWords({ kind: 'invalid', detail }), 'GitHub rejected it: no $ (alert) {0}');
    assert.equal(troubleWords({ kind: 'forbidden', detail }, now), 'GitHub denied access: no $ (alert) {0}');
  });

  const expectedAsides: Record<Aside['why'], string> = {
    newer: 'Saved by a newer version of Makertime: update to send it',
    torn: 'Damaged outbox file, kept as is',
    foreign: 'Unknown file in the outbox, kept as is',
  };
  for (const [why, expected] of Object.entries(expectedAsides))
    it(`a file that is ${why}: ${expected}`, () => assert.equal(asideWords(asides[why as Aside['why']]), expected));
});
