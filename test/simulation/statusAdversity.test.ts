import assert from 'node:assert/strict';
import { rosterOf } from '../../src/model/board.js';
import type { StatusChanges } from '../../src/model/member.js';
import { stampOf } from '../../src/model/member.js';
import { memberNamed, myRecord } from '../../src/model/queries.js';
import { visible } from '../../src/model/state.js';
import { writeRoster, writeStatus } from '../../src/records/roster.js';
import { capture, newId, openRoster, setStatus } from '../support/builders.js';
import type { SimulatedWindow } from '../support/machine.js';
import { createWorld, repository, type World } from '../support/world.js';

const oneTurn = 75_000;
const text = (window: SimulatedWindow, login: string) => memberNamed(window.store.get(), login)?.record?.status.text;
const rosterComments = ({ github }: World, number = 1) => github.comments(repository, number);
const titles = (window: SimulatedWindow) =>
  [...visible(window.store.get()).items.values()].map(({ title }) => title).sort();

describe('adversity of roster and status', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  /** Says something by this person's machine, as the commands do it. */
  async function say(window: SimulatedWindow, login: string, changes: StatusChanges): Promise<void> {
    const known = myRecord(window.store.get()) ?? { edited: {} };
    const at = stampOf(known, changes, world.clock.now());
    await window.engine.record(setStatus(changes, { team: world.teamOf(login), at }));
  }

  /** ana has opened the roster and joined it. */
  async function joined() {
    const window = await world.machineOf('ana').open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'available', text: 'hello' }, zone: 'Europe/Berlin' });
    await world.clock.advance(10_000);
    return window;
  }

  it('lists that lag do not make a second comment of a second word', async () => {
    world.github.weather.add({ effect: { kind: 'listLag', ms: 150_000 } });
    const window = await joined();
    await world.clock.advance(20_000);
    await say(window, 'ana', { said: { mode: 'busy', text: 'second' } });
    await world.clock.advance(400_000);
    assert.equal(rosterComments(world).length, 1);
    assert.equal(text(window, 'ana'), 'second');
  });

  it('two machines of one person that join at once: what either said counts, with everybody', async () => {
    const bo = await world.machineOf('bo').open();
    await world.clock.settle();
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    const [desk, laptop] = [await world.machineOf('ana').open(), await world.machineOf('ana').open()];
    await world.clock.advance(oneTurn);
    world.github.weather.add({ effect: { kind: 'listLag', ms: 30_000 } });
    await say(desk, 'ana', { zone: 'Asia/Tokyo' });
    await world.clock.advance(3_000);
    await say(laptop, 'ana', { said: { mode: 'busy', text: 'from the laptop' } });
    await world.clock.advance(400_000);
    for (const window of [desk, laptop, bo]) {
      const { record } = memberNamed(window.store.get(), 'ana') ?? {};
      assert.equal(record?.status.text, 'from the laptop');
      assert.equal(record?.status.zone, 'Asia/Tokyo');
    }
    await say(desk, 'ana', { said: { mode: 'away', text: 'gone' } });
    await say(laptop, 'ana', { zone: 'UTC' });
    await world.clock.advance(400_000);
    for (const window of [desk, laptop, bo]) {
      const { record } = memberNamed(window.store.get(), 'ana') ?? {};
      assert.equal(record?.status.text, 'gone');
      assert.equal(record?.status.zone, 'UTC');
    }
  });

  it('a damaged record is written anew by publishing it, with all that was known', async () => {
    const window = await joined();
    const [comment] = rosterComments(world);
    const damaged = comment?.body.replace('"kind"', '"kind') ?? '';
    world.github.as('ana').editComment(repository, comment?.id ?? 0, `by hand\n\n${damaged}`);
    await world.clock.advance(oneTurn);
    assert.equal(memberNamed(window.store.get(), 'ana')?.record?.record, 'unreadable');
    await say(window, 'ana', {});
    await world.clock.advance(oneTurn);
    const { record } = memberNamed(window.store.get(), 'ana') ?? {};
    assert.equal(record?.record, 'ours');
    assert.equal(record?.status.text, 'hello');
    assert.equal(record?.status.zone, 'Europe/Berlin');
    assert.equal(rosterComments(world).length, 1);
    assert.match(rosterComments(world)[0]?.body ?? '', /^by hand/);
  });

  it('a record taken out of its comment by hand does not refuse the next word', async () => {
    const window = await joined();
    world.github.as('ana').editComment(repository, rosterComments(world)[0]?.id ?? 0, 'only words now');
    await say(window, 'ana', { said: { mode: 'busy', text: 'still me' } });
    await world.clock.advance(2 * oneTurn);
    assert.deepEqual(window.store.get().refused, []);
    assert.equal(text(window, 'ana'), 'still me');
    assert.equal(memberNamed(window.store.get(), 'ana')?.record?.status.zone, 'Europe/Berlin');
  });

  it('a roster that was refused holds up nothing once somebody else has opened one', async () => {
    world.github.setRepository(repository, { hasIssues: false });
    const bo = await world.machineOf('bo').open();
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await say(bo, 'bo', { said: { mode: 'busy', text: 'waiting' } });
    await world.clock.advance(oneTurn);
    world.github.setRepository(repository, { hasIssues: true });
    await joined();
    await world.clock.advance(10 * 60_000);
    assert.deepEqual(bo.store.get().unsent, []);
    assert.equal(rosterComments(world).length, 2);
  });

  it('a roster that was refused does not hold up the next one', async () => {
    world.github.setRepository(repository, { hasIssues: false });
    const bo = await world.machineOf('bo').open();
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await world.clock.advance(oneTurn);
    world.github.setRepository(repository, { hasIssues: true });
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await say(bo, 'bo', { said: { mode: 'busy', text: 'waiting' } });
    await world.clock.advance(10 * 60_000);
    assert.equal(rosterComments(world).length, 1);
  });

  it('a roster for an earlier team is opened there, whatever roster this team has', async () => {
    const { github } = world;
    const old = github.addRepository({ owner: 'acme', name: 'old', private: true, roles: { ana: 'write' } });
    const earlier = { ...world.teamOf('ana'), repository: { id: old.id, owner: 'acme', name: 'old' } };
    const window = await joined();
    await window.engine.record(openRoster({ team: earlier }));
    await window.engine.record(setStatus({ said: { mode: 'busy' } }, { team: earlier }));
    await world.clock.advance(oneTurn);
    const isWaiting = window.store.get().unsent.some(({ kind }) => kind === 'roster');
    assert.ok(isWaiting || github.issues('acme/old').length === 1, 'neither waiting nor opened');
    await world.machineOf('ana', { team: earlier }).open();
  });

  it('a roster that is gone leaves nobody on the board but me, and I am told', async () => {
    const ana = await joined();
    const bo = await world.machineOf('bo').open();
    await world.clock.settle();
    await say(bo, 'bo', { said: { mode: 'busy', text: 'bo here' } });
    await world.clock.advance(oneTurn);
    assert.equal(text(ana, 'bo'), 'bo here');
    world.github.deleteIssue(repository, 1);
    await world.clock.advance(3 * oneTurn);
    assert.equal(rosterOf(visible(ana.store.get())), undefined);
    assert.equal(text(ana, 'bo'), undefined);
    assert.equal(text(ana, 'ana'), 'hello');
    assert.equal(memberNamed(ana.store.get(), 'ana')?.record?.comment, undefined);
  });

  it('a roster that may not be read for now is not taken for gone', async () => {
    const window = await joined();
    world.github.weather.add({
      match: { path: /issues\/1\/comments/ },
      times: 3,
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    await world.clock.advance(oneTurn * 5);
    assert.equal(rosterOf(visible(window.store.get())), 1);
    assert.equal(text(window, 'ana'), 'hello');
  });

  it('a roster that cannot be read holds up no blockers', async () => {
    const window = await joined();
    world.github.weather.add({
      match: { path: /issues\/1\/comments/ },
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    const bo = await world.machineOf('bo').open();
    await bo.engine.record(capture({ title: 'stuck' }, { team: world.teamOf('bo') }));
    await world.clock.advance(10 * 60_000);
    assert.deepEqual(titles(window), ['stuck']);
    assert.equal(window.store.get().sync.trouble?.kind, 'serverDown');
  });

  it('a token that may not read files hears everything else', async () => {
    world.dispose();
    world = createWorld();
    const { github } = world;
    github.putFile(repository, '.github/makertime.yml', 'roster: 1\n');
    const machine = world.machineOf('ana', {
      github: {
        fetch: async (input, init) =>
          String(input instanceof Request ? input.url : input).includes('/contents/')
            ? new Response('{"message":"Resource not accessible by personal access token"}', {
                status: 403,
                headers: { 'content-type': 'application/json' },
              })
            : github.fetch(input, init),
      },
    });
    github.as('bo').createIssue(repository, { title: 'x', body: '' });
    const window = await machine.open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'busy', text: 'no files' } });
    await world.clock.advance(oneTurn);
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.equal(text(window, 'ana'), 'no files');
    assert.equal(rosterOf(visible(window.store.get())), 2);
  });

  it('a server that takes the record out of what it stores gets one comment for one word', async () => {
    const { github } = world;
    const strip = async (input: RequestInfo | URL, init?: RequestInit) => {
      const body = typeof init?.body === 'string' ? init.body.replace(/<!-- makertime \{.{0,20}"kind\\?":\\?"status.*?-->/, '') : init?.body;
      return github.fetch(input, { ...init, ...(body !== undefined && { body }) });
    };
    const window = await world.machineOf('ana', { github: { fetch: strip as typeof fetch } }).open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'busy', text: 'once' } });
    await world.clock.advance(30 * 60_000);
    assert.equal(rosterComments(world).length, 1);
    assert.deepEqual(window.store.get().unsent, []);
  });

  it('GraphQL that never answers holds up neither what was heard nor what is sent', async () => {
    const { github, clock } = world;
    github.weather.add({ match: { path: /graphql$/ }, effect: { kind: 'hang', when: 'before' } });
    github.as('bo').createIssue(repository, { title: 'x', body: '' });
    const window = await world.machineOf('ana').open();
    await clock.advance(4_000);
    assert.ok(window.store.get().sync.heardAt, 'heard');
    await window.engine.record(capture({ title: 'quick' }, { team: world.teamOf('ana') }));
    await clock.advance(4_000);
    assert.deepEqual(window.store.get().unsent, []);
  });
});
void writeRoster, writeStatus, newId;
