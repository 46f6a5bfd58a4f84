import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isHeldBack, quietUntil } from '../../src/model/focus/deliveryTimes.js';
import {
  type FocusEvent,
  focusAt,
  focusOn,
  isRunning,
  longestBlock,
  nextPlanned,
} from '../../src/model/focus/focus.js';
import { declaredAt } from '../../src/model/hours/declared.js';
import {
  blankStatus,
  changedStatus,
  type Declared,
  modes,
  type Status,
  type StatusChanges,
  stampOf,
  told,
} from '../../src/model/people/member.js';
import { availability } from '../../src/model/reach/availability.js';
import { times } from '../lib/suite/seed.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.parse('2026-11-23T07:00:00Z');

interface Change {
  readonly changes: StatusChanges;
  readonly at: string;
}

/** One window does something, or hears what the others did, or time passes; the clock may be set. */
type Happening =
  | { readonly kind: 'event'; readonly window: number; readonly event: FocusEvent['kind']; readonly minutes: number }
  | { readonly kind: 'hear'; readonly window: number }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'jump'; readonly minutes: number };

const window = fc.nat(2);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('event'),
      window,
      event: fc.constantFrom('start', 'extend', 'end', 'skip'),
      minutes: fc.integer({ min: -5, max: 300 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hear'), window }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), minutes: fc.integer({ min: 0, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump'), minutes: fc.integer({ min: -3000, max: 3000 }) }) },
) as fc.Arbitrary<Happening>;

const habits = {
  ...blankStatus,
  zone: 'Europe/Berlin',
  hours: { mon: '08:00-17:00', tue: '08:00-17:00' },
  focus: [{ start: '2026-11-23T09:00', minutes: 120, every: 'day' as const }],
};
const knownFrom = (status: Status) => (changes: readonly Change[]) =>
  changes.reduce<Declared>((known, { changes: change, at }) => changedStatus(known, change, at), {
    status,
    edited: {},
  });

describe('focus in three windows', () => {
  const known = knownFrom(habits);

  it('invariant 11: 10,000 lives with clock jumps end with one truth in all windows, and never stuck in focus', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), fc.boolean(), (happenings, isReversed) => {
        const all: Change[] = [];
        const heard: Change[][] = [[], [], []];
        let now = start;
        for (const one of happenings) {
          if (one.kind === 'pass' || one.kind === 'jump') now += one.minutes * minute;
          else if (one.kind === 'hear') heard[one.window] = [...all];
          else {
            const view = known(heard[one.window] ?? []);
            const changes = focusOn(view.status, eventOf(one, now), now);
            if (!changes) continue;
            if (changes.focusing) {
              const left = Date.parse(changes.focusing.until) - now;
              if (one.event === 'end') assert.equal(left, 0, 'ended now');
              else assert.ok(left > 0 && left <= longestBlock, 'a block has an end, and not a far one');
            }
            const change = { changes, at: stampOf(view, changes, now) };
            all.push(change);
            heard[one.window]?.push(change);
          }
        }
        const truth = known(all);
        // Of two changes that say they are of the same instant no order is known: they are drawn apart by what was seen.
        const instants = all.map(({ at }) => at);
        if (new Set(instants).size === instants.length)
          assert.deepEqual(known(isReversed ? [...all].reverse() : all).status, truth.status, 'one truth');
        const later = Math.max(now, Date.parse(truth.status.focusing?.until ?? '') || now) + 1;
        assert.notEqual(focusAt(truth.status, later).kind, 'started', 'over at its time, though nothing ran then');
      }),
      { numRuns: 10_000 },
    );
  });
});

function eventOf({ event, minutes }: Happening & { kind: 'event' }, now: number): FocusEvent {
  switch (event) {
    case 'start':
      return { kind: event, end: now + minutes * minute };
    case 'extend':
      return { kind: event, by: minutes * minute };
    default:
      return { kind: event };
  }
}

/** In India, where no clock ever changes: 08:00 to 17:00 from Monday to Friday. */
const india = 5.5 * hour;
const [opens, closes] = [8 * hour, 17 * hour];
const worker: Status = {
  ...blankStatus,
  zone: 'Asia/Kolkata',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((name) => [name, '08:00-17:00'])),
};
const localDay = (at: number) => Math.floor((at + india) / day);
const dateText = (date: number) => new Date(date * day).toISOString().slice(0, 10);
const isoOf = (at: number) => new Date(at).toISOString();

type Said = NonNullable<StatusChanges['said']>;

/** What anybody can see who knows which of all changes count: the newest of each part. */
interface Layers {
  readonly said: Said & { readonly since?: number };
  readonly off: readonly string[];
  readonly plans: NonNullable<StatusChanges['focus']>;
  readonly started?: StatusChanges['focusing'];
  readonly marks: NonNullable<StatusChanges['marks']>;
}

