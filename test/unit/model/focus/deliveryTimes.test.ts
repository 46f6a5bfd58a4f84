import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isHeldBack,
  isQuiet,
  nextDelivery,
  quietUntil,
  readWindows,
  windowsOf,
} from '../../../../src/model/focus/deliveryTimes.js';
import { type FocusEvent, focusAt, focusOn, withFocus } from '../../../../src/model/focus/focus.js';
import type { Hours, Mode, PlanMark, PlannedFocus, Status } from '../../../../src/model/people/member.js';
import { hostileText, present } from '../../arbitraries.js';
import { daily, person, said, utc } from '../times.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const berlin = 'Europe/Berlin';
const iso = (text: string) => new Date(utc(text)).toISOString();
const declared = (mode: Mode, since: string, until: string): Partial<Status> => ({
  mode,
  since: iso(`2026-11-24 ${since}`),
  until: iso(`2026-11-24 ${until}`),
});
const focusing = (since: string, until: string): Partial<Status> => ({
  focusing: { since: iso(`2026-11-24 ${since}`), until: iso(`2026-11-24 ${until}`) },
});
const marked = (start: string, end: string): Partial<Status> => ({
  marks: [{ start: iso(`2026-11-24 ${start}`), end: iso(`2026-11-24 ${end}`) }],
});
/** Tuesdays from nine to noon in Berlin. */
const plan: PlannedFocus = { start: '2026-11-24T09:00', minutes: 180, every: 'week' };
const nightly = daily(berlin, '01:00-05:00', { windows: ['02:30'] });

