import assert from 'node:assert/strict';
import { withAuthors } from '../../../src/github/authors.js';
import type { Reply } from '../../../src/github/client.js';
import { incomingFrom } from '../../../src/github/threads.js';

const answer = (status: number, data: unknown = {}, headers = {}): Reply => ({ kind: 'answer', status, headers, data });
const bo = answer(200, { user: { id: 2, login: 'bo' } });

function thread(id: number) {
  const incoming = incomingFrom({
    id: String(id),
    updated_at: '2026-11-21T09:00:00Z',
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

/** Whose doing three threads are, where GitHub answers so. */
async function authors(...replies: readonly Reply[]) {
  let asked = 0;
  const named = await withAuthors(async () => replies[asked++] ?? bo, [thread(1), thread(2), thread(3)], 0);
  return { asked, names: named.map(({ from }) => from) };
}

describe('who moved a thread', () => {
  it('asks no more of a GitHub that wants to be left alone, or is not there', async () => {
    for (const closed of [
      answer(403, {}, { 'retry-after': '60' }),
      answer(502),
      { kind: 'failed' },
      { kind: 'signedOut' },
    ] as const) {
      const { asked, names } = await authors(bo, closed);
      assert.deepEqual([asked, names], [2, ['bo', undefined, undefined]], JSON.stringify(closed));
    }
  });

  it('goes on where one is gone, forbidden, behind single sign-on or by nobody', async () => {
    for (const one of [
      answer(404),
      answer(403),
      answer(403, {}, { 'x-github-sso': 'required; url=https://github.example/sso' }),
      answer(200, { user: null }),
    ])
      assert.deepEqual(await authors(one), { asked: 3, names: [undefined, 'bo', 'bo'] }, JSON.stringify(one));
  });
});
