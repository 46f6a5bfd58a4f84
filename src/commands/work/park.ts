/** Putting work aside until a blocker is resolved, and coming back to it. Refuses rather than touch what is not saved. */

import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import type { Item, ItemKey } from '../../model/board/item.js';
import type { Bench, Park, Tree } from '../../model/local/park.js';
import { parksByThing } from '../../model/members.js';
import { answeredWords, fileCount, inTheWayWords, parkRows, untidyWords } from '../../views/now/parks.js';
import { awaitedFrom } from '../../views/waiting/blockerRow.js';
import { folderPath, parkedPlace } from '../../views/words/parked.js';
import { startNextTask } from './nextTask.js';

export async function park(app: App, item: Item): Promise<void> {
  if (item.state === 'closed') return app.ask.say(l10n.t('Already resolved'));
  const outcome = await putAside(app, item.key, item.title);
  if (outcome.kind === 'parked') app.ask.say(outcome.message);
  else await app.ask.tell(outcome.message);
}

/** Right after a capture: parks without asking, then offers the next task. */
export async function parkAndGoOn(app: App, target: ItemKey, title: string): Promise<void> {
  const outcome = await putAside(app, target, title);
  // What could not be kept is not left either.
  if (outcome.kind === 'failed') return app.ask.tell(outcome.message);
  const who = awaitedFrom(app.state(), target, app.now(), app.editor.zone());
  app.ask.say([outcome.message, who].filter(Boolean).join(' · '));
  await startNextTask(app);
}

interface Outcome {
  readonly kind: 'parked' | 'nothing' | 'failed';
  readonly message: string;
}

async function putAside(app: App, target: ItemKey, title: string): Promise<Outcome> {
  const bench = await app.workshop.bench();
  if (!bench) return { kind: 'nothing', message: l10n.t('Nothing to park: no folder is open in this window') };
  const place = bench.branch ?? bench.commit;
  if (place === undefined && bench.files.length === 0)
    return { kind: 'nothing', message: l10n.t('Nothing to park: no branch and no open files') };
  const earlier = app.state().parks.filter((one) => one.target === target && one.root === bench.root);
  const repository = app.state().team?.repository.id;
  const at = new Date(app.now()).toISOString();
  try {
    await app.parking.add({ ...bench, id: app.newId(), at, target, title, ...(repository && { repository }) });
    for (const { id } of earlier) await app.parking.forget(id);
  } catch (error) {
    return { kind: 'failed', message: l10n.t('Could not park: {0}', errorWords(error)) };
  }
  return { kind: 'parked', message: parkedWords(bench) };
}

function parkedWords(bench: Bench): string {
  const place = parkedPlace(bench);
  const { length } = bench.files;
  if (bench.branch === undefined && bench.commit === undefined)
    return l10n.t('Parked {0} from {1}, without a branch', fileCount(length), place);
  return length === 0
    ? l10n.t('Parked: {0}, no open files', place)
    : l10n.t('Parked: {0}, {1}', place, fileCount(length));
}

/** @param row of an entry or of a park */
export async function returnToParked(app: App, row?: unknown): Promise<void> {
  const found = await chosenPark(app, row, l10n.t('Select parked work to return to'));
  if (found) await bringBack(app, found);
}

export async function unpark(app: App, row?: unknown): Promise<void> {
  const found = await chosenPark(app, row, l10n.t('Select parked work to unpark'));
  if (found && (await forget(app, found))) app.ask.say(l10n.t('Unparked: {0}', parkedPlace(found)));
}

async function chosenPark(app: App, row: unknown, title: string): Promise<Park | undefined> {
  const state = app.state();
  if (typeof row === 'string') {
    const found = row.startsWith('entry/')
      ? parksByThing(state).get(row.slice('entry/'.length))
      : state.parks.find(({ id }) => row === `park/${id}`);
    if (!found) app.ask.say(l10n.t('It is no longer parked'));
    return found;
  }
  const rows = parkRows(state, app.now(), app.editor.zone());
  const choices = state.parks.map((value, place) => {
    const { label = '', description, icon } = rows[place] ?? {};
    return { label, value, ...(description && { description }), ...(icon && { icon }) };
  });
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(l10n.t('Nothing is parked'));
  return undefined;
}

