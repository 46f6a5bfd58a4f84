import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Settings } from 'luxon';
import { needByChoices, readMoment } from '../../../src/time/schedule.js';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
  'Asia/Beirut',
] as const;
const zone = fc.constantFrom(...zones);
const someTime = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2032-01-01') });

describe('times by which something is needed', () => {
  it('always lie ahead, the soonest first, none twice, in any zone and on any day', () => {
    fc.assert(
      fc.property(someTime, zone, (now, where) => {
        const times = needByChoices(now, where).map(({ at }) => Date.parse(at));
        assert.ok(times.length >= 2);
        assert.ok(times.every((time) => time > now));
        assert.deepEqual(
          [...new Set(times)].sort((a, b) => a - b),
          times,
        );
      }),
      { numRuns: 40 },
    );
  });

  for (const [name, now, where, expected] of [
    [
      'on a Wednesday morning in Berlin',
      '2026-11-18T09:20:00Z',
      'Europe/Berlin',
      [
        'soon 2026-11-18T11:00:00Z',
        'today 2026-11-18T16:00:00Z',
        'tomorrow 2026-11-19T11:00:00Z',
        'endOfWeek 2026-11-20T16:00:00Z',
        'nextWeek 2026-11-23T11:00:00Z',
      ],
    ],
    [
      'on a Friday evening, the week is over',
      '2026-11-20T17:30:00Z',
      'Europe/Berlin',
      ['soon 2026-11-20T19:00:00Z', 'tomorrow 2026-11-21T11:00:00Z', 'nextWeek 2026-11-23T11:00:00Z'],
    ],
    [
      'on a Friday at noon, today is the end of the week',
      '2026-11-20T11:00:00Z',
      'Europe/Berlin',
      [
        'soon 2026-11-20T13:00:00Z',
        'today 2026-11-20T16:00:00Z',
        'tomorrow 2026-11-21T11:00:00Z',
        'nextWeek 2026-11-23T11:00:00Z',
      ],
    ],
    [
      'on a Sunday, tomorrow is next week',
      '2026-11-22T09:00:00Z',
      'UTC',
      ['soon 2026-11-22T11:00:00Z', 'today 2026-11-22T17:00:00Z', 'tomorrow 2026-11-23T12:00:00Z'],
    ],
    [
      'the evening before the clocks go forward, noon is an hour earlier by the sun',
      '2027-03-27T18:30:00Z',
      'Europe/Berlin',
      ['soon 2027-03-27T20:00:00Z', 'tomorrow 2027-03-28T10:00:00Z', 'nextWeek 2027-03-29T10:00:00Z'],
    ],
  ] as const)
    it(name, () =>
      assert.deepEqual(
        needByChoices(Date.parse(now), where).map(({ kind, at }) => `${kind} ${at}`),
        expected,
      ),
    );

  it('a zone nobody knows gives no choices rather than an error', () => {
    assert.deepEqual(needByChoices(Date.parse('2026-11-18T09:20:00Z'), 'Mars/Olympus'), []);
    assert.equal(readMoment('15:00', Date.parse('2026-11-18T09:20:00Z'), 'Mars/Olympus'), undefined);
  });
});

describe('a time as it is typed', () => {
  const now = Date.parse('2026-11-18T09:20:00Z'); // a Wednesday, 10:20 in Berlin

  for (const [typed, expected] of [
    ['15:00', '2026-11-18T14:00:00Z'],
    [' 15:00 ', '2026-11-18T14:00:00Z'],
    ['9:05', '2026-11-19T08:05:00Z'],
    ['10:20', '2026-11-19T09:20:00Z'],
    ['0:00', '2026-11-18T23:00:00Z'],
    ['2026-11-24', '2026-11-24T16:00:00Z'],
    ['2026-11-18', '2026-11-18T16:00:00Z'],
    ['2026-11-24 15:00', '2026-11-24T14:00:00Z'],
    ['2026-11-24 9:30', '2026-11-24T08:30:00Z'],
    ['2028-02-29', '2028-02-29T16:00:00Z'],
    ['2026-11-17', undefined],
    ['2026-11-18 10:20', undefined],
    ['2027-02-29', undefined],
    ['25:00', undefined],
    ['12:60', undefined],
    ['15', undefined],
    ['tomorrow', undefined],
    ['15:00 Mars/Olympus', undefined],
    ['2026-11-24T15:00:00Z; rm -rf /', undefined],
    ['', undefined],
    [' ', undefined],
    ['99999999999999999999', undefined],
  ] as const)
    it(`${JSON.stringify(typed)} in Berlin is ${expected ?? 'nothing'}`, () =>
      assert.equal(readMoment(typed, now, 'Europe/Berlin'), expected));

  it('is in the future or nothing at all, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.tuple(fc.nat(25), fc.nat(61)).map(([hour, minute]) => `${hour}:${String(minute).padStart(2, '0')}`),
      fc
        .tuple(fc.integer({ min: 2020, max: 2032 }), fc.nat(13), fc.nat(32))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-')),
    );
    fc.assert(
      fc.property(typed, someTime, zone, (text, then, where) => {
        const read = readMoment(text, then, where);
        if (read !== undefined) assert.ok(Date.parse(read) > then);
      }),
      { numRuns: 80 },
    );
  });

  it('a time of day is the next one within a day or so, also when the clocks change', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), someTime, zone, (hour, minute, then, where) => {
        const read = readMoment(`${hour}:${String(minute).padStart(2, '0')}`, then, where);
        assert.ok(read);
        assert.ok(Date.parse(read) - then <= 26 * 3_600_000);
      }),
      { numRuns: 30 },
    );
  });

  it('does not depend on the day the test, or the machine’s clock, thinks it is', () => {
    const before = Settings.now;
    try {
      Settings.now = () => Date.parse('2027-03-28T12:00:00Z'); // in Berlin there is no half past two on this day
      assert.equal(readMoment('2:30', now, 'Europe/Berlin'), '2026-11-19T01:30:00Z');
    } finally {
      Settings.now = before;
    }
  });
});
