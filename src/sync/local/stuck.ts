/**
 * How the windows of one machine agree on whether the person is stuck: what is said and seen goes to the disk first, and the
 * store shows what stands there.
 */
import { idTime, isId } from '../../base/id.js';
import type { Store } from '../../base/store.js';
import { type Item, isAwaitedItem } from '../../model/board/item.js';
import type { Account } from '../../model/board/team.js';
import type { Cause, Ladder, Stuck, StuckKept } from '../../model/local/stuck.js';
import { stuckNow } from '../../model/local/stuckLadder.js';
import { myRecord } from '../../model/members.js';
import { type State, visible } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { AccountStore } from '../../ports/stores.js';
import { followAccount } from './followAccount.js';
import { countStruggles, type NotedEvent, type Struggles } from './struggles.js';

/** Shared by all windows of one account. Methods reject where the disk refuses. */
export interface StuckFile extends AccountStore {
  read(): Promise<StuckKept>;
  say(said: NonNullable<StuckKept['said']>): Promise<void>;
  /** False, and nothing changes, where something else stands there than was read before: another window was quicker. */
  replace(before: StuckKept, next: StuckKept): Promise<boolean>;
  forget(): Promise<void>;
}

interface Parts {
  readonly store: Store<State>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  ladder(): Ladder;
  file(account: Account): StuckFile;
}

export interface StuckKeeper {
  /** Resolves once it is on the disk. Rejects where the disk refuses, and then nothing has changed. */
  declare(): Promise<void>;
  clear(): Promise<void>;
  /** What happened to a task or a file in this window; nothing where the person has not allowed it to be seen. */
  note(cause: Cause, event: NotedEvent): void;
  /** The person works: on any task that fails, and on the file of this key, if it is one's. */
  touched(key: string | undefined): void;
  /** Looks at everything again; from time to time it has to be called, for time passes. */
  turn(): Promise<void>;
  dispose(): void;
}

/** What one account keeps, with what this window has seen since it is followed. */
interface Watched extends Pick<StuckFile, 'prepare' | 'watch'> {
  readonly file: StuckFile;
  readonly struggles: Struggles;
  /** As it was last read or written here; absent before. */
  kept?: StuckKept;
}

export function keepStuck(parts: Parts): StuckKeeper {
  const { store, clock, log, ladder } = parts;
  const followed = followAccount<Watched, Stuck | undefined>({
    store,
    clock,
    log,
    name: 'what is kept of being stuck',
    isWanted: () => ladder() !== 'off',
    open(account) {
      const file = parts.file(account);
      return { file, struggles: countStruggles(clock.now), prepare: file.prepare, watch: file.watch };
    },
    read: (watched) => lookAt(watched, parts),
    show,
    leave: async ({ file }) => (ladder() === 'off' ? file.forget() : undefined),
  });

  function note({ struggles, kept }: Watched, cause: Cause, event: NotedEvent): void {
    if (struggles.note(cause, event, kept?.seen) === 'news') void followed.look();
  }

  /** Where the ladder is off, nothing is kept. */
  async function say(kind: 'declared' | 'cleared'): Promise<void> {
    if (ladder() !== 'off') await followed.change(({ file }) => file.say({ kind, at: clock.now() }));
  }

  let last = store.get();
  const unsubscribe = store.subscribe((state) => {
    const isAnswered = state.stuck && (state.unsent !== last.unsent || state.confirmed !== last.confirmed);
    last = state;
    if (isAnswered) void followed.look();
  });
  return {
    declare: () => say('declared'),
    clear: () => say('cleared'),
    note(cause, event) {
      if (ladder() !== 'detected') return;
      const watched = followed.current();
      if (watched?.kept) return note(watched, cause, event);
      // Before anything was read nobody knows what it goes on from.
      void followed.look().then(() => {
        const now = followed.current();
        if (now?.kept) note(now, cause, event);
      });
    },
    touched: (key) => followed.current()?.struggles.touched(key),
    turn: followed.look,
    dispose() {
      unsubscribe();
      followed.dispose();
    },
  };
}

async function lookAt(watched: Watched, parts: Parts): Promise<Stuck | undefined> {
  const { store, clock, ladder } = parts;
  const { file, struggles } = watched;
  const before = watched.kept;
  const now = await file.read();
  const { said } = now;
  if (before && said?.kind === 'cleared' && said.at !== before.said?.at) struggles.dismissAll();
  if (ladder() !== 'detected') struggles.forgetAll();
  const agreed = ladder() === 'detected' ? await agree(watched, now) : now;
  if (!agreed) return lookAt(watched, parts); // another window was quicker
  watched.kept = ladder() === 'detected' ? agreed : { ...(said && { said }) };
  const stuck = stuckNow(watched.kept, myRecord(store.get())?.status, clock.now());
  if (!stuck || !hasAsked(store.get(), Date.parse(stuck.since))) return stuck;
  const isCleared = await file.replace(agreed, { ...agreed, said: { kind: 'cleared', at: clock.now() } });
  return isCleared ? undefined : lookAt(watched, parts);
}

/** What stands on the disk then; undefined, and nothing has changed, where another window was quicker. */
async function agree({ file, struggles }: Watched, now: StuckKept): Promise<StuckKept | undefined> {
  const { said } = now;
  const seen = struggles.agreeWith(now.seen);
  const next = seen === now.seen ? now : { ...(said && { said }), ...(seen && { seen }) };
  if (next !== now && !(await file.replace(now, next))) return undefined;
  struggles.wrote(seen);
  return next;
}

function show(state: State, stuck?: Stuck): State {
  const { stuck: shown, ...rest } = state;
  if (shown?.since === stuck?.since && shown?.on === stuck?.on && shown?.name === stuck?.name) return state;
  return { ...rest, ...(stuck && { stuck }) };
}

/** Whether the person has captured something since that others see they wait for, which is what was to be done. */
function hasAsked(state: State, since: number): boolean {
  const me = state.team?.account.id;
  // What was captured offline comes to GitHub later, and whoever writes an issue there has no id of ours.
  const made = ({ id, createdAt }: Item) => Math.min(Date.parse(createdAt), isId(id) ? idTime(id) : Infinity);
  for (const item of visible(state).items.values())
    if (item.by.id === me && isAwaitedItem(item) && item.state === 'open' && made(item) > since) return true;
  return false;
}
