import assert from 'node:assert/strict';
import type { CloseThread, EditThread, MarkAnswer, React } from '../../../../src/model/board/mutation.js';
import { threadKey } from '../../../../src/model/threads/thread.js';
import { decode, longestBody, proseOf } from '../../../../src/records/block.js';
import { newId, onThread, openThread, say } from '../../../lib/fakes/builders.js';
import type { Team } from '../../lib/github/team.js';
import { forum, home, memberOf } from './forum.js';

const categoryIn = ({ github }: Team, name: string, isAnswerable = false) => ({
  id: github.categoryId(home, name),
  name,
  isAnswerable,
});
const at = (number: number) => ({ ...onThread(), target: threadKey(number), number });
const mark = (comment: string, more: Partial<MarkAnswer> = {}): MarkAnswer => ({
  ...at(1),
  kind: 'markAnswer',
  comment,
  ...more,
});
const reaction = (more: Partial<React> = {}): React => ({ ...at(1), kind: 'react', reaction: 'eyes', ...more });
const close = (more: Partial<CloseThread> = {}): CloseThread => ({ ...at(1), kind: 'closeThread', ...more });
const edit = (more: Partial<EditThread>): EditThread => ({ ...at(1), kind: 'editThread', ...more });

/** Somebody's question with one answer of somebody else, as its author has read it. */
async function asked(author: 'read' | 'write' = 'read') {
  const made = forum();
  const { github } = made;
  github.as(author).createDiscussion(home, { category: 'Q&A', title: 'Which oil?', body: 'The old one smokes.' });
  const { nodeId, id } = github.as('triage').commentOnDiscussion(home, 1, 'Rape seed');
  const me = memberOf(made, author);
  await me.read();
  const discussion = () => {
    const [one] = github.discussions(home);
    assert.ok(one);
    return one;
  };
  return { made, github, me, nodeId, id, discussion };
}

