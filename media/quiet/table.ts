/** The same quiet time as a table: a row for each day. */
import type { QuietPicture } from '../../src/views/quiet/protocol.js';
import { element, scroller } from '../dom.js';
import type { Drawing } from './picture.js';

export function drawTable(picture: QuietPicture): Drawing {
  const { caption, columns } = picture.table;
  const head = (text: string, scope: 'col' | 'row') => element('th', { text, attributes: { scope } });
  const rows = picture.table.rows.map(({ name, cells }) => [
    head(name, 'row'),
    ...cells.map((text) => element('td', { text })),
  ]);
  const root = element('div', { class: 'view' }, [
    scroller({ 'aria-label': caption }, [
      element('table', {}, [
        element('caption', { text: caption }),
        element('thead', {}, [
          element(
            'tr',
            {},
            columns.map((text) => head(text, 'col')),
          ),
        ]),
        element(
          'tbody',
          {},
          rows.map((cells) => element('tr', {}, cells)),
        ),
      ]),
    ]),
  ]);
  const tell = ({ table }: QuietPicture) =>
    table.rows.forEach(({ name, cells }, row) => {
      [name, ...cells].forEach((text, column) => {
        const cell = rows[row]?.[column];
        if (cell && cell.textContent !== text) cell.textContent = text;
      });
    });
  return { root, tell };
}
