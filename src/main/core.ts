/** What runs from the start and everybody touches, by plain constructors. Knows no disk, and nothing that is loaded later. */
import * as vscode from 'vscode';
import { createStore } from '../base/store.js';
import { myZone } from '../base/zone.js';
import type { Rejected } from '../github/client/client.js';
import type { Limits } from '../github/client/limits.js';
import { createSessions, type Sessions } from '../host/account/sessions.js';
import { createEarlyBox } from '../host/asking/earlyBox.js';
import { systemClock } from '../host/clock.js';
import { createSettings } from '../host/settings.js';
import { createSight } from '../host/sight.js';
import { waitingFilter } from '../host/surfaces/waitingFilter.js';
import { createZen } from '../host/surfaces/zen.js';
import { seenCursors } from '../host/workspace/seenCursors.js';
import type { Account, Team } from '../model/board/team.js';
import { isFocusing } from '../model/members.js';
import { initialState } from '../model/state.js';
import type { Log } from '../ports/clock.js';
import type { Chosen, Drafts, LateFiles, Parks, ReplyFiles, Teams } from '../ports/stores.js';
import { openConnection } from '../sync/connection.js';
import { keepDrafts } from '../sync/local/drafts.js';
import { keepParks } from '../sync/local/parks.js';
import { keepStuck, type StuckFile } from '../sync/local/stuck.js';
import type { ServingPorts } from '../sync/serving.js';

/** What is kept on this machine and how its windows hear of each other: where the extension runs decides how. */
export interface Machine extends Pick<ServingPorts, 'outbox' | 'cache' | 'inbox' | 'lease' | 'busyFile'> {
  readonly teams: Teams;
  /** The person's own folder; undefined where there is none. */
  readonly home: string | undefined;
  parks(account: Account): Parks;
  drafts(account: Account): Drafts;
  stuckFile(account: Account): StuckFile;
  replies(account: Account): ReplyFiles;
  /** Loaded with the first of it that is wanted. */
  late(account: Account): Promise<LateFiles>;
}

export type Core = ReturnType<typeof createCore>;

/** Asks nobody for anything before `connection.refresh` is called. What is to be disposed is among the subscriptions. */
export function createCore(context: vscode.ExtensionContext, openMachine: (log: Log) => Machine) {
  const log = vscode.window.createOutputChannel('Makertime', { log: true });
  const clock = systemClock;
  const store = createStore(initialState);
  const settings = createSettings();
  const machine = openMachine(log);
  const sessions = createSessions(context.secrets, () => void connection.refresh());
  const github = lateGithub(log, sessions);
  const sight = createSight(() => connection.hint());
  const connection = openConnection({
    ...machine,
    ...github,
    store,
    clock,
    log,
    session: sessions.session,
    tellsBusy: () => settings.get('focus.showAsBusy'),
    attended: () => vscode.window.state.focused,
    seen: sight.isSeen,
    zone: myZone,
    rules: () => ({
      people: settings.get('deliveries.letThrough.people'),
      repositories: settings.get('deliveries.letThrough.repositories'),
      ignored: settings.get('deliveries.ignoredRepositories'),
    }),
  });
  const parking = keepParks(store, machine.parks, clock, log);
  const drafts = keepDrafts(store, machine.drafts, clock, log);
  const stuck = keepStuck({
    store,
    clock,
    log,
    ladder: () => settings.get('stuck.reminders'),
    file: machine.stuckFile,
  });
  const cursors = seenCursors();
  const zen = createZen(store, context.workspaceState, isFocusing, clock.now);
  context.subscriptions.push(log, sessions, connection, settings.subscribe(connection.wake));
  context.subscriptions.push(parking, drafts, stuck, cursors, zen);
  const earlyBox = createEarlyBox(() => {
    const pick = vscode.window.createQuickPick();
    pick.ignoreFocusOut = true;
    return pick;
  });
  return {
    context,
    earlyBox,
    log,
    clock,
    store,
    settings,
    teams: machine.teams,
    home: machine.home,
    late: machine.late,
    sessions,
    github,
    connection,
    sight,
    parking,
    drafts,
    replies: machine.replies,
    stuck,
    cursors,
    zen,
    waitingFilter: waitingFilter(context.globalState),
  };
}

function byKey<T>(begin: () => T): (key: string) => T {
  const all = new Map<string, T>();
  return (key) => {
    const known = all.get(key) ?? begin();
    all.set(key, known);
    return known;
  };
}

/** GitHub's client, loaded with the first request. Each account has its own limits and its own rejected tokens, whoever asks. */
function lateGithub(log: Log, sessions: Sessions) {
  const client = () => import('../github/remote.js');
  // Asked for at each request: VS Code may put its own, which knows the proxy, in its place.
  const world = { fetch: ((...args) => globalThis.fetch(...args)) as typeof globalThis.fetch, clock: systemClock, log };
  const limitsOf = byKey<Limits>(() => new Map());
  const rejectedOf = byKey<Rejected>(() => new Map());
  const accessOf = (chosen: Chosen, { server, id } = chosen.account) => ({
    ...world,
    limits: limitsOf(`${server}/${id}`),
    // Whoever has signed in again may have got the same token.
    rejected: rejectedOf(`${server}/${id}/${chosen.signedInAt ?? ''}`),
    server,
    token: () => sessions.token(chosen),
  });
  return {
    remote: async (team: Team, chosen: Chosen) => (await client()).createRemote(team, accessOf(chosen)),
    busyRemote: async (team: Team, chosen: Chosen) =>
      (await client()).createBusy(team, { ...accessOf(chosen), token: () => sessions.statusToken(chosen) }),
    whoAmI: async (access: { readonly server: string; token(): Promise<string | undefined> }) =>
      (await client()).whoAmI({ ...world, ...access }),
    inspect: async (chosen: Chosen, owner: string, name: string) =>
      (await client()).inspectRepository(accessOf(chosen), owner, name),
  };
}
