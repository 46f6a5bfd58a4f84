/** The questions about a blocker: its owner, time and outcome, and the work it blocks. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice, Place, Question } from '../../app/ask.js';
import { type Asked, askInSteps, type Step } from '../../app/steps.js';
import { plain } from '../../base/plainText.js';
import type { Content, Context, Item } from '../../model/board/item.js';
import { readReference } from '../../model/board/lineEnd.js';
import { type Changes, changed } from '../../model/board/mutation.js';
import type { IssueReference } from '../../model/board/reference.js';
import { fullName } from '../../model/board/team.js';
import { nextDelivery } from '../../model/focus/deliveryTimes.js';
import { type Moment, needByChoices } from '../../model/hours/needBy.js';
import { readTime } from '../../model/hours/typedTime.js';
import { memberNamed, myRecord, myStatus, statusOf } from '../../model/members.js';
import { type Hints, noHints } from '../../model/people/author.js';
import type { Status } from '../../model/people/member.js';
import { isLogin } from '../../model/people/person.js';
import type { State } from '../../model/state.js';
import { isKnownIssue, issueOfBranch, myIssues, workOfBranch } from '../../model/waits/blockedWork.js';
import { type Suggestion, suggester } from '../../views/team/suggestions.js';
import { moment } from '../../views/words/time.js';
import { unreadTime } from '../typedTime.js';
import { strangerWords, workWords } from './captureRows.js';
import { checkText } from './captureText.js';

/**
 * One box after another; Enter passes over one, and what was answered is in the result also where they were cancelled.
 * @param says what the line itself has said, and is not asked again
 * @param draft under which a typed outcome is kept
 */
export async function askDetails(
  app: App,
  before: Partial<Content>,
  says: { readonly owner: boolean; readonly blocks: boolean },
  hints: Hints,
  context: Context,
  draft: string,
): Promise<Asked<Partial<Content>>> {
  const owner: Step<Partial<Content>> = async (words, place) => {
    const login = await askOwner(app, l10n.t('Who can unblock you?'), { hints, place, now: words.owner ?? null });
    return login === undefined ? undefined : changed(words, { owner: login });
  };
  const needBy: Step<Partial<Content>> = async (words, place) => {
    const at = await askNeedBy(app, words, place);
    return at === undefined ? undefined : changed(words, { needBy: at });
  };
  const outcome: Step<Partial<Content>> = async (words, place) => {
    const text = await askOutcome(app, words.outcome, { place, draft });
    return text === undefined ? undefined : changed(words, { outcome: text || null });
  };
  const blocks: Step<Partial<Content>> = async (words, place) => {
    const name = await askBlocks(app, l10n.t('What does it block?'), context, words.blocks ?? null, place);
    return name === undefined ? undefined : changed(words, { blocks: name });
  };
  const steps = [...(says.owner ? [] : [owner]), needBy, outcome, ...(says.blocks ? [] : [blocks])];
  const asked = await askInSteps(steps, before, 'box');
  if (asked.kind === 'cancelled' && asked.answers.outcome) app.ask.keep(draft, asked.answers.outcome);
  return asked;
}

interface AskingOwner {
  readonly hints?: Hints;
  /** Whose it is, or `null` for nobody: stands first, so that Enter leaves it so. */
  readonly now?: string | null;
  readonly place?: Place;
}

/** A login, or `null` for nobody. */
export function askOwner(
  app: App,
  title: string,
  { hints = noHints, now, place }: AskingOwner = {},
): Promise<string | null | undefined> {
  const state = app.state();
  const suggest = suggester(state, hints, app.now(), app.editor.zone());
  const choice = ({ login, name, reasons }: Suggestion): Choice<string | null> => ({
    label: `@${name}`,
    icon: 'account',
    value: login,
    ...(reasons && { description: reasons }),
  });
  const me = state.account?.login;
  const mine: readonly Choice<string | null>[] =
    me === undefined ? [] : [{ label: `@${plain(me, 40)}`, description: l10n.t('you'), icon: 'account', value: me }];
  const nobody: Choice<string | null> = { label: l10n.t('Nobody'), icon: 'circle-slash', value: null };
  const all = [...suggest('').map(choice), ...mine, nobody];
  const typed = (text: string): readonly Choice<string | null>[] => {
    const login = text.trim().replace(/^@/, '');
    if (!isLogin(login)) return [];
    const found = suggest(login).map(choice);
    const known = [...found, ...mine].find(({ value }) => value?.toLowerCase() === login.toLowerCase());
    const description = strangerWords(state, login) ?? l10n.t('as typed');
    // Whoever has a name in mind means somebody of the team, and hardly a stranger with such a login.
    return known ? [known] : [...found, { label: `@${plain(login, 40)}`, description, icon: 'account', value: login }];
  };
  return app.ask.pick(
    title,
    withKept(all, now, (login) => ({ label: `@${plain(login, 40)}`, icon: 'account' })),
    {
      typed,
      ...(place && { place }),
    },
  );
}

