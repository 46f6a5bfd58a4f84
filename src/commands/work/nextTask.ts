/** Beginning the next task: one key, and its branch is there. Touches no work tree with changes in it. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { issueAddress } from '../../model/board/team.js';
import type { Work } from '../../model/people/member.js';
import { branchFor, nextTasks } from '../../model/waits/tasks.js';
import { inTheWayWords, untidyWords } from '../../views/now/parks.js';
import { taskLabel, taskWords } from '../../views/now/tasks.js';

type Action = (app: App, task: Work) => Promise<void>;

interface Chosen {
  readonly task: Work;
  readonly act: Action;
}

/** Enough to choose from by typing. */
const mostChoices = 200;

/** @param row `next/NUMBER`: that one is begun, without a question */
export async function startNextTask(app: App, row?: unknown): Promise<void> {
  const tasks = nextTasks(app.state());
  const named = typeof row === 'string' ? tasks.find(({ number }) => row === `next/${number}`) : undefined;
  if (named) return begin(app, named);
  const [first, ...others] = tasks.slice(0, mostChoices);
  if (!first)
    return app.ask.say(
      app.state().sync.heardAt
        ? l10n.t('None of your open issues is ready to start')
        : l10n.t('Your issues have not been loaded from GitHub yet'),
    );
  const bench = await app.workshop.bench();
  const hasGit = (bench?.branch ?? bench?.commit) !== undefined;
  const title = hasGit
    ? l10n.t('Select a task to start on its own branch (Esc to stay here)')
    : l10n.t('Select a task to open on GitHub (Esc to stay here)');
  const chosen = await app.ask.pick(title, [
    choice(app, first),
    ...others.map((task) => choice(app, task)),
    { label: l10n.t('Open #{0} on GitHub', first.number), icon: 'link-external', value: { task: first, act: open } },
  ]);
  await chosen?.act(app, chosen.task);
}

function choice(app: App, task: Work): Choice<Chosen> {
  const description = taskWords(task, app.now());
  return {
    label: taskLabel(task),
    icon: 'issues',
    ...(description && { description }),
    value: { task, act: begin },
  };
}

const begin: Action = async (app, task) => {
  const bench = await app.workshop.bench();
  const tree = bench && (await app.workshop.tree(bench.root));
  if (!bench || tree?.kind !== 'git') return open(app, task);
  const branch = branchFor(app.settings.get('tasks.branchName'), task);
  const untidy = tree.branch === branch ? undefined : untidyWords(tree);
  if (untidy) return openInstead(app, task, untidy);
  const begun = await app.ask.during(
    l10n.t('Switching to {0}…', plain(branch)),
    app.workshop.begin(bench.root, branch),
  );
  switch (begun.kind) {
    case 'made':
      return app.ask.say(l10n.t('Switched to new branch {0}', plain(branch)));
    case 'done':
      return app.ask.say(l10n.t('Switched to branch {0}', plain(branch)));
    case 'gone':
      return open(app, task);
    case 'inTheWay':
      return openInstead(app, task, inTheWayWords(begun.paths));
    case 'refused':
      return openInstead(app, task, l10n.t('Git could not switch to {0}: {1}', plain(branch), plain(begun.detail)));
  }
};

const open: Action = async (app, { number }) => {
  const { team } = app.state();
  if (team) await app.editor.openAddress(issueAddress(team, number));
};

async function openInstead(app: App, task: Work, why: string): Promise<void> {
  const choices = [{ label: l10n.t('Open #{0} on GitHub', task.number), icon: 'link-external', value: open }];
  const act = await app.ask.pick(why, choices);
  await act?.(app, task);
}
