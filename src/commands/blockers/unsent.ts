/** What a person can do with words that are not on GitHub yet: retry, edit, copy, discard. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plainLines } from '../../base/plainText.js';
import { type BoardMutation, factsOf, type MutationOf, threadOf } from '../../model/board/mutation.js';
import { type State, unsentAndRefused, visible } from '../../model/state.js';
import { type EditableKind, isEditable, mutationLine, typedWords } from '../../views/now/mutationWords.js';
import { checkInAgain } from '../checkIns/write.js';
import { captureAgain, openAgain } from './capture.js';

/** The row above all that is refused. */
const allRefused = 'refused';

type Action = (app: App, mutation: BoardMutation) => Promise<void>;

/** Runs an action on the row it was called from, or on one picked by the person. */
export function onUnsent(
  action: Action,
  title: () => string,
  which: 'refused' | 'all',
): (app: App, row?: unknown) => Promise<void> {
  return async (app, row) => {
    const { refused, unsent } = app.state();
    const all = [...refused.map((one) => one.mutation), ...(which === 'all' ? unsent : [])];
    if (row === allRefused) {
      for (const one of refused) await action(app, one.mutation);
      return;
    }
    const id = typeof row === 'string' ? row.split('/').at(-1) : undefined;
    const mutation = id === undefined ? await pick(app, all, title()) : all.find((one) => one.id === id);
    if (mutation) await action(app, mutation);
  };
}

async function pick(app: App, all: readonly BoardMutation[], title: string): Promise<BoardMutation | undefined> {
  const { items } = visible(app.state());
  const titleOf = (key: string) => items.get(key as never)?.title;
  if (all.length > 0)
    return app.ask.pick(
      title,
      all.map((mutation) => ({ label: mutationLine(mutation, titleOf), value: mutation })),
    );
  app.ask.say(l10n.t('No unsent or rejected items'));
  return undefined;
}

export const retry: Action = async (app, mutation) => {
  if (await app.connection.retry(mutation.id)) app.ask.say(l10n.t('Queued again'));
};

export const edit: Action = async (app, mutation) => {
  if (isEditable(mutation)) await editorOf(mutation)(app, mutation);
};

type Editor<M extends BoardMutation> = (app: App, refused: M) => Promise<void>;

const editors: { readonly [K in EditableKind]: Editor<MutationOf<K>> } = {
  capture: captureAgain,
  comment: commentAgain,
  openThread: openAgain,
  checkIn: checkInAgain,
};

/** The compiler does not see that the row found by a mutation's kind is the row of that mutation. */
function editorOf<M extends MutationOf<EditableKind>>({ kind }: M): Editor<M> {
  return editors[kind as EditableKind] as unknown as Editor<M>;
}

async function commentAgain(app: App, refused: MutationOf<'comment'>): Promise<void> {
  let value = refused.text;
  let problem: string | undefined;
  for (;;) {
    const answer = await app.ask.line({
      title: l10n.t('Edit comment'),
      placeholder: l10n.t('Your comment, then Enter'),
      value,
      draft: `refused/${refused.id}`,
      ...(problem && { problem }),
    });
    if (!answer?.text.trim()) return;
    try {
      await app.connection.record({ ...refused, id: app.newId(), text: answer.text.trim(), replaces: refused.id });
      return app.ask.say(l10n.t('Comment saved'));
    } catch (error) {
      value = answer.text;
      problem = l10n.t('Could not save: {0}', errorWords(error));
    }
  }
}

export const copy: Action = async (app, mutation) => {
  const text = typedWords(mutation);
  if (!text) return app.ask.say(l10n.t('Nothing to copy'));
  await app.editor.copy(text);
  app.ask.say(l10n.t('Copied'));
};

/** What was done since to something that never was on GitHub goes with it. */
export const discard: Action = async (app, mutation) => {
  const others = standingOn(app.state(), mutation);
  const more = others.length > 0 && l10n.t('Changes made to it since are discarded as well: {0}', others.length);
  const text = [plainLines(typedWords(mutation), 6), more].filter(Boolean).join('\n\n');
  if (!(await app.ask.confirm(l10n.t('Discard this permanently? It has not reached GitHub.'), text, l10n.t('Discard'))))
    return;
  if (!(await app.connection.discard(mutation.id)))
    return app.ask.tell(l10n.t('Could not discard it: it is being sent or was already sent.'));
  for (const { id } of others) await app.connection.discard(id);
};

function standingOn(state: State, mutation: BoardMutation): readonly BoardMutation[] {
  const { isFoundation } = factsOf(mutation);
  if (mutation.kind === 'roster' || !isFoundation) return [];
  const thread = threadOf(mutation);
  return unsentAndRefused(state).filter((one) => one.id !== mutation.id && threadOf(one) === thread);
}
