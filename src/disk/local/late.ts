/** What is opened on the disk only once somebody wants it, for one account. */
import type { Log } from '../../ports/clock.js';
import type { LateFiles } from '../../ports/stores.js';
import { type DiskTools, openDays } from './days.js';
import { openNotes } from './notes.js';

/** @param folder of the account */
export function openLate(folder: string, log: Log, tools: DiskTools): LateFiles {
  return { notes: openNotes(folder), days: openDays(folder, log, tools) };
}
