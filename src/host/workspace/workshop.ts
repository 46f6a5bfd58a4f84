/**
 * The work tree and what of it stands open, through the built-in git extension and the editor: what is put aside,
 * and how it comes back. Nothing is stashed, discarded or forced, and no process is started here.
 */
import * as vscode from 'vscode';
import type { Workshop } from '../../app/app.js';
import { pathBelow } from '../../base/path.js';
import { errorWords } from '../../base/plainText.js';
import type { Bench, CheckedOut, NotOpened, ParkedFile, TakenOver, Tree, Unshared } from '../../model/local/park.js';
import { isBranchName } from '../../model/waits/tasks.js';
import { cloneOf, type GitRepository, gitApi, gitFile, placeOf, remoteHead } from './git.js';
import { ignoredFilesInTheWay } from './ignoredFiles.js';
import type { SeenCursors } from './seenCursors.js';

/** Nobody looks through more tabs than that. */
const mostFiles = 200;
/** Milliseconds that one waits for git to find its repositories, and for the editor to see what a checkout has changed. */
const patience = 1_500;

/** The API's Status.UNTRACKED and Status.IGNORED: a checkout leaves them where they are. */
const notFollowed: readonly number[] = [7, 8];

/** @param server where the team is @param home the person's own folder, as the path of a URI */
export function createWorkshop(
  cursors: SeenCursors,
  server: () => string,
  home: string | undefined,
): Omit<Workshop, 'ownHistory'> {
  return {
    bench: () => benchNow(cursors),
    tree: async (root) => {
      const repository = await repositoryAt(root);
      if (repository) return treeOf(root, repository);
      const uri = vscode.Uri.parse(root);
      const folders = vscode.workspace.workspaceFolders ?? [];
      if (!folders.some((folder) => folder.uri.toString() === root || below(folder.uri, uri) !== undefined))
        return { kind: 'elsewhere' };
      const branch = (await placeOf(uri))?.branch;
      return { kind: 'bare', ...(branch && { branch }) };
    },
    checkOut: async (root, branch) => withRepository(root, (repository) => checkOut(repository, branch)),
    begin: async (root, branch) =>
      withRepository(root, async (repository) => {
        const known = await checkOut(repository, branch);
        if (known.kind !== 'gone') return known;
        const start = await startOf(repository);
        const paths = start === undefined ? [] : await ignoredFilesInTheWay(repository, start);
        if (paths.length > 0) return { kind: 'inTheWay', paths };
        await repository.createBranch(branch, true, start);
        return { kind: 'made' };
      }),
    open: (root, files) => openAll(vscode.Uri.parse(root), files),
    async unshared(root) {
      const repository = await repositoryAt(root);
      return repository ? unsharedOf(root, repository).catch(() => ({ changed: [] })) : { changed: [] };
    },
    async takeOver({ repository: name, branch, commit }) {
      // Nobody but whoever began it has it.
      if (name === undefined || !isBranchName(branch)) return { kind: 'gone' };
      const clone = await cloneOf(name, server(), home);
      if (!clone || clone === 'noGit') return { kind: clone ?? 'noClone' };
      try {
        return await takeOver(clone, branch, commit);
      } catch (error) {
        return { kind: 'refused', detail: saidBy(error) };
      }
    },
  };
}

async function benchNow(cursors: SeenCursors): Promise<Bench | undefined> {
  const active = vscode.window.activeTextEditor;
  const place = (active && (await placeOf(active.document.uri))) ?? (await placeOf(undefined));
  const root = place?.root ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!root) return undefined;
  const files = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.flatMap(({ input, isActive }): readonly ParkedFile[] => {
      const uri = input instanceof vscode.TabInputText ? input.uri : undefined;
      const path = uri && below(root, uri);
      if (!uri || path === undefined) return [];
      const cursor = cursors.of(uri, group.viewColumn);
      return [
        {
          path,
          column: group.viewColumn,
          ...(cursor && { cursor }),
          ...(isActive && { isInFront: true }),
          ...(isActive && group.isActive && { isActive: true }),
        },
      ];
    }),
  );
  return {
    root: root.toString(),
    ...(place?.branch && { branch: place.branch }),
    ...(place?.commit && { commit: place.commit }),
    files: files.slice(0, mostFiles),
  };
}

/** The path within the folder, with `/`. */
function below(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  const isSamePlace = uri.scheme === folder.scheme && uri.authority === folder.authority;
  return isSamePlace ? pathBelow(folder.path, uri.path) : undefined;
}

async function repositoryAt(root: string): Promise<GitRepository | undefined> {
  const api = await gitApi();
  if (!api) return undefined;
  if (api.state !== 'initialized') await soon(api.onDidChangeState);
  return api.repositories.find(({ rootUri }) => rootUri.toString() === root);
}

