import assert from 'node:assert/strict';
import type { BoardMutation, MutationOf } from '../../../../src/model/board/mutation.js';
import { isEditable, mutationLine, typedWords } from '../../../../src/views/now/mutationWords.js';
import {
  at,
  capture,
  checkIn,
  comment,
  edit,
  givePromise,
  item,
  newId,
  onThread,
  openRoster,
  openThread,
  promiseAsked,
  reopen,
  resolve,
  say,
  setStatus,
  team,
} from '../../../lib/fakes/builders.js';

const known = item({ title: 'stuck $(x)' });
const unknown = item().key;
const titleOf = (key: string) => (key === known.key ? known.title : undefined);
const depends = { kind: 'depend', id: newId(), at, team, target: known.key, blocks: 'acme/team#12' } as const;

describe('what a mutation is about, in words', () => {
  /** The compiler asks for a row whenever a kind is added. */
  const expected: { readonly [K in BoardMutation['kind']]: readonly (readonly [MutationOf<K>, string, string])[] } = {
    capture: [
      [capture({ title: 'a\nb', owner: 'bo' }), 'a b', 'a\nb\n@bo'],
      [capture({ title: ' ' }), '(no title)', ' '],
    ],
    comment: [[comment(known.key, 'try\nagain'), 'Comment: try again', 'try\nagain']],
    edit: [
      [edit(known.key, { owner: 'bo' }), 'Edit: stuck $ (x)', 'bo'],
      [edit(unknown, { owner: null }), 'Edit: a blocker', ''],
    ],
    resolve: [
      [resolve(known.key), 'Resolve: stuck $ (x)', ''],
      [resolve(unknown), 'Resolve: a blocker', ''],
      [resolve(known.key, { isNotNeeded: true }), 'Close as not needed: stuck $ (x)', ''],
    ],
    reopen: [[reopen(known.key), 'Reopen: stuck $ (x)', '']],
    promise: [
      [givePromise(known.key, at), 'Promise: stuck $ (x)', ''],
      [givePromise(unknown, null), 'Withdraw promise: a blocker', ''],
      [promiseAsked({ on: 'pullRequest', number: 7 }, at), 'Promise: #7', ''],
      [promiseAsked({ on: 'discussion', number: 8 }, null), 'Withdraw promise: #8', ''],
    ],
    depend: [
      [depends, 'Blocks acme/team#12', 'acme/team#12'],
      [{ ...depends, isOver: true }, 'No longer blocks acme/team#12', 'acme/team#12'],
    ],
    roster: [[openRoster(), 'Roster issue', '']],
    status: [
      [setStatus({ said: { mode: 'busy', text: 'in a call' } }), 'Your status', 'in a call'],
      [setStatus({ zone: null }), 'Your status', ''],
    ],
    openThread: [
      [
        openThread({ title: 'which oil $(x)?', text: 'for the lamp' }),
        'Discussion: which oil $ (x)?',
        'which oil $(x)?\nfor the lamp',
      ],
      [openThread({ title: ' ', text: '' }), 'Discussion: (no title)', ' '],
    ],
    checkIn: [[checkIn({ text: '## Shipped\n\nIt' }), 'Check-in: Mon 30 Nov 2026', '## Shipped\n\nIt']],
    say: [[say('rape\nseed'), 'Comment: rape seed', 'rape\nseed']],
    decide: [
      [
        { ...onThread(), kind: 'decide', record: newId(), text: '**Decided:** yes\n\nAgreed: @bo.' },
        'Decide: yes',
        '**Decided:** yes\n\nAgreed: @bo.',
      ],
    ],
    pickUp: [[{ ...onThread(), kind: 'pickUp', record: newId(), of: newId(), number: 3 }, 'Pick up: #3', '']],
    markAnswer: [
      [{ ...onThread(), kind: 'markAnswer', comment: 'DC_1' }, 'Mark as answer', ''],
      [{ ...onThread(), kind: 'markAnswer', comment: 'DC_1', isOver: true }, 'No longer the answer', ''],
    ],
    react: [
      [{ ...onThread(), kind: 'react', reaction: 'eyes' }, 'Reaction', ''],
      [{ ...onThread(), kind: 'react', reaction: 'eyes', isOver: true }, 'Take back a reaction', ''],
    ],
    closeThread: [
      [{ ...onThread(), kind: 'closeThread' }, 'Close a discussion', ''],
      [{ ...onThread(), kind: 'closeThread', isOver: true }, 'Reopen a discussion', ''],
    ],
    editThread: [
      [{ ...onThread(), kind: 'editThread', title: 'which lamp oil?' }, 'Edit: which lamp oil?', 'which lamp oil?'],
      [{ ...onThread(), kind: 'editThread', text: { was: 'a', is: 'b' } }, 'Edit: b', 'b'],
    ],
  };
  for (const [mutation, line, typed] of Object.values(expected).flat())
    it(`${mutation.kind}: ${line}`, () => {
      assert.equal(mutationLine(mutation, titleOf), line);
      assert.equal(typedWords(mutation), typed);
    });

  it('only what is words can be typed again', () => {
    const all = Object.values(expected).flatMap((rows) => rows.map(([mutation]) => mutation));
    assert.deepEqual(
      [...new Set(all.filter(isEditable).map(({ kind }) => kind))],
      ['capture', 'comment', 'openThread', 'checkIn'],
    );
  });
});
