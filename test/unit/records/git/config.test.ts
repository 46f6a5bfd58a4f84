import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ConfigEntry, meantBy, readGitConfig, remotesIn } from '../../../../src/records/git/config.js';
import { gitFolder } from '../../../lib/fakes/gitFolder.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { hostileText } from '../../arbitraries.js';

const remotes = (text: string) =>
  Object.fromEntries(remotesIn(readGitConfig(text)).map(({ name, addresses }) => [name, addresses[0]]));

/** Files as people and programs write them. */
const files = [
  '[remote "origin"]\n\turl = https://github.com/acme/team.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
  '[REMOTE "Origin"]\nURL=git@github.com:acme/team\n',
  '[remote "origin"] url = https://github.com/acme/team # a comment\n',
  '[remote "origin"] ; why\r\n  url = "https://github.com/acme/team" ; quoted\r\n',
  '[remote "a.b/c d"]\nurl = x\n[remote "a\\"b\\\\c"]\nurl = y\n',
  '[remote.old]\nurl = dotted\n',
  '[remote "origin"]\nurl = https://github.com/\\\nacme/team\n',
  '[remote "origin"]\nurl = one\nurl = two\npushurl = three\n',
  '[remote "origin"]\nurl = a b   c   \n',
  '[remote "origin"]\nurl = "a # b" ; c\n',
  '[remote "origin"]\nurl = "a\\tb\\n\\"c\\\\"d\n',
  '[remote "origin"]\nurl\n[core]\nbare\n',
  '[remote "origin"]\nurl=\n[remote "x"]\n url = y',
  '# url = no\n;[remote "x"]\n\n[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = z\n',
  '\uFEFF[remote "origin"]\nurl = bom\n',
  '[url "git@github.com:"]\n\tinsteadOf = https://github.com/\n[remote "origin"]\n\turl = https://github.com/acme/team\n',
  '[url "ssh://git@github.com/"]\ninsteadOf = gh:\ninsteadof = gh:acme/long/\n[url "https://x.example/"]\nInsteadOf = gh:acme/\n[remote "a"]\nurl = gh:bo/team\n[remote "b"]\nurl = gh:acme/team\n[remote "c"]\nurl = gh:acme/long/x\n',
  '[url "git@github.com:"]\n\tpushInsteadOf = https://github.com/\n[remote "origin"]\n\turl = https://github.com/acme/team\n',
  '[url "https://github.com/"]\ninsteadOf = ""\n[remote "origin"]\nurl = acme/team\n',
  // None of these is read by git.
  '[remote "origin"\nurl = x\n',
  '[remote "origin"]\nurl = "x\n',
  '[remote "origin"]\nurl = a\\qb\n',
  '[remote "origin"]\n3url = x\n',
  '[remote "or\nigin"]\nurl = x\n',
  '[remote "origin"]\nurl x\n',
  '[remote origin]\nurl = x\n',
  '[s]\ny = a \\\n',
  '[s]\ny = "" a\n',
];

describe('a git config file', () => {
  const { folder, git } = gitFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'some');

  const asGit = (text: string): readonly ConfigEntry[] => {
    writeFileSync(file, text);
    try {
      const said = git('config', '--file', file, '--no-includes', '--list', '--null');
      return said.split('\0').flatMap((one) => {
        const [key = '', ...value] = one.split('\n');
        return key === '' ? [] : [{ key, value: value.length === 0 ? 'true' : value.join('\n') }];
      });
    } catch {
      return [];
    }
  };

  for (const text of files)
    it(`is read as git reads it: ${JSON.stringify(text).slice(0, 80)}`, () =>
      assert.deepEqual(readGitConfig(text), asGit(text)));

  it('is read as git reads it, whatever its pieces', () => {
    const piece = fc.constantFrom(
      '[a]',
      '[a "b"]',
      '[A.B]',
      '\n',
      ' ',
      '\t',
      'x',
      'y=',
      'z = 1',
      '"',
      '\\',
      '\\\n',
      '\\n',
      '#',
      ';',
      '= "q"',
      ']',
      '-',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = `[s]\n${pieces.join('')}\n`;
        // Between words a tab is a blank to older versions of git.
        const read = (entries: readonly ConfigEntry[]) =>
          entries.map(({ key, value }) => [key, value.replaceAll('\t', ' ')]);
        assert.deepEqual(read(readGitConfig(text)), read(asGit(text)), JSON.stringify(text));
      }),
      { numRuns: 60 },
    );
  });

  it('is total, and takes no time', () => {
    fc.assert(fc.property(hostileText, (text) => Array.isArray(readGitConfig(text))));
    for (const unit of ['[', '[a "', 'x', ' ', '\n', '[a]\nx=', '\\\n', '"', '#', 'a ', '[a]'])
      assert.ok(effortOf(() => void remotesIn(readGitConfig(`[a]\n${unit.repeat(100_000)}`))) < 1_000, unit);
  });
});

describe('the remotes of a repository', () => {
  const { folder, git } = gitFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const text of files
    .slice(0, -7)
    .filter((one) => !one.startsWith('\uFEFF') && !/^\[remote "a\.b|^url$/m.test(one)))
    it(`are what git fetches from: ${JSON.stringify(text).slice(0, 80)}`, () => {
      writeFileSync(join(folder, '.git', 'config'), `[core]\n\trepositoryformatversion = 0\n${text}`);
      for (const [name, address] of Object.entries(remotes(text)))
        assert.equal(git('ls-remote', '--get-url', name), address);
    });

  it('go by the longest beginning that is to be replaced', () => {
    const rules = readGitConfig(
      '[url "a:"]\ninsteadOf = x\n[url "b:"]\ninsteadOf = xy\n[url "c:"]\ninsteadOf = xyz1\n',
    );
    assert.deepEqual(
      ['xyz', 'xa', 'yx', 'xyz1/2'].map((one) => meantBy(one, rules)),
      ['b:z', 'a:a', 'yx', 'c:/2'],
    );
  });
});
