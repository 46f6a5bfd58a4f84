/** Owns planning ahead: the weekly focus blocks, one block today, and the delivery windows. */
import * as l10n from '@vscode/l10n';
import type { App, Choice } from '../app.js';
import { blankStatus, type PlannedFocus, type Status } from '../model/member.js';
import { myRecord } from '../model/queries.js';
import { readWindows, windowsOf } from '../time/delivery.js';
import { hoursOfPlan, planFrom } from '../time/focusPlan.js';
import { readWeekText, writeWeekText } from '../time/weekText.js';
import { dayOf, wallOf, zoneOf } from '../time/zone.js';
import { plain } from '../views/plain.js';
import { hoursWords, timeProblemWords } from '../views/statusWords.js';
import { connectedTeam } from './connect.js';
import { change, isInRoster } from './declare.js';
import { join } from './join.js';

/** Whether the plan is to be something else: `null` takes it away. */
type Chosen = { readonly focus: readonly PlannedFocus[] | null };

/** Mornings before the first delivery, and one whole morning a week: most people's quiet hours. */
const usualPlans = ['mon-fri 9-11', 'mon-fri 9-11, wed 13-15:30', 'tue-thu 9-11:30'];

export async function planFocus(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  if (!isInRoster(app.state())) return join(app);
  const status = myRecord(app.state())?.status ?? blankStatus;
  const plan = status.focus ?? [];
  const hours = hoursOfPlan(plan);
  const hasPlan = Object.keys(hours).length > 0;
  const choices: Choice<Chosen>[] = [
    ...(hasPlan ? [planChoice(app, status, writeWeekText(hours), l10n.t('as now'))].flat() : []),
    ...usualPlans.flatMap((text) => planChoice(app, status, text)),
    ...(hasPlan
      ? [{ label: l10n.t('No planned focus'), icon: 'close', value: { focus: planFrom({}, plan, today(app, status)) } }]
      : []),
  ];
  const chosen = await app.ask.pick<Chosen>(
    l10n.t('When do you focus each week?'),
    choices,
    (typed) => {
      const { problems } = readWeekText(typed);
      const [problem] = problems;
      if (problem) return [{ label: timeProblemWords(problem), icon: 'info', value: undefined }];
      return planChoice(app, status, typed, l10n.t('as typed'));
    },
    l10n.t('Choose, or type: {0}', hasPlan ? writeWeekText(hours) : 'mon-fri 9-11, wed 14:00-15:30'),
  );
  if (!chosen) return;
  const focus = chosen.focus?.length ? chosen.focus : null;
  // A plan without a zone has no time.
  const zone = status.zone === undefined ? { zone: app.editor.zone() } : {};
  await change(
    app,
    team,
    { focus, ...zone },
    focus ? l10n.t('Saved: your team sees it ahead of time') : l10n.t('Saved'),
  );
}

function planChoice(app: App, status: Status, text: string, description = ''): readonly Choice<Chosen>[] {
  const { value } = readWeekText(text);
  if (Object.keys(value).length === 0) return [];
  const focus = planFrom(value, status.focus ?? [], today(app, status));
  return [{ label: hoursWords(value), icon: 'calendar', value: { focus }, ...(description && { description }) }];
}

function today(app: App, status: Status): number {
  const zone = zoneOf(status.zone ?? app.editor.zone());
  return dayOf(zone ? wallOf(zone, app.now()) : app.now());
}

/** One block on the clocks of a zone. Undefined where the zone is none. @param start milliseconds since 1970 */
export function oneBlock(start: number, minutes: number, zone: string): PlannedFocus | undefined {
  const known = zoneOf(zone);
  return known && { start: new Date(wallOf(known, start)).toISOString().slice(0, 16), minutes };
}

export async function setWindows(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  if (!isInRoster(app.state())) return join(app);
  const now = windowsOf(myRecord(app.state())?.status);
  const choices = [['11:00', '15:00'], ['09:00', '13:00', '16:30'], ['12:00'], []].map((windows) => ({
    label: windowsWords(windows),
    icon: windows.length > 0 ? 'inbox' : 'zap',
    value: windows,
    ...(String(windows) === String(now) && { description: l10n.t('as now') }),
  }));
  const chosen = await app.ask.pick<readonly string[]>(
    l10n.t('When is what was held delivered, on your working days?'),
    choices,
    (typed) => {
      const windows = readWindows(typed);
      const unread = l10n.t('“{0}” are not times such as 11, 15:30', plain(typed, 60));
      return windows && windows.length > 0
        ? [{ label: windowsWords(windows), description: l10n.t('as typed'), icon: 'inbox', value: windows }]
        : [{ label: unread, icon: 'info', value: undefined }];
    },
    l10n.t('Choose, or type times: 11, 15:30'),
  );
  if (chosen) await change(app, team, { windows: chosen }, l10n.t('Saved: {0}', windowsWords(chosen)));
}

function windowsWords(windows: readonly string[]): string {
  return windows.length > 0 ? windows.join(', ') : l10n.t('At once, except while I focus');
}
