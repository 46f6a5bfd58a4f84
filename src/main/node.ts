/** Where VS Code runs on a machine with a disk: opens the files and sockets there, and starts. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { openCache } from '../disk/board/cache.js';
import { fileLock } from '../disk/files/lock.js';
import { prepareFolder } from '../disk/files/unfinished.js';
import { versionedFile } from '../disk/files/versioned.js';
import { watchFolders } from '../disk/files/watch.js';
import { joinLease } from '../disk/lease/lease.js';
import { openDrafts } from '../disk/local/drafts.js';
import { openInbox } from '../disk/local/inbox.js';
import { openParks } from '../disk/local/parks.js';
import { openBusyFile } from '../disk/local/profileStatus.js';
import { openReplies } from '../disk/local/replies.js';
import { openStuckFile } from '../disk/local/stuck.js';
import { accountFolder, openTeams } from '../disk/local/teams.js';
import { openOutbox } from '../disk/outbox/outbox.js';
import { systemClock } from '../host/clock.js';
import type { Account } from '../model/board/team.js';
import type { Log } from '../ports/clock.js';
import type { Machine } from './core.js';
import { start } from './start.js';

export function activate(context: vscode.ExtensionContext): void {
  start(context, (log) => machineWith(context.globalStorageUri.fsPath, log));
}

const tools = { fileLock, prepareFolder, versionedFile, watchFolders };

/** @param root the folder of all that is kept */
function machineWith(root: string, log: Log): Machine {
  const folder = (account: Account, name = '') => join(accountFolder(root, account), name);
  return {
    teams: openTeams(root, log),
    home: homedir(),
    outbox: (account) => openOutbox(folder(account, 'outbox'), systemClock, log),
    cache: ({ account, repository }) => openCache(folder(account, `board-${repository.id}`), log),
    inbox: (account) => openInbox(folder(account, 'inbox'), log),
    lease: (account, nudged) => joinLease(folder(account), log, nudged),
    busyFile: (account) => openBusyFile(folder(account), log),
    parks: (account) => openParks(folder(account, 'parks'), log),
    drafts: (account) => openDrafts(folder(account, 'drafts'), log),
    stuckFile: (account) => openStuckFile(folder(account), log),
    replies: (account) => openReplies(folder(account, 'replies'), log),
    late: async (account) => (await import('../disk/local/late.js')).openLate(folder(account), log, tools),
  };
}
