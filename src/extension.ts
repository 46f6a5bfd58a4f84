/** Owns the joining: builds every part by plain constructors and returns. The only file that knows all folders. */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from './app.js';
import { snoozeBatch } from './commands/deliveries.js';
import { copySpan, showWeekOf } from './commands/overlap.js';
import { openBusyFile } from './disk/busyFile.js';
import { openCache } from './disk/cache.js';
import { openDrafts } from './disk/drafts.js';
import { openInbox } from './disk/inboxStore.js';
import { joinLease } from './disk/lease.js';
import { openOutbox } from './disk/outbox.js';
import { openParks } from './disk/parkStore.js';
import { openStuckFile } from './disk/stuckFile.js';
import { accountFolder, openTeams } from './disk/teams.js';
import { createAccounts } from './host/accounts.js';
import { createAsk } from './host/ask.js';
import { systemClock as clock } from './host/clock.js';
import { codeActions } from './host/codeActions.js';
import { registerCommands } from './host/commands.js';
import { followSetup } from './host/contextKeys.js';
import { createDesk } from './host/desk.js';
import { createDocuments, readDocuments } from './host/documents.js';
import { createEditor } from './host/editor.js';
import { keepParks } from './host/parking.js';
import { quietPanel } from './host/quietPanel.js';
import { createRecents } from './host/recents.js';
import { createSessions } from './host/sessions.js';
import { createSettings } from './host/settings.js';
import { statusBar } from './host/statusBar.js';
import { watchStuck } from './host/stuck.js';
import { toasts } from './host/toast.js';
import { treeView, unreadMarks } from './host/treeView.js';
import { waitingFilter } from './host/waitingFilter.js';
import { weekPanel } from './host/weekPanel.js';
import { createWorkshop } from './host/workshop.js';
import { createWriteUps } from './host/writeUps.js';
import { createZen } from './host/zen.js';
import { idMaker } from './model/id.js';
import { initialState } from './model/state.js';
import { createStore } from './model/store.js';
import { readWriteUp } from './records/writeUp.js';
import { createKnowledge } from './search/knowledge.js';
import { openConnection } from './sync/connection.js';
import { lateBusy, lateRemote } from './sync/lateRemote.js';
import type { Chosen } from './sync/ports.js';
import { keepStuck } from './sync/stuck.js';
import { toastNow } from './views/delivered.js';
import { deliveryBadge, deliveryRows, isFocusing } from './views/deliveries.js';
import { nowRows } from './views/now.js';
import { statusLine } from './views/statusLine.js';
import { teamRows } from './views/team.js';
import { myZone, speak } from './views/time.js';
import { waitingRows } from './views/waiting.js';
import { writeUpQuestions } from './views/writeUps.js';

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

  const quiet = quietPanel(context, store, clock.now);
  const settings = createSettings(() => {
    deliveries.redraw();
    connection.wake();
  });
  const zen = createZen(store, context.workspaceState, isFocusing, clock.now);

  const connection = openConnection({
    store,
    teams,
    clock,
    log,
    session: sessions.session,
    outbox: (account) => openOutbox(join(accountFolder(root, account), 'outbox'), clock, log),
    cache: ({ account, repository }) => openCache(join(accountFolder(root, account), `board-${repository.id}`), log),
    inbox: (account) => openInbox(join(accountFolder(root, account), 'inbox'), log),
    lease: (account, nudged) => joinLease(accountFolder(root, account), log, nudged),
    remote: (team, chosen) => lateRemote(team, async () => (await github()).createRemote(team, accessOf(chosen))),
    busy: (team, chosen) =>
      lateBusy(openBusyFile(accountFolder(root, team.account), log), clock, async () =>
        (await github()).createBusy(team, { ...accessOf(chosen), token: () => sessions.statusToken(chosen) }),
      ),
    tellsBusy: () => settings.get('focus.busyOnGitHub'),
    attended: () => vscode.window.state.focused,
    zone: myZone,
    rules: () => ({
      people: settings.get('deliveries.people'),
      repositories: settings.get('deliveries.repositories'),
      ignored: settings.get('deliveries.ignored'),
    }),
  });

  const parking = keepParks(store, (account) => openParks(join(accountFolder(root, account), 'parks'), log), log);
  const workshop = createWorkshop();
  const stuck = keepStuck({
    store,
    clock,
    log,
    ladder: () => settings.get('stuck.ladder'),
    file: (account) => openStuckFile(accountFolder(root, account), log),
  });

  const ask = createAsk();
  const knowledge = createKnowledge({
    store,
    readDocuments,
    now: clock.now,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const writeUps = createWriteUps({
    store,
    log,
    drafts: (account) => openDrafts(join(accountFolder(root, account), 'drafts'), log),
    read: (text) => readWriteUp(text, writeUpQuestions()),
  });
  const app: App = {
    state: store.get,
    now: clock.now,
    newId: idMaker(clock.now, clock.random),
    ask,
    recents: createRecents(context.globalState),
    showWeek: (logins) => week.show(logins),
    settings,
    stuck,
    knowledge,
    writeUps,
    documents: createDocuments(context.workspaceState),
    parking,
    workshop,
    run: async (command) => vscode.commands.executeCommand(command),
    warn: (message) => log.warn(message),
    showQuiet: () => quiet.show(),
    showWaiting(shown) {
      filter.show(shown);
      waiting.redraw();
    },
    editor: createEditor(store.get, { showLog: () => log.show(), enterZen: zen.enter }),
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
  const filter = waitingFilter(context.globalState);
  const waiting = treeView(
    'makertime.waiting',
    store,
    (state, now) => waitingRows(state, now, myZone(), filter.shown()),
    clock.now,
  );
  const deliveries = treeView(
    'makertime.deliveries',
    store,
    (state, now) => deliveryRows(state, now, settings.get('deliveries.show')),
    clock.now,
    deliveryBadge,
  );
  context.subscriptions.push(
    log,
    connection,
    sessions,
    parking,
    workshop,
    ask,
    registerCommands(app, log),
    treeView('makertime.now', store, nowRows, clock.now),
    treeView('makertime.team', store, teamRows, clock.now),
    waiting,
    deliveries,
    unreadMarks(),
    statusBar(store, statusLine, clock.now),
    toasts({
      store,
      settings,
      now: clock.now,
      toast: toastNow,
      claim: connection.claimToast,
      snooze: (batch) => snoozeBatch(app, batch, 30),
    }),
    zen,
    knowledge,
    writeUps,
    settings,
    week,
    quiet,
    followSetup(store, isFocusing, clock.now),
    stuck,
    watchStuck(store, settings, stuck, clock.now),
    codeActions(),
    vscode.window.onDidChangeWindowState((state) => {
      if (!state.focused) return;
      connection.hint();
      void parking.look();
    }),
  );
  void connection.refresh();
}
