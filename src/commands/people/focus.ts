/** The focus toggle: starting for a while, to a time or to the next delivery, extending, ending, skipping a plan. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { minute } from '../../base/zone.js';
import type { Team } from '../../model/board/team.js';
import { isHeldBack, quietUntil } from '../../model/focus/deliveryTimes.js';
import {
  type FocusEvent,
  focusAt,
  focusEnded,
  focusOn,
  longestBlock,
  nextPlanned,
  sentenceBeside,
  withFocus,
} from '../../model/focus/focus.js';
import { isOut } from '../../model/hours/declared.js';
import { readTime } from '../../model/hours/typedTime.js';
import { heldCount } from '../../model/inbox/groups.js';
import { myRecord, visibleInbox } from '../../model/members.js';
import { blankStatus, type PlanMark, type Status } from '../../model/people/member.js';
import { dueAt } from '../../views/words/delivery.js';
import { modeIcons } from '../../views/words/status.js';
import { moment, range } from '../../views/words/time.js';
import { deliverHeld } from '../inbox/deliveries.js';
import { sayWithUndo } from '../undo.js';
import { oneBlock, planZone } from './focusPlan.js';
import { joinedTeam } from './join.js';
import { change } from './recordStatus.js';

/** What the pick can end in. `pause`: a break first, in minutes, then a block. */
type Chosen = FocusEvent | { readonly kind: 'pause'; readonly minutes: number } | { readonly kind: 'status' };

/** In minutes: one sitting, two, an ultradian cycle, a morning. */
const usualLengths = [25, 50, 90, 180];
const longer = [15, 30, 60];
/** So long after a block a break is offered before the next; both in minutes. */
const breakOffered = 10;
const breakLength = 5;

/**
 * @param zen whether the editor is in Zen mode already, as far as that is known
 * @param text what is to be read beside it
 */
export async function focus(app: App, zen: 'inZen' | 'unknown' = 'unknown', text?: string): Promise<void> {
  const team = await joinedTeam(app);
  if (!team) return;
  const status = myRecord(app.state())?.status;
  const running = quietUntil(status, app.now());
  const isRunning = running !== undefined;
  const chosen = await app.ask.pick(
    running === undefined ? l10n.t('Focus for how long?') : l10n.t("You're focusing until {0}", shownTo(app, running)),
    isRunning ? runningChoices(app, status) : startChoices(app, status),
    {
      typed: (typed) => typedChoice(app, status, typed),
      placeholder: isRunning
        ? l10n.t('Select, or type a new end time: 12:30')
        : l10n.t('Select, or type an end time: 12:30, 45 min'),
    },
  );
  if (chosen?.kind === 'status') return void (await app.run('makertime.setStatus'));
  if (chosen?.kind === 'pause') return pauseFirst(app, team, chosen.minutes);
  if (chosen) await happen(app, team, chosen, zen, text);
}

/** @param end milliseconds since 1970 */
export async function startFocus(app: App, team: Team, end: number, text?: string): Promise<void> {
  await happen(app, team, { kind: 'start', end }, 'unknown', text);
}

export async function endFocus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (team) await happen(app, team, { kind: 'end' });
}

/** Not the planned block that runs or comes next. */
export async function skipFocus(app: App): Promise<void> {
  const team = await joinedTeam(app);
  if (team) await happen(app, team, { kind: 'skip' });
}

async function happen(
  app: App,
  team: Team,
  event: FocusEvent,
  zen: 'inZen' | 'unknown' = 'unknown',
  text?: string,
): Promise<void> {
  const now = app.now();
  const status = myRecord(app.state())?.status;
  const changes = focusOn(status, event, now);
  if (!changes) return app.ask.say(nothingWords(event));
  const isBeginning = quietUntil(status, now) === undefined;
  const end = endAfter(status, event, now);
  const isStart = event.kind === 'start' || event.kind === 'extend';
  const said = sentenceBeside(
    status,
    isStart ? text : undefined,
    end === undefined ? undefined : new Date(end).toISOString(),
    now,
  );
  const words = end === undefined ? l10n.t('Focus ended') : heldUntil(app, withFocus(status, changes), end);
  const isSaved = await change(
    app,
    team,
    { ...changes, ...(said && { said }) },
    event.kind === 'skip' ? undefined : words,
  );
  if (isSaved && event.kind === 'skip') saySkipped(app, team, status, changes.marks ?? [], now);
  // However short the block was, and whoever hears of its end; who is away gets nothing before they are back.
  if (isSaved && event.kind === 'end' && !isHeldBack(withFocus(status, changes), now))
    await deliverHeld(app, endSaid(app));
  // Whoever has left Zen mode in the midst of a block does not want it back.
  const wantsZen = isBeginning && end !== undefined && app.settings.get('focus.zenMode');
  if (isSaved && wantsZen && zen === 'unknown') await app.editor.enterZen();
}

