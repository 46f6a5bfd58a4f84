/**
 * Owns a large team on the simulated GitHub, in a thread of its own: what it takes to answer is not what it takes to ask.
 * Speaks with `scale.ts`: one `Question` at a time or many, an `Answer` to each by its number.
 */
import { parentPort } from 'node:worker_threads';
import { idMaker } from '../../src/model/id.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeRoster, writeStatus } from '../../src/records/roster.js';
import { weekdays } from '../../src/time/zone.js';
import { randomFrom } from '../github/sampleTeam.js';
import { createGithub } from '../github/simulation.js';

export const size = {
  members: 1_000,
  blockers: 10_000,
  work: 3_000,
  dependencies: 1_000,
  reviews: 250,
  questions: 250,
};

export const repository = 'acme/team';
const hour = 3_600_000;

export type Question = { readonly number: number /** Milliseconds since 1970. */; readonly now: number } & (
  | { readonly kind: 'build' }
  | {
      readonly kind: 'fetch';
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Somebody says something about a blocker, the first being 1. */
  | { readonly kind: 'comment'; readonly place: number }
  /** What has been asked since the last time, and what it has cost. */
  | { readonly kind: 'count' }
);

export interface Built {
  readonly token: string;
  readonly account: { readonly id: number; readonly login: string };
  readonly repository: number;
}

export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface Counted {
  readonly requests: number;
  readonly notModified: number;
  /** Against the 5,000 an hour of REST. */
  readonly charged: number;
  readonly questions: number;
  /** Against the 5,000 an hour of GraphQL. */
  readonly points: number;
}

export interface Answer {
  readonly number: number;
  readonly value: unknown;
}

const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Asia/Tokyo', 'Africa/Lagos', 'America/St_Johns'];

let time = 0;
const clock = {
  now: () => time,
  sleep: async () => {
    throw new Error('there is no weather here');
  },
};
const github = createGithub({ clock, validate: false });
const first: number[] = [];
let points = 0;
let used = 0;

function build(): Built {
  const random = randomFrom(20_261_121);
  const below = (limit: number) => Math.floor(random() * limit);
  const newId = idMaker(clock.now, random);
  const people = Array.from({ length: size.members }, (_, place) =>
    github.addUser({ login: place === 0 ? 'ana' : `member-${place}` }),
  );
  const anybody = () => people[below(people.length)] as (typeof people)[number];
  const [me = anybody()] = people;
  github.addOrganization({ login: 'acme', owners: ['ana'], members: people.slice(1).map(({ login }) => login) });
  const roles = Object.fromEntries(people.map(({ login }) => [login, 'write' as const]));
  const { id } = github.addRepository({ owner: 'acme', name: 'team', private: true, hasDiscussions: true, roles });
  const as = (login: string, hours = below(30 * 24)) => github.as(login, { at: time - hours * hour });

  const roster = as('ana', 31 * 24).createIssue(repository, writeRoster(newId(), me));
  for (const [place, by] of people.entries()) {
    const start = 7 + (place % 4);
    const hours = Object.fromEntries(weekdays.slice(0, 5).map((name) => [name, `${start}:00-${start + 8}:30`]));
    const status = { mode: 'available' as const, zone: zones[place % zones.length] ?? 'UTC', hours };
    as(by.login, 30 * 24).comment(repository, roster.number, writeStatus({ id: newId(), by, status, edited: {} }));
  }
  // Half of it has an assignee, as the team's backlog has; all of it is there before anybody is stuck.
  const work = Array.from({ length: size.work }, (_, place) =>
    as(anybody().login, 30 * 24).createIssue(repository, {
      title: `Part ${place} of the lighthouse`,
      assignees: place % 2 === 0 ? [anybody().login] : [],
    }),
  );
  for (let place = 0; place < size.blockers; place++) {
    const by = anybody();
    const owner = below(50) === 0 ? me : below(10) > 0 ? anybody() : undefined;
    const blocked = place < size.dependencies ? work[below(work.length)] : undefined;
    const words = {
      title: `Cannot go on with ${place}: who knows?`,
      notes: 'I have tried it with a clean tree, and with the branch of last week. Both stop at the same line.',
      ...(owner && { owner: owner.login }),
      ...(below(4) === 0 && { needBy: new Date(time + below(200) * hour).toISOString() }),
      ...(blocked && { blocks: `${repository}#${blocked.number}` }),
    };
    const context = { repository: 'acme/lighthouse', branch: 'main', path: 'src/lamp.ts', lines: [3, 9] as const };
    const text = writeBlocker({ id: newId(), by, words, context });
    const issue = as(by.login).createIssue(repository, { ...text, assignees: owner ? [owner.login] : [] });
    first.push(issue.number);
    if (blocked) as(by.login, 0).addBlocker(repository, blocked.number, issue.id);
  }
  for (let place = 0; place < size.reviews; place++) {
    const author = anybody().login;
    const number = github.addPullRequest(repository, { author, title: `Lens ${place}`, at: time - below(99) * hour });
    const reviewer = anybody().login;
    if (reviewer !== author) as(author, 0).requestReview(repository, number, reviewer);
  }
  for (let place = 0; place < size.questions; place++)
    as(anybody().login, below(99)).createDiscussion(repository, {
      category: 'Q&A',
      title: `How do we name ${place}?`,
      body: `@${anybody().login}, do you know?`,
    });
  return { token: github.token('ana', { scopes: ['repo', 'notifications'] }), account: me, repository: id };
}

async function answered({ url, method, headers, body }: Question & { kind: 'fetch' }): Promise<Fetched> {
  const response = await github.fetch(url, { method, headers, ...(body !== '' && { body }), redirect: 'manual' });
  if (response.headers.get('x-ratelimit-resource') === 'graphql') {
    const next = Number(response.headers.get('x-ratelimit-used'));
    points += next >= used ? next - used : next;
    used = next;
  }
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: [204, 304].includes(response.status) ? null : text,
  };
}

function counted(): Counted {
  const { entries } = github.log;
  const count: Counted = {
    requests: entries.length,
    notModified: entries.filter(({ status }) => status === 304).length,
    questions: entries.filter(({ path }) => path.endsWith('/graphql')).length,
    charged: entries.filter(({ charged, path }) => charged && !path.endsWith('/graphql')).length,
    points,
  };
  if (github.faults.length > 0) throw new Error(github.faults.join('\n'));
  github.log.clear();
  points = 0;
  return count;
}

async function answerTo(question: Question): Promise<Built | Fetched | Counted | undefined> {
  switch (question.kind) {
    case 'build':
      return build();
    case 'fetch':
      return answered(question);
    case 'comment':
      github.as('member-1').comment(repository, first[question.place - 1] ?? 0, 'Looking at it now.');
      return undefined;
    case 'count':
      return counted();
  }
}

parentPort?.on('message', async (question: Question) => {
  time = Math.max(time, question.now);
  const answer: Answer = { number: question.number, value: await answerTo(question) };
  parentPort?.postMessage(answer);
});
