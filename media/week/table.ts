/** The same week as a table: a row for each person, a column for each day, and what they share in the last row. */
import type { WeekPicture, WeekShared } from '../../src/views/week/protocol.js';
import { button, element, scroller } from '../dom.js';

export function drawTable(picture: WeekPicture, copy: (span: WeekShared) => void): HTMLElement {
  const { table, days } = picture;
  const head = (text: string, scope: 'col' | 'row') => element('th', { text, attributes: { scope } });
  const body = element('tbody', {}, [
    ...table.rows.map(({ name, cells }) => element('tr', {}, [head(name, 'row'), ...cells.map(cellOf)])),
  ]);
  if (picture.shared.length > 0)
    body.append(
      element('tr', { class: 'together' }, [
        head(table.sharedName, 'row'),
        ...days.map((_, place) => sharedCell(picture, place, copy)),
      ]),
    );
  const columns = [table.corner, ...days.map(({ label }) => label)].map((text) => head(text, 'col'));
  return element('div', { class: 'view' }, [
    scroller({ 'aria-label': table.caption }, [
      element('table', {}, [
        element('caption', { text: table.caption }),
        element('thead', {}, [element('tr', {}, columns)]),
        body,
      ]),
    ]),
  ]);
}

function cellOf(lines: readonly string[]): HTMLElement {
  if (lines.length === 0) return element('td', { text: '–' });
  return element(
    'td',
    {},
    lines.map((text) => element('div', { text })),
  );
}

function sharedCell({ shared }: WeekPicture, place: number, copy: (span: WeekShared) => void): HTMLElement {
  const here = shared.filter(({ day }) => day === place);
  if (here.length === 0) return element('td', { text: '–' });
  return element(
    'td',
    {},
    here.map((span) =>
      button({
        class: `chip ${span.kind}`,
        text: span.time,
        hint: span.details.join('\n'),
        attributes: { 'aria-label': [span.label, ...span.details].join('; '), 'data-key': String(span.end) },
        press: () => copy(span),
      }),
    ),
  );
}
