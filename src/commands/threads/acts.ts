/** What a person does in a discussion, recorded: durable first, and a sentence where the disk refuses. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import type { Mutation, ThreadChange } from '../../model/board/mutation.js';
import type { Team } from '../../model/board/team.js';
import type { Thread } from '../../model/threads/thread.js';

type OnThread = Pick<ThreadChange, 'id' | 'at' | 'team' | 'target' | 'number'>;

/** Rejects where the disk refuses. */
export async function recordAct(
  app: App,
  { key, number }: Pick<Thread, 'key' | 'number'>,
  team: Team,
  make: (base: OnThread) => Mutation,
): Promise<void> {
  const at = new Date(app.now()).toISOString();
  await app.connection.record(
    make({ id: app.newId(), at, team, target: key, ...(number !== undefined && { number }) }),
  );
}

/** False, with a word about it, where the disk refuses. */
export async function tryAct(...[app, thread, team, make]: Parameters<typeof recordAct>): Promise<boolean> {
  try {
    await recordAct(app, thread, team, make);
    return true;
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
}
