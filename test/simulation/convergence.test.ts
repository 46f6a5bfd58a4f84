import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Item, itemKey } from '../../src/model/board/item.js';
import type { Changes, Mutation, SetStatus } from '../../src/model/board/mutation.js';
import { myRecord } from '../../src/model/members.js';
import {
  blankStatus,
  changedStatus,
  type Declared,
  newerOf,
  type StatusChanges,
  type StatusRecord,
  stampOf,
} from '../../src/model/people/member.js';
import { visible } from '../../src/model/state.js';
import { readBlocker } from '../../src/records/blocker.js';
import { readStatus } from '../../src/records/roster.js';
import { capture, comment, edit, openRoster, reopen, resolve, setStatus } from '../lib/fakes/builders.js';
import type { Machine, SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Effect } from '../lib/github/weather.js';
import { times } from '../lib/suite/seed.js';

/** One thing that happens. Numbers are taken modulo what there is to choose from. */
type Happening =
  | { readonly kind: 'capture'; readonly machine: number; readonly window: number }
  | {
      readonly kind: 'edit' | 'resolve' | 'reopen' | 'comment';
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
  | { readonly kind: 'byHand'; readonly act: (typeof actsByHand)[number]; readonly item: number }
  | { readonly kind: 'statusByHand'; readonly act: 'delete' | 'damage' | 'write'; readonly item: number }
  | { readonly kind: 'teamFile' | 'reopenRoster'; readonly item: number }
  /** Of the repository, or of somebody's login. */
  | { readonly kind: 'rename'; readonly of: 'repository' | 'person'; readonly person: number };

const actsByHand = ['close', 'reopen', 'retitle', 'assign', 'comment'] as const;

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
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit', 'edit', 'edit', 'resolve', 'reopen', 'comment'),
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
      act: fc.constantFrom(...actsByHand),
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
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename'),
      of: fc.constantFrom('repository', 'person'),
      person: small,
    }),
  },
) as fc.Arbitrary<Happening>;

const runs = times(7, 1000);

describe('convergence', () => {
  it(`${runs} random lives of two people, three machines and four windows end with GitHub and every board equal`, async function () {
    // A life may take a second, and what fails is made smaller, life by life.
    this.timeout(0);
    await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), fc.nat(), live), {
      numRuns: runs,
    });
  });
});

interface Life {
  readonly happenings: readonly Happening[];
  readonly world: World;
  /** `login`: as they signed in. */
  readonly people: readonly { readonly login: string; readonly id: number; readonly machine: Machine }[];
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
  const people = ['ana', 'bo', 'ana'].map((login) => ({
    login,
    id: world.github.idOf(login),
    machine: world.machineOf(login, { onStep }),
  }));
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
    case 'reopen':
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
      byHand(life, one.act, issue);
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
      if (roster) world.github.as(nameOf(life, 1)).reopenIssue(repository, roster.number);
      return;
    }
    case 'rename': {
      const serial = life.happenings.indexOf(one);
      if (one.of === 'repository') world.github.renameRepository(repository, `team${serial}`);
      else world.github.renameUser(nameOf(life, one.person), `${choose(people, one.person)?.login}${serial}`);
      return;
    }
    case 'teamFile':
      world.github.putFile(repository, '.github/makertime.yml', choose(teamFiles, one.item) ?? '');
  }
}

/** What they are called now. */
function nameOf({ world, people }: Pick<Life, 'world' | 'people'>, person: number): string {
  return world.github.loginOf(choose(people, person)?.id ?? 0);
}

