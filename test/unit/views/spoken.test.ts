import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AskedThing, Dependency } from '../../../src/model/board/links.js';
import { modes, type Status } from '../../../src/model/people/member.js';
import type { State } from '../../../src/model/state.js';
import { type Thread, unsentThreadKey } from '../../../src/model/threads/thread.js';
import { deliveryRows } from '../../../src/views/deliveries/view.js';
import { statusLine } from '../../../src/views/now/statusLine.js';
import { nowRows } from '../../../src/views/now/view.js';
import { teamRows } from '../../../src/views/team/view.js';
import { threadRows } from '../../../src/views/threads/view.js';
import { waitingRows } from '../../../src/views/waiting/view.js';
import type { Row } from '../../../src/views/words/row.js';
import { boardOf, speaker, statusRecord, thread } from '../../lib/fakes/builders.js';
import { hostileText, instants, present } from '../arbitraries.js';
import { allRows, berlin, logins, personOf, teamFile, week } from './people.js';
import { unheard } from './spoken.js';
import { aState, now } from './states.js';

const aTime = fc.integer({ min: -48, max: 48 }).map((hours) => new Date(now + hours * 3_600_000).toISOString());
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const aTitle = fc.constantFrom('light the beam', 'grind the lens', 'paint & oil');
const aPerson = fc.constantFrom(...logins).map(personOf);

const aStatus: fc.Arbitrary<Status> = fc
  .record({
    mode: fc.constantFrom(...modes),
    text: optional(fc.constantFrom('out for a walk', 'at the dentist')),
    until: optional(aTime),
    rough: optional(aTime),
    zone: optional(fc.constantFrom(berlin, 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Auckland')),
    hours: optional(fc.constantFrom(week('09:00-17:30'), week('22:00-06:00', ['sat', 'sun']))),
    off: optional(fc.constant(['2026-11-21'])),
    focus: optional(fc.constant([{ start: '2026-11-21T10:00', minutes: 120, every: 'day' as const }])),
    focusing: optional(fc.record({ since: aTime, until: aTime })),
    marks: optional(fc.array(fc.record({ start: aTime, end: aTime }), { maxLength: 2 })),
  })
  .map((drawn) => present(drawn) as Status);

const anAsked: fc.Arbitrary<AskedThing> = fc.record({
  kind: fc.constantFrom('review', 'question'),
  number: fc.integer({ min: 20, max: 29 }),
  title: aTitle,
  by: aPerson,
  of: fc.subarray([...logins]),
  since: aTime,
  given: fc.constant([]),
});
const aDependency: fc.Arbitrary<Dependency> = fc.record({
  number: fc.integer({ min: 30, max: 39 }),
  title: aTitle,
  people: fc.array(aPerson, { maxLength: 3 }),
  by: fc.array(
    fc.record({
      repository: fc.constantFrom('acme/team', 'acme/lamp'),
      number: fc.integer({ min: 40, max: 45 }),
      title: aTitle,
      isOpen: fc.boolean(),
      people: fc.array(aPerson, { maxLength: 2 }),
      createdAt: aTime,
    }),
    { maxLength: 3 },
  ),
});
const numbered = <T extends { readonly number: number }>(all: readonly T[]) =>
  new Map(all.map((one) => [one.number, one]));

const aThread = fc
  .record({
    number: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    title: hostileText,
    by: fc.constantFrom(speaker(), { kind: 'ghost' } as const, { kind: 'app', login: 'renovate' } as const),
    isAnswered: fc.boolean(),
    isLocked: fc.boolean(),
    state: fc.constantFrom('open' as const, 'closed' as const),
    comments: fc.integer({ min: 0, max: 3 }),
    isQuestion: fc.boolean(),
  })
  .map(({ number, isQuestion, ...more }): Thread => {
    const category = isQuestion ? thread().category : { id: 'x', name: 'Ideas', isAnswerable: false };
    const { number: _number, key: _key, ...unsent } = thread({ ...more, category });
    return number === undefined ? { ...unsent, key: unsentThreadKey(1, 'x') } : thread({ ...more, category, number });
  });

/** Anything there can be, in a team of which anything can be so. */
const aBusyState: fc.Arbitrary<State> = fc
  .record({
    state: aState,
    statuses: fc.array(aStatus, { maxLength: logins.length }),
    asked: fc.array(anAsked, { maxLength: 6 }),
    dependencies: fc.array(aDependency, { maxLength: 4 }),
    hasFile: fc.boolean(),
    threads: fc.array(aThread, { maxLength: 4 }),
  })
  .map(({ state, statuses, asked, dependencies, hasFile, threads }) => {
    const records = statuses.map((status, place) => statusRecord(status, { by: personOf(logins[place] ?? 'ana') }));
    const { statuses: members } = boardOf(...records);
    const expectations = { blocker: 4 * 3_600_000, question: 4 * 3_600_000, review: 8 * 3_600_000 };
    const file = hasFile ? { teamFile: teamFile({ members: [...logins], expectations }) } : {};
    const waits = {
      asked: numbered(asked),
      dependencies: numbered(dependencies),
      threads: new Map(threads.map((one) => [one.key, one])),
    };
    return { ...state, confirmed: { ...state.confirmed, statuses: members, ...waits, ...file } };
  });

const views: Readonly<Record<string, (state: State, at: number) => readonly Row[]>> = {
  now: (state, at) => nowRows(state, at, berlin),
  team: (state, at) => teamRows(state, at, berlin),
  waiting: (state, at) => waitingRows(state, at, berlin),
  'waiting, blockers alone': (state, at) => waitingRows(state, at, berlin, 'onlyBlocked'),
  threads: threadRows,
  deliveries: (state, at) => deliveryRows(state, at, 'titles', berlin),
};

describe('whoever hears a row hears what is seen', () => {
  for (const [name, rowsOf] of Object.entries(views))
    it(name, () => {
      fc.assert(
        fc.property(aBusyState, fc.constantFrom(now, ...instants.map(Date.parse)), (state, at) => {
          assert.deepEqual(allRows(rowsOf(state, at)).flatMap(unheard), []);
        }),
        { numRuns: 50 },
      );
    });

  it('the line in the status bar', () => {
    fc.assert(
      fc.property(aBusyState, (state) => {
        const { text, spoken } = statusLine(state, now, berlin);
        assert.match(text, /^\$\([a-z-]+\) /);
        assert.deepEqual(unheard({ label: text.replace(/^\$\([a-z-]+\) /, ''), spoken }), []);
      }),
    );
  });
});
