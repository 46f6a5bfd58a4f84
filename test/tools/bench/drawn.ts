/** Drawing all four views of one member, and telling which rows another drawing has changed. */
import type { State } from '../../../src/model/state.js';
import { deliveryRows } from '../../../src/views/deliveries/view.js';
import { nowRows } from '../../../src/views/now/view.js';
import { teamRows } from '../../../src/views/team/view.js';
import { waitingRows } from '../../../src/views/waiting/view.js';
import type { Row } from '../../../src/views/words/row.js';

export const zone = 'Europe/Berlin';

const views: Readonly<Record<string, (state: State, now: number) => readonly Row[]>> = {
  Now: (state, now) => nowRows(state, now, zone),
  Team: (state, now) => teamRows(state, now, zone),
  Waiting: (state, now) => waitingRows(state, now, zone),
  Deliveries: (state, now) => deliveryRows(state, now, 'titles'),
};

export interface Drawn {
  /** Milliseconds, by view. */
  readonly each: ReadonlyMap<string, number>;
  /** By view and id: all that is shown of it. */
  readonly rows: ReadonlyMap<string, string>;
}

export function draw(state: State, now: number): Drawn {
  const each = new Map<string, number>();
  const rows = new Map<string, string>();
  for (const [name, view] of Object.entries(views)) {
    const began = performance.now();
    const all = view(state, now);
    open(all);
    each.set(name, performance.now() - began);
    keep(name, all, rows);
  }
  return { each, rows };
}

/** A tree asks for the rows below one where that is expanded. */
function open(rows: readonly Row[]): void {
  for (const row of rows) if (row.isExpanded) open(row.children ?? []);
}

function keep(view: string, all: readonly Row[], rows: Map<string, string>): void {
  for (const { children, ...row } of all) {
    rows.set(`${view}/${row.id}`, JSON.stringify(row));
    keep(view, children ?? [], rows);
  }
}

/** How many rows have come, gone or another text. */
export function differing({ rows: before }: Drawn, { rows: after }: Drawn): number {
  const changed = [...after].filter(([id, row]) => before.get(id) !== row);
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return changed.length + gone.length;
}
