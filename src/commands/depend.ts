/** Owns asking GitHub for its own dependency once a blocker says what it blocks. The blocker's own words stand without it. */
import type { App } from '../app.js';
import type { ItemKey } from '../model/item.js';
import type { Team } from '../model/team.js';
import type { ThingName } from '../model/waits.js';
import { errorWords } from '../views/words.js';

/**
 * Never rejects.
 * @param before what it was said to block: that has been asked for already, and is no longer wanted where it is another
 */
export async function depend(
  app: App,
  team: Team,
  target: ItemKey,
  blocks: ThingName | null | undefined,
  before: ThingName | undefined,
  number?: number,
): Promise<void> {
  if ((blocks ?? undefined) === before) return;
  try {
    const { unsent, refused } = app.state();
    for (const one of [...unsent, ...refused.map(({ mutation }) => mutation)])
      if (one.kind === 'depend' && one.target === target) await app.desk.discard(one.id);
    if (!blocks) return;
    await app.desk.record({
      kind: 'depend',
      id: app.newId(),
      at: new Date(app.now()).toISOString(),
      team,
      target,
      blocks,
      ...(number !== undefined && { number }),
    });
  } catch (error) {
    app.warn(`a dependency was not recorded: ${errorWords(error)}`);
  }
}
