/** Doing something once for all who ask for it, and not before. */

/** The same result for everybody, begun with the first who asks. What has failed is tried again by the next. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/** The methods of these names, of what is loaded with the first call of one of them. */
export function lazy<N extends string, T extends Readonly<Record<N, (...args: never[]) => Promise<unknown>>>>(
  load: () => Promise<T>,
  names: readonly N[],
): Pick<T, N> {
  const loaded = once(load);
  const method =
    (name: N) =>
    async (...args: never[]) =>
      (await loaded())[name](...args);
  return Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as Pick<T, N>;
}
