/** The text a hand-off's document begins with, drafted from what is known of the work, and the one in which it comes back. */
import * as l10n from '@vscode/l10n';
import { bare } from '../../base/plainText.js';
import type { Park, Unshared } from '../../model/local/park.js';
import { backToMe, handOffLabels, whoeverIsNext } from '../../model/local/writeUp.js';
import type { State } from '../../model/state.js';
import { type HandOffTerms, handedFileText } from '../../model/threads/handOff.js';
import { ledger } from '../../model/waits/ledger.js';
import type { BranchPull } from '../../ports/remote.js';
import { notSentNote } from '../now/writeUps.js';
import { parkedPlace } from '../words/parked.js';

/** In this order: whoever picks it up begins with the second. */
export function handOffQuestions(): readonly [string, string, string, string] {
  return [
    l10n.t('State now'),
    l10n.t('First thing to do'),
    l10n.t('Tried and rejected'),
    l10n.t('What can go wrong, and who may be woken'),
  ];
}

/** What is known of the work. */
export interface WorkAtHand {
  readonly branch?: string;
  readonly commit?: string;
  readonly files: readonly string[];
  readonly unshared?: Unshared;
  readonly pull?: BranchPull;
}

export function handOffTemplate(state: State, work: WorkAtHand): string {
  const { to, onward, branch, files } = handOffLabels;
  const { pull } = work;
  const explained = [
    l10n.t('What you write below becomes a hand-off when you run Send Draft. Until then it stays on this machine.'),
    l10n.t('After “{0}”: a login such as @bo, or “{1}”; add logins to choose among them.', to, whoeverIsNext),
    l10n.t('After “{0}”: nothing, or to whom it goes on after that, such as @emi, {1}.', onward, backToMe),
    l10n.t(
      'Delete the lines below that to hand over no branch and no files. This note and unanswered questions are not sent.',
    ),
  ];
  const [now, ...others] = handOffQuestions();
  return [
    `# ${bare(pull?.title ?? '', 200)}`,
    '',
    `${to} @`,
    `${onward} `,
    ...(work.branch === undefined ? [] : [`${branch} ${work.branch}`]),
    ...(work.files.length === 0 ? [] : [`${files} ${work.files.join(', ')}`]),
    '',
    `<!-- ${explained.join('\n     ')} -->`,
    '',
    `## ${now}`,
    '',
    ...[...branchLines(work), ...pullLines(pull), ...waitLines(state), ...parkLines(state.parks)].map(item),
    ...others.map((question) => `\n## ${question}\n`),
    '',
  ].join('\n');
}

/** One line of a list. It names nobody: only whom the draft is for is to be told. */
function item(text: string): string {
  return `- ${text.replaceAll('@', '')}`;
}

/** Longer lists say how many more there are. */
const mostNamed = 8;

function branchLines({ branch, commit, unshared }: WorkAtHand): readonly string[] {
  if (branch === undefined) return [];
  const at = commit === undefined ? '' : commit.slice(0, 10);
  const { ahead, changed = [] } = unshared ?? {};
  const place = at === '' ? l10n.t('Branch {0}', branch) : l10n.t('Branch {0} at {1}', branch, at);
  const pushed =
    ahead === undefined
      ? ''
      : ahead === 'all'
        ? l10n.t('only on my machine: push it first')
        : ahead === 0
          ? l10n.t('pushed')
          : ahead === 1
            ? l10n.t('1 commit is not pushed')
            : l10n.t('{0} commits are not pushed', ahead);
  const more = changed.length - mostNamed;
  const named = changed.slice(0, mostNamed).map((path) => bare(path, 120));
  const list = more > 0 ? l10n.t('{0} and {1} more', named.join(', '), more) : named.join(', ');
  return [
    pushed === '' ? place : `${place}, ${pushed}`,
    ...(changed.length > 0 ? [l10n.t('Not committed, only on my machine: {0}', list)] : []),
  ];
}

function pullLines(pull: BranchPull | undefined): readonly string[] {
  if (!pull) return [];
  const { number, title, isDraft, checks } = pull;
  const head = isDraft
    ? l10n.t('Draft pull request #{0}: {1}', number, bare(title, 200))
    : l10n.t('Pull request #{0}: {1}', number, bare(title, 200));
  if (!checks) return [head];
  const failed = checks.failed.slice(0, mostNamed).map((name) => bare(name, 80));
  const said =
    failed.length > 0
      ? l10n.t('Checks that failed: {0}', failed.join(', '))
      : checks.isDone
        ? l10n.t('All checks have passed')
        : l10n.t('Checks are still running');
  return [head, said];
}

/** What I wait for myself. */
function waitLines(state: State): readonly string[] {
  return ledger(state)
    .mine.filter((wait) => wait.kind === 'item')
    .slice(0, mostNamed)
    .map(({ item: { number, title, owner } }) => {
      const words = [number === undefined ? '' : `#${number}`, bare(title, 200)].filter(Boolean).join(' ');
      return owner === undefined ? l10n.t('Waiting: {0}', words) : l10n.t('Waiting for {0}: {1}', owner, words);
    });
}

function parkLines(parks: readonly Park[]): readonly string[] {
  return parks
    .slice(0, mostNamed)
    .map((park) =>
      l10n.t('Parked on {0} until this is resolved: {1}', bare(parkedPlace(park), 120), bare(park.title, 200)),
    );
}

/** @param me whose it is: "back to me" @param why it comes back */
export function handOffAgain(
  { title, text, terms }: { readonly title: string; readonly text: string; readonly terms: HandOffTerms },
  me: number,
  why: string | undefined,
): string {
  const { to, onward, branch, files } = handOffLabels;
  const names = terms.to.map(({ login }) => `@${login}`).join(', ');
  const stops = terms.onward.map(({ id, login }) => (id === me ? backToMe : `@${login}`));
  return [
    `# ${title}`,
    '',
    `${to} ${terms.isForNext ? `${whoeverIsNext}: ` : ''}${names}`,
    `${onward} ${stops.join(', ')}`,
    ...(terms.code ? [`${branch} ${terms.code.branch}`] : []),
    ...(terms.files.length > 0 ? [`${files} ${terms.files.map(handedFileText).join(', ')}`] : []),
    '',
    ...notSentNote(why),
    text,
    '',
  ].join('\n');
}
