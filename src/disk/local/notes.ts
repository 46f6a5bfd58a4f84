/**
 * The person's notes on this machine, one Markdown file that they may change as they like:
 *
 *     notes.md     - 2026-11-30 14:05 What was typed (2026-12-01 10:00)
 *
 * A note is added at its end, and nothing else is ever written in it.
 */
import { join } from 'node:path';
import type { NotesFile } from '../../ports/stores.js';
import { ensureFolder } from '../files/atomic.js';
import { codeOf } from '../files/failures.js';
import { diskSteps, type Steps } from '../files/steps.js';

const name = 'notes.md';

/** @param folder of the account */
export function openNotes(folder: string, steps: Steps = diskSteps): NotesFile {
  const file = join(folder, name);

  /** Whoever makes it first begins it. */
  async function begin(title: string): Promise<void> {
    await ensureFolder(folder, steps);
    try {
      await steps.create(file, `# ${title}\n\n`);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    await steps.flushFolder(folder);
  }

  /** What the person has left unfinished is not continued. */
  async function endsInLine(): Promise<boolean> {
    const { size } = await steps.readPart(file, 0, 0);
    if (size === 0) return true;
    const { bytes } = await steps.readPart(file, size - 1, 1);
    return bytes.toString() === '\n';
  }

  return {
    file,
    begin,
    async add(line, title) {
      await begin(title);
      await steps.appendFlushed(file, `${(await endsInLine()) ? '' : '\n'}${line}\n`);
    },
  };
}
