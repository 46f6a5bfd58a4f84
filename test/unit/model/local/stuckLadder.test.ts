import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cause, StuckKept } from '../../../../src/model/local/stuck.js';
import {
  isSeen,
  joinedWith,
  longestPause,
  type Rung,
  rung,
  type Struggle,
  type StruggleEvent,
  seenIn,
  struggleAfter,
  stuckNow,
  well,
} from '../../../../src/model/local/stuckLadder.js';
import { person, utc } from '../times.js';

const minute = 60_000;
const hour = 60 * minute;
/** A Tuesday: ten o'clock in Berlin. */
const now = utc('2026-11-24 09:00');
const iso = (at: number) => new Date(at).toISOString();
const cause: Cause = { key: 'task beam', on: 'task', name: 'npm: beam' };
const declared = (at: number): StuckKept => ({ said: { kind: 'declared', at } });

/** What becomes of a trouble, one event each so many minutes. */
function become(events: readonly (readonly [minutes: number, event: StruggleEvent])[], from: Struggle = well) {
  return events.reduce((trouble, [at, event]) => struggleAfter(trouble, event, now + at * minute), from);
}
const rungOf = (trouble: Struggle, at: number): Rung => {
  const seen = seenIn(cause, trouble, now + at * minute);
  return rung(seen && stuckNow({ seen }, undefined, now + at * minute), now + at * minute);
};
/** Touched every five minutes, the last time at `to`. */
const working = (from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / 5) + 1 }, (_, place) => [from + place * 5, 'touched'] as const);

describe('stuck: every state and every event', () => {
  const spent = { counted: 15 * minute, activeAt: now - 5 * minute };
  const states: Readonly<Record<Struggle['kind'], Struggle>> = {
    well,
    failing: { kind: 'failing', times: 2, ...spent },
    lasting: { kind: 'lasting', ...spent },
    waved: { kind: 'waved' },
  };
  const begun = { counted: 0, activeAt: now };
  const worked = { counted: 20 * minute, activeAt: now };
  const same: Struggle = { kind: 'waved' };
  const expected: Readonly<Record<Struggle['kind'], Readonly<Record<StruggleEvent, Struggle>>>> = {
    well: {
      failed: { kind: 'failing', times: 1, ...begun },
      wrong: { kind: 'lasting', ...begun },
      passed: well,
      touched: well,
      dismissed: well,
    },
    failing: {
      failed: { kind: 'lasting', ...worked },
      wrong: states.failing,
      passed: well,
      touched: { kind: 'failing', times: 2, ...worked },
      dismissed: same,
    },
    lasting: {
      failed: { kind: 'lasting', ...worked },
      wrong: states.lasting,
      passed: well,
      touched: { kind: 'lasting', ...worked },
      dismissed: same,
    },
    waved: { failed: same, wrong: same, passed: well, touched: same, dismissed: same },
  };
  for (const [state, answers] of Object.entries(expected))
    for (const [event, answer] of Object.entries(answers))
      it(`${state}, ${event}: ${answer.kind}`, () =>
        assert.deepEqual(struggleAfter(states[state as Struggle['kind']], event as StruggleEvent, now), answer));
});

