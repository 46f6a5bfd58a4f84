/** The reader of the team file. */
import * as v from 'valibot';
import { isSameValue } from '../base/sameValue.js';
import { type TeamFile, teamFilePath } from '../model/board/team.js';
import { readTeamFile } from '../records/teamFile.js';
import { troubleOf } from './client/errors.js';
import type { Reply } from './client/reply.js';
import type { Brought, Reader } from './reader.js';

const cursorSchema = v.fallback(v.optional(v.object({ etag: v.optional(v.string()) })), undefined);
type Cursor = v.InferOutput<typeof cursorSchema>;

export const teamFileReader: Reader = {
  name: 'file',
  // That there is no file is never free to ask: only as often as for all that vanishes, or when somebody wants to know.
  isDue: ({ scope, isRound }, cursor) =>
    scope !== 'changes' || (isRound && v.parse(cursorSchema, cursor)?.etag !== undefined),
  async read({ ask, meaning, board }, stored): Promise<Brought> {
    const known = v.parse(cursorSchema, stored);
    const reply = await ask('GET /repos/{owner}/{repo}/contents/{+path}', {
      path: teamFilePath,
      ...(known?.etag && { headers: { 'if-none-match': known.etag } }),
    });
    if (reply.kind === 'answer' && reply.status === 304 && known) return { cursor: stored };
    const meant = meaning(reply);
    // No such file, or none for a token that may see issues only. That the repository is there is known from the lists.
    const isAbsent = meant.kind === 'refused';
    if (!isAbsent && meant.kind !== 'fine') return { cursor: stored, trouble: troubleOf(meant) };
    if (isAbsent && known && known.etag === undefined) return { cursor: stored };
    const value = isAbsent ? undefined : fileIn(reply, board.teamFile);
    // Whoever was given their login since is named now.
    const isOtherTeam =
      namesOf(value?.members) !== namesOf(board.teamFile?.members) ||
      (board.teamFile?.taken !== undefined && value?.taken === undefined);
    return { delta: { teamFile: { value } }, cursor: isAbsent ? {} : cursorOf(reply), isOtherTeam };
  },
};

function cursorOf(reply: Reply): Cursor {
  const etag = reply.kind === 'answer' ? reply.headers.etag : undefined;
  return { ...(etag && { etag }) };
}

/** Whom its logins mean is asked anew only where it was edited. */
function fileIn(reply: Reply, known: TeamFile | undefined): TeamFile {
  const { revision, ...file } = { ...readTeamFile(textOf(reply)), ...revisionOf(reply) };
  const { people, taken, revision: last, ...before } = known ?? {};
  const isEdited = revision !== undefined && last !== undefined ? revision !== last : !isSameValue(file, before);
  return {
    ...file,
    ...(revision !== undefined && { revision }),
    ...(!isEdited && people && { people }),
    ...(!isEdited && taken && { taken }),
  };
}

function revisionOf(reply: Reply): Pick<TeamFile, 'revision'> {
  const file = v.safeParse(revisionSchema, reply.kind === 'answer' ? reply.data : undefined);
  return file.success ? { revision: file.output.sha } : {};
}

/** Empty for a folder of that name, a link, or a file too large to be sent along: none that could be read. */
function textOf(reply: Reply): string {
  const file = v.safeParse(fileSchema, reply.kind === 'answer' ? reply.data : undefined);
  if (!file.success) return '';
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(file.output.content), (sign) => sign.charCodeAt(0)));
  } catch {
    return '';
  }
}

const revisionSchema = v.object({ sha: v.string() });
const fileSchema = v.object({ encoding: v.literal('base64'), content: v.string() });

/** Neither their order nor how they are spelled says who counts. */
function namesOf(logins: readonly string[] = []): string {
  return String(logins.map((login) => login.toLowerCase()).sort());
}
