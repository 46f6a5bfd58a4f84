import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { meaningOf } from '../../../src/github/client/errors.js';
import { asComment, asComments, asIssue, asIssues, asPerson, asRepository } from '../../../src/github/client/shapes.js';
import { threadFrom } from '../../../src/github/discussions/shapes.js';
import { countsFor, deltaFrom, readerFor } from '../../../src/github/issues/issues.js';
import { incomingFrom } from '../../../src/github/notifications/threads.js';
import { readRequests } from '../../../src/github/waits/requests.js';
import { ana, team } from '../../lib/fakes/builders.js';
import { loadDescription } from '../../lib/github/validate.js';

type Told = Readonly<Record<string, unknown>>;
interface Somebody {
  readonly login: string;
  readonly id: number;
}

const require = createRequire(`${process.cwd()}/`);
const servers = ['api.github.com', 'ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'];

/** What GitHub has really sent to webhooks, what was recorded of its answers, and the examples of its own description. */
function sources(): readonly unknown[] {
  const sent = servers.map((server) => require(`@octokit/webhooks-examples/${server}/index.json`) as unknown);
  const scenarios = 'node_modules/@octokit/fixtures/scenarios';
  const recorded = (readdirSync(scenarios, { recursive: true }) as string[])
    .filter((file) => file.endsWith('raw-fixture.json'))
    .map((file) => JSON.parse(readFileSync(`${scenarios}/${file}`, 'utf8')) as unknown);
  return [...sent, ...recorded, loadDescription().components.examples];
}

/** Every object in it that is like nothing before. */
function objectsIn(all: readonly unknown[]): readonly Told[] {
  const found = new Map<string, Told>();
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) for (const part of one) walk(part);
    else if (typeof one === 'object' && one !== null) {
      found.set(JSON.stringify(one), one as Told);
      for (const part of Object.values(one)) walk(part);
    }
  };
  walk(all);
  return [...found.values()];
}

const has = (one: Told, ...keys: readonly string[]) => keys.every((key) => key in one);
const userOf = ({ user }: Told) => user as Somebody | null;