async function withRepository(
  root: string,
  act: (repository: GitRepository) => Promise<CheckedOut>,
): Promise<CheckedOut> {
  const repository = await repositoryAt(root);
  if (!repository) return { kind: 'gone' };
  try {
    return await act(repository);
  } catch (error) {
    return { kind: 'refused', detail: saidBy(error) };
  }
}

/** In git's own words where it has said any. */
function saidBy(error: unknown): string {
  const { stderr } = error as { readonly stderr?: unknown };
  return typeof stderr === 'string' && stderr !== '' ? stderr : errorWords(error);
}

/** The API's Status.IGNORED. */
const ignored = 8;

async function unsharedOf(root: string, repository: GitRepository): Promise<Unshared> {
  await repository.status();
  const { HEAD, indexChanges, workingTreeChanges, mergeChanges } = repository.state;
  const folder = vscode.Uri.parse(root);
  const changed = [...indexChanges, ...workingTreeChanges, ...mergeChanges]
    .filter(({ status }) => status !== ignored)
    .flatMap(({ uri }) => below(folder, uri) ?? []);
  const ahead = HEAD?.upstream ? HEAD.ahead : await aheadOfNothing(repository, HEAD?.name);
  return { changed: [...new Set(changed)].sort(), ...(ahead !== undefined && { ahead }) };
}

/** A branch that follows none: one of its name may be on a server all the same. */
async function aheadOfNothing(repository: GitRepository, branch: string | undefined): Promise<'all' | undefined> {
  if (branch === undefined) return undefined;
  const branches = await repository.getBranches({ remote: true });
  return branches.some(({ type, name }) => type === remoteHead && name?.endsWith(`/${branch}`)) ? undefined : 'all';
}

/** What is here is only ever moved forward: nothing is merged, and what differs is left to the person. */
async function takeOver(
  { repository, remote }: { readonly repository: GitRepository; readonly remote: string },
  branch: string,
  handed: string | undefined,
): Promise<TakenOver> {
  const root = repository.rootUri.toString();
  const tree = await treeOf(root, repository);
  const isThere = repository.state.HEAD?.name === branch;
  const isTidy = tree.kind === 'git' && tree.changed === 0 && tree.unsaved === 0 && !tree.isRebasing;
  if (!isThere && tree.kind === 'git' && !isTidy) return { kind: 'untidy', root, tree };
  try {
    await repository.fetch(remote, branch);
  } catch (error) {
    const detail = saidBy(error);
    return /couldn't find remote ref/i.test(detail) ? { kind: 'gone' } : { kind: 'notFetched', detail };
  }
  const branches = await repository.getBranches({ remote: true });
  const theirs = branches.find(({ type, name }) => type === remoteHead && name === `${remote}/${branch}`)?.commit;
  if (theirs === undefined) return { kind: 'gone' };
  if (handed !== undefined && !(await leadsTo(repository, handed, theirs))) return { kind: 'rewritten' };
  const hasMoved = handed !== undefined && handed !== theirs;
  const done: TakenOver = { kind: 'done', root, ...(hasMoved && { isAhead: true }) };
  const mine = branches.find(({ type, name }) => type !== remoteHead && name === branch)?.commit;
  if (isThere) return mine === theirs ? done : { kind: 'differs' };
  const goal = `refs/remotes/${remote}/${branch}`;
  const paths = await ignoredFilesInTheWay(repository, goal);
  if (paths.length > 0) return { kind: 'inTheWay', paths };
  if (mine === undefined) {
    await repository.createBranch(branch, true, goal);
    // It is there all the same.
    await repository.setBranchUpstream(branch, `${remote}/${branch}`).catch(() => undefined);
    return done;
  }
  if (mine !== theirs && !(await leadsTo(repository, mine, theirs))) return { kind: 'differs' };
  if (mine !== theirs) await repository.fetch(remote, `${branch}:${branch}`);
  await repository.checkout(branch);
  return done;
}

/** Whether one commit is in the other's history. One that is not known here is in none. */
async function leadsTo(repository: GitRepository, one: string, other: string): Promise<boolean> {
  return one === other || (await repository.getMergeBase(one, other).catch(() => undefined)) === one;
}

async function treeOf(root: string, repository: GitRepository): Promise<Tree> {
  await repository.status();
  const { HEAD, indexChanges, workingTreeChanges, mergeChanges, rebaseCommit } = repository.state;
  const changed = [...indexChanges, ...workingTreeChanges, ...mergeChanges].filter(
    ({ status }) => !notFollowed.includes(status),
  );
  return {
    kind: 'git',
    ...(HEAD?.name && { branch: HEAD.name }),
    changed: new Set(changed.map(({ uri }) => uri.toString())).size,
    unsaved: unsavedBelow(vscode.Uri.parse(root)),
    ...(rebaseCommit && { isRebasing: true }),
  };
}

