import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Item, itemKey } from '../../src/model/item.js';
import {
  blankStatus,
  changedStatus,
  type Declared,
  newerOf,
  type StatusChanges,
  type StatusRecord,
  stampOf,
} from '../../src/model/member.js';
import type { Mutation, SetStatus } from '../../src/model/mutation.js';
import { myRecord } from '../../src/model/queries.js';
import { visible } from '../../src/model/state.js';
import { readBlocker } from '../../src/records/blocker.js';
import { readStatus } from '../../src/records/roster.js';
import type { Effect } from '../github/weather.js';
import { capture, comment, edit, openRoster, resolve, setStatus } from '../support/builders.js';
import type { Machine, SimulatedWindow } from '../support/machine.js';
import { createWorld, repository, type World } from '../support/world.js';

/** One thing that happens. Numbers are taken modulo what there is to choose from. */
type Happening =
  | { readonly kind: 'capture'; readonly machine: number; readonly window: number }
  | {
      readonly kind: 'edit' | 'resolve' | 'comment';
      readonly machine: number;
      readonly window: number;
      readonly item: number;
    }
  | { readonly kind: 'join' | 'status'; readonly machine: number; readonly window: number }
  | { readonly kind: 'kill' | 'open'; readonly machine: number; readonly window: number }
  | { readonly kind: 'killAtStep'; readonly machine: number; readonly window: number; readonly steps: number }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'jump'; readonly hours: number }
  | {
      readonly kind: 'weather';
      readonly effect: Effect;
      readonly method: 'POST' | 'GET' | 'PATCH';
      readonly times: number;
    }
  | { readonly kind: 'offline'; readonly isOffline: boolean }
  | { readonly kind: 'byHand'; readonly act: 'close' | 'retitle' | 'comment'; readonly item: number }
  | { readonly kind: 'statusByHand'; readonly act: 'delete' | 'damage' | 'write'; readonly item: number }
  | { readonly kind: 'teamFile' | 'reopenRoster'; readonly item: number };

const small = fc.nat(5);
const when = fc.constantFrom('before', 'after');
const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constant('reset'), when }),
  fc.record({ kind: fc.constant('hang'), when }),
  fc.record({ kind: fc.constant('serverError'), status: fc.constantFrom(500, 502, 503, 504), when }),
  fc.record({ kind: fc.constant('truncated'), end: fc.constantFrom('reset', 'clean') }),
  fc.record({
    kind: fc.constant('limited'),
    status: fc.constantFrom(403, 429),
    retryAfter: fc.integer({ min: 1, max: 90 }),
  }),
  fc.constant({ kind: 'proxyPage' }),
  fc.constant({ kind: 'dnsFailure' }),
  fc.record({ kind: fc.constant('listLag'), ms: fc.integer({ min: 1_000, max: 150_000 }) }),
  fc.record({ kind: fc.constant('latency'), ms: fc.integer({ min: 100, max: 25_000 }) }),
) as fc.Arbitrary<Effect>;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('capture'), machine: small, window: small }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit', 'resolve', 'comment'),
      machine: small,
      window: small,
      item: small,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('join'), machine: small, window: small }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('status'), machine: small, window: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill', 'open'), machine: small, window: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('killAtStep'), machine: small, window: small, steps: fc.nat(12) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass'), seconds: fc.integer({ min: 0, max: 90 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('jump'), hours: fc.integer({ min: -30, max: 30 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('weather'),
      effect,
      method: fc.constantFrom('POST', 'GET', 'PATCH'),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('offline'), isOffline: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('byHand'),
      act: fc.constantFrom('close', 'retitle', 'comment'),
      item: small,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('statusByHand'),
      act: fc.constantFrom('delete', 'damage', 'write'),
      item: small,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('teamFile', 'reopenRoster'), item: small }) },
) as fc.Arbitrary<Happening>;

/** Several processes may share the work: each takes its own seed. */
const runs = Number(process.env.MAKERTIME_RUNS ?? 1000);
const seed = Number(process.env.MAKERTIME_SEED ?? 20_261_121);

describe('convergence', () => {
  it(`${runs} random lives of two people, three machines and four windows end with GitHub and every board equal (seed ${seed})`, async function () {
    this.timeout(0);
    await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), fc.nat(), live), {
      numRuns: runs,
      seed,
      endOnFailure: false,
    });
  });
});

interface Life {
  readonly happenings: readonly Happening[];
  readonly world: World;
  readonly people: readonly { readonly login: string; readonly machine: Machine }[];
  /** Reported saved, by whom it may. */
  readonly saved: Mutation[];
  /** Begun, and perhaps never reported. */
  readonly tried: Mutation[];
  /** Windows that die after so many more file-system steps. */
  readonly doomed: Map<number, number>;
}

