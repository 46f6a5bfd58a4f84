/** The page of how the team works: what it shows, what is pressed, and what it remembers. Draws what it is told. */
import type { FromTune, ToTune, TuneFigure, TuneMemory, TunePicture, TuneRow } from '../../src/views/tune/protocol.js';
import { button, element, place, scroller } from '../dom.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromTune): void;
  getState(): Partial<TuneMemory> | undefined;
  setState(memory: TuneMemory): void;
};

const vscode = acquireVsCodeApi();
const send = (message: FromTune) => vscode.postMessage(message);

let view: TuneMemory['view'] = vscode.getState()?.view ?? usualView();
let shown: TunePicture | undefined;

const heading = element('h1');
const period = element('p', { class: 'period' });
const propose = button({ press: () => send({ kind: 'propose' }) });
const asPicture = button({ press: () => change('picture') });
const asTable = button({ press: () => change('table') });
const views = element('div', { class: 'views', attributes: { role: 'group' } }, [asPicture, asTable]);
const summary = element('p', { class: 'summary' });
const content = element('div', { class: 'content' });
const notes = element('footer');

document.body.append(
  element('header', {}, [
    element('div', { class: 'titles' }, [heading, period]),
    element('div', { class: 'tools' }, [propose, views]),
  ]),
  element('main', {}, [summary, content]),
  notes,
);

/** Whoever has a table read out to them gets one. */
function usualView(): TuneMemory['view'] {
  return document.body.classList.contains('vscode-using-screen-reader') ? 'table' : 'picture';
}

function show(picture: TunePicture): void {
  shown = picture;
  const { words } = picture;
  heading.textContent = words.title;
  period.textContent = words.period;
  summary.textContent = words.summary;
  propose.textContent = words.propose;
  asPicture.textContent = words.picture;
  asTable.textContent = words.table;
  views.setAttribute('aria-label', words.view);
  asPicture.setAttribute('aria-pressed', String(view === 'picture'));
  asTable.setAttribute('aria-pressed', String(view === 'table'));
  notes.replaceChildren(...words.notes.map((text) => element('p', { class: 'aside', text })));
  const wasInside = content.contains(document.activeElement);
  content.replaceChildren(view === 'table' ? tableOf(picture) : pictureOf(picture));
  if (wasInside) content.querySelector<HTMLElement>('.scroller')?.focus();
}

function pictureOf({ rows, table }: TunePicture): HTMLElement {
  return scroller({ 'aria-label': table.caption }, [element('ul', { class: 'measures' }, rows.map(rowOf))]);
}

function rowOf({ name, detail, figures }: TuneRow): HTMLElement {
  return element('li', {}, [
    element('h2', { text: name }),
    ...(detail ? [element('p', { class: 'aside', text: detail })] : []),
    ...figures.map(lineOf),
  ]);
}

function lineOf({ period: days, value, range, details }: TuneFigure): HTMLElement {
  const whole = { start: 0, end: 1 };
  const bar = range ? [place(element('span', { class: 'range' }), range, whole)] : [];
  return element('div', { class: range ? 'line' : 'line few' }, [
    element('span', { class: 'days', text: days }),
    ' ',
    element('span', { class: 'track', attributes: { 'aria-hidden': 'true' } }, bar),
    element('span', { class: 'value', text: value }),
    ' ',
    element('span', { class: 'aside', text: details.join(' · ') }),
  ]);
}

function tableOf({ table: { caption, columns, rows } }: TunePicture): HTMLElement {
  const cell = (text: string, column: number) =>
    column === 0 ? element('th', { text, attributes: { scope: 'row' } }) : element('td', { text });
  return scroller({ 'aria-label': caption }, [
    element('table', {}, [
      element('caption', { text: caption }),
      element('thead', {}, [
        element(
          'tr',
          {},
          columns.map((text) => element('th', { text, attributes: { scope: 'col' } })),
        ),
      ]),
      element(
        'tbody',
        {},
        rows.map((cells) => element('tr', {}, cells.map(cell))),
      ),
    ]),
  ]);
}

function change(to: TuneMemory['view']): void {
  view = to;
  vscode.setState({ view });
  if (shown) show(shown);
}

addEventListener('message', ({ data }: MessageEvent<ToTune>) => {
  switch (data.kind) {
    case 'picture':
      return show(data.picture);
  }
});
send({ kind: 'ready' });