describe('writing in discussions', () => {
  it('begins one, in its category, with a record people do not see', async () => {
    const made = forum();
    const me = memberOf(made, 'read');
    await me.read();
    const named = [{ id: made.github.idOf('triage'), login: 'triage' }];
    const mutation = openThread({ category: categoryIn(made, 'Q&A', true), named });
    assert.equal((await me.push(mutation)).kind, 'done');
    const [one] = made.github.discussions(home);
    assert.deepEqual([one?.title, one?.category], [mutation.title, 'q-a']);
    assert.match(one?.body ?? '', /^\*\*Asked:\*\* @triage\n\nthe old one smokes\n\n<!-- makertime .*-->\n$/);
    const { block } = decode(one?.body ?? '') as { block?: Record<string, unknown> };
    assert.deepEqual([block?.kind, block?.id, block?.named], ['question', mutation.record, named]);
    const shown = me.board().threads.get(threadKey(1));
    assert.deepEqual([shown?.title, shown?.record], [mutation.title, mutation.record]);
    assert.equal(me.board().talks.get(1)?.opening.text, '**Asked:** @triage\n\nthe old one smokes');
    assert.deepEqual([made.github.faults, made.github.log.invalid], [[], []]);
  });

  it('begins one before anything has been read', async () => {
    const made = forum();
    const outcome = await memberOf(made, 'read').push(openThread({ category: categoryIn(made, 'Ideas') }));
    assert.deepEqual([outcome.kind, made.github.discussions(home).length], ['done', 1]);
  });

  it('says why none can be begun', async () => {
    const made = forum();
    const me = memberOf(made, 'write');
    await me.read();
    const refusal = async (category: ReturnType<typeof categoryIn>) => {
      const outcome = await me.push(openThread({ category }));
      return outcome.kind === 'refused' ? outcome.reason.kind : outcome.kind;
    };
    const ideas = categoryIn(made, 'Ideas');
    assert.equal(await refusal(categoryIn(made, 'Announcements')), 'categoryClosed');
    assert.equal(await refusal(categoryIn(made, 'Polls')), 'categoryClosed');
    made.github.renameCategory(home, 'Ideas', 'Dreams');
    assert.equal(await refusal(ideas), 'done', 'a new name is no other category');
    made.github.deleteCategory(home, 'Dreams', 'General');
    assert.equal(await refusal(ideas), 'categoryGone');
    made.github.setRepository(home, { hasDiscussions: false });
    assert.equal(await refusal(categoryIn(made, 'General')), 'discussionsOff');
    made.github.setRole(home, 'write', 'none');
    assert.equal(await refusal(categoryIn(made, 'General')), 'blocked', 'it may be found again');
  });

  it('begins one where GitHub says that they are off, and they are not', async () => {
    const made = forum({ discussionsSwitch: 'saysOff' });
    const me = memberOf(made, 'write');
    await me.read();
    assert.equal(me.board().forum?.isOn, false);
    assert.equal((await me.push(openThread({ category: categoryIn(made, 'General') }))).kind, 'done');
    assert.equal(me.board().threads.size, 1);
  });

  it('refuses what is too long before it is sent', async () => {
    const { made, me } = await asked();
    made.github.log.clear();
    const text = 'x'.repeat(longestBody);
    for (const one of [openThread({ text, category: categoryIn(made, 'Ideas') }), say(text, at(1))]) {
      const outcome = await me.push(one);
      assert.equal(outcome.kind === 'refused' && outcome.reason.kind, 'tooLong');
    }
    assert.equal(made.github.discussions(home).length, 1);
  });

  it('comments and replies, one level deep: to a reply by way of the comment above it', async () => {
    const { made, me, nodeId, discussion, id } = await asked();
    assert.equal((await me.push(say('Thank you', at(1)))).kind, 'done');
    assert.equal((await me.push(say('Where from?', { ...at(1), to: nodeId }))).kind, 'done');
    const reply = me.board().talks.get(1)?.comments[0]?.replies[0]?.id;
    assert.ok(reply);
    assert.equal((await me.push(say('And how much?', { ...at(1), to: reply }))).kind, 'done');
    assert.deepEqual(
      discussion().comments.map(({ body, replyTo }) => [proseOf(body), replyTo]),
      [
        ['Rape seed', null],
        ['Thank you', null],
        ['Where from?', id],
        ['And how much?', id],
      ],
    );
    assert.equal(me.board().threads.get(threadKey(1))?.comments, 2);
    assert.deepEqual([made.github.faults, made.github.log.invalid], [[], []]);
  });

  it('marks the answer, and takes it back', async () => {
    const { me, nodeId, discussion } = await asked();
    assert.equal((await me.push(mark(nodeId))).kind, 'done');
    assert.deepEqual([discussion().answer !== null, me.board().talks.get(1)?.answer?.said.text], [true, 'Rape seed']);
    assert.equal(me.board().threads.get(threadKey(1))?.isAnswered, true);
    assert.equal((await me.push(mark(nodeId, { isOver: true }))).kind, 'done');
    assert.deepEqual([discussion().answer, me.board().talks.get(1)?.answer], [null, undefined]);
  });

  it('reacts, takes it back, closes and opens again; each twice is the same as once', async () => {
    const { me, nodeId, discussion } = await asked();
    for (const _time of [1, 2]) await me.push(reaction());
    for (const _time of [1, 2]) await me.push(reaction({ comment: nodeId, reaction: 'thumbsUp' }));
    assert.deepEqual(
      [discussion().reactions, discussion().comments[0]?.reactions].map((all) => all?.map(({ content }) => content)),
      [['EYES'], ['THUMBS_UP']],
    );
    assert.deepEqual(me.board().talks.get(1)?.opening.reactions, [{ kind: 'eyes', count: 1, isMine: true }]);
    for (const _time of [1, 2]) await me.push(reaction({ isOver: true }));
    assert.deepEqual(discussion().reactions, []);
    for (const _time of [1, 2]) await me.push(close({ as: 'duplicate' }));
    assert.equal(discussion().closedAs, 'DUPLICATE');
    assert.equal(me.board().threads.get(threadKey(1))?.closedAs, 'duplicate');
    for (const _time of [1, 2]) await me.push(close({ isOver: true }));
    assert.deepEqual([discussion().closedAt, me.board().threads.get(threadKey(1))?.state], [null, 'open']);
  });

  it('edits title and text, and keeps the record', async () => {
    const made = forum();
    const me = memberOf(made, 'read');
    await me.push(openThread({ category: categoryIn(made, 'Ideas') }));
    const text = { was: 'the old one smokes', is: 'the old one smokes a lot' };
    assert.equal((await me.push(edit({ title: 'Which oil?', text }))).kind, 'done');
    const [one] = made.github.discussions(home);
    assert.deepEqual([one?.title, proseOf(one?.body ?? '')], ['Which oil?', text.is]);
    assert.equal(decode(one?.body ?? '').kind, 'block');
    assert.equal((await me.push(edit({ text }))).kind, 'done', 'it stands there already');
  });

  it('edits its own comment', async () => {
    const { made, me, discussion } = await asked();
    await me.push(say('Thank you', at(1)));
    const comment = discussion().comments[1]?.nodeId ?? '';
    assert.equal((await me.push(edit({ comment, text: { was: 'Thank you', is: 'Thanks' } }))).kind, 'done');
    assert.equal(proseOf(discussion().comments[1]?.body ?? ''), 'Thanks');
    assert.equal(me.board().talks.get(1)?.comments[1]?.text, 'Thanks');
    assert.equal(made.github.faults.length, 0);
  });

  it('does not overwrite what somebody else has written, nor a record of a newer version', async () => {
    const { github, me, discussion } = await asked();
    github.as('triage').editDiscussion(home, 1, { body: 'The new one smokes as well.' });
    const text = { was: 'The old one smokes.', is: 'Mine' };
    const refusal = async () => {
      const outcome = await me.push(edit({ text }));
      return outcome.kind === 'refused' && outcome.reason.kind;
    };
    assert.equal(await refusal(), 'changedMeanwhile');
    assert.equal(discussion().body, 'The new one smokes as well.');
    const newer = `The old one smokes.\n\n<!-- makertime {"v":99,"kind":"question","id":"${newId()}"} -->\n`;
    github.as('triage').editDiscussion(home, 1, { body: newer });
    assert.equal(await refusal(), 'foreignRecord');
    assert.equal(discussion().body, newer);
  });

  it('says why nothing can be done in one: locked, gone, not allowed', async () => {
    const { github, me, nodeId } = await asked();
    const refusal = async (mutation: Parameters<typeof me.push>[0]) => {
      const outcome = await me.push(mutation);
      return outcome.kind === 'refused' ? outcome.reason.kind : outcome.kind;
    };
    github.as('triage').createDiscussion(home, { category: 'Ideas', title: 'A bell', body: 'For calm days' });
    assert.equal(await refusal(close({ ...at(2) })), 'forbidden');
    github.as('triage').lockDiscussion(home, 1);
    assert.equal(await refusal(say('Thank you', at(1))), 'threadLocked');
    assert.equal(await refusal(reaction()), 'threadLocked');
    github.as('triage').deleteDiscussion(home, 1);
    assert.equal(await refusal(say('Thank you', at(1))), 'threadGone');
    assert.equal(await refusal(mark(nodeId)), 'threadGone');
    assert.equal(await refusal(close()), 'threadGone');
    assert.equal(await refusal(edit({ title: 'x' })), 'threadGone');
    assert.equal(await refusal(say('Hello?', at(77))), 'threadGone');
  });

  it('a comment that is gone is not replied to, and what nobody can answer has no answer', async () => {
    const { github, me, nodeId, id } = await asked();
    github.as('triage').deleteDiscussionComment(home, 1, id);
    const reply = await me.push(say('Where from?', { ...at(1), to: nodeId }));
    assert.equal(reply.kind === 'refused' && reply.reason.kind, 'missing');
    const { number } = github.as('read').createDiscussion(home, { category: 'Ideas', title: 'A bell', body: 'Ding' });
    const said = github.as('triage').commentOnDiscussion(home, number, 'Dong');
    const answer = await me.push(mark(said.nodeId, at(number)));
    assert.equal(answer.kind === 'refused' && answer.reason.kind, 'invalid');
  });

  it('is found again by its record and its author: neither a copy nor another’s', async () => {
    const { made, github, me } = await asked();
    const [thread, comment] = [openThread({ category: categoryIn(made, 'Ideas') }), say('Thank you', at(1))];
    assert.deepEqual([(await me.find(thread)).kind, (await me.find(comment)).kind], ['absent', 'absent']);
    await me.push(thread);
    await me.push(comment);
    const [, opened] = github.discussions(home);
    assert.deepEqual([(await me.find(thread)).kind, (await me.find(comment)).kind], ['done', 'done']);
    const other = memberOf(made, 'triage');
    github.as('triage').createDiscussion(home, { category: 'Ideas', title: 'Copied', body: opened?.body ?? '' });
    assert.equal((await other.find(thread)).kind, 'absent');
    assert.equal((await other.find(comment)).kind, 'absent');
  });

  it('a reply is looked for among replies, however many others there are', async () => {
    const { github, me, nodeId, id } = await asked();
    const mutation = say('Where from?', { ...at(1), to: nodeId });
    await me.push(mutation);
    for (let count = 1; count <= 120; count++) github.as('triage').commentOnDiscussion(home, 1, `Word ${count}`, id);
    assert.equal((await me.find(mutation)).kind, 'done');
  });

  for (const [name, effect, kind] of [
    ['points are used up', { kind: 'limited', status: 403, resetIn: 600 }, 'blocked'],
    [
      'GitHub fails half-way',
      { kind: 'graphqlErrors', errors: [{ message: 'Oops', path: ['closeDiscussion'] }] },
      'unsure',
    ],
    ['the answer is lost', { kind: 'reset', when: 'after' }, 'unsure'],
    ['a proxy answers', { kind: 'proxyPage' }, 'unsure'],
    ['it never arrived', { kind: 'refuse' }, 'blocked'],
    [
      'single sign-on is wanted',
      {
        kind: 'graphqlErrors',
        errors: [{ type: 'FORBIDDEN', message: 'SAML', path: ['closeDiscussion'], extensions: { saml_failure: true } }],
      },
      'blocked',
    ],
  ] as const)
    it(`where ${name} it is ${kind}`, async () => {
      const { made, me } = await asked();
      made.github.weather.add({ match: { path: /graphql/ }, effect });
      assert.equal((await me.push(close())).kind, kind);
    });

  it('what could not be told now is asked for later, and nothing is refused because of it', async () => {
    const { made, me } = await asked();
    const errors = [{ message: 'Something went wrong', path: ['repository', 'discussion'] }];
    made.github.weather.add({
      match: ({ body }) => body.includes('query Discussion('),
      times: 1,
      effect: { kind: 'graphqlErrors', errors },
    });
    const text = { was: 'The old one smokes.', is: 'It smokes.' };
    assert.equal((await me.push(edit({ text }))).kind, 'blocked');
    assert.equal((await me.push(edit({ text }))).kind, 'done');
  });

  it('REST may be down while GraphQL works, and the other way round', async () => {
    const { made, me, discussion } = await asked();
    const rest = made.github.weather.add({
      match: ({ isGraphql }) => !isGraphql,
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    assert.equal((await me.push(close())).kind, 'blocked', 'whether the name still means the repository is not known');
    assert.equal(discussion().closedAt, null);
    rest();
    made.github.weather.add({
      match: { path: /graphql/ },
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    assert.equal((await me.push(close())).kind, 'unsure');
    assert.equal((await me.find(say('x', at(1)))).kind, 'blocked');
  });

  it('an old Enterprise server is told without what it does not know', async () => {
    const made = forum({ discussions: 'old' });
    const me = memberOf(made, 'read');
    assert.equal((await me.push(openThread({ category: categoryIn(made, 'Ideas') }))).kind, 'done');
    assert.equal((await me.push(say('Hm', at(1)))).kind, 'done');
    assert.deepEqual([made.github.discussions(home).length, made.github.discussions(home)[0]?.comments.length], [1, 1]);
  });
});
