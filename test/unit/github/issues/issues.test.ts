import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  asComment,
  asIssue,
  asIssues,
  asPerson,
  asRepository,
  type Issue,
} from '../../../../src/github/client/shapes.js';
import { countsFor, deltaFrom, itemFrom, readerFor } from '../../../../src/github/issues/issues.js';
import { itemKey } from '../../../../src/model/board/item.js';
import type { Person } from '../../../../src/model/people/person.js';
import { writeBlocker } from '../../../../src/records/blocker.js';
import { writeRoster } from '../../../../src/records/roster.js';
import { readTeamFile } from '../../../../src/records/teamFile.js';
import { ana, bo, newId } from '../../../lib/fakes/builders.js';

const id = newId();
const me: Person = { id: 99, login: 'me' };

/** As the API answers, with more than is read. */
function raw(more: Record<string, unknown> = {}, by: Person = ana, words = {}): Record<string, unknown> {
  return {
    id: 1000,
    node_id: 'I_x',
    number: 7,
    ...writeBlocker({ id, by, words: { title: 'stuck', ...words } }),
    state: 'open',
    user: { ...by, type: 'User', site_admin: false },
    assignees: [],
    author_association: 'MEMBER',
    comments: 2,
    created_at: '2026-11-21T09:00:00Z',
    updated_at: '2026-11-21T10:00:00Z',
    html_url: 'https://evil.example',
    reactions: {},
    ...more,
  };
}
function read(more: Record<string, unknown> = {}, by: Person = ana, words = {}) {
  const issue = asIssue(raw(more, by, words));
  return issue && itemFrom(issue, countsFor(me, undefined));
}

describe('an issue as an item', () => {
  it('is what GitHub says about it, and what its record says about the rest', () => {
    assert.deepEqual(read({}, ana, { owner: 'bo', notes: 'more' }), {
      key: itemKey(ana.id, id),
      id,
      kind: 'blocker',
      title: 'stuck',
      notes: 'more',
      owner: 'bo',
      by: ana,
      state: 'open',
      createdAt: '2026-11-21T09:00:00Z',
      updatedAt: '2026-11-21T10:00:00Z',
      comments: 2,
      number: 7,
      record: 'ours',
    });
  });

  for (const [association, counts] of [
    ['OWNER', true],
    ['MEMBER', true],
    ['COLLABORATOR', true],
    ['CONTRIBUTOR', false],
    ['FIRST_TIME_CONTRIBUTOR', false],
    ['FIRST_TIMER', false],
    ['MANNEQUIN', false],
    ['NONE', false],
    ['owner', false],
    ['', false],
  ] as const) {
    it(`invariant 12: of somebody who is ${association || 'nothing'} it ${counts ? 'counts' : 'does not count'}`, () =>
      assert.equal(read({ author_association: association }) !== undefined, counts));
    it(`invariant 12: of mine it counts, also while I am ${association || 'nothing'}`, () =>
      assert.equal(read({ author_association: association }, me)?.by.id, me.id));
  }

  for (const [name, more] of [
    ['of an account that is deleted', { user: null }],
    ['of an app', { user: { ...ana, login: 'ana[bot]', type: 'Bot' } }],
    ['that is a pull request', { pull_request: { url: 'x' } }],
    ['without a record', { body: 'The beam is stuck' }],
    ['without a body', { body: null }],
    ['without even the field', { body: undefined }],
    ['with a record copied from somebody else', { user: bo }],
  ] as const)
    it(`one ${name} is no item`, () => assert.equal(read(more), undefined));

  it('invariant 17: of a person who renamed the account it stays the same item', () => {
    assert.equal(read({ user: { ...ana, login: 'ana-lights' } })?.key, itemKey(ana.id, id));
  });

  for (const [name, assignees, stated, expected] of [
    ['nobody', [], undefined, undefined],
    ['stated only', [], 'bo', 'bo'],
    ['assigned only', [bo], undefined, 'bo'],
    ['both the same', [ana, bo], 'bo', 'bo'],
    ['both the same but for case', [ana, { id: 2, login: 'Bo' }], 'bo', 'Bo'],
    ['assigned to somebody else', [bo], 'chidi', 'bo'],
    ['assigned to several others: the first', [bo, ana], 'chidi', 'bo'],
    ['assigned to an app', [{ id: 198982749, login: 'Copilot', type: 'Bot' }], undefined, undefined],
    [
      'assigned to an app first',
      [
        { id: 198982749, login: 'Copilot', type: 'Bot' },
        { ...bo, type: 'User' },
      ],
      'chidi',
      'bo',
    ],
    ['assignees not told', null, 'chidi', 'chidi'],
    ['assignees not even a field', undefined, 'chidi', 'chidi'],
  ] as const)
    it(`owner, ${name}: ${expected}`, () =>
      assert.equal(read({ assignees }, ana, stated ? { owner: stated } : {})?.owner, expected));

  for (const [state, expected] of [
    ['open', 'open'],
    ['closed', 'closed'],
    ['OPEN', 'closed'],
    ['', 'closed'],
  ] as const)
    it(`in state "${state}" is ${expected}`, () => assert.equal(read({ state })?.state, expected));

  it('made by a newer Makertime, or damaged, is kept and marked', () => {
    const body = String(raw().body);
    assert.equal(read({ body: body.replace('"v":1', '"v":2') })?.record, 'newer');
    const damaged = read({ body: body.replace('}', '') });
    assert.deepEqual([damaged?.record, damaged?.id, damaged?.title], ['unreadable', '#7', 'stuck']);
  });

  it('without what may be missing it is still read', () => {
    const { comments: _comments, assignees: _assignees, ...rest } = raw();
    const issue = asIssue(rest);
    assert.equal(issue && itemFrom(issue, countsFor(me, undefined))?.comments, 0);
  });
});