/** As bo, on github.com. */
function byHand(life: Life, act: (typeof actsByHand)[number], { number, title }: SimulatedIssue): void {
  const bo = life.world.github.as(nameOf(life, 1));
  switch (act) {
    case 'close':
      return void bo.closeIssue(repository, number);
    case 'reopen':
      return void bo.reopenIssue(repository, number);
    case 'retitle':
      return void bo.editIssue(repository, number, { title: `${title}!` });
    case 'assign':
      return void bo.editIssue(repository, number, { assignees: [nameOf(life, number)] });
    case 'comment':
      return void bo.comment(repository, number, 'by hand');
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

type About = 'edit' | 'resolve' | 'reopen' | 'comment';
function about(life: Life, kind: About, item: Item, login: string): Mutation {
  const more = { team: life.world.teamOf(login), ...(item.number !== undefined && { number: item.number }) };
  const serial = life.tried.length;
  if (kind === 'resolve') return resolve(item.key, more);
  if (kind === 'reopen') return reopen(item.key, more);
  if (kind === 'comment') return comment(item.key, `comment ${serial}`, more);
  const needBy = `2026-11-24T${10 + (serial % 10)}:00:00Z`;
  const changes: readonly Changes[] = [
    { owner: nameOf(life, 1) },
    { title: `title ${serial}`, needBy },
    { owner: nameOf(life, 0), outcome: `outcome ${serial}` },
    { title: `only title ${serial}` },
    { needBy: serial % 2 === 0 ? needBy : null },
    { owner: null },
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
  checkEdits({ happenings, world, people, saved, tried });
  checkStatuses({ happenings, world, people, saved, tried });
  const blockers = issues.filter((issue) => !issue.body?.includes('"kind":"roster"'));
  // An owner who was named by the old login, and not assigned before the renaming, is nobody: that is shown, and kept.
  const isRenamed = happenings.some((one) => one.kind === 'rename' && one.of === 'person');
  const expected = new Map(blockers.map((issue) => [keyOf(issue, github), facts(itemOf(issue, github))]));
  for (const { login, machine } of people) {
    for (const window of machine.windows.filter((one) => one.isAlive)) {
      const state = window.store.get();
      // Whoever died while it was saved never said that it was: it is shown, and not sent unasked.
      const refused = state.refused.filter(({ mutation, reason }) => {
        if (reason.kind === 'unassignable') return !isRenamed;
        // Nobody can tell whether it had arrived as others changed the same.
        if (reason.kind === 'changedMeanwhile') return false;
        return reason.kind !== 'interrupted' || saved.some(({ id }) => id === mutation.id);
      });
      assert.deepEqual(refused, [], `${login}: nothing is refused`);
      assert.deepEqual(state.unsent, [], `${login}: nothing is unsent`);
      assert.deepEqual(state.aside, [], `${login}: nothing is set aside`);
      const board = new Map([...visible(state).items].map(([key, item]) => [key as string, facts(item)]));
      assert.deepEqual(sorted(board), sorted(expected), `${login}'s board`);
    }
    const errors = machine.lines.filter((line) => line.startsWith('error'));
    assert.deepEqual(errors, [], 'no bugs in the log');
  }
}

/** Of what several have said of the same part one stands, and what one alone has said. */
function checkEdits({ happenings, world, people, saved, tried }: Omit<Life, 'doomed'>): void {
  const { github } = world;
  const isByHand = (...acts: readonly string[]) =>
    happenings.some((one) => one.kind === 'byHand' && acts.includes(one.act));
  const isRenamed = happenings.some((one) => one.kind === 'rename' && one.of === 'person');
  const windows = people.flatMap(({ machine }) => machine.windows.filter((window) => window.isAlive));
  const rejected = windows.flatMap(({ store }) => store.get().refused.map(({ mutation }) => mutation));
  for (const issue of github.issues(repository)) {
    const key = keyOf(issue, github);
    const of = (list: readonly Mutation[], ...kinds: readonly Mutation['kind'][]) =>
      list.filter((one) => kinds.includes(one.kind) && 'target' in one && one.target === key);
    if (of(tried, 'reopen').length === 0 && !isByHand('reopen') && of(saved, 'resolve').length > 0)
      assert.equal(issue.state, 'closed', 'resolved');
    if (of(tried, 'resolve').length === 0 && !isByHand('close') && issue.state === 'closed')
      assert.ok(issue.body?.includes('"kind":"roster"'), 'nobody has closed it');
    for (const part of ['title', 'owner', 'needBy', 'outcome'] as const) {
      const said = (list: readonly Mutation[]) =>
        of(list, 'edit').flatMap((one) => (one.kind === 'edit' && part in one.changes ? [one.changes[part]] : []));
      const isTouched =
        (part === 'title' && isByHand('retitle')) || (part === 'owner' && (isByHand('assign') || isRenamed));
      const all = said(tried);
      if (said(saved).length === 0 || isTouched) continue;
      const isAllSaved = said(saved).length === all.length;
      if (said(rejected).length > 0) continue;
      // What names somebody by a login they have given up is rejected as a whole.
      const mayBeRejected =
        isRenamed && of(tried, 'edit').some((one) => one.kind === 'edit' && part in one.changes && one.changes.owner);
      const isSure = isAllSaved && !mayBeRejected;
      const stands = itemOf(issue, github)[part] ?? null;
      // What was begun and never reported may stand there, or not.
      assert.ok(!isSure || all.some((one) => one === stands), `${part}: ${stands} is none of ${all.join()}`);
    }
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
    const authors = statusesOn(number).map(({ author }) => author);
    for (const author of new Set(authors)) {
      const machines = people.filter(({ id }) => id === author).length;
      const comments = authors.filter((one) => one === author).length;
      assert.ok(comments <= machines, `${comments} comments of ${author} on #${number}`);
    }
  }
  const open = rosters.filter(({ state }) => state === 'open');
  const counting = Math.min(...(open.length > 0 ? open : rosters).map(({ number }) => number));
  const standing = rosters.length > 0 ? statusesOn(counting) : [];
  for (const { login, id: own, machine } of people) {
    const mine = (list: readonly Mutation[]) =>
      list.filter((one): one is SetStatus => one.kind === 'status' && one.team.account.login === login);
    for (const window of machine.windows.filter((one) => one.isAlive)) {
      const { statuses } = visible(window.store.get());
      for (const [id, there] of declared(standing, github))
        assert.deepEqual(statuses.get(id)?.status, there.status, `${login} sees ${there.by.login}`);
      if (isUndisturbed) checkWords(mine(saved), mine(tried), statuses.get(own));
      const said = statuses.get(own);
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

/** Whoever is assigned by number: a closed issue tells of no new login. */
function facts(item: Pick<Item, 'title' | 'state' | 'owner' | 'ownerId' | 'outcome' | 'needBy' | 'number'>) {
  const { title, state, owner, ownerId, outcome, needBy, number } = item;
  return { title, state, owner: ownerId === undefined ? owner : undefined, ownerId, outcome, needBy, number };
}

function itemOf(issue: SimulatedIssue, github: World['github']) {
  const record = read(issue, github);
  const { owner: stated, ...words } = 'words' in record ? record.words : { title: '' };
  const [ownerId] = issue.assignees;
  const owner = ownerId === undefined ? stated : github.loginOf(ownerId);
  const state = issue.state === 'open' ? 'open' : 'closed';
  const known = { ...(owner && { owner }), ...(ownerId !== undefined && { ownerId }) };
  return { ...words, ...known, state, number: issue.number } as const;
}

function sorted<V>(map: Map<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** As GitHub writes it. */
function secondsOf(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
