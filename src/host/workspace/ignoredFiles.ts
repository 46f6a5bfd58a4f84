/** Finding what a checkout would overwrite without a word: files that git ignores. Only looks. */
import * as vscode from 'vscode';
import { pathBelow } from '../../base/path.js';
import type { GitRepository } from './git.js';
import { isThere } from './smallFile.js';

/**
 * Ignored files that the goal has as its own: git takes what is ignored for worthless, and overwrites it without a word.
 * Each side is looked at: one may have come there, or have been taken out of git here.
 */
export async function ignoredFilesInTheWay(repository: GitRepository, goal: string): Promise<readonly string[]> {
  const here = repository.state.HEAD?.commit;
  if (here === undefined || !repository.checkIgnore) return [];
  const sides = [
    [here, goal],
    [goal, here],
  ] as const;
  // Branches that have nothing in common cannot be compared so.
  const changes = await Promise.all(sides.map((side) => repository.diffBetween(...side).catch(() => [])));
  const uris = changes.flat().flatMap(({ uri, originalUri, renameUri }) => [uri, originalUri ?? uri, renameUri ?? uri]);
  const ignored = await repository.checkIgnore([...new Set(uris.map(({ fsPath }) => fsPath))]);
  const found: string[] = [];
  for (const path of ignored) {
    const uri = vscode.Uri.file(path);
    if (await isThere(uri)) found.push(pathBelow(repository.rootUri.path, uri.path) ?? uri.path);
  }
  return found;
}
