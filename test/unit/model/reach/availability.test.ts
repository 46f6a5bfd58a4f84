import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Mode, Status } from '../../../../src/model/people/member.js';
import { availability, type Reader, timeline } from '../../../../src/model/reach/availability.js';
import { present } from '../../arbitraries.js';
import { daily, person, said, utc } from '../times.js';

/** "available because hours until 11-24 16:30", and "; next 11-25 08:00" where there is one. */
function saidAvailability(status: Status | undefined, now: string, reader?: Reader): string {
  const { state, because, until, nextReachable } = availability(status, utc(now), reader);
  const next = nextReachable === undefined ? '' : `; next ${said(nextReachable)}`;
  return `${state} because ${because} until ${said(until)}${next}`;
}

const until = '2026-11-24T12:00:00Z';
const since = '2026-11-24T09:00:00Z';
const focusing = { since, until };
const focus = [{ start: '2026-11-24T09:00', minutes: 180, every: 'week' }] as const;

describe('availability', () => {
  for (const [name, status, now, expected] of [
    ['in hours', person(), '2026-11-24 10:00', 'available because hours until 11-24 16:30'],
    ['at the first instant of the hours', person(), '2026-11-24 08:00', 'available because hours until 11-24 16:30'],
    ['at their end', person(), '2026-11-24 16:30', 'offHours because hours until 11-25 08:00; next 11-25 08:00'],
    ['on a Friday evening', person(), '2026-11-27 20:00', 'offHours because hours until 11-30 08:00; next 11-30 08:00'],
    [
      'on a day off',
      person({ off: ['2026-11-24/2026-11-25'] }),
      '2026-11-24 10:00',
      'offHours because dayOff until 11-26 08:00; next 11-26 08:00',
    ],
    ['around the clock', daily('UTC', '00:00-24:00'), '2026-11-24 10:00', 'available because hours until never'],
    [
      'on leave for longer than we look ahead',
      person({ off: ['2026-11-24/2027-11-25'] }),
      '2026-11-24 10:00',
      'offHours because dayOff until never',
    ],
    ['nothing declared', undefined, '2026-11-24 10:00', 'unknown because noHours until never'],
    ['no hours', person({ hours: {} }), '2026-11-24 10:00', 'unknown because noHours until never'],
    [
      'no zone that is one',
      person({ zone: 'Mars/Olympus' }),
      '2026-11-24 10:00',
      'unknown because noHours until never',
    ],

    [
      'before planned focus',
      person({ focus }),
      '2026-11-24 07:00',
      'offHours because hours until 11-24 08:00; next 11-24 11:00',
    ],
    [
      'in planned focus',
      person({ focus }),
      '2026-11-24 08:30',
      'focusing because focus until 11-24 11:00; next 11-24 11:00',
    ],
    ['after planned focus', person({ focus }), '2026-11-24 11:00', 'available because hours until 11-24 16:30'],
    [
      'planned focus in the evening, for others',
      person({ focus: [{ start: '2026-11-24T20:00', minutes: 60 }] }),
      '2026-11-24 19:30',
      'offHours because hours until 11-25 08:00; next 11-25 08:00',
    ],
    [
      'planned focus into the evening, for others',
      person({ focus: [{ start: '2026-11-24T17:00', minutes: 60 }] }),
      '2026-11-24 16:00',
      'focusing because focus until 11-24 16:30; next 11-25 08:00',
    ],
    [
      'planned focus on a day off, for others',
      person({ focus: [{ start: '2026-11-24T09:00', minutes: 60 }], off: ['2026-11-24'] }),
      '2026-11-24 08:30',
      'offHours because dayOff until 11-25 08:00; next 11-25 08:00',
    ],
    [
      'planned focus that was skipped',
      person({ focus, marks: [{ start: '2026-11-24T08:00:00Z', end: '2026-11-24T08:00:00Z' }] }),
      '2026-11-24 08:30',
      'available because hours until 11-24 16:30',
    ],
    [
      'planned focus that is to end early',
      person({ focus, marks: [{ start: '2026-11-24T08:00:00Z', end: '2026-11-24T09:15:00Z' }] }),
      '2026-11-24 08:30',
      'focusing because focus until 11-24 09:15; next 11-24 09:15',
    ],
    [
      'planned focus of somebody without hours',
      person({ hours: {}, focus }),
      '2026-11-24 08:30',
      'focusing because focus until 11-24 11:00',
    ],

    [
      'away until noon',
      person({ mode: 'away', until }),
      '2026-11-24 10:00',
      'away because status until 11-24 12:00; next 11-24 12:00',
    ],
    [
      'away until noon, after noon',
      person({ mode: 'away', until }),
      '2026-11-24 12:00',
      'available because hours until 11-24 16:30',
    ],
    [
      'away until noon, which is in planned focus',
      person({ mode: 'away', until, focus: [{ start: '2026-11-24T12:30', minutes: 60 }] }),
      '2026-11-24 10:00',
      'away because status until 11-24 12:00; next 11-24 12:30',
    ],
    [
      'away for three months',
      person({ mode: 'away', until: '2027-02-24T12:00:00Z' }),
      '2026-11-24 10:00',
      'away because status until 02-24 12:00; next 02-24 12:00',
    ],
    [
      'away at night',
      person({ mode: 'away', until }),
      '2026-11-24 04:00',
      'away because status until 11-24 12:00; next 11-24 12:00',
    ],
    [
      'busy, with no end and declared this morning',
      person({ mode: 'busy', since }),
      '2026-11-24 10:00',
      'busy because status until 11-24 16:30; next 11-25 08:00',
    ],
    [
      'away until noon, and never mind since when',
      person({ mode: 'away', since, until }),
      '2026-11-24 10:00',
      'away because status until 11-24 12:00; next 11-24 12:00',
    ],
    [
      'in hours, with planned focus ahead',
      person({ focus: [{ start: '2026-11-24T14:00', minutes: 60 }] }),
      '2026-11-24 10:00',
      'available because hours until 11-24 13:00',
    ],
    [
      'away for days, and off for a month after that',
      person({ mode: 'away', until: '2026-11-30T00:00:00Z', off: ['2026-11-30/2026-12-31'] }),
      '2026-11-24 10:00',
      'away because status until 11-30 00:00; next 01-01 08:00',
    ],
    [
      'busy, declared yesterday',
      person({ mode: 'busy', since }),
      '2026-11-25 10:00',
      'available because hours until 11-25 16:30',
    ],
    [
      'busy, nobody knows since when: until the hours end, and again the next day',
      person({ mode: 'busy' }),
      '2026-11-25 10:00',
      'busy because status until 11-25 16:30',
    ],
    [
      'and in the night between',
      person({ mode: 'busy' }),
      '2026-11-25 20:00',
      'offHours because hours until 11-26 08:00',
    ],
    [
      'busy, nobody knows where',
      person({ mode: 'busy', since, zone: '?' }),
      '2026-11-25 10:00',
      'busy because status until never',
    ],
    [
      'an end that is none counts as no end',
      person({ mode: 'away', since, until: 'soon' }),
      '2026-11-24 10:00',
      'away because status until 11-24 16:30; next 11-25 08:00',
    ],
    [
      'started focus, and planned focus right after it',
      person({ focusing, focus: [{ start: '2026-11-24T13:00', minutes: 60 }] }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 13:00; next 11-24 13:00',
    ],
    [
      'busy until one, and started focus until noon',
      person({ mode: 'busy', until: '2026-11-24T13:00:00Z', focusing }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 12:00; next 11-24 13:00',
    ],
    [
      'and after it busy again',
      person({ mode: 'busy', until: '2026-11-24T13:00:00Z', focusing }),
      '2026-11-24 12:00',
      'busy because status until 11-24 13:00; next 11-24 13:00',
    ],
    [
      'away until one, and started focus until noon, for others',
      person({ mode: 'away', until: '2026-11-24T13:00:00Z', focusing }),
      '2026-11-24 10:00',
      'away because status until 11-24 13:00; next 11-24 13:00',
    ],
    [
      'away until eleven, and in the midst of focus then',
      person({ mode: 'away', until: '2026-11-24T11:00:00Z', focusing }),
      '2026-11-24 10:00',
      'away because status until 11-24 11:00; next 11-24 12:00',
    ],
    [
      'started focus over a sentence',
      person({ text: 'at the lens', since, focusing }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 12:00; next 11-24 12:00',
    ],
    [
      'invisible, and started focus, for others',
      person({ mode: 'invisible', focusing }),
      '2026-11-24 10:00',
      'unknown because status until never',
    ],

    [
      'available in the evening, until ten: an end widens no hours',
      person({ until: '2026-11-24T21:00:00Z' }),
      '2026-11-24 19:00',
      'offHours because hours until 11-25 08:00; next 11-25 08:00',
    ],
    [
      'busy in the evening, until ten',
      person({ mode: 'busy', until: '2026-11-24T21:00:00Z' }),
      '2026-11-24 19:00',
      'offHours because hours until 11-25 08:00; next 11-25 08:00',
    ],
    [
      'busy from the evening until the next morning',
      person({ mode: 'busy', until: '2026-11-25T09:00:00Z' }),
      '2026-11-24 19:00',
      'offHours because hours until 11-25 08:00; next 11-25 09:00',
    ],
    [
      'available until noon: until the hours end',
      person({ until }),
      '2026-11-24 10:00',
      'available because hours until 11-24 16:30',
    ],
    [
      'available, with no end, is not available at night',
      person({ since }),
      '2026-11-24 20:00',
      'offHours because hours until 11-25 08:00; next 11-25 08:00',
    ],
    [
      'available until noon in planned focus',
      person({ until, focus }),
      '2026-11-24 09:00',
      'focusing because focus until 11-24 11:00; next 11-24 11:00',
    ],
    [
      'available until noon, without hours',
      person({ until, hours: {} }),
      '2026-11-24 09:00',
      'available because status until 11-24 12:00',
    ],

    ['invisible', person({ mode: 'invisible' }), '2026-11-24 10:00', 'unknown because status until never'],
    [
      'invisible until noon, which is nobody’s business',
      person({ mode: 'invisible', until }),
      '2026-11-24 10:00',
      'unknown because status until never',
    ],
    [
      'invisible until noon, after noon',
      person({ mode: 'invisible', until }),
      '2026-11-24 12:00',
      'available because hours until 11-24 16:30',
    ],
  ] as const)
    it(name, () => assert.equal(saidAvailability(status, now), expected));

  for (const [name, status, now, expected] of [
    [
      'planned focus in the evening',
      person({ focus: [{ start: '2026-11-24T20:00', minutes: 60 }] }),
      '2026-11-24 19:30',
      'focusing because focus until 11-24 20:00; next 11-25 08:00',
    ],
    [
      'on a day off',
      person({ focusing, off: ['2026-11-24'] }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 12:00; next 11-25 08:00',
    ],
    [
      'while away until one',
      person({ mode: 'away', until: '2026-11-24T13:00:00Z', focusing }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 12:00; next 11-24 13:00',
    ],
    [
      'while invisible',
      person({ mode: 'invisible', focusing }),
      '2026-11-24 10:00',
      'focusing because focus until 11-24 12:00',
    ],
    ['and after it', person({ mode: 'invisible', focusing }), '2026-11-24 12:00', 'unknown because status until never'],
    ['in the midst of nothing', person({ focusing }), '2026-11-24 12:00', 'available because hours until 11-24 16:30'],
  ] as const)
    it(`for oneself, focus always shows: ${name}`, () =>
      assert.equal(saidAvailability(status, now, 'oneself'), expected));

  const about = utc('2026-10-25 00:00');
  const instant = fc.integer({ min: about - 100 * 3_600_000, max: about + 100 * 3_600_000 });
  const iso = fc.option(instant, { nil: undefined }).map((at) => (at === undefined ? at : new Date(at).toISOString()));
  const drawn: fc.Arbitrary<Status> = fc
    .record({
      mode: fc.constantFrom<Mode>('available', 'busy', 'away', 'invisible'),
      until: iso,
      since: iso,
      zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', '?'),
      hours: fc.constantFrom(daily('UTC', '09:00-17:30').hours, daily('UTC', '22:00-06:00').hours, {}),
      off: fc.constantFrom([], ['2026-10-25'], ['2026-10-26/2026-10-27']),
      focus: fc.constantFrom([], [{ start: '2026-10-20T02:15', minutes: 90, every: 'day' as const }]),
      focusing: fc.option(
        fc
          .tuple(instant, fc.integer({ min: 1, max: 8 * 3_600_000 }))
          .map(([at, length]) => ({ since: new Date(at).toISOString(), until: new Date(at + length).toISOString() })),
        { nil: undefined },
      ),
      marks: fc.constantFrom(
        [],
        [{ start: '2026-10-25T00:15:00.000Z', end: '2026-10-25T00:15:00.000Z' }],
        [{ start: '2026-10-24T20:30:00.000Z', end: '2026-10-24T21:00:00.000Z' }],
      ),
    })
    .map((one) => present(one) as Status);
  const reader = fc.constantFrom<Reader>('oneself', 'others');

  it('stays as it is to the instant it names, and is another one then; nobody is reachable before they are', () => {
    fc.assert(
      fc.property(
        drawn,
        reader,
        instant,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 4 }),
        (status, who, now, shares) => {
          const { state, until, nextReachable } = availability(status, now, who);
          const stateAt = (at: number) => availability(status, at, who).state;
          if (until !== undefined) {
            assert.ok(until > now);
            for (const share of shares) assert.equal(stateAt(now + Math.floor(share * (until - now))), state);
            assert.equal(stateAt(until - 1), state);
            assert.notEqual(stateAt(until), state);
          }
          if (nextReachable === undefined) return;
          assert.notEqual(state, 'available');
          assert.equal(stateAt(nextReachable), 'available');
          assert.notEqual(stateAt(nextReachable - 1), 'available');
          for (const share of shares)
            assert.notEqual(stateAt(now + Math.floor(share * (nextReachable - now))), 'available');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves no gap in a timeline, and no two neighbours alike', () => {
    fc.assert(
      fc.property(drawn, reader, instant, fc.integer({ min: 1, max: 9 }), (status, who, from, days) => {
        const to = from + days * 86_400_000;
        const line = timeline(status, from, to, who);
        assert.equal(line[0]?.start, from);
        assert.equal(line.at(-1)?.end, to);
        for (const [place, { start, end, state }] of line.entries()) {
          assert.ok(start < end);
          if (place === 0) continue;
          assert.equal(line[place - 1]?.end, start);
          assert.notEqual(line[place - 1]?.state, state);
        }
      }),
      { numRuns: 30 },
    );
  });
});
