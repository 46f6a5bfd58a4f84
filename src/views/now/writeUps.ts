/** What documents in the making look like: a blocker's text as it begins, and the rows of those that have not been sent. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { idTime } from '../../base/id.js';
import { bare, plain } from '../../base/plainText.js';
import type { Content, Context } from '../../model/board/item.js';
import { writeUpLabels } from '../../model/local/writeUp.js';
import type { State } from '../../model/state.js';
import type { Row } from '../words/row.js';
import { span, spokenSpan } from '../words/time.js';

/** Headings that make one explain. */
export function writeUpQuestions(): readonly string[] {
  return [
    l10n.t("What I'm trying to do"),
    l10n.t('What happens instead'),
    l10n.t("What I've tried"),
    l10n.t('What I think is wrong'),
    l10n.t('What I need, and from whom'),
  ];
}

/** @param title what is known of it already */
export function writeUpTemplate(title: string, context: Context): string {
  const { owner, needBy, outcome, blocks, attached } = writeUpLabels;
  const carried = contextWords(context);
  const explained = [
    l10n.t('What you write below becomes a blocker when you run Send Draft. Until then it stays on this machine.'),
    l10n.t(
      'The lines above are optional: a login, a time such as 15:00 or 2026-11-24, a sentence, an issue such as #12.',
    ),
    ...(carried ? [l10n.t('Delete the “{0}” line to attach nothing.', attached)] : []),
    l10n.t('This note and unanswered questions are not sent.'),
  ];
  return [
    `# ${title}`,
    '',
    `${owner} @`,
    `${needBy} `,
    `${outcome} `,
    `${blocks} #`,
    ...(carried ? [`${attached} ${carried}`] : []),
    '',
    `<!-- ${explained.join('\n     ')} -->`,
    ...writeUpQuestions().map((question) => `\n## ${question}\n`),
    '',
  ].join('\n');
}

/**
 * What was written down, as it can be sent once more. A line for each label, so that no line of the notes is read as one.
 * @param zone mine, IANA name
 * @param why it comes back
 */
export function writtenAgain(words: Content, context: Context, zone: string, why?: string): string {
  const { owner, needBy, outcome, blocks, attached } = writeUpLabels;
  const carried = contextWords(context);
  const by = words.needBy === undefined ? '' : DateTime.fromISO(words.needBy, { zone }).toFormat('yyyy-MM-dd HH:mm');
  return [
    `# ${words.title}`,
    '',
    `${owner} @${words.owner ?? ''}`,
    `${needBy} ${by}`,
    `${outcome} ${words.outcome ?? ''}`,
    `${blocks} ${words.blocks ?? '#'}`,
    ...(carried ? [`${attached} ${carried}`] : []),
    '',
    ...notSentNote(why),
    words.notes ?? '',
    '',
  ].join('\n');
}

/** Above what comes back: why it does. It is not sent. @param why GitHub's words may be among them */
export function notSentNote(why: string | undefined): readonly string[] {
  return why === undefined ? [] : [`<!-- ${l10n.t('Not sent: {0}', bare(why, 300).replaceAll('-->', '->'))} -->`, ''];
}

function contextWords({ repository, branch, commit, path, lines, diagnostic }: Context): string {
  const place = path && `${path}${lines ? `:${lines[0]}` : ''}`;
  return [repository, branch, commit?.slice(0, 8), place, diagnostic]
    .flatMap((part) => (part ? bare(part, 80) : []))
    .join(' · ');
}

/** More than anybody can have in hand; each is a file of its own. */
const mostRows = 50;

export function writeUpRows({ writeUps }: State, now: number): readonly Row[] {
  return writeUps.slice(0, mostRows).map(({ id, kind, title }) => {
    const name = plain(title, 120) || l10n.t('(no title)');
    const label = draftLabel(kind, name);
    const since = now - idTime(id);
    return {
      id: `writeUp/${id}`,
      label,
      description: span(since),
      tooltip: [label, l10n.t('Started {0}; stays on this machine until you send it', spokenSpan(since))].join('\n'),
      icon: 'edit',
      spoken: [label, l10n.t('not sent'), spokenSpan(since)].join(', '),
      offers: 'writeUp',
      command: 'makertime.openDraft',
    };
  });
}

/** A blocker's is the usual one. */
function draftLabel(kind: string | undefined, name: string): string {
  switch (kind) {
    case 'decision':
      return l10n.t('Draft decision: {0}', name);
    case 'handOff':
      return l10n.t('Draft hand-off: {0}', name);
    case 'memo':
      return l10n.t('Draft memo: {0}', name);
    default:
      return l10n.t('Draft: {0}', name);
  }
}
