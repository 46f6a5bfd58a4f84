import assert from 'node:assert/strict';
import fc from 'fast-check';
import { workingSpans } from '../../../../src/model/hours/hours.js';
import type { Status } from '../../../../src/model/people/member.js';
import { overlap } from '../../../../src/model/reach/overlap.js';
import { daily, person, said, saidSpans, utc } from '../times.js';

const berlin = daily('Europe/Berlin', '09:00-17:00');
const newYork = daily('America/New_York', '09:00-17:00');
const tokyo = daily('Asia/Tokyo', '09:00-17:00');
const from = utc('2026-11-24 00:00');
const to = utc('2026-11-25 00:00');

/** "11-24 08:00 to 11-24 14:00, 1 unsocial" */
function saidOverlap(people: readonly (Status | undefined)[], missing: number): readonly string[] {
  return overlap(people, from, to, { missing }).map(({ start, end, outside }) =>
    [`${said(start)} to ${said(end)}`, ...outside.map(({ person: who, presence }) => `${who} ${presence}`)].join(', '),
  );
}

describe('working at the same time', () => {
  for (const [name, people, missing, expected] of [
    ['one person', [berlin], 0, ['11-24 08:00 to 11-24 16:00']],
    ['two', [berlin, newYork], 0, ['11-24 14:00 to 11-24 16:00']],
    ['two who never meet', [berlin, tokyo], 0, []],
    ['nobody', [], 0, []],
    ['somebody of whom nothing is known', [berlin, undefined], 0, []],
    ['and may be missing', [berlin, person({ hours: {} })], 1, ['11-24 08:00 to 11-24 16:00, 1 unknown']],
    [
      'one of two outside their hours, and whether that is social',
      [berlin, newYork],
      1,
      [
        '11-24 08:00 to 11-24 12:00, 1 unsocial',
        '11-24 12:00 to 11-24 14:00, 1 social',
        '11-24 14:00 to 11-24 16:00',
        '11-24 16:00 to 11-24 21:00, 0 social',
        '11-24 21:00 to 11-24 22:00, 0 unsocial',
      ],
    ],
    [
      'a day off is no social time',
      [berlin, daily('Europe/Berlin', '10:00-12:00', { off: ['2026-11-24'] })],
      1,
      ['11-24 08:00 to 11-24 16:00, 1 dayOff'],
    ],
    [
      'who works at night works',
      [daily('UTC', '22:00-06:00')],
      1,
      [
        '11-24 00:00 to 11-24 06:00',
        '11-24 06:00 to 11-24 07:00, 0 unsocial',
        '11-24 07:00 to 11-24 22:00, 0 social',
        '11-24 22:00 to 11-25 00:00',
      ],
    ],
    [
      'hours that end as the social hours do',
      [daily('UTC', '07:00-22:00')],
      1,
      [
        '11-24 00:00 to 11-24 07:00, 0 unsocial',
        '11-24 07:00 to 11-24 22:00',
        '11-24 22:00 to 11-25 00:00, 0 unsocial',
      ],
    ],
  ] as const)
    it(name, () => assert.deepEqual(saidOverlap(people, missing), expected));

  it('nothing lies between an end and a start', () => assert.deepEqual(overlap([berlin], to, from), []));

  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  const hours = fc.constantFrom('09:00-17:30', '08:00-12:00,13:00-16:00', '22:00-06:00', '07:00-22:00');
  const off = fc.constantFrom([], ['2026-10-25']);
  const people = fc.array(fc.record({ zone, hours, off }), { minLength: 1, maxLength: 4 });

  it('is what everybody’s own hours have in common, whenever one looks', () => {
    fc.assert(
      fc.property(people, fc.nat(2), fc.nat(1440), (drawn, missing, shift) => {
        const all = drawn.map((one) => daily(one.zone, one.hours, { off: one.off }));
        const start = utc('2026-10-24 12:00') + shift * 60_000;
        const end = start + 30 * 3_600_000;
        const own = all.map((status) => workingSpans(status, start, end));
        const shared = overlap(all, start, end, { missing });
        for (let at = start; at < end; at += 900_000) {
          const outside = own.flatMap((spans, who) =>
            spans.some((one) => one.start <= at && at < one.end) ? [] : [who],
          );
          const found = shared.find((one) => one.start <= at && at < one.end);
          assert.deepEqual(
            found?.outside.map((one) => one.person),
            outside.length <= missing ? outside : undefined,
          );
        }
        for (const [place, one] of shared.entries()) {
          assert.ok(one.start < one.end && one.start >= (shared[place - 1]?.end ?? start) && one.end <= end);
          if (missing === 0) assert.ok(one.start > (shared[place - 1]?.end ?? start - 1), saidSpans(shared).join());
        }
      }),
      { numRuns: 15 },
    );
  });
});
