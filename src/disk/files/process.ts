/** Owns whether another process of this machine still lives. */
import { pid } from 'node:process';
import { codeOf } from './atomic.js';

export function isProcessAlive(id: number): boolean {
  if (id === pid) return true;
  if (!(id > 0)) return false; // zero and less are groups of processes, this one's among them
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
