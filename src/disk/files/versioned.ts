/**
 * One JSON file with a version at its head: `{"makertime":<version>,…}`. It is replaced whole. One whose content cannot be
 * understood is treated as absent; a newer version's is left as it is. One that cannot be read for now is neither: that rejects.
 */
import * as v from 'valibot';
import type { Log } from '../../ports/clock.js';
import { writeDurably } from './atomic.js';
import { parsed, unlessMissing } from './failures.js';
import { diskSteps, type Steps } from './steps.js';

export interface Versioned<T> {
  /** Undefined where there is none, or none that this version can understand. */
  read(): Promise<T | undefined>;
  /** Does nothing where a newer version's file stands there: the extension may have been updated in another window. */
  write(value: object): Promise<void>;
  isNewer(): Promise<boolean>;
  /** Rejects where a newer version's file stands there: for what must not be passed over in silence. */
  refuseNewer(): Promise<void>;
}

export function versionedFile<S extends v.GenericSchema>(
  file: string,
  version: number,
  schema: S,
  log: Log,
  steps: Steps = diskSteps,
): Versioned<v.InferOutput<S>> {
  /** Of its first bytes only: it is asked for before every writing. */
  async function isNewer(): Promise<boolean> {
    const head = await unlessMissing(steps.readPart(file, 0, 64));
    return Number(/^\{"makertime":(\d+)/.exec(head?.bytes.toString() ?? '')?.[1] ?? 0) > version;
  }
  return {
    isNewer,
    async refuseNewer() {
      if (await isNewer()) throw new Error(`${file} is from a newer version`);
    },
    async read() {
      const text = await unlessMissing(steps.readText(file));
      if (text === undefined) return undefined;
      const value = parsed(text);
      if (value === undefined) log.warn(`${file} could not be parsed`);
      const head = v.safeParse(headSchema, value);
      if (!head.success || head.output.makertime !== version) return undefined;
      const content = v.safeParse(schema, value);
      return content.success ? content.output : undefined;
    },
    async write(value) {
      if (await isNewer()) return;
      await writeDurably(file, `${JSON.stringify({ makertime: version, ...value })}\n`, steps);
    },
  };
}

const headSchema = v.object({ makertime: v.number() });
