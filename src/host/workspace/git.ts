/**
 * What is known about the workspace's git repositories: through the built-in git extension where it can be had,
 * else from the few text files in `.git` (restricted mode, or an extension host apart from the workspace). Runs nothing.
 */
import * as vscode from 'vscode';
import { fullName } from '../../model/board/team.js';
import { repositoryAt } from '../../records/git/address.js';
import { type ConfigEntry, meantBy, type Remote, readGitConfig } from '../../records/git/config.js';
import { gitFilesOf, readGitFolder } from '../../records/git/folder.js';
import type { LoggedCommit } from '../../records/git/ownCommits.js';
import { hostNamedBy } from '../../records/git/ssh.js';
import { smallText } from './smallFile.js';

export interface GitPlace {
  readonly root: vscode.Uri;
  readonly branch?: string;
  readonly commit?: string;
  /** The upstream first. */
  readonly remotes: readonly Remote[];
  /** Whether the commit is known to be on a remote of this name. */
  isPublishedOn(remote: string): Promise<boolean>;
  /** A file's text in the commit; undefined where it has none there, or nobody can tell. */
  committed(file: vscode.Uri): Promise<string | undefined>;
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
          readonly upstream?: { readonly remote: string; readonly commit?: string };
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
  /** @param ref a branch there, or `there:here` to move one that is here forward */
  fetch(remote: string, ref: string): Promise<void>;
  setBranchUpstream(name: string, upstream: string): Promise<void>;
  /** Rejects, or says nothing, where two commits have none. */
  getMergeBase(one: string, other: string): Promise<string | undefined>;
  /** From where the two part to the second. */
  diffBetween(from: string, to: string): Promise<readonly GitChange[]>;
  /** Of these paths those that git ignores and does not follow. Absent from older versions. */
  checkIgnore?(paths: string[]): Promise<ReadonlySet<string>>;
  getBranches(query: { remote: boolean; contains?: string; sort?: 'committerdate' }): Promise<readonly GitRef[]>;
  /** The text of a file, by its path on the disk. */
  show(ref: string, path: string): Promise<string>;
  /** Those of the repository's own file. Absent from older versions. */
  getConfigs?(): Promise<readonly ConfigEntry[]>;
  /** Absent from older versions. */
  getConfig?(key: string): Promise<string>;
  getGlobalConfig?(key: string): Promise<string>;
  /** Older versions know some of these only, and give back more. */
  log(query: {
    readonly refNames: string[];
    readonly author: string;
    readonly maxEntries: number;
    readonly maxParents: number;
  }): Promise<readonly LoggedCommit[]>;
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

/** @param home the person's own folder, as the path of a URI */
export async function placeOf(uri: vscode.Uri | undefined, home?: string): Promise<GitPlace | undefined> {
  const api = await gitApi();
  const folder = uri ? vscode.workspace.getWorkspaceFolder(uri)?.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
  const repository =
    api &&
    ((uri && api.getRepository(uri)) ||
      (folder && api.getRepository(folder)) ||
      (uri ? undefined : api.repositories[0]));
  // The git extension names a repository before it has read it.
  if (repository && !repository.state.HEAD) return (await fromFiles(repository.rootUri)) ?? fromApi(repository, home);
  if (repository) return fromApi(repository, home);
  return folder && fromFiles(uri ?? folder);
}

export async function allPlaces(home?: string): Promise<readonly GitPlace[]> {
  const api = await gitApi();
  if (api && api.repositories.length > 0)
    return Promise.all(api.repositories.map((repository) => fromApi(repository, home)));
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

async function fromApi(repository: GitRepository, home: string | undefined): Promise<GitPlace> {
  const { HEAD, remotes } = repository.state;
  const upstream = HEAD?.upstream?.remote ?? 'origin';
  const sorted = [...remotes].sort((a, b) => Number(b.name === upstream) - Number(a.name === upstream));
  const commit = HEAD?.commit;
  const asWritten = (address: string) => [address];
  const late = new Promise<typeof asWritten>((resolve) => setTimeout(() => resolve(asWritten), settingsPatience));
  const meant = await Promise.race([home === undefined ? asWritten : addressesBy(repository, home), late]);
  const remoteOf = (branch: string) =>
    remotes
      .map(({ name }) => name)
      .filter((name) => branch.startsWith(`${name}/`))
      .sort((a, b) => b.length - a.length)[0];
  return {
    root: repository.rootUri,
    ...(HEAD?.name && { branch: HEAD.name.slice(0, longestBranch) }),
    ...(commit && { commit }),
    remotes: sorted.map(({ name, fetchUrl }) => ({ name, addresses: fetchUrl ? meant(fetchUrl) : [] })),
    async isPublishedOn(remote) {
      if (!commit) return false;
      if (HEAD?.upstream?.remote === remote && HEAD.ahead === 0) return true;
      const branches = await repository.getBranches({ remote: true, contains: commit });
      // Local ones are among them.
      return branches.some(({ type, name }) => type === remoteHead && name !== undefined && remoteOf(name) === remote);
    },
    async committed(file) {
      return commit && repository.show(commit, file.fsPath).catch(() => undefined);
    },
  };
}

/** How the person's own settings read an address: by git's `insteadOf`, and by the aliases of ssh. */
async function addressesBy(repository: GitRepository, home: string): Promise<(address: string) => readonly string[]> {
  const read = (path: string) =>
    smallText(repository.rootUri.with({ path: `${home}/${path}` }), largestFile, 'linked').catch(() => undefined);
  const [own, ...texts] = await Promise.all([
    Promise.resolve(repository.getConfigs?.()).catch(() => undefined),
    read('.config/git/config'),
    read('.gitconfig'),
    read('.ssh/config'),
  ]);
  const ssh = texts.pop() ?? '';
  const entries = [...texts.flatMap((text) => readGitConfig(text ?? '')), ...(own ?? [])];
  return (address) => {
    const meant = meantBy(address, entries);
    const [, before = '', alias = '', after = ''] =
      /^(ssh:\/\/(?:[^/@]*@)?|(?:[\w.-]+@)?)([\w.-]+)((?::\d+)?\/.*|:(?!\/\/).*)$/.exec(meant) ?? [];
    const isSsh = before.startsWith('ssh:') || after.startsWith(':');
    const host = isSsh ? hostNamedBy(ssh, alias) : undefined;
    return [...new Set([meant, ...(host ? [`${before}${host}${after}`] : [])])];
  };
}

/** Milliseconds. Most addresses mean what they say. */
const settingsPatience = 400;
/** Signs. Longer names would be cut where a blocker is read back. */
const longestBranch = 1_000;
/** Bytes. A config of a thousand remotes is smaller, and the names of 100,000 branches are not much larger. */
const largestFile = 8_000_000;

/** One of the text files of git in the repository a folder lies in, shared by all its work trees. */
export async function gitFile(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const read = readerAt(folder);
  const files = await gitFilesOf(read, folder.path);
  return files && !path.split('/').includes('..') ? read(`${files.common}/${path}`) : undefined;
}

/** @param folder or a file in it */
async function fromFiles(folder: vscode.Uri): Promise<GitPlace | undefined> {
  const read = readerAt(folder);
  const files = await gitFilesOf(read, folder.path);
  const found = files && (await readGitFolder(read, files));
  if (!found) return undefined;
  const { root, published, ...rest } = found;
  return {
    ...rest,
    root: folder.with({ path: root }),
    isPublishedOn: async (remote) => published.includes(remote),
    // What a commit holds only git can tell.
    committed: async () => undefined,
  };
}

/** The open repository that has one of the team's server as its remote. @param name `owner/name` */
export async function cloneOf(
  name: string,
  server: string,
  home: string | undefined,
): Promise<{ readonly repository: GitRepository; readonly remote: string } | 'noGit' | undefined> {
  const api = await gitApi();
  if (!api) return 'noGit';
  for (const repository of api.repositories) {
    const { remotes } = await fromApi(repository, home);
    const remote = remotes.find((one) => nameOn(one, server)?.toLowerCase() === name.toLowerCase());
    if (remote) return { repository, remote: remote.name };
  }
  return undefined;
}

function nameOn({ addresses }: Remote, server: string): string | undefined {
  const found = addresses.map((one) => repositoryAt(one, server)).find((one) => one !== undefined);
  return found && fullName(found);
}

const readerAt = (folder: vscode.Uri) => (path: string) => smallText(folder.with({ path }), largestFile);