describe('stuck: the ladder', () => {
  for (const [minutes, wanted] of [
    [0, 'none'],
    [19, 'none'],
    [20, 'line'],
    [119, 'line'],
    [120, 'offer'],
    [479, 'offer'],
  ] as const)
    it(`declared ${minutes} minutes ago: ${wanted}`, () => {
      const stuck = stuckNow(declared(now - minutes * minute), undefined, now);
      assert.deepEqual(stuck, { since: iso(now - minutes * minute), on: 'declared' });
      assert.equal(rung(stuck, now), wanted);
    });

  it('ends by itself after eight hours, or with the working day', () => {
    assert.equal(stuckNow(declared(now - 8 * hour - 1), undefined, now), undefined);
    const late = utc('2026-11-24 15:00');
    assert.ok(stuckNow(declared(late), person(), utc('2026-11-24 16:29')), 'works until half past five in Berlin');
    assert.equal(stuckNow(declared(late), person(), utc('2026-11-24 16:30')), undefined);
  });

  it('is over once it is cleared, and what is seen from then on counts again', () => {
    const seen = { cause, since: now - 30 * minute, seenAt: now };
    const cleared = (at: number): StuckKept => ({ said: { kind: 'cleared', at }, seen });
    assert.equal(stuckNow({ said: { kind: 'cleared', at: now } }, undefined, now), undefined);
    assert.equal(stuckNow(cleared(now - 10 * minute), undefined, now), undefined);
    const stuck = { since: iso(now - 30 * minute), on: 'task', name: 'npm: beam' };
    assert.deepEqual(stuckNow(cleared(now - 31 * minute), undefined, now), stuck);
    assert.deepEqual(stuckNow(cleared(now + hour), undefined, now), stuck, 'said before the clock was set back');
  });

  it('what is declared comes before what is seen, and after it what is seen', () => {
    const seen = { cause, since: now - 30 * minute, seenAt: now };
    assert.equal(stuckNow({ ...declared(now - minute), seen }, undefined, now)?.on, 'declared');
    assert.equal(stuckNow({ ...declared(now - 9 * hour), seen }, undefined, now)?.on, 'task');
  });

  it('nothing is seen any more ten minutes after the person was last at it', () => {
    const seen = { cause, since: now - 30 * minute, seenAt: now };
    assert.ok(isSeen(seen, now + 10 * minute) && !isSeen(seen, now + 10 * minute + 1));
    assert.ok(!isSeen({ ...seen, since: now - 9 * hour }, now));
  });
});

describe('stuck: what is seen', () => {
  const failures = [0, 1, 2].map((at) => [at, 'failed'] as const);

  it('a task counts from its first failure, but only if it failed three times', () => {
    assert.equal(rungOf(become([...failures, ...working(5, 20)]), 20), 'line');
    assert.equal(rungOf(become([...failures.slice(1), ...working(5, 20)]), 20), 'none');
    assert.equal(rungOf(become([...failures, ...working(5, 120)]), 120), 'offer');
    const slow = [[0, 'failed'], ...working(5, 15), [18, 'failed'], [20, 'failed']] as const;
    assert.equal(rungOf(become(slow), 20), 'line');
  });

  it('a task that passes once begins anew', () => {
    const trouble = become([...failures, ...working(5, 30), [31, 'passed'], [32, 'failed'], [33, 'failed']]);
    assert.deepEqual(trouble, { kind: 'failing', times: 2, counted: minute, activeAt: now + 33 * minute });
  });

  it('a file counts while it is edited', () => {
    assert.equal(rungOf(become([[0, 'wrong'], ...working(5, 20)]), 20), 'line');
    const looking = become([0, 5, 10, 15, 20, 25].map((at) => [at, 'wrong']));
    assert.equal(rungOf(looking, 25), 'none', 'only its errors were told of again');
  });

  it('lunch does not count, and what was counted before it does', () => {
    const trouble = become([[0, 'wrong'], ...working(5, 30), ...working(90, 90)]);
    const before = become([[0, 'wrong'], ...working(5, 30)]);
    assert.equal(rungOf(before, 60), 'none', 'at lunch nothing is said');
    assert.ok(seenIn(cause, before, now + 40 * minute) && !seenIn(cause, before, now + 41 * minute));
    assert.deepEqual(seenIn(cause, trouble, now + 95 * minute), {
      cause,
      since: now + 60 * minute,
      seenAt: now + 90 * minute,
    });
  });

  it('goes on after a reload from what stands on the disk', () => {
    const before = become([[0, 'wrong'], ...working(5, 60)]);
    const seen = seenIn(cause, before, now + 60 * minute);
    assert.ok(seen);
    const fresh = become([[62, 'wrong']]);
    const joined = joinedWith(fresh, seen, now + 63 * minute);
    assert.deepEqual(joined, { kind: 'lasting', counted: 62 * minute, activeAt: now + 62 * minute });
    assert.deepEqual(joinedWith(joined, seen, now + 64 * minute), joined, 'twice is the same as once');
    assert.deepEqual(joinedWith(fresh, seen, now + 3 * hour), fresh, 'it stood there from before lunch');
    for (const trouble of [well, { kind: 'waved' }] as const)
      assert.equal(joinedWith(trouble, seen, now + 63 * minute), trouble);
  });
});

