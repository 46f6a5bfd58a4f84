/**
 * Owns one JSON file with a version at its head: `{"makertime":<version>,…}`. It is replaced whole. One that cannot be
 * read is treated as absent; a newer version's is left as it is.
 */
import { open, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Log } from '../sync/ports.js';
import { diskSteps, type Steps, writeDurably } from './atomic.js';

export interface Versioned<T> {
  /** Undefined where there is none, or none that this version can read. */
  read(): Promise<T | undefined>;
  /** Does nothing where a newer version's file stands there: the extension may have been updated in another window. */
  write(value: object): Promise<void>;
  isNewer(): Promise<boolean>;
}

export function versionedFile<S extends v.GenericSchema>(
  file: string,
  version: number,
  schema: S,
  log: Log,
  steps: Steps = diskSteps,
): Versioned<v.InferOutput<S>> {
  const isNewer = async () => (await versionOf(file)) > version;
  return {
    isNewer,
    async read() {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        log.warn(`${file} is torn`);
        return undefined;
      }
      const head = v.safeParse(headSchema, value);
      if (!head.success || head.output.makertime !== version) return undefined;
      const parsed = v.safeParse(schema, value);
      return parsed.success ? parsed.output : undefined;
    },
    async write(value) {
      if (await isNewer()) return;
      await writeDurably(file, `${JSON.stringify({ makertime: version, ...value })}\n`, steps);
    },
  };
}

/** Of its first bytes only: it is asked for before every writing. */
async function versionOf(file: string): Promise<number> {
  const head = await readHead(file).catch(() => '');
  return Number(/^\{"makertime":(\d+)/.exec(head)?.[1] ?? 0);
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

const headSchema = v.object({ makertime: v.number() });
