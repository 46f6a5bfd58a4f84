/** The verdict on what is left when it is quiet: nothing owed, nothing in the way, no file that cannot be read, no bug, no memory eaten up. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isUnfinished } from '../../../src/disk/files/atomic.js';
import { type Breach, breach, type Evidence, isParked } from './breach.js';

/** A window of this run has some 100 MB; what eats more grows without bound. */
export const mostMemory = 400 * 2 ** 20;

/** @param wokenAt milliseconds by the run's clock: what was heard before is not news */
export function judgeOrder(evidence: Evidence, wokenAt: number, now: number): readonly Breach[] {
  const { place, ledger, shown } = evidence;
  return [
    ...ledger.errors.map((error) => breach('no bug', error)),
    ...place.github.faults.map((fault) => breach('the simulated GitHub is sound', fault)),
    ...filesIn(place.folder).flatMap(judgeFile),
    ...shown.flatMap((one, window): readonly Breach[] => {
      const wrong = (what: string, ...names: readonly string[]) => [
        breach('quiet in the end', `window ${window}: ${what}`, ...names),
      ];
      if (!one?.isReady) return wrong('does not answer');
      const unsent = one.unsent.filter((id) => !waitsForParked(evidence, id));
      const strange = one.aside.filter((file) => !file.includes('unfinished'));
      return [
        ...(unsent.length > 0 ? wrong(`${unsent.length} unsent`, ...unsent) : []),
        ...(one.acts > 0 ? wrong(`${one.acts} acts are not settled`) : []),
        ...(one.trouble ? wrong(`in trouble: ${one.trouble}`) : []),
        // Both by the run's clock.
        ...(one.heardAt + (now - one.now) < wokenAt ? wrong('has not heard of GitHub since') : []),
        ...(strange.length > 0 ? wrong(`set aside: ${strange}`) : []),
        ...(one.rss > mostMemory ? wrong(`has ${Math.round(one.rss / 2 ** 20)} MB`) : []),
      ];
    }),
  ];
}

/** What is said about a capture that GitHub has refused waits for it: both are shown. */
function waitsForParked(evidence: Evidence, id: string): boolean {
  const wish = evidence.ledger.wishes.get(id);
  const target = wish?.trying.target;
  return [...evidence.ledger.wishes.values()].some(
    ({ login, trying }) =>
      trying.what === 'capture' &&
      trying.mark !== undefined &&
      target?.endsWith(`/${trying.mark}`) &&
      isParked(evidence, login, trying.id),
  );
}

function filesIn(folder: string): readonly string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true }) as {
      isFile(): boolean;
      parentPath: string;
      name: string;
    }[]
  )
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function judgeFile(path: string): readonly Breach[] {
  if (path.endsWith('.damaged')) return [breach('no file is damaged', path)];
  if (!path.endsWith('.json') || isUnfinished(basename(path)) || path.includes('/aside/')) return [];
  try {
    const text = readFileSync(path, 'utf8');
    // A board is lines: its whole up to the mark, and behind that changes, which a crash may tear.
    for (const part of path.endsWith('/board.json') ? wholeOf(text) : [text]) JSON.parse(part);
    return [];
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isGone ? [] : [breach('no file is damaged', `${path}: ${String(error)}`)];
  }
}

function wholeOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.slice(0, lines.findIndex((line) => line.startsWith('{"mark"')) + 1 || lines.length);
}
