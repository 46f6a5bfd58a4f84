/**
 * All that a command touches, in memory: a real store, a connection that records and may refuse, an editor that remembers
 * what it was asked to open, accounts to sign in to. Behaves as the real parts do; scripted only where the world decides.
 */

import type { App, Inspected, Source } from '../../../src/app/app.js';
import { type Settings, settings } from '../../../src/app/contributions.js';
import { createStore, type Store } from '../../../src/base/store.js';
import type { Context } from '../../../src/model/board/item.js';
import type { LineKind } from '../../../src/model/board/kinds.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Account, Repository } from '../../../src/model/board/team.js';
import type { Trouble } from '../../../src/model/board/trouble.js';
import type { PullsWork } from '../../../src/model/local/ownWork.js';
import { type Hints, noHints } from '../../../src/model/people/author.js';
import { initialState, type State } from '../../../src/model/state.js';
import type { BranchPull, ThreadReading } from '../../../src/ports/remote.js';
import type { Replies } from '../../../src/ports/stores.js';
import type { Known } from '../../../src/search/knowledge.js';
import { withFresh } from '../../../src/sync/turn/unsent.js';
import { newId, team } from './builders.js';
import { type FakeAsk, fakeAsk } from './fakeAsk.js';
import { fakeReplies } from './fakeReplies.js';
import { type FakeTree, fakeParking, fakeTree, fakeWorkshop } from './fakeWorkshop.js';
import { type FakeDocuments, type FakeWriteUps, fakeDocuments, fakeWriteUps } from './fakeWriteUps.js';

export interface FakeApp extends App {
  readonly ask: FakeAsk;
  readonly writeUps: FakeWriteUps;
  readonly documents: FakeDocuments;
  readonly store: Store<State>;
  /** What has reached the disk, in order. */
  readonly recorded: readonly Mutation[];
  /** What was done besides recording, in order: `open https://…`, `copy …`, `retry …`. */
  readonly deeds: readonly string[];
  /** Lines in the file of notes. */
  readonly noted: readonly string[];
  readonly clipboard: string;
  readonly world: World;
}

/** What the world decides; a test changes it at any time. */
interface World {
  /** Each record from now on is refused with the next of these, until there are none left. */
  diskErrors: Error[];
  /** Records wait for this before they are on the disk. */
  diskIsBusy: Promise<void>;
  /** Milliseconds that each record takes from now on. */
  recordTakes: number;
  context: Context;
  hints: Hints;
  known: readonly Known[];
  /** What the editor was asked for the context of. */
  askedAt: unknown[];
  /** What the active editor holds, and the calendar file that is chosen. */
  texts: { readonly editor?: string; readonly file?: string };
  remotes: readonly { readonly owner: string; readonly name: string }[];
  recent: readonly Repository[];
  /** By lower-case `owner/name`. Anything else is not there. */
  repositories: Readonly<Record<string, Inspected | Trouble>>;
  sources: readonly Source[];
  /** Who a source signs in; nobody where the person thinks better of it. */
  people: Partial<Record<Source['kind'], Account>>;
  tokens: Readonly<Record<string, Account | Trouble>>;
  /** Whether an entry can still be taken out or put back. */
  isBeingSent: boolean;
  /** Whether the person lets GitHub be told of their focus. */
  allowsBusy: boolean;
  zone: string;
  /** `owner/name` of the repositories the workspace holds clones of. */
  clones: readonly string[];
  /** What stands in their files, by path. */
  files: Readonly<Record<string, string>>;
  /** What GitHub tells of discussions, one for each that is asked for; after that nothing gets through. */
  readings: ThreadReading[];
  /** What GitHub's search tells; undefined: nothing gets through. */
  pulls: PullsWork | undefined;
  /** The open pull request of any branch. */
  pull: BranchPull | undefined;
  /** What is being written in answer to discussions, whoever writes. */
  replies: Replies;
  /** What the workspace is a work tree of. */
  readonly tree: FakeTree;
}

