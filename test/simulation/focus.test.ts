import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FocusEvent, focusAt, focusOn, longestBlock } from '../../src/model/focus/focus.js';
import {
  blankStatus,
  changedStatus,
  type Declared,
  type StatusChanges,
  stampOf,
} from '../../src/model/people/member.js';

const minute = 60_000;
const start = Date.parse('2026-11-23T07:00:00Z');

/** One window does something, or hears what the others did, or time passes; the clock may be set. */
type Happening =
  | { readonly kind: 'event'; readonly window: number; readonly event: FocusEvent['kind']; readonly minutes: number }
  | { readonly kind: 'hear'; readonly window: number }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'jump'; readonly minutes: number };

const window = fc.nat(2);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('event'),
      window,
      event: fc.constantFrom('start', 'extend', 'end', 'skip'),
      minutes: fc.integer({ min: -5, max: 300 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hear'), window }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), minutes: fc.integer({ min: 0, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump'), minutes: fc.integer({ min: -3000, max: 3000 }) }) },
) as fc.Arbitrary<Happening>;

interface Change {
  readonly changes: StatusChanges;
  readonly at: string;
}

const habits = {
  ...blankStatus,
  zone: 'Europe/Berlin',
  hours: { mon: '08:00-17:00', tue: '08:00-17:00' },
  focus: [{ start: '2026-11-23T09:00', minutes: 120, every: 'day' as const }],
};
const initial: Declared = { status: habits, edited: {} };
const known = (changes: readonly Change[]) =>
  changes.reduce((status, { changes: change, at }) => changedStatus(status, change, at), initial);

describe('focus in three windows', () => {
  it('invariant 11: 10,000 lives with clock jumps end with one truth in all windows, and never stuck in focus', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), fc.boolean(), (happenings, isReversed) => {
        const all: Change[] = [];
        const heard: Change[][] = [[], [], []];
        let now = start;
        for (const one of happenings) {
          if (one.kind === 'pass' || one.kind === 'jump') now += one.minutes * minute;
          else if (one.kind === 'hear') heard[one.window] = [...all];
          else {
            const view = known(heard[one.window] ?? []);
            const said = focusOn(view.status, eventOf(one, now), now);
            if (!said) continue;
            if (said.mode === 'focusing') {
              const left = Date.parse(said.until ?? '') - now;
              assert.ok(left > 0 && left <= longestBlock, 'a block has an end, and not a far one');
            }
            const change = { changes: { said }, at: stampOf(view, { said }, now) };
            all.push(change);
            heard[one.window]?.push(change);
          }
        }
        const truth = known(all);
        // Of two changes that say they are of the same instant no order is known: they are drawn apart by what was seen.
        const instants = all.map(({ at }) => at);
        if (new Set(instants).size === instants.length)
          assert.deepEqual(known(isReversed ? [...all].reverse() : all).status, truth.status, 'one truth');
        const later = Math.max(now, Date.parse(truth.status.until ?? '') || now) + 1;
        assert.notEqual(focusAt(truth.status, later).kind, 'started', 'over at its time, though nothing ran then');
      }),
      { numRuns: 10_000 },
    );
  });
});

function eventOf({ event, minutes }: Happening & { kind: 'event' }, now: number): FocusEvent {
  switch (event) {
    case 'start':
      return { kind: event, end: now + minutes * minute };
    case 'extend':
      return { kind: event, by: minutes * minute };
    default:
      return { kind: event };
  }
}
