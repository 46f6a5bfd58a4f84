/** Owns how much work something is, whatever else goes on on the machine: what is wrong with it takes seconds, not twice as long. */
import process from 'node:process';

/** Milliseconds of the processor's time. */
export function effortOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
