/** Owns what a person can do with a blocker on the board: look, answer, reassign, resolve, open. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Item, ItemKey } from '../model/item.js';
import type { Changes, Mutation } from '../model/mutation.js';
import { visible } from '../model/state.js';
import { issueAddress, type Team } from '../model/team.js';
import { waiting } from '../model/waiting.js';
import { errorWords, plain } from '../views/plain.js';
import { waitingRows } from '../views/waiting.js';
import { depend } from './depend.js';
import { askChanges, askOwner } from './details.js';
import { keepThis } from './keepAnswer.js';
import { park } from './park.js';

type Action = (app: App, item: Item, team: Team) => Promise<void>;

/** Runs an action on the row it was called from, or on a blocker picked by the person. */
export function onItem(action: Action, title: () => string): (app: App, row?: unknown) => Promise<void> {
  return async (app, row) => {
    const { team } = app.state();
    const item =
      typeof row === 'string' ? visible(app.state()).items.get(row as ItemKey) : await pickItem(app, title());
    // An issue's number means something only together with the team it was seen in.
    if (item && team) await action(app, item, team);
  };
}

async function pickItem(app: App, title: string): Promise<Item | undefined> {
  const state = app.state();
  const { forMe, mine, team } = waiting(state);
  const described = new Map(
    waitingRows(state, app.now())
      .flatMap((group) => group.children ?? [])
      .map((row) => [row.id, row.description]),
  );
  const choices = [...forMe, ...mine, ...team].map((item) => {
    const description = described.get(item.key);
    return { label: plain(item.title), icon: 'circle-slash', value: item, ...(description && { description }) };
  });
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(l10n.t('No open blockers'));
  return undefined;
}

export const showItem: Action = async (app, item, team) => {
  const choices: { label: string; icon: string; value: Action }[] = [];
  if (item.number !== undefined)
    choices.push({ label: l10n.t('Open on GitHub'), icon: 'link-external', value: openOnGitHub });
  choices.push({ label: l10n.t('Comment'), icon: 'comment', value: comment });
  if (item.record === 'ours') choices.push({ label: l10n.t('Reassign'), icon: 'account', value: reassign });
  choices.push({ label: l10n.t('Resolve'), icon: 'check', value: resolve });
  if (item.record === 'ours') choices.push({ label: l10n.t('Change'), icon: 'edit', value: changeBlocker });
  choices.push({ label: l10n.t('Park this branch until it is resolved'), icon: 'archive', value: park });
  const action = await app.ask.pick(plain(item.title, 80), choices);
  await action?.(app, item, team);
};

export const comment: Action = async (app, item, team) => {
  const answer = await app.ask.line({
    title: l10n.t('Comment on: {0}', plain(item.title, 80)),
    placeholder: l10n.t('Your answer, then Enter'),
    draft: `comment/${item.key}`,
    check: (text) => (text.trim() ? undefined : { kind: 'error', message: l10n.t('Nothing to send yet') }),
  });
  if (answer)
    await save(
      app,
      item,
      team,
      (base) => ({ ...base, kind: 'comment', record: app.newId(), text: answer.text.trim() }),
      l10n.t('Comment saved'),
      answer.text,
    );
};

export const resolve: Action = async (app, item, team) => {
  const answer = await app.ask.line({
    title: l10n.t('Resolve: {0}', plain(item.title, 80)),
    placeholder: l10n.t('What was the answer? (may stay empty) Enter resolves'),
    draft: `resolve/${item.key}`,
    more: l10n.t('Resolve and keep the answer as documentation'),
  });
  if (!answer) return;
  const text = answer.text.trim();
  const saved =
    text === '' ||
    (await save(app, item, team, (base) => ({ ...base, kind: 'comment', record: app.newId(), text }), undefined, text));
  const isResolved =
    saved && (await save(app, item, team, (base) => ({ ...base, kind: 'resolve' }), l10n.t('Resolved, saved')));
  if (isResolved && answer.wantsMore && text !== '') await keepThis(app, team, item, text);
};

export const reassign: Action = async (app, item, team) => {
  const owner = await askOwner(app, l10n.t('Who has to do something about: {0}', plain(item.title, 80)));
  if (owner) await change(app, item, team, { owner }, l10n.t('Saved: now needed from @{0}', owner));
};

export const changeBlocker: Action = async (app, item, team) => {
  if (item.record !== 'ours')
    return app.ask.say(l10n.t('Change it on GitHub: its record is not one this Makertime can write'));
  const changes = await askChanges(app, item);
  if (!changes) return;
  const typed = changes.title ?? changes.outcome ?? undefined;
  const isSaved = await change(app, item, team, changes, l10n.t('Change saved'), typed);
  if (isSaved && changes.blocks !== undefined)
    await depend(app, team, item.key, changes.blocks, item.blocks, item.number);
};

export const openOnGitHub: Action = async (app, item, team) => {
  if (item.number !== undefined) await app.editor.openAddress(issueAddress(team, item.number));
  else app.ask.say(l10n.t('It is not on GitHub yet'));
};

function change(app: App, item: Item, team: Team, changes: Changes, saved: string, words?: string): Promise<boolean> {
  return save(app, item, team, (base) => ({ ...base, kind: 'edit', changes }), saved, words);
}

type About = Pick<Mutation, 'id' | 'at' | 'team'> & { readonly target: ItemKey; readonly number?: number };

/** @param words what was typed, to be given back should the disk refuse */
async function save(
  app: App,
  item: Item,
  team: Team,
  make: (base: About) => Mutation,
  saved: string | undefined,
  words = '',
): Promise<boolean> {
  const base: About = {
    id: app.newId(),
    at: new Date(app.now()).toISOString(),
    team,
    target: item.key,
    ...(item.number !== undefined && { number: item.number }),
  };
  try {
    await app.desk.record(make(base));
    if (saved) app.ask.say(saved);
    return true;
  } catch (error) {
    if (words) await app.editor.copy(words);
    const why = errorWords(error);
    await app.ask.tell(
      words ? l10n.t('Not saved: {0}. Your text is on the clipboard.', why) : l10n.t('Not saved: {0}', why),
    );
    return false;
  }
}
