import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { commitsBehind } from '../../../../src/records/git/blame.js';
import { gitFolder } from '../../../lib/fakes/gitFolder.js';

const blame = [
  '^01dd8ce4 (Ana Duarte   2026-03-02 09:00:00 +0000 1) export const candela = 1_200_000;',
  '00000000 (Not Committed Yet 2026-11-21 12:00:00 +0000 2) ',
  '7f3a21bc src/old (x).ts (Bo (B) 2 Lindqvist 2026-03-03 14:30:00 +0000 3) // (9 2026-03-03 14:30:00 +0000 9)',
  '7f3a21bc src/old (x).ts (Bo (B) 2 Lindqvist 3 weeks ago 4)',
  '',
  'fatal: no such path',
].join('\n');

describe('who wrote some lines', () => {
  it('is told by the hash each begins with, the most lines first', () => {
    assert.deepEqual(commitsBehind(blame, [1, 4]), [
      { commit: '7f3a21bc', lines: 2 },
      { commit: '01dd8ce4', lines: 1 },
    ]);
    assert.deepEqual(commitsBehind(blame, [1, 1]), [{ commit: '01dd8ce4', lines: 1 }]);
  });

  it('is nobody of lines that are not committed, not there, or cannot be read', () => {
    for (const lines of [
      [2, 2],
      [5, 6],
      [90, 99],
    ] as const)
      assert.deepEqual(commitsBehind(blame, lines), []);
  });

  it('anything at all is read, and what comes out is a hash', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(9), (text, length) =>
        commitsBehind(text, [1, 1 + length]).every((one) => 'author' in one || /^[\da-f]{4,64}$/.test(one.commit)),
      ),
    );
  });
});

describe('who wrote some lines, by git itself', () => {
  const { folder, git } = gitFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lamp.ts');
  const names: Record<string, string> = {};
  before(() => {
    const commit = (text: string, author: string) => {
      writeFileSync(file, text);
      git('add', '.');
      git('commit', '-qm', 'x', '--author', author);
      names[git('rev-parse', 'HEAD')] = author;
    };
    commit('one\ntwo\nthree\nfour\n', 'Ana Duarte <ana@example.com>');
    commit('one\nTWO\nthree\nfour\n', 'Bo (B) 2 2026-01-01 <bo@example.com>');
    commit('one\n  TWO\n  three\nfour\nfive\n', 'Tidy Up <tidy@example.com>');
    writeFileSync(join(folder, 'tidied'), git('rev-parse', 'HEAD'));
    writeFileSync(file, 'one\n  TWO\n  three\nFOUR\nfive\n');
  });

  const shares = (config: readonly string[], lines: readonly number[]) => {
    const options = config.flatMap((one) => ['-c', one]);
    const blame = git(...options, 'blame', '--', file);
    return lines.map((line) => {
      const [found] = commitsBehind(blame, [line, line]);
      if (!found) return 'nobody';
      if ('author' in found) return found.author;
      const [, author] = Object.entries(names).find(([commit]) => commit.startsWith(found.commit)) ?? [];
      return author?.replace(/ <.*/, '');
    });
  };

  const ignoring = ['blame.ignoreRevsFile=tidied', 'blame.markIgnoredLines=true', 'blame.markUnblamableLines=true'];
  for (const config of [
    [],
    ...['true', 'false'].flatMap((on) => [
      [`blame.showRoot=${on}`],
      [`blame.blankBoundary=${on}`],
      [`blame.showEmail=${on}`],
    ]),
    ...[
      'relative',
      'local',
      'default',
      'iso',
      'iso-strict',
      'rfc',
      'short',
      'raw',
      'human',
      'unix',
      'format:%Y/%m',
    ].flatMap((form) => [[`blame.date=${form}`], [`blame.date=${form}`, 'blame.blankBoundary=true']]),
    ...['none', 'repeatedLines', 'highlightRecent'].map((colour) => [`blame.coloring=${colour}`, 'color.ui=always']),
    ['blame.coloring=highlightRecent', 'blame.blankBoundary=true'],
    ['core.abbrev=4'],
    ['core.abbrev=40'],
    ['core.abbrev=no'],
  ])
    it(`is found with ${config.join(' and ') || 'no settings'}`, () => {
      const found = shares(config, [1, 2, 4, 5]);
      assert.deepEqual(found, ['Ana Duarte', 'Tidy Up', 'nobody', 'Tidy Up']);
    });

  for (const more of [[], ['core.abbrev=4'], ['blame.coloring=highlightRecent'], ['blame.blankBoundary=true']])
    it(`is found behind commits that are to be ignored${more.map((one) => `, with ${one}`).join('')}`, () => {
      const found = shares([...ignoring, ...more], [1, 2, 3, 4, 5]);
      assert.deepEqual(found, ['Ana Duarte', 'Bo (B) 2 2026-01-01', 'Ana Duarte', 'nobody', 'Tidy Up']);
    });

  it('is told by the address where git shows that', () => {
    assert.deepEqual(shares(['blame.showEmail=true', 'blame.blankBoundary=true'], [1]), ['<ana@example.com>']);
  });

  it('is found in a file that was renamed since', () => {
    git('mv', 'lamp.ts', 'lantern (old).ts');
    git('commit', '-qm', 'renamed', '--author', 'Chidi <c@example.com>');
    const moved = commitsBehind(git('-c', 'blame.blankBoundary=true', 'blame', '--', 'lantern (old).ts'), [1, 1]);
    assert.deepEqual(moved, [{ author: 'Ana Duarte', lines: 1 }]);
  });
});
