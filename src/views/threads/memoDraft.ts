/** The text a memo's document begins with, and the one in which it comes back. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import type { ProposedMemo } from '../../model/board/mutation.js';
import { memoLabels } from '../../model/local/writeUp.js';
import { notSentNote } from '../now/writeUps.js';

/** Headings that make one say first what it is about; the last says what is wanted of whom. */
export function memoQuestions(): readonly [string, string, string] {
  return [l10n.t('In short'), l10n.t('Details'), l10n.t('What I ask of you')];
}

/** What may be known of one before it is written. */
export interface BegunMemo {
  readonly title?: string;
  /** Logins. */
  readonly asked?: readonly string[];
  /** Markdown: takes the place of the headings. */
  readonly text?: string;
}

export function memoTemplate({ title = '', asked = [], text }: BegunMemo = {}): string {
  const { until } = memoLabels;
  const explained = [
    l10n.t('What you write below becomes a discussion when you run Send Draft. Until then it stays on this machine.'),
    l10n.t(
      'In the lines above: whose comments you need, such as @bo, @emi, or nobody; and until when, such as friday 3pm.',
    ),
    l10n.t('Leave “{0}” empty to give everyone two of their delivery times and two whole working days.', until),
    l10n.t('This note and unanswered questions are not sent.'),
  ];
  return [
    ...linesOf(title, asked, ''),
    `<!-- ${explained.join('\n     ')} -->`,
    ...(text === undefined ? memoQuestions().map((question) => `\n## ${question}\n`) : ['', text]),
    '',
  ].join('\n');
}

/** @param zone mine, IANA name */
export function memoAgain(
  { title, text, memo }: { readonly title: string; readonly text: string; readonly memo?: ProposedMemo },
  zone: string,
  why: string | undefined,
): string {
  const until = memo?.isChosen ? DateTime.fromISO(memo.until, { zone }).toFormat('yyyy-MM-dd HH:mm') : '';
  const asked = memo?.named.map(({ login }) => login) ?? [];
  return [...linesOf(title, asked, until), ...notSentNote(why), text, ''].join('\n');
}

function linesOf(title: string, asked: readonly string[], until: string): readonly string[] {
  const people = asked.length > 0 ? asked.map((login) => `@${login}`).join(', ') : '@';
  return [`# ${title}`, '', `${memoLabels.asked} ${people}`, `${memoLabels.until} ${until}`, ''];
}

/** What a memo begins with that is read before a meeting. @param when in everybody's local time */
export function meetingMemo(when: string): string {
  return sections([
    [l10n.t('When'), when.trim()],
    [l10n.t('Why we meet'), ''],
    [l10n.t('To read before'), ''],
    [l10n.t('Agenda: what needs talking'), ''],
    [l10n.t('Outcomes'), ''],
  ]);
}

/** What is left of a meeting. @param when sentences, where they are known @param items untrusted, a line each */
export function meetingAgenda(when: readonly string[], items: readonly string[]): string {
  return sections([
    ...(when.length > 0 ? ([[l10n.t('When'), when.join(' · ')]] as const) : []),
    [l10n.t('To read before'), ''],
    [l10n.t('Agenda: what needs talking'), items.map((item) => `- ${item}`).join('\n')],
    [l10n.t('Outcomes'), ''],
  ]);
}

function sections(all: readonly (readonly [heading: string, text: string])[]): string {
  return all.map(([heading, text]) => `## ${heading}\n${text && `\n${text}`}`).join('\n\n');
}
