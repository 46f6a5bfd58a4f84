/** Opening the watercooler: it is begun by whoever opens it first, and so is each week's prompt. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Team } from '../../model/board/team.js';
import { placementOf } from '../../model/posting/placement.js';
import { hasPrompt, promptAt, promptText, watercoolerOn } from '../../model/posting/watercooler.js';
import { visible } from '../../model/state.js';
import { type ThreadKey, unsentThreadKey } from '../../model/threads/thread.js';
import { placementWords } from '../../views/words/kinds.js';
import { connectedTeam } from '../setup/connect.js';

export async function openWatercooler(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const own = visible(app.state()).teamFile?.watercooler;
  if (!own)
    return app.ask.tell(l10n.t('Your team has no watercooler. To have one, add “watercooler: true” to the team file.'));
  const prompt = promptText(promptAt(app.now(), own));
  const standing = watercoolerOn(visible(app.state()));
  if (!standing) return begin(app, team, prompt);
  const { key, number } = standing;
  // Where GitHub does not answer somebody may have written it: then nobody does.
  const read = number === undefined ? undefined : await app.connection.readThread(number).catch(() => undefined);
  const isOwed = read?.kind === 'read' && !hasPrompt(read.talk, app.now()) && !isUnderWay(app, key, prompt);
  if (isOwed) await say(app, team, key, prompt, number);
  app.showThread(key);
}

async function begin(app: App, team: Team, prompt: string): Promise<void> {
  const placement = placementOf('watercooler', visible(app.state()));
  if (placement.kind !== 'category') return app.ask.tell(l10n.t('Could not send: {0}', placementWords(placement)));
  const { isOpen: _isOpen, ...category } = placement.category;
  const begun = app.state().unsent.find((one) => one.kind === 'openThread' && one.threadKind === 'watercooler');
  const record = begun?.kind === 'openThread' ? begun.record : app.newId();
  const key = unsentThreadKey(team.account.id, record);
  if (!begun) {
    await app.connection.record({
      kind: 'openThread',
      id: app.newId(),
      at: new Date(app.now()).toISOString(),
      team,
      record,
      threadKind: 'watercooler',
      category,
      title: l10n.t('Watercooler'),
      text: l10n.t(
        'A prompt a week, for whoever likes. Nobody is told of it, nobody waits for an answer, and nothing here is work.',
      ),
    });
    await say(app, team, key, prompt);
  }
  app.showThread(key);
}

async function say(app: App, team: Team, target: ThreadKey, text: string, number?: number): Promise<void> {
  const at = new Date(app.now()).toISOString();
  const mutation = { kind: 'say', id: app.newId(), at, team, target, record: app.newId(), text } as const;
  await app.connection.record(number === undefined ? mutation : { ...mutation, number });
}

function isUnderWay(app: App, key: ThreadKey, text: string): boolean {
  return app.state().unsent.some((one) => one.kind === 'say' && one.target === key && one.text === text);
}
