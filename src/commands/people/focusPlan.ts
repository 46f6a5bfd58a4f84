/** Planning ahead: the weekly focus blocks, one block today, and the delivery windows. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { day, dayOf, wallOf, zoneOf } from '../../base/zone.js';
import { readWindows, windowsOf } from '../../model/focus/deliveryTimes.js';
import { hasLongBlock, hoursOfPlan, isPlanned, planFrom } from '../../model/focus/plan.js';
import { plannedSpans } from '../../model/hours/hours.js';
import { readWeekText, writeWeekText } from '../../model/hours/weekText.js';
import { myRecord } from '../../model/members.js';
import { blankStatus, type PlannedFocus, type Status } from '../../model/people/member.js';
import { hoursWords, timeProblemWords } from '../../views/words/status.js';
import { range } from '../../views/words/time.js';
import { joinedTeam } from './join.js';
import { change } from './recordStatus.js';

const week = 7 * day;

type Chosen = { readonly focus: readonly PlannedFocus[] };

/** Mornings before the first delivery are most people's quiet hours. */
const usualPlans = ['mon-fri 9-11', 'mon-fri 9-11, wed 13-15:30', 'tue-thu 9-11:30'];

export async function planFocus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (!team) return;
  const status = myRecord(app.state())?.status ?? blankStatus;
  const plan = status.focus ?? [];
  const now = isPlanned(plan) ? writeWeekText(hoursOfPlan(plan)) : undefined;
  const chosen = await app.ask.pick<Chosen>(l10n.t('Plan your weekly focus'), planChoices(app, status, now), {
    typed: (typed) => typedPlan(app, status, typed),
    placeholder: l10n.t('Select, or type: {0}', now ?? 'mon-fri 9-11, wed 14:00-15:30'),
  });
  if (!chosen) return;
  const focus = chosen.focus.length > 0 ? chosen.focus : null;
  const zone = planZone(app, status);
  await change(
    app,
    team,
    { focus, ...(focus && zone !== status.zone && { zone }) },
    focus ? l10n.t('Saved. Your team can see it in advance.') : l10n.t('Saved'),
  );
}

/** @param now the plan there is, as text */
function planChoices(app: App, status: Status, now: string | undefined): readonly Choice<Chosen>[] {
  const known = now === undefined ? [] : planChoice(app, status, now, l10n.t('current'));
  const usual = usualPlans
    .flatMap((text) => planChoice(app, status, text))
    .filter(({ label }) => label !== known[0]?.label);
  const none = { focus: planFrom({}, status.focus ?? [], today(app, status)) };
  return [
    ...known,
    ...usual,
    ...singleChoices(app, status),
    ...(known.length > 0 ? [{ label: l10n.t('No planned focus'), icon: 'close', value: none }] : []),
  ];
}

/** A block for one day, such as the one after a break, can be taken back like any other. */
function singleChoices(app: App, status: Status): readonly Choice<Chosen>[] {
  const now = app.now();
  const all = status.focus ?? [];
  return all.flatMap((one) => {
    const [span] = one.every
      ? []
      : plannedSpans({ ...status, zone: planZone(app, status), focus: [one] }, now, now + week);
    if (!span) return [];
    const label = l10n.t('Remove focus {0}', range(span.start, span.end, now, app.editor.zone()));
    return [{ label, icon: 'close', value: { focus: all.filter((other) => other !== one) } }];
  });
}

function typedPlan(app: App, status: Status, typed: string): readonly Choice<Chosen | undefined>[] {
  const { value, problems } = readWeekText(typed);
  const [problem] = problems;
  const wrong = problem
    ? timeProblemWords(problem)
    : hasLongBlock(value)
      ? l10n.t('A focus block can last four hours at most')
      : undefined;
  return wrong
    ? [{ label: wrong, icon: 'info', value: undefined }]
    : planChoice(app, status, typed, l10n.t('as typed'));
}

function planChoice(app: App, status: Status, text: string, description = ''): readonly Choice<Chosen>[] {
  const { value } = readWeekText(text);
  if (Object.keys(value).length === 0) return [];
  const focus = planFrom(value, status.focus ?? [], today(app, status));
  return [{ label: hoursWords(value), icon: 'calendar', value: { focus }, ...(description && { description }) }];
}

/** IANA name. A plan has no time without a zone: where there is none that can be read, this machine's. */
export function planZone(app: App, { zone }: Status): string {
  return zone !== undefined && zoneOf(zone) ? zone : app.editor.zone();
}

function today(app: App, status: Status): number {
  const zone = zoneOf(planZone(app, status));
  return dayOf(zone ? wallOf(zone, app.now()) : app.now());
}

/** One block on the clocks of a zone. Undefined where the zone is none. @param start milliseconds since 1970 */
export function oneBlock(start: number, minutes: number, zone: string): PlannedFocus | undefined {
  const known = zoneOf(zone);
  return known && { start: new Date(wallOf(known, start)).toISOString().slice(0, 16), minutes };
}

/** Twice a day, thrice, once, and nothing held at all. */
const usual: readonly (readonly string[])[] = [['11:00', '15:00'], ['09:00', '13:00', '16:30'], ['12:00'], []];

export async function setDeliveryTimes(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (!team) return;
  const now = windowsOf(myRecord(app.state())?.status);
  const isNow = (windows: readonly string[]) => String(windows) === String(now);
  const offered = usual.some(isNow) ? usual : [now, ...usual];
  const choices = offered.map((windows) => ({
    label: windowsWords(windows),
    icon: windows.length > 0 ? 'inbox' : 'zap',
    value: windows,
    ...(isNow(windows) && { description: l10n.t('current') }),
  }));
  const chosen = await app.ask.pick<readonly string[]>(l10n.t('Select delivery times for your working days'), choices, {
    typed: (typed) => {
      const windows = readWindows(typed);
      const unread = l10n.t('“{0}” is not a list of times such as 11, 15:30 or 11am, 3pm', plain(typed, 60));
      return windows && windows.length > 0
        ? [{ label: windowsWords(windows), description: l10n.t('as typed'), icon: 'inbox', value: windows }]
        : [{ label: unread, icon: 'info', value: undefined }];
    },
    placeholder: l10n.t('Select, or type times: 11, 15:30'),
  });
  if (chosen) await change(app, team, { windows: chosen }, l10n.t('Saved: {0}', windowsWords(chosen)));
}

function windowsWords(windows: readonly string[]): string {
  return windows.length > 0 ? windows.join(', ') : l10n.t('Immediately, except while I focus');
}
