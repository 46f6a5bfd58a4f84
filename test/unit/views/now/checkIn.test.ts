import assert from 'node:assert/strict';
import type { Board } from '../../../../src/model/board/board.js';
import type { Status } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { dayTitle } from '../../../../src/model/threads/checkIn.js';
import { type CheckInChoice, checkInRows, sameDay } from '../../../../src/views/now/checkIn.js';
import { threadRows } from '../../../../src/views/threads/view.js';
import {
  ana,
  bo,
  boardOf,
  checkIn,
  newId,
  said,
  speaker,
  statusRecord,
  talk,
  team,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';
import { person } from '../../model/times.js';

const monday = Date.parse('2026-11-30T10:00:00Z'); // eleven in Berlin
const day = '2026-11-30';
const category = { id: 'DIC_2', name: 'General', isAnswerable: false };
const forum = { id: 'R_1', isOn: true, categories: [{ ...category, isOpen: true }] };
const usual: CheckInChoice = { days: ['mon', 'thu'], time: '' };

function stateOf(status: Partial<Status> = {}, more: Partial<State> = {}, known: Partial<Board> = {}): State {
  const board = boardOf(statusRecord(person(status), { by: team.account }), statusRecord(person(), { by: bo }));
  return {
    ...initialState,
    phase: 'ready',
    account: team.account,
    team,
    confirmed: { ...board, forum, ...known },
    ...more,
  };
}

/** A discussion of the day, with what these have said. */
function dayOf(
  number: number,
  ...people: readonly (typeof ana & { readonly text?: string })[]
): Pick<Board, 'threads' | 'talks'> {
  const comments = people.map((by, place) =>
    threadComment(`DC_${number}${place}`, {
      by: speaker(by),
      text: by.text ?? '## Shipped\n\nx',
      record: { id: newId(), kind: 'checkIn', day },
    }),
  );
  const one = thread({ number, title: dayTitle(day), category, by: speaker(bo), comments: comments.length });
  const opening = said(`D_${number}`, { by: speaker(bo), record: { id: newId(), kind: 'checkInDay', day } });
  return { threads: new Map([[one.key, one]]), talks: new Map([[number, talk(comments, { number, opening })]]) };
}
const isDue = (state: State, now = monday, choice = usual) =>
  checkInRows(state, now, 'Europe/Berlin', choice).length > 0;

describe('a check-in that is due', () => {
  it('is a row from the beginning of one’s hours on the days one has chosen, until midnight', () => {
    assert.equal(checkInRows(stateOf(), monday, 'UTC', usual)[0]?.label, 'Write your check-in');
    assert.equal(isDue(stateOf(), Date.parse('2026-11-30T06:00:00Z')), false);
    assert.equal(isDue(stateOf(), Date.parse('2026-11-30T22:30:00Z')), true);
    assert.equal(isDue(stateOf(), Date.parse('2026-11-30T23:30:00Z')), false, 'Tuesday in Berlin: nobody catches up');
    assert.equal(isDue(stateOf(), monday, { ...usual, time: '16:00' }), false);
    assert.equal(isDue(stateOf(), Date.parse('2026-11-30T15:00:00Z'), { ...usual, time: '16:00' }), true);
    assert.equal(isDue(stateOf(), monday, { ...usual, time: 'teatime' }), true);
    assert.equal(isDue(stateOf(), monday, { ...usual, days: ['tue', 'moonday'] }), false);
  });

  it('is left out on days off, while away, and where discussions are off or nobody has joined', () => {
    assert.equal(isDue(stateOf({ off: ['2026-11-30'] })), false);
    assert.equal(isDue(stateOf({ mode: 'away', since: '2026-11-29T09:00:00Z', until: '2026-12-02T09:00:00Z' })), false);
    assert.equal(isDue(stateOf({ hours: { tue: '09:00-17:00' } })), false);
    assert.equal(isDue(stateOf({}, {}, { forum: { ...forum, isOn: false, categories: [] } })), false);
    assert.equal(isDue(stateOf({}, {}, { statuses: new Map() })), false);
  });

  it('is over once it is begun, on its way, posted from any machine, or the same as last time', () => {
    assert.equal(isDue(stateOf({}, { writeUps: [{ id: newId(), kind: 'checkIn', title: '', at: day }] })), false);
    assert.equal(isDue(stateOf({}, { unsent: [checkIn()] })), false);
    assert.equal(isDue(stateOf({}, {}, dayOf(5, ana))), false);
    assert.equal(isDue(stateOf({}, {}, dayOf(5, bo))), true);
    assert.equal(isDue(stateOf(), monday, { ...usual, same: sameDay(stateOf(), day) }), false);
    assert.equal(isDue(stateOf(), monday, { ...usual, same: sameDay(stateOf(), '2026-11-26') }), true);
  });
});

describe('check-ins in Threads', () => {
  const labels = (state: State) =>
    threadRows(state, monday).flatMap(({ label, children = [] }) => [
      label,
      ...children.map((row) => `${row.label} | ${row.description}`),
    ]);

  it('are days, with how many have checked in of those who work then', () => {
    assert.deepEqual(labels(stateOf({}, {}, dayOf(5, bo))).slice(0, 2), ['Check-ins', 'Mon 30 Nov · 1 of 2 | 9 d']);
    assert.deepEqual(labels(stateOf({ off: [day] }, {}, dayOf(5, bo)))[1], 'Mon 30 Nov · 1 of 1 | 9 d');
  });

  it('that need me ask me, and say who does', () => {
    const state = stateOf({}, {}, dayOf(5, { ...bo, text: '## I need\n\n@ana: the key' }));
    assert.deepEqual(labels(state), ['Asks me', 'Mon 30 Nov · 1 of 2 | @bo needs you · 9 d']);
  });

  it('of two of one day the empty one is left out, and one in which somebody has spoken is not', () => {
    const [first, empty, other] = [dayOf(5, bo), dayOf(6), dayOf(7, ana)];
    const both = (...all: readonly (typeof first)[]) => ({
      threads: new Map(all.flatMap(({ threads }) => [...threads])),
      talks: new Map(all.flatMap(({ talks }) => [...talks])),
    });
    assert.equal(labels(stateOf({}, {}, both(first, empty))).length, 2);
    assert.deepEqual(labels(stateOf({}, {}, both(first, other))), [
      'Check-ins',
      'Mon 30 Nov · 2 of 2 | 9 d',
      'Mon 30 Nov · 2 of 2 | 9 d',
    ]);
  });
});
