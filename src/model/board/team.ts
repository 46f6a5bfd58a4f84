/** Owns which account works for which team repository, what an unsent capture is bound to, and what a team has agreed. */
import type { Incoming, Subject } from './inbox.js';

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
}

export interface Team {
  readonly account: Account;
  readonly repository: Repository;
}

export function fullName(repository: Pick<Repository, 'owner' | 'name'>): string {
  return `${repository.owner}/${repository.name}`;
}

/** Where an issue can be read. Built here and not taken from an answer, so that no answer can send a person elsewhere. */
export function issueAddress(team: Team, number: number): string {
  return `${team.account.server}/${encodeURIComponent(team.repository.owner)}/${encodeURIComponent(team.repository.name)}/issues/${number}`;
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
  readonly problems: readonly FileProblem[];
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

/** Who is the available person in turn, as it stands in the team file. */
export interface Rotation {
  /** Days or weeks on the calendar: "3d", "1w". The turn always changes at the same time of day. */
  readonly every: string;
  /** "2026-11-23T09:00[Europe/Berlin]" */
  readonly starts: string;
  /** Logins, in the order of their turns. */
  readonly people: readonly string[];
  /** Of two that name the same day the later in the list counts. */
  readonly overrides?: readonly Override[];
}

export interface Override {
  /** First and last day, both included, from midnight to midnight in the rotation's zone: "2026-12-24". */
  readonly from: string;
  readonly to: string;
  /** Absent: nobody is. */
  readonly who?: string;
}
