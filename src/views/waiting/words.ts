/** The words that all rows of the wait ledger share: when it is due, whom it holds up, what it blocks, who is meant. */

import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import type { State } from '../../model/state.js';
import { type Blocked, heldUpLogins, type Wait } from '../../model/waits/ledger.js';
import { answerInWords, awaitedWords } from '../words/expectedAnswer.js';
import { mostNames, names } from '../words/logins.js';
import { moment, saidMoment } from '../words/time.js';
import type { DueAnswer, Side } from './order.js';

const mostBlocked = 5;

interface HoldsUp {
  readonly short: string;
  readonly spoken: string;
  /** Names them. */
  line(): string;
}

/** Of what I wait for it goes without saying that it holds me up. */
export function holdsUp(state: State, wait: Wait, side: Side): HoldsUp | undefined {
  const { heldUp } = wait;
  if (heldUp === 0 || (side === 'mine' && heldUp === 1)) return undefined;
  const spoken = heldUp === 1 ? l10n.t('holds up 1 person') : l10n.t('holds up {0} people', heldUp);
  return {
    short: l10n.t('holds up {0}', heldUp),
    spoken,
    line() {
      const whom = names(heldUpLogins(state, wait), mostNames, heldUp);
      return whom === undefined ? l10n.t('Holds up {0}', heldUp) : l10n.t('Holds up {0}', whom);
    },
  };
}

export function blocksShort(blocks: readonly Blocked[]): string | undefined {
  const [first] = blocks;
  if (!first) return undefined;
  const more = blocks.length - 1;
  return more === 0 ? l10n.t('blocks {0}', numberOf(first)) : l10n.t('blocks {0} and {1} more', numberOf(first), more);
}

export function blocksLines(blocks: readonly Blocked[]): readonly string[] {
  const shown = blocks
    .slice(0, mostBlocked)
    .map((one) => l10n.t('Blocks {0}', `${numberOf(one)} ${plain(one.title ?? '', 120)}`.trim()));
  const more = blocks.length - shown.length;
  return more > 0 ? [...shown, l10n.t('{0} more', more)] : shown;
}

/** "#12", or "acme/lamp#12" for what is not the team's. */
export function numberOf({ repository, number }: Pick<Blocked, 'repository' | 'number'>): string {
  return `${repository === undefined ? '' : plain(repository, 100)}#${number}`;
}

/** Of what has come, while the news of it is held. */
export function freedWords({ kind }: Pick<Wait, 'kind'>): string {
  switch (kind) {
    case 'item':
      return l10n.t('resolved, in your next delivery');
    case 'dependency':
      return l10n.t('closed, in your next delivery');
    case 'review':
      return l10n.t('reviewed, in your next delivery');
    case 'question':
      return l10n.t('answered, in your next delivery');
    case 'decision':
      return l10n.t('decided, in your next delivery');
    case 'checkIn':
      return l10n.t('answered, in your next delivery');
    case 'handOff':
      return l10n.t('picked up, in your next delivery');
    case 'memo':
      return l10n.t('commented, in your next delivery');
  }
}

/** As a row and its tooltip say when an answer is due. */
interface DueWords {
  readonly label: string;
  lines(): readonly string[];
  readonly isLate: boolean;
}

function promisedWords(at: number, side: Side, now: number, zone: string): DueWords {
  const time = moment(at, now, zone);
  return {
    label: side === 'forMe' ? l10n.t('you promised {0}', time) : l10n.t('promised {0}', time),
    lines: () => [l10n.t('Promised for {0}', saidMoment(at, now, zone))],
    isLate: false,
  };
}

/** Whoever is asked owes nothing before the latest time. */
export function answerWords(state: State, due: DueAnswer, side: Side, now: number, zone: string): DueWords {
  const expected = answerInWords(state, due.answer, now, due.kind, zone);
  const isLate = expected.latest <= now;
  if (due.isPromised && !isLate) return promisedWords(expected.latest, side, now, zone);
  const end = side === 'forMe' && !isLate ? moment(expected.latest, now, zone) : undefined;
  if (due.isPickUp)
    return {
      label: end === undefined ? expected.label : l10n.t('pick up by {0}', end),
      lines: () => expected.reasons,
      isLate,
    };
  return {
    label: end === undefined ? expected.label : l10n.t('answer by {0}', end),
    lines: () => [
      end === undefined ? awaitedWords(expected, now, zone) : l10n.t('They expect an answer by {0}', end),
      ...expected.reasons,
    ],
    isLate,
  };
}
