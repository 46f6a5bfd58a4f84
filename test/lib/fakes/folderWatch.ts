/** Watching folders in the time of the tests: whoever watches one hears of a step in it a moment of the clock later, never of the machine's. */
import { dirname } from 'node:path';
import type { Clock } from '../../../src/ports/clock.js';

export interface FolderWatch {
  /** Something at this path has changed. */
  changed(path: string): void;
  watch(folders: readonly string[], changed: () => void): () => void;
}

/** As long as in src/disk/files/watch.ts. */
const settling = 25;

export function folderWatch(clock: Pick<Clock, 'sleep'>): FolderWatch {
  const watchers = new Set<{ readonly folders: readonly string[]; soon(): void }>();
  return {
    changed(path) {
      for (const { folders, soon } of watchers) if (folders.includes(dirname(path))) soon();
    },
    watch(folders, changed) {
      let isPending = false;
      const stopped = new AbortController();
      const watcher = {
        folders,
        soon() {
          if (isPending) return;
          isPending = true;
          void clock.sleep(settling, stopped.signal).then(() => {
            isPending = false;
            if (!stopped.signal.aborted) changed();
          });
        },
      };
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
        stopped.abort();
      };
    },
  };
}
