/** Owns the questions about a blocker: its owner, time and outcome, and the work it blocks. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { Choice } from '../ask.js';
import { type Hints, isLogin, noHints } from '../model/author.js';
import { issueOfBranch, myIssues, workOfBranch } from '../model/blockedWork.js';
import type { Context, Item, Words } from '../model/item.js';
import type { Changes } from '../model/mutation.js';
import { fullName } from '../model/team.js';
import type { ThingName } from '../model/thing.js';
import { readThing } from '../model/trailing.js';
import { type Moment, needByChoices, readMoment } from '../time/schedule.js';
import { plain } from '../views/plain.js';
import { type Suggestion, suggester } from '../views/suggestions.js';
import { moment } from '../views/time.js';
import { workWords } from './captureRows.js';
import { checkText } from './captureText.js';

/**
 * Each may be passed over; dismissing one keeps what was said so far.
 * @param says what the line itself has said, and is not asked again
 */
export async function askDetails(
  app: App,
  before: Partial<Words>,
  says: { readonly owner: boolean; readonly blocks: boolean },
  hints: Hints,
  context: Context,
): Promise<Partial<Words>> {
  const steps = 2 + Number(!says.owner) + Number(!says.blocks);
  let step = 0;
  const place = () => [++step, steps] as const;
  const owner = says.owner
    ? undefined
    : await askOwner(app, l10n.t('Who has to do something? ({0} of {1}, Escape to leave it open)', ...place()), hints);
  const needBy = await askNeedBy(
    app,
    l10n.t('By when is it needed? ({0} of {1}, Escape to leave it open)', ...place()),
  );
  const outcome = await askOutcome(
    app,
    l10n.t('What should be the outcome? ({0} of {1}, Escape to leave it open)', ...place()),
    before.outcome,
  );
  const blocks = says.blocks
    ? undefined
    : await askBlocks(
        app,
        l10n.t('Which work does it block? ({0} of {1}, Escape to leave it open)', ...place()),
        context,
      );
  const { blocks: _blocks, ...others } = before;
  return {
    ...(blocks === null ? others : before),
    ...(owner && { owner }),
    ...(needBy && { needBy }),
    ...(outcome && { outcome }),
    ...(blocks && { blocks }),
  };
}

/** A login, or undefined where it is left open. */
export function askOwner(app: App, title: string, hints: Hints = noHints): Promise<string | undefined> {
  const suggest = suggester(app.state(), hints, app.now(), app.editor.zone());
  const choice = ({ login, name, reasons }: Suggestion): Choice<string> => ({
    label: `@${name}`,
    icon: 'account',
    value: login,
    ...(reasons && { description: reasons }),
  });
  return app.ask.pick(title, suggest('').map(choice), (typed) => {
    const login = typed.trim().replace(/^@/, '');
    if (!isLogin(login)) return [];
    const known = suggest(login).find((one) => one.login.toLowerCase() === login.toLowerCase());
    return [
      known ? choice(known) : { label: `@${login}`, description: l10n.t('as typed'), icon: 'account', value: login },
    ];
  });
}

/** `null` where it is to block nothing, undefined where it is left open. */
function askBlocks(app: App, title: string, { branch, repository }: Context): Promise<ThingName | null | undefined> {
  const state = app.state();
  const home = state.team ? fullName(state.team.repository) : '';
  const mine = workOfBranch(state, branch)?.name;
  const number = branch === undefined ? undefined : issueOfBranch(branch);
  const there = number === undefined || !repository ? undefined : readThing(`${repository}#${number}`, home);
  const choice = (name: ThingName, description?: string): Choice<ThingName | null> => ({
    label: workWords(state, name),
    icon: 'issues',
    value: name,
    ...(description && { description }),
  });
  const ofBranch = [...new Set([mine, there])].flatMap((name) => (name ? choice(name, l10n.t('this branch')) : []));
  const others = myIssues(state)
    .filter(({ name }) => !ofBranch.some(({ value }) => value === name))
    .map(({ name }) => choice(name, l10n.t('assigned to you')));
  const none: Choice<ThingName | null> = { label: l10n.t('None'), icon: 'circle-slash', value: null };
  return app.ask.pick(
    title,
    [...ofBranch, ...others, none],
    (typed) => {
      const word = typed.trim();
      const name = readThing(/^\d/.test(word) ? `#${word}` : word, home);
      return name ? [choice(name, l10n.t('as typed'))] : [];
    },
    l10n.t('Choose, or type #12 or owner/name#12'),
  );
}

