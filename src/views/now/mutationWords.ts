/** The words for each kind of mutation that others are to see: what it is about, what of it the person has typed, and what can be typed again. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { type BoardMutation, isOnAsked, type MutationOf } from '../../model/board/mutation.js';
import { dayTitle } from '../../model/threads/checkIn.js';
import { decidedIn } from '../../model/threads/decision.js';

type BoardKind = BoardMutation['kind'];

interface MutationWords<M extends BoardMutation> {
  /** What it is about, in one line. @param titleOf an item's title, by its key */
  line(mutation: M, titleOf: (key: string) => string | undefined): string;
  /** The person's own words, whole; empty where there are none. */
  typed(mutation: M): string;
}

const words: { readonly [K in BoardKind]: MutationWords<MutationOf<K>> } = {
  capture: {
    line: (capture) => plain(capture.words.title) || l10n.t('(no title)'),
    typed({ words: { title, notes, owner, needBy, outcome } }) {
      return [notes ?? title, owner && `@${owner}`, needBy, outcome].filter(Boolean).join('\n');
    },
  },
  comment: {
    line: ({ text }) => l10n.t('Comment: {0}', plain(text, 120)),
    typed: ({ text }) => text,
  },
  edit: {
    line: ({ target }, titleOf) => l10n.t('Edit: {0}', plain(titleOf(target) ?? l10n.t('a blocker'), 120)),
    typed: ({ changes }) => Object.values(changes).filter(Boolean).join('\n'),
  },
  resolve: {
    line({ target, isNotNeeded }, titleOf) {
      const title = plain(titleOf(target) ?? l10n.t('a blocker'), 120);
      return isNotNeeded ? l10n.t('Close as not needed: {0}', title) : l10n.t('Resolve: {0}', title);
    },
    typed: () => '',
  },
  reopen: {
    line: ({ target }, titleOf) => l10n.t('Reopen: {0}', plain(titleOf(target) ?? l10n.t('a blocker'), 120)),
    typed: () => '',
  },
  promise: {
    line(promise, titleOf) {
      const title = isOnAsked(promise)
        ? `#${promise.number}`
        : plain(titleOf(promise.target) ?? l10n.t('a blocker'), 120);
      return promise.promised === null ? l10n.t('Withdraw promise: {0}', title) : l10n.t('Promise: {0}', title);
    },
    typed: () => '',
  },
  depend: {
    line: ({ isOver, blocks }) =>
      isOver ? l10n.t('No longer blocks {0}', plain(blocks, 120)) : l10n.t('Blocks {0}', plain(blocks, 120)),
    typed: ({ blocks }) => blocks,
  },
  roster: {
    line: () => l10n.t('Roster issue'),
    typed: () => '',
  },
  status: {
    line: () => l10n.t('Your status'),
    typed: ({ changes }) => changes.said?.text ?? '',
  },
  openThread: {
    line: ({ title }) => l10n.t('Discussion: {0}', plain(title, 120) || l10n.t('(no title)')),
    typed: ({ title, text }) => [title, text].filter(Boolean).join('\n'),
  },
  checkIn: {
    line: ({ day }) => dayTitle(day),
    typed: ({ text }) => text,
  },
  say: {
    line: ({ text }) => l10n.t('Comment: {0}', plain(text, 120)),
    typed: ({ text }) => text,
  },
  decide: {
    line: ({ text }) => l10n.t('Decide: {0}', plain((decidedIn(text) ?? text).split('\n', 1)[0] ?? '', 120)),
    typed: ({ text }) => text,
  },
  pickUp: {
    line: ({ number }) => l10n.t('Pick up: {0}', number === undefined ? l10n.t('a hand-off') : `#${number}`),
    typed: () => '',
  },
  markAnswer: {
    line: ({ isOver }) => (isOver ? l10n.t('No longer the answer') : l10n.t('Mark as answer')),
    typed: () => '',
  },
  react: {
    line: ({ isOver }) => (isOver ? l10n.t('Take back a reaction') : l10n.t('Reaction')),
    typed: () => '',
  },
  closeThread: {
    line: ({ isOver }) => (isOver ? l10n.t('Reopen a discussion') : l10n.t('Close a discussion')),
    typed: () => '',
  },
  editThread: {
    line: ({ title, text }) => l10n.t('Edit: {0}', plain(title ?? text?.is ?? '', 120)),
    typed: ({ title, text }) => [title, text?.is].filter(Boolean).join('\n'),
  },
};

/** Whether a refused one can be typed again; commands/blockers/unsent.ts says how. */
const editable = {
  capture: true,
  comment: true,
  edit: false,
  resolve: false,
  reopen: false,
  promise: false,
  depend: false,
  roster: false,
  status: false,
  openThread: true,
  checkIn: true,
  say: false,
  decide: false,
  pickUp: false,
  markAnswer: false,
  react: false,
  closeThread: false,
  editThread: false,
} as const satisfies Readonly<Record<BoardKind, boolean>>;

export type EditableKind = { [K in BoardKind]: (typeof editable)[K] extends true ? K : never }[BoardKind];

export function isEditable(mutation: BoardMutation): mutation is MutationOf<EditableKind> {
  return editable[mutation.kind];
}

export function mutationLine(mutation: BoardMutation, titleOf: (key: string) => string | undefined): string {
  return wordsOf(mutation).line(mutation, titleOf);
}

export function typedWords(mutation: BoardMutation): string {
  return wordsOf(mutation).typed(mutation);
}

/** The compiler does not see that the row found by a mutation's kind is the row of that mutation. */
function wordsOf<M extends BoardMutation>({ kind }: M): MutationWords<M> {
  return words[kind as BoardKind] as unknown as MutationWords<M>;
}
