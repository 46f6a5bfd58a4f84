/** Owns which account works for which team repository: what an unsent capture is bound to. */

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

export function sameAccount(a: Account, b: Account): boolean {
  return a.server === b.server && a.id === b.id;
}
