import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { pathBelow } from '../../../src/base/path.js';

describe('the path within a folder', () => {
  for (const [folder, path, expected] of [
    ['/work/lamp', '/work/lamp/src/beam.ts', 'src/beam.ts'],
    ['/work/lamp/', '/work/lamp/src/', 'src'],
    ['/', '/beam.ts', 'beam.ts'],
    ['/c:/lamp', '/c:/lamp/..beam/a b', '..beam/a b'],
    ['/work/lamp', '/work/lamp', undefined],
    ['/work/lamp', '/work/lamps/beam.ts', undefined],
    ['/work/lamp', '/work/lamp/../other', undefined],
    ['/work/lamp', '/work', undefined],
    ['/work/Lamp', '/work/lamp/beam.ts', undefined],
  ] as const)
    it(`of ${path} below ${folder}: ${expected}`, () => assert.equal(pathBelow(folder, path), expected));

  it('is what Node.js says', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', '..', '.', '', '..a', 'a.'), { maxLength: 6 })
      .map((names) => `/${names.join('/')}`);
    fc.assert(
      fc.property(path, path, (folder, file) => {
        const relative = posix.relative(folder, file);
        const isBelow = relative !== '' && relative !== '..' && !relative.startsWith('../');
        assert.equal(pathBelow(folder, file), isBelow ? relative : undefined);
      }),
    );
  });
});
