/** Saying how one is: mode, sentence and end in one pick, a rough day, and publishing what GitHub has lost. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import type { Team } from '../../model/board/team.js';
import { longestBlock } from '../../model/focus/focus.js';
import { declaredAt, endOfToday, instantIn, roughAt, untilChoices } from '../../model/hours/declared.js';
import { parseStatusLine, readTime } from '../../model/hours/typedTime.js';
import { myRecord } from '../../model/members.js';
import { blankStatus, type Mode, modes, type Status, type StatusChanges } from '../../model/people/member.js';
import { endWords, modeIcons, modeWords } from '../../views/words/status.js';
import { moment } from '../../views/words/time.js';
import { connectedTeam } from '../setup/connect.js';
import { unreadTime } from '../typedTime.js';
import { focus, tooLongWords } from './focus.js';
import { joinedTeam, setHours } from './join.js';
import { change, isInRoster } from './recordStatus.js';

type Said = NonNullable<StatusChanges['said']>;

/** What the one pick can end in. */
type Chosen =
  | { readonly kind: 'said'; readonly said: Said; readonly typed?: string }
  | { readonly kind: 'rough'; readonly until: string | null }
  | { readonly kind: 'end' | 'hours' };

export async function setStatus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (!team) return;
  const chosen = await pickStatus(app, myRecord(app.state())?.status ?? blankStatus);
  switch (chosen?.kind) {
    case undefined:
      return;
    case 'hours':
      return setHours(app);
    case 'rough':
      await change(app, team, { rough: chosen.until }, l10n.t('Saved'));
      return;
    case 'end':
      return setEnd(app, team);
    case 'said':
      // How long is the question that belongs to it.
      if (chosen.said.mode === 'focusing' && !chosen.said.until && !chosen.said.text) return focus(app);
      if (chosen.typed) app.recents.add(chosen.typed);
      await change(app, team, { said: chosen.said }, savedWords(app, chosen.said));
  }
}

/** Puts the status on the roster once more. */
export async function republishStatus(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (team && isInRoster(app.state())) await change(app, team, {}, l10n.t('Saved'));
}

function pickStatus(app: App, status: Status): Promise<Chosen | undefined> {
  const now = app.now();
  const current = declaredAt(status, now);
  const isRough = roughAt(status, now);
  const choices: Choice<Chosen>[] = [
    ...modes.map((mode) => saidChoice(app, { mode }, modeDetails(mode))),
    ...app.recents.list().flatMap((typed) => recentChoice(app, status, typed)),
    ...(current
      ? [choice('watch', l10n.t('Change end time…'), currentWords(app, current), { kind: 'end' as const })]
      : []),
    choice(
      'heart',
      isRough ? l10n.t('Clear rough day') : l10n.t('Rough day'),
      isRough ? '' : l10n.t('a small icon beside your name until tonight'),
      { kind: 'rough', until: isRough ? null : endOfToday(now, app.editor.zone()) },
    ),
    choice('calendar', l10n.t('Set working hours, time zone and days off…'), '', { kind: 'hours' }),
  ];
  return app.ask.pick(l10n.t('Your status'), choices, {
    typed: (typed) => typedChoices(app, status, typed),
    placeholder: l10n.t('Select, or type a message first: dentist until 15:00'),
  });
}

/** One choice a mode, what one is at the moment first; or only the mode that is named: "busy until 15:00". */
function typedChoices(app: App, status: Status, typed: string): readonly Choice<Chosen | undefined>[] {
  const { mode, rest } = splitMode(typed);
  const { text, until } = parseStatusLine(rest, app.now(), app.editor.zone(), status);
  // Everything in a record can be read by everybody: who wants to be invisible says nothing there.
  const words = (one: Mode) => ({ ...(text && one !== 'invisible' && { text }), ...(until && { until }) });
  const now = declaredAt(status, app.now())?.mode;
  // Who says until when is rarely telling that they can be asked.
  const current = now === undefined || (now === 'available' && until) ? 'busy' : now;
  const offered = mode ? [mode] : [current, ...modes.filter((one) => one !== current)];
  return offered
    .filter((one) => mode !== undefined || one !== 'invisible')
    .map(
      (one) =>
        tooLong(app, one, until) ?? saidChoice(app, { mode: one, ...words(one) }, undefined, `${one} ${rest.trim()}`),
    );
}

