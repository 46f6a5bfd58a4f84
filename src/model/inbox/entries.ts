/**
 * What comes in and may interrupt a person: what is held, delivered, put off or done. One entry for one thing,
 * however often it moves; only its newest state is known. Values only: every change makes a new inbox, and every change
 * is total and idempotent, so that news may come twice and in any order.
 */

/** `thing/<owner>/<name>#<number>` in lower case, `thread/<id>` where there is no number, `turn/<ISO instant>`, `note/<ULID>`. */
export type EntryKey = string;

export type Subject = 'issue' | 'pullRequest' | 'discussion' | 'release' | 'rotation' | 'note' | 'other';
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
  | 'note'
  | 'other';

/** One thing that has moved, as its source tells of it. */
export interface Incoming {
  readonly key: EntryKey;
  /** `owner/name` */
  readonly repository: string;
  readonly subject: Subject;
  readonly number?: number;
  /** Untrusted, as GitHub has it. */
  readonly title: string;
  readonly reason: Reason;
  /** Login of whose doing it is, where that is known. */
  readonly from?: string;
  /** The number of that account, where it is known: a login may be somebody else's by now. */
  readonly fromId?: number;
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

export interface InboxEntry extends Incoming {
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
  /** Entries in that day's deliveries that had arrived since anybody listens. */
  readonly delivered: number;
  /** Entries that broke through. */
  readonly through: number;
  /** ISO instants at which something was shown unasked: a delivery or a break-through, oldest first. */
  readonly shown: readonly string[];
}

export interface Inbox {
  readonly entries: ReadonlyMap<EntryKey, InboxEntry>;
  /** ISO instant since which anybody listens: what moved before has interrupted nobody. */
  readonly since?: string;
  /** ISO instant of the last delivery. */
  readonly deliveredAt?: string;
  /** Focus ran when somebody last looked: its end is a delivery, whichever window sees it. */
  readonly isQuiet?: true;
  /** The last look found the person away, or on a day off. */
  readonly isOut?: true;
  /** The focus that ran then: it is the person's, and goes on where they work for another team. */
  readonly focus?: RunningFocus;
  /** The rosters of all teams this person has looked at: nothing is said to anybody there. */
  readonly rosters?: readonly EntryKey[];
  /** Rosters that GitHub need not mail this person about, each as the repository's number and its own: asked for once. */
  readonly left?: readonly string[];
  /** By login in lower case, the number of whoever is let through, as they were first heard of. */
  readonly met?: Readonly<Record<string, number>>;
  /** By date, `2026-11-23`. */
  readonly days: ReadonlyMap<string, Day>;
}

export interface RunningFocus {
  /** ISO instants, as is `at`: when the person said so, or, of planned focus, when it began. */
  readonly since: string;
  readonly until: string;
  readonly at: string;
  /** The number of the team repository it was said in. */
  readonly repository: number;
}

export const emptyInbox: Inbox = { entries: new Map(), days: new Map() };

export interface Rules {
  /** Logins whose doing is never held. */
  readonly people: readonly string[];
  /** By login in lower case, who that was when they were first heard of. */
  readonly met?: Readonly<Record<string, number>>;
  /** `owner/name`: nothing from there is held. */
  readonly repositories: readonly string[];
  /** `owner/name` or `owner/*`: nothing from there is heard at all. */
  readonly ignored: readonly string[];
  /** The person is the rotation's available one: what is urgent is not held. */
  readonly isMyTurn: boolean;
}

const day = 24 * 3_600_000;
/** Long enough to find again what was dealt with last month. */
const keptDone = 30 * day;

/**
 * All that is held goes out in one batch, with the snoozed whose time is over. What was delivered before stays until the person
 * is done with it; what they read a month ago is done. A batch not later than the last one changes nothing: whoever comes second delivers nothing again.
 * @param batch ISO instant of the delivery
 * @param date today on the person's calendar
 * @param by the person, who asked for it: that is no interruption
 */
export function deliver(inbox: Inbox, batch: string, date: string, by: 'itself' | 'person' = 'itself'): Inbox {
  if (inbox.deliveredAt !== undefined && instant(batch) <= instant(inbox.deliveredAt)) return inbox;
  const due = [...inbox.entries.values()].filter(({ stage }) => stage.kind === 'held' || isOver(stage, batch));
  const seen = [...inbox.entries.values()].filter(
    ({ stage, isUnread }) =>
      stage.kind === 'delivered' && !isUnread && instant(stage.batch) < instant(batch) - keptDone,
  );
  const next = withEntries(inbox, [
    ...due.map((entry) => deliveredIn(batch, entry)),
    ...seen.map((entry): InboxEntry => ({ ...entry, stage: { kind: 'done', at: batch } })),
  ]);
  const shown = due.length > 0 && by === 'itself' ? [batch] : [];
  const isNews = ({ at }: InboxEntry) => inbox.since === undefined || instant(at) >= instant(inbox.since);
  return { ...counted(next, date, { delivered: due.filter(isNews).length, shown }), deliveredAt: batch };
}

/** What was put off until a time comes back at that time, between deliveries too. */
export function wake(inbox: Inbox, now: string, date: string): Inbox {
  const due = [...inbox.entries.values()].filter(({ stage }) => isOver(stage, now));
  const next = withEntries(
    inbox,
    due.map((entry) => deliveredIn(now, entry)),
  );
  return counted(next, date, { shown: due.length > 0 ? [now] : [] });
}

/** When the earliest snooze is over, in milliseconds since 1970; it may be past. */
export function nextWake(inbox: Inbox): number | undefined {
  let next: number | undefined;
  for (const { stage } of inbox.entries.values())
    if (stage.kind === 'snoozed' && stage.until !== 'activity')
      next = Math.min(next ?? Number.POSITIVE_INFINITY, instant(stage.until));
  return next;
}

function isOver(stage: Stage, now: string): boolean {
  return stage.kind === 'snoozed' && stage.until !== 'activity' && instant(stage.until) <= instant(now);
}

/** Whatever let it through once, this time it came with the others. */
function deliveredIn(batch: string, { through: _through, ...entry }: InboxEntry): InboxEntry {
  return { ...entry, stage: { kind: 'delivered', batch } };
}

/** More than the busiest inbox needs; each write of the file carries them all. */
const keptEntries = 5000;
/** Thirteen weeks, wherever on earth: the longest span the chart looks back on. */
const keptDays = 93 * day;

/** Lets go of what is long done, and of old days. What is held, delivered or snoozed stays, however much it is. */
export function forget(inbox: Inbox, now: number): Inbox {
  const done: { readonly key: EntryKey; readonly at: number }[] = [];
  for (const { key, stage } of inbox.entries.values())
    if (stage.kind === 'done') done.push({ key, at: instant(stage.at) });
  done.sort((a, b) => a.at - b.at);
  const tooMany = inbox.entries.size - keptEntries;
  const gone = new Set(done.filter(({ at }, index) => index < tooMany || at < now - keptDone).map(({ key }) => key));
  const firstDay = new Date(now - keptDays).toISOString().slice(0, 10);
  const days = new Map([...inbox.days].filter(([date]) => date >= firstDay));
  if (gone.size === 0 && days.size === inbox.days.size) return inbox;
  return { ...inbox, entries: new Map([...inbox.entries].filter(([key]) => !gone.has(key))), days };
}

/** The same inbox where there are none. */
export function withEntries(inbox: Inbox, changed: readonly InboxEntry[]): Inbox {
  if (changed.length === 0) return inbox;
  const entries = new Map(inbox.entries);
  for (const entry of changed) entries.set(entry.key, entry);
  return { ...inbox, entries };
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

/** What kind of thing on GitHub something is about. */
