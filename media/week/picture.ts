/** Drawing the week: a row for each person, time from left to right, what they share as bands across all rows. */
import type { WeekPerson, WeekPicture, WeekShared } from '../../src/views/week/protocol.js';
import { button, element, place, scroller } from '../dom.js';
import { rove } from '../rove.js';

export interface Drawing {
  readonly root: HTMLElement;
  /** The minute has changed and nothing else. */
  readonly tell: (picture: WeekPicture) => void;
}

export function drawPicture(picture: WeekPicture, copy: (span: WeekShared) => void): Drawing {
  const { words } = picture;
  const locals = picture.people.map(({ local }) => element('span', { class: 'local', text: local }));
  const nowLine = element('div', { class: 'now' });
  const nowMark = element('div', { class: 'now-mark', hint: words.now });
  const details = element('div', { class: 'details' });
  const bands = element('div', {
    class: 'bands',
    attributes: { role: 'toolbar', 'aria-label': words.shared, 'aria-orientation': 'horizontal' },
  });
  const show = (span: WeekShared | undefined) => details.replaceChildren(...detailsOf(picture, span));
  const all = picture.shared.map((span) => bandOf(picture, span, copy, show));
  bands.append(...all);
  rove(bands, all, 0);
  bands.addEventListener('mouseleave', () => show(picture.shared[bandIndex(bands)]));

  const grid = element('div', { class: 'grid' }, [
    element('div', { class: 'corner', text: words.zone }),
    element('div', { class: 'head', attributes: { 'aria-hidden': 'true' } }, [...dayHeads(picture), nowMark]),
    element(
      'div',
      { class: 'names', attributes: { 'aria-hidden': 'true' } },
      picture.people.map((person, row) => nameOf(person, locals[row])),
    ),
    element('div', { class: 'lanes' }, [
      element('div', { class: 'back', attributes: { 'aria-hidden': 'true' } }, [
        ...dayLines(picture),
        ...picture.people.map((person) => laneOf(picture, person)),
      ]),
      bands,
      nowLine,
    ]),
  ]);
  const tell = (next: WeekPicture) => {
    next.people.forEach(({ local }, row) => {
      const shown = locals[row];
      if (shown && shown.textContent !== local) shown.textContent = local;
    });
    const isHere = next.start <= next.now && next.now < next.end;
    for (const mark of [nowLine, nowMark]) {
      mark.hidden = !isHere;
      place(mark, { start: next.now, end: next.now }, next);
    }
  };
  tell(picture);
  show(picture.shared[0]);
  const figure = element('figure', { attributes: { 'aria-labelledby': 'summary' } }, [
    scroller({ 'aria-labelledby': 'summary' }, [grid]),
  ]);
  return { root: element('div', { class: 'view' }, [figure, details, legendOf(picture)]), tell };
}

function dayHeads(picture: WeekPicture): readonly HTMLElement[] {
  return picture.days.map((day) =>
    place(
      element('div', { class: day.isToday ? 'day today' : 'day' }, [
        element('span', { class: 'date', text: day.label }),
        ...day.ticks.map(({ at, label }) =>
          place(element('span', { class: 'hour', text: label }), { start: at, end: at }, day),
        ),
      ]),
      day,
      picture,
    ),
  );
}

function dayLines(picture: WeekPicture): readonly HTMLElement[] {
  return picture.days.flatMap((day) => [
    place(element('div', { class: 'line' }), { start: day.start, end: day.start }, picture),
    ...day.ticks.map(({ at }) => place(element('div', { class: 'line faint' }), { start: at, end: at }, picture)),
  ]);
}

function nameOf({ name, called, zone, place: where }: WeekPerson, local: HTMLElement | undefined): HTMLElement {
  return element('div', { class: 'name', hint: [called ? `${name} (${called})` : name, zone].join('\n') }, [
    element('span', { class: 'login' }, [
      name,
      ...(called ? [' ', element('span', { class: 'called', text: called })] : []),
    ]),
    element('span', { class: 'where' }, [...(local ? [local, ' '] : []), where]),
  ]);
}

function laneOf(picture: WeekPicture, { nights, spans, note }: WeekPerson): HTMLElement {
  return element('div', { class: 'lane' }, [
    ...nights.map((night) => place(element('div', { class: 'night' }), night, picture)),
    ...spans.map((span) =>
      place(
        element('div', { class: `span ${span.kind}`, hint: span.label, text: span.kind === 'off' ? span.label : '' }),
        span,
        picture,
      ),
    ),
    ...(note ? [element('span', { class: 'note', text: note })] : []),
  ]);
}

function bandOf(
  picture: WeekPicture,
  span: WeekShared,
  copy: (span: WeekShared) => void,
  show: (span: WeekShared) => void,
): HTMLElement {
  const band = button({
    class: `band ${span.kind}`,
    attributes: { 'aria-label': [span.label, ...span.details].join('; '), 'data-key': String(span.end) },
    press: () => copy(span),
  });
  band.addEventListener('focus', () => show(span));
  band.addEventListener('mouseenter', () => show(span));
  return place(band, span, picture);
}

function detailsOf({ words }: WeekPicture, span: WeekShared | undefined): readonly HTMLElement[] {
  if (!span) return [];
  return [
    element('strong', { text: span.label }),
    element(
      'ul',
      {},
      span.details.map((text) => element('li', { text })),
    ),
    element('p', { class: 'quiet', text: words.hint }),
  ];
}

/** Only what there is in this picture. */
function legendOf({ words, people, shared }: WeekPicture): HTMLElement {
  const kinds = new Set<keyof typeof words.legend>([
    ...people.flatMap(({ spans }) => spans.map(({ kind }) => kind)),
    ...shared.map(({ kind }) => kind),
    ...(people.some(({ nights }) => nights.length > 0) ? (['night'] as const) : []),
  ]);
  const order = ['shared', 'compromise', 'work', 'focus', 'off', 'baton', 'night'] as const;
  return element(
    'ul',
    { class: 'legend', attributes: { 'aria-hidden': 'true' } },
    order
      .filter((kind) => kinds.has(kind))
      .map((kind) => element('li', {}, [element('span', { class: `swatch ${kind}` }), words.legend[kind]])),
  );
}

/** Place of the band that Tab would reach. */
function bandIndex(bands: HTMLElement): number {
  return Math.max(
    0,
    [...bands.children].findIndex((one) => one instanceof HTMLElement && one.tabIndex === 0),
  );
}
