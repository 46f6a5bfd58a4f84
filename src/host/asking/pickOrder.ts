/** Which choices a pick offers while somebody types into it, and in which order. What hides the rest is the pick's own search. */

interface Named {
  readonly label: string;
  /** Undefined: it only says something, and cannot be taken. */
  readonly value: unknown;
}

interface Offered<C> {
  readonly choice: C;
  /** Offered even where the words typed do not stand in it. */
  readonly isAlwaysShown: boolean;
}

/**
 * Whose name begins with the words typed comes first, then what was made of the words, then the others, and what cannot
 * be taken last. What was made and is there already is there once, as it was.
 * @param made what becomes of the words typed
 */
export function withBest<C extends Named>(
  choices: readonly C[],
  made: readonly C[],
  typed: string,
): readonly Offered<C>[] {
  const words = typed.trim().toLowerCase();
  const found = words === '' ? [] : made.map((one) => choices.find((other) => isSame(one, other)) ?? one);
  const others = choices.filter((one) => !found.includes(one));
  // Before what runs from right to left stands a sign that nobody types.
  const begins = ({ label }: C) =>
    words !== '' &&
    label
      .toLowerCase()
      .replace(/^\u2068/, '')
      .startsWith(words);
  const listed = (one: C) => ({ choice: one, isAlwaysShown: false });
  const shown = (one: C) => ({ choice: one, isAlwaysShown: true });
  return [
    ...others.filter(begins).map(listed),
    ...found.filter(({ value }) => value !== undefined).map(shown),
    ...others.filter((one) => !begins(one)).map(listed),
    ...found.filter(({ value }) => value === undefined).map(shown),
  ];
}

/**
 * What Enter takes. The pick's own list lags behind somebody who types fast: what it says is active may be of the words
 * before. So that is taken only where it stands under the words as they are, and else what they bring to the top.
 */
export function chosenOf<C extends Named>(
  offers: readonly Offered<C & { readonly description?: string; readonly detail?: string }>[],
  typed: string,
  active: C | undefined,
): C | undefined {
  const words = typed.trim().toLowerCase();
  const shown = offers.filter(
    ({ choice, isAlwaysShown }) =>
      isAlwaysShown ||
      [choice.label, choice.description, choice.detail].some((text) => text?.toLowerCase().includes(words)),
  );
  return (shown.find(({ choice }) => choice === active || (active && isSame(choice, active))) ?? shown[0])?.choice;
}

interface Row {
  readonly key: string;
  readonly heading?: string;
  /** Undefined: it cannot be taken. */
  readonly value: unknown;
}

/**
 * Rows below a text, made anew while it stays the same: those that were shown keep their places, as somebody may be on the
 * way to one of them, and what is known only now comes last. Where none can be taken, nobody is on the way.
 * @param more the heading of what comes last
 */
export function inOrderShown<O extends Row>(shown: readonly O[], next: readonly O[], more: string): readonly O[] {
  if (shown.every(({ value }) => value === undefined)) return next;
  const known = new Map(next.map((row) => [row.key, row]));
  const kept = shown.map((row) => {
    const { heading: _heading, ...rest } = known.get(row.key) ?? row;
    return { ...rest, ...(row.heading && { heading: row.heading }) } as O;
  });
  const added = next.filter(({ key }) => !shown.some((row) => row.key === key));
  return [...kept, ...added.map((row, index) => (index === 0 ? { ...row, heading: row.heading ?? more } : row))];
}

/**
 * What Enter takes of rows that stand below a text: the one that was active on the screen, wherever it stands by now.
 * @param active its key, and nothing is taken where it is gone; undefined where none was there yet: the first
 */
export function composed<O extends { readonly key: string }>(
  rows: readonly O[],
  active: string | undefined,
): O | undefined {
  return active === undefined ? rows[0] : rows.find(({ key }) => key === active);
}

function isSame({ value }: Named, other: Named): boolean {
  if (value === other.value) return value !== undefined;
  return typeof value === 'object' && JSON.stringify(value) === JSON.stringify(other.value);
}
