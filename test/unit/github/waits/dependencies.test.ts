import assert from 'node:assert/strict';
import type { Writing } from '../../../../src/github/client/asking.js';
import { meaningOf } from '../../../../src/github/client/errors.js';
import type { Reply } from '../../../../src/github/client/reply.js';
import { dependOn, findDependency } from '../../../../src/github/waits/dependencies.js';
import { nothingNew } from '../../../../src/model/board/board.js';
import { itemKey } from '../../../../src/model/board/item.js';
import type { Depend } from '../../../../src/model/board/mutation.js';
import { ana, at, newId, team } from '../../../lib/fakes/builders.js';

const id = 3_600_000_123;
const issue = (number: number, more = {}) => ({
  id,
  number,
  title: 'x',
  state: 'open',
  user: ana,
  author_association: 'MEMBER',
  created_at: at,
  updated_at: at,
  ...more,
});
const answer = (status: number, data: unknown = {}, headers = {}): Reply => ({
  kind: 'answer',
  status,
  headers: { 'x-github-request-id': 'ABCD:1', ...headers },
  data,
});
const singleSignOn = answer(403, {}, { 'x-github-sso': 'required; url=https://github.example/sso' });
const lost: Reply = { kind: 'failed', code: 'ECONNRESET' };
const done = { kind: 'done', delta: nothingNew };

/** What GitHub says to reading the blocker, and to what comes after it. */
function given(read: Reply, then: Reply = answer(201, issue(1))) {
  const sent: { route: string; parameters: object }[] = [];
  const meaning: Writing['meaning'] = (reply) =>
    reply.kind === 'answer' && reply.status < 300 ? { kind: 'fine' } : meaningOf(reply, 0);
  const writing: Writing = {
    me: ana,
    meaning,
    async ask(route, parameters = {}) {
      sent.push({ route, parameters });
      return sent.length === 1 ? read : then;
    },
    editors: async () => undefined,
    outcome(reply, told) {
      const meant = meaning(reply);
      if (meant.kind === 'lost') return { kind: 'unsure', trouble: meant.trouble };
      if (meant.kind === 'moved') return { kind: 'refused', reason: { kind: 'elsewhere' } };
      if (meant.kind !== 'fine') return meant;
      const delta = told((reply as Reply & { kind: 'answer' }).data);
      return delta ? { kind: 'done', delta } : { kind: 'unsure', trouble: { kind: 'serverDown' } };
    },
  };
  return { writing, sent };
}
const depend = (blocks = 'acme/team#1'): Depend => ({
  kind: 'depend',
  id: newId(),
  at,
  team,
  target: itemKey(ana.id, newId()),
  blocks,
});

describe('setting a dependency', () => {
  for (const [name, blocks, place] of [
    ['of the team', 'acme/team#1', { number: 1 }],
    ['of the team, however it is spelt', 'Acme/TEAM#1', { number: 1 }],
    ['of another repository', 'acme/lens#3', { owner: 'acme', repo: 'lens', number: 3 }],
  ] as const)
    it(`names the blocker by its database id, on the work ${name}`, async () => {
      const { writing, sent } = given(answer(200, issue(2)));
      assert.deepEqual(await dependOn(writing, depend(blocks), 2), done);
      assert.deepEqual(
        sent.map(({ parameters }) => parameters),
        [{ number: 2 }, { ...place, issue_id: id }],
      );
    });

  for (const [name, blocks] of [
    ['no name', 'nonsense'],
    ['a way out of the address', '../team#1'],
    ['a name with more in it', 'acme/team/issues#1'],
  ] as const)
    it(`asks nobody where the work is ${name}`, async () => {
      const { writing, sent } = given(answer(200, issue(2)));
      assert.deepEqual([await dependOn(writing, depend(blocks), 2), sent.length], [done, 0]);
    });

  for (const [name, read, then] of [
    ['the blocker is gone', answer(410), undefined],
    ['the blocker is elsewhere now', answer(301, {}, { location: 'x' }), undefined],
    ['the role is too low', answer(200, issue(2)), answer(403)],
    ['the server does not know it', answer(200, issue(2)), answer(404)],
    ['the work is gone', answer(200, issue(2)), answer(410)],
    ['it is so already', answer(200, issue(2)), answer(422)],
    ['the work has moved', answer(200, issue(2)), answer(307, {}, { location: 'x' })],
  ] as const)
    it(`is done where ${name}`, async () => {
      const { writing, sent } = given(read, then);
      assert.deepEqual(await dependOn(writing, depend(), 2), done);
      assert.equal(sent.length, then ? 2 : 1);
    });

  it('waits where GitHub is closed, but not for another repository’s door', async () => {
    for (const [read, then] of [
      [lost, undefined],
      [answer(200, '<html>'), undefined],
      [answer(429), undefined],
      [answer(200, issue(2)), answer(429)],
      [answer(200, issue(2)), singleSignOn],
    ] as const)
      assert.equal((await dependOn(given(read, then).writing, depend(), 2)).kind, 'blocked');
    const { writing } = given(answer(200, issue(2)), singleSignOn);
    assert.deepEqual(await dependOn(writing, depend('other/lens#1'), 2), done);
  });

  it('is in doubt where the answer was lost, and found by the blocker’s id', async () => {
    for (const then of [lost, answer(502), answer(201, '')])
      assert.equal((await dependOn(given(answer(200, issue(2)), then).writing, depend(), 2)).kind, 'unsure');
    const look = (...ids: readonly number[]) => {
      const list = answer(
        200,
        ids.map((one) => issue(2, { id: one })),
      );
      return findDependency(given(answer(200, issue(2)), list).writing, depend(), 2);
    };
    assert.deepEqual(await look(7, id), done);
    assert.deepEqual(await look(7), { kind: 'absent' });
    assert.deepEqual(await findDependency(given(answer(410)).writing, depend(), 2), done);
  });
});
