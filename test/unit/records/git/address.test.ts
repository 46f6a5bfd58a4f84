import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBlocker, writeBlocker } from '../../../../src/records/blocker.js';
import { permalink, repositoryAt } from '../../../../src/records/git/address.js';
import { ana, newId } from '../../../lib/fakes/builders.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { anyText } from '../../arbitraries.js';

describe('the repository a git remote means', () => {
  const server = 'https://github.com';
  for (const [address, expected] of [
    ['https://github.com/acme/team', 'acme/team'],
    ['https://github.com/acme/team.git', 'acme/team'],
    ['https://github.com/acme/team/', 'acme/team'],
    ['https://GitHub.com/acme/te.am-1_x.git', 'acme/te.am-1_x'],
    ['https://ana:ghp_secret@github.com/acme/team.git', 'acme/team'],
    ['http://github.com/acme/team', 'acme/team'],
    ['git://github.com/acme/team.git', 'acme/team'],
    ['ssh://git@github.com/acme/team.git', 'acme/team'],
    ['ssh://git@github.com:22/acme/team.git', 'acme/team'],
    ['git@github.com:acme/team.git', 'acme/team'],
    ['git@github.com:/acme/team.git', 'acme/team'],
    ['github.com:acme/team', 'acme/team'],
    ['ssh://git@ssh.github.com:443/acme/team.git', 'acme/team'],
    ['git@ssh.github.com:acme/team.git', 'acme/team'],
    ['https://www.github.com/acme/team', 'acme/team'],
    ['https://WWW.GitHub.com/acme/team', 'acme/team'],
    ['https://ssh.gitlab.com/acme/team', undefined],
    ['https://www.github.com.evil.example/acme/team', undefined],
    ['git@www.ssh.github.com:acme/team', undefined],
    ['https://gitlab.com/acme/team', undefined],
    ['https://github.com.evil.example/acme/team', undefined],
    ['https://evil.example/github.com/acme/team', undefined],
    ['https://github.com@evil.example/acme/team', undefined],
    ['git@evil.example:github.com/acme/team.git', undefined],
    ['https://github.com:8443/acme/team', undefined],
    ['https://github.com/acme', undefined],
    ['https://github.com/acme/team/tree/main', undefined],
    ['https://github.com/acme/../team', undefined],
    ['git@github.com:acme/..', undefined],
    ['git@github.com:acme/.', undefined],
    ['git@github.com:../team', undefined],
    ['git@github.com:acme/te am', undefined],
    ['/home/ana/team', undefined],
    ['../team', undefined],
    ['C:\\team', undefined],
    ['C:/team', undefined],
    ['file:///home/ana/team', undefined],
    ['', undefined],
  ] as const)
    it(`${JSON.stringify(address)}: ${expected ?? 'none here'}`, () => {
      const found = repositoryAt(address, server);
      assert.equal(found && `${found.owner}/${found.name}`, expected);
    });

  it('on an Enterprise server with a port of its own', () => {
    const found = repositoryAt('https://ghes.example:8443/acme/team.git', 'https://ghes.example:8443');
    assert.deepEqual(found, { owner: 'acme', name: 'team' });
    assert.equal(repositoryAt('https://ghes.example/acme/team.git', 'https://ghes.example:8443'), undefined);
    for (const ssh of [
      'git@ghes.example:acme/team.git',
      'ssh://git@GHES.example:122/acme/team',
      'ssh://git@ghes.example/acme/team',
    ])
      assert.deepEqual(repositoryAt(ssh, 'https://ghes.example:8443'), { owner: 'acme', name: 'team' }, ssh);
    assert.equal(repositoryAt('git@www.ghes.example:acme/team', 'https://ghes.example:8443'), undefined);
  });

  it('takes no time and throws nothing, whatever a config file holds', () => {
    const effort = effortOf(() => {
      for (const piece of ['a', '/', '.', ':', '@', 'a@', 'a/'])
        for (const start of ['', 'https://github.com/', 'git@github.com:'])
          repositoryAt(start + piece.repeat(100_000), server);
    });
    assert.ok(effort < 300);
  });
});

describe('the lasting address of some lines', () => {
  const repository = { owner: 'acme', name: 'team' };
  for (const [path, lines, expected] of [
    ['src/a.ts', [1, 1], 'src/a.ts#L1'],
    ['src/a.ts', [3, 9], 'src/a.ts#L3-L9'],
    ['src/a.ts', undefined, 'src/a.ts'],
    ['app/(group)/a b.ts', undefined, 'app/%28group%29/a%20b.ts'],
    ['50%/#?&.ts', undefined, '50%25/%23%3F%26.ts'],
    ['ü/🚧', undefined, '%C3%BC/%F0%9F%9A%A7'],
  ] as const)
    it(`${path} ${lines ?? ''}: ${expected}`, () =>
      assert.equal(
        permalink('https://github.com', repository, '0123abc', path, lines),
        `https://github.com/acme/team/blob/0123abc/${expected}`,
      ));

  it('is kept by a record, whatever the path', () => {
    const piece = fc.oneof(
      fc.constantFrom('(', ')', '<', '>', '"', "'", '*', '!', '~', '%', '[', ']', '\\', '`', ' ', '\n'),
      anyText(3),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const address = permalink('https://github.com', repository, '0123abc', `x${pieces.join('')}`, [1, 2]);
        const id = newId();
        const text = writeBlocker({ id, by: ana, words: { title: 'x' }, context: { path: 'x', permalink: address } });
        const read = readBlocker(text, ana, 1);
        assert.equal('context' in read && read.context?.permalink, address);
      }),
      { numRuns: 60 },
    );
  });
});
