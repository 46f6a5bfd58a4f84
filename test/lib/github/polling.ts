/** Who asks for notifications more often than `X-Poll-Interval` allows. GitHub answers them all the same; the log tells. */

import type { Asked } from './exchange.js';
import type { World } from './world.js';

export interface Polling {
  /** Whether the same token was answered at the same address less than the interval ago. */
  isTooSoon(asked: Asked, now: number): boolean;
  /** Call when the sender has GitHub's answer: whoever got none may ask again. */
  answered(asked: Asked, now: number): void;
}

export function createPolling(world: World): Polling {
  const last = new Map<string, number>();
  return {
    isTooSoon(asked, now) {
      const place = placeOf(asked);
      const before = place === undefined ? undefined : last.get(place);
      // A clock that was set back says nothing about politeness.
      return before !== undefined && now >= before && now - before < world.inboxes.ways.pollSeconds * 1000;
    },
    answered(asked, now) {
      const place = placeOf(asked);
      if (place !== undefined) last.set(place, now);
    },
  };
}

/** The parameters make no difference, and a list's further pages belong to its first. */
function placeOf({ method, path, headers }: Asked): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const { pathname, searchParams } = new URL(path, 'https://api.github.com');
  if (!/^(?:\/repos\/[^/]+\/[^/]+)?\/notifications$/.test(pathname)) return undefined;
  if (!headers.authorization || !['1', null].includes(searchParams.get('page'))) return undefined;
  return `${headers.authorization} ${pathname.toLowerCase()}`;
}
