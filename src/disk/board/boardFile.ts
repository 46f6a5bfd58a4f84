/**
 * The file of a last good board: lines of JSON, the whole of it in parts, and behind them what has changed since.
 *
 *     {"makertime":2,"file":"<16 hex digits>"}
 *     {"items":[…]}                                                            the parts of the whole, as many as there are
 *     {"mark":"<16 hex digits>","lists":[…],"cursor":{…},"thoroughAt":…}       its end
 *     {"after":"<mark>","mark":"<16 hex digits>","items":[…],"gone":{"items":[…]},"cursor":{…}}
 *
 * The whole is replaced by renaming, a change is one line that is appended: a board stands there with its cursor or not at
 * all. `lists` names what was asked for: lists, and kinds of items beside the first. Of a cursor a change holds what differs. A change that was made on another
 * board than the one above it, by a window that did not know of it, is passed over, and so is what a crash has torn.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { emptyBoard, listNames } from '../../model/board/board.js';
import { kinds } from '../../model/board/kinds.js';
import type { Log } from '../../ports/clock.js';
import type { Cursor } from '../../ports/remote.js';
import type { Snapshot } from '../../ports/stores.js';
import { writeDurably } from '../files/atomic.js';
import { parsed, patience, unlessMissing } from '../files/failures.js';
import type { Steps } from '../files/steps.js';
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

export function boardFile(path: string, log: Log, steps: Steps) {
  let known: Known | undefined;
  /** One that can never be read is as good as absent, and is made again. */
  const [headPatience, wholePatience] = [patience(log), patience(log)];

  /** Of its first bytes only: it is asked for before every reading and writing. */
  async function headOf() {
    const part = await headPatience(path, unlessMissing(steps.readPart(path, 0, 64)), undefined);
    if (!part) return undefined;
    const head = /^\{"makertime":(\d+)(?:,"file":"([0-9a-f]{16})"\}\n)?/.exec(part.bytes.toString());
    return { version: Number(head?.[1] ?? 0), file: head?.[2], size: part.size };
  }

  async function writeWhole(kept: Kept): Promise<void> {
    known = undefined;
    const { board, cursor, thoroughAt } = kept;
    const [file, mark] = [newName(), newName()];
    const lines = [JSON.stringify({ makertime: version, file })];
    for (const part of partsOf(board)) {
      lines.push(JSON.stringify(part));
      await pause();
    }
    lines.push(
      JSON.stringify({ mark, lists: asked(), teamFile: board.teamFile, forum: board.forum, cursor, thoroughAt }),
    );
    const text = `${lines.join('\n')}\n`;
    await writeDurably(path, text, steps);
    const size = Buffer.byteLength(text);
    known = { kept, file, lists: String(asked()), mark, wholeSize: size, size };
  }

  /** False where the whole has to be written instead: too much has changed, or another window was quicker. */
  async function append(last: Known, kept: Kept): Promise<boolean> {
    const cursor = cursorBetween(last.kept.cursor, kept.cursor);
    const change = changeBetween(last.kept.board, kept.board);
    if (cursor === 'another' || last.lists !== String(asked()) || sizeOf(change) > mostChanged) return false;
    const mark = newName();
    const line = { after: last.mark, mark, ...change, cursor, thoroughAt: kept.thoroughAt };
    const text = `${JSON.stringify(line)}\n`;
    const size = last.size + Buffer.byteLength(text);
    if (size - last.wholeSize > Math.max(fewBytes, last.wholeSize / 2)) return false;
    known = undefined;
    await steps.appendFlushed(path, text);
    const head = await headOf();
    if (head?.file !== last.file || head.size !== size) return false;
    known = { ...last, kept, mark, size };
    return true;
  }

  return {
    /** The same object while nothing has changed. Undefined where there is none, or none that this version can read. */
    async read(): Promise<Kept | undefined> {
      const head = await headOf();
      const last = known && known.file === head?.file && known.size <= head.size ? known : undefined;
      if (last && last.size === head?.size) return last.kept;
      const file = head?.version === version ? head.file : undefined;
      known = file === undefined ? undefined : await wholePatience(path, readOn(steps, path, file, last), undefined);
      return known?.kept;
    },
    /** Does nothing where it stands there already, or a newer version's file. */
    async write(kept: Kept): Promise<void> {
      const last = known;
      const head = await headOf();
      if (head && head.version > version) return;
      // Another window that no longer syncs may have been late, and written what it knew.
      const isAsKnown = last && last.file === head?.file && last.size === head.size;
      if (isAsKnown && (['board', 'cursor', 'thoroughAt'] as const).every((name) => kept[name] === last.kept[name]))
        return;
      if (!isAsKnown || !(await append(last, kept))) await writeWhole(kept);
    },
  };
}

/** Who has read issues without knowing a kind has passed over its items. */
function asked(): readonly string[] {
  const { blocker: _first, ...others } = kinds;
  return [...listNames, ...Object.keys(others)];
}

function newName(): string {
  return randomBytes(8).toString('hex');
}

/** What has come since, or all of it. In pieces: whoever else wants a turn has it. */
async function readOn(steps: Steps, path: string, file: string, last: Known | undefined): Promise<Known | undefined> {
  const start = last?.size ?? 0;
  const { bytes } = await steps.readPart(path, start, Number.POSITIVE_INFINITY);
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
  const isWhole = asked().every((name) => lists.split(',').includes(name));
  const kept: Kept = {
    board: board.board(),
    // A board of a version that knew less is shown, and asked for once more: no news would name what it left out.
    ...(cursor && isWhole && { cursor }),
    ...(thoroughAt !== undefined && { thoroughAt }),
  };
  return { kept, file, lists, mark, wholeSize, size: start + from };
}

/** Undefined where it is none of ours. */
function lineFrom(text: string): v.InferOutput<typeof lineSchema> | undefined {
  const line = v.safeParse(lineSchema, parsed(text));
  return line.success ? line.output : undefined;
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
