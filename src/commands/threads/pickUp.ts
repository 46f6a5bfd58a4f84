/** Picking up work that was handed off: told in a comment first, whatever becomes of the branch, and then its branch and files. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import type { Team } from '../../model/board/team.js';
import type { TakenOver } from '../../model/local/park.js';
import { type HandOff, handOffIn, handOffsOn, holderOf, mayPickUp } from '../../model/posting/handOffs.js';
import type { HandedCode, HandOffTerms } from '../../model/threads/handOff.js';
import { type ThreadKey, threadAt, threadKey } from '../../model/threads/thread.js';
import { waitsIn } from '../../model/waits/ledger.js';
import { inTheWayWords, untidyWords } from '../../views/now/parks.js';
import type { KnownThread } from '../../views/threads/picture.js';
import { at } from '../../views/words/logins.js';
import { keyIn } from '../../views/words/row.js';
import { connectedTeam } from '../setup/connect.js';
import { tryAct } from './acts.js';

/** @param row of *Waiting* or *Threads*; without one it is picked */
export async function pickUp(app: App, row?: unknown): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const board = waitsIn(app.state());
  const open = handOffsOn(board).filter((one) => mayPickUp(one, team.account.id));
  if (typeof row === 'string') {
    const number = /^awaited\/handOff\/(\d+)$/.exec(keyIn(row) ?? '')?.[1];
    const key = number === undefined ? (row as ThreadKey) : threadKey(Number(number));
    const thread = threadAt(board.threads, key);
    const found = open.find((one) => one.thread === thread);
    return found ? pickUpThis(app, team, found) : app.ask.say(l10n.t('There is nothing to pick up for you'));
  }
  if (open.length === 0) return app.ask.say(l10n.t('There is nothing to pick up for you'));
  const chosen = await app.ask.pick(
    l10n.t('Select what to pick up'),
    open.map((value) => ({
      label: plain(value.thread.title, 120) || l10n.t('(no title)'),
      description: at(holderOf(value).login),
      icon: 'arrow-swap',
      value,
    })),
  );
  if (chosen) await pickUpThis(app, team, chosen);
}

/** From its page, which may know more than the board. */
export async function pickUpFromPage(app: App, { thread, talk }: KnownThread, team: Team): Promise<void> {
  const found = handOffIn(thread, talk);
  if (found && mayPickUp(found, team.account.id)) await pickUpThis(app, team, found);
}

async function pickUpThis(app: App, team: Team, handOff: HandOff): Promise<void> {
  const { thread, record: of, terms } = handOff;
  // A button is pressed twice.
  if (app.state().unsent.some((one) => one.kind === 'pickUp' && one.of === of)) return;
  const record = app.newId();
  if (!(await tryAct(app, thread, team, (base) => ({ ...base, kind: 'pickUp', record, of })))) return;
  const title = plain(thread.title, 60) || l10n.t('(no title)');
  const { code } = terms;
  if (!code) return app.ask.say(l10n.t('Picked up: {0}', title));
  const branch = plain(code.branch, 80);
  const taken = await app.ask.during(l10n.t('Fetching {0}…', branch), app.workshop.takeOver(code));
  if (taken.kind !== 'done') return app.ask.tell(`${l10n.t('Picked up.')} ${whyNot(handOff, code, taken)}`);
  app.ask.say(
    taken.isAhead
      ? l10n.t('Picked up: {0} · on {1}, which has moved on since it was handed off', title, branch)
      : l10n.t('Picked up: {0} · on {1}', title, branch),
  );
  await openFiles(app, taken.root, terms);
}

async function openFiles(app: App, root: string, { files }: HandOffTerms): Promise<void> {
  if (files.length === 0) return;
  const missing = await app.workshop.open(
    root,
    files.map(({ path, line }, place) => ({
      path,
      column: 1,
      ...(line !== undefined && { cursor: { line: line - 1, character: 0 } }),
      ...(place === 0 && { isInFront: true, isActive: true }),
    })),
  );
  const paths = missing.map(({ path }) => path);
  if (paths.length > 0) await app.ask.tell(l10n.t('Could not open: {0}', plain(paths.join(', '))));
}

/** Why nobody has switched to the branch, and what to do. */
function whyNot(handOff: HandOff, code: HandedCode, taken: Exclude<TakenOver, { readonly kind: 'done' }>): string {
  const branch = plain(code.branch, 80);
  switch (taken.kind) {
    case 'noClone':
      return l10n.t(
        'No clone of {0} is open in this window: open one, then switch to {1}.',
        plain(code.repository ?? '', 100),
        branch,
      );
    case 'noGit':
      return l10n.t('Git is not available here: switch to {0} yourself.', branch);
    case 'untidy':
      return l10n.t('{0}. Then switch to {1}.', untidyWords(taken.tree) ?? '', branch);
    case 'gone':
      return l10n.t(
        '{0} is not on the server: it was deleted, or never pushed. Ask {1} to push it.',
        branch,
        at(handOff.author.login),
      );
    case 'rewritten':
      return l10n.t(
        '{0} was force-pushed since it was handed off, so it was left alone. Look at its history, then switch to it.',
        branch,
      );
    case 'differs':
      return l10n.t(
        'Your own {0} is not the one on the server. Pull it, or rename yours, and switch to it then.',
        branch,
      );
    case 'notFetched':
      return l10n.t('Git could not fetch {0}: {1}', branch, plain(taken.detail));
    case 'inTheWay':
      return inTheWayWords(taken.paths);
    case 'refused':
      return l10n.t('Git could not switch to {0}: {1}', branch, plain(taken.detail));
  }
}