async function live(happenings: readonly Happening[], randomSeed: number): Promise<void> {
  const world = createWorld(randomSeed);
  const doomed = new Map<number, number>();
  const onStep = (id: number) => {
    const left = doomed.get(id);
    if (left === undefined) return;
    doomed.set(id, left - 1);
    if (left <= 0)
      people
        .flatMap(({ machine }) => machine.windows)
        .find((window) => window.id === id)
        ?.kill();
  };
  const people = ['ana', 'bo', 'ana'].map((login) => ({ login, machine: world.machineOf(login, { onStep }) }));
  const life: Life = { happenings, world, people, saved: [], tried: [], doomed };
  try {
    await people[0]?.machine.open();
    await people[0]?.machine.open();
    await people[1]?.machine.open();
    await people[2]?.machine.open();
    for (const one of happenings) {
      await happen(life, one);
      await world.clock.settle();
    }
    await comeToRest(life);
    check(life);
  } finally {
    world.dispose();
  }
}

function choose<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)];
}

async function happen(life: Life, one: Happening): Promise<void> {
  const { world, people } = life;
  const person = 'machine' in one ? choose(people, one.machine) : undefined;
  const window =
    person && 'window' in one
      ? choose(
          person.machine.windows.filter((each) => each.isAlive),
          one.window,
        )
      : undefined;
  switch (one.kind) {
    case 'capture':
      if (person && window)
        say(life, window, capture({ title: `blocked ${life.tried.length}` }, { team: world.teamOf(person.login) }));
      return;
    case 'edit':
    case 'resolve':
    case 'comment': {
      const item = window && choose([...visible(window.store.get()).items.values()], one.item);
      if (person && window && item) say(life, window, about(life, one.kind, item, person.login));
      return;
    }
    case 'join':
      if (person && window) say(life, window, openRoster({ team: world.teamOf(person.login) }));
      return;
    case 'status':
      if (person && window) say(life, window, someStatus(life, window, person.login));
      return;
    case 'kill':
      window?.kill();
      return;
    case 'open':
      if (person && person.machine.windows.filter((each) => each.isAlive).length < 3) await person.machine.open();
      return;
    case 'killAtStep':
      if (window) life.doomed.set(window.id, one.steps);
      return;
    case 'pass':
      await world.clock.advance(one.seconds * 1000);
      return;
    case 'jump':
      world.clock.jump(one.hours * 3_600_000);
      return;
    case 'weather':
      // Lists that lag do so for everybody, and for a while.
      if (one.effect.kind === 'listLag') world.github.weather.add({ effect: one.effect });
      else world.github.weather.add({ match: { method: one.method }, times: one.times, effect: one.effect });
      return;
    case 'offline':
      world.github.weather.offline(one.isOffline);
      return;
    case 'byHand': {
      const issue = choose(world.github.issues(repository), one.item);
      if (!issue) return;
      const bo = world.github.as('bo');
      if (one.act === 'close') bo.closeIssue(repository, issue.number);
      else if (one.act === 'retitle') bo.editIssue(repository, issue.number, { title: `${issue.title}!` });
      else bo.comment(repository, issue.number, 'by hand');
      return;
    }
    case 'statusByHand': {
      const comment = choose(statusComments(world.github), one.item);
      if (!comment) return;
      const owner = world.github.as(world.github.loginOf(comment.author));
      if (one.act === 'delete') owner.deleteComment(repository, comment.id);
      else if (one.act === 'write') owner.editComment(repository, comment.id, `by hand\n\n${comment.body}`);
      else owner.editComment(repository, comment.id, comment.body.replace('"kind"', '"kind'));
      return;
    }
    case 'reopenRoster': {
      const roster = choose(rostersOn(world.github), one.item);
      if (roster) world.github.as('bo').reopenIssue(repository, roster.number);
      return;
    }
    case 'teamFile':
      world.github.putFile(repository, '.github/makertime.yml', choose(teamFiles, one.item) ?? '');
  }
}

const teamFiles = ['members: [ana]', 'members: [bo, ana]', 'members: [', 'roster: 99', '', 'quiet: 5'];

function rostersOn(github: World['github']) {
  return github.issues(repository).filter((issue) => issue.body?.includes('"kind":"roster"'));
}

function statusComments(github: World['github']) {
  return rostersOn(github).flatMap(({ number }) =>
    github.comments(repository, number).filter(({ body }) => body.includes('"kind":"status"')),
  );
}

