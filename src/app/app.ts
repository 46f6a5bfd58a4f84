/** All that a command may touch. Commands get this and nothing else, so each can be tried with fakes. */

import type { Context } from '../model/board/item.js';
import type { LineKind } from '../model/board/kinds.js';
import type { Mutation } from '../model/board/mutation.js';
import type { Account, Repository } from '../model/board/team.js';
import type { Trouble } from '../model/board/trouble.js';
import type { Days } from '../model/local/days.js';
import type { BranchWork, PullsWork } from '../model/local/ownWork.js';
import type { Bench, CheckedOut, NotOpened, Park, TakenOver, Tree, Unshared } from '../model/local/park.js';
import type { WriteUpOrigin } from '../model/local/writeUp.js';
import type { Hints } from '../model/people/author.js';
import type { State } from '../model/state.js';
import type { HandedCode } from '../model/threads/handOff.js';
import type { ThreadKey } from '../model/threads/thread.js';
import type { BranchPull, ThreadReading } from '../ports/remote.js';
import type { Parking, Replies } from '../ports/stores.js';
import type { Knowledge } from '../search/knowledge.js';
import type { Ask } from './ask.js';
import type { CommandId, SettingName, Settings } from './contributions.js';

export interface App {
  state(): State;
  now(): number;
  newId(): string;
  readonly ask: Ask;
  readonly connection: Connection;
  readonly repositories: Repositories;
  readonly editor: Editor;
  readonly accounts: Accounts;
  readonly recents: Recents;
  readonly settings: SettingsStore;
  readonly knowledge: Knowledge;
  readonly stuck: StuckWord;
  readonly writeUps: WriteUps;
  readonly documents: Documents;
  /** What the person intends for their days. Rejects where the disk refuses, and then nothing has changed. */
  readonly days: { change(next: (days: Days) => Days): Promise<void> };
  readonly notes: Notes;
  readonly parking: Parking;
  readonly workshop: Workshop;
  /** What an account is writing in answer to discussions. */
  replies(account: Account): Replies;
  run(command: CommandId): Promise<void>;
  /** Into the log, and nowhere else. No bodies, no titles. */
  warn(message: string): void;
  /** What *Waiting* shows. */
  waiting(): 'all' | 'onlyBlocked';
  /** Until it is chosen otherwise, on this machine. */
  showWaiting(shown: 'all' | 'onlyBlocked'): void;
  /** Draws how quiet it has been, in a panel of the editor. */
  showQuiet(): void;
  /** Draws how the team keeps what it has agreed on, in a panel of the editor. */
  showTune(): void;
  /** Draws the week of these members, by login, in a panel of the editor. */
  showWeek(logins: readonly string[]): void;
  /** Draws the ways to talk about something, in a panel of the editor. */
  showTalk(): void;
  /** Opens a discussion of the team repository, in a panel of the editor. */
  showThread(key: ThreadKey): void;
}

/** The way to GitHub: what is recorded goes there by itself. */
export interface Connection {
  /** Resolves once account and team have been read from the disk. */
  ready(): Promise<void>;
  /** Resolves once GitHub has been heard about this team, or when that will take longer than anybody waits. */
  heard(): Promise<void>;
  /** Resolves once it is on the disk. Rejects where the disk refuses, and then nothing has changed. */
  record(mutation: Mutation): Promise<void>;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  /**
   * Reads a discussion now. Rejects where no team is connected.
   * @param before where an earlier reading began: what came before that
   */
  readThread(number: number, before?: string): Promise<ThreadReading>;
  /** Pull requests and reviews of the account at work since: undefined where GitHub does not say. @param since ISO instant */
  myWork(since: string): Promise<PullsWork | undefined>;
  /** The open pull request of a branch in the team repository; undefined where there is none, or GitHub does not say. */
  readPull(branch: string): Promise<BranchPull | undefined>;
  /** Somebody wants news now. */
  wake(): void;
  connect(repository: Repository): Promise<void>;
}

/** Repositories that the account at work may connect. */
export interface Repositories {
  /** Those it was connected to before, the latest first. */
  recent(): Promise<readonly Repository[]>;
  inspect(owner: string, name: string): Promise<Inspected | Trouble>;
}

/** What a command runs. @param row a row's id, where it was called from a view */
export type Handler = (app: App, row?: unknown) => Promise<void> | void;

export interface Inspected extends Repository {
  readonly hasIssues: boolean;
  readonly archived: boolean;
  readonly role: 'read' | 'triage' | 'write';
  readonly defaultBranch: string;
}

/** The work tree and what of it stands open. Nothing here runs a program, puts changes away or throws them away. */
export interface Workshop {
  /** The repository of the file in front, else of the first folder; with what stands open of it. Undefined without a folder. */
  bench(): Promise<Bench | undefined>;
  tree(root: string): Promise<Tree>;
  /** For a work tree without changes only: whoever calls has looked. @param goal a branch, else a whole commit */
  checkOut(root: string, goal: string): Promise<CheckedOut>;
  /** Switches to the branch, and makes it first from the default branch, or from where one is, should it not be there. */
  begin(root: string, branch: string): Promise<CheckedOut>;
  /** What an account has committed since, by branch: as far as git tells. @param since milliseconds since 1970 */
  ownHistory(login: string, since: number): Promise<readonly BranchWork[]>;
  /** Opens them as they stood. Gives back the paths of those that could not be. */
  open(root: string, files: Park['files']): Promise<readonly NotOpened[]>;
  /** What of it only this machine has. */
  unshared(root: string): Promise<Unshared>;
  /** Fetches a branch of what is open here and switches to it, where nothing is in the way; nothing is merged or overwritten. */
  takeOver(code: HandedCode): Promise<TakenOver>;
}

