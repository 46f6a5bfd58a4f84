/** Opening the team file: in the clone that is open here, else on GitHub; written with explanations where there is none. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { rosterOf } from '../../model/board/board.js';
import { fullName, teamFilePath } from '../../model/board/team.js';
import { visible } from '../../model/state.js';
import { teamFileTemplate } from '../../views/words/teamFile.js';
import { troubleWords } from '../../views/words/troubleText.js';
import { connectedTeam } from './connect.js';

/** @param row `teamFile/LINE/PATH`, where it was called from what is wrong with the file */
export async function openTeamFile(app: App, row?: unknown): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { repository, account } = team;
  const board = visible(app.state());
  const line = typeof row === 'string' ? Number(/^teamFile\/(\d+)\//.exec(row)?.[1]) || undefined : undefined;
  const today = new Date(app.now()).toISOString().slice(0, 10);
  const draft = teamFileTemplate(rosterOf(board), app.editor.zone(), today);
  if (await app.editor.openInClone(repository, teamFilePath, draft, line)) return;

  const { owner, name } = repository;
  const found = await app.ask.during(
    l10n.t('Checking {0}…', fullName(repository)),
    app.repositories.inspect(owner, name),
  );
  if ('kind' in found) return app.ask.tell(troubleWords(found, app.now()));
  const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/');
  const at = `${account.server}/${path(owner, name)}`;
  const branch = found.defaultBranch.split('/').map(encodeURIComponent).join('/');
  const file = teamFilePath.split('/');
  await app.editor.openAddress(
    board.teamFile
      ? `${at}/blob/${branch}/${path(...file)}${line ? `?plain=1#L${line}` : ''}`
      : `${at}/new/${branch}?filename=${encodeURIComponent(teamFilePath)}&value=${encodeURIComponent(draft)}`,
  );
}
