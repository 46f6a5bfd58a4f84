/** Owns making the values tests speak about, each with as little as it needs. */
import { type Board, emptyBoard } from '../../src/model/board.js';
import { idMaker } from '../../src/model/id.js';
import { type Item, type ItemKey, itemKey, type Words } from '../../src/model/item.js';
import type { Status, StatusChanges, StatusRecord } from '../../src/model/member.js';
import type { Capture, Comment, Edit, OpenRoster, Resolve, SetStatus } from '../../src/model/mutation.js';
import type { Team } from '../../src/model/team.js';
import type { Log } from '../../src/sync/ports.js';

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

export function capture(words: Partial<Words> = {}, more: Partial<Capture> = {}): Capture {
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
