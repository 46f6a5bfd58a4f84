import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weekdays } from '../../../../src/base/zone.js';
import { readDaysOff, readWeek } from '../../../../src/model/hours/timetable.js';
import {
  readDaysOffText,
  readWeekText,
  usualWeeks,
  weekGroups,
  writeWeekText,
} from '../../../../src/model/hours/weekText.js';
import type { Hours } from '../../../../src/model/people/member.js';
import { hostileText } from '../../arbitraries.js';
import { utc } from '../times.js';

/** "mon,tue 09:00-17:30; fri 09:00-13:00", and what is wrong: "notDays(some day)". */
function saidWeek(text: string): string {
  const { value, problems } = readWeekText(text);
  const groups = new Map<string, string[]>();
  for (const [name, hours] of Object.entries(value)) groups.set(hours, [...(groups.get(hours) ?? []), name]);
  return [
    ...[...groups].map(([hours, names]) => `${names.join(',')} ${hours}`),
    ...problems.map((one) => `${one.kind}(${one.text})`),
  ].join('; ');
}

describe('a week as it is typed', () => {
  for (const [text, expected] of [
    ['mon-fri 9-17:30', 'mon,tue,wed,thu,fri 09:00-17:30'],
    ['Mon–Fri: 09:00 – 17:30', 'mon,tue,wed,thu,fri 09:00-17:30'],
    ['monday to friday 9 to 17', 'mon,tue,wed,thu,fri 09:00-17:00'],
    ['mo-thu 09:00-12:00, 13:00-17:30; fri 9-13', 'mon,tue,wed,thu 09:00-12:00,13:00-17:30; fri 09:00-13:00'],
    ['mon-thu 9-17, fri 9-13', 'mon,tue,wed,thu 09:00-17:00; fri 09:00-13:00'],
    ['mon-thu 9-17\nfri 9-13', 'mon,tue,wed,thu 09:00-17:00; fri 09:00-13:00'],
    ['sun-thu 8-16', 'mon,tue,wed,thu,sun 08:00-16:00'],
    ['fri-mon 8-16', 'mon,fri,sat,sun 08:00-16:00'],
    ['daily 10-14', 'mon,tue,wed,thu,fri,sat,sun 10:00-14:00'],
    ['weekdays 9am-5:30pm', 'mon,tue,wed,thu,fri 09:00-17:30'],
    ['weekends 12 pm to 12 am', 'sat,sun 12:00-24:00'],
    ['mon, wed & fri 9-12', 'mon,wed,fri 09:00-12:00'],
    ['tu wed and thurs. 9-12', 'tue,wed,thu 09:00-12:00'],
    ['Mondays 9-12', 'mon 09:00-12:00'],
    ['mon 22:00-6:00', 'mon 22:00-06:00'],
    ['sat 0-24', 'sat 00:00-24:00'],
    ['mon-fri 9-5', 'mon,tue,wed,thu,fri 09:00-17:00'],
    ['mon-fri 8-4', 'mon,tue,wed,thu,fri 08:00-16:00'],
    ['mon-fri 9 to 5', 'mon,tue,wed,thu,fri 09:00-17:00'],
    ['mon 9am-5', 'mon 09:00-17:00'],
    ['mon 9-5:30', 'mon 09:00-17:30'],
    ['mon 12-8', 'mon 12:00-20:00'],
    ['mon 9-12, 1-5', 'mon 09:00-12:00,13:00-17:00'],
    ['mon 8:30-12:30, 1-5pm', 'mon 08:30-12:30,13:00-17:00'],
    ['mon 22-6', 'mon 22:00-06:00'],
    ['mon 10pm-6', 'mon 22:00-06:00'],
    ['mon 19-8', 'mon 19:00-08:00'],
    ['mon 0900-1730', 'mon 09:00-17:30'],
    ['mon 09:00-05:00', 'mon 09:00-05:00'],
    ['mon 9-12; mon 13-17', 'mon 09:00-12:00,13:00-17:00'],
    ['mon 13-17; mon 9-13', 'mon 09:00-17:00'],
    ['daily 9-17; fri 9-13', 'mon,tue,wed,thu,sat,sun 09:00-17:00; fri 09:00-13:00'],
    ['mon 9-17;', 'mon 09:00-17:00'],
    ['', ''],
    [' ; ,\n', ''],

    ['9-17', 'notDays(9-17)'],
    ['someday 9-17', 'notDays(someday)'],
    ['m-f 9-17', 'notDays(m-f)'],
    ['mon-wed-fri 9-17', 'notDays(mon-wed-fri)'],
    ['toString 9-17', 'notDays(toString)'],
    ['mon', 'notSpan(mon)'],
    ['mon never', 'notDays(mon never); notSpan(mon never)'],
    ['mon 9', 'notSpan(9)'],
    ['mon 9-25', 'notSpan(9-25)'],
    ['mon 9-9', 'emptySpan(9-9)'],
    ['mon 13am-17', 'notSpan(13am-17)'],
    ['mon 9-17 CET; tue 9-17', 'tue 09:00-17:00; notSpan(9-17 cet)'],
    ['mon 9-12, 13-, tue 9-17', 'mon 09:00-12:00; tue 09:00-17:00; notSpan(13-)'],
  ] as const)
    it(JSON.stringify(text), () => assert.equal(saidWeek(text), expected));

  const hours: fc.Arbitrary<Hours> = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '09:00-17:30',
          '9-12,13-17',
          '22-6',
          '0:00-24:00',
          '18-0',
          '09:00-08:00, 22:00-21:00',
          '0:00-23:00,12:00-11:00',
          '9-17, ?',
          '',
        ),
        fc
          .array(fc.tuple(fc.nat(1439), fc.nat(1439)), { maxLength: 14 })
          .map((spans) => spans.map((ends) => ends.map(clock).join('-')).join(',')),
        hostileText,
      ),
      { minLength: 7, maxLength: 7 },
    )
    .map((texts) => Object.fromEntries(weekdays.map((name, place) => [name, texts[place] ?? ''])));
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

  it('is read again as it was written, whatever stands in the record', () => {
    fc.assert(
      fc.property(hours, (week) => {
        const read = readWeekText(writeWeekText(week));
        assert.deepEqual(read.problems, []);
        assert.deepEqual(readWeek(read.value).value, readWeek(week).value);
        assert.equal(writeWeekText(read.value), writeWeekText(week));
      }),
      { numRuns: 80 },
    );
  });

  it('no text makes reading fail, and what comes out has nothing wrong with it', () => {
    const pieces = fc.constantFrom('mon', '-', 'fri', ' ', '9', '17:30', ',', ';', 'am', 'to', ':', 'and', '24', '–');
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText,
          fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
        ),
        (text) => {
          const { value, problems } = readWeekText(text);
          assert.deepEqual(readWeek(value).problems, []);
          if (Object.keys(value).length === 0 && /\w/.test(text)) assert.ok(problems.length > 0, text);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a week as it is said', () => {
  const said = (week: Hours) => weekGroups(week).map(({ days, hours }) => `${days.join(',')} ${hours}`);
  for (const [name, week, groups, text] of [
    ['one group', usualWeeks[1] ?? {}, ['mon,tue,wed,thu,fri 09:00–17:30'], 'mon-fri 09:00-17:30'],
    ['over the weekend', usualWeeks[5] ?? {}, ['mon,tue,wed,thu,sun 09:00–17:00'], 'sun-thu 09:00-17:00'],
    [
      'two groups, in the order of the week, alike however they are written',
      { wed: '9-12,13-17', mon: '9-13', fri: '09:00-12:00, 13:00-17:00', thu: '9-13' },
      ['mon,thu 09:00–13:00', 'wed,fri 09:00–12:00, 13:00–17:00'],
      'mon, thu 09:00-13:00; wed, fri 09:00-12:00, 13:00-17:00',
    ],
    ['two days in a row', { sat: '22-6', sun: '22-6' }, ['sat,sun 22:00–06:00'], 'sat, sun 22:00-06:00'],
    ['what cannot be read is no group', { mon: 'never', tue: '0-24:00' }, ['tue 00:00–24:00'], 'tue 00:00-24:00'],
    ['none', {}, [], ''],
  ] as const)
    it(name, () => {
      assert.deepEqual(said(week), groups);
      assert.equal(writeWeekText(week), text);
    });

  it('the weeks to offer are few, different, and can be read', () => {
    assert.ok(usualWeeks.length <= 6);
    assert.equal(new Set(usualWeeks.map(writeWeekText)).size, usualWeeks.length);
    for (const week of usualWeeks) assert.deepEqual(readWeekText(writeWeekText(week)), { value: week, problems: [] });
  });
});

