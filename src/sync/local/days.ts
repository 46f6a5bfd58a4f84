/** What the person intends for their days: the account's own, in all windows, and on the disk before it is shown. */
import type { Store } from '../../base/store.js';
import type { Account } from '../../model/board/team.js';
import type { Days } from '../../model/local/days.js';
import type { State } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { DaysFile, LateFiles } from '../../ports/stores.js';
import type { followAccount } from './followAccount.js';

export interface DaysKeeper {
  /** Resolves once it is on the disk. Rejects where the disk refuses, and then nothing has changed. */
  change(next: (days: Days) => Days): Promise<void>;
  look(): Promise<void>;
  dispose(): void;
}

interface Parts {
  readonly store: Store<State>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  late(account: Account): Promise<Pick<LateFiles, 'days'>>;
}

/** @param follow is loaded at the start, and this is not */
export function keepDays({ store, clock, log, late }: Parts, follow: typeof followAccount): DaysKeeper {
  const { change, look, dispose } = follow({
    store,
    clock,
    log,
    name: 'what is intended',
    open: (account) => lately(async () => (await late(account)).days),
    read: (kept) => kept.read(),
    show(state, days?: Days) {
      if (JSON.stringify(state.days) === JSON.stringify(days)) return state;
      const { days: _before, ...rest } = state;
      return { ...rest, ...(days && { days }) };
    },
  });
  return {
    async change(next) {
      await change((kept) => kept.change(next));
    },
    look,
    dispose,
  };
}

/** Before it is prepared nothing of it is needed. */
function lately(open: () => Promise<DaysFile>): DaysFile {
  let opened: Promise<DaysFile> | undefined;
  let file: DaysFile | undefined;
  const ready = async () => {
    opened ??= open();
    file = await opened;
    return file;
  };
  return {
    prepare: async () => (await ready()).prepare(),
    read: async () => (await ready()).read(),
    change: async (next) => (await ready()).change(next),
    watch: (changed) => file?.watch(changed) ?? (() => undefined),
  };
}
