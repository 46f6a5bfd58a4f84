/** The *Threads* view: the team's discussions by what they are for, those that ask me first. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { kinds } from '../../model/board/kinds.js';
import { referenceKey } from '../../model/board/reference.js';
import { fullName } from '../../model/board/team.js';
import { focusSince } from '../../model/focus/focus.js';
import { myStatus, visibleInbox } from '../../model/members.js';
import { handOffsOn, isOver as isPickedUp, mayPickUp } from '../../model/posting/handOffs.js';
import { askingNumbers, sortOf, type ThreadSort } from '../../model/posting/threadSort.js';
import { type State, visible } from '../../model/state.js';
import type { Thread } from '../../model/threads/thread.js';
import { waitsIn } from '../../model/waits/ledger.js';
import { checkInDayAt, checkInLabel, isEmptyTwin, needsMeWords } from '../checkIns/words.js';
import { sortWords } from '../words/kinds.js';
import { commentWords, moreRow, type Row } from '../words/row.js';
import { age, span, spokenSpan } from '../words/time.js';
import { speakerName, stateWords } from './words.js';

/** Drawing thousands of rows helps nobody. */
const mostRows = 200;

type Group = 'asksMe' | ThreadSort | 'over';

export function threadRows(state: State, now: number): readonly Row[] {
  const { team } = state;
  if (!team) return [];
  const board = visible(state);
  const around = aroundOf(state, now);
  const groups = new Map<Group, Thread[]>();
  for (const thread of board.threads.values()) {
    const day = checkInDayAt(board, thread);
    if (around.isHeld(thread) || (day && isEmptyTwin(day, thread))) continue;
    const group = around.isAsking(thread) ? 'asksMe' : around.isOver(thread) ? 'over' : sortOf(thread, board);
    const list = groups.get(group);
    if (list) list.push(thread);
    else groups.set(group, [thread]);
  }
  return [
    ...offRow(state),
    ...(['asksMe', ...(Object.keys(sortWords) as ThreadSort[]), 'over'] as const).flatMap((group) =>
      groupRow(group, groups.get(group) ?? [], around),
    ),
  ];
}

function groupName(group: Group): string {
  if (group === 'asksMe') return l10n.t('Asks me');
  return group === 'over' ? l10n.t('Answered or closed') : sortWords[group].group();
}

function isOver({ state, isAnswered }: Thread): boolean {
  return state === 'closed' || isAnswered;
}

interface Around {
  readonly state: State;
  readonly now: number;
  isAsking(thread: Thread): boolean;
  /** Nobody has to do anything there any more. */
  isOver(thread: Thread): boolean;
  /** A hand-off of which I am one who may pick it up now. */
  isToPickUp(thread: Thread): boolean;
  isUnread(thread: Thread): boolean;
  /** It came while the person focuses, and waits for the end like everything else. */
  isHeld(thread: Thread): boolean;
}

function aroundOf(state: State, now: number): Around {
  const { account, repository } = state.team ?? { account: { id: 0, login: '' }, repository: { owner: '', name: '' } };
  const board = waitsIn(state);
  const asking = askingNumbers(board, account.login);
  const handOffs = handOffsOn(board);
  const done = new Set(handOffs.filter(isPickedUp).map(({ thread }) => thread));
  const toPickUp = new Set(handOffs.filter((one) => mayPickUp(one, account.id)).map(({ thread }) => thread));
  const { entries } = visibleInbox(state);
  const name = fullName(repository);
  const stageOf = ({ number = 0 }: Thread) => entries.get(referenceKey(name, number));
  const since = focusSince(myStatus(state), now);
  const isMine = ({ by }: Thread) => by.kind === 'person' && by.person.id === account.id;
  return {
    state,
    now,
    isOver: (thread) => isOver(thread) || done.has(thread),
    isToPickUp: (thread) => toPickUp.has(thread),
    isAsking: (thread) => thread.number !== undefined && asking.has(thread.number) && !isOver(thread),
    isUnread(thread) {
      const entry = stageOf(thread);
      return entry?.stage.kind === 'delivered' && entry.isUnread;
    },
    isHeld(thread) {
      if (since === undefined || isMine(thread) || stageOf(thread)?.stage.kind === 'delivered') return false;
      return Date.parse(thread.createdAt) >= since;
    },
  };
}

