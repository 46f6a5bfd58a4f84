/** Owns what a person can do with what was held or delivered: open, read, done, back, snooze, unsubscribe, deliver now. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Choice } from '../ask.js';
import { deliveredGroups, type Groups, heldCount, heldList, recentlyDone, snoozed } from '../model/digest.js';
import type { Act, ActTarget, Inbox, Parcel } from '../model/inbox.js';
import type { Attend } from '../model/mutation.js';
import { myRecord, visibleInbox } from '../model/queries.js';
import { webAddress } from '../model/team.js';
import { untilChoices } from '../time/said.js';
import { parcelLabel, reasonWords, subjectIcon } from '../views/parcelWords.js';
import { errorWords, plain } from '../views/plain.js';
import { endWords } from '../views/statusWords.js';
import { moment } from '../views/time.js';
import { typedEnd } from './typedEnd.js';

type Action = (app: App, parcel: Parcel) => Promise<unknown>;

/** Which parcels an action is for, where it was not called from a row. `subscribed`: those that one can unsubscribe from. */
type Which = 'delivered' | 'open' | 'subscribed' | 'away';

/** Runs an action on the row it was called from, or on one picked by the person. */
export function onParcel(
  action: Action,
  title: () => string,
  which: Which = 'open',
): (app: App, row?: unknown) => Promise<void> {
  return async (app, row) => {
    const inbox = visibleInbox(app.state());
    const key = typeof row === 'string' && row.startsWith('parcel/') ? row.slice('parcel/'.length) : undefined;
    const parcel = key === undefined ? await pick(app, inbox, title(), which) : inbox.parcels.get(key);
    if (parcel) await action(app, parcel);
  };
}

/** Enough to choose from by typing. */
const mostChoices = 200;

async function pick(app: App, inbox: Inbox, title: string, which: Which): Promise<Parcel | undefined> {
  const choices = parcelsFor(app, inbox, which)
    .slice(0, mostChoices)
    .map((parcel) => ({
      label: parcelLabel(parcel),
      description: `${reasonWords(parcel.reason)} · ${plain(parcel.repository, 60)}`,
      icon: subjectIcon(parcel.subject),
      value: parcel,
    }));
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(which === 'away' ? l10n.t('Nothing is snoozed or done') : l10n.t('Nothing has been delivered'));
  return undefined;
}

function parcelsFor(app: App, inbox: Inbox, which: Which): readonly Parcel[] {
  const delivered = Object.values(deliveredGroups(inbox)).flat();
  switch (which) {
    case 'delivered':
      return delivered;
    case 'open':
      return [...delivered, ...snoozed(inbox), ...heldTitles(app, inbox)];
    case 'subscribed':
      return parcelsFor(app, inbox, 'open').filter(({ thread }) => thread !== undefined);
    case 'away':
      return [...snoozed(inbox), ...recentlyDone(inbox, mostChoices)];
  }
}

/** Whoever wants to see only how many are held does not meet their titles here. */
function heldTitles(app: App, inbox: Inbox): readonly Parcel[] {
  return app.settings.get('deliveries.show') === 'titles' ? heldList(inbox) : [];
}

export const openParcel: Action = async (app, parcel) => {
  const server = app.state().team?.account.server;
  const address = server && webAddress(server, parcel);
  if (!address) return app.ask.say(l10n.t('It has no page of its own'));
  await app.editor.openAddress(address);
  if (parcel.isUnread) await attend(app, targetOf(parcel), { kind: 'read' });
};

export const readParcel: Action = (app, parcel) => attend(app, targetOf(parcel), { kind: 'read' });
export const doneParcel: Action = (app, parcel) => attend(app, targetOf(parcel), { kind: 'done' });
export const undoParcel: Action = (app, parcel) => attend(app, targetOf(parcel), { kind: 'undone' });

export const unsubscribeParcel: Action = async (app, parcel) => {
  await attend(app, targetOf(parcel), { kind: 'unsubscribe' }, l10n.t('You hear of it again when you are mentioned'));
};

