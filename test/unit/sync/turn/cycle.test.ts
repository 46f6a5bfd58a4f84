import assert from 'node:assert/strict';
import { createStore } from '../../../../src/base/store.js';
import { type Board, type Delta, emptyBoard, nothingNew } from '../../../../src/model/board/board.js';
import type { Mutation } from '../../../../src/model/board/mutation.js';
import { emptyInbox } from '../../../../src/model/inbox/entries.js';
import { initialState, type State } from '../../../../src/model/state.js';
import type { Entry, Outbox, OutboxFolder } from '../../../../src/ports/outbox.js';
import type { Remote } from '../../../../src/ports/remote.js';
import type { Cache, InboxStore, Snapshot } from '../../../../src/ports/stores.js';
import { type Ports, type Progress, takeTurn } from '../../../../src/sync/turn/cycle.js';
import { startEngine } from '../../../../src/sync/turn/engine.js';
import { bo, boardOf, capture, item, memoryLog, statusRecord, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

const nothing = () => undefined;
const hanging = () => new Promise<never>(nothing);
const refusing = () => Promise.reject(new Error('ENOSPC'));

/** bo says where they are. */
const news: Delta = {
  ...nothingNew,
  heard: [1],
  rosters: [...boardOf().rosters.values()],
  statuses: { kind: 'all', records: [statusRecord({ mode: 'away' }, { by: bo })] },
};
const isNewsIn = ({ statuses }: Board) => statuses.get(bo.id)?.status.mode === 'away';

const cursor = { newest: 'now' };
/** GitHub, which has one thing to tell and takes everything. */
const remote: Remote = {
  push: async (mutation) => ({
    kind: 'done',
    delta: mutation.kind === 'capture' ? { ...nothingNew, items: [item({ id: mutation.record })] } : nothingNew,
  }),
  find: async () => ({ kind: 'absent' }),
  async pull(known, _scope, _signal, heard) {
    if (!known.cursor) heard({ delta: news, cursor });
    return undefined;
  },
  leaveRoster: async () => undefined,
  myWork: async () => undefined,
  pullThreads: async () => ({ kind: 'unchanged', cursor: undefined }),
  readThread: async () => ({ kind: 'gone' }),
  readPull: async () => undefined,
  repository: () => team.repository,
  login: () => team.account.login,
};

/** @param steps is told of every step that matters to their order */
function outboxOf(steps: string[], ...mutations: readonly Mutation[]): Outbox {
  const places = new Map<string, OutboxFolder>(mutations.map(({ id }) => [id, 'new']));
  const move = (id: string, place: OutboxFolder) => void places.set(id, place);
  return {
    add: nothing as never,
    read: async () => ({
      entries: mutations.flatMap((mutation): readonly Entry[] => {
        const place = places.get(mutation.id);
        return place ? [{ mutation, place }] : [];
      }),
      aside: [],
    }),
    async claim(id) {
      move(id, 'claimed');
      return true;
    },
    release: async (id) => move(id, 'new'),
    doubt: async (id) => move(id, 'unsure'),
    refuse: async (id) => move(id, 'refused'),
    async settle(id) {
      steps.push('settled');
      places.delete(id);
    },
    retry: async () => false,
    discard: async () => false,
    // As of a claim that is older than any request.
    async recover() {
      for (const [id, place] of places) if (place === 'claimed') move(id, 'unsure');
    },
    watch: () => nothing,
  };
}

function cacheOf(steps: string[], refuses: () => boolean = () => false): Cache & { readonly written: Snapshot[] } {
  const written: Snapshot[] = [];
  return {
    written,
    read: async () => undefined,
    async write(snapshot) {
      if (refuses()) return refusing();
      written.push(snapshot);
      steps.push('written');
    },
    watch: () => nothing,
  };
}

describe('what GitHub tells is on the screen before anything else is asked or written', () => {
  let reads = 0;
  async function shownWith(more: { remote?: Partial<Remote>; cache?: Partial<Cache> }): Promise<State> {
    reads = 0;
    const clock = fakeClock();
    const store = createStore<State>({ ...initialState, account: team.account, team });
    const inbox: InboxStore = {
      async read() {
        reads++;
        return { inbox: emptyInbox };
      },
      async change(next) {
        return next(await inbox.read());
      },
      claimToast: async () => false,
      watch: () => nothing,
    };
    const engine = startEngine({
      store,
      team,
      inbox,
      clock,
      log: memoryLog(),
      remote: { ...remote, ...more.remote },
      outbox: outboxOf([]),
      cache: { ...cacheOf([]), ...more.cache },
      lease: { held: () => true, watch: () => nothing, nudge: nothing },
      attended: () => true,
      seen: () => true,
      zone: () => 'UTC',
      rules: () => ({ people: [], repositories: [], ignored: [] }),
      renamed: nothing,
      renamedMe: nothing,
    });
    await clock.settle();
    engine.dispose();
    return store.get();
  }

  it('while notifications hang', async () =>
    assert.ok(isNewsIn((await shownWith({ remote: { pullThreads: hanging } })).confirmed)));

  it('while a slower reader hangs', async () => {
    const pull: Remote['pull'] = (_known, _scope, _signal, heard) => {
      heard({ delta: news, cursor });
      return hanging();
    };
    assert.ok(isNewsIn((await shownWith({ remote: { pull } })).confirmed));
  });

  it('while the disk hangs over the board', async () =>
    assert.ok(isNewsIn((await shownWith({ cache: { write: hanging } })).confirmed)));

  it('and stays there where the disk refuses the board', async () => {
    const { confirmed, sync } = await shownWith({ cache: { write: refusing } });
    assert.ok(isNewsIn(confirmed));
    assert.equal(sync.trouble?.kind, 'disk');
  });

  it('and the inbox is read before GitHub is asked, when news are added, and when it is time to deliver', async () => {
    await shownWith({});
    assert.equal(reads - 1, 3, 'beside the first paint');
  });
});

describe('a turn', () => {
  const blank: Snapshot = { board: emptyBoard, sync: {} };
  const beginning: Progress = { snapshot: blank, kept: blank, done: new Set(), looks: new Map() };

  /** Turns after one another, as the engine takes them. */
  function turns(more: Partial<Ports>) {
    const steps: string[] = [];
    const cache = cacheOf(steps);
    const compared: Board[] = [];
    const ports: Ports = {
      team,
      remote,
      cache,
      outbox: outboxOf(steps),
      clock: { ...fakeClock(), sleep: async () => undefined },
      log: memoryLog(),
      deliveries: {
        takeActions: async (entries) => ({ entries }),
        async receiveNews(before) {
          compared.push(before);
          return { stored: { inbox: emptyInbox } };
        },
        deliverDue: hanging,
      },
      ...more,
    };
    let progress = beginning;
    let shown: { readonly board: Board; readonly done: ReadonlySet<string> } | undefined;
    return {
      steps,
      cache,
      compared,
      shown: () => shown,
      async turn() {
        progress = await takeTurn(ports, progress, 'changes', new AbortController().signal, ({ board }, done) => {
          shown = { board, done };
        });
        return progress;
      },
    };
  }

  it('settles what was sent only once the board with it is on the disk', async () => {
    const steps: string[] = [];
    const { turn } = turns({ outbox: outboxOf(steps, capture(), capture()), cache: cacheOf(steps) });
    await turn();
    assert.deepEqual(steps, ['written', 'settled', 'settled']);
  });

  it('keeps what was sent in the outbox while the disk refuses the board, and asks GitHub no more about it', async () => {
    const steps: string[] = [];
    let refuses = true;
    let requests = 0;
    const sent = capture();
    const { turn, shown } = turns({
      outbox: outboxOf(steps, sent),
      cache: cacheOf(steps, () => refuses),
      remote: {
        ...remote,
        push: (...args) => {
          requests++;
          return remote.push(...args);
        },
        find: (...args) => {
          requests++;
          return remote.find(...args);
        },
      },
    });
    for (const _ of [1, 2]) {
      const { snapshot, done } = await turn();
      assert.deepEqual([steps, snapshot.sync.trouble?.kind], [[], 'disk']);
      assert.deepEqual([[...done], [...(shown()?.done ?? [])]], [[sent.id], [sent.id]], 'it is not called unsent');
    }
    refuses = false;
    const { snapshot, done } = await turn();
    assert.deepEqual([steps, snapshot.sync.trouble, done.size, requests], [['written', 'settled'], undefined, 0, 1]);
  });

  it('shows what the inbox could not keep, but writes it only when the inbox has heard of it', async () => {
    let refuses = true;
    const compared: Board[] = [];
    const { turn, cache, shown } = turns({
      deliveries: {
        takeActions: async (entries) => ({ entries }),
        async receiveNews(before) {
          compared.push(before);
          return refuses ? refusing() : { stored: { inbox: emptyInbox } };
        },
        deliverDue: hanging,
      },
    });
    const { snapshot } = await turn();
    assert.equal(snapshot.sync.trouble?.kind, 'disk');
    assert.ok(isNewsIn(shown()?.board ?? emptyBoard));
    assert.ok(!cache.written.some(({ board, cursor }) => isNewsIn(board) || cursor));
    refuses = false;
    await turn();
    assert.ok(isNewsIn(shown()?.board ?? emptyBoard));
    assert.deepEqual(
      compared.map((board) => board === emptyBoard),
      [true, true],
    );
    assert.ok(isNewsIn(cache.written.at(-1)?.board ?? emptyBoard));
    assert.deepEqual(cache.written.at(-1)?.cursor, cursor);
  });

  it('that was cut short keeps what it has heard, and says what is wrong', async () => {
    const pull: Remote['pull'] = async (known, _scope, _signal, heard) => {
      if (!known.cursor) heard({ delta: news, cursor });
      return { kind: 'serverDown' };
    };
    const { turn, cache, compared } = turns({ remote: { ...remote, pull } });
    const { snapshot } = await turn();
    assert.deepEqual(
      [snapshot.sync, compared],
      [{ triedAt: '2026-11-21T09:00:00.000Z', trouble: { kind: 'serverDown' } }, [emptyBoard]],
    );
    assert.ok(isNewsIn(cache.written.at(-1)?.board ?? emptyBoard));
    await turn();
    assert.equal(compared.length, 1, 'nothing has come in, and GitHub does not answer');
  });
});
