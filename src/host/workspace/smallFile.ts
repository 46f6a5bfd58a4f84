/** Reading somebody else's folder with care: plain small files as text, and nothing else. */
import * as vscode from 'vscode';

/**
 * Undefined where there is none, where it is larger, or where it is no plain file: a link may lead out of the folder. Rejects
 * where it cannot be read for now.
 * @param largest bytes
 * @param which `linked`: also where the person keeps it elsewhere
 */
export async function smallText(
  uri: vscode.Uri,
  largest: number,
  which: 'plain' | 'linked' = 'plain',
): Promise<string | undefined> {
  const found = await unlessMissing(vscode.workspace.fs.stat(uri));
  const isLinked = which === 'linked' && found?.type === (vscode.FileType.File | vscode.FileType.SymbolicLink);
  if (!found || (found.type !== vscode.FileType.File && !isLinked) || found.size > largest) return undefined;
  const bytes = await unlessMissing(vscode.workspace.fs.readFile(uri));
  return bytes && new TextDecoder().decode(bytes);
}

/** Rejects where that cannot be told. */
export async function isThere(uri: vscode.Uri): Promise<boolean> {
  return (await unlessMissing(vscode.workspace.fs.stat(uri))) !== undefined;
}

/** A link may lead out of the folder. Rejects where that cannot be told. */
export async function isPlainFile(uri: vscode.Uri): Promise<boolean> {
  return (await unlessMissing(vscode.workspace.fs.stat(uri)))?.type === vscode.FileType.File;
}

/** Undefined where it is not there; anything else that goes wrong says nothing about that. */
async function unlessMissing<T>(step: Thenable<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : undefined;
    if (code === 'FileNotFound' || code === 'FileNotADirectory') return undefined;
    throw error;
  }
}
