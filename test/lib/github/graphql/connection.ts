/** Pages of GraphQL: `first`, `last`, `after`, `before`, and the cursors between them. */

import { misused } from './question.js';

export interface Bounds {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const largestPage = 100;

/** @param field the connection's name, for the words of a refusal */
export function connectionOf<T>(
  field: string,
  bounds: Bounds,
  items: readonly T[],
  render: (item: T) => object,
): Readonly<Record<string, unknown>> {
  const { first, last } = bounds;
  checkSize(field, 'first', first);
  checkSize(field, 'last', last);
  if (typeof first !== 'number' && typeof last !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
    throw misused('MISSING_PAGINATION_BOUNDARIES', message);
  }
  let start = bounds.after ? placeOf(bounds.after) : 0;
  let end = bounds.before ? placeOf(bounds.before) - 1 : items.length;
  if (typeof first === 'number') end = Math.min(end, start + first);
  if (typeof last === 'number') start = Math.max(start, end - last);
  const edges = items
    .slice(start, end)
    .map((item, index) => ({ cursor: cursorOf(start + index + 1), node: render(item) }));
  return {
    totalCount: items.length,
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function checkSize(field: string, name: 'first' | 'last', size: number | null | undefined): void {
  if (typeof size !== 'number' || (size >= 0 && size <= largestPage)) return;
  throw misused(
    'EXCESSIVE_PAGINATION',
    `Requesting ${size} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${largestPage} records.`,
  );
}

/** Opaque to clients, and as on github.com. @param place counted from 1 */
const cursorOf = (place: number): string => Buffer.from(`cursor:${place}`).toString('base64');

function placeOf(cursor: string): number {
  const place = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (place !== undefined) return Number(place);
  throw misused('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}
