import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addWorkingTime,
  endOfWorkingDay,
  focusSpans,
  plannedOccurrences,
  plannedSpans,
  startedSpan,
  workingSpans,
} from '../../../../src/model/hours/hours.js';
import type { Status } from '../../../../src/model/people/member.js';
import { daily, person, said, saidSpans, utc } from '../times.js';

describe('working hours', () => {
  for (const [name, status, from, to, expected] of [
    ['a working day', person(), '2026-11-24 00:00', '2026-11-25 00:00', ['11-24 08:00 to 11-24 16:30']],
    ['a weekend', person(), '2026-11-28 00:00', '2026-11-30 00:00', []],
    ['cut to what was asked', person(), '2026-11-24 10:00', '2026-11-24 11:00', ['11-24 10:00 to 11-24 11:00']],
    ['nothing was asked', person(), '2026-11-24 11:00', '2026-11-24 10:00', []],
    [
      'two spans a day',
      daily('UTC', '09:00-12:00,13:00-17:30'),
      '2026-11-24 00:00',
      '2026-11-25 00:00',
      ['11-24 09:00 to 11-24 12:00', '11-24 13:00 to 11-24 17:30'],
    ],
    [
      'over midnight, asked in the middle of it',
      daily('UTC', '22:00-06:00'),
      '2026-11-24 03:00',
      '2026-11-24 23:00',
      ['11-24 03:00 to 11-24 06:00', '11-24 22:00 to 11-24 23:00'],
    ],
    [
      'around the clock',
      daily('UTC', '00:00-24:00'),
      '2026-11-24 03:00',
      '2026-11-30 00:00',
      ['11-24 03:00 to 11-30 00:00'],
    ],
    [
      'a start in the gap',
      daily('Europe/Berlin', '02:30-05:00'),
      '2026-03-29 00:00',
      '2026-03-29 12:00',
      ['03-29 01:00 to 03-29 03:00'],
    ],
    [
      'an end in the gap',
      daily('Europe/Berlin', '01:00-02:30'),
      '2026-03-29 00:00',
      '2026-03-29 12:00',
      ['03-29 00:00 to 03-29 01:00'],
    ],
    ['all in the gap', daily('Europe/Berlin', '02:10-02:50'), '2026-03-29 00:00', '2026-03-29 12:00', []],
    [
      'a start that comes twice',
      daily('Europe/Berlin', '02:30-05:00'),
      '2026-10-25 00:00',
      '2026-10-25 12:00',
      ['10-25 00:30 to 10-25 04:00'],
    ],
    [
      'an end that comes twice',
      daily('Europe/Berlin', '01:00-02:30'),
      '2026-10-24 23:00',
      '2026-10-25 12:00',
      ['10-24 23:00 to 10-25 01:30'],
    ],
    [
      'over the change',
      daily('Europe/Berlin', '22:00-06:00'),
      '2026-10-24 12:00',
      '2026-10-25 12:00',
      ['10-24 20:00 to 10-25 05:00'],
    ],
    [
      'three quarters of an hour off',
      daily('Asia/Kathmandu', '09:00-17:30'),
      '2026-11-24 00:00',
      '2026-11-24 23:00',
      ['11-24 03:15 to 11-24 11:45'],
    ],
    [
      'a day the calendar left out',
      daily('Pacific/Apia', '09:00-17:00'),
      '2011-12-29 12:00',
      '2011-12-31 12:00',
      ['12-29 19:00 to 12-30 03:00', '12-30 19:00 to 12-31 03:00'],
    ],
    [
      'a day off',
      daily('UTC', '09:00-17:00', { off: ['2026-11-24'] }),
      '2026-11-23 12:00',
      '2026-11-25 12:00',
      ['11-23 12:00 to 11-23 17:00', '11-25 09:00 to 11-25 12:00'],
    ],
    [
      'a night before a day off ends at midnight, and the night of the day off is none',
      daily('UTC', '22:00-06:00', { off: ['2026-11-24'] }),
      '2026-11-23 12:00',
      '2026-11-26 00:00',
      ['11-23 22:00 to 11-24 00:00', '11-25 22:00 to 11-26 00:00'],
    ],
    [
      'of a midnight that comes twice, the first begins the day off',
      daily('America/Havana', '18:00-02:00', { off: ['2026-11-01'] }),
      '2026-10-31 12:00',
      '2026-11-01 12:00',
      ['10-31 22:00 to 11-01 04:00'],
    ],
    [
      'and so for hours that end at midnight',
      daily('America/Havana', '18:00-24:00', { off: ['2026-11-01'] }),
      '2026-10-31 12:00',
      '2026-11-01 12:00',
      ['10-31 22:00 to 11-01 04:00'],
    ],
    [
      'with work on the next day they end at the second',
      daily('America/Havana', '18:00-24:00'),
      '2026-10-31 12:00',
      '2026-11-01 12:00',
      ['10-31 22:00 to 11-01 05:00'],
    ],
    ['no zone', person({ zone: 'Mars/Olympus' }), '2026-11-24 00:00', '2026-11-25 00:00', []],
  ] as const)
    it(name, () => assert.deepEqual(saidSpans(workingSpans(status, utc(from), utc(to))), expected));
});

