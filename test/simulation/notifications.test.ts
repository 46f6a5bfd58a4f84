import assert from 'node:assert/strict';
import { createClient } from '../../src/github/client/client.js';
import { meaningOf } from '../../src/github/client/errors.js';
import type { Send } from '../../src/github/client/reply.js';
import { threadReader } from '../../src/github/notifications/notifications.js';
import { actOnThread } from '../../src/github/notifications/settle.js';
import { incomingFrom, latestOf } from '../../src/github/notifications/threads.js';
import type { Scope, Threads, ThreadsQuery } from '../../src/ports/remote.js';
import { memoryLog } from '../lib/fakes/builders.js';
import { keyOf } from '../lib/fakes/delivering.js';
import { createWorld, repository, server, type World } from '../lib/fakes/world.js';
import type { Answer } from '../lib/github/headers.js';

const minute = 60_000;

/** ana's machine, which stores what it is given. */
function listener({ clock, github }: World, token = github.token('ana')) {
  const send = createClient({ server, token: async () => token, fetch: github.fetch, clock, log: memoryLog() });
  const heard = new Map<string, string>();
  let cursor: unknown;
  return {
    heard,
    send,
    cursor: () => cursor,
    async pull(scope: Scope = 'changes', more: Partial<ThreadsQuery> = {}): Promise<Threads> {
      const threads = await threadReader(send, clock).pull(cursor, { scope, withAuthors: false, ...more });
      if (threads.kind === 'changed') for (const { key, at } of threads.incoming) heard.set(key, at);
      cursor = threads.cursor === undefined ? undefined : JSON.parse(JSON.stringify(threads.cursor));
      return threads;
    },
  };
}

function told(threads: Threads): readonly string[] {
  assert.equal(threads.kind, 'changed');
  return threads.kind === 'changed' ? threads.incoming.map(({ key, reason }) => `${key.split('#')[1]} ${reason}`) : [];
}

function unreadIn(threads: Threads): number | undefined {
  return threads.kind === 'changed' ? threads.unread?.size : undefined;
}

