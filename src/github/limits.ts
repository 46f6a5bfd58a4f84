/**
 * Owns until when GitHub wants to be left alone by all that ask in one account's name: before that nothing leaves. REST and
 * GraphQL have a primary limit each; a secondary one holds for both.
 */
import type { Clock } from '../sync/ports.js';
import type { Reply } from './client.js';
import { limitIn } from './errors.js';

/** Milliseconds since 1970. */
export interface Wait {
  readonly since: number;
  readonly until: number;
}

type Door = 'rest' | 'graphql';

/** Shared by all clients of one account. */
export type Limits = Map<Door, Wait>;

export function createLimits(limits: Limits, clock: Pick<Clock, 'now'>) {
  return {
    /** What is left of the wait at this door, where one has been asked for. */
    left(door: Door): Wait | undefined {
      const wait = limits.get(door);
      if (!wait) return undefined;
      const now = clock.now();
      // A clock that was set back must not make it longer than GitHub said.
      const left = { since: Math.min(wait.since, now), until: Math.min(wait.until, now + (wait.until - wait.since)) };
      if (left.until > now) limits.set(door, left);
      else limits.delete(door);
      return limits.get(door);
    },
    note(door: Door, reply: Reply): void {
      const limit = limitIn(reply);
      if (!limit) return;
      const since = clock.now();
      const wait = { since, until: since + limit.span };
      const doors: readonly Door[] = limit.kind === 'secondary' ? ['rest', 'graphql'] : [door];
      for (const one of doors) if (wait.until > (limits.get(one)?.until ?? 0)) limits.set(one, wait);
    },
  };
}
