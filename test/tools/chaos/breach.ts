/** What a judge of the chaos run is given, and what it gives back. */
import type { Ledger } from './ledger.js';
import type { Place } from './place.js';
import { type Login, owners } from './plan.js';
import type { Shown } from './speech.js';

/** A broken promise. */
export interface Breach {
  readonly promise: string;
  readonly what: string;
  /** Names under which the history knows it. */
  readonly names: readonly string[];
}

export interface Evidence {
  readonly place: Place;
  readonly ledger: Ledger;
  /** By window. */
  readonly shown: readonly (Shown | undefined)[];
}

export function breach(promise: string, what: string, ...names: readonly (string | undefined)[]): Breach {
  return { promise, what, names: names.filter((name) => name !== undefined) };
}

export function shownTo({ shown }: Evidence, login: Login): readonly Shown[] {
  return shown.filter((one, window): one is Shown => one !== undefined && owners[window] === login);
}

/** Whether the person sees, in each of their windows, that GitHub has refused it. */
export function isParked(evidence: Evidence, login: Login, id: string): boolean {
  const windows = shownTo(evidence, login);
  return windows.length > 0 && windows.every(({ refused }) => refused.some((one) => one.id === id));
}
