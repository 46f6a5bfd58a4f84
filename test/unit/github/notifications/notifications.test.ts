import assert from 'node:assert/strict';
import fc from 'fast-check';
import { threadReader } from '../../../../src/github/notifications/notifications.js';
import { incomingFrom, pageSize, top, walk } from '../../../../src/github/notifications/threads.js';
import { webAddress } from '../../../../src/model/board/team.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

/** As the API answers, with more than is read. */
function raw(more: Record<string, unknown> = {}, subject: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '19482771306',
    unread: true,
    reason: 'mention',
    updated_at: '2026-11-21T09:00:00Z',
    last_read_at: null,
    subject: {
      title: 'Beam',
      url: 'https://api.github.com/repos/Acme/Team/issues/7',
      latest_comment_url: 'https://evil.example',
      type: 'Issue',
      ...subject,
    },
    repository: { id: 10, full_name: 'Acme/Team', html_url: 'https://evil.example' },
    url: 'https://evil.example',
    ...more,
  };
}

describe('a notification as GitHub answers it', () => {
  it('is what it is about, why, and when', () => {
    assert.deepEqual(incomingFrom(raw()), {
      key: 'thing/acme/team#7',
      repository: 'Acme/Team',
      subject: 'issue',
      number: 7,
      title: 'Beam',
      reason: 'mention',
      at: '2026-11-21T09:00:00Z',
      thread: '19482771306',
      isUnread: true,
    });
  });

  for (const [type, url, subject, key] of [
    ['Issue', 'https://api.github.com/repos/acme/team/issues/7', 'issue', 'thing/acme/team#7'],
    ['PullRequest', 'https://ghes.example/api/v3/repos/acme/team/pulls/8', 'pullRequest', 'thing/acme/team#8'],
    ['Discussion', 'https://api.github.com/repos/acme/team/discussions/9', 'discussion', 'thing/acme/team#9'],
    ['Discussion', null, 'discussion', 'thread/19482771306'],
    ['Release', 'https://api.github.com/repos/acme/team/releases/123456', 'release', 'thread/19482771306'],
    ['Commit', 'https://api.github.com/repos/acme/team/commits/0123456', 'other', 'thread/19482771306'],
    ['CheckSuite', null, 'other', 'thread/19482771306'],
    ['SomethingNew', undefined, 'other', 'thread/19482771306'],
    [undefined, 'https://api.github.com/repos/acme/team/issues/0', 'other', 'thread/19482771306'],
    ['Issue', 'https://api.github.com/repos/acme/team/issues/7/comments', 'issue', 'thread/19482771306'],
  ] as const)
    it(`${type} at ${url}: ${key}`, () => {
      const incoming = incomingFrom(raw({}, { type, url }));
      assert.deepEqual([incoming?.subject, incoming?.key], [subject, key]);
    });

  for (const [word, reason] of [
    ['assign', 'assigned'],
    ['author', 'author'],
    ['comment', 'comment'],
    ['mention', 'mention'],
    ['team_mention', 'mention'],
    ['review_requested', 'reviewRequested'],
    ['approval_requested', 'waitsForMe'],
    ['state_change', 'stateChange'],
    ['subscribed', 'subscribed'],
    ['manual', 'subscribed'],
    ['ci_activity', 'other'],
    ['invitation', 'other'],
    ['security_alert', 'other'],
    ['a_new_one', 'other'],
    ['constructor', 'other'],
    [null, 'other'],
  ] as const)
    it(`${word} is why: ${reason}`, () => assert.equal(incomingFrom(raw({ reason: word }))?.reason, reason));

  it('keeps a title as it is, and passes over only what cannot be told apart, dated or placed', () => {
    const hostile = '\u202e](command:evil) <img src=x>\n';
    assert.equal(incomingFrom(raw({}, { title: hostile }))?.title, hostile);
    assert.equal(incomingFrom(raw({ subject: null }))?.key, 'thread/19482771306');
    assert.equal(incomingFrom(raw({ unread: 'yes' }))?.isUnread, true);
    for (const broken of [
      { id: 7 },
      { id: '../user' },
      { updated_at: 'lately' },
      { repository: null },
      { repository: { full_name: 'acme' } },
      { repository: { full_name: 'acme/team/../evil' } },
    ])
      assert.equal(incomingFrom(raw(broken)), undefined, JSON.stringify(broken));
  });

  it('can be anything at all', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(raw())), fc.anything()).map((more) => raw(more)),
      fc.dictionary(fc.constantFrom('title', 'url', 'type'), fc.anything()).map((subject) => raw({}, subject)),
    );
    fc.assert(fc.property(anything, (data) => void incomingFrom(data)));
  });
});

