import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { mutants } from '../tools/mutants/all.js';
import { mutate, rotten, testsOf } from '../tools/mutants/mutant.js';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));

describe('mutants', () => {
  it('would each still change one place of the product, and ask tests that are there', () => {
    assert.deepEqual(
      mutants.flatMap((mutant) => rotten(mutant, root)),
      [],
    );
  });

  it('each break one promise, and at least two break each invariant', () => {
    const names = mutants.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
    const counts = Array.from(
      { length: 13 },
      (_, at) => mutants.filter(({ invariant }) => invariant === at + 1).length,
    );
    assert.deepEqual(
      counts.flatMap((count, at) => (count < 2 ? [at + 1] : [])),
      [],
    );
  });

  it('that have rotted are seen', () => {
    const [mutant] = mutants;
    assert.ok(mutant);
    assert.match(String(mutate(mutant, 'nothing of it')), /no longer/);
    assert.match(String(mutate(mutant, mutant.find.repeat(2))), /2 times/);
    assert.deepEqual(mutate({ ...mutant, find: 'b', replace: 'c' }, 'abd'), { text: 'acd' });
    for (const broken of [{ file: 'disk/nowhere' }, { find: 'words of a poem' }, { replace: mutant.find }])
      assert.equal(rotten({ ...mutant, ...broken }, root).length, 1);
    const ownTitle = 'that have rotted are seen';
    assert.deepEqual(rotten({ ...mutant, tests: [`unit/mutants: ${ownTitle}`] }, root), []);
    for (const named of ['unit/nowhere', `unit/mutants: ${ownTitle.toUpperCase()}`])
      assert.equal(rotten({ ...mutant, tests: [named] }, root).length, 1, named);
    assert.deepEqual(testsOf('simulation/enemy: the token: all'), {
      stage: 'simulation',
      path: 'test/simulation/enemy',
      words: 'the token: all',
    });
  });
});