describe('the next delivery', () => {
  for (const [name, status, after, now, expected] of [
    ['the first window', person(), '11-23 14:00', '11-24 06:00', '11-24 10:00'],
    ['the second', person(), '11-24 10:00', '11-24 10:00', '11-24 14:00'],
    ['after the last, on the next day', person(), '11-24 14:00', '11-24 14:00', '11-25 10:00'],
    ['over the weekend', person(), '11-27 14:00', '11-27 14:01', '11-30 10:00'],
    ['over two weeks off', person({ off: ['2026-11-25/2026-12-09'] }), '11-24 14:00', '11-24 15:00', '12-10 10:00'],
    ['at windows of their own', person({ windows: ['16:30', '9'] }), '11-24 08:00', '11-24 09:00', '11-24 15:30'],
    ['on any working day where no hours are known', person({ hours: {} }), '11-27 14:00', '11-27 15:00', '11-30 10:00'],
    ['and on no day off', person({ hours: {}, off: ['2026-11-30'] }), '11-27 14:00', '11-27 15:00', '12-01 10:00'],
    [
      'in the night of a Friday',
      person({ hours: { fri: '22:00-06:00' }, windows: ['03:00'] }),
      '11-27 10:00',
      '11-27 10:00',
      '11-28 02:00',
    ],
    ['with nothing held, now', person({ windows: [] }), '11-24 09:59', '11-28 22:00', 'now'],
    [
      'with nothing held, at the end of focus',
      person({ windows: [], focus: [plan] }),
      '11-24 07:00',
      '11-24 09:30',
      '11-24 11:00',
    ],

    ['a window that was missed', person(), '11-23 14:00', '11-24 10:30', 'now'],
    ['five that were missed, on a weekend', person(), '11-25 14:00', '11-29 10:00', 'now'],
    ['and once is enough', person(), '11-29 10:00', '11-29 10:01', '11-30 10:00'],
    [
      'missed before a year of silence',
      person({ off: ['2026-09-01/2027-09-01'] }),
      '08-03 14:00',
      '11-24 10:00',
      '01-23 10:00',
    ],
    ['the clock was set back', person(), '11-26 14:00', '11-24 10:30', '11-24 14:00'],

    ['never before, in the morning', person(), undefined, '11-24 06:00', '11-24 10:00'],
    ['never before, in the afternoon', person(), undefined, '11-24 12:00', 'now'],
    ['never before, on a Saturday', person(), undefined, '11-28 12:00', '11-30 10:00'],
    ['never before, just after midnight', person(), undefined, '11-23 23:10', '11-24 10:00'],
    ['never before, and midnight is a window', person({ windows: ['0:00'] }), undefined, '11-23 23:10', 'now'],

    ['in planned focus, its end', person({ focus: [plan] }), '11-23 14:00', '11-24 09:30', '11-24 11:00'],
    ['at its last moment', person({ focus: [plan] }), '11-23 14:00', '11-24 10:59', '11-24 11:00'],
    [
      'before planned focus over the window, its end',
      person({ focus: [plan] }),
      '11-23 14:00',
      '11-24 07:00',
      '11-24 11:00',
    ],
    ['after planned focus', person({ focus: [plan] }), '11-24 07:00', '11-24 11:20', 'now'],
    ['and once is enough', person({ focus: [plan] }), '11-24 11:20', '11-24 11:21', '11-24 14:00'],
    [
      'planned focus in the evening of a day without work',
      person({ focus: [{ start: '2026-11-28T20:00', minutes: 60 }] }),
      '11-27 14:00',
      '11-28 08:00',
      '11-28 20:00',
    ],
    [
      'planned focus two days ahead, before the window of that day',
      person({ focus: [{ start: '2026-11-30T09:30', minutes: 30 }] }),
      '11-28 08:00',
      '11-28 08:00',
      '11-30 09:00',
    ],
    [
      'and after it',
      person({ focus: [{ start: '2026-11-30T11:05', minutes: 10 }] }),
      '11-28 10:30',
      '11-28 10:30',
      '11-30 10:00',
    ],
    [
      'in focus that was started, its end, and not what was missed before',
      person(focusing('10:15', '11:30')),
      '11-24 08:00',
      '11-24 10:30',
      '11-24 11:30',
    ],
    ['after it', person(focusing('11:00', '12:30')), '11-24 10:00', '11-24 12:45', 'now'],
    ['before it, the window', person(focusing('11:00', '12:30')), '11-24 09:00', '11-24 10:00', 'now'],
    [
      'focus that a clock ahead has started holds once it is there',
      person(focusing('09:30', '11:00')),
      '11-24 08:00',
      '11-24 09:00',
      '11-24 11:00',
    ],
    [
      'blocks that touch or overlap are one',
      person({ ...focusing('07:00', '08:30'), focus: [plan, { start: '2026-11-24T12:00', minutes: 90 }] }),
      '11-23 14:00',
      '11-24 07:30',
      '11-24 12:30',
    ],
    [
      'a gap between blocks is an end',
      person({ ...focusing('07:00', '07:59'), focus: [plan] }),
      '11-23 14:00',
      '11-24 07:30',
      '11-24 07:59',
    ],
    [
      'focus of less than was planned, which goes on after it',
      person({ ...focusing('08:00', '09:30'), focus: [plan] }),
      '11-24 07:00',
      '11-24 09:30',
      '11-24 11:00',
    ],
    [
      'planned focus ended early',
      person({ focus: [plan], ...marked('08:00', '09:15') }),
      '11-24 07:00',
      '11-24 09:15',
      'now',
    ],
    [
      'and that delivery is over',
      person({ focus: [plan], ...marked('08:00', '09:15') }),
      '11-24 09:15',
      '11-24 09:30',
      '11-24 10:00',
    ],
    [
      'planned focus that lasts longer',
      person({ focus: [plan], ...marked('08:00', '12:15') }),
      '11-24 07:00',
      '11-24 11:30',
      '11-24 12:15',
    ],
    [
      'planned focus skipped: nothing ended',
      person({ focus: [plan], ...marked('08:00', '08:00') }),
      '11-24 07:00',
      '11-24 09:15',
      '11-24 10:00',
    ],
    [
      'planned focus skipped, and the next one is as planned',
      person({ focus: [plan], ...marked('08:00', '08:00') }),
      '11-30 14:00',
      '12-01 09:00',
      '12-01 11:00',
    ],
    [
      'busy within planned focus, which holds all the same',
      person({ focus: [plan], ...declared('busy', '08:30', '09:30') }),
      '11-24 08:30',
      '11-24 09:00',
      '11-24 11:00',
    ],
    [
      'busy, and no focus: the window',
      person(declared('busy', '08:30', '12:30')),
      '11-24 08:30',
      '11-24 09:00',
      '11-24 10:00',
    ],
    [
      'invisible, in planned focus',
      person({ mode: 'invisible', focus: [plan] }),
      '11-24 08:30',
      '11-24 09:00',
      '11-24 11:00',
    ],
    [
      'a sentence within planned focus changes nothing',
      person({ focus: [plan], text: 'at the lens', since: iso('2026-11-24 09:00') }),
      '11-24 07:00',
      '11-24 09:15',
      '11-24 11:00',
    ],
    [
      'focus of a record without a near end, a day',
      person({ focusing: { since: iso('2026-11-24 08:30'), until: iso('2027-11-24 08:30') } }),
      '11-24 08:00',
      '11-24 09:00',
      '11-25 08:30',
    ],
    [
      'focus day after day without end',
      person({ focus: [{ start: '2026-11-20T00:00', minutes: 1440, every: 'day' }] }),
      '11-24 08:00',
      '11-24 09:00',
      '01-23 09:00',
    ],
    [
      'planned focus needs a zone, a window does not',
      { mode: 'available', focus: [{ ...plan, start: '2026-11-24T10:00' }] } as const,
      '11-24 07:00',
      '11-24 08:00',
      '11-24 11:00',
    ],

    ['away over the window', person(declared('away', '09:30', '10:30')), '11-24 09:00', '11-24 09:45', '11-24 14:00'],
    [
      'away, and back after it',
      person(declared('away', '09:30', '10:30')),
      '11-24 09:00',
      '11-24 10:45',
      '11-24 14:00',
    ],
    ['away until the window', person(declared('away', '09:30', '10:00')), '11-24 09:00', '11-24 09:45', '11-24 10:00'],
    [
      'away until a minute after it',
      person(declared('away', '09:30', '10:01')),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 14:00',
    ],
    [
      'away since the window, which was on time',
      person(declared('away', '10:01', '13:00')),
      '11-24 10:00',
      '11-24 10:30',
      '11-24 14:00',
    ],
    [
      'away, and a window was missed before: it is not due while away',
      person(declared('away', '10:30', '12:30')),
      '11-23 14:00',
      '11-24 11:00',
      '11-24 14:00',
    ],
    ['nor at once after it', person(declared('away', '10:30', '12:30')), '11-23 14:00', '11-24 12:45', '11-24 14:00'],
    [
      'away without an end, on the next working day',
      person({ mode: 'away', since: iso('2026-11-24 09:30') }),
      '11-24 09:00',
      '11-24 09:45',
      '11-25 10:00',
    ],
    [
      'away, said to end before it was said, and so never',
      person(declared('away', '11:00', '10:30')),
      '11-23 14:00',
      '11-24 11:30',
      'now',
    ],
    ['away for good', person({ mode: 'away' }), '11-24 09:00', '11-24 09:45', '01-23 09:45'],
    [
      'focus ends while away: nothing comes before they are back',
      person({ ...declared('away', '09:30', '12:30'), ...focusing('09:35', '11:00') }),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 14:00',
    ],
    [
      'back in the midst of focus, at its end',
      person({ ...declared('away', '09:30', '10:30'), ...focusing('09:35', '11:00') }),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 11:00',
    ],
    [
      'back as focus ends',
      person({ ...declared('away', '09:30', '10:30'), ...focusing('09:35', '10:30') }),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 10:30',
    ],
    [
      'away until a planned block, at its end',
      person({ ...declared('away', '06:00', '08:00'), focus: [plan] }),
      '11-23 14:00',
      '11-24 07:00',
      '11-24 11:00',
    ],
    [
      'away, and nothing is held otherwise: when they are back',
      person({ ...declared('away', '09:30', '12:30'), windows: [] }),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 12:30',
    ],
    [
      'and after the focus they come back to',
      person({ ...declared('away', '09:30', '12:30'), ...focusing('12:00', '13:00'), windows: [] }),
      '11-24 09:00',
      '11-24 09:45',
      '11-24 13:00',
    ],

    ['on a day off, the day after', person({ off: ['2026-11-24'] }), '11-23 14:00', '11-24 09:00', '11-25 10:00'],
    [
      'on a day off, and a window was missed before',
      person({ off: ['2026-11-24'] }),
      '11-23 10:00',
      '11-24 09:00',
      '11-25 10:00',
    ],
    [
      'nor at once on the morning after it',
      person({ off: ['2026-11-24'] }),
      '11-23 10:00',
      '11-25 08:00',
      '11-25 10:00',
    ],
    ['a window that was missed after it is due', person({ off: ['2026-11-24'] }), '11-23 10:00', '11-25 11:00', 'now'],
    [
      'focus on a day off ends: nothing comes before the day after',
      person({ off: ['2026-11-24'], focus: [{ start: '2026-11-24T10:00', minutes: 60 }] }),
      '11-23 14:00',
      '11-24 09:30',
      '11-25 10:00',
    ],
    [
      'focus that ends after midnight, after a day off',
      person({ off: ['2026-11-24'], focus: [{ start: '2026-11-24T23:30', minutes: 60 }] }),
      '11-23 14:00',
      '11-24 09:30',
      '11-24 23:30',
    ],
    [
      'on a day off with nothing held otherwise, at midnight',
      person({ off: ['2026-11-24/2026-11-25'], windows: [] }),
      '11-23 14:00',
      '11-24 09:00',
      '11-25 23:00',
    ],
    [
      'away after a day off with nothing held otherwise, when they are back',
      person({
        mode: 'away',
        until: iso('2026-11-25 09:30'),
        off: ['2026-11-24'],
        windows: [],
      }),
      '11-23 14:00',
      '11-24 09:00',
      '11-25 09:30',
    ],

    ['a window that the clocks skip', nightly, '03-28 12:00', '03-28 12:00', '03-29 01:00'],
    ['a window shown twice, at the first', nightly, '10-24 12:00', '10-24 12:00', '10-25 00:30'],
    ['and not at the second', nightly, '10-25 00:30', '10-25 00:31', '10-26 01:30'],
  ] as const)
    it(name, () => {
      const at = utc(`2026-${now}`);
      const found = nextDelivery(status, 'UTC', after === undefined ? after : utc(`2026-${after}`), at);
      assert.equal(found <= at ? 'now' : said(found), expected);
    });

  for (const [name, status, zone, expected] of [
    ['nobody knows anything: on the clocks of this machine', undefined, 'Asia/Kathmandu', '11-24 05:15'],
    [
      'no zone said: hours on the clocks of this machine',
      { mode: 'available', hours: { wed: '9-17' } } as const,
      berlin,
      '11-25 10:00',
    ],
    ['a zone that is none', person({ zone: '?' }), berlin, '11-24 10:00'],
    ['no clocks known', undefined, 'Mars/Olympus', '11-24 11:00'],
  ] as const)
    it(name, () => {
      const now = utc('2026-11-24 03:00');
      assert.equal(said(nextDelivery(status, zone, now, now)), expected);
    });

  it('of several that were missed is the last, which stands for all of them', () => {
    const now = utc('2026-11-26 12:00');
    const missed = nextDelivery(person(), berlin, utc('2026-11-23 14:00'), now);
    assert.equal(said(missed), '11-26 10:00');
    assert.equal(said(nextDelivery(person(), berlin, missed, now)), '11-26 14:00');
  });

  it('quiet for longer than a day is told as a day', () => {
    const status = person({ focus: [{ start: '2026-11-20T00:00', minutes: 1440, every: 'day' }] });
    assert.equal(quietUntil(status, utc('2026-11-24 09:00')), utc('2026-11-25 09:00'));
  });

  it('follows what is done with a focus block', () => {
    const before = utc('2026-11-24 12:00');
    const start = utc('2026-11-24 12:30');
    const afterwards = (status: Status, event: FocusEvent, now: number) =>
      withFocus(status, focusOn(status, event, now) ?? assert.fail());
    const begun = afterwards(person(), { kind: 'start', end: start + 3 * hour }, start);
    assert.equal(said(nextDelivery(begun, berlin, before, start)), '11-24 15:30');
    const longer = afterwards(begun, { kind: 'extend', by: hour / 2 }, start + hour);
    assert.equal(said(nextDelivery(longer, berlin, before, start + hour)), '11-24 16:00');
    const ended = afterwards(longer, { kind: 'end' }, start + hour);
    assert.equal(nextDelivery(ended, berlin, before, start + hour), start + hour, 'its end is a delivery');
    assert.equal(said(nextDelivery(ended, berlin, start + hour, start + hour)), '11-24 14:00');
  });
});

