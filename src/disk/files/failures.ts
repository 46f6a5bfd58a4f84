/**
 * What a failed step on the disk means. Here alone a failure is taken for "there is none", or for nothing at all: anywhere
 * else it is an error, which is shown and tried again.
 */
import type { Log } from '../../ports/clock.js';

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** Undefined where the file or folder is not there. */
export async function unlessMissing<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Undefined where there is no folder: nothing, or a file. */
export async function unlessNoFolder<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await unlessMissing(step);
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** True where this process was the one that renamed or deleted the file; false where it was not there. */
export async function isThere(step: Promise<void>): Promise<boolean> {
  return (await unlessMissing(step.then(() => true as const))) ?? false;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** For taking away what nobody reads any more: where that fails it stays, and is taken away another time. */
export async function leftOver(step: Promise<unknown>): Promise<void> {
  await step.catch(() => undefined);
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** So often in a row, and it is no longer for a moment. */
const mostTries = 3;

/**
 * For one of many files, or one that can be made again: what cannot be read for a moment rejects, and is tried again by
 * whoever asked; what never can must not be in the way of all else. ENOENT is the caller's to judge.
 */
export function patience(log: Log) {
  const failures = new Map<string, number>();
  return async <T, O>(path: string, step: Promise<T>, otherwise: O): Promise<T | O> => {
    try {
      const done = await step;
      failures.delete(path);
      return done;
    } catch (error) {
      const times = (failures.get(path) ?? 0) + 1;
      if (isMissing(error)) throw error;
      failures.set(path, times);
      if (times <= mostTries && codeOf(error) !== 'EISDIR') throw error;
      log.warn(`${path} cannot be read: ${String(error)}`);
      return otherwise;
    }
  };
}
