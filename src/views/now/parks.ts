/** Owns the rows of the *Now* view about what is parked, and the words for where it is. */
import * as l10n from '@vscode/l10n';
import { thingKey } from '../model/concerns.js';
import { threadOf } from '../model/mutation.js';
import type { Park } from '../model/park.js';
import { myRecord, visibleInbox } from '../model/queries.js';
import { type State, visible } from '../model/state.js';
import { fullName } from '../model/team.js';
import { focusSince } from '../time/focus.js';
import { myZone } from '../time/zone.js';
import { awaitedFrom } from './blockerRow.js';
import { plain, plainLines } from './plain.js';
import type { Row } from './row.js';
import { age, span, spokenSpan } from './time.js';
import { at } from './waitWords.js';

/** The branch, else the commit; where there is no git, the folder. */
export function parkedPlace({ branch, commit, root }: Pick<Park, 'branch' | 'commit' | 'root'>): string {
  return plain(branch ?? commit?.slice(0, 8) ?? folderName(root), 80) || l10n.t('(no name)');
}

function folderName(root: string): string {
  return folderPath(root).split('/').filter(Boolean).at(-1) ?? root;
}

/** Of a URI, as people write it. */
export function folderPath(root: string): string {
  const path = root.replace(/^[\w.+-]+:\/\/[^/]*/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not ours to mend
  }
}

/** @param zone mine, IANA name */
export function parkRows(state: State, now: number, zone: string = myZone()): readonly Row[] {
  return state.parks.map((park) => parkRow(state, park, now, zone));
}

function parkRow(state: State, park: Park, now: number, zone: string): Row {
  const place = parkedPlace(park);
  const isLost = isGone(state, park);
  const isFree = isLost || isWayFree(state, park, now);
  const label = isLost
    ? l10n.t('What it waited for is gone: return to {0}', place)
    : isFree
      ? l10n.t('The way is free: return to {0}', place)
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
  return isHere && !isRefused && !visible(state).items.has(target);
}

/** News of it that is held is not told here either; of others' blockers there is no news, and during focus nothing is told. */
function isWayFree(state: State, { target }: Park, now: number): boolean {
  const item = visible(state).items.get(target);
  if (item?.state !== 'closed') return false;
  const key = state.team && item.number !== undefined && thingKey(fullName(state.team.repository), item.number);
  const stage = key ? visibleInbox(state).parcels.get(key)?.stage.kind : undefined;
  if (stage !== undefined || item.by.id === state.team?.account.id) return stage !== 'held';
  const since = focusSince(myRecord(state)?.status, now);
  return since === undefined || Date.parse(item.updatedAt) < since;
}

function titleOf(state: State, { target, title }: Park): string {
  return plain(visible(state).items.get(target)?.title ?? title, 120) || l10n.t('(no title)');
}

/** "waits for @dana, expected 17:00: title" */
function waitWords(state: State, park: Park, now: number, zone: string): string {
  const owner = visible(state).items.get(park.target)?.owner;
  const who = awaitedFrom(state, park.target, now, zone) ?? (owner === undefined ? undefined : at(owner));
  const title = titleOf(state, park);
  return who === undefined ? l10n.t('waits for: {0}', title) : l10n.t('waits for {0}: {1}', who, title);
}

/** Long answers are read where they were given. */
const longestAnswer = 200;

/** What resolved what it was parked for, as far as that is known. */
export function answeredWords(state: State, { target }: Pick<Park, 'target'>): string | undefined {
  return answerTo(state, visible(state).items.get(target)?.number);
}

/** "@dana: Half of it". @param number of an issue in the team repository */
export function answerTo(state: State, number: number | undefined): string | undefined {
  const answer = number === undefined ? undefined : visible(state).answers.get(number);
  const text = answer && plain(answer.text, longestAnswer);
  return answer && text ? `${at(answer.by.login)}: ${text}` : undefined;
}

/** What keeps a work tree from being switched, and what to do about it; undefined where nothing does. */
export function untidyWords({ changed, unsaved, isRebasing }: Untidy): string | undefined {
  if (changed > 0) return l10n.t('Commit or stash your changes first: {0}', fileCount(changed));
  if (unsaved > 0) return l10n.t('Save your changes first: {0}', fileCount(unsaved));
  return isRebasing ? l10n.t('A rebase is under way: finish or abort it first') : undefined;
}

interface Untidy {
  readonly changed: number;
  readonly unsaved: number;
  readonly isRebasing?: true;
}

/** What git would overwrite, for it is ignored here. */
export function inTheWayWords(paths: readonly string[]): string {
  return l10n.t('Switching would overwrite what git ignores here: {0}. Move it away first.', plain(paths.join(', ')));
}

export function fileCount(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
}
