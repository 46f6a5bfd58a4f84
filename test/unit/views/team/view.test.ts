import assert from 'node:assert/strict';
import { commandIds } from '../../../../src/app/contributions.js';
import type { Profile, Status, Work } from '../../../../src/model/people/member.js';
import { initialState } from '../../../../src/model/state.js';
import { teamRows } from '../../../../src/views/team/view.js';
import type { Row } from '../../../../src/views/words/row.js';
import { board, setStatus, statusRecord } from '../../../lib/fakes/builders.js';
import { hostilePieces } from '../../arbitraries.js';
import { allRows, berlin, crowd, drawn, type Login, personOf, records, teamFile, teamState, week } from '../people.js';
import { connected, now as saturday } from '../states.js';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const friday = utc('2026-11-20 13:40');
const work = (...all: readonly Work[]) => ({ work: new Map(all.map((one) => [one.number, one])) });
const memberRow = (rows: readonly Row[], login: string) => allRows(rows).find(({ id }) => id === `member/${login}`);
/** A block that began at noon. */
const until = (text: string) => ({
  focusing: { since: '2026-11-20T12:00:00Z', until: new Date(utc(text)).toISOString() },
});
const one = (login: Login, status: Partial<Status>, now = friday) =>
  memberRow(teamRows(teamState(records({ [login]: status })), now, berlin), login);
const lines = (row: Row | undefined) => row?.tooltip?.split('\n') ?? [];

