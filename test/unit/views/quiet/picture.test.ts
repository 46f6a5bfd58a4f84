import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Day, emptyInbox, type Inbox } from '../../../../src/model/inbox/entries.js';
import type { Status } from '../../../../src/model/people/member.js';
import { quietPicture } from '../../../../src/views/quiet/picture.js';
import {
  type FromQuiet,
  type QuietPicture,
  type QuietStretch,
  readQuietMemory,
  readQuietMessage,
} from '../../../../src/views/quiet/protocol.js';
import { daily, person, utc } from '../../model/times.js';

const berlin = 'Europe/Berlin';
const hour = 3_600_000;
const minute = 60_000;
/** A Saturday. */
const saturday = utc('2026-11-21 10:00');
const friday = utc('2026-11-20 20:00');

/** What a day has: so much came in, so much broke through, and something was shown at these times of Berlin's winter. */
function day(arrived: number, times: readonly string[] = [], through = 0): (date: string) => Day {
  return (date) => ({
    arrived,
    delivered: Math.max(0, arrived - through),
    through,
    shown: times.map((time) => `${date}T${time}:00.000+01:00`),
  });
}

function inboxOf(days: Readonly<Record<string, (date: string) => Day>>): Inbox {
  return { ...emptyInbox, days: new Map(Object.entries(days).map(([date, made]) => [date, made(date)])) };
}

interface Asked {
  readonly now?: number;
  readonly status?: Status | undefined;
  readonly zone?: string;
  readonly span?: QuietStretch;
}

function picture(days: Readonly<Record<string, (date: string) => Day>>, asked: Asked = {}): QuietPicture {
  const { now = friday, status, zone = berlin, span = 'fortnight' } = { status: person(), ...asked };
  return quietPicture(inboxOf(days), status, now, zone, span);
}

/** The longest quiet span of the last day of a picture, as it is shown. */
const lastQuiet = (shown: QuietPicture) => shown.bars.at(-1)?.quietClock;

