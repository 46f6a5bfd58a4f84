/** What a person's acts do to the entries of an inbox. Total: an act on what is not there changes nothing. */

import type { EntryKey, Inbox, InboxEntry } from './entries.js';
import { deliver, instant, withEntries } from './entries.js';

/** What was done, and when. */
interface Acted {
  /** ULID. */
  readonly id: string;
  /** ISO instant by this machine's clock. */
  readonly at: string;
  readonly target: ActionTarget | { readonly kind: 'held' };
  readonly act: EntryAction | { readonly kind: 'deliver' };
}

/**
 * All that was done, in order.
 * @param dateOf a day on the person's calendar, of an instant in milliseconds since 1970
 */
export function applyActions(inbox: Inbox, acts: readonly Acted[], dateOf: (at: number) => string): Inbox {
  let next = inbox;
  /** Not in the inbox yet: to be done with thousands takes one copy of it. */
  const changed = new Map<EntryKey, InboxEntry>();
  const settle = () => {
    next = withEntries(next, [...changed.values()]);
    changed.clear();
  };
  for (const { id, at, target, act: done } of acts) {
    if (done.kind !== 'deliver' && target.kind === 'parcel') {
      const instantly = new Date(instant(at)).toISOString();
      const known = changed.get(target.key) ?? next.entries.get(target.key) ?? noted(target.key, done, instantly);
      const isMoved = known !== undefined && hasMovedOn(known, target, done);
      const entry = known && !isMoved && acted(known, id, done, instantly, next.deliveredAt);
      if (entry && entry !== known) changed.set(target.key, entry);
      continue;
    }
    settle();
    if (done.kind === 'deliver') next = deliver(next, at, dateOf(instant(at)), 'person');
    else if (target.kind === 'batch') next = actOn(next, id, target, done, instant(at));
  }
  settle();
  return next;
}

/**
 * Of all acts that say where an entry is, the last one alone decides, in whichever order they come. To have read it says
 * nothing of where it is, and holds for what was heard by then, whatever else was done.
 * @param id the act's ULID: an entry that knows a later act, or this one, is not moved by it
 * @param now when they acted, in milliseconds since 1970, by this machine's clock
 */
export function actOn(inbox: Inbox, id: string, target: ActionTarget, act: EntryAction, now: number): Inbox {
  const at = new Date(now).toISOString();
  const changed: InboxEntry[] = [];
  for (const entry of targeted(inbox, target)) {
    if (hasMovedOn(entry, target, act)) continue;
    const next = acted(entry, id, act, at, inbox.deliveredAt);
    if (next !== entry) changed.push(next);
  }
  return withEntries(inbox, changed);
}

function targeted(inbox: Inbox, target: ActionTarget): readonly InboxEntry[] {
  switch (target.kind) {
    case 'parcel': {
      const entry = inbox.entries.get(target.key);
      return entry ? [entry] : [];
    }
    case 'batch':
      return [...inbox.entries.values()].filter(
        ({ stage }) => stage.kind === 'delivered' && stage.batch === target.batch,
      );
  }
}

/** An entry that begins with the person's own word. */
function noted(key: EntryKey, act: EntryAction, at: string): InboxEntry | undefined {
  if (act.kind !== 'remind') return undefined;
  const of = act.discussion
    ? { ...act.discussion, subject: 'discussion' as const }
    : { repository: '', subject: 'note' as const };
  const what = { key, ...of, title: act.title, reason: 'note' } as const;
  return { ...what, at, heardAt: at, isUnread: true, stage: { kind: 'snoozed', until: act.until } };
}

/** Another window, or GitHub, knows of more than the person had seen. */
function hasMovedOn({ at }: InboxEntry, target: ActionTarget, { kind }: EntryAction): boolean {
  if (target.kind !== 'parcel' || target.about === undefined) return false;
  return (kind === 'read' || kind === 'done') && instant(at) > instant(target.about);
}

function acted(
  entry: InboxEntry,
  id: string,
  act: EntryAction,
  at: string,
  deliveredAt: string | undefined,
): InboxEntry {
  if (act.kind === 'read') {
    const isNews = entry.isUnread && instant(entry.heardAt) <= instant(at);
    return isNews ? { ...entry, isUnread: false } : entry;
  }
  if (entry.acted !== undefined && entry.acted >= id) return entry;
  const { isMuted: _isMuted, ...rest } = entry;
  const next = { ...rest, acted: id };
  switch (act.kind) {
    case 'done':
      return { ...next, stage: { kind: 'done', at } };
    case 'unsubscribe':
      return { ...next, stage: { kind: 'done', at }, isMuted: true };
    case 'subscribe':
    case 'undone':
      return { ...next, stage: { kind: 'delivered', batch: deliveredAt ?? at } };
    case 'snooze':
    case 'remind':
      return { ...next, stage: { kind: 'snoozed', until: act.until } };
  }
}

/** What a person does to an entry. */
export type EntryAction =
  | { readonly kind: 'read' | 'done' | 'unsubscribe' }
  /** Back from done or snoozed; `subscribe`: and told of again, after it was unsubscribed from. */
  | { readonly kind: 'undone' | 'subscribe' }
  | { readonly kind: 'snooze'; readonly until: string | 'activity' }
  /**
   * Of what nobody else tells of: a note of one's own, or a discussion. It comes in then.
   * `title`: as it was typed, or as GitHub has it; `until`: ISO instant
   */
  | { readonly kind: 'remind'; readonly title: string; readonly until: string; readonly discussion?: Place };

interface Place {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

/** `about`: the activity that was seen, ISO; what moved later is neither read nor done by it. `batch`: everything of a delivery that is still in it. */
export type ActionTarget =
  | { readonly kind: 'parcel'; readonly key: EntryKey; readonly thread?: string; readonly about?: string }
  | { readonly kind: 'batch'; readonly batch: string };
