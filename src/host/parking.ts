/** Owns following what is parked on this machine: the account's own, in all windows, and on the disk before it is shown. */
import type { Parking } from '../app.js';
import { type Park, surplus } from '../model/park.js';
import { type State, visible } from '../model/state.js';
import type { Store } from '../model/store.js';
import { type Account, sameAccount } from '../model/team.js';
import type { Log, Parks } from '../sync/ports.js';

export function keepParks(
  store: Store<State>,
  open: (account: Account) => Parks,
  log: Log,
): Parking & { look(): Promise<void>; dispose(): void } {
  let opened: { readonly account: Account; readonly parks: Parks } | undefined;
  let unwatch: (() => void) | undefined;
  /** One reading or writing at a time, so that an older list is never shown after a newer one. */
  let queue: Promise<unknown> = Promise.resolve();
  let disposed = false;

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = queue.then(act);
    queue = done.catch(() => undefined);
    return done;
  }

  function follow(): void {
    const account = store.get().team?.account;
    if (!account || (opened && sameAccount(opened.account, account))) return;
    const parks = open(account);
    opened = { account, parks };
    store.update((state) => (state.parks.length > 0 ? { ...state, parks: [] } : state));
    void inTurn(() => begin(account, parks)).catch((error) => log.error('what is parked could not be read', error));
  }

  async function begin(account: Account, parks: Parks): Promise<void> {
    await parks.prepare();
    if (disposed || opened?.account !== account) return;
    unwatch?.();
    unwatch = parks.watch(() => void look());
    await show(account, parks);
  }

  async function show(account: Account, parks: Parks): Promise<void> {
    const found = await parks.read();
    if (disposed || opened?.account !== account) return;
    store.update((state) => (sameIds(state.parks, found) ? state : { ...state, parks: found }));
  }

  /** A watcher may have missed what another window did. */
  async function look(): Promise<void> {
    if (opened) await withParks(show).catch((error) => log.warn(`what is parked could not be read: ${String(error)}`));
  }

  async function withParks(act: (account: Account, parks: Parks) => Promise<void>): Promise<void> {
    const now = opened;
    if (!now) throw new Error('no team repository is connected');
    await inTurn(() => act(now.account, now.parks));
  }

  const unsubscribe = store.subscribe(follow);
  follow();
  return {
    add: (park) =>
      withParks(async (account, parks) => {
        await parks.add(park);
        const board = visible(store.get());
        for (const { id } of surplus(await parks.read(), board)) await parks.forget(id);
        await show(account, parks);
      }),
    forget: (id) =>
      withParks(async (account, parks) => {
        await parks.forget(id);
        await show(account, parks);
      }),
    look,
    dispose() {
      disposed = true;
      unsubscribe();
      unwatch?.();
    },
  };
}

/** A park never changes. */
function sameIds(a: readonly Park[], b: readonly Park[]): boolean {
  return a.length === b.length && a.every(({ id }, place) => id === b[place]?.id);
}
