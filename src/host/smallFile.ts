/** Owns reading somebody else's folder with care: plain small files as text, and nothing else. */
import * as vscode from 'vscode';

/**
 * Undefined where there is none, where it is larger, or where it is no plain file: a link may lead out of the folder.
 * @param largest bytes
 */
export async function smallText(uri: vscode.Uri, largest: number): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > largest) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
