/** The one notification of a delivery: when there is one, and what it counts. */
import * as l10n from '@vscode/l10n';
import { idTime } from '../../base/id.js';
import { type Inbox, type InboxEntry, instant } from '../../model/inbox/entries.js';
import { batchOf, deliveredGroups, type Groups } from '../../model/inbox/groups.js';
import { isFocusing, visibleInbox } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { age } from '../words/time.js';
import { inWaiting, type Shown } from './news.js';
import { entryLabel, groupsNow, throughWords } from './words.js';

export interface Toast {
  /** ISO instant: which delivery. */
  readonly batch: string;
  readonly message: string;
  /** Where it can be seen. */
  readonly view: 'makertime.waiting' | 'makertime.deliveries';
}

/** Whoever was away for longer sees the badge and the list. */
const toastFor = 30 * 60_000;
/** The window that delivers may have looked at the clock a little later than this one. */
const clockTolerance = 60_000;

/** The latest delivery with something in it, while it is news. While focusing only what broke through. @param shown in *Waiting* */
export function toastNow(state: State, now: number, shown: Shown = 'all'): Toast | undefined {
  const inbox = visibleInbox(state);
  const batches = new Set<string>();
  for (const { stage } of inbox.entries.values()) if (stage.kind === 'delivered') batches.add(stage.batch);
  const [batch] = [...batches]
    .filter((one) => age(one, now) < toastFor && age(one, now) >= -clockTolerance)
    .sort((a, b) => instant(b) - instant(a));
  if (batch === undefined) return undefined;
  const entries = batchOf(inbox, batch).filter((one) => one.isUnread && !isBroughtBack(one, batch, now));
  const [first] = entries.filter(({ through }) => through);
  const viewOf = (told: readonly InboxEntry[]) =>
    told.every(inWaiting(state, shown)) ? 'makertime.waiting' : 'makertime.deliveries';
  if (first) return { batch, message: `${throughWords(first)}: ${entryLabel(first)}`, view: viewOf([first]) };
  if (entries.length === 0 || isFocusing(state, now)) return undefined;
  const groups = groupsNow(state, deliveredGroups(inboxOf(entries)));
  return { batch, message: l10n.t('Delivered: {0}', countWords(groups)), view: viewOf(entries) };
}

/** By the person, after the delivery: they need not be told. What a clock that was wrong says was done later, nobody knows when. */
function isBroughtBack({ acted }: InboxEntry, batch: string, now: number): boolean {
  const at = acted === undefined ? undefined : idTime(acted);
  return at !== undefined && at > instant(batch) && at <= now + clockTolerance;
}

function inboxOf(entries: readonly InboxEntry[]): Inbox {
  return { entries: new Map(entries.map((one) => [one.key, one])), days: new Map() };
}

/** "the way is free for 1, 2 waiting for you, 1 from people, 3 other" */
function countWords({ freed, waitsForMe, people, threads, rest }: Groups): string {
  const others = threads.length + rest.length;
  return [
    freed.length > 0 && l10n.t('{0} unblocked', freed.length),
    waitsForMe.length > 0 && l10n.t('{0} waiting for you', waitsForMe.length),
    people.length > 0 && l10n.t('{0} from people', people.length),
    others > 0 && l10n.t('{0} other', others),
  ]
    .filter(Boolean)
    .join(', ');
}
