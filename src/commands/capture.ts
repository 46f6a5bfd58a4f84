/** Owns capturing a blocker: one line, Enter; a second step only where it is wanted. */
import * as l10n from '@vscode/l10n';
import type { App, Known } from '../app.js';
import type { Composed } from '../ask.js';
import { type Hints, noHints } from '../model/author.js';
import { workOfBranch } from '../model/blockedWork.js';
import { type Context, itemKey, type Words, wordsFrom } from '../model/item.js';
import type { Capture } from '../model/mutation.js';
import { memberNamed, peopleOn } from '../model/queries.js';
import { fullName, issueAddress, type Team } from '../model/team.js';
import { errorWords, plain } from '../views/plain.js';
import { suggester } from '../views/suggestions.js';
import { type Composing, captureRows, type Taken } from './captureRows.js';
import { checkText } from './captureText.js';
import { connectedTeam } from './connect.js';
import { depend } from './depend.js';
import { askDetails } from './details.js';
import { parkAndGoOn } from './park.js';
import { sayWhen } from './saved.js';
import { writeAgain } from './writeUp.js';

/** What a keybinding, another extension or the lightbulb may hand over. Anything else in it is ignored. */
interface Handed {
  readonly text?: unknown;
  readonly at?: unknown;
}

export async function capture(app: App, handed?: unknown): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { text, at } = (typeof handed === 'object' && handed !== null ? handed : {}) as Handed;
  const context = app.editor.context(at);
  const hints = app.editor.hints(context);
  app.knowledge.prepare();
  await askAndRecord(app, team, { context, hints, ...(typeof text === 'string' && { value: text }) });
}

/** A refused blocker, asked for again with its text. What takes its place keeps its record, so nothing can be sent twice. */
export async function captureAgain(app: App, refused: Capture): Promise<void> {
  const { context, words } = refused;
  if (isWritten(words)) return writeAgain(app, refused);
  await askAndRecord(app, refused.team, {
    context: Promise.resolve(context ?? {}),
    hints: Promise.resolve(noHints),
    value: words.notes ?? words.title,
    refused,
  });
}

/** A line cannot hold it: it was written as a document, and its title does not stand in its text. */
function isWritten({ title, notes }: Words): boolean {
  return notes !== undefined && (/[\r\n]/.test(notes) || !notes.startsWith(title.replace(/…$/, '')));
}

interface Start {
  readonly context: Promise<Context>;
  readonly hints: Promise<Hints>;
  readonly value?: string;
  readonly refused?: Capture;
}

async function askAndRecord(app: App, team: Team, start: Start): Promise<void> {
  const { refused } = start;
  let { value, context } = start;
  // Text that was handed over must not take the place of a draft; what is typed to it is offered with it again.
  const draft = refused ? `refused/${refused.id}` : value === undefined ? 'capture' : `capture/${value}`;
  let problem: string | undefined;
  let said: Partial<Words> = keptDetails(refused);
  for (;;) {
    const answer = await composeLine(app, team, { ...start, context }, said, { draft, value, problem });
    if (!answer) return;
    if (answer.value.kind === 'open') return open(app, team, answer.value.known);
    const { text, owner, blocks, says } = answer.value;
    if (answer.attaches === 'nothing') context = Promise.resolve({});
    const attached = await context;
    const { owner: _owner, blocks: _blocks, ...others } = said;
    said = { ...others, ...(owner && { owner }), ...(blocks && { blocks }) };
    if (answer.keys === 'more') said = await askDetails(app, said, says, await start.hints, attached);
    const words: Words = { ...said, ...wordsFrom(text) };
    const mutation: Capture = {
      kind: 'capture',
      id: app.newId(),
      record: refused?.record ?? app.newId(),
      at: new Date(app.now()).toISOString(),
      team,
      itemKind: 'blocker',
      words,
      ...(Object.keys(attached).length > 0 && { context: attached }),
      ...(refused && { replaces: refused.id }),
    };
    try {
      await app.desk.record(mutation);
    } catch (error) {
      // The box comes back with the text in it: nothing typed is lost because the disk refuses.
      value = answer.text;
      problem = l10n.t('Not saved: {0}', errorWords(error));
      continue;
    }
    const target = itemKey(team.account.id, mutation.record);
    // Of what was refused nothing was asked for, and whoever recorded it may have got no further.
    await depend(app, team, target, words.blocks, undefined);
    sayWhen(app, target, words.title);
    if (answer.keys === 'park') await parkAndGoOn(app, target, words.title);
    return;
  }
}

interface Before {
  readonly draft: string | undefined;
  readonly value: string | undefined;
  readonly problem: string | undefined;
}

/** Opens at once: what the editor and git know of the place stands below the line as soon as it is there. */
function composeLine(
  app: App,
  team: Team,
  { context, hints, refused }: Start,
  said: Partial<Words>,
  { draft, value, problem }: Before,
): Promise<Composed<Taken> | undefined> {
  const state = app.state();
  const suggesterFor = (found: Hints) => suggester(state, found, app.now(), app.editor.zone());
  const names = new Map(peopleOn(state).map((login) => [login.toLowerCase(), login]));
  let composing: Composing = {
    state,
    repository: fullName(team.repository),
    said,
    suggest: suggesterFor(noHints),
    known: (login) => memberNamed(state, login)?.login ?? names.get(login.toLowerCase()),
    resembling: (text) => app.knowledge.resembling(text),
    ...(problem && { problem }),
  };
  const pending = [
    context.then((attached) => {
      const proposed = refused ? undefined : workOfBranch(state, attached.branch);
      composing = { ...composing, attached, ...(proposed && { proposed }) };
    }),
    hints.then((found) => {
      composing = { ...composing, suggest: suggesterFor(found) };
    }),
  ];
  return app.ask.compose<Taken>({
    title: l10n.t('Capture blocker for {0}', plain(fullName(team.repository))),
    placeholder: l10n.t('What are you waiting for? One line, then Enter'),
    rows: (text, attaches) => captureRows(composing, text, attaches),
    pending,
    check: checkText,
    more: l10n.t('Add owner, need-by time and desired outcome'),
    park: l10n.t('Save, park and take the next task'),
    toggle: l10n.t('Attach nothing from the editor'),
    ...(draft && { draft }),
    ...(value !== undefined && { value }),
    ...(problem && { problem }),
  });
}

async function open(app: App, team: Team, known: Known): Promise<void> {
  if (known.kind === 'document') await app.editor.openDocument(known.file, known.line);
  else await app.editor.openAddress(issueAddress(team, known.number));
}

function keptDetails(refused: Capture | undefined): Partial<Words> {
  if (!refused) return {};
  const { title: _title, notes: _notes, ...kept } = refused.words;
  return kept;
}
