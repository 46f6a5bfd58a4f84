import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandIds } from '../../../src/app/contributions.js';
import type { BoardMutation } from '../../../src/model/board/mutation.js';
import { initialState, type State } from '../../../src/model/state.js';
import { nowRows } from '../../../src/views/now/view.js';
import { teamRows } from '../../../src/views/team/view.js';
import { waitingRows } from '../../../src/views/waiting/view.js';
import type { Row } from '../../../src/views/words/row.js';
import { moment } from '../../../src/views/words/time.js';
import { at, bo, board, capture, comment, edit, item, resolve, team } from '../../lib/fakes/builders.js';
import { hostilePieces } from '../arbitraries.js';
import { aState, asides, connected, now, refusals, troubles } from './states.js';

const all = (rows: readonly Row[]): readonly Row[] => rows.flatMap((row) => [row, ...all(row.children ?? [])]);
const withItems = (...items: ReturnType<typeof item>[]): State => connected({ confirmed: board(items) });
const rowOf = (state: State, id: string) => nowRows(state, now).find((row) => row.id === id);
/** Of somebody who has not joined, what follows the row that says so. */
const owed = (state: State, at = now) => {
  const rows = nowRows(state, at);
  return rows.slice(rows.findIndex(({ id }) => id === 'join') + 1);
};
const { account: _account, ...signedOut } = connected();

