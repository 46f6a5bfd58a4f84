import assert from 'node:assert/strict';
import { buildSampleTeam } from '../../lib/github/sampleTeam.js';
import { createGithub } from '../../lib/github/simulation.js';
import { type Answered, type Team, team } from '../../unit/lib/github/team.js';

type Json = Answered['json'];

const at = 'acme/team';

const asked = `query Asked($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title createdAt author { login ... on User { databaseId } }
        reviewRequests(first: 20) { nodes { requestedReviewer { __typename ... on User { login databaseId } } } }
        reviews(last: 20) { nodes { author { login ... on User { databaseId } } state submittedAt } }
        timelineItems(itemTypes: [REVIEW_REQUESTED_EVENT], last: 20) {
          nodes { ... on ReviewRequestedEvent { createdAt requestedReviewer { ... on User { login } } } }
        }
      }
    }
    discussions(first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title body createdAt closed isAnswered answerChosenAt author { login ... on User { databaseId } } authorAssociation
        category { isAnswerable } answer { createdAt author { login ... on User { databaseId } } }
      }
    }
  }
}`;

const person = 'nodes { login databaseId }';
const dependencies = `number title state author { login ... on User { databaseId } } assignees(first: 10) { ${person} }
  blockedBy(first: 50) {
    nodes { number title state createdAt repository { nameWithOwner } assignees(first: 10) { ${person} } }
  }`;
const answers = `number closedAt
  comments(last: 5) { nodes { body createdAt author { login ... on User { databaseId } } authorAssociation } }`;

