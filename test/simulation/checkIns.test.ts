import assert from 'node:assert/strict';
import { createRemote } from '../../src/github/remote.js';
import type { CheckIn } from '../../src/model/board/mutation.js';
import { lastCheckIns } from '../../src/model/posting/checkIns.js';
import { initialState } from '../../src/model/state.js';
import { dayTitle } from '../../src/model/threads/checkIn.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { decode, proseOf } from '../../src/records/block.js';
import { writeCheckIn, writeCheckInDay } from '../../src/records/checkIn.js';
import { checkIn, memoryLog, newId } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, server, type World } from '../lib/fakes/world.js';
import { steps } from '../lib/suite/seed.js';

const minute = 60_000;
const text = '## Shipped\n\n- The lamp turns.';

function dayOf({ clock }: World): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}

function mine(world: World, login: string, more: Partial<CheckIn> = {}): CheckIn {
  const category = { id: world.github.categoryId(repository, 'General'), name: 'General', isAnswerable: false };
  return checkIn({ team: world.teamOf(login), day: dayOf(world), category, text, ...more });
}

/** The day's discussions as GitHub holds them, the first first: whether each is open, and what people read in it. */
function standing({ github }: World) {
  return [...github.discussions(repository)]
    .sort((a, b) => a.number - b.number)
    .map(({ closedAs, comments }) => ({ closedAs: closedAs ?? null, said: comments.map(({ body }) => proseOf(body)) }));
}
const said = (world: World) => standing(world).flatMap(({ said: words }) => words);
const once = [{ closedAs: null, said: [text] }];
const asks = ({ store }: SimulatedWindow) => ledger(store.get()).forMe.map(({ kind }) => kind);
const settled = ({ store }: SimulatedWindow) => [
  store.get().unsent.length,
  store.get().refused.map(({ reason }) => reason.kind),
];

