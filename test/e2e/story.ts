// A story: one test in several chapters, each of which goes on where the last one ended. It runs as a whole or not at all.

import { performance } from 'node:perf_hooks';
import { tell } from '../lib/suite/results.js';

interface Chapter {
  readonly title: string;
  readonly happen: () => Promise<void> | void;
}

/** Of the chapters added by what it gives back. @param between is so at the end of each */
export function story(
  title: string,
  between?: () => Promise<void>,
): (title: string, happen: Chapter['happen']) => void {
  const all: Chapter[] = [];
  const test = it(title, async () => {
    for (const { title: chapter, happen } of all) {
      tell({ kind: 'begun', title: `${test.fullTitle()}: ${chapter}` });
      const began = performance.now();
      try {
        await happen();
        await between?.();
      } catch (error) {
        if (error instanceof Error) error.message = `${chapter}: ${error.message}`;
        throw error;
      }
      console.log(`      ${chapter} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    }
  });
  return (chapter, happen) => void all.push({ title: chapter, happen });
}