/** What stands there now first, so that Enter leaves it as it is; undefined where nothing does. */
function withKept<T>(
  choices: readonly Choice<T | null>[],
  now: T | null | undefined,
  words: (now: T) => Pick<Choice<T>, 'label' | 'icon'>,
): readonly Choice<T | null>[] {
  if (now === undefined) return choices;
  const found = choices.find(({ value }) => value === now);
  const others = choices.filter((one) => one !== found);
  if (!found && now === null) return choices;
  const kept = found ?? { ...words(now as T), value: now };
  return [{ ...kept, description: l10n.t('leave as it is') }, ...others];
}

/** `null` where it is to block nothing. @param now what it blocks, or `null`: stands first, so that Enter leaves it so */
function askBlocks(
  app: App,
  title: string,
  { branch, repository }: Context,
  now?: IssueReference | null,
  place?: Place,
): Promise<IssueReference | null | undefined> {
  const state = app.state();
  const home = state.team ? fullName(state.team.repository) : '';
  const mine = workOfBranch(state, branch)?.name;
  const number = branch === undefined ? undefined : issueOfBranch(branch);
  const there = number === undefined || !repository ? undefined : readReference(`${repository}#${number}`, home);
  const choice = (name: IssueReference, description?: string): Choice<IssueReference | null> => ({
    label: workWords(state, name),
    icon: 'issues',
    value: name,
    ...(description && { description }),
  });
  const ofBranch = [...new Set([mine, there])].flatMap((name) => (name ? choice(name, l10n.t('this branch')) : []));
  const others = myIssues(state)
    .filter(({ name }) => !ofBranch.some(({ value }) => value === name))
    .map(({ name }) => choice(name, l10n.t('assigned to you')));
  const none: Choice<IssueReference | null> = { label: l10n.t('None'), icon: 'circle-slash', value: null };
  return app.ask.pick(
    title,
    withKept([...ofBranch, ...others, none], now, (name) => choice(name)),
    {
      typed: (text) => {
        const word = text.trim();
        const name = readReference(/^\d/.test(word) ? `#${word}` : word, home);
        const words = name && (isKnownIssue(state, name) ? l10n.t('as typed') : l10n.t('no such issue is known'));
        return name ? [choice(name, words)] : [];
      },
      placeholder: l10n.t('Select, or type #12 or owner/name#12'),
      ...(place && { place }),
    },
  );
}

/** Signs; GitHub refuses longer ones. */
const longestTitle = 256;

