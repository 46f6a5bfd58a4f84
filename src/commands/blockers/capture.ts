/** Capturing: one line, Enter; a second step only where it is wanted. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Composed } from '../../app/ask.js';
import { errorWords, plain } from '../../base/plainText.js';
import { type Content, type Context, contentFrom, itemKey } from '../../model/board/item.js';
import { isDiscussionKind, isItemKind, isLineKind, kinds, type LineKind } from '../../model/board/kinds.js';
import type { Capture, OpenThread } from '../../model/board/mutation.js';
import { fullName, issueAddress, type Team } from '../../model/board/team.js';
import { memberNamed, peopleOn } from '../../model/members.js';
import { type Hints, noHints } from '../../model/people/author.js';
import { placementOf } from '../../model/posting/placement.js';
import { visible } from '../../model/state.js';
import { threadKey } from '../../model/threads/thread.js';
import { workOfBranch } from '../../model/waits/blockedWork.js';
import type { Known } from '../../search/knowledge.js';
import { suggester } from '../../views/team/suggestions.js';
import { expectedNow } from '../../views/words/expectedAnswer.js';
import { kindWords, placementWords } from '../../views/words/kinds.js';
import { proposeAgain } from '../decisions/propose.js';
import { handOffOnceMore } from '../handOffs/handOff.js';
import { writeMemoAgain } from '../memos/write.js';
import { connectedTeam } from '../setup/connect.js';
import { saveNote, timeAtEnd } from '../work/notes.js';
import { parkAndGoOn } from '../work/park.js';
import { type Composing, captureRows, type Taken } from './captureRows.js';
import { checkText } from './captureText.js';
import { confirmSaved } from './confirmSaved.js';
import { depend } from './depend.js';
import { askDetails } from './details.js';
import { writeAgain } from './writeUp.js';

/** What a keybinding, another extension or the lightbulb may hand over. Anything else in it is ignored. */
interface Handed {
  readonly text?: unknown;
  readonly at?: unknown;
}

/** @param owner a login: whom it is for, unless the line names somebody; never handed over by anybody else */
export async function capture(app: App, kind: LineKind, handed?: unknown, owner?: string): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { text, at } = (typeof handed === 'object' && handed !== null ? handed : {}) as Handed;
  const context = app.editor.context(at);
  const hints = app.editor.hints(context);
  app.knowledge.prepare();
  await askAndRecord(app, team, {
    kind,
    context,
    hints,
    ...(typeof text === 'string' && { value: text }),
    ...(owner && { owner }),
  });
}

/** As the kind that was chosen here last. */
export async function captureLast(app: App): Promise<void> {
  await capture(app, app.recents.kind() ?? 'blocker');
}

/** What was refused, asked for again with its text. What takes its place keeps its record, so nothing can be sent twice. */
export async function captureAgain(app: App, refused: Capture): Promise<void> {
  const { itemKind: kind, words } = refused;
  if (isWritten(words)) return writeAgain(app, refused);
  await askAgain(app, kind, words.notes ?? words.title, refused);
}

/** The same for a discussion. */
export async function openAgain(app: App, refused: OpenThread): Promise<void> {
  const { threadKind, title, text, named = [], terms, handOff } = refused;
  if (terms) return proposeAgain(app, refused, terms);
  if (handOff) return handOffOnceMore(app, refused, handOff);
  if (threadKind === 'memo') return writeMemoAgain(app, refused);
  // Nothing else is written as a document.
  if (!isLineKind(threadKind)) return;
  const asked = named.map(({ login }) => ` @${login}`);
  await askAgain(app, threadKind, `${text || title}${asked.join('')}`, refused);
}

async function askAgain(app: App, kind: LineKind, value: string, refused: Capture | OpenThread): Promise<void> {
  const context = Promise.resolve(refused.context ?? {});
  await askAndRecord(app, refused.team, { kind, context, hints: Promise.resolve(noHints), value, refused });
}

/** A line cannot hold it: it was written as a document, and its title does not stand in its text. */
function isWritten({ title, notes }: Content): boolean {
  return notes !== undefined && (/[\r\n]/.test(notes) || !notes.startsWith(title.replace(/…$/, '')));
}

interface Start {
  readonly kind: LineKind;
  readonly context: Promise<Context>;
  readonly hints: Promise<Hints>;
  readonly value?: string;
  readonly owner?: string;
  readonly refused?: Capture | OpenThread;
}

