import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isQuiet,
  nextDelivery,
  quietUntil,
  readWindows,
  windowsOf,
} from '../../../../src/model/focus/deliveryTimes.js';
import { focusAt, focusOn } from '../../../../src/model/focus/focus.js';
import type { Hours, Mode, PlannedFocus, Status } from '../../../../src/model/people/member.js';
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
      'in declared focus, its end, and not what was missed before',
      person(declared('focusing', '10:15', '11:30')),
      '11-24 08:00',
      '11-24 10:30',
      '11-24 11:30',
    ],
    ['after declared focus', person(declared('focusing', '11:00', '12:30')), '11-24 10:00', '11-24 12:45', 'now'],
    [
      'blocks that touch or overlap are one',
      person({ ...declared('focusing', '07:00', '08:30'), focus: [plan, { start: '2026-11-24T12:00', minutes: 90 }] }),
      '11-23 14:00',
      '11-24 07:30',
      '11-24 12:30',
    ],
    [
      'a gap between blocks is an end',
      person({ ...declared('focusing', '07:00', '07:59'), focus: [plan] }),
      '11-23 14:00',
      '11-24 07:30',
      '11-24 07:59',
    ],
    [
      'planned focus ended early',
      person({ focus: [plan], ...declared('available', '09:15', '11:00') }),
      '11-24 07:00',
      '11-24 09:15',
      'now',
    ],
    [
      'planned focus skipped: nothing ended',
      person({ focus: [plan], ...declared('available', '07:59', '11:00') }),
      '11-24 07:00',
      '11-24 09:15',
      '11-24 10:00',
    ],
    [
      'busy within planned focus, which goes on after it',
      person({ focus: [plan], ...declared('busy', '08:30', '09:30') }),
      '11-24 08:30',
      '11-24 09:00',
      '11-24 11:00',
    ],
    [
      'busy since a time to come, the clock was set back: what was delivered is not due again',
      person({ focus: [plan], ...declared('busy', '09:15', '11:00') }),
      '11-24 09:15',
      '11-24 09:00',
      '11-24 10:00',
    ],
    [
      'a sentence within planned focus changes nothing',
      person({ focus: [plan], text: 'at the lens', since: iso('2026-11-24 09:00') }),
      '11-24 07:00',
      '11-24 09:15',
      '11-24 11:00',
    ],
    ['focus without an end, a day', person({ mode: 'focusing' }), '11-24 08:00', '11-24 09:00', '11-25 09:00'],
    [
      'focus without end, day after day',
      person({ focus: [{ start: '2026-11-20T00:00', minutes: 1440, every: 'day' }] }),
      '11-24 08:00',
      '11-24 09:00',
      '11-25 09:00',
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

  it('follows what is done with a focus block', () => {
    const before = utc('2026-11-24 12:00');
    const start = utc('2026-11-24 12:30');
    const focusing: Status = { ...person(), ...focusOn(person(), { kind: 'start', end: start + 3 * hour }, start) };
    assert.equal(said(nextDelivery(focusing, berlin, before, start)), '11-24 15:30');
    const longer: Status = { ...focusing, ...focusOn(focusing, { kind: 'extend', by: hour / 2 }, start + hour) };
    assert.equal(said(nextDelivery(longer, berlin, before, start + hour)), '11-24 16:00');
    const { until: _until, ...rest } = longer;
    const ended: Status = { ...rest, ...focusOn(longer, { kind: 'end' }, start + hour) };
    assert.equal(said(nextDelivery(ended, berlin, before, start + hour)), '11-24 14:00', 'nothing tells of the block');
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

/** What happens at an instant and what is on then, found by living through every quarter of an hour. */
interface Moment {
  readonly at: number;
  readonly isFocus: boolean;
  readonly isDelivery: boolean;
}

function lived({ at: changeAt, before, after }: Change, status: Status, now: number): readonly Moment[] {
  const wallAt = (at: number) => at + (at < changeAt ? before : after) * minute;
  const [from, to] = [changeAt - 6 * day, changeAt + 6 * day];
  const moments: Moment[] = [];
  let shown = wallAt(from) - step;
  let [planEnds, wasFocus] = [0, false];
  for (let at = from; at < to; at += step) {
    let isWindow = false;
    // What the clocks skip is shown with what follows, and what they show again is not.
    for (; shown < wallAt(at); shown += step) {
      const text = new Date(shown + step).toISOString();
      isWindow ||= countsAsWindow(status, text);
      for (const one of status.focus ?? [])
        if (begins(status, one, text)) planEnds = Math.max(planEnds, at + one.minutes * minute);
    }
    const since = Date.parse(status.since ?? '');
    const isSaid =
      (at >= since || since > now || status.since === undefined) && !(at >= Date.parse(status.until ?? ''));
    const isPlanHeld = !isSaid || (status.mode === 'available' && status.until === undefined);
    const isFocus = (isSaid && status.mode === 'focusing') || (isPlanHeld && at < planEnds);
    moments.push({ at, isFocus, isDelivery: !isFocus && (isWindow || wasFocus) });
    wasFocus = isFocus;
  }
  return moments;
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
  const hours = fc.constantFrom<Hours>({}, person().hours ?? {}, daily('UTC', '22:00-06:00').hours ?? {}, {
    sun: '22:00-06:00',
    tue: '09:00-17:30',
  });
  const drawn = fc.constantFrom(...changes).chain((change) =>
    fc.record({
      change: fc.constant(change),
      now: about(change.at),
      after: about(change.at - 8 * hour),
      status: fc
        .record({
          mode: fc.constantFrom<Mode>('available', 'focusing', 'busy', 'invisible'),
          zone: fc.constantFrom(change.zone, undefined),
          since: fc.option(
            about(change.at).map((at) => new Date(at).toISOString()),
            { nil: undefined },
          ),
          until: about(change.at + 2 * hour).map((at) => new Date(at).toISOString()),
          hours,
          off: fc.constantFrom([], [local(change.at).slice(0, 10)]),
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
        })
        // Planned focus needs a zone, and windows do not.
        .map((one) => present(one.zone ? one : { ...one, focus: [] }) as Status),
    }),
  );

  it('is what somebody finds who lives through every quarter of an hour, and stays so until it comes', () => {
    fc.assert(
      fc.property(drawn, ({ change, status, after, now }) => {
        const life = lived(change, status, now);
        const here = life.find(({ at }) => at === now);
        const open = life.find(({ at, isFocus }) => at > now && !isFocus)?.at ?? Number.POSITIVE_INFINITY;
        const end = Math.min(open, now + day);
        assert.equal(isQuiet(status, now), here?.isFocus);
        assert.equal(isQuiet(status, now), ['started', 'planned'].includes(focusAt(status, now).kind));
        assert.equal(quietUntil(status, now), here?.isFocus ? end : undefined);
        const next = nextDelivery(status, change.zone, after, now);
        const last = Math.min(after, now);
        const deliveries = life.filter(({ at, isDelivery }) => isDelivery && at > last).map(({ at }) => at);
        const found = deliveries.findLast((at) => at <= now) ?? deliveries[0];
        const expected = here?.isFocus ? end : status.windows?.length === 0 ? now : found;
        if (expected === undefined) assert.ok(next > (life.at(-1)?.at ?? 0), 'none in these days');
        else assert.equal(next, expected);
        if (status.windows?.length !== 0)
          assert.ok(nextDelivery(status, change.zone, next, now) > now, 'however many were missed, once');
        // What lies a day ahead may be no end yet, and the future brings what is stamped with it.
        if (next <= now || expected === undefined || next === now + day || Date.parse(status.since ?? '') > now) return;
        for (const at of [now + 1, Math.floor((now + next) / 2), next])
          assert.equal(nextDelivery(status, change.zone, last, at), next);
        if (status.windows?.length !== 0) assert.ok(nextDelivery(status, change.zone, next, next) > next, 'and once');
      }),
      { numRuns: 45 },
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
