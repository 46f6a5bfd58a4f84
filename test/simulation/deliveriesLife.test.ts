import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { InboxAction } from '../../src/model/board/mutation.js';
import { isHeldBack } from '../../src/model/focus/deliveryTimes.js';
import type { EntryAction } from '../../src/model/inbox/actions.js';
import { type Inbox, type InboxEntry, instant } from '../../src/model/inbox/entries.js';
import { myRecord } from '../../src/model/members.js';
import { blankStatus } from '../../src/model/people/member.js';
import { newId } from '../lib/fakes/builders.js';
import { away, errorsOf, inboxIn, keyOf, minute, people } from '../lib/fakes/delivering.js';
import type { Machine, SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Effect } from '../lib/github/weather.js';
import { times } from '../lib/suite/seed.js';

/** One thing that happens in a life. Numbers are taken modulo what there is to choose from. */
type Happening =
  | {
      readonly kind: 'news';
      readonly what: 'mention' | 'assign' | 'blocker' | 'comment' | 'close';
      readonly issue: number;
    }
  | { readonly kind: 'elsewhere'; readonly what: 'read' | 'finish'; readonly issue: number }
  /** For so many minutes; none are the end of it. */
  | { readonly kind: 'focus' | 'away'; readonly window: number; readonly minutes: number }
  | {
      readonly kind: 'act';
      readonly window: number;
      readonly entry: number;
      readonly act: Exclude<EntryAction['kind'], 'remind'>;
      readonly minutes: number;
    }
  | { readonly kind: 'deliver' | 'batch' | 'kill' | 'open'; readonly window: number }
  | { readonly kind: 'killAtStep'; readonly window: number; readonly steps: number }
  | { readonly kind: 'pass' | 'sleep'; readonly minutes: number }
  | { readonly kind: 'weather'; readonly effect: Effect; readonly method: 'GET' | 'PATCH' | 'DELETE' }
  | { readonly kind: 'offline'; readonly isOffline: boolean };

const few = fc.nat(5);
const weighted = (weight: number, more: Readonly<Record<string, fc.Arbitrary<unknown>>>) => ({
  weight,
  arbitrary: fc.record(more),
});
const happening = fc.oneof(
  weighted(8, {
    kind: fc.constant('news'),
    what: fc.constantFrom('mention', 'assign', 'blocker', 'comment', 'comment', 'close'),
    issue: few,
  }),
  weighted(2, { kind: fc.constant('elsewhere'), what: fc.constantFrom('read', 'finish'), issue: few }),
  weighted(3, { kind: fc.constant('focus'), window: few, minutes: fc.constantFrom(0, 0, 25, 50, 180) }),
  weighted(2, { kind: fc.constant('away'), window: few, minutes: fc.constantFrom(0, 25, 180) }),
  weighted(7, {
    kind: fc.constant('act'),
    window: few,
    entry: few,
    act: fc.constantFrom('read', 'done', 'unsubscribe', 'undone', 'snooze'),
    minutes: fc.constantFrom(0, 10, 60),
  }),
  weighted(3, { kind: fc.constantFrom('deliver', 'batch', 'kill', 'open'), window: few }),
  weighted(2, { kind: fc.constant('killAtStep'), window: few, steps: fc.nat(12) }),
  weighted(6, { kind: fc.constant('pass'), minutes: fc.constantFrom(0.1, 1, 3, 6, 6, 20) }),
  weighted(1, { kind: fc.constant('sleep'), minutes: fc.integer({ min: 30, max: 300 }) }),
  weighted(2, {
    kind: fc.constant('weather'),
    effect: fc.constantFrom<Effect>(
      { kind: 'reset', when: 'after' },
      { kind: 'hang', when: 'after' },
      { kind: 'serverError', status: 502, when: 'before' },
      { kind: 'limited', status: 429, retryAfter: 90 },
      { kind: 'truncated', end: 'clean' },
    ),
    method: fc.constantFrom('GET', 'PATCH', 'DELETE'),
  }),
  weighted(1, { kind: fc.constant('offline'), isOffline: fc.boolean() }),
) as fc.Arbitrary<Happening>;

const runs = times(6, 300);

describe('deliveries of random lives', () => {
  it(`${runs} of them in three windows lose nothing, deliver nothing twice, and agree with GitHub`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), fc.nat(), live), {
      numRuns: runs,
    });
  });
});

interface Life {
  readonly world: World;
  readonly on: ReturnType<typeof people>;
  readonly machine: Machine;
  /** Windows that die after so many more file-system steps. */
  readonly doomed: Map<number, number>;
  /** Reported saved, oldest first. */
  readonly saved: InboxAction[];
  /** By activity: in which deliveries it was seen. */
  readonly batches: Map<string, Set<string>>;
}

