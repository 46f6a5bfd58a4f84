/** Writing a blocker down: a document that explains it, kept on this machine until it is sent or discarded. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import { type Content, contentFrom, itemKey } from '../../model/board/item.js';
import type { ItemKind } from '../../model/board/kinds.js';
import { readReference } from '../../model/board/lineEnd.js';
import type { Capture } from '../../model/board/mutation.js';
import type { IssueReference } from '../../model/board/reference.js';
import { fullName, type Team } from '../../model/board/team.js';
import { readTime } from '../../model/hours/typedTime.js';
import { isBlank, type TypedLine, type WriteUp, type WriteUpOrigin, writeUpLabels } from '../../model/local/writeUp.js';
import { isLogin } from '../../model/people/person.js';
import { unsentAndRefused } from '../../model/state.js';
import { isKnownIssue } from '../../model/waits/blockedWork.js';
import { writeUpTemplate, writtenAgain } from '../../views/now/writeUps.js';
import { connectedTeam } from '../setup/connect.js';
import { strangerWords } from './captureRows.js';
import { confirmSaved } from './confirmSaved.js';
import { depend } from './depend.js';
import { hoursFor } from './details.js';

/** @param handed `{ text }` becomes its title; anything else is ignored */
export async function describeBlocker(app: App, handed?: unknown): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { text } = (typeof handed === 'object' && handed !== null ? handed : {}) as { readonly text?: unknown };
  // Another write-up stands nowhere in the code: its path is this machine's own.
  const context = app.writeUps.current() === undefined ? await app.editor.context() : {};
  const title = typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
  try {
    await app.writeUps.begin(app.newId(), writeUpTemplate(title, context), { repository: team.repository, context });
  } catch (error) {
    if (title) await app.editor.copy(title);
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

/** A refused blocker that was written down, as a document once more: sent, it takes the other's place. */
export async function writeAgain(app: App, { record, words, context = {}, team }: Capture): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const text = writtenAgain(words, context, app.editor.zone());
  try {
    await app.writeUps.begin(record, text, { repository: team.repository, context, wasTried: true });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

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
  const written = await app.writeUps.read(id);
  if (!written) return tellGone(app);
  const origin = await app.writeUps.originOf(id);
  const { account } = connected;
  const team: Team = { account, repository: origin?.repository ?? connected.repository };

  const read = readWords(app, written, team);
  if (read.kind === 'lacks') {
    await app.writeUps.open(id, read.line);
    return app.ask.tell(read.sentence);
  }
  if (
    !origin &&
    !(await app.ask.confirm(l10n.t('Send this draft to {0}?', plain(fullName(team.repository))), '', l10n.t('Send')))
  )
    return;
  const state = app.state();
  if (!(await confirmNames(app, read.words))) return;
  const key = itemKey(account.id, id);
  const there = state.confirmed.items.get(key);
  if (there) return alreadySent(app, id, read.words, there);
  const before = unsentAndRefused(state)
    .filter((mutation) => mutation.kind === 'capture')
    .find((mutation) => mutation.record === id && mutation.team.account.id === account.id);
  await record(app, { id, team, origin, words: read.words, written, ...(before && { before }) });
}

/** Whoever is no member and what no issue is known to be are said before anything is sent. */
async function confirmNames(app: App, { owner, blocks }: Content): Promise<boolean> {
  const state = app.state();
  const doubts = [
    owner && strangerWords(state, owner) && l10n.t('@{0} is not a team member.', plain(owner, 40)),
    blocks && !isKnownIssue(state, blocks) && l10n.t('No issue {0} is known.', plain(blocks, 80)),
  ].filter(Boolean);
  return doubts.length === 0 || app.ask.confirm(l10n.t('Send this draft as it is?'), doubts.join(' '), l10n.t('Send'));
}

interface Sending {
  readonly id: string;
  readonly team: Team;
  readonly origin: WriteUpOrigin | undefined;
  readonly words: Content;
  /** As it was read. */
  readonly written: WriteUp;
  /** Recorded by somebody who got no further: what is written now takes its place. */
  readonly before?: Capture;
}

/** What a write-up becomes, unless it takes the place of something else. */
const writtenAs: ItemKind = 'blocker';

/** Invariant: the record's id is the write-up's own, and from the second try on it is looked for before it is sent. */
async function record(app: App, { id, team, origin, words, written, before }: Sending): Promise<void> {
  const at = new Date(app.now()).toISOString();
  const context = written.attaches ? origin?.context : undefined;
  const mayBeThere = origin === undefined || origin.wasTried;
  const replaces = before?.id ?? (mayBeThere ? id : undefined);
  const itemKind = before?.itemKind ?? writtenAs;
  const capture: Capture = {
    kind: 'capture',
    id: app.newId(),
    record: id,
    at,
    team,
    itemKind,
    words,
    ...(context && Object.keys(context).length > 0 && { context }),
    ...(replaces && { replaces }),
  };
  try {
    if (origin && !origin.wasTried) await app.writeUps.markTried(id, origin);
    await app.connection.record(capture);
  } catch (error) {
    return app.ask.tell(l10n.t('Could not send: {0}. The draft is still here.', errorWords(error)));
  }
  await depend(app, team, itemKey(team.account.id, id), words.blocks, undefined);
  const now = await app.writeUps.read(id);
  // Somebody goes on typing while the disk takes its time: those words are in no record.
  if (now && JSON.stringify(now) !== JSON.stringify(written))
    return app.ask.tell(l10n.t('Sent without your latest changes. They are still in the draft.'));
  await app.writeUps.remove(id);
  confirmSaved(app, itemKind, itemKey(team.account.id, id), words.title);
}

/** Somebody sent it and could not delete its file. What has been written since stays where it is. */
async function alreadySent(app: App, id: string, words: Content, there: Content): Promise<void> {
  const isSame = words.title === there.title && (words.notes ?? '') === (there.notes ?? '').trim();
  if (!isSame)
    return app.ask.tell(
      l10n.t('This draft was already sent. Add what is new as a comment on the blocker, then discard the draft.'),
    );
  await app.writeUps.remove(id);
  app.ask.say(l10n.t('Already sent'));
}

export async function discardDraft(app: App, row?: unknown): Promise<void> {
  const id = await chosen(app, row, l10n.t('Select a draft to discard'));
  if (id === undefined) return;
  const written = await app.writeUps.read(id);
  if (written && !isBlank(written)) {
    const title = plain(written.title, 120) || l10n.t('(no title)');
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
    icon: 'edit',
    value: one.id,
  }));
  return app.ask.pick(title, choices);
}

