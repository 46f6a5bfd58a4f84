import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Settings } from 'luxon';
import { readClock, readClocks } from '../../../../src/model/hours/typedClock.js';
import { parseStatusLine, readTime } from '../../../../src/model/hours/typedTime.js';
import { hostileText } from '../../arbitraries.js';
import { daily, person, said, someTime, someZone, utc } from '../times.js';

const berlin = 'Europe/Berlin';
const due = (typed: string, now: number, where: string) => readTime(typed, { now, zone: where, meaning: 'by' });

describe('a status as it is typed', () => {
  const tuesday = utc('2026-11-24 09:20') + 37_000; // 10:20 in Berlin

  for (const [typed, expected] of [
    ['dentist until 15:00', 'dentist | 11-24 14:00'],
    ['Dentist UNTIL 15.00', 'Dentist | 11-24 14:00'],
    ['dentist, till 3pm', 'dentist | 11-24 14:00'],
    ['dentist – until 3:15 p.m.', 'dentist | 11-24 14:15'],
    ['  dentist   until  15:00 ', 'dentist | 11-24 14:00'],
    ['until 15:00', '| 11-24 14:00'],
    ['until 9:30am', '| 11-25 08:30'],
    ['until 9:30', '| 11-25 08:30'],
    ['until 10:20', '| 11-25 09:20'],
    ['until 16', '| 11-24 15:00'],
    ['until noon', '| 11-24 11:00'],
    ['until midnight', '| 11-24 23:00'],
    ['until 12am', '| 11-24 23:00'],
    ['until 12 pm', '| 11-24 11:00'],
    ['waiting for paint until 12pm', 'waiting for paint | 11-24 11:00'],

    ['lunch for 45m', 'lunch | 11-24 10:05'],
    ['for 2 h', '| 11-24 11:20'],
    ['for 1.5 hours', '| 11-24 10:50'],
    ['for 1h30', '| 11-24 10:50'],
    ['for 1 h 30 min', '| 11-24 10:50'],
    ['for half an hour', '| 11-24 09:50'],
    ['until the kettle boils for 10 minutes', 'until the kettle boils | 11-24 09:30'],
    ['30m', '| 11-24 09:50'],
    ['2h', '| 11-24 11:20'],

    ['until 1730', '| 11-24 16:30'],
    ['until 24:00', '| 11-24 23:00'],
    ['away for a week', 'away | 12-01 08:00'],
    ['away for 2 days', 'away | 11-26 08:00'],
    ['for 4 days', '| 11-28 08:00'],
    ['until next Monday', '| 11-30 08:00'],
    ['until next week', '| 11-30 08:00'],
    ['until next Tuesday', '| 12-01 08:00'],
    ['until the end of the day', '| 11-24 16:30'],
    ['until end of week', '| 11-27 16:30'],

    ['off until tomorrow', 'off | 11-25 08:00'],
    ['off until tomorrow.', 'off | 11-25 08:00'],
    ['until tomorrow 9', '| 11-25 08:00'],
    ['until tomorrow at 11:30', '| 11-25 10:30'],
    ['until 11:30 tomorrow', '| 11-25 10:30'],
    ['until Mon', '| 11-30 08:00'],
    ['until Monday', '| 11-30 08:00'],
    ['till friday 14:00', '| 11-27 13:00'],
    ['till Friday, 14:00', '| 11-27 13:00'],
    ['until 2pm on Friday', '| 11-27 13:00'],
    ['until Sat', '| 11-28 08:00'],
    ['until Tuesday 11:00', '| 11-24 10:00'],
    ['until Tuesday', '| 12-01 08:00'],
    ['until Tuesday 10:00', '| 12-01 09:00'],
    ['until today 17:00', '| 11-24 16:00'],
    ['until 2026-11-30', '| 11-30 08:00'],
    ['until 2026-11-30 14:00', '| 11-30 13:00'],
    ['at sea until 4 Dec', 'at sea | 12-04 08:00'],
    ['at sea until Dec 4, 12:00', 'at sea | 12-04 11:00'],
    ['’til Mon', '| 11-30 08:00'],

    ['', '|'],
    ['  ', '|'],
    ['dentist', 'dentist |'],
    ['until', 'until |'],
    ['for', 'for |'],
    ['until 9', 'until 9 |'],
    ['until 25:00', 'until 25:00 |'],
    ['until 13pm', 'until 13pm |'],
    ['until 12:60', 'until 12:60 |'],
    ['until 0am', 'until 0am |'],
    ['until today', 'until today |'],
    ['until today 9:00', 'until today 9:00 |'],
    ['until 2026-11-23', 'until 2026-11-23 |'],
    ['until 2026-02-29', 'until 2026-02-29 |'],
    ['until 2026-11-26..2026-11-27', 'until 2026-11-26..2026-11-27 |'],
    ['for 0 m', 'for 0 m |'],
    ['for 90', 'for 90 |'],
    ['for Bo', 'for Bo |'],
    ['until Bo is back', 'until Bo is back |'],
    ['swim 100m', 'swim 100m |'],
    ['until 15:00 or so', 'until 15:00 or so |'],
    ['until 15:00 (call me)', 'until 15:00 (call me) |'],
    ['15:00', '15:00 |'],
    ['tomorrow', 'tomorrow |'],
    ['until we', 'until we |'],
    ['until toString', 'until toString |'],
  ] as const)
    it(JSON.stringify(typed), () => {
      const { text, until: end } = parseStatusLine(typed, tuesday, berlin, person());
      assert.equal([text, '|', end && said(Date.parse(end))].filter(Boolean).join(' '), expected);
    });

  for (const [name, status, typed, expected] of [
    ['hours of that day', daily(berlin, '11:00-15:00'), 'until tomorrow', '11-25 10:00'],
    ['hours in another zone', daily('Asia/Tokyo', '10:00-15:00'), 'until tomorrow', '11-25 01:00'],
    ['hours that have begun the evening before', daily(berlin, '22:00-06:00'), 'until tomorrow', '11-25 21:00'],
    [
      'hours without a zone',
      { mode: 'available', hours: { wed: '12:00-15:00' } } as const,
      'until tomorrow',
      '11-25 11:00',
    ],
    ['a day off', person({ off: ['2026-11-25'] }), 'until tomorrow', '11-25 08:00'],
    ['no status', undefined, 'until tomorrow', '11-25 08:00'],
  ] as const)
    it(`a day begins with the hours: ${name}`, () => {
      const { until: end } = parseStatusLine(typed, tuesday, berlin, status);
      assert.equal(end && said(Date.parse(end)), expected);
    });

  for (const [name, typed, now, zone, expected] of [
    ['a time the clocks skip is the end of the gap', 'until 2:30', '2026-03-29 00:10', berlin, '03-29 01:00'],
    ['a time they show twice, before it', 'until 2:30', '2026-10-25 00:10', berlin, '10-25 00:30'],
    ['a time they show twice, in between', 'until 2:30', '2026-10-25 00:40', berlin, '10-25 01:30'],
    ['nine on the day after the change', 'until tomorrow', '2026-10-24 12:00', berlin, '10-25 08:00'],
    ['without known clocks, a length', 'for 30m', '2026-11-24 10:00', 'Mars/Olympus', '11-24 10:30'],
    ['without known clocks, no time', 'until 15:00', '2026-11-24 10:00', 'Mars/Olympus', 'never'],
  ] as const)
    it(name, () => {
      const { until: end } = parseStatusLine(typed, utc(now), zone);
      assert.equal(said(end === undefined ? undefined : Date.parse(end)), expected);
    });

  it('an end lies ahead, and no word of the sentence is lost, whatever is typed', () => {
    const tail = fc.oneof(
      fc.tuple(fc.nat(25), fc.nat(61)).map(([hours, minutes]) => `${hours}:${String(minutes).padStart(2, '0')}`),
      fc.constantFrom('tomorrow', 'Mon', 'noon', '9', '9pm', '31 Dec', '30m', '2 h', 'today 12:00', 'ever'),
      hostileText,
    );
    const typed = fc
      .tuple(hostileText, fc.constantFrom('', ' until ', ' for ', ' till '), tail)
      .map((parts) => parts.join(''));
    const instant = fc.integer({ min: utc('2024-01-01 00:00'), max: utc('2032-01-01 00:00') });
    const zone = fc.constantFrom(berlin, 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', '?');
    fc.assert(
      fc.property(typed, instant, zone, (line, now, where) => {
        const { text = '', until: end } = parseStatusLine(line, now, where, person());
        if (end !== undefined) assert.ok(Date.parse(end) > now);
        else assert.equal(text, line.trim());
        assert.ok(line.split(/\s+/).join(' ').trim().startsWith(text.split(/\s+/).join(' ')));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a due time as it is typed', () => {
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
    ['5pm', '2026-11-18T16:00:00Z'],
    ['5 p.m.', '2026-11-18T16:00:00Z'],
    ['17', '2026-11-18T16:00:00Z'],
    ['9', '2026-11-19T08:00:00Z'],
    ['1730', '2026-11-18T16:30:00Z'],
    ['17.30', '2026-11-18T16:30:00Z'],
    ['by 17:30', '2026-11-18T16:30:00Z'],
    ['24:00', '2026-11-18T23:00:00Z'],
    ['noon', '2026-11-18T11:00:00Z'],
    ['2h', '2026-11-18T11:20:00Z'],
    ['in 2 hours', '2026-11-18T11:20:00Z'],
    ['in an hour', '2026-11-18T10:20:00Z'],
    ['in two hours', '2026-11-18T11:20:00Z'],
    ['within 45 minutes', '2026-11-18T10:05:00Z'],
    ['today', '2026-11-18T16:00:00Z'],
    ['end of day', '2026-11-18T16:00:00Z'],
    ['EOD', '2026-11-18T16:00:00Z'],
    ['tomorrow', '2026-11-19T16:00:00Z'],
    ['tomorrow 9:30', '2026-11-19T08:30:00Z'],
    ['day after tomorrow', '2026-11-20T16:00:00Z'],
    ['fri', '2026-11-20T16:00:00Z'],
    ['on Friday', '2026-11-20T16:00:00Z'],
    ['by friday 3pm', '2026-11-20T14:00:00Z'],
    ['3pm friday', '2026-11-20T14:00:00Z'],
    ['end of the week', '2026-11-20T16:00:00Z'],
    ['wed', '2026-11-18T16:00:00Z'],
    ['next week', '2026-11-23T16:00:00Z'],
    ['next Monday', '2026-11-23T16:00:00Z'],
    ['next Friday at 10', '2026-11-27T09:00:00Z'],
    ['this friday', '2026-11-20T16:00:00Z'],
    ['30 Nov', '2026-11-30T16:00:00Z'],
    ['Nov 30, 15:00', '2026-11-30T14:00:00Z'],
    ['in 2 days', '2026-11-20T16:00:00Z'],
    ['a week', '2026-11-25T16:00:00Z'],
    ['in 2 weeks', '2026-12-02T16:00:00Z'],
    ['soon', undefined],
    ['0h', undefined],
    ['17 or so', undefined],
    ['a moment', undefined],
    ['999 days', undefined],
    ['15:00 Mars/Olympus', undefined],
    ['2026-11-24T15:00:00Z; rm -rf /', undefined],
    ['', undefined],
    [' ', undefined],
    ['99999999999999999999', undefined],
  ] as const)
    it(`${JSON.stringify(typed)} in Berlin is ${expected ?? 'nothing'}`, () =>
      assert.equal(due(typed, now, 'Europe/Berlin'), expected));

  it('is in the future or nothing at all, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.tuple(fc.nat(25), fc.nat(61)).map(([hour, minute]) => `${hour}:${String(minute).padStart(2, '0')}`),
      fc
        .tuple(fc.integer({ min: 2020, max: 2032 }), fc.nat(13), fc.nat(32))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-')),
    );
    fc.assert(
      fc.property(typed, someTime, someZone, (text, then, where) => {
        const read = due(text, then, where);
        if (read !== undefined) assert.ok(Date.parse(read) > then);
      }),
      { numRuns: 80 },
    );
  });

  it('a time of day is the next one within a day or so, also when the clocks change', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), someTime, someZone, (hour, minute, then, where) => {
        const read = due(`${hour}:${String(minute).padStart(2, '0')}`, then, where);
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
      assert.equal(due('2:30', now, 'Europe/Berlin'), '2026-11-19T01:30:00Z');
    } finally {
      Settings.now = before;
    }
  });
});

