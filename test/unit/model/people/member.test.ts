import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyBoard, receive, rosterOf } from '../../../../src/model/board/board.js';
import { apply } from '../../../../src/model/board/mutation.js';
import { memberNamed, membersOf, myRecord, statusOf } from '../../../../src/model/members.js';
import {
  changedStatus,
  isContained,
  newerOf,
  type StatusChanges,
  stampOf,
  told,
  withKeptBack,
} from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { ana, at, bo, board, boardOf, setStatus, statusRecord, team } from '../../../lib/fakes/builders.js';
import { aStatusChange, instants } from '../../arbitraries.js';

const blank = { status: { mode: 'available' }, edited: {} } as const;
const stateOf = (more: Partial<State> = {}): State => ({ ...initialState, phase: 'ready', team, ...more });
const teamFile = { members: [], expectations: {}, quiet: [], categories: {}, labels: {}, problems: [] };

describe('a change of a status', () => {
  const anInstant = fc.constantFrom(...instants);

  it('of two changes to one part the newer counts, in whichever order they are heard; twice is once', () => {
    fc.assert(
      fc.property(aStatusChange, anInstant, aStatusChange, anInstant, (one, oneAt, other, otherAt) => {
        fc.pre(oneAt !== otherAt);
        const first = changedStatus(changedStatus(blank, one, oneAt), other, otherAt);
        const second = changedStatus(changedStatus(blank, other, otherAt), one, oneAt);
        assert.deepEqual(first, second);
        assert.deepEqual(changedStatus(first, one, oneAt), first);
        assert.ok(isContained(first, one, oneAt) && isContained(first, other, otherAt));
      }),
      { numRuns: 200 },
    );
  });

  it('declared in two places is the newer of each part, and that of the first where neither is', () => {
    fc.assert(
      fc.property(aStatusChange, anInstant, aStatusChange, anInstant, (one, oneAt, other, otherAt) => {
        const [first, second] = [changedStatus(blank, one, oneAt), changedStatus(blank, other, otherAt)];
        const both = newerOf(first, second);
        assert.deepEqual(newerOf(both, second), both);
        assert.equal(newerOf(both, second).edited, both.edited);
        if (oneAt === otherAt) return assert.deepEqual(newerOf(first, changedStatus(blank, one, otherAt)), first);
        assert.deepEqual(both, newerOf(second, first));
        assert.deepEqual(both, changedStatus(first, other, otherAt));
      }),
      { numRuns: 200 },
    );
  });

  it('says of each planned block by itself: two that skip different ones elsewhere are both heard', () => {
    const [early, noon, later] = ['2026-11-21T08:00:00.000Z', '2026-11-21T12:00:00.000Z', '2026-11-22T09:00:00.000Z'];
    const skip = (start: string) => ({ marks: [{ start, end: start }] });
    const one = changedStatus(blank, skip(noon), early);
    const other = changedStatus(blank, skip(later), at);
    for (const both of [newerOf(one, other), newerOf(other, one), changedStatus(one, skip(later), at)])
      assert.deepEqual(both.status.marks, [
        { start: noon, end: noon, at: early },
        { start: later, end: later, at },
      ]);
    // Taken back on one of them, though the other has said something later.
    const back = changedStatus(one, { marks: [{ start: noon }] }, at);
    const late = changedStatus(changedStatus(blank, skip(noon), early), skip(later), '2026-11-21T20:00:00.000Z');
    assert.deepEqual(newerOf(late, back).status.marks?.[0], { start: noon, at });
    assert.deepEqual(newerOf(back, late), newerOf(late, back));
  });

  it('keeps what became of a block for two days', () => {
    const before = {
      status: { ...blank.status, marks: [{ start: '2026-11-19T08:00:00Z', end: at }] },
      edited: { marks: '2026-11-19T08:00:00Z' },
    };
    const marks = (when: string) =>
      changedStatus(before, { marks: [{ start: when, end: when }] }, when).status.marks?.length;
    assert.deepEqual([marks('2026-11-20T08:00:00Z'), marks('2026-11-21T08:00:01Z')], [2, 1]);
  });

  it('takes a part away, replaces mode, sentence and end together, and leaves the rest', () => {
    const before = {
      status: { mode: 'busy', text: 'lunch', until: at, since: at, zone: 'UTC', off: ['2026-12-24'] },
      edited: { zone: at },
    } as const;
    const later = '2026-11-22T09:00:00.000Z';
    assert.deepEqual(changedStatus(before, { said: { mode: 'away' }, off: null }, later), {
      status: { mode: 'away', since: later, zone: 'UTC' },
      edited: { zone: at, said: later, off: later },
    });
  });

  it('is said to be of now, but later than what was seen, though the clock was set back', () => {
    const changes: StatusChanges = { zone: 'UTC' };
    const now = Date.parse(at);
    assert.equal(stampOf({ edited: {} }, changes, now), at);
    assert.equal(stampOf({ edited: { said: '2027-01-01T00:00:00.000Z' } }, changes, now), at);
    assert.equal(stampOf({ edited: { zone: '2026-11-22T09:00:00.000Z' } }, changes, now), '2026-11-22T09:00:00.001Z');
    assert.equal(stampOf({ edited: { zone: 'never' } }, changes, now), at);
  });
});

