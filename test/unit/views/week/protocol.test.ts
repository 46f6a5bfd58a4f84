import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FromWeek, mostWeeks, readMemory, readMessage } from '../../../../src/views/week/protocol.js';

const hour = 3_600_000;
const messages: fc.Arbitrary<FromWeek> = fc.oneof(
  fc.constantFrom<FromWeek>({ kind: 'ready' }, { kind: 'people' }),
  fc.nat(mostWeeks - 1).map((offset) => ({ kind: 'week' as const, offset })),
  fc
    .tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 168 * hour }))
    .map(([start, ms]) => ({ kind: 'copy' as const, start, end: start + ms })),
);

describe('messages of the week page', () => {
  it('are read as they were sent, and nothing is read that was not meant', () => {
    fc.assert(
      fc.property(messages, fc.dictionary(fc.string(), fc.anything()), (message, more) => {
        assert.deepEqual(readMessage({ ...more, ...message }), message);
      }),
    );
  });

  it('anything else is none, and nothing throws', () => {
    const kinds = fc.constantFrom('ready', 'copy', 'week', 'people', '__proto__', 'toString');
    const strange = fc.oneof(
      fc.anything(),
      fc.record({ kind: kinds, start: fc.anything(), end: fc.anything(), offset: fc.anything() }),
    );
    fc.assert(
      fc.property(strange, (data) => {
        const read = readMessage(data);
        if (read?.kind === 'week') assert.ok(Number.isInteger(read.offset) && read.offset >= 0);
        if (read?.kind === 'copy') assert.ok(read.start < read.end && !Number.isNaN(new Date(read.end).getTime()));
        const { offset, logins } = readMemory(data);
        assert.ok(Number.isInteger(offset) && logins.every((one) => typeof one === 'string'));
      }),
      { numRuns: 1000 },
    );
  });

  for (const data of [
    { kind: 'week', offset: -1 },
    { kind: 'week', offset: mostWeeks },
    { kind: 'week', offset: 0.5 },
    { kind: 'week', offset: '1' },
    { kind: 'copy', start: 2, end: 2 },
    { kind: 'copy', start: 0, end: 169 * hour },
    { kind: 'copy', start: 8.64e15, end: 8.64e15 + 1 },
    { kind: 'copy', start: 0 },
    { kind: 'other' },
    ['ready'],
    'ready',
    null,
  ])
    it(`${JSON.stringify(data)} is none`, () => assert.equal(readMessage(data), undefined));

  it('what the page remembers is read leniently', () => {
    assert.deepEqual(readMemory({ offset: 2, logins: ['ana', 7, '', 'bo'], view: 'table' }), {
      offset: 2,
      logins: ['ana', 'bo'],
    });
    assert.deepEqual(readMemory(undefined), { offset: 0, logins: [] });
    assert.equal(readMemory({ logins: Array.from({ length: 900 }, () => 'ana') }).logins.length, 200);
  });
});
