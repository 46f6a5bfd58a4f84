/** The text a check-in's document begins with: what is known of one's work since the last one, and what one waits for. */
import * as l10n from '@vscode/l10n';
import { bare } from '../../base/plainText.js';
import type { Item } from '../../model/board/item.js';
import { type Intention, intendedSince } from '../../model/local/days.js';
import type { BranchWork, PullsWork } from '../../model/local/ownWork.js';
import { checkInLabels } from '../../model/local/writeUp.js';
import { type State, visible } from '../../model/state.js';
import { checkInHeadings, dayTitle } from '../../model/threads/checkIn.js';
import { ledger, type Wait } from '../../model/waits/ledger.js';
import { nextTasks } from '../../model/waits/tasks.js';
import { notSentNote } from '../now/writeUps.js';

/** More is no check-in: lines of each kind. */
const most = { lines: 12, subjects: 12, branches: 6, tasks: 3 };

export interface Since {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly branches: readonly BranchWork[];
  /** Undefined where GitHub has not said. */
  readonly pulls: PullsWork | undefined;
}

/** @param day date */
export function checkInTemplate(state: State, day: string, work: Since): string {
  const intended = intendedSince(state.days ?? [], new Date(work.since).toISOString(), day);
  const explained = [
    l10n.t('Drafted on this machine from your commits, pull requests and blockers since your last check-in.'),
    ...(work.pulls ? [] : [l10n.t('GitHub could not be asked for your pull requests.')]),
    l10n.t('What you write below becomes your comment in the check-in of the day when you run Send Draft.'),
    l10n.t('Whoever you name under “{0}”, such as @bo, finds it in Waiting.', checkInHeadings.need),
    l10n.t('This note and unanswered questions are not sent.'),
  ];
  return document(
    day,
    [`<!-- ${explained.join('\n     ')} -->`],
    [
      `## ${checkInHeadings.shipped}\n`,
      ...intendedLines(intended.done),
      ...shippedLines(state, work),
      `\n## ${checkInHeadings.next}\n`,
      ...intendedLines(intended.next),
      ...nextLines(state, work),
      `\n## ${checkInHeadings.need}\n`,
      ...needLines(state),
    ],
  );
}

/** One that is there already, or was refused. @param why it comes back */
export function checkInAgainText(day: string, text: string, why?: string): string {
  return document(day, notSentNote(why), [text]);
}

function document(day: string, note: readonly string[], lines: readonly string[]): string {
  return [`# ${dayTitle(day)}`, '', `${checkInLabels.day} ${day}`, '', ...note, '', ...lines, ''].join('\n');
}

/** What I meant to do on my days: the first thing that was on my mind. */
function intendedLines(intentions: readonly Intention[]): readonly string[] {
  return cut(intentions.map(({ text }) => words(text)));
}

function shippedLines(state: State, { since, branches, pulls }: Since): readonly string[] {
  const me = state.team?.account.id;
  const isMine = (item: Item) => item.ownerId === me || (item.ownerId === undefined && isNamed(state, item.owner));
  const resolved = [...visible(state).items.values()].filter(
    (item) => item.state === 'closed' && Date.parse(item.updatedAt) >= since && (isMine(item) || item.by.id === me),
  );
  return [
    ...cut(resolved.map(({ title, number }) => l10n.t('Resolved: {0}', reference(title, number)))),
    ...cut((pulls?.merged ?? []).map(({ title, number }) => l10n.t('Merged: {0}', reference(title, number)))),
    ...cut((pulls?.reviewed ?? []).map(({ title, number }) => l10n.t('Reviewed: {0}', reference(title, number)))),
    ...branches
      .slice(0, most.branches)
      .flatMap(({ repository, branch, subjects }) => [
        `- ${l10n.t('On {0} in {1}:', `\`${bare(branch, 80).replaceAll('`', '')}\``, bare(repository, 60))}`,
        ...subjects.slice(0, most.subjects).map((subject) => `  - ${words(subject)}`),
        ...(subjects.length > most.subjects ? [`  - …`] : []),
      ]),
  ];
}

function nextLines(state: State, { pulls }: Since): readonly string[] {
  const tasks = nextTasks(state).slice(0, most.tasks);
  return [
    ...cut((pulls?.open ?? []).map(({ title, number }) => l10n.t('Pull request {0}', reference(title, number)))),
    ...cut(tasks.map(({ title, number }) => reference(title, number))),
  ];
}

/** What I wait for, by whom: others need not be told of what nobody is asked for. */
function needLines(state: State): readonly string[] {
  return cut(ledger(state).mine.flatMap((wait) => needOf(state, wait)));
}

function needOf({ team }: State, wait: Wait): readonly string[] {
  const me = team?.account.login.toLowerCase();
  const line = (logins: readonly string[], what: string) => {
    const others = logins.filter((login) => login.toLowerCase() !== me);
    return others.length > 0 ? [`${others.map((login) => `@${login}`).join(', ')}: ${what}`] : [];
  };
  switch (wait.kind) {
    case 'item': {
      const { owner, title, number } = wait.item;
      return owner === undefined ? [] : line([owner], reference(title, number));
    }
    case 'review':
      return line(wait.asked.of, l10n.t('a review of {0}', reference(wait.asked.title, wait.asked.number)));
    case 'question':
      return line(wait.asked.of, l10n.t('an answer to {0}', reference(wait.asked.title, wait.asked.number)));
    case 'dependency':
    case 'decision':
    case 'checkIn':
    case 'handOff':
    case 'memo':
      return [];
  }
}

function isNamed({ team }: State, login: string | undefined): boolean {
  return login !== undefined && login.toLowerCase() === team?.account.login.toLowerCase();
}

function cut(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, most.lines).map((line) => `- ${line}`);
  return lines.length > most.lines ? [...shown, '- …'] : shown;
}

/** GitHub makes a link of the number. */
function reference(title: string, number: number | undefined): string {
  return number === undefined ? words(title) : `${words(title)} (#${number})`;
}

/** Of somebody's title nobody is told, and no heading or comment is made. */
function words(text: string): string {
  return bare(text, 160)
    .replace(/@(?=\w)/g, '')
    .replaceAll('<!--', '<! --');
}