/** Where clocks change, by how much and when; written down by hand, so that nothing here asks the code it tests. */
const changes = [
  { zone: 'Europe/Berlin', at: utc('2026-10-25 01:00'), before: 120, after: 60 },
  { zone: 'Europe/Berlin', at: utc('2026-03-29 01:00'), before: 60, after: 120 },
  { zone: 'Australia/Lord_Howe', at: utc('2026-04-04 15:00'), before: 660, after: 630 },
  { zone: 'America/Havana', at: utc('2026-11-01 05:00'), before: -240, after: -300 },
  { zone: 'Asia/Kathmandu', at: utc('2026-11-24 00:00'), before: 345, after: 345 },
] as const;
type Change = (typeof changes)[number];

/** Everything drawn lies on the quarters of an hour. */
const step = 15 * minute;
const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** What is on at an instant, found by living through every quarter of an hour. */
interface Moment {
  readonly at: number;
  readonly isFocus: boolean;
  /** Away, or on a day off. */
  readonly isOut: boolean;
  readonly isWindow: boolean;
  /** Planned blocks that begin then, as planned. */
  readonly begun: number;
}

function lived({ at: changeAt, before, after }: Change, status: Status): readonly Moment[] {
  const wallAt = (at: number) => at + (at < changeAt ? before : after) * minute;
  const [from, to] = [changeAt - 6 * day, changeAt + 6 * day];
  const moments: Moment[] = [];
  let shown = wallAt(from) - step;
  let planEnds = 0;
  for (let at = from; at < to; at += step) {
    let isWindow = false;
    let begun = 0;
    // What the clocks skip is shown with what follows, and what they show again is not.
    for (; shown < wallAt(at); shown += step) {
      const text = new Date(shown + step).toISOString();
      isWindow ||= countsAsWindow(status, text);
      for (const one of plansOf(status)) {
        if (!begins(status, one, text)) continue;
        begun += 1;
        const mark = status.marks?.find(({ start }) => Date.parse(start) === at);
        planEnds = Math.max(planEnds, mark?.end ? Date.parse(mark.end) : at + one.minutes * minute);
      }
    }
    const isOut = isAway(status, at) || isOff(status, new Date(wallAt(at)).toISOString());
    moments.push({ at, isFocus: at < planEnds || isStarted(status, at), isOut, isWindow, begun });
  }
  return moments;
}

