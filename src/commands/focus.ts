/** Owns the focus toggle: starting for a while, to a time or to the next delivery, extending, ending, skipping a plan. */
import * as l10n from '@vscode/l10n';
import type { App, Choice } from '../app.js';
import type { Status } from '../model/member.js';
import { myRecord, visibleInbox } from '../model/queries.js';
import type { Team } from '../model/team.js';
import { nextDelivery } from '../time/delivery.js';
import { type FocusEvent, focusAt, focusEnded, focusOn, longestBlock } from '../time/focus.js';
import { readSaid } from '../time/said.js';
import { minute } from '../time/zone.js';
import { plain } from '../views/plain.js';
import { modeIcons } from '../views/statusWords.js';
import { moment } from '../views/time.js';
import { connectedTeam } from './connect.js';
import { change, isInRoster } from './declare.js';
import { oneBlock } from './focusPlan.js';
import { join } from './join.js';

/** What the pick can end in. `pause`: a break first, in minutes, then a block. */
type Chosen = FocusEvent | { readonly kind: 'pause'; readonly minutes: number } | { readonly kind: 'status' };

/** In minutes: one sitting, two, an ultradian cycle, a morning. */
const usualLengths = [25, 50, 90, 180];
const longer = [15, 30, 60];
/** So long after a block a break is offered before the next; both in minutes. */
const breakOffered = 10;
const breakLength = 5;

/** @param zen whether the editor is in Zen mode already, as far as that is known */
export async function focus(app: App, zen: 'inZen' | 'unknown' = 'unknown'): Promise<void> {
  const team = await joinedTeam(app);
  if (!team) return;
  const now = app.now();
  const status = myRecord(app.state())?.status;
  const { kind } = focusAt(status, now);
  const isRunning = kind === 'planned' || kind === 'started';
  const chosen = await app.ask.pick(
    isRunning ? l10n.t('You are focusing') : l10n.t('Focus for how long?'),
    isRunning ? runningChoices() : startChoices(app, status),
    (typed) => typedChoice(app, status, typed),
    isRunning ? l10n.t('Choose, or type a new end: 12:30') : l10n.t('Choose, or type an end: 12:30, 45 min'),
  );
  if (chosen?.kind === 'status') return void (await app.run('makertime.setStatus'));
  if (chosen?.kind === 'pause') return pauseFirst(app, team, chosen.minutes);
  if (chosen) await happen(app, team, chosen, zen);
}

export async function endFocus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (team) await happen(app, team, { kind: 'end' });
}

/** Not the planned block that is about to begin, or runs. */
export async function skipFocus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (team) await happen(app, team, { kind: 'skip' });
}

async function joinedTeam(app: App): Promise<Team | undefined> {
  const team = await connectedTeam(app);
  if (team && !isInRoster(app.state())) await join(app);
  return team && isInRoster(app.state()) ? team : undefined;
}

/** The sentence stays where it says what somebody is at; one about a lunch ends with it. */
async function happen(app: App, team: Team, event: FocusEvent, zen: 'inZen' | 'unknown' = 'unknown'): Promise<void> {
  const now = app.now();
  const status = myRecord(app.state())?.status;
  const said = focusOn(status, event, now);
  if (!said) return app.ask.say(l10n.t('You are not focusing'));
  const isFocusing = said.mode === 'focusing' && said.until !== undefined;
  const words = isFocusing
    ? l10n.t('Focus to {0}', moment(said.until ?? '', now, app.editor.zone()))
    : event.kind === 'skip'
      ? l10n.t('Skipped: this block only')
      : l10n.t('Focus has ended');
  const isSaved = await change(app, team, { said }, words);
  if (isSaved && isFocusing && zen === 'unknown' && app.settings.get('focus.zen')) await app.editor.enterZen();
}

