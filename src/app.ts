/** Owns the list of all that a command may touch. Commands get this and nothing else, so each can be tried with fakes. */
import type { CommandId, SettingName, Settings } from './contributions.js';
import type { Context } from './model/item.js';
import type { Mutation } from './model/mutation.js';
import type { State, Trouble } from './model/state.js';
import type { Account, Repository } from './model/team.js';

export interface App {
  state(): State;
  now(): number;
  newId(): string;
  readonly ask: Ask;
  readonly desk: Desk;
  readonly editor: Editor;
  readonly accounts: Accounts;
  readonly recents: Recents;
  readonly settings: SettingsStore;
  run(command: CommandId): Promise<void>;
  /** Draws how quiet it has been, in a panel of the editor. */
  showQuiet(): void;
  /** Draws the week of these members, by login, in a panel of the editor. */
  showWeek(logins: readonly string[]): void;
}

/** Talking with the person. */
export interface Ask {
  /** One line of text. Undefined when dismissed; what was typed is then offered again next time under the same `draft`. */
  line(question: Question): Promise<Answer | undefined>;
  /**
   * A choice. `typed` turns what was typed into choices of its own; one without a value only says something, such as why it
   * cannot be read. Undefined when dismissed.
   */
  pick<T>(
    title: string,
    choices: readonly Choice<T>[],
    typed?: (text: string) => readonly Choice<T | undefined>[],
    placeholder?: string,
  ): Promise<T | undefined>;
  /** Any number of choices; those in `chosen` are ticked at first. Undefined when dismissed. */
  pickMany<T>(title: string, choices: readonly Choice<T>[], chosen: readonly T[]): Promise<readonly T[] | undefined>;
  /** A question that must be answered; true for the action named. */
  confirm(question: string, detail: string, action: string): Promise<boolean>;
  /** A quiet word in the status bar that goes away by itself. */
  say(message: string): void;
  /** A plain sentence about something the person just asked for and that could not be done. */
  tell(message: string): Promise<void>;
  /** Shows that something the person waits for is going on. */
  during<T>(message: string, work: Promise<T>): Promise<T>;
}

export interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** May become known while the person types. */
  readonly prompt?: string | Promise<string>;
  readonly value?: string;
  readonly draft?: string;
  /** Shown at once, before anything is typed: why the last answer was not taken. */
  readonly problem?: string;
  /** A sentence about what is wrong, or undefined. An `error` keeps Enter from working. */
  readonly check?: (text: string) => { readonly kind: 'error' | 'warning'; readonly message: string } | undefined;
  readonly isSecret?: boolean;
  /** Names a second way to accept, also on Ctrl+Enter. */
  readonly more?: string;
  /** Names a switch and says which way it is; pressed, it changes the prompt. */
  readonly toggle?: { readonly name: string; readonly prompt: string };
}

export interface Answer {
  readonly text: string;
  readonly wantsMore: boolean;
  readonly isToggled: boolean;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: string;
  readonly value: T;
}

/** What is owed to GitHub and how it gets there. */
export interface Desk {
  /** Resolves once account and team have been read from the disk. */
  ready(): Promise<void>;
  /** Resolves once GitHub has been heard about this team, or when that will take longer than anybody waits. */
  heard(): Promise<void>;
  /** Resolves once it is on the disk. Rejects where the disk refuses, and then nothing has changed. */
  record(mutation: Mutation): Promise<void>;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  syncNow(): void;
  connect(repository: Repository): Promise<void>;
  /** Repositories this account was connected to before, the latest first. */
  recent(): Promise<readonly Repository[]>;
  inspect(owner: string, name: string): Promise<Inspected | Trouble>;
}

export interface Inspected extends Repository {
  readonly hasIssues: boolean;
  readonly archived: boolean;
  readonly role: 'read' | 'triage' | 'write';
  readonly defaultBranch: string;
}

/** Sentences used before, on this machine only: losing them costs nothing but typing. The latest first. */
export interface Recents {
  list(): readonly string[];
  add(text: string): void;
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
  /** `owner/name` of the workspace's remotes on this server. */
  remotes(server: string): Promise<readonly { readonly owner: string; readonly name: string }[]>;
  openAddress(address: string): Promise<void>;
  openFile(path: string): Promise<void>;
  /**
   * Opens a file of this repository where the workspace holds a clone of it: as it is, or as a draft with this text where
   * there is none yet. False where no clone is open here.
   * @param line counted from 1
   */
  openInClone(repository: Repository, path: string, draft: string, line?: number): Promise<boolean>;
  copy(text: string): Promise<void>;
  /** VS Code's own switch: nobody can say which way it is. */
  toggleDoNotDisturb(): Promise<void>;
  /** Left again when focus ends, in this window. */
  enterZen(): Promise<void>;
  showLog(): void;
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
  /** Asks the person whether GitHub may be told that they focus. False where they think better of it. */
  allowBusy(): Promise<boolean>;
}
