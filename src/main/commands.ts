/** What a person can do: commands, and all that they touch. Loaded with the first command. */
import * as vscode from 'vscode';
import type { App, Repositories } from '../app/app.js';
import { proposeChange } from '../commands/decisions/proposeChange.js';
import { adviceOn } from '../commands/drafts/help.js';
import { askingAboutSecrets } from '../commands/drafts/secrets.js';
import { startWay } from '../commands/talk/choose.js';
import { createAccounts } from '../host/account/accounts.js';
import { createAsk } from '../host/asking/ask.js';
import { createRecents } from '../host/asking/recents.js';
import { ownHistory } from '../host/checkIns/history.js';
import { writingHelp } from '../host/help/diagnostics.js';
import { createNotes } from '../host/notes.js';
import { talkPanel } from '../host/surfaces/talkPanel.js';
import { tunePanel } from '../host/surfaces/tunePanel.js';
import { createDocuments, readDocuments } from '../host/workspace/documents.js';
import { createEditor } from '../host/workspace/editor.js';
import { createWorkshop } from '../host/workspace/workshop.js';
import type { EditorWriteUps } from '../host/workspace/writeUps.js';
import { type Account, sameAccount } from '../model/board/team.js';
import { idsAfter } from '../model/members.js';
import { channelNames } from '../model/posting/channels.js';
import { createKnowledge } from '../search/knowledge.js';
import type { DaysKeeper } from '../sync/local/days.js';
import { keepReplies } from '../sync/local/replies.js';
import { talkPicture } from '../views/talk/picture.js';
import { readTalkMessage } from '../views/talk/protocol.js';
import { tunePicture } from '../views/tune/picture.js';
import type { Core } from './core.js';

export { snoozeBatch } from '../commands/inbox/deliveries.js';
export { copySpan, showWeekOf } from '../commands/people/meeting.js';
export { handlers } from '../commands/table.js';
export { threadPage } from '../commands/threads/page.js';
export { speak } from '../views/words/time.js';

/** What commands open in the editor, which is there from the start. */
export type Opened = Pick<App, 'showQuiet' | 'showWeek' | 'showThread'> & {
  readonly writeUps: EditorWriteUps;
  screen(): Promise<{ readonly days: DaysKeeper }>;
};

export function createApp(core: Core, opened: Opened): App {
  const { context, log, sight, store, clock, github, sessions, teams, connection } = core;
  const knowledge = createKnowledge({
    store,
    readDocuments,
    now: clock.now,
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  });
  let tune: ReturnType<typeof tunePanel> | undefined;
  const talk = talkPanel(
    { context, sight },
    {
      draw: talkPicture,
      readMessage: (data) => readTalkMessage(data, channelNames),
      start: (way) => void startWay(app, way),
    },
  );
  context.subscriptions.push(talk);
  const ask = createAsk(core.earlyBox);
  const app: App = {
    state: store.get,
    now: clock.now,
    newId: idsAfter(store.get, clock.now, clock.random),
    ask,
    connection: askingAboutSecrets(connection, ask),
    repositories: repositoriesOf(core),
    editor: createEditor(store.get, vscode.Uri.joinPath(context.extensionUri, 'media', 'guide.md'), {
      showLog: () => log.show(),
      enterZen: core.zen.enter,
      home: core.home && vscode.Uri.file(core.home).path,
    }),
    accounts: createAccounts(sessions, teams, connection, github.whoAmI, clock.now),
    recents: createRecents(context.globalState),
    settings: core.settings,
    knowledge,
    stuck: core.stuck,
    documents: createDocuments(context.workspaceState),
    notes: createNotes(
      () => store.get().team?.account,
      async (account) => (await core.late(account)).notes,
    ),
    days: { change: async (next) => (await opened.screen()).days.change(next) },
    parking: core.parking,
    workshop: {
      ...createWorkshop(
        core.cursors,
        () => store.get().team?.account.server ?? 'https://github.com',
        core.home && vscode.Uri.file(core.home).path,
      ),
      ownHistory,
    },
    replies: oncePerAccount((account) => keepReplies(core.replies(account))),
    run: async (command) => vscode.commands.executeCommand(command),
    warn: (message) => log.warn(message),
    waiting: core.waitingFilter.get,
    showWaiting: core.waitingFilter.show,
    showTune() {
      if (!tune) {
        const draw = () => tunePicture(store.get(), clock.now());
        tune = tunePanel(core, store, draw, () => {
          proposeChange(app).catch((error) => app.warn(`a change could not be proposed: ${String(error)}`));
        });
        context.subscriptions.push(tune);
      }
      tune.show();
    },
    showTalk: talk.show,
    writeUps: opened.writeUps,
    showQuiet: opened.showQuiet,
    showWeek: opened.showWeek,
    showThread: opened.showThread,
  };
  const help = writingHelp({ ...core, ...opened, advice: (id, text) => adviceOn(app, id, text), warn: app.warn });
  context.subscriptions.push(knowledge, help);
  return app;
}

/** What is written at one place is written in order: there is one keeper for it. */
function oncePerAccount<T>(open: (account: Account) => T): (account: Account) => T {
  let last: { readonly account: Account; readonly opened: T } | undefined;
  return (account) => {
    if (!last || !sameAccount(last.account, account)) last = { account, opened: open(account) };
    return last.opened;
  };
}

function repositoriesOf({ teams, github }: Pick<Core, 'teams' | 'github'>): Repositories {
  return {
    async recent() {
      const chosen = await teams.chosen();
      return chosen ? (await teams.of(chosen.account)).recent : [];
    },
    async inspect(owner, name) {
      const chosen = await teams.chosen();
      return chosen ? github.inspect(chosen, owner, name) : { kind: 'signedOut' };
    },
  };
}