/** Documents in the making, in files of this machine. */
export interface WriteUps {
  /** The one in the editor at work. */
  current(): string | undefined;
  /** Durable, then open with the cursor at its title. Rejects where the disk refuses. */
  begin(id: string, text: string, origin: WriteUpOrigin): Promise<void>;
  /** False where it is gone. @param line counted from 1: the cursor is put at its end */
  open(id: string, line?: number): Promise<boolean>;
  /** As it stands in the editor, else on the disk. Undefined where it is gone. */
  read(id: string): Promise<string | undefined>;
  /** Undefined where it cannot be read: then nobody knows for whom it was begun. */
  originOf(id: string): Promise<WriteUpOrigin | undefined>;
  /** Saves what the editor holds. False where the disk refuses. */
  save(id: string): Promise<boolean>;
  /** Durable: from now on it may have been sent. */
  markTried(id: string, origin: WriteUpOrigin): Promise<void>;
  /** Closes it and deletes its file. */
  remove(id: string): Promise<void>;
  /** Does nothing where something like it is going on for the same one: a button is pressed twice. */
  alone(id: string, work: () => Promise<void>): Promise<void>;
}

/** The Markdown files of the workspace. */
export interface Documents {
  /** Those kept in before first, then what people read first; not all where there are very many. */
  list(): Promise<readonly { readonly file: string; readonly path: string }[]>;
  /**
   * Puts a text at the end and opens it there; the person decides whether it is saved. False where it cannot be opened.
   * @param file of the list; a new document where absent
   */
  append(text: string, file?: string): Promise<boolean>;
  /**
   * Opens a new document under this name, not saved yet. False where that cannot be.
   * @param beside of the list: in its folder; in `docs/adr` of the first folder where absent
   */
  draft(name: string, text: string, beside?: string): Promise<boolean>;
}

/** The person's word on being stuck, on this machine only. Both reject where the disk refuses. */
export interface StuckWord {
  declare(): Promise<void>;
  clear(): Promise<void>;
}

/** Sentences used before, on this machine only: losing them costs nothing but typing. The latest first. */
export interface Recents {
  list(): readonly string[];
  add(text: string): void;
  /** What was captured last. */
  kind(): LineKind | undefined;
  choseKind(kind: LineKind): void;
  /** There is nothing new to say on a day of check-in: see `sameDay` of views/now/checkIn.ts. */
  saidSame(day: string): void;
}

/** The person's own notes, in one Markdown file of this machine. */
export interface Notes {
  /** Resolves once the line is on the disk. @param title of the file, should there be none yet */
  add(line: string, title: string): Promise<void>;
  open(title: string): Promise<void>;
}

/** The person's own settings. */
export interface SettingsStore {
  get<N extends SettingName>(name: N): Settings[N];
  set<N extends SettingName>(name: N, value: Settings[N]): Promise<void>;
}

/** The editor and its workspace. */
export interface Editor {
  /** What stands around the cursor, or at the place a lightbulb names. Never rejects, never takes long. */
  context(at?: unknown): Promise<Context>;
  /** Who wrote the lines under the cursor, and whose file it is. Never rejects, never takes long. */
  hints(context: Promise<Context>): Promise<Hints>;
  /** `owner/name` of the workspace's remotes on this server. */
  remotes(server: string): Promise<readonly { readonly owner: string; readonly name: string }[]>;
  /** Of the team's own server, and nothing else. */
  openAddress(address: string): Promise<void>;
  /** What somebody has written: https, or a page of the team's own server. VS Code asks before it opens another's. */
  openLink(address: string): Promise<void>;
  openFile(path: string): Promise<void>;
  /** @param file URI @param line counted from 1 */
  openDocument(file: string, line: number): Promise<void>;
  /**
   * Opens a file of this repository where the workspace holds a clone of it: as it is, or as a draft with this text where
   * there is none yet. False where no clone is open here.
   * @param line counted from 1
   */
  openInClone(repository: Repository, path: string, draft: string, line?: number): Promise<boolean>;
  /**
   * Opens such a file with a change to it that is not saved: the person looks at it first. False where no clone is open here.
   * @param edit is given the text as it stands in the editor; empty where there is no file yet
   */
  editInClone(repository: Repository, path: string, edit: (text: string) => string): Promise<boolean>;
  copy(text: string): Promise<void>;
  /** What is selected in the active editor, else all of it; what the clipboard holds; a calendar file that is chosen. Undefined where there is none. */
  text(from: 'editor' | 'clipboard' | 'file'): Promise<string | undefined>;
  /** VS Code's own switch: nobody can say which way it is. */
  toggleDoNotDisturb(): Promise<void>;
  /** Left again when focus ends, in this window. */
  enterZen(): Promise<void>;
  showLog(): void;
  /** The user guide that came with the extension: it needs no network. */
  openGuide(): Promise<void>;
  /** Those of this extension. */
  openSettings(): Promise<void>;
  /** IANA name. */
  zone(): string;
}

export type Source = { readonly kind: 'github' | 'github-enterprise'; readonly server: string };

export interface Accounts {
  /** Where one can sign in here without typing a token. */
  sources(): Promise<readonly Source[]>;
  /** Undefined when the person thought better of it. */
  signIn(source: Source, which: 'usual' | 'another'): Promise<Account | undefined>;
  signInWithToken(server: string, token: string): Promise<Account | Trouble>;
  signOut(): Promise<void>;
  /** Asks the person whether GitHub may be told that they focus, in a new session where `isAgain`. False where they think better of it. */
  allowBusy(isAgain?: boolean): Promise<boolean>;
}
