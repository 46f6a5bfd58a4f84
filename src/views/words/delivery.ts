/** When the next delivery comes and what it holds, in words. */

import * as l10n from '@vscode/l10n';
import { myZone } from '../../base/zone.js';
import { isHeldBack, nextDelivery, quietUntil, windowsOf } from '../../model/focus/deliveryTimes.js';
import { instant } from '../../model/inbox/entries.js';
import { heldCount } from '../../model/inbox/groups.js';
import { isFocusing, myStatus, visibleInbox } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { moment } from './time.js';

/** When what is held comes, in milliseconds since 1970; undefined where nothing is held back now. */
export function dueAt(state: State, now: number, zone: string = myZone()): number | undefined {
  const status = myStatus(state);
  const { deliveredAt } = visibleInbox(state);
  const isAtOnce = windowsOf(status).length === 0 && !(status && isHeldBack(status, now));
  return isAtOnce ? undefined : nextDelivery(status, zone, deliveredAt === undefined ? now : instant(deliveredAt), now);
}

/** "4 held", where anything is. */
export function heldWords(state: State): string | undefined {
  const count = heldCount(visibleInbox(state));
  return count > 0 ? l10n.t('{0} held', count) : undefined;
}

function shortDue(state: State, now: number, zone: string): string | undefined {
  const due = dueAt(state, now, zone);
  if (due === undefined) return undefined;
  return due <= now ? l10n.t('Next delivery: any moment now') : l10n.t('Next delivery: {0}', moment(due, now, zone));
}

/** Whoever is away, or has a day off, gets nothing when focus ends. */
function isDueWithFocus(state: State, now: number, zone: string): boolean {
  return isFocusing(state, now) && dueAt(state, now, zone) === quietUntil(myStatus(state), now);
}

/** The same beside a title: "next 15:00". */
export function nextWords(state: State, now: number, zone: string): string | undefined {
  const due = dueAt(state, now, zone);
  if (due === undefined) return undefined;
  return due <= now ? l10n.t('next any moment now') : l10n.t('next {0}', moment(due, now, zone));
}

/** When the next delivery is, and what brings it. */
export function dueWords(state: State, now: number, zone: string): string | undefined {
  const due = shortDue(state, now, zone);
  return due !== undefined && isDueWithFocus(state, now, zone) ? l10n.t('{0}, when focus ends', due) : due;
}
