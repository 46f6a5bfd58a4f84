import assert from 'node:assert/strict';
import { initialState, type State } from '../../../../src/model/state.js';
import { issueOfBranch, myIssues, workNamed, workOfBranch } from '../../../../src/model/waits/blockedWork.js';
import { ana, bo, board, item, team } from '../../../lib/fakes/builders.js';

describe('the issue a branch is named after', () => {
  for (const [branch, number] of [
    ['12-lamp', 12],
    ['12', 12],
    ['fix/12', 12],
    ['issue-12', 12],
    ['GH-12', 12],
    ['ana/gh-12_lamp', 12],
    ['feature/12-a/lamp', 12],
    ['#12', 12],
    ['main', undefined],
    ['v2', undefined],
    ['release-1.2', undefined],
    ['0-x', undefined],
    ['12lamp', undefined],
    ['lamp-12', undefined],
    ['1234567890-x', undefined],
    ['', undefined],
    ['12.lamp', 12],
    ['hotfix/12', 12],
    ['release-notes/12-lamp', 12],
    ['12-release-notes', 12],
    ['2026-lamp', 2026],
    ['12/2.4', 12],
    ['release/2.4', undefined],
    ['release/2', undefined],
    ['releases/12', undefined],
    ['1.2.x', undefined],
    ['2.x', undefined],
    ['2-x', undefined],
    ['5-2-stable', undefined],
    ['1.2.3-rc1', undefined],
    ['hotfix/1.2.3', undefined],
    ['support/4-lts', undefined],
    ['2026-11-25-notes', undefined],
    ['notes/2026-11', undefined],
    ['2026_11_25', undefined],
    ['20261125-notes', undefined],
    ['25-11-2026', undefined],
    ['2026-q4', undefined],
    ['2026-w48-plan', undefined],
    ['/'.repeat(100_000), undefined],
  ] as const)
    it(`${branch.slice(0, 30)}: ${number ?? 'none'}`, () => assert.equal(issueOfBranch(branch), number));
});

describe('work that may be blocked', () => {
  const work = (number: number, people: readonly number[], kind: 'issue' | 'pullRequest' = 'issue') =>
    [number, { number, title: `work ${number}`, kind, people }] as const;
  const state: State = {
    ...initialState,
    team,
    confirmed: board([item({ number: 30, title: 'a blocker' })], {
      work: new Map([work(7, [1]), work(3, [2]), work(5, [1, 2]), work(6, [1], 'pullRequest')]),
      dependencies: new Map([
        [9, { number: 9, title: 'waits', people: [ana], by: [] }],
        [5, { number: 5, title: 'both', people: [ana], by: [] }],
        [8, { number: 8, title: 'theirs', people: [bo], by: [] }],
      ]),
    }),
  };

  it('is mine, open, no pull request, and there once', () => {
    assert.deepEqual(
      myIssues(state).map(({ name, title }) => [name, title]),
      [
        ['acme/team#5', 'work 5'],
        ['acme/team#7', 'work 7'],
        ['acme/team#9', 'waits'],
      ],
    );
  });

  it('is proposed from the branch only where it is mine', () => {
    assert.equal(workOfBranch(state, '7-lamp')?.name, 'acme/team#7');
    for (const branch of ['3-x', '6-x', '8-x', '99-x', 'main', undefined])
      assert.equal(workOfBranch(state, branch), undefined);
  });

  it('is called by its title where that is known', () => {
    assert.equal(workNamed(state, 'ACME/team#30')?.title, 'a blocker');
    assert.deepEqual(workNamed(state, 'acme/other#7'), { name: 'acme/other#7', number: 7, isOurs: false });
    assert.equal(workNamed(state, 'x'), undefined);
    assert.deepEqual(myIssues(initialState), []);
  });
});
