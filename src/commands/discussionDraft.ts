/** What documents that become discussions of their own have in common: how they are begun, come back and are sent. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app/app.js';
import type { ReadDraft } from '../app/drafts.js';
import { errorWords, plain } from '../base/plainText.js';
import { contentFrom } from '../model/board/item.js';
import type { OpenThread } from '../model/board/mutation.js';
import { fullName, type Team } from '../model/board/team.js';
import type { WriteUpOrigin } from '../model/local/writeUp.js';
import { placementOf } from '../model/posting/placement.js';
import { visible } from '../model/state.js';
import { threadAt, unsentThreadKey } from '../model/threads/thread.js';
import type { Written } from '../records/writeUp.js';
import { placementWords } from '../views/words/kinds.js';
import { refusalWords } from '../views/words/troubleText.js';
import { elsewhere, lacking } from './draftLines.js';

/** Opens the document of one; says where it cannot be saved. */
export async function beginDraft(app: App, id: string, text: string, origin: WriteUpOrigin): Promise<void> {
  try {
    await app.writeUps.begin(id, text, origin);
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

/**
 * One that was refused, as a document once more: sent, it takes the other's place.
 * @param textOf is handed why it was refused, where that is known
 */
export async function draftAgain(
  app: App,
  { id, record, team }: Pick<OpenThread, 'id' | 'record' | 'team'>,
  origin: Pick<WriteUpOrigin, 'kind' | 'context'>,
  textOf: (why: string | undefined) => string,
): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const reason = app.state().refused.find(({ mutation }) => mutation.id === id)?.reason;
  const text = textOf(reason && refusalWords(reason));
  await beginDraft(app, record, text, { ...origin, repository: team.repository, wasTried: true });
}

interface Discussion {
  /** What it becomes, with what its lines at the top say. */
  readonly thread: Pick<OpenThread, 'threadKind' | 'terms' | 'handOff' | 'memo'>;
  /** @param repository its full name */
  question(repository: string): string;
  /** @param place as `placementWords` says it */
  detail(place: string): string;
  /** What is said once it is saved. @param title cut to fit */
  saved(title: string): string;
}

/** One whose lines at the top have been read. */
export function sendableDiscussion(
  app: App,
  team: Team,
  written: Pick<Written<string>, 'title' | 'titleLine' | 'notes'>,
  { thread, question, detail, saved }: Discussion,
): ReadDraft {
  const state = app.state();
  const wrong = elsewhere(written.titleLine, state, team);
  if (wrong) return wrong;
  const placement = placementOf(thread.threadKind, visible(state));
  if (placement.kind !== 'category')
    return lacking(written.titleLine, l10n.t('Could not send: {0}', placementWords(placement)));
  const { isOpen: _isOpen, ...category } = placement.category;
  const { title, notes = '' } = contentFrom(written.title);
  const text = [notes, written.notes].filter(Boolean).join('\n\n');
  return {
    kind: 'sendable',
    question: { text: question(plain(fullName(team.repository))), detail: detail(placementWords(placement)) },
    standing(now, record) {
      const there = threadAt(now.confirmed.threads, unsentThreadKey(team.account.id, record));
      if (there?.number === undefined) return 'unsent';
      const said = now.confirmed.talks.get(there.number)?.opening.text;
      return there.title === title && (said === undefined || said.includes(text)) ? 'sent' : 'sentOtherwise';
    },
    sentOtherwise: l10n.t('This draft was already sent. Add what is new as a comment, then discard the draft.'),
    mutation: (base) => ({ ...base, kind: 'openThread', category, title, text, ...thread }),
    follow: async () => undefined,
    confirm: () => app.ask.say(saved(plain(title, 60))),
  };
}
