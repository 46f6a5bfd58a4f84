/**
 * How windows of one person know each other at an address where anybody might listen: by what stands in a file that only this
 * person may read, in the account's folder. It is never said; an answer proves that it is known.
 *
 *     lease.key    64 hex digits
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draftOf } from '../files/atomic.js';

const question = /^[0-9a-f]{16}$/;

export function newQuestion(): string {
  return randomBytes(8).toString('hex');
}

/** Undefined for what is no question, and where the file can be neither read nor made: then nobody can be known. */
export function answerTo(asked: string, folder: string): string | undefined {
  const key = question.test(asked) ? keyIn(folder) : undefined;
  return key && createHmac('sha256', key).update(asked).digest('hex');
}

/** Read each time: it is asked for every few seconds, and may have been made anew. */
function keyIn(folder: string): string | undefined {
  const path = join(folder, 'lease.key');
  try {
    return wholeKey(path) ?? makeKey(path);
  } catch {
    return undefined;
  }
}

function wholeKey(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** By renaming: of two that make it at once one counts, for both. */
function makeKey(path: string): string | undefined {
  const draft = draftOf(path);
  writeFileSync(draft, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  renameSync(draft, path);
  return wholeKey(path);
}
