/**
 * A GitHub of others (npm `emulate`, by vercel-labs) on a port of 127.0.0.1, as a `fetch`. It was made from GitHub's documents by
 * people who do not know ours, so it is wrong elsewhere than our own simulation.
 *
 * What it lacks is made up for here, and the product knows nothing of it:
 * - it knows no `/api/v3`, and tells addresses of its own;
 * - it does not name its answers (`x-github-request-id`), and has neither ETags nor 304;
 * - its times have milliseconds and are the computer's, where GitHub's have seconds and ours the test's; in them every new
 *   thing has been changed a moment after it was made, because it sets the node id then;
 * - its 422 does not say which field is wrong, and a number that was never given is 404 like one of somebody else;
 * - it answers 403 where a private repository may not be seen, and GitHub 404;
 * - it takes whoever brings a token that it does not know for somebody else, and GitHub says 401.
 * It has no GraphQL, discussions, dependencies or notifications: those are 404, as on a server that is older than they are.
 */
import { createHash } from 'node:crypto';
import { createEmulator } from 'emulate';
import type { FakeClock } from '../fakes/fakeClock.js';

export const server = 'https://github.example';
const api = `${server}/api/v3`;

export interface Emulated {
  readonly fetch: typeof fetch;
  /** How many requests have reached it. */
  readonly requests: number;
  tokenOf(login: string): string;
  /** What it holds, past all that a test puts in between: of lists every page. */
  ask<T>(login: string, route: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface Seed {
  readonly people: readonly string[];
  /** Of an organization called acme, with everybody in it. */
  readonly repositories: readonly { readonly name: string; readonly private: boolean }[];
}

export async function emulate(clock: FakeClock, { people, repositories }: Seed): Promise<Emulated> {
  const tokenOf = (login: string) => `token-of-${login}`;
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      tokens: Object.fromEntries(people.map((login) => [tokenOf(login), { login, scopes: ['repo'] }])),
      github: {
        users: people.map((login) => ({ login })),
        orgs: [{ login: 'acme', members: people.map((login) => ({ login, role: 'member' })) }],
        repos: repositories.map((one) => ({ owner: 'acme', ...one })),
      },
    },
  });
  const door = emulator.url.replace('localhost', '127.0.0.1');
  const times = timesBy(clock);
  let requests = 0;

  /** One request at a time: what is asked at another time of the test is another time of the computer's, too. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  async function go(method: string, path: string, headers: Headers, body: string | undefined): Promise<Response> {
    requests++;
    await times.mark();
    const isKnown = people.some((login) => headers.get('authorization') === `Bearer ${tokenOf(login)}`);
    const answer = isKnown
      ? await fetch(door + path, { method, headers, ...(body !== undefined && { body }) })
      : Response.json({ message: 'Bad credentials' }, { status: 401 });
    const text = times.told((await answer.text()).replaceAll(emulator.url, api));
    const told = new Headers({
      date: new Date(clock.elsewhere()).toUTCString(),
      'content-type': answer.headers.get('content-type') ?? 'application/json',
      'x-github-request-id': `EMULATE:${requests}`,
    });
    const status = answer.status === 403 && method === 'GET' ? 404 : answer.status;
    if (status === 422) return new Response(withFields(text, body, people), { status, headers: told });
    if (method !== 'GET' || status !== 200)
      return new Response(status === 204 ? null : text, { status, headers: told });
    const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
    told.set('etag', etag);
    const isSame = headers.get('if-none-match') === etag;
    return new Response(isSame ? null : text, { status: isSame ? 304 : 200, headers: told });
  }

  /** The clock of the test waits for what is on its way. */
  const { through } = clock.watched({
    through: (method: string, path: string, headers: Headers, body: string | undefined) =>
      inTurn(() => go(method, path, headers, body)),
  });

  const arrive: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    if (!url.href.startsWith(`${server}/api/`)) throw new Error(`refused to ask ${url.origin}`);
    const path = url.pathname.replace(/^\/api(\/v3)?/, '') + url.search;
    return through(init?.method ?? 'GET', path, new Headers(init?.headers), init?.body as string | undefined);
  };

  return {
    fetch: arrive,
    get requests() {
      return requests;
    },
    tokenOf,
    async ask<T>(login: string, route: string, body?: unknown): Promise<T> {
      const [method = 'GET', path = ''] = route.split(' ');
      const one = async (address: string) => {
        const headers = new Headers({ authorization: `Bearer ${tokenOf(login)}` });
        const answer = await through(method, address, headers, body === undefined ? undefined : JSON.stringify(body));
        if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
        return answer.status === 204 ? undefined : answer.json();
      };
      if (!path.includes('?')) return (await one(path)) as T;
      const all: unknown[] = [];
      for (let page = 1; ; page++) {
        const list = (await one(`${path}&per_page=100&page=${page}`)) as unknown[];
        all.push(...list);
        if (list.length < 100) return all as T;
      }
    },
    close: () => emulator.close(),
  };
}

/** GitHub names the field that it refuses. */
function withFields(text: string, body: string | undefined, people: readonly string[]): string {
  const { assignees = [] } = JSON.parse(body ?? '{}') as { assignees?: readonly string[] };
  const isUnknown = assignees.some((login) => !people.includes(login));
  const errors = isUnknown ? [{ resource: 'Issue', field: 'assignees', code: 'invalid' }] : [];
  return JSON.stringify({ ...JSON.parse(text), errors });
}

/** Turns the computer's times into those of the test at which they were written. */
function timesBy(clock: FakeClock) {
  const marks: { readonly real: number; readonly told: number }[] = [];
  return {
    /** A new time of the test begins with a new millisecond of the computer's. */
    async mark(): Promise<void> {
      const latest = marks.at(-1);
      const told = clock.elsewhere();
      if (latest?.told === told) return;
      while (Date.now() === latest?.real) await new Promise((resolve) => setImmediate(resolve));
      marks.push({ real: Date.now(), told });
    },
    told(text: string): string {
      return text.replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, (quoted) => {
        const real = Date.parse(quoted.slice(1, -1));
        const mark = marks.findLast((one) => one.real <= real) ?? marks[0];
        return `"${new Date(mark?.told ?? real).toISOString().slice(0, 19)}Z"`;
      });
    },
  };
}
