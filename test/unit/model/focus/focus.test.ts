import assert from 'node:assert/strict';
import { dayOf } from '../../../../src/base/zone.js';
import {
  type Focus,
  type FocusEvent,
  focusAt,
  focusEnded,
  focusOn,
  focusSince,
  longestBlock,
  nextPlanned,
  sentenceBeside,
  withFocus,
} from '../../../../src/model/focus/focus.js';
import { hoursOfPlan, isPlanned, planFrom } from '../../../../src/model/focus/plan.js';
import { readWeekText, writeWeekText } from '../../../../src/model/hours/weekText.js';
import type { Mode, PlanMark, Status } from '../../../../src/model/people/member.js';
import { utc } from '../times.js';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const now = utc('2026-11-24 10:00');
const at = (time: string) => utc(`2026-11-24 ${time}`);
const iso = (ms: number) => new Date(ms).toISOString();
const base: Status = { mode: 'available', zone: 'UTC', hours: { tue: '08:00-18:00' } };
/** Tuesdays, 10:00 to 12:00. */
const planned: Status = { ...base, focus: [{ start: '2026-11-24T10:00', minutes: 120, every: 'week' }] };
const focusing = (since: string, until: string) => ({ focusing: { since: iso(at(since)), until: iso(at(until)) } });
const mark = (start: string, end: string): PlanMark => ({ start: iso(at(start)), end: iso(at(end)) });
const marks = (...all: readonly PlanMark[]) => ({ marks: all });

function afterwards(status: Status, event: FocusEvent, moment: number): Status {
  const change = focusOn(status, event, moment);
  assert.ok(change, `${event.kind} does nothing`);
  return withFocus(status, change);
}

const states: Readonly<Record<Focus['kind'], readonly [Status, number]>> = {
  none: [base, now],
  soon: [planned, at('09:59')],
  planned: [planned, at('10:30')],
  started: [{ ...base, ...focusing('09:45', '11:00') }, now],
};
const events: Readonly<Record<FocusEvent['kind'], FocusEvent>> = {
  start: { kind: 'start', end: at('11:30') },
  extend: { kind: 'extend', by: 15 * minute },
  end: { kind: 'end' },
  skip: { kind: 'skip' },
};
const skipped = marks(mark('10:00', '10:00'));
const endedEarly = marks(mark('10:00', '10:30'));

const expected: Readonly<Record<Focus['kind'], Readonly<Record<FocusEvent['kind'], object | undefined>>>> = {
  none: { start: focusing('10:00', '11:30'), extend: undefined, end: undefined, skip: undefined },
  soon: { start: focusing('09:59', '11:30'), extend: undefined, end: undefined, skip: skipped },
  planned: {
    start: focusing('10:00', '11:30'),
    extend: focusing('10:00', '12:15'),
    end: endedEarly,
    skip: endedEarly,
  },
  started: {
    start: focusing('09:45', '11:30'),
    extend: focusing('09:45', '11:15'),
    end: focusing('09:45', '10:00'),
    skip: undefined,
  },
};

describe('focus: every state and every event', () => {
  for (const [state, [status, moment]] of Object.entries(states))
    it(`is ${state}`, () => assert.equal(focusAt(status, moment).kind, state));

  for (const [state, answers] of Object.entries(expected))
    for (const [event, answer] of Object.entries(answers))
      it(`${state}, ${event}: ${JSON.stringify(answer) ?? 'nothing'}`, () => {
        const [status, moment] = states[state as Focus['kind']];
        assert.deepEqual(focusOn(status, events[event as FocusEvent['kind']], moment), answer);
      });
});

