import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostTalks } from '../../../../src/model/threads/receive.js';
import { threadKey } from '../../../../src/model/threads/thread.js';
import type { Answer } from '../../../lib/github/headers.js';
import type { Team } from '../../lib/github/team.js';
import { forum, home, memberOf, questionsTo } from './forum.js';

const minute = 60_000;
const question = { category: 'Q&A', title: 'Which lamp oil?', body: 'The old one smokes.' };

/** A question with two answers, of which one is marked, and an idea nobody has replied to. */
function talkative(options?: Parameters<typeof forum>[0]): Team {
  const made = forum(options);
  const { github, clock } = made;
  github.as('read').createDiscussion(home, question);
  const { id } = github.as('write').commentOnDiscussion(home, 1, 'Rape seed');
  github.as('triage').commentOnDiscussion(home, 1, 'Where from?', id);
  github.as('maintain').commentOnDiscussion(home, 1, 'Paraffin');
  github.as('read').react(home, 1, 'EYES', id);
  github.as('read').markAnswer(home, 1, id);
  clock.advance(minute);
  github.as('triage').createDiscussion(home, { category: 'Ideas', title: 'A bell', body: 'For calm days' });
  github.as('maintain').editDiscussion(home, 2, { body: 'For calm days only' });
  return made;
}