/** Different parts by turns, so that changes from two windows meet. */
function someStatus(life: Life, window: SimulatedWindow, login: string): Mutation {
  const serial = life.tried.length;
  const changes: readonly StatusChanges[] = [
    { said: { mode: 'busy', text: `status ${serial}` } },
    { said: { mode: 'away', text: `status ${serial}` }, zone: 'Asia/Tokyo' },
    { off: [`2026-12-0${(serial % 9) + 1}`] },
    { hours: { mon: '09:00-17:00' }, zone: null },
  ];
  const change = choose(changes, serial) ?? {};
  const known = myRecord(window.store.get()) ?? { edited: {} };
  return setStatus(change, { team: life.world.teamOf(login), at: stampOf(known, change, life.world.clock.now()) });
}

function about(life: Life, kind: 'edit' | 'resolve' | 'comment', item: Item, login: string): Mutation {
  const more = { team: life.world.teamOf(login), ...(item.number !== undefined && { number: item.number }) };
  const serial = life.tried.length;
  if (kind === 'resolve') return resolve(item.key, more);
  if (kind === 'comment') return comment(item.key, `comment ${serial}`, more);
  const changes = [
    { owner: 'bo' },
    { owner: null },
    { outcome: `outcome ${serial}` },
    { title: `title ${serial}`, needBy: '2026-11-24T15:00:00Z' },
  ];
  return edit(item.key, choose(changes, serial) ?? {}, more);
}

/** Does not wait: a window may die while it saves. */
function say(life: Life, window: SimulatedWindow, mutation: Mutation): void {
  life.tried.push(mutation);
  void window.engine.record(mutation).then(
    () => life.saved.push(mutation),
    () => undefined,
  );
}

/** Where nobody has opened a roster, or the one that had begun to died of it, ana does in the end: statuses wait for it. */
async function comeToRest({ world, people, doomed, ...life }: Life): Promise<void> {
  const { clock, github } = world;
  doomed.clear();
  github.weather.clear();
  github.weather.offline(false);
  for (const { machine } of people) if (!machine.windows.some((window) => window.isAlive)) await machine.open();
  await clock.settle();
  const [ana] = people.flatMap(({ machine }) => machine.windows.filter((window) => window.isAlive));
  if (ana) say({ world, people, doomed, ...life }, ana, openRoster({ team: world.teamOf('ana') }));
  const alive = people.flatMap(({ machine }) => machine.windows.filter((window) => window.isAlive));
  for (let minutes = 0; minutes < 30; minutes += 2) {
    await clock.advance(120_000);
    if (alive.every((window) => window.store.get().unsent.length === 0)) break;
  }
  for (const window of alive) window.engine.wake();
  await clock.advance(125_000);
}

function check({ happenings, world, people, saved, tried }: Life): void {
  const { github } = world;
  const issues = github.issues(repository);
  const count = (record: string) => ({
    issues: issues.filter((issue) => issue.body?.includes(`"kind":"blocker","id":"${record}"`)).length,
    comments: issues
      .flatMap((issue) => github.comments(repository, issue.number))
      .filter((one) => one.body.includes(`"kind":"comment","id":"${record}"`)).length,
  });
  for (const mutation of tried) {
    if (mutation.kind !== 'capture' && mutation.kind !== 'comment') continue;
    const { issues: asIssue, comments } = count(mutation.record);
    const copies = asIssue + comments;
    if (saved.includes(mutation))
      assert.equal(copies, 1, `${mutation.kind} ${mutation.id} was saved and stands ${copies} times on GitHub`);
    else assert.ok(copies <= 1, `${mutation.kind} ${mutation.id} stands ${copies} times on GitHub`);
  }
  for (const mutation of saved) {
    if (mutation.kind !== 'resolve') continue;
    const issue = issues.find((one) => keyOf(one, github) === mutation.target);
    assert.equal(issue?.state, 'closed', 'resolved');
  }
  checkStatuses({ happenings, world, people, saved, tried });
  const blockers = issues.filter((issue) => !issue.body?.includes('"kind":"roster"'));
  const expected = new Map(blockers.map((issue) => [keyOf(issue, github), factsOf(issue, github)]));
  for (const { login, machine } of people) {
    for (const window of machine.windows.filter((one) => one.isAlive)) {
      const state = window.store.get();
      assert.deepEqual(state.refused, [], `${login}: nothing is refused`);
      assert.deepEqual(state.unsent, [], `${login}: nothing is unsent`);
      assert.deepEqual(state.aside, [], `${login}: nothing is set aside`);
      const board = new Map([...visible(state).items].map(([key, item]) => [key as string, facts(item)]));
      assert.deepEqual(sorted(board), sorted(expected), `${login}'s board`);
    }
    const errors = machine.lines.filter((line) => line.startsWith('error'));
    assert.deepEqual(errors, [], 'no bugs in the log');
  }
}

