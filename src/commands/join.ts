/** Owns joining a team's roster, and the guided questions about zone, working hours and days off. */
import * as l10n from '@vscode/l10n';
import type { App, Choice } from '../app.js';
import { rosterOf } from '../model/board.js';
import { blankStatus, type Hours, type StatusChanges } from '../model/member.js';
import { myRecord } from '../model/queries.js';
import { type State, visible } from '../model/state.js';
import { fullName, type Team } from '../model/team.js';
import { readDaysOffText, readWeekText, usualWeeks, writeWeekText } from '../time/weekText.js';
import { isZone } from '../time/zone.js';
import { plain } from '../views/plain.js';
import { hoursWords, timeProblemWords } from '../views/statusWords.js';
import { errorWords } from '../views/words.js';
import { connectedTeam } from './connect.js';
import { change, isInRoster } from './declare.js';

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
  if (!way || !(await openRoster(app, team))) return;
  const joined = l10n.t('Joined {0}', plain(fullName(team.repository)));
  if (way === 'ask') return setHours(app);
  const changes = way === 'usual' ? { zone, hours: week } : { zone };
  await change(app, team, changes, joined, beforeAll);
}

/** What joining does, said before it is done. */
function consentWords(state: State, team: Team): string {
  const roster = rosterOf(visible(state));
  if (roster !== undefined)
    return l10n.t('Adds one comment to issue #{0}. Everybody who can read the repository sees it.', roster);
  return l10n.t(
    'Opens one issue in {0}, the roster, with one comment for each member. Everybody who can read the repository sees it.',
    plain(fullName(team.repository)),
  );
}

/** The first who joins opens the roster. */
async function openRoster(app: App, team: Team): Promise<boolean> {
  const state = app.state();
  const isOpening = state.unsent.some((one) => one.kind === 'roster' && one.team.repository.id === team.repository.id);
  if (isOpening || rosterOf(visible(state)) !== undefined) return true;
  try {
    const at = new Date(app.now()).toISOString();
    await app.desk.record({ kind: 'roster', id: app.newId(), record: app.newId(), at, team });
    return true;
  } catch (error) {
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
    return false;
  }
}

/** Zone, hours, days off. Each may be passed over with Escape; what was answered before counts. */
export async function setHours(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team || !(await openRoster(app, team))) return;
  const { status } = myRecord(app.state()) ?? { status: blankStatus };
  const zone = await askZone(app, l10n.t('In which time zone do you work? (1 of 3)'), status.zone);
  if (zone === undefined) return;
  const hours = await askHours(app, l10n.t('When do you work? (2 of 3)'), status.hours);
  const off = hours && (await askDaysOff(app, l10n.t('Which days are you off? (3 of 3)'), status.off ?? []));
  const changes: StatusChanges = {
    zone,
    ...(hours && { hours }),
    ...(off && { off: off.length > 0 ? off : null }),
  };
  await change(app, team, changes, l10n.t('Saved: {0}', [hours && hoursWords(hours), zone].filter(Boolean).join(', ')));
}

export async function setZone(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team || !isInRoster(app.state())) return;
  const zone = await askZone(app, l10n.t('In which time zone do you work?'), myRecord(app.state())?.status.zone);
  if (zone) await change(app, team, { zone }, l10n.t('Saved: {0}', zone));
}

function askZone(app: App, title: string, before: string | undefined): Promise<string | undefined> {
  const here = app.editor.zone();
  const first = [...new Set([here, before].filter((zone) => zone !== undefined))];
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !first.includes(zone));
  const choice = (zone: string): Choice<string> => ({
    label: plain(zone),
    icon: 'globe',
    value: zone,
    ...(zone === here && { description: l10n.t('where this machine is') }),
  });
  return app.ask.pick(
    title,
    [...first, ...others].map(choice),
    (typed) => (isZone(typed.trim()) ? [choice(typed.trim())] : []),
    l10n.t('Choose, or type a place: Kolkata'),
  );
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
      return problems.length === 0 && Object.keys(value).length > 0
        ? [{ label: hoursWords(value), description: l10n.t('as typed'), icon: 'calendar', value }]
        : [];
    },
    before ? writeWeekText(before) : l10n.t('Choose, or type: mon-thu 9-17:30, fri 9-13'),
  );
}

async function askDaysOff(app: App, title: string, before: readonly string[]): Promise<readonly string[] | undefined> {
  const read = (text: string) => readDaysOffText(text, app.now(), app.editor.zone());
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
