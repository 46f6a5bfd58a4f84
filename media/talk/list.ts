/** The same as a list: where each way lies, and what people know already. */
import type { TalkPicture, TalkSpot } from '../../src/views/talk/protocol.js';
import { element, scroller } from '../dom.js';
import { percent } from './map.js';

export function drawList({ ways, examples, words }: TalkPicture): HTMLElement {
  const head = (text: string, scope: 'col' | 'row') => element('th', { text, attributes: { scope } });
  const row = ({ label, synchronicity, fidelity, detail }: TalkSpot & { label: string; detail: string }) =>
    element('tr', {}, [
      head(label, 'row'),
      ...[percent(synchronicity), percent(fidelity), detail].map((text) => element('td', { text })),
    ]);
  return element('div', { class: 'view' }, [
    scroller({ 'aria-label': words.map }, [
      element('table', {}, [
        element('caption', { text: words.map }),
        element('thead', {}, [
          element(
            'tr',
            {},
            words.columns.map((text) => head(text, 'col')),
          ),
        ]),
        element('tbody', {}, ways.map(row)),
        element(
          'tbody',
          {},
          examples.map((one) => row({ ...one, detail: words.examples })),
        ),
      ]),
    ]),
  ]);
}
