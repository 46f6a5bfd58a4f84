import assert from 'node:assert/strict';
import { type Board, emptyBoard } from '../../../../src/model/board/board.js';
import { apply, type BoardMutation, threadOf } from '../../../../src/model/board/mutation.js';
import type { ThreadAct } from '../../../../src/model/threads/acts.js';
import { changedTalk } from '../../../../src/model/threads/change.js';
import { threadKey, unsentThreadKey } from '../../../../src/model/threads/thread.js';
import {
  ana,
  at,
  onThread,
  openThread,
  said,
  say,
  speaker,
  talk,
  team,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';

const answer = threadComment('DC_1', { replies: [said('DC_2')] });
const board: Board = {
  ...emptyBoard,
  threads: new Map([[threadKey(3), thread({ comments: 1 })]]),
  talks: new Map([[3, talk([answer])]]),
};
const changed = (...mutations: BoardMutation[]) => mutations.reduce(apply, board);
const threadIn = (one: Board) => one.threads.get(threadKey(3));
const talk3 = talk([answer]);
/** What was said, with these on top. */
const talked = (...acts: ThreadAct[]) =>
  acts.reduce((known, act) => changedTalk(known, act, { by: speaker(), at }), talk3);

describe('what is done to a discussion, before GitHub has it', () => {
  it('one that is begun is there without a number, until GitHub has confirmed it', () => {
    const mutation = openThread({ title: 'A bell?' });
    const key = unsentThreadKey(ana.id, mutation.record);
    const begun = apply(emptyBoard, mutation).threads.get(key);
    assert.deepEqual([begun?.title, begun?.number, begun?.record], ['A bell?', undefined, mutation.record]);
    const confirmed = {
      ...emptyBoard,
      threads: new Map([[threadKey(9), thread({ number: 9, record: mutation.record })]]),
    };
    assert.deepEqual(apply(confirmed, mutation), confirmed);
  });

  it('all that is done to it is one line; the same number elsewhere is another', () => {
    const mutation = openThread();
    const target = unsentThreadKey(ana.id, mutation.record);
    assert.equal(threadOf(say('x', { target })), threadOf(mutation));
    const elsewhere = { ...team, repository: { ...team.repository, id: 11 } };
    assert.notEqual(threadOf(say()), threadOf(say('x', { team: elsewhere })));
  });

  it('an answer is marked wherever it stands, and taken back', () => {
    for (const comment of ['DC_1', 'DC_2']) {
      const marked = { ...onThread(), kind: 'markAnswer', comment } as const;
      assert.deepEqual([threadIn(changed(marked))?.isAnswered, talked(marked).answer?.said.id], [true, comment]);
      assert.deepEqual(talked(marked, marked), talked(marked));
      const back = { ...marked, isOver: true } as const;
      assert.deepEqual([threadIn(changed(marked, back))?.isAnswered, talked(marked, back)], [false, talk3]);
    }
    assert.equal(talked({ ...onThread(), kind: 'markAnswer', comment: 'DC_99' }).answer, undefined);
  });

  it('a reaction counts once, and what was taken back is gone', () => {
    const eyes = { ...onThread(), kind: 'react', reaction: 'eyes' } as const;
    const once = talked(eyes);
    assert.deepEqual(once.opening.reactions, [{ kind: 'eyes', count: 1, isMine: true }]);
    assert.deepEqual(talked(eyes, eyes), once);
    assert.deepEqual(talked(eyes, { ...eyes, isOver: true }), talk3);
    assert.deepEqual(talked({ ...eyes, isOver: true }), talk3);
    assert.equal(talked({ ...eyes, comment: 'DC_2' }).comments[0]?.replies[0]?.reactions.length, 1);
    assert.deepEqual(changed(eyes), board);
  });

  it('closing and opening again, with a reason or without', () => {
    const closed = changed({ ...onThread(), kind: 'closeThread', as: 'outdated' });
    assert.deepEqual([threadIn(closed)?.state, threadIn(closed)?.closedAs], ['closed', 'outdated']);
    assert.deepEqual(apply(closed, { ...onThread(), kind: 'closeThread', isOver: true }), board);
  });

  it('an edit changes the title of the discussion and the text of what it names', () => {
    const text = { was: 'rape seed', is: 'paraffin' };
    const edited = talked({ ...onThread(), kind: 'editThread', comment: 'DC_1', text });
    assert.deepEqual([edited.comments[0]?.text, edited.opening.text], ['paraffin', 'the old one smokes']);
    assert.equal(threadIn(changed({ ...onThread(), kind: 'editThread', title: 'which?' }))?.title, 'which?');
  });

  it('a comment is shown once GitHub counts it', () => assert.deepEqual(changed(say()), board));
});
