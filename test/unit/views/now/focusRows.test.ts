import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandIds } from '../../../../src/app/contributions.js';
import { focusAt } from '../../../../src/model/focus/focus.js';
import { type Mode, modes, type PlannedFocus, type Status } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { focusRows } from '../../../../src/views/now/focusRows.js';
import { myState } from '../../../../src/views/now/myself.js';
import { nowRows } from '../../../../src/views/now/view.js';
import type { Row } from '../../../../src/views/words/row.js';
import { moment } from '../../../../src/views/words/time.js';
import { bo, boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { entry, held, inboxOf, iso, ms } from '../../../lib/fakes/inboxEntries.js';
import { present } from '../../arbitraries.js';
import { berlin, week } from '../people.js';
import { connected } from '../states.js';

/** Monday, ten in Berlin. */
const now = ms(0);
const quarter = 15 * 60_000;
const usual: Partial<Status> = { zone: berlin, hours: week('09:00-17:30') };
const stateOf = (status: Partial<Status>, more: Partial<State> = {}) =>
  connected({ confirmed: boardOf(statusRecord({ ...usual, ...status })), ...more });

function rows(state: State, at = now): readonly Row[] {
  const me = myState(state, at, berlin);
  return me ? focusRows(state, me, at, berlin) : [];
}
const words = (state: State, at = now) =>
  rows(state, at).map(({ id, label, description }) => [id, label, description].filter(Boolean).join(' | '));
const started = (minutes: number) => ({ focusing: { since: iso(-20), until: iso(minutes) } });
/** Back at half past eleven in Berlin. */
const away = { mode: 'away', until: iso(90) } as const;
const block = (start: string, minutes: number, more: Partial<PlannedFocus> = {}) => ({
  focus: [{ start: `2026-11-${start}`, minutes, ...more }],
});

describe('what comes next, in the Now view', () => {
  for (const [name, status, expected] of [
    ['nothing planned', {}, ['delivery | Next delivery: 11:00']],
    ['a block of one’s own', started(30), ['delivery | Next delivery: 10:30 | when focus ends']],
    ['a planned block', block('23T09:30', 120), ['delivery | Next delivery: 11:30 | when focus ends']],
    [
      'a planned block, while invisible',
      { mode: 'invisible', ...block('23T09:30', 120) },
      ['delivery | Next delivery: 11:30 | when focus ends'],
    ],
    ['a block of one’s own, while away', { ...away, ...started(30) }, ['delivery | Next delivery: 15:00']],
    ['nothing planned, while away', away, ['delivery | Next delivery: 15:00']],
    ['nothing planned, on a day off', { off: ['2026-11-23'] }, ['delivery | Next delivery: Tue 11:00']],
    [
      'one planned later',
      block('23T14:00', 90),
      ['focus | Next focus: 14:00–15:30', 'delivery | Next delivery: 11:00'],
    ],
    [
      'one planned for another day',
      block('18T09:00', 60, { every: 'week' }),
      ['focus | Next focus: Wed 09:00–10:00', 'delivery | Next delivery: 11:00'],
    ],
    ['one planned for after next week', block('30T10:00', 60), ['delivery | Next delivery: 11:00']],
    [
      'one that begins while somebody is busy',
      { mode: 'busy', until: '2026-11-23T10:00:00Z', ...block('23T10:30', 60) },
      ['focus | Next focus: 10:30–11:30', 'delivery | Next delivery: 11:30'],
    ],
    [
      'one that begins while somebody is away',
      { ...away, ...block('23T10:30', 30) },
      ['focus | Next focus: 10:30–11:00', 'delivery | Next delivery: 15:00'],
    ],
    [
      'one that was ended early, before the next',
      { ...block('16T09:30', 120, { every: 'week' }), marks: [{ start: iso(-30), end: iso(-5) }] },
      ['focus | Next focus: 30 Nov, 09:30–11:30', 'delivery | Next delivery: 11:00'],
    ],
    [
      'one that is skipped ahead of time, before the next',
      { ...block('16T14:00', 60, { every: 'workday' }), marks: [{ start: iso(240), end: iso(240) }] },
      ['focus | Next focus: Tue 14:00–15:00', 'delivery | Next delivery: 11:00'],
    ],
    ['nothing held back', { windows: [] }, []],
    [
      'nothing held back but for focus',
      { windows: [], ...started(30) },
      ['delivery | Next delivery: 10:30 | when focus ends'],
    ],
  ] as const)
    it(`${name}: ${expected.join('; ') || 'nothing'}`, () => assert.deepEqual(words(stateOf(status)), expected));

  it('the delivery has its count; what is to be done is focusing', () => {
    const inbox = inboxOf(entry(held, { key: 'a' }), entry(held, { key: 'b' }));
    const [focus, delivery] = rows(stateOf(block('23T14:00', 90), { inbox }));
    assert.deepEqual([delivery?.description, delivery?.spoken], ['2 held', 'Next delivery: 11:00, 2 held']);
    assert.deepEqual(
      [focus?.command, focus?.icon, focus?.spoken],
      ['makertime.focus', 'target', 'Next focus: 14:00–15:30'],
    );
    assert.equal(delivery?.command, undefined);
  });

  it('says nothing to whoever has not joined', () => {
    const stranger = connected({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    for (const state of [initialState, connected(), stranger])
      assert.ok(!nowRows(state, now, berlin).some(({ id }) => id === 'focus' || id === 'delivery'));
  });

  it('announces the first quarter of an hour in which somebody will focus, and one line each, whatever was said', () => {
    const at = fc.integer({ min: -8, max: 40 }).map((quarters) => new Date(now + quarters * quarter).toISOString());
    /** Berlin is an hour ahead. */
    const atStart = (wall: string, minutes: number) =>
      new Date(Date.parse(`${wall}Z`) + (minutes - 60) * 60_000).toISOString();
    const aBlock = fc
      .record({
        since: fc.integer({ min: -8, max: 0 }).map((quarters) => new Date(now + quarters * quarter).toISOString()),
        until: at,
      })
      .map(present);
    const aStatus = fc
      .record({
        mode: fc.constantFrom<Mode>(...modes),
        until: fc.option(at, { nil: undefined }),
        since: at,
        focusing: fc.option(aBlock, { nil: undefined }),
        ends: fc.array(fc.constantFrom(0, 15, 60), { maxLength: 2 }),
        windows: fc.constantFrom(undefined, [], ['10:15']),
        focus: fc.array(
          fc
            .record({
              start: at.map((iso) => iso.slice(0, 16)),
              minutes: fc.constantFrom(30, 90, 240),
              every: fc.constantFrom(undefined, 'day', 'workday'),
            })
            .map((one) => present(one) as PlannedFocus),
          { maxLength: 2 },
        ),
      })
      .map(({ ends, ...drawn }) => {
        const marks = ends.flatMap((end, place) => {
          const start = drawn.focus[place]?.start;
          return start === undefined ? [] : [{ start: atStart(start, 0), end: atStart(start, end) }];
        });
        return present({ ...drawn, marks }) as Status;
      });
    fc.assert(
      fc.property(aStatus, (drawn) => {
        const status: Status = { ...usual, ...drawn };
        const state = stateOf(status);
        const shown = rows(state);
        const life = Array.from({ length: 24 * 4 }, (_, place) => now + place * quarter);
        const isFocus = (time: number) => ['planned', 'started'].includes(focusAt(status, time).kind);
        const first = life.find(isFocus);
        const focus = shown.find(({ id }) => id === 'focus');
        if (first === now) assert.equal(focus, undefined, 'the status says it');
        else if (first !== undefined) assert.ok(focus?.label.startsWith(`Next focus: ${moment(first, now, berlin)}–`));
        else assert.doesNotMatch(focus?.label ?? '', /: \d/, 'not today');
        assert.ok(shown.length <= 2);
        for (const { label, description, tooltip, spoken, command } of shown) {
          assert.doesNotMatch([label, description, tooltip, spoken].join('\n'), /\$\(|undefined|NaN|\{\d\}|\?/);
          assert.ok(command === undefined || (commandIds as readonly string[]).includes(command));
        }
      }),
      { numRuns: 30 },
    );
  });
});
