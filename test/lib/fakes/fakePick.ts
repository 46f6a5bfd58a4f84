/**
 * VS Code's quick pick, as an extension and the screen have it: two sides that hear of each other late and in order. What is
 * set in one go is sent together, in the order in which it was first set. Rows are known by their place in the list that was
 * set last. On new rows and on typing the screen goes to the first row by itself.
 */
import type { ListedPick } from '../../../src/host/asking/pickList.js';

export interface FakeRow {
  readonly label: string;
  readonly isHeading?: true;
}

type Told =
  | { readonly kind: 'active' | 'selection'; readonly places: readonly number[] }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'accept' };

interface Shown {
  readonly place: number;
  readonly row: FakeRow;
}

export interface FakePick<R extends FakeRow> extends ListedPick<R> {
  readonly value: string;
  readonly onDidChangeValue: (listen: () => void) => void;
  readonly onDidAccept: (listen: () => void) => void;
  /** What was set goes off; as a timer of no length does it. */
  send(): void;
  /** One of what was sent comes to the screen. */
  receive(): void;
  /** The extension hears one of what the screen tells. */
  hear(): void;
  type(text: string): void;
  up(): void;
  down(): void;
  enter(): void;
  readonly isQuiet: boolean;
  /** What a person sees: the rows under their headings, and the active one. */
  readonly screen: { readonly value: string; readonly labels: readonly string[]; readonly active: R | undefined };
}

/** @param repeats whether the screen tells of a row it was sent to and stood on already */
export function fakePick<R extends FakeRow>(repeats: boolean): FakePick<R> {
  const listeners = {
    active: [] as ((rows: readonly R[]) => void)[],
    selection: [] as ((rows: readonly R[]) => void)[],
  };
  const heard = { value: [] as (() => void)[], accept: [] as (() => void)[] };
  let [items, activeItems, value]: [readonly R[], readonly R[], string] = [[], [], ''];
  let isSet = new Map<'items' | 'activeItems', readonly unknown[]>();
  const toScreen: (typeof isSet)[] = [];
  const toExtension: Told[] = [];

  const screen = { value: '', rows: [] as readonly Shown[], labels: [] as readonly string[] };
  let active: Shown | undefined;
  const goTo = (row: Shown | undefined, isSure = false) => {
    if (!row || (row === active && !isSure)) return;
    active = row;
    toExtension.push({ kind: 'active', places: [row.place] });
  };
  const step = (by: number) => {
    const { rows } = screen;
    if (active) goTo(rows[(rows.indexOf(active) + by + rows.length) % rows.length]);
  };
  return {
    get items() {
      return items;
    },
    set items(next) {
      items = [...next];
      isSet.set('items', items);
    },
    get activeItems() {
      return activeItems;
    },
    set activeItems(next) {
      activeItems = next.filter((row) => items.includes(row));
      const places = activeItems.map((row) => items.indexOf(row));
      isSet.set('activeItems', places);
    },
    get value() {
      return value;
    },
    onDidChangeActive: (listen) => listeners.active.push(listen),
    onDidChangeSelection: (listen) => listeners.selection.push(listen),
    onDidChangeValue: (listen) => void heard.value.push(listen),
    onDidAccept: (listen) => void heard.accept.push(listen),
    send() {
      if (isSet.size > 0) toScreen.push(isSet);
      isSet = new Map();
    },
    receive() {
      for (const [name, list] of toScreen.shift() ?? [])
        if (name === 'items') {
          const rows = list as readonly R[];
          screen.rows = rows.flatMap((row, place) => (row.isHeading ? [] : [{ place, row }]));
          // A heading is drawn with the row that follows it.
          screen.labels = rows.flatMap((row, at) => {
            const above = rows[at - 1];
            return row.isHeading ? [] : [...(above?.isHeading && above.label ? [`— ${above.label}`] : []), row.label];
          });
          active = undefined;
          goTo(screen.rows[0]);
        } else {
          const row = screen.rows.find(({ place }) => list[0] === place);
          if (row) goTo(row, repeats);
          else active = undefined;
        }
    },
    hear() {
      const told = toExtension.shift();
      if (told?.kind === 'value') {
        value = told.value;
        for (const listen of heard.value) listen();
      } else if (told?.kind === 'accept') for (const listen of heard.accept) listen();
      else if (told) {
        const rows = told.places.flatMap((place) => items[place] ?? []);
        if (told.kind === 'active') activeItems = rows;
        for (const listen of listeners[told.kind]) listen(rows);
      }
    },
    type(text) {
      screen.value = text;
      goTo(screen.rows[0]);
      toExtension.push({ kind: 'value', value: text });
    },
    up: () => step(-1),
    down: () => step(1),
    enter() {
      if (active) toExtension.push({ kind: 'selection', places: [active.place] });
      toExtension.push({ kind: 'accept' });
    },
    get isQuiet() {
      return isSet.size === 0 && toScreen.length === 0 && toExtension.length === 0;
    },
    get screen() {
      return { value: screen.value, labels: screen.labels, active: active?.row as R | undefined };
    },
  };
}
