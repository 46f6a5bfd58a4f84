/** A process that dies in the middle of what it does: from then on none of its steps ever comes back. */

interface Life {
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  isDead(): boolean;
  /** The same step, of a process that may be dead by then. */
  mortal<A extends unknown[], R>(act: (...args: A) => Promise<R>): (...args: A) => Promise<R>;
}

/** @param k counted from 1 */
export function diesAt(k: number, when: 'before' | 'after'): Life {
  let left = k;
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  return {
    death,
    isDead: () => left <= 0,
    mortal:
      <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        left--;
        if (left > 0) return act(...args);
        if (left === 0 && when === 'after') await act(...args);
        die();
        return new Promise<R>(() => undefined);
      },
  };
}
