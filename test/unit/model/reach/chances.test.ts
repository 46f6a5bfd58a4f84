import assert from 'node:assert/strict';
import fc from 'fast-check';
import { zoneOf } from '../../../../src/base/zone.js';
import type { Status } from '../../../../src/model/people/member.js';
import { chancesHad, fairClosing, firstChances, timeToAnswer } from '../../../../src/model/reach/chances.js';
import { daily, person, said, someZone, utc } from '../times.js';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('the time everybody has to answer', () => {
  const away = (until: string): Partial<Status> => ({
    mode: 'away',
    since: new Date(utc('2026-11-20 09:00')).toISOString(),
    until: new Date(utc(until)).toISOString(),
  });
  for (const [name, people, asked, expected] of [
    ['two whole working days after today', [person()], '11-24 09:00', '11-26 16:30'],
    ['asked before the hours begin, today is one of them', [person()], '11-24 07:00', '11-25 16:30'],
    ['a weekend is no time', [person()], '11-27 14:00', '12-01 16:30'],
    ['days off push it', [person({ off: ['2026-11-25/2026-12-09'] })], '11-24 09:00', '12-11 16:30'],
    ['so does being away', [person(away('2026-11-26 12:00'))], '11-24 09:00', '11-30 16:30'],
    ['the slowest of several', [person(), daily('Asia/Kolkata', '10:00-18:00')], '11-24 09:00', '11-26 16:30'],
    ['the slowest works on Mondays only', [person({ hours: { mon: '09:00-12:00' } })], '11-24 09:00', '12-07 11:00'],
    ['a window late in the evening', [person({ windows: ['20:00'] })], '11-24 09:00', '11-26 16:30'],
    ['one who sees everything at once', [person({ windows: [] })], '11-24 09:00', '11-26 16:30'],
    ['nobody in particular', [], '11-24 09:00', '11-24 09:00'],
    ['hours are not known: Monday to Friday, nine to five', [person({ hours: {} })], '11-24 09:00', '11-26 16:00'],
    ['nothing is known: wherever they are', [undefined], '11-24 09:00', '11-26 16:00'],
    ['never back', [person({ off: ['2026-01-01/2030-01-01'] })], '11-24 09:00', 'never'],
  ] as const)
    it(name, () => assert.equal(said(fairClosing(people, utc(`2026-${asked}`))), expected));

  it('a window in focus is seen when the focus ends, and two in one focus are one', () => {
    const focused = person({ focus: [{ start: '2026-11-24T10:30', minutes: 300 }] });
    const asked = utc('2026-11-24 08:00');
    assert.deepEqual(firstChances(focused, asked).map(said), ['11-24 14:30', '11-25 10:00']);
    assert.deepEqual(
      [0, 1, 1, 2].map((_, place) => chancesHad(focused, asked, asked + place * 7 * 60 * minute)),
      [0, 1, 1, 1],
    );
    assert.deepEqual(firstChances(undefined, asked), []);
  });
});

/** Looks at every minute, and asks the clocks what they show. Undefined where nothing is found within 70 days. */
function slowly(status: Status, offset: (at: number) => number, week: readonly string[], asked: number) {
  const off = (status.off ?? []).map((text) => {
    const [first = '', last = first] = text.split('/');
    return [Date.parse(first) / day, Date.parse(last) / day] as const;
  });
  const isOff = (date: number) => off.some(([first, last]) => first <= date && date <= last);
  const spanOn = (date: number) => {
    const text = isOff(date) ? '' : (week[(((date + 3) % 7) + 7) % 7] ?? '');
    if (text === '') return undefined;
    const [from = 0, to = 0] = text.split('-').map((one) => {
      const [hours, minutes] = one.split(':').map(Number);
      return (hours ?? 0) * 60 + (minutes ?? 0);
    });
    const end = to > from ? to : to + 1440;
    return { start: from, end: end >= 1440 && isOff(date + 1) ? 1440 : end };
  };
  const isAway = (at: number) =>
    status.mode === 'away' && at >= Date.parse(status.since ?? '') && at < Date.parse(status.until ?? '');
  const [focusStart, focusEnd] = [Date.parse(status.focusing?.since ?? ''), Date.parse(status.focusing?.until ?? '')];
  const windows = (status.windows ?? ['11:00', '15:00']).map((text) => {
    const [hours, minutes] = text.split(':').map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  });

  const [from, to] = [asked - 3 * day, asked + 70 * day];
  /** When each time of day of each date is shown first and last; one that is skipped is shown at the jump. */
  const shown = new Map<number, readonly [number, number]>();
  const wanted = new Set<number>();
  for (let date = Math.floor(from / day) - 2; date <= Math.floor(to / day) + 2; date++) {
    const span = spanOn(date);
    for (const at of [...windows, ...(span ? [span.start, span.end] : [])]) wanted.add(date * 1440 + at);
  }
  let before = Math.round((from + offset(from)) / minute);
  for (let at = from + minute; at < to; at += minute) {
    const wall = Math.round((at + offset(at)) / minute);
    for (let one = Math.min(before + 1, wall); one <= wall; one++)
      if (wanted.has(one)) shown.set(one, [shown.get(one)?.[0] ?? at, at]);
    before = wall;
  }
  const never: readonly [number, number] = [Number.NaN, Number.NaN];
  const spans: { readonly start: number; readonly end: number }[] = [];
  const chances = new Set<number>();
  const dates = Array.from({ length: 76 }, (_, place) => Math.floor(asked / day) - 3 + place);
  for (const date of dates) {
    const span = spanOn(date);
    if (!span) continue;
    const start = (shown.get(date * 1440 + span.start) ?? never)[0];
    const ends = shown.get(date * 1440 + span.end) ?? never;
    const end = span.end === 1440 && isOff(date + 1) ? ends[0] : ends[1];
    if (start < end) spans.push({ start, end });
  }
  const isIn = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
  const starts = spans.flatMap(({ start }, place) => (spans[place - 1]?.end === start ? [] : [start]));
  const seen =
    windows.length === 0
      ? starts
      : dates.flatMap((date) =>
          windows
            .map((window) => (shown.get(date * 1440 + window) ?? never)[0])
            .filter((at) => spanOn(date) !== undefined || isIn(at)),
        );
  for (const window of seen) {
    if (!(window > asked)) continue;
    const at = focusStart <= window && window < focusEnd ? focusEnd : window;
    if (!isAway(at) && !isOff(Math.floor((at + offset(at)) / day))) chances.add(at);
  }
  const whole = spans.filter(({ start, end }) => start >= asked && !isAway(start) && !isAway(end - 1));
  const second = [...chances].sort((a, b) => a - b)[1];
  const done = whole.map(({ end }) => end).sort((a, b) => a - b)[1];
  return second === undefined || done === undefined ? undefined : Math.max(second, done);
}

