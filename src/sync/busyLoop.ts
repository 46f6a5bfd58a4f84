/** Owns when focus is told to GitHub: as it begins, changes and ends, by the window that syncs, and only where it is wanted. */
import type { BusyRefusal } from '../model/busy.js';
import { myRecord } from '../model/queries.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { quietUntil } from '../time/delivery.js';
import { createAlarm } from './alarm.js';
import type { Reconciled } from './busy.js';
import type { Clock, Lease, Log } from './ports.js';

/** What is told to GitHub of one account's focus. */
export interface Busy {
  follow(wanted: { readonly until: number } | undefined): Promise<Reconciled>;
  /** What GitHub refused may be asked once more. */
  again(): Promise<void>;
}

interface Parts {
  readonly store: Store<State>;
  readonly lease: Pick<Lease, 'held' | 'watch'>;
  readonly busy: Busy;
  readonly clock: Clock;
  readonly log: Log;
  /** The person has chosen that GitHub is told. */
  isOn(): boolean;
}

const soon = 60_000;
/** A machine may have slept. */
const anyway = 5 * 60_000;

export function keepBusy({ store, lease, busy, clock, log, isOn }: Parts): { dispose(): void } {
  const stopped = new AbortController();
  const alarm = createAlarm(clock, stopped.signal, 1_000);
  const wanted = () => (isOn() ? quietUntil(myRecord(store.get())?.status, clock.now()) : undefined);
  let last: number | undefined;

  async function turn(): Promise<number> {
    last = wanted();
    if (!lease.held()) return anyway;
    const told = await busy.follow(last === undefined ? undefined : { until: last });
    show(told.kind === 'refused' && isOn() ? told.why.kind : undefined);
    const end = last === undefined ? anyway : Math.max(0, last - clock.now());
    return Math.min(end, told.kind === 'later' ? soon : anyway);
  }

  function show(refusal: BusyRefusal['kind'] | undefined): void {
    if (stopped.signal.aborted || store.get().busyRefused === refusal) return;
    store.update(({ busyRefused: _, ...state }) => ({ ...state, ...(refusal && { busyRefused: refusal }) }));
  }

  async function run(): Promise<void> {
    // A token may have got the right since.
    await busy.again().catch((error) => log.warn(`what GitHub was told of focus is not known: ${String(error)}`));
    while (!stopped.signal.aborted) {
      alarm.begin();
      await alarm.rest(await turn());
    }
  }

  const unwatch = [store.subscribe(() => wanted() !== last && alarm.ring()), lease.watch(alarm.ring)];
  void run().catch((error) => log.error('focus is no longer told to GitHub', error));
  return {
    dispose() {
      stopped.abort();
      for (const stop of unwatch) stop();
    },
  };
}
