import assert from 'node:assert/strict';
import fc from 'fast-check';
import { permalink, repositoryAt } from '../../../src/model/place.js';

describe('place', () => {
  const at = { owner: 'acme', name: 'lighthouse' };
  const remotes: readonly (readonly [address: string, server: string, expected: typeof at | undefined])[] = [
    ['https://github.com/acme/lighthouse.git', 'https://github.com', at],
    ['https://github.com/acme/lighthouse', 'https://github.com', at],
    ['https://ana:secret@github.com/acme/lighthouse.git', 'https://github.com', at],
    ['git@github.com:acme/lighthouse.git', 'https://github.com', at],
    ['ssh://git@github.com:22/acme/lighthouse.git', 'https://github.com', at],
    ['ssh://git@github.acme.example:7999/acme/lighthouse.git', 'https://github.acme.example', at],
    ['git://GitHub.com/acme/lighthouse', 'https://github.com', at],
    ['http://127.0.0.1:4610/acme/lighthouse.git', 'http://127.0.0.1:4610', at],
    ['http://127.0.0.1:4611/acme/lighthouse.git', 'http://127.0.0.1:4610', undefined],
    ['https://github.com.evil.example/acme/lighthouse', 'https://github.com', undefined],
    ['https://evil.example/github.com/acme/lighthouse', 'https://github.com', undefined],
    ['git@evil.example:github.com/acme.git', 'https://github.com', undefined],
    ['https://github.com/acme/lighthouse/tree/main', 'https://github.com', undefined],
    ['/srv/git/lighthouse.git', 'https://github.com', undefined],
    ['C:\\git\\lighthouse', 'https://github.com', undefined],
    ['', 'https://github.com', undefined],
  ];
  for (const [address, server, expected] of remotes) {
    it(`${expected ? 'knows' : 'does not mistake'} ${JSON.stringify(address)} on ${server}`, () => {
      assert.deepEqual(repositoryAt(address, server), expected);
    });
  }

  it('names lines, one or several', () => {
    const of = (lines?: readonly [number, number]) => permalink('https://github.com', at, '0123abc', 'src/a b.ts', lines);
    assert.equal(of(), 'https://github.com/acme/lighthouse/blob/0123abc/src/a%20b.ts');
    assert.equal(of([3, 3]), 'https://github.com/acme/lighthouse/blob/0123abc/src/a%20b.ts#L3');
    assert.equal(of([3, 9]), 'https://github.com/acme/lighthouse/blob/0123abc/src/a%20b.ts#L3-L9');
  });

  it('stays one address inside a Markdown link, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (path) => {
        const address = permalink('https://github.com', at, '0123abc', path, [1, 2]);
        assert.match(address, /^https:\/\/github\.com\/acme\/lighthouse\/blob\/0123abc\/[^\s()<>"']*#L1-L2$/);
      }),
      { numRuns: 200 },
    );
  });
});