async function askAndRecord(app: App, team: Team, start: Start): Promise<void> {
  const { refused, owner: given } = start;
  let { value, context } = start;
  // Text that was handed over must not take the place of a draft; what is typed to it is offered with it again.
  const draft = refused ? `refused/${refused.id}` : value === undefined ? 'capture' : `capture/${value}`;
  let problem: string | undefined;
  let said: Partial<Content> = { ...keptDetails(refused), ...(given && { owner: given }) };
  for (;;) {
    const answer = await composeLine(app, team, { ...start, context }, said, { draft, value, problem });
    if (!answer) return;
    if (answer.value.kind === 'open') return open(app, team, answer.value.known);
    const { as, text, owner, blocks, says } = answer.value;
    if (answer.attaches === 'nothing') context = Promise.resolve({});
    const attached = await context;
    const { owner: _owner, blocks: _blocks, ...others } = said;
    said = { ...others, ...(owner && { owner }), ...(blocks && { blocks }) };
    if (answer.keys === 'more' && kinds[as].place === 'issue') {
      const asked = await askDetails(app, said, says, await start.hints, attached, `${draft}/outcome`);
      said = asked.answers;
      value = answer.text;
      problem = undefined;
      if (asked.kind === 'cancelled') return app.ask.keep(draft, value);
      if (asked.kind === 'back') continue;
    }
    const words: Content = { ...said, ...contentFrom(text) };
    let record: string | undefined;
    try {
      record = await save(app, answer.value, { team, words, attached, refused });
    } catch (error) {
      // The box comes back with the text in it: nothing typed is lost because the disk refuses.
      value = answer.text;
      problem = l10n.t('Could not save: {0}', errorWords(error));
      continue;
    }
    if (record === undefined) return;
    const target = itemKey(team.account.id, record);
    // Of what was refused nothing was asked for, and whoever recorded it may have got no further.
    if ('saysWhatItBlocks' in kinds[as]) await depend(app, team, target, words.blocks, undefined);
    confirmSaved(app, as, target, words.title, owner);
    if (answer.keys === 'park') await parkAndGoOn(app, target, words.title);
    return;
  }
}

interface Saying {
  readonly team: Team;
  readonly words: Content;
  readonly attached: Context;
  readonly refused: Capture | OpenThread | undefined;
}

/** Gives back its record's ULID; a note has none. Rejects where it cannot be kept, and then nothing has changed. */
async function save(app: App, taken: Taken & { kind: 'save' }, saying: Saying): Promise<string | undefined> {
  const { as } = taken;
  const { team, words, attached, refused } = saying;
  app.recents.choseKind(as);
  if (kinds[as].place === 'here') {
    await saveNote(app, team, words.notes ?? words.title, taken.back?.at);
    if (refused) await app.connection.discard(refused.id);
    return undefined;
  }
  const base = {
    id: app.newId(),
    record: refused?.record ?? app.newId(),
    at: new Date(app.now()).toISOString(),
    team,
    ...(Object.keys(attached).length > 0 && { context: attached }),
    ...(refused && { replaces: refused.id }),
  };
  const placement = isDiscussionKind(as) ? placementOf(as, visible(app.state())) : undefined;
  if (isDiscussionKind(as) && placement?.kind === 'category') {
    const { isOpen: _isOpen, ...category } = placement.category;
    const thread = { threadKind: as, category, ...wordsOfThread(app, taken, words) };
    await app.connection.record({ ...base, kind: 'openThread', ...thread });
  } else if (isItemKind(as)) await app.connection.record({ ...base, kind: 'capture', itemKind: as, words });
  // What was there when the row was drawn may be gone by now.
  else throw new Error(placement && placementWords(placement));
  return base.record;
}

/** Of whom no number is known is named in the text alone. */
function wordsOfThread(app: App, { owner }: Taken & { kind: 'save' }, words: Content) {
  const member = memberNamed(app.state(), owner);
  const named = member?.id === undefined ? undefined : { id: member.id, login: member.login };
  const text = words.notes ?? words.title;
  const { title, notes = '' } = owner && !named ? contentFrom(`${text} @${owner}`) : words;
  return { title, text: notes, ...(named && { named: [named] }) };
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
  { kind, context, hints, refused }: Start,
  said: Partial<Content>,
  { draft, value, problem }: Before,
): Promise<Composed<Taken> | undefined> {
  const state = app.state();
  const suggesterFor = (found: Hints) => suggester(state, found, app.now(), app.editor.zone());
  const names = new Map(peopleOn(state).map((login) => [login.toLowerCase(), login]));
  let composing: Composing = {
    state,
    repository: fullName(team.repository),
    said,
    kind,
    placement: (one) => placementOf(one, visible(state)),
    expected: (login, asked) => expectedNow(state, login, app.now(), asked, app.editor.zone()),
    timeIn: (text) => timeAtEnd(app, text),
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
    title: kindWords[kind].capture(plain(fullName(team.repository))),
    placeholder: kindWords[kind].placeholder(),
    rows: (text, attaches, shown) => captureRows(composing, text, attaches, shown),
    pending,
    check: checkText,
    ...(kinds[kind].place === 'issue' && { more: l10n.t('Add owner, due time and desired outcome') }),
    ...(kinds[kind].isAwaited && { park: l10n.t('Save, park and start the next task') }),
    toggle: l10n.t('Attach nothing from the editor'),
    ...(draft && { draft }),
    ...(value !== undefined && { value }),
    ...(problem && { problem }),
  });
}

async function open(app: App, team: Team, known: Known): Promise<void> {
  if (known.kind === 'document') await app.editor.openDocument(known.file, known.line);
  else if (known.isDiscussion) app.showThread(threadKey(known.number));
  else await app.editor.openAddress(issueAddress(team, known.number));
}

function keptDetails(refused: Capture | OpenThread | undefined): Partial<Content> {
  if (refused?.kind !== 'capture') return {};
  const { title: _title, notes: _notes, ...kept } = refused.words;
  return kept;
}
