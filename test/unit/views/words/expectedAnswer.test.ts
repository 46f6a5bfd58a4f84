import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Item } from '../../../../src/model/board/item.js';
import { memberNamed } from '../../../../src/model/members.js';
import type { Status } from '../../../../src/model/people/member.js';
import type { State } from '../../../../src/model/state.js';
import { awaitedFrom } from '../../../../src/views/waiting/blockerRow.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { type AskedFor, awaitedWords, expectedFrom, ifAskedWords } from '../../../../src/views/words/expectedAnswer.js';
import type { Row } from '../../../../src/views/words/row.js';
import { bo, item } from '../../../lib/fakes/builders.js';
import { allRows, berlin, type Login, records, teamFile, teamState } from '../people.js';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const hour = 3_600_000;
const friday = utc('2026-11-20 13:40');

function stateOf(said: { readonly [login in Login]?: Partial<Status> } = {}, items: readonly Item[] = []): State {
  return teamState(records(said), {
    teamFile: teamFile({ expectations: { blocker: 4 * hour } }),
    items: new Map(items.map((one) => [one.key, one])),
  });
}

function expectedFor(
  state: State,
  login: string | undefined,
  asked: number,
  now: number,
  kind: AskedFor,
  zone: string,
) {
  const member = memberNamed(state, login);
  return member && expectedFrom(state, member, asked, now, kind, zone);
}

