/**
 * A team of any size on the simulated GitHub, in a thread of its own: what it takes to answer is not what it takes to ask.
 * Speaks with `farGithub.ts`: one `Question` at a time or many, an `Answer` to each by its number.
 */
import { parentPort } from 'node:worker_threads';
import { idMaker } from '../../../src/base/id.js';
import { weekdays } from '../../../src/base/zone.js';
import { writeBlocker } from '../../../src/records/blocker.js';
import { writeRoster, writeStatus } from '../../../src/records/roster.js';
import { randomFrom } from '../../lib/github/sampleTeam.js';
import { createGithub } from '../../lib/github/simulation.js';
import { type Spent, spending } from './spent.js';

export interface Size {
  readonly members: number;
  readonly blockers: number;
}

export const repository = 'acme/team';
const hour = 3_600_000;

export type Question = { readonly number: number /** Milliseconds since 1970. */; readonly now: number } & (
  | { readonly kind: 'build'; readonly size: Size }
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
  | { readonly kind: 'take' }
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
const spent = spending(github, 'ana');

function build({ members, blockers }: Size): Built {
  const work = Math.ceil(blockers * 0.3);
  const random = randomFrom(20_261_121);
  const below = (limit: number) => Math.floor(random() * limit);
  const newId = idMaker(clock.now, random);
  const people = Array.from({ length: members }, (_, place) =>
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
  const issues = Array.from({ length: work }, (_, place) =>
    as(anybody().login, 30 * 24).createIssue(repository, {
      title: `Part ${place} of the lighthouse`,
      assignees: place % 2 === 0 ? [anybody().login] : [],
    }),
  );
  for (let place = 0; place < blockers; place++) {
    const by = anybody();
    const owner = below(50) === 0 ? me : below(10) > 0 ? anybody() : undefined;
    const blocked = place < blockers / 10 ? issues[below(issues.length)] : undefined;
    const words = {
      title: `Cannot go on with ${place}: who knows?`,
      notes: 'I have tried it with a clean tree, and with the branch of last week. Both stop at the same line.',
      ...(owner && { owner: owner.login }),
      ...(below(4) === 0 && { needBy: new Date(time + below(200) * hour).toISOString() }),
      ...(blocked && { blocks: `${repository}#${blocked.number}` }),
    };
    const context = { repository: 'acme/lighthouse', branch: 'main', path: 'src/lamp.ts', lines: [3, 9] as const };
    const text = writeBlocker({ id: newId(), by, words, context });
    const hours = 1 + below(30 * 24);
    const issue = as(by.login, hours).createIssue(repository, { ...text, assignees: owner ? [owner.login] : [] });
    first.push(issue.number);
    if (blocked) as(by.login, hours).addBlocker(repository, blocked.number, issue.id);
  }
  for (let place = 0; place < blockers / 40; place++) {
    const author = anybody().login;
    const hours = 1 + below(99);
    const number = github.addPullRequest(repository, { author, title: `Lens ${place}`, at: time - hours * hour });
    const reviewer = anybody().login;
    if (reviewer !== author) as(author, hours).requestReview(repository, number, reviewer);
  }
  for (let place = 0; place < blockers / 40; place++)
    as(anybody().login, below(99)).createDiscussion(repository, {
      category: 'Q&A',
      title: `How do we name ${place}?`,
      body: `@${anybody().login}, do you know?`,
    });
  return { token: github.token('ana', { scopes: ['repo', 'notifications'] }), account: me, repository: id };
}

async function answered({ url, method, headers, body }: Question & { kind: 'fetch' }): Promise<Fetched> {
  const response = await spent.fetch(url, { method, headers, ...(body !== '' && { body }), redirect: 'manual' });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: [204, 304].includes(response.status) ? null : text,
  };
}

async function answerTo(question: Question): Promise<Built | Fetched | Spent | undefined> {
  switch (question.kind) {
    case 'build':
      return build(question.size);
    case 'fetch':
      return answered(question);
    case 'comment':
      github.as('member-1').comment(repository, first[question.place - 1] ?? 0, 'Looking at it now.');
      return undefined;
    case 'take':
      return spent.take();
  }
}

parentPort?.on('message', async (question: Question) => {
  time = Math.max(time, question.now);
  const answer: Answer = { number: question.number, value: await answerTo(question) };
  parentPort?.postMessage(answer);
});
