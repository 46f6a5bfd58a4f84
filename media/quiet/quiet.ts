/** The page of one's own quiet time: what it shows, what is pressed, and what it remembers. Draws what it is told. */
import type { FromQuiet, QuietMemory, QuietPicture, QuietStretch, ToQuiet } from '../../src/views/quiet/protocol.js';
import { button, element } from '../dom.js';
import { drawPicture } from './picture.js';
import { drawTable } from './table.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromQuiet): void;
  getState(): Partial<QuietMemory> | undefined;
  setState(memory: QuietMemory): void;
};

const vscode = acquireVsCodeApi();
const send = (message: FromQuiet) => vscode.postMessage(message);

let view: QuietMemory['view'] = vscode.getState()?.view ?? usualView();
let shown: QuietPicture | undefined;
let tell: ((picture: QuietPicture) => void) | undefined;

const heading = element('h1');
const period = element('p', { class: 'period', attributes: { 'aria-live': 'polite' } });
const asDays = button({ press: () => stretch('fortnight') });
const asWeeks = button({ press: () => stretch('quarter') });
const spans = element('div', { class: 'views', attributes: { role: 'group' } }, [asDays, asWeeks]);
const asPicture = button({ press: () => change('picture') });
const asTable = button({ press: () => change('table') });
const views = element('div', { class: 'views', attributes: { role: 'group' } }, [asPicture, asTable]);
const summary = element('p', { class: 'summary', attributes: { id: 'summary' } });
const content = element('div', { class: 'content' });
const hint = element('p', { class: 'aside' });
const secret = element('p', { class: 'aside' });

document.body.append(
  element('header', {}, [
    element('div', { class: 'titles' }, [heading, period]),
    element('div', { class: 'tools' }, [spans, views]),
  ]),
  element('main', {}, [summary, content]),
  element('footer', {}, [hint, secret]),
);

/** Whoever has a table read out to them gets one. */
function usualView(): QuietMemory['view'] {
  return document.body.classList.contains('vscode-using-screen-reader') ? 'table' : 'picture';
}

function show(picture: QuietPicture): void {
  const isSame = shown !== undefined && daysOf(shown) === daysOf(picture);
  shown = picture;
  remember();
  sayAround(picture);
  if (isSame && tell) tell(picture);
  else draw(picture);
}

/** What a picture is drawn for: as long as that stays, only its numbers change. */
function daysOf({ span, isEmpty, bars }: QuietPicture): string {
  return JSON.stringify([span, isEmpty, bars.map(({ start }) => start)]);
}

function sayAround({ words, span }: QuietPicture): void {
  const texts: readonly (readonly [HTMLElement, string])[] = [
    [heading, words.title],
    [period, words.period],
    [summary, words.summary],
    [asPicture, words.picture],
    [asTable, words.table],
    [asDays, words.days],
    [asWeeks, words.weeks],
    [hint, words.hint],
    [secret, words.secret],
  ];
  for (const [target, text] of texts) if (target.textContent !== text) target.textContent = text;
  hint.hidden = words.hint === '';
  views.setAttribute('aria-label', words.view);
  spans.setAttribute('aria-label', words.span);
  asPicture.setAttribute('aria-pressed', String(view === 'picture'));
  asTable.setAttribute('aria-pressed', String(view === 'table'));
  asDays.setAttribute('aria-pressed', String(span === 'fortnight'));
  asWeeks.setAttribute('aria-pressed', String(span === 'quarter'));
}

function draw(picture: QuietPicture): void {
  const focused = content.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
  content.replaceChildren(...drawn(picture));
  // The last bar is now, and what is now must be in sight.
  for (const scroller of content.querySelectorAll('figure .scroller')) scroller.scrollLeft = scroller.scrollWidth;
  if (focused) content.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function drawn(picture: QuietPicture): readonly HTMLElement[] {
  tell = undefined;
  if (picture.isEmpty) return [];
  const drawing = view === 'table' ? drawTable(picture) : drawPicture(picture);
  tell = drawing.tell;
  return [drawing.root];
}

function stretch(span: QuietStretch): void {
  send({ kind: 'span', span });
}

function change(to: QuietMemory['view']): void {
  view = to;
  remember();
  if (!shown) return;
  sayAround(shown);
  draw(shown);
}

function remember(): void {
  if (shown) vscode.setState({ span: shown.span, view });
}

addEventListener('message', ({ data }: MessageEvent<ToQuiet>) => {
  switch (data.kind) {
    case 'picture':
      return show(data.picture);
  }
});
send({ kind: 'ready' });
