/** Finding time together: whom to ask, when all of them work, and the picture of their week. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { localThere, minute } from '../../base/zone.js';
import { type Member, membersOf, statusOf } from '../../model/members.js';
import { nameOf as calledOf } from '../../model/names.js';
import { nextMeetingTimes } from '../../model/reach/meetings.js';
import type { SharedSpan } from '../../model/reach/overlap.js';
import {
  type Attendee,
  attendeesOf,
  nameOf,
  namesOf,
  sharedAt,
  sharedWords,
  spanText,
} from '../../views/week/meeting.js';

/** How far ahead to look, in days: beyond it, plans change. */
const horizon = 14;
/** Shorter than this nobody meets. */
const shortest = 30 * minute;
/** A picture of so many people can be read at a glance: nobody has to choose. */
const mostAtAGlance = 8;

export async function findSharedTime(app: App, row?: unknown): Promise<void> {
  await chooseSharedTime(app, row);
}

/** Copies the time that is chosen, and gives it back; undefined where none is. */
export async function chooseSharedTime(
  app: App,
  row?: unknown,
): Promise<{ readonly people: readonly Attendee[]; readonly text: string } | undefined> {
  const people = await choosePeople(app, chosenAtFirst(app, row));
  if (!people) return undefined;
  if (people.length < 2) {
    app.ask.say(l10n.t('Select at least two people'));
    return undefined;
  }
  const [now, zone] = [app.now(), app.editor.zone()];
  const spans = nextMeetingTimes(
    people.map(({ status }) => status),
    now,
    horizon,
    shortest,
  );
  if (spans.length === 0) {
    await app.ask.tell(nothingWords(people));
    return undefined;
  }
  const choices = spans.map((span) => ({ ...sharedWords(span, people, now, zone), icon: iconOf(span), value: span }));
  const week = { label: l10n.t('Show week'), icon: 'calendar', value: undefined };
  const chosen = await app.ask.pick<{ readonly span: SharedSpan | undefined }>(
    titleOf(spans, people),
    [...choices, week].map((choice) => ({ ...choice, value: { span: choice.value } })),
    { placeholder: l10n.t("Select a time to copy it in everyone's local time") },
  );
  if (!chosen) return undefined;
  if (!chosen.span) {
    app.showWeek(people.map(({ login }) => login));
    return undefined;
  }
  return { people, text: await copy(app, chosen.span, people) };
}

export async function showWeek(app: App, row?: unknown): Promise<void> {
  const members = membersOf(app.state());
  if (members.length > 0 && members.length <= mostAtAGlance) return app.showWeek(members.map(({ login }) => login));
  await showWeekOf(app, chosenAtFirst(app, row));
}

/** Asks whose week to show. @param chosen logins that are ticked at first */
export async function showWeekOf(app: App, chosen: readonly string[]): Promise<void> {
  const people = await choosePeople(app, chosen);
  if (people && people.length > 0) app.showWeek(people.map(({ login }) => login));
}

/** Copies a span of the picture, with the local time of these members. */
export async function copySpan(app: App, start: number, end: number, logins: readonly string[]): Promise<void> {
  const people = attendeesOf(app.state(), logins);
  await copy(app, sharedAt(people, start, end), people);
}

async function copy(app: App, span: SharedSpan, people: readonly Attendee[]): Promise<string> {
  const text = spanText(span, people);
  await app.editor.copy(text);
  app.ask.say(l10n.t("Copied in everyone's local time"));
  return text;
}

function chosenAtFirst(app: App, row: unknown): readonly string[] {
  const named = typeof row === 'string' && row.startsWith('member/') ? [row.slice('member/'.length)] : [];
  const me = membersOf(app.state()).find(({ isMe }) => isMe);
  return [...(me ? [me.login] : []), ...named];
}

/** Undefined where the person thought better of it, or there is nobody to choose. */
async function choosePeople(app: App, chosen: readonly string[]): Promise<readonly Attendee[] | undefined> {
  const state = app.state();
  const members = membersOf(state);
  if (members.length === 0) {
    await app.ask.tell(l10n.t('Nobody has joined yet. To find a shared time, members have to share their hours.'));
    return undefined;
  }
  const keys = new Set(chosen.map((login) => login.toLowerCase()));
  const isChosen = ({ login }: Member) => keys.has(login.toLowerCase());
  // Who is ticked stands first: Enter should do what is seen, in a large team as well.
  const sorted = [...members.filter(isChosen), ...members.filter((member) => !isChosen(member))];
  const logins = await app.ask.pickMany(
    l10n.t('Select people'),
    sorted.map((member) => ({
      label: `@${nameOf(member)}`,
      description: whereabouts(app, member),
      value: member.login,
    })),
    sorted.filter(isChosen).map(({ login }) => login),
  );
  return logins && attendeesOf(state, logins);
}

function whereabouts(app: App, member: Member): string {
  const status = statusOf(member);
  const there = status?.zone === undefined ? undefined : localThere(status.zone, app.now(), app.editor.zone());
  const time = there && l10n.t('{0} there', there.time);
  const hours = status?.hours ? undefined : l10n.t('hours unknown');
  return [member.isMe && l10n.t('you'), calledOf(app.state(), member), time, hours].filter(Boolean).join(' · ');
}

function titleOf(spans: readonly SharedSpan[], people: readonly Attendee[]): string {
  const isShared = spans.some(({ outside }) => outside.length === 0);
  return isShared
    ? l10n.t('Shared working hours of {0}', namesOf(people))
    : l10n.t('No shared working hours for {0} in the next {1} days. Closest matches:', namesOf(people), horizon);
}

function nothingWords(people: readonly Attendee[]): string {
  return l10n.t('No shared time found for {0}: their working hours are unknown.', namesOf(people));
}

function iconOf({ outside }: SharedSpan): string {
  if (outside.length === 0) return 'check';
  return outside.some(({ presence }) => presence === 'unsocial') ? 'warning' : 'circle-outline';
}
