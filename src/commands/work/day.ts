/** My day: up to three intentions, picked or typed, and ticked off. They stay on this machine. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { errorWords, plain } from '../../base/plainText.js';
import {
  type Days,
  dateAt,
  type Intention,
  intentionsOn,
  leftBefore,
  mostIntentions,
  ticked,
  withIntention,
  withoutIntention,
} from '../../model/local/days.js';
import { nextTasks } from '../../model/waits/tasks.js';
import { dayName } from '../../views/day/view.js';
import { taskLabel, taskWords } from '../../views/now/tasks.js';

/** Longer lists are read by typing. */
const mostTasks = 50;
const mostDrafts = 10;

type Change = (days: Days, date: string) => Days;

/** One after the other, each on the disk at once, until there are three or the person has enough. */
export async function planDay(app: App): Promise<void> {
  for (;;) {
    const before = intentionsOn(daysOf(app), today(app));
    const isFull = before.length >= mostIntentions;
    const chosen = await app.ask.pick(
      isFull
        ? l10n.t('Three are planned for today: select one to take it out')
        : l10n.t('Plan my day: what is it to be? ({0} of {1})', before.length + 1, mostIntentions),
      [...(isFull ? [] : offered(app)), ...before.map(toTakeOut)],
      {
        placeholder: isFull ? '' : l10n.t('Select, or type what you intend; Esc when it is enough'),
        ...(!isFull && {
          typed: (text) => [{ label: l10n.t('Plan: {0}', plain(text, 120)), value: adding(app, text) }],
        }),
      },
    );
    if (!chosen || !(await change(app, chosen))) return;
    if (intentionsOn(daysOf(app), today(app)).length >= mostIntentions)
      return app.ask.say(l10n.t('Three are planned for today'));
  }
}

/** @param row `intention/<id>`: that one; done, it is not done after all */
export async function tickOff(app: App, row?: unknown): Promise<void> {
  const all = intentionsOn(daysOf(app), today(app));
  const named = typeof row === 'string' ? all.find(({ id }) => row === `intention/${id}`) : undefined;
  const open = all.filter(({ doneAt }) => doneAt === undefined);
  if (!named && open.length === 0) return app.ask.say(l10n.t('Nothing is planned for today that is not done'));
  const choices = open.map((one) => ({ label: plain(one.text, 120), icon: 'circle-large-outline', value: one }));
  const chosen = named ?? (await app.ask.pick(l10n.t('What is done?'), choices));
  if (!chosen) return;
  const doneAt = chosen.doneAt === undefined ? new Date(app.now()).toISOString() : undefined;
  await change(app, (days) => ticked(days, chosen.id, doneAt));
}

function daysOf(app: App): Days {
  return app.state().days ?? [];
}

function today(app: App): string {
  return dateAt(app.now(), app.editor.zone());
}

function adding(app: App, text: string): Change {
  const id = app.newId();
  return (days, date) => withIntention(days, date, { id, text });
}

function toTakeOut({ id, text }: Intention): Choice<Change> {
  return {
    label: l10n.t('Take out: {0}', plain(text, 120)),
    icon: 'close',
    value: (days) => withoutIntention(days, id),
  };
}

/** What was left first, then what comes next, then what is being written. What is planned already is not offered again. */
function offered(app: App): readonly Choice<Change>[] {
  const [state, now] = [app.state(), app.now()];
  const planned = new Set(intentionsOn(daysOf(app), today(app)).map(({ text }) => text));
  const choice = (text: string, icon: string, description: string) => ({ text, icon, description });
  const { date, left } = leftBefore(daysOf(app), today(app));
  const all = [
    ...left.map(({ text }) => choice(text, 'history', l10n.t('left from {0}', dayName(date)))),
    ...nextTasks(state)
      .slice(0, mostTasks)
      .map((task) => choice(taskLabel(task), 'issues', taskWords(task, now))),
    ...state.writeUps
      .slice(0, mostDrafts)
      .flatMap(({ title }) =>
        title.trim() === '' ? [] : [choice(l10n.t('Send: {0}', title), 'edit', l10n.t('draft'))],
      ),
  ];
  return all
    .filter(({ text }) => !planned.has(text))
    .map(({ text, icon, description }) => ({
      label: plain(text, 120),
      icon,
      ...(description && { description }),
      value: adding(app, text),
    }));
}

async function change(app: App, next: Change): Promise<boolean> {
  try {
    const date = today(app);
    await app.days.change((days) => next(days, date));
    return true;
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
}
