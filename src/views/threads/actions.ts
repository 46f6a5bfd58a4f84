/** What can be done with a discussion as a whole: a row for each button at the head of its page. */
import * as l10n from '@vscode/l10n';
import type { Thread } from '../../model/threads/thread.js';
import { type ThreadActionName, threadActionNames } from './protocol.js';

interface ThreadAction {
  label(): string;
  isFor(thread: Thread): boolean;
}

const isAtGitHub = ({ number }: Thread) => number !== undefined;

const actions: Readonly<Record<ThreadActionName, ThreadAction>> = {
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
  saveAnswer: { label: () => l10n.t('Save answer to a document…'), isFor: ({ isAnswered }) => isAnswered },
  copyLink: { label: () => l10n.t('Copy link'), isFor: isAtGitHub },
};

export function threadActions(thread: Thread): readonly { readonly name: ThreadActionName; readonly label: string }[] {
  return threadActionNames
    .filter((name) => actions[name].isFor(thread))
    .map((name) => ({ name, label: actions[name].label() }));
}
