/** The sample team, read once, and read again with something missing from what GitHub answers. */
import type { Access } from '../../../src/github/client/client.js';
import { createRemote } from '../../../src/github/remote.js';
import { type Board, emptyBoard, receive } from '../../../src/model/board/board.js';
import { type Item, isAwaitedItem } from '../../../src/model/board/item.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Team } from '../../../src/model/board/team.js';
import { givePromise, memoryLog } from '../../lib/fakes/builders.js';
import { fakeClock } from '../../lib/fakes/fakeClock.js';
import { routes } from '../../lib/github/router.js';
import { buildSampleTeam } from '../../lib/github/sampleTeam.js';
import { createGithub, type Github } from '../../lib/github/simulation.js';

/** What was asked: by a route of REST, or in words of GraphQL. */
export interface Question {
  readonly name: string;
  readonly route?: { readonly method: string; readonly template: string };
  readonly graphql?: string;
}

export interface Answered {
  readonly question: Question;
  readonly status: number;
  readonly json: unknown;
}

/** What GitHub answers in the place of what it does. */
export type Alter = (answered: Answered) => unknown;

export interface Scene {
  readonly github: Github;
  readonly team: Team;
  /** As it was read with nothing missing. */
  readonly board: Board;
  /** Something was written: questions are asked anew, and time passes. */
  goOn(): Promise<void>;
  /** All answers since the last time. */
  answers(): readonly Answered[];
  remote(alter?: Alter): ReturnType<typeof createRemote>;
  /** Reads everything anew; what is known already is the board. */
  pull(alter?: Alter): Promise<{ readonly board: Board; readonly trouble: unknown; readonly lines: readonly string[] }>;
}

interface Known {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export async function createScene(login = 'dana'): Promise<Scene> {
  const clock = fakeClock();
  const githubClock = { now: clock.elsewhere, sleep: clock.sleep };
  const github = createGithub({ clock: githubClock, validate: false });
  buildSampleTeam(github, { clock: githubClock });
  const tokens = new Map<string, string>();
  const teamOf = (who: string): Team => ({
    account: { server: 'https://github.com', id: github.idOf(who), login: who },
    repository: { id: github.repositoryId('acme/team'), owner: 'acme', name: 'team' },
  });
  let answers: Answered[] = [];
  let lines: readonly string[] = [];
  const known = new Map<string, Known>();

  /** What was answered once is answered again: nothing changes meanwhile. */
  async function answered(url: string, init: RequestInit | undefined) {
    const key = `${init?.method} ${url} ${String(init?.body)}`;
    const isReading = init?.method === 'GET' || /^\{"query":"query /.test(String(init?.body));
    const before = isReading ? known.get(key) : undefined;
    if (before) return before;
    const reply = await github.fetch(url, init);
    const text = await reply.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    const fresh = { status: reply.status, headers: reply.headers, text, json };
    known.set(key, fresh);
    return fresh;
  }

  const altered =
    (alter: Alter): typeof fetch =>
    async (input, init) => {
      const { status, headers, text, json } = await answered(String(input), init);
      const answer = { question: questionOf(String(input), init), status, json };
      answers.push(answer);
      const told = alter(answer);
      const isAsItWas = told === json;
      return new Response((isAsItWas ? text : JSON.stringify(told)) || null, { status, headers });
    };

  function accessOf(who: string, alter: Alter): Access {
    const token = tokens.get(who) ?? github.token(who);
    tokens.set(who, token);
    const log = memoryLog();
    lines = log.lines;
    return { server: 'https://github.com', token: async () => token, fetch: altered(alter), clock, log };
  }
  const remoteOf = (who: string, alter: Alter = asIs) => createRemote(teamOf(who), accessOf(who, alter));

  async function pullOf(who: string, before: Board, alter: Alter = asIs) {
    let board = before;
    const trouble = await remoteOf(who, alter).pull({ board }, 'full', new AbortController().signal, ({ delta }) => {
      board = receive(board, delta);
      return board;
    });
    return { board, trouble, lines };
  }

  // What the sample team lacks: a promise, and a blocker that somebody else has edited.
  const awaited = [...(await pullOf(login, emptyBoard)).board.items.values()].filter(
    (item) => isAwaitedItem(item) && item.state === 'open' && item.owner !== undefined,
  );
  const [first, second] = awaited as [Item, Item];
  const owner = first.owner ?? '';
  const promise: Mutation = givePromise(first.key, '2026-11-24T10:00:00Z', { team: teamOf(owner) });
  await remoteOf(owner).push(promise, (await pullOf(owner, emptyBoard)).board);
  await clock.advance(60_000);
  const body = github.issue('acme/team', second.number ?? 0).body ?? '';
  const editor = second.by.login === login ? owner : login;
  github.as(editor).editIssue('acme/team', second.number ?? 0, { body: `${body.split('\n')[0]} (edited)\n${body}` });
  known.clear();

  const { board } = await pullOf(login, emptyBoard);
  answers = [];
  return {
    github,
    team: teamOf(login),
    board,
    async goOn() {
      known.clear();
      await clock.advance(60_000);
    },
    answers() {
      const all = answers;
      answers = [];
      return all;
    },
    remote: (alter) => remoteOf(login, alter),
    pull: (alter) => pullOf(login, board, alter),
  };
}

const asIs: Alter = ({ json }) => json;

const patterns = routes.map(({ method, template }) => ({
  method,
  template,
  pattern: new RegExp(`^${template.replace('{path}', '.+').replace(/\{\w+\}/g, '[^/]+')}$`),
}));

function questionOf(url: string, init: RequestInit | undefined): Question {
  const { pathname } = new URL(url);
  const method = init?.method ?? 'GET';
  if (pathname === '/graphql') {
    const { query } = JSON.parse(String(init?.body)) as { query: string };
    // The same question about other numbers is the same question.
    const shape = query.replace(/\b([a-z])\d+: (\w+)\(number: \d+\)/g, '$1N: $2');
    return { name: shape.replace(/\s+/g, ' '), graphql: query };
  }
  const route = patterns.find((one) => one.method === method && one.pattern.test(pathname));
  return { name: `${method} ${route?.template ?? pathname}`, ...(route && { route }) };
}