describe('the reader of discussions', () => {
  it('brings what they are about, what was said, and the answer', async () => {
    const made = talkative();
    const me = memberOf(made, 'read');
    await me.read();
    const { threads, talks, forum: known } = me.board();
    const thread = threads.get(threadKey(1));
    assert.deepEqual(
      [thread?.title, thread?.category.name, thread?.isAnswered, thread?.comments, thread?.may],
      ['Which lamp oil?', 'Q&A', true, 2, ['close', 'edit', 'react']],
    );
    const talk = talks.get(1);
    assert.equal(talk?.opening.text, 'The old one smokes.');
    assert.deepEqual(
      talk?.comments.map(({ text, replies, reactions }) => [text, replies.map((one) => one.text), reactions]),
      [
        ['Rape seed', ['Where from?'], [{ kind: 'eyes', count: 1, isMine: true }]],
        ['Paraffin', [], []],
      ],
    );
    assert.deepEqual([talk?.answer?.said.text, talk?.answer?.at], ['Rape seed', '2026-11-21T12:30:00Z']);
    const edited = talks.get(2)?.opening.edited;
    assert.deepEqual(edited?.by.kind === 'person' && edited.by.person.login, 'maintain');
    assert.deepEqual(
      known?.categories.map(({ name, isAnswerable, isOpen }) => [name, isAnswerable, isOpen]),
      [
        ['Announcements', false, false],
        ['General', false, true],
        ['Ideas', false, true],
        ['Polls', false, false],
        ['Q&A', true, true],
        ['Show and tell', false, true],
      ],
    );
    assert.deepEqual([made.github.faults, made.github.log.invalid], [[], []]);
  });

  it('announcements are open to maintainers', async () => {
    const me = memberOf(forum(), 'maintain');
    await me.read();
    assert.equal(me.board().forum?.categories[0]?.isOpen, true);
  });

  it('an unchanged answer costs one point, gives the same board and the same cursor', async () => {
    const made = talkative();
    const me = memberOf(made, 'write');
    await me.read();
    assert.deepEqual(questionsTo(made), ['Discussions', 'Talks']);
    const [board, cursor] = [me.board(), me.cursor()];
    await me.read();
    assert.deepEqual(questionsTo(made), [], 'nothing is due');
    made.clock.advance(10 * minute);
    await me.read();
    assert.deepEqual(questionsTo(made), ['Discussions']);
    assert.deepEqual([me.board() === board, me.cursor()], [true, cursor]);
  });

  it('asks every two minutes while something of one’s own is open, else every ten', async () => {
    const made = talkative();
    const [ana, bo] = [memberOf(made, 'read'), memberOf(made, 'admin')];
    for (const one of [ana, bo]) await one.read();
    questionsTo(made);
    const asked = async (one: typeof ana) => {
      await one.read();
      return questionsTo(made).length;
    };
    made.clock.advance(2 * minute);
    assert.deepEqual([await asked(ana), await asked(bo)], [1, 0]);
    made.clock.advance(8 * minute);
    assert.deepEqual([await asked(ana), await asked(bo)], [1, 1]);
  });

  it('an idle hour costs 4 points, for a list that tells nothing new is asked for half as often', async () => {
    const made = talkative();
    const me = memberOf(made, 'admin');
    await me.read();
    const used = async () => Number((await made.ask('admin', 'GET', '/rate_limit')).json.resources.graphql.used);
    const before = await used();
    for (let count = 1; count < 60; count++) {
      made.clock.advance(minute);
      await me.read(count % 30 === 0 ? 'full' : 'changes');
    }
    assert.equal((await used()) - before, 4);
  });

  it('asks for what was said only where something has changed', async () => {
    const made = talkative();
    const me = memberOf(made, 'write');
    await me.read();
    made.clock.advance(10 * minute);
    made.github.as('read').commentOnDiscussion(home, 2, 'Or a gong');
    questionsTo(made);
    await me.read();
    assert.deepEqual(questionsTo(made), ['Discussions', 'Talks']);
    assert.equal(me.board().talks.get(2)?.comments[0]?.text, 'Or a gong');
    assert.equal(me.board().threads.get(threadKey(2))?.comments, 1);
  });

  it('where discussions are off, nothing is asked but now and then whether they still are', async () => {
    const made = forum();
    made.github.setRepository(home, { hasDiscussions: false });
    const me = memberOf(made, 'write');
    await me.read();
    assert.deepEqual([questionsTo(made), me.board().forum?.isOn], [['Discussions'], false]);
    made.clock.advance(60 * minute);
    await me.read();
    assert.deepEqual(questionsTo(made), []);
    made.github.setRepository(home, { hasDiscussions: true });
    made.github.as('read').createDiscussion(home, question);
    await me.read('full');
    assert.deepEqual([me.board().forum?.isOn, me.board().threads.size], [true, 1]);
  });

  it('what is gone is what GitHub cannot find by its number; who has no list loses nothing', async () => {
    const made = talkative();
    const me = memberOf(made, 'write');
    await me.read();
    made.clock.advance(10 * minute);
    made.github.as('triage').deleteDiscussion(home, 2);
    await me.read();
    assert.equal(me.board().threads.size, 2, 'a list of changes does not tell');
    await me.read('full');
    assert.deepEqual([...me.board().threads.keys()], ['#1']);
    assert.deepEqual([...me.board().talks.keys()], [1]);
    made.github.setRepository(home, { hasDiscussions: false });
    await me.read('full');
    assert.deepEqual([...me.board().threads.keys()], ['#1'], 'switched off is not deleted');
  });

  it('a comment that was deleted keeps its place where it has replies; one that was hidden says so', async () => {
    const made = talkative();
    const [discussion] = made.github.discussions(home);
    const [first, , third] = discussion?.comments ?? [];
    made.github.as('write').deleteDiscussionComment(home, 1, first?.id ?? 0);
    made.github.as('triage').minimizeDiscussionComment(home, 1, third?.id ?? 0, 'off-topic');
    const me = memberOf(made, 'write');
    await me.read();
    const talk = me.board().talks.get(1);
    assert.deepEqual(
      talk?.comments.map(({ text, hidden, replies }) => [text, hidden, replies.length]),
      [
        ['', { kind: 'deleted' }, 1],
        ['Paraffin', { kind: 'minimized', why: 'off-topic' }, 0],
      ],
    );
    assert.equal(talk?.answer, undefined);
  });

  it('locked, closed, renamed and moved to another category, by people whose accounts are gone', async () => {
    const made = talkative();
    const { github } = made;
    github.as('triage').lockDiscussion(home, 1);
    github.as('triage').closeDiscussion(home, 1, 'OUTDATED');
    github.renameCategory(home, 'Q&A', 'Questions');
    github.deleteCategory(home, 'Ideas', 'General');
    github.deleteUser('read');
    const me = memberOf(made, 'write');
    await me.read();
    const { threads } = me.board();
    const [one, two] = [threads.get(threadKey(1)), threads.get(threadKey(2))];
    assert.deepEqual(
      [one?.isLocked, one?.state, one?.closedAs, one?.by, one?.category.name, two?.category.name],
      [true, 'closed', 'outdated', { kind: 'ghost' }, 'Questions', 'General'],
    );
  });

  it('an issue that became a discussion is one', async () => {
    const made = forum();
    const { number } = made.github.as('read').createIssue(home, { title: 'Beam', body: 'Down' });
    const converted = made.github.as('triage').convertIssue(home, number, 'Q&A');
    const me = memberOf(made, 'write');
    await me.read();
    assert.equal(me.board().threads.get(threadKey(converted.number))?.title, 'Beam');
  });

  it('reads what changed last of many, in turns, and lists them all', async () => {
    const made = forum();
    for (let count = 1; count <= mostTalks + 30; count++) {
      made.github.as('read').createDiscussion(home, { ...question, title: `Question ${count}` });
      made.clock.advance(1000);
    }
    const me = memberOf(made, 'write');
    const turns: number[] = [];
    for (let turn = 1; turn <= 5; turn++) {
      await me.read();
      turns.push(me.board().talks.size);
    }
    assert.deepEqual(turns, [60, 120, 180, 200, 200]);
    assert.equal(me.board().threads.size, mostTalks + 30);
    assert.equal(questionsTo(made).length, 3 + mostTalks / 20);
  });

  it('a long discussion: the last comments, and how many came before', async () => {
    const made = forum();
    made.github.as('read').createDiscussion(home, question);
    for (let count = 1; count <= 40; count++) made.github.as('write').commentOnDiscussion(home, 1, `Word ${count}`);
    const me = memberOf(made, 'write');
    await me.read();
    const talk = me.board().talks.get(1);
    assert.deepEqual([talk?.comments.length, talk?.earlier, talk?.comments.at(-1)?.text], [25, 15, 'Word 40']);
    questionsTo(made);
    made.clock.advance(10 * minute);
    await me.read();
    assert.deepEqual(questionsTo(made), ['Discussions']);
  });

  it('a list that lags tells of it later', async () => {
    const made = talkative();
    const me = memberOf(made, 'write');
    await me.read();
    const isNews = made.github.weather.add({ effect: { kind: 'listLag', ms: 5 * minute } });
    made.clock.advance(10 * minute);
    made.github.as('read').commentOnDiscussion(home, 2, 'Or a gong');
    await me.read();
    assert.equal(me.board().talks.get(2)?.comments.length, 0);
    isNews();
    made.clock.advance(20 * minute);
    await me.read();
    assert.equal(me.board().talks.get(2)?.comments.length, 1);
  });

  for (const [name, effect] of [
    ['GraphQL is down', { kind: 'serverError', status: 502, when: 'before' }],
    ['all points are used up', { kind: 'limited', status: 403, resetIn: 600 }],
    ['a proxy answers', { kind: 'proxyPage' }],
    [
      'only errors come back',
      { kind: 'graphqlErrors', errors: [{ message: 'Something went wrong', path: ['repository'] }] },
    ],
  ] as const)
    it(`${name}: what is known stays, and is asked for again later`, async () => {
      const made = talkative();
      const me = memberOf(made, 'write');
      await me.read();
      const [board, cursor] = [me.board(), me.cursor()];
      made.clock.advance(10 * minute);
      made.github.as('read').commentOnDiscussion(home, 2, 'Or a gong');
      made.github.weather.add({ effect });
      await me.read();
      await me.read('full');
      assert.deepEqual([me.board() === board, me.cursor()], [true, cursor]);
      made.github.weather.clear();
      made.clock.advance(20 * minute);
      await me.read();
      assert.equal(me.board().talks.get(2)?.comments.length, 1);
    });

  it('an old Enterprise server is asked without what it does not know', async () => {
    const made = talkative({ discussions: 'old' });
    const me = memberOf(made, 'write');
    await me.read();
    const thread = me.board().threads.get(threadKey(1));
    assert.deepEqual([thread?.state, thread?.isAnswered, me.board().talks.size], ['open', true, 2]);
    questionsTo(made);
    made.clock.advance(10 * minute);
    await me.read();
    assert.deepEqual(questionsTo(made), ['Discussions'], 'it has been learned');
    assert.deepEqual([made.github.faults, made.github.log.invalid], [[], []]);
  });

  it('whatever stands in the cursor is read', async () => {
    for (const odd of [null, 5, 'x', { newest: 7 }, { isOff: 'yes' }, []]) {
      const me = memberOf(talkative(), 'write', odd);
      await me.read();
      assert.equal(me.board().threads.size, 2, JSON.stringify(odd));
    }
  });

  it('any part of an answer may be null: nothing that was known is lost, and all of it is read once it is told', async () => {
    const full = memberOf(talkative(), 'write');
    await full.read();
    const places = placesIn(await answersTo(talkative()));
    assert.ok(places.length > 100, `${places.length} places`);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.boolean(), async (place, isKnown) => {
        const made = talkative();
        const me = memberOf(made, 'write');
        if (isKnown) await me.read();
        const before = me.board();
        const alter = (answer: Answer) => withNull(answer, place);
        made.github.weather.add({ match: { path: /graphql/ }, effect: { kind: 'altered', alter } });
        made.clock.advance(30 * minute);
        await me.read('full');
        for (const key of before.threads.keys()) assert.ok(me.board().threads.has(key), `${key} at ${place.join('.')}`);
        for (const key of before.talks.keys()) assert.ok(me.board().talks.has(key), `${key} at ${place.join('.')}`);
        made.github.weather.clear();
        me.restart();
        made.clock.advance(30 * minute);
        await me.read('full');
        assert.deepEqual(me.board(), full.board());
      }),
      { numRuns: 60 },
    );
  });
});

