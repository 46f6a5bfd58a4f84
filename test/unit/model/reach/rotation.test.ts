import assert from 'node:assert/strict';
import { type Rotation, readEvery, readStart, rotation } from '../../../../src/model/reach/rotation.js';
import { said, utc } from '../times.js';

const weekly: Rotation = {
  every: '1w',
  starts: '2026-11-23T09:00[Europe/Berlin]',
  people: ['ana', 'bo', 'chidi'],
};
const christmas = [{ from: '2026-12-24', to: '2026-12-27', who: 'bo' }];

/** "ana until 11-30 08:00, then bo" */
function saidTurn(plan: Rotation, now: string): string {
  const turn = rotation(plan, utc(now));
  if (!turn) return 'none';
  return `${turn.who ?? 'nobody'} until ${said(turn.until)}, then ${turn.next ?? 'nobody'}, by ${turn.because}`;
}

describe('rotation', () => {
  for (const [name, plan, now, expected] of [
    ['at its first instant', weekly, '2026-11-23 08:00', 'ana until 11-30 08:00, then bo, by rotation'],
    ['before it starts', weekly, '2026-11-23 07:59', 'nobody until 11-23 08:00, then ana, by rotation'],
    ['at a change', weekly, '2026-11-30 08:00', 'bo until 12-07 08:00, then chidi, by rotation'],
    ['just before a change', weekly, '2026-11-30 07:59', 'ana until 11-30 08:00, then bo, by rotation'],
    ['the last gives way to the first', weekly, '2026-12-10 12:00', 'chidi until 12-14 08:00, then ana, by rotation'],
    ['years later', weekly, '2036-11-24 12:00', 'ana until 12-01 08:00, then bo, by rotation'],
    [
      'at the same local time in summer',
      { ...weekly, starts: '2026-03-23T09:00[Europe/Berlin]' },
      '2026-03-28 12:00',
      'ana until 03-30 07:00, then bo, by rotation',
    ],
    [
      'a change that the clocks skip',
      { ...weekly, starts: '2026-03-22T02:30[Europe/Berlin]' },
      '2026-03-28 12:00',
      'ana until 03-29 01:00, then bo, by rotation',
    ],
    [
      'a change that comes twice, at the first',
      { ...weekly, starts: '2026-10-18T02:30[Europe/Berlin]' },
      '2026-10-25 00:30',
      'bo until 11-01 01:30, then chidi, by rotation',
    ],
    [
      'every three days',
      { ...weekly, every: '3d' },
      '2026-11-27 12:00',
      'bo until 11-29 08:00, then chidi, by rotation',
    ],
    ['one person', { ...weekly, people: ['ana'] }, '2026-11-27 12:00', 'ana until never, then nobody, by rotation'],
    [
      'one person under two turns',
      { ...weekly, people: ['ana', 'ana', 'bo'] },
      '2026-11-24 12:00',
      'ana until 12-07 08:00, then bo, by rotation',
    ],
    ['nobody', { ...weekly, people: [] }, '2026-11-24 12:00', 'none'],
    [
      'nobody but in an override',
      { ...weekly, people: [], overrides: christmas },
      '2026-11-24 12:00',
      'nobody until 12-23 23:00, then bo, by rotation',
    ],
    [
      'an override ahead',
      { ...weekly, overrides: christmas },
      '2026-12-23 12:00',
      'bo until 12-28 08:00, then chidi, by rotation',
    ],
    [
      'an override of the other one',
      { ...weekly, overrides: [{ from: '2026-12-24', to: '2026-12-26', who: 'ana' }] },
      '2026-12-25 12:00',
      'ana until 12-26 23:00, then bo, by override',
    ],
    [
      'an override before it starts',
      { ...weekly, overrides: [{ from: '2026-11-20', to: '2026-11-20', who: 'bo' }] },
      '2026-11-20 12:00',
      'bo until 11-20 23:00, then nobody, by override',
    ],
    [
      'an override that names nobody',
      { ...weekly, overrides: [{ from: '2026-12-24', to: '2026-12-24' }] },
      '2026-12-24 12:00',
      'nobody until 12-24 23:00, then bo, by override',
    ],
    [
      'of two overrides the later counts',
      {
        ...weekly,
        overrides: [
          { from: '2026-12-21', to: '2026-12-27', who: 'ana' },
          { from: '2026-12-24', to: '2026-12-24', who: 'chidi' },
        ],
      },
      '2026-12-23 12:00',
      'ana until 12-23 23:00, then chidi, by override',
    ],
    [
      'an override for one person alone, two years ahead',
      { ...weekly, people: ['ana', 'ana'], overrides: [{ from: '2028-12-24', to: '2028-12-24', who: 'bo' }] },
      '2026-12-23 12:00',
      'ana until 12-23 23:00, then bo, by rotation',
    ],
    [
      'an override that cannot be read is none',
      { ...weekly, overrides: [{ from: 'x', to: '2026-12-24', who: 'bo' }] },
      '2026-11-24 12:00',
      'ana until 11-30 08:00, then bo, by rotation',
    ],
    ['a start that cannot be read', { ...weekly, starts: '2026-11-23' }, '2026-11-24 12:00', 'none'],
    ['a length that cannot be read', { ...weekly, every: '0w' }, '2026-11-24 12:00', 'none'],
  ] as const)
    it(name, () => assert.equal(saidTurn(plan, now), expected));

  it('reads lengths in days and weeks', () => {
    assert.deepEqual(['1w', ' 2 w', '10d', '1m', 'w', '-1d', '1.5w', ''].map(readEvery), [
      7,
      14,
      10,
      ...Array(5).fill(undefined),
    ]);
  });

  it('reads a start with its zone, and none without', () => {
    assert.equal(readStart('2026-11-23T09:00[Europe/Berlin]')?.minutes, 540);
    for (const text of [
      '',
      '2026-11-23T09:00',
      '2026-11-23T09:00[Mars/Olympus]',
      '[Europe/Berlin]',
      '2026-11-31T09:00[UTC]',
    ])
      assert.equal(readStart(text), undefined);
  });

  it('tells the same story from every instant: who is next follows, when it says', () => {
    const plan = { ...weekly, overrides: [...christmas, { from: '2027-01-01', to: '2027-01-01' }] };
    for (let now = utc('2026-11-20 00:00'); now < utc('2027-01-20 00:00'); now += 13 * 3_600_000) {
      const turn = rotation(plan, now);
      assert.ok(turn?.until !== undefined && turn.until > now);
      assert.equal(rotation(plan, turn.until - 1)?.who, turn.who);
      assert.equal(rotation(plan, turn.until)?.who, turn.next);
    }
  });
});
