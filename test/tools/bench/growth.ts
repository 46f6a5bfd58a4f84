/** How the first sync and the next one grow with a team: requests, points, bytes, and what this machine computes meanwhile. */
import type { Count, Figure } from './figures.js';
import { count } from './figures.js';
import { openLargeTeam, untilAllIsKnown } from './largeTeam.js';
import { ownTime } from './slices.js';
import type { Spent } from './spent.js';

export const sizes = [8, 200, 1_000].flatMap((members) => [100, 10_000].map((blockers) => ({ members, blockers })));

export async function benchGrowth(): Promise<readonly Figure[]> {
  const all: Figure[] = [];
  for (const size of sizes) {
    const large = await openLargeTeam(size);
    const { clock, github } = large;
    try {
      let began = ownTime();
      const bill = (kind: string, spent: Spent): Count[] => {
        const name = `${kind}, ${size.members} members, ${size.blockers} blockers`;
        const seconds = (ownTime() - began) / 1000;
        began = ownTime();
        return [
          count(`${name}: requests`, spent.requests),
          count(`${name}: REST, charged`, spent.charged),
          count(`${name}: GraphQL, points`, spent.points),
          count(`${name}: received, kB`, github.takeReceived()),
          count(`${name}: own CPU, s`, seconds),
        ];
      };
      const { store, engine } = await large.open();
      await clock.advance(30_000);
      all.push(...bill('cold sync', await github.take()));
      await untilAllIsKnown(large, store);
      await github.take();
      github.takeReceived();
      began = ownTime();
      await github.comment(7);
      engine.wake();
      await clock.advance(2_000);
      all.push(...bill('incremental sync', await github.take()));
      engine.dispose();
      await clock.settle();
    } finally {
      await large.close();
    }
  }
  return all;
}