async function bringBack(app: App, found: Park): Promise<void> {
  const tree = await app.workshop.tree(found.root);
  switch (tree.kind) {
    case 'elsewhere':
      return app.ask.tell(
        l10n.t(
          'This was parked in another folder. Open {0} and return from there.',
          plain(folderPath(found.root), 200),
        ),
      );
    case 'bare':
      return openBare(app, found, tree.branch);
    case 'git':
      return switchAndOpen(app, found, tree);
  }
}

/** Without git, or where it may not run, nobody can switch. */
async function openBare(app: App, found: Park, branch: string | undefined): Promise<void> {
  const goal = found.branch ?? found.commit;
  if (goal === undefined || goal === branch) return openAndForget(app, found, backWords(found));
  await openFiles(app, found);
  await app.ask.tell(
    l10n.t('Git is not available here. The files are open; switch to {0} yourself.', parkedPlace(found)),
  );
}

async function switchAndOpen(app: App, found: Park, tree: Tree & { readonly kind: 'git' }): Promise<void> {
  const goal = found.branch ?? found.commit;
  if (goal === undefined || goal === tree.branch) return openAndForget(app, found, backWords(found));
  const untidy = untidyWords(tree);
  if (untidy) return app.ask.tell(untidy);
  const place = parkedPlace(found);
  const switched = await app.ask.during(l10n.t('Switching to {0}…', place), app.workshop.checkOut(found.root, goal));
  switch (switched.kind) {
    case 'done': {
      const hasMoved = found.commit !== undefined && switched.commit !== undefined && found.commit !== switched.commit;
      const moved = l10n.t('Back on {0}; the branch has changed since', place);
      return openAndForget(app, found, hasMoved ? moved : backWords(found));
    }
    case 'made':
      return openAndForget(app, found, backWords(found));
    case 'gone':
      return offerFiles(app, found);
    case 'inTheWay':
      return app.ask.tell(inTheWayWords(switched.paths));
    case 'refused':
      return app.ask.tell(l10n.t('Git could not switch to {0}: {1}', place, plain(switched.detail)));
  }
}

function backWords(found: Park): string {
  return l10n.t('Back on {0}', parkedPlace(found));
}

async function offerFiles(app: App, found: Park): Promise<void> {
  const gone = l10n.t('{0} no longer exists', parkedPlace(found));
  if (found.files.length === 0) return app.ask.tell(gone);
  const detail = l10n.t('Nothing was changed. You can open those of its files that still exist.');
  if (await app.ask.confirm(gone, detail, l10n.t('Open Files'))) await openFiles(app, found);
}

/** What cannot be read now may be later, so it stays parked; what is gone will not come back by waiting. */
async function openAndForget(app: App, found: Park, message: string): Promise<void> {
  app.ask.say([message, answeredWords(app.state(), found)].filter(Boolean).join(' · '));
  if ((await openFiles(app, found)) === 'whole') await forget(app, found);
}

async function openFiles(app: App, { root, files }: Park): Promise<'whole' | 'inPart'> {
  const missing = await app.workshop.open(root, files);
  if (missing.length === 0) return 'whole';
  const names = (why: string) => missing.filter((one) => one.why === why).map(({ path }) => path);
  const [gone, unreadable] = [names('gone'), names('unreadable')];
  const words = [
    gone.length > 0 && l10n.t('No longer exists: {0}', plain(gone.join(', '))),
    unreadable.length > 0 && l10n.t('Could not open: {0}', plain(unreadable.join(', '))),
  ];
  void app.ask.tell(words.filter(Boolean).join('. '));
  return unreadable.length > 0 ? 'inPart' : 'whole';
}

async function forget(app: App, { id }: Park): Promise<boolean> {
  try {
    await app.parking.forget(id);
    return true;
  } catch (error) {
    app.ask.say(l10n.t('Could not remove it from the list: {0}', errorWords(error)));
    return false;
  }
}
