/** Which account works for which team repository, what an unsent capture is bound to, and what a team has agreed. */

import type { Incoming, Subject } from '../inbox/entries.js';
import type { Rotation } from '../reach/rotation.js';

/** A GitHub server and one account there. */
export interface Account {
  /** Where the web pages are: `https://github.com` or the Enterprise server, without a trailing slash. */
  readonly server: string;
  readonly id: number;
  readonly login: string;
}

export interface Repository {
  /** GitHub's number for it: stays when it is renamed or moved. */
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /**
   * In what is connected: whether it was private when the person last had a say. In what GitHub tells: whether it is.
   * Absent where that is not known yet.
   */
  readonly isPrivate?: boolean;
}

export interface Team {
  readonly account: Account;
  readonly repository: Repository;
}

/** What was written for some would be read by everybody: only a person can say that this is meant. */
export function isMadePublic(connected: Repository, now: Repository): boolean {
  return connected.isPrivate === true && now.isPrivate === false;
}

/** What to keep of what GitHub tells of a connected repository: all but that it is public where it was not. */
export function keptOf(connected: Repository, now: Repository): Repository {
  return isMadePublic(connected, now) ? { ...now, isPrivate: true } : now;
}

export function fullName(repository: Pick<Repository, 'owner' | 'name'>): string {
  return `${repository.owner}/${repository.name}`;
}

/** Neither logins nor repositories differ by how they are spelled. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Where an issue can be read. Built here and not taken from an answer, so that no answer can send a person elsewhere. */
export function issueAddress({ account, repository }: Team, number: number, subject: Subject = 'issue'): string {
  const name = [repository.owner, repository.name].map(encodeURIComponent).join('/');
  return `${account.server}/${name}/${pageOf(subject, number)}`;
}

/** `owner/name` as GitHub allows it, and nothing that leads out of it. */
const repositoryName = /^[A-Za-z\d][\w-]*\/(?!\.{1,2}$)[\w.-]+$/;

/** Where a notification's subject can be read; built here as well. Undefined where the name is none of a repository. */
export function webAddress(
  server: string,
  { repository, subject, number }: Pick<Incoming, 'repository' | 'subject' | 'number'>,
): string | undefined {
  if (!repositoryName.test(repository)) return undefined;
  const page = pageOf(subject, number);
  return `${server}/${repository}${page && `/${page}`}`;
}

function pageOf(subject: Subject, number: number | undefined): string {
  switch (subject) {
    case 'issue':
      return number === undefined ? '' : `issues/${number}`;
    case 'pullRequest':
      return number === undefined ? '' : `pull/${number}`;
    case 'discussion':
      // GitHub does not say which.
      return number === undefined ? 'discussions' : `discussions/${number}`;
    case 'release':
      return 'releases';
    case 'rotation':
    case 'note':
    case 'other':
      return '';
  }
}

export function sameAccount(a: Account, b: Account): boolean {
  return a.server === b.server && a.id === b.id;
}

/** What a team has agreed, as its team file says. Everything is optional; what cannot be read is left out and named. */
export interface TeamFile {
  /** Number of the roster issue. */
  readonly roster?: number;
  /** Logins of those who count even without a role in the repository. */
  readonly members: readonly string[];
  /** Milliseconds of working time of the person asked. */
  readonly expectations: Readonly<Partial<Record<'blocker' | 'question' | 'review', number>>>;
  readonly rotation?: Rotation;
  /** "12:00-13:30 Europe/Berlin": times at which the team is not to be disturbed. */
  readonly quiet: readonly string[];
  /** Discussion category of each kind, by name. */
  readonly categories: Readonly<Record<string, string>>;
  /** Issue label of each kind. */
  readonly labels: Readonly<Record<string, string>>;
  /** Prompts of the watercooler, where there is one; empty: those of the package. */
  readonly watercooler?: readonly string[];
  readonly problems: readonly FileProblem[];
  /** Git's name for what stands in it. */
  readonly revision?: string;
  /** Whom its logins named when it was last edited, by login in lower case; null: nobody. What is missing is not known yet. */
  readonly people?: Readonly<Record<string, number | null>>;
  /** Those of its logins that somebody else goes by since, in lower case. */
  readonly taken?: readonly string[];
}

/** All that a team file names, in lower case. */
export function loginsIn({ members, rotation }: TeamFile): readonly string[] {
  const onDuty = [...(rotation?.people ?? []), ...(rotation?.overrides ?? []).flatMap(({ who }) => who ?? [])];
  return [...new Set([...members, ...onDuty].map((login) => login.toLowerCase()))].sort();
}

/** Whom a login in the team file means. Null: nobody; undefined: that is not known yet, or it does not stand there. */
export function numberOf({ people }: Pick<TeamFile, 'people'>, login: string): number | null | undefined {
  const name = login.toLowerCase();
  return people && Object.hasOwn(people, name) ? people[name] : undefined;
}

/** Whether a login that the team file may name is this person: by number as soon as that is known. */
export function isMeant(
  file: TeamFile | undefined,
  login: string,
  { id, login: own }: { readonly id?: number; readonly login: string },
): boolean {
  const number = file && numberOf(file, login);
  return number === undefined || id === undefined ? isSameName(login, own) : number === id;
}

export interface FileProblem {
  /** Counted from 1. */
  readonly line: number;
  /** Where in the file: `rotation.people[1]`; empty where the file as a whole cannot be read. */
  readonly path: string;
  /** What stands there. */
  readonly value: string;
  readonly kind:
    | 'notYaml'
    | 'unknownKey'
    | 'repeatedKey'
    | 'notNumber'
    | 'notText'
    | 'notList'
    | 'notMap'
    | 'notLogin'
    | 'notDuration'
    | 'notEvery'
    | 'notStart'
    | 'notDate'
    | 'notQuiet'
    | 'endsBeforeStart'
    | 'missing'
    | 'tooMany';
}

export const teamFilePath = '.github/makertime.yml';
