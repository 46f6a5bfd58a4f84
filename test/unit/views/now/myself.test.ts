import assert from 'node:assert/strict';
import { commandIds } from '../../../../src/app/contributions.js';
import type { FileProblem } from '../../../../src/model/board/team.js';
import type { Status, StatusRecord } from '../../../../src/model/people/member.js';
import type { Rotation } from '../../../../src/model/reach/rotation.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { myselfRows } from '../../../../src/views/now/myself.js';
import { statusLine } from '../../../../src/views/now/statusLine.js';
import { nowHeadline, nowRows } from '../../../../src/views/now/view.js';
import type { Row } from '../../../../src/views/words/row.js';
import { ana, board, capture, setStatus, statusRecord, team } from '../../../lib/fakes/builders.js';
import { hostilePieces } from '../../arbitraries.js';
import { berlin, drawn, records, teamFile, teamState, week } from '../people.js';
import { connected, refusals, troubles } from '../states.js';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const friday = utc('2026-11-20 13:40');
const usual = { zone: berlin, hours: week('09:00-17:30') };
const mine = (status: Partial<Status> = {}, more: Partial<StatusRecord> = {}) =>
  teamState([statusRecord({ ...usual, ...status }, more)]);
/** Until half past four in Berlin. */
const focusing = { focusing: { since: '2026-11-20T13:00Z', until: '2026-11-20T15:30Z' } };
const rows = (state: State, now = friday, zone = berlin) => myselfRows(state, now, zone);
const rowOf = (state: State, id: string, now = friday, zone = berlin) =>
  rows(state, now, zone).find((row) => row.id === id);

function check(all: readonly Row[]): void {
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'ids are unique');
  for (const row of all) {
    assert.notEqual(row.spoken.trim(), '', `${row.id} has words`);
    assert.doesNotMatch([row.label, row.description, row.tooltip, row.spoken].join('\n'), /\$\(|undefined|NaN|\{\d\}/);
    if (row.command) assert.ok((commandIds as readonly string[]).includes(row.command));
  }
}

