/** Owns joining a team's roster, and the guided questions about zone, working hours and days off. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Choice } from '../ask.js';
import { blankStatus, type Hours, type Status, type StatusChanges } from '../model/member.js';
import { myRecord } from '../model/queries.js';
import { fullName } from '../model/team.js';
import { readDaysOffText, readWeekText, usualWeeks, writeWeekText } from '../time/weekText.js';
import { plain } from '../views/plain.js';
import { hoursWords, timeProblemWords } from '../views/statusWords.js';
import { readZone, zoneAliases, zoneName, zoneNames } from '../views/zones.js';
import { connectedTeam } from './connect.js';
import { change, consentWords, isInRoster, openRoster } from './declare.js';

/** Says nothing against what was said before on another machine: any other change is newer. */
const beforeAll = new Date(0).toISOString();

type Way = 'usual' | 'ask' | 'bare';

/** After connecting: whoever stands on the roster already, by another machine, is asked nothing. */
export async function joinIfNew(app: App): Promise<void> {
  await app.desk.heard();
  if (!isInRoster(app.state())) await join(app);
}

/** Two keystrokes: Enter on the row, Enter on the first choice. */
export async function join(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  await app.desk.heard();
  if (isInRoster(app.state()))
    return app.ask.say(l10n.t('You are in the roster of {0}', plain(fullName(team.repository))));
  const [week = {}] = usualWeeks;
  const zone = app.editor.zone();
  const what = consentWords(app.state(), team);
  const choices: Choice<Way>[] = [
    {
      label: l10n.t('Join: {0}', hoursWords(week)),
      description: zone,
      detail: what,
      icon: 'person-add',
      value: 'usual',
    },
    { label: l10n.t('Choose zone, hours and days off…'), icon: 'calendar', value: 'ask' },
    {
      label: l10n.t('Join without hours'),
      description: l10n.t('nobody can see when you work'),
      icon: 'person',
      value: 'bare',
    },
  ];
  const way = await app.ask.pick(l10n.t('Join {0}', plain(fullName(team.repository))), choices);
  if (!way) return;
  const told = way === 'ask' ? await askTimes(app, blankStatus) : undefined;
  // Whoever turns back half way has not joined, and has opened nothing.
  if (way === 'ask' && !told?.off) return;
  if (!(await openRoster(app, team))) return;
  const joined = l10n.t('Joined {0}', plain(fullName(team.repository)));
  if (told) await change(app, team, changesOf(told), joined);
  else await change(app, team, way === 'usual' ? { zone, hours: week } : { zone }, joined, beforeAll);
}

/** Whoever has not joined is asked to first: all this stands where everybody can read it. */
export async function setHours(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  if (!isInRoster(app.state())) return join(app);
  const told = await askTimes(app, myRecord(app.state())?.status ?? blankStatus);
  if (!told) return;
  const words = [told.hours && hoursWords(told.hours), told.zone].filter(Boolean).join(', ');
  await change(app, team, changesOf(told), l10n.t('Saved: {0}', words));
}

interface Times {
  readonly zone: string;
  readonly hours?: Hours;
  readonly off?: readonly string[];
}

/** Zone, hours, days off. Escape ends the questions; what was answered before stands there. */
async function askTimes(app: App, status: Status): Promise<Times | undefined> {
  const zone = await askZone(app, l10n.t('In which time zone do you work? (1 of 3)'), status.zone);
  if (zone === undefined) return undefined;
  const hours = await askHours(app, l10n.t('When do you work? (2 of 3)'), status.hours);
  if (!hours) return { zone };
  const off = await askDaysOff(app, l10n.t('Which days are you off? (3 of 3)'), status.off ?? [], zone);
  return { zone, hours, ...(off && { off }) };
}

function changesOf({ zone, hours, off }: Times): StatusChanges {
  return { zone, ...(hours && { hours }), ...(off && { off: off.length > 0 ? off : null }) };
}

export async function setZone(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team || !isInRoster(app.state())) return;
  const zone = await askZone(app, l10n.t('In which time zone do you work?'), myRecord(app.state())?.status.zone);
  if (zone) await change(app, team, { zone }, l10n.t('Saved: {0}', zone));
}

function askZone(app: App, title: string, before: string | undefined): Promise<string | undefined> {
  const here = app.editor.zone();
  const first = [...new Set([here, before && zoneName(before)].filter((zone) => zone !== undefined))];
  const others = zoneNames().filter((zone) => !first.includes(zone));
  const choices = [...first, ...others].map((zone) => zoneChoice(zone, here));
  return app.ask.pick(
    title,
    choices,
    (typed) => {
      const zone = readZone(typed);
      return zone === undefined ? unknownZone(choices, typed) : [zoneChoice(zone, here)];
    },
    l10n.t('Choose, or type a place: Kolkata'),
  );
}

function zoneChoice(zone: string, here: string): Choice<string> {
  const words = [...(zone === here ? [l10n.t('where this machine is')] : []), ...zoneAliases(zone)];
  return {
    label: plain(zone),
    icon: 'globe',
    value: zone,
    ...(words.length > 0 && { description: words.join(' · ') }),
  };
}

/** A word about it, where no choice contains what is typed. */
function unknownZone(choices: readonly Choice<string>[], typed: string): readonly Choice<undefined>[] {
  const words = typed.trim().toLowerCase();
  const isFound = choices.some(({ label, description = '' }) =>
    `${label}\n${description}`.toLowerCase().includes(words),
  );
  const label = l10n.t('No zone is called “{0}”: type a large city in it, such as Berlin', plain(typed, 60));
  return isFound ? [] : [{ label, icon: 'info', value: undefined }];
}

function askHours(app: App, title: string, before: Hours | undefined): Promise<Hours | undefined> {
  const known = before && Object.keys(before).length > 0 ? [before] : [];
  const choices = [...known, ...usualWeeks].map((hours, place) => ({
    label: hoursWords(hours),
    icon: 'calendar',
    value: hours,
    ...(place < known.length && { description: l10n.t('as now') }),
  }));
  const distinct = [...new Map([...choices].reverse().map((one) => [one.label, one])).values()].reverse();
  return app.ask.pick(
    title,
    distinct,
    (typed) => {
      const { value, problems } = readWeekText(typed);
      const [problem] = problems;
      if (problem) return [{ label: timeProblemWords(problem), icon: 'info', value: undefined }];
      return Object.keys(value).length > 0
        ? [{ label: hoursWords(value), description: l10n.t('as typed'), icon: 'calendar', value }]
        : [];
    },
    l10n.t('Choose, or type: {0}', before && known.length > 0 ? writeWeekText(before) : 'mon-thu 9-17:30, fri 9-13'),
  );
}

async function askDaysOff(
  app: App,
  title: string,
  before: readonly string[],
  zone: string,
): Promise<readonly string[] | undefined> {
  const read = (text: string) => readDaysOffText(text, app.now(), zone);
  const answer = await app.ask.line({
    title,
    placeholder: l10n.t('24 Dec - 27 Dec, 2027-01-01; may stay empty'),
    prompt: l10n.t('Enter saves. Nobody is asked why.'),
    value: before.map((days) => days.replace('/', '..')).join(', '),
    check(text) {
      const [problem] = read(text).problems;
      return problem && { kind: 'error', message: timeProblemWords(problem) };
    },
  });
  return answer && read(answer.text).value;
}
