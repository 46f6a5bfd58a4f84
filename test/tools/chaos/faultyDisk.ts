/** A disk that fills up, turns read-only or fails on command: the same few steps durability rests on, and real files. */
import { writeFile } from 'node:fs/promises';
import { diskSteps, type Steps } from '../../../src/disk/files/steps.js';
import type { DiskFault } from './speech.js';

/** Of steps on a failing disk. */
const failing = 0.4;

/** @param fault how the disk is now; asked before every step */
export function faultyDisk(fault: () => DiskFault): Steps {
  function check(changes: 'writes' | 'changes'): void {
    switch (fault()) {
      case 'fine':
        return;
      case 'full':
        if (changes === 'writes') throw broken('ENOSPC');
        return;
      case 'readOnly':
        throw broken('EROFS');
      case 'failing':
        if (Math.random() < failing) throw broken('EIO');
    }
  }
  /** What cannot be written can be read; a failing one fails at that, too. */
  const reading =
    <A extends unknown[], R>(step: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      if (fault() === 'failing' && Math.random() < failing) throw broken('EIO');
      return step(...args);
    };
  return {
    readText: reading(diskSteps.readText),
    readPart: reading(diskSteps.readPart),
    list: reading(diskSteps.list),
    stamp: reading(diskSteps.stamp),
    async makeFolder(path) {
      check('changes');
      return diskSteps.makeFolder(path);
    },
    async create(path, text) {
      check('writes');
      await diskSteps.create(path, text);
    },
    async writeFlushed(path, text) {
      try {
        check('writes');
      } catch (error) {
        // What did fit stays there.
        if (fault() !== 'readOnly') await writeFile(path, text.slice(0, text.length / 2), { flag: 'wx' });
        throw error;
      }
      await diskSteps.writeFlushed(path, text);
    },
    async appendFlushed(path, text) {
      try {
        check('writes');
      } catch (error) {
        if (fault() !== 'readOnly') await diskSteps.appendFlushed(path, text.slice(0, text.length / 2));
        throw error;
      }
      await diskSteps.appendFlushed(path, text);
    },
    async rename(from, to) {
      check('changes');
      await diskSteps.rename(from, to);
    },
    async flushFolder(path) {
      check('changes');
      await diskSteps.flushFolder(path);
    },
    async unlink(path) {
      check('changes');
      await diskSteps.unlink(path);
    },
  };
}

/** Whether an error is one of these, wherever its words have got to. */
export function isInjected(text: string): boolean {
  return /\b(?:ENOSPC|EROFS|EIO)\b/.test(text);
}

function broken(code: string): Error {
  return Object.assign(new Error(`${code}: the disk of the chaos run`), { code });
}
