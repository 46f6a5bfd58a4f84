/** The one value that views are drawn from. Tells subscribers after each change; knows nothing of what it holds. */
export interface Store<S> {
  get(): S;
  update(change: (state: S) => S): void;
  /** Returns the way to stop listening. */
  subscribe(listener: (state: S) => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<(state: S) => void>();
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