function plansOf({ zone, focus = [] }: Status): readonly PlannedFocus[] {
  return zone === undefined ? [] : focus;
}

function isStarted({ focusing }: Status, at: number): boolean {
  if (!focusing) return false;
  const [since, until] = [Date.parse(focusing.since), Date.parse(focusing.until)];
  return since <= at && at < until && at < since + day;
}

function isAway({ mode, since, until }: Status, at: number): boolean {
  return mode === 'away' && !(at < Date.parse(since ?? '')) && !(at >= Date.parse(until ?? ''));
}

/** Nothing comes during focus, away or on a day off; what was missed before that last is not due any more. */
function foundIn(life: readonly Moment[], { windows }: Status, last: number, now: number): number | undefined {
  const isHeld = ({ isFocus, isOut }: Moment) => isFocus || isOut;
  const here = life.find(({ at }) => at === now);
  assert.ok(here);
  if (windows?.length === 0) return isHeld(here) ? life.find((one) => one.at > now && !isHeld(one))?.at : now;
  const deliveries = life.filter(
    (one, place) => !isHeld(one) && (one.isWindow || life[place - 1]?.isFocus) && one.at > last,
  );
  const returned = life.findLast(({ at, isOut }) => at <= now && isOut)?.at ?? Number.NEGATIVE_INFINITY;
  const missed = here.isFocus ? undefined : deliveries.findLast(({ at }) => returned < at && at <= now);
  return (missed ?? deliveries.find(({ at }) => at > now))?.at;
}

