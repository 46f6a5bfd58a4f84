import assert from 'node:assert/strict';
import { listDocument, mutations, talksDocument } from '../../../src/github/discussions/documents.js';
import { buildSampleTeam } from '../../lib/github/sampleTeam.js';
import { createGithub } from '../../lib/github/simulation.js';
import { type Answered, type Team, team } from '../../unit/lib/github/team.js';

type Json = Answered['json'];

const at = 'acme/team';
const place = { owner: 'acme', name: 'team' };

describe('simulated GitHub: discussions in GraphQL, on the official schema', () => {
  const graphql = async ({ ask }: Team, who: string, query: string, variables: object = place) =>
    (await ask(who, 'POST', '/graphql', { query, variables })).json;
  const clean = ({ github }: Team) => assert.deepEqual([github.faults, github.log.invalid], [[], []]);

  function asked(options: Parameters<typeof team>[0] = {}) {
    const made = team(options);
    const { github } = made;
    github.setRepository(at, { hasDiscussions: true });
    const discussion = github.as('read').createDiscussion(at, { category: 'Q&A', title: 'Which oil?', body: 'Hm' });
    const comment = github.as('write').commentOnDiscussion(at, 1, 'Rape seed');
    return { made, github, discussion, comment };
  }

  it('costs what the formula says', async () => {
    const { made } = asked();
    const cost = async (query: string, variables: object) => {
      const used = async () => Number((await made.ask('read', 'GET', '/rate_limit')).json.resources.graphql.used);
      const before = await used();
      await graphql(made, 'read', query, variables);
      return (await used()) - before;
    };
    const numbers = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
    assert.equal(await cost(listDocument, { ...place, size: 50, after: null }), 1);
    assert.equal(await cost(listDocument, { ...place, size: 100, after: null }), 1);
    assert.deepEqual(
      [await cost(talksDocument(numbers(3)), place), await cost(talksDocument(numbers(20)), place)],
      [1, 6],
    );
    clean(made);
  });

  it('answers 200 with an error and null for each discussion that is not there', async () => {
    const { made } = asked();
    const { data, errors } = await graphql(made, 'read', talksDocument([1, 77]));
    assert.deepEqual([data.repository.d1.title, data.repository.d77], ['Which oil?', null]);
    assert.deepEqual([errors[0].type, errors[0].path], ['NOT_FOUND', ['repository', 'd77']]);
  });

  it('refuses by type, without an effect', async () => {
    const { made, github, discussion, comment } = asked();
    const reply = github.as('read').commentOnDiscussion(at, 1, 'Where from?', comment.id);
    const say = (replyToId: string | null, who = 'read') =>
      graphql(made, who, mutations.comment, { discussionId: discussion.nodeId, body: 'And?', replyToId });
    const typeOf = ({ data, errors }: Json) => [Object.values(data ?? {})[0], errors[0].type];
    assert.deepEqual(typeOf(await say(reply.nodeId)), [null, 'UNPROCESSABLE']);
    assert.deepEqual(typeOf(await say('DC_nowhere')), [null, 'NOT_FOUND']);
    assert.deepEqual(typeOf(await say(null, 'olga')), [null, 'NOT_FOUND']);
    github.as('triage').lockDiscussion(at, 1);
    assert.deepEqual(typeOf(await say(null)), [null, 'FORBIDDEN']);
    assert.deepEqual(typeOf(await graphql(made, 'triage', mutations.react, { id: 'D_0', content: 'EYES' })), [
      null,
      'NOT_FOUND',
    ]);
    assert.equal(github.discussions(at)[0]?.comments.length, 2);
    clean(made);
  });

  it('tells an older server’s clients which field it does not know', async () => {
    const { made } = asked({ discussions: 'old' });
    const { data, errors } = await graphql(made, 'read', listDocument, { ...place, size: 50, after: null });
    assert.equal(data, undefined);
    assert.deepEqual(errors[0].extensions, { code: 'undefinedField', typeName: 'Discussion', fieldName: 'closed' });
    clean(made);
  });

  it('hands out a comment by its id to whoever may read it', async () => {
    const { made, comment } = asked();
    const query = 'query($id: ID!) { node(id: $id) { ... on DiscussionComment { body } } }';
    assert.equal((await graphql(made, 'read', query, { id: comment.nodeId })).data.node.body, 'Rape seed');
    const hidden = await graphql(made, 'olga', query, { id: comment.nodeId });
    assert.deepEqual([hidden.data.node, hidden.errors[0].type], [null, 'NOT_FOUND']);
  });

  it('shows the sample team’s discussions: an announcement, ideas, questions with and without answers', async () => {
    const github = createGithub();
    const { tokens, repository } = buildSampleTeam(github);
    const response = await github.fetch('https://api.github.com/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.gus}` },
      body: JSON.stringify({ query: listDocument, variables: { ...place, size: 50, after: null } }),
    });
    const { data } = (await response.json()) as Json;
    const nodes: Json[] = data.repository.discussions.nodes;
    const of = (category: string) => nodes.filter((one) => one.category.name === category);
    assert.deepEqual(
      [
        of('Announcements').length,
        of('Ideas').length,
        of('Q&A')
          .map(({ isAnswered }) => isAnswered)
          .sort(),
      ],
      [1, 2, [false, false, true, true]],
    );
    const people = github.discussions(repository).flatMap(({ answer, comments }) => {
      const comment = comments.find(({ id }) => id === answer?.comment);
      return comment ? [github.loginOf(comment.author)] : [];
    });
    assert.deepEqual(people.sort(), ['bo', 'dana']);
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });
});
