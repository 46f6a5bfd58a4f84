/** Making the inboxes tests speak about: a Monday from nine o'clock, counted in minutes, and one thing unless more are named. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actOn, type EntryAction } from '../../../src/model/inbox/actions.js';
import {
  emptyInbox,
  type Inbox,
  type InboxEntry,
  type Incoming,
  type Reason,
  type Rules,
  type Stage,
} from '../../../src/model/inbox/entries.js';
import { receiveNews } from '../../../src/model/inbox/receive.js';
import { newId } from './builders.js';

export const date = '2026-11-23';
export const key = 'thing/acme/lamp#7';
const start = Date.parse(`${date}T09:00:00.000Z`);
export const ms = (minutes: number) => start + minutes * 60_000;
export const iso = (minutes: number) => new Date(ms(minutes)).toISOString();

/** Nothing breaks through, and nothing is ignored. */
export const allHeld: Rules = { people: [], repositories: [], ignored: [], isMyTurn: false };
export const open: Rules = { ...allHeld, people: ['Bo'], repositories: ['Acme/Bell'], isMyTurn: true };

export function incoming(more: Partial<Incoming> = {}): Incoming {
  return {
    key,
    repository: 'acme/lamp',
    subject: 'issue',
    number: 7,
    title: 'the beam is stuck',
    reason: 'comment',
    at: iso(0),
    isUnread: true,
    ...more,
  };
}

export function entry(stage: Stage, more: Partial<InboxEntry> = {}): InboxEntry {
  return { ...incoming(), heardAt: iso(0), stage, ...more };
}

export const held: Stage = { kind: 'held' };
export const delivered = (minutes: number): Stage => ({ kind: 'delivered', batch: iso(minutes) });
export const done = (minutes: number): Stage => ({ kind: 'done', at: iso(minutes) });
export const putOff = (until: string): Stage => ({ kind: 'snoozed', until });

export function inboxOf(...entries: readonly InboxEntry[]): Inbox {
  return { ...emptyInbox, entries: new Map(entries.map((one) => [one.key, one])) };
}

/** Told of at this minute, and happened then if it does not say otherwise. */
export function heardAt(minutes: number, more: Partial<Incoming> = {}, inbox = emptyInbox, rules = allHeld): Inbox {
  return receiveNews(inbox, [incoming({ at: iso(minutes), ...more })], rules, ms(minutes), date);
}

export function acted(inbox: Inbox, what: EntryAction, minutes = 0): Inbox {
  return actOn(inbox, newId(), { kind: 'parcel', key }, what, ms(minutes));
}

export function entryOf(inbox: Inbox, of = key): InboxEntry {
  const found = inbox.entries.get(of);
  assert.ok(found);
  return found;
}

export const stageOf = (inbox: Inbox): Stage => entryOf(inbox).stage;
export const keysOf = (entries: readonly InboxEntry[]): readonly string[] => entries.map((one) => one.key);

/** A thread is of one thing. */
const threads: Readonly<Record<string, string>> = { [key]: '5', 'thing/acme/bell#1': '6', 'thread/7': '7' };
const reasons: readonly Reason[] = ['waitsForMe', 'mention', 'author', 'comment', 'subscribed', 'other'];
/** Few of everything, so that they meet; instants of two precisions. */
const anIncoming: fc.Arbitrary<Incoming> = fc
  .record({
    key: fc.constantFrom(...Object.keys(threads)),
    repository: fc.constantFrom('acme/lamp', 'acme/bell', 'acme/dull'),
    title: fc.constantFrom('a', 'b'),
    reason: fc.constantFrom(...reasons),
    minutes: fc.integer({ min: 0, max: 4 }),
    isShort: fc.boolean(),
    isUnread: fc.boolean(),
    isThread: fc.boolean(),
    more: fc.constantFrom<Partial<Incoming>>({}, { from: 'bo' }, { isUrgent: true }),
  })
  .map(({ minutes, isShort, isThread, more, ...rest }) =>
    incoming({
      ...rest,
      ...more,
      ...(isThread && { thread: threads[rest.key] ?? '' }),
      at: isShort ? iso(minutes).replace('.000Z', 'Z') : iso(minutes),
    }),
  );
export const someNews = fc.array(anIncoming, { maxLength: 5 });
export const someRules = fc.constantFrom(allHeld, open, { ...open, ignored: ['ACME/dull'] });
export const anAct: fc.Arbitrary<EntryAction> = fc.constantFrom<EntryAction>(
  { kind: 'read' },
  { kind: 'done' },
  { kind: 'unsubscribe' },
  { kind: 'undone' },
  { kind: 'snooze', until: 'activity' },
  { kind: 'snooze', until: iso(60) },
);
export const aStage = fc.constantFrom<Stage>(held, delivered(-60), done(-60), putOff('activity'), putOff(iso(-1)));