describe('who is on the team', () => {
  const profile = { person: { id: 8, login: 'Hana' }, isBusy: true, text: 'at sea', until: '2026-11-23T09:00:00Z' };

  it('those on the roster, those the team file names, those GitHub tells of, and whoever looks; each once', () => {
    const confirmed = {
      ...boardOf(statusRecord({ text: 'hi' }, { by: bo })),
      profiles: new Map([[8, profile]]),
      teamFile: { ...teamFile, members: ['BO', 'chidi'], rotation: { every: '1w', starts: '', people: ['hana'] } },
    };
    const state = stateOf({ confirmed });
    assert.deepEqual(
      membersOf(state).map(({ login, id, isMe }) => [login, id, isMe]),
      [
        ['ana', ana.id, true],
        ['bo', bo.id, false],
        ['chidi', undefined, false],
        ['hana', 8, false],
      ],
    );
    assert.deepEqual(memberNamed(state, 'HANA')?.profile, profile);
    assert.equal(memberNamed(state, undefined), undefined);
    assert.equal(memberNamed(state, 'nobody'), undefined);
  });

  it('nobody at all where nobody is known', () => assert.deepEqual(membersOf(stateOf()), []));

  it('the status on the roster comes before the one on GitHub, and that counts only while it says busy', () => {
    const confirmed = {
      ...boardOf(statusRecord({ text: 'here' }, { by: profile.person })),
      profiles: new Map([[8, profile]]),
    };
    const [, hana] = membersOf(stateOf({ confirmed }));
    assert.equal(hana && statusOf(hana)?.text, 'here');
    const bare = { login: 'hana', isMe: false, work: [], profile };
    assert.deepEqual(statusOf(bare), { mode: 'busy', text: 'at sea', until: profile.until });
    assert.equal(statusOf(bare), statusOf(bare), 'one object, so that its timetable is read once');
    assert.equal(statusOf({ ...bare, profile: { ...profile, isBusy: false } }), undefined);
  });

  it('of the invisible others know the hours and days off, and nothing else; they themselves know all', () => {
    const whole = {
      mode: 'invisible',
      text: 'hidden',
      rough: at,
      zone: 'UTC',
      hours: { mon: '09:00-17:00' },
      off: ['2026-12-24'],
      focus: [{ start: '2026-11-24T09:00', minutes: 60 }],
      focusing: { since: at, until: '2026-11-21T10:00:00.000Z' },
      marks: [{ start: at, end: at }],
      windows: ['11:00'],
    } as const;
    const record = statusRecord(whole, { by: bo });
    const member = { login: 'bo', isMe: false, work: [], record };
    assert.deepEqual(statusOf(member), { mode: 'invisible', zone: 'UTC', hours: whole.hours, off: whole.off });
    assert.equal(statusOf(member), statusOf(member));
    assert.equal(statusOf({ ...member, isMe: true }), record.status);
  });

  it('of the invisible nothing is told but the hours; to themselves it is all there, or what was said elsewhere since', () => {
    const hours = { zone: 'UTC', hours: { mon: '09:00-17:00' }, off: ['2026-12-24'] };
    const hidden = {
      rough: at,
      focus: [{ start: '2026-11-24T09:00', minutes: 60 }],
      focusing: { since: at, until: '2026-11-21T10:00:00.000Z' },
      marks: [{ start: at, end: at, at }],
      windows: ['11:00'],
    };
    const stamps = (parts: object, stamp: string) =>
      Object.fromEntries(Object.keys(parts).map((part) => [part, stamp]));
    const whole = {
      status: { mode: 'invisible' as const, ...hours, ...hidden },
      edited: { said: at, ...stamps(hours, at), ...stamps(hidden, at) },
    };
    const known = told(whole);
    assert.deepEqual(known, {
      status: { mode: 'invisible', ...hours },
      edited: { said: at, ...stamps(hours, at) },
    });
    assert.deepEqual(withKeptBack(known, whole), whole);
    const busy = { ...whole, status: { ...whole.status, mode: 'busy' as const } };
    assert.equal(told(busy), busy);
    const later = '2026-11-22T09:00:00.000Z';
    const focusing = { since: later, until: '2026-11-22T10:00:00.000Z' };
    const elsewhere = changedStatus(busy, { focusing, marks: [] }, later);
    assert.deepEqual(withKeptBack(elsewhere, whole), elsewhere);
  });

  it('everybody has the open work that names them', () => {
    const work = new Map(
      [
        { number: 9, title: 'b', kind: 'pullRequest', people: [ana.id, bo.id] } as const,
        { number: 3, title: 'a', kind: 'issue', people: [bo.id] } as const,
      ].map((one) => [one.number, one]),
    );
    const state = stateOf({ confirmed: { ...boardOf(statusRecord({}, { by: bo })), work } });
    assert.deepEqual(
      memberNamed(state, 'bo')?.work.map(({ number }) => number),
      [3, 9],
    );
    assert.deepEqual(
      memberNamed(state, 'ana')?.work.map(({ number }) => number),
      [9],
    );
  });

  it('my own status is there as soon as it is saved, before GitHub knows', () => {
    const unsent = [setStatus({ said: { mode: 'busy', text: 'now' } })];
    assert.equal(myRecord(stateOf({ unsent }))?.status.text, 'now');
    assert.equal(myRecord(stateOf({ unsent }))?.comment, undefined);
    assert.equal(myRecord(stateOf()), undefined);
  });

  it('a status of a newer version is not changed, not even on the screen', () => {
    const record = statusRecord({ text: 'newer' }, { record: 'newer' });
    assert.deepEqual(apply(boardOf(record), setStatus({ said: { mode: 'away' } })).statuses.get(ana.id), record);
  });
});

