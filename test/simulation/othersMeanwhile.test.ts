import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import type { Changes } from '../../src/model/board/mutation.js';
import { visible } from '../../src/model/state.js';
import { capture, edit, reopen, resolve } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;
const patching = { method: 'PATCH', path: /\/issues\/1$/ };

describe('what others say meanwhile', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.addUser({ login: 'carl' });
    world.github.setRole(repository, 'carl', 'write');
  });
  afterEach(() => world.dispose());

  /** ana, and a blocker of hers that is on GitHub. */
  async function given(owner = 'bo') {
    const team = world.teamOf('ana');
    const window = await world.machineOf('ana').open();
    const first = capture({ title: 'the beam is stuck', notes: 'since noon', owner }, { team });
    await window.engine.record(first);
    await world.clock.advance(2 * minute);
    world.github.log.clear();
    return { team, window, key: itemKey(team.account.id, first.record) };
  }
  const writes = () => world.github.log.entries.filter(({ method }) => method === 'PATCH').length;
  const issue = () => world.github.issue(repository, 1);
  const assignees = () =>
    issue()
      .assignees.map((id) => world.github.loginOf(id))
      .sort();

  /** The network is gone in the second of sending, and back four hours later. */
  async function tunnel(meanwhile: () => void) {
    await world.clock.advance(500);
    world.github.weather.offline(true);
    await world.clock.advance(4 * 60 * minute);
    meanwhile();
    await world.clock.advance(minute);
    world.github.weather.offline(false);
    await world.clock.advance(20 * minute);
  }

  for (const when of ['after', 'before'] as const)
    it(`invariant 18: a resolve whose answer was lost ${when} it was done is ${when === 'after' ? 'not sent again over a reopening' : 'sent again'}`, async () => {
      const { team, window, key } = await given();
      world.github.weather.add({ match: patching, times: 1, effect: { kind: 'reset', when } });
      await window.engine.record(resolve(key, { team }));
      await tunnel(() => {
        if (when === 'after') world.github.as('bo').reopenIssue(repository, 1);
        world.github.as('bo').comment(repository, 1, 'No, it still happens');
      });
      assert.deepEqual([issue().state, writes()], when === 'after' ? ['open', 1] : ['closed', 2]);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    });

  for (const when of ['after', 'before'] as const)
    it(`invariant 18: a reopening whose answer was lost ${when} it was done is ${when === 'after' ? 'not sent again over a closing' : 'sent again'}`, async () => {
      const { team, window, key } = await given();
      world.github.as('bo').closeIssue(repository, 1);
      await world.clock.advance(5 * minute);
      world.github.weather.add({ match: patching, times: 1, effect: { kind: 'reset', when } });
      await window.engine.record(reopen(key, { team }));
      await tunnel(() => {
        if (when === 'after') world.github.as('bo').closeIssue(repository, 1);
      });
      assert.deepEqual([issue().state, writes()], when === 'after' ? ['closed', 1] : ['open', 2]);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    });

  it('invariant 18: a resolve that never arrived is sent again, though it had been reopened before and others have commented since', async () => {
    const { team, window, key } = await given();
    world.github.as('bo').closeIssue(repository, 1);
    world.github.as('bo').reopenIssue(repository, 1);
    await world.clock.advance(5 * minute);
    world.github.weather.add({ match: patching, times: 1, effect: { kind: 'reset', when: 'before' } });
    await window.engine.record(resolve(key, { team }));
    await tunnel(() => world.github.as('bo').comment(repository, 1, 'It still happens'));
    assert.deepEqual([issue().state, window.store.get().unsent, window.store.get().refused], ['closed', [], []]);
  });

  it('invariant 5: an edit of which nobody can tell whether it arrived is neither dropped nor sent over others, but shown', async () => {
    const { team, window, key } = await given();
    world.github.weather.add({
      match: patching,
      times: 1,
      effect: { kind: 'serverError', status: 500, when: 'before' },
    });
    const changes = { title: 'the beam is stuck again' };
    await window.engine.record(edit(key, changes, { team }));
    await tunnel(() => {
      world.clock.jump(60 * minute); // the edit seems to be older than what the board knows
      world.github.as('bo').closeIssue(repository, 1);
    });
    const { refused, unsent } = window.store.get();
    assert.deepEqual(
      [unsent, refused.map(({ mutation, reason }) => [mutation.kind === 'edit' && mutation.changes, reason.kind])],
      [[], [[changes, 'changedMeanwhile']]],
    );
    assert.deepEqual([issue().title, issue().state], ['the beam is stuck', 'closed']);
    await window.engine.retry(refused[0]?.mutation.id ?? '');
    await world.clock.advance(minute);
    assert.equal(issue().title, changes.title);
  });

  for (const [changes, others, stands] of [
    [{ title: 'the beam is stuck again' }, { title: 'The lens is stuck' }, 'The lens is stuck'],
    [{ title: 'the beam is stuck again' }, {}, 'the beam is stuck again'],
  ] as const)
    it(`invariant 18: an edit that arrived is not sent again, where others say ${JSON.stringify(others)} since`, async () => {
      const { team, window, key } = await given();
      world.github.weather.add({ match: patching, times: 1, effect: { kind: 'reset', when: 'after' } });
      await window.engine.record(edit(key, changes, { team }));
      await tunnel(() => world.github.as('bo').editIssue(repository, 1, others));
      assert.deepEqual([issue().title, writes()], [stands, 1]);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    });

  for (const changes of [
    { title: 'the beam is stuck again' },
    { outcome: 'it shines' },
    { needBy: '2026-11-24T15:00:00Z' },
    { owner: 'carl' },
    { owner: null },
  ] as const satisfies readonly Changes[])
    it(`an edit that never arrived is sent again: ${JSON.stringify(changes)}, though others have commented since`, async () => {
      const { team, window, key } = await given();
      world.github.weather.add({ match: patching, times: 1, effect: { kind: 'reset', when: 'before' } });
      await window.engine.record(edit(key, changes, { team }));
      await tunnel(() => world.github.as('bo').comment(repository, 1, 'on my way'));
      const item = visible(window.store.get()).items.get(key);
      const [[part, value]] = Object.entries(changes) as [[keyof Changes, string | null]];
      assert.equal(item?.[part] ?? null, value);
      assert.deepEqual([writes(), window.store.get().unsent], [2, []]);
    });

  it('invariant 18: an edit sends only what changes', async () => {
    const { team, window, key } = await given();
    world.github.weather.add({ match: patching, times: 1, effect: { kind: 'latency', ms: 5_000, when: 'before' } });
    await window.engine.record(edit(key, { needBy: '2026-11-24T15:00:00Z' }, { team }));
    await world.clock.advance(2_000);
    world.github.as('bo').editIssue(repository, 1, { title: 'the lens is stuck' });
    world.github.as('bo').assign(repository, 1, 'carl');
    await world.clock.advance(2 * minute);
    assert.equal(issue().title, 'the lens is stuck');
    assert.deepEqual(assignees(), ['bo', 'carl']);
    const { body } = issue();
    world.github.weather.add({ match: patching, times: 1, effect: { kind: 'latency', ms: 5_000, when: 'before' } });
    await window.engine.record(edit(key, { title: 'the lens is broken' }, { team }));
    await world.clock.advance(2_000);
    world.github.as('bo').editIssue(repository, 1, { body: `since eleven\n\n${body}` });
    await world.clock.advance(2 * minute);
    assert.deepEqual([issue().title, issue().body], ['the lens is broken', `since eleven\n\n${body}`]);
  });

  for (const [owner, expected] of [
    ['ana', ['ana', 'carl']],
    ['carl', ['carl']],
    [null, ['carl']],
  ] as const)
    it(`invariant 18: from bo to ${owner}, whoever else is assigned stays`, async () => {
      const { team, window, key } = await given('bo');
      world.github.as('bo').assign(repository, 1, 'carl');
      await world.clock.advance(2 * minute);
      await window.engine.record(edit(key, { owner }, { team }));
      await world.clock.advance(2 * minute);
      assert.deepEqual(assignees(), expected);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    });

  it('whoever cannot be assigned is named, and nothing is rewritten', async () => {
    world.github.addUser({ login: 'zoe' });
    const { team, window, key } = await given();
    const { body } = issue();
    await window.engine.record(edit(key, { owner: 'zoe', outcome: 'it shines' }, { team }));
    await world.clock.advance(2 * minute);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason),
      [{ kind: 'unassignable', detail: '@zoe', repository }],
    );
    assert.deepEqual([issue().body, assignees()], [body, ['bo']]);
  });
});
