import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCache } from '../../../src/disk/board/cache.js';
import { openDrafts } from '../../../src/disk/local/drafts.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openParks } from '../../../src/disk/local/parks.js';
import { openBusyFile } from '../../../src/disk/local/profileStatus.js';
import { openStuckFile } from '../../../src/disk/local/stuck.js';
import { accountFolder, openTeams } from '../../../src/disk/local/teams.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import { emptyBoard } from '../../../src/model/board/board.js';
import { itemKey } from '../../../src/model/board/item.js';
import { emptyInbox } from '../../../src/model/inbox/entries.js';
import { capture, newId, team } from '../../lib/fakes/builders.js';
import { flushesOf, foldersOfTest, setClock, silent, unmasked } from './support.js';

const { account, repository } = team;
const unix = process.platform === 'win32' ? it.skip : it;

describe('disk: all that is kept', () => {
  const newFolder = foldersOfTest();

  /** As a window does, with the real steps. */
  const writers: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
    account: (folder) => openTeams(folder, silent).choose({ account, source: 'github' }),
    team: (folder) => openTeams(folder, silent).connect(account, repository),
    board: async (folder) =>
      (await openCache(join(folder, 'board'), silent)).write({ board: emptyBoard, sync: { heardAt: '' } }),
    inbox: async (folder) =>
      (await openInbox(join(folder, 'inbox'), silent)).change(() => ({ inbox: { ...emptyInbox, since: '' } })),
    'write-up': (folder) =>
      openDrafts(join(folder, 'drafts'), silent).add(newId(), '# Dark', { repository, context: {} }),
    park: (folder) =>
      openParks(join(folder, 'parks'), silent).add({
        id: newId(),
        at: '',
        target: itemKey(account.id, newId()),
        title: '',
        root: '',
        files: [],
      }),
    busy: (folder) => openBusyFile(join(folder, 'busy'), silent).replace(undefined, { kind: 'left', until: '' }),
    stuck: (folder) => openStuckFile(join(folder, 'own'), silent).say({ kind: 'declared', at: 1 }),
    'what is owed': async (folder) => (await openOutbox(join(folder, 'outbox'), setClock(), silent)).add(capture()),
  };

  for (const [what, write] of Object.entries(writers)) {
    unix(
      `invariant 1, durable before visible: ${what}, when it is written, is on the disk with the folders that lead to it`,
      async () => {
        const root = newFolder();
        const flushed = new Set((await flushesOf(() => write(accountFolder(root, account)))).map(({ file }) => file));
        const kept = below(root).filter((path) => statSync(path).isDirectory() || statSync(path).size > 0);
        assert.ok(kept.some((path) => statSync(path).isFile()));
        assert.deepEqual(
          [root, ...kept].filter((path) => !flushed.has(statSync(path).ino) && holds(path)),
          [],
        );
      },
    );

    unix(`${what} can be seen by nobody else on this machine, whatever others are usually allowed`, async () => {
      const root = newFolder();
      await unmasked(() => write(accountFolder(root, account)));
      const open = below(root).filter((path) => statSync(path).isDirectory() && (statSync(path).mode & 0o077) !== 0);
      assert.deepEqual(open, []);
    });
  }
});

function below(folder: string): readonly string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).map((one) => join(folder, one));
}

/** A file, or a folder that something stands in: an empty one is no loss. */
function holds(path: string): boolean {
  return statSync(path).isFile() || readdirSync(path).length > 0;
}
