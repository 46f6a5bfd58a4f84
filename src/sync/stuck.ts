/**
 * Owns how the windows of one machine agree on whether the person is stuck: what is said and seen goes to the disk first,
 * and the store shows what stands there. A window counts what it sees in memory, and writes only from the first rung on.
 */
import { idTime, isId } from '../model/id.js';
import type { Item } from '../model/item.js';
import { myRecord } from '../model/queries.js';
import { type State, type Stuck, visible } from '../model/state.js';
import type { Store } from '../model/store.js';
import type { Cause, Ladder, StuckKept, StuckSeen } from '../model/stuck.js';
import { type Account, sameAccount } from '../model/team.js';
import {
  isSeen,
  joinedWith,
  longestPause,
  seenIn,
  stuckNow,
  type Trouble,
  type TroubleEvent,
  troubleAfter,
  well,
} from '../time/stuck.js';
import type { Clock, Log } from './ports.js';

/** Shared by all windows of one account. Methods reject where the disk refuses. */
export interface StuckFile {
  read(): Promise<StuckKept>;
  say(said: NonNullable<StuckKept['said']>): Promise<void>;
  see(seen: StuckSeen | undefined): Promise<void>;
  forget(): Promise<void>;
  /** Calls back when another window may have changed something. A hint, not a promise. */
  watch(changed: () => void): () => void;
}

interface Parts {
  readonly store: Store<State>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  ladder(): Ladder;
  file(account: Account): Promise<StuckFile>;
}

export interface StuckKeeper {
  /** Resolves once it is on the disk. Rejects where the disk refuses, and then nothing has changed. */
  declare(): Promise<void>;
  clear(): Promise<void>;
  /** What happened to a task or a file in this window; nothing where the person has not allowed it to be seen. */
  note(cause: Cause, event: Exclude<TroubleEvent, 'touched' | 'dismissed'>): void;
  /** The person works: on any task that fails, and on the file of this key, if it is one's. */
  touched(key: string | undefined): void;
  /** Looks at everything again; from time to time it has to be called, for time passes. */
  turn(): Promise<void>;
  dispose(): void;
}

/** What is seen stays true for so long on the disk; before that is over it is written again. */
const beat = longestPause / 2;
/** Nobody is stuck in more places; the one least worked on is forgotten. */
const mostTroubles = 30;

