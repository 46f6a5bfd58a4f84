/** What a person can do with a blocker on the board: look, answer, reassign, resolve, open. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import { type AwaitedItem, type ItemKey, isAwaitedItem, isOwnedBy, itemAddress } from '../../model/board/item.js';
import { kinds } from '../../model/board/kinds.js';
import type { Changes, Mutation } from '../../model/board/mutation.js';
import { fullName, type Team } from '../../model/board/team.js';
import { visible } from '../../model/state.js';
import { openBlockers } from '../../model/waits/openBlockers.js';
import { keyIn } from '../../views/words/row.js';
import { readEntry, settleEntry } from '../inbox/deliveries.js';
import { sayWithUndo } from '../undo.js';
import { appendAnswer, askDocument } from '../work/keepAnswer.js';
import { park } from '../work/park.js';
import { depend } from './depend.js';
import { askChanges, askOwner } from './details.js';
import { descriptionsNow, promise } from './waiting.js';

type Action = (app: App, item: AwaitedItem, team: Team) => Promise<void>;

/** Runs an action on the row it was called from, or on one picked by the person: only on what somebody waits for. */
export function onItem(
  action: Action,
  title: () => string,
  which: 'open' | 'closed' = 'open',
): (app: App, row?: unknown) => Promise<void> {
  return async (app, row) => {
    const { team } = app.state();
    const item =
      typeof row === 'string'
        ? visible(app.state()).items.get(keyIn(row) as ItemKey)
        : await picks[which](app, title());
    // An issue's number means something only together with the team it was seen in.
    if (!item || !isAwaitedItem(item) || !team) return;
    await action(app, item, team);
    await readEntry(app, fullName(team.repository), item.number);
  };
}

const picks = {
  open: pickOpen,
  closed: pickClosed,
};

async function pickOpen(app: App, title: string): Promise<AwaitedItem | undefined> {
  const { forMe, mine, team } = openBlockers(app.state());
  const described = descriptionsNow(app);
  const choices = [...forMe, ...mine, ...team].map((item) => {
    const description = described.get(item.key);
    return { label: plain(item.title), icon: kinds[item.kind].icon, value: item, ...(description && { description }) };
  });
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(l10n.t('No open blockers'));
  return undefined;
}

/** Longer lists are read by typing. */
const mostClosed = 200;

/** The latest first. */
async function pickClosed(app: App, title: string): Promise<AwaitedItem | undefined> {
  const closed = [...visible(app.state()).items.values()]
    .filter((item) => item.state === 'closed')
    .filter(isAwaitedItem)
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, mostClosed);
  const choices = closed.map((item) => ({
    label: plain(item.title, 120) || l10n.t('(no title)'),
    icon: kinds[item.kind].icon,
    value: item,
    ...(item.number !== undefined && { description: `#${item.number}` }),
  }));
  if (choices.length > 0) return app.ask.pick(title, choices);
  app.ask.say(l10n.t('No resolved blockers'));
  return undefined;
}

export const showBlocker: Action = async (app, item, team) => {
  const choices: { label: string; icon: string; value: Action }[] = [];
  if (item.number !== undefined)
    choices.push({ label: l10n.t('Open on GitHub'), icon: 'link-external', value: openOnGitHub });
  choices.push({ label: l10n.t('Comment'), icon: 'comment', value: comment });
  if (item.record === 'ours') {
    const isMine = isOwnedBy(item, team.account, visible(app.state()).teamFile);
    if (isWaitingForMe(app, item))
      choices.push({ label: l10n.t('Promise a time'), icon: 'bell', value: (app, { key }) => promise(app, key) });
    if (!isMine) choices.push({ label: l10n.t('Assign to me'), icon: 'person-add', value: assignToMe });
    choices.push({ label: l10n.t('Reassign'), icon: 'account', value: reassign });
    if (item.owner) choices.push({ label: l10n.t('Unassign'), icon: 'circle-slash', value: unassign });
  }
  if (item.state === 'closed') choices.push({ label: l10n.t('Reopen'), icon: 'issue-reopened', value: reopen });
  else {
    choices.push({ label: l10n.t('Resolve'), icon: 'check', value: resolve });
    choices.push({ label: l10n.t('Close as not needed'), icon: 'issue-closed', value: closeAsNotNeeded });
  }
  if (item.record === 'ours') choices.push({ label: l10n.t('Edit'), icon: 'edit', value: editBlocker });
  choices.push({ label: l10n.t('Park this branch until it is resolved'), icon: 'archive', value: park });
  const action = await app.ask.pick(plain(item.title, 80), choices);
  await action?.(app, item, team);
};

export const comment: Action = async (app, item, team) => {
  const answer = await app.ask.line({
    title: l10n.t('Comment on “{0}”', plain(item.title, 80)),
    placeholder: l10n.t('Your comment, then Enter'),
    draft: `comment/${item.key}`,
    check: (text) => (text.trim() ? undefined : { kind: 'error', message: l10n.t('Type a comment first') }),
  });
  if (!answer) return;
  const text = answer.text.trim();
  const make = (base: About): Mutation => ({ ...base, kind: 'comment', record: app.newId(), text });
  if (await save(app, item, team, make, answer.text)) app.ask.say(l10n.t('Comment saved'));
};