/** One comment a machine on each roster at most, and everybody sees the same of those who stand on the one that counts. */
function checkStatuses({ happenings, world, people, saved, tried }: Omit<Life, 'doomed'>): void {
  const { github } = world;
  const rosters = rostersOn(github);
  // A clock that was set or a hand in the records may decide otherwise; who stands on another roster is told, and publishes.
  const isUndisturbed =
    rosters.length === 1 && happenings.every(({ kind }) => kind !== 'jump' && kind !== 'statusByHand');
  const statusesOn = (number: number) =>
    github.comments(repository, number).filter(({ body }) => body.includes('"kind":"status"'));
  for (const { number } of rosters) {
    const authors = statusesOn(number).map(({ author }) => github.loginOf(author));
    for (const author of new Set(authors)) {
      const machines = people.filter(({ login }) => login === author).length;
      const comments = authors.filter((one) => one === author).length;
      assert.ok(comments <= machines, `${comments} comments of ${author} on #${number}`);
    }
  }
  const open = rosters.filter(({ state }) => state === 'open');
  const counting = Math.min(...(open.length > 0 ? open : rosters).map(({ number }) => number));
  const standing = rosters.length > 0 ? statusesOn(counting) : [];
  for (const { login, machine } of people) {
    const mine = (list: readonly Mutation[]) =>
      list.filter((one): one is SetStatus => one.kind === 'status' && one.team.account.login === login);
    for (const window of machine.windows.filter((one) => one.isAlive)) {
      const { statuses } = visible(window.store.get());
      for (const [id, there] of declared(standing, github))
        assert.deepEqual(statuses.get(id)?.status, there.status, `${login} sees ${there.by.login}`);
      if (isUndisturbed) checkWords(mine(saved), mine(tried), statuses.get(github.idOf(login)));
      const said = statuses.get(github.idOf(login));
      if (mine(saved).length > 0) assert.ok(said ?? !isUndisturbed, `${login} has a status`);
      else if (mine(tried).length === 0) assert.equal(said, undefined);
    }
  }
}

/** Nothing said is lost: of each part what was said last stands, though it was said on two machines. */
function checkWords(saved: readonly SetStatus[], tried: readonly SetStatus[], record: StatusRecord | undefined): void {
  // Of what was begun and never reported nobody knows whether it counts.
  if (saved.length !== tried.length || new Set(saved.map(({ at }) => at)).size < saved.length) return;
  const none = { status: blankStatus, edited: {} };
  const { status } = saved.reduce((known, { changes, at }) => changedStatus(known, changes, at), none as Declared);
  assert.deepEqual(record?.status ?? blankStatus, status, 'what was said last');
}

/** What people's comments say together, by the person's id. */
function declared(comments: readonly SimulatedComment[], github: World['github']): ReadonlyMap<number, StatusRecord> {
  const found = new Map<number, StatusRecord>();
  for (const { author, body, id, updatedAt } of comments) {
    const by = { id: author, login: github.loginOf(author) };
    const record = readStatus({ body, author: by, number: id, updatedAt: secondsOf(updatedAt) });
    const first = found.get(author);
    if (record?.record !== 'ours') continue;
    found.set(author, first ? { ...first, ...newerOf(first, record) } : record);
  }
  return found;
}

type SimulatedComment = ReturnType<World['github']['comments']>[number];
type SimulatedIssue = ReturnType<World['github']['issues']>[number];

function read(issue: SimulatedIssue, github: World['github']) {
  return readBlocker(
    { title: issue.title, body: issue.body ?? '' },
    { id: issue.author, login: github.loginOf(issue.author) },
    issue.number,
  );
}

function keyOf(issue: SimulatedIssue, github: World['github']): string {
  const record = read(issue, github);
  return itemKey(issue.author, 'id' in record ? record.id : '');
}

function facts(item: Pick<Item, 'title' | 'state' | 'owner' | 'outcome' | 'needBy' | 'number'>) {
  const { title, state, owner, outcome, needBy, number } = item;
  return { title, state, owner, outcome, needBy, number };
}

function factsOf(issue: SimulatedIssue, github: World['github']) {
  const record = read(issue, github);
  const words = 'words' in record ? record.words : { title: '' };
  const [assignee] = issue.assignees.map((id) => github.loginOf(id));
  const owner = assignee ?? words.owner;
  return facts({
    ...words,
    ...(owner && { owner }),
    state: issue.state === 'open' ? 'open' : 'closed',
    number: issue.number,
  });
}

function sorted<V>(map: Map<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** As GitHub writes it. */
function secondsOf(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
