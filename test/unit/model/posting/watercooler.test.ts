import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasPrompt, promptAt, promptText, watercoolerOn } from '../../../../src/model/posting/watercooler.js';
import { talk, thread, threadComment } from '../../../lib/fakes/builders.js';

const monday = Date.parse('2026-11-23T00:00:00Z');
const week = 7 * 24 * 3_600_000;

describe('the watercooler', () => {
  it('has the same prompt all week, whoever asks, and another one the week after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: week - 1 }), fc.integer({ min: -50, max: 50 }), (within, weeks) => {
        const start = monday + weeks * week;
        assert.equal(promptAt(start + within, []), promptAt(start, []));
        assert.notEqual(promptAt(start + week, []), promptAt(start, []));
      }),
    );
    assert.equal(new Set(Array.from({ length: 60 }, (_, at) => promptAt(monday + at * week, []))).size, 60);
    assert.deepEqual(
      [0, 1, 2]
        .map((at) => promptAt(monday + at * week, ['a?', 'b?']))
        .sort()
        .at(-1),
      'b?',
    );
  });

  it('has its prompt once somebody of the team has written it this week', () => {
    const by = (text: string, at: string, counts = true) => ({
      comments: [threadComment('C_1', { text, at, by: { kind: 'person', person: { id: 2, login: 'bo' }, counts } })],
      at,
    });
    const said = promptText('What is growing where you are?');
    const now = monday + 3_600_000;
    assert.ok(hasPrompt(by(said, '2026-11-23T00:30:00Z'), now));
    assert.ok(!hasPrompt(by(said, '2026-11-22T23:30:00Z'), now), 'last week');
    assert.ok(!hasPrompt(by('Nothing much', '2026-11-23T00:30:00Z'), now));
    assert.ok(!hasPrompt(by(said, '2026-11-23T00:30:00Z', false), now), 'a stranger');
  });

  it('is the first of those that are open and begun by somebody of the team', () => {
    const made = (number: number, more: Parameters<typeof thread>[0] = {}) => thread({ number, ...more });
    const kind = (number: number) =>
      talk([], { number, opening: { ...talk().opening, record: { id: 'x', kind: 'watercooler' } } });
    const threads = [
      made(3, { state: 'closed' }),
      made(4, { by: { kind: 'person', person: { id: 66, login: 'eve' }, counts: false } }),
      made(6),
      made(5),
      made(7),
    ];
    const board = {
      threads: new Map(threads.map((one) => [one.key, one])),
      talks: new Map([3, 4, 5, 6].map((number) => [number, kind(number)])),
    };
    assert.equal(watercoolerOn(board)?.number, 5);
    assert.equal(watercoolerOn({ ...board, talks: new Map() }), undefined);
  });
});
