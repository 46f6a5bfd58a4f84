/** What is known already, as the beginning of an answer: quotations with links, in the reply box. Nothing is sent. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { fullName, issueAddress, type Team } from '../../model/board/team.js';
import { answerInMarkdown, textInMarkdown } from '../../records/keptAnswer.js';
import type { Known } from '../../search/knowledge.js';
import type { KnownThread } from '../../views/threads/picture.js';

/** Lines of an answer that are quoted: the link has the rest. */
const mostLines = 12;

/** @param write puts a text into the box at the end of the page, behind what stands there */
export async function draftAnswer(
  app: App,
  { thread, talk }: KnownThread,
  team: Team,
  write: (text: string) => Promise<boolean>,
): Promise<void> {
  app.knowledge.prepare();
  const found = app.knowledge
    .resembling(`${thread.title}\n${talk?.opening.text ?? ''}`)
    .filter((one) => one.kind === 'document' || one.number !== thread.number);
  if (found.length === 0)
    return app.ask.say(l10n.t('Nothing that is known here resembles it: no answer, decision or document'));
  if (await write(found.map((one) => quoted(one, team)).join('\n\n')))
    app.ask.say(l10n.t('What is known is in the reply box. Nothing is sent until you send it.'));
}

function quoted(one: Known, team: Team): string {
  const title = textInMarkdown(plain(one.title, 200)) || l10n.t('(no title)');
  if (one.kind === 'document') return `${textInMarkdown(plain(one.path, 200))}: ${title}`;
  const { number, answer, isDiscussion } = one;
  const lines = answerInMarkdown(answer ?? '').split('\n');
  const words = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  const address = issueAddress(team, number, isDiscussion ? 'discussion' : 'issue');
  const link = `[${textInMarkdown(`${fullName(team.repository)}#${number}`)}](${address}): ${title}`;
  return answer ? `${words.map((line) => `> ${line}`.trimEnd()).join('\n')}\n\n${link}` : link;
}
