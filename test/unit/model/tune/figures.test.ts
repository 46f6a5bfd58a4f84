import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Board } from '../../../../src/model/board/board.js';
import type { Answer, AskedThing } from '../../../../src/model/board/links.js';
import type { PlannedFocus, Status, StatusRecord } from '../../../../src/model/people/member.js';
import type { Talk } from '../../../../src/model/threads/talk.js';
import { type Thread, threadKey } from '../../../../src/model/threads/thread.js';
import { casesOf, endOfPeriods, type Measure, measures, processOf } from '../../../../src/model/tune/figures.js';
import {
  board,
  item,
  questions,
  said,
  speaker,
  statusRecord,
  talk,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';
import { times } from '../../../lib/suite/seed.js';
import { person, utc } from '../times.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const end = utc('2026-11-30 00:00');
const start = end - 30 * day;
const iso = (at: number) => new Date(at).toISOString();
const who = (id: number) => ({ id, login: `p${id}` });

/** What happened, told once for the board and once for the reference. */
interface Happened {
  readonly kind: 'blocker' | 'question' | 'review';
  readonly at: number;
  readonly by: number;
  readonly of: number;
  readonly answer?: { readonly by: number; readonly at: number };
}
interface Decided {
  readonly closes: number;
  readonly decider: number;
  readonly at?: number;
}
interface Team {
  readonly people: ReadonlyMap<number, Status>;
  readonly happened: readonly Happened[];
  readonly decided: readonly Decided[];
  readonly agreed: number;
}

function boardFrom({ people, happened, decided, agreed }: Team): Board {
  const answers = new Map<number, Answer>();
  const asked = new Map<number, AskedThing>();
  const threads = new Map<Thread['key'], Thread>();
  const talks = new Map<number, Talk>();
  const items = happened.flatMap(({ kind, at, by, of, answer }, place) => {
    const number = place + 1;
    const given = answer && { number, by: who(answer.by), at: iso(answer.at), text: 'so' };
    if (kind === 'blocker') {
      if (given) answers.set(number, given);
      const state = given ? ('closed' as const) : ('open' as const);
      return [item({ number, by: who(by), owner: who(of).login, ownerId: of, createdAt: iso(at), state })];
    }
    const verdict = kind === 'review' ? ('approved' as const) : ('answered' as const);
    const thing = { kind, number, title: 'x', by: who(by), of: given ? [] : [who(of).login], since: iso(at) };
    asked.set(number, { ...thing, given: given ? [{ by: given.by, at: given.at, verdict }] : [] });
    if (kind === 'question') {
      const key = threadKey(number);
      threads.set(
        key,
        thread({ number, key, by: speaker(who(by)), createdAt: iso(at), isAnswered: given !== undefined }),
      );
      if (given) {
        const answer = { said: said(`C${number}`, { by: speaker(given.by), at: given.at }) };
        talks.set(number, talk([], { number, answer }));
      }
    }
    return [];
  });
  decided.forEach(({ closes, decider, at }, place) => {
    const number = 1000 + place;
    const terms = { decider: who(decider), named: [who(9)], closes: iso(closes) };
    const opening = said(`D${number}`, { record: { id: `${number}`, kind: 'decision', terms } });
    const made =
      at === undefined ? [] : [threadComment('C', { by: speaker(who(decider)), text: 'Decided: yes', at: iso(at) })];
    const key = threadKey(number);
    threads.set(key, thread({ number, key, category: { ...questions, isAnswerable: false } }));
    talks.set(number, talk(made, { number, opening }));
  });
  const statuses = new Map<number, StatusRecord>(
    [...people].map(([id, status]) => [id, statusRecord(status, { by: who(id) })]),
  );
  const expectations = { blocker: agreed, question: agreed, review: agreed };
  const teamFile = { members: [], expectations, quiet: [], categories: {}, labels: {}, problems: [] };
  return board(items, { answers, asked, threads, talks, statuses, teamFile });
}

/** A person, minute by minute and in no clever way: hours and focus lie within the day, and clocks are asked for each. */
class Slow {
  readonly #known = new Map<number, { readonly works: boolean; readonly focuses: boolean; readonly opens: boolean }>();
  readonly #offsets = new Map<number, number>();
  readonly #days = new Map<number, { readonly date: string; readonly hours: string }>();
  constructor(readonly status: Status) {}

  at(time: number) {
    const known = this.#known.get(time);
    if (known) return known;
    const quarter = Math.floor(time / (15 * minute));
    const zone = this.status.zone ?? 'UTC';
    const offset = this.#offsets.get(quarter) ?? DateTime.fromMillis(time, { zone }).offset;
    this.#offsets.set(quarter, offset);
    const wall = time + offset * minute;
    const clock = (wall % day) / minute;
    const { date, hours } = this.#dayOf(Math.floor(wall / day));
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
    const isIn = (span: string) => minutes(span.slice(0, 5)) <= clock && clock < minutes(span.slice(6, 11));
    const focuses = (this.status.focus ?? []).some(({ start: from, minutes: length }) => {
      const begins = minutes(from.slice(11));
      return hours !== '' && date >= from.slice(0, 10) && begins <= clock && clock < begins + length;
    });
    const works = hours !== '' && hours.split(',').some(isIn);
    const opens = hours !== '' && (this.status.windows ?? ['11:00', '15:00']).some((one) => minutes(one) === clock);
    const cell = { works, focuses, opens };
    this.#known.set(time, cell);
    return cell;
  }

  #dayOf(number: number) {
    const known = this.#days.get(number);
    if (known) return known;
    const date = new Date(number * day).toISOString().slice(0, 10);
    const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(number * day).getUTCDay()];
    const isOff = (this.status.off ?? []).includes(date);
    const one = { date, hours: isOff ? '' : (this.status.hours?.[weekday ?? 'sun'] ?? '') };
    this.#days.set(number, one);
    return one;
  }

  /** The first minute at which a question is seen: after focus, at a delivery time, or at once; where none ever comes, in free time. */
  delivery(asked: number): number | undefined {
    let first: number | undefined;
    let before: 'free' | 'focus' | 'off' | 'nothing' = 'nothing';
    for (let time = asked; time < asked + 20 * day; time += minute) {
      const { works, focuses, opens } = this.at(time);
      const now = !works ? 'off' : focuses ? 'focus' : 'free';
      if (now === 'free' && (before === 'focus' || opens || this.status.windows?.length === 0)) return time;
      if (now === 'free') first ??= time;
      before = now;
    }
    return first;
  }

  worked(from: number, until: number): number {
    let sum = 0;
    for (let time = from; time < until; time += minute) if (this.at(time).works) sum += minute;
    return sum;
  }

  /** The longest time on end without work. */
  rest(from: number, until: number): number {
    let [longest, now] = [0, 0];
    for (let time = from; time < until; time += minute) {
      now = this.at(time).works ? 0 : now + minute;
      longest = Math.max(longest, now);
    }
    return longest;
  }
}