/** Notebooks and custom editors are no text documents; only their tabs tell of them. */
function unsavedBelow(folder: vscode.Uri): number {
  const documents = vscode.workspace.textDocuments.flatMap(({ isDirty, uri }) => (isDirty ? [uri] : []));
  const tabs = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.flatMap(({ isDirty, input }) => {
      const { uri } = (input ?? {}) as { readonly uri?: unknown };
      return isDirty && uri instanceof vscode.Uri ? [uri] : [];
    }),
  );
  const unsaved = [...documents, ...tabs].filter((uri) => below(folder, uri) !== undefined);
  return new Set(unsaved.map(String)).size;
}

async function checkOut(repository: GitRepository, branch: string): Promise<CheckedOut> {
  if (/^[0-9a-f]{40,64}$/.test(branch)) return checkOutCommit(repository, branch);
  // Before git sees it: a name can look like an option, a file or another kind of reference.
  if (!isBranchName(branch)) return { kind: 'gone' };
  const branches = await repository.getBranches({ remote: false });
  const found = branches.find(({ name, type }) => name === branch && type !== remoteHead);
  if (!found) return { kind: 'gone' };
  if (repository.state.HEAD?.name !== branch) {
    const paths = await ignoredFilesInTheWay(repository, `refs/heads/${branch}`);
    if (paths.length > 0) return { kind: 'inTheWay', paths };
    await repository.checkout(branch);
  }
  return { kind: 'done', ...(found.commit && { commit: found.commit }) };
}

async function checkOutCommit(repository: GitRepository, commit: string): Promise<CheckedOut> {
  const isThere = await repository.getCommit(commit).then(
    () => true,
    () => false,
  );
  if (!isThere) return { kind: 'gone' };
  const paths = await ignoredFilesInTheWay(repository, commit);
  if (paths.length > 0) return { kind: 'inTheWay', paths };
  await repository.checkout(commit);
  return { kind: 'done', commit };
}

/** Where new work begins: what the remote calls its default branch, else the one of its usual names that is there. */
async function startOf(repository: GitRepository): Promise<string | undefined> {
  const branches = await repository.getBranches({ remote: true });
  const names = branches.filter(({ type }) => type === remoteHead).flatMap(({ name }) => name ?? []);
  const head = await gitFile(repository.rootUri, 'refs/remotes/origin/HEAD');
  const named = /^ref: refs\/remotes\/(\S+)\s*$/.exec(head ?? '')?.[1];
  const usual = names.filter((name) => name === 'origin/main' || name === 'origin/master');
  const start = named !== undefined && names.includes(named) ? named : usual.length === 1 ? usual[0] : undefined;
  return start === undefined ? undefined : `refs/remotes/${start}`;
}

async function openAll(root: vscode.Uri, files: readonly ParkedFile[]): Promise<readonly NotOpened[]> {
  const missing: NotOpened[] = [];
  const shown: ParkedFile[] = [];
  for (const file of files) {
    const why = await show(root, file, 'inBackground');
    if (why) missing.push({ path: file.path, why });
    else shown.push(file);
  }
  const inFront = shown.filter(({ isInFront, isActive }) => isInFront && !isActive);
  for (const file of inFront) await show(root, file, 'inBackground');
  const active = shown.find(({ isActive }) => isActive) ?? inFront[0] ?? shown[0];
  if (active) await show(root, active, 'focused');
  return missing;
}

/** Says why it could not be shown. */
async function show(
  root: vscode.Uri,
  { path, column, cursor }: ParkedFile,
  how: 'focused' | 'inBackground',
): Promise<NotOpened['why'] | undefined> {
  const uri = vscode.Uri.joinPath(root, path);
  if (below(root, uri) !== path) return 'gone';
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    await caughtUp(uri, new TextDecoder().decode(bytes));
    const at = cursor && new vscode.Position(cursor.line, cursor.character);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      viewColumn: column,
      preview: false,
      preserveFocus: how === 'inBackground',
      ...(at && { selection: new vscode.Range(at, at) }),
    });
    return undefined;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'gone' : 'unreadable';
  }
}

/** What stood open all the while may still read as the other branch has it: a cursor in it would be moved away. */
async function caughtUp(uri: vscode.Uri, text: string): Promise<void> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const bare = (of: string) => of.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  if (!document || document.isDirty || bare(document.getText()) === bare(text)) return;
  await soon(vscode.workspace.onDidChangeTextDocument, (event) => event.document === document);
}

/** Resolves with the next of these, or when it takes too long. */
function soon<T>(event: vscode.Event<T>, isIt: (one: T) => boolean = () => true): Promise<void> {
  return new Promise((resolve) => {
    const listener = event((one) => isIt(one) && end());
    const timer = setTimeout(end, patience);
    function end(): void {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    }
  });
}
