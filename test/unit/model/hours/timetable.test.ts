import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  readDaysOff,
  readFocus,
  readHours,
  readWeek,
  readWindows,
  timetableOf,
} from '../../../../src/model/hours/timetable.js';
import type { PlannedFocus } from '../../../../src/model/people/member.js';
import { hostileText } from '../../arbitraries.js';
import { person } from '../times.js';

describe('how people write their time', () => {
  for (const [text, expected] of [
    ['09:00-17:30', '540-1050'],
    ['9-17', '540-1020'],
    [' 9.30 – 17:30 ', '570-1050'],
    ['09:00-12:00,13:00-17:30', '540-720 780-1050'],
    ['13:00-17:30,09:00-12:00', '540-720 780-1050'],
    ['09:00-12:00,12:00-17:30', '540-1050'],
    ['22:00-06:00', '1320-1800'],
    ['00:00-24:00', '0-1440'],
    ['18:00-00:00', '1080-1440'],
    ['', ''],
    ['09:00-17:30,', '540-1050'],
    ['nine to five', 'notSpan(nine to five)'],
    ['09:00', 'notSpan(09:00)'],
    ['09:00-25:00', 'notSpan(09:00-25:00)'],
    ['09:00-12:60', 'notSpan(09:00-12:60)'],
    ['9-12-17', 'notSpan(9-12-17)'],
    ['09:00-09:00', 'emptySpan(09:00-09:00)'],
    ['09:00-12:00, lunch', '540-720 notSpan(lunch)'],
  ] as const)
    it(`hours "${text}"`, () => {
      const { value, problems } = readHours(text);
      const spans = value.map(({ start, end }) => `${start}-${end}`);
      assert.equal([...spans, ...problems.map((one) => `${one.kind}(${one.text})`)].join(' '), expected);
    });

  for (const [text, expected] of [
    ['2026-12-24', '20811-20811'],
    ['2026-12-24/2026-12-27', '20811-20814'],
    ['2028-02-29', '21243-21243'],
    ['2026-02-29', 'notDate(2026-02-29)'],
    ['2026-12-27/2026-12-24', 'endsBeforeStart(2026-12-27/2026-12-24)'],
    ['24.12.2026', 'notDate(24.12.2026)'],
    ['2026', 'notDate(2026)'],
    ['', 'notDate()'],
    ['2026-12-24/', 'notDate(2026-12-24/)'],
  ] as const)
    it(`day off "${text}"`, () => {
      const { value, problems } = readDaysOff([text]);
      const days = value.map(({ first, last }) => `${first}-${last}`);
      assert.equal([...days, ...problems.map((one) => `${one.kind}(${one.text})`)].join(' '), expected);
    });

  it('planned focus, and what is wrong with it', () => {
    const { value, problems } = readFocus([
      { start: '2026-11-24T09:00', minutes: 180, every: 'week' },
      { start: '2026-11-24 09:00:00', minutes: 25 },
      { start: 'tomorrow', minutes: 25 },
      { start: '2026-11-24T09:00', minutes: Number.NaN },
      { start: '2026-11-24T09:00', minutes: 2_000 },
    ]);
    assert.deepEqual(value, [
      { day: 20_781, start: 540, minutes: 180, every: 'week' },
      { day: 20_781, start: 540, minutes: 25, every: 'once' },
    ]);
    assert.deepEqual(
      problems.map(({ kind, text }) => `${kind}: ${text}`),
      ['notTime: tomorrow, 25', 'notMinutes: 2026-11-24T09:00, NaN', 'notMinutes: 2026-11-24T09:00, 2000'],
    );
  });

  it('marks on planned blocks; what makes one longer than a day, or end before it begins, is none', () => {
    const start = '2026-11-24T09:00:00Z';
    const marksOf = (...ends: readonly string[]) => [
      ...timetableOf(person({ marks: ends.map((end) => ({ start, end })) })).marks,
    ];
    const at = Date.parse(start);
    assert.deepEqual(marksOf(start), [[at, at]]);
    assert.deepEqual(marksOf('2026-11-24T10:30:00.000Z'), [[at, at + 5_400_000]]);
    assert.deepEqual(marksOf('2026-11-25T09:00:00Z'), [[at, at + 86_400_000]]);
    assert.deepEqual(marksOf('2026-11-25T09:00:01Z', '2026-11-24T08:59:59Z', 'noon', ''), []);
    assert.deepEqual([...timetableOf(person({ marks: [{ start: 'noon', end: start }] })).marks], []);
  });

  it('delivery windows in the order of the day, each once', () => {
    const { value, problems } = readWindows(['15:00', '11', '11:00', 'noon']);
    assert.deepEqual(value, [660, 900]);
    assert.deepEqual(problems, [{ kind: 'notTime', text: 'noon' }]);
  });

  it('what is wrong with one day leaves the others', () => {
    const { value, problems } = readWeek({ mon: '09:00-17:00', tue: 'never', sun: '10:00-11:00' });
    assert.deepEqual(
      value.map((spans) => spans.length),
      [1, 0, 0, 0, 0, 0, 1],
    );
    assert.deepEqual(problems, [{ kind: 'notSpan', text: 'never' }]);
  });

  it('no text makes reading fail, and nothing is passed over in silence', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 4 }), fc.double(), (texts, minutes) => {
        for (const text of texts) {
          const { value, problems } = readHours(text);
          const written = text.split(',').filter((part) => part.trim() !== '').length;
          assert.ok(problems.length <= written && (problems.length > 0 || value.length > 0 || written === 0));
        }
        assert.equal(readDaysOff(texts).problems.length, texts.length);
        assert.equal(
          readWindows(texts).problems.length + readWindows(texts).value.length >= Math.min(1, texts.length),
          true,
        );
        const focus = texts.map((start): PlannedFocus => ({ start, minutes }));
        assert.equal(readFocus(focus).problems.length, texts.length);
        timetableOf(
          person({ zone: texts[0] ?? '', hours: { mon: texts[1] ?? '' }, off: texts, focus, windows: texts }),
        );
        const marks = texts.map((start, place) => ({ start, end: texts[place - 1] ?? start }));
        assert.ok(timetableOf(person({ marks })).marks.size <= texts.length);
      }),
      { numRuns: 50 },
    );
  });

  it('a record of endless entries costs no more than a long one', () => {
    const { value, problems } = readDaysOff(Array.from({ length: 5_000 }, () => '2026-12-24'));
    assert.equal(value.length, 500);
    assert.deepEqual(problems, [{ kind: 'tooMany', text: '2026-12-24' }]);
    const instant = (minutes: number) => new Date(Date.UTC(2026, 10, 24) + minutes * 60_000).toISOString();
    const marks = Array.from({ length: 5_000 }, (_, place) => ({ start: instant(place), end: instant(place) }));
    assert.equal(timetableOf(person({ marks })).marks.size, 100);
  });

  it('hours without a zone, and a zone without hours, are no working hours', () => {
    assert.equal(timetableOf(person({ zone: 'Mars/Olympus' })).week, undefined);
    assert.equal(timetableOf(person({ hours: {} })).week, undefined);
    assert.equal(timetableOf(person({ hours: { mon: '?' } })).week, undefined);
    assert.deepEqual(timetableOf(person()).windows, [660, 900]);
    assert.deepEqual(timetableOf(person({ windows: [] })).windows, []);
  });
});