/** @param text a wall time, "2026-11-24T09:00:00.000Z" */
function countsAsWindow(status: Status, text: string): boolean {
  if (!(status.windows ?? ['11:00', '15:00']).includes(text.slice(11, 16))) return false;
  const dayBefore = new Date(Date.parse(text) - day).toISOString();
  const isNight = hoursOn(status, dayBefore).startsWith('22') && text.slice(11) < '06' && !isOff(status, text);
  return isWorkday(status, text) || isNight;
}

function begins(status: Status, { start, every }: PlannedFocus, text: string): boolean {
  if (text.slice(11, 16) !== start.slice(11) || text.slice(0, 16) < start) return false;
  const days = Math.round((Date.parse(text) - Date.parse(`${start}Z`)) / day);
  if (every === undefined) return days === 0;
  if (every === 'workday') return isWorkday(status, text);
  return (every === 'day' || days % 7 === 0) && !isOff(status, text);
}

function isWorkday(status: Status, text: string): boolean {
  if (Object.keys(status.hours ?? {}).length > 0) return hoursOn(status, text) !== '';
  return !isOff(status, text) && ![0, 6].includes(new Date(text).getUTCDay());
}

function hoursOn(status: Status, text: string): string {
  return isOff(status, text) ? '' : (status.hours?.[names[new Date(text).getUTCDay()] ?? 'sun'] ?? '');
}