describe('my status, in the status bar, and first in the Now view while I focus', () => {
  for (const [name, status, label, line] of [
    ['available', {}, 'Available until 17:30', '$(circle-large-filled) Available until 17:30'],
    ['focusing', focusing, 'Focusing until 16:30', '$(target) Focusing until 16:30'],
    [
      'focusing and busy',
      { mode: 'busy', until: '2026-11-20T16:00Z', ...focusing },
      'Focusing until 16:30',
      '$(target) Focusing until 16:30',
    ],
    [
      'focusing and away',
      { mode: 'away', until: '2026-11-23T08:00Z', ...focusing },
      'Focusing until 16:30',
      '$(target) Focusing until 16:30',
    ],
    [
      'focusing and invisible',
      { mode: 'invisible', ...focusing },
      'Focusing until 16:30',
      '$(target) Focusing until 16:30',
    ],
    [
      'focusing off hours',
      { hours: week('09:00-12:00'), ...focusing },
      'Focusing until 16:30',
      '$(target) Focusing until 16:30',
    ],
    [
      'focusing on a day off',
      { off: ['2026-11-20'], ...focusing },
      'Focusing until 16:30',
      '$(target) Focusing until 16:30',
    ],
    ['busy', { mode: 'busy', until: '2026-11-20T14:00Z' }, 'Busy until 15:00', '$(circle-slash) Busy until 15:00'],
    ['away', { mode: 'away', until: '2026-11-23T08:00Z' }, 'Away until Mon 09:00', '$(coffee) Away until Mon 09:00'],
    [
      'off hours',
      { hours: week('09:00-12:00') },
      'Off hours until Mon 09:00',
      '$(circle-large-outline) Off hours until Mon 09:00',
    ],
    ['off', { off: ['2026-11-20'] }, 'Day off until Mon 09:00', '$(circle-large-outline) Day off until Mon 09:00'],
    ['invisible', { mode: 'invisible' }, 'Invisible', '$(eye-closed) Invisible'],
    ['without hours', { hours: {} }, 'Hours unknown', '$(question) Hours unknown'],
  ] as const)
    it(`${name}: ${label}`, () => {
      const state = mine(status);
      const row = rowOf(state, 'me');
      const isFocus = name.startsWith('focusing');
      assert.deepEqual([row?.label, row?.command], isFocus ? [label, 'makertime.focus'] : [undefined, undefined]);
      assert.equal(nowRows(state, friday, berlin)[0]?.id === 'me', isFocus, 'what needs nothing is no row');
      assert.equal(statusLine(state, friday, berlin).text, line);
      if (row) assert.ok(line.startsWith(`$(${row.icon})`));
      check(rows(state));
    });

  it('is what was said again once focus is over, and the sentence stands there all along', () => {
    const [during, after] = [utc('2026-11-20 15:29'), utc('2026-11-20 15:30')];
    const until = '2026-11-20T16:00Z';
    for (const [said, label, meanwhile] of [
      [{ mode: 'busy', text: 'dentist', until }, 'Busy until 17:00', 'busy after that, until 17:00 · dentist'],
      [
        { mode: 'away', text: 'dentist', until },
        'Away until 17:00',
        'others see that you are away until 17:00 · dentist',
      ],
      [{ mode: 'available', text: 'dentist', until }, 'Available until 17:30', 'dentist'],
      [{ mode: 'invisible', text: 'dentist' }, 'Invisible', 'invisible to others · dentist'],
    ] as const) {
      const state = mine({ ...said, ...focusing });
      assert.deepEqual(
        [rowOf(state, 'me', during)?.label, rowOf(state, 'me', during)?.description],
        ['Focusing until 16:30', meanwhile],
      );
      assert.equal(rowOf(state, 'me', after), undefined);
      assert.match(statusLine(state, after, berlin).text, new RegExp(`${label}$`));
      assert.match(statusLine(state, after, berlin).tooltip, /\ndentist\n/);
    }
  });

  it('is followed by what is missing', () => {
    const ids = (status: Partial<Status>) => rows(mine(status)).map(({ id }) => id);
    assert.deepEqual(ids({}), []);
    assert.deepEqual(ids({ hours: {} }), ['hours']);
    assert.deepEqual(ids({ ...focusing, hours: {} }), ['me', 'hours']);
  });

  for (const [name, status, at, expected] of [
    ['nothing planned', {}, '', undefined],
    ['one planned later', {}, '20T16:00', 'focus 16:00–17:00'],
    ['one planned for another day', {}, '23T09:00', 'focus Mon 09:00–10:00'],
    ['one planned for after next week', {}, '30T10:00', undefined],
    ['one that runs', {}, '20T14:00', undefined],
    ['one of one’s own that runs', focusing, '20T17:00', undefined],
    ['one planned later, while busy', { mode: 'busy', until: '2026-11-20T16:00Z' }, '20T15:00', 'focus 15:00–16:00'],
  ] as const)
    it(`beside the title of Now stands ${expected ?? 'nothing'}: ${name}`, () => {
      const focus = at === '' ? [] : [{ start: `2026-11-${at}`, minutes: 60 }];
      assert.equal(nowHeadline(mine({ ...status, focus }), friday, berlin), expected);
    });

  it('says so where GitHub is not to be told of focus, and leads to allowing it', () => {
    for (const busyRefused of ['scope', 'signedOut', 'forbidden', 'invalid'] as const) {
      const row = rowOf({ ...mine(), busyRefused }, 'busy');
      assert.equal(row?.command, 'makertime.showAsBusy');
      assert.equal(/^Allow /.test(row?.label ?? ''), busyRefused === 'scope' || busyRefused === 'signedOut');
    }
    assert.equal(rowOf(mine(), 'busy'), undefined);
  });

  it('has its sentence while it lasts, and a rough day', () => {
    const state = mine({ mode: 'busy', text: 'dentist', until: '2026-11-20T14:00Z', rough: '2026-11-20T23:00Z' });
    const line = statusLine(state, friday, berlin);
    assert.match(line.spoken, /^Makertime: Busy until 15:00, .*dentist, Rough day/);
    assert.doesNotMatch(statusLine(state, utc('2026-11-20 14:00'), berlin).spoken, /dentist/);
    const row = rowOf(mine({ ...focusing, rough: '2026-11-20T23:00Z' }), 'me');
    assert.deepEqual(
      [row?.label, row?.spoken],
      ['Focusing until 16:30 ☂', 'Your status: Focusing until 16:30, rough day'],
    );
  });

  it('what is owed and what is in the way comes after it in the status bar, shortest first', () => {
    const state = {
      ...mine(),
      unsent: [capture(), capture()],
      refused: [{ mutation: capture(), reason: refusals.invalid }],
      sync: { trouble: troubles.offline },
    };
    const line = statusLine(state, friday, berlin);
    assert.equal(line.text, '$(circle-large-filled) Available until 17:30 · 2 unsent · 1 rejected · Offline');
    assert.equal(
      line.spoken,
      'Makertime: Available until 17:30, Next delivery: 15:00, acme/team, Could not reach GitHub, 2 unsent: saved on this machine, not yet on GitHub, 1 rejected by GitHub: kept until you decide what to do',
    );
    const { account: _account, ...signedOut } = mine();
    assert.equal(
      statusLine(signedOut, friday, berlin).text,
      '$(circle-large-filled) Available until 17:30 · Signed out',
    );
    assert.match(statusLine(signedOut, friday, berlin).spoken, /, Signed out, /);
  });

  it('the status bar tells more on hovering: the sentence, when next reachable, my turn', () => {
    const rotation = { every: '1w', starts: '2026-11-16T09:00[Europe/Berlin]', people: ['ana', 'bo'] };
    const record = statusRecord({ ...usual, mode: 'busy', text: 'on a train', until: '2026-11-20T17:00Z' });
    const state = teamState([record], { teamFile: teamFile({ rotation }) });
    assert.deepEqual(statusLine(state, friday, berlin).tooltip.split('\n').slice(0, 3), [
      'Makertime: Busy until 17:30, available from Mon 09:00',
      'on a train',
      "You're on duty until Mon 09:00, then bo",
    ]);
  });
});

