/** Owns the sentences for what can go wrong: one plain sentence each, and what to do about it. */
import * as l10n from '@vscode/l10n';
import type { Telling } from '../model/mutation.js';
import type { Aside, Refusal, Trouble } from '../model/state.js';
import { plain } from './plain.js';
import { moment } from './time.js';

export function troubleWords(trouble: Trouble, now: number): string {
  switch (trouble.kind) {
    case 'offline':
      return l10n.t('GitHub cannot be reached');
    case 'serverDown':
      return l10n.t('GitHub is not answering properly');
    case 'limited':
      return l10n.t('GitHub asked to wait until {0}', moment(trouble.until, now));
    case 'signedOut':
      return l10n.t('Sign in again to send and receive');
    case 'singleSignOn':
      return l10n.t('Your organization wants single sign-on for this account');
    case 'repositoryMissing':
      return l10n.t('The team repository is gone, or you may not see it');
    case 'issuesDisabled':
      return l10n.t('Issues are turned off in the team repository');
    case 'forbidden':
      return trouble.detail ? l10n.t('GitHub refused: {0}', plain(trouble.detail)) : l10n.t('GitHub refused');
    case 'disk':
      return l10n.t('The disk refuses: {0}', plain(trouble.detail));
  }
}

export function refusalWords(reason: Refusal): string {
  const detail = reason.detail ? plain(reason.detail) : undefined;
  switch (reason.kind) {
    case 'tooLong':
      return l10n.t('{0} characters too long for GitHub', detail ?? '?');
    case 'missing':
      return l10n.t('Not found, or no right to write here');
    case 'gone':
      return l10n.t('The issue is gone');
    case 'elsewhere':
      return l10n.t('The issue moved to another repository');
    case 'issuesDisabled':
      return l10n.t('Issues are turned off in the team repository');
    case 'foreignRecord':
      return l10n.t('Its record is damaged or of a newer Makertime: change it on GitHub');
    case 'forbidden':
      return detail ? l10n.t('Not allowed: {0}', detail) : l10n.t('Not allowed');
    case 'invalid':
      return detail ? l10n.t('GitHub did not accept it: {0}', detail) : l10n.t('GitHub did not accept it');
  }
}

export function asideWords(aside: Aside): string {
  switch (aside.why) {
    case 'newer':
      return l10n.t('Saved by a newer Makertime; it will be sent when that runs again');
    case 'torn':
      return l10n.t('A damaged file of the outbox, kept as it is');
    case 'foreign':
      return l10n.t('Not a file of the outbox, kept as it is');
  }
}

/** What a mutation is about, in one line. */
export function mutationWords(mutation: Telling, titleOf: (key: string) => string | undefined): string {
  switch (mutation.kind) {
    case 'capture':
      return plain(mutation.words.title) || l10n.t('(no title)');
    case 'comment':
      return l10n.t('Comment: {0}', plain(mutation.text, 120));
    case 'edit':
      return l10n.t('Change: {0}', plain(titleOf(mutation.target) ?? l10n.t('a blocker'), 120));
    case 'resolve':
      return l10n.t('Resolve: {0}', plain(titleOf(mutation.target) ?? l10n.t('a blocker'), 120));
    case 'depend':
      return mutation.isOver
        ? l10n.t('No longer blocks {0}', plain(mutation.blocks, 120))
        : l10n.t('Blocks {0}', plain(mutation.blocks, 120));
    case 'status':
      return l10n.t('Your status');
    case 'roster':
      return l10n.t('The roster of the team');
  }
}
