/** Which process this is, and whether another one of this machine still lives. */
import { pid } from 'node:process';
import { codeOf } from './failures.js';

/** Who claims, and whether another who claimed still lives. */
export interface Window {
  readonly id: number;
  isAlive(id: number): boolean;
}

export const thisProcess: Window = { id: pid, isAlive: isProcessAlive };

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
