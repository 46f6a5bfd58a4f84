/** What one window shows of a team, in the store: the board, what the outbox holds, the inbox. The engine decides when. */
import type { Store } from '../../base/store.js';
import type { Mutation } from '../../model/board/mutation.js';
import type { State } from '../../model/state.js';
import type { Log } from '../../ports/clock.js';
import type { Outbox, OutboxContents } from '../../ports/outbox.js';
import type { InboxStore, Snapshot, StoredInbox } from '../../ports/stores.js';
import { readUnsent, withFresh, withInbox, withoutDone } from './unsent.js';

interface Ports {
  readonly store: Store<State>;
  readonly outbox: Outbox;
  readonly inbox: InboxStore;
  readonly log: Log;
}

export interface Shown {
  /** What is absent stays as it is shown. */
  show(snapshot: Snapshot, contents?: OutboxContents, stored?: StoredInbox): void;
  /** Shows what has just become durable, before it is read back. */
  add(mutation: Mutation): void;
  /** Nobody wants it any more: it is not shown again unless the disk says so. */
  drop(id: string): void;
  /** GitHub has these: they are not shown as unsent, though they still stand in the outbox. */
  settled(ids: ReadonlySet<string>): void;
  readOutbox(): Promise<OutboxContents>;
  /** Undefined where the disk refuses. */
  readInbox(): Promise<StoredInbox | undefined>;
}

export function createShown({ store, outbox, inbox, log }: Ports, stopped: AbortSignal): Shown {
  /** Recorded here and not yet read back: a reading that began earlier must not hide them. */
  const fresh = new Map<string, Mutation>();
  let done: ReadonlySet<string> = new Set();

  return {
    show(snapshot, contents, stored) {
      if (stopped.aborted) return;
      store.update((state) => ({
        ...withInbox(state, stored),
        confirmed: snapshot.board,
        sync: snapshot.sync,
        ...(contents ? { phase: 'ready', ...readUnsent(contents, fresh.values(), done) } : withoutDone(state, done)),
      }));
    },
    add(mutation) {
      fresh.set(mutation.id, mutation);
      if (!stopped.aborted) store.update((state) => withFresh(state, mutation));
    },
    drop: (id) => void fresh.delete(id),
    settled(ids) {
      done = ids;
    },
    async readOutbox() {
      const before = [...fresh.keys()];
      const contents = await outbox.read();
      for (const id of before) fresh.delete(id);
      return contents;
    },
    readInbox: () =>
      inbox.read().catch((error): undefined => void log.warn(`the inbox could not be read: ${String(error)}`)),
  };
}
