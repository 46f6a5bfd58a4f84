/** Making the values tests speak about, each with as little as it needs. */

import { idMaker } from '../../../src/base/id.js';
import { type Board, emptyBoard } from '../../../src/model/board/board.js';
import { type Content, type Item, type ItemKey, itemKey } from '../../../src/model/board/item.js';
import type {
  Capture,
  CheckIn,
  Comment,
  Edit,
  GivePromise,
  InboxAction,
  OpenRoster,
  OpenThread,
  PromiseOnAsked,
  Reopen,
  Resolve,
  Say,
  SetStatus,
} from '../../../src/model/board/mutation.js';
import type { Team } from '../../../src/model/board/team.js';
import type { Status, StatusChanges, StatusRecord } from '../../../src/model/people/member.js';
import type { Said, Talk, ThreadComment } from '../../../src/model/threads/talk.js';
import { type Speaker, type Thread, threadKey } from '../../../src/model/threads/thread.js';
import type { Log } from '../../../src/ports/clock.js';

export const ana = { id: 1, login: 'ana' };
export const bo = { id: 2, login: 'bo' };

export const team: Team = {
  account: { server: 'https://github.example', ...ana },
  repository: { id: 10, owner: 'acme', name: 'team' },
};

export const at = '2026-11-21T09:00:00.000Z';

let time = Date.parse(at);
let state = 7;
/** Unique in the whole run, in the order they are asked for. */
export const newId = idMaker(
  () => time++,
  () => {
    state = (Math.imul(state, 48_271) + 11) >>> 0;
    return state / 2 ** 32;
  },
);

export function capture(words: Partial<Content> = {}, more: Partial<Capture> = {}): Capture {
  const id = newId();
  return {
    kind: 'capture',
    id,
    record: id,
    at,
    team,
    itemKind: 'blocker',
    words: { title: 'the beam is stuck', ...words },
    ...more,
  };
}

export function comment(target: ItemKey, text = 'try again', more: Partial<Comment> = {}): Comment {
  const id = newId();
  return { kind: 'comment', id, record: id, at, team, target, text, ...more };
}

export function edit(target: ItemKey, changes: Edit['changes'], more: Partial<Edit> = {}): Edit {
  return { kind: 'edit', id: newId(), at, team, target, changes, ...more };
}

export function resolve(target: ItemKey, more: Partial<Resolve> = {}): Resolve {
  return { kind: 'resolve', id: newId(), at, team, target, ...more };
}

export function attend(more: Partial<InboxAction> = {}): InboxAction {
  const target = { kind: 'parcel', key: 'thread/5', thread: '5' } as const;
  return { kind: 'attend', id: newId(), at, team, target, act: { kind: 'read' }, ...more };
}

export function reopen(target: ItemKey, more: Partial<Reopen> = {}): Reopen {
  return { kind: 'reopen', id: newId(), at, team, target, ...more };
}

export function givePromise(target: ItemKey, promised: string | null, more: Partial<GivePromise> = {}): GivePromise {
  return { kind: 'promise', id: newId(), at, team, target, promised, zone: 'Europe/Berlin', ...more };
}

export function promiseAsked(
  on: Pick<PromiseOnAsked, 'on' | 'number'>,
  promised: string | null,
  more: Partial<PromiseOnAsked> = {},
): PromiseOnAsked {
  return { kind: 'promise', id: newId(), at, team, ...on, promised, zone: 'Europe/Berlin', ...more };
}

/** A blocker, unless it is said otherwise. */
export function item(more: Partial<Item> = {}): Item {
  const id = more.id ?? newId();
  const by = more.by ?? ana;
  return {
    key: itemKey(by.id, id),
    id,
    kind: 'blocker',
    title: 'the beam is stuck',
    by,
    state: 'open',
    createdAt: at,
    updatedAt: at,
    comments: 0,
    number: 1,
    record: 'ours',
    ...more,
  };
}

export function memoryLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string, error?: unknown) =>
    void lines.push(
      `${level} ${message}${error === undefined ? '' : ` ${error instanceof Error ? error.stack : String(error)}`}`,
    );
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** A board with these items and nothing else, or with what is named. */
export function board(items: readonly Item[] = [], more: Partial<Board> = {}): Board {
  return { ...emptyBoard, items: new Map(items.map((one) => [one.key, one])), ...more };
}

export function statusRecord(status: Partial<Status> = {}, more: Partial<StatusRecord> = {}): StatusRecord {
  const by = more.by ?? ana;
  return {
    by,
    id: newId(),
    status: { mode: 'available', ...status },
    edited: {},
    comment: 1000 + by.id,
    updatedAt: at,
    record: 'ours',
    ...more,
  };
}

/** A board whose roster is issue 1, with these statuses. */
export function boardOf(...records: readonly StatusRecord[]): Board {
  return {
    ...emptyBoard,
    rosters: new Map([[1, { number: 1, counts: true, isOpen: true }]]),
    statuses: new Map(records.map((one) => [one.by.id, one])),
  };
}

export function setStatus(changes: StatusChanges, more: Partial<SetStatus> = {}): SetStatus {
  return { kind: 'status', id: newId(), record: newId(), at, team, changes, ...more };
}

export function openRoster(more: Partial<OpenRoster> = {}): OpenRoster {
  return { kind: 'roster', id: newId(), record: newId(), at, team, ...more };
}

export const questions = { id: 'DIC_1', name: 'Q&A', isAnswerable: true } as const;

export const speaker = (person = ana): Speaker => ({ kind: 'person', person, counts: true });

export function thread(more: Partial<Thread> = {}): Thread {
  const number = more.number ?? 3;
  return {
    key: threadKey(number),
    number,
    id: `D_${number}`,
    title: 'which oil for the lamp?',
    by: speaker(),
    category: questions,
    state: 'open',
    isLocked: false,
    isAnswered: false,
    comments: 0,
    createdAt: at,
    updatedAt: at,
    may: ['react'],
    ...more,
  };
}

export function said(id: string, more: Partial<Said> = {}): Said {
  return { id, by: speaker(), text: 'rape seed', at, reactions: [], may: [], ...more };
}

export function threadComment(id: string, more: Partial<ThreadComment> = {}): ThreadComment {
  return { ...said(id), replies: [], earlierReplies: 0, ...more };
}

export function talk(comments: readonly ThreadComment[] = [], more: Partial<Talk> = {}): Talk {
  return { number: 3, at, opening: said('D_3', { text: 'the old one smokes' }), comments, earlier: 0, ...more };
}

/** What all that is done to a discussion has in common. */
export const onThread = () => ({ id: newId(), at, team, target: threadKey(3) });

export function openThread(more: Partial<OpenThread> = {}): OpenThread {
  const id = newId();
  const words = { title: 'which oil for the lamp?', text: 'the old one smokes' };
  return {
    kind: 'openThread',
    id,
    record: id,
    at,
    team,
    threadKind: 'question',
    category: questions,
    ...words,
    ...more,
  };
}

export function checkIn(more: Partial<CheckIn> = {}): CheckIn {
  const id = newId();
  const category = { id: 'DIC_2', name: 'General', isAnswerable: false };
  const text = '## Shipped\n\n- The lamp turns.';
  return { kind: 'checkIn', id, record: id, at, team, day: '2026-11-30', category, text, needs: [], ...more };
}

export function say(text = 'rape seed', more: Partial<Say> = {}): Say {
  return { ...onThread(), kind: 'say', record: newId(), text, ...more };
}
