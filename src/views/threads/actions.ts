/** What can be done with a discussion as a whole: a row for each button at the head of its page. */
import * as l10n from '@vscode/l10n';
import { type Decision, isOpen, isToBeMade, makerOf } from '../../model/posting/decisions.js';
import { type HandOff, mayPickUp } from '../../model/posting/handOffs.js';
import type { Stance } from '../../model/threads/decision.js';
import type { Thread } from '../../model/threads/thread.js';
import { changeIn } from '../../model/tune/change.js';
import { type ThreadActionName, threadActionNames } from './protocol.js';
import type { Looking } from './words.js';

interface ThreadAction {
  label(): string;
  isFor(thread: Thread, around: Around): boolean;
}

interface Around extends Pick<Looking, 'now' | 'statuses'> {
  /** My number. */
  readonly me: number | undefined;
  readonly decision: Decision | undefined;
  /** What it begins with, where that is known: untrusted Markdown. */
  readonly opening?: string | undefined;
  readonly handOff: HandOff | undefined;
}

const isAtGitHub = ({ number }: Thread) => number !== undefined;

/** Whoever is asked can say something else until it is decided. */
const toAnswer = (stance: Stance, label: () => string): ThreadAction => ({
  label,
  isFor: (_thread, { decision, me }) =>
    decision !== undefined &&
    isOpen(decision) &&
    decision.terms.named.some(({ id }) => id === me) &&
    decision.answers.get(me ?? 0)?.stance !== stance,
});

const actions: Readonly<Record<ThreadActionName, ThreadAction>> = {
  pickUp: {
    label: () => l10n.t('Pick up'),
    isFor: (_thread, { handOff, me }) => handOff !== undefined && mayPickUp(handOff, me),
  },
  agree: toAnswer('agree', () => l10n.t('Agree')),
  object: toAnswer('object', () => l10n.t('Object…')),
  abstain: toAnswer('abstain', () => l10n.t('Abstain')),
  decide: {
    label: () => l10n.t('Decide…'),
    isFor: (_thread, { decision, me, statuses, now }) =>
      decision !== undefined && isToBeMade(decision, now) && makerOf(decision, statuses, now).id === me,
  },
  editTeamFile: {
    label: () => l10n.t('Edit the team file'),
    isFor: (_thread, { decision, opening = '' }) => decision?.decided !== undefined && changeIn(opening) !== undefined,
  },
  keepDecision: {
    label: () => l10n.t('Keep as ADR…'),
    isFor: (_thread, { decision }) => decision?.decided !== undefined,
  },
  draftAnswer: {
    label: () => l10n.t('Draft an answer'),
    isFor: ({ category, state, isAnswered, by }, { me }) =>
      category.isAnswerable && state === 'open' && !isAnswered && !(by.kind === 'person' && by.person.id === me),
  },
  summarize: { label: () => l10n.t('Summarize'), isFor: ({ comments }) => comments > 0 },
  close: {
    label: () => l10n.t('Close…'),
    isFor: ({ state, may }) => state === 'open' && may.includes('close'),
  },
  reopen: {
    label: () => l10n.t('Reopen'),
    // Who may close one may open it again: GitHub says so only once it is closed.
    isFor: ({ state, may }) => state === 'closed' && (may.includes('reopen') || may.includes('close')),
  },
  openOnGitHub: { label: () => l10n.t('Open on GitHub'), isFor: isAtGitHub },
  snooze: { label: () => l10n.t('Snooze…'), isFor: isAtGitHub },
  captureBlocker: {
    label: () => l10n.t('Capture as a blocker…'),
    isFor: (thread) => isAtGitHub(thread) && thread.state === 'open',
  },
  proposeDecision: {
    label: () => l10n.t('Propose a decision…'),
    isFor: (thread, { decision }) => isAtGitHub(thread) && thread.state === 'open' && decision === undefined,
  },
  saveAnswer: { label: () => l10n.t('Save answer to a document…'), isFor: ({ isAnswered }) => isAnswered },
  copyLink: { label: () => l10n.t('Copy link'), isFor: isAtGitHub },
};

export function threadActions(
  thread: Thread,
  around: Around,
): readonly { readonly name: ThreadActionName; readonly label: string }[] {
  return threadActionNames
    .filter((name) => actions[name].isFor(thread, around))
    .map((name) => ({ name, label: actions[name].label() }));
}
