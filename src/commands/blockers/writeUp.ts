/** Owns writing a blocker down: a document that explains it, kept on this machine until it is sent or discarded. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { isLogin } from '../model/author.js';
import { itemKey, type Words, wordsFrom } from '../model/item.js';
import type { Capture, Mutation } from '../model/mutation.js';
import { owedIn } from '../model/state.js';
import { fullName, type Team } from '../model/team.js';
import type { ThingName } from '../model/thing.js';
import { readThing } from '../model/trailing.js';
import { isBlank, type TypedLine, type WriteUp, type WriteUpOrigin, writeUpLabels } from '../model/writeUp.js';
import { readMoment } from '../time/schedule.js';
import { errorWords, plain } from '../views/plain.js';
import { writeUpTemplate, writtenAgain } from '../views/writeUps.js';
import { connectedTeam } from './connect.js';
import { depend } from './depend.js';
import { sayWhen } from './saved.js';

/** @param handed `{ text }` becomes its title; anything else is ignored */
export async function writeUp(app: App, handed?: unknown): Promise<void> {
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
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
  }
}

/** A refused blocker that was written down, as a document once more: sent, it takes the other's place. */
export async function writeAgain(app: App, { record, words, context = {}, team }: Capture): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const text = writtenAgain(words, context, app.editor.zone());
  try {
    await app.writeUps.begin(record, text, { repository: team.repository, context, wasTried: true });
  } catch (error) {
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
  }
}

export async function openWriteUp(app: App, row?: unknown): Promise<void> {
  const id = await chosen(app, row, l10n.t('Open which write-up?'));
  if (id !== undefined && !(await app.writeUps.open(id))) await tellGone(app);
}

export async function sendWriteUp(app: App, row?: unknown): Promise<void> {
  const connected = await connectedTeam(app);
  const id = connected && (await chosen(app, row, l10n.t('Send which write-up?')));
  if (!connected || id === undefined) return;
  await app.writeUps.alone(id, () => send(app, id, connected));
}

async function send(app: App, id: string, connected: Team): Promise<void> {
  if (!(await app.writeUps.save(id)))
    return app.ask.tell(l10n.t('The write-up could not be saved, so it was not sent. It is still in the editor.'));
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
    !(await app.ask.confirm(l10n.t('Send this write-up to {0}?', plain(fullName(team.repository))), '', l10n.t('Send')))
  )
    return;
  const state = app.state();
  const key = itemKey(account.id, id);
  const there = state.confirmed.items.get(key);
  if (there) return alreadySent(app, id, read.words, there);
  const before = owedIn(state).find(
    (mutation) => mutation.kind === 'capture' && mutation.record === id && mutation.team.account.id === account.id,
  );
  await record(app, { id, team, origin, words: read.words, written, ...(before && { before }) });
}

interface Sending {
  readonly id: string;
  readonly team: Team;
  readonly origin: WriteUpOrigin | undefined;
  readonly words: Words;
  /** As it was read. */
  readonly written: WriteUp;
  /** Recorded by somebody who got no further: what is written now takes its place. */
  readonly before?: Mutation;
}

/** Invariant: the record's id is the write-up's own, and from the second try on it is looked for before it is sent. */
async function record(app: App, { id, team, origin, words, written, before }: Sending): Promise<void> {
  const at = new Date(app.now()).toISOString();
  const context = written.attaches ? origin?.context : undefined;
  const mayBeThere = origin === undefined || origin.wasTried;
  const replaces = before?.id ?? (mayBeThere ? id : undefined);
  const capture: Capture = {
    kind: 'capture',
    id: app.newId(),
    record: id,
    at,
    team,
    itemKind: 'blocker',
    words,
    ...(context && Object.keys(context).length > 0 && { context }),
    ...(replaces && { replaces }),
  };
  try {
    if (origin && !origin.wasTried) await app.writeUps.markTried(id, origin);
    await app.desk.record(capture);
  } catch (error) {
    return app.ask.tell(l10n.t('Not sent: {0}. The write-up is still here.', errorWords(error)));
  }
  await depend(app, team, itemKey(team.account.id, id), words.blocks, undefined);
  const now = await app.writeUps.read(id);
  // Somebody goes on typing while the disk takes its time: those words are in no record.
  if (now && JSON.stringify(now) !== JSON.stringify(written))
    return app.ask.tell(l10n.t('Sent as it stood. What you have written since is still here.'));
  await app.writeUps.remove(id);
  sayWhen(app, itemKey(team.account.id, id), words.title);
}

