import assert from 'node:assert/strict';
import { threadKey, unsentThreadKey } from '../../../../src/model/threads/thread.js';
import { ana, bo, onThread, openThread, said, say, talk, thread, threadComment } from '../../../lib/fakes/builders.js';
import { by, pictureOf, richTalk, richThread, stateWith } from './scene.js';

const first = (picture: ReturnType<typeof pictureOf>) => {
  const [one] = picture.comments;
  assert.ok(one);
  return one;
};

describe('the picture of a discussion', () => {
  it('says how it stands, who said what, and when: in my time and theirs', () => {
    const picture = pictureOf(stateWith());
    assert.deepEqual(picture.facts, ['Q&A', 'Open', 'Answered', '#3']);
    assert.deepEqual([picture.opening?.by, picture.opening?.facts], ['@ana', ['Sat 10:00']]);
    assert.deepEqual(
      [first(picture).by, first(picture).facts],
      ['@bo', ['Sun 16:10 (20:40 in Kolkata)', 'edited by @ana Sun 21:30']],
    );
    assert.deepEqual(picture.answer?.facts, ['Sun 21:30 (Mon 02:00 in Kolkata)']);
    assert.equal(picture.earlier?.label, 'Show 12 earlier comments');
    assert.deepEqual(
      first(picture).replies.map((one) => one.by),
      ['@ana', 'lamp-bot (bot)'],
    );
    assert.deepEqual(picture.notices, []);
  });

  it('keeps what is hidden and deleted from sight, and names ghosts and guests', () => {
    const [, , guest, gone] = pictureOf(stateWith()).comments;
    assert.deepEqual(guest?.hidden, { why: 'Hidden by a maintainer: spam', isGone: false });
    assert.equal(guest?.facts[0], 'not in the team');
    assert.deepEqual([gone?.hidden?.isGone, gone?.markdown, gone?.by], [true, '', 'ghost (deleted account)']);
    assert.deepEqual([gone?.replyStart, gone?.offers], [undefined, []]);
  });

  it('offers what GitHub allows: reactions, replies, the answer', () => {
    const [one, two] = pictureOf(stateWith()).comments;
    assert.deepEqual(
      one?.reactions.map(({ kind, count, isMine, isOffered }) => [kind, count, isMine, isOffered]),
      [
        ['thumbsUp', 2, true, true],
        ['laugh', 1, false, false],
        ['hooray', 0, false, true],
        ['heart', 0, false, true],
        ['eyes', 0, false, true],
      ],
    );
    assert.deepEqual([one?.offers, two?.offers], [['markAnswer'], ['unmarkAnswer']]);
    assert.deepEqual([one?.replyStart, one?.replies[0]?.replyStart], ['', '@ana ']);
    const bare = stateWith({}, { talk: talk([threadComment('DC_1')]), thread: thread({ may: [] }) });
    const plain = pictureOf(bare);
    assert.deepEqual([first(plain).reactions, first(plain).offers], [[], []]);
    assert.deepEqual(
      plain.actions.map(({ name }) => name),
      ['openOnGitHub', 'copyLink', 'snooze', 'captureBlocker', 'proposeDecision'],
    );
    const closed = pictureOf(
      stateWith({}, { talk: talk(), thread: thread({ state: 'closed', closedAs: 'outdated', may: ['reopen'] }) }),
    );
    assert.deepEqual([closed.facts[1], closed.actions.at(-1)?.name], ['Closed as outdated', 'reopen']);
  });

  it('shows what GitHub has not got on top: replies where they belong, reactions, the answer', () => {
    const reply = say('I will ask her.', { to: 'DC_1' });
    const picture = pictureOf(
      stateWith({
        unsent: [
          reply,
          say('And the wick?'),
          { ...onThread(), kind: 'react', comment: 'DC_1', reaction: 'eyes' },
          { ...onThread(), kind: 'markAnswer', comment: 'DC_1' },
          { ...onThread(), kind: 'closeThread', as: 'resolved' },
        ],
      }),
    );
    const last = first(picture).replies.at(-1);
    assert.deepEqual(
      [last?.markdown, last?.unsent],
      ['I will ask her.', { id: reply.id, why: 'Not sent yet', acts: [] }],
    );
    assert.deepEqual([last?.replyStart, last?.reactions], [undefined, []], 'nothing can be done with it yet');
    assert.equal(picture.comments.at(-1)?.markdown, 'And the wick?');
    assert.equal(first(picture).reactions.find(({ kind }) => kind === 'eyes')?.count, 1);
    assert.equal(first(picture).isAnswer, true);
    assert.equal(picture.facts[1], 'Closed as resolved');
  });

  it('shows a reply to a reply below its comment', () => {
    const picture = pictureOf(stateWith({ unsent: [say('yes', { to: 'DC_11' })] }));
    assert.equal(first(picture).replies.at(-1)?.markdown, 'yes');
  });

  it('shows what was refused with the reason, and what can be done', () => {
    const refused = [
      { mutation: say('And the wick?'), reason: { kind: 'threadLocked' } as const },
      {
        mutation: { ...onThread(), kind: 'react', reaction: 'eyes' } as const,
        reason: { kind: 'forbidden' } as const,
      },
    ];
    const picture = pictureOf(stateWith({ refused }));
    const last = picture.comments.at(-1);
    assert.match(last?.unsent?.why ?? '', /^Not sent: The discussion is locked/);
    assert.deepEqual(last?.unsent?.acts, ['retry', 'rewrite', 'discard']);
    assert.deepEqual(
      picture.notices.map(({ text, unsent }) => [text, unsent?.acts]),
      [['Reaction: Permission denied', ['retry', 'discard']]],
    );
  });

  it('what is sent and already told is shown once', () => {
    const sent = say('rape seed');
    const told = talk([threadComment('DC_9', { text: 'rape seed', record: { id: sent.record, kind: 'comment' } })]);
    assert.equal(pictureOf(stateWith({ unsent: [sent] }, { talk: told })).comments.length, 1);
  });

  it('what is at GitHub and not told of yet stays as it was done', () => {
    const settled = [{ ...onThread(), kind: 'react', comment: 'DC_1', reaction: 'eyes' } as const];
    assert.equal(first(pictureOf(stateWith(), { settled })).reactions.find(({ kind }) => kind === 'eyes')?.count, 1);
  });

  it('shows one that GitHub has not got, and one it has refused', () => {
    const opened = openThread();
    const own = unsentThreadKey(ana.id, opened.record);
    const reply = say('It is the one in the tower', { target: own });
    const fresh = pictureOf(stateWith({ unsent: [opened, reply] }), {}, own);
    assert.deepEqual([fresh.title, fresh.facts.at(-1)], [opened.title, 'Not sent yet']);
    assert.deepEqual([fresh.opening?.markdown, fresh.comments[0]?.markdown], [opened.text, reply.text]);
    assert.deepEqual(fresh.actions, []);
    const refused = pictureOf(
      stateWith({ refused: [{ mutation: opened, reason: { kind: 'categoryGone' } }] }),
      {},
      own,
    );
    assert.match(refused.notices[0]?.text ?? '', /^Discussion: .*The category no longer exists/);
    assert.deepEqual(refused.notices[0]?.unsent?.acts, ['retry', 'discard']);
  });

  it('a locked one is closed to whoever cannot write in the repository', () => {
    const locked = { ...richThread, isLocked: true };
    assert.match(pictureOf(stateWith({}, { thread: locked })).isClosedTo ?? '', /^This discussion is locked/);
    const mine = talk([threadComment('DC_1', { by: by(bo), may: ['edit'] })], { opening: said('D', { by: by(ana) }) });
    assert.equal(pictureOf(stateWith({}, { thread: locked, talk: mine })).isClosedTo, undefined);
  });

  it('offline it says how old it is', () => {
    const sync = { heardAt: '2026-11-23T08:00:00Z', trouble: { kind: 'offline' } } as const;
    const [notice] = pictureOf(stateWith({ sync })).notices;
    assert.equal(notice?.text, 'Could not reach GitHub. This is what was read last, 09:00.');
    const unread = pictureOf(stateWith({}, { talk: null }), { problem: { kind: 'offline' } });
    assert.match(unread.notices[0]?.text ?? '', /^Could not reach GitHub/);
    assert.equal(unread.actions[0]?.name, 'openOnGitHub');
  });

  it('says why there is nothing', () => {
    const unknown = threadKey(99);
    const words = (more: Parameters<typeof pictureOf>[1], state = stateWith()) =>
      pictureOf(state, more, unknown).notices[0]?.text;
    assert.equal(words({ reading: 'latest' }), 'Reading from GitHub…');
    assert.equal(words({ problem: { kind: 'offline' } }), 'Could not reach GitHub.');
    assert.match(words({}) ?? '', /not there/);
    assert.match(words({ isElsewhere: true }) ?? '', /another team repository/);
    assert.equal(words({}, stateWith({ phase: 'starting' })), 'Makertime is starting');
  });

  it('joins what was read for it with what the board knows', () => {
    const earlier = talk([threadComment('DC_0', { text: 'the first' }), ...richTalk.comments], {
      at: richTalk.at,
      earlier: 11,
    });
    const picture = pictureOf(stateWith(), { read: { thread: richThread, talk: earlier } });
    assert.deepEqual([picture.comments.length, first(picture).markdown], [5, 'the first']);
    assert.equal(picture.earlier?.label, 'Show 11 earlier comments');
  });

  it('text is as it was written, but for what cannot be seen', () => {
    const text = 'a\u202Eb\r\n\tc\u200B\u0007 **d**';
    const picture = pictureOf(stateWith({}, { talk: talk([], { opening: said('D_3', { text }) }) }));
    assert.equal(picture.opening?.markdown, 'ab\n\tc **d**');
  });
});