describe('days off as they are typed', () => {
  const saturday = utc('2026-11-21 09:00');
  for (const [text, expected] of [
    ['2026-12-24..2026-12-27, 2027-01-01', '2026-12-24/2026-12-27 2027-01-01'],
    ['2026-12-24 - 2026-12-27', '2026-12-24/2026-12-27'],
    ['2026-12-24/2026-12-27', '2026-12-24/2026-12-27'],
    ['2026-12-24 to 2026-12-27', '2026-12-24/2026-12-27'],
    ['2026-12-24', '2026-12-24'],
    ['2025-12-24', '2025-12-24'],
    ['24 Dec - 27 Dec', '2026-12-24/2026-12-27'],
    ['24-27 Dec', '2026-12-24/2026-12-27'],
    ['24. – 27. December', '2026-12-24/2026-12-27'],
    ['Dec 24-27', '2026-12-24/2026-12-27'],
    ['Dec 24th to Dec 27th', '2026-12-24/2026-12-27'],
    ['24 dec; 31 dec', '2026-12-24 2026-12-31'],
    ['30 Dec - 2 Jan', '2026-12-30/2027-01-02'],
    ['30 Dec - 2 Jan 2028', '2027-12-30/2028-01-02'],
    ['30 Dec 2027 - 2 Jan', '2027-12-30/2028-01-02'],
    ['30 Dec 2027 - 2 Jan 2029', '2027-12-30/2029-01-02'],
    ['24-27 Dec 2027', '2027-12-24/2027-12-27'],
    ['20 Nov', '2027-11-20'],
    ['21 Nov', '2026-11-21'],
    ['16-25 Nov', '2026-11-16/2026-11-25'],
    ['29 Feb', '2028-02-29'],
    ['', ''],

    ['tomorrow', '2026-11-22'],
    ['fri', '2026-11-27'],
    ['Fri to Tue', '2026-11-27/2026-12-01'],
    ['tomorrow - wed', '2026-11-22/2026-11-25'],
    ['next week', '2026-11-23/2026-11-29'],
    ['next Monday, 24 Dec', '2026-11-23 2026-12-24'],

    ['31 Feb', 'notDate(31 Feb)'],
    ['27-24 Dec', 'endsBeforeStart(27-24 Dec)'],
    ['2026-12-27..2026-12-24', 'endsBeforeStart(2026-12-27..2026-12-24)'],
    ['2026-02-29', 'notDate(2026-02-29)'],
    ['24', 'notDate(24)'],
    ['24 Foo', 'notDate(24 Foo)'],
    ['Christmas', 'notDate(Christmas)'],
    ['24-25-26 Dec', 'notDate(24-25-26 Dec)'],
    ['24.12.2026', 'notDate(24.12.2026)'],
    ['2026-12-24, soon', '2026-12-24 notDate(soon)'],
  ] as const)
    it(JSON.stringify(text), () => {
      const { value, problems } = readDaysOffText(text, saturday, 'Europe/Berlin');
      assert.equal([...value, ...problems.map((one) => `${one.kind}(${one.text})`)].join(' '), expected);
      assert.deepEqual(readDaysOff(value).problems, []);
    });

  it('a new year has begun where the person is', () => {
    const newYear = utc('2026-12-31 23:30');
    assert.deepEqual(readDaysOffText('31 Dec', newYear, 'Europe/Berlin').value, ['2027-12-31']);
    assert.deepEqual(readDaysOffText('31 Dec', newYear, 'UTC').value, ['2026-12-31']);
    assert.deepEqual(readDaysOffText('30 Dec - 2 Jan', newYear, 'Europe/Berlin').value, ['2026-12-30/2027-01-02']);
  });

  it('come out as a record has them or are named, and are not over unless their year says so', () => {
    const month = fc.constantFrom('Jan', 'Feb', 'jun', 'December', 'Foo');
    const days = fc
      .tuple(fc.nat(32), fc.constantFrom('-', ' ', ' to ', ' Dec - '), fc.nat(32), month)
      .map(([from, between, to, name]) => `${from}${between}${to} ${name}`);
    const instant = fc.integer({ min: utc('2024-01-01 00:00'), max: utc('2032-01-01 00:00') });
    fc.assert(
      fc.property(fc.array(fc.oneof(days, hostileText), { maxLength: 4 }), instant, (texts, now) => {
        const text = texts.join(',');
        const { value, problems } = readDaysOffText(text, now, 'UTC');
        assert.equal(value.length + problems.length, text.split(/[,;\n]/).filter((part) => part.trim() !== '').length);
        const read = readDaysOff(value);
        assert.deepEqual(read.problems, []);
        for (const { last } of read.value) assert.ok((last + 1) * 86_400_000 > now);
      }),
      { numRuns: 80 },
    );
  });
});
