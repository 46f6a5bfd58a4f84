/** What a state shows, all of it at once, and what is wrong with a text that is shown. */
import type { App, Handler } from '../../../src/app/app.js';
import type { Ask, Choice } from '../../../src/app/ask.js';
import { handlers } from '../../../src/commands/table.js';
import { membersOf } from '../../../src/model/members.js';
import { type State, visible } from '../../../src/model/state.js';
import { toastNow } from '../../../src/views/deliveries/toast.js';
import { deliveryBadge, deliveryRows } from '../../../src/views/deliveries/view.js';
import { statusLine } from '../../../src/views/now/statusLine.js';
import { nowRows } from '../../../src/views/now/view.js';
import { quietPicture } from '../../../src/views/quiet/picture.js';
import { teamRows } from '../../../src/views/team/view.js';
import { tunePicture } from '../../../src/views/tune/picture.js';
import { waitingRows } from '../../../src/views/waiting/view.js';
import { weekPicture } from '../../../src/views/week/picture.js';
import type { Row } from '../../../src/views/words/row.js';

const zone = 'Europe/Berlin';

/** A text, and where it is shown. */
export interface Shown {
  readonly where: string;
  readonly text: string;
  /** Only hovers and pages of text have any. */
  readonly lines: 'one' | 'several';
}

/** Characters. Nothing that is shown is longer, however long it was written. */
const longest = { one: 700, several: 12_000 };

const unseen =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\u{e0000}-\u{e007f}]/u;