function checkTitle(text: string): ReturnType<typeof checkText> {
  return text.trim().length > longestTitle
    ? { kind: 'error', message: l10n.t('GitHub accepts {0} characters at most', longestTitle) }
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
    description: description ?? l10n.t('not set'),
  });
  const part = await app.ask.pick(l10n.t('Edit “{0}”', plain(title, 80)), [
    row('needBy', l10n.t('Due'), 'watch', needBy && moment(needBy, now, app.editor.zone())),
    row('outcome', l10n.t('Desired outcome'), 'target', outcome && plain(outcome, 120)),
    row('blocks', l10n.t('Blocks'), 'issues', blocks && workWords(app.state(), blocks)),
    row('title', l10n.t('Title'), 'edit', plain(title, 120)),
  ]);
  switch (part) {
    case 'needBy': {
      const at = await askNeedBy(app, item);
      return at === undefined || at === (needBy ?? null) ? undefined : { needBy: at };
    }
    case 'outcome': {
      const text = await askOutcome(app, outcome);
      return text === undefined || text === (outcome ?? '') ? undefined : { outcome: text || null };
    }
    case 'blocks': {
      const name = await askBlocks(app, l10n.t('What does it block?'), item.context ?? {}, blocks ?? null);
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

/** An ISO instant, or `null` for none. A day ends with the hours of whoever is to do it. What is there stands first: Enter leaves it. */
function askNeedBy(
  app: App,
  { owner, needBy: before = null }: { readonly owner?: string; readonly needBy?: string | null },
  place?: Place,
): Promise<string | null | undefined> {
  const [zone, now] = [app.editor.zone(), app.now()];
  const status = hoursFor(app.state(), owner);
  const choice = (label: string, at: string): Choice<string | null> => ({
    label,
    description: moment(at, now, zone),
    icon: 'watch',
    value: at,
  });
  const noTime: Choice<string | null> = { label: l10n.t('No due time'), icon: 'circle-slash', value: null };
  const usual = needByChoices(now, zone, status).map(({ kind, at }) => choice(momentWords(kind), at));
  // In a row of boxes it is what Enter leaves as it is.
  const all = [...usual, ...(before !== null || place ? [noTime] : [])];
  return app.ask.pick(
    l10n.t('When is it due?'),
    withKept(all, before, (at) => ({ label: moment(at, now, zone), icon: 'watch' })),
    {
      typed: (text) => {
        const at = readTime(text, { now, zone, meaning: 'by', ...(status && { status }) });
        return [at ? choice(l10n.t('As typed'), at) : unreadTime(text)];
      },
      placeholder: l10n.t('Select, or type a time: 17:00, 2h, fri, 30 Nov'),
      ...(place && { place }),
    },
  );
}

/**
 * An ISO instant: when I will look at it. `null` withdraws what I have promised.
 * @param title of what it is about
 */
export function askPromise(app: App, title: string, before: 'promised' | 'none'): Promise<string | null | undefined> {
  const state = app.state();
  const [zone, now] = [app.editor.zone(), app.now()];
  const status = myStatus(state);
  const first = nextDelivery(status, zone, now, now);
  const second = nextDelivery(status, zone, first, first);
  const choice = (label: string, at: number): Choice<string | null> => ({
    label,
    description: moment(at, now, zone),
    icon: 'watch',
    value: new Date(at).toISOString(),
  });
  const deliveries = [
    ...(first > now ? [choice(l10n.t('My next delivery'), first)] : []),
    ...(first > now && second > first ? [choice(l10n.t('The delivery after that'), second)] : []),
  ];
  // Whoever is told of everything at once has none.
  const usual = needByChoices(now, zone, status).map(({ kind, at }) => choice(momentWords(kind), Date.parse(at)));
  const none: Choice<string | null> = { label: l10n.t('Withdraw promise'), icon: 'circle-slash', value: null };
  return app.ask.pick(
    l10n.t('When will you look at “{0}”?', plain(title, 80)),
    [...(deliveries.length > 0 ? deliveries : usual), ...(before === 'promised' ? [none] : [])],
    {
      typed: (text) => {
        const at = readTime(text, { now, zone, meaning: 'by', ...(status && { status }) });
        return [at ? choice(l10n.t('As typed'), Date.parse(at)) : unreadTime(text)];
      },
      placeholder: l10n.t('Select, or type a time: 16:30, 2h, tomorrow'),
    },
  );
}

/** Whose hours a due time goes by: the owner's, or one's own. */
export function hoursFor(state: State, owner: string | undefined): Status | undefined {
  const member = memberNamed(state, owner);
  return (member && statusOf(member)) ?? myRecord(state)?.status;
}

/** Empty where it is to be none. */
async function askOutcome(
  app: App,
  value: string | undefined,
  more: Pick<Question, 'draft' | 'place'> = {},
): Promise<string | undefined> {
  const answer = await app.ask.line({
    title: l10n.t('What outcome do you need?'),
    placeholder: l10n.t('How will you know it is solved?'),
    ...(value && { value }),
    ...more,
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
      return l10n.t('Tomorrow at noon');
    case 'endOfWeek':
      return l10n.t('End of the week');
    case 'nextWeek':
      return l10n.t('Monday at noon');
  }
}
