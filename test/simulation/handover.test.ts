import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '../../src/base/store.js';
import { handlers } from '../../src/commands/table.js';
import { openCache } from '../../src/disk/board/cache.js';
import { openInbox } from '../../src/disk/local/inbox.js';
import { accountFolder } from '../../src/disk/local/teams.js';
import { openOutbox } from '../../src/disk/outbox/outbox.js';
import { createRemote } from '../../src/github/remote.js';
import type { Account, Repository, Team } from '../../src/model/board/team.js';
import { focusAt } from '../../src/model/focus/focus.js';
import { myRecord } from '../../src/model/members.js';
import { initialState, visible } from '../../src/model/state.js';
import { ledger } from '../../src/model/waits/ledger.js';
import type { Chosen, Lease, Teams } from '../../src/ports/stores.js';
import { type ConnectionPorts, openConnection } from '../../src/sync/connection.js';
import { nowRows } from '../../src/views/now/view.js';
import { bo, board, capture, item, memoryLog, openRoster, setStatus, team as someTeam } from '../lib/fakes/builders.js';
import { fakeApp } from '../lib/fakes/fakeApp.js';
import { choose, enter } from '../lib/fakes/fakeAsk.js';
import { createWorld, repository } from '../lib/fakes/world.js';

function memoryTeams(): Teams & { current(account: Account): Repository | undefined; now(): Chosen | undefined } {
  let chosen: Chosen | undefined;
  const of = new Map<number, Repository>();
  const listeners = new Set<() => void>();
  return {
    now: () => chosen,
    current: (account) => of.get(account.id),
    chosen: async () => chosen,
    async choose(next) {
      chosen = next;
      for (const one of listeners) one();
    },
    of: async (account) => {
      const current = of.get(account.id);
      return { recent: [], ...(current && { current }) };
    },
    async renamed(account) {
      if (chosen) await this.choose({ ...chosen, account });
    },
    async connect(account, one) {
      of.set(account.id, one);
      for (const one of listeners) one();
    },
    owedElsewhere: async () => [],
    watch(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

/** As a person does who signs in and connects their team. */
async function signIn({ teams, connection }: Pick<ReturnType<typeof open>, 'teams' | 'connection'>, team: Team) {
  await teams.connect(team.account, team.repository);
  await teams.choose({ account: team.account, source: 'github' });
  await connection.refresh();
}

function open(more: (ports: ConnectionPorts) => Partial<ConnectionPorts> = () => ({})) {
  const world = createWorld();
  const { clock, github } = world;
  const root = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'makertime-'));
  const log = memoryLog();
  const store = createStore(initialState);
  const teams = memoryTeams();
  const tokens = new Map(['ana', 'bo'].map((login) => [github.idOf(login), github.token(login, { scopes: ['repo'] })]));
  const lease = (): Lease & { dispose(): void } => ({
    held: () => true,
    watch: () => () => undefined,
    nudge: () => undefined,
    dispose: () => undefined,
  });
  /** Opening a folder takes real time, too. No watchers: they only hint at what is reread anyway. */
  const opened = <S extends object>(store: S) => clock.watched({ ...store, watch: () => () => undefined });
  const disk = clock.watched({
    outbox: async (account: Account) =>
      opened(await openOutbox(join(accountFolder(root, account), 'outbox'), clock, log)),
    cache: async ({ account, repository: { id } }: Team) =>
      opened(await openCache(join(accountFolder(root, account), `board-${id}`), log)),
    inbox: async (account: Account) => opened(await openInbox(join(accountFolder(root, account), 'inbox'), log)),
  });
  const base: ConnectionPorts = {
    store,
    teams,
    clock,
    log,
    session: async ({ account, source }) => (source === 'signedOut' ? undefined : account),
    ...disk,
    lease,
    remote: async (team, chosen) =>
      createRemote(team, {
        server: team.account.server,
        fetch: github.fetch,
        clock,
        log,
        token: async () => (chosen.source === 'signedOut' ? undefined : tokens.get(chosen.account.id)),
      }),
    busyFile: () => ({ read: async () => undefined, replace: async () => true }),
    busyRemote: () => assert.fail('nobody wants GitHub to be told'),
    tellsBusy: () => false,
    attended: () => true,
    seen: () => true,
    zone: () => 'Europe/Berlin',
    rules: () => ({ people: [], repositories: [], ignored: [] }),
  };
  const connection = openConnection({ ...base, ...more(base) });
  return {
    ...world,
    root,
    log,
    store,
    teams,
    connection,
    end: () => {
      connection.dispose();
      world.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

describe('connection', () => {
  let end = () => {};
  afterEach(() => end());
  const given = (more?: Parameters<typeof open>[0]) => {
    const made = open(more);
    end = made.end;
    return made;
  };

  it('words typed as ana are never sent as bo, whoever signs in before Enter is pressed', async () => {
    const { teamOf, teams, connection, clock, github } = given();
    const ana = teamOf('ana');
    const bob = teamOf('bo');
    await teams.connect(ana.account, ana.repository);
    await teams.connect(bob.account, bob.repository);
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    const typed = capture({ title: 'I am ana' }, { team: ana }); // the box was opened as ana
    await teams.choose({ account: bob.account, source: 'github' }); // another window switches
    await connection.refresh();
    await connection.record(typed);
    await clock.advance(5_000);
    assert.deepEqual(
      github.issues(repository).map((one) => github.loginOf(one.author)),
      [],
    );
  });

  it('a rename heard by the engine of an account that has left does not connect the next account', async () => {
    const { teamOf, teams, connection, clock, github } = given();
    const ana = teamOf('ana');
    const bob = teamOf('bo');
    const own = github.addRepository({ owner: 'acme', name: 'other', private: true, roles: { bo: 'write' } });
    const other = { id: own.id, owner: 'acme', name: 'other' };
    await teams.connect(ana.account, ana.repository);
    await teams.connect(bob.account, other);
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    await clock.advance(5_000);
    github.renameRepository(repository, 'crew');
    github.weather.add({ effect: { kind: 'latency', ms: 3_000 } });
    connection.wake();
    await clock.advance(2_000); // ana's turn is under way
    await teams.choose({ account: bob.account, source: 'github' });
    await connection.refresh();
    await clock.advance(30_000);
    await clock.settle();
    assert.equal(teams.current(bob.account)?.name, 'other');
  });

  it('a team that is renamed does not end the focus of anybody, not even for a moment', async () => {
    const { teamOf, teams, connection, clock, github, store } = given();
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await connection.record(openRoster({ team }));
    const [since, until] = [0, 3_600_000].map((ms) => new Date(clock.now() + ms).toISOString()) as [string, string];
    await connection.record(setStatus({ focusing: { since, until } }, { team }));
    await clock.advance(5_000);
    const kinds = new Set<string>();
    const unsubscribe = store.subscribe((state) => {
      if (state.phase === 'ready') kinds.add(focusAt(myRecord(state)?.status, clock.now()).kind);
    });
    github.renameRepository(repository, 'crew');
    connection.wake();
    await clock.advance(5_000);
    await clock.settle();
    await clock.advance(5_000);
    unsubscribe();
    assert.deepEqual([teams.current(team.account)?.name, ...kinds], ['crew', 'started']);
  });

  it('a session that answers after signing out does not sign in again', async () => {
    let answer: (account: Account | undefined) => void = () => {};
    const { teamOf, teams, connection, store, clock } = given(() => ({
      session: ({ source, account }) =>
        source === 'signedOut'
          ? Promise.resolve(undefined)
          : new Promise((resolve) => {
              answer = () => resolve({ ...account, login: 'ana-renamed' });
            }),
    }));
    const ana = teamOf('ana');
    await signIn({ teams, connection }, ana);
    await teams.choose({ account: ana.account, source: 'signedOut' });
    await connection.refresh();
    answer(undefined);
    await clock.settle();
    assert.deepEqual([store.get().account, teams.now()?.source], [undefined, 'signedOut']);
  });

  it('invariant 9: who only signs in again keeps the board on the screen', async () => {
    const { teamOf, teams, connection, clock, store } = given();
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await connection.record(capture({ title: 'the beam is stuck' }, { team }));
    await clock.advance(5_000);
    const counts = new Set<number>();
    store.subscribe((state) => counts.add(visible(state).items.size));
    for (const source of ['signedOut', 'github'] as const) {
      await teams.choose({ account: team.account, source });
      await connection.refresh();
      await clock.settle();
      await clock.advance(5_000);
    }
    assert.deepEqual([...counts], [1]);
  });

  it('invariant 15: whoever signs in again is asked for with the same token, which GitHub has rejected once', async () => {
    const { teamOf, teams, connection, clock, store, github } = given((base) => ({
      remote: async (team) =>
        createRemote(team, {
          server: team.account.server,
          fetch: async (...args) => (isRejecting ? rejection() : github.fetch(...args)),
          clock,
          log: base.log,
          token: async () => token,
        }),
    }));
    let isRejecting = true;
    const headers = { 'content-type': 'application/json', 'x-github-request-id': 'C0DE:1' };
    const rejection = () => new Response('{"message":"Bad credentials"}', { status: 401, headers });
    const token = github.token('ana', { scopes: ['repo'] });
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await connection.record(capture({ title: 'the beam is stuck' }, { team }));
    await clock.advance(5_000);
    assert.equal(store.get().sync.trouble?.kind, 'signedOut');
    isRejecting = false;
    await teams.choose({ account: team.account, source: 'github', signedInAt: new Date(clock.now()).toISOString() });
    await connection.refresh();
    await clock.advance(5_000);
    assert.deepEqual([store.get().sync.trouble, store.get().unsent], [undefined, []]);
  });

  it('invariant 17: whoever renames themselves goes by the new name, whatever their session still says', async () => {
    const { teamOf, teams, connection, clock, store, github } = given(() => ({
      session: async ({ account }) => ({ ...account, login: 'ana' }),
    }));
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await clock.advance(60_000);
    const moves = new Set<string | undefined>();
    store.subscribe(({ account }) => moves.add(account?.login));
    github.renameUser('ana', 'anna');
    await clock.advance(20 * 60_000);
    await connection.refresh();
    await clock.advance(60_000);
    assert.deepEqual(
      [teams.now()?.account.login, store.get().team?.account.login, ...moves],
      ['anna', 'anna', 'ana', 'anna'],
    );
    const pull = github.addPullRequest(repository, { author: 'bo', title: 'mend the beam' });
    github.as('bo').requestReview(repository, pull, 'anna');
    await clock.advance(10 * 60_000);
    assert.equal(ledger(store.get()).forMe.length, 1);
  });

  it('a token that GitHub has rejected is not shown to it again by looking at the account, or at the disk, once more', async () => {
    const asked: string[] = [];
    let token = 'ghp_revoked';
    let refuses = false;
    const { teamOf, teams, connection, clock, store, github } = given((base) => ({
      teams: {
        ...base.teams,
        owedElsewhere: async () => (refuses ? Promise.reject(new Error('EMFILE')) : []),
      },
      remote: async (team) =>
        createRemote(team, {
          server: team.account.server,
          fetch: async (...args) => {
            asked.push(token);
            return github.fetch(...args);
          },
          clock,
          log: base.log,
          token: async () => token,
        }),
    }));
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await connection.record(capture({ title: 'the beam is stuck' }, { team }));
    await clock.advance(5_000);
    assert.deepEqual([store.get().sync.trouble?.kind, asked], ['signedOut', ['ghp_revoked']]);
    refuses = true;
    for (let look = 0; look < 20; look++) {
      await connection.refresh();
      await clock.advance(20_000); // the disk is tried again meanwhile
    }
    assert.deepEqual(asked, ['ghp_revoked']);
    refuses = false;
    token = github.token('ana', { scopes: ['repo'] });
    await connection.refresh(); // as it is told that the session has changed
    await clock.advance(5_000);
    assert.deepEqual([store.get().sync.trouble, store.get().unsent], [undefined, []]);
  });

  it('invariant 15: a team made public is written to once the person goes on there, and only then', async () => {
    const { teamOf, teams, connection, clock, store, github } = given();
    const team = teamOf('ana');
    const privacy = () => teams.current(team.account)?.isPrivate;
    await signIn({ teams, connection }, team);
    await clock.advance(5_000);
    assert.equal(privacy(), true, 'heard, where it was connected before anybody asked');
    github.setRepository(repository, { private: false });
    github.renameRepository(repository, 'crew');
    await connection.record(capture({ title: 'the beam is stuck' }, { team: store.get().team ?? team }));
    await clock.advance(2 * 60_000);
    const { sync, unsent } = store.get();
    assert.deepEqual([sync.trouble?.kind, unsent.length, github.issues('acme/crew').length], ['madePublic', 1, 0]);
    assert.deepEqual([teams.current(team.account)?.name, privacy()], ['crew', true]);
    const app = fakeApp(store.get());
    app.ask.will(choose('Go on'));
    await handlers['makertime.goOnInPublic']({
      ...app,
      connection: { ...app.connection, connect: connection.connect },
    });
    await clock.advance(2 * 60_000);
    assert.deepEqual([store.get().sync.trouble, store.get().unsent, privacy()], [undefined, [], false]);
    assert.equal(github.issues('acme/crew').length, 1);
    github.setRepository('acme/crew', { private: true });
    await clock.advance(2 * 60_000);
    github.setRepository('acme/crew', { private: false });
    await clock.advance(2 * 60_000);
    assert.deepEqual([store.get().sync.trouble?.kind, privacy()], ['madePublic', true], 'a second time');
  });

  it('invariant 14: an account or a team that cannot be read for a moment is still there, and read again', async () => {
    let refused: 'chosen' | 'of' | undefined;
    const { teamOf, teams, connection, clock, store } = given((base) => ({
      teams: {
        ...base.teams,
        chosen: () => (refused === 'chosen' ? Promise.reject(new Error('EBUSY')) : base.teams.chosen()),
        of: (account) => (refused === 'of' ? Promise.reject(new Error('EPERM')) : base.teams.of(account)),
      },
    }));
    const team = teamOf('ana');
    await signIn({ teams, connection }, team);
    await connection.record(capture({ title: 'the beam is stuck' }, { team }));
    await clock.advance(5_000);
    for (const [known, step] of [
      [1, 'chosen'],
      [2, 'of'],
    ] as const) {
      refused = step;
      await connection.refresh();
      const { account, confirmed, sync } = store.get();
      assert.deepEqual([account?.login, confirmed.items.size, sync.trouble?.kind], ['ana', known, 'disk'], step);
      await connection.record(capture({ title: step }, { team }));
      refused = undefined;
      await clock.advance(2 * 60_000);
      assert.deepEqual([store.get().unsent, store.get().sync.trouble], [[], undefined], step);
    }
    assert.equal(visible(store.get()).items.size, 3);
  });

  it('a disk that refuses once at the start is shown, and tried again', async () => {
    let refuses = true;
    const { teamOf, teams, connection, store, clock } = given((base) => ({
      outbox: async (account) => {
        if (refuses) throw new Error('EMFILE: too many open files');
        return base.outbox(account);
      },
    }));
    const ana = teamOf('ana');
    await signIn({ teams, connection }, ana);
    refuses = false;
    await clock.advance(10 * 60_000);
    await clock.settle();
    assert.equal(store.get().phase, 'ready', 'stuck at starting');
  });

  it('what is being saved while the account changes is not shown to the next account', async () => {
    let release = () => {};
    let slow = false;
    const { teamOf, teams, connection, store, github, clock } = given((base) => ({
      async outbox(account) {
        const real = await base.outbox(account);
        return {
          ...bound(real),
          add: async (mutation) => {
            if (slow)
              await new Promise<void>((resolve) => {
                release = resolve;
              });
            return real.add(mutation);
          },
        };
      },
    }));
    const ana = teamOf('ana');
    const bob = teamOf('bo');
    await teams.connect(ana.account, ana.repository);
    const own = github.addRepository({ owner: 'acme', name: 'other', private: true, roles: { bo: 'write' } });
    await teams.connect(bob.account, { id: own.id, owner: 'acme', name: 'other' });
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    slow = true;
    const saving = connection.record(capture({ title: 'only for ana' }, { team: ana }));
    await clock.settle();
    await teams.choose({ account: bob.account, source: 'github' });
    await connection.refresh();
    await clock.settle();
    release();
    await saving;
    assert.deepEqual(
      store.get().unsent.map((one) => one.team.account.login),
      [],
    );
  });

  it('a disk that cannot be read is not "in step"', async () => {
    let broken = false;
    const { teamOf, teams, connection, store, clock } = given((base) => ({
      async outbox(account) {
        const real = await base.outbox(account);
        return {
          ...bound(real),
          read: async () => {
            if (broken) throw new Error('EACCES');
            return real.read();
          },
        };
      },
    }));
    const ana = teamOf('ana');
    await signIn({ teams, connection }, ana);
    await clock.advance(5_000);
    broken = true;
    await clock.advance(30 * 60_000);
    assert.doesNotMatch(nowRows(store.get(), clock.now()).find(({ id }) => id === 'sync')?.label ?? '', /Up to date/);
  });
});
const bound = <T extends object>(object: T): T =>
  object instanceof Object
    ? new Proxy({} as T, {
        ownKeys: () => Reflect.ownKeys(object),
        getOwnPropertyDescriptor: (_t, key) => ({
          value: Reflect.get(object, key),
          enumerable: true,
          configurable: true,
        }),
        get: (_t, key) => Reflect.get(object, key),
      })
    : object;

describe('connection, a disk that refuses in the middle of a turn', () => {
  it('what was sent before the disk refused is not called unsent', async () => {
    let refuses = true;
    const made = open((base) => ({
      async outbox(account) {
        const real = await base.outbox(account);
        return {
          ...bound(real),
          refuse: async (id, reason) => {
            if (refuses) {
              throw new Error('ENOSPC');
            }
            return real.refuse(id, reason);
          },
        };
      },
    }));
    try {
      const { teamOf, teams, connection, store, clock, github } = made;
      const ana = teamOf('ana');
      await signIn({ teams, connection }, ana);
      github.weather.offline(true);
      await connection.record(capture({ title: 'fine' }, { team: ana }));
      await connection.record(capture({ title: 'long', notes: 'x'.repeat(70_000) }, { team: ana }));
      github.weather.offline(false);
      connection.wake();
      await clock.advance(20_000);
      refuses = false;
      await clock.advance(60_000);
      assert.equal(github.issues(repository).length, 1);
      assert.ok(!store.get().unsent.some((m) => m.kind === 'capture' && m.words.title === 'fine'));
    } finally {
      made.end();
    }
  });
});

describe('commands and views', () => {
  it('a comment stays with the repository its blocker stands in, although the team changes while it is typed', async () => {
    const known = item({ number: 12, by: bo, title: 'stuck' });
    const app = fakeApp({ confirmed: board([known]) });
    const original = app.ask.line;
    (app.ask as { line: unknown }).line = async (question: never) => {
      // another window connects another team while the box is open
      app.store.update((state) => ({
        ...state,
        team: { ...someTeam, repository: { id: 99, owner: 'else', name: 'where' } },
      }));
      return original(question);
    };
    app.ask.will(enter('the password is in the safe'));
    await handlers['makertime.comment'](app, known.key);
    assert.deepEqual(
      app.recorded.map(({ team, ...rest }) => [team.repository.id, (rest as { number?: number }).number]),
      [[10, 12]],
    );
  });

  it('"in step" is not said while something is unsent', () => {
    const [row] = nowRows(
      {
        ...initialState,
        phase: 'ready',
        account: someTeam.account,
        team: someTeam,
        unsent: [capture()],
        sync: { heardAt: '2026-11-21T09:00:00Z' },
      },
      Date.parse('2026-11-21T09:00:30Z'),
    );
    assert.doesNotMatch(row?.label ?? '', /Up to date/);
  });

  it('"in step" is not said days after GitHub was last heard', () => {
    const [row] = nowRows(
      {
        ...initialState,
        phase: 'ready',
        account: someTeam.account,
        team: someTeam,
        sync: { heardAt: '2026-11-18T09:00:00Z' },
      },
      Date.parse('2026-11-21T09:00:30Z'),
    );
    assert.doesNotMatch(row?.label ?? '', /Up to date/);
  });

  it('what the repository puts into the prompt is no link that runs a command', async () => {
    const app = fakeApp();
    app.world.context = {
      path: 'src/[here](command:workbench.action.quit).ts',
      diagnostic: '[fix](command:workbench.action.terminal.new)',
    };
    app.ask.will(enter('stuck'));
    await handlers['makertime.captureBlocker'](app);
    // VS Code's own pattern, from the workbench of 1.139.1
    assert.doesNotMatch(
      app.ask.lines[0]?.prompt ?? '',
      /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi,
    );
  });
});
