/**
 * Owns where in a list somebody has gone who is quicker than the news of it. The editor tells places, not rows, and after new
 * rows have come to the screen it goes to their first by itself: that was nobody's wish.
 */

export interface Whereabouts {
  /** The key of the row that was gone to; undefined for none since the last typing. */
  at(): string | undefined;
  typed(): void;
  /** These rows, by key, are on their way to the screen. Headings have none, and are places all the same. */
  sent(keys: readonly (string | undefined)[]): void;
  /** The editor says that it is at this place of a list. True where the person has to be brought back to where they were. */
  heard(place: number): boolean;
}

export function whereabouts(): Whereabouts {
  let inSight: readonly (string | undefined)[] = [];
  let coming: readonly (string | undefined)[] | undefined;
  let wentTo: string | undefined;
  return {
    at: () => wentTo,
    typed() {
      wentTo = undefined;
    },
    sent(keys) {
      coming = keys;
    },
    heard(place) {
      const first = coming?.find((key) => key !== undefined);
      if (coming && coming[place] === first) {
        inSight = coming;
        coming = undefined;
        return wentTo !== undefined && wentTo !== first && inSight.includes(wentTo);
      }
      wentTo = inSight[place] ?? wentTo;
      return false;
    },
  };
}
