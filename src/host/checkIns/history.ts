/** What the person has committed in the repositories of this window, through the built-in git extension. Runs nothing by itself. */
import * as vscode from 'vscode';
import type { BranchWork } from '../../model/local/ownWork.js';
import { type History, ownCommits } from '../../records/git/ownCommits.js';
import { type GitRepository, gitApi } from '../workspace/git.js';

/** Milliseconds that anybody waits for a draft. */
const patience = 4_000;
/** Of one branch and address: who has written more since knows what it was about. */
const mostCommits = 100;

/** What cannot be read, or takes too long, is left out. @param since milliseconds since 1970 */
export async function ownHistory(login: string, since: number): Promise<readonly BranchWork[]> {
  const api = await gitApi();
  const found = await Promise.all(
    (api?.repositories ?? []).map(async (repository) => {
      const late = new Promise<readonly BranchWork[]>((resolve) => setTimeout(() => resolve([]), patience));
      return Promise.race([ownCommits(historyOf(repository), login, since).catch(() => []), late]);
    }),
  );
  return found.flat();
}

function historyOf(repository: GitRepository): History {
  return {
    name: vscode.Uri.joinPath(repository.rootUri).path.split('/').at(-1) ?? '',
    async branches() {
      const refs = await repository.getBranches({ remote: false, sort: 'committerdate' });
      const names = refs.flatMap(({ name }) => name ?? []);
      const head = repository.state.HEAD?.name;
      return head === undefined ? names : [head, ...names.filter((name) => name !== head)];
    },
    async addresses() {
      const read = (one: Promise<string> | undefined) => Promise.resolve(one).catch(() => undefined);
      const own = await read(repository.getConfig?.('user.email'));
      return [own || (await read(repository.getGlobalConfig?.('user.email')))].flatMap((one) => one?.trim() || []);
    },
    log: (branch, other, author) =>
      repository.log({
        refNames: [`refs/heads/${branch}`, ...(other === undefined ? [] : [`^refs/heads/${other}`])],
        author,
        maxEntries: mostCommits,
        maxParents: 1,
      }),
  };
}
