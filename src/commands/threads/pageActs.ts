/** What somebody does on the page of a discussion: writes, sends, marks, reacts, and deals with what was refused. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import type { Say } from '../../model/board/mutation.js';
import type { Team } from '../../model/board/team.js';
import type { ReplyPlace } from '../../model/local/reply.js';
import type { ThreadKey } from '../../model/threads/thread.js';
import { longestBody } from '../../records/block.js';
import { writeComment } from '../../records/comment.js';
import type { KnownThread } from '../../views/threads/picture.js';
import type { FromThread, ToThread } from '../../views/threads/protocol.js';
import { discard, retry } from '../blockers/unsent.js';
import { recordAct, tryAct } from './acts.js';
import type { ReplyDrafts } from './drafts.js';
import { threadActionHandlers } from './threadActions.js';

/** The page somebody acts on, and the discussion it showed then. */
export interface OnPage {
  readonly app: App;
  readonly team: Team;
  readonly key: ThreadKey;
  /** Undefined where it is not there any more. */
  readonly known: KnownThread | undefined;
  readonly drafts: ReplyDrafts;
  answer(message: ToThread): void;
  /** What is being written is something else now. */
  drafted(place: ReplyPlace, text: string): void;
  readEarlier(): void;
}

type PageAct = Exclude<FromThread, { readonly kind: 'ready' | 'link' }>;
type ActOf<K extends PageAct['kind']> = Extract<PageAct, { readonly kind: K }>;

export async function doOnPage(act: PageAct, page: OnPage): Promise<void> {
  const { app, team, known } = page;
  if (act.kind === 'draft') return keepDraft(act, page);
  if (act.kind === 'say') return say(act, page);
  if (!known) return;
  const { thread } = known;
  switch (act.kind) {
    case 'markAnswer': {
      const { kind, comment, isOver } = act;
      await tryAct(app, thread, team, (base) => ({ ...base, kind, comment, ...(isOver && { isOver }) }));
      return;
    }
    case 'react': {
      const { kind, comment, reaction, isOver } = act;
      const about = { ...(comment !== undefined && { comment }), ...(isOver && { isOver }) };
      await tryAct(app, thread, team, (base) => ({ ...base, kind, reaction, ...about }));
      return;
    }
    case 'earlier':
      return page.readEarlier();
    case 'action':
      return threadActionHandlers[act.action](app, known, team, (text) => writeBehind(text, undefined, page));
    case 'unsent':
      return dealWith(act, page);
  }
}

/** Characters a reply may have: beside it there is the record that lets it be found again. */
export function longestReply(team: Team | undefined): number {
  return longestBody - (team ? writeComment('…', '0'.repeat(26), team.account).length : 0);
}

async function keepDraft({ to, text }: ActOf<'draft'>, page: OnPage): Promise<void> {
  const place = placeOf(page, to);
  page.drafted(place, text);
  try {
    await page.drafts.keep(page.team, place, text, page.known);
  } catch (error) {
    notSaved(page, to, l10n.t('Your draft could not be saved: {0}', errorWords(error)));
  }
}

/** Invariant: durable before its draft is forgotten. */
async function say({ to, text }: ActOf<'say'>, page: OnPage): Promise<void> {
  const { app, team, known, drafts } = page;
  const place = placeOf(page, to);
  if (!known) return notSaved(page, to, l10n.t('This discussion is not there, or you have no access to it.'));
  if (text.trim() === '' || text.trim().length > longestReply(team)) return;
  try {
    const isSent = await drafts.send(place, (record) =>
      recordAct(app, known.thread, team, (base) => ({ ...base, kind: 'say', record, text: text.trim(), ...boxOf(to) })),
    );
    if (!isSent) return;
  } catch (error) {
    return notSaved(page, to, l10n.t('Could not save: {0}', errorWords(error)));
  }
  page.drafted(place, '');
  page.answer({ kind: 'saved', ...boxOf(to) });
  await drafts
    .remove(team, place, known)
    .catch((error) => app.warn(`a reply that was sent could not be forgotten: ${String(error)}`));
}

async function dealWith({ id, act }: ActOf<'unsent'>, page: OnPage): Promise<void> {
  const { app } = page;
  const mutation = app.state().refused.find((one) => one.mutation.id === id)?.mutation;
  if (!mutation) return;
  switch (act) {
    case 'retry':
      return retry(app, mutation);
    case 'discard':
      return discard(app, mutation);
    case 'rewrite':
      if (mutation.kind === 'say') await rewrite(mutation, page);
  }
}

/** Back into its box; refused no more once that is on the disk. */
async function rewrite(refused: Say, page: OnPage): Promise<void> {
  if (await writeBehind(refused.text, refused.to, page)) await page.app.connection.discard(refused.id);
}

/** Into a box, behind what is being written there, unless it stands there already. False where the disk refuses. */
async function writeBehind(words: string, box: string | undefined, page: OnPage): Promise<boolean> {
  const { team, key, known, drafts } = page;
  const place = placeOf(page, box);
  try {
    const begun = (await drafts.list(team, key, known)).find(({ to }) => to === box)?.text;
    if (begun?.includes(words)) return true;
    const text = begun === undefined ? words : `${begun.trimEnd()}\n\n${words}`;
    await drafts.keep(team, place, text, known);
    page.drafted(place, text);
    page.answer({ kind: 'rewrite', ...boxOf(box), text });
    return true;
  } catch (error) {
    notSaved(page, box, l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
}

function placeOf({ team, known, key }: OnPage, to: string | undefined): ReplyPlace {
  return { repository: team.repository.id, thread: known?.thread.key ?? key, ...boxOf(to) };
}

function boxOf(to: string | undefined): { readonly to?: string } {
  return to === undefined ? {} : { to };
}

function notSaved({ answer }: OnPage, to: string | undefined, why: string): void {
  answer({ kind: 'notSaved', ...boxOf(to), why });
}
