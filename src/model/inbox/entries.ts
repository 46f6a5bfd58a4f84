/**
 * Owns what comes in and may interrupt a person: what is held, delivered, put off or done. One parcel for one thing,
 * however often it moves; only its newest state is known. Values only: every change makes a new inbox, and every change
 * is total and idempotent, so that news may come twice and in any order.
 */

/** `thing/<owner>/<name>#<number>` in lower case, `thread/<id>` where there is no number, `turn/<ISO instant>`. */
export type ParcelKey = string;

export type Subject = 'issue' | 'pullRequest' | 'discussion' | 'release' | 'rotation' | 'other';

/** Why it concerns the person. */
export type Reason =
  | 'waitsForMe'
  | 'reviewRequested'
  | 'assigned'
  /** What the person waited for has come: the way is free. */
  | 'freed'
  | 'mention'
  | 'answer'
  | 'author'
  | 'comment'
  | 'stateChange'
  | 'subscribed'
  | 'rotation'
  | 'other';

/** One thing that has moved, as its source tells of it. */
export interface Incoming {
  readonly key: ParcelKey;
  /** `owner/name` */
  readonly repository: string;
  readonly subject: Subject;
  readonly number?: number;
  /** Untrusted, as GitHub has it. */
  readonly title: string;
  readonly reason: Reason;
  /** Login of whose doing it is, where that is known. */
  readonly from?: string;
  /** ISO instant of its newest activity, by GitHub's clock. */
  readonly at: string;
  /** GitHub's thread, where there is one. */
  readonly thread?: string;
  readonly isUnread: boolean;
  /** Somebody cannot wait for the next delivery. */
  readonly isUrgent?: true;
}

/** Which rule let it through while everything else was held. */
export type Through = 'person' | 'repository' | 'rotation';

export type Stage =
  | { readonly kind: 'held' }
  /** `batch`: ISO instant of the delivery. */
  | { readonly kind: 'delivered'; readonly batch: string }
  /** `until`: ISO instant, or until it moves again. */
  | { readonly kind: 'snoozed'; readonly until: string | 'activity' }
  /** `at`: ISO instant by this machine's clock. */
  | { readonly kind: 'done'; readonly at: string };

export interface Parcel extends Incoming {
  /** ISO instant by this machine's clock at which this activity was heard of. */
  readonly heardAt: string;
  readonly stage: Stage;
  readonly through?: Through;
  /** ULID of the last act that said where it is: an earlier one has no say any more. */
  readonly acted?: string;
  /** Nothing but a mention, or that it waits for the person, brings it back. */
  readonly isMuted?: true;
}

/** What interrupted and what would have, on one day of the person's calendar. Never leaves this machine. */
export interface Day {
  /** Activities heard of: each would have been an interruption. */
  readonly arrived: number;
  /** Parcels in that day's deliveries. */
  readonly delivered: number;
  /** Parcels that broke through. */
  readonly through: number;
  /** ISO instants at which something was shown: a delivery or a break-through, oldest first. */
  readonly shown: readonly string[];
}

export interface Inbox {
  readonly parcels: ReadonlyMap<ParcelKey, Parcel>;
  /** ISO instant since which anybody listens: what moved before has interrupted nobody. */
  readonly since?: string;
  /** ISO instant of the last delivery. */
  readonly deliveredAt?: string;
  /** Focus ran when somebody last looked: its end is a delivery, whichever window sees it. */
  readonly isQuiet?: true;
  /** By date, `2026-11-23`. */
  readonly days: ReadonlyMap<string, Day>;
}

export const emptyInbox: Inbox = { parcels: new Map(), days: new Map() };

export interface Rules {
  /** Logins whose doing is never held. */
  readonly people: readonly string[];
  /** `owner/name`: nothing from there is held. */
  readonly repositories: readonly string[];
  /** `owner/name` or `owner/*`: nothing from there is heard at all. */
  readonly ignored: readonly string[];
  /** The person is the rotation's available one: what is urgent is not held. */
  readonly isMyTurn: boolean;
}

/** What a person does to a parcel. */
export type Act =
  | { readonly kind: 'read' | 'done' | 'unsubscribe' }
  /** Back from done or snoozed. */
  | { readonly kind: 'undone' }
  | { readonly kind: 'snooze'; readonly until: string | 'activity' };

/** `about`: the activity that was seen, ISO; what moved later is neither read nor done by it. `batch`: everything of a delivery that is still in it. */
export type ActTarget =
  | { readonly kind: 'parcel'; readonly key: ParcelKey; readonly thread?: string; readonly about?: string }
  | { readonly kind: 'batch'; readonly batch: string };

/**
 * All that is held goes out in one batch, with the snoozed whose time is over. What was delivered before and has been read is
 * done. A batch not later than the last one changes nothing: whoever comes second delivers nothing again.
 * @param batch ISO instant of the delivery
 * @param date today on the person's calendar
 */