function layersOf(all: readonly Change[]): Layers {
  const newest = <P extends keyof StatusChanges>(part: P): Change | undefined => {
    let found: Change | undefined;
    for (const one of all) if (part in one.changes && !(found && found.at > one.at)) found = one;
    return found;
  };
  const said = newest('said');
  return {
    said: said?.changes.said ? { ...said.changes.said, since: Date.parse(said.at) } : { mode: 'available' },
    off: newest('off')?.changes.off ?? [],
    plans: newest('focus')?.changes.focus ?? [],
    started: newest('focusing')?.changes.focusing,
    // Of a block the last word counts.
    marks: [...all]
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .reverse()
      .flatMap(({ changes }) => changes.marks ?? []),
  };
}

const isOffOn = ({ off }: Layers, date: number) => off.includes(dateText(date));
const worksOn = (layers: Layers, date: number) =>
  ![0, 6].includes(new Date(date * day).getUTCDay()) && !isOffOn(layers, date);

function isWorking(layers: Layers, at: number): boolean {
  const time = at + india - localDay(at) * day;
  return worksOn(layers, localDay(at)) && opens <= time && time < closes;
}

function saidAt(layers: Layers, at: number): Layers['said'] | undefined {
  const { said } = layers;
  const { mode, until, since } = said;
  if (until !== undefined) return at < Date.parse(until) ? said : undefined;
  if (mode === 'invisible' || since === undefined) return said;
  const midnight = localDay(since) * day - india;
  const isBeforeEnd = worksOn(layers, localDay(since)) && since < midnight + closes;
  return at < midnight + (isBeforeEnd ? closes : day) ? said : undefined;
}

function isInFocus(layers: Layers, at: number): boolean {
  const { plans, started, marks } = layers;
  if (started && Date.parse(started.since) <= at && at < Date.parse(started.until)) return true;
  return plans.some(({ start: first, minutes, every }) =>
    [0, 1, 2].some((ago) => {
      const date = localDay(at) - ago;
      const from = Date.parse(`${first}:00Z`);
      const days = date - Math.floor(from / day);
      const isRepeated = every && days >= 0 && !isOffOn(layers, date);
      const happens =
        every === undefined
          ? days === 0
          : isRepeated && (every === 'day' || (every === 'week' ? days % 7 === 0 : worksOn(layers, date)));
      const begins = date * day + (from % day) - india;
      const mark = marks.find((one) => Date.parse(one.start) === begins);
      return happens && begins <= at && at < (mark?.end ? Date.parse(mark.end) : begins + minutes * minute);
    }),
  );
}

/** As if nobody ever focused. */
function seenWithoutFocus(layers: Layers, at: number): string {
  const mode = saidAt(layers, at)?.mode;
  if (mode === 'invisible') return 'unknown';
  if (mode === 'away') return 'away';
  if (!isWorking(layers, at)) return 'offHours';
  return mode === 'busy' ? 'busy' : 'available';
}

function look(view: Declared, changes: readonly Change[], at: number): void {
  const layers = layersOf(changes);
  const { status } = view;
  const said = saidAt(layers, at);
  const under = seenWithoutFocus(layers, at);
  const isFocus = isInFocus(layers, at);
  const theirs = availability(status, at, 'others').state;
  const mine = availability(status, at, 'oneself').state;
  const when = `at ${isoOf(at)}`;

  if (said?.mode === 'invisible') assert.equal(theirs, 'unknown', `invisible ${when}`);
  else if (said?.mode === 'away') assert.equal(theirs, 'away', `away ${when}`);
  else if (!isWorking(layers, at)) assert.equal(theirs, 'offHours', `off hours ${when}`);
  else if (said?.mode === 'busy') assert.notEqual(theirs, 'available', `busy ${when}`);

  assert.equal(isRunning(focusAt(status, at)), isFocus, `focus ${when}`);
  assert.equal(mine, isFocus ? 'focusing' : under, `for oneself ${when}`);
  assert.equal(
    theirs,
    isFocus && (under === 'available' || under === 'busy') ? 'focusing' : under,
    `for others ${when}`,
  );
  assert.equal(declaredAt(status, at)?.text, said?.text, `the sentence ${when}`);
  const isAway = said?.mode === 'away' && at >= (said.since ?? at);
  assert.equal(isHeldBack(status, at), isFocus || isAway || isOffOn(layers, localDay(at)), `held back ${when}`);

  const published = told(view).status;
  if (layers.said.mode !== 'invisible') {
    assert.equal(published, status);
    return;
  }
  const end = layers.said.until ?? '9';
  if (said === undefined || changes.some((one) => one.at >= end)) return;
  for (const part of ['focus', 'focusing', 'marks'] as const)
    assert.equal(published[part], undefined, `${part} of the invisible ${when}`);
}