describe('hearing notifications', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => {
    assert.deepEqual(world.github.log.matching({ tooSoon: true }), []);
    assert.deepEqual(world.github.faults, []);
    world.dispose();
  });

  const mention = (title = 'Beam') => world.github.as('bo').createIssue(repository, { title, body: '@ana' });
  const requests = () => world.github.log.count();

  it('hears of everything at first, then of news, and is charged nothing while there are none', async () => {
    mention('Beam');
    world.github.addPullRequest(repository, { author: 'bo', title: 'Fix', assignees: ['ana'] });
    await world.clock.advance(minute);
    const machine = listener(world);
    const first = await machine.pull();
    assert.deepEqual(told(first).toSorted(), ['1 mention', '2 assigned']);
    assert.equal(unreadIn(first), 2);
    const charged = world.github.log.charged('ana');
    for (let turn = 0; turn < 8; turn++) {
      await world.clock.advance(minute);
      assert.equal((await machine.pull()).kind, 'unchanged');
    }
    assert.equal(world.github.log.charged('ana'), charged);
    world.github.as('bo').comment(repository, 1, 'Still down');
    await world.clock.advance(minute);
    const news = await machine.pull();
    assert.deepEqual(told(news)[0], '1 mention');
    assert.ok(news.kind === 'changed' && news.incoming[0]?.at === '2026-11-21T09:09:00Z');
  });

  it('asks nothing before GitHub wants to be asked, whoever asks, and takes a whole look wanted meanwhile then', async () => {
    world.github.setNotifications({ pollSeconds: 180 });
    mention();
    await world.clock.advance(minute);
    const machine = listener(world);
    await machine.pull();
    world.github.as('ana').readThread(repository, 1);
    for (const wait of [0, minute, minute, minute - 1]) {
      await world.clock.advance(wait);
      assert.equal((await machine.pull(wait === 0 ? 'onDemand' : 'changes')).kind, 'unchanged');
    }
    assert.equal(requests(), 1);
    await world.clock.advance(1);
    assert.equal(unreadIn(await machine.pull('changes')), 0);
    assert.equal(requests(), 2);
  });

  it('hears within ten minutes of what was read or done elsewhere, although GitHub says that nothing is new', async () => {
    for (const title of ['Beam', 'Power', 'Horn']) {
      mention(title);
      await world.clock.advance(minute);
    }
    const machine = listener(world);
    assert.equal(unreadIn(await machine.pull()), 3);
    world.github.as('ana').readThread(repository, 1);
    world.github.as('ana').finishThread(repository, 3);
    const kinds: string[] = [];
    for (let turn = 0; turn < 10; turn++) {
      await world.clock.advance(minute);
      const threads = await machine.pull();
      kinds.push(threads.kind);
      if (turn === 9) assert.equal(unreadIn(threads), 1);
    }
    assert.deepEqual(kinds, [...Array(9).fill('unchanged'), 'changed']);
  });

  it('is not kept from news by a `Last-Modified` that goes back in time', async () => {
    world.github.setNotifications({ lastModified: 'listed' });
    mention('Beam');
    await world.clock.advance(minute);
    mention('Power');
    await world.clock.advance(minute);
    const machine = listener(world);
    await machine.pull();
    world.github.as('ana').readThread(repository, 2);
    await world.clock.advance(minute);
    await machine.pull();
    mention('Horn');
    await world.clock.advance(minute);
    assert.ok(told(await machine.pull()).includes('3 mention'));
  });

  it('hears what happens in the second in which it looked', async () => {
    mention('Beam');
    const machine = listener(world);
    await machine.pull();
    mention('Power');
    await world.clock.advance(minute);
    assert.ok(told(await machine.pull()).includes('2 mention'));
  });

  for (const every of [minute, 0])
    it(`hears 5,000 that arrive ${every} ms apart within a few turns, and the news of each`, async () => {
      world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 5000, every });
      await world.clock.advance(minute);
      const machine = listener(world);
      let turns = 0;
      while (machine.heard.size < 5000 + Math.min(turns, 5) && turns < 20) {
        const before = requests();
        const threads = await machine.pull();
        assert.equal(unreadIn(threads), undefined, 'nothing is concluded');
        assert.ok(requests() - before <= 10);
        turns++;
        if (turns <= 5) mention(`News ${turns}`);
        await world.clock.advance(minute);
      }
      assert.equal(machine.heard.size, 5005);
      assert.ok(turns <= 16, String(turns));
      world.github.log.clear();
      for (let turn = 0; turn < 60; turn++) {
        await machine.pull();
        await world.clock.advance(minute);
      }
      assert.ok(world.github.log.charged('ana') <= 70, String(world.github.log.charged('ana')));
    });

  it('hears all of a large inbox while its owner goes through it elsewhere', async () => {
    world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 1500 });
    await world.clock.advance(minute);
    const machine = listener(world);
    const stop = world.github.weather.add({
      match: ({ path }) => {
        const next = world.github.threads('ana').find(({ unread, number }) => unread && number % 3 !== 0);
        if (next && path.startsWith('/notifications')) world.github.as('ana').readThread(repository, next.number);
        return false;
      },
      effect: { kind: 'reset', when: 'before' },
    });
    for (let turn = 0; turn < 8; turn++) {
      await machine.pull();
      await world.clock.advance(minute);
    }
    stop();
    const unheard = world.github
      .threads('ana')
      .filter(({ unread, number }) => unread && !machine.heard.has(`thing/acme/team#${number}`));
    assert.deepEqual(unheard, []);
  });

  it('hears of much that came while it was away, down to where it was', async () => {
    world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 100, every: 1000 });
    await world.clock.advance(minute);
    const machine = listener(world);
    await machine.pull();
    assert.equal(machine.heard.size, 100);
    await world.clock.advance(48 * 60 * minute);
    world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 900, every: minute });
    for (let turn = 0; turn < 4; turn++) {
      await machine.pull();
      await world.clock.advance(minute);
    }
    assert.equal(machine.heard.size, 1000);
  });

  it('hears what a list has left out for a moment, however much newer has come meanwhile', async () => {
    const { clock, github } = world;
    mention('an early one');
    const machine = listener(world);
    await machine.pull();
    await clock.advance(2 * minute);
    const { number } = mention('left out');
    for (let count = 0; count < 60; count++) {
      await clock.advance(300);
      mention('one of many');
    }
    const withoutIt = (answer: Answer) => ({
      ...answer,
      body: JSON.stringify(
        JSON.parse(answer.body ?? '[]').filter(
          (one: { subject: { title: string } }) => one.subject.title !== 'left out',
        ),
      ),
    });
    const stop = github.weather.add({
      match: { path: /^\/notifications/ },
      effect: { kind: 'altered', alter: withoutIt },
    });
    await machine.pull();
    stop();
    assert.ok(!machine.heard.has(keyOf(number)));
    await clock.advance(minute);
    mention('one more');
    await machine.pull();
    assert.ok(machine.heard.has(keyOf(number)));
  });

  it('goes on where the connection broke, and loses nothing of what came before', async () => {
    world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 300 });
    await world.clock.advance(minute);
    const machine = listener(world);
    world.github.weather.add({
      match: { path: /[?&]page=4\b/ },
      times: 2,
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    assert.equal((await machine.pull()).kind, 'changed');
    const early = machine.heard.size;
    assert.ok(early > 100 && early < 300);
    for (let turn = 0; turn < 3; turn++) {
      await world.clock.advance(minute);
      await machine.pull();
    }
    assert.equal(machine.heard.size, 300);
  });

  for (const [status, why] of [
    [403, 'forbidden'],
    [404, 'missing'],
  ] as const)
    it(`is told ${status}, says so, and asks again only after an hour`, async () => {
      world.github.withoutNotifications(status);
      const machine = listener(world);
      for (let turn = 0; turn < 60; turn++) {
        const threads = await machine.pull('onDemand');
        assert.ok(threads.kind === 'refused' && threads.why === why);
        await world.clock.advance(minute);
      }
      assert.equal(requests(), 1);
      world.github.setNotifications({ refusal: undefined });
      mention();
      assert.deepEqual(told(await machine.pull()), ['1 mention']);
    });

  it('is refused without the scope for it', async () => {
    const threads = await listener(world, world.github.token('ana', { scopes: ['read:user'] })).pull();
    assert.ok(threads.kind === 'refused' && threads.why === 'forbidden');
  });

  it('stays away for as long as a limit says, also in the midst of its pages', async () => {
    world.github.addThreads(repository, { for: 'ana', by: 'bo', count: 300 });
    await world.clock.advance(minute);
    const machine = listener(world);
    world.github.weather.add({
      match: { path: /[?&]page=3\b/ },
      times: 1,
      effect: { kind: 'limited', status: 403, retryAfter: 300 },
    });
    assert.equal((await machine.pull()).kind, 'changed');
    const asked = requests();
    for (let turn = 0; turn < 4; turn++) {
      await world.clock.advance(minute);
      const threads = await machine.pull();
      assert.ok(threads.kind === 'trouble' && threads.trouble.kind === 'limited');
    }
    assert.equal(requests(), asked);
    await world.clock.advance(minute);
    await machine.pull();
    assert.equal(machine.heard.size, 300);
  });

  for (const [name, effect, trouble] of [
    ['no connection', { kind: 'refuse' }, 'offline'],
    ['a lost answer', { kind: 'reset', when: 'after' }, 'offline'],
    ['a body cut short', { kind: 'truncated', end: 'clean' }, 'serverDown'],
    ['a page of a proxy', { kind: 'proxyPage' }, 'serverDown'],
    ['a gateway that points elsewhere', { kind: 'redirect', status: 302, to: 'https://login.example' }, 'offline'],
    ['a server in trouble', { kind: 'serverError', status: 503, when: 'before' }, 'serverDown'],
    ['single sign-on', { kind: 'singleSignOn', organization: 'acme' }, 'singleSignOn'],
  ] as const)
    it(`${name} is trouble that passes`, async () => {
      mention();
      await world.clock.advance(minute);
      const machine = listener(world);
      const stop = world.github.weather.add({ effect });
      for (let turn = 0; turn < 3; turn++) {
        const threads = await machine.pull();
        assert.ok(
          turn > 0 || (threads.kind === 'trouble' && threads.trouble.kind === trouble),
          JSON.stringify(threads),
        );
      }
      stop();
      await world.clock.advance(minute);
      assert.deepEqual(told(await machine.pull()), ['1 mention']);
    });

  it('a revoked token is signed out, and nothing is refused for that', async () => {
    const token = world.github.token('ana');
    const machine = listener(world, token);
    world.github.revokeToken(token);
    const threads = await machine.pull();
    assert.ok(threads.kind === 'trouble' && threads.trouble.kind === 'signedOut');
  });

  it('invariant 19: concludes nothing while an organization keeps its threads back', async () => {
    mention();
    world.github.addRepository({ owner: 'bo', name: 'open', roles: { ana: 'read' } });
    world.github.as('bo').createIssue('bo/open', { title: 'Horn', body: '@ana' });
    await world.clock.advance(minute);
    const token = world.github.token('ana');
    const machine = listener(world, token);
    assert.equal(unreadIn(await machine.pull()), 2);
    world.github.requireSingleSignOn('acme');
    await world.clock.advance(minute);
    const partial = await machine.pull('onDemand');
    assert.deepEqual([told(partial), unreadIn(partial)], [['1 mention'], undefined]);
    world.github.authorizeToken(token, 'acme');
    await world.clock.advance(minute);
    assert.equal(unreadIn(await machine.pull('onDemand')), 2);
  });

  for (const lostRepositories of ['hidden', 'listed'] as const)
    it(`a repository that has vanished disturbs nobody: ${lostRepositories}`, async () => {
      world.github.setNotifications({ lostRepositories });
      mention();
      await world.clock.advance(minute);
      world.github.deleteRepository(repository);
      const threads = await listener(world).pull();
      assert.equal(unreadIn(threads), lostRepositories === 'listed' ? 1 : 0);
    });

  it('a clock that is set back or ahead stops nothing', async () => {
    mention();
    await world.clock.advance(minute);
    const machine = listener(world);
    await machine.pull();
    for (const jump of [-24 * 60 * minute, 48 * 60 * minute]) {
      world.github.as('bo').comment(repository, 1, 'news');
      await world.clock.advance(minute);
      world.clock.jump(jump);
      assert.deepEqual(told(await machine.pull()), ['1 mention']);
    }
  });
});

