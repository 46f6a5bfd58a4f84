/** Answering a decision, making it, and keeping it as a document. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import type { Team } from '../../model/board/team.js';
import { type Decision, isOpen, isToBeMade, makerOf, silentOn, unheardOn } from '../../model/posting/decisions.js';
import { visible } from '../../model/state.js';
import { type Answered, answerText, decidedIn, type Stance } from '../../model/threads/decision.js';
import { slug } from '../../model/waits/tasks.js';
import { proposalIn, writeDecided } from '../../records/decision.js';
import { decisionDocument } from '../../records/keptAnswer.js';
import { decisionOf, type KnownThread } from '../../views/threads/picture.js';
import { at } from '../../views/words/logins.js';
import { tryAct } from './acts.js';

/** @param words why, where that is to be said */
export async function answer(app: App, known: KnownThread, team: Team, stance: Stance, words = ''): Promise<void> {
  const text = answerText(stance, words);
  // A button is pressed twice.
  if (known.unsent.some((one) => one.kind === 'say' && one.to === undefined && one.text === text)) return;
  const record = app.newId();
  if (await tryAct(app, known.thread, team, (base) => ({ ...base, kind: 'say', record, text })))
    app.ask.say(l10n.t('Answer saved'));
}

export async function object(app: App, known: KnownThread, team: Team): Promise<void> {
  const draft = `object/${known.thread.key}`;
  const why = await askLine(app, {
    title: l10n.t('Object: why?'),
    placeholder: l10n.t('What would go wrong, in one line'),
    draft: `${draft}/why`,
  });
  if (why === undefined) return;
  const instead = await app.ask.line({
    title: l10n.t('Object: what would you do instead?'),
    placeholder: l10n.t('An alternative, or nothing'),
    draft: `${draft}/instead`,
  });
  if (!instead) return app.ask.keep(`${draft}/why`, why);
  const alternative = instead.text.trim();
  await answer(app, known, team, 'object', alternative === '' ? why : `${why}\n\nInstead: ${alternative}`);
}

export async function decide(app: App, known: KnownThread, team: Team): Promise<void> {
  const decision = decisionOf(known);
  const { statuses } = visible(app.state());
  const isMine = decision && makerOf(decision, statuses, app.now()).id === team.account.id;
  if (!decision || !isOpen(decision) || !isToBeMade(decision, app.now()) || !isMine) return;
  if (!decision.isWhole)
    return app.ask.tell(l10n.t('Show the earlier comments first: somebody may have answered there.'));
  const draft = `decide/${known.thread.key}`;
  const overruled = [];
  for (const { by, words } of decision.objections) {
    const why = await askLine(app, {
      title: l10n.t('Why is it decided although {0} objects?', at(by.login)),
      placeholder: plain(words, 120) || l10n.t('The reason, in one line'),
      draft: `${draft}/${by.id}`,
    });
    if (why === undefined) return;
    overruled.push({ by, why });
  }
  const what = await askLine(app, {
    title: l10n.t('What is decided?'),
    placeholder: l10n.t('One sentence, such as: we buy one lamp for both towers'),
    draft: `${draft}/what`,
  });
  if (what === undefined) return;
  const why = await askLine(app, {
    title: l10n.t('Because?'),
    placeholder: l10n.t('The reason that counted most'),
    draft: `${draft}/because`,
  });
  if (why === undefined) return app.ask.keep(`${draft}/what`, what);

  const text = madeText(decision, team, { what, why, overruled }, unheardOn(decision, statuses));
  if (
    !(await app.ask.confirm(
      l10n.t('Decide this? It is told in one comment, and the discussion is closed.'),
      text,
      l10n.t('Decide'),
    ))
  )
    return app.ask.keep(`${draft}/what`, what);
  const record = app.newId();
  if (!(await tryAct(app, known.thread, team, (base) => ({ ...base, kind: 'decide', record, text })))) return;
  const words = decidedIn(text) ?? text;
  const kept = { words, by: team.account.login, at: new Date(app.now()).toISOString() };
  // Nobody waits for a word that may stand there for a while.
  void app.ask
    .offer(l10n.t('Decision saved'), l10n.t('Keep as ADR'))
    .then((isWanted) => (isWanted ? keep(app, known, team, kept) : undefined))
    .catch((error) => app.warn(`a decision could not be kept: ${String(error)}`));
}

function madeText(
  decision: Decision,
  { account }: Team,
  said: Pick<Parameters<typeof writeDecided>[0], 'what' | 'why' | 'overruled'>,
  unheard: ReturnType<typeof unheardOn>,
): string {
  const who = (stance: Stance) =>
    [...decision.answers.values()].filter((one: Answered) => one.stance === stance).map(({ by }) => by);
  return writeDecided({
    ...said,
    by: account,
    agreed: who('agree'),
    abstained: who('abstain'),
    silent: silentOn(decision),
    unheard,
  });
}

export async function keepDecision(app: App, known: KnownThread, team: Team): Promise<void> {
  const decided = decisionOf(known)?.decided;
  if (!decided) return;
  await keep(app, known, team, { words: decided.words, by: decided.by.login, at: decided.at });
}

interface Kept {
  readonly words: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
}

/** A name such as "0007-one-lamp.md", in the folder that holds such documents already. */
async function keep(app: App, { thread, talk }: KnownThread, team: Team, kept: Kept): Promise<void> {
  const files = await app.documents.list();
  const folders = new Map<string, { readonly last: number; readonly width: number; readonly file: string }>();
  for (const { path, file } of files) {
    const [, folder = '', number = ''] = /^(.*?)(\d{3,5})[-_ ][^/]*\.md$/.exec(path) ?? [];
    if (number === '' || (folder !== '' && !folder.endsWith('/'))) continue;
    const last = folders.get(folder)?.last ?? 0;
    if (Number(number) >= last) folders.set(folder, { last: Number(number), width: number.length, file });
  }
  const choices = [...folders].map(([folder, value]) => ({
    label: plain(folder, 200) || './',
    icon: 'folder',
    value,
  }));
  const chosen =
    choices.length > 1 ? await app.ask.pick(l10n.t('Select a folder for the decision'), choices) : choices[0]?.value;
  if (choices.length > 1 && !chosen) return;
  const as = String((chosen?.last ?? 0) + 1).padStart(chosen?.width ?? 4, '0');
  const text = decisionDocument(
    team,
    { title: thread.title, ...(thread.number !== undefined && { number: thread.number }) },
    { as, date: kept.at.slice(0, 10), by: kept.by, words: kept.words, opening: proposalIn(talk?.opening.text ?? '') },
  );
  const name = [as, slug(thread.title)].filter(Boolean).join('-');
  if (await app.documents.draft(`${name}.md`, text, chosen?.file))
    return app.ask.say(l10n.t('Opened as a new document, not saved yet'));
  await app.editor.copy(text);
  await app.ask.tell(l10n.t('Could not open the document. The text is on the clipboard.'));
}

/** One line that is not empty; undefined where somebody thought better of it. */
async function askLine(
  app: App,
  question: { readonly title: string; readonly placeholder: string; readonly draft: string },
): Promise<string | undefined> {
  const answer = await app.ask.line({
    ...question,
    check: (text) => (text.trim() === '' ? { kind: 'error', message: l10n.t('Enter a sentence') } : undefined),
  });
  return answer?.text.trim() || undefined;
}
