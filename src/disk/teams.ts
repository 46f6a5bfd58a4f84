/**
 * Owns which account and team repository this machine works for. In global storage only: no workspace can choose it.
 *
 *     account.json                        {"makertime":1,"account":{…},"source":"github"}
 *     <server>/<account>/team.json        {"makertime":1,"current":{…},"recent":[{…}]}
 *     <server>/<account>/outbox, board-…  see outbox.ts, cache.ts
 */
import { mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isId } from '../model/id.js';
import type { Account } from '../model/team.js';
import type { Log, TeamChoice, Teams } from '../sync/ports.js';
import { diskSteps, ensureFolder, type Steps, writeDurably } from './atomic.js';
import { readEntry } from './entry.js';
import { watchFolders } from './watch.js';

const version = 1;
const mostRecent = 8;

export function openTeams(root: string, log: Log, steps: Steps = diskSteps): Teams {
  const accountFile = join(root, 'account.json');
  const folderOf = (account: Account) => accountFolder(root, account);
  const teamFile = (account: Account) => join(folderOf(account), 'team.json');

  async function of(account: Account): Promise<TeamChoice> {
    const read = await readJson(teamFile(account), teamSchema);
    return { recent: read?.recent ?? [], ...(read?.current && { current: read.current }) };
  }

  return {
    of,
    async chosen() {
      const read = await readJson(accountFile, chosenSchema);
      return read && { account: read.account, source: read.source };
    },
    async choose(chosen) {
      await ensureFolder(root, steps);
      await writeDurably(accountFile, `${JSON.stringify({ makertime: version, ...chosen })}\n`, steps);
    },
    async connect(account, repository) {
      const { recent } = await of(account);
      await ensureFolder(folderOf(account), steps);
      const others = recent.filter((one) => one.id !== repository.id);
      const choice = {
        makertime: version,
        login: account.login,
        current: repository,
        recent: [repository, ...others].slice(0, mostRecent),
      };
      await writeDurably(teamFile(account), `${JSON.stringify(choice)}\n`, steps);
    },
    async owedElsewhere(account) {
      const owed: { login: string; count: number }[] = [];
      const mine = account && folderOf(account);
      for (const server of await folders(root)) {
        for (const id of await folders(join(root, server))) {
          const folder = join(root, server, id);
          if (folder === mine) continue;
          const count = await wordsIn(join(folder, 'outbox'));
          const login = (await readJson(join(folder, 'team.json'), teamSchema))?.login ?? id;
          if (count > 0) owed.push({ login, count });
        }
      }
      return owed;
    },
    watch(changed) {
      try {
        mkdirSync(root, { recursive: true, mode: 0o700 }); // VS Code leaves that to us; what is not there cannot be watched
      } catch (error) {
        log.warn(`${root} cannot be made: ${String(error)}`);
      }
      return watchFolders([root], changed, log);
    },
  };
}

/** How many entries of an outbox hold words. What cannot be read may. */
async function wordsIn(outbox: string): Promise<number> {
  // An entry can stand in two places where a window died between them.
  const words = new Set<string>();
  for (const place of ['new', 'claimed', 'unsure', 'refused'])
    for (const name of await readdir(join(outbox, place)).catch(() => [])) {
      const id = name.split('.', 1)[0];
      if (!isId(id) || words.has(id)) continue;
      const read = readEntry(await readFile(join(outbox, place, name), 'utf8').catch(() => ''), id);
      if (read.kind !== 'entry' || read.mutation.kind !== 'attend') words.add(id);
    }
  return words.size;
}

/** Everything one account owes and knows is below this folder. */
export function accountFolder(root: string, account: Account): string {
  return join(root, serverFolder(account.server), String(account.id));
}

/** One name of a folder, and never `.` or `..`, whatever the address. */
function serverFolder(server: string): string {
  const name = encodeURIComponent(new URL(server).host).replace(/^\.+|\.+$/g, (dots) => '%2E'.repeat(dots.length));
  return name || '%00';
}

async function folders(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function readJson<S extends v.GenericSchema>(file: string, schema: S): Promise<v.InferOutput<S> | undefined> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

const repository = v.object({ id: v.number(), owner: v.string(), name: v.string() });
const teamSchema = v.object({
  makertime: v.literal(version),
  login: v.optional(v.string()),
  current: v.optional(repository),
  recent: v.array(repository),
});
const chosenSchema = v.object({
  makertime: v.literal(version),
  account: v.object({ server: v.pipe(v.string(), v.url()), id: v.number(), login: v.string() }),
  source: v.picklist(['github', 'github-enterprise', 'token', 'signedOut']),
});
