import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Days,
  dateAt,
  intendedSince,
  intentionsOn,
  leftBefore,
  mostIntentions,
  ticked,
  withIntention,
  withoutIntention,
} from '../../../../src/model/local/days.js';

const [monday, tuesday] = ['2026-11-30', '2026-12-01'];
const planned = (date: string, ...texts: string[]) =>
  texts.reduce<Days>((days, text) => withIntention(days, date, { id: `${date}/${text}`, text }), []);
const texts = (all: readonly { readonly text: string }[]) => all.map(({ text }) => text);

describe('what a person intends for a day', () => {
  it('is three things at most, each once, on one line', () => {
    const days = planned(monday, 'a', ' b\n c ', 'a', '', 'd', 'e');
    assert.deepEqual(texts(intentionsOn(days, monday)), ['a', 'b c', 'd']);
    assert.deepEqual(intentionsOn(days, tuesday), []);
  });

  it('belongs to the day where the person is', () => {
    const at = Date.parse('2026-11-30T23:30:00Z');
    assert.deepEqual([dateAt(at, 'Europe/Berlin'), dateAt(at, 'America/New_York')], [tuesday, monday]);
    assert.equal(dateAt(at, 'nowhere'), monday);
  });

  it('is offered again while it is left, until it is taken up, and only of the last day', () => {
    const days = ticked(planned(monday, 'a', 'b', 'c'), `${monday}/b`, '2026-11-30T12:00:00Z');
    assert.deepEqual(texts(leftBefore(days, tuesday).left), ['a', 'c']);
    const next = withIntention(days, tuesday, { id: 'again', text: 'a' });
    assert.deepEqual(texts(leftBefore(next, tuesday).left), ['c']);
    assert.deepEqual(leftBefore(next, '2026-12-02').date, tuesday);
    assert.deepEqual(leftBefore([], tuesday).left, []);
  });

  it('is what a check-in begins with: done since the last one, and next', () => {
    let days = planned(monday, 'a', 'b');
    days = ticked(days, `${monday}/b`, '2026-11-30T15:00:00Z');
    days = withIntention(days, tuesday, { id: 'c', text: 'c' });
    days = withIntention(days, tuesday, { id: 'd', text: 'd' });
    days = ticked(days, 'd', '2026-12-01T09:00:00Z');
    const { done, next } = intendedSince(days, '2026-11-30T12:00:00Z', tuesday);
    assert.deepEqual([texts(done), texts(next)], [['b', 'd'], ['c']]);
    assert.deepEqual(texts(intendedSince(days, '2026-12-01T00:00:00Z', tuesday).done), ['d']);
  });

  it('stays in shape whatever is done to it, each twice being the same as once', () => {
    const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`);
    const step = fc.record({
      act: fc.constantFrom('add', 'out', 'tick', 'untick'),
      date,
      id: fc.constantFrom('1', '2', '3', '4', '5'),
      text: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (all) => {
        let days: Days = [];
        for (const { act, date: on, id, text } of all) {
          const next = (before: Days): Days => {
            if (act === 'add') return withIntention(before, on, { id, text });
            if (act === 'out') return withoutIntention(before, id);
            return ticked(before, id, act === 'tick' ? `${on}T12:00:00Z` : undefined);
          };
          days = next(days);
          assert.deepEqual(next(days), days);
          assert.deepEqual(
            [...days].sort((a, b) => (a.date < b.date ? -1 : 1)),
            days,
          );
          for (const { intentions } of days) assert.ok(intentions.length <= mostIntentions);
        }
      }),
    );
  });
});
