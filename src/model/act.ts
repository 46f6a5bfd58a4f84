/** Owns what a person's acts do to the parcels of an inbox. Total: an act on what is not there changes nothing. */
import type { Act, ActTarget, Inbox, Parcel, ParcelKey } from './inbox.js';
import { deliver, instant, withParcels } from './inbox.js';
import type { Attend } from './mutation.js';

/**
 * All that was done, in order.
 * @param dateOf a day on the person's calendar, of an instant in milliseconds since 1970
 */
export function allActed(inbox: Inbox, acts: readonly Attend[], dateOf: (at: number) => string): Inbox {
  let next = inbox;
  /** Not in the inbox yet: to be done with thousands takes one copy of it. */
  const changed = new Map<ParcelKey, Parcel>();
  const settle = () => {
    next = withParcels(next, [...changed.values()]);
    changed.clear();
  };
  for (const { id, at, target, act: done } of acts) {
    if (done.kind !== 'deliver' && target.kind === 'parcel') {
      const known = changed.get(target.key) ?? next.parcels.get(target.key);
      const isMoved = known !== undefined && hasMovedOn(known, target, done);
      const parcel = known && !isMoved && acted(known, id, done, new Date(instant(at)).toISOString(), next.deliveredAt);
      if (parcel && parcel !== known) changed.set(target.key, parcel);
      continue;
    }
    settle();
    if (done.kind === 'deliver') next = deliver(next, at, dateOf(instant(at)));
    else if (target.kind === 'batch') next = act(next, id, target, done, instant(at));
  }
  settle();
  return next;
}

/**
 * Of all acts that say where a parcel is, the last one alone decides, in whichever order they come. To have read it says
 * nothing of where it is, and holds for what was heard by then, whatever else was done.
 * @param id the act's ULID: a parcel that knows a later act, or this one, is not moved by it
 * @param now when they acted, in milliseconds since 1970, by this machine's clock
 */
export function act(inbox: Inbox, id: string, target: ActTarget, act: Act, now: number): Inbox {
  const at = new Date(now).toISOString();
  const changed: Parcel[] = [];
  for (const parcel of targeted(inbox, target)) {
    if (hasMovedOn(parcel, target, act)) continue;
    const next = acted(parcel, id, act, at, inbox.deliveredAt);
    if (next !== parcel) changed.push(next);
  }
  return withParcels(inbox, changed);
}

function targeted(inbox: Inbox, target: ActTarget): readonly Parcel[] {
  switch (target.kind) {
    case 'parcel': {
      const parcel = inbox.parcels.get(target.key);
      return parcel ? [parcel] : [];
    }
    case 'batch':
      return [...inbox.parcels.values()].filter(
        ({ stage }) => stage.kind === 'delivered' && stage.batch === target.batch,
      );
  }
}

/** Another window, or GitHub, knows of more than the person had seen. */
function hasMovedOn({ at }: Parcel, target: ActTarget, { kind }: Act): boolean {
  if (target.kind !== 'parcel' || target.about === undefined) return false;
  return (kind === 'read' || kind === 'done') && instant(at) > instant(target.about);
}

function acted(parcel: Parcel, id: string, act: Act, at: string, deliveredAt: string | undefined): Parcel {
  if (act.kind === 'read') {
    const isNews = parcel.isUnread && instant(parcel.heardAt) <= instant(at);
    return isNews ? { ...parcel, isUnread: false } : parcel;
  }
  if (parcel.acted !== undefined && parcel.acted >= id) return parcel;
  const { isMuted: _isMuted, ...rest } = parcel;
  const next = { ...rest, acted: id };
  switch (act.kind) {
    case 'done':
      return { ...next, stage: { kind: 'done', at } };
    case 'unsubscribe':
      return { ...next, stage: { kind: 'done', at }, isMuted: true };
    case 'undone':
      return { ...next, stage: { kind: 'delivered', batch: deliveredAt ?? at } };
    case 'snooze':
      return { ...next, stage: { kind: 'snoozed', until: act.until } };
  }
}
