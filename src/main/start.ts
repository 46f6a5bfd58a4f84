/**
 * The start: a core, and parts that are made of it. What is drawn, what a person can do and GitHub's client are each loaded
 * when they are first needed.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { viewIds } from '../app/contributions.js';
import { once } from '../base/once.js';
import { myZone } from '../base/zone.js';
import { registerCommands } from '../host/commands.js';
import { followSetup } from '../host/surfaces/contextKeys.js';
import { quietPanel } from '../host/surfaces/quietPanel.js';
import { statusBar } from '../host/surfaces/statusBar.js';
import { threadPanel } from '../host/surfaces/threadPanel.js';
import { toasts } from '../host/surfaces/toast.js';
import { rowMarks, treeViews } from '../host/surfaces/treeView.js';
import { weekPanel } from '../host/surfaces/weekPanel.js';
import { codeActions } from '../host/workspace/codeActions.js';
import { watchStuck } from '../host/workspace/stuck.js';
import { createWriteUps } from '../host/workspace/writeUps.js';
import { isFocusing, myRecord } from '../model/members.js';
import type { Log } from '../ports/clock.js';
import { followAccount } from '../sync/local/followAccount.js';
import { setUpLine } from '../views/now/setUpLine.js';
import type { ThreadPage } from '../views/threads/protocol.js';
import type { Opened } from './commands.js';
import { type Core, createCore, type Machine } from './core.js';
import type { Choices } from './screen.js';

/** The core, and the way to what is loaded later. */
interface Whole extends Core {
  screen(): ReturnType<typeof loadScreen>;
  commands(): ReturnType<typeof loadCommands>;
}

/** Each knows none of the others. */
const parts: readonly ((whole: Whole) => vscode.Disposable)[] = [
  ({ context, commands, log, earlyBox }) => registerCommands(context, commands, log, earlyBox),
  views,
  statusItem,
  deliveryToasts,
  ({ store, clock }) => followSetup(store, isFocusing, clock.now),
  ({ store, settings, stuck, clock }) => watchStuck(store, settings, stuck, clock.now),
  codeActions,
  rowMarks,
  lookOnReturn,
];

export function start(context: vscode.ExtensionContext, openMachine: (log: Log) => Machine): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const core = createCore(context, openMachine);
  const screen = once(() => loadScreen(core));
  const commands = once(() => loadCommands(core, opened));
  const whole: Whole = { ...core, screen, commands };
  const [writeUps, quiet] = [createWriteUps({ ...core, atWork: () => void commands() }), quietPage(whole)];
  const [week, thread] = [weekPage(whole), threadPage(whole)];
  const opened: Opened = { writeUps, showQuiet: quiet.show, showWeek: week.show, showThread: thread.show, screen };
  context.subscriptions.push(writeUps, quiet, week, thread, ...parts.map((part) => part(whole)));
  void core.connection.refresh();
}

async function loadScreen(core: Core) {
  const loaded = await import('./screen.js');
  loaded.speak(vscode.env.language);
  return { ...loaded, days: loaded.followDays(core, followAccount) };
}

async function loadCommands(core: Core, opened: Opened) {
  const loaded = await import('./commands.js');
  loaded.speak(vscode.env.language);
  return { ...loaded, app: loaded.createApp(core, opened) };
}

function quietPage({ context, sight, store, clock, screen }: Whole) {
  return quietPanel({ context, sight }, store, {
    async draw(span) {
      const { myZoneName, quietPicture } = await screen();
      const state = store.get();
      return quietPicture(state.inbox, myRecord(state)?.status, clock.now(), myZoneName(), span);
    },
    readMessage: async (data) => (await screen()).readQuietMessage(data),
    readMemory: async (data) => (await screen()).readQuietMemory(data),
  });
}

function weekPage({ context, sight, store, clock, screen, commands }: Whole) {
  const page = {
    async draw(logins: readonly string[], offset: number) {
      const { myZoneName, weekPicture } = await screen();
      return weekPicture(store.get(), logins, clock.now(), myZoneName(), offset);
    },
    readMessage: async (data: unknown) => (await screen()).readWeekMessage(data),
    readMemory: async (data: unknown) => (await screen()).readWeekMemory(data),
  };
  return weekPanel({ context, sight }, store, page, {
    async copy(...span) {
      const { app, copySpan } = await commands();
      await copySpan(app, ...span);
    },
    people: (logins) => void commands().then(({ app, showWeekOf }) => showWeekOf(app, logins)),
  });
}

function threadPage({ context, sight, store, commands }: Whole) {
  let page: ThreadPage | undefined;
  return threadPanel({ context, sight }, store, async (changed) => {
    const { app, threadPage } = await commands();
    page ??= threadPage(app, changed);
    return page;
  });
}

function views({ context, store, log, sight, clock, settings, waitingFilter, screen }: Whole): vscode.Disposable {
  const choices = (): Choices => ({
    zone: myZone(),
    waiting: waitingFilter.get(),
    deliveries: settings.get('deliveries.heldItems'),
    checkIn: {
      days: settings.get('checkIn.days'),
      time: settings.get('checkIn.time'),
      same: context.globalState.get('makertime.sameCheckIn'),
    },
  });
  const all = treeViews(viewIds, {
    store,
    log,
    sight,
    now: clock.now,
    async load(id) {
      const { draw } = await screen();
      return (state, now) => draw(id, state, now, choices());
    },
    badge: async (id) => (await teamScreen({ store, screen }))?.screens[id].badge?.(store.get()),
  });
  return vscode.Disposable.from(all, settings.subscribe(all.redraw), { dispose: waitingFilter.subscribe(all.redraw) });
}

/** Before there is a team nothing needs to be loaded that nobody looks at. */
async function teamScreen({ store, screen }: Pick<Whole, 'store' | 'screen'>) {
  return store.get().team ? screen() : undefined;
}

function statusItem(whole: Whole): vscode.Disposable {
  const { store, clock } = whole;
  return statusBar(store, clock.now, async () => {
    const drawn = await teamScreen(whole);
    return drawn ? drawn.statusLine(store.get(), clock.now()) : setUpLine(store.get());
  });
}

function deliveryToasts(whole: Whole): vscode.Disposable {
  const { store, settings, clock, connection, waitingFilter, commands } = whole;
  return toasts({
    store,
    settings,
    toast: async () => (await teamScreen(whole))?.toastNow(store.get(), clock.now(), waitingFilter.get()),
    claim: connection.claimToast,
    async snooze(batch) {
      const { app, snoozeBatch } = await commands();
      await snoozeBatch(app, batch, 30);
    },
  });
}

/** What happened elsewhere while nobody looked at this window. */
function lookOnReturn({ connection, parking }: Core): vscode.Disposable {
  return vscode.window.onDidChangeWindowState((state) => {
    if (!state.focused) return;
    connection.hint();
    void parking.look();
  });
}
