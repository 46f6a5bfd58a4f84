/** The page of how to talk about something: a map with one's own dot, the same as a list, and what fits. Draws what it is told. */
import type { FromTalk, TalkMemory, TalkPicture, TalkSpot, TalkWay, ToTalk } from '../../src/views/talk/protocol.js';
import { button, element } from '../dom.js';
import { drawList } from './list.js';
import { type Drawing, drawMap } from './map.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromTalk): void;
  getState(): Partial<TalkMemory> | undefined;
  setState(memory: TalkMemory): void;
};

const vscode = acquireVsCodeApi();
const send = (message: FromTalk) => vscode.postMessage(message);

const kept = vscode.getState();
let view: TalkMemory['view'] = kept?.view ?? usualView();
/** Where it is now: what is told may be older. */
let spot: TalkSpot | undefined = kept?.spot;
let map: Drawing | undefined;
let shown: TalkPicture | undefined;

const heading = element('h1');
const asMap = button({ press: () => change('picture') });
const asList = button({ press: () => change('list') });
const views = element('div', { class: 'views', attributes: { role: 'group' } }, [asMap, asList]);
const hint = element('p', { class: 'aside' });
const content = element('div', { class: 'content' });
const summary = element('p', { class: 'summary', attributes: { id: 'summary', 'aria-live': 'polite' } });
const ways = element('ul', { class: 'ways' });

document.body.append(
  element('header', {}, [heading, element('div', { class: 'tools' }, [views])]),
  element('main', {}, [hint, content, summary, ways]),
);

/** Whoever has a map read out to them gets a list. */
function usualView(): TalkMemory['view'] {
  return document.body.classList.contains('vscode-using-screen-reader') ? 'list' : 'picture';
}

function show(picture: TalkPicture): void {
  const isFirst = shown === undefined;
  shown = picture;
  spot ??= picture.spot;
  sayAround(picture);
  if (isFirst) {
    draw(picture);
    // What was kept while the page was hidden is news to the extension.
    if (spot.synchronicity !== picture.spot.synchronicity || spot.fidelity !== picture.spot.fidelity)
      send({ kind: 'spot', ...spot });
  } else map?.tell(picture, spot);
}

function sayAround({ words, ways: all }: TalkPicture): void {
  const texts: readonly (readonly [HTMLElement, string])[] = [
    [heading, words.title],
    [asMap, words.picture],
    [asList, words.list],
    [hint, view === 'picture' ? words.hint : ''],
    [summary, words.summary],
  ];
  for (const [target, text] of texts) if (target.textContent !== text) target.textContent = text;
  hint.hidden = view === 'list';
  views.setAttribute('aria-label', words.view);
  ways.setAttribute('aria-label', words.ways);
  asMap.setAttribute('aria-pressed', String(view === 'picture'));
  asList.setAttribute('aria-pressed', String(view === 'list'));
  sayWays(all);
}

/** Kept as they are while their order stays: somebody may be about to press one. */
function sayWays(all: readonly TalkWay[]): void {
  const order = all.map(({ way }) => way).join();
  if (ways.dataset.order === order) return;
  const focused = document.activeElement?.getAttribute('data-way');
  ways.dataset.order = order;
  ways.replaceChildren(
    ...all.map(({ way, label, detail, act }, place) =>
      element('li', { class: place === 0 ? 'first' : '' }, [
        button({ text: act, attributes: { 'data-way': way }, press: () => send({ kind: 'start', way }) }),
        element('span', {}, [element('strong', { text: label }), ` ${detail}`]),
      ]),
    ),
  );
  if (focused) ways.querySelector<HTMLElement>(`[data-way="${CSS.escape(focused)}"]`)?.focus();
}

function draw(picture: TalkPicture): void {
  map = view === 'list' ? undefined : drawMap(picture, moved);
  map?.tell(picture, spot ?? picture.spot);
  content.replaceChildren(map?.root ?? drawList(picture));
}

function moved(to: TalkSpot): void {
  spot = to;
  remember();
  if (shown) map?.tell(shown, to);
  send({ kind: 'spot', ...to });
}

function change(to: TalkMemory['view']): void {
  view = to;
  remember();
  if (!shown) return;
  sayAround(shown);
  draw(shown);
}

function remember(): void {
  if (spot) vscode.setState({ spot, view });
}

addEventListener('message', ({ data }: MessageEvent<ToTalk>) => {
  switch (data.kind) {
    case 'picture':
      return show(data.picture);
  }
});
send({ kind: 'ready' });