describe('an expected answer, in words', () => {
  for (const [name, said, asked, now, label, words, reasons] of [
    [
      'asked while off hours',
      {},
      '2026-11-20 16:00',
      '2026-11-20 16:00',
      'expected Mon 11:00',
      'Answer likely Mon 11:00, Mon 15:00 at the latest',
      ['Outside working hours until Mon 08:00', 'Delivery: Mon 11:00'],
    ],
    [
      'asked the day before',
      {},
      '2026-11-18 15:10',
      '2026-11-18 15:10',
      'expected Thu 11:00',
      'Answer likely tomorrow 11:00, tomorrow 15:00 at the latest',
      ['Outside working hours until Thu 08:00', 'Delivery: Thu 11:00'],
    ],
    [
      'delivered, and not late yet',
      {},
      '2026-11-20 09:00',
      '2026-11-20 13:40',
      'expected by 15:00',
      'Answer expected by 15:00',
      ['Delivery: 11:00'],
    ],
    [
      'late',
      {},
      '2026-11-20 09:00',
      '2026-11-20 14:00',
      'overdue since 15:00',
      'Answer overdue since 15:00',
      ['Delivery: 11:00'],
    ],
    [
      'a focus block in between',
      { focusing: { since: '2026-11-20T09:00Z', until: '2026-11-20T11:00Z' } },
      '2026-11-20 09:30',
      '2026-11-20 09:30',
      'expected 12:00',
      'Answer likely 12:00, 16:00 at the latest',
      ['Focusing until 12:00', 'Delivery when focus ends: 12:00'],
    ],
    [
      'a focus block of somebody who is busy after it',
      {
        mode: 'busy',
        until: '2026-11-20T12:00Z',
        focusing: { since: '2026-11-20T09:00Z', until: '2026-11-20T11:00Z' },
      },
      '2026-11-20 09:30',
      '2026-11-20 09:30',
      'expected 15:00',
      'Answer likely 15:00, Mon 11:00 at the latest',
      ['Focusing until 12:00', 'Busy until 13:00', 'Delivery: 15:00'],
    ],
    [
      'a focus block of somebody who is away',
      {
        mode: 'away',
        since: '2026-11-20T09:00Z',
        until: '2026-11-20T12:30Z',
        focusing: { since: '2026-11-20T09:00Z', until: '2026-11-20T11:00Z' },
      },
      '2026-11-20 09:30',
      '2026-11-20 09:30',
      'expected 15:00',
      'Answer likely 15:00, Mon 11:00 at the latest',
      ['Away until 13:30', 'Delivery: 15:00'],
    ],
    [
      'a focus block that ends after their day',
      { focusing: { since: '2026-11-20T14:00Z', until: '2026-11-20T17:00Z' } },
      '2026-11-20 14:30',
      '2026-11-20 14:30',
      'expected Mon 11:00',
      'Answer likely Mon 11:00, Mon 15:00 at the latest',
      ['Focusing until 16:00', 'Outside working hours until Mon 08:00', 'Delivery: Mon 11:00'],
    ],
    [
      'a planned block in between',
      { focus: [{ start: '2026-11-20T10:00', minutes: 120, every: 'week' }] },
      '2026-11-20 09:30',
      '2026-11-20 09:30',
      'expected 12:00',
      'Answer likely 12:00, 16:00 at the latest',
      ['Focusing until 12:00', 'Delivery when focus ends: 12:00'],
    ],
    [
      'away after it was delivered: it was expected all the same',
      { mode: 'away', since: '2026-11-20T12:00Z', until: '2026-11-23T09:00Z' },
      '2026-11-20 09:00',
      '2026-11-20 14:00',
      'overdue since 15:00',
      'Answer overdue since 15:00',
      ['Delivery: 11:00'],
    ],
    [
      'away before it was delivered',
      { mode: 'away', since: '2026-11-20T09:30Z', until: '2026-11-23T12:00Z' },
      '2026-11-20 09:00',
      '2026-11-20 13:40',
      'expected Mon 15:00',
      'Answer likely Mon 15:00, Tue 11:00 at the latest',
      ['Away until Mon 13:00', 'Delivery: Mon 15:00'],
    ],
    [
      'on a day off',
      { off: ['2026-11-20/2026-11-23'] },
      '2026-11-20 09:00',
      '2026-11-20 09:00',
      'expected Tue 11:00',
      'Answer likely Tue 11:00, Tue 15:00 at the latest',
      ['Off until Tue 08:00', 'Delivery: Tue 11:00'],
    ],
  ] as const)
    it(`${name}: ${label}`, () => {
      const at = utc(now);
      const expected = expectedFor(stateOf({ bo: said }), 'BO', utc(asked), at, 'blocker', berlin);
      assert.ok(expected);
      assert.equal(expected.label, label);
      assert.equal(awaitedWords(expected, at, berlin), words);
      assert.deepEqual(expected.reasons, [...reasons, 'The team agreed on 4 working hours']);
    });

  it('is not known of strangers, of those without hours, and of those away for good', () => {
    const ask = (login: string | undefined, said: Partial<Status> = {}, asked = friday) =>
      expectedFor(stateOf({ bo: said }), login, asked, friday, 'blocker', berlin);
    assert.ok(ask('bo'));
    assert.equal(ask(undefined), undefined);
    assert.equal(ask('zoe'), undefined);
    assert.equal(ask('bo', { hours: {} }), undefined);
    assert.equal(ask('bo', { mode: 'away', zone: 'Nowhere' }), undefined);
    assert.equal(ask('bo', {}, Number.NaN), undefined);
  });

  it('counts the usual working day where the team has agreed on nothing', () => {
    const expected = expectedFor(teamState(records()), 'bo', friday, friday, 'question', berlin);
    assert.equal(expected?.reasons.at(-1), 'Usually one working day');
  });

  it('before asking: at once where nothing is held', () => {
    const expected = expectedFor(stateOf({ bo: { windows: [] } }), 'bo', friday, friday, 'blocker', berlin);
    assert.ok(expected);
    assert.equal(
      ifAskedWords(expected, friday, berlin),
      'If you ask now: answer likely right away, Mon 10:40 at the latest',
    );
  });

  it('never shows since when somebody is invisible, nor what they say', () => {
    const hidden = { mode: 'invisible', text: 'secret', until: '2026-11-23T12:00Z' } as const;
    const asked = utc('2026-11-19 16:00');
    const ask = (said: Partial<Status>) => expectedFor(stateOf({ bo: said }), 'bo', asked, friday, 'blocker', berlin);
    fc.assert(
      fc.property(fc.integer({ min: asked - hour, max: friday }), (since) => {
        assert.deepEqual(ask({ ...hidden, since: new Date(since).toISOString() }), ask({}));
      }),
      { numRuns: 50 },
    );
  });

  it('is never likely after the latest, whenever it was asked and whatever was declared', () => {
    const mode = fc.constantFrom('available', 'focusing', 'busy', 'away', 'invisible');
    const at = fc.integer({ min: -100, max: 100 }).map((quarters) => friday + quarters * (hour / 4));
    fc.assert(
      fc.property(mode, at, at, at, (drawn, since, until, asked) => {
        const iso = (time: number) => new Date(time).toISOString();
        const said = { mode: drawn as Status['mode'], since: iso(since), until: iso(until) };
        const expected = expectedFor(stateOf({ bo: said }), 'bo', asked, friday, 'blocker', berlin);
        assert.ok(expected && asked <= expected.likely && expected.likely <= expected.latest);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the Waiting view of people whose hours are known', () => {
  const rowOf = (one: Item, now = friday) =>
    allRows(waitingRows(stateOf({}, [one]), now, berlin)).find(({ id }) => id === one.key);
  const createdAt = '2026-11-20T09:00:00Z';
  /** Who and when, which stand first beside the title. */
  const headOf = (row: Row | undefined) => row?.description?.split(' · ')[0];

  it('says when an answer is expected where no time is due', () => {
    const row = rowOf(item({ owner: 'bo', createdAt: '2026-11-20T13:40:00Z' }));
    assert.equal(headOf(row), '@bo, expected 15:00');
    assert.match(row?.spoken ?? '', /, expected 15:00/);
    assert.match(
      row?.tooltip ?? '',
      /\nAnswer likely 15:00, Mon 11:00 at the latest\nDelivery: 15:00\nThe team agreed/,
    );
  });

  it('is said of a blocker of mine in a few words, wherever it is named', () => {
    const mine = item({ owner: 'bo', createdAt: '2026-11-20T13:40:00Z' });
    assert.equal(awaitedFrom(stateOf({}, [mine]), mine.key, friday, berlin), '@bo, expected 15:00');
    assert.equal(awaitedFrom(stateOf({}, [mine]), 'another', friday, berlin), undefined);
    const { owner: _owner, ...nobodys } = mine;
    assert.equal(awaitedFrom(stateOf({}, [nobodys]), mine.key, friday, berlin), undefined);
  });

  it('what is due says so, and tells the rest on hovering', () => {
    const row = rowOf(item({ owner: 'bo', createdAt, needBy: '2026-11-20T16:00:00Z' }));
    assert.equal(headOf(row), '@bo, due 17:00');
    assert.match(row?.tooltip ?? '', /Answer expected by 15:00/);
  });

  it('says that the time has passed, unless somebody has written', () => {
    const now = utc('2026-11-20 14:00');
    assert.equal(headOf(rowOf(item({ owner: 'bo', createdAt }), now)), '@bo, overdue since 15:00');
    const answered = rowOf(item({ owner: 'bo', createdAt, comments: 1 }), now);
    assert.equal(headOf(answered), '@bo');
    assert.doesNotMatch(answered?.tooltip ?? '', /expected/);
  });

  it('tells whom others wait for by when: not before they have to', () => {
    const row = rowOf(item({ by: bo, owner: 'ana', createdAt }));
    assert.equal(headOf(row), '@bo, answer by 15:00');
    assert.match(row?.tooltip ?? '', /\nThey expect an answer by 15:00\n/);
    const late = rowOf(item({ by: bo, owner: 'ana', createdAt }), utc('2026-11-20 15:00'));
    assert.equal(headOf(late), '@bo, overdue since 15:00');
  });

  it('knows as much of what the team waits for, and nothing of strangers or of oneself', () => {
    assert.equal(headOf(rowOf(item({ by: bo, owner: 'chidi', createdAt }))), '@chidi, expected by 15:00');
    assert.equal(headOf(rowOf(item({ by: bo, owner: 'zoe', createdAt }))), '@zoe');
    assert.equal(headOf(rowOf(item({ owner: 'ana', createdAt }))), '@ana');
    assert.equal(headOf(rowOf(item({ owner: 'bo', createdAt: 'long ago' }))), '@bo');
  });
});
