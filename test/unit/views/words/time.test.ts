import assert from 'node:assert/strict';
import type { Weekday } from '../../../../src/base/zone.js';
import { daysWords } from '../../../../src/views/words/status.js';
import { age, moment, range, saidMoment, span, speak, spokenSpan } from '../../../../src/views/words/time.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('a span', () => {
  for (const [ms, short, spoken] of [
    [-hour, 'now', 'just now'],
    [Number.NaN, 'now', 'just now'],
    [0, 'now', 'just now'],
    [minute - 1, 'now', 'just now'],
    [minute, '1 min', 'a minute ago'],
    [59 * minute + 59 * second, '59 min', '59 minutes ago'],
    [hour, '1 h', 'an hour ago'],
    [day, '24 h', '24 hours ago'],
    [2 * day - 1, '47 h', '47 hours ago'],
    [2 * day, '2 d', '2 days ago'],
    [400 * day, '400 d', '400 days ago'],
  ] as const)
    it(`of ${ms} ms is "${short}", in words "${spoken}"`, () => {
      assert.equal(span(ms), short);
      assert.equal(spokenSpan(ms), spoken);
    });

  it('since a text that is no time is no number', () => assert.ok(Number.isNaN(age('soon', 0))));
});

describe('a moment', () => {
  const now = Date.parse('2026-11-18T09:20:00Z'); // a Wednesday, 10:20 in Berlin
  for (const [iso, zone, expected] of [
    ['2026-11-18T14:00:00Z', 'Europe/Berlin', '15:00'],
    ['2026-11-18T00:30:00Z', 'Europe/Berlin', '01:30'],
    ['2026-11-18T23:30:00Z', 'Europe/Berlin', 'Thu 00:30'],
    ['2026-11-18T23:30:00Z', 'UTC', '23:30'],
    ['2026-11-18T15:00:00+09:00', 'UTC', '06:00'],
    ['2026-11-24T14:00:00Z', 'Europe/Berlin', 'Tue 15:00'],
    ['2026-11-25T14:00:00Z', 'Europe/Berlin', '25 Nov, 15:00'],
    ['2026-11-13T14:00:00Z', 'Europe/Berlin', 'Fri 15:00'],
    ['2026-11-11T14:00:00Z', 'Europe/Berlin', '11 Nov, 15:00'],
    ['2027-03-28T00:30:00Z', 'Europe/Berlin', '28 Mar, 01:30'],
    ['2027-09-28T12:30:00Z', 'Europe/Berlin', '28 Sep 2027, 14:30'],
    ['soon', 'Europe/Berlin', '?'],
    ['', 'Europe/Berlin', '?'],
    ['2026-11-18T14:00:00Z', 'Mars/Olympus', '?'],
  ] as const)
    it(`${JSON.stringify(iso)} in ${zone} is "${expected}"`, () => assert.equal(moment(iso, now, zone), expected));

  it('a day is a day when the clocks change', () => {
    assert.equal(moment('2027-03-28T10:00:00Z', Date.parse('2027-03-27T22:30:00Z'), 'Europe/Berlin'), 'Sun 12:00');
    assert.equal(moment('2026-10-25T23:30:00Z', Date.parse('2026-10-25T22:30:00Z'), 'Europe/Berlin'), 'Mon 00:30');
  });

  it('may be given in milliseconds, and is the same on the clocks of this machine', () => {
    for (const iso of ['2026-11-18T14:00:00Z', '2026-11-19T00:30:00Z', '2027-11-13T14:00:00Z']) {
      assert.equal(moment(Date.parse(iso), now, 'Asia/Kolkata'), moment(iso, now, 'Asia/Kolkata'));
      assert.equal(moment(iso, now), moment(iso, now, Intl.DateTimeFormat().resolvedOptions().timeZone));
    }
    assert.equal(moment(Number.NaN, now), '?');
    assert.equal(moment(Number.MAX_VALUE, now), '?');
  });

  it('of the next day has a word of its own in a sentence', () => {
    const said = (iso: string) => saidMoment(Date.parse(iso), now, 'Europe/Berlin');
    assert.deepEqual(
      ['2026-11-18T22:59:00Z', '2026-11-18T23:00:00Z', '2026-11-19T22:59:00Z', '2026-11-19T23:00:00Z'].map(said),
      ['23:59', 'tomorrow 00:00', 'tomorrow 23:59', 'Fri 00:00'],
    );
  });
});

describe('a range', () => {
  const now = Date.parse('2026-11-18T09:20:00Z');
  for (const [start, end, expected] of [
    ['2026-11-18T13:00Z', '2026-11-18T16:30Z', '14:00–17:30'],
    ['2026-11-18T20:00Z', '2026-11-18T23:00Z', '21:00–24:00'],
    ['2026-11-18T20:00Z', '2026-11-19T01:00Z', '21:00–Thu 02:00'],
    ['2026-11-23T08:00Z', '2026-11-23T11:00Z', 'Mon 09:00–12:00'],
    ['2026-11-23T08:00Z', '2026-11-24T11:00Z', 'Mon 09:00–Tue 12:00'],
    ['2026-11-30T08:00Z', '2026-11-30T11:00Z', '30 Nov, 09:00–12:00'],
  ] as const)
    it(`from ${start} to ${end} is ${expected}`, () =>
      assert.equal(range(Date.parse(start), Date.parse(end), now, 'Europe/Berlin'), expected));
});

describe('days of the week', () => {
  for (const [days, words] of [
    ['mon tue wed thu fri', 'Mon–Fri'],
    ['mon tue wed thu sun', 'Sun–Thu'],
    ['sat sun', 'Sat, Sun'],
    ['mon wed fri', 'Mon, Wed, Fri'],
    ['mon sat sun', 'Sat–Mon'],
    ['mon tue wed thu fri sat sun', 'Mon–Sun'],
    ['sun', 'Sun'],
    ['mon thu fri sun', 'Sun, Mon, Thu, Fri'],
  ] as const)
    it(`${days}: ${words}`, () => assert.equal(daysWords(days.split(' ') as Weekday[]), words));

  it('are named in the language of the editor', () => {
    speak('de');
    try {
      assert.equal(daysWords(['mon', 'tue', 'wed']), 'Mo–Mi');
      assert.match(moment('2026-11-24T09:00:00Z', Date.parse('2026-11-22T09:00:00Z'), 'UTC'), /^Di 09:00/);
    } finally {
      speak('en');
    }
  });
});