describe('planned focus', () => {
  const from = utc('2026-11-23 00:00');
  const to = utc('2026-11-30 00:00');
  const spans = (status: Status) => saidSpans(plannedSpans(status, from, to)).map((one) => one.slice(0, 11));
  const start = '2026-11-24T09:00';

  for (const [name, status, expected] of [
    ['once', person({ focus: [{ start, minutes: 60 }] }), ['11-24 08:00']],
    ['once, on a day off', person({ focus: [{ start, minutes: 60 }], off: ['2026-11-24'] }), ['11-24 08:00']],
    ['every week', person({ focus: [{ start: '2026-11-10T09:00', minutes: 60, every: 'week' }] }), ['11-24 08:00']],
    ['every week, on a day off', person({ focus: [{ start, minutes: 60, every: 'week' }], off: ['2026-11-24'] }), []],
    [
      'every day from the first on',
      person({ focus: [{ start: '2026-11-27T09:00', minutes: 60, every: 'day' }] }),
      ['11-27 08:00', '11-28 08:00', '11-29 08:00'],
    ],
    [
      'every workday',
      person({ focus: [{ start: '2026-11-01T09:00', minutes: 60, every: 'workday' }], off: ['2026-11-26'] }),
      ['11-23 08:00', '11-24 08:00', '11-25 08:00', '11-27 08:00'],
    ],
    [
      'every workday of somebody without hours',
      person({ hours: {}, focus: [{ start: '2026-11-26T09:00', minutes: 60, every: 'workday' }] }),
      ['11-26 08:00', '11-27 08:00'],
    ],
  ] as const)
    it(name, () => assert.deepEqual(spans(status), expected));

  it('lasts its minutes when the clocks change', () => {
    const status = person({ focus: [{ start: '2026-03-29T01:00', minutes: 180 }] });
    assert.deepEqual(saidSpans(plannedSpans(status, utc('2026-03-28 00:00'), utc('2026-03-30 00:00'))), [
      '03-29 00:00 to 03-29 03:00',
    ]);
  });
});