describe('focus', () => {
  it('ends at its time by itself', () => {
    const status = { ...base, ...focusing('10:00', '11:00') };
    assert.equal(focusAt(status, at('09:59')).kind, 'none');
    assert.equal(focusAt(status, at('10:00')).kind, 'started');
    assert.equal(focusAt(status, at('10:59')).kind, 'started');
    assert.equal(focusAt(status, at('11:00')).kind, 'none');
  });

  it('ended over a planned block, it does not begin again with the plan', () => {
    const status = { ...planned, ...focusing('10:05', '11:00') };
    const ended = afterwards(status, { kind: 'end' }, at('10:30'));
    assert.deepEqual(ended, { ...planned, ...focusing('10:05', '10:30'), ...endedEarly });
    assert.equal(focusAt(ended, at('10:30')).kind, 'none');
    assert.equal(focusAt(ended, at('12:00')).kind, 'none');
    assert.equal(focusAt(ended, at('10:30') + week).kind, 'planned');
  });

  it('ended early, it can be started again in the time that was planned', () => {
    const ended = afterwards(planned, { kind: 'end' }, at('10:30'));
    const again = afterwards(ended, { kind: 'start', end: at('11:30') }, at('11:00'));
    assert.deepEqual(again.focusing, focusing('11:00', '11:30').focusing);
    assert.deepEqual(again.marks, ended.marks);
    assert.equal(focusAt(again, at('10:45')).kind, 'none');
    assert.equal(focusAt(again, at('11:30')).kind, 'none');
  });

  it('of less than was planned, the plan goes on; what is to be longer is longer than the plan', () => {
    const status = { ...planned, ...focusing('10:00', '10:15') };
    assert.equal(focusAt(status, at('10:20')).kind, 'planned');
    assert.deepEqual(focusOn(status, events.extend, at('10:10')), focusing('10:00', '12:15'));
  });

  it('skipping one planned block leaves the next as it is', () => {
    const status = afterwards(planned, { kind: 'skip' }, at('09:59'));
    assert.equal(focusAt(status, at('10:30')).kind, 'none');
    assert.equal(focusAt(status, at('10:30') + week).kind, 'planned');
  });

  it('blocks that touch are one: all of it is ended, and what has not begun is skipped', () => {
    const status: Status = {
      ...base,
      focus: [
        { start: '2026-11-24T10:00', minutes: 60, every: 'week' },
        { start: '2026-11-24T11:00', minutes: 60 },
        { start: '2026-11-24T12:30', minutes: 30 },
      ],
    };
    const ended = afterwards(status, { kind: 'end' }, at('10:30'));
    assert.deepEqual(ended.marks, [mark('10:00', '10:30'), mark('11:00', '11:00')]);
    assert.equal(focusAt(ended, at('11:30')).kind, 'none');
    assert.equal(focusAt(ended, at('12:30')).kind, 'planned');
  });

  it('what is to be longer is longer than what follows at once', () => {
    const status: Status = {
      ...base,
      ...focusing('09:30', '10:30'),
      focus: [{ start: '2026-11-24T10:30', minutes: 30 }],
    };
    assert.deepEqual(focusOn(status, events.extend, now), focusing('09:30', '11:15'));
  });

  it('what becomes of one block says nothing of others', () => {
    const status = { ...planned, ...marks(mark('07:00', '07:30')) };
    assert.deepEqual(focusOn(status, { kind: 'end' }, at('10:30'))?.marks, [mark('10:00', '10:30')]);
  });

  it('planned within the next seven days, the next block that has not begun can be skipped', () => {
    assert.deepEqual(focusOn(planned, { kind: 'skip' }, at('08:00')), skipped);
    assert.equal(nextPlanned(planned, at('08:00'))?.start, at('10:00'));
    assert.deepEqual(nextPlanned(planned, at('12:00')), { start: at('10:00') + week, end: at('12:00') + week });
    assert.equal(nextPlanned(planned, at('10:30'))?.start, at('10:00') + week);
    const far: Status = { ...base, focus: [{ start: '2026-12-01T10:00', minutes: 60 }] };
    assert.equal(nextPlanned(far, at('10:00')), undefined);
    assert.equal(focusOn(far, { kind: 'skip' }, at('10:00')), undefined);
    assert.equal(nextPlanned(far, at('10:00') + 1)?.start, at('10:00') + week);
    const without = afterwards(planned, { kind: 'skip' }, at('08:00'));
    assert.equal(nextPlanned(without, at('08:00')), undefined);
    assert.equal(nextPlanned(without, at('10:30'))?.start, at('10:00') + week);
  });

  for (const mode of ['busy', 'away', 'invisible'] as const)
    it(`whoever is ${mode} focuses as planned, and is ${mode} after it`, () => {
      const status: Status = { ...planned, mode, until: iso(at('17:00')), text: 'at the lens' };
      assert.equal(focusAt(status, at('09:59')).kind, 'soon');
      assert.equal(focusAt(status, at('10:30')).kind, 'planned');
      let then = afterwards(status, { kind: 'start', end: at('13:00') }, at('10:30'));
      then = afterwards(then, { kind: 'extend', by: 15 * minute }, at('10:40'));
      then = afterwards(then, { kind: 'end' }, at('10:50'));
      const { focusing: _focusing, marks: _marks, ...rest } = then;
      assert.deepEqual(rest, status);
    });

  it('a sentence says nothing against the plan', () => {
    const status: Status = { ...planned, text: 'at the lens', since: iso(at('09:00')) };
    assert.equal(focusAt(status, at('10:30')).kind, 'planned');
  });

  it('lasts no longer than four hours at a time, and an end that is over starts nothing', () => {
    assert.deepEqual(focusOn(base, { kind: 'start', end: now + 9 * longestBlock }, now), focusing('10:00', '14:00'));
    const long = { ...base, ...focusing('07:00', '13:45') };
    assert.deepEqual(focusOn(long, { kind: 'extend', by: 60 * minute }, now), focusing('07:00', '14:00'));
    assert.equal(focusOn({ ...base, ...focusing('07:00', '14:00') }, events.extend, now), undefined);
    assert.equal(focusOn(base, { kind: 'start', end: now }, now), undefined);
    assert.equal(focusOn(undefined, events.extend, now), undefined);
  });

  it('began and ended when it did, however it began', () => {
    const started = { ...base, ...focusing('09:45', '11:00') };
    assert.equal(focusSince(started, now), at('09:45'));
    assert.equal(focusSince(started, at('11:00')), undefined);
    assert.equal(focusSince(planned, at('10:30')), at('10:00'));
    assert.equal(focusSince(afterwards(planned, events.start, at('10:30')), at('10:40')), at('10:00'));
    assert.equal(focusEnded(started, at('10:59')), undefined);
    assert.equal(focusEnded(started, at('11:00')), at('11:00'));
    assert.equal(focusEnded(started, at('17:00')), at('11:00'));
    assert.equal(focusEnded(started, at('11:00') + 2 * 24 * 60 * minute), undefined);
    assert.equal(focusEnded(planned, at('13:00')), at('12:00'));
    assert.equal(focusEnded(afterwards(planned, events.end, at('10:30')), at('13:00')), at('10:30'));
    assert.equal(focusEnded(afterwards(planned, events.skip, at('09:59')), at('13:00')), undefined);
    assert.equal(focusEnded(undefined, now), undefined);
  });
});