export function deliver(inbox: Inbox, batch: string, date: string): Inbox {
  if (inbox.deliveredAt !== undefined && instant(batch) <= instant(inbox.deliveredAt)) return inbox;
  const due = [...inbox.parcels.values()].filter(({ stage }) => stage.kind === 'held' || isOver(stage, batch));
  const seen = [...inbox.parcels.values()].filter(
    ({ stage, isUnread }) => stage.kind === 'delivered' && !isUnread && instant(stage.batch) < instant(batch),
  );
  const next = withParcels(inbox, [
    ...due.map((parcel) => deliveredIn(batch, parcel)),
    ...seen.map((parcel): Parcel => ({ ...parcel, stage: { kind: 'done', at: batch } })),
  ]);
  const shown = due.length > 0 ? [batch] : [];
  return { ...counted(next, date, { delivered: due.length, shown }), deliveredAt: batch };
}

/** What was put off until a time comes back at that time, between deliveries too. */
export function wake(inbox: Inbox, now: string, date: string): Inbox {
  const due = [...inbox.parcels.values()].filter(({ stage }) => isOver(stage, now));
  const next = withParcels(
    inbox,
    due.map((parcel) => deliveredIn(now, parcel)),
  );
  return counted(next, date, { shown: due.length > 0 ? [now] : [] });
}

/** When the earliest snooze is over, in milliseconds since 1970; it may be past. */
export function nextWake(inbox: Inbox): number | undefined {
  let next: number | undefined;
  for (const { stage } of inbox.parcels.values())
    if (stage.kind === 'snoozed' && stage.until !== 'activity')
      next = Math.min(next ?? Number.POSITIVE_INFINITY, instant(stage.until));
  return next;
}

function isOver(stage: Stage, now: string): boolean {
  return stage.kind === 'snoozed' && stage.until !== 'activity' && instant(stage.until) <= instant(now);
}

/** Whatever let it through once, this time it came with the others. */
function deliveredIn(batch: string, { through: _through, ...parcel }: Parcel): Parcel {
  return { ...parcel, stage: { kind: 'delivered', batch } };
}

const day = 24 * 3_600_000;
/** Long enough to find again what was dealt with last month. */
const keptDone = 30 * day;
/** More than the busiest inbox needs; each write of the file carries them all. */
const keptParcels = 5000;
/** Thirteen weeks, wherever on earth: the longest span the chart looks back on. */
const keptDays = 93 * day;

/** Lets go of what is long done, and of old days. What is held, delivered or snoozed stays, however much it is. */
export function forget(inbox: Inbox, now: number): Inbox {
  const done: { readonly key: ParcelKey; readonly at: number }[] = [];
  for (const { key, stage } of inbox.parcels.values())
    if (stage.kind === 'done') done.push({ key, at: instant(stage.at) });
  done.sort((a, b) => a.at - b.at);
  const tooMany = inbox.parcels.size - keptParcels;
  const gone = new Set(done.filter(({ at }, index) => index < tooMany || at < now - keptDone).map(({ key }) => key));
  const firstDay = new Date(now - keptDays).toISOString().slice(0, 10);
  const days = new Map([...inbox.days].filter(([date]) => date >= firstDay));
  if (gone.size === 0 && days.size === inbox.days.size) return inbox;
  return { ...inbox, parcels: new Map([...inbox.parcels].filter(([key]) => !gone.has(key))), days };
}

/** The same inbox where there are none. */
export function withParcels(inbox: Inbox, changed: readonly Parcel[]): Inbox {
  if (changed.length === 0) return inbox;
  const parcels = new Map(inbox.parcels);
  for (const parcel of changed) parcels.set(parcel.key, parcel);
  return { ...inbox, parcels };
}

const quietDay: Day = { arrived: 0, delivered: 0, through: 0, shown: [] };

/** Adds to what is known of a day; the same inbox where there is nothing to add. */
export function counted(inbox: Inbox, date: string, more: Partial<Day>): Inbox {
  const { arrived, delivered, through, shown } = { ...quietDay, ...more };
  if (arrived + delivered + through + shown.length === 0) return inbox;
  const known = inbox.days.get(date) ?? quietDay;
  const next: Day = {
    arrived: known.arrived + arrived,
    delivered: known.delivered + delivered,
    through: known.through + through,
    shown: [...known.shown, ...shown].sort((a, b) => instant(a) - instant(b)),
  };
  return { ...inbox, days: new Map(inbox.days).set(date, next) };
}

/** Milliseconds since 1970, to compare by: texts of different precision do not sort. What is no instant is long past. */
export function instant(iso: string): number {
  return Date.parse(iso) || 0;
}