describe('planned focus that ended at another time', () => {
  const [from, to] = [utc('2026-11-23 00:00'), utc('2026-12-03 00:00')];
  const focus = [{ start: '2026-11-24T09:00', minutes: 120, every: 'week' as const }];
  const instant = (text: string) => `2026-${text.replace(' ', 'T')}:00.000Z`;
  const next = '12-01 08:00 to 12-01 10:00';

  for (const [name, marks, expected] of [
    ['early', [['11-24 08:00', '11-24 08:45']], ['11-24 08:00 to 11-24 08:45', next]],
    ['late', [['11-24 08:00', '11-24 11:30']], ['11-24 08:00 to 11-24 11:30', next]],
    ['before it began: it is skipped', [['11-24 08:00', '11-24 08:00']], [next]],
    [
      'and so did the next one',
      [
        ['11-24 08:00', '11-24 08:00'],
        ['12-01 08:00', '12-01 08:00'],
      ],
      [],
    ],
    ['on a day on which none was', [['11-25 08:00', '11-25 08:00']], ['11-24 08:00 to 11-24 10:00', next]],
    ['a minute off is another block', [['11-24 08:01', '11-24 08:01']], ['11-24 08:00 to 11-24 10:00', next]],
  ] as const)
    it(name, () => {
      const status = person({
        focus,
        marks: marks.map(([start, end]) => ({ start: instant(start), end: instant(end) })),
      });
      assert.deepEqual(saidSpans(plannedSpans(status, from, to)), expected);
    });

  it('ends its own block, and not one that overlaps', () => {
    const status = person({
      focus: [...focus, { start: '2026-11-24T10:00', minutes: 90 }],
      marks: [{ start: instant('11-24 08:00'), end: instant('11-24 08:30') }],
    });
    assert.deepEqual(saidSpans(plannedSpans(status, from, utc('2026-11-25 00:00'))), [
      '11-24 08:00 to 11-24 08:30',
      '11-24 09:00 to 11-24 10:30',
    ]);
    assert.deepEqual(saidSpans(plannedOccurrences(status, utc('2026-11-24 00:00'), utc('2026-11-25 00:00'))), [
      '11-24 08:00 to 11-24 08:30',
      '11-24 09:00 to 11-24 10:30',
    ]);
  });
});

describe('focus that was started', () => {
  const started = (since: string, until: string) => person({ focusing: { since, until } });

  for (const [name, since, until, expected] of [
    ['from its beginning to its end', '2026-11-24T09:15:00Z', '2026-11-24T10:00:00Z', ['11-24 09:15 to 11-24 10:00']],
    ['no longer than a day', '2026-11-24T09:15:00Z', '2026-12-24T10:00:00Z', ['11-24 09:15 to 11-25 09:15']],
    ['ended as it began', '2026-11-24T09:15:00Z', '2026-11-24T09:15:00Z', []],
    ['ended before', '2026-11-24T09:15:00Z', '2026-11-24T09:00:00Z', []],
    ['no beginning', 'now', '2026-11-24T09:00:00Z', []],
    ['no end', '2026-11-24T09:15:00Z', '', []],
  ] as const)
    it(name, () => {
      const span = startedSpan(started(since, until));
      assert.deepEqual(saidSpans(span ? [span] : []), expected);
      const [from, to] = [utc('2026-11-23 00:00'), utc('2026-12-30 00:00')];
      assert.deepEqual(saidSpans(focusSpans(started(since, until), from, to)), expected);
    });

  it('is one with what was planned where they touch, needs no zone, and is no plan', () => {
    const status: Status = {
      ...started('2026-11-24T07:00:00Z', '2026-11-24T08:00:00Z'),
      focus: [{ start: '2026-11-24T09:00', minutes: 60, every: 'week' }],
    };
    const [from, to] = [utc('2026-11-24 00:00'), utc('2026-11-25 00:00')];
    assert.deepEqual(saidSpans(focusSpans(status, from, to)), ['11-24 07:00 to 11-24 09:00']);
    assert.deepEqual(saidSpans(plannedSpans(status, from, to)), ['11-24 08:00 to 11-24 09:00']);
    const nowhere = { ...status, zone: '?' };
    assert.deepEqual(saidSpans(focusSpans(nowhere, from, to)), ['11-24 07:00 to 11-24 08:00']);
    assert.deepEqual(plannedSpans(nowhere, from, to), []);
  });
});

