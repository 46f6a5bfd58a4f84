/**
 * The text of an outbox file: one JSON object and a final newline, so that a torn file is known by its end.
 *
 *     {"makertime":1,"check":"<16 hex digits>","mutation":{…},"reason":{…}}
 *
 * `reason` stands only in refused entries. `check` is the start of the SHA-256 of `{"mutation":{…},"reason":{…}}`: words
 * that the disk has changed are never sent. Reading is total. A newer version's file is recognised and left alone.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { weekdays } from '../../base/zone.js';
import type { ItemKey } from '../../model/board/item.js';
import { itemKindNames } from '../../model/board/kinds.js';
import type { Changes, Mutation, MutationKind, MutationOf } from '../../model/board/mutation.js';
import type { Refusal } from '../../model/board/trouble.js';
import { modes } from '../../model/people/member.js';
import type { HandOffTerms } from '../../model/threads/handOff.js';
import { reactionKinds } from '../../model/threads/talk.js';
import { closings, type ThreadKey, threadKinds } from '../../model/threads/thread.js';
import { parsed } from '../files/failures.js';

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

/**
 * What has its check was not damaged: where it cannot be read, a version that knows more has written it.
 * @param id the ULID in the file's name: an entry under another name is not ours. Drafts have no name yet.
 */
export function readEntry(text: string, id?: string): ReadEntry {
  if (!text.endsWith('\n')) return { kind: 'torn' };
  const value = parsed(text);
  const head = v.safeParse(headSchema, value);
  if (head.success && head.output.makertime > version) return { kind: 'newer' };
  const whole = v.safeParse(entrySchema, value);
  if (!whole.success) return { kind: 'torn' };
  const { check, mutation, reason } = whole.output;
  if (check !== checkOf(value as { mutation: unknown; reason?: unknown })) return { kind: 'torn' };
  if (id !== undefined && mutation.id !== id) return { kind: 'torn' };
  const read = isKnown(mutation.kind) ? v.safeParse<Schema>(schemas[mutation.kind], mutation) : undefined;
  if (!read?.success) return { kind: 'newer' };
  return { kind: 'entry', mutation: read.output, ...(reason && { reason: reason as Refusal }) };
}

function isKnown(kind: string): kind is MutationKind {
  return Object.hasOwn(schemas, kind);
}

const ulid = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/));
const headSchema = v.object({ makertime: v.number() });
const entrySchema = v.object({
  makertime: v.literal(version),
  check: v.string(),
  mutation: v.looseObject({ kind: v.string(), id: ulid }),
  reason: v.optional(v.looseObject({ kind: v.string() })),
});

const optional = v.exactOptional(v.string());
/** Null takes a value away. */
const change = v.exactOptional(v.nullable(v.string()));
const intention = {
  id: ulid,
  at: v.string(),
  team: v.looseObject({
    account: v.looseObject({ server: v.string(), id: v.number(), login: v.string() }),
    repository: v.looseObject({ id: v.number(), owner: v.string(), name: v.string() }),
  }),
  replaces: v.exactOptional(ulid),
};
const onItem = {
  ...intention,
  target: v.custom<ItemKey>((value) => typeof value === 'string'),
  number: v.exactOptional(v.number()),
};

const person = v.looseObject({ id: v.number(), login: v.string() });

const promising = { kind: v.literal('promise'), promised: v.nullable(v.string()), zone: v.string() };

const onThread = {
  ...intention,
  target: v.custom<ThreadKey>((value) => typeof value === 'string'),
  number: v.exactOptional(v.number()),
  comment: optional,
  isOver: v.exactOptional(v.literal(true)),
};

const context = v.exactOptional(
  v.looseObject({
    repository: optional,
    branch: optional,
    commit: optional,
    path: optional,
    lines: v.exactOptional(v.tuple([v.number(), v.number()])),
    permalink: optional,
    diagnostic: optional,
  }),
);

/** As a mode, focus was said before it had a part of its own. */
const oldFocus = 'focusing';

const statusSchema = v.looseObject({
  ...intention,
  kind: v.literal('status'),
  record: ulid,
  changes: v.looseObject({
    said: v.exactOptional(v.looseObject({ mode: v.picklist([...modes, oldFocus]), text: optional, until: optional })),
    focusing: v.exactOptional(v.nullable(v.looseObject({ since: v.string(), until: v.string() }))),
    marks: v.exactOptional(
      v.pipe(
        v.nullable(v.array(v.looseObject({ start: v.string(), end: optional }))),
        v.transform((marks) => marks ?? []),
      ),
    ),
    rough: change,
    zone: change,
    hours: v.exactOptional(v.nullable(v.record(v.picklist(weekdays), v.string()))),
    off: v.exactOptional(v.nullable(v.array(v.string()))),
    focus: v.exactOptional(
      v.nullable(
        v.array(
          v.looseObject({
            start: v.string(),
            minutes: v.number(),
            every: v.exactOptional(v.picklist(['day', 'week', 'workday'])),
          }),
        ),
      ),
    ),
    windows: v.exactOptional(v.nullable(v.array(v.string()))),
  }),
});

/** Without an end it lasted for the rest of the working day: four hours are the longest now. */
const longestFocus = 4 * 3_600_000;

