/**
 * Owns the joining of what runs from the start, by plain constructors, and returns. What is drawn, what a person can do and
 * GitHub's client are parts of their own, each loaded when it is first needed.
 */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { openBusyFile } from './disk/busyFile.js';
import { openCache } from './disk/cache.js';
import { openDrafts } from './disk/drafts.js';
import { openInbox } from './disk/inboxStore.js';
import { joinLease } from './disk/lease.js';
import { openOutbox } from './disk/outbox.js';
import { openParks } from './disk/parkStore.js';
import { openStuckFile } from './disk/stuckFile.js';
import { accountFolder, openTeams } from './disk/teams.js';
import type { Limits } from './github/limits.js';
import { systemClock as clock } from './host/clock.js';
import { codeActions } from './host/codeActions.js';
import { registerCommands } from './host/commands.js';
import { followSetup } from './host/contextKeys.js';
import { keepParks } from './host/parking.js';
import { quietPanel } from './host/quietPanel.js';
import { seenCursors } from './host/seenCursors.js';
import { createSessions } from './host/sessions.js';
import { createSettings } from './host/settings.js';
import { statusBar } from './host/statusBar.js';
import { watchStuck } from './host/stuck.js';
import { toasts } from './host/toast.js';
import { treeView, unreadMarks } from './host/treeView.js';
import { waitingFilter } from './host/waitingFilter.js';
import { weekPanel } from './host/weekPanel.js';
import { createWriteUps } from './host/writeUps.js';
import { createZen } from './host/zen.js';
import { myRecord } from './model/queries.js';
import { initialState } from './model/state.js';
import { createStore } from './model/store.js';
import type { Account } from './model/team.js';
import type { Commands } from './onCommand.js';
import { openConnection } from './sync/connection.js';
import { lateBusy, lateRemote } from './sync/lateRemote.js';
import type { Chosen } from './sync/ports.js';
import { keepStuck } from './sync/stuck.js';
import { isFocusing } from './time/delivery.js';
import { myZone } from './time/zone.js';
import { setUpLine } from './views/setUpLine.js';

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = vscode.window.createOutputChannel('Makertime', { log: true });
  const root = context.globalStorageUri.fsPath;
  const store = createStore(initialState);
  const teams = openTeams(root, log);
  const sessions = createSessions(context.secrets, () => void connection.refresh());

  // Asked for at each request: VS Code may put its own, which knows the proxy, in its place.
  const world = { fetch: ((...args) => globalThis.fetch(...args)) as typeof globalThis.fetch, clock, log };
  const github = () => import('./github/remote.js');
  const limits = new Map<string, Limits>();
  const limitsOf = ({ server, id }: Account) => {
    const key = `${server}/${id}`;
    const known = limits.get(key) ?? new Map();
    limits.set(key, known);
    return known;
  };
  const accessOf = (chosen: Chosen) => ({
    ...world,
    limits: limitsOf(chosen.account),
    server: chosen.account.server,
    token: () => sessions.token(chosen),
  });

  const screen = () => import('./onScreen.js');
  /** Before there is a team nothing needs to be loaded that nobody looks at. */
  const teamScreen = async () => (store.get().team ? screen() : undefined);
  let joined: Promise<Commands> | undefined;
  const commands = () => {
    joined ??= joinCommands().catch((error) => {
      joined = undefined; // what could not be read, while a virus scanner holds it, may be read the next time
      throw error;
    });
    return joined;
  };

  const settings = createSettings(() => {
    deliveries.redraw();
    connection.wake();
  });
  const zen = createZen(store, context.workspaceState, isFocusing, clock.now);
  const cursors = seenCursors();

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
  const stuck = keepStuck({
    store,
    clock,
    log,
    ladder: () => settings.get('stuck.ladder'),
    file: (account) => openStuckFile(accountFolder(root, account), log),
  });
  const writeUps = createWriteUps({
    store,
    log,
    drafts: (account) => openDrafts(join(accountFolder(root, account), 'drafts'), log),
    read: async (text) => (await import('./onCommand.js')).readDraft(text),
  });

  const quiet = quietPanel(context, store, async (span) => {
    const { myZoneName, quietPicture } = await screen();
    const state = store.get();
    return quietPicture(state.inbox, myRecord(state)?.status, clock.now(), myZoneName(), span);
  });
  const drawWeek = async (logins: readonly string[], offset: number) => {
    const { myZoneName, weekPicture } = await screen();
    return weekPicture(store.get(), logins, clock.now(), myZoneName(), offset);
  };
  const week = weekPanel(context, store, drawWeek, {
    copy: async (...span) => (await commands()).copySpan(...span),
    people: (logins) => void commands().then(({ showWeekOf }) => showWeekOf(logins)),
  });
  const filter = waitingFilter(context.globalState);
  const waiting = treeView('makertime.waiting', store, clock.now, async () => {
    const { waitingRows } = await screen();
    return (state, now) => waitingRows(state, now, myZone(), filter.shown());
  });
  const deliveries = treeView(
    'makertime.deliveries',
    store,
    clock.now,
    async () => {
      const { deliveryRows } = await screen();
      return (state, now) => deliveryRows(state, now, settings.get('deliveries.show'));
    },
    async () => (await teamScreen())?.deliveryBadge(store.get()),
  );

  async function joinCommands(): Promise<Commands> {
    const made = (await import('./onCommand.js')).joinCommands({
      context,
      store,
      clock,
      cursors,
      zen,
      settings,
      stuck,
      writeUps,
      parking,
      showLog: () => log.show(),
      warn: (message) => log.warn(message),
      showQuiet: quiet.show,
      showWeek: week.show,
      showWaiting(shown) {
        filter.show(shown);
        waiting.redraw();
      },
      sessions,
      teams,
      connection,
      whoAmI: async (access) => (await github()).whoAmI({ ...world, ...access }),
      inspect: async (chosen, ...name) => (await github()).inspectRepository(accessOf(chosen), ...name),
    });
    context.subscriptions.push(made);
    return made;
  }

  context.subscriptions.push(
    log,
    connection,
    sessions,
    parking,
    cursors,
    registerCommands(async () => (await commands()).run, log),
    treeView('makertime.now', store, clock.now, async () => (await screen()).nowRows),
    treeView('makertime.team', store, clock.now, async () => (await screen()).teamRows),
    waiting,
    deliveries,
    unreadMarks(),
    statusBar(store, clock.now, async () => {
      const drawn = await teamScreen();
      return drawn ? drawn.statusLine(store.get(), clock.now()) : setUpLine(store.get());
    }),
    toasts({
      store,
      settings,
      toast: async () => (await teamScreen())?.toastNow(store.get(), clock.now()),
      claim: connection.claimToast,
      snooze: async (batch) => (await commands()).snooze(batch),
    }),
    zen,
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
