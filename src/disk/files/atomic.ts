/** Writing files so that a crash leaves the old content or the new, and never half of it. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';
import { leftOver } from './failures.js';
import { diskSteps, type Steps } from './steps.js';

/** Names that begin so are not finished; see `isUnfinished`. */
const unfinished = '.unfinished-';

export function isUnfinished(name: string): boolean {
  return name.startsWith(unfinished);
}

/** Which process was writing an unfinished file. */
export function writerOf(name: string): number {
  return Number(name.slice(unfinished.length).split('-', 1)[0]);
}

/** A name beside the file for what is not finished yet. */
export function draftOf(path: string, writer = pid, mark = randomBytes(6).toString('hex')): string {
  return join(dirname(path), `${unfinished}${writer}-${mark}`);
}

/** Invariant: when it resolves, the file is there with this content, even after a power cut. */
export async function writeDurably(
  path: string,
  text: string,
  steps: Steps = diskSteps,
  draft = draftOf(path),
): Promise<void> {
  await writeWhole(path, text, steps, draft);
  await steps.flushFolder(dirname(path));
}

/** The same but for the folder, which the caller still has to flush. When it rejects, all that can remain is the draft. */
export async function writeWhole(path: string, text: string, steps: Steps, draft: string): Promise<void> {
  try {
    await steps.writeFlushed(draft, text);
    await steps.rename(draft, path);
  } catch (error) {
    await leftOver(steps.unlink(draft));
    throw error;
  }
}

/** Makes it with all that leads to it. A folder that a power cut could take away again would take its files with it. */
export async function ensureFolder(path: string, steps: Steps = diskSteps): Promise<void> {
  const first = await steps.makeFolder(path);
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await steps.flushFolder(dirname(made));
}
