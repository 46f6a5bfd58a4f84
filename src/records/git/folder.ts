/**
 * What the text files of a repository tell without git: where it begins, its branch and commit, its remotes. Runs nothing.
 * In work trees and submodules `.git` is a file that says where the folder is; a name may stand in `packed-refs`.
 */
import { type ConfigEntry, type Remote, readGitConfig, remotesIn, settingIn } from './config.js';

/** Undefined where there is no such file. Paths are those of URIs: absolute, with `/`. */
export type ReadFile = (path: string) => Promise<string | undefined>;

export interface GitFiles {
  readonly root: string;
  /** What belongs to this work tree alone, and what to all of them. */
  readonly own: string;
  readonly common: string;
}

interface GitFolder {
  readonly root: string;
  readonly branch?: string;
  readonly commit?: string;
  /** That of the branch first. */
  readonly remotes: readonly Remote[];
  /** Names of the remotes of which it is known that they have the commit. */
  readonly published: readonly string[];
}

/** Signs. Longer names would be cut where a blocker is read back. */
const longestBranch = 1_000;
/** No file has a longer name, so neither has a branch that git wrote. */
const longestName = 255;
/** Nobody keeps a repository deeper. */
const deepest = 40;

/** The repository a folder lies in. */
export async function gitFilesOf(read: ReadFile, folder: string): Promise<GitFiles | undefined> {
  let root = folder.replace(/\/+$/, '');
  for (let depth = 0; depth < deepest; depth++) {
    const inside = `${root}/.git`;
    if ((await read(`${inside}/HEAD`)) !== undefined) return { root: root || '/', own: inside, common: inside };
    const [, place = ''] = /^gitdir: ?([^\r\n]+)/.exec((await read(inside)) ?? '') ?? [];
    const own = place && resolved(root, place);
    if (own && (await read(`${own}/HEAD`)) !== undefined) {
      const shared = (await read(`${own}/commondir`))?.trim();
      const common = shared ? resolved(own, shared) : own;
      return common === undefined ? undefined : { root: root || '/', own, common };
    }
    if (root === '') return undefined;
    root = root.slice(0, root.lastIndexOf('/'));
  }
  return undefined;
}

export async function readGitFolder(read: ReadFile, files: GitFiles): Promise<GitFolder | undefined> {
  const { root, own, common } = files;
  const head = (await read(`${own}/HEAD`))?.trim();
  if (head === undefined) return undefined;
  const name = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  // So it reads where names are kept in another form, which needs git.
  const branch = name === '.invalid' ? undefined : name?.slice(0, longestBranch);
  const config = await configOf(read, files);
  const remotes = remotesIn(config);
  const upstream = (branch && settingIn(config, `branch.${branch}.remote`)) ?? 'origin';
  const sorted = [...remotes].sort((a, b) => Number(b.name === upstream) - Number(a.name === upstream));
  const refs = refsOf(read, common);
  const commit = branch === undefined ? hashIn(head) : await refs(`refs/heads/${branch}`);
  const merged = branch && settingIn(config, `branch.${branch}.merge`)?.replace(/^refs\/heads\//, '');
  const published: string[] = [];
  for (const remote of commit === undefined ? [] : sorted) {
    const names = new Set([
      ...(remote.name === upstream && merged ? [merged] : []),
      ...(branch ? [branch] : []),
      'HEAD',
    ]);
    const known = await Promise.all([...names].map((one) => refs(`refs/remotes/${remote.name}/${one}`)));
    if (known.includes(commit)) published.push(remote.name);
  }
  return { root, ...(branch && { branch }), ...(commit && { commit }), remotes: sorted, published };
}

export async function configOf(read: ReadFile, { own, common }: GitFiles): Promise<readonly ConfigEntry[]> {
  const shared = readGitConfig((await read(`${common}/config`)) ?? '');
  if (settingIn(shared, 'extensions.worktreeconfig') !== 'true') return shared;
  return [...shared, ...readGitConfig((await read(`${own}/config.worktree`)) ?? '')];
}

/** The commit of a name: in a file of its own, which may lead on to another name, else among those packed together. */
function refsOf(read: ReadFile, common: string): (name: string) => Promise<string | undefined> {
  let packed: Promise<string | undefined> | undefined;
  const commitOf = async (name: string, depth = 0): Promise<string | undefined> => {
    const isFile = name.split('/').every((part) => part !== '' && !part.startsWith('.') && part.length <= longestName);
    if (!isFile || depth > 5) return undefined;
    const text = (await read(`${common}/${name}`))?.trim();
    const [, next] = /^ref: (refs\/.+)$/.exec(text ?? '') ?? [];
    if (next !== undefined) return commitOf(next, depth + 1);
    if (text !== undefined) return hashIn(text);
    packed ??= read(`${common}/packed-refs`);
    const list = `\n${(await packed)?.replaceAll('\r\n', '\n') ?? ''}\n`;
    const end = list.indexOf(` ${name}\n`);
    return end < 0 ? undefined : hashIn(list.slice(list.lastIndexOf('\n', end) + 1, end));
  };
  return (name) => commitOf(name);
}

function hashIn(text: string): string | undefined {
  return /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;
}

/** Undefined for a share of another machine: reading it would tell that machine who we are. */
function resolved(from: string, path: string): string | undefined {
  const plain = path.replaceAll('\\', '/');
  if (plain.startsWith('//')) return undefined;
  const whole = /^[a-z]:\//i.test(plain) ? `/${plain}` : plain.startsWith('/') ? plain : `${from}/${plain}`;
  const names: string[] = [];
  for (const name of whole.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return `/${names.join('/')}`;
}
