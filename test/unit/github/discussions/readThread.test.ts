import assert from 'node:assert/strict';
import { forum, home, memberOf, questionsTo } from './forum.js';

/** A question with so many answers. */
function long(comments: number) {
  const made = forum();
  const { github } = made;
  github.as('read').createDiscussion(home, { category: 'Q&A', title: 'Which oil?', body: 'The old one smokes.' });
  for (let count = 0; count < comments; count++) github.as('write').commentOnDiscussion(home, 1, `Answer ${count}`);
  return { made, me: memberOf(made, 'read') };
}

describe('one discussion, read for somebody who looks at it', () => {
  it('comes a hundred comments at a time, the last first, each for a point', async () => {
    const { made, me } = long(230);
    const used = async () => Number((await made.ask('read', 'GET', '/rate_limit')).json.resources.graphql.used);
    const before = await used();
    const texts: string[] = [];
    let place: string | undefined;
    do {
      const told = await me.readThread(1, place);
      assert.ok(told.kind === 'read');
      assert.equal(told.thread.comments, 230);
      texts.unshift(...told.talk.comments.map(({ text }) => text));
      place = told.before;
    } while (place !== undefined);
    assert.deepEqual(
      texts,
      Array.from({ length: 230 }, (_, count) => `Answer ${count}`),
    );
    assert.deepEqual(questionsTo(made), ['Thread', 'Thread', 'Thread']);
    assert.equal((await used()) - before, 3);
    assert.deepEqual([made.github.faults, made.github.log.invalid], [[], []]);
  });

  it('says where there is none, and what is in the way', async () => {
    const { made, me } = long(1);
    assert.deepEqual(await me.readThread(99), { kind: 'gone' });
    made.github.weather.offline(true);
    assert.deepEqual(await me.readThread(1), { kind: 'trouble', trouble: { kind: 'offline' } });
    made.github.weather.offline(false);
    assert.equal((await me.readThread(1)).kind, 'read');
  });
});