export function keepStuck({ store, clock, log, ladder, file }: Parts): StuckKeeper {
  const troubles = new Map<string, { readonly cause: Cause; readonly trouble: Trouble }>();
  /** Keys of what is well again, and may still stand on the disk. */
  const ended = new Set<string>();
  let opened: { readonly account: Account; readonly file: StuckFile; readonly unwatch: () => void } | undefined;
  /** As it was last read or written here; absent before. */
  let kept: StuckKept | undefined;
  /** Key of what this window has put on the disk. */
  let written: string | undefined;
  let queue: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let disposed = false;

  /** One look at a time; what is asked for before one begins is answered by it. */
  function turn(): Promise<void> {
    waiting ??= queue.then(async () => {
      waiting = undefined;
      if (!disposed) await look().catch(complain);
    });
    queue = waiting;
    return waiting;
  }

  function complain(error: unknown): void {
    log.warn(`what is kept of being stuck: ${String(error)}`);
  }

  async function look(): Promise<void> {
    const account = store.get().team?.account;
    if (!account || ladder() === 'off') {
      show(undefined);
      return close(ladder() === 'off' ? 'forget' : 'keep');
    }
    const { file: disk } = await open(account);
    const before = kept;
    kept = await disk.read();
    const { said } = kept;
    if (before && said?.kind === 'cleared' && said.at !== before.said?.at) dismissAll();
    if (ladder() === 'seen') kept = { ...(said && { said }), ...(await follow(disk, kept)) };
    else {
      kept = said ? { said } : {};
      troubles.clear();
    }
    const stuck = stuckNow(kept, myRecord(store.get())?.status, clock.now());
    if (stuck && hasAsked(store.get(), Date.parse(stuck.since))) {
      await disk.say({ kind: 'cleared', at: clock.now() });
      return show(undefined);
    }
    show(stuck);
  }

  /** What is to stand on the disk of what is seen: the worst of this window, unless another window has something there. */
  async function follow(disk: StuckFile, { seen }: StuckKept): Promise<{ readonly seen?: StuckSeen }> {
    const now = clock.now();
    const mine = seen && troubles.get(seen.cause.key);
    // What was well in between, be it for a moment, has begun anew.
    const hasEnded = seen !== undefined && ended.has(seen.cause.key);
    if (seen && mine && !hasEnded)
      troubles.set(seen.cause.key, { ...mine, trouble: joinedWith(mine.trouble, seen, now) });
    // It is well in another window, or the person has said so there.
    if (!seen && written !== undefined) step(written, 'dismissed');
    const isOver = hasEnded || mine?.trouble.kind === 'waved';
    ended.clear();
    const isOfOthers = seen && !mine && !isOver && isSeen(seen, now);
    const found = [...troubles.values()].flatMap(({ cause, trouble }) => seenIn(cause, trouble, now) ?? []);
    const worst = found.sort((a, b) => a.since - b.since)[0];
    const isNews = isOver || worst?.cause.key !== seen?.cause.key || !seen || isStale(seen, worst, now);
    const next = worst && !isOfOthers && isNews ? worst : isOver ? undefined : seen;
    if (next !== seen) await disk.see(next);
    written = next && troubles.has(next.cause.key) ? next.cause.key : undefined;
    return { ...(next && { seen: next }) };
  }

  function step(key: string, event: TroubleEvent): void {
    const found = troubles.get(key);
    if (!found) return;
    const trouble = troubleAfter(found.trouble, event, clock.now());
    if (event === 'touched' && trouble === found.trouble) return;
    troubles.delete(key); // and in again at the end: the first is the one least worked on
    if (trouble.kind !== 'well') troubles.set(key, { ...found, trouble });
  }

  function dismissAll(): void {
    for (const key of [...troubles.keys()]) step(key, 'dismissed');
  }

  async function open(account: Account): Promise<NonNullable<typeof opened>> {
    if (opened && sameAccount(opened.account, account)) return opened;
    await close('keep');
    const disk = await file(account);
    opened = { account, file: disk, unwatch: disposed ? () => undefined : disk.watch(() => void turn()) };
    return opened;
  }

  async function close(what: 'forget' | 'keep'): Promise<void> {
    const last = opened;
    opened = undefined;
    kept = undefined;
    written = undefined;
    troubles.clear();
    ended.clear();
    last?.unwatch();
    if (what === 'forget') await last?.file.forget();
  }

  function say(kind: 'declared' | 'cleared'): Promise<void> {
    const saying = queue.then(async () => {
      const account = store.get().team?.account;
      if (!account) throw new Error('no team repository is connected');
      const { file: disk } = await open(account);
      await disk.say({ kind, at: clock.now() });
      await look().catch(complain);
    });
    queue = saying.catch(() => undefined);
    return saying;
  }

  function show(stuck: Stuck | undefined): void {
    const { since, on, name } = store.get().stuck ?? {};
    if (disposed || (since === stuck?.since && on === stuck?.on && name === stuck?.name)) return;
    store.update(({ stuck: _, ...state }) => ({ ...state, ...(stuck && { stuck }) }));
  }

  function note(cause: Cause, event: TroubleEvent): void {
    const { key } = cause;
    const isKept = kept?.seen?.cause.key === key;
    const before = troubles.get(key)?.trouble ?? well;
    if (event === 'passed' && before.kind === 'well' && !isKept) return;
    troubles.set(key, { cause, trouble: before });
    step(key, event);
    if (event === 'passed') ended.add(key);
    const oldest = troubles.size > mostTroubles ? troubles.keys().next().value : undefined;
    if (oldest !== undefined) troubles.delete(oldest);
    if (event !== 'wrong' || before.kind === 'well') void turn();
  }

  let last = store.get();
  const unsubscribe = store.subscribe((state) => {
    const [before, now] = [last.team?.account, state.team?.account];
    const isOther = before !== now && !(before && now && sameAccount(before, now));
    const isAnswered = state.stuck && (state.unsent !== last.unsent || state.confirmed !== last.confirmed);
    last = state;
    if (isOther || isAnswered) void turn();
  });
  return {
    declare: () => say('declared'),
    clear: () => say('cleared'),
    note(cause, event) {
      if (ladder() !== 'seen') return;
      // Before anything was read nobody knows what it goes on from.
      if (kept) note(cause, event);
      else void turn().then(() => kept && note(cause, event));
    },
    touched(key) {
      for (const [one, { cause }] of [...troubles]) if (cause.on === 'task' || one === key) step(one, 'touched');
    },
    turn,
    dispose() {
      disposed = true;
      unsubscribe();
      opened?.unwatch();
    },
  };
}

/** Only what is later is news, or two windows would write in turns. */
function isStale(seen: StuckSeen, worst: StuckSeen | undefined, now: number): boolean {
  return !isSeen(seen, now) || (worst !== undefined && worst.seenAt - seen.seenAt >= beat);
}

/** Whether the person has captured a blocker since, which is what was to be done. */
function hasAsked(state: State, since: number): boolean {
  const me = state.team?.account.id;
  // What was captured offline comes to GitHub later, and whoever writes an issue there has no id of ours.
  const made = ({ id, createdAt }: Item) => Math.min(Date.parse(createdAt), isId(id) ? idTime(id) : Infinity);
  for (const item of visible(state).items.values())
    if (item.by.id === me && item.kind === 'blocker' && item.state === 'open' && made(item) > since) return true;
  return false;
}