function isOff({ off = [] }: Status, text: string): boolean {
  return off.includes(text.slice(0, 10));
}

describe('the next delivery, whoever asks', () => {
  const quarters = fc.integer({ min: -12, max: 12 }).map((hours) => hours * hour);
  const about = (at: number) => fc.tuple(quarters, fc.nat(3)).map(([hours, rest]) => at + hours + rest * step);
  const local = (at: number) => new Date(at).toISOString().slice(0, 16);
  const instant = (at: number) => about(at).map((one) => new Date(one).toISOString());
  const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const hours = fc.constantFrom<Hours>({}, person().hours ?? {}, daily('UTC', '22:00-06:00').hours ?? {}, {
    sun: '22:00-06:00',
    tue: '09:00-17:30',
  });
  /** Blocks of a life end at other times than planned, and some are skipped; one mark is of no block. */
  const withMarks = (change: Change, status: Status): fc.Arbitrary<Status> => {
    const begun = lived(change, status).flatMap(({ at, begun }) => (begun > 0 ? [at] : []));
    const mark = fc
      .tuple(fc.constantFrom(...begun, change.at + 5 * hour), fc.constantFrom(0, 0, 1, 2, 5, 20, 96))
      .map(([start, steps]): PlanMark => ({ start: iso(local(start)), end: iso(local(start + steps * step)) }));
    return fc
      .uniqueArray(mark, { maxLength: 4, selector: ({ start }) => start })
      .map((marks) => (marks.length > 0 ? { ...status, marks } : status));
  };
  const drawn = fc.constantFrom(...changes).chain((change) =>
    fc
      .record({
        mode: fc.constantFrom<Mode>('available', 'busy', 'away', 'away', 'invisible'),
        zone: fc.constantFrom(change.zone, change.zone, undefined),
        since: sometimes(instant(change.at)),
        until: instant(change.at + 2 * hour),
        hours,
        off: fc.constantFrom([], [], [local(change.at).slice(0, 10)]),
        windows: fc.constantFrom(undefined, ['02:15', '11:00'], ['00:30', '09:00', '23:45'], []),
        focus: fc.array(
          fc
            .record({
              start: about(change.at + change.before * minute - 2 * day).map(local),
              minutes: fc.constantFrom(30, 90, 240, 600),
              every: fc.constantFrom(undefined, 'day', 'week', 'workday'),
            })
            .map((one) => present(one) as PlannedFocus),
          { maxLength: 3 },
        ),
        focusing: sometimes(fc.record({ since: instant(change.at), until: instant(change.at + 3 * hour) })),
      })
      .map((one) => present(one) as Status)
      .chain((status) =>
        fc.record({
          change: fc.constant(change),
          now: about(change.at),
          after: about(change.at - 8 * hour),
          status: withMarks(change, status),
        }),
      ),
  );

  it('is what somebody finds who lives through every quarter of an hour, and stays so until it comes', () => {
    fc.assert(
      fc.property(drawn, ({ change, status, after, now }) => {
        const life = lived(change, status);
        const here = life.find(({ at }) => at === now);
        assert.ok(here);
        const open = life.find(({ at, isFocus }) => at > now && !isFocus)?.at ?? Number.POSITIVE_INFINITY;
        assert.equal(isQuiet(status, now), here.isFocus);
        assert.equal(isQuiet(status, now), ['started', 'planned'].includes(focusAt(status, now).kind));
        assert.equal(quietUntil(status, now), here.isFocus ? Math.min(open, now + day) : undefined);
        const isHeld = here.isFocus || here.isOut;
        if (status.zone !== undefined) assert.equal(isHeldBack(status, now), isHeld);

        const next = nextDelivery(status, change.zone, after, now);
        const last = Math.min(after, now);
        const expected = foundIn(life, status, last, now);
        if (expected === undefined) assert.ok(next > (life.at(-1)?.at ?? 0), 'none in these days');
        else assert.equal(next, expected);
        if (isHeld) assert.ok(next > now, 'nothing is due while it is held');
        if (status.windows?.length !== 0)
          assert.ok(nextDelivery(status, change.zone, next, now) > now, 'however many were missed, once');
        if (next <= now || expected === undefined) return;
        for (const at of [now + 1, Math.floor((now + next) / 2), next])
          assert.equal(nextDelivery(status, change.zone, last, at), next);
        if (status.windows?.length !== 0) assert.ok(nextDelivery(status, change.zone, next, next) > next, 'and once');
      }),
      { numRuns: 90 },
    );
  });
});

