/** Joining a team's roster, and the guided questions about zone, working hours and days off. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice, Place } from '../../app/ask.js';
import { type Asked, askInSteps, type Step } from '../../app/steps.js';
import { plain } from '../../base/plainText.js';
import { fullName, type Team } from '../../model/board/team.js';
import { longestSpan, readDaysOffText, readWeekText, usualWeeks, writeWeekText } from '../../model/hours/weekText.js';
import { myRecord } from '../../model/members.js';
import { blankStatus, type Hours, type Status, type StatusChanges } from '../../model/people/member.js';
import { hoursWords, timeProblemWords } from '../../views/words/status.js';
import { readZone, zoneAliases, zoneName, zoneNames } from '../../views/words/zones.js';
import { connectedTeam } from '../setup/connect.js';
import { change, consentWords, isInRoster, openRoster } from './recordStatus.js';

/** Says nothing against what was said before on another machine: any other change is newer. */
const beforeAll = new Date(0).toISOString();

type Way = 'usual' | 'ask' | 'bare';

/** After connecting: whoever stands on the roster already, by another machine, is asked nothing. */
export async function joinIfNew(app: App): Promise<void> {
  await app.connection.heard();
  if (!isInRoster(app.state())) await join(app);
}

/** Two keystrokes: Enter on the row, Enter on the first choice. */
export async function join(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  await app.connection.heard();
  if (isInRoster(app.state()))
    return app.ask.say(l10n.t('You have already joined {0}', plain(fullName(team.repository))));
  const [week = {}] = usualWeeks;
  const zone = app.editor.zone();
  const what = consentWords(app.state(), team);
  const choices: Choice<Way>[] = [
    {
      label: l10n.t('Join with {0}', hoursWords(week)),
      description: zone,
      detail: what,
      icon: 'person-add',
      value: 'usual',
    },
    { label: l10n.t('Set time zone, hours and days off first…'), icon: 'calendar', value: 'ask' },
    {
      label: l10n.t('Join without hours'),
      description: l10n.t('nobody can see when you work'),
      icon: 'person',
      value: 'bare',
    },
  ];
  const way = await app.ask.pick(l10n.t('Join {0}', plain(fullName(team.repository))), choices);
  if (!way) return;
  const told = way === 'ask' ? await askTimes(app, blankStatus, 'box') : undefined;
  if (told?.kind === 'back') return join(app);
  // Whoever turns back half way has not joined, and has opened nothing.
  if (told?.kind === 'cancelled') return;
  if (!(await openRoster(app, team))) return;
  const joined = l10n.t('Joined {0}', plain(fullName(team.repository)));
  if (told) await change(app, team, changesOf(told.answers, blankStatus), joined);
  else await change(app, team, way === 'usual' ? { zone, hours: week } : { zone }, joined, beforeAll);
}

/** The team, once the person has joined it: whoever has not is asked to first, and then goes on with what they wanted. */
export async function joinedTeam(app: App): Promise<Team | undefined> {
  const team = await connectedTeam(app);
  if (team && !isInRoster(app.state())) await join(app);
  return team && isInRoster(app.state()) ? team : undefined;
}

/** Whoever has not joined is asked to first: all this stands where everybody can read it. */
export async function setHours(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  if (!isInRoster(app.state())) return join(app);
  const before = myRecord(app.state())?.status ?? blankStatus;
  const { kind, answers } = await askTimes(app, before);
  if (kind !== 'answered') return;
  const changes = changesOf(answers, before);
  if (Object.keys(changes).length === 0) return app.ask.say(l10n.t('Nothing was changed'));
  const words = [answers.hours && hoursWords(answers.hours), answers.zone].filter(Boolean).join(', ');
  await change(app, team, changes, l10n.t('Saved: {0}', words));
}

type Times = Pick<Status, 'zone' | 'hours' | 'off'>;

/** Zone, hours, days off. */
function askTimes(app: App, { zone, hours, off }: Times, before?: 'box'): Promise<Asked<Times>> {
  const here = app.editor.zone();
  const steps: Step<Times>[] = [
    async (times, place) => {
      const first = times.zone === undefined ? [here] : [zoneName(times.zone), here];
      const found = await askZone(app, first, place);
      return found === undefined ? undefined : { ...times, zone: found };
    },
    async (times, place) => {
      const found = await askHours(app, times.hours, place);
      return found && { ...times, hours: found };
    },
    async (times, place) => {
      const found = await askDaysOff(app, times.off ?? [], times.zone ?? here, place);
      return found && { ...times, off: found };
    },
  ];
  return askInSteps(steps, { ...(zone && { zone }), ...(hours && { hours }), ...(off && { off }) }, before);
}

