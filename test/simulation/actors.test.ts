// Proves that what comes in is said to be somebody's doing only where it is, and that those who are never held are found.

import assert from 'node:assert/strict';
import { writeBlocker } from '../../src/records/blocker.js';
import { newId } from '../lib/fakes/builders.js';
import { entryIn, heard, inboxIn, minute, people, today } from '../lib/fakes/delivering.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

describe('whose doing it is', () => {
  let world: World;
  let on: ReturnType<typeof people>;
  function begin(): void {
    world = createWorld();
    on = people(world);
  }
  beforeEach(begin);
  afterEach(() => {
    assert.deepEqual(world.github.faults, []);
    world.dispose();
  });
  const bo = () => world.github.as('bo');

  /** carl, who is never held, and an hour and a half of focus. */
  async function withCarl() {
    world.github.addUser({ login: 'carl' });
    world.github.setRole(repository, 'carl', 'write');
    const carl = { id: world.github.idOf('carl'), login: 'carl' };
    const joined = await on.joined({ rules: () => ({ people: ['carl'], repositories: [], ignored: [] }) });
    const text = writeBlocker({ id: newId(), by: carl, words: { title: 'carl’s own', owner: 'bo' } });
    const issue = world.github.as('carl').createIssue(repository, { ...text, body: `${text.body}\n\n@ana` }).number;
    const pull = world.github.addPullRequest(repository, { author: 'carl', title: 'carl’s branch', body: '@ana' });
    await world.clock.advance(heard);
    for (const number of [issue, pull]) await on.act(joined.window, number, { kind: 'done' });
    await on.focusFor(joined.window, 90);
    await world.clock.advance(heard);
    return { ...joined, issue, pull, before: inboxIn(joined.window).days.get(today)?.through };
  }

  it('invariant 12: nobody as somebody else, whoever’s thread it is that another one moves', async () => {
    for (const moves of [
      (issue) => bo().closeIssue(repository, issue),
      (issue) => bo().comment(repository, issue, 'I take it'),
      (issue) => bo().assign(repository, issue, 'ana'),
      (issue) => bo().editIssue(repository, issue, { title: 'whose?' }),
      (issue) => bo().editIssue(repository, issue, { body: '@ana, mine now' }),
      (_issue, pull) => bo().requestReview(repository, pull, 'ana'),
      (_issue, pull) => bo().assign(repository, pull, 'ana'),
      (_issue, pull) => bo().mergePullRequest(repository, pull),
    ] as readonly ((issue: number, pull: number) => void)[]) {
      world.dispose();
      begin();
      const { window, issue, pull, before } = await withCarl();
      moves(issue, pull);
      await world.clock.advance(2 * heard);
      assert.equal(inboxIn(window).days.get(today)?.through, before, String(moves));
      for (const { from, stage } of inboxIn(window).entries.values())
        if (stage.kind === 'held') assert.notEqual(from, 'carl', String(moves));
    }
  });

  it('those who are never held, by all that they do themselves', async () => {
    const { window, issue, pull, before = 0 } = await withCarl();
    world.github.as('carl').comment(repository, issue, 'it is urgent');
    world.github.as('carl').requestReview(repository, pull, 'ana');
    await world.clock.advance(2 * heard);
    assert.equal(inboxIn(window).days.get(today)?.through, before + 2);
  });

  it('those who are never held, after a night in which others were busy: all are asked for, a few a turn', async () => {
    const { window, issue } = await withCarl();
    world.github.weather.offline(true);
    world.github.as('carl').comment(repository, issue, 'it is urgent');
    await world.clock.advance(minute);
    for (let n = 0; n < 120; n++) on.mention(`one of many, ${n}`);
    await world.clock.advance(minute);
    world.github.weather.offline(false);
    const asked = () => on.asked('GET', /\/issues\/(?:comments\/)?\d+$/).length;
    const before = asked();
    await world.clock.advance(heard);
    assert.equal(entryIn(window, issue).stage.kind, 'held', 'not at once');
    await world.clock.advance(14 * minute);
    const { stage, through, from } = entryIn(window, issue);
    assert.deepEqual([stage.kind, through, from], ['delivered', 'person', 'carl']);
    assert.ok(asked() - before <= 121, `${asked() - before} questions`);
    await world.clock.advance(20 * minute);
    assert.ok(asked() - before <= 121, 'once each');
  });
});
