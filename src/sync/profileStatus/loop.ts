/** When focus is told to GitHub: as it begins, changes and ends, by the window that syncs, and only where it is wanted. */

import type { Store } from '../../base/store.js';
import { quietUntil } from '../../model/focus/deliveryTimes.js';
import type { BusyRefusal } from '../../model/focus/profileStatus.js';
import { myRecord } from '../../model/members.js';
import type { Status } from '../../model/people/member.js';
import { availability } from '../../model/reach/availability.js';
import type { State } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { Lease } from '../../ports/stores.js';
import { createAlarm } from '../pace/alarm.js';
import { createLimit } from '../pace/limit.js';
import type { Reconciled } from './keep.js';

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

export interface Telling {
  /** Looks again now: what the person allows or wants may have changed. */
  wake(): void;
  dispose(): void;
}

const soon = 60_000;
/** A machine may have slept. */
const anyway = 5 * 60_000;
const hour = 60 * 60_000;

export function keepBusy({ store, lease, busy, clock, log, isOn }: Parts): Telling {
  const stopped = new AbortController();
  const alarm = createAlarm(clock, stopped.signal, 1_000);
  const limit = createLimit(clock);
  /** What whoever syncs has heard: it outlives a window. */
  const heard = createLimit(clock);
  const wanted = () => (isOn() ? shownEnd(myRecord(store.get())?.status, clock.now()) : undefined);
  /** Until disk or GitHub have said how they are, nobody knows that they do not focus: nothing may be taken back. */
  const isKnown = () => {
    const { phase, sync } = store.get();
    return phase === 'ready' && (sync.heardAt !== undefined || wanted() !== undefined);
  };
  let last: number | undefined | 'unknown' = 'unknown';

  async function turn(): Promise<number> {
    if (!isKnown()) return anyway;
    const until = wanted();
    last = until;
    if (!lease.held()) {
      show(undefined);
      return anyway;
    }
    heard.note(store.get().sync.trouble);
    const closed = Math.max(limit.left(), heard.left());
    if (closed > 0) return closed;
    const told = await busy.follow(until === undefined ? undefined : { until });
    limit.note(told.kind === 'later' ? told.trouble : undefined);
    show(isOn() ? refusalIn(told) : undefined);
    const end = until === undefined ? anyway : Math.max(0, until - clock.now());
    return Math.min(end, told.kind === 'later' ? soon : anyway);
  }

  /** Where somebody is signed in, no token is one without the right. */
  function refusalIn(told: Reconciled): BusyRefusal['kind'] | undefined {
    if (told.kind === 'refused') return told.why.kind;
    const hasNoToken = told.kind === 'later' && told.trouble?.kind === 'signedOut';
    return hasNoToken && store.get().account ? 'scope' : undefined;
  }

  function show(refusal: BusyRefusal['kind'] | undefined): void {
    if (stopped.signal.aborted || store.get().busyRefused === refusal) return;
    store.update(({ busyRefused: _, ...state }) => ({ ...state, ...(refusal && { busyRefused: refusal }) }));
  }

  async function run(): Promise<void> {
    // A token may have got the right since.
    await busy.again().catch((error) => log.warn(`could not read the status on GitHub: ${String(error)}`));
    while (!stopped.signal.aborted) {
      alarm.begin();
      await alarm.rest(await turn());
    }
  }

  const unwatch = [store.subscribe(() => isKnown() && wanted() !== last && alarm.ring()), lease.watch(alarm.ring)];
  void run().catch((error) => log.error('showing as busy on GitHub has stopped', error));
  return {
    wake: alarm.ring,
    dispose() {
      stopped.abort();
      for (const stop of unwatch) stop();
    },
  };
}

/** When focus ends that others may know of. One of a day or more is told to the hour, so that not each look says something new. */
function shownEnd(status: Status | undefined, now: number): number | undefined {
  const seen = availability(status, now);
  const focusEnd = quietUntil(status, now);
  if (focusEnd === undefined || seen.state !== 'focusing') return undefined;
  const end = Math.min(focusEnd, seen.until ?? focusEnd);
  return end - now > 23 * hour ? end - (end % hour) : end;
}