interface Plainly {
  readonly person: number;
  readonly isCounted: boolean;
  readonly took?: number;
}

const slowTeam = (people: Team['people']) => new Map([...people].map(([id, status]) => [id, new Slow(status)]));

function slowly(
  { happened, decided, agreed }: Team,
  slow: ReturnType<typeof slowTeam>,
  measure: Measure,
): readonly Plainly[] {
  const within = (at: number) => start <= at && at < end;
  const found: Plainly[] = [];
  for (const { kind, at, by, of, answer } of happened) {
    if (!within(at)) continue;
    const isAnswered = answer !== undefined && answer.at < end;
    const until = isAnswered ? answer.at : end;
    if (kind === measure && answer?.by !== by) {
      const whose = answer?.by ?? of;
      const seen = slow.get(whose)?.delivery(at);
      if ((answer || whose !== by || kind !== 'blocker') && seen !== undefined) {
        const took = slow.get(whose)?.worked(seen, until) ?? 0;
        if (isAnswered || took > agreed) found.push({ person: whose, took, isCounted: isAnswered && took <= agreed });
      }
    }
    if (measure === 'night' && kind === 'blocker' && of !== by && answer?.by !== by && slow.has(of)) {
      const isCounted = (slow.get(of)?.rest(at, until) ?? 0) >= 6 * hour;
      if (isAnswered || isCounted) found.push({ person: of, isCounted });
    }
  }
  if (measure === 'decision')
    for (const { closes, decider, at = Infinity } of decided) {
      if (!within(closes) || !slow.has(decider)) continue;
      const isCounted = (slow.get(decider)?.worked(closes, Math.min(at, end)) ?? 0) > 8 * hour;
      if (at < end || isCounted) found.push({ person: decider, isCounted });
    }
  if (measure === 'kept' || measure === 'inFocus' || measure === 'offHours')
    for (const [id, one] of slow)
      for (let time = start; time < end; time += minute) {
        const { works, focuses, opens } = one.at(time);
        const fate = works ? (focuses ? 'inFocus' : 'kept') : 'offHours';
        if (opens) found.push({ person: id, isCounted: fate === measure });
      }
  return found;
}

