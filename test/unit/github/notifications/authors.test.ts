import assert from 'node:assert/strict';
import type { Reply } from '../../../../src/github/client/reply.js';
import { movedIn, owedAfter, whoMoved } from '../../../../src/github/notifications/authors.js';
import { incomingFrom } from '../../../../src/github/notifications/threads.js';

const answer = (status: number, data: unknown = {}, headers = {}): Reply => ({
  kind: 'answer',
  status,
  headers: { 'x-github-request-id': 'ABCD:1', ...headers },
  data,
});
const at = '2026-11-21T09:00:00Z';
const bo = answer(200, { user: { id: 2, login: 'bo' }, created_at: at });

function thread(id: number) {
  const incoming = incomingFrom({
    id: String(id),
    updated_at: at,
    repository: { full_name: 'acme/team' },
    unread: true,
    reason: 'mention',
    subject: {
      title: 'Beam',
      type: 'Issue',
      url: `https://api.github.example/repos/acme/team/issues/${id}`,
      latest_comment_url: `https://api.github.example/repos/acme/team/issues/comments/${id}`,
    },
  });
  assert.ok(incoming);
  return incoming;
}

/** Whose doing three threads are, where GitHub answers so; and how many of them nobody was asked about. */
async function authors(...replies: readonly Reply[]) {
  let asked = 0;
  const moved = [1, 2, 3].flatMap((id) => movedIn(thread(id)) ?? []);
  const { names, owed } = await whoMoved(async () => replies[asked++] ?? bo, moved);
  return { asked, names: ['1', '2', '3'].map((id) => names.get(id)?.login), owed: owed.length };
}

describe('who moved a thread', () => {
  it('asks no more of a GitHub that wants to be left alone, or is not there, and the rest is owed', async () => {
    for (const closed of [
      answer(403, {}, { 'retry-after': '60' }),
      answer(502),
      { kind: 'failed' },
      { kind: 'signedOut' },
    ] as const) {
      const { asked, names, owed } = await authors(bo, closed);
      assert.deepEqual([asked, names, owed], [2, ['bo', undefined, undefined], 2], JSON.stringify(closed));
    }
  });

  it('goes on where one is gone, forbidden, behind single sign-on, by nobody, or older than what moved', async () => {
    for (const one of [
      answer(404),
      answer(403),
      answer(403, {}, { 'x-github-sso': 'required; url=https://github.example/sso' }),
      answer(200, { user: null, created_at: at }),
      answer(200, { user: { id: 2, login: 'bo' } }),
      answer(200, { user: { id: 2, login: 'bo' }, created_at: '2026-11-21T08:59:58Z', updated_at: at }),
    ])
      assert.deepEqual(await authors(one), { asked: 3, names: [undefined, 'bo', 'bo'], owed: 0 }, JSON.stringify(one));
  });

  it('takes what was written a second before for what moved it', async () => {
    const { names } = await authors(answer(200, { user: { id: 2, login: 'bo' }, created_at: '2026-11-21T08:59:59Z' }));
    assert.equal(names[0], 'bo');
  });

  it('asks for the newer of two activities of a thread, and for no more than can be asked for one day', () => {
    const [first, second] = [1, 2].flatMap((id) => movedIn(thread(id)) ?? []);
    assert.ok(first && second);
    const newer = { ...first, at: '2026-11-21T10:00:00Z' };
    assert.deepEqual(owedAfter([newer], [first, second]), [newer, second]);
    const many = Array.from({ length: 900 }, (_, n) => ({ ...second, thread: String(n + 10) }));
    assert.equal(owedAfter([newer], many).length, 500);
  });
});