describe('stuck: any course of events, with a clock that is set, or sleeps', () => {
  const events: readonly StruggleEvent[] = ['failed', 'wrong', 'passed', 'touched', 'dismissed'];
  const aMove = fc.record({
    event: fc.constantFrom(...events, 'touched' as const, 'failed' as const),
    /** Milliseconds that pass, for the person and for the clock. */
    passes: fc.integer({ min: 0, max: 12 * minute }),
    /** Somebody sets the clock, or the machine sleeps. */
    jumps: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -30 * hour, max: 30 * hour })),
  });
  const courses = fc.array(aMove, { maxLength: 60 });

  it('nobody is stuck without a cause: it has gone wrong since it was last well, and for long enough', () => {
    fc.assert(
      fc.property(courses, (moves) => {
        let trouble: Struggle = well;
        let clock = now;
        /** What really passed since it went wrong; a jump may look like a pause, and no pause counts for more than this. */
        let most = 0;
        let failures = 0;
        let isWrong = false;
        for (const { event, passes, jumps } of moves) {
          clock += passes + jumps;
          most += jumps === 0 ? passes : longestPause;
          trouble = struggleAfter(trouble, event, clock);
          if (event === 'passed' || event === 'dismissed' || (failures === 0 && !isWrong)) most = 0;
          if (event === 'passed' || event === 'dismissed') [failures, isWrong] = [0, false];
          if (event === 'failed') failures++;
          if (event === 'wrong' && failures === 0) isWrong = true;
          const seen = seenIn(cause, trouble, clock);
          if (!seen) continue;
          assert.ok(isWrong || failures >= 3, 'there is a cause');
          assert.ok(clock - seen.since <= most, 'no longer than it lasted');
          assert.ok(most >= 20 * minute);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('one jump makes nobody stuck, and takes nothing away from somebody who goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -30 * hour, max: 30 * hour }), (worked, jump) => {
        const trouble = become([[0, 'wrong'], ...working(5, worked * 3)]);
        const at = now + 9 * minute + jump;
        const jumped = struggleAfter(trouble, 'touched', at);
        assert.equal(seenIn(cause, trouble, at), undefined);
        assert.equal(seenIn(cause, jumped, at), undefined);
        const counted = 'counted' in trouble ? trouble.counted : 0;
        assert.ok('counted' in jumped && jumped.counted >= counted);
      }),
      { numRuns: 200 },
    );
  });

  it('always ends: whatever is kept, after eight hours of a clock that goes right nobody is stuck', () => {
    const anInstant = fc.integer({ min: now - 48 * hour, max: now + 48 * hour });
    const aKept = fc.record(
      {
        said: fc.record({ kind: fc.constantFrom('declared' as const, 'cleared' as const), at: anInstant }),
        seen: fc.record({ cause: fc.constant(cause), since: anInstant, seenAt: anInstant }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(aKept, fc.constantFrom(undefined, person()), (kept, status) => {
        const { said, seen } = kept;
        const stuck = stuckNow(kept, status, now);
        assert.ok(!stuck || Math.abs(now - Date.parse(stuck.since)) <= 8 * hour);
        const last = Math.max(now, said?.at ?? 0, seen?.since ?? 0, seen?.seenAt ?? 0);
        assert.equal(stuckNow(kept, status, last + 8 * hour + 1), undefined);
      }),
      { numRuns: 300 },
    );
  });
});
