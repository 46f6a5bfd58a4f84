/** How every view is drawn. Loaded after activation, with the first thing to draw. */
import type { ViewId } from '../app/contributions.js';
import type { State } from '../model/state.js';
import { type DaysKeeper, keepDays } from '../sync/local/days.js';
import type { followAccount } from '../sync/local/followAccount.js';
import { deliveryBadge, deliveryHeadline, deliveryRows } from '../views/deliveries/view.js';
import type { CheckInChoice } from '../views/now/checkIn.js';
import { nowHeadline, nowRows } from '../views/now/view.js';
import { teamHeadline, teamRows } from '../views/team/view.js';
import { threadRows } from '../views/threads/view.js';
import { type Shown, waitingHeadline, waitingRows } from '../views/waiting/view.js';
import type { Row } from '../views/words/row.js';
import type { Core } from './core.js';

export { toastNow } from '../views/deliveries/toast.js';
export { statusLine } from '../views/now/statusLine.js';
export { quietPicture } from '../views/quiet/picture.js';
export { readQuietMemory, readQuietMessage } from '../views/quiet/protocol.js';
export { weekPicture } from '../views/week/picture.js';
export { readMemory as readWeekMemory, readMessage as readWeekMessage } from '../views/week/protocol.js';
export { speak } from '../views/words/time.js';
export { myZoneName } from '../views/words/zones.js';

/** From now on, in this window. */
export function followDays(core: Core, follow: typeof followAccount): DaysKeeper {
  const days = keepDays(core, follow);
  core.context.subscriptions.push(days);
  return days;
}

/** What the person has chosen to see, and where they are. */
export interface Choices {
  /** IANA name. */
  readonly zone: string;
  readonly waiting: Shown;
  readonly checkIn: CheckInChoice;
  /** What of the held is shown before it is delivered. */
  readonly deliveries: 'count' | 'titles';
}

export interface Screen {
  rows(state: State, now: number, choices: Choices): readonly Row[];
  /** What stands beside its title, and is read out with it. Safe to show. */
  headline?(state: State, now: number, choices: Choices): string | undefined;
  /** The number beside its icon. */
  badge?(state: State): { readonly value: number; readonly tooltip: string } | undefined;
}

/** What a view shows, and what stands beside its title, which may be nothing. */
export function draw(id: ViewId, state: State, now: number, choices: Choices) {
  const { rows, headline } = screens[id];
  return { rows: rows(state, now, choices), headline: headline?.(state, now, choices) ?? '' };
}

export const screens: Readonly<Record<ViewId, Screen>> = {
  'makertime.now': {
    rows: (state, now, { zone, checkIn }) => nowRows(state, now, zone, checkIn),
    headline: (state, now, { zone }) => nowHeadline(state, now, zone),
  },
  'makertime.team': { rows: (state, now, { zone }) => teamRows(state, now, zone), headline: teamHeadline },
  'makertime.waiting': {
    rows: (state, now, { zone, waiting }) => waitingRows(state, now, zone, waiting),
    headline: (state, now, { waiting }) => waitingHeadline(state, now, waiting),
  },
  'makertime.threads': { rows: threadRows },
  'makertime.deliveries': {
    rows: (state, now, { zone, deliveries, waiting }) => deliveryRows(state, now, deliveries, zone, waiting),
    headline: (state, now, { zone }) => deliveryHeadline(state, now, zone),
    badge: deliveryBadge,
  },
};
