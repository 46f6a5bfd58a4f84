import assert from 'node:assert/strict';
import { lazy, once } from '../../../src/base/once.js';

describe('what is done once', () => {
  it('is begun with the first who asks, and the same for all', async () => {
    let begun = 0;
    const load = once(async () => ({ nth: ++begun }));
    assert.equal(begun, 0);
    const [one, other] = await Promise.all([load(), load()]);
    assert.equal(one, other);
    assert.equal(await load(), one);
    assert.equal(begun, 1);
  });

  it('is tried again where it failed', async () => {
    let begun = 0;
    const load = once(async () => {
      if (++begun === 1) throw new Error('held by a virus scanner');
      return begun;
    });
    await assert.rejects(load(), /virus/);
    assert.equal(await load(), 2);
  });
});

describe('what is loaded late', () => {
  it('is loaded with the first call of one of its methods, once for all of them', async () => {
    let loaded = 0;
    const remote = lazy(async () => {
      loaded++;
      return { push: async (a: string, b: string) => a + b, pull: async () => 2 };
    }, ['push', 'pull']);
    assert.equal(loaded, 0);
    assert.deepEqual(await Promise.all([remote.push('a', 'b'), remote.pull()]), ['ab', 2]);
    assert.equal(loaded, 1);
  });

  it('rejects as loading does, and is loaded again with the next call', async () => {
    let tries = 0;
    const remote = lazy(async () => {
      if (++tries === 1) throw new Error('held by a virus scanner');
      return { pull: async () => 'here' };
    }, ['pull']);
    await assert.rejects(remote.pull(), /virus/);
    assert.equal(await remote.pull(), 'here');
  });
});
