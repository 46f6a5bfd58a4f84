/** What people of the sample team wait for beside blockers: issues that depend on others, reviews, questions. */

import type { SampleLogin } from './samplePeople.js';
import type { Github } from './simulation.js';

const hour = 3_600_000;

/** Each waits for the one before it, the first for the open blocker of that title. */
const chain = {
  blocker: 'The key for the staging lens has expired',
  issues: [
    { by: 'dana', hoursAgo: 60, title: 'Put the staging lens into the night plan', assignee: 'ana' },
    { by: 'bo', hoursAgo: 58, title: 'Rehearse the night plan with the harbour', assignee: 'chidi' },
  ],
  /** When ana found out, and said so on github.com. */
  hoursAgo: 16,
} as const;

const pulls = [
  { by: 'gus', hoursAgo: 26, title: 'Night shift: who holds the spare keys', reviewer: 'ana' },
  { by: 'ana', hoursAgo: 31, title: 'Team file: quiet over lunch', reviewer: 'finn' },
] as const satisfies readonly { by: SampleLogin; hoursAgo: number; title: string; reviewer: SampleLogin }[];

const talks = [
  {
    by: 'ana',
    hoursAgo: 29,
    category: 'Q&A',
    title: 'Do we name lenses by size or by order?',
    body: 'Both are in the catalogue, and I have to label the new ones.',
  },
  {
    by: 'emi',
    hoursAgo: 47,
    category: 'Q&A',
    title: 'Where do the tide tables come from?',
    body: 'There are two, and neither says who made it.',
    reply: {
      by: 'dana',
      hoursAgo: 40,
      text: 'From the hydrographic office, on the first of every month.',
      is: 'answer',
    },
  },
  {
    by: 'gus',
    hoursAgo: 34,
    category: 'Ideas',
    title: 'A bell for calm days',
    body: 'Nobody needs the horn when one can see the rocks.',
    reply: { by: 'hana', hoursAgo: 33, text: 'I could draw one.', is: 'comment' },
  },
  {
    by: 'chidi',
    hoursAgo: 23,
    category: 'Q&A',
    title: 'Is the warm white of the drawing still right at dusk?',
    body: '@ana, you measured it in spring.',
  },
] as const;

/** Comes after the blockers, one of which holds the rest up. */
export function waitForEachOther(github: Github, repository: string, now: number): void {
  const as = (login: SampleLogin, hoursAgo: number) => github.as(login, { at: now - hoursAgo * hour });
  let before = github.issues(repository).find(({ title }) => title === chain.blocker);
  for (const { by, hoursAgo, title, assignee } of chain.issues) {
    const issue = as(by, hoursAgo).createIssue(repository, { title, assignees: [assignee] });
    if (before) as('ana', chain.hoursAgo).addBlocker(repository, issue.number, before.id);
    before = issue;
  }
  for (const { by, hoursAgo, title, reviewer } of pulls) {
    const at = now - hoursAgo * hour;
    const number = github.addPullRequest(repository, { author: by, title, assignees: [by], at });
    as(by, hoursAgo - 1).requestReview(repository, number, reviewer);
  }
  for (const { by, hoursAgo, category, title, body, ...talk } of talks) {
    const { number } = as(by, hoursAgo).createDiscussion(repository, { category, title, body });
    if (!('reply' in talk)) continue;
    const { reply } = talk;
    const { id } = as(reply.by, reply.hoursAgo).commentOnDiscussion(repository, number, reply.text);
    if (reply.is === 'answer') as(by, reply.hoursAgo - 1).markAnswer(repository, number, id);
  }
}