/** Signs; GitHub refuses longer ones. */
const longestTitle = 256;

function checkTitle(text: string): ReturnType<typeof checkText> {
  return text.trim().length > longestTitle
    ? { kind: 'error', message: l10n.t('GitHub takes {0} characters at most', longestTitle) }
    : checkText(text);
}

/** What is to change, each with the value it has; undefined where nothing is. */
export async function askChanges(app: App, item: Item): Promise<Changes | undefined> {
  const now = app.now();
  const { title, needBy, outcome, blocks } = item;
  const row = (value: keyof Changes, label: string, icon: string, description: string | undefined) => ({
    label,
    icon,
    value,
    description: description ?? l10n.t('open'),
  });
  const part = await app.ask.pick(l10n.t('Change what of: {0}', plain(title, 80)), [
    row('needBy', l10n.t('By when it is needed'), 'watch', needBy && moment(needBy, now, app.editor.zone())),
    row('outcome', l10n.t('The desired outcome'), 'target', outcome && plain(outcome, 120)),
    row('blocks', l10n.t('Which work it blocks'), 'issues', blocks && workWords(app.state(), blocks)),
    row('title', l10n.t('The title'), 'edit', plain(title, 120)),
  ]);
  switch (part) {
    case 'needBy': {
      const at = await askNeedBy(app, l10n.t('By when is it needed?'), needBy && l10n.t('No time'));
      return at === undefined ? undefined : { needBy: at };
    }
    case 'outcome': {
      const text = await askLine(app, l10n.t('What should be the outcome?'), outcome);
      return text === undefined || text === (outcome ?? '') ? undefined : { outcome: text || null };
    }
    case 'blocks': {
      const name = await askBlocks(app, l10n.t('Which work does it block?'), item.context ?? {});
      return name === undefined || name === (blocks ?? null) ? undefined : { blocks: name };
    }
    case 'title': {
      const answer = await app.ask.line({
        title: l10n.t('What are you waiting for?'),
        placeholder: l10n.t('One line, then Enter'),
        value: title,
        check: checkTitle,
      });
      const text = answer?.text.trim();
      return text === undefined || text === title ? undefined : { title: text };
    }
    case 'owner':
    case undefined:
      return undefined;
  }
}

/** An ISO instant, or undefined where it is left open. @param none names the choice of no time at all, which is `null` */
function askNeedBy(app: App, title: string): Promise<string | undefined>;
function askNeedBy(app: App, title: string, none: string | undefined): Promise<string | null | undefined>;
function askNeedBy(app: App, title: string, none?: string): Promise<string | null | undefined> {
  const zone = app.editor.zone();
  const now = app.now();
  const choice = ({ kind, at }: Moment): Choice<string | null> => ({
    label: momentWords(kind),
    description: moment(at, now, zone),
    icon: 'watch',
    value: at,
  });
  const noTime = none === undefined ? [] : [{ label: none, icon: 'circle-slash', value: null }];
  return app.ask.pick(title, [...needByChoices(now, zone).map(choice), ...noTime], (typed) => {
    const at = readMoment(typed, now, zone);
    return at ? [choice({ kind: 'typed', at })] : [];
  });
}

async function askOutcome(app: App, title: string, value?: string): Promise<string | undefined> {
  return (await askLine(app, title, value)) || undefined;
}

async function askLine(app: App, title: string, value: string | undefined): Promise<string | undefined> {
  const answer = await app.ask.line({
    title,
    placeholder: l10n.t('How will you know that it is solved?'),
    ...(value && { value }),
  });
  return answer?.text.trim();
}

function momentWords(kind: Moment['kind']): string {
  switch (kind) {
    case 'soon':
      return l10n.t('In two hours');
    case 'today':
      return l10n.t('End of today');
    case 'tomorrow':
      return l10n.t('Tomorrow noon');
    case 'endOfWeek':
      return l10n.t('End of the week');
    case 'nextWeek':
      return l10n.t('Monday noon');
    case 'typed':
      return l10n.t('As typed');
  }
}
