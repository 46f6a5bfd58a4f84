/** Documents that have not been sent: the account's own, shown in all windows. The editor writes in their files itself. */
import type { Store } from '../../base/store.js';
import type { Account } from '../../model/board/team.js';
import type { WriteUpDraft } from '../../model/local/writeUp.js';
import type { State } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { Drafts, Followed } from '../../ports/stores.js';
import { followAccount } from './followAccount.js';

export function keepDrafts(
  store: Store<State>,
  open: (account: Account) => Drafts,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
): Followed<Drafts> & { dispose(): void } {
  return followAccount({
    store,
    clock,
    log,
    name: 'write-ups',
    open,
    read: (kept) => kept.list(),
    show: (state, writeUps: readonly WriteUpDraft[] = []) =>
      isSame(state.writeUps, writeUps) ? state : { ...state, writeUps },
  });
}

function isSame(before: readonly WriteUpDraft[], after: readonly WriteUpDraft[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ id, kind, title }, place) => {
      const one = after[place];
      return id === one?.id && kind === one.kind && title === one.title;
    })
  );
}
