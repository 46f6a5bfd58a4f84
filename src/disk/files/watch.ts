/** Hearing that another window changed a folder. A hint only: watchers may miss things, so everybody also rereads. */
import { watch } from 'node:fs';
import type { Log } from '../../ports/clock.js';

/** One save is several events; a little later they are one. */
const settling = 25;

export function watchFolders(folders: readonly string[], changed: () => void, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, settling);
  };
  const watchers = folders.flatMap((folder) => {
    try {
      const watcher = watch(folder, { persistent: false }, soon);
      watcher.on('error', (error) => log.warn(`${folder} can no longer be watched: ${error.message}`));
      return [watcher];
    } catch (error) {
      log.warn(`${folder} cannot be watched: ${String(error)}`);
      return [];
    }
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
