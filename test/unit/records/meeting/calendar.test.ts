import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCalendar, meetingsIn } from '../../../../src/records/meeting/calendar.js';

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const at = (iso: string) => Date.parse(iso);

describe('a calendar file', () => {
  it('says what a meeting is called and about, and when, in whichever way it says it', () => {
    const text = calendar(
      'UID:1',
      'SUMMARY;LANGUAGE=en:Weekly sync\\, short',
      'DESCRIPTION:- Status of the lamps\\n- Decide: one lamp or t',
      ' wo\\; or none',
      'DTSTART;TZID=Europe/Berlin:20261201T100000',
      'DTEND;TZID="Europe/Berlin":20261201T103000',
      'RRULE:FREQ=SECONDLY',
      'BEGIN:VALARM',
      'DESCRIPTION:Wake up',
      'END:VALARM',
    );
    assert.ok(isCalendar(text));
    assert.deepEqual(meetingsIn(text), [
      {
        title: 'Weekly sync, short',
        text: '- Status of the lamps\n- Decide: one lamp or two; or none',
        start: at('2026-12-01T09:00:00Z'),
        end: at('2026-12-01T09:30:00Z'),
      },
    ]);
    const lasting = meetingsIn(calendar('DTSTART:20261201T090000Z', 'DURATION:PT1H30M'));
    assert.deepEqual(lasting, [
      { title: '', text: '', start: at('2026-12-01T09:00:00Z'), end: at('2026-12-01T10:30:00Z') },
    ]);
  });

  it('a time that cannot be told is none: a whole day, no zone, a zone that is none, no such day, an end before its start', () => {
    for (const start of [
      'DTSTART;VALUE=DATE:20261201',
      'DTSTART:20261201T090000',
      'DTSTART;TZID=Mars/Olympus:20261201T090000',
      'DTSTART:20260231T090000Z',
      'DTSTART:20261201T250000Z',
    ])
      assert.deepEqual(
        meetingsIn(calendar('SUMMARY:x', start, 'DTEND:20261202T090000Z')),
        [{ title: 'x', text: '' }],
        start,
      );
    const [backwards] = meetingsIn(calendar('DTSTART:20261201T090000Z', 'DTEND:20261201T080000Z'));
    assert.equal(backwards?.end, undefined);
  });

  it('whatever is in it, it is read, in no time, and no rule is followed', () => {
    const lines = fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'SUMMARY:x',
      ' y',
      'DTSTART;TZID=":20',
      ';;:',
      'RRULE:FREQ=SECONDLY;COUNT=999999999',
    );
    fc.assert(fc.property(fc.array(fc.oneof(lines, fc.string())), (all) => void meetingsIn(all.join('\n'))));
    assert.ok(meetingsIn(calendar(`DESCRIPTION:${'a'.repeat(100_000)}`))[0]?.text.length === 20_000);
    assert.equal(meetingsIn(calendar('SUMMARY:x').repeat(500)).length, 100);
    meetingsIn(calendar(`DTSTART${';A=b'.repeat(200_000)}`, ' x\r\n'.repeat(100_000)));
  });

  it('what is no calendar is none', () => {
    assert.equal(isCalendar('- BEGIN:VCALENDAR of sorts'), false);
    assert.deepEqual(meetingsIn('hello'), []);
  });
});
