import assert from 'node:assert/strict';
import { rosterOf } from '../../src/model/board/board.js';
import { memberNamed, membersOf } from '../../src/model/members.js';
import { nameOf } from '../../src/model/names.js';
import type { StatusChanges } from '../../src/model/people/member.js';
import { visible } from '../../src/model/state.js';
import { writeRoster, writeStatus } from '../../src/records/roster.js';
import { newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const oneTurn = 75_000;
const at = (ms: number) => new Date(ms).toISOString();
const text = (window: SimulatedWindow, login: string) => memberNamed(window.store.get(), login)?.record?.status.text;
const rosterComments = ({ github }: World, number = 1) => github.comments(repository, number);
const rosters = ({ github }: World) => github.issues(repository).filter((one) => one.body?.includes('"kind":"roster"'));

describe('roster and status', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  /** Says something by this person's machine, as of now. */
  async function say(window: SimulatedWindow, login: string, changes: StatusChanges): Promise<void> {
    const now = at(world.clock.now());
    await window.engine.record(setStatus(changes, { team: world.teamOf(login), at: now }));
  }

  /** ana has opened the roster and joined it. */
  async function joined() {
    const window = await world.machineOf('ana').open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'available', text: 'hello' }, zone: 'Europe/Berlin' });
    await world.clock.advance(10_000);
    return window;
  }

  it('the first who joins opens the roster; a status is one comment, which is edited ever after', async () => {
    const window = await joined();
    assert.equal(rosters(world).length, 1);
    assert.deepEqual(world.github.labelsOn(repository, 1), ['makertime']);
    assert.equal(rosterComments(world).length, 1);
    assert.match(rosterComments(world)[0]?.body ?? '', /\*\*Available\*\*/);
    for (const words of ['one', 'two', 'three']) {
      await say(window, 'ana', { said: { mode: 'busy', text: words } });
      assert.equal(text(window, 'ana'), words, 'shown at once');
      await world.clock.advance(5_000);
    }
    assert.equal(rosterComments(world).length, 1);
    assert.equal(memberNamed(window.store.get(), 'ana')?.record?.status.zone, 'Europe/Berlin');
    assert.deepEqual(world.github.faults, []);
  });

  it('the others find the roster, and a status appears with them within one poll', async () => {
    const ana = await joined();
    const bo = await world.machineOf('bo').open();
    await world.clock.settle();
    await world.clock.advance(2_000);
    assert.equal(rosterOf(visible(bo.store.get())), 1);
    assert.equal(text(bo, 'ana'), 'hello');
    const focusing = { since: at(world.clock.now()), until: at(world.clock.now() + 3_600_000) };
    await say(bo, 'bo', { said: { mode: 'busy', text: 'deep in the lens' }, focusing });
    await say(ana, 'ana', { said: { mode: 'away', text: 'gone fishing' } });
    await world.clock.advance(oneTurn);
    assert.equal(text(ana, 'bo'), 'deep in the lens');
    assert.deepEqual(memberNamed(ana.store.get(), 'bo')?.record?.status.focusing, focusing);
    assert.equal(text(bo, 'ana'), 'gone fishing');
    assert.equal(rosters(world).length, 1);
    assert.equal(rosterComments(world).length, 2);
  });

  it('three windows of one person: one status everywhere, one write for each change', async () => {
    await joined();
    const machine = world.machineOf('ana');
    const windows = [await machine.open(), await machine.open(), await machine.open()];
    await world.clock.advance(5_000);
    world.github.log.clear();
    for (const [place, window] of windows.entries()) {
      await say(window, 'ana', { said: { mode: 'busy', text: `from window ${place}` } });
      await world.clock.advance(20_000);
      for (const each of windows) assert.equal(text(each, 'ana'), `from window ${place}`);
    }
    const writes = world.github.log.entries.filter(
      ({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'),
    );
    assert.deepEqual(
      writes.map(({ method }) => method),
      ['PATCH', 'PATCH', 'PATCH'],
    );
    assert.equal(rosterComments(world).length, 1);
  });

  it('whoever is invisible leaves nothing but hours on GitHub; the rest stays on the machine, and is back after', async () => {
    await joined();
    const [ana, other] = [await world.machineOf('ana').open(), await world.machineOf('ana').open()];
    await world.clock.advance(5_000);
    const body = () => rosterComments(world)[0]?.body ?? '';
    const hours = { mon: '09:00-17:00' };
    const focus = [{ start: '2026-11-24T09:00', minutes: 90 }];
    const rough = at(world.clock.now() + 5 * 3_600_000);
    const block = (minutes: number) => ({
      since: at(world.clock.now()),
      until: at(world.clock.now() + minutes * 60_000),
    });
    const marks = [{ start: '2026-11-24T08:00:00.000Z', end: '2026-11-24T08:00:00.000Z' }];
    await say(ana, 'ana', { hours, rough, focus, focusing: block(90), windows: ['11:00'] });
    await world.clock.advance(oneTurn);
    assert.match(body(), /"rough".*"focus".*"focusing".*"windows"/);
    assert.match(body(), /\*\*Focusing\*\*/);
    const mine = () => visible(ana.store.get()).statuses.get(world.github.idOf('ana'))?.status;

    await say(ana, 'ana', { said: { mode: 'invisible' } });
    await world.clock.advance(oneTurn);
    const focusing = block(180);
    await say(ana, 'ana', { windows: ['15:00'], focusing, marks });
    await world.clock.advance(40 * 60_000);
    assert.match(body(), /"mode":"invisible".*"hours"/);
    assert.doesNotMatch(body(), /rough|focus|marks|windows|☂|15:00/i);
    assert.deepEqual([mine()?.focus, mine()?.windows, mine()?.rough], [focus, ['15:00'], rough]);
    const plan = () => [mine()?.focusing, mine()?.marks?.map(({ at: _at, ...mark }) => mark)];
    assert.deepEqual(plan(), [focusing, marks]);

    await say(other, 'ana', { said: { mode: 'available' } });
    await world.clock.advance(2 * oneTurn);
    assert.deepEqual([mine()?.mode, mine()?.focus, mine()?.windows], ['available', focus, ['15:00']]);
    assert.deepEqual(plan(), [focusing, marks]);
    await say(ana, 'ana', { said: { mode: 'busy' } });
    await world.clock.advance(oneTurn);
    assert.match(body(), /"rough".*"focus".*"focusing".*"marks".*"windows":\["15:00"\]/);
  });

  for (const effect of [
    { kind: 'reset', when: 'after' },
    { kind: 'hang', when: 'after' },
    { kind: 'serverError', status: 502, when: 'after' },
    { kind: 'truncated' },
    { kind: 'reset', when: 'before' },
    { kind: 'serverError', status: 503, when: 'before' },
  ] as const)
    it(`one roster and one comment after ${JSON.stringify(effect)} to each write`, async () => {
      const window = await world.machineOf('ana').open();
      await world.clock.settle();
      world.github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      await window.engine.record(openRoster({ team: world.teamOf('ana') }));
      await world.clock.advance(400_000);
      world.github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      await say(window, 'ana', { said: { mode: 'busy', text: 'once' } });
      await world.clock.advance(400_000);
      world.github.weather.add({ match: { method: 'PATCH' }, times: 1, effect });
      await say(window, 'ana', { said: { mode: 'away', text: 'twice' } });
      await world.clock.advance(400_000);
      assert.equal(rosters(world).length, 1);
      assert.equal(rosterComments(world).length, 1);
      assert.equal(text(window, 'ana'), 'twice');
      assert.deepEqual(window.store.get().unsent, []);
      assert.deepEqual(window.store.get().refused, []);
    });

  it('two who join at the same moment end on one roster, with both in it', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    // Neither list shows the other's roster for a while.
    world.github.weather.add({ effect: { kind: 'listLag', ms: 20_000 } });
    await ana.engine.record(openRoster({ team: world.teamOf('ana') }));
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await say(ana, 'ana', { said: { mode: 'busy', text: 'I am ana' } });
    await say(bo, 'bo', { said: { mode: 'busy', text: 'I am bo' } });
    await world.clock.advance(300_000);
    for (const window of [ana, bo]) assert.equal(rosterOf(visible(window.store.get())), 1);
    // Whoever stands on the other one is told, and publishes again.
    await bo.engine.record(setStatus({}, { team: world.teamOf('bo') }));
    await ana.engine.record(setStatus({}, { team: world.teamOf('ana') }));
    await world.clock.advance(300_000);
    for (const window of [ana, bo]) {
      assert.equal(text(window, 'ana'), 'I am ana');
      assert.equal(text(window, 'bo'), 'I am bo');
    }
    assert.equal(rosterComments(world).length, 2);
  });

  it('rosters and statuses of outsiders, and those in the name of others, are ignored, until the team file names them', async () => {
    world.dispose();
    world = createWorld(1, 'public');
    const { github } = world;
    const mallory = { id: github.addUser({ login: 'mallory' }).id, login: 'mallory' };
    const forger = github.as('mallory');
    forger.createIssue(repository, writeRoster(newId(), mallory));
    const window = await joined();
    assert.equal(rosterOf(visible(window.store.get())), 2);
    const inNameOf = (login: string, words: string) =>
      forger.comment(
        repository,
        2,
        writeStatus({
          id: newId(),
          by: { id: github.idOf(login), login },
          status: { mode: 'away', text: words },
          edited: {},
        }),
      );
    inNameOf('ana', 'forged');
    inNameOf('mallory', 'let me in');
    await world.clock.advance(oneTurn);
    assert.equal(text(window, 'ana'), 'hello');
    assert.equal(text(window, 'mallory'), undefined);
    github.putFile(repository, '.github/makertime.yml', 'members: [Mallory]\n');
    window.engine.wake();
    await world.clock.advance(oneTurn);
    // She counts now, and so does her roster, which has the lower number; but the team may say which one is meant.
    assert.equal(rosterOf(visible(window.store.get())), 1);
    assert.equal(text(window, 'ana'), 'hello', 'not forgotten, though not on that roster');
    github.putFile(repository, '.github/makertime.yml', 'members: [mallory]\nroster: 2\n');
    window.engine.wake();
    await world.clock.advance(oneTurn);
    assert.equal(rosterOf(visible(window.store.get())), 2);
    assert.equal(text(window, 'mallory'), 'let me in');
    github.putFile(repository, '.github/makertime.yml', 'roster: 2\n');
    window.engine.wake();
    await world.clock.advance(oneTurn);
    assert.equal(text(window, 'mallory'), undefined);
  });

  it('reads the team file with its mistakes, hears of changes within minutes, and at no charge', async () => {
    const { github, clock } = world;
    github.putFile(repository, '.github/makertime.yml', 'expectations:\n  blocker: 4x\n  question: 1d\n');
    const window = await joined();
    const file = () => window.store.get().confirmed.teamFile;
    assert.deepEqual(file()?.expectations, { question: 8 * 3_600_000 });
    assert.deepEqual(
      file()?.problems.map(({ line, value }) => [line, value]),
      [[2, '4x']],
    );
    github.putFile(repository, '.github/makertime.yml', 'expectations:\n  blocker: 4h\n');
    await clock.advance(6 * 60_000);
    assert.deepEqual(file()?.expectations, { blocker: 4 * 3_600_000 });
    await clock.advance(32 * 60_000); // the repository was written to, and is looked at once more
    github.log.clear();
    await clock.advance(3_600_000);
    const isElsewhere = (path: string) => path.endsWith('/graphql') || path.startsWith('/notifications');
    const charged = github.log.entries.filter((one) => one.charged && !isElsewhere(one.path));
    assert.deepEqual(charged, []);
  });

  it('invariant 18: of two changes to one part the newer wins, whichever machine is heard first', async () => {
    await joined();
    const [desk, laptop] = [await world.machineOf('ana').open(), await world.machineOf('ana').open()];
    await world.clock.advance(5_000);
    world.github.weather.offline(true);
    await say(desk, 'ana', { said: { mode: 'busy', text: 'older' }, zone: 'Asia/Tokyo' });
    await world.clock.advance(60_000);
    world.github.weather.offline(false);
    // Only the laptop has a network again: the desk still waits for its next try.
    await say(laptop, 'ana', { said: { mode: 'away', text: 'newer' } });
    await world.clock.advance(900_000);
    for (const window of [desk, laptop]) {
      assert.equal(text(window, 'ana'), 'newer');
      assert.equal(memberNamed(window.store.get(), 'ana')?.record?.status.zone, 'Asia/Tokyo');
      assert.deepEqual(window.store.get().unsent, []);
    }
    assert.equal(rosterComments(world).length, 1);
  });

  it('a status waits until there is a roster, and holds up nothing', async () => {
    const bo = await world.machineOf('bo').open();
    await say(bo, 'bo', { said: { mode: 'busy', text: 'early' } });
    await world.clock.advance(oneTurn);
    assert.equal(bo.store.get().unsent.length, 1);
    assert.equal(bo.store.get().sync.trouble, undefined);
    await joined();
    await world.clock.advance(2 * oneTurn);
    assert.equal(bo.store.get().unsent.length, 0);
    assert.equal(rosterComments(world).length, 2);
  });

  it('who has no status here appears with the one on GitHub, until that expires', async () => {
    const { github, clock } = world;
    const expiresAt = clock.elsewhere() + 20 * 60_000;
    github.as('bo').setProfileStatus({ message: 'at sea', isBusy: true, expiresAt });
    const window = await joined();
    const bo = () => memberNamed(window.store.get(), 'bo')?.profile;
    assert.equal(bo()?.text, 'at sea');
    assert.equal(bo()?.isBusy, true);
    await clock.advance(26 * 60_000);
    assert.equal(bo(), undefined);
    assert.deepEqual(github.faults, []);
  });

  it('what people are called on GitHub comes with their profiles, for nothing more, and stays over a restart', async () => {
    const { github, clock } = world;
    github.callUser('bo', 'Bo Lindqvist');
    github.addUser({ login: 'chidi', name: 'Chidi Okafor' });
    github.setRole(repository, 'chidi', 'write');
    await joined();
    const machine = world.machineOf('ana');
    const first = await machine.open();
    await say(await world.machineOf('bo').open(), 'bo', { said: { mode: 'busy' } });
    await clock.advance(oneTurn);
    assert.equal(nameOf(first.store.get(), { login: 'bo' }), 'Bo Lindqvist');
    assert.equal(nameOf(first.store.get(), { login: 'ana' }), undefined, 'who has none is called by the login');
    assert.equal(memberNamed(first.store.get(), 'chidi'), undefined, 'a name makes nobody a member');
    const asked = github.log.entries.filter(({ operation }) => operation === 'Profiles');
    assert.equal(asked.length, 3, 'one question for each machine');
    first.kill();
    github.weather.add({ match: { path: /./ }, effect: { kind: 'reset', when: 'before' } });
    const again = await machine.open();
    await clock.settle();
    assert.equal(nameOf(again.store.get(), { login: 'bo' }), 'Bo Lindqvist');
    again.kill();
    github.weather.clear();
    github.callUser('bo', null);
    const last = await machine.open();
    await clock.advance(10_000);
    assert.equal(nameOf(last.store.get(), { login: 'bo' }), undefined, 'taken away on GitHub');
    assert.ok(membersOf(last.store.get()).length >= 2);
    assert.deepEqual(github.faults, []);
  });

  it('of a team of 230 those on the second page appear as well, for a point a page', async () => {
    const { github } = world;
    for (let place = 0; place < 228; place++) {
      const { login } = github.addUser({ login: `m${String(place).padStart(3, '0')}` });
      github.setRole(repository, login, 'write');
    }
    github.as('m215').setProfileStatus({ message: 'far down the list', isBusy: true });
    const window = await joined();
    assert.equal(memberNamed(window.store.get(), 'm215')?.profile?.text, 'far down the list');
    assert.equal(github.log.entries.filter(({ operation }) => operation === 'Profiles').length, 3);
    assert.deepEqual(github.faults, []);
  });

  it('where GraphQL is refused or limited everything else goes on, and it is left alone as long as it says', async () => {
    const { github, clock } = world;
    github.as('bo').setProfileStatus({ message: 'at sea', isBusy: true });
    github.weather.add({
      match: { path: /graphql$/ },
      effect: { kind: 'limited', status: 403, resetIn: 30 * 60 },
    });
    const window = await joined();
    const asked = () => github.log.entries.filter(({ path }) => path.endsWith('/graphql')).length;
    await clock.advance(25 * 60_000);
    assert.equal(text(window, 'ana'), 'hello');
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.equal(asked(), 1);
    github.weather.clear();
    await clock.advance(15 * 60_000);
    assert.equal(memberNamed(window.store.get(), 'bo')?.profile?.text, 'at sea');
  });

  it('a roster that is refused keeps the status waiting, and both are kept', async () => {
    world.github.setRepository(repository, { hasIssues: false });
    const bo = await world.machineOf('bo').open();
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await say(bo, 'bo', { said: { mode: 'busy', text: 'waiting' } });
    await world.clock.advance(oneTurn);
    const { unsent, refused } = bo.store.get();
    assert.deepEqual(
      refused.map(({ reason }) => reason.kind),
      ['issuesDisabled'],
    );
    assert.equal(unsent.length, 1);
    assert.equal(text(bo, 'bo'), 'waiting');
    world.github.setRepository(repository, { hasIssues: true });
    assert.ok(await bo.engine.retry(refused[0]?.mutation.id ?? ''));
    await world.clock.advance(400_000);
    assert.deepEqual([bo.store.get().unsent, bo.store.get().refused], [[], []]);
    assert.equal(rosterComments(world).length, 1);
  });

  it('a comment that somebody deleted is not forgotten, and can be published again', async () => {
    const window = await joined();
    const [comment] = rosterComments(world);
    world.github.as('ana').deleteComment(repository, comment?.id ?? 0);
    await world.clock.advance(oneTurn);
    assert.equal(text(window, 'ana'), 'hello');
    assert.equal(memberNamed(window.store.get(), 'ana')?.record?.comment, undefined);
    await window.engine.record(setStatus({}, { team: world.teamOf('ana') }));
    await world.clock.advance(oneTurn);
    assert.equal(rosterComments(world).length, 1);
    assert.equal(text(window, 'ana'), 'hello');
    assert.notEqual(memberNamed(window.store.get(), 'ana')?.record?.comment, undefined);
  });

  it('a deleted roster is opened anew, with what is known of me', async () => {
    const window = await joined();
    world.github.deleteIssue(repository, 1);
    await world.clock.advance(oneTurn);
    assert.equal(rosterOf(visible(window.store.get())), undefined);
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await window.engine.record(setStatus({}, { team: world.teamOf('ana') }));
    await world.clock.advance(oneTurn);
    assert.equal(rosterOf(visible(window.store.get())), 2);
    assert.equal(rosterComments(world, 2).length, 1);
    assert.equal(text(window, 'ana'), 'hello');
  });

  it('a team of 230 is three pages; one change is heard, and nobody is lost', async () => {
    const window = await joined();
    const { github } = world;
    const people = Array.from({ length: 229 }, (_, place) => github.addUser({ login: `m${place}` }));
    for (const { id, login } of people) {
      github.setRole(repository, login, 'write');
      const status = { mode: 'busy', text: `I am ${login}` } as const;
      github.as(login).comment(repository, 1, writeStatus({ id: newId(), by: { id, login }, status, edited: {} }));
    }
    await world.clock.advance(oneTurn);
    assert.equal(membersOf(window.store.get()).length, 230);
    assert.equal(text(window, 'm228'), 'I am m228');
    const [last] = rosterComments(world).slice(-1);
    const by = { id: github.idOf('m228'), login: 'm228' };
    github
      .as('m228')
      .editComment(
        repository,
        last?.id ?? 0,
        writeStatus({ id: newId(), by, status: { mode: 'away', text: 'changed' }, edited: {} }),
      );
    await world.clock.advance(oneTurn);
    assert.equal(text(window, 'm228'), 'changed');
    assert.equal(text(window, 'm3'), 'I am m3');
    assert.equal(text(window, 'ana'), 'hello');
    assert.equal(membersOf(window.store.get()).length, 230);
  });
});
