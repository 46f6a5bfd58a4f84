/** Memory for what is computed from objects that never change: forgotten together with the first of them. */

/**
 * Computes again only where one of what `by` names is another object than before.
 * @param by what the result depends on; one result is kept for each first of these
 * @param make is given the last result for the same first after its own arguments
 */
export function memo<A extends readonly unknown[], T>(
  by: (...args: A) => readonly [object, ...unknown[]],
  make: (...args: [...A, last: NoInfer<T> | undefined]) => T,
): (...args: A) => T {
  const known = new WeakMap<object, { readonly of: readonly unknown[]; readonly value: T }>();
  return (...args) => {
    const of = by(...args);
    const last = known.get(of[0]);
    if (last?.of.every((one, place) => one === of[place])) return last.value;
    const value = make(...args, last?.value);
    known.set(of[0], { of, value });
    return value;
  };
}