/** Only what is not as it was before. */
function changesOf({ zone, hours = {}, off = [] }: Times, before: Times): StatusChanges {
  const isSame = (one: object, other: object = {}) => JSON.stringify(one) === JSON.stringify(other);
  return {
    ...(zone && zone !== before.zone && { zone }),
    ...(!isSame(hours, before.hours) && { hours }),
    ...(!isSame(off, before.off ?? []) && { off: off.length > 0 ? off : null }),
  };
}

export async function setZone(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team || !isInRoster(app.state())) return;
  const before = myRecord(app.state())?.status.zone;
  const zone = await askZone(app, [app.editor.zone(), ...(before === undefined ? [] : [zoneName(before)])]);
  if (zone) await change(app, team, { zone }, l10n.t('Saved: {0}', zone));
}

/** @param likely stand first */
function askZone(app: App, likely: readonly string[], place?: Place): Promise<string | undefined> {
  const here = app.editor.zone();
  const zones = [...new Set([...likely, ...zoneNames()])];
  const choices = zones.map((zone) => zoneChoice(zone, here));
  return app.ask.pick(l10n.t('Select your time zone'), choices, {
    typed: (text) => {
      const zone = readZone(text);
      return zone === undefined ? unknownZone(choices, text) : [zoneChoice(zone, here)];
    },
    placeholder: l10n.t('Select, or type a city: Kolkata'),
    ...(place && { place }),
  });
}

function zoneChoice(zone: string, here: string): Choice<string> {
  const words = [...(zone === here ? [l10n.t("this machine's time zone")] : []), ...zoneAliases(zone)];
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
  const label = l10n.t('No time zone matches “{0}”. Try a large city such as Berlin.', plain(typed, 60));
  return isFound ? [] : [{ label, icon: 'info', value: undefined }];
}

/** So long nobody works, unless they say so. In minutes. */
const longDay = 14 * 60;

/** Asks again where so long a day was not meant. */
async function askHours(app: App, before: Hours | undefined, place: Place): Promise<Hours | undefined> {
  for (;;) {
    const hours = await pickHours(app, before, place);
    const longest = hours === undefined ? 0 : longestSpan(hours);
    if (hours === undefined || longest <= longDay || hours === before) return hours;
    const question = l10n.t('Do you work {0} hours at a stretch?', Math.round(longest / 60));
    if (await app.ask.confirm(question, hoursWords(hours), l10n.t('Yes'))) return hours;
  }
}

/** What is known stands first, also where that is nothing: Enter leaves it as it is. */
function pickHours(app: App, before: Hours = {}, place: Place): Promise<Hours | undefined> {
  const isKnown = Object.keys(before).length > 0;
  const choice = (hours: Hours): Choice<Hours> => ({ label: hoursWords(hours), icon: 'calendar', value: hours });
  const now = isKnown
    ? { ...choice(before), description: l10n.t('current') }
    : {
        label: l10n.t('No hours'),
        description: l10n.t('nobody can see when you work'),
        icon: 'circle-slash',
        value: {},
      };
  const usual = usualWeeks.map(choice).filter(({ label }) => label !== now.label);
  return app.ask.pick(l10n.t('Select your working hours'), [now, ...usual], {
    typed: (text) => {
      const { value, problems } = readWeekText(text);
      const [problem] = problems;
      if (problem) return [{ label: timeProblemWords(problem), icon: 'info', value: undefined }];
      return Object.keys(value).length > 0 ? [{ ...choice(value), description: l10n.t('as typed') }] : [];
    },
    placeholder: l10n.t('Select, or type: {0}', isKnown ? writeWeekText(before) : 'mon-thu 9-17:30, fri 9-13'),
    place,
  });
}

async function askDaysOff(
  app: App,
  before: readonly string[],
  zone: string,
  place: Place,
): Promise<readonly string[] | undefined> {
  const read = (text: string) => readDaysOffText(text, app.now(), zone);
  const answer = await app.ask.line({
    title: l10n.t('Enter your days off'),
    placeholder: l10n.t('24 Dec - 27 Dec, 2027-01-01 (optional)'),
    prompt: l10n.t('Press Enter to save. No reason needed.'),
    value: before.map((days) => days.replace('/', '..')).join(', '),
    draft: 'daysOff',
    place,
    check(text) {
      const [problem] = read(text).problems;
      return problem && { kind: 'error', message: timeProblemWords(problem) };
    },
  });
  return answer && read(answer.text).value;
}