describe('where a notification can be read', () => {
  const about = { repository: 'acme/team.x', number: 7 };
  for (const [incoming, path] of [
    [{ ...about, subject: 'issue' }, '/acme/team.x/issues/7'],
    [{ ...about, subject: 'pullRequest' }, '/acme/team.x/pull/7'],
    [{ ...about, subject: 'discussion' }, '/acme/team.x/discussions/7'],
    [{ ...about, subject: 'release' }, '/acme/team.x/releases'],
    [{ ...about, subject: 'other' }, '/acme/team.x'],
    [{ repository: 'acme/.github', subject: 'issue' }, '/acme/.github'],
    [{ repository: 'mona_acme/a', subject: 'discussion' }, '/mona_acme/a/discussions'],
  ] as const)
    it(path, () => assert.equal(webAddress('https://github.example', incoming), `https://github.example${path}`));

  it('is nowhere for what is no repository', () => {
    const names = [
      '',
      'acme',
      'acme/',
      '/team',
      'acme/..',
      'acme/.',
      '../x',
      'a/b/c',
      '@evil/x',
      'a/b?x',
      'a/b#x',
      'a/b\n',
    ];
    for (const repository of [...names, 'a\\b/c', 'a/b%2e', 'evil.example/x', 'a /b'])
      assert.equal(
        webAddress('https://github.com', { repository, subject: 'issue', number: 1 }),
        undefined,
        repository,
      );
  });
});

describe('reading on in a list that changes meanwhile', () => {
  /** A list of which some are read, and to which some are added, before each page. */
  const changes = fc.array(fc.record({ read: fc.array(fc.nat(400), { maxLength: 70 }), arrived: fc.nat(3) }), {
    minLength: 12,
    maxLength: 12,
  });
  const base = Date.parse('2026-11-01T00:00:00Z');
  const entry = (serial: number) =>
    raw({ id: String(1_000_000 + serial), updated_at: new Date(base + Math.floor(serial / 7) * 1000).toISOString() });

  it('whoever says that the bottom was reached has heard all that is there', async () => {
    let bottoms = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 400 }), changes, async (count, events) => {
        let list = Array.from({ length: count }, (_, index) => count - index);
        let serial = count;
        let turn = 0;
        const walked = await walk(
          async ({ page, per_page }) => {
            const event = turn > 0 ? events[turn - 1] : undefined;
            turn++;
            // Only once in a while: a person, not a storm.
            if (event && turn % 3 === 0) {
              const gone = new Set(event.read);
              list = list.filter((_, index) => !gone.has(index));
              for (let left = event.arrived; left > 0; left--) list = [++serial, ...list];
            }
            const data = list.slice((page - 1) * per_page, page * per_page).map(entry);
            return { kind: 'answer', status: 200, headers: {}, data };
          },
          top,
          10,
          () => false,
        );
        assert.ok(walked.pages <= 10);
        if (walked.end !== 'bottom') return;
        bottoms++;
        for (const one of list.filter((known) => known <= count)) assert.ok(walked.ids.has(String(1_000_000 + one)));
      }),
      { numRuns: 40 },
    );
    assert.ok(bottoms > 5);
  });
});

describe('notifications from a cursor', () => {
  it('begins anew from one that cannot be read', async () => {
    for (const stored of [undefined, null, 7, 'x', [], { askedAt: 'soon' }, { rest: { heard: -1 } }, { rest: {} }]) {
      const pages: unknown[] = [];
      const reader = threadReader(async (_route, parameters) => {
        pages.push(parameters);
        return { kind: 'answer', status: 200, headers: {}, data: [raw()] };
      }, fakeClock());
      const threads = await reader.pull(stored, { scope: 'changes', withAuthors: false });
      assert.equal(threads.kind, 'changed');
      assert.deepEqual(pages, [{ all: false, participating: false, per_page: pageSize, page: 1 }]);
    }
  });

  it('concludes nothing from a page that is short although others follow, or holds what cannot be named', async () => {
    const link = '<https://api.github.com/notifications?page=2>; rel="next"';
    for (const [headers, data] of [
      [{}, [raw(), { ...raw(), id: null }]],
      [{ 'x-github-sso': 'partial-results; organizations=1,2' }, [raw()]],
      [{ link }, [raw()]],
    ] as const) {
      const reader = threadReader(async (_route, parameters) => {
        const isFirst = parameters?.page === 1;
        return { kind: 'answer', status: isFirst ? 200 : 502, headers: { ...headers }, data: isFirst ? data : {} };
      }, fakeClock());
      const threads = await reader.pull(undefined, { scope: 'full', withAuthors: false });
      assert.ok(threads.kind === 'changed' && threads.incoming.length === 1 && !threads.unread);
    }
  });
});