describe('answers read tolerantly', () => {
  it('a list that is none is no answer; an entry that cannot be read is passed over', () => {
    assert.equal(asIssues({ message: 'x' }), undefined);
    assert.equal(asIssues('<html>'), undefined);
    assert.equal(asIssues(undefined), undefined);
    assert.deepEqual(
      asIssues([null, 5, 'x', [], {}, raw({ number: 'seven' }), raw({ title: null }), raw({ number: 8 })])?.map(
        ({ number }) => number,
      ),
      [8],
    );
  });

  it('nothing at all throws, and odd types are read or left out', () => {
    const field = fc.constantFrom(
      'id',
      'number',
      'title',
      'body',
      'state',
      'user',
      'assignees',
      'author_association',
      'comments',
      'pull_request',
    );
    fc.assert(
      fc.property(field, fc.jsonValue({ maxDepth: 2 }), (name, value) => {
        const issue = asIssue(raw({ [name]: value }));
        const item = issue && itemFrom(issue, countsFor(me, undefined));
        if (item) assert.ok(typeof item.title === 'string' && typeof item.number === 'number' && item.by.id === ana.id);
      }),
      { numRuns: 100 },
    );
  });

  it('a comment, a repository and a person', () => {
    assert.deepEqual(asComment({ id: 1, user: null }), {
      id: 1,
      body: '',
      user: null,
      author_association: 'NONE',
      node_id: '',
      created_at: '',
      updated_at: '',
      issue_url: '',
    });
    assert.equal(asComment({ body: 'x' }), undefined);
    assert.deepEqual(asRepository({ id: 1, name: 'team', owner: { login: 'acme' } }), {
      id: 1,
      name: 'team',
      owner: { login: 'acme' },
      has_issues: true,
      archived: false,
      default_branch: 'main',
      permissions: {},
    });
    assert.equal(asRepository({ id: 1, name: 'team' }), undefined);
    assert.deepEqual(asPerson({ id: 1, login: 'ana', email: 'x' }), { id: 1, login: 'ana' });
    assert.equal(asPerson({ login: 'ana' }), undefined);
    assert.equal(asPerson(null), undefined);
  });
});

describe('issues as news for the board', () => {
  const delta = (...issues: Record<string, unknown>[]) =>
    deltaFrom(
      issues.flatMap((one) => asIssue(one) ?? []),
      readerFor(countsFor(me, readTeamFile('members: [Chidi]'))),
    );

  it('works out what an issue is once, and again when it has changed', () => {
    let asked = 0;
    const read = readerFor(() => {
      asked++;
      return true;
    });
    const issue = (more: Record<string, unknown>) => asIssue(raw(more)) as Issue;
    const first = read(issue({ updated_at: '2026-11-21T10:00:00Z' }));
    const times = asked;
    assert.equal(read(issue({ updated_at: '2026-11-21T10:00:00Z' })), first);
    assert.equal(asked, times);
    const next = read(issue({ updated_at: '2026-11-21T10:00:01Z', title: 'Another' }));
    assert.equal(next.item?.title, 'Another');
  });

  it('says what each is: an item, a roster, work, or nothing', () => {
    const roster = { body: writeRoster(newId(), bo).body, user: bo };
    const { items, gone, heard, rosters, work } = delta(
      raw(),
      raw({ number: 8, ...roster }),
      raw({
        number: 9,
        body: 'a task',
        title: 'Paint it',
        assignees: [ana, bo],
        milestone: { title: 'v2', due_on: '2026-12-01T08:00:00Z', number: 3 },
      }),
      raw({
        number: 10,
        body: 'fix',
        title: 'Fix',
        user: bo,
        pull_request: {},
        assignees: [ana],
        milestone: { title: 'v3', due_on: null },
      }),
      raw({ number: 11, body: 'done', state: 'closed', assignees: [ana] }),
    );
    assert.deepEqual(heard, [7, 8, 9, 10, 11]);
    assert.deepEqual(gone, [8, 9, 10, 11]);
    assert.equal(items.length, 1);
    assert.deepEqual(rosters, [{ number: 8, counts: true, isOpen: true }]);
    assert.deepEqual(work, [
      {
        number: 9,
        title: 'Paint it',
        kind: 'issue',
        people: [ana.id, bo.id],
        createdAt: '2026-11-21T09:00:00Z',
        milestone: { title: 'v2', dueOn: '2026-12-01T08:00:00Z' },
      },
      {
        number: 10,
        title: 'Fix',
        kind: 'pullRequest',
        people: [ana.id, bo.id],
        createdAt: '2026-11-21T09:00:00Z',
        milestone: { title: 'v3' },
      },
    ]);
  });

  it('a roster of an outsider, of somebody the team file names, in the name of another, closed, or a pull request', () => {
    const body = writeRoster(newId(), bo).body;
    const rosterOf = (more: object) => delta(raw({ number: 8, body, user: bo, ...more })).rosters;
    const outsider = { author_association: 'NONE' };
    assert.deepEqual(rosterOf(outsider), [{ number: 8, counts: false, isOpen: true }]);
    const chidi = { id: 5, login: 'chidi' };
    assert.deepEqual(rosterOf({ ...outsider, user: chidi, body: writeRoster(newId(), chidi).body }), [
      { number: 8, counts: true, isOpen: true },
    ]);
    assert.deepEqual(rosterOf({ user: ana }), []);
    assert.deepEqual(rosterOf({ state: 'closed' }), [{ number: 8, counts: true, isOpen: false }]);
    assert.deepEqual(rosterOf({ pull_request: {} }), []);
  });
});
