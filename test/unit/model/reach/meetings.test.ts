import assert from 'node:assert/strict';
import fc from 'fast-check';
import { workingSpans } from '../../../../src/model/hours/hours.js';
import type { Status } from '../../../../src/model/people/member.js';
import { nextMeetingTimes } from '../../../../src/model/reach/meetings.js';
import { daily, person, said, utc } from '../times.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = utc('2026-11-24 10:10'); // a Tuesday
const berlin = daily('Europe/Berlin', '09:00-17:00');
const newYork = daily('America/New_York', '09:00-17:00');
const tokyo = daily('Asia/Tokyo', '09:00-17:00');

/** "11-24 14:00 to 11-24 16:00, 1 unsocial" */
function offered(people: readonly (Status | undefined)[], days: number, atLeast: number): readonly string[] {
  return nextMeetingTimes(people, now, days, atLeast).map(({ start, end, outside }) =>
    [`${said(start)} to ${said(end)}`, ...outside.map(({ person: who, presence }) => `${who} ${presence}`)].join(', '),
  );
}

describe('the next times to meet', () => {
  for (const [name, people, days, atLeast, expected] of [
    ['all work', [berlin, newYork], 2, hour, ['11-24 14:00 to 11-24 16:00', '11-25 14:00 to 11-25 16:00']],
    ['they have begun', [berlin], 1, hour, ['11-24 10:10 to 11-24 16:00', '11-25 08:00 to 11-25 16:00']],
    ['what is left is too short', [berlin], 1, 6 * hour, ['11-25 08:00 to 11-25 16:00']],
    [
      'the last is followed to its end',
      [daily('UTC', '10:00-12:00')],
      1,
      0,
      ['11-24 10:10 to 11-24 12:00', '11-25 10:00 to 11-25 12:00'],
    ],
    [
      'not for long enough: somebody comes at a social hour, the longest of whose',
      [berlin, newYork],
      1,
      3 * hour,
      ['11-24 16:00 to 11-24 21:00, 0 social'],
    ],
    [
      'never: social before unsocial, and whoever it is that comes',
      [berlin, tokyo],
      1,
      hour,
      [
        '11-24 10:10 to 11-24 13:00, 1 social',
        '11-25 06:00 to 11-25 08:00, 0 social',
        '11-25 08:00 to 11-25 13:00, 1 social',
      ],
    ],
    [
      'never socially: then unsocially',
      [daily('UTC', '12:00-13:00'), daily('Pacific/Auckland', '09:00-10:00')],
      1,
      hour,
      ['11-24 20:00 to 11-24 21:00, 0 social'],
    ],
    [
      'one of three rather than two of three',
      [berlin, tokyo, daily('Asia/Seoul', '09:00-17:00')],
      1,
      hour,
      ['11-25 06:00 to 11-25 08:00, 0 social'],
    ],
    [
      'somebody of whom nothing is known is outside, and no more',
      [berlin, undefined],
      1,
      hour,
      ['11-24 10:10 to 11-24 16:00, 1 unknown', '11-25 08:00 to 11-25 16:00, 1 unknown'],
    ],
    ['nobody', [], 7, hour, []],
    ['nobody of whom anything is known', [undefined, person({ hours: {} })], 7, hour, []],
    ['nobody for so long', [berlin, newYork], 7, 20 * hour, []],
    ['no days', [berlin], 0, hour, []],
  ] as const)
    it(name, () => assert.deepEqual(offered(people, days, atLeast), expected));

  it('of very many, the first', () => {
    const spans = nextMeetingTimes([berlin], now, 60, hour);
    assert.equal(spans.length, 20);
    assert.equal(said(spans.at(-1)?.start), '12-13 08:00');
  });

  it('of very many that are left, the longest of every day before the second longest of any', () => {
    const spans = nextMeetingTimes([berlin, tokyo], now, 14, hour);
    const days = new Map<number, number[]>();
    for (const { start, end } of spans) {
      const date = Math.floor((start - now) / day);
      days.set(date, [...(days.get(date) ?? []), (end - start) / hour]);
    }
    assert.equal(spans.length, 20);
    assert.deepEqual([...days.values()].slice(1), [...Array(5).fill([2, 5]), ...Array(8).fill([5])]);
    assert.deepEqual(days.get(0), [2 + 5 / 6, 5]);
  });

  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe');
  const hours = fc.constantFrom('09:00-17:30', '08:00-12:00,13:00-16:00', '22:00-06:00', '09:00-10:15');
  const off = fc.constantFrom([], ['2026-10-25']);
  const people = fc
    .array(fc.record({ zone, hours, off }), { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one) => daily(one.zone, one.hours, { off: one.off })));
  const isWorking = (status: Status, at: number) => workingSpans(status, at, at + 1).length > 0;

  it('are shared, and none of them is missed', () => {
    fc.assert(
      fc.property(
        people,
        fc.nat(4 * 1440),
        fc.constantFrom(0, 30, 90),
        fc.integer({ min: 1, max: 3 }),
        (all, shift, least, days) => {
          const start = utc('2026-10-23 12:00') + shift * minute;
          const [spans, atLeast, end] = [
            nextMeetingTimes(all, start, days, least * minute),
            least * minute,
            start + days * day,
          ];
          const slots = Array.from({ length: (days * day) / (15 * minute) }, (_, place) => start + place * 15 * minute);
          const outsideAt = (at: number) => all.flatMap((status, who) => (isWorking(status, at) ? [] : [who]));
          for (const [place, span] of spans.entries()) {
            assert.ok(span.start >= Math.max(start, spans[place - 1]?.end ?? start) && span.start < end);
            assert.ok(span.end - span.start >= atLeast);
            for (const at of [span.start, Math.floor((span.start + span.end) / 2), span.end - 1])
              assert.deepEqual(
                outsideAt(at),
                span.outside.map((one) => one.person),
              );
          }
          const isAll = spans.every(({ outside }) => outside.length === 0);
          for (const at of slots) {
            if (outsideAt(at).length > 0 || spans.some((span) => span.start <= at && at < span.end)) continue;
            // Everybody works, and yet it is not offered: then it does not last.
            let [first, last] = [at, at];
            while (first > start && outsideAt(first - minute).length === 0) first -= minute;
            while (outsideAt(last).length === 0) last += minute;
            assert.ok(last - first < Math.max(atLeast, 1), `${said(first)} to ${said(last)} is missing`);
          }
          assert.ok(isAll || spans.every(({ outside }) => outside.length === spans[0]?.outside.length));
        },
      ),
      { numRuns: 10 },
    );
  });
});
