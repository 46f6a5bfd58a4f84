/**
 * Owns the file of a last good board: lines of JSON, the whole of it in parts, and behind them what has changed since.
 *
 *     {"makertime":2,"file":"<16 hex digits>"}
 *     {"items":[…]}                                                            the parts of the whole, as many as there are
 *     {"mark":"<16 hex digits>","lists":[…],"cursor":{…},"thoroughAt":…}       its end
 *     {"after":"<mark>","mark":"<16 hex digits>","items":[…],"gone":{"items":[…]},"cursor":{…}}
 *
 * The whole is replaced by renaming, a change is one line that is appended: a board stands there with its cursor or not at
 * all. `lists` names those that were asked for. Of a cursor a change holds what differs. A change that was made on another
 * board than the one above it, by a window that did not know of it, is passed over, and so is what a crash has torn.
 */
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { emptyBoard, listNames } from '../model/board.js';
import type { Cursor, Snapshot } from '../sync/ports.js';
import { type Steps, writeDurably } from './atomic.js';
import { changeBetween, changeEntries, changing, partsOf, sizeOf } from './boardChange.js';

/** The first was one object. */
const version = 2;

/** Where changes take more bytes than this, and than half of the whole, it is written anew. */
const fewBytes = 256 * 1024;
/** As many are written in a few milliseconds. */
const mostChanged = 1_000;

/** A cursor never promises more than the board beside it holds. */
type Kept = Pick<Snapshot, 'board' | 'cursor' | 'thoroughAt'>;

/** How the file stood when it was last read or written. */
interface Known {
  readonly kept: Kept;
  readonly file: string;
  readonly lists: string;
  readonly mark: string;
  /** Bytes of the whole, and with all that has changed. */
  readonly wholeSize: number;
  readonly size: number;
}

export function boardFile(path: string, steps: Steps) {
  let known: Known | undefined;

  async function writeWhole(kept: Kept): Promise<void> {
    known = undefined;
    const { board, cursor, thoroughAt } = kept;
    const [file, mark] = [newName(), newName()];
    const lines = [JSON.stringify({ makertime: version, file })];
    for (const part of partsOf(board)) {
      lines.push(JSON.stringify(part));
      await pause();
    }
    lines.push(JSON.stringify({ mark, lists: listNames, teamFile: board.teamFile, cursor, thoroughAt }));
    const text = `${lines.join('\n')}\n`;
    await writeDurably(path, text, steps);
    const size = Buffer.byteLength(text);
    known = { kept, file, lists: ours, mark, wholeSize: size, size };
  }

  /** False where the whole has to be written instead: too much has changed, or another window was quicker. */
  async function append(last: Known, kept: Kept): Promise<boolean> {
    const cursor = cursorBetween(last.kept.cursor, kept.cursor);
    const change = changeBetween(last.kept.board, kept.board);
    if (cursor === 'another' || last.lists !== ours || sizeOf(change) > mostChanged) return false;
    const mark = newName();
    const line = { after: last.mark, mark, ...change, cursor, thoroughAt: kept.thoroughAt };
    const text = `${JSON.stringify(line)}\n`;
    const size = last.size + Buffer.byteLength(text);
    if (size - last.wholeSize > Math.max(fewBytes, last.wholeSize / 2)) return false;
    known = undefined;
    await steps.appendFlushed(path, text);
    const head = await headOf(path);
    if (head?.file !== last.file || head.size !== size) return false;
    known = { ...last, kept, mark, size };
    return true;
  }

  return {
    /** The same object while nothing has changed. Undefined where there is none, or none that this version can read. */
    async read(): Promise<Kept | undefined> {
      const head = await headOf(path);
      const last = known && known.file === head?.file && known.size <= head.size ? known : undefined;
      if (last && last.size === head?.size) return last.kept;
      known = head?.version === version && head.file ? await readOn(path, head.file, last) : undefined;
      return known?.kept;
    },
    /** Does nothing where it stands there already, or a newer version's file. */
    async write(kept: Kept): Promise<void> {
      const last = known;
      const head = await headOf(path);
      if (head && head.version > version) return;
      // Another window that no longer syncs may have been late, and written what it knew.
      const isAsKnown = last && last.file === head?.file && last.size === head.size;
      if (isAsKnown && (['board', 'cursor', 'thoroughAt'] as const).every((name) => kept[name] === last.kept[name]))
        return;
      if (!isAsKnown || !(await append(last, kept))) await writeWhole(kept);
    },
  };
}

const ours = String(listNames);

function newName(): string {
  return randomBytes(8).toString('hex');
}

/** Of its first bytes only: it is asked for before every reading and writing. What cannot be read is as good as absent. */
async function headOf(path: string) {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const head = /^\{"makertime":(\d+)(?:,"file":"([0-9a-f]{16})"\}\n)?/.exec(buffer.toString('utf8', 0, bytesRead));
    return { version: Number(head?.[1] ?? 0), file: head?.[2], size: (await file.stat()).size };
  } catch {
    return undefined; // a folder
  } finally {
    await file.close();
  }
}

/** What has come since, or all of it. In pieces: whoever else wants a turn has it. */
async function readOn(path: string, file: string, last: Known | undefined): Promise<Known | undefined> {
  const start = last?.size ?? 0;
  const bytes = await bytesFrom(path, start);
  const board = changing(last?.kept.board ?? emptyBoard);
  let { cursor, thoroughAt } = last?.kept ?? {};
  let { mark, lists = '', wholeSize = 0 } = last ?? {};
  let from = 0;
  for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', from)) {
    const line = lineFrom(bytes.toString('utf8', from, end));
    const isHead = start + from === 0;
    from = end + 1;
    if (isHead) continue;
    if (mark === undefined && (!line || line.after !== undefined)) return undefined;
    if (!line || line.after !== mark) continue;
    board.take(line);
    if (line.mark !== undefined) {
      if (mark === undefined) [lists, wholeSize] = [String(line.lists), start + from];
      mark = line.mark;
      cursor = line.cursor ? { ...cursor, ...line.cursor } : cursor;
      thoroughAt = line.thoroughAt;
    }
    await pause();
  }
  if (mark === undefined) return undefined;
  const isWhole = listNames.every((name) => lists.split(',').includes(name));
  const kept: Kept = {
    board: board.board(),
    // A board of a version that knew less is shown, and asked for once more: no news would name what it left out.
    ...(cursor && isWhole && { cursor }),
    ...(thoroughAt !== undefined && { thoroughAt }),
  };
  return { kept, file, lists, mark, wholeSize, size: start + from };
}

async function bytesFrom(path: string, start: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const length = Math.max(0, (await file.stat()).size - start);
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Undefined where it is none of ours. */
function lineFrom(text: string): v.InferOutput<typeof lineSchema> | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** What differs, entry by entry; undefined where nothing does. `another`: what is no longer there cannot be said so. */
function cursorBetween(before: Cursor | undefined, after: Cursor | undefined): Cursor | undefined | 'another' {
  if (before === after) return undefined;
  if (!before || !after) return 'another';
  if (Object.entries(before).some(([name, value]) => value !== undefined && after[name] === undefined))
    return 'another';
  const isNew = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(before[name]);
  return Object.fromEntries(Object.entries(after).filter(isNew));
}

const lineSchema = v.object({
  ...changeEntries,
  after: v.optional(v.string()),
  mark: v.optional(v.string()),
  lists: v.optional(v.array(v.string())),
  cursor: v.optional(v.record(v.string(), v.unknown())),
  thoroughAt: v.optional(v.number()),
});
