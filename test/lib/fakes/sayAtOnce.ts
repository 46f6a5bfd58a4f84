/** What a process says before it may be killed: at once and not through a stream, whole, and though nobody has listened for a while. */
import { writeSync } from 'node:fs';

export function sayAtOnce(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0)
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error; // the pipe is full: whoever listens will empty it
    }
}
