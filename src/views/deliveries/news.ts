/** What has come in of what stands in *Waiting*: it is marked there, and need not stand in *Deliveries* as well. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { isAwaitedItem } from '../../model/board/item.js';
import { referenceKey } from '../../model/board/reference.js';
import { fullName, isSameName } from '../../model/board/team.js';
import type { EntryKey, InboxEntry } from '../../model/inbox/entries.js';
import { visibleInbox } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { ledger, placeOf, type Wait, waitsIn } from '../../model/waits/ledger.js';
import { reasonWords, throughWords } from './words.js';

/** Drawing thousands of rows helps nobody; the most urgent are the first. */
export const mostRows = 200;

export type Shown = 'all' | 'onlyBlocked';

export function isShown(wait: Wait, shown: Shown): boolean {
  return shown === 'all' || (wait.kind === 'item' && wait.item.kind === 'blocker');
}

/** What has come in of this, whether it was delivered or not. */
export function entryAbout(state: State, wait: Wait): InboxEntry | undefined {
  const key = keyOf(state, wait);
  return key === undefined ? undefined : visibleInbox(state).entries.get(key);
}

function keyOf({ team }: State, wait: Wait): EntryKey | undefined {
  const { repository, number } = team ? placeOf(wait, team) : {};
  return repository === undefined || number === undefined ? undefined : referenceKey(repository, number);
}

/**
 * Whether *Waiting* shows what an entry is about, among what waits for me and what I wait for: what others wait for is no
 * concern of mine, and what I am told of it stands in *Deliveries*. A list that is not drawn to its end may not show it.
 */
export function inWaiting(state: State, shown: Shown): (entry: InboxEntry) => boolean {
  const { forMe, mine } = ledger(state);
  const lists = [forMe, mine].map((waits) => waits.filter((wait) => isShown(wait, shown)));
  const drawn = lists.filter(({ length }) => length <= mostRows).flat();
  const keys = new Set(drawn.map((wait) => keyOf(state, wait)));
  return ({ key }) => keys.has(key);
}

/** How a row of *Waiting* is marked for what was delivered of it. */
export interface News {
  /** "unread", and what has come. */
  readonly spoken?: string;
  /** Why it was not held, where that is news. */
  readonly through?: string;
  /** For the tooltip. */
  readonly line?: string;
  readonly kind: 'none' | 'read' | 'unread';
}

const noNews: News = { kind: 'none' };

/** What can be done about news, after what the row offers anyway. */
export function withNews(offers: string, { kind }: News): string {
  return kind === 'none' ? offers : `${offers}.${kind}`;
}

/** Of what is held nothing is told, nor of what others wait for: see `inWaiting`. */
export function newsOf(state: State, wait: Wait, side: 'forMe' | 'mine' | 'team'): News {
  const entry = side === 'team' ? undefined : entryAbout(state, wait);
  if (entry?.stage.kind !== 'delivered') return noNews;
  if (!entry.isUnread) return { kind: 'read' };
  const from = plain(entry.from ?? '', 40);
  const why = entry.through ? throughWords(entry) : reasonWords(entry);
  const what = [from && entry.through !== 'person' && `@${from}`, why].filter(Boolean).join(', ');
  return {
    spoken: l10n.t('unread'),
    ...(entry.through && { through: why }),
    line: l10n.t('New: {0}', what),
    kind: 'unread',
  };
}

/** What I waited for and has come, while the news of it is held: it stays until that is delivered. */
export function heldFreed(state: State, shown: Shown): readonly Wait[] {
  const held = [...visibleInbox(state).entries.values()].filter(
    ({ stage, reason }) => stage.kind === 'held' && reason === 'freed',
  );
  if (held.length === 0) return [];
  const open = new Set(ledger(state).mine.map((wait) => keyOf(state, wait)));
  return held
    .filter(({ key }) => !open.has(key))
    .flatMap((entry) => freedBy(state, entry) ?? [])
    .filter((wait) => isShown(wait, shown));
}

/** As it stood in the ledger. It holds up nobody any more. */
function freedBy(state: State, { key, repository, number }: InboxEntry): Wait | undefined {
  const { team } = state;
  const board = waitsIn(state);
  const over = { thing: -1, neededBy: Number.POSITIVE_INFINITY, heldUp: 0 };
  if (team && isSameName(repository, fullName(team.repository))) {
    const item = [...board.items.values()].find((one) => one.number === number);
    if (item && isAwaitedItem(item) && item.by.id === team.account.id)
      return { ...over, kind: 'item', key: item.key, since: Date.parse(item.createdAt), item };
    const asked = board.asked.get(number ?? 0);
    if (asked && [asked.by.id, ...asked.given.map(({ to }) => to)].includes(team.account.id))
      return {
        ...over,
        kind: asked.kind,
        key: `awaited/${asked.kind}/${asked.number}`,
        since: Date.parse(asked.since),
        asked,
      };
  }
  for (const dependency of board.dependencies.values())
    for (const by of dependency.by)
      if (referenceKey(by.repository, by.number) === key) {
        const name = `awaited/dependency/${dependency.number}/${by.repository}#${by.number}`;
        return { ...over, kind: 'dependency', key: name, since: Date.parse(by.createdAt), dependency, by };
      }
  return undefined;
}
