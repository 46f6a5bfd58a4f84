import assert from 'node:assert/strict';
import { dayOf } from '../../../../src/base/zone.js';
import { type Focus, type FocusEvent, focusAt, focusOn, longestBlock } from '../../../../src/model/focus/focus.js';
import { hoursOfPlan, isPlanned, planFrom } from '../../../../src/model/focus/plan.js';
import { readWeekText, writeWeekText } from '../../../../src/model/hours/weekText.js';
import type { Status } from '../../../../src/model/people/member.js';
import { utc } from '../times.js';

const minute = 60_000;
const now = utc('2026-11-24 10:00');
const at = (time: string) => utc(`2026-11-24 ${time}`);
const iso = (ms: number) => new Date(ms).toISOString();
const base: Status = { mode: 'available', zone: 'UTC', hours: { tue: '08:00-18:00' } };
/** Tuesdays, 10:00 to 12:00. */
const planned: Status = { ...base, focus: [{ start: '2026-11-24T10:00', minutes: 120, every: 'week' }] };
const declared = (until: string, over = base): Status => ({ ...over, mode: 'focusing', until: iso(at(until)) });

const states: Readonly<Record<Focus['kind'], readonly [Status, number]>> = {
  none: [base, now],
  soon: [planned, at('09:59')],
  planned: [planned, at('10:30')],
  started: [declared('11:00'), now],
};
const events: Readonly<Record<FocusEvent['kind'], FocusEvent>> = {
  start: { kind: 'start', end: at('11:30') },
  extend: { kind: 'extend', by: 15 * minute },
  end: { kind: 'end' },
  skip: { kind: 'skip' },
};
const focusing = (until: string) => ({ mode: 'focusing', until: iso(at(until)) });
const available = (until: string) => ({ mode: 'available', until: iso(at(until)) });

const expected: Readonly<Record<Focus['kind'], Readonly<Record<FocusEvent['kind'], object | undefined>>>> = {
  none: { start: focusing('11:30'), extend: undefined, end: undefined, skip: undefined },
  soon: { start: focusing('11:30'), extend: undefined, end: undefined, skip: available('12:00') },
  planned: { start: focusing('11:30'), extend: focusing('12:15'), end: available('12:00'), skip: available('12:00') },
  started: { start: focusing('11:30'), extend: focusing('11:15'), end: { mode: 'available' }, skip: undefined },
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
    assert.equal(focusAt(declared('11:00'), at('10:59')).kind, 'started');
    assert.equal(focusAt(declared('11:00'), at('11:00')).kind, 'none');
  });

  it('ended over a planned block, it does not begin again with the plan', () => {
    const status = declared('11:00', planned);
    const said = focusOn(status, { kind: 'end' }, at('10:30'));
    assert.deepEqual(said, available('12:00'));
    assert.equal(focusAt({ ...status, ...said }, at('10:31')).kind, 'none');
    assert.equal(focusAt({ ...status, ...said }, at('12:00')).kind, 'none');
  });

  it('skipping one planned block leaves the next as it is', () => {
    const said = focusOn(planned, { kind: 'skip' }, at('09:59'));
    const skipped: Status = { ...planned, ...said };
    assert.equal(focusAt(skipped, at('10:30')).kind, 'none');
    assert.equal(focusAt(skipped, at('10:30') + 7 * 24 * 60 * minute).kind, 'planned');
  });

  it('whoever is busy or away when a plan begins is not announced to focus', () => {
    const busy: Status = { ...planned, mode: 'busy', until: iso(at('11:00')) };
    assert.equal(focusAt(busy, at('09:59')).kind, 'none');
    assert.equal(focusAt(busy, at('10:30')).kind, 'none');
    assert.equal(focusAt(busy, at('11:00')).kind, 'planned');
    const untilThen: Status = { ...planned, mode: 'busy', until: iso(at('10:00')) };
    assert.equal(focusAt(untilThen, at('09:59')).kind, 'soon', 'it is over when the plan begins');
  });

  it('a sentence says nothing against the plan', () => {
    const status: Status = { ...planned, text: 'at the lens', since: iso(at('09:00')) };
    assert.equal(focusAt(status, at('10:30')).kind, 'planned');
  });

  it('lasts no longer than four hours at a time, and an end that is over starts nothing', () => {
    const until = iso(now + longestBlock);
    assert.deepEqual(focusOn(base, { kind: 'start', end: now + 9 * longestBlock }, now), { mode: 'focusing', until });
    assert.equal(focusOn(base, { kind: 'start', end: now }, now), undefined);
    assert.equal(focusOn(undefined, events.extend, now), undefined);
  });
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
