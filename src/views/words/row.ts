/** The vocabulary of everything shown: rows of a tree and the line in the status bar. Plain data, no VS Code. */
import * as l10n from '@vscode/l10n';

/** One row of a tree. Texts are already safe to show; `id` is stable, and all that an action on the row is given. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Lines of plain text, never Markdown. Of hundreds of rows few are hovered over: it may be worked out when it is read. */
  readonly tooltip?: string | undefined;
  /** Codicon name. */
  readonly icon?: string;
  /** Of the icon, whose shape says the same. */
  readonly tint?: 'good';
  /** Marked at its end. */
  readonly isUnread?: boolean;
  /** The same, and in a colour that warns: somebody has waited for longer than was agreed. */
  readonly isLate?: boolean;
  /** What a screen reader says: the whole row in words. */
  readonly spoken: string;
  /** Which actions the row offers; matched by `viewItem` in package.json. */
  readonly offers?: string | undefined;
  /** Command to run when the row is chosen; it receives the row's id. */
  readonly command?: string | undefined;
  /** Of hundreds of rows few are unfolded: they may be worked out when they are read. */
  readonly children?: readonly Row[] | undefined;
  /** How a row with children stands at first; no other has it. */
  readonly isExpanded?: boolean | undefined;
}

/** The one item in the status bar. */
export interface Line {
  /** May hold `$(codicon)`; everything else in it is safe. */
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
  /** Command to run when it is chosen. */
  readonly command: string;
}

/** The id of a row that is about something beside that one's own. */
export function rowAbout(what: 'comment' | 'promise', key: string): string {
  return `${what}/${key}`;
}

/** The key of what a row stands for, or is about. */
export function keyIn(rowId: string): string {
  return rowId.replace(/^(?:comment|promise)\//, '');
}

/** What stands at the end of a list that is not drawn to its end. */
export function moreRow(id: string, count: number): readonly Row[] {
  if (count <= 0) return [];
  const label = l10n.t('{0} more', count);
  return [{ id: `${id}/more`, label, spoken: label }];
}

export function commentWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? l10n.t('1 comment') : l10n.t('{0} comments', count);
}
