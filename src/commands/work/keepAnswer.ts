/** Keeping an answer as documentation: in a Markdown file of the workspace, for the person to look at and save. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import type { Board } from '../../model/board/board.js';
import { isAwaitedItem } from '../../model/board/item.js';
import type { Team } from '../../model/board/team.js';
import { visible } from '../../model/state.js';
import { answerSection } from '../../records/keptAnswer.js';

/** Longer lists are read by typing. */
const mostOffered = 500;

/** What an answer was given to. */
export interface Answered {
  readonly title: string;
  readonly number?: number;
  /** An issue, unless it is said. */
  readonly subject?: 'discussion';
}

interface KnownAnswer {
  readonly to: Answered;
  readonly text: string;
  readonly login: string;
  /** ISO instant. */
  readonly at: string;
}

export async function saveAnswer(app: App): Promise<void> {
  const { team } = app.state();
  const board = visible(app.state());
  const known = [...resolvedBlockers(board), ...answeredQuestions(board)];
  if (!team || known.length === 0) return app.ask.say(l10n.t('Nothing has an answer yet'));
  const choices = known
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, mostOffered)
    .map((one) => ({
      label: plain(one.to.title, 120) || l10n.t('(no title)'),
      description: `#${one.to.number} · @${plain(one.login, 40)}`,
      detail: plain(one.text, 200),
      icon: one.to.subject === 'discussion' ? 'comment-discussion' : 'check',
      value: one,
    }));
  const chosen = await app.ask.pick(l10n.t('Select an answer to save'), choices);
  if (chosen) await saveThisAnswer(app, team, chosen.to, chosen.text);
}

function resolvedBlockers({ items, answers }: Board): readonly KnownAnswer[] {
  return [...items.values()].flatMap((item): readonly KnownAnswer[] => {
    const isResolved = item.state === 'closed' && isAwaitedItem(item);
    const answer = isResolved && item.number !== undefined ? answers.get(item.number) : undefined;
    if (!answer) return [];
    const { text, by, at } = answer;
    return [{ to: item, text, login: by.login, at }];
  });
}

/** Whoever has left GitHub has answered all the same. */
function answeredQuestions({ threads, talks }: Board): readonly KnownAnswer[] {
  return [...threads.values()].flatMap((thread): readonly KnownAnswer[] => {
    const { title, number } = thread;
    const answer = number !== undefined && thread.isAnswered ? talks.get(number)?.answer : undefined;
    if (number === undefined || !answer) return [];
    const { text, by, at } = answer.said;
    const login = by.kind === 'person' ? by.person.login : by.kind === 'app' ? by.login : 'ghost';
    return [{ to: { title, number, subject: 'discussion' }, text, login, at }];
  });
}

export async function saveThisAnswer(app: App, team: Team, to: Answered, answer: string): Promise<void> {
  const document = await askDocument(app);
  if (document) await appendAnswer(app, team, to, answer, document.file);
}

/** A document of the workspace, or without a file a new one. Undefined where the person thought better of it. */
export async function askDocument(app: App): Promise<{ readonly file?: string } | undefined> {
  const files = await app.documents.list();
  const choices: readonly Choice<{ readonly file?: string }>[] = [
    ...files.map(({ file, path }) => ({ label: plain(path, 200), icon: 'markdown', value: { file } })),
    { label: l10n.t('New document…'), icon: 'new-file', value: {} },
  ];
  if (files.length === 0) return {};
  return app.ask.pick(l10n.t('Select a document for the answer'), choices);
}

/** Adds an answer to a document, or to a new one. */
export async function appendAnswer(app: App, team: Team, to: Answered, answer: string, file?: string): Promise<void> {
  const section = answerSection(team, to, answer);
  if (await app.documents.append(section, file))
    return app.ask.say(l10n.t('Added to the end of the document, not saved yet'));
  await app.editor.copy(section);
  await app.ask.tell(l10n.t('Could not edit the document. The text is on the clipboard.'));
}