type Place = readonly (string | number)[];

/** What GitHub says to a first look. */
async function answersTo(made: Team): Promise<readonly unknown[]> {
  const said: unknown[] = [];
  const alter = (answer: Answer) => {
    said.push(JSON.parse(String(answer.body)));
    return answer;
  };
  made.github.weather.add({ match: { path: /graphql/ }, effect: { kind: 'altered', alter } });
  await memberOf(made, 'write').read();
  return said;
}

/** Every place at which something stands, except in what is the same for all lists: the first of each kind will do. */
function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (Array.isArray(value))
    return value.slice(0, at.length === 0 ? 2 : 1).flatMap((one, place) => placesOf(one, at, place));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => placesOf(one, at, name));
}

function placesOf(one: unknown, at: Place, step: string | number): readonly Place[] {
  // The first step is which answer it was in: every answer is altered.
  const place = at.length === 0 && typeof step === 'number' ? ['*'] : [...at, step];
  return [place, ...placesIn(one, place)].filter((found) => found.length > 1);
}

function withNull(answer: Answer, [_any, ...steps]: Place): Answer {
  const json = JSON.parse(String(answer.body));
  let target = json;
  for (const step of steps.slice(0, -1)) target = target?.[step];
  const last = steps.at(-1);
  if (target && last !== undefined && last in target) target[last] = null;
  return { ...answer, body: JSON.stringify(json) };
}
