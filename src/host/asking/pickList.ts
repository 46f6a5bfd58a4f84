/**
 * The rows of a pick that change while somebody moves among them, and which of them is active on the screen. The editor tells
 * places, not rows, and reads them in the rows set last, which may not be on the screen yet. So no two lists one after the
 * other share a place: separators that no row follows are never drawn, and fill the places of the others.
 */

/** What an editor's pick has of it. */
export interface ListedPick<R extends object> {
  items: readonly R[];
  activeItems: readonly R[];
  readonly onDidChangeActive: (listen: (rows: readonly R[]) => void) => unknown;
  readonly onDidChangeSelection: (listen: (rows: readonly R[]) => void) => unknown;
}

export interface PickList<R> {
  /** The list goes to the screen. Who is on a row that is still in it stays there. */
  show(rows: readonly R[]): void;
  /** The row that was active on the screen when Enter was pressed; undefined before any was there. */
  active(): R | undefined;
  /** Whoever types goes back to the first row. */
  typed(): void;
}

/** Room for several lists of a usual length, and little to send. */
const places = 96;
/** So long a list always finds room once another is on the screen. */
const longest = places / 3 - 1;

interface List<R> {
  readonly from: number;
  readonly rows: readonly R[];
  /** The row that is active once the list is on the screen. */
  readonly led: string | undefined;
  /** The same rows are shown once more, to bring somebody back: once is enough. */
  readonly isAgain: boolean;
}

/**
 * @param keyOf undefined for a heading
 * @param spacer makes a separator without words
 */
export function pickList<R extends object>(
  pick: ListedPick<R>,
  keyOf: (row: R) => string | undefined,
  spacer: () => R,
): PickList<R> {
  const spacers = Array.from({ length: places }, spacer);
  /** What may be on the screen or on its way there, oldest first. */
  let lists: readonly List<R>[] = [];
  let seen: List<R> | undefined;
  let active: R | undefined;
  /** The key of the row somebody has gone to. */
  let wentTo: string | undefined;
  /** Goes to the screen once there is room for it. */
  let waiting: readonly R[] | undefined;

  const roomFor = ({ length }: readonly R[]): number | undefined => {
    if (length > longest) return 1;
    const last = lists.at(-1);
    const isFree = (from: number) =>
      from + length <= places && lists.every((one) => from + length <= one.from || one.from + one.rows.length <= from);
    return [last ? last.from + last.rows.length : 1, 1].find(isFree);
  };
  const show = (rows: readonly R[], isAgain = false) => {
    const from = roomFor(rows);
    waiting = from === undefined ? rows : undefined;
    if (from === undefined) return;
    const led = rows.find((row) => wentTo !== undefined && keyOf(row) === wentTo) ?? rows.find((row) => keyOf(row));
    lists = [...lists, { from, rows, led: led && keyOf(led), isAgain }];
    pick.items = [...spacers.slice(0, from), ...rows, ...spacers.slice(from + rows.length)];
    if (led) pick.activeItems = [led]; // after the rows, and each time: what is sent is put together, in this order
  };
  const heard = ([row]: readonly R[]) => {
    const place = row ? pick.items.indexOf(row) : -1;
    const list = lists.findLast(({ from, rows }) => place >= from && place < from + rows.length);
    const found = list?.rows[place - list.from];
    if (!list || !found) return;
    active = found;
    const key = keyOf(found);
    if (list !== seen) {
      // It has just come to the screen, is at its first row by itself, and goes to where it was led next.
      lists = lists.slice(lists.indexOf(list));
      seen = list;
      if (!list.rows.some((one) => wentTo !== undefined && keyOf(one) === wentTo)) wentTo = undefined;
      else if (wentTo !== list.led && lists.length === 1 && !waiting) {
        // They have moved since.
        if (list.isAgain) wentTo = list.led;
        else show(list.rows, true);
      }
      if (waiting) show(waiting);
    } else wentTo = key;
  };
  pick.onDidChangeActive(heard);
  pick.onDidChangeSelection(heard);
  return {
    show: (rows) => show(rows),
    active: () => active,
    typed() {
      wentTo = undefined;
    },
  };
}
