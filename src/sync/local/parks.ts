/** What is parked on this machine: the account's own, in all windows, and on the disk before it is shown. */
import type { Store } from '../../base/store.js';
import type { Account } from '../../model/board/team.js';
import { type Park, surplus } from '../../model/local/park.js';
import { type State, visible } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { Parking, Parks } from '../../ports/stores.js';
import { followAccount } from './followAccount.js';

export function keepParks(
  store: Store<State>,
  open: (account: Account) => Parks,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
): Parking & { look(): Promise<void>; dispose(): void } {
  const { change, look, dispose } = followAccount({
    store,
    clock,
    log,
    name: 'what is parked',
    open,
    read: (kept) => kept.read(),
    show: (state, parks: readonly Park[] = []) => (sameIds(state.parks, parks) ? state : { ...state, parks }),
  });
  return {
    add: (park) =>
      change(async (kept) => {
        await kept.add(park);
        for (const { id } of surplus(await kept.read(), visible(store.get()))) await kept.forget(id);
      }),
    forget: (id) => change((kept) => kept.forget(id)),
    look,
    dispose,
  };
}

/** A park never changes. */
function sameIds(a: readonly Park[], b: readonly Park[]): boolean {
  return a.length === b.length && a.every(({ id }, place) => id === b[place]?.id);
}
