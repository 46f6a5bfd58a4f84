import assert from 'node:assert/strict';
import { type History, type LoggedCommit, ownCommits } from '../../../../src/records/git/ownCommits.js';

const since = Date.parse('2026-11-23T09:00:00Z');
let count = 0;
function commit(message: string, more: Partial<LoggedCommit> = {}): LoggedCommit {
  count += 1;
  const commitDate = new Date(since + 1_000_000 - count);
  return { hash: `c${count}`, message, parents: ['p'], authorEmail: 'ana@example.com', commitDate, ...more };
}

/** Gives back what it has, whoever it was asked for: as an older git extension does. */
function history(branches: Readonly<Record<string, readonly LoggedCommit[]>>, more: Partial<History> = {}): History {
  return {
    name: 'lighthouse',
    branches: async () => Object.keys(branches),
    addresses: async () => ['Ana@example.com'],
    log: async (branch) => branches[branch] ?? [],
    ...more,
  };
}

describe('what somebody has committed', () => {
  it('stands by branch, the base first; merges, others’ and older ones are left out', async () => {
    const shared = commit('Oil the lamp\n\nmore');
    const found = await ownCommits(
      history({
        fog: [
          commit('Calm the beam'),
          shared,
          commit('Merge main', { parents: ['a', 'b'] }),
          commit('of bo', { authorEmail: 'bo@example.com' }),
          commit('without a name', { authorEmail: undefined }),
          commit('old', { commitDate: new Date(since - 1) }),
          commit('rebased', { authorDate: new Date(since - 86_400_000) }),
        ],
        main: [shared],
        idle: [],
      }),
      'ana',
      since,
    );
    assert.deepEqual(found, [
      { repository: 'lighthouse', branch: 'main', subjects: ['Oil the lamp'] },
      { repository: 'lighthouse', branch: 'fog', subjects: ['Calm the beam', 'rebased'] },
    ]);
  });

  it('is known by GitHub’s own address as well, with or without a number', async () => {
    const by = (authorEmail: string) => commit(authorEmail, { authorEmail });
    const addresses = [
      '1+ana@users.noreply.github.com',
      'ANA@users.noreply.ghe.example',
      '1+bo@users.noreply.github.com',
    ];
    const found = await ownCommits(history({ main: addresses.map(by) }, { addresses: async () => [] }), 'ana', since);
    assert.deepEqual(found[0]?.subjects, addresses.slice(0, 2));
  });

  it('of a repository without branches, commits or an address is nothing', async () => {
    assert.deepEqual(await ownCommits(history({}), 'ana', since), []);
    assert.deepEqual(await ownCommits(history({ main: [] }, { addresses: async () => [] }), 'ana', since), []);
  });

  it('asks for few branches, and for patterns that mean the same to every kind of pattern', async () => {
    const asked: string[] = [];
    const branches = Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`b${place}`, []]));
    const log: History['log'] = async (branch, other, author) => {
      asked.push(`${branch} ${other} ${author}`);
      return Array.from({ length: 10_000 }, (_, place) => commit(`c${place}`));
    };
    await ownCommits(history(branches, { log, addresses: async () => ['a.n+a[1]@example.com'] }), 'ana', since);
    assert.equal(asked.length, 20);
    assert.deepEqual(asked.slice(0, 3), [
      'b0 undefined a.n.a.1.@example.com',
      'b0 undefined ana@users.noreply.',
      'b1 b0 a.n.a.1.@example.com',
    ]);
  });
});
