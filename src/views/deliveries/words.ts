/** The words for entries: what they are about, why they concern the person, why one broke through. */
import * as l10n from '@vscode/l10n';
import { memo } from '../../base/memo.js';
import { plain } from '../../base/plainText.js';
import type { Board } from '../../model/board/board.js';
import { type Item, isOwnedBy } from '../../model/board/item.js';
import { fullName, isSameName } from '../../model/board/team.js';
import type { InboxEntry, Subject } from '../../model/inbox/entries.js';
import type { Groups } from '../../model/inbox/groups.js';
import type { Park } from '../../model/local/park.js';
import { handOffsOn, mayPickUp } from '../../model/posting/handOffs.js';
import { type State, visible } from '../../model/state.js';
import { waitsIn } from '../../model/waits/ledger.js';
import { at } from '../words/logins.js';
import { answerTo, parkedPlace } from '../words/parked.js';
import { moment } from '../words/time.js';

/** "#12 Title", or what is said where a source names none. */
export function entryLabel({ subject, number, title }: InboxEntry): string {
  if (subject === 'rotation') return l10n.t("You're on duty");
  const words = plain(title, 160) || l10n.t('(no title)');
  return number === undefined ? words : `#${number} ${words}`;
}

export function reasonWords({ reason, subject }: Pick<InboxEntry, 'reason' | 'subject'>): string {
  switch (reason) {
    case 'waitsForMe':
      return l10n.t('waiting for you');
    case 'reviewRequested':
      return l10n.t('review requested');
    case 'assigned':
      return l10n.t('assigned to you');
    case 'freed':
      return l10n.t('unblocked');
    case 'mention':
      return l10n.t('mentioned you');
    case 'answer':
      return l10n.t('replied to you');
    case 'author':
      return l10n.t("you're the author");
    case 'comment':
      return l10n.t('you commented');
    case 'stateChange':
      return l10n.t('you closed or reopened it');
    case 'subscribed':
      return l10n.t("you're subscribed");
    case 'rotation':
      return l10n.t('rotation');
    case 'note':
      return subject === 'note' ? l10n.t('your note') : l10n.t('you snoozed it');
    case 'other':
      return l10n.t('notification');
  }
}

/** Of what I handed off: "picked up by @emi, 02:10 your time". @param zone mine, IANA name */
export function pickedUpWords(
  state: State,
  { reason, number, repository }: InboxEntry,
  now: number,
  zone: string,
): string | undefined {
  const { team } = state;
  if (reason !== 'freed' || !team || !isSameName(repository, fullName(team.repository))) return undefined;
  const handOff = handOffsOn(visible(state)).find(({ thread }) => thread.number === number);
  const mine = handOff?.pickUps.find(
    (_one, place) => (handOff.pickUps[place - 1]?.by ?? handOff.author).id === team.account.id,
  );
  return mine && l10n.t('picked up by {0}, {1} your time', at(mine.by.login), moment(mine.at, now, zone));
}

/** Of what waited for me and does so no longer: somebody else has closed it, or is to do it now. */
export function overWords(state: State, { reason, repository, number }: InboxEntry): string | undefined {
  const { team } = state;
  if (
    !(reason === 'waitsForMe' || reason === 'assigned') ||
    !team ||
    !isSameName(repository, fullName(team.repository))
  )
    return undefined;
  const { items, teamFile } = visible(state);
  const handOff = handOffsOn(waitsIn(state)).find(({ thread }) => thread.number === number);
  if (handOff) return mayPickUp(handOff, team.account.id) ? undefined : l10n.t('picked up');
  const item = byNumber(items).get(number);
  if (!item) return undefined;
  if (item.state === 'closed') return l10n.t('resolved');
  return isOwnedBy(item, team.account, teamFile) ? undefined : l10n.t('reassigned');
}

const byNumber = memo(
  (items: Board['items']) => [items],
  (items): ReadonlyMap<number | undefined, Item> => new Map([...items.values()].map((item) => [item.number, item])),
);

/** What waits for me no longer is news of a thread. */
export function groupsNow(state: State, groups: Groups): Groups {
  const isOver = (entry: InboxEntry) => overWords(state, entry) !== undefined;
  const { waitsForMe, threads } = groups;
  const over = waitsForMe.filter(isOver);
  if (over.length === 0) return groups;
  return { ...groups, waitsForMe: waitsForMe.filter((one) => !isOver(one)), threads: [...threads, ...over] };
}

/** With what the icon shows. */
export function spokenLabel(entry: InboxEntry): string {
  const label = entryLabel(entry);
  switch (entry.subject) {
    case 'issue':
      return l10n.t('issue {0}', label);
    case 'pullRequest':
      return l10n.t('pull request {0}', label);
    case 'discussion':
      return l10n.t('discussion {0}', label);
    case 'release':
      return l10n.t('release {0}', label);
    case 'rotation':
    case 'note':
    case 'other':
      return label;
  }
}

export function subjectIcon(subject: Subject): string {
  switch (subject) {
    case 'issue':
      return 'issues';
    case 'pullRequest':
      return 'git-pull-request';
    case 'discussion':
      return 'comment-discussion';
    case 'release':
      return 'tag';
    case 'rotation':
      return 'megaphone';
    case 'note':
      return 'note';
    case 'other':
      return 'bell';
  }
}

/** Why something was not held. */
export function throughWords({
  through,
  from,
  repository,
}: Pick<InboxEntry, 'through' | 'from' | 'repository'>): string {
  switch (through ?? 'none') {
    case 'person':
      return l10n.t('{0} is on your list', `@${plain(from ?? '', 40) || '?'}`);
    case 'repository':
      return l10n.t('{0} is on your list', plain(repository, 80) || '?');
    case 'rotation':
      return l10n.t("Urgent, and you're on duty");
    case 'none':
      return '';
  }
}

/** Whatever waits for it can be come back to. */
export function returnWords(park: Park): string {
  return l10n.t('parked on {0}', parkedPlace(park));
}

/** What the way was freed with, once that may be read. @param entry of the team repository */
export function freedWords(state: State, { reason, stage, number }: InboxEntry): string | undefined {
  return reason === 'freed' && stage.kind !== 'held' ? answerTo(state, number) : undefined;
}