/** What every row owes to a person, to a screen reader and to VS Code. */
function check(rows: readonly Row[]): void {
  const every = all(rows);
  assert.equal(new Set(every.map(({ id }) => id)).size, every.length, 'ids are unique');
  for (const row of every) {
    assert.notEqual(row.label.trim(), '', `${row.id} has a label`);
    assert.notEqual(row.spoken.trim(), '', `${row.id} has words`);
    assert.doesNotMatch([row.label, row.description, row.tooltip, row.spoken].join('\n'), /\$\(|undefined|\{\d\}/);
    assert.doesNotMatch([row.label, row.description, row.spoken].join(' '), /[\p{Cc}\u200b\u202e]/u);
    if (row.command) assert.ok((commandIds as readonly string[]).includes(row.command));
  }
}

describe('every row', () => {
  it('has words, an id of its own and nothing unseen, in any state', () => {
    fc.assert(
      fc.property(aState, (state) => {
        check(nowRows(state, now));
        check(teamRows(state, now));
        check(waitingRows(state, now));
      }),
      { numRuns: 100 },
    );
  });

  for (const piece of hostilePieces)
    it(`is inert and has words with ${JSON.stringify(piece)} in every text`, () => {
      const text = `${piece}${piece}`;
      const person = { id: 9, login: text };
      const hostile = item({
        title: text,
        notes: text,
        outcome: text,
        owner: text,
        by: person,
        context: { branch: text, path: text, diagnostic: text, repository: text },
      });
      const written = { account: { ...team.account }, repository: { id: 10, owner: text, name: text } };
      const mutations = [
        capture({ title: `x${text}` }),
        comment(hostile.key, text),
        edit(hostile.key, { title: text }),
        resolve(hostile.key),
      ];
      const state = {
        ...withItems(hostile),
        team: written,
        unsent: mutations,
        refused: mutations.map((mutation) => ({ mutation, reason: { ...refusals.invalid, detail: text } })),
        aside: [{ why: 'torn' as const, file: `/x/${text}` }],
        elsewhere: [{ login: text, count: 1 }],
        sync: { trouble: { ...troubles.forbidden, detail: text } },
      };
      check(nowRows(state, now));
      check(waitingRows(state, now));
    });

  it('of a text with nothing to see in it still has a label', () => {
    const state = {
      ...withItems(item({ title: '\u200b' }), item({ title: '\u200d' })),
      unsent: [capture({ title: '\u200b' })],
    };
    check(waitingRows(state, now));
    for (const { label } of [...all(waitingRows(state, now)), ...all(nowRows(state, now))])
      assert.notEqual(label.replace(/[\p{Cf}\s]/gu, ''), '');
  });
});

describe('the Waiting view', () => {
  const firstRow = (state: State) => waitingRows(state, now).flatMap(({ children = [] }) => children)[0];

  it('is empty without a team, and with nobody waiting', () => {
    assert.deepEqual(waitingRows(initialState, now), []);
    assert.deepEqual(waitingRows(withItems(item({ state: 'closed' })), now), []);
  });

  it('groups by whose turn it is, each with its number', () => {
    const rows = waitingRows(
      withItems(item(), item(), item({ by: bo, owner: 'ana' }), item({ by: bo, owner: 'chidi' })),
      now,
    );
    assert.deepEqual(
      rows.map(({ id, label, description, spoken }) => [id, label, description, spoken]),
      [
        ['forMe', 'Waiting for me', '1', 'Waiting for me, 1'],
        ['mine', "I'm waiting for", '2', "I'm waiting for, 2"],
        ['team', 'Others are waiting for', '1', 'Others are waiting for, 1'],
      ],
    );
  });

  const soon = '2026-11-21T15:00:00Z';
  const over = '2026-11-21T10:00:00Z';
  const { number: _number, ...unsent } = item();
  const title = 'the beam is stuck';
  for (const [name, shown, label, description, icon, offers] of [
    ['with an owner', item({ owner: 'bo' }), title, `@bo · 3 h`, 'stop-circle', 'item'],
    ['with nobody to do it', item(), title, '3 h', 'stop-circle', 'item'],
    [
      'for me: who raised it',
      item({ by: bo, owner: 'ana' }),
      title,
      `@bo · holds up 1 · 3 h`,
      'stop-circle',
      'item.forMe',
    ],
    ['due', item({ needBy: soon }), title, `due ${moment(soon, now)} · 3 h`, 'stop-circle', 'item'],
    [
      'overdue',
      item({ needBy: over, owner: 'bo' }),
      title,
      `@bo, overdue since ${moment(over, now)} · 3 h`,
      'stop-circle',
      'item',
    ],
    ['due at a time that is none', item({ needBy: 'soon' }), title, `due ? · 3 h`, 'stop-circle', 'item'],
    ['with replies', item({ comments: 2 }), title, '3 h · 2 comments', 'stop-circle', 'item'],
    ['unsent', unsent, title, '3 h · unsent', 'cloud-upload', 'item.unsent'],
    [
      'newer',
      item({ record: 'newer' }),
      title,
      '3 h · made by a newer version of Makertime',
      'stop-circle',
      'item.foreign',
    ],
    ['damaged', item({ record: 'unreadable' }), title, '3 h · its record is damaged', 'stop-circle', 'item.foreign'],
  ] as const)
    it(`a blocker ${name}: ${label} | ${description}`, () => {
      const row = firstRow(withItems(shown));
      assert.deepEqual([row?.label, row?.description, row?.icon, row?.offers], [label, description, icon, offers]);
      assert.equal(row?.command, 'makertime.showBlocker');
    });

  it('says a whole row in words', () => {
    const row = firstRow(withItems(item({ owner: 'bo', needBy: over, comments: 1 })));
    assert.equal(
      row?.spoken,
      `the beam is stuck, needed from @bo, 3 hours ago, overdue since ${moment(over, now)}, 1 comment`,
    );
  });

  it('tells everything that is known in the tooltip', () => {
    const row = firstRow(
      withItems(
        item({
          notes: 'line one\nline two',
          owner: 'bo',
          outcome: 'green',
          needBy: soon,
          number: 12,
          context: { path: 'src/a.ts', lines: [3, 4], branch: 'main', diagnostic: 'no overload' },
        }),
      ),
    );
    assert.deepEqual(row?.tooltip?.split('\n'), [
      'the beam is stuck',
      'line one',
      'line two',
      'Desired outcome: green',
      'Raised by @ana 3 hours ago',
      'Needed from @bo',
      `Needed by ${moment(soon, now)}`,
      'Where: src/a.ts:3',
      'Branch: main',
      'Diagnostic: no overload',
      '#12',
    ]);
  });

  it('names, in the tooltip, the one it is needed from and not the one who asks', () => {
    const row = firstRow(withItems(item({ by: bo, owner: 'ana' })));
    assert.ok(row?.tooltip?.includes('Needed from @ana'), row?.tooltip);
  });

  it('a long list of other people’s blockers starts folded, my own never', () => {
    const many = (more: object) => Array.from({ length: 16 }, (_, number) => item({ number, ...more }));
    const rows = waitingRows(withItems(...many({}), ...many({ by: bo }), ...many({ by: bo, owner: 'ana' })), now);
    assert.deepEqual(
      rows.map(({ id, isExpanded }) => [id, isExpanded]),
      [
        ['forMe', true],
        ['mine', true],
        ['team', false],
      ],
    );
  });
});

describe('the Now view', () => {
  it('is empty before there is anything to tell', () => {
    assert.deepEqual(nowRows(initialState, now), []);
    assert.deepEqual(nowRows({ ...initialState, phase: 'ready', account: team.account }, now), []);
    assert.deepEqual(nowRows(connected({ phase: 'starting' }), now), []);
  });

  const sso = troubles.singleSignOn;
  for (const [name, state, label, icon, offers, command] of [
    ['in step', connected(), undefined, undefined, undefined, undefined],
    ['sending', connected({ unsent: [capture()] }), undefined, undefined, undefined, undefined],
    ['not heard yet', connected({ sync: {} }), 'Connecting to acme/team', 'sync', 'sync', undefined],
    [
      'signed out',
      signedOut,
      'Signed out: everything is kept and sent once you sign in',
      'account',
      'sync.signedOut',
      'makertime.signIn',
    ],
    [
      'signed out by GitHub',
      connected({ sync: { trouble: troubles.signedOut } }),
      'Sign in to GitHub again to send and receive',
      'account',
      'sync.signedOut',
      'makertime.signIn',
    ],
    [
      'single sign-on',
      connected({ sync: { trouble: sso } }),
      'Your organization requires single sign-on: authorize this account',
      'debug-disconnect',
      'sync.singleSignOn',
      'makertime.authorizeSingleSignOn',
    ],
    [
      'made public',
      connected({ sync: { trouble: troubles.madePublic } }),
      'acme/team is public now: what you capture can be read by everybody',
      'debug-disconnect',
      'sync.madePublic',
      'makertime.goOnInPublic',
    ],
    [
      'single sign-on, nobody says where',
      connected({ sync: { trouble: { kind: 'singleSignOn' } } }),
      'Your organization requires single sign-on: authorize this account',
      'debug-disconnect',
      'sync',
      undefined,
    ],
    [
      'offline',
      connected({ sync: { trouble: troubles.offline } }),
      'Could not reach GitHub',
      'debug-disconnect',
      'sync',
      undefined,
    ],
    [
      'limited',
      connected({ sync: { trouble: troubles.limited } }),
      `Rate-limited by GitHub until ${moment('2026-11-21T12:30:00Z', now)}`,
      'debug-disconnect',
      'sync',
      undefined,
    ],
  ] as const)
    it(`how it stands: ${name}`, () => {
      const row = rowOf(state, 'sync');
      assert.deepEqual([row?.label, row?.icon, row?.offers, row?.command], [label, icon, offers, command]);
    });

  it('says when GitHub was last heard', () => {
    const row = rowOf(connected({ sync: { heardAt: '2026-11-21T11:40:00Z' } }), 'sync');
    assert.equal(row?.spoken, 'Connecting to acme/team, last sync: 20 minutes ago');
    assert.equal(row?.description, '20 minutes ago');
  });

  it('refused comes before unsent, then files aside, then what other accounts owe', () => {
    const state = connected({
      unsent: [capture()],
      refused: [{ mutation: capture(), reason: refusals.invalid }],
      aside: [asides.newer],
      elsewhere: [{ login: 'ana-private', count: 3 }],
    });
    assert.deepEqual(
      owed(state).map(({ label, description }) => `${label} | ${description}`),
      [
        'Rejected by GitHub | 1',
        'Unsent | 1',
        'Saved by a newer version of Makertime: update to send it | b.json',
        '3 unsent for @ana-private | kept until that account signs in',
      ],
    );
  });

  it('every file aside is named without its folder, also one from Windows', () => {
    const rows = owed(connected({ aside: Object.values(asides) }));
    assert.deepEqual(
      rows.map(({ description, offers }) => [description, offers]),
      [
        ['a.json', 'aside'],
        ['b.json', 'aside'],
        ['c $ (x).json', 'aside'],
      ],
    );
  });

  it('invariant 5, refused means parked and shown: its words, the reason, and editing where there are words to edit', () => {
    const known = item();
    const mutations = [capture(), comment(known.key), edit(known.key, { owner: 'bo' }), resolve(known.key)];
    const state = {
      ...withItems(known),
      refused: mutations.map((mutation) => ({ mutation, reason: refusals.forbidden })),
    };
    const [group] = owed(state);
    assert.deepEqual(
      group?.children?.map(({ label, description, offers }) => [label, description, offers]),
      [
        ['the beam is stuck', 'Permission denied: Must have write access', 'refused.words'],
        ['Comment: try again', 'Permission denied: Must have write access', 'refused.words'],
        ['Edit: the beam is stuck', 'Permission denied: Must have write access', 'refused.one'],
        ['Resolve: the beam is stuck', 'Permission denied: Must have write access', 'refused.one'],
      ],
    );
  });

  it('an unsent text for another repository says for which', () => {
    const other = { ...team, repository: { id: 11, owner: 'acme', name: 'other' } };
    const [group] = owed(connected({ unsent: [capture({}, { team: other })] }), Date.parse(at));
    assert.match(group?.children?.[0]?.description ?? '', / · acme\/other$/);
  });

  it('10,000 unsent are counted and not all drawn', () => {
    const unsent = new Array<BoardMutation>(10_000).fill(capture());
    const refused = unsent.map((mutation) => ({ mutation, reason: refusals.invalid }));
    const [refusedGroup, unsentGroup] = owed(connected({ unsent, refused }));
    for (const group of [refusedGroup, unsentGroup]) {
      assert.equal(group?.description, '10000');
      assert.equal(group?.children?.length, 200);
    }
  });

  it('two accounts of one name on two servers are two rows', () => {
    const elsewhere = [
      { login: 'ana', count: 1 },
      { login: 'ana', count: 2 },
    ];
    check(nowRows(connected({ elsewhere }), now));
  });
});