async function pauseFirst(app: App, team: Team, minutes: number): Promise<void> {
  const now = app.now();
  const zone = myRecord(app.state())?.status.zone ?? app.editor.zone();
  const start = wholeMinute(now + breakLength * minute);
  const plan = oneBlock(start, minutes, zone);
  // A single block that is over would never leave the record by itself.
  const before = (myRecord(app.state())?.status.focus ?? []).filter(
    (one) => one.every || !plan || one.start.slice(0, 10) >= plan.start.slice(0, 10),
  );
  const words = l10n.t(
    'A break; focus from {0} to {1}',
    moment(start, now, zone),
    moment(start + minutes * minute, now, zone),
  );
  if (plan) await change(app, team, { focus: [...before, plan] }, words);
}

function startChoices(app: App, status: Status | undefined): readonly Choice<Chosen>[] {
  const now = app.now();
  const zone = app.editor.zone();
  const { deliveredAt } = visibleInbox(app.state());
  const next = nextDelivery(status, zone, deliveredAt === undefined ? undefined : Date.parse(deliveredAt), now);
  const ended = focusEnded(status, now);
  const isRested = ended === undefined || now - ended > breakOffered * minute;
  const isNear = next > now + 5 * minute && next - now <= longestBlock;
  return [
    ...usualLengths.map((minutes) =>
      choice(lengthWords(minutes), untilWords(app, wholeMinute(now + minutes * minute)), {
        kind: 'start',
        end: wholeMinute(now + minutes * minute),
      }),
    ),
    ...(isNear
      ? [choice(l10n.t('To the next delivery'), untilWords(app, next), { kind: 'start' as const, end: next })]
      : []),
    ...(isRested
      ? []
      : [
          {
            ...choice(l10n.t('Five-minute break, then {0}', lengthWords(50)), '', {
              kind: 'pause' as const,
              minutes: 50,
            }),
            icon: 'coffee',
          },
        ]),
  ];
}

function runningChoices(): readonly Choice<Chosen>[] {
  return [
    {
      label: l10n.t('End focus now'),
      description: l10n.t('what was held is delivered'),
      icon: 'eye',
      value: { kind: 'end' },
    },
    ...longer.map((minutes) =>
      choice(l10n.t('{0} longer', lengthWords(minutes)), '', { kind: 'extend', by: minutes * minute }),
    ),
    { label: l10n.t('Another status…'), icon: 'account', value: { kind: 'status' } },
  ];
}

/** "12:30", "45 min", "until 12:30": what else can be typed says nothing of an end. */
function typedChoice(app: App, status: Status | undefined, typed: string): readonly Choice<Chosen | undefined>[] {
  const now = app.now();
  const zone = app.editor.zone();
  const readings = [typed, `until ${typed}`, `for ${typed}`].map((text) => readSaid(text, now, zone, status));
  const until = readings.find((one) => one.until && !one.text)?.until;
  if (!until) {
    const unread = l10n.t('“{0}” is not a time such as 12:30 or 45 min', plain(typed, 60));
    return [{ label: unread, icon: 'info', value: undefined }];
  }
  const end = Date.parse(until);
  if (end - now <= longestBlock)
    return [choice(l10n.t('Focus to {0}', moment(end, now, zone)), l10n.t('as typed'), { kind: 'start', end })];
  return [{ label: l10n.t('A focus block is four hours at most'), icon: 'info', value: undefined }];
}

function choice(label: string, description: string, value: Chosen): Choice<Chosen> {
  return { label, icon: modeIcons.focusing, value, ...(description && { description }) };
}

function untilWords(app: App, end: number): string {
  return l10n.t('until {0}', moment(end, app.now(), app.editor.zone()));
}

function lengthWords(minutes: number): string {
  return minutes % 60 === 0 && minutes > 60 ? l10n.t('{0} hours', minutes / 60) : l10n.t('{0} minutes', minutes);
}

/** What the status says to the minute ends on the minute. */
function wholeMinute(at: number): number {
  return Math.round(at / minute) * minute;
}
