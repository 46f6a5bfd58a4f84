/** What a person can do with what was held or delivered: open, read, done, back, snooze, unsubscribe, deliver now. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { errorWords, plain } from '../../base/plainText.js';
import type { InboxAction } from '../../model/board/mutation.js';
import { referenceKey } from '../../model/board/reference.js';
import { fullName, isSameName, webAddress } from '../../model/board/team.js';
import { untilChoices } from '../../model/hours/declared.js';
import { readTime } from '../../model/hours/typedTime.js';
import type { ActionTarget, EntryAction } from '../../model/inbox/actions.js';
import type { EntryKey, Inbox, InboxEntry } from '../../model/inbox/entries.js';
import { deliveredGroups, type Groups, heldCount, heldList, recentlyDone, snoozed } from '../../model/inbox/groups.js';
import { myRecord, visibleInbox } from '../../model/members.js';
import { type State, visible } from '../../model/state.js';
import { type ThreadKey, threadKey, threadTitled } from '../../model/threads/thread.js';
import { ledger, type Wait } from '../../model/waits/ledger.js';
import { entryAbout, inWaiting } from '../../views/deliveries/news.js';
import { entryLabel, groupsNow, overWords, reasonWords, subjectIcon } from '../../views/deliveries/words.js';
import { keyIn } from '../../views/words/row.js';
import { endWords } from '../../views/words/status.js';
import { moment } from '../../views/words/time.js';
import { unreadTime } from '../typedTime.js';
import { sayWithUndo } from '../undo.js';

type Action = (app: App, entry: InboxEntry) => Promise<unknown>;

/** Which entries an action is for, where it was not called from a row. `subscribed`: those that one can unsubscribe from. */
type Which = 'delivered' | 'open' | 'subscribed' | 'away';

/** Runs an action on the row it was called from, or on one picked by the person. */
export function onEntry(
  action: Action,
  title: () => string,
  which: Which = 'open',
): (app: App, row?: unknown) => Promise<void> {
  return async (app, row) => {
    const inbox = visibleInbox(app.state());
    const key = typeof row === 'string' ? keyAt(app.state(), row) : undefined;
    const entry = key === undefined ? await pick(app, inbox, title(), which) : inbox.entries.get(key);
    if (entry) await action(app, entry);
  };
}

/** Of a row in *Deliveries*, or of one in *Waiting* of which something has come in. */
function keyAt(state: State, row: string): EntryKey | undefined {
  if (row.startsWith('entry/')) return row.slice('entry/'.length);
  const wait = Object.values(ledger(state))
    .flat()
    .find(({ key }) => key === keyIn(row));
  return wait && entryAbout(state, wait)?.key;
}

/** Enough to choose from by typing. */
const mostChoices = 200;

async function pick(app: App, inbox: Inbox, title: string, which: Which): Promise<InboxEntry | undefined> {
  const choices = entriesFor(app, inbox, which)
    .slice(0, mostChoices)
    .map((entry) => ({
      label: entryLabel(entry),
      description: `${overWords(app.state(), entry) ?? reasonWords(entry)} · ${plain(entry.repository, 60)}`,
      icon: subjectIcon(entry.subject),
      value: entry,
    }));
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(which === 'away' ? l10n.t('Nothing is snoozed or done') : l10n.t('Nothing has been delivered'));
  return undefined;
}

function entriesFor(app: App, inbox: Inbox, which: Which): readonly InboxEntry[] {
  const delivered = Object.values(deliveredGroups(inbox)).flat();
  switch (which) {
    case 'delivered':
      return delivered;
    case 'open':
      return [...delivered, ...snoozed(inbox), ...heldTitles(app, inbox)];
    case 'subscribed':
      return entriesFor(app, inbox, 'open').filter(({ thread }) => thread !== undefined);
    case 'away':
      return [...snoozed(inbox), ...recentlyDone(inbox, mostChoices)];
  }
}

/** Whoever wants to see only how many are held does not meet their titles here. */
function heldTitles(app: App, inbox: Inbox): readonly InboxEntry[] {
  return app.settings.get('deliveries.heldItems') === 'titles' ? heldList(inbox) : [];
}