function withoutOldFocus({ changes, ...rest }: v.InferOutput<typeof statusSchema>): MutationOf<'status'> {
  const { said, ...others } = changes;
  if (said?.mode !== oldFocus) return { ...rest, changes } as MutationOf<'status'>;
  const at = Date.parse(rest.at);
  const end = said.until ?? (Number.isNaN(at) ? undefined : new Date(at + longestFocus).toISOString());
  const focusing = end === undefined ? {} : { focusing: { since: rest.at, until: end } };
  return { ...rest, changes: { ...others, said: { ...said, mode: 'available' }, ...focusing } } as MutationOf<'status'>;
}

type Schema<M extends Mutation = Mutation> = v.GenericSchema<unknown, M>;

/** What each kind is read back as. What a later version adds beside the parts it names is kept. */
const schemas: { readonly [K in MutationKind]: Schema<MutationOf<K>> } = {
  capture: v.looseObject({
    ...intention,
    kind: v.literal('capture'),
    record: ulid,
    itemKind: v.picklist(itemKindNames),
    words: v.looseObject({
      title: v.string(),
      notes: optional,
      owner: optional,
      needBy: optional,
      outcome: optional,
      blocks: optional,
    }),
    context,
  }),
  comment: v.looseObject({ ...onItem, kind: v.literal('comment'), record: ulid, text: v.string() }),
  edit: v.looseObject({
    ...onItem,
    kind: v.literal('edit'),
    // Half a change is none: one that is not known here is left to whoever knows it.
    changes: v.pipe(
      v.record(v.picklist(['title', 'owner', 'needBy', 'outcome', 'blocks']), v.nullable(v.string())),
      v.transform((changes) => changes as Changes),
    ),
  }),
  resolve: v.looseObject({ ...onItem, kind: v.literal('resolve'), isNotNeeded: v.exactOptional(v.literal(true)) }),
  reopen: v.looseObject({ ...onItem, kind: v.literal('reopen') }),
  promise: v.union([
    v.looseObject({
      ...intention,
      ...promising,
      on: v.picklist(['pullRequest', 'discussion']),
      number: v.number(),
    }),
    v.looseObject({ ...onItem, ...promising }),
  ]),
  depend: v.looseObject({
    ...onItem,
    kind: v.literal('depend'),
    blocks: v.string(),
    isOver: v.exactOptional(v.literal(true)),
  }),
  roster: v.looseObject({ ...intention, kind: v.literal('roster'), record: ulid }),
  status: v.pipe(statusSchema, v.transform(withoutOldFocus)),
  openThread: v.looseObject({
    ...intention,
    kind: v.literal('openThread'),
    record: ulid,
    threadKind: v.picklist(threadKinds),
    category: v.looseObject({ id: v.string(), name: v.string(), isAnswerable: v.boolean() }),
    title: v.string(),
    text: v.string(),
    named: v.exactOptional(v.array(person)),
    terms: v.exactOptional(
      v.looseObject({
        decider: person,
        deputy: v.exactOptional(person),
        named: v.array(person),
        closes: v.string(),
        replaces: v.exactOptional(v.number()),
        zones: v.array(v.string()),
        isChosen: v.exactOptional(v.literal(true)),
      }),
    ),
    handOff: v.exactOptional(v.custom<HandOffTerms>((value) => typeof value === 'object')),
    memo: v.exactOptional(
      v.looseObject({
        named: v.array(person),
        until: v.string(),
        zones: v.array(v.string()),
        isChosen: v.exactOptional(v.literal(true)),
      }),
    ),
    context,
  }),
  checkIn: v.looseObject({
    ...intention,
    kind: v.literal('checkIn'),
    record: ulid,
    day: v.string(),
    category: v.looseObject({ id: v.string(), name: v.string(), isAnswerable: v.boolean() }),
    text: v.string(),
    needs: v.array(person),
    was: optional,
  }),
  say: v.looseObject({ ...onThread, kind: v.literal('say'), record: ulid, text: v.string(), to: optional }),
  decide: v.looseObject({ ...onThread, kind: v.literal('decide'), record: ulid, text: v.string() }),
  pickUp: v.looseObject({ ...onThread, kind: v.literal('pickUp'), record: ulid, of: ulid }),
  markAnswer: v.looseObject({ ...onThread, kind: v.literal('markAnswer'), comment: v.string() }),
  react: v.looseObject({ ...onThread, kind: v.literal('react'), reaction: v.picklist(reactionKinds) }),
  closeThread: v.looseObject({
    ...onThread,
    kind: v.literal('closeThread'),
    as: v.exactOptional(v.picklist(closings)),
  }),
  editThread: v.looseObject({
    ...onThread,
    kind: v.literal('editThread'),
    title: optional,
    text: v.exactOptional(v.looseObject({ was: v.string(), is: v.string() })),
  }),
  attend: v.looseObject({
    ...intention,
    kind: v.literal('attend'),
    target: v.union([
      v.looseObject({ kind: v.literal('parcel'), key: v.string(), thread: optional, about: optional }),
      v.looseObject({ kind: v.literal('batch'), batch: v.string() }),
      v.looseObject({ kind: v.literal('held') }),
    ]),
    act: v.union([
      v.looseObject({ kind: v.picklist(['read', 'done', 'unsubscribe', 'subscribe', 'undone', 'deliver']) }),
      v.looseObject({ kind: v.literal('snooze'), until: v.string() }),
      v.looseObject({
        kind: v.literal('remind'),
        title: v.string(),
        until: v.string(),
        discussion: v.exactOptional(v.looseObject({ repository: v.string(), number: v.number() })),
      }),
    ]),
  }),
};