describe('simulated GitHub, what people wait for', () => {
  const graphql = async ({ ask }: Team, who: string, query: string) =>
    (await ask(who, 'POST', '/graphql', { query, variables: { owner: 'acme', name: 'team' } })).json;
  const issues = (made: Team, who: string, fields: string, ...numbers: number[]) => {
    const aliases = numbers.map((number) => `i${number}: issue(number: ${number}) { ${fields} }`).join('\n');
    return graphql(
      made,
      who,
      `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${aliases} } }`,
    );
  };
  const clean = ({ github }: Team) => assert.deepEqual([github.faults, github.log.invalid], [[], []]);

  it('tells who is asked for a review until they have given one, and when they were asked', async () => {
    const made = team();
    const { github, clock } = made;
    const number = github.addPullRequest(at, { author: 'write', title: 'Fix the beam' });
    const pull = async () => (await graphql(made, 'read', asked)).data.repository.pullRequests.nodes[0];
    clock.advance(60_000);
    github.as('write').requestReview(at, number, 'read', 'admin');
    const reviewer = (login: string) => ({ __typename: 'User', login, databaseId: github.idOf(login) });
    const first = await pull();
    assert.deepEqual(first.author, { login: 'write', databaseId: github.idOf('write') });
    assert.deepEqual(first.reviewRequests.nodes, [
      { requestedReviewer: reviewer('read') },
      { requestedReviewer: reviewer('admin') },
    ]);
    clock.advance(60_000);
    github.as('read').submitReview(at, number, 'changesRequested', 'Not yet');
    clock.advance(60_000);
    github.as('write').requestReview(at, number, 'read');
    github.deleteUser('admin');
    const second = await pull();
    assert.deepEqual(second.reviewRequests.nodes, [{ requestedReviewer: reviewer('read') }]);
    assert.deepEqual(second.reviews.nodes, [
      {
        author: { login: 'read', databaseId: github.idOf('read') },
        state: 'CHANGES_REQUESTED',
        submittedAt: '2026-11-21T12:32:00Z',
      },
    ]);
    assert.deepEqual(second.timelineItems.nodes, [
      { createdAt: '2026-11-21T12:31:00Z', requestedReviewer: { login: 'read' } },
      { createdAt: '2026-11-21T12:31:00Z', requestedReviewer: null },
      { createdAt: '2026-11-21T12:33:00Z', requestedReviewer: { login: 'read' } },
    ]);
    github.as('read').submitReview(at, number, 'approved');
    assert.deepEqual((await pull()).reviewRequests.nodes, []);
    github.as('write').mergePullRequest(at, number);
    assert.equal(await pull(), undefined);
    clean(made);
  });

  it('shows the latest first, of pull requests and discussions', async () => {
    const made = team();
    const { github, clock } = made;
    github.setRepository(at, { hasDiscussions: true });
    for (const title of ['One', 'Two']) {
      github.addPullRequest(at, { author: 'write', title });
      github.as('read').createDiscussion(at, { category: 'Ideas', title, body: 'Hm' });
      clock.advance(1000);
    }
    github.as('write').submitReview(at, 1, 'commented', 'Hm');
    github.as('write').commentOnDiscussion(at, 2, 'Hm');
    const { pullRequests, discussions } = (await graphql(made, 'read', asked)).data.repository;
    const titles = ({ nodes }: { nodes: { title: string }[] }) => nodes.map(({ title }) => title);
    assert.deepEqual(
      [titles(pullRequests), titles(discussions)],
      [
        ['One', 'Two'],
        ['One', 'Two'],
      ],
    );
    clean(made);
  });

  it('tells questions, their answers and who they are by, and none where discussions are off', async () => {
    const made = team();
    const { github, clock } = made;
    github.setRepository(at, { hasDiscussions: true });
    const talk = async () => (await graphql(made, 'read', asked)).data.repository.discussions.nodes[0];
    github.as('read').createDiscussion(at, { category: 'Q&A', title: 'Which oil?', body: '@write' });
    const { id } = github.as('write').commentOnDiscussion(at, 1, 'Rape seed');
    const open = await talk();
    assert.deepEqual(
      [open.isAnswered, open.answer, open.closed, open.authorAssociation],
      [false, null, false, 'COLLABORATOR'],
    );
    clock.advance(60_000);
    github.as('triage').markAnswer(at, 1, id);
    github.as('triage').closeDiscussion(at, 1);
    const { isAnswered, answer, answerChosenAt, closed, category } = await talk();
    assert.deepEqual(
      [isAnswered, answerChosenAt, closed, category],
      [true, '2026-11-21T12:31:00Z', true, { isAnswerable: true }],
    );
    const by = { login: 'write', databaseId: github.idOf('write') };
    assert.deepEqual(answer, { createdAt: '2026-11-21T12:30:00Z', author: by });
    github.deleteUser('read');
    assert.equal((await graphql(made, 'write', asked)).data.repository.discussions.nodes[0].author, null);
    github.as('write').createDiscussion(at, { category: 'General', title: 'Hello', body: 'World' });
    const { nodes } = (await graphql(made, 'write', asked)).data.repository.discussions;
    assert.equal(nodes.find(({ title }: { title: string }) => title === 'Hello').isAnswered, null);
    github.setRepository(at, { hasDiscussions: false });
    assert.deepEqual((await graphql(made, 'write', asked)).data.repository.discussions.nodes, []);
    clean(made);
  });

  it('tells what blocks an issue, open and closed, the latest dependency first, as far as one can see', async () => {
    const made = team();
    const { github } = made;
    github.addRepository({ owner: 'acme', name: 'secret', private: true, roles: { triage: 'read' } });
    const beam = github.as('write').createIssue(at, { title: 'Beam', assignees: ['write', 'admin'] });
    const power = github.as('write').createIssue(at, { title: 'Power', assignees: ['maintain'] });
    const secret = github.as('owner').createIssue('acme/secret', { title: 'Secret' });
    for (const { id } of [power, secret]) github.as('triage').addBlocker(at, beam.number, id);
    github.as('write').closeIssue(at, power.number);
    const people = (...logins: string[]) => ({
      nodes: logins.map((login) => ({ login, databaseId: github.idOf(login) })),
    });
    const closed = {
      number: 2,
      title: 'Power',
      state: 'CLOSED',
      createdAt: '2026-11-21T12:30:00Z',
      repository: { nameWithOwner: at },
      assignees: people('maintain'),
    };
    const { i1, i2 } = (await issues(made, 'write', dependencies, 1, 2)).data.repository;
    assert.deepEqual(i1, {
      number: 1,
      title: 'Beam',
      state: 'OPEN',
      author: { login: 'write', databaseId: github.idOf('write') },
      assignees: people('write', 'admin'),
      blockedBy: { nodes: [closed] },
    });
    assert.deepEqual(i2.blockedBy.nodes, []);
    const seen = (await issues(made, 'triage', dependencies, 1)).data.repository.i1.blockedBy.nodes;
    assert.deepEqual(
      seen.map(({ title, repository }: { title: string; repository: object }) => [title, repository]),
      [
        ['Secret', { nameWithOwner: 'acme/secret' }],
        ['Power', { nameWithOwner: at }],
      ],
    );
    clean(made);
  });

  it('tells the last words under an issue, and who they count for', async () => {
    const made = team();
    const { github, clock } = made;
    github.as('read').createIssue(at, { title: 'Beam' });
    for (let count = 1; count <= 6; count++) github.as('write').comment(at, 1, `Word ${count}`);
    clock.advance(60_000);
    github.as('write').closeIssue(at, 1);
    const { i1 } = (await issues(made, 'read', answers, 1)).data.repository;
    assert.equal(i1.closedAt, '2026-11-21T12:31:00Z');
    const { nodes } = i1.comments;
    assert.deepEqual(
      nodes.map(({ body }: { body: string }) => body),
      [2, 3, 4, 5, 6].map((count) => `Word ${count}`),
    );
    assert.deepEqual(nodes[0], {
      body: 'Word 2',
      createdAt: '2026-11-21T12:30:00Z',
      author: { login: 'write', databaseId: github.idOf('write') },
      authorAssociation: 'COLLABORATOR',
    });
    clean(made);
  });

  it('gives what there is, with an error for each issue that is gone', async () => {
    const made = team();
    const { github } = made;
    github.setRepository(at, { hasDiscussions: true });
    for (const title of ['Stays', 'Deleted', 'Transferred', 'Converted', 'Locked'])
      github.as('read').createIssue(at, { title });
    github.as('admin').deleteIssue(at, 2);
    github.addRepository({ owner: 'acme', name: 'attic', private: true, roles: { write: 'write' } });
    github.as('write').transferIssue(at, 3, 'acme/attic');
    github.as('triage').convertIssue(at, 4, 'Q&A');
    github.as('write').lockIssue(at, 5);
    const pull = github.addPullRequest(at, { author: 'write', title: 'Fix' });
    const { data, errors } = await issues(made, 'read', dependencies, 1, 2, 3, 4, 5, pull, 99);
    const { i1, i5, ...gone } = data.repository;
    assert.deepEqual([i1.title, i5.title], ['Stays', 'Locked']);
    assert.deepEqual(gone, { i2: null, i3: null, i4: null, [`i${pull}`]: null, i99: null });
    assert.deepEqual(
      errors.map(({ type, path, message }: Record<string, unknown>) => [type, path, message]),
      [2, 3, 4, pull, 99].map((number) => [
        'NOT_FOUND',
        ['repository', `i${number}`],
        `Could not resolve to an Issue with the number of ${number}.`,
      ]),
    );
    clean(made);
  });

  it('tells of pull requests and discussions as the description has it, but for the addresses discussions lack', async () => {
    const made = team({ validate: true });
    const { github, ask } = made;
    github.setRepository(at, { hasDiscussions: true });
    github.as('write').createDiscussion(at, { category: 'Q&A', title: 'Which oil?', body: '@read' });
    const number = github.addPullRequest(at, { author: 'read', title: 'Fix the beam' });
    github.as('write').submitReview(at, number, 'approved');
    github.as('write').mergePullRequest(at, number);
    const { json } = await ask('read', 'GET', '/notifications');
    assert.deepEqual(
      json.map(({ reason, subject }: Json) => [reason, subject.type, subject.url]),
      [
        ['author', 'PullRequest', 'https://api.github.com/repos/acme/team/pulls/2'],
        ['mention', 'Discussion', null],
      ],
    );
    assert.equal((await ask('read', 'GET', '/repos/acme/team/issues?state=all')).json.length, 1);
    clean(made);
  });

  it('tells strangers nothing', async () => {
    const made = team();
    const { github } = made;
    github.as('read').createIssue(at, { title: 'Beam' });
    for (const answer of [await graphql(made, 'olga', asked), await issues(made, 'olga', answers, 1)])
      assert.deepEqual([answer.data.repository, answer.errors[0].type], [null, 'NOT_FOUND']);
  });

  it('counts points by the connections that are asked for', async () => {
    const made = team();
    const cost = async (query: () => Promise<unknown>) => {
      const used = async () => Number((await made.ask('read', 'GET', '/rate_limit')).json.resources.graphql.used);
      const before = await used();
      await query();
      return (await used()) - before;
    };
    const fifty = Array.from({ length: 50 }, (_, place) => place + 1);
    assert.equal(await cost(() => graphql(made, 'read', asked)), 3);
    assert.equal(await cost(() => issues(made, 'read', dependencies, ...fifty)), 26);
    assert.equal(await cost(() => issues(made, 'read', answers, ...fifty)), 1);
    const { data } = await graphql(
      made,
      'read',
      `query($owner: String!, $name: String!) { rateLimit { cost } ...Here }
      fragment Here on Query { repository(owner: $owner, name: $name) { ...Pulls } }
      fragment Pulls on Repository { pullRequests(first: 100) { nodes { reviews(first: 1) { nodes { state } } reviewRequests(first: 1) { nodes { id } } } } }`,
    );
    assert.equal(data.rateLimit.cost, 2);
  });

  it('does not know blockedBy on an older server, and the rest of the questions as ever', async () => {
    const made = team({ dependencies: 'unknown' });
    made.github.as('read').createIssue(at, { title: 'Beam' });
    const { data, errors } = await issues(made, 'read', dependencies, 1);
    assert.deepEqual([data, errors[0].extensions.code], [undefined, 'undefinedField']);
    assert.match(errors[0].message, /blockedBy.*Issue/);
    assert.equal((await issues(made, 'read', answers, 1)).data.repository.i1.number, 1);
    assert.deepEqual((await graphql(made, 'read', asked)).data.repository.pullRequests.nodes, []);
    clean(made);
    await issues(made, 'read', 'blockedBy(first: 1) { nodes { shoeSize } }', 1);
    assert.equal(made.github.log.invalid.length, 1, 'what no server knows is a mistake');
  });

  it('finds all of it in the sample team', async () => {
    const github = createGithub();
    const { tokens, repository } = buildSampleTeam(github);
    const ask = async (query: string) => {
      const response = await github.fetch('https://api.github.com/graphql', {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.ana}` },
        body: JSON.stringify({ query, variables: { owner: 'acme', name: 'team' } }),
      });
      return ((await response.json()) as Json).data.repository;
    };
    const { pullRequests, discussions } = await ask(asked);
    const reviews = pullRequests.nodes.map(
      ({ author, reviewRequests: { nodes } }: Json) =>
        `${author.login}: ${nodes.map((one: Json) => one.requestedReviewer.login)}`,
    );
    assert.deepEqual(reviews.sort(), ['ana: finn', 'bo: ', 'gus: ana']);
    const open = discussions.nodes.filter(({ isAnswered }: { isAnswered: boolean }) => isAnswered === false);
    assert.deepEqual(
      open.map(({ author, body }: Json) => [author.login, /@ana/.test(body)]),
      [
        ['chidi', true],
        ['ana', false],
      ],
    );
    const numbers = github.issues(repository).flatMap(({ pullRequest, number }) => (pullRequest ? [] : [number]));
    const told = await ask(
      `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${numbers
        .map((number) => `i${number}: issue(number: ${number}) { ${dependencies} }`)
        .join('\n')} } }`,
    );
    const waiting = Object.values<Json>(told).filter(({ blockedBy }) => blockedBy.nodes.length > 0);
    const names = ({ assignees }: Json) => assignees.nodes.map(({ login }: Json) => login).join();
    assert.deepEqual(
      waiting.map((one) => [names(one), one.title, one.blockedBy.nodes.map(names).join()]),
      [
        ['ana', 'Put the staging lens into the night plan', 'dana'],
        ['chidi', 'Rehearse the night plan with the harbour', 'ana'],
      ],
    );
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });
});
