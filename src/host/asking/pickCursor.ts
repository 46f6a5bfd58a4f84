/**
 * Where in a list somebody has gone who is quicker than the news of it. The editor tells places, not rows, and after new
 * rows have come to the screen it goes to their first by itself: that was nobody's wish.
 */

export interface PickCursor {
  /** The key of the row that was gone to; undefined for none since the last typing. */
  at(): string | undefined;
  typed(): void;
  /** These rows, by key, are on their way to the screen. Headings have none, and are places all the same. */
  sent(keys: readonly (string | undefined)[]): void;
  /** The editor says that it is at this place of a list. True where the person has to be brought back to where they were. */
  heard(place: number): boolean;
}

export function pickCursor(): PickCursor {
  let inSight: readonly (string | undefined)[] = [];
  let coming: readonly (string | undefined)[] | undefined;
  /** Where the person was as these rows were sent: the editor goes there by itself, once it has gone to the first. */
  let led: string | undefined;
  let wentTo: string | undefined;
  const isElsewhere = (first: string | undefined, keys: readonly (string | undefined)[]) =>
    wentTo !== undefined && wentTo !== first && keys.includes(wentTo);
  return {
    at: () => wentTo,
    typed() {
      wentTo = undefined;
    },
    sent(keys) {
      coming = keys;
      led = isElsewhere(firstOf(keys), keys) ? wentTo : undefined;
    },
    heard(place) {
      const first = coming && firstOf(coming);
      if (coming && coming[place] === first) {
        inSight = coming;
        coming = undefined;
        // The next news says that it is there. Without it the person has gone to the first row, and may press Enter.
        if (led !== undefined && led === wentTo) wentTo = first;
        return isElsewhere(first, inSight);
      }
      wentTo = inSight[place] ?? wentTo;
      return false;
    },
  };
}

function firstOf(keys: readonly (string | undefined)[]): string | undefined {
  return keys.find((key) => key !== undefined);
}