describe('a check-in, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => {
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
    world.dispose();
  });

  it('the first who posts makes the discussion of the day, and others comment there', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    await ana.engine.record(mine(world, 'ana'));
    await world.clock.advance(5 * minute);
    await bo.engine.record(mine(world, 'bo', { text: '## Shipped\n\n- The key.' }));
    await world.clock.advance(12 * minute);
    assert.deepEqual(standing(world), [{ closedAs: null, said: [text, '## Shipped\n\n- The key.'] }]);
    const [one] = world.github.discussions(repository);
    assert.equal(one?.title, dayTitle(dayOf(world)));
    const known = lastCheckIns(ana.store.get().confirmed);
    assert.deepEqual([...known.values()].map(({ by }) => by.login).sort(), ['ana', 'bo']);
  });

  it('two who post at once end in the discussion with the lower number', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    await Promise.all([ana.engine.record(mine(world, 'ana')), bo.engine.record(mine(world, 'bo'))]);
    await world.clock.advance(20 * minute);
    const [first, ...others] = standing(world);
    assert.deepEqual(said(world), [text, text]);
    for (const other of others) if (other.said.length === 0) assert.equal(other.closedAs, 'DUPLICATE');
    assert.ok((first?.said.length ?? 0) > 0);
    await ana.engine.record(mine(world, 'ana', { text: '## Shipped\n\n- More.', was: text }));
    await world.clock.advance(12 * minute);
    assert.equal(said(world).length, 2, 'edited, and not said once more');
    assert.equal(lastCheckIns(bo.store.get().confirmed).size, 2);
  });

  it('who begins a day just after somebody else goes to theirs, and closes the second', async () => {
    const { github } = world;
    const by = { id: github.idOf('bo'), login: 'bo' };
    let isBegun = false;
    const fetch: typeof github.fetch = (address, init) => {
      if (!isBegun && String(init?.body).includes('mutation OpenThread(')) {
        isBegun = true;
        const body = writeCheckInDay({ id: newId(), by, day: dayOf(world) });
        github.as('bo').createDiscussion(repository, { category: 'General', title: dayTitle(dayOf(world)), body });
      }
      return github.fetch(address, init);
    };
    const window = await world.machineOf('ana', { github: { fetch } }).open();
    await world.clock.settle();
    await window.engine.record(mine(world, 'ana'));
    await world.clock.advance(12 * minute);
    assert.deepEqual(standing(world), [
      { closedAs: null, said: [text] },
      { closedAs: 'DUPLICATE', said: [] },
    ]);
    assert.deepEqual(settled(window), [0, []]);
  });

  it('of two discussions of one day the lower number gets what is said later', async () => {
    const { github } = world;
    for (const login of ['bo', 'ana']) {
      const by = { id: github.idOf(login), login };
      const body = writeCheckInDay({ id: newId(), by, day: dayOf(world) });
      github.as(login).createDiscussion(repository, { category: 'General', title: dayTitle(dayOf(world)), body });
    }
    const window = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    await window.engine.record(mine(world, 'ana'));
    await world.clock.advance(5 * minute);
    assert.deepEqual(standing(world), [
      { closedAs: null, said: [text] },
      { closedAs: null, said: [] },
    ]);
  });

  it('waits for who is named in what somebody needs, until they answer below it', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    const needing = `${text}\n\n## I need\n\n- @bo: the key`;
    await ana.engine.record(
      mine(world, 'ana', { text: needing, needs: [{ id: world.github.idOf('bo'), login: 'bo' }] }),
    );
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(ana), asks(bo)], [[], ['checkIn']]);
    assert.deepEqual(
      ledger(ana.store.get()).mine.map(({ kind }) => kind),
      ['checkIn'],
    );
    const comment = world.github.discussions(repository)[0]?.comments[0]?.id ?? 0;
    world.github.as('bo').commentOnDiscussion(repository, 1, 'Here it is', comment);
    await world.clock.advance(15 * minute);
    assert.deepEqual([asks(ana), asks(bo)], [[], []]);
  });

  it('one that is edited on github.com needs whom it names then, and one whose record is damaged is one all the same', async () => {
    const { github } = world;
    const bo = await world.machineOf('bo').open();
    const by = { id: github.idOf('ana'), login: 'ana' };
    const day = dayOf(world);
    github.as('ana').createDiscussion(repository, {
      category: 'General',
      title: dayTitle(day),
      body: `Read this\n\n<!-- makertime {"v":1,"kind":"checkInDay" -->`,
    });
    const body = writeCheckIn(text, { id: newId(), by, day, needs: [] });
    const { id } = github.as('ana').commentOnDiscussion(repository, 1, body);
    await world.clock.advance(15 * minute);
    assert.deepEqual(asks(bo), []);
    github
      .as('ana')
      .editDiscussionComment(repository, 1, id, '## Shipped\n\nx\n\n## I need\n\n@bo: the key\n\n<!-- makertime {"v":');
    await world.clock.advance(90 * minute);
    assert.deepEqual(asks(bo), ['checkIn']);
    const window = await world.machineOf('ana').open();
    await world.clock.advance(15 * minute);
    await window.engine.record(mine(world, 'ana'));
    await world.clock.advance(5 * minute);
    assert.deepEqual(
      settled(window),
      [0, ['checkedInAlready']],
      'nothing is overwritten that the person did not know of',
    );
    const was = '## Shipped\n\nx\n\n## I need\n\n@bo: the key';
    await window.engine.record(mine(world, 'ana', { was }));
    await world.clock.advance(5 * minute);
    assert.deepEqual(said(world), [text]);
    assert.equal(
      decode(world.github.discussions(repository)[0]?.comments[0]?.body ?? '').kind,
      'block',
      'it has a record again',
    );
  });

  it('invariant 18: what was changed on github.com meanwhile is not overwritten', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    await window.engine.record(mine(world, 'ana'));
    await world.clock.advance(5 * minute);
    const comment = world.github.discussions(repository)[0]?.comments[0];
    const changed = (comment?.body ?? '').replace('The lamp turns', 'The lamp turns, and shines');
    world.github.as('ana').editDiscussionComment(repository, 1, comment?.id ?? 0, changed);
    await window.engine.record(mine(world, 'ana', { text: '## Shipped\n\n- x', was: text }));
    await world.clock.advance(5 * minute);
    assert.deepEqual(
      [said(world), settled(window)],
      [['## Shipped\n\n- The lamp turns, and shines.'], [0, ['changedMeanwhile']]],
    );
  });

  it('invariant 12: strangers begin no day, need nobody and have not checked in', async () => {
    world.github.addUser({ login: 'eve' });
    world.github.setRepository(repository, { private: false });
    const eve = { id: world.github.idOf('eve'), login: 'eve' };
    const day = dayOf(world);
    const body = writeCheckInDay({ id: newId(), by: eve, day });
    world.github.as('eve').createDiscussion(repository, { category: 'General', title: dayTitle(day), body });
    const window = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    const ana = { id: world.github.idOf('ana'), login: 'ana' };
    await window.engine.record(mine(world, 'ana', { team: { ...world.teamOf('ana') } }));
    await world.clock.advance(12 * minute);
    const needing = '## I need\n\n@ana: your password';
    world.github
      .as('eve')
      .commentOnDiscussion(repository, 2, writeCheckIn(needing, { id: newId(), by: eve, day, needs: [ana] }));
    world.github
      .as('eve')
      .commentOnDiscussion(repository, 2, writeCheckIn(needing, { id: newId(), by: ana, day, needs: [ana] }));
    await world.clock.advance(15 * minute);
    assert.deepEqual(
      standing(world).map(({ said: words }) => words.length),
      [0, 3],
    );
    assert.deepEqual([...lastCheckIns(window.store.get().confirmed).keys()], [ana.id]);
    assert.deepEqual(asks(window), []);
  });

  it('where discussions are off, it is kept and says so', async () => {
    world.github.setRepository(repository, { hasDiscussions: false });
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    await window.engine.record(mine(world, 'ana', { category: { id: 'DIC_9', name: 'General', isAnswerable: false } }));
    await world.clock.advance(5 * minute);
    assert.deepEqual(settled(window), [0, ['discussionsOff']]);
  });

  it('offline it waits, and is posted once', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    world.github.weather.add({ effect: { kind: 'reset', when: 'before' }, times: 12 });
    await window.engine.record(mine(world, 'ana'));
    await world.clock.advance(60 * minute);
    assert.deepEqual([standing(world), settled(window)], [once, [0, []]]);
  });

  for (const name of ['OpenThread', 'Say'])
    for (const effect of [
      { kind: 'reset', when: 'before' },
      { kind: 'reset', when: 'after' },
      { kind: 'serverError', status: 502, when: 'after' },
      { kind: 'truncated' },
    ] as const)
      it(`invariant 3: it is posted once, where the answer to ${name} is lost: ${JSON.stringify(effect)}`, async () => {
        const window = await world.machineOf('ana').open();
        await world.clock.advance(5 * minute);
        world.github.weather.add({ match: ({ body }) => body.includes(`mutation ${name}(`), times: 1, effect });
        await window.engine.record(mine(world, 'ana'));
        await world.clock.advance(20 * minute);
        assert.deepEqual([standing(world), settled(window)], [once, [0, []]]);
      });

  it('invariant 3: killed at any step, it is posted once', async () => {
    for (const fatal of steps(48)) {
      const here = createWorld(fatal);
      here.github.setRepository(repository, { hasDiscussions: true });
      let step = 0;
      let isArmed = false;
      let isDead = false;
      const machine = here.machineOf('ana', {
        onStep(id) {
          if (!isArmed || ++step !== fatal) return;
          isDead = true;
          machine.windows.find((window) => window.id === id)?.kill();
        },
      });
      const window = await machine.open();
      await here.clock.advance(5 * minute);
      isArmed = true;
      void window.engine.record(mine(here, 'ana'));
      await here.clock.advance(2 * minute);
      isArmed = false;
      if (isDead) await machine.open();
      await here.clock.advance(20 * minute);
      const open = machine.windows.find(({ isAlive }) => isAlive);
      const { unsent, refused } = open?.store.get() ?? initialState;
      const isInterrupted = refused.some(({ reason }) => reason.kind === 'interrupted');
      assert.deepEqual([unsent, refused.length], [[], isInterrupted ? 1 : 0], `killed at step ${fatal}`);
      if (standing(here).length > 0 || !isDead) assert.deepEqual(standing(here), once, `killed at step ${fatal}`);
      here.dispose();
      if (!isDead) break;
      assert.ok(fatal < 200);
    }
  });

  it('is drafted from one search for pull requests and reviews of this repository', async () => {
    const { github, clock } = world;
    github.addRepository({ owner: 'acme', name: 'other', private: true, roles: { ana: 'write' } });
    const [opened, merged, reviewed] = [
      github.addPullRequest(repository, { author: 'ana', title: 'Turn the lamp' }),
      github.addPullRequest(repository, { author: 'ana', title: 'Oil the lamp' }),
      github.addPullRequest(repository, { author: 'bo', title: 'The key' }),
    ];
    github.addPullRequest('acme/other', { author: 'ana', title: 'Elsewhere' });
    github.as('bo').mergePullRequest(repository, merged ?? 0);
    github.as('ana').submitReview(repository, reviewed ?? 0, 'approved');
    const token = github.token('ana', { scopes: ['repo'] });
    const access = { server, token: async () => token, fetch: github.fetch, clock, log: memoryLog() };
    const remote = createRemote(world.teamOf('ana'), access);
    const searches = () => github.log.entries.filter(({ operation }) => operation === 'MyWork').length;
    const work = await remote.myWork(new Date(clock.now() - 7 * 24 * 60 * minute).toISOString());
    assert.equal(searches(), 1);
    assert.deepEqual(work, {
      open: [{ number: opened, title: 'Turn the lamp' }],
      merged: [{ number: merged, title: 'Oil the lamp' }],
      reviewed: [{ number: reviewed, title: 'The key' }],
    });
    github.weather.add({ effect: { kind: 'reset', when: 'before' }, times: 20 });
    assert.equal(await remote.myWork(new Date(clock.now()).toISOString()), undefined, 'offline it is drafted without');
  });
});
