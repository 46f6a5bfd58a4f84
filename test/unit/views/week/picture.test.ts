import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Status } from '../../../../src/model/people/member.js';
import { weekPicture } from '../../../../src/views/week/picture.js';
import { mostWeeks, type WeekPicture } from '../../../../src/views/week/protocol.js';
import { boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { hostileText } from '../../arbitraries.js';
import { daily, person, said, saidSpans, utc } from '../../model/times.js';
import { connected } from '../states.js';

const zone = 'Europe/Berlin';
const hour = 3_600_000;
const monday = utc('2026-11-23 10:40');

/** The week of these people, in the order given. */
function week(people: Readonly<Record<string, Partial<Status>>>, now = monday, offset = 0, mine = zone): WeekPicture {
  const records = Object.entries(people).map(([login, status], place) =>
    statusRecord(status, { by: { id: place + 1, login } }),
  );
  return weekPicture(connected({ confirmed: boardOf(...records) }), Object.keys(people), now, mine, offset);
}

/** Every text of a picture but the logins, which are not shown. */
function texts({ logins: _logins, ...shown }: WeekPicture): readonly string[] {
  const all = (value: unknown): readonly string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(all) : [];
  return all(shown);
}

describe('the picture of the week', () => {
  it('has seven days from today, by my clocks', () => {
    const { days, start, end, words } = week({ ana: person() });
    assert.deepEqual(
      days.map(({ label }) => label),
      ['Mon 23 Nov', 'Tue 24 Nov', 'Wed 25 Nov', 'Thu 26 Nov', 'Fri 27 Nov', 'Sat 28 Nov', 'Sun 29 Nov'],
    );
    assert.deepEqual([said(start), said(end)], ['11-22 23:00', '11-29 23:00']);
    assert.deepEqual(
      days.filter(({ isToday }) => isToday).map(({ label }) => label),
      ['Mon 23 Nov'],
    );
    assert.equal(words.period, '23–29 Nov 2026');
  });

  it('goes on without a gap from week to week, and stays within its range', () => {
    for (let offset = 1; offset < 5; offset++)
      assert.equal(week({}, monday, offset).start, week({}, monday, offset - 1).end);
    assert.equal(week({}, monday, -3).offset, 0);
    assert.equal(week({}, monday, Number.NaN).offset, 0);
    assert.equal(week({}, monday, 900).offset, mostWeeks - 1);
    assert.equal(week({}, monday, 1).words.period, '30 Nov – 6 Dec 2026');
    assert.equal(week({}, utc('2026-12-28 10:00')).words.period, '28 Dec 2026 – 3 Jan 2027');
  });

  for (const [date, hours] of [
    ['2026-10-25', 25],
    ['2027-03-28', 23],
  ] as const)
    it(`${date} has ${hours} hours, and its marks stand where the clocks show them`, () => {
      const { days } = week({}, utc(`${date} 12:00`));
      const [today, next] = days;
      assert.equal(((today?.end ?? 0) - (today?.start ?? 0)) / hour, hours);
      assert.equal(today?.end, next?.start);
      const shown = today?.ticks.map(({ at }) =>
        new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: 'numeric' }),
      );
      assert.deepEqual(shown, ['06', '12', '18']);
    });

  it('draws work, focus, days off and nights of everybody on their own clocks', () => {
    const [bo] = week({
      bo: daily('Asia/Kolkata', '10:00-19:00', {
        off: ['2026-11-25/2026-11-26'],
        focus: [{ start: '2026-11-24T10:00', minutes: 90 }],
      }),
    }).people;
    const of = (kind: string) => saidSpans(bo?.spans.filter((span) => span.kind === kind) ?? []);
    assert.deepEqual(of('focus'), ['11-24 04:30 to 11-24 06:00']);
    assert.deepEqual(of('off'), ['11-24 18:30 to 11-26 18:30']);
    assert.equal(of('work').length, 5);
    assert.equal(saidSpans(bo?.nights ?? [])[0], '11-22 23:00 to 11-23 01:30');
    assert.deepEqual([bo?.zone, bo?.place, bo?.local], ['Asia/Kolkata', 'Kolkata', '16:10']);
  });

  it('says what is not known of somebody', () => {
    const { people, table } = week({ bo: { zone: 'Asia/Tokyo' }, mia: { zone: '<nowhere>' } });
    assert.deepEqual(
      people.map(({ note, zone: name, local }) => [note, name, local]),
      [
        ['hours unknown', 'Asia/Tokyo', '19:40'],
        ['hours unknown', 'time zone unknown', ''],
      ],
    );
    assert.deepEqual(table.rows[0]?.cells[0], ['hours unknown']);
  });

  it('has what all share, but for what is over', () => {
    const { shared, words } = week({ ana: person(), bo: daily('Europe/Berlin', '08:00-10:00,16:00-19:00') });
    assert.deepEqual(
      shared.slice(0, 3).map(({ kind, day, label }) => [kind, day, label]),
      [
        ['shared', 0, 'Mon 23 Nov, 16:00–17:30, 1 h 30 min'],
        ['shared', 1, 'Tue 24 Nov, 09:00–10:00, 1 h'],
        ['shared', 1, 'Tue 24 Nov, 16:00–17:30, 1 h 30 min'],
      ],
    );
    assert.match(
      words.summary,
      /^Shared working hours of ana and bo: Mon 23 Nov, 16:00–17:30, 1 h 30 min; .*; 5 more\.$/,
    );
  });

  it('has what comes closest where nobody shares anything, inside the week', () => {
    const picture = week({
      ana: person(),
      kei: person({ zone: 'Asia/Tokyo' }),
      lou: person({ zone: 'America/Los_Angeles' }),
    });
    assert.ok(picture.shared.length > 0);
    for (const { kind, start, end, details } of picture.shared) {
      assert.equal(kind, 'compromise');
      assert.ok(picture.start <= start && picture.now <= start && end <= picture.end);
      assert.match(details.join(), /unsocial hours|outside working hours/);
    }
    assert.match(
      picture.words.summary,
      /^No shared working hours for ana, kei and lou, 23–29 Nov 2026\. Closest matches: /,
    );
    assert.equal(picture.table.sharedName, 'Closest match');
  });

  it('shares nothing alone, or with nobody', () => {
    assert.deepEqual(week({ ana: person() }).shared, []);
    assert.equal(week({ ana: person() }).words.summary, "ana's week. Select more people to see their shared hours.");
    assert.equal(week({}).words.summary, 'Nobody is selected.');
    const starting = weekPicture(connected({ phase: 'starting' }), ['ana'], monday, zone, 0);
    assert.equal(starting.words.summary, 'Makertime is starting');
    assert.deepEqual(week({ ana: {}, bo: {} }).shared, []);
    assert.equal(week({ ana: {}, bo: {} }).words.summary, 'No shared working hours for ana and bo, 23–29 Nov 2026.');
  });

  it('is a table as well: hours in my time, a line for each', () => {
    const { table } = week({
      ana: person({ focus: [{ start: '2026-11-23T09:00', minutes: 180 }], off: ['2026-11-24'] }),
      emi: person({ zone: 'America/New_York', hours: { mon: '12:00-20:00' } }),
    });
    assert.deepEqual(
      table.rows.map(({ name, cells }) => [name, ...cells.slice(0, 3)]),
      [
        ['ana', ['09:00–17:30', 'focus 09:00–12:00'], ['day off'], ['09:00–17:30']],
        ['emi', ['18:00–24:00'], ['00:00–02:00'], []],
      ],
    );
  });

  it('is the same from one instant of a minute to the next', () => {
    const people = { ana: person(), kei: person({ zone: 'Asia/Tokyo' }) };
    assert.deepEqual(week(people, monday + 59_999), week(people, monday));
  });

  it('is drawn in UTC where my zone is none', () => {
    assert.equal(said(week({ ana: person() }, monday, 0, 'Not/AZone').start), '11-23 00:00');
  });

  it('holds for any people, at any time, in any zone: inside, in order, safe to show', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Asia/Kolkata',
      'America/New_York',
      'Pacific/Apia',
      'UTC',
      'Africa/Cairo',
    );
    const aStatus = fc.record({
      mode: fc.constant('available' as const),
      text: hostileText,
      zone: fc.oneof(zones, hostileText),
      hours: fc.constantFrom({}, person().hours ?? {}, { mon: '22:00-06:00', sat: '10:00-12:00' }),
      off: fc.constantFrom([], ['2026-11-24/2026-11-25']),
    });
    const people = fc.dictionary(hostileText, aStatus, { maxKeys: 4, noNullPrototype: true });
    const times = fc.integer({ min: utc('2024-01-01 00:00'), max: utc('2028-12-31 00:00') });
    fc.assert(
      fc.property(people, times, zones, fc.nat(mostWeeks - 1), (some, now, mine, offset) => {
        const picture = week(some, now, offset, mine);
        const { start, end, days, shared } = picture;
        assert.equal(days.length, 7);
        const spans = picture.people.flatMap((one) => [...one.spans, ...one.nights]);
        for (const span of [...days, ...shared, ...spans])
          assert.ok(start <= span.start && span.start < span.end && span.end <= end);
        for (const [place, span] of shared.entries()) {
          assert.ok((shared[place - 1]?.start ?? start) <= span.start);
          const date = days[span.day];
          assert.ok(date && date.start <= span.start && span.start < date.end);
        }
        for (const text of texts(picture))
          assert.doesNotMatch(text, /[\p{Cc}\u200b\u202e]|\$\(|undefined|NaN|Invalid/u);
      }),
      { numRuns: 200 },
    );
  });
});