/** "busy lunch until 13:30": the first word may be a mode, as it is called here or in the records. */
function splitMode(typed: string): { readonly mode?: Mode; readonly rest: string } {
  const [first = ''] = typed.trim().split(/\s/, 1);
  const mode = modes.find((one) => [one, modeWords(one).toLowerCase()].includes(first.toLowerCase()));
  return mode ? { mode, rest: typed.trim().slice(first.length) } : { rest: typed };
}

/** A sentence used before; its end is counted from now. */
function recentChoice(app: App, status: Status, typed: string): readonly Choice<Chosen>[] {
  const { mode, rest } = splitMode(typed);
  if (!mode) return [];
  const { text, until } = parseStatusLine(rest, app.now(), app.editor.zone(), status);
  const said = { mode, ...(text && { text }), ...(until && { until }) };
  const label = l10n.t('{0} again', modeWords(mode));
  if (!text || tooLong(app, mode, until)) return [];
  return [{ ...saidChoice(app, said, undefined, typed), label, icon: 'history' }];
}

/** Why focus cannot last until then, as a choice that cannot be taken. @param until ISO instant */
function tooLong(app: App, mode: Mode, until: string | undefined): Choice<undefined> | undefined {
  const end = instantIn(until);
  if (mode !== 'focusing' || end === undefined || end - app.now() <= longestBlock) return undefined;
  return { label: tooLongWords(app, end), icon: 'info', value: undefined };
}

/** The sentence stands beside the name: among names that contain what is typed, a pick goes by the alphabet. */
function saidChoice(app: App, said: Said, detail?: string, typed?: string): Choice<Chosen> {
  const { mode, text, until } = said;
  const end = until && l10n.t('until {0}', moment(until, app.now(), app.editor.zone()));
  return {
    label: modeWords(mode),
    description: [text && plain(text, 80), end, detail].filter(Boolean).join(' · '),
    icon: modeIcons[mode],
    value: { kind: 'said', said, ...(typed && text && { typed }) },
  };
}

function modeDetails(mode: Mode): string {
  switch (mode) {
    case 'available':
      return l10n.t('follows your working hours and planned focus');
    case 'focusing':
      return l10n.t('asks for how long');
    case 'busy':
    case 'away':
      return l10n.t('until the end of your working day');
    case 'invisible':
      return l10n.t('others see only your hours until you set another status');
  }
}

function choice(icon: string, label: string, description: string, value: Chosen): Choice<Chosen> {
  return { label, icon, value, ...(description && { description }) };
}

function currentWords(app: App, { mode, until }: { readonly mode: Mode; readonly until?: number }): string {
  const end = until === undefined ? undefined : new Date(until).toISOString();
  return [modeWords(mode), end && l10n.t('until {0}', moment(end, app.now(), app.editor.zone()))]
    .filter(Boolean)
    .join(' · ');
}

/** A new end for what one is at. */
async function setEnd(app: App, team: Team): Promise<void> {
  const status = myRecord(app.state())?.status ?? blankStatus;
  const now = app.now();
  const zone = app.editor.zone();
  const current = declaredAt(status, now);
  if (!current) return;
  const { mode, text } = current;
  const usual = untilChoices(status, now, zone).filter(({ at }) => !tooLong(app, mode, at));
  const ends = usual.map(({ kind, at }) => ({
    label: endWords(kind),
    description: moment(at, now, zone),
    icon: 'watch',
    value: at,
  }));
  const until = await app.ask.pick(l10n.t('Until when?'), ends, {
    typed: (typed) => {
      const read = readTime(typed, { now, zone, status, meaning: 'until' });
      const long = tooLong(app, mode, read);
      if (long) return [long];
      return read
        ? [{ label: moment(read, now, zone), description: l10n.t('as typed'), icon: 'watch', value: read }]
        : [unreadTime(typed)];
    },
  });
  if (!until) return;
  const said = { mode, ...(text && { text }), until };
  await change(app, team, { said }, savedWords(app, said));
}

function savedWords(app: App, { mode, until }: Said): string {
  return until
    ? l10n.t('Saved: {0} until {1}', modeWords(mode), moment(until, app.now(), app.editor.zone()))
    : l10n.t('Saved: {0}', modeWords(mode));
}
