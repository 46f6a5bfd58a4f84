/** Summaries of discussions, as Markdown documents that the person may save. Sentences as they were written, each with a link. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { fullName, issueAddress, type Team } from '../../model/board/team.js';
import { type Quote, summaryOf } from '../../model/posting/summary.js';
import { visible } from '../../model/state.js';
import type { Said, Talk } from '../../model/threads/talk.js';
import type { Thread } from '../../model/threads/thread.js';
import { textInMarkdown } from '../../records/keptAnswer.js';
import { speakerName, threadFacts } from '../../views/threads/words.js';
import { pickThread } from './open.js';

/** Of a discussion that is picked, as GitHub tells of it now; offline, as it was read last. */
export async function summarize(app: App): Promise<void> {
  const { team } = app.state();
  const thread = team && (await pickThread(app));
  if (!team || !thread) return;
  await summarizeThis(app, team, thread, await talkNow(app, thread));
}

export async function summarizeThis(app: App, team: Team, thread: Thread, talk: Talk | undefined): Promise<void> {
  if (!talk) return app.ask.say(l10n.t('This discussion has not been read from GitHub yet'));
  await app.documents.append(summaryDocument(team, thread, talk));
}

/** What was said, as far as it can be read. */
export async function talkNow(app: App, { number }: Thread): Promise<Talk | undefined> {
  const known = number === undefined ? undefined : visible(app.state()).talks.get(number);
  if (number === undefined) return known;
  const reading = app.connection.readThread(number).catch(() => undefined);
  const told = await app.ask.during(l10n.t('Reading the discussion…'), reading);
  return told?.kind === 'read' ? told.talk : known;
}

export function summaryDocument(team: Team, thread: Thread, talk: Talk): string {
  const { question, answer, decisions, objections, open } = summaryOf(thread, talk);
  const section = (heading: string, quotes: readonly Quote[]) =>
    quotes.length === 0
      ? []
      : [
          `## ${heading}`,
          quotes
            .map(({ text, said }) => `- ${textInMarkdown(plain(text, 400))} (${link(team, talk, said)})`)
            .join('\n'),
        ];
  const others = objections.length + open.length + decisions.length + answer.length;
  return `${[
    ...summaryHead(team, thread),
    ...section(thread.category.isAnswerable ? l10n.t('Question') : l10n.t('What it is about'), question),
    ...section(l10n.t('Answer'), answer),
    ...section(l10n.t('Decided'), decisions),
    ...section(l10n.t('Objections'), objections),
    ...section(l10n.t('Open questions'), open),
    ...(others === 0 ? [l10n.t('No answer, decision, objection or open question was found.')] : []),
    l10n.t('Sentences as they were written, chosen without a language model.'),
    ...(talk.earlier > 0 ? [l10n.t('{0} earlier comments were not read.', talk.earlier)] : []),
  ].join('\n\n')}\n`;
}

export function summaryHead(team: Team, thread: Thread): readonly string[] {
  const title = textInMarkdown(plain(thread.title, 200)) || l10n.t('(no title)');
  const { number } = thread;
  const facts = threadFacts(thread).filter((fact) => !fact.startsWith('#'));
  const where =
    number === undefined
      ? []
      : [`[${textInMarkdown(`${fullName(team.repository)}#${number}`)}](${issueAddress(team, number, 'discussion')})`];
  return [`# ${l10n.t('Summary: {0}', title)}`, [...where, ...facts.map(textInMarkdown)].join(' · ')];
}

/** "[@bo](…#discussioncomment-12)": to the comment where GitHub has told its number, else to the discussion. */
export function link(team: Team, { number, opening }: Talk, said: Said): string {
  const name = textInMarkdown(speakerName(said.by)).replace(/^`|`$/g, '');
  const place = said.id === opening.id || said.number === undefined ? '' : `#discussioncomment-${said.number}`;
  return number === 0 ? name : `[${name}](${issueAddress(team, number, 'discussion')}${place})`;
}
