import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { openBusyFile } from '../../src/disk/local/profileStatus.js';
import { createClient } from '../../src/github/client/client.js';
import { busyStatus } from '../../src/github/people/profileStatus.js';
import { askBusyAgain, type BusyPorts, reconcileBusy } from '../../src/sync/profileStatus/keep.js';
import { memoryLog } from '../lib/fakes/builders.js';
import { diesAt } from '../lib/fakes/dying.js';
import { createWorld, server, type World } from '../lib/fakes/world.js';
import type { NewProfileStatus, ProfileChange } from '../lib/github/profiles.js';
import type { Effect } from '../lib/github/weather.js';
import { times } from '../lib/suite/seed.js';
import { newFolder, quickSteps } from '../unit/disk/support.js';

const minute = 60_000;
const runs = times(30, 300);

/** ana's machine, with all that is real but the engine. */
function createLife(scopes: readonly string[] = ['repo', 'user']) {
  const world = createWorld();
  const { clock, github } = world;
  github.addOrganization({ login: 'umbrella', members: ['ana'] });
  github.addUser({ login: 'olga' });
  const folder = newFolder();
  const log = memoryLog();
  const session = { token: github.token('ana', { scopes }) };
  const send = createClient({ server, token: async () => session.token, fetch: github.fetch, clock, log });
  const team = world.teamOf('ana');
  const ports: BusyPorts = {
    remote: busyStatus(send, clock, () => team.repository),
    file: clock.watched(openBusyFile(folder, log, quickSteps)),
    clock,
  };
  const person = github.as('ana');
  /** Until when a focus block runs, by this machine's clock. */
  let end: number | undefined;

  /** Time passes only where an answer does not come. */
  async function until<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const finish = () => {
      isOver = true;
    };
    work.then(finish, finish);
    await clock.settle();
    while (!isOver) await clock.advance(1_000);
    return work;
  }

  const running = () => (end !== undefined && end > clock.now() ? end : undefined);
  const wanted = () => {
    const until = running();
    return until === undefined ? undefined : { until };
  };

  return {
    world,
    ports,
    session,
    focusUntil(minutes: number | undefined) {
      end = minutes === undefined ? undefined : clock.now() + minutes * minute;
    },
    extend(minutes: number) {
      const last = running();
      if (last !== undefined) end = last + minutes * minute;
    },
    say: (status: NewProfileStatus) => person.setProfileStatus(status),
    pass: (minutes: number) => clock.advance(minutes * minute),
    reconcile: () => until(reconcileBusy(ports, wanted())),
    /** Like kill -9 at the k-th step: nothing of it happens any more but what is under way to GitHub. */
    async reconcileAndDie(step: number, when: 'before' | 'after') {
      const { mortal, death } = dying(ports, step, when);
      await until(Promise.race([reconcileBusy(mortal, wanted()), death]));
    },
    /** What GitHub shows to ana herself. */
    shown: () => shownOf(github.saidOnProfile('ana').at(-1), world),
    dispose() {
      world.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function dying({ remote, file, clock }: BusyPorts, k: number, when: 'before' | 'after') {
  const { death, mortal: step } = diesAt(k, when);
  const mortal: BusyPorts = {
    remote: { read: step(remote.read), set: step(remote.set) },
    file: { read: step(file.read), replace: step(file.replace) },
    clock,
  };
  return { mortal, death };
}

/** What is said there, without what is only bookkeeping; undefined where it is over or was never said. */
function shownOf(change: ProfileChange | undefined, { clock }: World) {
  const { status } = change ?? {};
  if (!status || (status.expiresAt !== null && status.expiresAt <= clock.elsewhere())) return undefined;
  const { message, emoji, isBusy, expiresAt, organization } = status;
  return { message, emoji, isBusy, expiresAt, organization };
}

type Happening =
  | { readonly kind: 'start' | 'extend'; readonly minutes: number }
  | { readonly kind: 'end' | 'reconcile' }
  | { readonly kind: 'say'; readonly words: Words }
  | { readonly kind: 'die'; readonly step: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'jump'; readonly minutes: number }
  | { readonly kind: 'weather'; readonly effect: Effect };

interface Words {
  readonly message: string | undefined;
  readonly emoji: string | undefined;
  readonly isBusy: boolean;
  /** Minutes from then. */
  readonly end: number | undefined;
  readonly organization: 'acme' | 'umbrella' | undefined;
}

const effects: readonly Effect[] = [
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'before' },
  { kind: 'hang', when: 'after' },
  { kind: 'hang', when: 'before' },
  { kind: 'serverError', status: 502, when: 'after' },
  { kind: 'serverError', status: 503, when: 'before' },
  { kind: 'truncated' },
  { kind: 'truncated', end: 'clean' },
  { kind: 'refuse' },
  { kind: 'limited', status: 403, resetIn: 60 },
  { kind: 'proxyPage' },
  // Slower than a client waits, and it arrives all the same.
  { kind: 'latency', ms: 25_000, when: 'before' },
];

const words: fc.Arbitrary<Words> = fc.record({
  message: fc.option(fc.constantFrom('Tea', 'Lunch', 'Focusing', 'In Tōkyō — 💡'), { nil: undefined }),
  emoji: fc.option(fc.constantFrom(':tea:', '🍜'), { nil: undefined }),
  isBusy: fc.boolean(),
  end: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  organization: fc.option(fc.constantFrom('acme', 'umbrella'), { nil: undefined }),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('start'), minutes: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('extend'), minutes: fc.integer({ min: -20, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end') }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('reconcile') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('say'), words }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('die'),
      step: fc.integer({ min: 1, max: 6 }),
      when: fc.constantFrom('before', 'after'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), minutes: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump'), minutes: fc.integer({ min: -20, max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('weather'), effect: fc.constantFrom(...effects) }) },
) as fc.Arbitrary<Happening>;

type Life = ReturnType<typeof createLife>;

/** Longer than anything sent is on its way: GitHub compares nothing, so two who write at once are one too many. */
const arrived = 0.5;

async function happen(life: Life, one: Happening): Promise<void> {
  const { clock, github } = life.world;
  switch (one.kind) {
    case 'start':
      return life.focusUntil(one.minutes);
    case 'extend':
      return life.extend(one.minutes);
    case 'end':
      return life.focusUntil(undefined);
    case 'reconcile':
      await life.reconcile();
      return;
    case 'die':
      return life.reconcileAndDie(one.step, one.when);
    case 'pass':
      return life.pass(one.minutes);
    case 'say': {
      await life.pass(arrived);
      const { message, emoji, isBusy, end, organization } = one.words;
      return life.say({
        ...(message && { message }),
        ...(emoji && { emoji }),
        isBusy,
        ...(end !== undefined && { expiresAt: clock.elsewhere() + end * minute }),
        ...(organization && { organization }),
      });
    }
    case 'jump':
      await life.pass(arrived);
      return clock.jump(one.minutes * minute);
    case 'weather':
      github.weather.add({ times: 1, match: { path: /^\/graphql$/ }, effect: one.effect });
  }
}

async function askGithub({ github }: World, login: string): Promise<{ data: { user: { status: unknown } } }> {
  const query = '{ user(login: "ana") { status { message indicatesLimitedAvailability } } }';
  const response = await github.fetch('https://api.github.com/graphql', {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { authorization: `Bearer ${github.token(login)}` },
  });
  return (await response.json()) as { data: { user: { status: unknown } } };
}

describe('busy on GitHub', () => {
  // GraphQL is loaded at the first question, in a time that no clock of ours knows.
  before(async () => {
    const life = createLife();
    await askGithub(life.world, 'bo');
    life.dispose();
  });

  it('others in the organization see it, strangers do not, and it costs a look and a word at each end', async () => {
    const life = createLife();
    const { github } = life.world;
    life.focusUntil(50);
    for (let count = 0; count < 5; count++) assert.deepEqual(await life.reconcile(), { kind: 'done' });
    const seenBy = async (login: string) => (await askGithub(life.world, login)).data.user.status;
    assert.deepEqual(await seenBy('bo'), { message: 'Focusing', indicatesLimitedAvailability: true });
    assert.equal(await seenBy('olga'), null);
    await life.pass(20);
    life.focusUntil(undefined);
    for (let count = 0; count < 5; count++) assert.deepEqual(await life.reconcile(), { kind: 'done' });
    assert.deepEqual(
      github.log.matching({ login: 'ana' }).map(({ operation }) => operation),
      ['Busy', 'SetBusy', 'Busy', 'SetBusy'],
    );
    assert.equal(life.shown(), undefined);
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
    life.dispose();
  });

  it('without the scope it is refused, until there is one', async () => {
    const life = createLife(['repo']);
    const { github } = life.world;
    life.say({ message: 'Tea' });
    life.focusUntil(50);
    for (let count = 0; count < 3; count++) {
      const result = await life.reconcile();
      assert.equal(result.kind === 'refused' && result.why.kind, 'scope');
    }
    assert.equal(github.log.count({ login: 'ana' }), 2);
    assert.equal(life.shown()?.message, 'Tea');
    life.session.token = github.token('ana', { scopes: ['repo', 'user'] });
    await askBusyAgain(life.ports.file);
    assert.deepEqual(await life.reconcile(), { kind: 'done' });
    assert.equal(life.shown()?.isBusy, true);
    life.dispose();
  });

  it(`${runs} random lives: nothing of ours is left, and what the person said stands there`, async () => {
    let given = 0;
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 50 }), async (happenings) => {
        const life = createLife();
        const { github } = life.world;
        for (const one of happenings) await happen(life, one);
        github.weather.clear();
        life.focusUntil(undefined);
        await life.pass(2);
        // A clock that was set to just after the last sending gives it one more minute to arrive.
        if ((await life.reconcile()).kind === 'later') await life.pass(2);
        assert.deepEqual(await life.reconcile(), { kind: 'done' });

        const said = github.saidOnProfile('ana');
        const spoken = said.filter(({ through }) => through === 'web');
        const shown = life.shown();
        const last = shownOf(spoken.at(-1), life.world);
        if (last) assert.deepEqual(shown, last, 'what the person said last');
        else {
          // What somebody took away, or what ended, in the middle of a block looks like our busy's own end.
          const kinds = happenings.map(({ kind }) => kind);
          const isMeanwhile = kinds.includes('start') && kinds.indexOf('start') < kinds.lastIndexOf('say');
          const earlier = spoken.slice(0, -1).map((change) => shownOf(change, life.world));
          const may = isMeanwhile ? [undefined, ...earlier] : [undefined];
          assert.ok(
            may.some((one) => JSON.stringify(one) === JSON.stringify(shown)),
            'nothing, or what stood there',
          );
        }
        assert.ok(!said.at(-1) || !isOurs(said.at(-1)) || !shown, 'nothing of ours');
        assert.equal(await life.ports.file.read(), undefined, 'all is settled');

        const acme = github.saidOnProfile('ana').filter(isOurs);
        for (const { status } of acme) assert.notEqual(status?.organization, null, 'never said to everybody');
        assert.deepEqual([github.faults, github.log.invalid], [[], []]);
        const before = github.log.count();
        assert.deepEqual(await life.reconcile(), { kind: 'done' });
        assert.equal(github.log.count(), before, 'nothing more is asked');
        if (said.some((change, place) => change.through === 'api' && !isOurs(change) && isOurs(said[place - 1])))
          given++;
        if (said.some((change, place) => change.through === 'web' && isOurs(said[place - 1]))) kept++;
        life.dispose();
      }),
      { numRuns: runs },
    );
    assert.ok(given > runs / 12 && kept > runs / 12, `${given} given back, ${kept} kept as somebody changed them`);
  });
});

const isOurs = (change: ProfileChange | undefined): boolean =>
  change?.through === 'api' && change.status?.isBusy === true;
