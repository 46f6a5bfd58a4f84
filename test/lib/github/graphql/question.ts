/** Owns what every resolver is given, and how it says that something cannot be had. */

import type { Viewer } from '../permissions.js';
import type { User, World } from '../world.js';

export interface Question {
  readonly world: World;
  readonly viewer: Viewer & { readonly user: User };
  /** Milliseconds by GitHub's clock. */
  readonly now: number;
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
