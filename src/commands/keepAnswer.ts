/** Owns keeping an answer as documentation: in a Markdown file of the workspace, for the person to look at and save. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Choice } from '../ask.js';
import type { Item } from '../model/item.js';
import { visible } from '../model/state.js';
import type { Team } from '../model/team.js';
import { answerSection } from '../views/keptAnswer.js';
import { plain } from '../views/plain.js';

/** Longer lists are read by typing. */
const mostOffered = 500;

export async function keepAnswer(app: App): Promise<void> {
  const { team } = app.state();
  const { items, answers } = visible(app.state());
  const resolved = [...items.values()].flatMap((item) => {
    const answer = item.state === 'closed' && item.number !== undefined ? answers.get(item.number) : undefined;
    return answer ? [{ item, answer }] : [];
  });
  if (!team || resolved.length === 0) return app.ask.say(l10n.t('No resolved blocker has an answer yet'));
  const choices = resolved
    .sort((a, b) => (a.answer.at < b.answer.at ? 1 : -1))
    .slice(0, mostOffered)
    .map(({ item, answer }) => ({
      label: plain(item.title, 120) || l10n.t('(no title)'),
      description: `#${item.number} · @${plain(answer.by.login, 40)}`,
      detail: plain(answer.text, 200),
      icon: 'check',
      value: { item, answer },
    }));
  const chosen = await app.ask.pick(l10n.t('Keep which answer?'), choices);
  if (chosen) await keepThis(app, team, chosen.item, chosen.answer.text);
}

/** Adds an answer to a document of the workspace that the person picks, or to a new one. */
export async function keepThis(app: App, team: Team, item: Item, answer: string): Promise<void> {
  const files = await app.documents.list();
  const choices: readonly Choice<{ readonly file?: string }>[] = [
    ...files.map(({ file, path }) => ({ label: plain(path, 200), icon: 'markdown', value: { file } })),
    { label: l10n.t('New document…'), icon: 'new-file', value: {} },
  ];
  const chosen = files.length === 0 ? {} : await app.ask.pick(l10n.t('Keep the answer in which document?'), choices);
  if (!chosen) return;
  const section = answerSection(team, item, answer);
  if (await app.documents.append(section, chosen.file)) return app.ask.say(l10n.t('Added at the end; not saved yet'));
  await app.editor.copy(section);
  await app.ask.tell(l10n.t('The document could not be changed. The text is on the clipboard.'));
}
