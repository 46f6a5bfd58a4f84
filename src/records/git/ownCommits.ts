/** What somebody has committed since a time, by branch. Texts are untrusted; whoever is asked for commits may give back too many. */
import type { BranchWork } from '../../model/local/ownWork.js';
import { loginOf } from '../../model/people/author.js';

/** A repository as its history is asked for. */
export interface History {
  readonly name: string;
  /** Local ones, those with the latest commits first. */
  branches(): Promise<readonly string[]>;
  /** Of the person themselves, as git knows them. */
  addresses(): Promise<readonly string[]>;
  /** The latest commits of a branch that are not in the other one. @param author a pattern for git */
  log(branch: string, other: string | undefined, author: string): Promise<readonly LoggedCommit[]>;
}

export interface LoggedCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorEmail?: string | undefined;
  readonly authorDate?: Date | undefined;
  readonly commitDate?: Date | undefined;
}

/** More than anybody has worked on since. */
const mostBranches = 10;

const usualBases = ['main', 'master', 'develop', 'trunk'];

/** Without merges. A commit stands where it came first: what is merged is in the branch all others begin at. @param since milliseconds since 1970 */
export async function ownCommits(history: History, login: string, since: number): Promise<readonly BranchWork[]> {
  const branches = (await history.branches()).slice(0, mostBranches);
  const base = usualBases.find((name) => branches.includes(name)) ?? branches[0];
  if (base === undefined) return [];
  const own = (await history.addresses()).map((address) => address.toLowerCase());
  const patterns = [...new Set([...own, `${login}@users.noreply.`])].map(patternOf);
  const isMine = (email = '') => own.includes(email.toLowerCase()) || isLoginIn(email, login);
  const seen = new Set<string>();
  const found: BranchWork[] = [];
  for (const branch of [base, ...branches.filter((name) => name !== base)]) {
    const other = branch === base ? undefined : base;
    const logs = await Promise.all(patterns.map((pattern) => history.log(branch, other, pattern)));
    const commits = logs
      .flat()
      .filter(({ hash, parents, authorEmail, ...dates }) => {
        const isNew = !seen.has(hash) && parents.length < 2 && isMine(authorEmail) && timeOf(dates) >= since;
        if (isNew) seen.add(hash);
        return isNew;
      })
      .sort((a, b) => timeOf(b) - timeOf(a));
    const subjects = [...new Set(commits.map(({ message }) => message.split('\n', 1)[0]?.trim() ?? ''))].filter(
      Boolean,
    );
    if (subjects.length > 0) found.push({ repository: history.name, branch, subjects });
  }
  return found;
}

/** When it came to be as it is: it may have been rebased. */
function timeOf({ commitDate, authorDate }: Pick<LoggedCommit, 'commitDate' | 'authorDate'>): number {
  return (commitDate ?? authorDate)?.getTime() ?? Number.NaN;
}

function isLoginIn(email: string, login: string): boolean {
  return loginOf({ name: '', email }, [])?.toLowerCase() === login.toLowerCase();
}

/** Whichever kind of pattern git is set to read: a dot stands for any sign in all of them. */
function patternOf(address: string): string {
  return address.replace(/[^\w@-]/g, '.');
}
