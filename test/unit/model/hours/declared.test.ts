import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Mode, Status } from '../../../src/model/member.js';
import { availability } from '../../../src/time/availability.js';
import { endOfToday, readSaid, roughAt, saidAt, untilChoices } from '../../../src/time/said.js';
import { hostileText, present } from '../arbitraries.js';
import { daily, person, said, utc } from './times.js';

const berlin = 'Europe/Berlin';
const since = '2026-11-24T09:00:00Z';
const until = '2026-11-24T12:00:00Z';

describe('what somebody has said', () => {
  for (const [name, status, now, expected] of [
    ['until its end', person({ mode: 'away', text: 'dentist', since, until }), '2026-11-24 11:59', 'away 11-24 12:00'],
    ['and not at its end', person({ mode: 'away', text: 'dentist', since, until }), '2026-11-24 12:00', 'nothing'],
    [
      'without an end until the working day is over',
      person({ mode: 'busy', since }),
      '2026-11-24 16:29',
      'busy 11-24 16:30',
    ],
    ['and not on the evening', person({ mode: 'busy', since }), '2026-11-24 16:30', 'nothing'],
    [
      'available, for the sentence',
      person({ text: 'at the fair', since }),
      '2026-11-24 10:00',
      'available 11-24 16:30',
    ],
    ['available, on the next day', person({ text: 'at the fair', since }), '2026-11-25 10:00', 'nothing'],
    ['invisible, for good', person({ mode: 'invisible', since }), '2027-11-24 10:00', 'invisible never'],
    ['nobody knows since when', person({ mode: 'away' }), '2027-11-24 10:00', 'away never'],
    ['nobody knows where', person({ mode: 'away', since, zone: '?' }), '2027-11-24 10:00', 'away never'],
    ['an end that is none', person({ mode: 'away', since, until: 'soon' }), '2026-11-24 10:00', 'away 11-24 16:30'],
    [
      'in the evening until midnight',
      person({ mode: 'busy', since: '2026-11-24T19:00:00Z' }),
      '2026-11-24 22:59',
      'busy 11-24 23:00',
    ],
  ] as const)
    it(name, () => {
      const found = saidAt(status, utc(now));
      assert.equal(found ? `${found.mode} ${said(found.until)}` : 'nothing', expected);
      assert.equal(found?.text, found ? status.text : undefined);
    });

  const about = utc('2026-10-25 00:00');
  const instant = fc.integer({ min: about - 100 * 3_600_000, max: about + 100 * 3_600_000 });
  const iso = fc.option(instant, { nil: undefined }).map((at) => (at === undefined ? at : new Date(at).toISOString()));
  const drawn: fc.Arbitrary<Status> = fc
    .record({
      mode: fc.constantFrom<Mode>('available', 'focusing', 'busy', 'away', 'invisible'),
      text: fc.constantFrom(undefined, 'dentist'),
      until: iso,
      since: iso,
      zone: fc.constantFrom(berlin, 'America/New_York', '?'),
      hours: fc.constantFrom(daily('UTC', '09:00-17:30').hours, daily('UTC', '22:00-06:00').hours, {}),
      off: fc.constantFrom([], ['2026-10-25']),
    })
    .map((one) => present(one) as Status);

  it('is what availability goes by, except that "available" without an end says nothing', () => {
    fc.assert(
      fc.property(drawn, instant, (status, now) => {
        const found = saidAt(status, now);
        const counts = found !== undefined && (found.mode !== 'available' || status.until !== undefined);
        const { state, because } = availability(status, now);
        assert.equal(because === 'status', counts);
        if (counts) assert.equal(state, found.mode === 'invisible' ? 'unknown' : found.mode);
        if (found?.until === undefined) return;
        assert.ok(found.until > now);
        assert.deepEqual(saidAt(status, found.until - 1), found);
        assert.equal(saidAt(status, found.until), undefined);
      }),
      { numRuns: 60 },
    );
  });

  it('a rough day lasts until its midnight, and nothing else can be read as one', () => {
    const now = utc('2026-11-24 10:00');
    const rough = endOfToday(now, berlin);
    assert.equal(rough, '2026-11-24T23:00:00Z');
    assert.equal(roughAt(person({ rough }), now), true);
    assert.equal(roughAt(person({ rough }), utc('2026-11-24 23:00')), false);
    assert.equal(roughAt(person(), now), false);
    assert.equal(roughAt(person({ rough: 'always' }), now), false);
  });

  for (const [name, now, zone, expected] of [
    ['of a day of 25 hours', '2026-10-25 00:30', berlin, '2026-10-25T23:00:00Z'],
    ['where the clocks skip midnight', '2026-03-28 20:00', 'Asia/Beirut', '2026-03-28T22:00:00Z'],
    [
      'of a midnight the clocks show twice, once it was there',
      '2010-11-07 03:00',
      'America/St_Johns',
      '2010-11-07T03:30:00Z',
    ],
    ['where no clocks are known', '2026-11-24 10:00', 'Mars/Olympus', '2026-11-25T00:00:00Z'],
  ] as const)
    it(`the end ${name}`, () => assert.equal(endOfToday(utc(now), zone), expected));
});

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
      const { text, until: end } = readSaid(typed, tuesday, berlin, person());
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
      const { until: end } = readSaid(typed, tuesday, berlin, status);
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
      const { until: end } = readSaid(typed, utc(now), zone);
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
        const { text = '', until: end } = readSaid(line, now, where, person());
        if (end !== undefined) assert.ok(Date.parse(end) > now);
        else assert.equal(text, line.trim());
        assert.ok(line.split(/\s+/).join(' ').trim().startsWith(text.split(/\s+/).join(' ')));
      }),
      { numRuns: 100 },
    );
  });
});

