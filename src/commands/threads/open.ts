/** Opening a discussion to read and answer it. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { fullName } from '../../model/board/team.js';
import { visible } from '../../model/state.js';
import type { Thread, ThreadKey } from '../../model/threads/thread.js';
import { readMemory } from '../../views/threads/protocol.js';
import { speakerName, stateWords } from '../../views/threads/words.js';
import { readEntry } from '../inbox/deliveries.js';

/** Longer lists are read by typing. */
const mostChoices = 200;

/** @param asked a row's id, a discussion's key, or an object that has it */
export async function openThread(app: App, asked?: unknown): Promise<void> {
  const text = typeof asked === 'string' ? asked.replace(/^thread\//, '') : readMemory(asked).key;
  const key = text === undefined || text === '' ? (await pickThread(app))?.key : (text as ThreadKey);
  if (key === undefined) return;
  app.showThread(key);
  const { team } = app.state();
  if (team) await readEntry(app, fullName(team.repository), visible(app.state()).threads.get(key)?.number);
}

/** The open ones first, then by when somebody said something. */
export async function pickThread(app: App): Promise<Thread | undefined> {
  const threads = [...visible(app.state()).threads.values()]
    .sort((a, b) => rank(a) - rank(b) || (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, mostChoices);
  if (threads.length === 0) {
    app.ask.say(l10n.t('No discussions'));
    return undefined;
  }
  return app.ask.pick(
    l10n.t('Open discussion'),
    threads.map((thread) => ({
      label: plain(thread.title, 120) || l10n.t('(no title)'),
      description: [plain(thread.category.name, 60), speakerName(thread.by), ...stateOf(thread)].join(' · '),
      icon: 'comment-discussion',
      value: thread,
    })),
  );
}

function rank({ state }: Thread): number {
  return state === 'open' ? 0 : 1;
}

function stateOf(thread: Thread): readonly string[] {
  if (thread.state === 'closed') return [stateWords(thread)];
  return thread.isAnswered ? [l10n.t('Answered')] : [];
}
