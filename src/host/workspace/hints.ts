/** Asking the workspace who may know more about the lines under the cursor: git's blame, and CODEOWNERS. Runs nothing. */
import * as vscode from 'vscode';
import { pathBelow } from '../../base/path.js';
import type { Context } from '../../model/board/item.js';
import { type Author, type Hints, noHints } from '../../model/people/author.js';
import { codeOwnersOf, codeOwnersPaths, readCodeOwners } from '../../records/codeOwners.js';
import { commitsBehind } from '../../records/git/blame.js';
import { type GitRepository, historyOf, placeOf } from './git.js';
import { smallText } from './smallFile.js';

/** Milliseconds: later than that the line has been typed. What is known by then counts. */
const patience = 1_000;
/** Bytes; GitHub reads no larger ones. */
const largestFile = 3 * 1024 * 1024;
/** Each is a question to git. */
const mostCommits = 4;

/** Never rejects. What takes too long is left out. */
export async function hintsFor(context: Promise<Context>): Promise<Hints> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== 'file' && uri?.scheme !== 'vscode-remote') return noHints;
  const [authors, codeOwners] = await Promise.all([
    context.then(({ lines }) => within<Hints['authors']>(authorsOf(uri, lines), [])),
    within<Hints['codeOwners']>(ownersOf(uri), []),
  ]);
  return { authors, codeOwners };
}

function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const late = new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), patience));
  return Promise.race([work.catch(() => otherwise), late]);
}

async function authorsOf(uri: vscode.Uri, lines: Context['lines']): Promise<readonly Author[]> {
  const history = lines && (await historyOf(uri));
  if (!history) return [];
  const behind = commitsBehind(await history.blame(uri.fsPath), lines).slice(0, mostCommits);
  const found = await Promise.all(behind.map((share) => authorOf(history, share).catch(() => [])));
  return found.flat();
}

/** One that git cannot tell of hides none of the others. */
async function authorOf(
  history: Pick<GitRepository, 'getCommit'>,
  share: ReturnType<typeof commitsBehind>[number],
): Promise<readonly Author[]> {
  const { lines } = share;
  if ('author' in share) return [{ name: share.author, email: share.author.replace(/^<(.*)>$/, '$1'), lines }];
  const { authorName: name = '', authorEmail: email = '', authorDate } = await history.getCommit(share.commit);
  return name || email ? [{ name, email, lines, ...(authorDate && { at: authorDate.toISOString() }) }] : [];
}

async function ownersOf(uri: vscode.Uri): Promise<readonly string[]> {
  const root = (await placeOf(uri))?.root;
  if (!root) return [];
  const path = pathBelow(root.path, uri.path);
  if (path === undefined) return [];
  for (const name of codeOwnersPaths) {
    const text = await smallText(vscode.Uri.joinPath(root, name), largestFile);
    if (text !== undefined) return codeOwnersOf(readCodeOwners(text), path); // GitHub reads the first it finds, too
  }
  return [];
}
