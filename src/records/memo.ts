/**
 * How a memo that asks for comments stands in the opening text of its discussion:
 *
 *     **Comments from:** @bo, @emi
 *
 *     **Comments until:** Thu 26 Nov 2026, 16:30 UTC (17:30 in Berlin, 22:00 in Kolkata)
 *
 *     ## In short …
 *
 *     <!-- makertime {"v":1,"kind":"memo","id":"…","by":1,"named":[{"id":2,"login":"bo"}],"needBy":"…"} -->
 *
 * One that asks nobody stands like any other discussion: records/thread.ts.
 */
import * as v from 'valibot';
import { isLogin, type Person } from '../model/people/person.js';
import type { MemoTerms } from '../model/threads/memo.js';
import { blockVersion, encode } from './block.js';
import { closingWords } from './decision.js';

export interface MemoRecord extends MemoTerms {
  /** ULID. */
  readonly id: string;
  readonly by: Person;
  /** IANA names: whose clocks show the time as well. */
  readonly zones: readonly string[];
}

export function writeMemo(text: string, { id, by, named, until, zones }: MemoRecord): string {
  const from = named.length > 0 ? `**Comments from:** ${named.map(({ login }) => `@${login}`).join(', ')}` : '';
  const own = [from, `**Comments until:** ${closingWords(Date.parse(until), zones)}`].filter(Boolean).join('\n\n');
  return encode(own, { v: blockVersion, kind: 'memo', id, by: by.id, named, needBy: until }, text);
}

/** Whom a block asks and until when; undefined where that cannot be read. */
export function memoIn(block: unknown): MemoTerms | undefined {
  const read = v.safeParse(schema, block);
  if (!read.success) return undefined;
  const { named, needBy } = read.output;
  if (named.length > mostNamed || !named.every(({ id, login }) => id > 0 && isLogin(login))) return undefined;
  return { named, until: needBy };
}

/** Nobody asks more. */
const mostNamed = 50;
const schema = v.object({
  named: v.array(v.object({ id: v.pipe(v.number(), v.integer()), login: v.string() })),
  needBy: v.pipe(v.string(), v.isoTimestamp()),
});
