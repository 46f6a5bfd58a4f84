import assert from 'node:assert/strict';
import fc from 'fast-check';
import { needByChoices } from '../../../../src/model/hours/needBy.js';
import type { Status } from '../../../../src/model/people/member.js';
import { daily, someTime, someZone } from '../times.js';

describe('times by which something is needed', () => {
  it('always lie ahead, the soonest first, none twice, in any zone and on any day', () => {
    fc.assert(
      fc.property(someTime, someZone, (now, where) => {
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
        'soon 2026-11-18T11:30:00Z',
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
      ['soon 2026-11-20T19:30:00Z', 'tomorrow 2026-11-21T11:00:00Z', 'nextWeek 2026-11-23T11:00:00Z'],
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
      ['soon 2027-03-27T20:30:00Z', 'tomorrow 2027-03-28T10:00:00Z', 'nextWeek 2027-03-29T10:00:00Z'],
    ],
  ] as const)
    it(name, () =>
      assert.deepEqual(
        needByChoices(Date.parse(now), where).map(({ kind, at }) => `${kind} ${at}`),
        expected,
      ),
    );

  for (const [name, status, now, expected] of [
    [
      'of somebody in New York',
      daily('America/New_York', '09:00-23:00'),
      '2026-11-18T09:20:00Z',
      '2026-11-19T04:00:00Z',
    ],
    ['of somebody at night', daily('Europe/Berlin', '22:00-06:00'), '2026-11-18T09:20:00Z', '2026-11-19T05:00:00Z'],
    [
      'of somebody with a day off',
      daily('Europe/Berlin', '09:00-15:00', { off: ['2026-11-18'] }),
      '2026-11-18T09:20:00Z',
      '2026-11-18T16:00:00Z',
    ],
    ['of nobody whose hours are known', undefined, '2026-11-18T09:20:00Z', '2026-11-18T16:00:00Z'],
  ] as const)
    it(`today ends with the hours ${name}`, () => {
      const choices = needByChoices(Date.parse(now), 'Europe/Berlin', status as Status | undefined);
      assert.equal(choices.find(({ kind }) => kind === 'today')?.at, expected);
    });

  it('in two hours is never less than that, and hardly more', () => {
    fc.assert(
      fc.property(someTime, someZone, (now, where) => {
        const soon = needByChoices(now, where).find(({ kind }) => kind === 'soon');
        const wait = Date.parse(soon?.at ?? '') - now;
        assert.ok(wait >= 119 * 60_000 && wait <= 135 * 60_000, `${wait / 60_000}`);
      }),
      { numRuns: 40 },
    );
  });

  it('a zone nobody knows gives no choices rather than an error', () => {
    assert.deepEqual(needByChoices(Date.parse('2026-11-18T09:20:00Z'), 'Mars/Olympus'), []);
  });
});
