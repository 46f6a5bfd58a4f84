import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handlers } from '../../src/commands/table.js';
import { openCache } from '../../src/disk/cache.js';
import { openInbox } from '../../src/disk/inboxStore.js';
import { openOutbox } from '../../src/disk/outbox.js';
import { accountFolder } from '../../src/disk/teams.js';
import { createRemote } from '../../src/github/remote.js';
import { myRecord } from '../../src/model/queries.js';
import { initialState } from '../../src/model/state.js';
import { createStore } from '../../src/model/store.js';
import type { Account, Repository } from '../../src/model/team.js';
import { type ConnectionPorts, openConnection } from '../../src/sync/connection.js';
import type { Chosen, Lease, Teams } from '../../src/sync/ports.js';
import { nowRows } from '../../src/views/now.js';
import { bo, board, capture, item, memoryLog, openRoster, setStatus, team as someTeam } from '../support/builders.js';
import { fakeApp } from '../support/fakeApp.js';
import { enter } from '../support/fakeAsk.js';
import { createWorld, repository } from '../support/world.js';

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
    connect: async (account, one) => void of.set(account.id, one),
    owedElsewhere: async () => [],
    watch(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
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
  const base: ConnectionPorts = {
    store,
    teams,
    clock,
    log,
    session: async ({ account, source }) => (source === 'signedOut' ? undefined : account),
    outbox: async (account) =>
      clock.watched(await openOutbox(join(accountFolder(root, account), 'outbox'), clock, log)),
    cache: async ({ account, repository: { id } }) =>
      clock.watched(await openCache(join(accountFolder(root, account), `board-${id}`), log)),
    lease,
    remote: (team, chosen) =>
      createRemote(team, {
        server: team.account.server,
        fetch: github.fetch,
        clock,
        log,
        token: async () => (chosen.source === 'signedOut' ? undefined : tokens.get(chosen.account.id)),
      }),
    inbox: async (account) => clock.watched(await openInbox(join(accountFolder(root, account), 'inbox'), log)),
    busy: () => ({ follow: async () => ({ kind: 'done' }), again: async () => undefined }),
    tellsBusy: () => false,
    attended: () => true,
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
const soon = (ms = 80) => new Promise((resolve) => setTimeout(resolve, ms));

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
    await soon();
    assert.equal(teams.current(bob.account)?.name, 'other');
  });

  it('a team that is renamed does not end the focus of anybody, not even for a moment', async () => {
    const { teamOf, teams, connection, clock, github, store } = given();
    const team = teamOf('ana');
    await teams.connect(team.account, team.repository);
    await teams.choose({ account: team.account, source: 'github' });
    await connection.refresh();
    await connection.record(openRoster({ team }));
    const until = new Date(clock.now() + 3_600_000).toISOString();
    await connection.record(setStatus({ said: { mode: 'focusing', until } }, { team }));
    await clock.advance(5_000);
    const modes = new Set<string | undefined>();
    const unsubscribe = store.subscribe((state) => {
      if (state.phase === 'ready') modes.add(myRecord(state)?.status.mode);
    });
    github.renameRepository(repository, 'crew');
    connection.wake();
    await clock.advance(5_000);
    await soon();
    await clock.advance(5_000);
    unsubscribe();
    assert.deepEqual([teams.current(team.account)?.name, ...modes], ['crew', 'focusing']);
  });

  it('a session that answers after signing out does not sign in again', async () => {
    let answer: (account: Account | undefined) => void = () => {};
    const { teamOf, teams, connection, store } = given(() => ({
      session: ({ source, account }) =>
        source === 'signedOut'
          ? Promise.resolve(undefined)
          : new Promise((resolve) => {
              answer = () => resolve({ ...account, login: 'ana-renamed' });
            }),
    }));
    const ana = teamOf('ana');
    await teams.connect(ana.account, ana.repository);
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    await teams.choose({ account: ana.account, source: 'signedOut' });
    await connection.refresh();
    answer(undefined);
    await soon();
    assert.deepEqual([store.get().account, teams.now()?.source], [undefined, 'signedOut']);
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
    await teams.connect(ana.account, ana.repository);
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    refuses = false;
    await clock.advance(10 * 60_000);
    await soon(); // opening the folders takes real time
    assert.equal(store.get().phase, 'ready', 'stuck at starting');
  });

  it('what is being saved while the account changes is not shown to the next account', async () => {
    let release = () => {};
    let slow = false;
    const { teamOf, teams, connection, store, github } = given((base) => ({
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
    await soon(20);
    await teams.choose({ account: bob.account, source: 'github' });
    await connection.refresh();
    await soon(50);
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
    await teams.connect(ana.account, ana.repository);
    await teams.choose({ account: ana.account, source: 'github' });
    await connection.refresh();
    await clock.advance(5_000);
    broken = true;
    await clock.advance(30 * 60_000);
    assert.doesNotMatch(nowRows(store.get(), clock.now()).find(({ id }) => id === 'sync')?.label ?? '', /In step/);
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
      await teams.connect(ana.account, ana.repository);
      await teams.choose({ account: ana.account, source: 'github' });
      await connection.refresh();
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
    assert.doesNotMatch(row?.label ?? '', /In step/);
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
    assert.doesNotMatch(row?.label ?? '', /In step/);
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