describe('what is missing in my status', () => {
  it('asks to join once it is known that I have not', () => {
    assert.deepEqual(rows(initialState), []);
    assert.deepEqual(rows(connected({ sync: {} })), []);
    const row = rowOf(connected(), 'join');
    assert.deepEqual([row?.label, row?.command], ['Join acme/team: share your hours and status', 'makertime.join']);
    assert.equal(rowOf(teamState(records().slice(1)), 'join')?.command, 'makertime.join');
  });

  it('takes what is unsent for joined, of this team only', () => {
    const joining = connected({ unsent: [setStatus({ zone: berlin })] });
    assert.deepEqual(
      rows(joining).map(({ id, command }) => [id, command]),
      [['hours', 'makertime.setHours']],
    );
    const other = { ...team, repository: { id: 11, owner: 'acme', name: 'other' } };
    assert.ok(rowOf(connected({ unsent: [setStatus({}, { team: other })] }), 'join'));
  });

  it('asks for hours until there are any that can be read', () => {
    assert.equal(rowOf(mine({ hours: { mon: 'late' } }), 'hours')?.label, 'Set your working hours');
    assert.equal(rowOf(mine(), 'hours'), undefined);
  });

  it('says that the roster holds it no longer, unless it is on its way', () => {
    const { comment: _comment, ...gone } = statusRecord(usual);
    const state = teamState([gone]);
    assert.equal(rowOf(state, 'record')?.label, 'Your status is missing on GitHub: republish it');
    assert.equal(rowOf({ ...state, unsent: [setStatus({})] }, 'record'), undefined);
    assert.equal(rowOf(mine(), 'record'), undefined);
  });

  it('says what cannot be changed from here, and what was damaged', () => {
    const newer = mine({ hours: {} }, { record: 'newer' });
    assert.equal(rowOf(newer, 'record')?.label, 'Your status was written by a newer version of Makertime');
    assert.equal(rowOf(newer, 'hours'), undefined);
    assert.equal(rowOf(mine({}, { record: 'unreadable' }), 'record')?.command, 'makertime.republishStatus');
  });

  for (const [machine, declared, expected] of [
    ['Asia/Tokyo', berlin, 'You seem to be in Asia/Tokyo; your status says Europe/Berlin'],
    ['Asia/Calcutta', berlin, 'You seem to be in Asia/Kolkata; your status says Europe/Berlin'],
    ['Europe/Paris', berlin, undefined],
    ['UTC', berlin, undefined],
    ['Etc/GMT+5', berlin, undefined],
    ['Mars/Olympus', berlin, undefined],
    ['Asia/Tokyo', 'Mars/Olympus', undefined],
    ['Africa/Lagos', berlin, undefined],
  ] as const)
    it(`a machine in ${machine} and a status in ${declared}: ${expected ?? 'nothing to say'}`, () => {
      const row = rowOf(mine({ zone: declared }), 'zone', friday, machine);
      assert.equal(row?.label, expected);
      if (expected) assert.equal(row?.command, 'makertime.setZone');
    });

  it('a zone whose clocks differ only in summer differs only in summer', () => {
    const inSummer = utc('2026-07-20 13:40');
    assert.ok(rowOf(mine(), 'zone', inSummer, 'Africa/Lagos'));
  });
});

