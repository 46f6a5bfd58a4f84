import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { Dependency } from '../../../../src/model/board/links.js';
import type { Work } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { branchFor, isBranchName, nextTasks, offeredTask } from '../../../../src/model/waits/tasks.js';
import { ana, at, bo, board, item, team } from '../../../lib/fakes/builders.js';
import { hostileText, present } from '../../arbitraries.js';

const task = (number: number, more: Partial<Work> = {}): Work => ({
  number,
  title: `task ${number}`,
  kind: 'issue',
  people: [ana.id],
  createdAt: `2026-11-${String(number).padStart(2, '0')}T09:00:00Z`,
  ...more,
});
const dated = (title: string, dueOn?: string) => ({ milestone: { title, ...(dueOn && { dueOn }) } });
const waits = (number: number, ...open: readonly boolean[]): Dependency => ({
  number,
  title: 'x',
  people: [ana],
  by: open.map((isOpen, place) => ({
    repository: 'acme/lens',
    number: place + 1,
    title: 'y',
    isOpen,
    people: [],
    createdAt: at,
  })),
});

function stateOf(
  work: readonly Work[],
  more: Parameters<typeof board>[1] = {},
  items: Parameters<typeof board>[0] = [],
): State {
  const byNumber = new Map(work.map((one) => [one.number, one]));
  return { ...initialState, phase: 'ready', team, confirmed: board(items, { work: byNumber, ...more }) };
}
const numbers = (state: State) => nextTasks(state).map(({ number }) => number);

describe('the next task', () => {
  it('is mine, an issue, and waits for nothing that is open', () => {
    const work = [1, 2, 3, 4, 5, 6, 7].map((number) => task(number));
    const mine = [
      ...work,
      task(8, { people: [bo.id] }),
      task(9, { kind: 'pullRequest' }),
      task(10, { people: [bo.id, ana.id] }),
    ];
    const dependencies = new Map(
      [waits(1, true), waits(2, false), waits(3, false, true)].map((one) => [one.number, one]),
    );
    const items = [
      item({ blocks: 'ACME/team#4' }),
      item({ blocks: 'acme/team#5', state: 'closed' }),
      item({ blocks: 'acme/lens#6' }),
      item({ blocks: 'nonsense#7' }),
    ];
    assert.deepEqual(numbers(stateOf(mine, { dependencies }, items)), [2, 5, 6, 7, 10]);
    assert.deepEqual(nextTasks(initialState), []);
  });

  it('comes by the due date of its milestone, then with a milestone, then by age', () => {
    const work = [
      task(1),
      task(2, dated('some day')),
      task(3, dated('late', '2027-03-01T08:00:00Z')),
      task(4, dated('soon', '2026-12-01T08:00:00Z')),
      task(5, dated('soon', '2026-12-01T08:00:00Z')),
      task(6, dated('odd', 'soon')),
      task(7, { createdAt: '2025-01-01T09:00:00Z' }),
    ];
    assert.deepEqual(numbers(stateOf(work)), [4, 5, 3, 2, 6, 7, 1]);
  });

  it('is the same whichever way they are told, and no pair stands the wrong way round', () => {
    const aTask = fc
      .record({
        number: fc.integer({ min: 1, max: 30 }),
        createdAt: fc.constantFrom(undefined, 'never', '2026-11-01T09:00:00Z', '2026-11-02T09:00:00Z'),
        milestone: fc.constantFrom(
          undefined,
          { title: 'a' },
          { title: 'b', dueOn: '2026-12-01T08:00:00Z' },
          { title: 'c', dueOn: '2026-12-02T08:00:00Z' },
        ),
      })
      .map((more) => present({ title: 'x', kind: 'issue', people: [ana.id], ...more }) as unknown as Work);
    const rank = ({ milestone, createdAt = '', number }: Work) => [
      milestone ? (milestone.dueOn ?? '8') : '9',
      Number.isNaN(Date.parse(createdAt)) ? '9' : createdAt,
      String(number).padStart(3, '0'),
    ];
    fc.assert(
      fc.property(fc.uniqueArray(aTask, { selector: ({ number }) => number }), (work) => {
        const slow = [...work].sort((a, b) => (rank(a).join() < rank(b).join() ? -1 : 1));
        assert.deepEqual(
          numbers(stateOf(work)),
          slow.map(({ number }) => number),
        );
        assert.deepEqual(
          numbers(stateOf([...work].reverse())),
          slow.map(({ number }) => number),
        );
      }),
    );
  });

  it('is offered for ten minutes after a blocker of mine was raised, and not after somebody else’s', () => {
    const now = Date.parse(at);
    const raised = stateOf([task(1)], {}, [item({ createdAt: '2026-11-20T09:00:00Z' }), item()]);
    assert.equal(offeredTask(raised, now)?.number, 1);
    assert.equal(offeredTask(raised, now - 30_000)?.number, 1, 'the clocks differ a little');
    assert.equal(offeredTask(raised, now + 599_999)?.number, 1);
    assert.equal(offeredTask(raised, now + 600_000), undefined);
    for (const other of [item({ by: bo }), item({ state: 'closed' }), item({ createdAt: 'once' })])
      assert.equal(offeredTask(stateOf([task(1)], {}, [other]), now), undefined);
    assert.equal(offeredTask(stateOf([], {}, [item()]), now), undefined);
  });
});