function groupRow(group: Group, threads: readonly Thread[], around: Around): readonly Row[] {
  if (threads.length === 0) return [];
  const label = groupName(group);
  const description = String(threads.length);
  return [
    {
      id: group,
      label,
      description,
      spoken: l10n.t('{0}, {1}', label, description),
      get children() {
        const first = inOrder(group, threads, around).slice(0, mostRows);
        return [...first.map((thread) => threadRow(thread, around)), ...moreRow(group, threads.length - mostRows)];
      },
      isExpanded: group !== 'over',
    },
  ];
}

/** What waits longest for an answer comes first; elsewhere what is unread, and then what moved last. */
function inOrder(group: Group, threads: readonly Thread[], { isUnread }: Around): readonly Thread[] {
  const isWaiting = group === 'asksMe' || (group !== 'over' && group !== 'talk' && kinds[group].isAwaited);
  const by = isWaiting ? (one: Thread) => one.createdAt : (one: Thread) => one.updatedAt;
  const direction = isWaiting ? 1 : -1;
  const unread = new Set(threads.filter(isUnread));
  return [...threads].sort(
    (a, b) =>
      Number(unread.has(b)) - Number(unread.has(a)) || direction * compare(by(a), by(b)) || compare(a.key, b.key),
  );
}

function threadRow(thread: Thread, around: Around): Row {
  const { state, now, isUnread, isToPickUp } = around;
  const { key, title, number, by, category, comments, updatedAt, createdAt } = thread;
  const sort = sortOf(thread, visible(state));
  const day = checkInDayAt(visible(state), thread);
  const label = day ? checkInLabel(visible(state), day) : plain(title) || l10n.t('(no title)');
  const standing = standingWords(thread, sort);
  const isNew = isUnread(thread);
  const needing = day && needsMeWords(day, state.team?.account.login ?? '');
  const words = day ? [standing, needing] : [standing, speakerName(by), commentWords(comments)];
  return {
    id: key,
    label,
    description: [...words, span(age(updatedAt, now))].filter(Boolean).join(' · '),
    get tooltip() {
      return [
        label,
        ...(day ? [plain(title), ...(needing ? [needing] : [])] : []),
        l10n.t(
          '{0} in {1}, started {2} by {3}',
          number === undefined ? l10n.t('Not sent yet') : `#${number}`,
          plain(category.name, 60),
          spokenSpan(age(createdAt, now)),
          speakerName(by),
        ),
        [standing, commentWords(comments), l10n.t('last changed {0}', spokenSpan(age(updatedAt, now)))]
          .filter(Boolean)
          .join(' · '),
      ].join('\n');
    },
    icon: iconOf(thread, sort),
    ...(isNew && { isUnread: true }),
    spoken: [isNew && l10n.t('unread'), sortWords[sort].spoken(label), ...words, spokenSpan(age(updatedAt, now))]
      .filter(Boolean)
      .join(', '),
    offers: number === undefined ? 'thread.unsent' : isToPickUp(thread) ? 'thread.toPickUp' : 'thread',
    command: 'makertime.openThread',
  };
}

function iconOf({ number, isAnswered, state }: Thread, sort: ThreadSort): string {
  if (number === undefined) return 'cloud-upload';
  if (isAnswered) return 'pass';
  if (state === 'closed') return 'circle-slash';
  return sort === 'talk' ? 'comment-discussion' : kinds[sort].icon;
}

/** What differs from an open discussion; of what asks nobody that it has no answer says nothing. */
function standingWords(thread: Thread, sort: ThreadSort): string {
  const { number, state, isAnswered, isLocked } = thread;
  return [
    number === undefined && l10n.t('unsent'),
    isAnswered && l10n.t('answered'),
    state === 'closed' && stateWords(thread).toLowerCase(),
    isLocked && l10n.t('locked'),
    sort === 'question' && state === 'open' && !isAnswered && number !== undefined && l10n.t('unanswered'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** GitHub also says so to tokens that may not read discussions. */
function offRow({ confirmed: { forum, threads } }: State): readonly Row[] {
  if (forum?.isOn !== false || threads.size > 0) return [];
  const label = l10n.t('Discussions are disabled');
  const detail = l10n.t('Somebody who administers the team repository can enable them in its settings on GitHub.');
  return [{ id: 'off', label, tooltip: `${label}\n${detail}`, icon: 'info', spoken: `${label}. ${detail}` }];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
