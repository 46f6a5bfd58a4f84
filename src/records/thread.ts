/**
 * How the opening text of a discussion stands on GitHub: our own lines, the machine block, and what people wrote.
 *
 *     **Asked:** @bo
 *
 *     **Where:** [`src/beam.ts` lines 10–14](https://…) on `fix-beam` at `0123abc` in `acme/lighthouse`
 *
 *     <!-- makertime {"v":1,"kind":"question","id":"…","by":1,"named":[{"id":2,"login":"bo"}]} -->
 *
 *     The whole text, where it did not fit the title
 *
 * Comments have the block of records/comment.ts. Whoever wrote it comes from GitHub: a block that names somebody else is none.
 */
import * as v from 'valibot';
import type { Context } from '../model/board/item.js';
import type { Person } from '../model/people/person.js';
import { isDate } from '../model/threads/checkIn.js';
import type { SaidRecord } from '../model/threads/talk.js';
import { type ThreadKind, threadKinds } from '../model/threads/thread.js';
import { blockVersion, decode, encode } from './block.js';
import { contextLines } from './blocker.js';
import { termsIn } from './decision.js';
import { handOffTermsIn } from './handOff.js';
import { memoIn } from './memo.js';

export interface ThreadRecord {
  /** ULID. */
  readonly id: string;
  readonly kind: ThreadKind;
  readonly by: Person;
  readonly named?: readonly Person[];
  readonly context?: Context;
}

export function writeThread(text: string, { id, kind, by, named = [], context }: ThreadRecord): string {
  const asked = named.length > 0 ? `**Asked:** ${named.map(({ login }) => `@${login}`).join(', ')}` : '';
  const own = [asked, ...contextLines(context ?? {})].filter(Boolean).join('\n\n');
  return encode(own, { v: blockVersion, kind, id, by: by.id, ...(named.length > 0 && { named }) }, text);
}

/** The record of an opening text or a comment; undefined where there is none of its author's. Total. */
export function saidRecord(body: string, author: Person | undefined): SaidRecord | undefined {
  const decoded = decode(body);
  const head =
    decoded.kind === 'block' || decoded.kind === 'newer' ? v.safeParse(headSchema, decoded.block) : undefined;
  if (!head?.success || head.output.by !== author?.id) return undefined;
  const { id, kind, day } = head.output;
  const terms = kind === 'decision' ? termsIn(head.output) : undefined;
  const handOff = kind === 'handOff' ? handOffTermsIn(head.output) : undefined;
  const isOfDay = (kind === 'checkIn' || kind === 'checkInDay') && day !== undefined && isDate(day);
  const memo = kind === 'memo' ? memoIn(head.output) : undefined;
  return {
    id,
    ...(kind && { kind }),
    ...(terms && { terms }),
    ...(handOff && { handOff }),
    ...(memo && { memo }),
    ...(isOfDay && { day }),
  };
}

/** The same record around another text; undefined where a newer version wrote it, or it is damaged. */
export function editSaid(body: string, text: string): string | undefined {
  const decoded = decode(body);
  switch (decoded.kind) {
    case 'none':
      return text;
    case 'block':
      return encode('', decoded.block, text);
    case 'newer':
    case 'unreadable':
      return undefined;
  }
}

const headSchema = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)),
  by: v.pipe(v.number(), v.integer()),
  kind: v.fallback(v.optional(v.picklist([...threadKinds, 'comment', 'checkInDay'])), undefined),
  day: v.fallback(v.optional(v.string()), undefined),
});