export const appTime = '2026-11-21T12:00:00Z';

/** Somebody signed in and connected, unless told otherwise. */
export function fakeApp(state: Partial<State> = {}): FakeApp {
  const store = createStore<State>({
    ...initialState,
    phase: 'ready',
    account: team.account,
    team,
    ...state,
  });
  const ask = fakeAsk();
  const recorded: Mutation[] = [];
  const deeds: string[] = [];
  let clipboard = '';
  let recents: readonly string[] = [];
  let recentKind: LineKind | undefined;
  const notes: string[] = [];
  let passed = 0;
  const world: World = {
    diskErrors: [],
    diskIsBusy: Promise.resolve(),
    recordTakes: 0,
    context: {},
    hints: noHints,
    known: [],
    askedAt: [],
    texts: {},
    remotes: [],
    recent: [],
    repositories: {},
    sources: [],
    people: {},
    tokens: {},
    isBeingSent: false,
    allowsBusy: true,
    zone: 'Europe/Berlin',
    clones: [],
    files: {},
    readings: [],
    pulls: undefined,
    pull: undefined,
    replies: fakeReplies(),
    tree: fakeTree(),
  };
  const chosen: Partial<Settings> = {};
  const signedIn = (account: Account) => store.update((before) => ({ ...before, account }));
  const without = (id: string) => (before: State) => ({
    ...before,
    unsent: before.unsent.filter((one) => one.id !== id),
    refused: before.refused.filter(({ mutation }) => mutation.id !== id),
  });
  const take = (id: string, deed: string) => {
    const { unsent, refused } = store.get();
    const found = [...unsent, ...refused.map(({ mutation }) => mutation)].find((one) => one.id === id);
    if (!found || world.isBeingSent) return undefined;
    deeds.push(`${deed} ${id}`);
    store.update(without(id));
    return found;
  };

  const sayStuck = async (stuck: State['stuck']) => {
    const error = world.diskErrors.shift();
    if (error) throw error;
    store.update(({ stuck: _, ...before }) => ({ ...before, ...(stuck && { stuck }) }));
  };

  return {
    state: store.get,
    now: () => Date.parse(appTime) + passed,
    newId,
    ask,
    store,
    recorded,
    deeds,
    noted: notes,
    world,
    get clipboard() {
      return clipboard;
    },
    knowledge: { resembling: (text) => (text === '' ? [] : world.known), prepare() {} },
    stuck: {
      declare: () => sayStuck({ since: appTime, on: 'declared' }),
      clear: () => sayStuck(undefined),
    },
    parking: fakeParking(store, () => {
      const error = world.diskErrors.shift();
      if (error) throw error;
    }),
    workshop: fakeWorkshop(world.tree),
    settings: {
      get: (name) => chosen[name] ?? settings[name],
      async set(name, value) {
        chosen[name] = value;
      },
    },
    writeUps: fakeWriteUps(store, () => {
      const error = world.diskErrors.shift();
      if (error) throw error;
    }),
    documents: fakeDocuments(),
    days: {
      async change(next) {
        const error = world.diskErrors.shift();
        if (error) throw error;
        store.update((before) => ({ ...before, days: next(before.days ?? []) }));
      },
    },
    run: async (command) => void deeds.push(`run ${command}`),
    warn: (message) => void deeds.push(`warn ${message}`),
    showTalk: () => void deeds.push('talk'),
    showQuiet: () => void deeds.push('quiet'),
    showTune: () => void deeds.push('tune'),
    waiting: () => 'all',
    showWaiting: (shown) => void deeds.push(`waiting ${shown}`),
    connection: {
      ready: async () => undefined,
      heard: async () => undefined,
      async record(mutation) {
        const error = world.diskErrors.shift();
        await world.diskIsBusy;
        passed += world.recordTakes;
        if (error) throw error;
        recorded.push(mutation);
        if (mutation.replaces) store.update(without(mutation.replaces));
        store.update((before) => withFresh(before, mutation));
      },
      async retry(id) {
        const found = take(id, 'retry');
        if (found) store.update((before) => ({ ...before, unsent: [...before.unsent, found] }));
        return found !== undefined;
      },
      discard: async (id) => take(id, 'discard') !== undefined,
      async readThread(number, before) {
        deeds.push(`read #${number}${before === undefined ? '' : ` before ${before}`}`);
        return world.readings.shift() ?? { kind: 'trouble', trouble: { kind: 'offline' } };
      },
      async myWork(since) {
        deeds.push(`search since ${since}`);
        return world.pulls;
      },
      readPull: async () => world.pull,
      wake: () => void deeds.push('sync'),
      async connect(repository) {
        deeds.push(`connect ${repository.owner}/${repository.name} ${repository.id}`);
        const { account } = store.get();
        if (account) store.update((before) => ({ ...before, team: { account, repository } }));
      },
    },
    repositories: {
      recent: async () => world.recent,
      inspect: async (owner, name) =>
        world.repositories[`${owner}/${name}`.toLowerCase()] ?? { kind: 'repositoryMissing' },
    },
    editor: {
      async context(at) {
        world.askedAt.push(at);
        return world.context;
      },
      hints: async () => world.hints,
      openDocument: async (file, line) => void deeds.push(`document ${file}:${line}`),
      remotes: async () => world.remotes,
      openAddress: async (address) => void deeds.push(`open ${address}`),
      openLink: async (address) => void deeds.push(`link ${address}`),
      openFile: async (path) => void deeds.push(`file ${path}`),
      async openInClone({ owner, name }, path, draft, line) {
        const isHere = world.clones.includes(`${owner}/${name}`);
        if (isHere) deeds.push(`clone ${owner}/${name} ${path}${line ? `:${line}` : ''} ${draft.length > 0}`);
        return isHere;
      },
      async editInClone({ owner, name }, path, edit) {
        const isHere = world.clones.includes(`${owner}/${name}`);
        if (isHere) world.files = { ...world.files, [path]: edit(world.files[path] ?? '') };
        return isHere;
      },
      async copy(text) {
        clipboard = text;
      },
      text: async (from) => (from === 'clipboard' ? clipboard : world.texts[from]),
      showLog: () => void deeds.push('log'),
      openGuide: async () => void deeds.push('guide'),
      openSettings: async () => void deeds.push('settings'),
      toggleDoNotDisturb: async () => void deeds.push('toggle do not disturb'),
      enterZen: async () => void deeds.push('zen'),
      zone: () => world.zone,
    },
    recents: {
      list: () => recents,
      add(text) {
        recents = [text, ...recents.filter((one) => one !== text)];
      },
      kind: () => recentKind,
      choseKind(kind) {
        recentKind = kind;
      },
      saidSame: (day) => void deeds.push(`same ${day}`),
    },
    notes: {
      async add(line) {
        const error = world.diskErrors.shift();
        if (error) throw error;
        notes.push(line);
      },
      open: async () => void deeds.push('notes'),
    },
    showThread: (key) => void deeds.push(`thread ${key}`),
    replies: () => world.replies,
    showWeek: (logins) => void deeds.push(`week ${logins.join(' ')}`),
    accounts: {
      async allowBusy(isAgain) {
        deeds.push(isAgain ? 'allow busy again' : 'allow busy');
        return world.allowsBusy;
      },
      sources: async () => world.sources,
      async signIn(source, which) {
        deeds.push(`sign in ${source.kind} ${which}`);
        const account = world.people[source.kind];
        if (account) signedIn(account);
        return account;
      },
      async signInWithToken(server, token) {
        deeds.push(`token to ${server}`);
        const found = world.tokens[token] ?? { kind: 'signedOut' };
        if ('kind' in found) return found;
        signedIn({ ...found, server });
        return { ...found, server };
      },
      async signOut() {
        store.update(({ account: _account, ...before }) => before);
      },
    },
  };
}

export const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
