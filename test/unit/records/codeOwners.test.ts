import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeOwnersOf, readCodeOwners } from '../../../src/records/codeOwners.js';
import { effortOf } from '../../lib/suite/effort.js';

const ownersOf = (text: string, path: string) => codeOwnersOf(readCodeOwners(text), path).join(' ');

describe('whose file it is', () => {
  // From GitHub's own page on the file.
  for (const [pattern, path, isTheirs] of [
    ['*', 'a/b/c.ts', true],
    ['*.js', 'src/deep/x.js', true],
    ['*.js', 'src/x.jsx', false],
    ['/build/logs/', 'build/logs/a/b.txt', true],
    ['/build/logs/', 'src/build/logs/a.txt', false],
    ['/build/logs/', 'build/logs', false],
    ['docs/*', 'docs/getting-started.md', true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false],
    ['docs/*', 'src/docs/a.md', false],
    ['apps/', 'apps/x', true],
    ['apps/', 'src/apps/x/y', true],
    ['apps/', 'src/apps', false],
    ['/docs/', 'docs/a/b', true],
    ['/docs/', 'src/docs/a', false],
    ['/apps/github', 'apps/github/x.ts', true],
    ['/apps/github', 'apps/github2/x.ts', false],
    ['**/logs', 'build/logs/x', true],
    ['**/logs', 'deeply/nested/logs', true],
    ['**/logs', 'logs/x', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b/c', true],
    ['a/**', 'a', false],
    ['a/**', 'a/x/y', true],
    ['src/l?mp.ts', 'src/lamp.ts', true],
    ['lamp', 'lamp/x.ts', true],
    ['LAMP.ts', 'lamp.ts', false],
    ['my\\ docs/*', 'my docs/a.md', true],
    ['/', 'a', false],
  ] as const)
    it(`${pattern} ${isTheirs ? 'is' : 'is not'} ${path}`, () =>
      assert.equal(ownersOf(`${pattern} @bo`, path), isTheirs ? 'bo' : ''));

  it('the last rule that matches counts, even where it names nobody', () => {
    const file = '* @ana\n*.ts @bo @chidi\n/src/free.ts\n';
    assert.equal(ownersOf(file, 'readme'), 'ana');
    assert.equal(ownersOf(file, 'src/x.ts'), 'bo chidi');
    assert.equal(ownersOf(file, 'src/free.ts'), '');
  });

  it('teams, addresses and comments are nobody', () => {
    assert.equal(ownersOf('# * @eve\n* @acme/crew bo@example.com @bo # @dana\r\n', 'x'), 'bo');
    assert.equal(ownersOf('* @-x @a/b @<b> @', 'x'), '');
  });

  it('a pattern may have brackets, escaped', () => {
    for (const [pattern, path] of [
      ['/app/\\[id\\]/', 'app/[id]/page.tsx'],
      ['app/\\[\\[...slug\\]\\]/*.tsx', 'app/[[...slug]]/page.tsx'],
      ['\\[id\\].ts', 'src/[id].ts'],
    ] as const)
      assert.equal(ownersOf(`* @ana\n${pattern} @bo`, path), 'bo', pattern);
    assert.equal(ownersOf('* @ana\n/app/\\[id\\]/ @bo', 'app/i/page.tsx'), 'ana');
    assert.equal(ownersOf('* @ana\n/app/\\[id]/ @bo', 'app/[id]/page.tsx'), 'ana', 'one of the two is not');
  });

  it('a line with an owner that is none is skipped, and clears nobody', () => {
    for (const owner of ['bo', '@', '@-bo', '@acme/', '@acme/crew/more', 'example.com', '@bo,', '@bo@chidi'])
      assert.equal(ownersOf(`* @ana\n*.ts ${owner}`, 'x.ts'), 'ana', owner);
    assert.equal(ownersOf('* @ana\n*.ts @bo nobody', 'x.ts'), 'ana');
    for (const owner of ['@acme/crew', 'bo@example.com', '@acme/crew # @eve'])
      assert.equal(ownersOf(`* @ana\n*.ts ${owner}`, 'x.ts'), '', owner);
  });

  it('files as large as GitHub reads are read to their end', () => {
    const line = '/packages/some-package/src/lamp.ts @ana\n';
    const file = `* @bo\n${line.repeat(Math.floor((3 * 1024 * 1024 - 40) / line.length))}/last/ @chidi\n`;
    const effort = effortOf(() => {
      assert.equal(ownersOf(file, 'last/x.ts'), 'chidi');
      assert.equal(ownersOf(file, 'docs/x.md'), 'bo');
    });
    assert.ok(effort < 2_000, `${effort} ms`);
  });

  it('lines GitHub does not read are skipped', () => {
    for (const line of ['!x @eve', '[a-z].ts @eve', '\\#x @eve', `${'x'.repeat(2_000)} @eve`])
      assert.equal(ownersOf(`* @bo\n${line}`, 'x'), 'bo', line.slice(0, 20));
  });

  it('hostile patterns come to an end', () => {
    const hostile = ['*a*a*a*a*a*a*a*a*b @eve', '**/**/**/**/**/**/**/x @eve', 'a/**/a/**/a/**/a/**/b @eve'];
    const file = Array.from({ length: 10_000 }, (_, index) => hostile[index % hostile.length]).join('\n');
    const path = `${'a/'.repeat(15)}${'a'.repeat(200)}`;
    assert.equal(ownersOf(file, path), '');
  });

  it('does not keep anybody waiting, whatever stands in it: what takes too long names nobody', () => {
    const file = `* @bo\n${`${'a*/**/'.repeat(160)}z @bo\n`.repeat(1_000)}`;
    const path = Array.from({ length: 60 }, () => 'a'.repeat(60)).join('/');
    const effort = effortOf(() => {
      assert.equal(ownersOf(file, path), '');
    });
    assert.ok(effort < 2_000);
    assert.equal(ownersOf(`* @bo\n${'/src/**/*.test.ts @ana\n'.repeat(15_000)}`, 'docs/a/b/c/d.md'), 'bo');
  });

  it('counts every comparison, also where a pattern goes back again and again', () => {
    const pattern = `*${'a'.repeat(120)}b`;
    const file = (count: number) => `* @bo\n${`${pattern} @ana\n`.repeat(count)}`;
    assert.equal(ownersOf(file(100), `${'a'.repeat(250)}/x`), 'bo');
    assert.equal(
      ownersOf(file(400), `${'a'.repeat(250)}/x`),
      '',
      'six million comparisons, by the lengths alone 150,000',
    );
    const folders = (depth: number) => `* @bo\n${'/**/a/**/b @ana\n'.repeat(5_000)}|${'x/'.repeat(depth)}y`.split('|');
    assert.equal(ownersOf(...(folders(20) as [string, string])), 'bo');
    assert.equal(ownersOf(...(folders(1_500) as [string, string])), '');
  });

  it('is as a slow and obvious reading has it', () => {
    const part = fc.constantFrom('a', 'b', '*', '**', '*a', 'a*b', '?');
    const pattern = fc
      .tuple(fc.constantFrom('', '/'), fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
      .map(([before, parts, after]) => `${before}${parts.join('/')}${after}`);
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', 'aab'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, path, (text, parts) =>
        assert.equal(ownersOf(`${text} @bo`, parts.join('/')) === 'bo', obviously(text, parts), text),
      ),
      { numRuns: 200 },
    );
  });
});

/** Tries everything. */
function obviously(pattern: string, path: readonly string[]): boolean {
  const names = pattern.split('/').filter(Boolean);
  const isTied = pattern.slice(0, -1).includes('/');
  const parts = [...(isTied ? [] : ['**']), ...names, ...(pattern.endsWith('/') ? ['**'] : [])];
  const name = (text: string, like: string): boolean => {
    const [first, ...rest] = like;
    if (first === undefined) return text === '';
    if (first === '*') return [...Array(text.length + 1).keys()].some((at) => name(text.slice(at), rest.join('')));
    return text !== '' && (first === '?' || first === text[0]) && name(text.slice(1), rest.join(''));
  };
  const walk = (left: readonly string[], here: readonly string[]): boolean => {
    const [first, ...rest] = left;
    if (first === undefined) return here.length === 0 || parts.at(-1) !== '*';
    if (first === '**')
      return [...Array(here.length + 1).keys()]
        .filter((at) => rest.length > 0 || at > 0)
        .some((at) => walk(rest, here.slice(at)));
    return here[0] !== undefined && name(here[0], first) && walk(rest, here.slice(1));
  };
  return walk(parts, path);
}
