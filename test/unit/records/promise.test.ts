import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blockVersion, decode, encode, proseOf } from '../../../src/records/block.js';
import { editPromise, type PromiseRecord, readPromise, writePromise } from '../../../src/records/promise.js';
import { ana, bo } from '../../lib/fakes/builders.js';
import { hostileText } from '../arbitraries.js';

const at = '2026-11-24T10:00:00.000Z';
const promise = (more: Partial<PromiseRecord> = {}): PromiseRecord => ({ by: ana, at, zone: 'Europe/Berlin', ...more });
const anInstant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const aPromise: fc.Arbitrary<PromiseRecord> = fc.record({
  by: fc.constantFrom(ana, bo),
  at: fc.option(anInstant),
  zone: fc.oneof(fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'UTC'), hostileText),
});

describe('the record of a promise', () => {
  for (const [name, one, sentence] of [
    ['a time', promise(), 'I will look at this on Tue 24 Nov, 11:00 (Europe/Berlin).'],
    ['midnight', promise({ at: '2026-11-23T23:00:00Z' }), 'I will look at this on Tue 24 Nov, 00:00 (Europe/Berlin).'],
    ['no zone anybody knows', promise({ zone: '@evil' }), 'I will look at this on Tue 24 Nov, 10:00 (UTC).'],
    ['withdrawn', promise({ at: null }), 'I no longer know when I will look at this.'],
  ] as const)
    it(`is a sentence, and a block that says the same: ${name}`, () => {
      const body = writePromise(one);
      assert.equal(proseOf(body), sentence);
      const block = { v: blockVersion, kind: 'promise', by: ana.id, at: one.at };
      assert.deepEqual(decode(body), { kind: 'block', block });
      assert.deepEqual(readPromise(body, ana), { kind: 'ours', at: one.at });
    });

  it('comes back as it was written, and as it was edited last', () => {
    fc.assert(
      fc.property(aPromise, fc.array(aPromise, { maxLength: 3 }), (first, later) => {
        let body = writePromise(first);
        for (const one of later) {
          body = editPromise(body, { ...one, by: first.by }) ?? '';
          assert.equal(editPromise(body, { ...one, by: first.by }), body, 'the same once more changes nothing');
        }
        const last = later.at(-1) ?? first;
        assert.deepEqual(readPromise(body, first.by), { kind: 'ours', at: last.at });
        assert.equal(proseOf(body).split('\n').length, 1);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps, when it is edited, what people have added and what other versions put into the block', () => {
    const block = { v: blockVersion, kind: 'promise', by: ana.id, at, why: 'holiday' };
    const body = encode('I will look at this on Tue 24 Nov, 11:00 (Europe/Berlin).\n\nSorry, a full day.', block);
    const edited = editPromise(body, promise({ at: null })) ?? '';
    assert.equal(proseOf(edited), 'I no longer know when I will look at this.\n\nSorry, a full day.');
    assert.deepEqual(decode(edited), { kind: 'block', block: { ...block, at: null } });
  });

  it('is none of anybody but its author, and none where it is something else', () => {
    assert.equal(readPromise(writePromise(promise()), bo), undefined);
    for (const more of [{ by: String(ana.id) }, { by: undefined }, { kind: 'comment' }])
      assert.equal(
        readPromise(encode('', { v: blockVersion, kind: 'promise', by: ana.id, at, ...more }), ana),
        undefined,
      );
  });

  it('a time that is none promises nothing; a newer version’s is never rewritten', () => {
    for (const odd of [5, '', 'soon', '2026-99-99T00:00:00Z', {}, undefined]) {
      const body = encode('', { v: blockVersion, kind: 'promise', by: ana.id, at: odd });
      assert.deepEqual(readPromise(body, ana), { kind: 'ours', at: null });
    }
    const newer = encode('', { v: blockVersion + 1, kind: 'promise', by: ana.id });
    assert.deepEqual(readPromise(newer, ana), { kind: 'newer' });
    assert.equal(editPromise(newer, promise()), undefined);
  });

  it('reading is total', () => {
    fc.assert(
      fc.property(hostileText, fc.anything(), (text, value) => {
        readPromise(text, ana);
        readPromise(encode(text, { v: blockVersion, kind: 'promise', by: ana.id, at: value }), ana);
        editPromise(text, promise());
      }),
      { numRuns: 200 },
    );
  });
});