export const resolve: Action = async (app, item, team) => {
  const draft = `resolve/${item.key}`;
  const answer = await app.ask.line({
    title: l10n.t('Resolve: {0}', plain(item.title, 80)),
    placeholder: l10n.t('What was the answer? (optional; Enter resolves)'),
    draft,
    more: l10n.t('Resolve and save the answer to a document'),
  });
  if (!answer) return;
  const text = answer.text.trim();
  // Asked before anything is saved: Escape in the second box as in the first resolves nothing.
  const document = answer.wantsMore && text !== '' ? await askDocument(app) : undefined;
  if (answer.wantsMore && text !== '' && !document) return app.ask.keep(draft, answer.text);
  const comment =
    text === ''
      ? undefined
      : await save(app, item, team, (base) => ({ ...base, kind: 'comment', record: app.newId(), text }), text);
  if (text !== '' && !comment) return;
  const closing = await save(app, item, team, (base) => ({ ...base, kind: 'resolve' }));
  if (!closing) return;
  await settleEntry(app, fullName(team.repository), item.number);
  sayWithUndo(app, l10n.t('Resolved'), () => openAgain(app, item, team, [closing, comment]));
  if (document) await appendAnswer(app, team, item, text, document.file);
};

export const closeAsNotNeeded: Action = async (app, item, team) => {
  const closing = await save(app, item, team, (base) => ({ ...base, kind: 'resolve', isNotNeeded: true }));
  if (!closing) return;
  await settleEntry(app, fullName(team.repository), item.number);
  sayWithUndo(app, l10n.t('Closed as not needed'), () => openAgain(app, item, team, [closing]));
};

export const reopen: Action = async (app, item, team) => {
  if (await save(app, item, team, (base) => ({ ...base, kind: 'reopen' }))) app.ask.say(l10n.t('Reopened'));
};

/** What has not been sent yet never was; an answer that GitHub has stays there. */
async function openAgain(
  app: App,
  item: AwaitedItem,
  team: Team,
  [closing, ...others]: readonly (Mutation | undefined)[],
): Promise<void> {
  const isTakenBack = closing !== undefined && (await app.connection.discard(closing.id));
  for (const other of others) if (isTakenBack && other) await app.connection.discard(other.id);
  if (isTakenBack) app.ask.say(l10n.t('Reopened'));
  else await reopen(app, item, team);
}

function isWaitingForMe(app: App, { key }: AwaitedItem): boolean {
  return openBlockers(app.state()).forMe.some((one) => one.key === key);
}

export const reassign: Action = async (app, item, team) => {
  const owner = await askOwner(app, l10n.t('Reassign “{0}” to…', plain(item.title, 80)));
  if (owner !== undefined) await assign(app, item, team, owner);
};

export const assignToMe: Action = (app, item, team) => assign(app, item, team, team.account.login);

export const unassign: Action = (app, item, team) => assign(app, item, team, null);

/** @param owner a login, or `null` for nobody */
async function assign(app: App, item: AwaitedItem, team: Team, owner: string | null): Promise<void> {
  const before = item.owner ?? null;
  const words = (login: string | null) =>
    login === null ? l10n.t('Unassigned') : l10n.t('Reassigned to @{0}', plain(login, 40));
  if (item.record !== 'ours') return app.ask.say(foreignWords());
  if (owner?.toLowerCase() === before?.toLowerCase()) return app.ask.say(words(before));
  if (!(await change(app, item, team, { owner }))) return;
  sayWithUndo(app, words(owner), async () => {
    if (await change(app, item, team, { owner: before })) app.ask.say(words(before));
  });
}

function foreignWords(): string {
  return l10n.t('This version of Makertime cannot edit this record. Edit it on GitHub.');
}

export const editBlocker: Action = async (app, item, team) => {
  if (item.record !== 'ours') return app.ask.say(foreignWords());
  const changes = await askChanges(app, item);
  if (!changes) return;
  const typed = changes.title ?? changes.outcome ?? undefined;
  if (!(await change(app, item, team, changes, typed))) return;
  app.ask.say(l10n.t('Changes saved'));
  if (changes.blocks !== undefined) await depend(app, team, item.key, changes.blocks, item.blocks, item.number);
};

export const openOnGitHub: Action = async (app, item, team) => {
  const address = itemAddress(team, item);
  if (address !== undefined) await app.editor.openAddress(address);
  else app.ask.say(l10n.t('It is not on GitHub yet'));
};

async function change(app: App, item: AwaitedItem, team: Team, changes: Changes, words?: string): Promise<boolean> {
  return (await save(app, item, team, (base) => ({ ...base, kind: 'edit', changes }), words)) !== undefined;
}

type About = Pick<Mutation, 'id' | 'at' | 'team'> & { readonly target: ItemKey; readonly number?: number };

/** What was recorded; undefined where the disk refuses. @param words what was typed, to be given back then */
async function save(
  app: App,
  item: AwaitedItem,
  team: Team,
  make: (base: About) => Mutation,
  words = '',
): Promise<Mutation | undefined> {
  const mutation = make({
    id: app.newId(),
    at: new Date(app.now()).toISOString(),
    team,
    target: item.key,
    ...(item.number !== undefined && { number: item.number }),
  });
  try {
    await app.connection.record(mutation);
    return mutation;
  } catch (error) {
    if (words) await app.editor.copy(words);
    const why = errorWords(error);
    await app.ask.tell(
      words ? l10n.t('Could not save: {0}. Your text is on the clipboard.', why) : l10n.t('Could not save: {0}', why),
    );
    return undefined;
  }
}
