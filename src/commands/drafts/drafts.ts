/** Documents in the making: opened, sent once and discarded, whatever they become. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow, SendableDraft } from '../../app/drafts.js';
import { errorWords, plain } from '../../base/plainText.js';
import type { BoardMutation } from '../../model/board/mutation.js';
import { fullName, type Team } from '../../model/board/team.js';
import type { WriteUpOrigin } from '../../model/local/writeUp.js';
import { unsentAndRefused } from '../../model/state.js';
import { connectedTeam } from '../setup/connect.js';
import { draftFlowOf, draftTitle } from './table.js';

export async function openDraft(app: App, row?: unknown): Promise<void> {
  const id = await chosen(app, row, l10n.t('Select a draft to open'));
  if (id !== undefined && !(await app.writeUps.open(id))) await tellGone(app);
}

export async function sendDraft(app: App, row?: unknown): Promise<void> {
  const connected = await connectedTeam(app);
  const id = connected && (await chosen(app, row, l10n.t('Select a draft to send')));
  if (!connected || id === undefined) return;
  await app.writeUps.alone(id, () => send(app, id, connected));
}

async function send(app: App, id: string, connected: Team): Promise<void> {
  if (!(await app.writeUps.save(id)))
    return app.ask.tell(l10n.t('Could not save the draft, so it was not sent. It is still in the editor.'));
  const text = await app.writeUps.read(id);
  if (text === undefined) return tellGone(app);
  const origin = await app.writeUps.originOf(id);
  const flow = draftFlowOf(origin, text);
  if (!flow) return app.ask.tell(l10n.t('This draft was begun by a newer version of Makertime, which can send it.'));
  const { account } = connected;
  const team: Team = { account, repository: origin?.repository ?? connected.repository };

  const read = flow.read(app, text, team, origin);
  if (read.kind === 'lacks') {
    await app.writeUps.open(id, read.line);
    return app.ask.tell(read.sentence);
  }
  const { question } = read;
  if (
    !origin &&
    !question &&
    !(await app.ask.confirm(l10n.t('Send this draft to {0}?', plain(fullName(team.repository))), '', l10n.t('Send')))
  )
    return;
  if (question && !(await app.ask.confirm(question.text, question.detail, l10n.t('Send')))) return;
  const state = app.state();
  const standing = read.standing(state, id);
  if (standing !== 'unsent') return alreadySent(app, id, read, standing);
  const before = unsentAndRefused(state).find(
    (mutation) => 'record' in mutation && mutation.record === id && mutation.team.account.id === account.id,
  );
  await record(app, { id, team, origin, read, text, ...(before && { before }) });
}

interface Sending {
  readonly id: string;
  readonly team: Team;
  readonly origin: WriteUpOrigin | undefined;
  readonly read: SendableDraft;
  /** As it was read. */
  readonly text: string;
  /** Recorded by somebody who got no further: what is written now takes its place. */
  readonly before?: BoardMutation;
}

/** Invariant: the record's id is the draft's own, and from the second try on it is looked for before it is sent. */
async function record(app: App, { id, team, origin, read, text, before }: Sending): Promise<void> {
  const at = new Date(app.now()).toISOString();
  const mayBeThere = origin === undefined || origin.wasTried;
  const replaces = before?.id ?? (mayBeThere ? id : undefined);
  try {
    if (origin && !origin.wasTried) await app.writeUps.markTried(id, origin);
    await app.connection.record(
      read.mutation({ id: app.newId(), record: id, at, team, ...(replaces && { replaces }) }, before),
    );
  } catch (error) {
    return app.ask.tell(l10n.t('Could not send: {0}. The draft is still here.', errorWords(error)));
  }
  await read.follow(id);
  const now = await app.writeUps.read(id);
  // Somebody goes on typing while the disk takes its time: those words are in no record.
  if (now !== undefined && now !== text)
    return app.ask.tell(l10n.t('Sent without your latest changes. They are still in the draft.'));
  await app.writeUps.remove(id);
  read.confirm(id, before);
}

/** Somebody sent it and could not delete its file. What has been written since stays where it is. */
async function alreadySent(app: App, id: string, read: SendableDraft, how: 'sent' | 'sentOtherwise'): Promise<void> {
  if (how === 'sentOtherwise') return app.ask.tell(read.sentOtherwise);
  await app.writeUps.remove(id);
  if (read.already) read.already();
  else app.ask.say(l10n.t('Already sent'));
}

export async function discardDraft(app: App, row?: unknown): Promise<void> {
  const id = await chosen(app, row, l10n.t('Select a draft to discard'));
  if (id === undefined) return;
  const text = await app.writeUps.read(id);
  const flow: DraftFlow | undefined =
    text === undefined ? undefined : draftFlowOf(await app.writeUps.originOf(id), text);
  if (text !== undefined && !flow?.isBlank(text)) {
    const title = plain(draftTitle(text), 120) || l10n.t('(no title)');
    const question = l10n.t('Discard this draft permanently? It has not been sent.');
    if (!(await app.ask.confirm(question, title, l10n.t('Discard')))) return;
  }
  await app.writeUps.remove(id);
}

/** Of the row it was called from, of the editor at work, else picked. */
async function chosen(app: App, row: unknown, title: string): Promise<string | undefined> {
  if (typeof row === 'string') return /^writeUp\/(\w+)$/.exec(row)?.[1];
  const current = app.writeUps.current();
  if (current !== undefined) return current;
  const { writeUps } = app.state();
  if (writeUps.length === 0) {
    app.ask.say(l10n.t('No drafts'));
    return undefined;
  }
  const choices = writeUps.map((one) => ({
    label: plain(one.title) || l10n.t('(no title)'),
    ...(one.kind === 'decision' && { description: l10n.t('decision') }),
    ...(one.kind === 'checkIn' && { description: l10n.t('check-in') }),
    ...(one.kind === 'handOff' && { description: l10n.t('hand-off') }),
    ...(one.kind === 'memo' && { description: l10n.t('memo') }),
    icon: 'edit',
    value: one.id,
  }));
  return app.ask.pick(title, choices);
}

function tellGone(app: App): Promise<void> {
  return app.ask.tell(l10n.t('This draft is gone: it was sent or discarded in another window.'));
}
