/** The page of the week panel: what it shows, what is pressed, and what it remembers. Draws what it is told. */
import type { FromWeek, ToWeek, WeekMemory, WeekPicture, WeekShared } from '../../src/views/week/protocol.js';
import { button, element } from '../dom.js';
import { drawPicture } from './picture.js';
import { drawTable } from './table.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromWeek): void;
  getState(): Partial<WeekMemory> | undefined;
  setState(memory: WeekMemory): void;
};

const vscode = acquireVsCodeApi();
const send = (message: FromWeek) => vscode.postMessage(message);

/** How long a word about what has been done stays, in milliseconds. */
const patience = 4_000;

let view: WeekMemory['view'] = vscode.getState()?.view ?? usualView();
let shown: WeekPicture | undefined;
let tell: (picture: WeekPicture) => void = () => {};

const heading = element('h1', { attributes: { 'aria-live': 'polite' } });
const previous = button({ class: 'step', text: '‹', press: () => step(-1) });
const next = button({ class: 'step', text: '›', press: () => step(1) });
const asPicture = button({ press: () => change('picture') });
const asTable = button({ press: () => change('table') });
const views = element('div', { class: 'views', attributes: { role: 'group' } }, [asPicture, asTable]);
const people = button({ class: 'people', press: () => send({ kind: 'people' }) });
const summary = element('p', { class: 'summary', attributes: { id: 'summary' } });
const content = element('div', { class: 'content' });
const notice = element('div', { class: 'notice', attributes: { role: 'status' } });

document.body.append(
  element('header', {}, [
    element('div', { class: 'weeks' }, [previous, heading, next]),
    element('div', { class: 'tools' }, [views, people]),
  ]),
  element('main', {}, [summary, content]),
  notice,
);

/** Whoever has a table read out to them gets one. */
function usualView(): WeekMemory['view'] {
  return document.body.classList.contains('vscode-using-screen-reader') ? 'table' : 'picture';
}

function show(picture: WeekPicture): void {
  const isSame = shown !== undefined && lasting(shown) === lasting(picture);
  shown = picture;
  remember();
  if (isSame) tell(picture);
  else draw(picture);
}

/** All of a picture but what goes by with each minute. */
function lasting(picture: WeekPicture): string {
  return JSON.stringify({ ...picture, now: 0, people: picture.people.map((person) => ({ ...person, local: '' })) });
}

function draw(picture: WeekPicture): void {
  const { words, offset, mostWeeks } = picture;
  setText(heading, words.period);
  label(previous, words.previous);
  label(next, words.next);
  // Not `disabled`, which would take the focus away from whoever has just pressed it.
  previous.setAttribute('aria-disabled', String(offset === 0));
  next.setAttribute('aria-disabled', String(offset === mostWeeks - 1));
  views.setAttribute('aria-label', words.view);
  setText(asPicture, words.picture);
  setText(asTable, words.table);
  asPicture.setAttribute('aria-pressed', String(view === 'picture'));
  asTable.setAttribute('aria-pressed', String(view === 'table'));
  setText(people, words.people);
  setText(summary, words.summary);
  const focused = content.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
  content.replaceChildren(drawn(picture));
  if (focused) content.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function drawn(picture: WeekPicture): HTMLElement {
  tell = () => {};
  if (picture.people.length === 0) return element('div', { class: 'view' });
  if (view === 'table') return drawTable(picture, copy);
  const drawing = drawPicture(picture, copy);
  tell = drawing.tell;
  return drawing.root;
}

function copy({ start, end }: WeekShared): void {
  send({ kind: 'copy', start, end });
}

function step(by: -1 | 1): void {
  const offset = (shown?.offset ?? 0) + by;
  if (shown && offset >= 0 && offset < shown.mostWeeks) send({ kind: 'week', offset });
}

function change(to: WeekMemory['view']): void {
  view = to;
  remember();
  if (shown) draw(shown);
}

function remember(): void {
  if (shown) vscode.setState({ offset: shown.offset, logins: shown.logins, view });
}

let silence: ReturnType<typeof setTimeout> | undefined;

function copied(start: number, end: number): void {
  const span = shown?.shared.find((one) => one.start === start && one.end === end);
  if (!shown) return;
  clearTimeout(silence);
  // Emptied first: the same words twice would not be spoken again.
  notice.textContent = '';
  const text = span ? `${shown.words.copied}: ${span.label}` : shown.words.copied;
  requestAnimationFrame(() => {
    notice.textContent = text;
    silence = setTimeout(() => {
      notice.textContent = '';
    }, patience);
  });
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

function label(target: HTMLElement, text: string): void {
  target.setAttribute('aria-label', text);
  target.title = text;
}

addEventListener('message', ({ data }: MessageEvent<ToWeek>) => {
  switch (data.kind) {
    case 'picture':
      return show(data.picture);
    case 'copied':
      return copied(data.start, data.end);
  }
});
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '[') step(-1);
  if (event.key === ']') step(1);
});
send({ kind: 'ready' });