/** Somebody sent it and could not delete its file. What has been written since stays where it is. */
async function alreadySent(app: App, id: string, words: Words, there: Words): Promise<void> {
  const isSame = words.title === there.title && (words.notes ?? '') === (there.notes ?? '').trim();
  if (!isSame)
    return app.ask.tell(
      l10n.t('This write-up has been sent before. Say what is new in a comment there, then discard it.'),
    );
  await app.writeUps.remove(id);
  app.ask.say(l10n.t('It was sent before'));
}

export async function discardWriteUp(app: App, row?: unknown): Promise<void> {
  const id = await chosen(app, row, l10n.t('Discard which write-up?'));
  if (id === undefined) return;
  const written = await app.writeUps.read(id);
  if (written && !isBlank(written)) {
    const title = plain(written.title, 120) || l10n.t('(no title)');
    const question = l10n.t('Discard this write-up for good? It has not been sent.');
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
    app.ask.say(l10n.t('There is no write-up'));
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
  return app.ask.tell(l10n.t('This write-up is gone: it was sent or discarded in another window.'));
}

/** Characters. GitHub takes 65,536 with the record and what is attached. */
const comfortable = 60_000;

type Read =
  | { readonly kind: 'words'; readonly words: Words }
  /** `line`: where it is to be said, counted from 1. */
  | { readonly kind: 'lacks'; readonly sentence: string; readonly line: number };

function readWords(app: App, written: WriteUp, team: Team): Read {
  const { title, titleLine, notes, outcome } = written;
  if (title === '')
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('Say in its first line, after “# ”, what you are waiting for.'),
    };
  const owner = readOwner(written.owner);
  if (owner === 'unreadable')
    return lacks(written.owner, writeUpLabels.owner, l10n.t('one login, such as @ana, or nobody'));
  const needBy = written.needBy && (readMoment(written.needBy.text, app.now(), app.editor.zone()) ?? 'unreadable');
  if (needBy === 'unreadable')
    return lacks(written.needBy, writeUpLabels.needBy, l10n.t('a time to come: 15:00, 2026-11-24 or 2026-11-24 15:00'));
  const blocks = readBlocks(written.blocks, team);
  if (blocks === 'unreadable')
    return lacks(written.blocks, writeUpLabels.blocks, l10n.t('one issue, such as #12 or acme/app#12'));
  const named = wordsFrom(title);
  const whole = [named.notes, notes].filter(Boolean).join('\n\n');
  const length = title.length + whole.length;
  if (length > comfortable)
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('{0} characters: GitHub takes about {1}. Shorten it, then send it.', length, comfortable),
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
  const sentence = l10n.t('“{0} {1}” cannot be read: write {2}.', label, plain(typed?.text ?? '', 80), wanted);
  return { kind: 'lacks', line: typed?.line ?? 1, sentence };
}

function readOwner(typed: TypedLine | undefined): string | undefined | 'unreadable' {
  if (!typed) return undefined;
  const login = typed.text.replace(/^@/, '');
  return isLogin(login) ? login : 'unreadable';
}

function readBlocks(typed: TypedLine | undefined, team: Team): ThingName | undefined | 'unreadable' {
  if (!typed) return undefined;
  return readThing(typed.text, fullName(team.repository)) ?? 'unreadable';
}
