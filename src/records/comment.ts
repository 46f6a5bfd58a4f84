/** How a comment sent by Makertime stands on an issue: a block that lets it be found again, and the text. */
import type { Person } from '../model/people/person.js';
import { blockVersion, decode, encode } from './block.js';

export function writeComment(text: string, id: string, by: Person): string {
  return encode('', { v: blockVersion, kind: 'comment', id, by: by.id }, text);
}

/** Whether a comment is the one written with this id. Who wrote it is for the caller to check. */
export function isComment(body: string, id: string): boolean {
  const decoded = decode(body);
  return decoded.kind === 'block' && decoded.block.kind === 'comment' && decoded.block.id === id;
}
