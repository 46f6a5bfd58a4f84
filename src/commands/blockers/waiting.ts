/** What can be done with whatever is awaited, and which part of it *Waiting* shows. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import { kinds } from '../../model/board/kinds.js';
import type { GivePromise } from '../../model/board/mutation.js';
import { myStatus } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { threadKey } from '../../model/threads/thread.js';
import { addressOf, ledger, placeOf, type Wait } from '../../model/waits/ledger.js';
import { hasPromised, isPromisable, type Promisable } from '../../model/waits/promises.js';
import { heldFreed } from '../../views/deliveries/news.js';
import { icons } from '../../views/waiting/linkRow.js';
import { waitingRows } from '../../views/waiting/view.js';
import { keyIn } from '../../views/words/row.js';
import { saidMoment } from '../../views/words/time.js';
import { readEntry } from '../inbox/deliveries.js';
import { askPromise } from './details.js';

/** A row may be older than what GitHub has told since: what is awaited no longer has nothing to be opened. */
export async function openWaiting(app: App, row?: unknown): Promise<void> {
  const state = app.state();
  const wait = waitAt(state, row);
  if (!state.team || !wait) return app.ask.say(l10n.t('Nobody is waiting for this anymore'));
  const address = addressOf(wait, state.team);
  const isThread =
    wait.kind === 'question' || wait.kind === 'decision' || wait.kind === 'checkIn' || wait.kind === 'memo';
  if (isThread) app.showThread(threadKey(wait.asked.number));
  else if (address) await app.editor.openAddress(address);
  else return app.ask.say(l10n.t('It has no page on GitHub'));
  const { repository, number } = placeOf(wait, state.team);
  await readEntry(app, repository, number);
}

/** For a message, a commit or another tool. */
export async function copyLink(app: App, row?: unknown): Promise<void> {
  const state = app.state();
  const wait = waitAt(state, row);
  const address = state.team && wait && addressOf(wait, state.team);
  if (address === undefined) return app.ask.say(l10n.t('It has no page on GitHub'));
  await app.editor.copy(address);
  app.ask.say(l10n.t('Link copied'));
}

function waitAt(state: State, row: unknown): Wait | undefined {
  return [...Object.values(ledger(state)).flat(), ...heldFreed(state, 'all')].find(
    ({ key }) => typeof row === 'string' && key === keyIn(row),
  );
}

/** Nobody is asked for a promise, and nobody counts whether it was kept. */
export async function promise(app: App, row?: unknown): Promise<void> {
  const waits = ledger(app.state()).forMe.filter(isPromisable);
  const wait = typeof row === 'string' ? waits.find(({ key }) => key === keyIn(row)) : await pickPromisable(app, waits);
  const state = app.state();
  const { team } = state;
  if (!wait || !team) {
    if (typeof row === 'string') app.ask.say(l10n.t('It is not waiting for you'));
    return;
  }
  const { title } = thingOf(wait);
  const promised = await askPromise(app, title, hasPromised(state, wait) ? 'promised' : 'none');
  if (promised === undefined) return;
  const mutation: GivePromise = {
    kind: 'promise',
    id: app.newId(),
    at: new Date(app.now()).toISOString(),
    team,
    ...targetOf(wait),
    promised,
    zone: myStatus(app.state())?.zone ?? app.editor.zone(),
  };
  try {
    await app.connection.record(mutation);
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return;
  }
  const words = promised && l10n.t('Promised for {0}', saidMoment(Date.parse(promised), app.now(), app.editor.zone()));
  app.ask.say(words ?? l10n.t('Promise withdrawn'));
}

function thingOf(wait: Promisable) {
  return wait.kind === 'item' ? wait.item : wait.asked;
}

function targetOf(wait: Promisable) {
  if (wait.kind !== 'item')
    return { on: wait.kind === 'review' ? 'pullRequest' : 'discussion', number: wait.asked.number } as const;
  const { key, number } = wait.item;
  return { target: key, ...(number !== undefined && { number }) };
}

async function pickPromisable(app: App, waits: readonly Promisable[]): Promise<Promisable | undefined> {
  const described = descriptionsNow(app);
  const choices = waits.map((wait) => {
    const description = described.get(wait.key);
    return {
      label: plain(thingOf(wait).title) || l10n.t('(no title)'),
      icon: wait.kind === 'item' ? kinds[wait.item.kind].icon : icons[wait.kind],
      value: wait,
      ...(description && { description }),
    };
  });
  if (choices.length > 0) return app.ask.pick(l10n.t('Select what you will look at'), choices);
  app.ask.say(l10n.t('Nothing is waiting for you'));
  return undefined;
}

/** What *Waiting* says of its rows, by their keys. */
export function descriptionsNow(app: App): ReadonlyMap<string, string | undefined> {
  const rows = waitingRows(app.state(), app.now()).flatMap((group) => group.children ?? []);
  return new Map(rows.map((row) => [row.id, row.description]));
}

export function showBlockersOnly(app: App): void {
  app.showWaiting('onlyBlocked');
}

export function showAllWaiting(app: App): void {
  app.showWaiting('all');
}
