/**
 * What is known about the workspace's git repositories: through the built-in git extension where it can be had,
 * else from the few text files in `.git` (restricted mode, or an extension host apart from the workspace). Runs nothing.
 */
import * as vscode from 'vscode';
import { smallText } from './smallFile.js';

export interface GitPlace {
  readonly root: vscode.Uri;
  readonly branch?: string;
  readonly commit?: string;
  /** Fetch addresses, the upstream's first. */
  readonly remotes: readonly string[];
  /** Whether the commit is known to be on a remote. */
  isPublished(): Promise<boolean>;
}

/** The part of the git extension's API (version 1) that is used here. */
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD:
      | {
          readonly name?: string;
          readonly commit?: string;
          readonly ahead?: number;
          readonly upstream?: { readonly remote: string };
        }
      | undefined;
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string }[];
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
    /** While a rebase is under way. */
    readonly rebaseCommit?: object | undefined;
  };
  /** Looks at the work tree again. */
  status(): Promise<void>;
  checkout(treeish: string): Promise<void>;
  createBranch(name: string, checkout: boolean, from?: string): Promise<void>;
  /** From where the two part to the second. */
  diffBetween(from: string, to: string): Promise<readonly GitChange[]>;
  /** Of these paths those that git ignores and does not follow. Absent from older versions. */
  checkIgnore?(paths: string[]): Promise<ReadonlySet<string>>;
  getBranches(query: { remote: boolean; contains?: string }): Promise<readonly GitRef[]>;
  /** The text of `git blame`. */
  blame(path: string): Promise<string>;
  getCommit(
    hash: string,
  ): Promise<{ readonly authorName?: string; readonly authorEmail?: string; readonly authorDate?: Date }>;
}

interface GitRef {
  readonly type: number;
  readonly name?: string;
  readonly commit?: string;
}
interface GitChange {
  readonly uri: vscode.Uri;
  /** The same as `uri`, but where it was renamed. */
  readonly originalUri?: vscode.Uri;
  readonly renameUri?: vscode.Uri | undefined;
  /** The API's Status. */
  readonly status: number;
}

/** The API's RefType.RemoteHead. */
export const remoteHead = 1;

export async function placeOf(uri: vscode.Uri | undefined): Promise<GitPlace | undefined> {
  const api = await gitApi();
  const folder = uri ? vscode.workspace.getWorkspaceFolder(uri)?.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
  const repository =
    api &&
    ((uri && api.getRepository(uri)) ||
      (folder && api.getRepository(folder)) ||
      (uri ? undefined : api.repositories[0]));
  // The git extension names a repository before it has read it.
  if (repository && !repository.state.HEAD) return (await fromFiles(repository.rootUri)) ?? fromApi(repository);
  if (repository) return fromApi(repository);
  return folder && fromFiles(folder);
}

export async function allPlaces(): Promise<readonly GitPlace[]> {
  const api = await gitApi();
  if (api && api.repositories.length > 0) return api.repositories.map(fromApi);
  const folders = vscode.workspace.workspaceFolders ?? [];
  // One that cannot be read hides none of the others.
  const places = await Promise.all(folders.map(({ uri }) => fromFiles(uri).catch(() => undefined)));
  return places.filter((place) => place !== undefined);
}

/** Undefined where git cannot be asked. */
export async function historyOf(uri: vscode.Uri): Promise<Pick<GitRepository, 'blame' | 'getCommit'> | undefined> {
  return (await gitApi())?.getRepository(uri) ?? undefined;
}

export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  if (!extension) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined;
  }
}

function fromApi(repository: GitRepository): GitPlace {
  const { HEAD, remotes } = repository.state;
  const upstream = HEAD?.upstream?.remote ?? 'origin';
  const sorted = [...remotes].sort((a, b) => Number(b.name === upstream) - Number(a.name === upstream));
  const commit = HEAD?.commit;
  return {
    root: repository.rootUri,
    ...(HEAD?.name && { branch: HEAD.name.slice(0, longestBranch) }),
    ...(commit && { commit }),
    remotes: sorted.flatMap((remote) => remote.fetchUrl ?? []),
    async isPublished() {
      if (!commit) return false;
      if (HEAD?.upstream && HEAD.ahead === 0) return true;
      const branches = await repository.getBranches({ remote: true, contains: commit });
      return branches.some((branch) => branch.type === remoteHead); // local ones are among them
    },
  };
}

/** Signs. Longer names would be cut where a blocker is read back. */
const longestBranch = 1_000;
/** No file has a longer name, so neither has a branch that git wrote. */
const longestName = 255;
/** Bytes. A config of a thousand remotes is smaller. */
const largestFile = 1_000_000;

/** One of the text files in a folder's `.git`; undefined for what lies elsewhere. */
export async function gitFile(folder: vscode.Uri, path: string): Promise<string | undefined> {
  return path.split('/').includes('..') ? undefined : smallText(vscode.Uri.joinPath(folder, '.git', path), largestFile);
}

async function fromFiles(folder: vscode.Uri): Promise<GitPlace | undefined> {
  const read = (path: string) => gitFile(folder, path);
  const head = (await read('HEAD'))?.trim();
  if (head === undefined) return undefined;
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1]?.slice(0, longestBranch);
  const hasFile = branch?.split('/').every((name) => name.length <= longestName);
  const commit = (hasFile ? await read(`refs/heads/${branch}`) : branch ? undefined : head)?.trim();
  const isHash = commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit);
  const upstream = hasFile && (await read(`refs/remotes/origin/${branch}`))?.trim();
  return {
    root: folder,
    ...(branch && { branch }),
    ...(isHash && { commit }),
    remotes: remotesIn((await read('config')) ?? ''),
    isPublished: async () => isHash && upstream === commit,
  };
}

/** `url = …` below `[remote "…"]`. */
function remotesIn(config: string): readonly string[] {
  const remotes: string[] = [];
  let isRemote = false;
  for (const line of config.split(/\r?\n/).slice(0, 2_000)) {
    if (line.startsWith('[')) isRemote = line.startsWith('[remote ');
    const address = isRemote ? /^\s*url\s*=\s*(\S+)\s*$/.exec(line)?.[1] : undefined;
    if (address) remotes.push(address);
  }
  return remotes;
}