const sorted = (cases: readonly Plainly[]) =>
  cases
    .map(({ person: one, isCounted, took }) => `${one} ${isCounted} ${took === undefined ? '' : took / minute}`)
    .sort();

const week = (text: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name) => [name, text]));
const someFocus = fc.record<PlannedFocus>({
  start: fc.constantFrom('2026-01-01T09:00', '2026-11-20T14:30', '2026-10-05T10:15'),
  minutes: fc.integer({ min: 15, max: 200 }),
  every: fc.constant('day'),
});
/** Nobody works at night, where clocks change: that is tested where hours are. */
const somePlan: fc.Arbitrary<Status> = fc.record(
  {
    mode: fc.constantFrom('available', 'busy', 'away'),
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe'),
    hours: fc.constantFrom(week('09:00-17:00'), week('08:30-12:00,13:15-18:00'), { tue: '10:00-14:00' }),
    off: fc.constantFrom([], ['2026-11-19', '2026-11-20']),
    focus: fc.array(someFocus, { maxLength: 2 }),
    windows: fc.subarray(['07:30', '09:00', '11:00', '15:45']),
  },
  { requiredKeys: ['mode', 'zone', 'hours'] },
);
const someone = fc.integer({ min: 1, max: 4 });
const late = fc.integer({ min: 5 * 1440, max: 33 * 1440 }).map((minutes) => end - minutes * minute + 3 * day);
const someTeam: fc.Arbitrary<Team> = fc.record({
  people: fc
    .array(somePlan, { minLength: 3, maxLength: 3 })
    .map((all) => new Map(all.map((one, place) => [place + 1, one]))),
  happened: fc.array(
    fc
      .record({
        kind: fc.constantFrom('blocker', 'question', 'review'),
        at: late,
        by: someone,
        of: someone,
        answer: fc.option(fc.record({ by: someone, after: fc.nat(4 * 1440) }), { nil: undefined }),
      })
      .map(({ answer, ...one }) => ({
        ...one,
        ...(answer && { answer: { by: answer.by, at: one.at + answer.after * minute } }),
      })),
    { maxLength: 12 },
  ),
  decided: fc.array(
    fc
      .record({
        closes: late,
        decider: someone,
        after: fc.option(fc.integer({ min: -1440, max: 5 * 1440 }), { nil: undefined }),
      })
      .map(({ closes, decider, after }) => ({
        closes,
        decider,
        ...(after !== undefined && { at: closes + after * minute }),
      })),
    { maxLength: 4 },
  ),
  agreed: fc.constantFrom(hour, 4 * hour, 8 * hour),
});