export const snoozeParcel: Action = async (app, parcel) => {
  const until = await askUntil(app, l10n.t('Snooze until when? {0}', plain(parcelLabel(parcel), 60)));
  if (until) await attend(app, targetOf(parcel), { kind: 'snooze', until }, snoozedWords(app, until));
};

/** All that lies in the list, or in the group whose row it was called from. What cannot be saved is said once. */
export async function doneAll(app: App, row?: unknown): Promise<void> {
  if (!app.state().team) return;
  const parcels = groupAt(deliveredGroups(visibleInbox(app.state())), row);
  if (parcels.length === 0) return app.ask.say(l10n.t('Nothing has been delivered'));
  if (!(await app.ask.during(l10n.t('Marking all done'), allDone(app, parcels)))) return;
  app.ask.say(l10n.t('Done: {0}', parcels.length));
}

/** False where the disk has refused one: those after it are left as they are. */
async function allDone(app: App, parcels: readonly Parcel[]): Promise<boolean> {
  for (const parcel of parcels) if (!(await attend(app, targetOf(parcel), { kind: 'done' }))) return false;
  return true;
}

/** From the title of a view, VS Code hands over whatever row has the focus: only a group's says anything. */
function groupAt(groups: Groups, row: unknown): readonly Parcel[] {
  const [kind, name = ''] = typeof row === 'string' ? row.split('/') : [];
  if (kind !== 'delivered') return Object.values(groups).flat();
  return Object.hasOwn(groups, name) ? groups[name as keyof Groups] : [];
}

export async function deliverNow(app: App): Promise<void> {
  if (!(await deliverHeld(app))) app.ask.say(l10n.t('Nothing is held'));
}

/** False where nothing is held. */
export async function deliverHeld(app: App): Promise<boolean> {
  if (heldCount(visibleInbox(app.state())) === 0) return false;
  await attend(app, { kind: 'held' }, { kind: 'deliver' });
  return true;
}

/** From the toast: the whole delivery once more, later. */
export async function snoozeBatch(app: App, batch: string, minutes: number): Promise<void> {
  const until = new Date(app.now() + minutes * 60_000).toISOString();
  await attend(app, { kind: 'batch', batch }, { kind: 'snooze', until });
}

async function askUntil(app: App, title: string): Promise<string | undefined> {
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
    {
      label: l10n.t('Until something happens'),
      description: l10n.t('an answer, closed, merged'),
      icon: 'bell',
      value: 'activity',
    },
  ];
  return app.ask.pick(
    title,
    choices,
    (typed) => {
      const until = typedEnd(typed, now, zone, status);
      const unread = l10n.t('“{0}” is not a time such as 16:30, 2h or tomorrow', plain(typed, 60));
      return until
        ? [{ label: moment(until, now, zone), description: l10n.t('as typed'), icon: 'watch', value: until }]
        : [{ label: unread, icon: 'info', value: undefined }];
    },
    l10n.t('Choose, or type a time: 16:30, 2h, tomorrow'),
  );
}

function snoozedWords(app: App, until: string): string {
  return until === 'activity'
    ? l10n.t('Back when something happens')
    : l10n.t('Back {0}', moment(until, app.now(), app.editor.zone()));
}

function targetOf({ key, thread, at }: Parcel): ActTarget {
  return { kind: 'parcel', key, ...(thread !== undefined && { thread }), about: at };
}

/** False, with a word about it, where the disk refuses. */
async function attend(app: App, target: Attend['target'], act: Attend['act'] | Act, saved?: string): Promise<boolean> {
  const { team } = app.state();
  if (!team) return false;
  try {
    const at = new Date(app.now()).toISOString();
    await app.desk.record({ kind: 'attend', id: app.newId(), at, team, target, act });
  } catch (error) {
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
    return false;
  }
  if (saved) app.ask.say(saved);
  return true;
}