function check(rows: readonly Row[]): void {
  const every = allRows(rows);
  assert.equal(new Set(every.map(({ id }) => id)).size, every.length, 'ids are unique');
  for (const row of every) {
    assert.notEqual(row.label.trim(), '', `${row.id} has a label`);
    assert.notEqual(row.spoken.trim(), '', `${row.id} has words`);
    assert.doesNotMatch([row.label, row.description, row.tooltip, row.spoken].join('\n'), /\$\(|undefined|NaN|\{\d\}/);
    assert.doesNotMatch([row.label, row.description, row.spoken].join(' '), /[\p{Cc}\u200b\u202e]/u);
    if (row.command) assert.ok((commandIds as readonly string[]).includes(row.command));
  }
}

describe('the Team view: whom one can ask now and, if not now, when', () => {
  const said = {
    bo: { ...until('2026-11-20 14:00'), until: '2026-11-20T14:00:00Z', text: 'Outbox crash tests' },
    finn: { mode: 'busy', until: '2026-11-20T15:00:00Z' },
    gus: { mode: 'invisible', text: 'at the dentist', ...until('2026-11-20 14:00') },
  } as const;
  const rotation = { every: '1w', starts: '2026-11-16T09:00[Europe/Berlin]', people: ['dana', 'Chidi', 'bo'] };
  for (const [name, now, expected] of [
    [
      'a Friday afternoon',
      '2026-11-20 13:40',
      [
        'Available now | 2',
        '  chidi | until 19:00',
        '  ana (you) | until 17:30',
        'Available later | 5',
        '  bo · 15:00 | Outbox crash tests',
        '  dana · 15:00 | on duty · 08:40 there',
        '  hana · Sun 07:30 | 19:10 there',
        '  emi · Mon 01:00 | 22:40 there, late evening',
        '  finn · Mon 05:30 | 19:10 there',
        'Availability unknown | 1',
        '  gus | 05:40 there, early morning',
      ],
    ],
    [
      'the same afternoon, when bo is back and dana has begun',
      '2026-11-20 14:00',
      [
        'Available now | 4',
        '  dana | on duty · 09:00 there · until 23:00',
        '  chidi | until 19:00',
        '  ana (you) | until 17:30',
        '  bo | until 16:00',
        'Available later | 3',
        '  hana · Sun 07:30 | 19:30 there',
        '  emi · Mon 01:00 | 23:00 there, late evening',
        '  finn · Mon 05:30 | 19:30 there',
        'Availability unknown | 1',
        '  gus | 06:00 there, early morning',
      ],
    ],
    [
      'Sunday night, while it is Monday elsewhere',
      '2026-11-22 22:30',
      [
        'Available later | 7',
        '  emi · Mon 01:00 | 07:30 Mon there, early morning',
        '  finn · Mon 05:30 | 04:00 Mon there, night',
        '  hana · Mon 07:30 | 04:00 Mon there, night',
        '  bo · Mon 08:00',
        '  ana (you) · Mon 09:00',
        '  chidi · Mon 10:00',
        '  dana · Mon 15:00 | on duty · 17:30 there',
        'Availability unknown | 1',
        '  gus | 14:30 there',
      ],
    ],
    [
      'after New York has changed its clocks, and Berlin has not',
      '2027-03-15 13:00',
      [
        'Available now | 5',
        '  bo | on duty · until 16:00',
        '  dana | 09:00 there · until 22:00',
        '  chidi | until 19:00',
        '  ana (you) | until 17:30',
        '  hana | 18:30 there · until 15:30',
        'Available later | 2',
        '  emi · Tue 01:00 | 22:00 there, late evening',
        '  finn · Tue 05:30 | 18:30 there',
        'Availability unknown | 1',
        '  gus | 06:00 there, early morning',
      ],
    ],
  ] as const)
    it(`eight people in six zones on ${name}`, () => {
      const state = teamState(records(said), { teamFile: teamFile({ rotation }) });
      assert.deepEqual(drawn(teamRows(state, utc(now), berlin)), expected);
      check(teamRows(state, utc(now), berlin));
    });

  it('is as true for somebody who looks from another zone', () => {
    const [row] = teamRows(teamState(records()), friday, 'Asia/Kolkata')[1]?.children ?? [];
    assert.equal(row?.label, 'dana · 19:30');
  });

  it('has nobody before anybody has joined, and nothing without a team', () => {
    assert.deepEqual(teamRows(initialState, saturday, berlin), []);
    assert.deepEqual(teamRows(connected({ phase: 'starting', confirmed: board() }), saturday, berlin), []);
    assert.deepEqual(teamRows(connected(), saturday, berlin), []);
  });

  it('names those of the team file who have not joined', () => {
    const rows = teamRows(teamState([], { teamFile: teamFile({ members: ['bo'] }) }), saturday, berlin);
    assert.deepEqual(drawn(rows), ['Availability unknown | 2', '  ana (you)', '  bo']);
    assert.ok(lines(memberRow(rows, 'bo')).includes('Has not joined the team yet'));
  });

  it('shows what I have said at once, before GitHub has it', () => {
    const state = { ...teamState(records()), unsent: [setStatus({ said: { mode: 'away', text: 'lunch' } })] };
    const row = memberRow(teamRows(state, utc('2026-11-21 09:00'), berlin), 'ana');
    assert.deepEqual([row?.icon, row?.description], ['coffee', 'lunch']);
  });

  for (const [name, status, icon, spoken] of [
    ['available', {}, 'circle-large-filled', 'Available until 16:00'],
    ['focusing', until('2026-11-20 14:00'), 'target', 'Focusing until 15:00'],
    [
      'focusing and busy after it',
      { mode: 'busy', until: '2026-11-20T14:30Z', ...until('2026-11-20 14:00') },
      'target',
      'Focusing until 15:00, available from 15:30',
    ],
    [
      'focusing, and away for others',
      { mode: 'away', until: '2026-11-20T14:30Z', ...until('2026-11-20 14:00') },
      'coffee',
      'Away until 15:30',
    ],
    [
      'focusing, and invisible',
      { mode: 'invisible', ...until('2026-11-20 14:00') },
      'question',
      'Availability unknown',
    ],
    [
      'focusing off hours',
      { hours: week('18:00-20:00'), ...until('2026-11-20 14:00') },
      'circle-large-outline',
      'Off hours until 18:00',
    ],
    [
      'focusing on a day off',
      { off: ['2026-11-20'], ...until('2026-11-20 14:00') },
      'circle-large-outline',
      'Day off until Mon 08:00',
    ],
    [
      'busy for longer than their day',
      { mode: 'busy', until: '2026-11-20T16:00Z' },
      'circle-slash',
      'Busy until 16:00, available from Mon 08:00',
    ],
    ['away for good', { mode: 'away', zone: 'Nowhere' }, 'coffee', 'Away until further notice'],
    ['on a day off', { off: ['2026-11-20'] }, 'circle-large-outline', 'Day off until Mon 08:00'],
    ['off hours', { hours: week('18:00-20:00') }, 'circle-large-outline', 'Off hours until 18:00'],
    ['invisible', { mode: 'invisible' }, 'question', 'Availability unknown'],
    ['without hours', { hours: {} }, 'question', 'Hours unknown'],
  ] as const)
    it(`somebody ${name} has a shape and words: ${spoken}`, () => {
      const row = one('bo', status);
      assert.equal(row?.icon, icon);
      assert.equal(row?.tint, icon === 'circle-large-filled' ? 'good' : undefined);
      assert.ok(row?.spoken.startsWith(`bo, ${spoken}`), row?.spoken);
      assert.equal(lines(row)[1], spoken);
    });

  it('a planned block is seen ahead of time, and while it runs as any focus is', () => {
    const focus = [{ start: '2026-11-20T14:00', minutes: 90, every: 'week' }] as const;
    const before = one('bo', { focus }, utc('2026-11-20 12:59'));
    assert.deepEqual([before?.label, before?.description], ['bo', 'until 14:00']);
    assert.deepEqual(
      before?.children?.map(({ label, spoken }) => [label, spoken]),
      [['14:00–15:30', 'planned focus, 14:00–15:30']],
    );
    assert.ok(lines(before).includes('Planned focus: 14:00–15:30'));
    const running = one('bo', { focus }, utc('2026-11-20 13:00'));
    assert.deepEqual([running?.label, running?.icon], ['bo · 15:30', 'target']);
    assert.ok(running?.spoken.startsWith('bo, Focusing until 15:30'), running?.spoken);
    for (const end of ['2026-11-20T13:00Z', '2026-11-20T13:10Z']) {
      const marked = { focus, marks: [{ start: '2026-11-20T13:00Z', end }] };
      const after = one('bo', marked, utc('2026-11-20 13:20'));
      assert.deepEqual([after?.icon, after?.label], ['circle-large-filled', 'bo']);
      assert.ok(!lines(after).some((line) => /Planned focus: 14:00/.test(line)));
    }
    const away = { focus, mode: 'away', until: '2026-11-20T15:30Z' } as const;
    assert.equal(one('bo', away, utc('2026-11-20 13:20'))?.icon, 'coffee');
  });

  it('shows me my own focus whatever I said and whenever I work, as nobody else sees it', () => {
    for (const status of [
      {},
      { mode: 'busy' },
      { mode: 'away', until: '2026-11-20T15:00Z' },
      { mode: 'invisible' },
      { hours: week('18:00-20:00') },
      { off: ['2026-11-20'] },
    ] as const) {
      const row = one('ana', { ...status, ...until('2026-11-20 14:00') });
      assert.equal(row?.icon, 'target', JSON.stringify(status));
      assert.match(row?.spoken ?? '', /Focusing until 15:00/);
    }
  });

  it('shows a sentence only while it lasts', () => {
    const busy = { mode: 'busy', text: 'dentist', until: '2026-11-20T14:00:00Z' } as const;
    assert.equal(one('bo', busy)?.description, 'dentist');
    assert.equal(one('bo', busy, utc('2026-11-20 14:00'))?.description, 'until 16:00');
  });

  it('a rough day is a sign beside the name, in words too, and ends', () => {
    const rough = { rough: '2026-11-20T23:00:00Z' };
    const row = one('bo', rough);
    assert.equal(row?.label, 'bo ☂');
    assert.match(row?.spoken ?? '', /having a rough day/);
    assert.ok(lines(row).includes('Having a rough day'));
    assert.doesNotMatch(one('bo', rough, utc('2026-11-23 09:00'))?.label ?? '', /☂/);
  });

  it('the invisible are unknown to others in everything but their hours, and not to themselves', () => {
    const hidden = {
      mode: 'invisible',
      text: 'secret',
      rough: '2027-01-01T00:00Z',
      since: '2026-11-20T13:00Z',
      until: '2026-11-20T15:00Z',
    } as const;
    const row = one('bo', { ...hidden, ...until('2026-11-20 14:00') });
    assert.doesNotMatch(JSON.stringify(row), /invisible|secret|rough|☂|focus/i);
    assert.ok(lines(row).includes('Works Mon–Fri 08:00–16:00 (Europe/Berlin)'));
    const mine = one('ana', hidden);
    assert.deepEqual([mine?.icon, mine?.description], ['eye-closed', 'invisible · secret']);
  });

  it('tells on hovering what one asks before asking', () => {
    const status = {
      text: 'reviews',
      since: '2026-11-20T13:00Z',
      off: ['2026-11-02', '2026-11-30/2026-12-02', '2027-01-04'],
      focus: [{ start: '2026-11-24T09:00', minutes: 180, every: 'week' }],
    } as const;
    assert.deepEqual(lines(one('dana', status)), [
      'dana',
      'Off hours until 15:00',
      '“reviews”',
      '08:40 there, Friday morning',
      'Works Mon–Fri 09:00–17:00 (America/New_York)',
      'In your time: Mon–Fri 15:00–23:00',
      'Off from Mon 30 Nov through Wed 2 Dec',
      'Planned focus: Tue 15:00–18:00',
      'You both work 15:00–17:30 today',
      'If you ask now: answer likely 17:00, Mon 17:00 at the latest',
      'Outside working hours until 15:00',
      'Delivery: 17:00',
      'Usually one working day',
    ]);
  });

  for (const [name, zone, hours, expected] of [
    ['over midnight', 'Asia/Tokyo', week('07:00-12:00', ['tue', 'wed']), 'Mon, Tue 23:00–04:00'],
    ['that begin on Sunday', 'Asia/Tokyo', week('07:00-12:00', ['mon']), 'Sun 23:00–04:00'],
    ['that begin on Monday', 'America/Los_Angeles', week('22:00-02:00', ['sun']), 'Mon 07:00–11:00'],
    [
      'round the clock',
      'Asia/Kolkata',
      week('00:00-24:00', ['mon', 'tue']),
      'Mon 00:00–24:00; Tue 00:00–19:30; Sun 19:30–24:00',
    ],
  ] as const)
    it(`says hours ${name} in my time`, () => {
      const line = lines(one('emi', { zone, hours })).find((text) => text.startsWith('In your time'));
      assert.equal(line, `In your time: ${expected}`);
    });

  it('says when no shared working time is left today', () => {
    const line = 'No more shared working hours today';
    assert.ok(lines(one('finn', {})).includes(line));
    assert.ok(!lines(one('finn', {}, utc('2026-11-20 08:30'))).includes(line));
  });

  it('says what the team has agreed on', () => {
    const hours = 3_600_000;
    for (const [ms, words] of [
      [hours, 'one working hour'],
      [4 * hours, '4 working hours'],
      [8 * hours, 'one working day'],
      [16 * hours, '2 working days'],
      [1.5 * hours, '90 working minutes'],
    ] as const) {
      const state = teamState(records(), { teamFile: teamFile({ expectations: { blocker: ms } }) });
      const shown = lines(memberRow(teamRows(state, friday, berlin), 'chidi'));
      assert.ok(shown.includes(`The team agreed on ${words}`), shown.join('\n'));
    }
  });

  it('says where a status comes from, and that it could not be read', () => {
    const profile: Profile = { person: { id: 20, login: 'ivo' }, text: 'on a train', isBusy: true };
    const rest: Profile = { person: { id: 21, login: 'jo' }, text: 'hello', isBusy: false, until: '2026-11-20T15:00Z' };
    const [first, ...others] = records();
    const strange = [
      statusRecord({}, { by: { id: 30, login: 'kim' }, record: 'newer' }),
      statusRecord({}, { by: { id: 31, login: 'lee' }, record: 'unreadable' }),
    ];
    const profiles = new Map([profile, rest].map((each) => [each.person.id, each]));
    const rows = teamRows(teamState([first, ...others, ...strange], { profiles }), friday, berlin);
    const ivo = memberRow(rows, 'ivo');
    assert.deepEqual([ivo?.icon, ivo?.description], ['circle-slash', 'on a train']);
    assert.ok(lines(ivo).includes('Status from their GitHub profile'));
    assert.equal(memberRow(rows, 'jo')?.description, 'hello');
    assert.ok(lines(memberRow(rows, 'kim')).includes('Their status was written by a newer version of Makertime'));
    assert.ok(lines(memberRow(rows, 'lee')).includes('Their status on GitHub is damaged'));
  });

  it('says what people are called, behind when they can be reached and before what they say', () => {
    const names = new Map([
      [1, { number: 1, name: 'Ana Duarte' }],
      [2, { number: 2, name: 'Bo Lindqvist' }],
      [7, { number: 7, name: 'ana' }],
    ]);
    const rows = teamRows(teamState(records({ bo: { text: 'in a meeting' } }), { names }), friday, berlin);
    const bo = memberRow(rows, 'bo');
    assert.deepEqual([bo?.label, bo?.description], ['bo', 'until 16:00 · Bo Lindqvist · in a meeting']);
    assert.equal(lines(bo)[0], 'bo (Bo Lindqvist)');
    assert.equal(bo?.spoken.match(/Lindqvist/g)?.length, 1, bo?.spoken);
    assert.match(bo?.spoken ?? '', /^bo \(Bo Lindqvist\), Available until 16:00, in a meeting/);
    assert.equal(memberRow(rows, 'ana')?.description, 'until 17:30', 'who looks knows their own name');
    assert.equal(lines(memberRow(rows, 'ana'))[0], 'ana (Ana Duarte) (you)');
    assert.deepEqual(lines(memberRow(rows, 'gus'))[0], 'gus', 'nobody is called like another one');
  });

  it('works out the work of those only who are unfolded', () => {
    let read = 0;
    const title = { get: () => `beam ${++read}`, enumerable: true };
    const one = Object.defineProperties({ number: 12, title: '', kind: 'issue', people: [4] } as Work, { title });
    const groups = teamRows(teamState(records({ dana: {} }), { work: new Map([[12, one]]) }), friday, berlin);
    const dana = groups.flatMap(({ children }) => children ?? []).find(({ id }) => id === 'member/dana');
    assert.deepEqual([dana?.isExpanded, dana?.tooltip?.split('\n')[0], read], [false, 'dana', 0]);
    assert.equal(dana?.children?.at(-1)?.id, 'member/dana/work/12');
    assert.ok(read > 0);
  });

  it('below a member stand planned focus and open work; without any, choosing offers what one can do', () => {
    const state = teamState(records({ dana: { focus: [{ start: '2026-11-20T08:00', minutes: 120 }] } }), {
      ...work(
        { number: 12, title: 'the beam', kind: 'issue', people: [4, 5] },
        { number: 14, title: 'a fix', kind: 'pullRequest', people: [4] },
      ),
    });
    const rows = teamRows(state, friday, berlin);
    const dana = memberRow(rows, 'dana');
    assert.deepEqual([dana?.command, dana?.isExpanded], [undefined, false]);
    assert.deepEqual(
      dana?.children?.map(({ id, label, icon, command }) => [id, label, icon, command]),
      [
        [`member/dana/focus/${utc('2026-11-20 13:00')}`, '14:00–16:00', 'target', undefined],
        ['member/dana/work/12', '#12 the beam', 'issues', 'makertime.openWork'],
        ['member/dana/work/14', '#14 a fix', 'git-pull-request', 'makertime.openWork'],
      ],
    );
    assert.equal(memberRow(rows, 'emi')?.children?.[0]?.id, 'member/emi/work/12');
    assert.deepEqual(
      [memberRow(rows, 'bo')?.command, memberRow(rows, 'bo')?.offers],
      ['makertime.findMember', 'member'],
    );
    assert.deepEqual(
      [memberRow(rows, 'ana')?.command, memberRow(rows, 'ana')?.offers],
      ['makertime.setStatus', 'member.me'],
    );
  });
});

describe('the Team view of a large team', () => {
  it('folds long lists, draws no more than 200 of each and counts all', () => {
    const groups = teamRows(teamState(crowd(1_000)), utc('2026-11-22 22:30'), berlin);
    assert.deepEqual(
      groups.map(({ label, description, isExpanded, children = [] }) => [
        label,
        description,
        isExpanded,
        children.length,
        children.at(-1)?.label,
      ]),
      [['Available later', '1000', false, 201, '800 more']],
    );
    check(groups);
  });

  it('keeps up to twelve who come later and five of whom nothing is known in sight', () => {
    const unknown = (count: number) =>
      Array.from({ length: count }, (_, place) => statusRecord({}, { by: { id: 100 + place, login: `x${place}` } }));
    const later = (count: number) => crowd(count + 1).slice(1);
    const night = utc('2026-11-22 22:30');
    for (const [count, isExpanded] of [
      [5, true],
      [6, false],
    ] as const) {
      const me = statusRecord({ zone: berlin, hours: week('09:00-17:00') }, { by: personOf('ana') });
      const folds = teamRows(teamState([me, ...unknown(count)]), night, berlin).map((row) => row.isExpanded);
      assert.deepEqual(folds, [true, isExpanded]);
    }
    for (const [count, isExpanded] of [
      [11, true],
      [12, false],
    ] as const) {
      const me = statusRecord({ zone: berlin, hours: week('09:00-17:00') }, { by: personOf('ana') });
      assert.equal(teamRows(teamState([me, ...later(count)]), night, berlin)[0]?.isExpanded, isExpanded);
    }
  });

  it('differs in nothing but the row of the one who has changed', () => {
    const before = crowd(200);
    const changed = before.map((record) =>
      record.by.id === 77 ? { ...record, status: { ...record.status, rough: '2026-11-20T23:00:00Z' } } : record,
    );
    const rowsBefore = allRows(teamRows(teamState(before), friday, berlin)).filter(({ id }) => id.includes('/'));
    const rowsAfter = allRows(teamRows(teamState(changed), friday, berlin)).filter(({ id }) => id.includes('/'));
    assert.deepEqual(
      rowsBefore.map(({ id }) => id),
      rowsAfter.map(({ id }) => id),
    );
    const differing = rowsAfter.filter((row, place) => JSON.stringify(row) !== JSON.stringify(rowsBefore[place]));
    assert.deepEqual(
      differing.map(({ id }) => id),
      [`member/${before[76]?.by.login}`],
    );
  });

  it('a planned focus that goes by keeps its row', () => {
    const state = teamState(records({ dana: { focus: [{ start: '2026-11-20T09:00', minutes: 120 }] } }));
    const idAt = (text: string) => memberRow(teamRows(state, utc(text), berlin), 'dana')?.children?.[0]?.id;
    assert.ok(idAt('2026-11-20 13:40'));
    assert.equal(idAt('2026-11-20 13:40'), idAt('2026-11-20 15:59'));
    assert.equal(idAt('2026-11-20 16:00'), undefined);
  });
});

describe('the Team view of hostile people', () => {
  for (const piece of hostilePieces)
    it(`is inert and has words with ${JSON.stringify(piece)} in every text`, () => {
      const text = `${piece}${piece}`;
      const hostile = statusRecord(
        {
          mode: 'busy',
          text,
          until: text,
          zone: text,
          hours: { mon: text, tue: '09:00-17:00' },
          off: [text],
          focus: [{ start: text, minutes: 30 }],
          rough: text,
        },
        { by: { id: 50, login: text } },
      );
      const zoned = statusRecord({ ...hostile.status, zone: berlin }, { by: { id: 51, login: `${text}x` } });
      const profile = { person: { id: 52, login: `y${text}` }, text, isBusy: true, until: text };
      const rotation = { every: text, starts: text, people: [text] };
      const more = {
        names: new Map([50, 51, 52].map((id) => [id, { number: id, name: text }])),
        profiles: new Map([[52, profile]]),
        teamFile: teamFile({ members: [`z${text}`], rotation }),
        ...work({ number: 1, title: text, kind: 'issue', people: [50, 51, 52] }),
      };
      check(teamRows(teamState([hostile, zoned], more), friday, berlin));
      const turn = { every: '1d', starts: '2026-11-16T09:00[Europe/Berlin]', people: [text, `${text}x`] };
      check(teamRows(teamState([hostile, zoned], { teamFile: teamFile({ rotation: turn }) }), friday, berlin));
    });
});
