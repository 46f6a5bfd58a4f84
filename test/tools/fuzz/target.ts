/** What a reader of untrusted text promises in the fuzz run: a name, texts to begin with, and what must hold of any text. */
import type { Draw } from './draw.js';

export interface Target {
  readonly name: string;
  /** Valid ones, and some that are nearly so. */
  readonly corpus: readonly string[];
  /** Throws where a promise is broken. */
  check(text: string, draw: Draw): void;
  /** Texts that may cost more than their length, made as long as is asked: run at n, 2n and 4n. */
  readonly worst?: readonly ((length: number) => string)[];
}

/** `head`, then `pump` as often as fits, then `tail`. */
export function pumped(pump: string, head = '', tail = ''): (length: number) => string {
  return (length) =>
    head + pump.repeat(Math.max(1, Math.floor((length - head.length - tail.length) / pump.length))) + tail;
}

/** The message of the promise that a text breaks, and where. */
export function brokenBy(target: Target, text: string, draw: Draw): string | undefined {
  try {
    target.check(text, draw);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message.slice(0, 500)} ${placeOf(error)}` : String(error);
  }
}

function placeOf(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => line.startsWith('    at '))
      ?.trim() ?? ''
  );
}