describe('delivery windows as they are typed', () => {
  for (const [text, expected] of [
    ['11, 15:00', '11:00 15:00'],
    ['15:00,11', '11:00 15:00'],
    ['9.30 and 14', '09:30 14:00'],
    ['9; 9:00 & 09.00,', '09:00'],
    ['0:00, 23:59', '00:00 23:59'],
    ['8,9,10,11,12,13,13', '08:00 09:00 10:00 11:00 12:00 13:00'],
    ['8,9,10,11,12,13,14', undefined],
    ['', undefined],
    [' , ', undefined],
    ['24:00', undefined],
    ['11, 15:60', undefined],
    ['11 15', undefined],
    ['noon', '12:00'],
    ['11am, 3pm', '11:00 15:00'],
    ['11, 3', '11:00 15:00'],
    ['-1', undefined],
    ['11:00:00', undefined],
  ] as const)
    it(JSON.stringify(text), () => assert.equal(readWindows(text)?.join(' '), expected));

  it('come out as they went in, and nothing else is read as any', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const read = readWindows(text);
        if (read) assert.deepEqual(readWindows(read.join(', ')), read);
        assert.deepEqual(windowsOf({ mode: 'available', windows: read ?? [text] }), read ?? ['11:00', '15:00']);
      }),
      { numRuns: 50 },
    );
  });

  for (const [name, status, expected] of [
    ['the usual ones', undefined, '11:00 15:00'],
    ['the usual ones where none are chosen', person(), '11:00 15:00'],
    ['those that are chosen, in order', person({ windows: ['16:30', '9', '09:00', 'tea'] }), '09:00 16:30'],
    ['none where nothing is held', person({ windows: [] }), ''],
    ['the usual ones where none can be read', person({ windows: ['tea'] }), '11:00 15:00'],
  ] as const)
    it(`those that count: ${name}`, () => assert.equal(windowsOf(status).join(' '), expected));
});
