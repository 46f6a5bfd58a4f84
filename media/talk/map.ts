/** Drawing the map: what people know already, the ways to talk, and one's own dot, which arrows and the mouse move. */
import type { TalkPicture, TalkSpot } from '../../src/views/talk/protocol.js';
import { element } from '../dom.js';

export interface Drawing {
  readonly root: HTMLElement;
  /** Another way fits, or the dot has moved. */
  readonly tell: (picture: TalkPicture, spot: TalkSpot) => void;
}

/** How far an arrow key moves it, and how far with Shift, or with Page Up and Page Down. */
const [step, stride] = [0.05, 0.2];

export function drawMap({ words, ways, examples, spot: first }: TalkPicture, moved: (spot: TalkSpot) => void): Drawing {
  let spot = first;
  const mine = element('div', {
    class: 'mine',
    attributes: {
      role: 'slider',
      tabindex: '0',
      'aria-label': words.mine,
      'aria-valuemin': '0',
      'aria-valuemax': '100',
    },
  });
  const marks = ways.map(({ way, label, ...at }) =>
    put(
      element('div', { class: sided('way', at), attributes: { 'data-way': way } }, [element('span', { text: label })]),
      at,
    ),
  );
  const field = element('div', { class: 'field' }, [
    element('div', { class: 'marks', attributes: { 'aria-hidden': 'true' } }, [
      ...examples.map(({ label, ...at }) =>
        put(element('div', { class: sided('example', at) }, [element('span', { text: label })]), at),
      ),
      ...marks,
    ]),
    mine,
  ]);
  const to = (synchronicity: number, fidelity: number) =>
    moved({ synchronicity: within(synchronicity), fidelity: within(fidelity) });
  field.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    mine.focus();
    field.setPointerCapture(event.pointerId);
    follow(event);
  });
  field.addEventListener('pointermove', (event) => {
    if (field.hasPointerCapture(event.pointerId)) follow(event);
  });
  const follow = ({ clientX, clientY }: PointerEvent) => {
    const { left, bottom, width, height } = field.getBoundingClientRect();
    to((clientX - left) / width, (bottom - clientY) / height);
  };
  mine.addEventListener('keydown', (event) => {
    const by = event.shiftKey ? stride : step;
    const { synchronicity: x, fidelity: y } = spot;
    const places: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [x + by, y],
      ArrowLeft: [x - by, y],
      ArrowUp: [x, y + by],
      ArrowDown: [x, y - by],
      PageUp: [x, y + stride],
      PageDown: [x, y - stride],
      Home: [0, y],
      End: [1, y],
    };
    const place = places[event.key];
    if (!place) return;
    event.preventDefault();
    to(...place);
  });
  const axis = (name: 'across' | 'up', text: string) =>
    element('div', { class: name, attributes: { 'aria-hidden': 'true' } }, [
      element('span', { text: words.low }),
      element('span', { text }),
      element('span', { text: words.high }),
    ]);
  const root = element('figure', { attributes: { 'aria-label': words.map } }, [
    axis('up', words.fidelity),
    field,
    axis('across', words.synchronicity),
  ]);
  const tell = (picture: TalkPicture, now: TalkSpot) => {
    spot = now;
    put(mine, now);
    const [fits] = picture.ways;
    const [x, y] = [percent(now.synchronicity), percent(now.fidelity)];
    mine.setAttribute('aria-valuenow', String(Math.round(100 * now.synchronicity)));
    mine.setAttribute('aria-valuetext', `${words.columns[1]} ${x}, ${words.columns[2]} ${y}`);
    for (const mark of marks) mark.classList.toggle('fits', mark.getAttribute('data-way') === fits?.way);
  };
  return { root, tell };
}

export function percent(part: number): string {
  return `${Math.round(100 * part)}%`;
}

/** Whose name would leave the map on the right says it to the left; ways say theirs above, where examples leave them room. */
function sided(kind: 'way' | 'example', { synchronicity }: TalkSpot): string {
  if (kind === 'way') return synchronicity > 0.9 ? 'way last' : synchronicity > 0.75 ? 'way' : 'way above';
  return synchronicity > 0.75 ? 'example left' : 'example';
}

function put<E extends HTMLElement>(made: E, { synchronicity, fidelity }: TalkSpot): E {
  made.style.setProperty('left', `${(100 * synchronicity).toFixed(2)}%`);
  made.style.setProperty('bottom', `${(100 * fidelity).toFixed(2)}%`);
  return made;
}

/** Steps add up without dust. */
function within(part: number): number {
  return Math.min(1, Math.max(0, Math.round(1000 * part) / 1000));
}
