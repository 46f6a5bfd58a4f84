/** Saying how one is: mode, sentence and end in one pick, a rough day, and publishing what GitHub has lost. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import type { Team } from '../../model/board/team.js';
import { isQuiet, quietUntil } from '../../model/focus/deliveryTimes.js';
import { longestBlock, sentenceBeside } from '../../model/focus/focus.js';
import { declaredAt, endOfToday, roughAt, untilChoices } from '../../model/hours/declared.js';
import { instantIn } from '../../model/hours/timetable.js';
import { parseStatusLine, readTime } from '../../model/hours/typedTime.js';
import { isFocusing, myRecord, myStatus } from '../../model/members.js';
import { blankStatus, type Mode, type Status, type StatusChanges } from '../../model/people/member.js';
import { endWords, modeIcons, modeWords } from '../../views/words/status.js';
import { moment } from '../../views/words/time.js';
import { connectedTeam } from '../setup/connect.js';
import { unreadTime } from '../typedTime.js';
import { focus, startFocus, tooLongWords } from './focus.js';
import { joinedTeam, setHours } from './join.js';
import { change, isInRoster } from './recordStatus.js';

type Said = NonNullable<StatusChanges['said']>;

/** What one can be at: what is said, and focus, which lies over it. */
type Offer = Mode | 'focusing';
const offers: readonly Offer[] = ['available', 'focusing', 'busy', 'away', 'invisible'];

interface Words {
  readonly text?: string;
  /** ISO instant. */
  readonly until?: string;
}

/** What the one pick can end in. */
type Chosen =
  | { readonly kind: 'said'; readonly said: Said; readonly typed?: string }
  /** `until`: milliseconds since 1970; absent, it is asked for. `text`: what is to be read beside it. */
  | { readonly kind: 'focus'; readonly until?: number; readonly text?: string; readonly typed?: string }
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
      if (chosen.typed) app.recents.add(chosen.typed);
      await change(app, team, { said: chosen.said }, savedWords(app, chosen.said));
      return;
    case 'focus':
      if (chosen.typed) app.recents.add(chosen.typed);
      if (chosen.until !== undefined) return startFocus(app, team, chosen.until, chosen.text);
      if (chosen.text && isFocusing(app.state(), app.now())) return sayBeside(app, team, chosen.text);
      // How long is the question that belongs to it.
      return focus(app, 'unknown', chosen.text);
  }
}

/** Whoever focuses already has only something to say. */
async function sayBeside(app: App, team: Team, text: string): Promise<void> {
  const now = app.now();
  const status = myStatus(app.state());
  const end = quietUntil(status, now);
  const said = sentenceBeside(status, text, end === undefined ? undefined : new Date(end).toISOString(), now);
  if (said) await change(app, team, { said }, savedWords(app, said));
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
    ...offers.map((one) => offerChoice(app, status, one, {}, offerDetails(one))),
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
  const { offer, rest } = splitOffer(typed);
  const words = parseStatusLine(rest, app.now(), app.editor.zone(), status);
  const now: Offer | undefined = isQuiet(status, app.now()) ? 'focusing' : declaredAt(status, app.now())?.mode;
  // Who says until when is rarely telling that they can be asked.
  const current = now === undefined || (now === 'available' && words.until) ? 'busy' : now;
  const offered: readonly Offer[] = offer ? [offer] : [current, ...offers.filter((one) => one !== current)];
  return offered
    .filter((one) => offer !== undefined || one !== 'invisible')
    .map(
      (one) =>
        tooLong(app, one, words.until) ?? offerChoice(app, status, one, words, undefined, `${one} ${rest.trim()}`),
    );
}

/** "busy lunch until 13:30": the first word may be a mode, as it is called here or in the records. */
function splitOffer(typed: string): { readonly offer?: Offer; readonly rest: string } {
  const [first = ''] = typed.trim().split(/\s/, 1);
  const offer = offers.find((one) => [one, modeWords(one).toLowerCase()].includes(first.toLowerCase()));
  return offer ? { offer, rest: typed.trim().slice(first.length) } : { rest: typed };
}

/** A sentence used before; its end is counted from now. */
function recentChoice(app: App, status: Status, typed: string): readonly Choice<Chosen>[] {
  const { offer, rest } = splitOffer(typed);
  if (!offer) return [];
  const words = parseStatusLine(rest, app.now(), app.editor.zone(), status);
  const label = l10n.t('{0} again', modeWords(offer));
  if (!words.text || tooLong(app, offer, words.until)) return [];
  return [{ ...offerChoice(app, status, offer, words, undefined, typed), label, icon: 'history' }];
}

/** Why focus cannot last until then, as a choice that cannot be taken. @param until ISO instant */
function tooLong(app: App, offer: Offer, until: string | undefined): Choice<undefined> | undefined {
  const end = instantIn(until);
  if (offer !== 'focusing' || end === undefined || end - app.now() <= longestBlock) return undefined;
  return { label: tooLongWords(app, end), icon: 'info', value: undefined };
}

/** The sentence stands beside the name: among names that contain what is typed, a pick goes by the alphabet. */
function offerChoice(
  app: App,
  status: Status,
  offer: Offer,
  words: Words,
  detail?: string,
  typed?: string,
): Choice<Chosen> {
  const { until } = words;
  // Everything in a record can be read by everybody: who wants to be invisible says nothing there.
  const isMute =
    offer === 'invisible' || (offer === 'focusing' && !sentenceBeside(status, words.text, until, app.now()));
  const text = isMute ? undefined : words.text;
  const unsaid =
    words.text && !text && offer === 'focusing'
      ? l10n.t('your message is not shown while you are {0}', modeWords(status.mode).toLowerCase())
      : undefined;
  const end = until && l10n.t('until {0}', moment(until, app.now(), app.editor.zone()));
  const kept = typed && text ? { typed } : {};
  const said = { ...(text && { text }), ...(until && { until }) };
  return {
    label: modeWords(offer),
    description: [text && plain(text, 80), end, detail, unsaid].filter(Boolean).join(' · '),
    icon: modeIcons[offer],
    value:
      offer === 'focusing'
        ? { kind: 'focus', ...(until && { until: Date.parse(until) }), ...(text && { text }), ...kept }
        : { kind: 'said', said: { mode: offer, ...said }, ...kept },
  };
}

function offerDetails(offer: Offer): string {
  switch (offer) {
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
  const usual = untilChoices(status, now, zone);
  const ends = usual.map(({ kind, at }) => ({
    label: endWords(kind),
    description: moment(at, now, zone),
    icon: 'watch',
    value: at,
  }));
  const until = await app.ask.pick(l10n.t('Until when?'), ends, {
    typed: (typed) => {
      const read = readTime(typed, { now, zone, status, meaning: 'until' });
      return read
        ? [{ label: moment(read, now, zone), description: l10n.t('as typed'), icon: 'watch', value: read }]
        : [unreadTime(typed)];
    },
  });
  if (!until) return;
  const said = { mode, ...(text && { text }), until };
  await change(app, team, { said }, savedWords(app, said));
}

/** Focus lies over what is said, and goes on. */
function savedWords(app: App, { mode, until }: Said): string {
  const shown = (at: string | number) => moment(at, app.now(), app.editor.zone());
  const saved = until
    ? l10n.t('Saved: {0} until {1}', modeWords(mode), shown(until))
    : l10n.t('Saved: {0}', modeWords(mode));
  const focusEnd = quietUntil(myRecord(app.state())?.status, app.now());
  return focusEnd === undefined ? saved : l10n.t("{0}. You're still focusing until {1}.", saved, shown(focusEnd));
}
