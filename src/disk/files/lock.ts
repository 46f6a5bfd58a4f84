/**
 * Reading, changing and replacing a file, one window at a time. A file beside it says whose turn it is:
 *
 *     <name>.lock    "<pid> <16 hex digits>"
 *
 * Making it is the claim. From a process that died it is taken away at once, and from one that keeps it for long, as a
 * suspended one does, after a while. With it goes what was written and has not replaced anything yet: so whoever it was taken
 * from can replace nothing any more, at whatever step it is, learns of that, and begins again.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { draftOf } from './atomic.js';
import { codeOf, isThere, leftOver, unlessMissing } from './failures.js';
import { thisProcess, type Window } from './process.js';
import { diskSteps, type Steps } from './steps.js';

/** Milliseconds. What is done under a lock takes a few; a disk that is busy flushes for seconds. */
const usualPatience = 5_000;
/** Whoever makes a lock says at once who it is, or has died in between. */
const justMade = 100;
/** So many times the patience, and the caller is told. */
const mostPatience = 6;
/** Letting go is tried so often: a scanner may hold the file for a moment. */
const mostTries = 3;

/** What this process holds. Another lock in its name is left from where letting go failed. */
const held = new Set<string>();

class Taken extends Error {}

/** @param steps in `act`'s hands they write drafts, and replace files with them while the lock is held. It may be called again. */
export type Lock = <T>(act: (steps: Steps) => Promise<T>) => Promise<T>;

/** @param path of the lock's own file */
export function fileLock(
  path: string,
  steps: Steps = diskSteps,
  window: Window = thisProcess,
  patience = usualPatience,
): Lock {
  const stands = async (mark: string) => (await unlessMissing(steps.readText(path))) === mark;

  return async (act) => {
    for (let left = mostTries; ; left--) {
      const mark = await take();
      try {
        return await act(whileHeld(mark));
      } catch (error) {
        if (!(error instanceof Taken) || left === 0) throw error;
      } finally {
        await letGo(mark);
      }
    }
  };

  async function take(): Promise<string> {
    const mark = `${window.id} ${randomBytes(8).toString('hex')}`;
    let [other, watched, waited] = ['', 0, 0];
    for (;;) {
      held.add(mark); // before it is there: nobody must take it for what was left
      try {
        await steps.create(path, mark);
        return mark;
      } catch (error) {
        held.delete(mark);
        if (codeOf(error) !== 'EEXIST' || waited > patience * mostPatience) throw error;
      }
      const found = await unlessMissing(steps.readText(path));
      if (found === undefined) continue;
      if (found !== other) [other, watched] = [found, 0];
      if (isDead(found) || watched > (found === '' ? justMade : patience)) {
        // Looked at once more: whoever held it may have let go meanwhile, and another may have it now.
        if (await stands(found)) await takeAway();
      } else {
        // Counted, not looked up: while the machine sleeps nobody's turn grows old.
        const pause = 2 + Math.random() * 10;
        await new Promise((resolve) => setTimeout(resolve, pause));
        watched += pause;
        waited += pause;
      }
    }
  }

  function isDead(mark: string): boolean {
    const owner = Number(mark.split(' ', 1)[0]);
    if (mark === '' || held.has(mark)) return false;
    return owner === window.id || !window.isAlive(owner);
  }

  /** Renamed first, which only one can: it may be another's by now, who then learns of it. */
  async function takeAway(): Promise<void> {
    const away = draftOf(path, window.id);
    if (!(await isThere(steps.rename(path, away)))) return;
    const [owner, mark] = (await steps.readText(away)).split(' ');
    const drafts = basename(draftOf(path, Number(owner), `${mark}-`));
    for (const name of await steps.list(dirname(path)))
      if (mark !== undefined && name.startsWith(drafts)) await isThere(steps.unlink(join(dirname(path), name)));
    await leftOver(steps.unlink(away));
  }

  /** What is written is named after the lock. It is there before the lock is looked at, and gone where that has gone. */
  function whileHeld(mark: string): Steps {
    const drafts = new Map<string, string>();
    const named = (draft: string) => {
      const name = drafts.get(draft) ?? draftOf(draft, window.id, `${mark.split(' ')[1]}-${drafts.size}`);
      drafts.set(draft, name);
      return name;
    };
    return {
      ...steps,
      writeFlushed: (draft, text) => steps.writeFlushed(named(draft), text),
      unlink: (draft) => steps.unlink(named(draft)),
      async rename(draft, to) {
        const isDone = (await stands(mark)) && (await isThere(steps.rename(named(draft), to)));
        if (!isDone) throw new Taken(`${path} was taken away`);
      },
    };
  }

  async function letGo(mark: string): Promise<void> {
    for (let left = mostTries; left > 0; left--) {
      try {
        if (await stands(mark)) await isThere(steps.unlink(path));
        break;
      } catch {
        // Where it stays, whoever comes next takes it away.
      }
    }
    held.delete(mark);
  }
}