const five = (hours: string) => [hours, hours, hours, hours, hours, '', ''];
const weeks: readonly (readonly string[])[] = [
  five('09:00-17:00'),
  five('22:00-06:00'),
  five('01:00-02:30'),
  five('02:30-05:00'),
  ['09:00-17:00', '', '13:00-21:00', '', '', '', ''],
  ['', '', '', '', '', '08:00-20:00', '08:00-20:00'],
  Array(7).fill('18:15-02:15'),
];
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hoursOf = (week: readonly string[]) => Object.fromEntries(names.map((name, place) => [name, week[place] ?? '']));

/** Around the nights in which clocks change, and anywhere else. */
const someAsking = fc
  .tuple(
    fc.constantFrom('2026-03-26', '2026-10-22', '2026-04-01', '2026-09-02', '2026-09-24', '2026-11-20', '2027-01-01'),
    fc.integer({ min: 0, max: 6 * 1440 }),
  )
  .map(([date, minutes]) => Date.parse(date) + minutes * minute);

const somebody = (asked: number) =>
  fc.record({
    zone: someZone,
    week: fc.constantFrom(...weeks),
    windows: fc.option(
      fc.constantFrom<readonly string[]>(
        [],
        ['02:30'],
        ['09:00'],
        ['23:30'],
        ['11:00', '14:00', '16:59'],
        ['00:00', '12:00'],
      ),
      { nil: undefined },
    ),
    off: fc.array(
      fc
        .tuple(fc.integer({ min: -1, max: 12 }), fc.integer({ min: 0, max: 5 }))
        .map(([from, days]) =>
          [from, from + days].map((one) => new Date(asked + one * day).toISOString().slice(0, 10)).join('/'),
        ),
      { maxLength: 2 },
    ),
    away: fc.option(fc.tuple(fc.integer({ min: -1440, max: 5 * 1440 }), fc.integer({ min: 1, max: 6 * 1440 })), {
      nil: undefined,
    }),
    focus: fc.option(fc.tuple(fc.integer({ min: -300, max: 4 * 1440 }), fc.integer({ min: 1, max: 480 })), {
      nil: undefined,
    }),
    known: fc.constantFrom('all', 'all', 'all', 'zone', 'nothing'),
  });

const spanAt = (asked: number, [start, length]: readonly [number, number]) => ({
  since: new Date(asked + start * minute).toISOString(),
  until: new Date(asked + (start + length) * minute).toISOString(),
});

describe('no decision closes before everybody has had time', () => {
  it('and it closes at the first instant at which they have, whatever their hours, days off and clocks', () => {
    const question = someAsking.chain((asked) =>
      fc.record({ asked: fc.constant(asked), team: fc.array(somebody(asked), { minLength: 1, maxLength: 4 }) }),
    );
    fc.assert(
      fc.property(question, ({ asked, team }) => {
        const statuses: (Status | undefined)[] = [];
        const expected: (number | undefined)[] = [];
        for (const { zone, week, windows, off, away, focus, known } of team) {
          const said: Status = {
            mode: away ? 'away' : 'available',
            ...(away && spanAt(asked, away)),
            ...(windows && { windows }),
            off,
            ...(focus && { focusing: spanAt(asked, focus) }),
          };
          if (known === 'nothing') {
            statuses.push(said);
            const all = Array.from({ length: 27 }, (_, place) => (place - 12) * 60 * minute);
            const found = all.map((ahead) => slowly(said, () => ahead, five('09:00-17:00'), asked));
            expected.push(found.includes(undefined) ? undefined : Math.max(...(found as number[])));
            continue;
          }
          const status = { ...said, zone, ...(known === 'all' && { hours: hoursOf(week) }) };
          statuses.push(status);
          const clocks = zoneOf(zone);
          const counted = known === 'all' ? week : five('09:00-17:00');
          expected.push(slowly(status, (at) => clocks?.offsetAt(at) ?? 0, counted, asked));
        }
        fc.pre(!expected.includes(undefined));
        assert.deepEqual(
          statuses.map((status) => said(timeToAnswer(status, asked))),
          expected.map(said),
        );
        const closes = fairClosing(statuses, asked) ?? Number.NaN;
        assert.equal(closes, Math.max(...(expected as number[])));
        for (const status of statuses) assert.ok(chancesHad(status, asked, closes) >= 2);
      }),
      { numRuns: 40 },
    );
  }).timeout(0);
});
