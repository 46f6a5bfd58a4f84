/** The rows of the *Now* view about what is parked, and the words for where it is. */

import * as l10n from '@vscode/l10n';
import { plain, plainLines } from '../../base/plainText.js';
import { myZone } from '../../base/zone.js';
import { threadOf } from '../../model/board/mutation.js';
import { referenceKey } from '../../model/board/reference.js';
import { fullName } from '../../model/board/team.js';
import { focusSince } from '../../model/focus/focus.js';
import { type Park, parkedFor } from '../../model/local/park.js';
import { myStatus, visibleInbox } from '../../model/members.js';
import { type State, visible } from '../../model/state.js';
import { awaitedFrom } from '../waiting/blockerRow.js';
import { freedWords } from '../waiting/words.js';
import { at } from '../words/logins.js';
import { answerTo, parkedPlace } from '../words/parked.js';
import type { Row } from '../words/row.js';
import { age, span, spokenSpan } from '../words/time.js';

/** @param zone mine, IANA name */
export function parkRows(state: State, now: number, zone: string = myZone()): readonly Row[] {
  return state.parks.map((park) => parkRow(state, park, now, zone));
}

function parkRow(state: State, park: Park, now: number, zone: string): Row {
  const place = parkedPlace(park);
  const isLost = isGone(state, park);
  const isFree = isLost || isWayFree(state, park, now);
  const label = isLost
    ? l10n.t('Blocker no longer exists: return to {0}', place)
    : isFree
      ? l10n.t('Unblocked: return to {0}', place)
      : l10n.t('Parked: {0}', place);
  const what = isFree ? titleOf(state, park) : waitWords(state, park, now, zone);
  const answer = isFree ? answeredWords(state, park) : undefined;
  const since = age(park.at, now);
  const files = park.files.map(({ path }) => path).join('\n');
  return {
    id: `park/${park.id}`,
    label,
    description: `${what} · ${span(since)}`,
    tooltip: [label, what, answer, l10n.t('Parked {0}', spokenSpan(since)), plainLines(files)]
      .filter(Boolean)
      .join('\n'),
    icon: isFree ? 'reply' : 'archive',
    spoken: [label, what, answer, spokenSpan(since)].filter(Boolean).join(', '),
    offers: 'park',
    command: 'makertime.returnToParked',
  };
}

/** Deleted, moved to another repository, or made a discussion. */
function isGone(state: State, { target, repository }: Park): boolean {
  const isHere =
    repository !== undefined && repository === state.team?.repository.id && state.sync.heardAt !== undefined;
  const isRefused = state.refused.some(({ mutation }) => threadOf(mutation) === target);
  return isHere && !isRefused && !parkedFor(visible(state), target);
}

/** News of it that is held is not told here either; of others' blockers there is no news, and during focus nothing is told. */
function isWayFree(state: State, { target }: Park, now: number): boolean {
  const item = parkedFor(visible(state), target);
  if (item?.state !== 'closed') return false;
  const key = state.team && item.number !== undefined && referenceKey(fullName(state.team.repository), item.number);
  const stage = key ? visibleInbox(state).entries.get(key)?.stage.kind : undefined;
  if (stage !== undefined || item.by === state.team?.account.id) return stage !== 'held';
  const since = focusSince(myStatus(state), now);
  return since === undefined || Date.parse(item.updatedAt) < since;
}

function titleOf(state: State, { target, title }: Park): string {
  return plain(visible(state).items.get(target)?.title ?? title, 120) || l10n.t('(no title)');
}

/** "waits for @dana, expected 17:00: title" */
function waitWords(state: State, park: Park, now: number, zone: string): string {
  const isOver = parkedFor(visible(state), park.target)?.state === 'closed';
  // As *Waiting* says it: while focusing nothing tells of it.
  if (isOver && focusSince(myStatus(state), now) === undefined)
    return `${titleOf(state, park)}, ${freedWords({ kind: 'item' })}`;
  const owner = visible(state).items.get(park.target)?.owner;
  const who = awaitedFrom(state, park.target, now, zone) ?? (owner === undefined ? undefined : at(owner));
  const title = titleOf(state, park);
  return who === undefined ? l10n.t('waiting for: {0}', title) : l10n.t('waiting for {0}: {1}', who, title);
}

/** What resolved what it was parked for, as far as that is known. */
export function answeredWords(state: State, { target }: Pick<Park, 'target'>): string | undefined {
  return answerTo(state, visible(state).items.get(target)?.number);
}

/** What keeps a work tree from being switched, and what to do about it; undefined where nothing does. */
export function untidyWords({ changed, unsaved, isRebasing }: Untidy): string | undefined {
  if (changed > 0) return l10n.t('Commit or stash your changes first: {0}', fileCount(changed));
  if (unsaved > 0) return l10n.t('Save your changes first: {0}', fileCount(unsaved));
  return isRebasing ? l10n.t('A rebase is in progress: finish or abort it first') : undefined;
}

interface Untidy {
  readonly changed: number;
  readonly unsaved: number;
  readonly isRebasing?: true;
}

/** What git would overwrite, for it is ignored here. */
export function inTheWayWords(paths: readonly string[]): string {
  return l10n.t('Switching would overwrite ignored files: {0}. Move them first.', plain(paths.join(', ')));
}

export function fileCount(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
}