/** What VS Code would make something of, or a person would be deceived by; empty where the text is nothing but text. */
export function faultsOf({ text, lines }: Shown): readonly string[] {
  const line = lines === 'several' ? text.replaceAll('\n', ' ') : text;
  // Isolated as a whole, text turns nothing but itself.
  const visibleText = line.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1');
  return [
    unseen.test(visibleText) && `holds U+${unseen.exec(visibleText)?.[0].codePointAt(0)?.toString(16)}`,
    text.includes('$(') && 'has an icon',
    text.includes('](') && 'has a link',
    text.length > longest[lines] && `has ${text.length} characters`,
    /\bNaN\b|Invalid|\[object|undefined/.test(text) && 'says what nobody means',
  ].filter((fault) => fault !== false);
}

/** Everything in views, status bar, toasts and panels. */
export function shownBy(state: State, now: number): readonly Shown[] {
  const views = {
    now: nowRows(state, now, zone),
    team: teamRows(state, now, zone),
    waiting: waitingRows(state, now, zone),
    'waiting, only blocked': waitingRows(state, now, zone, 'onlyBlocked'),
    deliveries: deliveryRows(state, now, 'count', zone),
    'deliveries, titles': deliveryRows(state, now, 'titles', zone),
  };
  const line = statusLine(state, now, zone);
  const logins = membersOf(state).map(({ login }) => login);
  const { logins: _whom, ...week } = weekPicture(state, logins, now, zone, 0);
  const quiet = quietPicture(state.inbox, undefined, now, zone, 'fortnight');
  return [
    ...Object.entries(views).flatMap(([view, rows]) => rows.flatMap((row) => textsOfRow(view, row))),
    { where: 'status bar', text: line.text.replace(/^\$\([a-z-]+\) /, ''), lines: 'one' },
    { where: 'hover of the status bar', text: line.tooltip, lines: 'several' },
    { where: 'status bar, spoken', text: line.spoken, lines: 'several' },
    { where: 'toast', text: toastNow(state, now)?.message ?? '', lines: 'one' },
    { where: 'badge', text: deliveryBadge(state)?.tooltip ?? '', lines: 'one' },
    ...textsIn('week panel', week),
    ...textsIn('quiet panel', quiet),
    ...textsIn('panel of how the team works', tunePicture(state, now)),
  ];
}

/** A row that is there twice makes VS Code refuse the whole view. */
export function twiceIn(state: State, now: number): readonly string[] {
  const views = [
    nowRows(state, now, zone),
    teamRows(state, now, zone),
    waitingRows(state, now, zone),
    deliveryRows(state, now, 'titles', zone),
  ];
  return views.flatMap((rows) => {
    const ids = rows.flatMap(idsIn);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
  });
}

function idsIn({ id, children = [] }: Row): readonly string[] {
  return [id, ...children.flatMap(idsIn)];
}

function textsOfRow(view: string, row: Row): readonly Shown[] {
  const { label, description = '', tooltip = '', spoken, children = [] } = row;
  return [
    { where: `${view}, label`, text: label, lines: 'one' },
    { where: `${view}, description`, text: description, lines: 'one' },
    { where: `${view}, hover`, text: tooltip, lines: 'several' },
    { where: `${view}, spoken`, text: spoken, lines: 'several' },
    ...children.flatMap((child) => textsOfRow(view, child)),
  ];
}

function textsIn(where: string, value: unknown): readonly Shown[] {
  if (typeof value === 'string') return [{ where, text: value, lines: 'several' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(where, one));
}

/** Rows that commands are called from. */
function rowIds(state: State, now: number): readonly string[] {
  const rows = [nowRows(state, now, zone), teamRows(state, now, zone), waitingRows(state, now, zone)];
  return [...rows.flat(), ...deliveryRows(state, now, 'titles', zone)].flatMap(idsIn);
}

/** Rows, picks and lists an attentive person goes through; more of the same say nothing new. */
const mostRows = 40;

/**
 * All that commands ask and say, from the palette and on rows, by somebody who takes the first choice, the second and so
 * on, and types what an enemy has written.
 */
export async function askedBy(app: App, typed: readonly string[]): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  const ids = rowIds(app.state(), app.now());
  const items = [...visible(app.state()).items.keys()].map((key) => `item/${key}`);
  const rows = [undefined, ...[...new Set([...ids, ...items])].slice(0, mostRows)];
  for (const [command, handler] of Object.entries(handlers) as [string, Handler][])
    for (const row of rows)
      for (const place of row === undefined ? [0, 1, 2, 'nothing' as const] : [0])
        await handler({ ...app, ask: curious(command, place, typed, shown) }, row);
  return shown;
}

/** Of one command: nobody goes on for ever. */
const mostPicks = 6;

function curious(command: string, place: number | 'nothing', typed: readonly string[], shown: Shown[]): Ask {
  let picks = 0;
  const say = (what: string, text: string | undefined) =>
    void shown.push({ where: `${command}, ${what}`, text: text ?? '', lines: 'one' });
  const sayAll = (choices: readonly Omit<Choice<unknown>, 'value'>[]) => {
    for (const { label, description, detail } of choices) {
      say('choice', label);
      say('choice’s description', description);
      say('choice’s detail', detail);
    }
  };
  return {
    async line({ title, prompt, problem, check }) {
      say('title of a box', title);
      say('prompt', await prompt);
      say('problem', problem);
      for (const text of typed) say('scolding', check?.(text)?.message);
      return undefined;
    },
    async compose({ title, rows, pending, check, problem }) {
      say('title of a box', title);
      say('problem', problem);
      await Promise.all(pending);
      for (const text of ['', ...typed]) {
        sayAll(rows(text, 'context'));
        sayAll(rows(text, 'nothing'));
        say('scolding', check?.(text)?.message);
      }
      return undefined;
    },
    async pick(title, choices, { typed: read, placeholder } = {}) {
      say('title', title);
      say('placeholder', placeholder);
      sayAll(choices);
      for (const text of typed) sayAll(read?.(text) ?? []);
      return place === 'nothing' || picks++ >= mostPicks ? undefined : choices[place]?.value;
    },
    async pickMany(title, choices) {
      say('title', title);
      sayAll(choices);
      return place === 'nothing' ? undefined : choices.slice(0, place + 1).map(({ value }) => value);
    },
    keep() {},
    accept() {},
    async confirm(question, detail) {
      say('question', question);
      shown.push({ where: `${command}, detail of a question`, text: detail, lines: 'several' });
      return false;
    },
    say: (message) => say('word', message),
    async offer(message, action) {
      say('word', message);
      say('button', action);
      return place === 0;
    },
    async tell(message) {
      say('sentence', message);
    },
    during(message, work) {
      say('what is going on', message);
      return work;
    },
  };
}