describe('ends to choose from', () => {
  const choices = (status: Status | undefined, now: string, zone = berlin) =>
    untilChoices(status, utc(now), zone).map(({ kind, at }) => `${kind} ${said(Date.parse(at))}`);

  for (const [name, status, now, expected] of [
    [
      'on a Tuesday morning',
      person(),
      '2026-11-24 09:20',
      [
        'halfHour 11-24 09:50',
        'hour 11-24 10:20',
        'twoHours 11-24 11:20',
        'endOfDay 11-24 16:30',
        'tomorrow 11-25 08:00',
        'nextWeek 11-30 08:00',
      ],
    ],
    [
      'half an hour before the end of the day, which is said once',
      person(),
      '2026-11-24 16:00',
      [
        'halfHour 11-24 16:30',
        'hour 11-24 17:00',
        'twoHours 11-24 18:00',
        'tomorrow 11-25 08:00',
        'nextWeek 11-30 08:00',
      ],
    ],
    [
      'on a Sunday, with Monday off',
      person({ off: ['2026-11-30'] }),
      '2026-11-29 10:00',
      [
        'halfHour 11-29 10:30',
        'hour 11-29 11:00',
        'twoHours 11-29 12:00',
        'endOfDay 11-29 23:00',
        'tomorrow 11-30 08:00',
        'nextWeek 12-01 08:00',
      ],
    ],
    [
      'nothing known',
      undefined,
      '2026-11-22 22:20',
      [
        'halfHour 11-22 22:50',
        'endOfDay 11-22 23:00',
        'hour 11-22 23:20',
        'twoHours 11-23 00:20',
        'tomorrow 11-23 08:00',
      ],
    ],
  ] as const)
    it(name, () => assert.deepEqual(choices(status, now), expected));

  it('only lengths where no clocks are known', () =>
    assert.deepEqual(choices(undefined, '2026-11-24 09:20', '?'), [
      'halfHour 11-24 09:50',
      'hour 11-24 10:20',
      'twoHours 11-24 11:20',
    ]));

  it('lie ahead, in order, none twice, whenever one looks', () => {
    const instant = fc.integer({ min: utc('2024-01-01 00:00'), max: utc('2032-01-01 00:00') });
    const zone = fc.constantFrom(berlin, 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Chatham');
    const hours = fc.constantFrom('09:00-17:00', '22:00-06:00', '00:00-24:00', '?');
    fc.assert(
      fc.property(instant, zone, zone, hours, (now, where, own, week) => {
        const times = untilChoices(daily(own, week), now, where).map(({ at }) => Date.parse(at));
        assert.ok(times.length >= 4 && times.every((at) => at > now));
        assert.deepEqual(
          times,
          [...new Set(times)].sort((a, b) => a - b),
        );
      }),
      { numRuns: 60 },
    );
  });
});
