import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SharedSpan } from '../../../../src/model/reach/overlap.js';
import type { State } from '../../../../src/model/state.js';
import {
  type Attendee,
  attendeesOf,
  clockRange,
  lengthWords,
  namesOf,
  sharedAt,
  sharedWords,
  spanText,
} from '../../../../src/views/week/meeting.js';
import { boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { anyText, hostilePieces } from '../../arbitraries.js';
import { person, utc } from '../../model/times.js';
import { connected } from '../states.js';

const zone = 'Europe/Berlin';
const now = utc('2026-11-21 12:00');
const me: Attendee = { login: 'ana', isMe: true, status: person() };
const bo: Attendee = { login: 'bo', isMe: false, status: person({ zone: 'Asia/Kolkata' }) };
const emi: Attendee = { login: 'emi', isMe: false, status: person({ zone: 'Asia/Tokyo' }) };
const mia: Attendee = { login: 'mia', isMe: false, status: undefined };
const span = (start: string, end: string, ...outside: SharedSpan['outside']): SharedSpan => ({
  start: utc(start),
  end: utc(end),
  outside,
});
const monday = span('2026-11-23 14:00', '2026-11-23 16:30');

describe('a shared span as a choice', () => {
  it('says when it is for me, how long it lasts, and what it is for everybody else', () => {
    const late = span(
      '2026-11-23 14:00',
      '2026-11-23 16:30',
      { person: 1, presence: 'social' },
      { person: 2, presence: 'unsocial' },
      { person: 3, presence: 'unknown' },
    );
    assert.deepEqual(sharedWords(late, [me, bo, emi, mia], now, zone), {
      label: 'Mon 15:00–17:30',
      description: '2 h 30 min',
      detail: 'bo 19:30–22:00, outside working hours · emi Mon 23:00–Tue 01:30, unsocial hours · mia, hours unknown',
    });
  });

  it('names me only where it is outside my hours, or in my focus', () => {
    const focusing = { ...me, status: person({ focus: [{ start: '2026-11-23T15:00', minutes: 60 }] }) };
    const words = (one: SharedSpan, person = me) => sharedWords(one, [person], now, zone).detail;
    assert.equal(words(monday), '');
    assert.equal(words(monday, focusing), 'you: planned focus');
    assert.equal(words({ ...monday, outside: [{ person: 0, presence: 'dayOff' }] }), 'you: day off');
  });

  for (const [start, end, label] of [
    ['2026-11-21 11:30', '2026-11-21 13:00', 'Now until 14:00'],
    ['2026-11-21 13:00', '2026-11-21 14:00', 'Today 14:00–15:00'],
    ['2026-11-21 22:00', '2026-11-21 22:30', 'Today 23:00–23:30'],
    ['2026-11-22 22:00', '2026-11-22 23:00', 'Sun 23:00–24:00'],
    ['2026-11-22 22:00', '2026-11-23 01:00', 'Sun 23:00–Mon 02:00'],
    ['2026-11-28 14:00', '2026-11-28 15:00', 'Sat 28 Nov, 15:00–16:00'],
  ] as const)
    it(`${start} is "${label}"`, () => {
      assert.equal(sharedWords(span(start, end), [me], now, zone).label, label);
    });

  it('is said in the hours that pass, not in those that clocks show', () => {
    const change = span('2026-10-25 00:30', '2026-10-25 02:30');
    assert.equal(clockRange(change, zone), '02:30–03:30');
    assert.equal(sharedWords(change, [me], utc('2026-10-24 00:00'), zone).description, '2 h');
  });

  it('says lengths and names shortly', () => {
    assert.deepEqual(
      [30, 60, 150].map((minutes) => lengthWords(minutes * 60_000)),
      ['30 min', '1 h', '2 h 30 min'],
    );
    assert.equal(namesOf([me]), 'ana');
    assert.equal(namesOf([me, bo]), 'ana and bo');
    assert.equal(namesOf([me, bo, emi]), 'ana, bo and emi');
    assert.equal(namesOf([me, bo, emi, mia, me, bo, emi]), '7 people');
  });
});

describe('a shared span as text', () => {
  it('has UTC and a line for each person with their own date, time and zone', () => {
    const outside = [{ person: 2, presence: 'unsocial' as const }];
    assert.equal(
      spanText({ ...span('2026-11-23 15:00', '2026-11-23 16:30'), outside }, [me, bo, emi, mia]),
      [
        'Mon 23 Nov 2026, 15:00–16:30 UTC',
        '- ana: Mon 23 Nov 2026, 16:00–17:30 (Europe/Berlin)',
        '- bo: Mon 23 Nov 2026, 20:30–22:00 (Asia/Kolkata)',
        '- emi: Tue 24 Nov 2026, 00:00–01:30 (Asia/Tokyo), unsocial hours',
        '- mia: time zone unknown',
        '',
      ].join('\n'),
    );
  });

  it('is neither a mention nor a link nor Markdown, whatever stands in names and zones', () => {
    const anything = fc.oneof(
      fc.constantFrom(...hostilePieces, '@all', '#1', '**b**', '[x](http://a.b)', 'www.a.b', '<b>', '`', '~~', '\n# x'),
      anyText(),
    );
    fc.assert(
      fc.property(anything, anything, (login, text) => {
        const strange = { login, isMe: false, status: person({ zone: text }) };
        const lines = spanText(monday, [strange]).split('\n');
        assert.equal(lines.length, 3);
        assert.match(lines[1] ?? '', /^- ([\w-]{1,40}|\?): (time zone unknown|[\w :,–]+ \([\w+/-]+\))(, [a-z ]+)?$/);
      }),
    );
  });
});

describe('who comes to a shared span', () => {
  const state: State = connected({
    confirmed: boardOf(statusRecord(person()), statusRecord(bo.status, { by: { id: 2, login: 'Bo' } })),
  });

  it('are the members of that name, each once, in the order asked for', () => {
    assert.deepEqual(
      attendeesOf(state, ['BO', 'nobody', 'ana', 'bo']).map(({ login, isMe }) => [login, isMe]),
      [
        ['Bo', false],
        ['ana', true],
      ],
    );
  });

  it('says of any span who is outside their hours, the worst of it', () => {
    const { outside } = sharedAt([me, bo, mia], utc('2026-11-23 15:00'), utc('2026-11-23 18:00'));
    assert.deepEqual(outside, [
      { person: 0, presence: 'social' },
      { person: 1, presence: 'unsocial' },
      { person: 2, presence: 'unknown' },
    ]);
    assert.deepEqual(sharedAt([me, bo], utc('2026-11-23 09:00'), utc('2026-11-23 10:00')).outside, []);
  });
});
