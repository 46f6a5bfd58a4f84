/** The sentences for what can go wrong: one plain sentence each, and what to do about it. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import type { Aside, Refusal, Trouble } from '../../model/board/trouble.js';
import { at } from './logins.js';
import { moment } from './time.js';

export function troubleWords(trouble: Trouble, now: number): string {
  switch (trouble.kind) {
    case 'offline':
      return l10n.t('Could not reach GitHub');
    case 'serverDown':
      return l10n.t('GitHub is having problems');
    case 'limited':
      return l10n.t('Rate-limited by GitHub until {0}', moment(trouble.until, now));
    case 'signedOut':
      return l10n.t('Sign in to GitHub again to send and receive');
    case 'singleSignOn':
      return l10n.t('Your organization requires single sign-on: authorize this account');
    case 'repositoryMissing':
      return l10n.t('Team repository not found, or you have no access to it');
    case 'repositoryReplaced':
      return l10n.t('Team repository not found, another one has its name: connect again to use that one');
    case 'madePublic':
      return l10n.t('{0} is public now: what you capture can be read by everybody', plain(trouble.repository));
    case 'issuesDisabled':
      return l10n.t('Issues are disabled in the team repository: enable them in its settings on GitHub');
    case 'forbidden':
      return trouble.detail
        ? l10n.t('GitHub denied access: {0}', plain(trouble.detail))
        : l10n.t('GitHub denied access');
    case 'disk':
      return l10n.t('Could not write to disk: {0}', plain(trouble.detail));
  }
}

export function refusalWords(reason: Refusal): string {
  const detail = reason.detail ? plain(reason.detail) : undefined;
  switch (reason.kind) {
    case 'tooLong':
      return l10n.t('{0} characters too long for GitHub: shorten it', detail ?? '?');
    case 'missing':
      return l10n.t('Not found, or you have no write access');
    case 'gone':
      return l10n.t('The issue was deleted');
    case 'elsewhere':
      return l10n.t('The issue was transferred to another repository');
    case 'issuesDisabled':
      return l10n.t('Issues are disabled in the team repository: enable them in its settings on GitHub');
    case 'foreignRecord':
      return l10n.t('This record is damaged or from a newer version of Makertime: edit it on GitHub');
    case 'changedMeanwhile':
      return l10n.t('Somebody else has changed this text: read it on GitHub, then edit it again');
    case 'discussionsOff':
      return l10n.t('Discussions are disabled in the team repository: enable them in its settings on GitHub');
    case 'categoryGone':
      return l10n.t('The category no longer exists: choose another one');
    case 'categoryClosed':
      return l10n.t('Only maintainers may start discussions in this category: choose another one');
    case 'threadLocked':
      return l10n.t('The discussion is locked: ask somebody with write access to unlock it');
    case 'decidedAlready':
      return l10n.t('It was decided before: read the discussion');
    case 'checkedInAlready':
      return l10n.t('You have checked in that day already: edit this to replace it');
    case 'pickedUpAlready':
      return detail === undefined
        ? l10n.t('It was picked up before: read the discussion')
        : l10n.t('{0} picked it up before you: read the discussion', at(detail));
    case 'notHandedToYou':
      return l10n.t('It is not handed to you: read the discussion');
    case 'threadGone':
      return l10n.t('The discussion was deleted or moved: look for it on GitHub');
    case 'unassignable':
      return l10n.t('{0} cannot be assigned in {1}', detail ?? '?', plain(reason.repository ?? '?'));
    case 'madePublic':
      return l10n.t('{0} is public now: connect it again to send this', plain(reason.repository ?? '?'));
    case 'unconfirmed':
      return l10n.t('Sent twice without an answer, and not found on GitHub: look there before you retry');
    case 'interrupted':
      return l10n.t('Saving it was interrupted, so it was not sent');
    case 'forbidden':
      return detail ? l10n.t('Permission denied: {0}', detail) : l10n.t('Permission denied');
    case 'invalid':
      return detail ? l10n.t('GitHub rejected it: {0}', detail) : l10n.t('GitHub rejected it');
  }
}

export function asideWords(aside: Aside): string {
  switch (aside.why) {
    case 'newer':
      return l10n.t('Saved by a newer version of Makertime: update to send it');
    case 'torn':
      return l10n.t('Damaged outbox file, kept as is');
    case 'foreign':
      return l10n.t('Unknown file in the outbox, kept as is');
  }
}
