/** Owns capturing a blocker: one line, Enter; a second step only where it is wanted. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { type Context, type Words, wordsFrom } from '../model/item.js';
import type { Capture } from '../model/mutation.js';
import type { Team } from '../model/team.js';
import { fullName } from '../model/team.js';
import { plain } from '../views/plain.js';
import { errorWords } from '../views/words.js';
import { connectedTeam } from './connect.js';
import { askNeedBy, askOutcome, askOwner } from './details.js';

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
  await askAndRecord(app, team, context, { ...(typeof text === 'string' && { value: text }) });
}

/** A refused blocker, asked for again with its text. What takes its place keeps its record, so nothing can be sent twice. */
export async function captureAgain(app: App, refused: Capture): Promise<void> {
  const { context, words } = refused;
  await askAndRecord(app, refused.team, Promise.resolve(context ?? {}), { value: words.notes ?? words.title, refused });
}

interface Start {
  readonly value?: string;
  readonly refused?: Capture;
}

async function askAndRecord(app: App, team: Team, context: Promise<Context>, start: Start): Promise<void> {
  let value = start.value;
  // Text that was handed over is nobody's draft, and must not take the place of one.
  const draft = start.refused ? `refused/${start.refused.id}` : value === undefined ? 'capture' : undefined;
  let problem: string | undefined;
  let said: Partial<Words> = keptDetails(start.refused);
  let attachable = context;
  for (;;) {
    const answer = await app.ask.line({
      title: l10n.t('Capture blocker for {0}', plain(fullName(team.repository))),
      placeholder: l10n.t('What are you waiting for? One line, then Enter'),
      prompt: attachable.then(attachedWords),
      ...(draft && { draft }),
      more: l10n.t('Add owner, need-by time and desired outcome'),
      toggle: {
        name: l10n.t('Attach nothing from the editor'),
        prompt: l10n.t('Nothing from the editor will be attached'),
      },
      check: checkText,
      ...(value !== undefined && { value }),
      ...(problem && { problem }),
    });
    if (!answer) return;
    if (answer.wantsMore) said = { ...said, ...(await details(app, said)) };
    const words: Words = { ...said, ...wordsFrom(answer.text) };
    if (answer.isToggled) attachable = Promise.resolve({});
    const attached = await attachable;
    const mutation: Capture = {
      kind: 'capture',
      id: app.newId(),
      record: start.refused?.record ?? app.newId(),
      at: new Date(app.now()).toISOString(),
      team,
      itemKind: 'blocker',
      words,
      ...(Object.keys(attached).length > 0 && { context: attached }),
      ...(start.refused && { replaces: start.refused.id }),
    };
    try {
      await app.desk.record(mutation);
      return app.ask.say(l10n.t('Blocker saved: {0}', plain(words.title, 60)));
    } catch (error) {
      // The box comes back with the text in it: nothing typed is lost because the disk refuses.
      value = answer.text;
      problem = l10n.t('Not saved: {0}', errorWords(error));
    }
  }
}

function keptDetails(refused: Capture | undefined): Partial<Words> {
  if (!refused) return {};
  const { title: _title, notes: _notes, ...kept } = refused.words;
  return kept;
}

/** Each may be passed over; dismissing one keeps what was said so far. */
async function details(app: App, before: Partial<Words>): Promise<Partial<Words>> {
  const owner = await askOwner(app, l10n.t('Who has to do something? (1 of 3, Escape to leave it open)'));
  const needBy = await askNeedBy(app, l10n.t('By when is it needed? (2 of 3, Escape to leave it open)'));
  const outcome = await askOutcome(
    app,
    l10n.t('What should be the outcome? (3 of 3, Escape to leave it open)'),
    before.outcome,
  );
  return { ...(owner && { owner }), ...(needBy && { needBy }), ...(outcome && { outcome }) };
}

/** GitHub takes 65,536 characters with the record; more is kept, but cannot be sent as it is. */
const comfortable = 60_000;

export function checkText(text: string): { kind: 'error' | 'warning'; message: string } | undefined {
  if (text.trim() === '') return { kind: 'error', message: l10n.t('Say in a few words what you are waiting for') };
  if (text.length <= comfortable) return undefined;
  return {
    kind: 'warning',
    message: l10n.t(
      '{0} characters: GitHub takes about {1}. It will be saved, and wait for you to shorten it.',
      text.length,
      comfortable,
    ),
  };
}

function attachedWords(context: Context): string {
  const place = context.path && `${context.path}${context.lines ? `:${context.lines[0]}` : ''}`;
  const parts = [context.repository, context.branch, context.commit?.slice(0, 8), place, context.diagnostic].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0
    ? l10n.t('Attached: {0}', parts.map((part) => plain(part, 80)).join(' · '))
    : l10n.t('Nothing from the editor to attach');
}
