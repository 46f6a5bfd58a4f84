/** Owns the joining: builds every part by plain constructors and returns. The only file that knows all folders. */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from './app.js';
import { copySpan, showWeekOf } from './commands/overlap.js';
import { openCache } from './disk/cache.js';
import { joinLease } from './disk/lease.js';
import { openOutbox } from './disk/outbox.js';
import { accountFolder, openTeams } from './disk/teams.js';
import { createAccounts } from './host/accounts.js';
import { createAsk } from './host/ask.js';
import { systemClock as clock } from './host/clock.js';
import { codeActions } from './host/codeActions.js';
import { registerCommands } from './host/commands.js';
import { followSetup } from './host/contextKeys.js';
import { createDesk } from './host/desk.js';
import { createEditor } from './host/editor.js';
import { createRecents } from './host/recents.js';
import { createSessions } from './host/sessions.js';
import { statusBar } from './host/statusBar.js';
import { treeView } from './host/treeView.js';
import { weekPanel } from './host/weekPanel.js';
import { idMaker } from './model/id.js';
import { initialState } from './model/state.js';
import { createStore } from './model/store.js';
import { openConnection } from './sync/connection.js';
import { lateRemote } from './sync/lateRemote.js';
import type { Chosen } from './sync/ports.js';
import { nowRows } from './views/now.js';
import { statusLine } from './views/statusLine.js';
import { teamRows } from './views/team.js';
import { speak } from './views/time.js';
import { waitingRows } from './views/waiting.js';

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  speak(vscode.env.language);
  const log = vscode.window.createOutputChannel('Makertime', { log: true });
  const root = context.globalStorageUri.fsPath;
  const store = createStore(initialState);
  const teams = openTeams(root, log);
  const sessions = createSessions(context.secrets, () => void connection.refresh());

  // Asked for at each request: VS Code may put its own, which knows the proxy, in its place.
  const world = { fetch: ((...args) => globalThis.fetch(...args)) as typeof globalThis.fetch, clock, log };
  const github = () => import('./github/remote.js');
  const accessOf = (chosen: Chosen) => ({
    ...world,
    server: chosen.account.server,
    token: () => sessions.token(chosen),
  });

  const connection = openConnection({
    store,
    teams,
    clock,
    log,
    session: sessions.session,
    outbox: (account) => openOutbox(join(accountFolder(root, account), 'outbox'), clock, log),
    cache: ({ account, repository }) => openCache(join(accountFolder(root, account), `board-${repository.id}`), log),
    lease: (account, nudged) => joinLease(accountFolder(root, account), log, nudged),
    remote: (team, chosen) => lateRemote(team, async () => (await github()).createRemote(team, accessOf(chosen))),
    attended: () => vscode.window.state.focused,
  });

  const ask = createAsk();
  const app: App = {
    state: store.get,
    now: clock.now,
    newId: idMaker(clock.now, clock.random),
    ask,
    recents: createRecents(context.globalState),
    showWeek: (logins) => week.show(logins),
    editor: createEditor(store.get, () => log.show()),
    accounts: createAccounts(sessions, teams, connection, async (access) =>
      (await github()).whoAmI({ ...world, ...access }),
    ),
    desk: createDesk(connection, teams, async (chosen, ...name) =>
      (await github()).inspectRepository(accessOf(chosen), ...name),
    ),
  };
  const week = weekPanel(context, store, clock.now, {
    copy: (...span) => copySpan(app, ...span),
    people: (logins) => void showWeekOf(app, logins),
  });
  context.subscriptions.push(
    log,
    connection,
    sessions,
    ask,
    registerCommands(app, log),
    treeView('makertime.now', store, nowRows, clock.now),
    treeView('makertime.team', store, teamRows, clock.now),
    treeView('makertime.waiting', store, waitingRows, clock.now),
    statusBar(store, statusLine, clock.now),
    week,
    followSetup(store),
    codeActions(),
    vscode.window.onDidChangeWindowState((state) => state.focused && connection.hint()),
  );
  void connection.refresh();
}