function tellGone(app: App): Promise<void> {
  return app.ask.tell(l10n.t('This draft is gone: it was sent or discarded in another window.'));
}

/** Characters. GitHub takes 65,536 with the record and what is attached. */
const comfortable = 60_000;

type Read =
  | { readonly kind: 'words'; readonly words: Content }
  /** `line`: where it is to be said, counted from 1. */
  | { readonly kind: 'lacks'; readonly sentence: string; readonly line: number };

function readWords(app: App, written: WriteUp, team: Team): Read {
  const { title, titleLine, notes, outcome } = written;
  if (title === '')
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('In the first line, after “# ”, write what you are waiting for.'),
    };
  const owner = readOwner(written.owner);
  if (owner === 'unreadable')
    return lacks(written.owner, writeUpLabels.owner, l10n.t('a single login such as @ana, or nothing'));
  const status = hoursFor(app.state(), owner);
  const typing = { now: app.now(), zone: app.editor.zone(), meaning: 'by', ...(status && { status }) } as const;
  const needBy = written.needBy && (readTime(written.needBy.text, typing) ?? 'unreadable');
  if (needBy === 'unreadable')
    return lacks(
      written.needBy,
      writeUpLabels.needBy,
      l10n.t('a time in the future: 15:00, friday 3pm, 30 Nov or 2026-11-24 15:00'),
    );
  const blocks = readBlocks(written.blocks, team);
  if (blocks === 'unreadable')
    return lacks(written.blocks, writeUpLabels.blocks, l10n.t('a single issue such as #12 or acme/app#12'));
  const named = contentFrom(title);
  const whole = [named.notes, notes].filter(Boolean).join('\n\n');
  const length = title.length + whole.length;
  if (length > comfortable)
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('{0} characters: GitHub accepts about {1}. Shorten it, then send it.', length, comfortable),
    };
  return {
    kind: 'words',
    words: {
      title: named.title,
      ...(whole && { notes: whole }),
      ...(owner && { owner }),
      ...(needBy && { needBy }),
      ...(outcome && { outcome: outcome.text }),
      ...(blocks && { blocks }),
    },
  };
}

function lacks(typed: TypedLine | undefined, label: string, wanted: string): Read {
  const sentence = l10n.t('“{0} {1}” is not valid: enter {2}.', label, plain(typed?.text ?? '', 80), wanted);
  return { kind: 'lacks', line: typed?.line ?? 1, sentence };
}

function readOwner(typed: TypedLine | undefined): string | undefined | 'unreadable' {
  if (!typed) return undefined;
  const login = typed.text.replace(/^@/, '');
  return isLogin(login) ? login : 'unreadable';
}

function readBlocks(typed: TypedLine | undefined, team: Team): IssueReference | undefined | 'unreadable' {
  if (!typed) return undefined;
  return readReference(typed.text, fullName(team.repository)) ?? 'unreadable';
}
