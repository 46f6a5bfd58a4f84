/** Drawing one's own quiet time: for each day a pale bar of what would have interrupted, before it one of what did. */
import type { QuietBar, QuietPicture } from '../../src/views/quiet/protocol.js';
import { element } from '../dom.js';
import { rove } from '../rove.js';
import { shape, striped, stripes } from './shape.js';

export interface Drawing {
  readonly root: HTMLElement;
  /** The same days, and other numbers. */
  readonly tell: (picture: QuietPicture) => void;
}

export function drawPicture(picture: QuietPicture): Drawing {
  let shown = picture;
  let looked = picture.bars.length - 1;
  const details = element('div', { class: 'details', attributes: { 'aria-hidden': 'true' } });
  const look = (place: number) => details.replaceChildren(...detailsOf(shown.bars[place]));
  const choose = (place: number) => {
    looked = place;
    options.forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === place));
    });
    look(place);
  };
  const options = picture.bars.map(({ start }, place) => {
    const option = element('div', {
      attributes: { role: 'option', 'data-key': String(start) },
      press: () => options[place]?.focus(),
    });
    option.addEventListener('mouseenter', () => look(place));
    return option;
  });
  const bars = element(
    'div',
    {
      class: 'bars',
      attributes: { role: 'listbox', 'aria-label': picture.table.caption, 'aria-orientation': 'horizontal' },
    },
    options,
  );
  bars.addEventListener('mouseleave', () => look(looked));
  rove(bars, options, looked, choose);

  const marks = element('div', { class: 'marks' });
  const scale = element('div', { class: 'scale', attributes: { 'aria-hidden': 'true' } }, [marks]);
  const lines = shape('svg', { class: 'lines', 'aria-hidden': 'true' });
  const legend = element('ul', { class: 'legend', attributes: { 'aria-hidden': 'true' } });
  const tell = (next: QuietPicture) => {
    shown = next;
    const longest = Math.max(1, ...next.bars.map(({ quiet }) => quiet ?? 0));
    next.bars.forEach((bar, place) => {
      const option = options[place];
      if (option) fill(option, bar, next.top, longest);
    });
    marks.replaceChildren(...marksOf(next));
    lines.replaceChildren(...next.ticks.map((tick) => lineAt(tick / next.top)));
    legend.replaceChildren(...legendOf(next));
    look(looked);
  };
  tell(picture);
  choose(looked);
  const plot = element('div', { class: 'plot' }, [lines, bars]);
  const figure = element('figure', { attributes: { 'aria-labelledby': 'summary' } }, [
    element('div', { class: 'scroller' }, [scale, plot]),
  ]);
  return { root: element('div', { class: 'view' }, [stripes(), figure, details, legend]), tell };
}

function fill(option: HTMLElement, bar: QuietBar, top: number, longest: number): void {
  const label = [bar.label, ...bar.details].join('; ');
  if (option.getAttribute('aria-label') !== label) option.setAttribute('aria-label', label);
  option.className = ['bar', bar.isNow ? 'now' : '', bar.isKnown ? '' : 'unknown'].join(' ');
  option.replaceChildren(
    columnOf(bar, top),
    element('span', { class: 'tick' }, [
      element('span', { text: bar.tick[0] }),
      element('span', { class: 'number', text: bar.tick[1] }),
    ]),
    quietOf(bar, longest),
  );
}

function columnOf({ arrived, interruptions, through }: QuietBar, top: number): SVGElement {
  const broken = Math.min(through, interruptions);
  return shape('svg', { class: 'column', 'aria-hidden': 'true' }, [
    block('arrived', 0, arrived / top),
    block('shown', 0, (interruptions - broken) / top),
    block('through', (interruptions - broken) / top, interruptions / top),
  ]);
}

/** @param from parts of the height, from below */
function block(kind: 'arrived' | 'shown' | 'through', from: number, to: number): SVGElement {
  const [x, width] = kind === 'arrived' ? ['20%', '60%'] : ['34%', '32%'];
  return shape('rect', {
    class: to > from ? kind : 'none',
    x,
    width,
    y: percent(1 - to),
    height: percent(to - from),
    ...(kind === 'through' && { fill: striped }),
  });
}

function quietOf({ quiet, quietClock }: QuietBar, longest: number): HTMLElement {
  const line = element('span', { class: 'length' });
  line.style.setProperty('width', percent((quiet ?? 0) / longest));
  return element('span', { class: 'quiet' }, [line, quietClock]);
}

function marksOf({ ticks, top }: QuietPicture): readonly HTMLElement[] {
  return ticks.map((tick) => {
    const mark = element('span', { text: String(tick) });
    mark.style.setProperty('top', percent(1 - tick / top));
    return mark;
  });
}

function lineAt(height: number): SVGElement {
  const y = percent(1 - height);
  return shape('line', { x1: '0', x2: '100%', y1: y, y2: y });
}

function percent(part: number): string {
  return `${(100 * part).toFixed(3)}%`;
}

function detailsOf(bar: QuietBar | undefined): readonly HTMLElement[] {
  if (!bar) return [];
  return [
    element('strong', { text: bar.label }),
    element(
      'ul',
      {},
      bar.details.map((text) => element('li', { text })),
    ),
  ];
}

/** Only what there is in this picture. */
function legendOf({ bars, words }: QuietPicture): readonly HTMLElement[] {
  const swatch = (kind: 'arrived' | 'shown' | 'through') =>
    element('li', {}, [
      shape('svg', { class: 'swatch', 'aria-hidden': 'true' }, [
        shape('rect', { class: kind, width: '100%', height: '100%', ...(kind === 'through' && { fill: striped }) }),
      ]),
      words.legend[kind],
    ]);
  return [
    swatch('arrived'),
    swatch('shown'),
    ...(bars.some(({ through }) => through > 0) ? [swatch('through')] : []),
    ...(bars.some(({ quiet }) => quiet !== undefined)
      ? [element('li', {}, [element('span', { class: 'length' }), words.legend.quiet])]
      : []),
  ];
}
