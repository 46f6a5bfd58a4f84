/** Asking GitHub for its own dependency once a blocker says what it blocks, and for its end. The blocker's own words stand without it. */
import type { App } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import type { ItemKey } from '../../model/board/item.js';
import type { IssueReference } from '../../model/board/reference.js';
import type { Team } from '../../model/board/team.js';
import { unsentAndRefused } from '../../model/state.js';

/**
 * Never rejects.
 * What is still owed for it and is another is no longer wanted; what is owed and is the same is not asked for twice.
 * @param before what it was said to block, where that has been asked for already: it does no longer
 */
export async function depend(
  app: App,
  team: Team,
  target: ItemKey,
  blocks: IssueReference | null | undefined,
  before: IssueReference | undefined,
  number?: number,
): Promise<void> {
  try {
    const owed = unsentAndRefused(app.state()).flatMap((one) =>
      one.kind === 'depend' && one.target === target ? [one] : [],
    );
    const isOwed = (name: IssueReference) => owed.some((one) => one.blocks === name && !one.isOver);
    const record = (name: IssueReference, isOver?: true) =>
      app.connection.record({
        kind: 'depend',
        id: app.newId(),
        at: new Date(app.now()).toISOString(),
        team,
        target,
        blocks: name,
        ...(isOver && { isOver }),
        ...(number !== undefined && { number }),
      });
    let over = before === blocks ? undefined : before;
    for (const one of owed) {
      if (one.isOver || one.blocks === blocks) continue;
      const isDropped = await app.connection.discard(one.id);
      if (isDropped && one.blocks === over) over = undefined;
    }
    if (over) await record(over, true);
    if (blocks && blocks !== before && !isOwed(blocks)) await record(blocks);
  } catch (error) {
    app.warn(`a dependency was not recorded: ${errorWords(error)}`);
  }
}
