/** Owns what a person can do with words that are not on GitHub yet: retry, edit, copy, discard. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Telling } from '../model/mutation.js';
import { visible } from '../model/state.js';
import { errorWords, plainLines } from '../views/plain.js';
import { mutationWords } from '../views/words.js';
import { captureAgain } from './capture.js';

/** The row above all that is refused. */
const allRefused = 'refused';

type Action = (app: App, mutation: Telling) => Promise<void>;

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

async function pick(app: App, all: readonly Telling[], title: string): Promise<Telling | undefined> {
  const { items } = visible(app.state());
  const titleOf = (key: string) => items.get(key as never)?.title;
  if (all.length > 0)
    return app.ask.pick(
      title,
      all.map((mutation) => ({ label: mutationWords(mutation, titleOf), value: mutation })),
    );
  app.ask.say(l10n.t('Nothing is waiting'));
  return undefined;
}

export const retry: Action = async (app, mutation) => {
  if (await app.desk.retry(mutation.id)) app.ask.say(l10n.t('In line again'));
};

export const edit: Action = async (app, mutation) => {
  if (mutation.kind === 'capture') return captureAgain(app, mutation);
  if (mutation.kind !== 'comment') return;
  let value = mutation.text;
  let problem: string | undefined;
  for (;;) {
    const answer = await app.ask.line({
      title: l10n.t('Edit the comment'),
      placeholder: l10n.t('Your answer, then Enter'),
      value,
      draft: `refused/${mutation.id}`,
      ...(problem && { problem }),
    });
    if (!answer?.text.trim()) return;
    try {
      await app.desk.record({ ...mutation, id: app.newId(), text: answer.text.trim(), replaces: mutation.id });
      return app.ask.say(l10n.t('Comment saved'));
    } catch (error) {
      value = answer.text;
      problem = l10n.t('Not saved: {0}', errorWords(error));
    }
  }
};

export const copy: Action = async (app, mutation) => {
  const text = textOf(mutation);
  if (!text) return app.ask.say(l10n.t('There are no words in it'));
  await app.editor.copy(text);
  app.ask.say(l10n.t('Copied'));
};

export const discard: Action = async (app, mutation) => {
  const text = plainLines(textOf(mutation), 6);
  if (!(await app.ask.confirm(l10n.t('Discard this for good? It has not reached GitHub.'), text, l10n.t('Discard'))))
    return;
  if (!(await app.desk.discard(mutation.id)))
    await app.ask.tell(l10n.t('It is being sent right now, or has been sent already.'));
};

/** The person's own words, whole. */
function textOf(mutation: Telling): string {
  switch (mutation.kind) {
    case 'capture': {
      const { title, notes, owner, needBy, outcome } = mutation.words;
      return [notes ?? title, owner && `@${owner}`, needBy, outcome].filter(Boolean).join('\n');
    }
    case 'comment':
      return mutation.text;
    case 'edit':
      return Object.values(mutation.changes).filter(Boolean).join('\n');
    case 'status':
      return mutation.changes.said?.text ?? '';
    case 'depend':
      return mutation.blocks;
    case 'resolve':
    case 'roster':
      return '';
  }
}