type Turn =
  | Happening
  | {
      readonly kind: 'say';
      readonly window: number;
      readonly mode: Said['mode'];
      readonly text?: string | undefined;
      /** Until then, in minutes from now. */
      readonly minutes?: number | undefined;
    }
  | { readonly kind: 'off'; readonly window: number; readonly days: readonly number[] }
  | {
      readonly kind: 'plan';
      readonly window: number;
      /** How many minutes from now the first begins, how long it lasts, and how often it comes. */
      readonly plans: readonly {
        readonly ahead: number;
        readonly minutes: number;
        readonly every?: 'day' | 'week' | 'workday' | undefined;
      }[];
    };

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 14, arbitrary: happening },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('say'),
      window,
      mode: fc.constantFrom(...modes),
      text: sometimes(fc.constantFrom('at the lens', 'lunch')),
      minutes: sometimes(fc.integer({ min: 1, max: 600 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('off'),
      window,
      days: fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('plan'),
      window,
      plans: fc.array(
        fc.record({
          ahead: fc.integer({ min: -120, max: 600 }),
          minutes: fc.constantFrom(25, 50, 120, 240),
          every: fc.constantFrom(undefined, 'day', 'week', 'workday'),
        }),
        { maxLength: 2 },
      ),
    }),
  },
) as fc.Arbitrary<Turn>;

const lives = times(120, 10_000);

describe('layers in three windows', () => {
  const known = knownFrom(worker);

  it(`${lives} lives: others never see more than was said, and after focus what was said before counts again`, () => {
    fc.assert(
      fc.property(
        fc.array(turn, { maxLength: 24 }),
        fc.array(fc.nat(999), { minLength: 3, maxLength: 3 }),
        (turns, shares) => {
          const all: Change[] = [];
          const heard: Change[][] = [[], [], []];
          let now = start;
          const lookAll = (at: number) => {
            for (const changes of [...heard, all]) look(known(changes), changes, at);
          };
          for (const one of turns) {
            if (one.kind === 'pass')
              for (const share of shares) lookAll(now + Math.floor((one.minutes * minute * share) / 999));
            if (one.kind === 'pass' || one.kind === 'jump') now += one.minutes * minute;
            else if (one.kind === 'hear') heard[one.window] = [...all];
            else {
              const mine = heard[one.window] ?? [];
              const view = known(mine);
              const changes = changesOf(one, view.status, now);
              if (!changes) continue;
              const change = { changes, at: stampOf(view, changes, now) };
              all.push(change);
              mine.push(change);
              if (one.kind === 'event') happened(one, view.status, known(mine).status, now);
            }
            lookAll(now);
          }
          heard.fill(all);
          for (const later of [1, 30, 240, 1440]) lookAll(now + later * minute);
        },
      ),
      { numRuns: lives },
    );
  });
});

function changesOf(
  one: Exclude<Turn, { kind: 'pass' | 'jump' | 'hear' }>,
  status: Status,
  now: number,
): StatusChanges | undefined {
  switch (one.kind) {
    case 'event':
      return focusOn(status, eventOf(one, now), now);
    case 'say': {
      const { mode, text, minutes } = one;
      const until = minutes === undefined ? undefined : isoOf(now + minutes * minute);
      return { said: { mode, ...(text && { text }), ...(until && { until }) } };
    }
    case 'off':
      return { off: one.days.map((days) => dateText(localDay(now) + days)) };
    case 'plan':
      return {
        focus: one.plans.map(({ ahead, minutes, every }) => ({
          start: isoOf(now + india + ahead * minute).slice(0, 16),
          minutes,
          ...(every && { every }),
        })),
      };
  }
}

/** What an event on focus did, and that it did nothing else. */
function happened({ event }: Happening & { kind: 'event' }, before: Status, after: Status, now: number): void {
  const planned = ({ focusing: _, ...rest }: Status): Status => rest;
  const withoutFocus = ({ marks: _, ...rest }: Status) => planned(rest);
  assert.deepEqual(withoutFocus(after), withoutFocus(before), `${event} concerns focus alone`);
  const isFocus = isRunning(focusAt(after, now));
  switch (event) {
    case 'start':
      assert.ok(isFocus, 'started');
      return;
    case 'extend':
      assert.ok((quietUntil(after, now) ?? 0) > (quietUntil(before, now) ?? 0), 'extended');
      return;
    case 'end':
      assert.ok(!isFocus, 'ended');
      return;
    case 'skip': {
      const focus = focusAt(before, now);
      const plan = focus.kind === 'planned' || focus.kind === 'soon' ? focus.plan : nextPlanned(before, now);
      assert.ok(plan);
      assert.ok(!isRunning(focusAt(planned(after), Math.max(plan.start, now))), 'skipped');
      return;
    }
  }
}