describe('the roster that counts', () => {
  const roster = (number: number, counts = 'counts', open = 'open') => ({
    number,
    counts: counts === 'counts',
    isOpen: open === 'open',
  });
  const given = (...rosters: ReturnType<typeof roster>[]) =>
    board([], { rosters: new Map(rosters.map((one) => [one.number, one])) });

  it('is the lowest number of those that count and are open', () => {
    assert.equal(rosterOf(emptyBoard), undefined);
    assert.equal(rosterOf(given(roster(9), roster(7), roster(3, 'forged'), roster(2, 'counts', 'closed'))), 7);
    assert.equal(rosterOf(given(roster(5, 'counts', 'closed'), roster(4, 'forged'))), 5);
    assert.equal(rosterOf(given(roster(4, 'forged'))), undefined);
  });

  it('is the one the team file names, if that is a roster at all', () => {
    const named = (number: number) => ({
      ...given(roster(7), roster(9, 'by an outsider')),
      teamFile: { ...teamFile, roster: number },
    });
    assert.equal(rosterOf(named(9)), 9);
    assert.equal(rosterOf(named(8)), 7);
  });

  it('is forgotten when it is gone or heard to be none', () => {
    const before = given(roster(7), roster(9));
    assert.equal(rosterOf(receive(before, { items: [], gone: [7] })), 9);
    assert.equal(rosterOf(receive(before, { items: [], gone: [], heard: [7] })), 9);
  });
});

describe('statuses as they are heard', () => {
  const one = statusRecord({ text: 'one' });
  const two = statusRecord({ text: 'two' }, { by: bo });

  it('all replaces all, one replaces one; what is the same stays the same object', () => {
    const before = boardOf(one, two);
    const again = structuredClone(two);
    const all = receive(before, { items: [], gone: [], statuses: { kind: 'all', records: [again] } });
    assert.deepEqual([...all.statuses.keys()], [bo.id]);
    assert.equal(all.statuses.get(bo.id), two);
    const changed = { ...one, status: { mode: 'away' as const }, updatedAt: '2026-11-21T10:00:00Z' };
    const next = receive(before, { items: [], gone: [], statuses: { kind: 'one', records: [changed] } });
    assert.deepEqual([...next.statuses.values()], [changed, two]);
  });

  it('an older text of the same comment never overwrites a newer one', () => {
    const newer = { ...one, status: { mode: 'away' as const }, updatedAt: '2026-11-21T10:00:00Z' };
    const late = receive(boardOf(newer), { items: [], gone: [], statuses: { kind: 'all', records: [one] } });
    assert.equal(late.statuses.get(ana.id), newer);
  });

  it('nothing new is the same board', () => {
    const before = boardOf(one);
    assert.equal(receive(before, { items: [], gone: [], heard: [5], rosters: [], work: [] }), before);
  });
});
