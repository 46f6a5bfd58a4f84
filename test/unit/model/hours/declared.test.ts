import assert from 'node:assert/strict';
import fc from 'fast-check';
import { declaredAt, endOfToday, isAway, isOut, roughAt, untilChoices } from '../../../../src/model/hours/declared.js';
import { workingSpans } from '../../../../src/model/hours/hours.js';
import type { Mode, Status } from '../../../../src/model/people/member.js';
import { availability } from '../../../../src/model/reach/availability.js';
import { present } from '../../arbitraries.js';
import { daily, person, said, utc } from '../times.js';

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
      const found = declaredAt(status, utc(now));
      assert.equal(found ? `${found.mode} ${said(found.until)}` : 'nothing', expected);
      assert.equal(found?.text, found ? status.text : undefined);
    });

  const about = utc('2026-10-25 00:00');
  const instant = fc.integer({ min: about - 100 * 3_600_000, max: about + 100 * 3_600_000 });
  const iso = fc.option(instant, { nil: undefined }).map((at) => (at === undefined ? at : new Date(at).toISOString()));
  const drawn: fc.Arbitrary<Status> = fc
    .record({
      mode: fc.constantFrom<Mode>('available', 'busy', 'away', 'invisible'),
      text: fc.constantFrom(undefined, 'dentist'),
      until: iso,
      since: iso,
      zone: fc.constantFrom(berlin, 'America/New_York', '?'),
      hours: fc.constantFrom(daily('UTC', '09:00-17:30').hours, daily('UTC', '22:00-06:00').hours, {}),
      off: fc.constantFrom([], ['2026-10-25']),
    })
    .map((one) => present(one) as Status);

  it('is what availability goes by, except off hours: there only "away" and "invisible" count', () => {
    fc.assert(
      fc.property(drawn, instant, (status, now) => {
        const found = declaredAt(status, now);
        const hasHours = status.zone !== '?' && Object.keys(status.hours ?? {}).length > 0;
        const isWorking = workingSpans(status, now, now + 1).length > 0;
        const base = hasHours ? (isWorking ? 'available' : 'offHours') : 'unknown';
        const hasEnd = status.until !== undefined;
        const expected = {
          nothing: base,
          available: base === 'unknown' && hasEnd ? 'available' : base,
          busy: base === 'offHours' ? base : 'busy',
          away: 'away',
          invisible: 'unknown',
        }[found?.mode ?? 'nothing'];
        const { state, because } = availability(status, now);
        assert.equal(state, expected);
        const isBySaid = found !== undefined && state !== base;
        assert.equal(because === 'status', isBySaid || found?.mode === 'invisible');
        if (found?.until === undefined) return;
        assert.ok(found.until > now);
        assert.deepEqual(declaredAt(status, found.until - 1), found);
        assert.equal(declaredAt(status, found.until), undefined);
      }),
      { numRuns: 60 },
    );
  });

  for (const [name, status, now, expected] of [
    ['away', person({ mode: 'away', since, until }), '2026-11-24 11:59', 'away, out'],
    ['back', person({ mode: 'away', since, until }), '2026-11-24 12:00', ''],
    ['not away yet', person({ mode: 'away', since, until }), '2026-11-24 08:59', ''],
    ['away, nobody knows since when', person({ mode: 'away', until }), '2026-11-24 08:59', 'away, out'],
    ['away until the working day is over', person({ mode: 'away', since }), '2026-11-24 16:29', 'away, out'],
    ['back on the evening', person({ mode: 'away', since }), '2026-11-24 16:30', ''],
    ['busy', person({ mode: 'busy', since, until }), '2026-11-24 11:00', ''],
    ['invisible', person({ mode: 'invisible', since }), '2026-11-24 11:00', ''],
    ['the first moment of a day off', person({ off: ['2026-11-24'] }), '2026-11-23 23:00', 'out'],
    ['the moment before it', person({ off: ['2026-11-24'] }), '2026-11-23 22:59', ''],
    ['the last moment of it', person({ off: ['2026-11-24'] }), '2026-11-24 22:59', 'out'],
    ['a weekend', person(), '2026-11-28 12:00', ''],
    ['a night', person(), '2026-11-24 22:00', ''],
    ['a day off, nobody knows where', person({ off: ['2026-11-24'], zone: '?' }), '2026-11-24 12:00', ''],
  ] as const)
    it(`out: ${name}`, () => {
      const found = [isAway(status, utc(now)) && 'away', isOut(status, utc(now)) && 'out'];
      assert.equal(found.filter(Boolean).join(', '), expected);
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