describe('my turn as the available one', () => {
  const rotation: Rotation = {
    every: '1w',
    starts: '2026-11-16T09:00[Europe/Berlin]',
    people: ['bo', 'Ana', 'chidi'],
  };
  const turn = (text: string, more: Partial<Rotation> = {}) => {
    const state = teamState(records(), { teamFile: teamFile({ rotation: { ...rotation, ...more } }) });
    const row = rowOf(state, 'turn', utc(text));
    return row && [row.label, row.description].filter(Boolean).join(' | ');
  };

  for (const [text, expected] of [
    ['2026-11-23 07:59', undefined],
    ['2026-11-23 08:00', "You're on duty until 30 Nov, 09:00, then chidi | since 09:00, after bo"],
    ['2026-11-24 07:59', "You're on duty until Mon 09:00, then chidi | since Mon 09:00, after bo"],
    ['2026-11-24 08:00', "You're on duty until Mon 09:00, then chidi"],
    ['2026-11-30 07:59', "You're on duty until 09:00, then chidi"],
    ['2026-11-30 08:00', 'chidi is on duty now | since 09:00, after you'],
    ['2026-12-01 08:00', undefined],
  ] as const)
    it(`${text} UTC: ${expected ?? 'nothing to say'}`, () => assert.equal(turn(text), expected));

  it('follows overrides to the day', () => {
    const overrides = [
      { from: '2026-11-26', to: '2026-11-26', who: 'bo' },
      { from: '2026-11-28', to: '2026-11-28' },
    ];
    const at = (text: string) => turn(text, { overrides });
    assert.equal(at('2026-11-25 12:00'), "You're on duty until Thu 00:00, then bo");
    assert.equal(at('2026-11-26 12:00'), 'bo is on duty now | since 00:00, after you');
    assert.equal(at('2026-11-27 12:00'), "You're on duty until Sat 00:00 | since 00:00, after bo");
    assert.equal(at('2026-11-28 12:00'), 'Nobody is on duty now | since 00:00, after you');
    assert.equal(at('2026-11-29 12:00'), "You're on duty until Mon 09:00, then chidi | since 00:00");
  });

  it('has no end for somebody alone, and says nothing where it cannot be read', () => {
    assert.equal(turn('2026-12-01 08:00', { people: ['ana'] }), "You're on duty");
    assert.equal(turn('2026-12-01 08:00', { every: 'often' }), undefined);
  });
});

describe('what is wrong in the team file', () => {
  const problem = (line: number, path = `p${line}`): FileProblem => ({ line, path, value: 'x', kind: 'notText' });

  it('is a row each, at most five, each with an id of its own', () => {
    const problems = [problem(7), problem(7), ...[8, 9, 10, 11].map((line) => problem(line))];
    const all = rows(teamState(records(), { teamFile: teamFile({ problems }) }));
    const found = all.filter(({ id }) => id.startsWith('teamFile/'));
    assert.deepEqual(
      found.map(({ id }) => id),
      ['teamFile/7/p7', 'teamFile/7/p7/1', 'teamFile/8/p8', 'teamFile/9/p9', 'teamFile/10/p10'],
    );
    assert.equal(drawn(found)[0], 'Team file: Line 7: “x” is not a short line of text (p7)');
    check(found);
  });

  it('says that the issue it names is no roster, and only then', () => {
    const named = (roster: number) =>
      rows(
        teamState(records(), {
          teamFile: teamFile({ roster }),
          rosters: new Map([[1, { number: 1, counts: true, isOpen: true }]]),
        }),
      );
    assert.ok(named(7).some(({ label }) => label === 'Team file: issue #7 is not a roster'));
    assert.ok(!named(1).some(({ label }) => label.startsWith('Team file')));
  });

  for (const piece of hostilePieces)
    it(`is inert, as all of mine is, with ${JSON.stringify(piece)} in every text`, () => {
      const text = `${piece}${piece}`;
      const record = statusRecord({ ...usual, text, mode: 'busy', zone: text }, { by: { ...ana, login: text } });
      const rotation = { every: '1d', starts: '2026-11-16T09:00[Europe/Berlin]', people: ['ana', text] };
      const problems = [{ line: 1, path: text, value: text, kind: 'unknownKey' as const }];
      for (const now of [friday, friday + 86_400_000])
        for (const file of [teamFile({ rotation, problems }), teamFile({ problems })]) {
          const state = teamState([record], { teamFile: file });
          const named = { ...team, repository: { id: 10, owner: text, name: text } };
          check(rows(state, now));
          check(rows({ ...state, confirmed: board(), team: named }, now));
          assert.doesNotMatch(statusLine(state, now, berlin).spoken, /\$\(/);
        }
    });
});