/** When the end of focus was said. The window that syncs may have seen it first, and has delivered as of then. */
function endSaid(app: App): string | undefined {
  const { focusing, marks } = myRecord(app.state())?.edited ?? {};
  return [focusing, marks].sort((a = '', b = '') => Date.parse(b) - Date.parse(a))[0];
}

/** When focus is over after an event, planned blocks that follow at once included; undefined where it is over by then. */
function endAfter(status: Status | undefined, event: FocusEvent, now: number): number | undefined {
  const changes = focusOn(status, event, now);
  return changes && quietUntil(withFocus(status, changes), now);
}

/** The status bar says until when: this says what it means, unless nothing comes even then. */
function heldUntil(app: App, status: Status, end: number): string {
  return isHeldBack(status, end) ? endWords(app, end) : l10n.t('Notifications are held until {0}', shownTo(app, end));
}

function endWords(app: App, end: number): string {
  return l10n.t('Focusing until {0}', shownTo(app, end));
}

/** A click in the status bar may have been meant for something else. @param before the status as it was */
function saySkipped(app: App, team: Team, before: Status | undefined, marks: readonly PlanMark[], now: number): void {
  const focus = focusAt(before, now);
  const plan = focus.kind === 'soon' || focus.kind === 'planned' ? focus.plan : nextPlanned(before, now);
  const words = plan
    ? l10n.t('Skipped focus {0}', range(plan.start, plan.end, now, app.editor.zone()))
    : l10n.t('Skipped this focus block');
  sayWithUndo(app, words, async () => {
    await change(app, team, { marks: marks.map(({ start }) => markedBefore(before, start)) }, undefined);
  });
}

/** What takes a mark back: its block is as it was. */
function markedBefore(before: Status | undefined, start: string): PlanMark {
  const known = before?.marks?.find((one) => Date.parse(one.start) === Date.parse(start));
  return { start, ...(known?.end && { end: known.end }) };
}

/** Why an event changes nothing: the clock has gone on since it was offered, or it comes from the palette. */
function nothingWords({ kind }: FocusEvent): string {
  switch (kind) {
    case 'start':
      return l10n.t('That time has passed');
    case 'extend':
    case 'end':
      return l10n.t("You're not focusing");
    case 'skip':
      return l10n.t('No focus is planned for the next seven days');
  }
}

async function pauseFirst(app: App, team: Team, minutes: number): Promise<void> {
  const now = app.now();
  const status = myRecord(app.state())?.status ?? blankStatus;
  const zone = planZone(app, status);
  const start = wholeMinute(now + breakLength * minute);
  const plan = oneBlock(start, minutes, zone);
  if (!plan) return;
  // A single block that is over would never leave the record by itself.
  const before = (status.focus ?? []).filter((one) => one.every || one.start.slice(0, 10) >= plan.start.slice(0, 10));
  const here = app.editor.zone();
  const end = moment(start + minutes * minute, now, here);
  await change(
    app,
    team,
    { focus: [...before, plan], ...(zone !== status.zone && { zone }) },
    l10n.t('Break until {0}, then focus until {1}', moment(start, now, here), end),
  );
}

function startChoices(app: App, status: Status | undefined): readonly Choice<Chosen>[] {
  const now = app.now();
  const zone = app.editor.zone();
  const next = dueAt(app.state(), now, zone);
  const ended = focusEnded(status, now);
  const lengths = usualLengths.flatMap((minutes) =>
    endingChoice(app, status, lengthWords(minutes), { kind: 'start', end: wholeMinute(now + minutes * minute) }),
  );
  const isNear = next !== undefined && next > now + 5 * minute && next - now <= longestBlock;
  const toDelivery = isNear
    ? endingChoice(app, status, l10n.t('Until the next delivery'), { kind: 'start', end: next })
    : [];
  const isTired = ended !== undefined && now - ended <= breakOffered * minute;
  const pause = isTired ? [pauseChoice(app, 50)] : [];
  return [...lengths, ...toDelivery, ...pause, ...skipChoices(app, status)];
}