describe('a day without a time', () => {
  const monday = utc('2026-11-23 07:00'); // 8:00 in Berlin, an hour before work
  for (const typed of ['until Mon', 'until monday', 'until next Monday'])
    it(`"${typed}", said on a Monday, is the next Monday`, () => {
      const { until } = parseStatusLine(typed, monday, berlin, person());
      assert.equal(until, '2026-11-30T08:00:00Z');
    });

  it('ends with the hours of whoever is asked, on their clocks', () => {
    const newYork = daily('America/New_York', '09:00-18:00');
    const typing = { now: monday, zone: berlin, status: newYork, meaning: 'by' } as const;
    assert.equal(readTime('tomorrow', typing), '2026-11-24T23:00:00Z');
    assert.equal(readTime('fri', typing), '2026-11-27T23:00:00Z');
    assert.equal(readTime('15:00', typing), '2026-11-23T14:00:00Z', 'a time is on the clocks where it is typed');
  });
});

describe('an end typed where nothing else is asked for', () => {
  const now = utc('2026-11-24 09:20'); // a Tuesday, 10:20 in Berlin
  for (const [typed, expected] of [
    ['12:30', '11-24 11:30'],
    ['until 12:30', '11-24 11:30'],
    ['45 min', '11-24 10:05'],
    ['90', '11-24 10:50'],
    ['16', '11-24 15:00'],
    ['9', '11-24 09:29'],
    ['2h', '11-24 11:20'],
    ['tomorrow', '11-25 08:00'],
    ['2 days', '11-26 08:00'],
    ['next week', '11-30 08:00'],
    ['5pm', '11-24 16:00'],
    ['', 'never'],
    ['ever', 'never'],
  ] as const)
    it(JSON.stringify(typed), () => {
      const end = readTime(typed, { now, zone: berlin, status: person(), meaning: 'until' });
      assert.equal(said(end === undefined ? undefined : Date.parse(end)), expected);
    });

  it('lies ahead, whatever is typed, when and where', () => {
    const word = fc.constantFrom(
      'next',
      'mon',
      'fri',
      'tomorrow',
      'in',
      '2',
      'days',
      'week',
      'a',
      '3pm',
      '17:30',
      'at',
      '30',
      'nov',
      'end',
      'of',
      'day',
    );
    const typed = fc.oneof(
      hostileText,
      fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(
        typed,
        someTime,
        someZone,
        fc.constantFrom('until' as const, 'by' as const),
        (text, then, where, meaning) => {
          const end = readTime(text, { now: then, zone: where, meaning, status: person() });
          if (end !== undefined) assert.ok(Date.parse(end) > then, text);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('times of day as they are typed', () => {
  it('each of them, however it is written, is the same', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), (hours, minutes) => {
        const [two, past] = [String(hours).padStart(2, '0'), String(minutes).padStart(2, '0')];
        const half = `${hours % 12 || 12}:${past} ${hours < 12 ? 'am' : 'pm'}`;
        for (const text of [`${hours}:${past}`, `${two}.${past}`, `${two}${past}`, half, `at ${two}:${past}`])
          assert.equal(readClock(text)?.minutes, hours * 60 + minutes, text);
      }),
    );
  });

  for (const [text, expected] of [
    ['11am, 3pm', [660, 900]],
    ['11, 3', [660, 900]],
    ['10, 2 and 5', [600, 840, 1020]],
    ['11, 15:30', [660, 930]],
    ['11, 03:00', [660, 180]],
    ['11, 9', [660, 540]],
    ['1100, 1530', [660, 930]],
    ['tea', undefined],
    ['24:00', undefined],
  ] as const)
    it(JSON.stringify(text), () => assert.deepEqual(readClocks(text), expected));
});
