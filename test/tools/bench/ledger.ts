/**
 * How long the wait ledger takes for a large team: 1,000 members, 10,000 open blockers, with dependencies, reviews and questions
 * besides; first, and after one blocker has changed. Then the view that is drawn from it.
 */

import { weekdays } from '../../../src/base/zone.js';
import type { Board } from '../../../src/model/board/board.js';
import { type Item, itemKey } from '../../../src/model/board/item.js';
import type { AskedThing, Dependency } from '../../../src/model/board/links.js';
import type { Person } from '../../../src/model/people/person.js';
import { initialState, type State } from '../../../src/model/state.js';
import { ledger } from '../../../src/model/waits/ledger.js';
import { waitingRows } from '../../../src/views/waiting/view.js';
import { boardOf, item, statusRecord, team } from '../../lib/fakes/builders.js';
import { type Figures, figures, timesOf } from './figures.js';
import { kilobytesUsed } from './heap.js';
import { ownTime } from './slices.js';

const members = 1_000;
const blockers = 10_000;
const issues = 3_000;
const asks = 2_000;
const changes = 30;
const now = Date.parse('2026-11-25T13:40:00Z');
const hour = 3_600_000;
const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Asia/Tokyo', 'Africa/Lagos', 'America/St_Johns'];

let seed = 20_261_121;
/** Always the same team. */
function below(limit: number): number {
  seed = (Math.imul(seed, 48_271) + 11) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

const people: readonly Person[] = Array.from({ length: members }, (_, place) => ({
  id: place + 1,
  login: place === 0 ? team.account.login : `member-${place}`,
}));
const anybody = () => people[below(members)] as Person;
/** Within the last thirty days. */
const lately = () => new Date(now - below(30 * 24) * hour).toISOString();

function drawnBoard(): Board {
  const records = people.map((by, place) =>
    statusRecord(
      {
        zone: zones[place % zones.length] ?? 'UTC',
        hours: Object.fromEntries(
          weekdays.slice(0, 5).map((name) => [name, `${7 + (place % 4)}:00-${15 + (place % 4)}:30`]),
        ),
      },
      { by },
    ),
  );
  const items = Array.from({ length: blockers }, (_, place): Item => {
    const by = anybody();
    const number = place + 1;
    return item({
      by,
      number,
      id: `${number}`,
      key: itemKey(by.id, `${number}`),
      title: `blocked ${number}`,
      createdAt: lately(),
      ...(below(10) > 0 && { owner: anybody().login }),
      ...(below(4) === 0 && { needBy: new Date(now + below(200) * hour).toISOString() }),
      ...(below(2) === 0 && { blocks: `acme/team#${below(2) === 0 ? blockers + below(issues) : 1 + below(blockers)}` }),
    });
  });
  const dependencies = Array.from({ length: issues }, (_, place): Dependency => {
    const entry = () => ({
      repository: 'acme/team',
      number: 1 + below(blockers + issues),
      title: 'an issue',
      isOpen: true,
      people: [anybody()],
      createdAt: lately(),
    });
    return { number: blockers + place, title: `issue ${place}`, people: [anybody()], by: [entry(), entry()] };
  });
  const asked = Array.from({ length: asks }, (_, place): AskedThing => {
    const kind = below(2) === 0 ? 'review' : 'question';
    const number = blockers + issues + place;
    return { kind, number, title: kind, by: anybody(), of: [anybody().login], since: lately(), given: [] };
  });
  return {
    ...boardOf(...records),
    items: new Map(items.map((one) => [one.key, one])),
    dependencies: new Map(dependencies.map((one) => [one.number, one])),
    asked: new Map(asked.map((one) => [one.number, one])),
  };
}

/** One blocker is commented on. */
function changed(board: Board, turn: number): Board {
  const one = [...board.items.values()][turn];
  return one ? { ...board, items: new Map(board.items).set(one.key, { ...one, comments: one.comments + 1 }) } : board;
}

/** Somebody says what they are at. */
function saying(board: Board, turn: number): Board {
  const one = [...board.statuses.values()][turn];
  const status = one && { ...one.status, text: 'At the lens' };
  return one && status ? { ...board, statuses: new Map(board.statuses).set(one.by.id, { ...one, status }) } : board;
}

export async function benchLedger(): Promise<readonly Figures[]> {
  const stateOf = (confirmed: Board): State => ({
    ...initialState,
    phase: 'ready',
    team,
    account: team.account,
    confirmed,
  });
  const board = drawnBoard();
  const state = stateOf(board);
  const others = Array.from({ length: changes }, (_, turn) => stateOf(changed(board, turn)));
  const again = others.map(({ confirmed }) => stateOf({ ...confirmed, items: new Map(confirmed.items) }));
  const said = Array.from({ length: changes }, (_, turn) => stateOf(saying(board, turn)));
  const size = `${members.toLocaleString('en')} members, ${blockers.toLocaleString('en')} blockers`;
  const before = kilobytesUsed();
  const first = await timesOf(1, async () => ledger(state), ownTime);
  const kilobytes = kilobytesUsed() - before;
  const drawn = (one: State, at: number) => async () => void JSON.stringify(waitingRows(one, at, 'Europe/Berlin'));
  return [
    { ...figures(`ledger, ${size}, first`, first), kilobytes },
    figures('ledger, one has changed', await timesOf(changes, async (turn) => ledger(others[turn] ?? state), ownTime)),
    figures(
      'ledger, a status has changed',
      await timesOf(changes, async (turn) => ledger(said[turn] ?? state), ownTime),
    ),
    figures('Waiting view, first', await timesOf(1, drawn(state, now), ownTime)),
    figures(
      'Waiting view, a minute later',
      await timesOf(changes, (turn) => drawn(state, now + turn * 60_000)(), ownTime),
    ),
    figures(
      'Waiting view, one has changed',
      await timesOf(changes, (turn) => drawn(again[turn] ?? state, now)(), ownTime),
    ),
  ];
}