describe('payloads that GitHub has really sent', () => {
  const all = objectsIn(sources());
  const issues = all.filter(
    (one) => has(one, 'id', 'number', 'title', 'state', 'user', 'created_at', 'updated_at') && !has(one, 'category'),
  );
  const comments = all.filter(
    (one) => has(one, 'id', 'body', 'user', 'created_at') && !has(one, 'title') && !has(one, 'submitted_at'),
  );
  const people = all.filter((one) => has(one, 'login', 'id', 'type', 'site_admin'));
  const repositories = all.filter((one) => has(one, 'id', 'name', 'full_name', 'owner', 'private'));
  const threads = all.filter((one) => has(one, 'id', 'subject', 'reason', 'repository', 'updated_at'));
  const discussions = all.filter((one) => has(one, 'category', 'node_id', 'number', 'title', 'user'));
  const pulls = all.filter((one) => has(one, 'number', 'title', 'requested_reviewers', 'user'));
  const refusals = all.filter((one) => has(one, 'message', 'documentation_url'));
  const counts = countsFor(ana, undefined);

  it('are enough of each kind, and whatever reader is given whichever of them does not throw', () => {
    const kinds = { issues, comments, people, repositories, threads, discussions, pulls, refusals };
    const told = Object.entries(kinds).map(([name, { length }]) => `${length} ${name}`);
    const number = Object.values(kinds).reduce((sum, { length }) => sum + length, 0);
    const readers = [
      asIssue,
      asComment,
      asPerson,
      asRepository,
      incomingFrom,
      (one: unknown) => threadFrom(one, counts),
    ];
    const thrown = all.flatMap((one) => readers.filter((read) => throws(() => read(one))));
    console.log(
      `      ${number} payloads are read: ${told.join(', ')}; of ${all.length} objects ${thrown.length} made a reader throw`,
    );
    assert.deepEqual(thrown, []);
    assert.ok(number > 400 && Object.values(kinds).every(({ length }) => length > 0), told.join());
  });

  it('issues and pull requests are read with number, title, author and state', () => {
    for (const one of issues) {
      const issue = asIssue(one);
      assert.ok(issue, JSON.stringify(one).slice(0, 300));
      const user = userOf(one) && { id: userOf(one)?.id, login: userOf(one)?.login };
      assert.deepEqual([issue.number, issue.title, issue.user, issue.state], [one.number, one.title, user, one.state]);
      const assignees = (one.assignees as readonly Somebody[] | undefined)?.map(({ login }) => login);
      assert.deepEqual(
        issue.assignees?.map(({ login }) => login),
        assignees,
      );
    }
    assert.equal(asIssues(issues)?.length, issues.length);
  });

  it('none of them is taken for a record of ours, and each is heard of', () => {
    const read = asIssues(issues) ?? [];
    const delta = deltaFrom(read, readerFor(counts));
    assert.deepEqual([delta.items, delta.rosters, delta.heard?.length], [[], [], issues.length]);
  });

  it('comments are read with their words and author', () => {
    for (const one of comments) {
      const comment = asComment(one);
      assert.ok(comment, JSON.stringify(one).slice(0, 300));
      assert.deepEqual([comment.id, comment.body, comment.user?.login], [one.id, one.body, userOf(one)?.login]);
    }
    assert.equal(asComments(comments)?.length, comments.length);
  });

  it('people and repositories are read with number and name', () => {
    for (const one of people) assert.deepEqual(asPerson(one), { id: one.id, login: one.login });
    for (const one of repositories) {
      const repository = asRepository(one);
      assert.ok(repository, JSON.stringify(one).slice(0, 300));
      assert.deepEqual([repository.id, repository.name, repository.private], [one.id, one.name, one.private]);
      assert.equal(repository.owner.login, (one.owner as Somebody).login);
    }
  });

  it('notifications are read with title, repository and time', () => {
    for (const one of threads) {
      const incoming = incomingFrom(one);
      assert.ok(incoming, JSON.stringify(one).slice(0, 300));
      const { title } = one.subject as { title: string };
      const { full_name: repository } = one.repository as { full_name: string };
      assert.deepEqual(
        [incoming.thread, incoming.title, incoming.repository, incoming.at],
        [one.id, title, repository, one.updated_at],
      );
    }
  });

  /** GraphQL tells the same by other names. */
  const actor = (user: Somebody | null) => user && { __typename: 'User', login: user.login, databaseId: user.id };

  it('discussions are read with number, title, author and state', () => {
    for (const one of discussions) {
      const category = one.category as {
        readonly node_id?: string;
        readonly name: string;
        readonly is_answerable: boolean;
      };
      const thread = threadFrom(
        {
          id: one.node_id,
          number: one.number,
          title: one.title,
          createdAt: one.created_at,
          updatedAt: one.updated_at,
          closed: one.state === 'closed',
          locked: one.locked,
          author: actor(userOf(one)),
          authorAssociation: one.author_association,
          category: { id: category.node_id ?? '', name: category.name, isAnswerable: category.is_answerable },
          comments: { totalCount: one.comments },
        },
        counts,
      );
      assert.ok(thread, JSON.stringify(one).slice(0, 300));
      const by = thread.by.kind === 'person' ? thread.by.person.login : undefined;
      assert.deepEqual(
        [thread.number, thread.title, by, thread.state, thread.comments],
        [one.number, one.title, userOf(one)?.login, one.state === 'closed' ? 'closed' : 'open', one.comments],
      );
    }
  });

  it('reviews that are asked for are read with number, title, and who asks whom', async () => {
    for (const one of pulls) {
      const reviewers = one.requested_reviewers as readonly Somebody[];
      const node = {
        number: one.number,
        title: one.title,
        createdAt: one.created_at,
        author: actor(userOf(one)),
        reviewRequests: { nodes: reviewers.map((reviewer) => ({ requestedReviewer: actor(reviewer) })) },
        reviews: { nodes: [] },
        timelineItems: { nodes: [] },
      };
      const data = { repository: { pullRequests: { nodes: [node] } }, forum: { discussions: { nodes: [] } } };
      const ask = async () => ({ kind: 'answer', data, errors: [] }) as const;
      const asked = await readRequests({ ask }, team.repository, counts, []);
      const expected = [one.number, one.title, userOf(one)?.login, reviewers.map(({ login }) => login)];
      assert.deepEqual(
        asked?.map(({ number, title, by, of }) => [number, title, by.login, of]),
        reviewers.length > 0 ? [expected] : [],
      );
    }
  });

  it('refusals are read with GitHub’s own words', () => {
    for (const data of refusals)
      for (const status of [403, 404, 410, 422]) {
        const headers = { 'x-github-request-id': '1' };
        const meant = meaningOf({ kind: 'answer', status, headers, data }, 0);
        assert.ok(meant.kind === 'refused' || meant.kind === 'blocked', JSON.stringify(meant));
        if (status === 422 && meant.kind === 'refused')
          assert.ok(meant.reason.detail?.startsWith(String(data.message).slice(0, 100)));
      }
  });
});

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