describe('settling a notification on GitHub', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.as('bo').createIssue(repository, { title: 'Beam', body: '@ana' });
  });
  afterEach(() => world.dispose());

  const thread = () => world.github.threads('ana')[0];
  const settle = (
    act: 'read' | 'done' | 'unsubscribe' | 'subscribe',
    id = String(thread()?.id),
    send: Send = listener(world).send,
    about: string | undefined = undefined,
  ) =>
    actOnThread(
      {
        ask: send,
        meaning: (reply) =>
          reply.kind === 'answer' && reply.status < 300 ? { kind: 'fine' } : meaningOf(reply, world.clock.now()),
      },
      { id, about },
      act,
    );

  it('reads, puts away and leaves; doing so again changes nothing', async () => {
    for (const act of ['read', 'read', 'done', 'done'] as const) {
      assert.equal((await settle(act)).kind, 'done');
      assert.deepEqual([thread()?.unread, thread()?.done], [false, act === 'done']);
    }
    assert.equal((await settle('unsubscribe')).kind, 'done');
    world.github.as('bo').comment(repository, 1, 'more');
    assert.equal(thread()?.unread, false);
    assert.equal((await settle('subscribe')).kind, 'done');
    world.github.as('bo').comment(repository, 1, 'and more');
    assert.equal(thread()?.unread, true, 'who takes that back is told again');
    assert.deepEqual(world.github.log.invalid, []);
  });

  it('leaves be what is gone, somebody else’s, or refused', async () => {
    assert.equal((await settle('done', '1')).kind, 'done');
    assert.equal((await settle('read', '../../user')).kind, 'done');
    world.github.withoutNotifications();
    for (const act of ['read', 'done', 'unsubscribe'] as const) assert.equal((await settle(act)).kind, 'done');
    assert.equal(thread()?.unread, true);
  });

  it('leaves what nobody has seen yet to be heard', async () => {
    const { github, clock } = world;
    const ana = listener(world);
    const first = await ana.pull();
    const seen = first.kind === 'changed' ? first.incoming[0]?.at : undefined;
    assert.ok(seen);
    await clock.advance(minute);
    github.as('bo').comment(repository, 1, 'and now?');
    for (const act of ['read', 'done'] as const) {
      assert.equal((await settle(act, undefined, undefined, seen)).kind, 'done');
      assert.deepEqual([thread()?.unread, thread()?.done], [true, false]);
    }
    await clock.advance(minute);
    assert.equal((await ana.pull()).kind, 'changed');
    assert.equal((await settle('done', undefined, undefined, new Date(clock.now()).toISOString())).kind, 'done');
    assert.equal(thread()?.done, true);
    github.weather.offline(true);
    assert.equal((await settle('done', undefined, undefined, seen)).kind, 'blocked', 'only a look was lost');
    assert.deepEqual(github.log.invalid, []);
  });

  it('does not know what became of a lost answer, and may ask again', async () => {
    for (const when of ['before', 'after'] as const) {
      world.github.weather.add({ times: 1, effect: { kind: 'reset', when } });
      assert.equal((await settle('done')).kind, 'unsure');
      assert.equal(thread()?.done, when === 'after');
    }
    assert.equal((await settle('done')).kind, 'done');
    world.github.weather.offline(true);
    assert.deepEqual(await settle('read'), { kind: 'blocked', trouble: { kind: 'offline' } });
  });

  it('says whose doing it is where that is wanted, for a request each, and only of what is new', async () => {
    const { github, clock } = world;
    const ana = listener(world);
    github.as('bo').createIssue(repository, { title: 'old', body: '@ana' });
    await clock.advance(minute);
    await ana.pull('full', { withAuthors: true });
    const { number } = github.as('bo').createIssue(repository, { title: 'new', body: '@ana' });
    const own = github.as('ana').createIssue(repository, { title: 'mine', body: '' });
    await clock.advance(minute);
    github.as('bo').comment(repository, own.number, 'seen');
    await clock.advance(2 * minute);
    const before = github.log.entries.length;
    const threads = await ana.pull('full', { withAuthors: true });
    assert.ok(threads.kind === 'changed');
    const names = new Map(threads.incoming.map((one) => [one.number, one.from]));
    assert.deepEqual([names.get(1), names.get(number), names.get(own.number)], [undefined, 'bo', 'bo']);
    const asked = github.log.entries.slice(before).filter(({ path }) => !path.startsWith('/notifications'));
    assert.equal(asked.length, 2);
    assert.deepEqual(github.log.invalid, []);
  });

  it('follows no address but those of its own repository', () => {
    const told = (latest_comment_url: string) =>
      incomingFrom({
        id: '7',
        updated_at: '2026-11-21T09:00:00Z',
        repository: { full_name: 'acme/team' },
        subject: { title: 'x', type: 'Issue', url: '', latest_comment_url },
      });
    const latest = (address: string) => {
      const incoming = told(address);
      return incoming && latestOf(incoming);
    };
    assert.deepEqual(latest('https://evil.example/repos/acme/team/issues/comments/9'), {
      kind: 'issues/comments',
      id: 9,
    });
    for (const address of [
      'https://github.example/repos/acme/other/issues/comments/9',
      'https://github.example/repos/acme/team/issues/comments/9?x=1',
      'https://github.example/repos/acme/team/../../user/issues/9',
      '',
    ])
      assert.equal(latest(address), undefined, address);
  });
});