describe('a sentence beside focus', () => {
  const until = iso(at('11:00'));
  const noon = iso(at('12:00'));
  const said = (mode: Mode, end?: string): Status => ({ ...base, mode, text: 'before', ...(end && { until: end }) });

  for (const [name, status, text, expected] of [
    ['nothing was said', base, 'lens', { mode: 'available', text: 'lens', until }],
    ['nothing is known', undefined, 'lens', { mode: 'available', text: 'lens', until }],
    ['available until noon', said('available', noon), 'lens', { mode: 'available', text: 'lens', until }],
    ['busy until noon, which stays', said('busy', noon), 'lens', { mode: 'busy', text: 'lens', until: noon }],
    ['busy until before', said('busy', iso(at('09:00'))), 'lens', { mode: 'available', text: 'lens', until }],
    ['away', said('away', noon), 'lens', undefined],
    ['invisible', said('invisible'), 'lens', undefined],
    ['no sentence', said('busy', noon), undefined, undefined],
    ['an empty one', base, '', undefined],
  ] as const)
    it(name, () => assert.deepEqual(sentenceBeside(status, text, until, now), expected));
});

describe('the weekly plan', () => {
  const today = dayOf(now);

  it('is typed as hours, and comes back as it was typed', () => {
    for (const text of ['Mon-Fri 09:00-11:00', 'Tue 10:00-12:00, 14:00-15:30; Thu 08:00-11:00', 'Sun 22:00-01:00']) {
      const hours = readWeekText(text).value;
      const plan = planFrom(hours, [], today);
      assert.deepEqual(readWeekText(writeWeekText(hoursOfPlan(plan))).value, hours, text);
      assert.ok(plan.every(({ every, start }) => every === 'week' && start >= '2026-11-24'));
    }
  });

  it('leaves alone what was planned for one day or for every day', () => {
    const once = { start: '2026-12-01T09:00', minutes: 60 };
    const daily = { start: '2026-11-02T16:00', minutes: 30, every: 'day' } as const;
    const before = [once, daily, { start: '2026-11-03T09:00', minutes: 60, every: 'workday' } as const];
    assert.deepEqual(planFrom({}, before, today), [once, daily]);
    assert.deepEqual(hoursOfPlan(before), {
      mon: '09:00-10:00',
      tue: '09:00-10:00',
      wed: '09:00-10:00',
      thu: '09:00-10:00',
      fri: '09:00-10:00',
    });
    assert.ok(isPlanned(before) && !isPlanned([once, daily]) && !isPlanned([]));
  });

  it('makes blocks on the days it names', () => {
    const plan = planFrom({ tue: '10:00-12:00' }, [], today);
    assert.equal(focusAt({ ...base, focus: plan }, at('11:00')).kind, 'planned');
    assert.equal(focusAt({ ...base, focus: plan }, at('12:00')).kind, 'none');
  });
});
