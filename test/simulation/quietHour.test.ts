import assert from 'node:assert/strict';
import { writeBlocker } from '../../src/records/blocker.js';
import { newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;

/** What a team does in an hour, each so many minutes after it began; all of it would interrupt ana. */
const hour: readonly (readonly [minutes: number, happens: (world: World) => void])[] = [
  [3, ({ github }) => void github.as('bo').createIssue(repository, { title: 'Which lens?', body: '@ana, which?' })],
  [8, (world) => blocker(world, 'The crane is stuck')],
  [13, ({ github }) => void github.as('bo').comment(repository, 2, 'Or the other one?')],
  [19, ({ github }) => void github.as('bo').comment(repository, 2, 'Never mind, but still')],
  [26, ({ github }) => void github.as('bo').createIssue(repository, { title: 'Paint', body: 'cc @ana' })],
  [31, ({ github }) => void github.as('bo').comment(repository, 3, 'It creaks now')],
  [38, (world) => blocker(world, 'No key for the tower')],
  [44, ({ github }) => void github.as('bo').comment(repository, 4, '@ana, blue or red?')],
  [52, ({ github }) => void github.as('bo').comment(repository, 2, 'I took the small one')],
];

function blocker({ github }: World, title: string): void {
  const by = { id: github.idOf('bo'), login: 'bo' };
  const text = writeBlocker({ id: newId(), by, words: { title, owner: 'ana' } });
  github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] });
}

describe('an hour of focus', () => {
  it('is interrupted once, at its end, where it would have been by everything that happened; the chart says so', async () => {
    const world = createWorld();
    const { clock, github } = world;
    const team = world.teamOf('ana');
    const window = await world.machineOf('ana').open();
    const at = () => new Date(clock.now()).toISOString();
    await window.engine.record(openRoster({ team }));
    await window.engine.record(setStatus({ zone: 'Europe/Berlin', windows: ['23:59'] }, { team, at: at() }));
    await clock.advance(5 * minute);
    const until = new Date(clock.now() + 60 * minute).toISOString();
    await window.engine.record(setStatus({ focusing: { since: at(), until } }, { team, at: at() }));
    await clock.advance(minute);
    github.log.clear();

    let without = 0;
    const activity = () => github.threads('ana').map(({ updatedAt }) => updatedAt);
    for (let passed = 1, place = 0; passed < 58; passed++) {
      await clock.advance(minute);
      const before = String(activity());
      for (; hour[place]?.[0] === passed; place++) hour[place]?.[1](world);
      if (String(activity()) !== before) without++;
      assert.ok(![...window.store.get().inbox.entries.values()].some(({ stage }) => stage.kind === 'delivered'));
    }
    const charged = github.log.entries.filter((one) => one.charged);
    await clock.advance(10 * minute);

    const { entries, days } = window.store.get().inbox;
    const [day] = [...days.values()];
    assert.equal(without, hour.length);
    assert.deepEqual(
      { arrived: day?.arrived, delivered: day?.delivered, through: day?.through, shown: day?.shown },
      { arrived: without, delivered: 4, through: 0, shown: [until] },
    );
    assert.deepEqual(
      [...entries.values()].map(({ stage }) => stage.kind),
      ['delivered', 'delivered', 'delivered', 'delivered'],
    );
    // What was heard cost something; waiting for it did not.
    const rest = charged.filter(({ path }) => path !== '/graphql');
    assert.ok(rest.length <= 40, `${rest.length} requests charged`);
    world.dispose();
  });
});
