/**
 * Owns the text of an outbox file: one JSON object and a final newline, so that a torn file is known by its end.
 *
 *     {"makertime":1,"check":"<16 hex digits>","mutation":{…},"reason":{…}}
 *
 * `reason` stands only in refused entries. `check` is the start of the SHA-256 of `{"mutation":{…},"reason":{…}}`: words
 * that the disk has changed are never sent. Reading is total. A newer version's file is recognised and left alone.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type ItemKey, itemKindNames } from '../model/item.js';
import type { Mutation } from '../model/mutation.js';
import type { Refusal } from '../model/state.js';

const version = 1;

export type ReadEntry =
  | { readonly kind: 'entry'; readonly mutation: Mutation; readonly reason?: Refusal }
  | { readonly kind: 'torn' }
  | { readonly kind: 'newer' };

export function writeEntry(mutation: Mutation, reason?: Refusal): string {
  const content = { mutation, ...(reason && { reason }) };
  return `${JSON.stringify({ makertime: version, check: checkOf(content), ...content })}\n`;
}

function checkOf({ mutation, reason }: { readonly mutation: unknown; readonly reason?: unknown }): string {
  const content = JSON.stringify({ mutation, reason });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** @param id the ULID in the file's name: an entry under another name is not ours. Drafts have no name yet. */
export function readEntry(text: string, id?: string): ReadEntry {
  if (!text.endsWith('\n')) return { kind: 'torn' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'torn' };
  }
  const head = v.safeParse(headSchema, value);
  if (head.success && head.output.makertime > version) return { kind: 'newer' };
  const entry = v.safeParse(entrySchema, value);
  if (!entry.success || (id !== undefined && entry.output.mutation.id !== id)) return { kind: 'torn' };
  const { check, mutation, reason } = entry.output;
  if (check !== checkOf(value as { mutation: unknown; reason?: unknown })) return { kind: 'torn' };
  return { kind: 'entry', mutation: mutation as unknown as Mutation, ...(reason && { reason: reason as Refusal }) };
}

const headSchema = v.object({ makertime: v.number() });
const ulid = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/));
const target = v.custom<ItemKey>((value) => typeof value === 'string');
const number = v.optional(v.number());
const change = v.optional(v.nullable(v.string()));
const intention = {
  id: ulid,
  at: v.string(),
  team: v.looseObject({
    account: v.looseObject({ server: v.string(), id: v.number(), login: v.string() }),
    repository: v.looseObject({ id: v.number(), owner: v.string(), name: v.string() }),
  }),
  replaces: v.optional(ulid),
};
const entrySchema = v.object({
  makertime: v.literal(version),
  check: v.string(),
  mutation: v.variant('kind', [
    v.looseObject({
      ...intention,
      kind: v.literal('capture'),
      record: ulid,
      itemKind: v.picklist(itemKindNames),
      words: v.looseObject({ title: v.string() }),
      context: v.optional(v.looseObject({})),
    }),
    v.looseObject({ ...intention, kind: v.literal('comment'), record: ulid, target, number, text: v.string() }),
    v.looseObject({
      ...intention,
      kind: v.literal('edit'),
      target,
      number,
      changes: v.object({
        title: v.optional(v.string()),
        owner: change,
        needBy: change,
        outcome: change,
        blocks: change,
      }),
    }),
    v.looseObject({ ...intention, kind: v.literal('resolve'), target, number }),
    v.looseObject({
      ...intention,
      kind: v.literal('depend'),
      target,
      number,
      blocks: v.string(),
      isOver: v.optional(v.literal(true)),
    }),
    v.looseObject({ ...intention, kind: v.literal('roster'), record: ulid }),
    v.looseObject({
      ...intention,
      kind: v.literal('attend'),
      target: v.variant('kind', [
        v.looseObject({
          kind: v.literal('parcel'),
          key: v.string(),
          thread: v.optional(v.string()),
          about: v.optional(v.string()),
        }),
        v.looseObject({ kind: v.literal('batch'), batch: v.string() }),
        v.looseObject({ kind: v.literal('held') }),
      ]),
      act: v.looseObject({ kind: v.picklist(['read', 'done', 'unsubscribe', 'undone', 'snooze', 'deliver']) }),
    }),
    v.looseObject({ ...intention, kind: v.literal('status'), record: ulid, changes: v.looseObject({}) }),
  ]),
  reason: v.optional(v.looseObject({ kind: v.string() })),
});