describe('counting working time', () => {
  const hour = 3_600_000;
  for (const [name, status, from, hours, expected] of [
    ['within a day', person(), '2026-11-24 08:00', 4, '11-24 12:00'],
    ['to the end of the day and no further', person(), '2026-11-24 08:00', 8.5, '11-24 16:30'],
    ['over night', person(), '2026-11-24 15:30', 4, '11-25 11:00'],
    ['over the weekend', person(), '2026-11-27 15:30', 2, '11-30 09:00'],
    ['from outside the hours', person(), '2026-11-28 15:30', 1, '11-30 09:00'],
    ['none', person(), '2026-11-28 15:30', 0, '11-28 15:30'],
    ['over a long leave', person({ off: ['2026-11-25/2027-02-28'] }), '2026-11-24 15:30', 2, '03-01 09:00'],
    ['without hours', person({ hours: {} }), '2026-11-24 08:00', 4, 'never'],
    ['after the last working day', person({ off: ['2026-11-25/2099-12-31'] }), '2026-11-24 15:30', 4, 'never'],
  ] as const)
    it(name, () => assert.equal(said(addWorkingTime(status, utc(from), hours * hour)), expected));
});

describe('the end of a working day', () => {
  for (const [name, status, at, expected] of [
    ['in hours', person(), '2026-11-24 12:00', '11-24 16:30'],
    ['before them', person(), '2026-11-24 04:00', '11-24 16:30'],
    ['in the break between', daily('UTC', '09:00-12:00,13:00-17:00'), '2026-11-24 12:30', '11-24 17:00'],
    ['after them, midnight', person(), '2026-11-24 18:00', '11-24 23:00'],
    ['on a weekend, midnight', person(), '2026-11-28 12:00', '11-28 23:00'],
    ['at night, of the night that began yesterday', daily('UTC', '22:00-06:00'), '2026-11-24 03:00', '11-24 06:00'],
    ['in the afternoon, of the night to come', daily('UTC', '22:00-06:00'), '2026-11-24 15:00', '11-25 06:00'],
    ['nowhere', person({ zone: '?' }), '2026-11-24 12:00', 'never'],
  ] as const)
    it(name, () => assert.equal(said(endOfWorkingDay(status, utc(at))), expected));
});

describe('spans of time, whoever asks', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/Havana', 'UTC');
  const hours = fc.constantFrom('09:00-17:30', '22:00-06:00', '00:00-24:00', '00:30-02:45,02:00-03:15', '');
  const change = fc.constantFrom('2026-03-29', '2026-10-25', '2026-04-05', '2026-11-01', '2026-06-10');
  const drawn = fc.tuple(
    zone,
    hours,
    hours,
    change,
    fc.integer({ min: -72, max: 72 }),
    fc.integer({ min: 1, max: 90 }),
  );

  it('are sorted, disjoint and inside, add up, and are no others when asked in two halves', () => {
    fc.assert(
      fc.property(drawn, ([where, one, other, date, shift, length]) => {
        const status = daily(where, one, { off: [date] });
        const mixed = { ...status, hours: { ...status.hours, sun: other, mon: other } };
        const from = utc(`${date} 00:00`) + shift * 1_800_000;
        const to = from + length * 3_600_000;
        const spans = workingSpans(mixed, from, to);
        let last = from - 1;
        for (const { start, end } of spans) {
          assert.ok(start > last && start < end && end <= to);
          last = end;
        }
        const middle = from + Math.floor((to - from) / 3);
        const total = (list: typeof spans) => list.reduce((sum, { start, end }) => sum + end - start, 0);
        assert.equal(total(spans), total(workingSpans(mixed, from, middle)) + total(workingSpans(mixed, middle, to)));
        const end = addWorkingTime(mixed, from, total(spans));
        assert.equal(end, spans.at(-1)?.end ?? from);
      }),
      { numRuns: 60 },
    );
  });
});