export const openDelivered: Action = async (app, entry) => {
  const server = app.state().team?.account.server;
  const thread = threadIn(app.state(), entry);
  const address = server && webAddress(server, entry);
  if (entry.subject === 'note') await app.run('makertime.openNotes');
  else if (thread) app.showThread(thread);
  else if (address) await app.editor.openAddress(address);
  else return app.ask.say(l10n.t('It has no page on GitHub'));
  if (entry.isUnread) await attend(app, targetOf(entry), { kind: 'read' });
};

/** Of the team repository. GitHub does not always say which discussion it is: then its title does, where one alone has it. */
function threadIn(state: State, { subject, repository, number, title }: InboxEntry): ThreadKey | undefined {
  const { team } = state;
  if (subject !== 'discussion' || !team || !isSameName(repository, fullName(team.repository))) return undefined;
  return number === undefined ? threadTitled(visible(state).threads, title)?.key : threadKey(number);
}

export const markRead: Action = (app, entry) => attend(app, targetOf(entry), { kind: 'read' });
export const markDone: Action = (app, entry) => attend(app, targetOf(entry), { kind: 'done' });
/** Whoever wants back what they unsubscribed from is to hear of it again. */
export const moveBack: Action = (app, entry) =>
  attend(app, targetOf(entry), { kind: entry.isMuted ? 'subscribe' : 'undone' });

export const unsubscribe: Action = async (app, entry) => {
  if (!(await attend(app, targetOf(entry), { kind: 'unsubscribe' }))) return;
  const words = l10n.t("Unsubscribed. You'll still hear about it if someone mentions you.");
  sayWithUndo(app, words, async () => void (await attend(app, targetOf(entry), { kind: 'subscribe' })));
};

export const snooze: Action = async (app, entry) => {
  const until = await askUntil(app, l10n.t('Snooze “{0}” until…', plain(entryLabel(entry), 60)));
  if (until) await attend(app, targetOf(entry), { kind: 'snooze', until }, snoozedWords(app, until));
};

/** A discussion, whether anything of it has come in or not. */
export async function snoozeDiscussion(app: App, title: string, repository: string, number: number): Promise<void> {
  const until = await askUntil(app, l10n.t('Snooze “{0}” until…', plain(title, 60)), 'time');
  if (!until) return;
  const target = { kind: 'parcel', key: referenceKey(repository, number) } as const;
  const act = { kind: 'remind', title, until, discussion: { repository, number } } as const;
  await attend(app, target, act, snoozedWords(app, until));
}

/** All that *Deliveries* shows, or the group whose row it was called from. What cannot be saved is said once. */
export async function markAllDone(app: App, row?: unknown): Promise<void> {
  if (!app.state().team) return;
  const state = app.state();
  const isElsewhere = inWaiting(state, app.waiting());
  const groups = deliveredGroups(visibleInbox(state), (entry) => !isElsewhere(entry));
  const entries = groupAt(groupsNow(state, groups), row);
  if (entries.length === 0) return app.ask.say(l10n.t('Nothing has been delivered'));
  if (!(await app.ask.during(l10n.t('Marking all as done…'), allDone(app, entries)))) return;
  sayWithUndo(app, l10n.t('Marked as done: {0}', entries.length), async () => {
    for (const entry of entries) if (!(await attend(app, targetOf(entry), { kind: 'undone' }))) return;
  });
}

/** False where the disk has refused one: those after it are left as they are. */
async function allDone(app: App, entries: readonly InboxEntry[]): Promise<boolean> {
  for (const entry of entries) if (!(await attend(app, targetOf(entry), { kind: 'done' }))) return false;
  return true;
}

/** From the title of a view, VS Code hands over whatever row has the focus: only a group's says anything. */
function groupAt(groups: Groups, row: unknown): readonly InboxEntry[] {
  const [kind, name = ''] = typeof row === 'string' ? row.split('/') : [];
  if (kind !== 'delivered') return Object.values(groups).flat();
  return Object.hasOwn(groups, name) ? groups[name as keyof Groups] : [];
}

