/** Pages: `page`, `per_page` and the Link header, and the `since` and `before` of lists. */

import { invalid } from './refusal.js';
import type { Json } from './render.js';
import { type Context, type Reply, repositoryIn } from './route.js';
import { fullName } from './world.js';

const usualSizes = { usual: 30, largest: 100 };

/** One page of a list, with the addresses of the others. Nonsense falls back to the defaults, as on GitHub. */
export function pageOf<T>(
  context: Context,
  items: readonly T[],
  render: (item: T) => Json,
  { usual, largest } = usualSizes,
): Reply {
  const size = Math.min(positive(context.query.get('per_page')) ?? usual, largest);
  const page = positive(context.query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = linkHeader(context, page, last);
  return {
    status: 200,
    json: items.slice((page - 1) * size, page * size).map(render),
    ...(link && { headers: { Link: link } }),
  };
}

function positive(text: string | null): number | undefined {
  if (text === null || !/^\d+$/.test(text)) return undefined;
  return Number(text) || undefined;
}

function linkHeader(context: Context, page: number, last: number): string {
  const links: string[] = [];
  const add = (rel: string, target: number) => links.push(`<${addressOfPage(context, target)}>; rel="${rel}"`);
  if (page > 1) add('prev', Math.min(page - 1, last));
  if (page < last) {
    add('next', page + 1);
    add('last', last);
  }
  if (page > 1) add('first', 1);
  return links.join(', ');
}

/** GitHub names repositories by id in these. */
function addressOfPage(context: Context, page: number): string {
  const query = new URLSearchParams(context.query);
  query.set('page', String(page));
  return `${context.frame.api}${pathById(context)}?${query}`;
}

function pathById(context: Context): string {
  if (!context.params.repo) return context.path;
  const repository = repositoryIn(context);
  const prefix = `/repos/${fullName(context.world, repository)}`;
  return `/repositories/${repository.id}${context.path.slice(prefix.length)}`;
}

/** The moment a list starts or ends at, in milliseconds. */
export function momentIn(context: Context, field: 'since' | 'before'): number | undefined {
  const text = context.query.get(field);
  if (text === null) return undefined;
  const moment = Date.parse(text);
  // Unverified: what GitHub says to a time it cannot read.
  if (Number.isNaN(moment)) throw invalid({ resource: 'Search', field, code: 'invalid', value: text });
  return moment;
}

export function isSince(context: Context, since: number | undefined, updatedAt: number): boolean {
  if (since === undefined) return true;
  return context.sinceIsExclusive ? updatedAt > since : updatedAt >= since;
}
