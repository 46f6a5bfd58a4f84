/** GraphQL's search for pull requests: as much of its language as the product speaks. Anything else is a fault, never an empty list. */
import { pullOf } from '../pulls.js';
import { fullName, type Issue, type Repository } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { renderPull } from './pulls.js';
import type { Question } from './question.js';

export interface Search extends Bounds {
  readonly type: string;
  readonly query: string;
}

export function search(question: Question, { type, query, ...bounds }: Search): object {
  const { world, viewer } = question;
  const terms = query.split(' ');
  if (type !== 'ISSUE' || !terms.includes('is:pr'))
    throw new Error(`the simulated GitHub cannot search for ${query} yet`);
  const name = terms
    .find((one) => one.startsWith('repo:'))
    ?.slice('repo:'.length)
    .toLowerCase();
  const home = [...world.repositories.values()].find((one) => fullName(world, one).toLowerCase() === name);
  const me = viewer.user.id;
  const holds: Readonly<Record<string, (issue: Issue, words: string) => boolean>> = {
    repo: () => true,
    is: () => true,
    author: ({ author }) => author === me,
    '-author': ({ author }) => author !== me,
    'reviewed-by': (issue) => pullOf(world, issue).reviews.some(({ author }) => author === me),
    updated: ({ updatedAt }, words) => updatedAt >= Date.parse(words.replace('>=', '')),
  };
  const found = [...(home?.issues.values() ?? [])]
    .flatMap(({ current }) => (current?.pullRequest ? [current] : []))
    .filter((issue) =>
      terms.every((term) => {
        const [, qualifier = '', words = ''] = /^(-?[\w-]+):(.*)$/.exec(term) ?? [];
        const check = holds[qualifier];
        if (!check) throw new Error(`the simulated GitHub does not know ${term} in a search yet`);
        return check(issue, words);
      }),
    );
  return connectionOf('search', bounds, found, (issue) => ({
    __typename: 'PullRequest',
    ...renderPull(question, home as Repository, issue),
    repository: { databaseId: home?.id ?? 0 },
  }));
}
