/** What every resolver is given, and how it says that something cannot be had. */

import type { Viewer } from '../permissions.js';
import { Refusal } from '../refusal.js';
import type { User, World } from '../world.js';

export interface Question {
  readonly world: World;
  readonly viewer: Viewer & { readonly user: User };
  /** Milliseconds by GitHub's clock. */
  readonly now: number;
  /** Lists show what was there at this moment. */
  readonly listsAsOf: number;
}

/** An error beside the data, with null where it happened. */
export class Trouble extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly extensions?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** What a correct client is never told. */
export const misuse = ['MISSING_PAGINATION_BOUNDARIES', 'EXCESSIVE_PAGINATION', 'INVALID_CURSOR_ARGUMENTS'] as const;

export const misused = (type: (typeof misuse)[number], message: string): Trouble => new Trouble(type, message);

/** Says what an act refuses as GraphQL does. */
export function troubled<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const types: Readonly<Record<number, string>> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 410: 'NOT_FOUND' };
    throw new Trouble(types[error.status] ?? 'UNPROCESSABLE', error.message);
  }
}