async function live(happenings: readonly Happening[], randomSeed: number): Promise<void> {
  const world = createWorld(randomSeed);
  const on = people(world);
  const doomed = new Map<number, number>();
  const onStep = (id: number) => {
    const left = doomed.get(id);
    if (left === undefined) return;
    doomed.set(id, left - 1);
    if (left <= 0) machine.windows.find((window) => window.id === id)?.kill();
  };
  const { machine } = await on.joined({ ...away, onStep });
  const life: Life = { world, on, machine, doomed, saved: [], batches: new Map() };
  try {
    await open(life);
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

const aliveOf = ({ machine }: Life) => machine.windows.filter(({ isAlive }) => isAlive);
const choose = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

async function open(life: Life): Promise<void> {
  const { store } = await life.machine.open();
  store.subscribe(({ inbox }) => note(life, inbox));
}

function note({ batches }: Life, { entries }: Inbox): void {
  for (const { key, at, stage } of entries.values())
    if (stage.kind === 'delivered')
      batches.set(`${key} ${at}`, (batches.get(`${key} ${at}`) ?? new Set()).add(stage.batch));
}

async function happen(life: Life, one: Happening): Promise<void> {
  const { world, on, doomed } = life;
  const { clock, github } = world;
  const window = 'window' in one ? choose(aliveOf(life), one.window) : undefined;
  switch (one.kind) {
    case 'news':
      return news(life, one.what, one.issue);
    case 'elsewhere': {
      const thread = choose(github.threads('ana'), one.issue);
      if (!thread) return;
      if (one.what === 'read') github.as('ana').readThread(repository, thread.number);
      else github.as('ana').finishThread(repository, thread.number);
      return;
    }
    case 'focus':
      if (window) void (one.minutes === 0 ? on.focus(window, { kind: 'end' }) : on.focusFor(window, one.minutes));
      return;
    case 'away': {
      const until = new Date(clock.now() + one.minutes * minute).toISOString();
      const said = one.minutes === 0 ? ({ mode: 'available' } as const) : ({ mode: 'away', until } as const);
      if (window) void on.say(window, { said });
      return;
    }
    case 'act': {
      const entry = window && choose([...inboxIn(window).entries.values()], one.entry);
      if (!window || !entry) return;
      const { key, thread } = entry;
      const until = one.minutes === 0 ? 'activity' : new Date(clock.now() + one.minutes * minute).toISOString();
      const act: EntryAction = one.act === 'snooze' ? { kind: one.act, until } : { kind: one.act };
      return attend(life, window, { kind: 'parcel', key, ...(thread !== undefined && { thread }) }, act);
    }
    case 'deliver':
      return window && attend(life, window, { kind: 'held' }, { kind: 'deliver' });
    case 'batch': {
      const batch = window && inboxIn(window).deliveredAt;
      const until = new Date(clock.now() + 30 * minute).toISOString();
      return batch === undefined
        ? undefined
        : attend(life, window as SimulatedWindow, { kind: 'batch', batch }, { kind: 'snooze', until });
    }
    case 'kill':
      return window?.kill();
    case 'open':
      return aliveOf(life).length < 3 ? open(life) : undefined;
    case 'killAtStep':
      if (window) doomed.set(window.id, one.steps);
      return;
    case 'pass':
      return clock.advance(one.minutes * minute);
    case 'sleep':
      for (const each of aliveOf(life)) each.kill();
      await clock.advance(one.minutes * minute);
      return open(life);
    case 'weather':
      github.weather.add({ match: { method: one.method }, times: 2, effect: one.effect });
      return;
    case 'offline':
      return github.weather.offline(one.isOffline);
  }
}

function news({ world, on }: Life, what: (Happening & { kind: 'news' })['what'], index: number): void {
  const { github } = world;
  const issue = choose(
    github.issues(repository).filter(({ body }) => !body?.includes('"kind":"roster"')),
    index,
  );
  if (what === 'mention' || what === 'assign' || what === 'blocker') on[what]();
  else if (issue && what === 'comment') github.as('bo').comment(repository, issue.number, index % 2 ? 'news' : '@ana');
  else if (issue && what === 'close') github.as('bo').closeIssue(repository, issue.number);
}

/** Does not wait: a window may die while it saves. */
function attend(
  { world, on, saved }: Life,
  window: SimulatedWindow,
  target: InboxAction['target'],
  act: InboxAction['act'],
): void {
  const mutation: InboxAction = { kind: 'attend', id: newId(), at: on.now(), team: world.teamOf('ana'), target, act };
  void window.engine.record(mutation).then(
    () => saved.push(mutation),
    () => undefined,
  );
}

async function comeToRest(life: Life): Promise<void> {
  const { world, doomed } = life;
  doomed.clear();
  world.github.weather.clear();
  world.github.weather.offline(false);
  if (aliveOf(life).length === 0) await open(life);
  // The first may still wait, or be too soon for GitHub; the last but one is a whole look.
  for (let turn = 0; turn < 4; turn++) {
    await world.clock.advance(61_000);
    for (const window of aliveOf(life)) window.engine.wake();
    await world.clock.settle();
  }
  await world.clock.advance(20_000);
}

function check(life: Life): void {
  const { world, machine, saved, batches } = life;
  const [first, ...others] = aliveOf(life);
  assert.ok(first);
  const state = first.store.get();
  const { inbox } = state;
  const now = world.clock.now();
  for (const other of others) {
    assert.deepEqual(other.store.get().inbox, inbox, 'all windows show the same');
    assert.deepEqual(myRecord(other.store.get())?.status, myRecord(state)?.status, 'of focus, too');
  }
  // What a window died over was never reported saved, and is kept for the person to decide.
  const isCutOff = ({ reason, mutation }: (typeof state.refused)[number]) =>
    reason.kind === 'interrupted' && !saved.some(({ id }) => id === mutation.id);
  const refused = state.refused.filter((one) => !isCutOff(one));
  assert.deepEqual([state.acts, state.unsent, refused, state.sync.trouble], [[], [], [], undefined], 'nothing is owed');
  assert.deepEqual(errorsOf(machine), [], 'no bugs in the log');

  const actsOn = (key: string) => saved.filter(({ target }) => target.kind === 'parcel' && target.key === key);
  for (const { number, unread, updatedAt } of world.github.threads('ana')) {
    if (!unread) continue;
    const entry = inbox.entries.get(keyOf(number));
    assert.ok(entry && instant(entry.at) >= updatedAt, `#${number} was not heard`);
    assert.ok(entry.stage.kind !== 'done' || entry.acted !== undefined, `#${number} is done, and nobody did it`);
  }

  const isHeldNow = isHeldBack(myRecord(state)?.status ?? blankStatus, now);
  for (const entry of inbox.entries.values()) {
    const { key, heardAt, stage, isUnread, acted } = entry;
    if (stage.kind === 'held' && !isHeldNow)
      assert.ok(instant(heardAt) >= instant(inbox.deliveredAt ?? ''), `${key} was due`);
    if (stage.kind === 'snoozed' && !isHeldNow)
      assert.ok(stage.until === 'activity' || instant(stage.until) > now, `${key} was put off for less`);
    const acts = actsOn(key);
    const last = acts.findLast(({ act }) => act.kind !== 'read');
    if (last) assert.ok((acted ?? '') >= last.id, `${key} does not know of ${last.act.kind}`);
    if (last && acted === last.id && instant(heardAt) < instant(last.at)) stands(last.act, entry, now);
    if (acts.some((one) => one.act.kind === 'read' && instant(one.at) > instant(heardAt)))
      assert.equal(isUnread, false, `${key} was read`);
  }
  for (const { target, act, at } of saved) {
    if (target.kind !== 'parcel' || target.thread === undefined) continue;
    const there = world.github.threads('ana').find(({ id }) => String(id) === target.thread);
    if (!there || there.updatedAt + 1000 > instant(at)) continue;
    if (act.kind === 'done' || act.kind === 'unsubscribe')
      assert.equal(there.done, true, `${target.key} is done on GitHub`);
    if (act.kind === 'read') assert.equal(there.unread, false, `${target.key} is read on GitHub`);
  }

  const isMoved = (key: string) =>
    saved.some(
      ({ target, act }) =>
        (target.kind === 'parcel' ? target.key === key : act.kind === 'snooze') &&
        (act.kind === 'snooze' || act.kind === 'undone'),
    );
  for (const [activity, of] of batches)
    if (!isMoved(activity.split(' ')[0] ?? '')) assert.equal(of.size, 1, `${activity} was delivered with ${[...of]}`);
}

function stands(act: InboxAction['act'], { stage, key }: InboxEntry, now: number): void {
  const isStillAway = act.kind === 'snooze' && (act.until === 'activity' || instant(act.until) > now);
  const isBack = stage.kind === 'delivered';
  const stood = { undone: isBack, snooze: isStillAway ? stage.kind === 'snoozed' : isBack || stage.kind === 'snoozed' };
  const isFine = act.kind === 'undone' || act.kind === 'snooze' ? stood[act.kind] : stage.kind === 'done';
  assert.ok(isFine, `${key}: ${stage.kind} after ${act.kind}`);
}