describe('how a team keeps what it has agreed on', () => {
  it('is what a clock shows that is looked at every minute, for random teams', () => {
    fc.assert(
      fc.property(someTeam, (team) => {
        const [of, slow] = [boardFrom(team), slowTeam(team.people)];
        const cases = casesOf(of, { start, end });
        for (const measure of measures)
          assert.deepEqual(sorted(cases[measure]), sorted(slowly(team, slow, measure)), measure);
      }),
      { numRuns: times(6, 300) },
    );
  }).timeout(60_000);

  it('ends with the last Monday, wherever one looks, so that figures stay for a week', () => {
    for (const at of ['2026-11-30 00:00', '2026-12-02 14:25', '2026-12-06 23:59'])
      assert.equal(iso(endOfPeriods(utc(at))), '2026-11-30T00:00:00.000Z');
    assert.equal(iso(endOfPeriods(utc('2026-12-07 00:00'))), '2026-12-07T00:00:00.000Z');
  });

  const three = new Map([1, 2, 3].map((id) => [id, person()]));
  const blocked = (by: number, of: number, at: string, answered: string): Happened => ({
    kind: 'blocker',
    by,
    of,
    at: utc(at),
    answer: { by: of, at: utc(answered) },
  });
  const team: Team = {
    people: three,
    agreed: 4 * hour,
    decided: [],
    happened: [
      blocked(1, 2, '2026-11-24 08:00', '2026-11-24 10:30'),
      blocked(2, 3, '2026-11-24 08:00', '2026-11-24 12:00'),
      blocked(3, 1, '2026-11-24 08:00', '2026-11-24 13:00'),
      blocked(1, 2, '2026-11-25 13:00', '2026-11-26 13:00'),
      blocked(3, 1, '2026-11-26 08:00', '2026-11-26 11:00'),
    ],
  };

  it('is told of five items of three people, and of nobody with fewer', () => {
    const { figures } = processOf(boardFrom(team), end + day);
    assert.deepEqual(figures.blocker, { 30: { fifth: 4, atLeast: 5, half: 1 }, 90: { fifth: 4, atLeast: 5, half: 1 } });
    assert.deepEqual(figures.night[30], { fifth: 0, atLeast: 5 });
    assert.deepEqual(figures.question, { 30: undefined, 90: undefined });
    const fewer = processOf(boardFrom({ ...team, happened: team.happened.slice(1) }), end + day);
    assert.deepEqual(fewer.figures.blocker, { 30: undefined, 90: undefined });
  });

  it('calls it a night where six hours on end are without work, and not a minute less', () => {
    const nights = (at: string) =>
      casesOf(boardFrom({ ...team, happened: [blocked(1, 2, at, '2026-11-24 08:05')] }), { start, end }).night;
    assert.deepEqual(
      nights('2026-11-24 02:00').map(({ isCounted }) => isCounted),
      [true],
    );
    assert.deepEqual(
      nights('2026-11-24 02:01').map(({ isCounted }) => isCounted),
      [false],
    );
  });

  it('names nobody, and says nothing of anybody', () => {
    assert.doesNotMatch(JSON.stringify(processOf(boardFrom(team), end)), /p\d|person|login/);
  });

  it('knows of the invisible only the hours: their focus and delivery times are theirs', () => {
    const focus = [{ start: '2026-01-01T10:00', minutes: 300, every: 'day' as const }];
    const hidden = new Map([[1, person({ mode: 'invisible', focus, windows: ['16:00'] })]]);
    const of = boardFrom({ ...team, people: hidden });
    assert.deepEqual(casesOf(of, { start, end }).kept, []);
    const seen = boardFrom({ ...team, people: new Map([[1, person()]]) });
    assert.deepEqual(casesOf(of, { start, end }).blocker, casesOf(seen, { start, end }).blocker);
  });

  it('does not count what waits for nobody known, is withdrawn, or was answered by whoever asked', () => {
    const own = {
      ...blocked(1, 2, '2026-11-24 08:00', '2026-11-24 10:30'),
      answer: { by: 1, at: utc('2026-11-24 10:30') },
    };
    const stranger = { ...blocked(1, 8, '2026-11-24 08:00', '2026-11-24 10:30') };
    assert.deepEqual(casesOf(boardFrom({ ...team, happened: [own, stranger] }), { start, end }).blocker, []);
  });
});
