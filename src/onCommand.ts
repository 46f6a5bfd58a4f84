/** Owns the joining of what a person can do: commands, and what they touch. Loaded with the first command. */
import * as vscode from 'vscode';
import type { App } from './app.js';
import { snoozeBatch } from './commands/deliveries.js';
import { copySpan, showWeekOf } from './commands/overlap.js';
import { handlers } from './commands/table.js';
import { createAccounts } from './host/accounts.js';
import { createAsk } from './host/ask.js';
import type { Run } from './host/commands.js';
import { createDesk } from './host/desk.js';
import { createDocuments, readDocuments } from './host/documents.js';
import { createEditor } from './host/editor.js';
import { createRecents } from './host/recents.js';
import type { SeenCursors } from './host/seenCursors.js';
import type { Sessions } from './host/sessions.js';
import { createWorkshop } from './host/workshop.js';
import type { Zen } from './host/zen.js';
import { idsAfter } from './model/queries.js';
import type { State } from './model/state.js';
import type { Store } from './model/store.js';
import { readWriteUp } from './records/writeUp.js';
import { createKnowledge } from './search/knowledge.js';
import type { Connection } from './sync/connection.js';
import type { Clock, Teams } from './sync/ports.js';
import { speak } from './views/time.js';
import { writeUpQuestions } from './views/writeUps.js';

/** What runs since activation, and commands touch. */
export interface Running
  extends Pick<App, 'parking' | 'settings' | 'showQuiet' | 'showWaiting' | 'showWeek' | 'stuck' | 'warn' | 'writeUps'> {
  readonly context: vscode.ExtensionContext;
  readonly sessions: Sessions;
  readonly teams: Teams;
  readonly connection: Connection;
  readonly whoAmI: Parameters<typeof createAccounts>[3];
  readonly inspect: Parameters<typeof createDesk>[2];
  readonly store: Store<State>;
  readonly clock: Clock;
  readonly cursors: SeenCursors;
  readonly zen: Zen;
  showLog(): void;
}

export interface Commands extends vscode.Disposable {
  readonly run: Run;
  copySpan(start: number, end: number, logins: readonly string[]): Promise<void>;
  showWeekOf(logins: readonly string[]): Promise<void>;
  snooze(batch: string): Promise<void>;
}

export function joinCommands(running: Running): Commands {
  speak(vscode.env.language);
  const { context, store, clock, cursors, zen, sessions, teams, connection, whoAmI, inspect, showLog, ...others } =
    running;
  const knowledge = createKnowledge({
    store,
    readDocuments,
    now: clock.now,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const app: App = {
    ...others,
    state: store.get,
    now: clock.now,
    newId: idsAfter(store.get, clock.now, clock.random),
    ask: createAsk(),
    accounts: createAccounts(sessions, teams, connection, whoAmI),
    desk: createDesk(connection, teams, inspect),
    recents: createRecents(context.globalState),
    knowledge,
    documents: createDocuments(context.workspaceState),
    workshop: createWorkshop(cursors),
    run: async (command) => vscode.commands.executeCommand(command),
    editor: createEditor(store.get, { showLog, enterZen: zen.enter }),
  };
  return {
    run: async (id, argument) => handlers[id](app, argument),
    copySpan: (...span) => copySpan(app, ...span),
    showWeekOf: (logins) => showWeekOf(app, logins),
    snooze: (batch) => snoozeBatch(app, batch, 30),
    dispose: knowledge.dispose,
  };
}

export const readDraft = (text: string) => readWriteUp(text, writeUpQuestions());