describe('the picture of quiet time', () => {
  it('has fourteen days up to today, oldest first', () => {
    const { bars, words } = picture({}, { now: saturday });
    assert.deepEqual(
      [bars.length, bars[0]?.label, bars.at(-1)?.label, words.period],
      [14, 'Sun 8 Nov', 'Today, Sat 21 Nov', '8–21 Nov 2026'],
    );
    assert.deepEqual(bars.at(-1)?.tick, ['Sat', '21']);
    assert.deepEqual(bars.filter(({ isNow }) => isNow).length, 1);
  });

  it('has thirteen weeks from Monday to Sunday, the current one among them', () => {
    const { bars, words } = picture({}, { now: saturday, span: 'quarter' });
    assert.deepEqual(
      [bars.length, bars[0]?.label, bars.at(-1)?.label, words.period],
      [13, '24–30 Aug 2026', 'This week, 16–22 Nov 2026', '24 Aug – 22 Nov 2026'],
    );
    bars.slice(1).forEach(({ start }, place) => {
      assert.equal(start, bars[place]?.end);
    });
  });

  it('says what was, what would have been and how long it was quiet', () => {
    const { words, bars } = picture({
      '2026-11-13': day(50, ['11:00']),
      '2026-11-17': day(20, ['11:00', '15:00']),
      '2026-11-20': day(11, ['11:00', '14:10'], 1),
    });
    assert.equal(words.summary, 'This week: 4 interruptions instead of 31; longest quiet stretch 4 h.');
    assert.deepEqual(bars.at(-1)?.details, [
      '2 interruptions instead of 11',
      '10 delivered',
      '1 let through',
      'longest quiet stretch 3 h 20 min',
    ]);
  });

  for (const [what, days, status, summary] of [
    [
      'the first day',
      { '2026-11-20': day(3, ['11:00']) },
      undefined,
      'Your first day: 1 interruption instead of 3. Come back tomorrow to compare.',
    ],
    [
      'one',
      { '2026-11-13': day(2), '2026-11-20': day(3, ['11:00']) },
      undefined,
      'This week: 1 interruption instead of 3.',
    ],
    [
      'no fewer',
      { '2026-11-13': day(2), '2026-11-20': day(1, ['11:00', '15:00']) },
      undefined,
      'This week: 2 interruptions for 1 item.',
    ],
    ['nothing this week', { '2026-11-12': day(3) }, undefined, 'Last 14 days: 0 interruptions instead of 3.'],
    ['nothing lately', { '2026-10-12': day(3) }, person(), 'Nothing recorded in the last 14 days.'],
    ['nothing ever', {}, person(), 'Nothing recorded yet. This page will show what was held and what interrupted you.'],
  ] as const)
    it(`says so: ${what}`, () => assert.equal(picture(days, { status }).words.summary, summary));

  it('takes weeks together, and of their quiet spans the longest', () => {
    const { bars, words } = picture(
      { '2026-11-09': day(4, ['12:00']), '2026-11-15': day(6, ['09:00'], 1), '2026-11-20': day(1) },
      { span: 'quarter' },
    );
    const { arrived, delivered, interruptions, through, quietClock } = bars.at(-2) ?? {};
    assert.deepEqual([arrived, delivered, interruptions, through, quietClock], [10, 9, 2, 1, '5:30']);
    assert.equal(words.summary, 'Last 13 weeks: 2 interruptions instead of 11; longest quiet stretch 8 h 30 min.');
  });

  it('does not take for quiet what is not known', () => {
    const { bars, isEmpty, table } = picture({ '2026-11-19': day(2) });
    assert.deepEqual([isEmpty, bars.at(-1)?.isKnown, bars.at(-1)?.quiet], [false, false, undefined]);
    assert.deepEqual(bars.at(-1)?.details, ['nothing recorded']);
    assert.deepEqual(table.rows.at(-1), { name: 'Today, Fri 20 Nov', cells: ['–', '–', '–', '–', '–'] });
    assert.deepEqual(table.rows.at(-2)?.cells, ['2', '0', '2', '0', '8 h 30 min']);
    assert.equal(picture({}).isEmpty, true);
  });

  describe('the longest quiet span', () => {
    const today = { '2026-11-20': day(9, ['08:00', '11:00', '15:00', '19:00']) };

    it('lies between two interruptions, or one and the end of the hours', () => {
      assert.equal(lastQuiet(picture(today)), '4:00');
      assert.equal(lastQuiet(picture({ '2026-11-20': day(9, ['09:40', '10:20']) })), '7:10');
    });
    it('ends with a break and begins anew', () =>
      assert.equal(lastQuiet(picture(today, { status: daily(berlin, '09:00-13:00,13:30-16:00') })), '2:00'));
    it('of today goes until now, five minutes at a time', () => {
      for (const at of ['11:15', '11:19'])
        assert.equal(lastQuiet(picture({ '2026-11-20': day(9, ['09:30']) }, { now: utc(`2026-11-20 ${at}`) })), '2:45');
      assert.equal(lastQuiet(picture(today, { now: utc('2026-11-20 07:30') })), '', 'nobody works yet');
    });
    it('of the first day begins when somebody began to listen', () => {
      const inbox = { ...inboxOf(today), since: '2026-11-20T13:00:00.000+01:00' };
      const shown = quietPicture(inbox, person(), friday, berlin, 'fortnight');
      assert.equal(lastQuiet(shown), '2:30');
    });
    it('is not known on a day off, at the weekend, and without hours', () => {
      assert.equal(lastQuiet(picture(today, { status: person({ off: ['2026-11-20'] }) })), '');
      assert.equal(lastQuiet(picture({ '2026-11-21': day(9) }, { now: saturday })), '');
      for (const status of [undefined, { mode: 'available' } as const]) {
        const shown = picture(today, { status });
        assert.deepEqual([lastQuiet(shown), shown.words.hint === ''], ['', false]);
      }
    });
    it('counts hours before midnight to the one day and those after to the other', () => {
      const night = daily(berlin, '22:00-06:00');
      const shown = picture(
        { '2026-11-19': day(1), '2026-11-20': day(1) },
        { status: night, now: utc('2026-11-20 08:00') },
      );
      assert.deepEqual(
        shown.bars.slice(-2).map(({ quietClock }) => quietClock),
        ['6:00', '6:00'],
      );
    });
    it('is an hour longer where the clocks went back', () => {
      const status = daily(berlin, '00:00-06:00');
      const { bars } = picture({ '2026-10-25': day(1) }, { status, now: utc('2026-10-25 20:00') });
      assert.deepEqual(
        [bars.at(-1)?.quietClock, (bars.at(-1)?.end ?? 0) - (bars.at(-1)?.start ?? 0)],
        ['7:00', 25 * hour],
      );
    });
  });

  it('counts days by the clocks the person names, else by those of the machine, else by UTC', () => {
    const late = utc('2026-11-20 23:30');
    const last = (asked: Asked) => picture({}, { now: late, ...asked }).bars.at(-1)?.label;
    assert.equal(last({ zone: 'America/New_York' }), 'Today, Sat 21 Nov');
    assert.equal(last({ zone: 'America/New_York', status: undefined }), 'Today, Fri 20 Nov');
    assert.equal(last({ zone: berlin, status: person({ zone: '<nowhere>' }) }), 'Today, Sat 21 Nov');
    assert.equal(last({ zone: '<nowhere>', status: undefined }), 'Today, Fri 20 Nov');
  });

  it('has a scale with few marks that holds every bar, whatever was recorded', () => {
    const most = fc.oneof(fc.nat(9), fc.nat(100_000), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(most, (arrived) => {
        const { top, ticks } = picture({ '2026-11-20': day(arrived) });
        assert.ok(ticks.length <= 6);
        if (!Number.isFinite(arrived)) return;
        assert.ok(top >= 1 && top >= arrived);
        assert.deepEqual([ticks[0], ticks.at(-1)], [0, top]);
        assert.ok(ticks.every(Number.isInteger));
      }),
      { numRuns: 30 },
    );
  });

  it('the longest quiet span grows with the hours, never exceeds them, and shrinks with each interruption', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1439 }), { maxLength: 12 });
    const clock = (at: number) => new Date(at * minute).toISOString().slice(11, 16);
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 1439 }), (shown, more) => {
        const quiet = (minutes: readonly number[]) =>
          picture({ '2026-11-20': day(1, minutes.map(clock)) }).bars.at(-1)?.quiet ?? Number.NaN;
        const [before, after] = [quiet(shown), quiet([...shown, more])];
        assert.ok(0 < after && after <= before && before <= 8.5 * hour);
        assert.ok(before >= (8.5 * hour) / (shown.length + 1) - 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('messages of the page of quiet time', () => {
  it('are read as they were sent, and nothing is read that was not meant', () => {
    const messages = fc.constantFrom<FromQuiet>(
      { kind: 'ready' },
      { kind: 'span', span: 'fortnight' },
      { kind: 'span', span: 'quarter' },
    );
    fc.assert(
      fc.property(messages, fc.dictionary(fc.string(), fc.anything()), (message, more) => {
        assert.deepEqual(readQuietMessage({ ...more, ...message }), message);
      }),
      { numRuns: 30 },
    );
  });

  it('anything else is none, and nothing throws', () => {
    const strange = fc.oneof(
      fc.anything(),
      fc.record({ kind: fc.constantFrom('span', 'toString'), span: fc.anything() }),
    );
    fc.assert(
      fc.property(strange, (data) => {
        assert.equal(readQuietMessage(data), undefined);
        assert.deepEqual(readQuietMemory(data), { span: 'fortnight' });
      }),
    );
    assert.deepEqual(readQuietMemory({ span: 'quarter', view: 'table' }), { span: 'quarter' });
  });
});
