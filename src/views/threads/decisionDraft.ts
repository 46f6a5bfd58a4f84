/** The text a decision's document begins with, and the one in which it comes back. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import type { ProposedTerms } from '../../model/board/mutation.js';
import { decisionLabels } from '../../model/local/writeUp.js';
import { notSentNote } from '../now/writeUps.js';

/** Headings that make one decide; the third is what is decided. */
export function decisionQuestions(): readonly [string, string, string, string] {
  return [l10n.t('Context'), l10n.t('Options, with cost'), l10n.t('Proposal'), l10n.t('If nobody objects')];
}

/** What stands in it from the beginning. */
interface Begun {
  readonly title: string;
  readonly context: string;
  readonly proposal: string;
}

/** @param login mine: whoever proposes decides, unless somebody else is named */
export function decisionTemplate(login: string, begun?: Begun): string {
  const { decider, deputy, named, closes, replaces } = decisionLabels;
  const explained = [
    l10n.t('What you write below becomes a discussion when you run Send Draft. Until then it stays on this machine.'),
    l10n.t('In the lines above: who decides, who decides if that person is off, and who is asked, such as @bo, @emi.'),
    l10n.t('Leave “{0}” empty to give everyone two of their delivery times and two whole working days.', closes),
    l10n.t(
      'After “{0}”: the number of an earlier decision that this one takes the place of, if there is one.',
      replaces,
    ),
    l10n.t('This note and unanswered questions are not sent.'),
  ];
  return [
    `# ${begun?.title ?? ''}`,
    '',
    `${decider} @${login}`,
    `${deputy} @`,
    `${named} @`,
    `${closes} `,
    `${replaces} #`,
    '',
    `<!-- ${explained.join('\n     ')} -->`,
    ...decisionQuestions().map((question, place) => {
      const words = [begun?.context, undefined, begun?.proposal][place];
      return `\n## ${question}\n${words === undefined ? '' : `\n${words}`}`;
    }),
    '',
  ].join('\n');
}

/** @param zone mine, IANA name */
export function decisionAgain(
  { title, text, terms }: { readonly title: string; readonly text: string; readonly terms: ProposedTerms },
  zone: string,
  why: string | undefined,
): string {
  const { decider, deputy, named, closes, replaces } = decisionLabels;
  const at = terms.isChosen ? DateTime.fromISO(terms.closes, { zone }).toFormat('yyyy-MM-dd HH:mm') : '';
  return [
    `# ${title}`,
    '',
    `${decider} @${terms.decider.login}`,
    `${deputy} @${terms.deputy?.login ?? ''}`,
    `${named} ${terms.named.map(({ login }) => `@${login}`).join(', ')}`,
    `${closes} ${at}`,
    `${replaces} #${terms.replaces ?? ''}`,
    '',
    ...notSentNote(why),
    text,
    '',
  ].join('\n');
}