/** @param minutes how long the block after it lasts */
function pauseChoice(app: App, minutes: number): Choice<Chosen> {
  const end = wholeMinute(app.now() + (breakLength + minutes) * minute);
  const label = l10n.t('Five-minute break, then {0}', lengthWords(minutes));
  return { ...choice(label, untilWords(app, end), { kind: 'pause', minutes }), icon: 'coffee' };
}

function skipChoices(app: App, status: Status | undefined): readonly Choice<Chosen>[] {
  const focus = focusAt(status, app.now());
  if (focus.kind !== 'soon') return [];
  const label = l10n.t('Skip the block planned for {0}', shownTo(app, focus.plan.start));
  return [{ label, icon: 'close', value: { kind: 'skip' } }];
}

function runningChoices(app: App, status: Status | undefined): readonly Choice<Chosen>[] {
  return [
    {
      label: l10n.t('End focus'),
      ...(heldCount(visibleInbox(app.state())) > 0 &&
        !(status && isOut(status, app.now())) && { description: l10n.t('delivers held items') }),
      icon: 'eye',
      value: { kind: 'end' },
    },
    ...longer.flatMap((minutes) => longerChoices(app, status, minutes)),
    { label: l10n.t('Set another status…'), icon: 'account', value: { kind: 'status' } },
  ];
}

/** None where four hours at most, or the plan, leave no room for so much. */
function longerChoices(app: App, status: Status | undefined, minutes: number): readonly Choice<Chosen>[] {
  const now = app.now();
  const event = { kind: 'extend', by: minutes * minute } as const;
  const [before = now, after = now] = [quietUntil(status, now), endAfter(status, event, now)];
  return after < before + event.by
    ? []
    : endingChoice(app, status, l10n.t('Extend by {0}', lengthWords(minutes)), event);
}

/** Says the end it comes to: a planned block may follow at once. */
function endingChoice(
  app: App,
  status: Status | undefined,
  label: string,
  event: FocusEvent,
): readonly Choice<Chosen>[] {
  const end = endAfter(status, event, app.now());
  if (end === undefined) return [];
  const goesOn = event.kind === 'start' && end > event.end;
  const until = goesOn ? l10n.t('then planned focus until {0}', shownTo(app, end)) : untilWords(app, end);
  return [choice(label, until, event)];
}

function typedChoice(app: App, status: Status | undefined, typed: string): readonly Choice<Chosen | undefined>[] {
  const now = app.now();
  const until = readTime(typed, {
    now,
    zone: app.editor.zone(),
    meaning: 'until',
    latest: now + longestBlock,
    ...(status && { status }),
  });
  if (!until) return [cannot(l10n.t('“{0}” is not a time such as 12:30 or 45 min', plain(typed, 60)))];
  const event = { kind: 'start', end: Date.parse(until) } as const;
  if (event.end - now > longestBlock) return [cannot(tooLongWords(app, event.end))];
  const end = endAfter(status, event, now) ?? event.end;
  if (end === event.end) return [choice(endWords(app, end), l10n.t('as typed'), event)];
  // A plan takes hold again where less is declared: it can only be ended.
  return end === quietUntil(status, now)
    ? [cannot(l10n.t('Focus is planned until {0}. End it any time, or type a later time.', shownTo(app, end)))]
    : [choice(endWords(app, end), l10n.t('as typed, then planned focus'), event)];
}

/** Nobody focuses longer at a stretch, however it is said. */
export function tooLongWords(app: App, end: number): string {
  return l10n.t('A focus block can last four hours at most, not until {0}', shownTo(app, end));
}

function cannot(label: string): Choice<undefined> {
  return { label, icon: 'info', value: undefined };
}

function choice(label: string, description: string, value: Chosen): Choice<Chosen> {
  return { label, icon: modeIcons.focusing, value, description };
}

function untilWords(app: App, end: number): string {
  return l10n.t('until {0}', shownTo(app, end));
}

function shownTo(app: App, at: number): string {
  return moment(at, app.now(), app.editor.zone());
}

function lengthWords(minutes: number): string {
  return minutes % 60 === 0 && minutes > 60 ? l10n.t('{0} hours', minutes / 60) : l10n.t('{0} minutes', minutes);
}

/** What the status says to the minute ends on the minute. */
function wholeMinute(at: number): number {
  return Math.round(at / minute) * minute;
}
