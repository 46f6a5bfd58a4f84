/**
 * Which account and team repository this machine works for. In global storage only: no workspace can choose it.
 *
 *     account.json                        {"makertime":1,"account":{…},"source":"github","signedInAt":"…"}
 *     <server>/<account>/team.json        {"makertime":1,"current":{"id":1,"owner":"","name":"","isPrivate":true},"recent":[{…}]}
 *     <server>/<account>/outbox, board-…  see outbox.ts, cache.ts
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { isId } from '../../base/id.js';
import { changesBoard } from '../../model/board/mutation.js';
import { type Account, sameAccount } from '../../model/board/team.js';
import type { Log } from '../../ports/clock.js';
import type { Chosen, TeamChoice, Teams } from '../../ports/stores.js';
import { ensureFolder } from '../files/atomic.js';
import { patience, unlessMissing, unlessNoFolder } from '../files/failures.js';
import { fileLock } from '../files/lock.js';
import { thisProcess, type Window } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { type Versioned, versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';
import { readEntry } from '../outbox/entry.js';

const version = 1;
const mostRecent = 8;

export function openTeams(root: string, log: Log, steps: Steps = diskSteps, window: Window = thisProcess): Teams {
  const accountFile = (by: Steps) => versionedFile(join(root, 'account.json'), version, chosenSchema, log, by);
  const accountLocked = fileLock(join(root, 'account.lock'), steps, window);
  const folderOf = (account: Account) => accountFolder(root, account);
  const teamFile = (folder: string, by: Steps) =>
    versionedFile(join(folder, 'team.json'), version, teamSchema, log, by);
  /** What other accounts owe is only told of: a file of theirs that can never be read is in nobody's way. */
  const patiently = patience(log);
  const list = async (folder: string) => (await patiently(folder, unlessNoFolder(steps.list(folder)), undefined)) ?? [];

  async function chosen(): Promise<Chosen | undefined> {
    const read = await readOurs(accountFile(steps));
    if (!read) return undefined;
    const { account, source, signedInAt } = read;
    return { account, source, ...(signedInAt && { signedInAt }) };
  }

  async function of(account: Account): Promise<TeamChoice> {
    const read = await readOurs(teamFile(folderOf(account), steps));
    return { recent: read?.recent ?? [], ...(read?.current && { current: read.current }) };
  }

  async function changeChosen(next: (chosen: Chosen | undefined) => Chosen | undefined): Promise<void> {
    await ensureFolder(root, steps);
    await accountLocked(async (by) => {
      const changed = next(await chosen());
      if (changed) await accountFile(by).write(changed);
    });
  }

  /** How many entries of an outbox hold words. What cannot be read may. */
  async function wordsIn(outbox: string): Promise<number> {
    // An entry can stand in two places where a window died between them.
    const words = new Set<string>();
    for (const place of ['new', 'claimed', 'unsure', 'refused'])
      for (const name of await list(join(outbox, place))) {
        const id = name.split('.', 1)[0];
        if (!isId(id) || words.has(id)) continue;
        const file = join(outbox, place, name);
        const text = await patiently(file, unlessMissing(steps.readText(file)), undefined);
        const read = readEntry(text ?? '', id);
        if (read.kind !== 'entry' || changesBoard(read.mutation)) words.add(id);
      }
    return words.size;
  }

  return {
    of,
    chosen,
    choose: (next) => changeChosen(() => next),
    renamed: (account) =>
      changeChosen((now) => (now && sameAccount(now.account, account) ? { ...now, account } : undefined)),
    async connect(account, repository) {
      const folder = folderOf(account);
      await ensureFolder(folder, steps);
      await fileLock(
        join(folder, 'team.lock'),
        steps,
        window,
      )(async (by) => {
        const others = (await of(account)).recent.filter((one) => one.id !== repository.id);
        const recent = [repository, ...others].slice(0, mostRecent);
        await teamFile(folder, by).write({ login: account.login, current: repository, recent });
      });
      await changeChosen((now) => now); // unchanged, but this is the file that other windows watch
    },
    async owedElsewhere(account) {
      const owed: { login: string; count: number }[] = [];
      const mine = account && folderOf(account);
      for (const server of await list(root)) {
        for (const id of await list(join(root, server))) {
          const folder = join(root, server, id);
          if (folder === mine) continue;
          const count = await wordsIn(join(folder, 'outbox'));
          if (count === 0) continue;
          const team = await patiently(folder, teamFile(folder, steps).read(), undefined);
          owed.push({ login: team?.login ?? id, count });
        }
      }
      return owed;
    },
    watch(changed) {
      try {
        mkdirSync(root, { recursive: true, mode: 0o700 }); // VS Code leaves that to us; what is not there cannot be watched
      } catch (error) {
        log.warn(`${root} could not be created: ${String(error)}`);
      }
      return watchFolders([root], changed, log);
    },
  };
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

/** Rejects for a newer version's: whoever took it for none would choose anew, over what that version holds. */
async function readOurs<T>(file: Versioned<T>): Promise<T | undefined> {
  const read = await file.read();
  if (read === undefined) await file.refuseNewer();
  return read;
}

const repository = v.object({
  id: v.number(),
  owner: v.string(),
  name: v.string(),
  isPrivate: v.exactOptional(v.boolean()),
});
const teamSchema = v.object({
  makertime: v.literal(version),
  login: v.optional(v.string()),
  current: v.optional(repository),
  recent: v.array(repository),
});
const chosenSchema = v.object({
  makertime: v.literal(version),
  account: v.object({
    server: v.pipe(
      v.string(),
      v.check((address) => URL.canParse(address)),
    ),
    id: v.number(),
    login: v.string(),
  }),
  source: v.picklist(['github', 'github-enterprise', 'token', 'signedOut']),
  signedInAt: v.exactOptional(v.string()),
});
