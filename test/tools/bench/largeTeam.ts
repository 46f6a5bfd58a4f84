/** One member of a team of any size: the real engine on a real folder, a GitHub in another thread, time that stands still. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore, type Store } from '../../../src/base/store.js';
import { openCache } from '../../../src/disk/board/cache.js';
import { diskSteps, type Steps } from '../../../src/disk/files/steps.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import { createRemote } from '../../../src/github/remote.js';
import type { Team } from '../../../src/model/board/team.js';
import { initialState, type State } from '../../../src/model/state.js';
import type { Log } from '../../../src/ports/clock.js';
import type { Lease } from '../../../src/ports/stores.js';
import { type Engine, startEngine } from '../../../src/sync/turn/engine.js';
import { type FakeClock, fakeClock } from '../../lib/fakes/fakeClock.js';
import { zone } from './drawn.js';
import { type FarGithub, openGithub } from './farGithub.js';
import type { Size } from './largeGithub.js';

const server = 'https://github.example';
/** A working day in Europe. */
const start = '2026-11-25T13:40:00Z';

export interface LargeTeam {
  readonly clock: FakeClock;
  readonly github: FarGithub;
  readonly folder: string;
  readonly team: Team;
  /** Kilobytes written to the disk since the last time. */
  takeWritten(): number;
  open(): Promise<{ readonly store: Store<State>; readonly engine: Engine }>;
  close(): Promise<void>;
}

const nothing = () => undefined;
const log: Log = { debug: nothing, info: nothing, warn: console.warn, error: (...all) => console.error(...all) };
const lease: Lease = { held: () => true, watch: () => nothing, nudge: nothing };

export async function openLargeTeam(size: Size): Promise<LargeTeam> {
  const clock = fakeClock(start);
  const github = openGithub(clock);
  const folder = mkdtempSync(join(tmpdir(), 'makertime-scale-'));
  const { token, account, repository } = await github.build(size);
  const team: Team = { account: { server, ...account }, repository: { id: repository, owner: 'acme', name: 'team' } };
  await github.take();
  let written = 0;
  const steps: Steps = {
    ...diskSteps,
    async writeFlushed(path, text) {
      written += Buffer.byteLength(text);
      await diskSteps.writeFlushed(path, text);
    },
    async appendFlushed(path, text) {
      written += Buffer.byteLength(text);
      await diskSteps.appendFlushed(path, text);
    },
  };
  return {
    clock,
    github,
    folder,
    team,
    takeWritten() {
      const taken = written;
      written = 0;
      return Math.round(taken / 1024);
    },
    async open() {
      const store = createStore(initialState);
      store.update((state) => ({ ...state, account: team.account, team }));
      const access = { server, token: async () => token, fetch: github.fetch, clock, log };
      const engine = startEngine({
        store,
        outbox: clock.watched(await openOutbox(join(folder, 'outbox'), clock, log, steps)),
        cache: clock.watched(await openCache(join(folder, 'board'), log, steps)),
        inbox: clock.watched(await openInbox(join(folder, 'inbox'), log, steps)),
        remote: createRemote(team, access),
        team,
        lease,
        clock,
        log,
        attended: () => true,
        seen: () => true,
        zone: () => zone,
        rules: () => ({ people: [], repositories: [], ignored: [] }),
        renamed: nothing,
        renamedMe: nothing,
      });
      return { store, engine };
    },
    async close() {
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first sync, up to what people wait for beside blockers. */
export async function untilAllIsKnown({ clock }: LargeTeam, store: Store<State>): Promise<number> {
  let minutes = 0;
  for (let known = -1; known !== store.get().confirmed.dependencies.size; minutes++) {
    known = store.get().confirmed.dependencies.size;
    await clock.advance(66_000);
  }
  const { sync } = store.get();
  if (sync.trouble) throw new Error(`the first sync ended in ${JSON.stringify(sync.trouble)}`);
  return minutes;
}
