import assert from 'node:assert/strict';
import { rosterOf } from '../../src/model/board/board.js';
import { memberNamed, membersOf, myRecord } from '../../src/model/members.js';
import type { StatusChanges } from '../../src/model/people/member.js';
import { stampOf } from '../../src/model/people/member.js';
import { visible } from '../../src/model/state.js';
import { writeStatus } from '../../src/records/roster.js';
import { capture, newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

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

  it('a lost answer while lists lag is looked for, and not sent again', async () => {
    const window = await world.machineOf('ana').open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await world.clock.advance(oneTurn);
    world.github.weather.add({ effect: { kind: 'listLag', ms: 25_000 } });
    world.github.weather.add({
      match: { method: 'POST', path: /\/issues/ },
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    await say(window, 'ana', { said: { mode: 'busy', text: 'once' } });
    await world.clock.advance(400_000);
    assert.equal(rosterComments(world).length, 1);
    assert.equal(text(window, 'ana'), 'once');
    assert.deepEqual(window.store.get().unsent, []);
  });

  it('whoever joins before having heard of the roster that is there opens no other', async () => {
    const bo = await world.machineOf('bo').open();
    await world.clock.advance(5_000);
    await joined();
    await bo.engine.record(openRoster({ team: world.teamOf('bo') }));
    await say(bo, 'bo', { said: { mode: 'busy', text: 'me too' } });
    await world.clock.advance(5_000);
    assert.equal(world.github.issues(repository).length, 1);
    assert.equal(rosterComments(world).length, 2);
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

  for (const [one, other] of [
    [{ off: ['2026-12-24'], hours: { mon: '09:00-17:00' } }, { said: { mode: 'busy' } }],
    [
      { said: { mode: 'busy', text: 'until noon' } },
      { focusing: { since: '2026-11-21T09:00:00.000Z', until: '2026-11-21T10:00:00.000Z' } },
    ],
    [{ marks: [{ start: '2026-11-21T09:00:00.000Z', end: '2026-11-21T09:00:00.000Z' }] }, { zone: 'UTC' }],
    [{ said: { mode: 'away', text: 'gone' } }, { zone: 'UTC' }],
    [{ windows: ['11:00'] }, { rough: '2026-11-21T17:00:00.000Z', focus: null }],
  ] as const satisfies readonly (readonly [StatusChanges, StatusChanges])[])
    it(`invariant 18: two machines of one person that write over each other: ${Object.keys(one)} and ${Object.keys(other)} both count`, async () => {
      const desk = await joined();
      const laptop = await world.machineOf('ana').open();
      await world.clock.advance(oneTurn);
      const isWrite = { method: 'PATCH', path: /comments/ };
      world.github.weather.add({ match: isWrite, times: 1, effect: { kind: 'latency', ms: 6_000, when: 'before' } });
      await say(laptop, 'ana', other);
      await world.clock.advance(2_000);
      await say(desk, 'ana', one);
      await world.clock.advance(15 * 60_000);
      const marks = [one, other].flatMap((changes: StatusChanges) => changes.marks ?? []);
      const wanted = Object.entries({
        ...one,
        ...other,
        ...(marks.length > 0 && { marks }),
        said: undefined,
        ...(one as StatusChanges).said,
        ...(other as StatusChanges).said,
      });
      for (const window of [desk, laptop]) {
        const { record } = memberNamed(window.store.get(), 'ana') ?? {};
        const marks = record?.status.marks?.map(({ at: _at, ...mark }) => mark);
        const status: object = { ...record?.status, ...(marks && { marks }) };
        for (const [part, value] of wanted) assert.deepEqual(Reflect.get(status, part), value ?? undefined, part);
        assert.deepEqual(window.store.get().unsent, []);
      }
      assert.equal(rosterComments(world).length, 1);
      const writes = world.github.log.entries.filter(
        ({ method, path }) => method === 'PATCH' && isWrite.path.test(path),
      );
      assert.ok(writes.length <= 5, `${writes.length} times`);
    });

  it('two people who join at the same moment: both are seen, and one roster is open, without anybody’s doing', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    const stop = world.github.weather.add({ match: { path: /\/issues\?/ }, effect: { kind: 'listLag', ms: 60_000 } });
    for (const [window, login] of [
      [ana, 'ana'],
      [bo, 'bo'],
    ] as const) {
      await window.engine.record(openRoster({ team: world.teamOf(login) }));
      await say(window, login, { said: { mode: 'busy', text: `I am ${login}` } });
    }
    await world.clock.advance(60_000);
    assert.equal(world.github.issues(repository).length, 2);
    stop();
    await world.clock.advance(10 * 60_000);
    for (const window of [ana, bo])
      assert.deepEqual([text(window, 'ana'), text(window, 'bo')], ['I am ana', 'I am bo']);
    assert.deepEqual(
      world.github
        .issues(repository)
        .map(({ number, state }) => [number, state])
        .sort(),
      [
        [1, 'open'],
        [2, 'closed'],
      ],
    );
    assert.equal(rosterComments(world, 1).length, 2);
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

  it('invariant 19: a roster that may not be read for now is not taken for gone', async () => {
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

  it('one wrong answer does not cost the roster, which no news would name again', async () => {
    let isWrong = false;
    const fetch = answering(() => isWrong, /issues\/1\/comments/, 404);
    const window = await world.machineOf('ana', { github: { fetch } }).open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'busy', text: 'hello' } });
    await world.clock.advance(oneTurn);
    isWrong = true;
    await world.clock.advance(oneTurn);
    isWrong = false;
    await world.clock.advance(10 * 60_000);
    assert.equal(rosterOf(visible(window.store.get())), 1);
    assert.equal(text(window, 'ana'), 'hello');
    assert.equal(window.store.get().sync.trouble, undefined);
  });

  it('a token that may not read files hears everything else', async () => {
    const { github } = world;
    github.putFile(repository, '.github/makertime.yml', 'roster: 1\n');
    const window = await world
      .machineOf('ana', { github: { fetch: answering(() => true, /\/contents\//, 403) } })
      .open();
    await window.engine.record(openRoster({ team: world.teamOf('ana') }));
    await say(window, 'ana', { said: { mode: 'busy', text: 'no files' } });
    await world.clock.advance(oneTurn);
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.equal(text(window, 'ana'), 'no files');
  });

  it('a team file that is taken away no longer counts', async () => {
    world.github.putFile(repository, '.github/makertime.yml', 'members: [cy]\n');
    let isGone = false;
    const fetch = answering(() => isGone, /\/contents\//, 404);
    const window = await world.machineOf('ana', { github: { fetch } }).open();
    await world.clock.advance(oneTurn);
    assert.deepEqual(window.store.get().confirmed.teamFile?.members, ['cy']);
    isGone = true;
    await world.clock.advance(6 * 60_000);
    assert.equal(window.store.get().confirmed.teamFile, undefined);
  });

  it('a limit on the roster is kept to, and what was heard is heard again after it', async () => {
    const window = await joined();
    const { github, clock } = world;
    github.as('bo').createIssue(repository, { title: 'x', body: '' });
    github.weather.add({
      match: { path: /issues\/1\/comments/ },
      times: 1,
      effect: { kind: 'limited', status: 429, retryAfter: 600 },
    });
    await clock.advance(oneTurn);
    assert.equal(window.store.get().sync.trouble?.kind, 'limited');
    github.log.clear();
    await clock.advance(9 * 60_000);
    assert.deepEqual(github.log.entries, []);
    await clock.advance(2 * oneTurn);
    assert.equal(window.store.get().sync.trouble, undefined);
  });

  it('a server that takes the record out of what it stores gets one comment for one word', async () => {
    const { github } = world;
    const strip = async (input: string | URL | Request, init?: RequestInit) => {
      const body =
        typeof init?.body === 'string'
          ? init.body.replace(/<!-- makertime \{.{0,20}"kind\\?":\\?"status.*?-->/, '')
          : init?.body;
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

  it('nor does it for whoever has joined, and is to be left out of the mails about the roster', async () => {
    const { github, clock } = world;
    (await joined()).kill();
    github.weather.add({ match: { path: /graphql$/ }, effect: { kind: 'hang', when: 'before' } });
    const window = await world.machineOf('ana').open();
    await clock.advance(10_000);
    for (const title of ['first', 'second', 'third']) {
      await window.engine.record(capture({ title }, { team: world.teamOf('ana') }));
      await clock.advance(6_000);
      assert.deepEqual(window.store.get().unsent, [], title);
    }
  });

  it('an hour in which nobody writes costs next to nothing, with 230 members on three pages', async () => {
    const window = await joined();
    const { github, clock } = world;
    for (let place = 0; place < 229; place++) join(`m${place}`);
    await clock.advance(40 * 60_000);
    github.log.clear();
    await clock.advance(3_600_000);
    const entries = github.log.entries.filter(({ path }) => !path.startsWith('/notifications'));
    const charged = entries.filter((one) => one.charged).map(({ path }) => path);
    assert.ok(
      charged.filter((path) => path === '/graphql').length <= 12 * 4,
      'three pages of people, and what is asked of them, every five minutes',
    );
    assert.ok(charged.filter((path) => path !== '/graphql').length <= 3, String(charged));
    // A minute: the repository, the issues, and three pages of people.
    assert.ok(entries.length <= 60 * 6, `${entries.length} requests`);
    assert.equal(membersOf(window.store.get()).length, 230);
    github.log.clear();
    github.as('m3').editComment(repository, rosterComments(world)[4]?.id ?? 0, statusOf('m3', 'changed'));
    await clock.advance(oneTurn);
    assert.equal(text(window, 'm3'), 'changed');
    const isElsewhere = (path: string) => path === '/graphql' || path.startsWith('/notifications');
    assert.equal(github.log.entries.filter((one) => one.charged && !isElsewhere(one.path)).length, 1);
  });

  for (const count of [99, 100, 101, 200, 201])
    it(`${count} comments: nobody is lost when somebody leaves the first page`, async () => {
      const window = await joined();
      const { github, clock } = world;
      for (let place = 0; place < count - 1; place++) join(`m${place}`);
      await clock.advance(oneTurn);
      assert.equal(membersOf(window.store.get()).length, count);
      github.as('m3').deleteComment(repository, rosterComments(world)[4]?.id ?? 0);
      await clock.advance(oneTurn);
      assert.equal(membersOf(window.store.get()).length, count - 1);
      assert.equal(text(window, 'm3'), undefined);
      join('m3');
      await clock.advance(oneTurn);
      assert.equal(membersOf(window.store.get()).length, count);
      const last = `m${count - 2}`;
      github.as(last).editComment(repository, commentOf(last), statusOf(last, 'the last one'));
      await clock.advance(oneTurn);
      assert.equal(text(window, last), 'the last one');
    });

  it('two comments of one person on two pages are one status, whichever page changes', async () => {
    const window = await joined();
    const { github, clock } = world;
    for (let place = 0; place < 110; place++) join(`m${place}`);
    const zoned = { said: '2026-11-21T08:00:00Z', zone: '2026-11-21T08:30:00Z' };
    const by = { id: github.idOf('m1'), login: 'm1' };
    const status = { mode: 'away', text: 'older', since: '2026-11-21T08:00:00Z', zone: 'Asia/Tokyo' } as const;
    await clock.advance(10_000);
    github.as('m1').comment(repository, 1, writeStatus({ id: newId(), by, status, edited: zoned }));
    await clock.advance(oneTurn);
    const seen = () => memberNamed(window.store.get(), 'm1')?.record?.status;
    assert.deepEqual([seen()?.text, seen()?.zone], ['I am m1', 'Asia/Tokyo']);
    github.as('m2').editComment(repository, commentOf('m2'), statusOf('m2', 'first page'));
    await clock.advance(oneTurn);
    assert.deepEqual([seen()?.text, seen()?.zone], ['I am m1', 'Asia/Tokyo']);
    github.as('m105').editComment(repository, commentOf('m105'), statusOf('m105', 'second page'));
    await clock.advance(oneTurn);
    assert.deepEqual([seen()?.text, seen()?.zone], ['I am m1', 'Asia/Tokyo']);
    github.log.clear();
    await clock.advance(10 * 60_000);
    const charged = github.log.entries.filter((one) => one.charged && one.path.includes('/comments'));
    assert.ok(
      charged.every(({ path }) => path.includes('page=2')),
      'only the page with the second one',
    );
  });

  for (const hours of [-26, 26])
    it(`a clock that is ${hours} hours off: each word counts, nothing is written twice`, async () => {
      await joined();
      const [off, right] = [await world.machineOf('ana').open(), await world.machineOf('ana').open()];
      await world.clock.advance(5_000);
      for (const words of ['one', 'two', 'three']) {
        world.clock.jump(hours * 3_600_000);
        await say(off, 'ana', { said: { mode: 'busy', text: `off ${words}` }, zone: 'Asia/Tokyo' });
        await world.clock.advance(oneTurn);
        world.clock.jump(-hours * 3_600_000);
        await world.clock.advance(oneTurn);
        for (const window of [off, right]) assert.equal(text(window, 'ana'), `off ${words}`);
        await say(right, 'ana', { said: { mode: 'away', text: `right ${words}` } });
        await world.clock.advance(2 * oneTurn);
        for (const window of [off, right]) assert.equal(text(window, 'ana'), `right ${words}`);
      }
      world.github.log.clear();
      await world.clock.advance(3_600_000);
      const writes = world.github.log.entries.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
      assert.deepEqual(writes, []);
    });

  it('a roster that is closed, reopened, locked or renamed keeps everybody', async () => {
    const window = await joined();
    const { github, clock } = world;
    const acts = [
      () => github.as('bo').closeIssue(repository, 1),
      () => github.as('bo').reopenIssue(repository, 1),
      () => github.as('bo').lockIssue(repository, 1),
      () => github.as('bo').editIssue(repository, 1, { title: 'Who is where' }),
      () => github.renameRepository(repository, 'crew'),
    ];
    for (const [place, act] of acts.entries()) {
      act();
      await clock.advance(oneTurn);
      await say(window, 'ana', { said: { mode: 'busy', text: `after ${place}` } });
      await clock.advance(2 * oneTurn);
      assert.equal(text(window, 'ana'), `after ${place}`);
      assert.deepEqual(window.store.get().unsent, [], `after ${place}`);
    }
    assert.equal(github.comments('acme/crew', 1).length, 1);
    assert.equal(github.issues('acme/crew').length, 1);
  });

  it('a status that is refused is shown with the reason, holds up nothing, and can be sent again', async () => {
    const window = await joined();
    const { github, clock } = world;
    github.setRepository(repository, { archived: true });
    await say(window, 'ana', { said: { mode: 'busy', text: 'archived' } });
    await clock.advance(oneTurn);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['forbidden'],
    );
    github.setRepository(repository, { archived: false });
    await window.engine.record(capture({ title: 'stuck' }, { team: world.teamOf('ana') }));
    await clock.advance(oneTurn);
    assert.deepEqual(titles(window), ['stuck']);
    await window.engine.retry(window.store.get().refused[0]?.mutation.id ?? '');
    await clock.advance(oneTurn);
    assert.equal(text(window, 'ana'), 'archived');
  });

  it('one more name in the team file costs one walk, and the same names in another order none', async () => {
    const { github, clock } = world;
    github.putFile(repository, '.github/makertime.yml', 'members: [ana, bo]\n');
    await joined();
    github.log.clear();
    const walks = () =>
      github.log.entries.filter(({ path, charged }) => charged && path.includes('sort=updated')).length;
    github.putFile(repository, '.github/makertime.yml', 'members: [Bo, ana]\n');
    await clock.advance(6 * 60_000);
    assert.equal(walks(), 0, 'the same people');
    github.putFile(repository, '.github/makertime.yml', 'members: [Bo, ana, cy]\n');
    await clock.advance(6 * 60_000);
    assert.equal(walks(), 1);
    await clock.advance(20 * 60_000);
    assert.equal(walks(), 1);
  });

  /** GitHub, but with this status at these addresses. */
  function answering(isWrong: () => boolean, path: RegExp, status: number): typeof globalThis.fetch {
    const headers = { 'content-type': 'application/json', 'x-github-request-id': 'ABCD:1' };
    return async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return isWrong() && path.test(address)
        ? new Response('{"message":"Resource not accessible by personal access token"}', { status, headers })
        : world.github.fetch(input, init);
    };
  }

  const statusOf = (login: string, words: string) => {
    const since = new Date(world.clock.now()).toISOString();
    const by = { id: world.github.idOf(login), login };
    return writeStatus({ id: newId(), by, status: { mode: 'busy', text: words, since }, edited: { said: since } });
  };
  const commentOf = (login: string) =>
    rosterComments(world).find(({ author }) => author === world.github.idOf(login))?.id ?? 0;

  /** Somebody joins at another machine. */
  function join(login: string): void {
    const { github } = world;
    if (!known(login)) github.addUser({ login });
    github.setRole(repository, login, 'write');
    github.as(login).comment(repository, 1, statusOf(login, `I am ${login}`));
  }
  function known(login: string): boolean {
    try {
      return world.github.idOf(login) > 0;
    } catch {
      return false;
    }
  }
});