const aTemplate = fc.oneof(
  fc.constantFrom('{number}-{title}', '{title}', '{number}', 'ana/{number}', '', '-', '{titel}', '--{title}', 'HEAD'),
  hostileText.map((text) => `${text}{title}${text}`),
  hostileText,
);

describe('the branch of a task', () => {
  const usual = (title: string, template = '{number}-{title}') => branchFor(template, { number: 12, title });

  it('is made of the number and the title', () => {
    assert.equal(usual('Half the light in fog?'), '12-half-the-light-in-fog');
    assert.equal(usual('Éclairage: où / déjà?'), '12-eclairage-ou-deja');
    assert.equal(usual('灯台'), '12');
    assert.equal(usual('Straße für Ærø, Łódź & Þingvellir'), '12-strasse-fur-aero-lodz-thingvellir');
    assert.equal(usual('ÐŁØŒẞ đıħŋŧ ﬁx İstanbul'), '12-dlooess-dihngt-fix-istanbul');
    assert.equal(usual(`${'a'.repeat(59)} b`), `12-${'a'.repeat(59)}`);
    assert.equal(usual('$& $1 {number}'), '12-1-number');
    assert.equal(usual('fog', 'ana/{number}/{title}'), 'ana/12/fog');
    assert.equal(usual('', 'ana/{title}'), 'ana');
  });

  it('is the usual one where the setting makes none that git takes', () => {
    for (const template of [
      '',
      '{title}',
      '..',
      'a b',
      'x.lock/{title}',
      'refs/heads/{title}',
      'a//b',
      'a~{number}',
      '@{1}',
    ])
      assert.equal(usual('head', template), '12-head', template);
  });

  it('is one that git takes as a branch and as nothing else, whatever title and setting', () => {
    fc.assert(
      fc.property(aTemplate, hostileText, fc.integer({ min: 1, max: 10 ** 9 }), (template, title, number) => {
        const name = branchFor(template, { number, title });
        assert.ok(isBranchName(name), name);
        // As git's own documentation has it, rule by rule.
        for (const part of name.split('/')) assert.ok(part && !part.startsWith('.') && !part.endsWith('.lock'), name);
        for (const piece of ['..', ' ', '~', '^', ':', '?', '*', '[', '\\', '@{', '//'])
          assert.ok(!name.includes(piece), name);
        assert.ok(
          !/^-|^@$|^\/|\/$|\.$/.test(name) && [...name].every((sign) => sign >= ' ' && sign !== '\u007f'),
          name,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('what git itself does not take, is not taken', () => {
    const accepts = (name: string) => {
      try {
        execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    };
    for (const name of ['12-fog', 'ana/é.b', 'overhead', 'ana/Ahead'])
      assert.ok(isBranchName(name) && accepts(name), name);
    for (const name of ['--orphan', 'a.lock/b', 'a@{1}', 'HEAD'])
      assert.ok(!isBranchName(name) && !accepts(name), name);
    for (const name of ['@', '@{-1}', 'refs/heads/a', 'head', 'FETCH_HEAD', 'a'.repeat(40), 'a'.repeat(300), 'a\ud800'])
      assert.ok(!isBranchName(name), name);
  });
});
