/** Owns reading the team file out of the repository. */
import * as v from 'valibot';
import type { Delta } from '../model/board.js';
import type { Trouble } from '../model/state.js';
import { teamFilePath } from '../model/team.js';
import { readTeamFile } from '../records/teamFile.js';
import type { Reply, Send } from './client.js';
import { type Meaning, troubleOf } from './errors.js';

interface Reading {
  readonly ask: Send;
  readonly meaning: (reply: Reply) => Meaning | { readonly kind: 'fine' };
}

export const fileCursorSchema = v.object({ etag: v.optional(v.string()) });
type FileCursor = v.InferOutput<typeof fileCursorSchema>;

/** `news` is absent where the file is as it was. */
interface TeamFileNews {
  readonly news?: NonNullable<Delta['teamFile']>;
  readonly cursor: FileCursor;
}

export async function pullTeamFile(
  { ask, meaning }: Reading,
  known: FileCursor | undefined,
): Promise<TeamFileNews | { readonly trouble: Trouble }> {
  const reply = await ask('GET /repos/{owner}/{repo}/contents/{+path}', {
    path: teamFilePath,
    ...(known?.etag && { headers: { 'if-none-match': known.etag } }),
  });
  if (reply.kind === 'answer' && reply.status === 304 && known) return { cursor: known };
  const meant = meaning(reply);
  // No such file, or none for a token that may see issues only. That the repository is there is known from the lists.
  if (meant.kind === 'refused')
    return { ...(known?.etag !== undefined || !known ? { news: { value: undefined } } : {}), cursor: {} };
  if (meant.kind !== 'fine') return { trouble: troubleOf(meant) };
  const { data, headers } = reply as Reply & { kind: 'answer' };
  const file = v.safeParse(fileSchema, data);
  // A folder of that name, a link, or a file too large to be sent along: none that could be read.
  const text = file.success ? Buffer.from(file.output.content, 'base64').toString('utf8') : '';
  return { news: { value: readTeamFile(text) }, cursor: { ...(headers.etag && { etag: headers.etag }) } };
}

const fileSchema = v.object({ encoding: v.literal('base64'), content: v.string() });
