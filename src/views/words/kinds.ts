/** The words for each kind of what can be captured in a line: what asks for it, where it goes, and what says that it is saved. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import type { AwaitedKind, LineKind } from '../../model/board/kinds.js';
import type { Placement } from '../../model/posting/placement.js';
import type { ThreadSort } from '../../model/posting/threadSort.js';

interface KindWords {
  /** Title of the box it is captured in. @param repository safe to show */
  capture(repository: string): string;
  /** What to type there. */
  placeholder(): string;
  /** The row that saves it. @param owner safe to show; undefined where nobody is named */
  save(owner: string | undefined): string;
  /** The same in a box of another kind. */
  offer(): string;
  /** @param title safe to show */
  saved(title: string): string;
}

export const kindWords: Readonly<Record<LineKind, KindWords>> = {
  blocker: {
    capture: (repository) => l10n.t('Capture blocker in {0}', repository),
    placeholder: () => l10n.t('What are you waiting for? One line, then Enter'),
    save: (owner) => (owner === undefined ? l10n.t('Save without an owner') : l10n.t('Save and assign to @{0}', owner)),
    offer: () => l10n.t('Save as a blocker'),
    saved: (title) => l10n.t('Blocker saved: {0}', title),
  },
  question: {
    capture: (repository) => l10n.t('Ask a question in {0}', repository),
    placeholder: () => l10n.t('What do you want to know? End with @name to ask somebody'),
    save: (owner) => (owner === undefined ? l10n.t('Ask everyone') : l10n.t('Ask @{0}', owner)),
    offer: () => l10n.t('Ask it as a question'),
    saved: (title) => l10n.t('Question saved: {0}', title),
  },
  task: {
    capture: (repository) => l10n.t('Capture task in {0}', repository),
    placeholder: () => l10n.t('What is to be done? End with @name to assign it'),
    save: (owner) => (owner === undefined ? l10n.t('Save task') : l10n.t('Save task and assign to @{0}', owner)),
    offer: () => l10n.t('Save as a task'),
    saved: (title) => l10n.t('Task saved: {0}', title),
  },
  idea: {
    capture: (repository) => l10n.t('Post an idea in {0}', repository),
    placeholder: () => l10n.t('Your idea in one line; nobody has to answer'),
    save: () => l10n.t('Post idea'),
    offer: () => l10n.t('Post as an idea'),
    saved: (title) => l10n.t('Idea saved: {0}', title),
  },
  announcement: {
    capture: (repository) => l10n.t('Post an announcement in {0}', repository),
    placeholder: () => l10n.t('What should everyone know? Nobody has to answer'),
    save: () => l10n.t('Post announcement'),
    offer: () => l10n.t('Post as an announcement'),
    saved: (title) => l10n.t('Announcement saved: {0}', title),
  },
  note: {
    capture: () => l10n.t('Take a note'),
    placeholder: () => l10n.t('Stays on this machine. End with a time, such as tomorrow 10:00, to be reminded'),
    save: () => l10n.t('Save note'),
    offer: () => l10n.t('Keep as a note'),
    saved: (title) => l10n.t('Note saved: {0}', title),
  },
};

/** Where it goes, where that needs saying; whatever is said of it ends the row. */
export function placementWords(placement: Placement): string {
  switch (placement.kind) {
    case 'category':
      return l10n.t('to {0}', plain(placement.category.name, 40));
    case 'issue':
      return placement.why === 'off'
        ? l10n.t('as an issue, because discussions are disabled')
        : l10n.t('as an issue, because no category takes answers');
    case 'nowhere':
      return {
        unheard: l10n.t('GitHub has not been reached yet'),
        off: l10n.t('discussions are disabled in the team repository'),
        noCategory: l10n.t('there is no category you can post in'),
      }[placement.why];
  }
}

/** What discussions of a kind are called in the list of threads. */
interface SortWords {
  /** The heading above them. */
  group(): string;
  /** A row's label as it is read out. */
  spoken(title: string): string;
}

/** In the order in which their groups stand there. */
export const sortWords: Readonly<Record<ThreadSort, SortWords>> = {
  decision: { group: () => l10n.t('Decisions'), spoken: (title) => l10n.t('decision {0}', title) },
  question: { group: () => l10n.t('Questions'), spoken: (title) => l10n.t('question {0}', title) },
  checkIn: { group: () => l10n.t('Check-ins'), spoken: (title) => title },
  handOff: { group: () => l10n.t('Hand-offs'), spoken: (title) => l10n.t('hand-off {0}', title) },
  memo: { group: () => l10n.t('Memos'), spoken: (title) => l10n.t('memo {0}', title) },
  announcement: { group: () => l10n.t('Announcements'), spoken: (title) => l10n.t('announcement {0}', title) },
  idea: { group: () => l10n.t('Ideas'), spoken: (title) => l10n.t('idea {0}', title) },
  watercooler: { group: () => l10n.t('Watercooler'), spoken: (title) => title },
  talk: { group: () => l10n.t('Other discussions'), spoken: (title) => l10n.t('discussion {0}', title) },
};

/** What the row of an item that somebody waits for says of people, and its tooltip. */
interface WaitWords {
  readonly spoken: {
    raised(who: string): string;
    needed(who: string): string;
  };
  raised(who: string, since: string): string;
  needed(who: string): string;
}

export const waitWords: Readonly<Record<AwaitedKind, WaitWords>> = {
  blocker: {
    spoken: {
      raised: (who) => l10n.t('raised by {0}', who),
      needed: (who) => l10n.t('needed from {0}', who),
    },
    raised: (who, since) => l10n.t('Raised by {0} {1}', who, since),
    needed: (who) => l10n.t('Needed from {0}', who),
  },
  question: {
    spoken: {
      raised: (who) => l10n.t('asked by {0}', who),
      needed: (who) => l10n.t('asked of {0}', who),
    },
    raised: (who, since) => l10n.t('Asked by {0} {1}', who, since),
    needed: (who) => l10n.t('Asked of {0}', who),
  },
};
