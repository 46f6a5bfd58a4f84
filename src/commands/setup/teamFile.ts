/** Opening the team file: in the clone that is open here, else on GitHub; written with explanations where there is none. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { rosterOf } from '../../model/board/board.js';
import { fullName, type Team, teamFilePath } from '../../model/board/team.js';
import { visible } from '../../model/state.js';
import { type Change, changedFile, changeIn, readLength } from '../../model/tune/change.js';
import { readTeamFile } from '../../records/teamFile.js';
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

/** Opens it with the change that was decided, to be looked at and saved. @param proposal untrusted Markdown */
export async function editAsDecided(app: App, team: Team, proposal: string): Promise<void> {
  const change = changeIn(proposal);
  if (!change) return;
  const edit = (text: string) => {
    const next = changedFile(text, change);
    // Where a file is written in a way of its own nothing is changed that nobody meant.
    return isOnly(text, next, change) ? next : text;
  };
  let isChanged = true;
  const isOpen = await app.editor.editInClone(team.repository, teamFilePath, (text) => {
    const next = edit(text);
    isChanged = readTeamFile(next).expectations[change.of] === readLength(change.to)?.ms;
    return next;
  });
  if (!isOpen) {
    await openTeamFile(app);
    return app.ask.tell(
      l10n.t('Change “{0}” to {1} in the team file: no clone of the repository is open here.', change.of, change.to),
    );
  }
  if (!isChanged)
    return app.ask.tell(l10n.t('Could not change the team file by itself. Set “{0}” to {1}.', change.of, change.to));
  app.ask.say(l10n.t('Opened with the change, not saved yet'));
}

/** Whether a team file says the same as before but for this. */
function isOnly(before: string, after: string, { of, to }: Change): boolean {
  const saidBy = (text: string) => {
    const { expectations, ...rest } = readTeamFile(text);
    const problems = rest.problems.map(({ path, kind }) => [path, kind]);
    return JSON.stringify({ ...rest, problems, expectations: { ...expectations, [of]: undefined } });
  };
  const isRead = !readTeamFile(before).problems.some(({ kind }) => kind === 'notYaml');
  return isRead && saidBy(before) === saidBy(after) && readTeamFile(after).expectations[of] === readLength(to)?.ms;
}