/** All that is marked as new in *Waiting*, or in the group whose row it was called from: it goes on waiting. */
export async function markAllRead(app: App, row?: unknown): Promise<void> {
  const state = app.state();
  const { forMe, mine } = ledger(state);
  const groups: Readonly<Record<string, readonly Wait[]>> = { forMe, mine };
  const waits = (typeof row === 'string' ? groups[row] : undefined) ?? [...forMe, ...mine];
  const entries = new Set(waits.flatMap((wait) => entryAbout(state, wait) ?? []));
  const unread = [...entries].filter(({ stage, isUnread }) => stage.kind === 'delivered' && isUnread);
  if (unread.length === 0) return app.ask.say(l10n.t('Nothing is unread'));
  for (const entry of unread) if (!(await markRead(app, entry))) return;
}

export async function deliverNow(app: App): Promise<void> {
  if (!(await deliverHeld(app))) app.ask.say(l10n.t('Nothing is held'));
}

/**
 * False where nothing is held.
 * @param at ISO instant of the delivery: another window that sees the same reason for one delivers the same
 */
export async function deliverHeld(app: App, at?: string): Promise<boolean> {
  if (heldCount(visibleInbox(app.state())) === 0) return false;
  await attend(app, { kind: 'held' }, { kind: 'deliver' }, undefined, at);
  return true;
}

/** From the toast: the whole delivery once more, later. */
export async function snoozeBatch(app: App, batch: string, minutes: number): Promise<void> {
  const until = new Date(app.now() + minutes * 60_000).toISOString();
  await attend(app, { kind: 'batch', batch }, { kind: 'snooze', until });
}

async function askUntil(app: App, title: string, what: 'time' | 'any' = 'any'): Promise<string | undefined> {
  const now = app.now();
  const zone = app.editor.zone();
  const status = myRecord(app.state())?.status;
  const choices: Choice<string>[] = [
    ...untilChoices(status, now, zone).map(({ kind, at }) => ({
      label: endWords(kind),
      description: moment(at, now, zone),
      icon: 'watch',
      value: at,
    })),
    ...(what === 'time' ? [] : [untilActivity()]),
  ];
  return app.ask.pick(title, choices, {
    typed: (typed) => {
      const until = readTime(typed, { now, zone, meaning: 'until', ...(status && { status }) });
      return until
        ? [{ label: moment(until, now, zone), description: l10n.t('as typed'), icon: 'watch', value: until }]
        : [unreadTime(typed)];
    },
    placeholder: l10n.t('Select, or type a time: 16:30, 2h, tomorrow'),
  });
}

function untilActivity(): Choice<string> {
  return {
    label: l10n.t('Until there is activity'),
    description: l10n.t('a reply, close or merge'),
    icon: 'bell',
    value: 'activity',
  };
}

function snoozedWords(app: App, until: string): string {
  return until === 'activity'
    ? l10n.t('Snoozed until there is activity')
    : l10n.t('Snoozed until {0}', moment(until, app.now(), app.editor.zone()));
}

/** What the person has looked at where it waits for them is read. */
export async function readEntry(app: App, repository: string, number: number | undefined): Promise<void> {
  const entry =
    number === undefined ? undefined : visibleInbox(app.state()).entries.get(referenceKey(repository, number));
  if (entry?.stage.kind === 'delivered' && entry.isUnread) await markRead(app, entry);
}

/** What the person has dealt with themselves waits for them no more. Whatever GitHub tells of it later is news. */
export async function settleEntry(app: App, repository: string, number: number | undefined): Promise<void> {
  const entry =
    number === undefined ? undefined : visibleInbox(app.state()).entries.get(referenceKey(repository, number));
  if (entry && entry.stage.kind !== 'done') await markDone(app, entry);
}

function targetOf({ key, thread, at }: InboxEntry): ActionTarget {
  return { kind: 'parcel', key, ...(thread !== undefined && { thread }), about: at };
}

/** False, with a word about it, where the disk refuses. */
async function attend(
  app: App,
  target: InboxAction['target'],
  act: InboxAction['act'] | EntryAction,
  saved?: string,
  at = new Date(app.now()).toISOString(),
): Promise<boolean> {
  const { team } = app.state();
  if (!team) return false;
  try {
    await app.connection.record({ kind: 'attend', id: app.newId(), at, team, target, act });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
  if (saved) app.ask.say(saved);
  return true;
}
