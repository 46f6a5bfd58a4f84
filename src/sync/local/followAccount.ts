/**
 * What one account keeps on this machine: opened as the account comes, read again whenever it may have changed, and shown in
 * the state. Where it cannot be read, what was shown stays, and it is read again a little later.
 */
import type { Store } from '../../base/store.js';
import { type Account, sameAccount } from '../../model/board/team.js';
import type { State } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { AccountStore, Followed } from '../../ports/stores.js';
import { createRetry } from '../pace/retry.js';

interface Parts<S extends AccountStore, V> {
  readonly store: Store<State>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** What the log calls it. */
  readonly name: string;
  open(account: Account): S;
  read(kept: S): Promise<V>;
  /** The same state where nothing differs. @param found absent where there is no account, or nothing has been read of it yet */
  show(state: State, found?: V): State;
  /** Whether it is wanted at all; asked again at each look. */
  isWanted?(): boolean;
  /** What is left to do once it is no longer wanted or its account is gone. */
  leave?(kept: S): Promise<void>;
}

export function followAccount<S extends AccountStore, V>(parts: Parts<S, V>): Followed<S> & { dispose(): void } {
  const { store, clock, log, name, open, read, show, isWanted = () => true, leave } = parts;
  let followed: { readonly account: Account; readonly kept: S; unwatch?: () => void } | undefined;
  /** One piece of work at a time, so that an older reading is never shown after a newer one. */
  let queue: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const stopped = new AbortController();
  const again = createRetry(clock, stopped.signal, look);

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const complain = (error: unknown) => log.warn(`${name}: ${String(error)}`);

  function follow(): void {
    const account = !stopped.signal.aborted && isWanted() ? store.get().team?.account : undefined;
    const left = followed;
    if (account === left?.account || (account && left && sameAccount(account, left.account))) return;
    left?.unwatch?.();
    if (left && leave) void inTurn(() => leave(left.kept)).catch(complain);
    const begun = account && { account, kept: open(account) };
    followed = begun;
    store.update((state) => show(state));
    if (begun) void inTurn(showNow);
  }

  async function showNow(): Promise<void> {
    const from = followed;
    if (!from) return;
    await tried(() => watch(from));
    await tried(async () => {
      const found = await read(from.kept);
      if (from === followed) store.update((state) => show(state, found));
    });
  }

  /** What is not there cannot be watched. */
  async function watch(from: NonNullable<typeof followed>): Promise<void> {
    if (from.unwatch) return;
    await from.kept.prepare();
    if (from === followed) from.unwatch = from.kept.watch(() => void look());
  }

  async function tried(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      complain(error);
      again();
    }
  }

  /** What is asked for before a look begins is answered by it. */
  function look(): Promise<void> {
    follow();
    waiting ??= inTurn(() => {
      waiting = undefined;
      return showNow();
    });
    return waiting;
  }

  const unsubscribe = store.subscribe(follow);
  follow();
  return {
    current: () => followed?.kept,
    look,
    async change(work) {
      follow();
      const kept = followed?.kept;
      if (!kept) throw new Error('no team repository is connected');
      return inTurn(async () => {
        const result = await work(kept);
        await showNow();
        return result;
      });
    },
    dispose() {
      stopped.abort();
      unsubscribe();
      followed?.unwatch?.();
      followed = undefined;
    },
  };
}
