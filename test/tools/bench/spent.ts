/** The bill for asking GitHub: how many requests, and what of GitHub's two limits they cost, by kind. */
import type { Github } from '../../lib/github/simulation.js';

export interface Spent {
  readonly requests: number;
  readonly notModified: number;
  /** Against the 5,000 an hour of REST. */
  readonly charged: number;
  /** Against the 5,000 an hour of GraphQL. */
  readonly points: number;
  /** What was charged for: by route without its numbers and query, or by the question's name. */
  readonly kinds: Readonly<Record<string, number>>;
}

/**
 * Ask through `fetch`; `take` tells what has been spent since the last time, and complains of what GitHub would have.
 * @param login whose bill it is: all that leaves through `fetch` must be theirs
 */
export function spending(github: Pick<Github, 'fetch' | 'log' | 'faults'>, login: string) {
  let points: { readonly name: string; readonly spent: number }[] = [];
  let used = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await github.fetch(input, init);
    if (response.headers.get('x-ratelimit-resource') === 'graphql') {
      const next = Number(response.headers.get('x-ratelimit-used'));
      const name = /\b(?:query|mutation) (\w+)/.exec(String(init?.body ?? ''))?.[1] ?? 'unnamed';
      points.push({ name, spent: next >= used ? next - used : next });
      used = next;
    }
    return response;
  };
  return {
    fetch,
    take(): Spent {
      if (github.faults.length > 0) throw new Error(github.faults.join('\n'));
      const entries = github.log.matching({ login });
      const charged = entries.filter((one) => one.charged && !one.path.endsWith('/graphql'));
      const kinds: Record<string, number> = {};
      const note = (name: string, by: number) => {
        kinds[name] = (kinds[name] ?? 0) + by;
      };
      for (const { method, path, status } of charged) note(`${method} ${pathKind(path)} → ${status}`, 1);
      for (const { name, spent } of points) note(name, spent);
      const taken: Spent = {
        requests: entries.length,
        notModified: entries.filter(({ status }) => status === 304).length,
        charged: charged.length,
        points: points.reduce((sum, { spent }) => sum + spent, 0),
        kinds,
      };
      github.log.clear();
      points = [];
      return taken;
    },
  };
}

function pathKind(path: string): string {
  return path.replace(/\?.*/, '').replaceAll(/\/\d+/g, '/{number}');
}
