import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createIndex, type IndexedText } from '../../../src/search/similar.js';
import { wordsIn } from '../../../src/search/terms.js';
import { hostileText } from '../arbitraries.js';

const indexOf = (...titles: readonly string[]) => {
  const index = createIndex<string>();
  for (const title of titles) index.put(title, { title, text: '' }, title);
  return index;
};
const wordsOf = (text: string) => wordsIn(text, 1_000).map(({ word }) => word);

describe('what resembles a text', () => {
  it('has two meaningful words in common with it, the rarer and the more the better', () => {
    const index = indexOf('staging key expired', 'staging deploy fails', 'lamp is dark', 'key to the door');
    assert.deepEqual(index.resembling('the staging key has expired again', 3), ['staging key expired']);
    assert.deepEqual(index.resembling('deploying to staging failed', 3), ['staging deploy fails']);
    assert.deepEqual(index.resembling('staging', 3), []);
    assert.deepEqual(index.resembling('it is what it was', 3), []);
    assert.deepEqual(index.resembling('', 3), []);
  });

  it('or one name of something', () => {
    const index = indexOf('fails with ts2322', 'MAX_CANDELA too small', 'readLamp hangs');
    assert.deepEqual(index.resembling('what is ts2322?', 3), ['fails with ts2322']);
    assert.deepEqual(index.resembling('max_candela', 3), ['MAX_CANDELA too small']);
    assert.deepEqual(index.resembling('readLamp()', 3), ['readLamp hangs']);
  });

  it('or one rare word among many, and none that stands everywhere', () => {
    const many = Array.from({ length: 300 }, (_, place) => `beam number${place % 3} broken`);
    const index = createIndex<string>();
    for (const [place, title] of many.entries()) index.put(String(place), { title, text: '' }, title);
    index.put('rare', { title: 'the flywheel', text: '' }, 'flywheel');
    assert.deepEqual(index.resembling('my flywheel', 3), ['flywheel']);
    assert.deepEqual(index.resembling('beam broken', 3), []);
  });

  it('counts a title more than what stands below it, and at most so many', () => {
    const index = createIndex<string>();
    const text = 'other things that fill it';
    index.put('below', { title: text, text: 'horn interval' }, 'below');
    index.put('title', { title: 'horn interval', text }, 'title');
    assert.deepEqual(index.resembling('horn interval', 3), ['title', 'below']);
    assert.deepEqual(index.resembling('horn interval', 1), ['title']);
  });

  it('reads words of any script, and none that are empty', () => {
    assert.deepEqual(wordsOf('The lamps are failing; cafés'), ['lamp', 'fail', 'cafés']);
    assert.deepEqual(wordsOf('灯台の光'), ['灯台', '台の', 'の光']);
    assert.deepEqual(wordsOf(`${'x'.repeat(900)} ab 12`), []);
    assert.deepEqual(indexOf('灯台の光が暗い').resembling('灯台の電球', 3), ['灯台の光が暗い']);
  });

  it('is the same after any changes as in an index built at once', () => {
    const text = fc.record({
      title: fc.array(fc.constantFrom('lamp', 'horn', 'lens', 'fog_1'), { maxLength: 3 }).map((all) => all.join(' ')),
      text: fc.array(fc.constantFrom('beam', 'horn', 'tower', 'ts99'), { maxLength: 3 }).map((all) => all.join(' ')),
    });
    const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(text, { nil: undefined }));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('lamp horn', 'beam tower fog_1'),
        (steps, asked) => {
          const changed = createIndex<string>();
          const last = new Map<string, IndexedText>();
          for (const [id, put] of steps) {
            if (put) changed.put(id, put, id);
            else changed.drop(id);
            if (put) last.set(id, put);
            else last.delete(id);
          }
          const built = createIndex<string>();
          for (const [id, put] of last) built.put(id, put, id);
          assert.equal(changed.size, built.size);
          // Those that are equally alike may come in another order.
          assert.deepEqual([...changed.resembling(asked, 9)].sort(), [...built.resembling(asked, 9)].sort());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const index = createIndex<number>();
        index.put('1', { title: one, text: other }, 1);
        assert.ok(index.resembling(`${other} ${one}`, 3).length <= 1);
      }),
      { numRuns: 40 },
    );
    const index = indexOf('lamp horn');
    for (const piece of ['\u202e', '((((', 'a\u0301', '_', '\ud83d', 'lamp ', '灯'])
      assert.ok(index.resembling(piece.repeat(20_000), 3).length <= 1);
  });
});
