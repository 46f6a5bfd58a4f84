import assert from 'node:assert/strict';
import { idMaker, idTime } from '../../../src/base/id.js';
import type { Item } from '../../../src/model/board/item.js';
import type { BoardMutation } from '../../../src/model/board/mutation.js';
import { emptyInbox, type InboxEntry } from '../../../src/model/inbox/entries.js';
import { idsAfter, membersOf, peopleOn } from '../../../src/model/members.js';
import { nameOf } from '../../../src/model/names.js';
import type { StatusRecord } from '../../../src/model/people/member.js';
import { initialState, type State, visible } from '../../../src/model/state.js';
import { openBlockers } from '../../../src/model/waits/openBlockers.js';
import {
  ana,
  bo,
  board,
  boardOf,
  capture,
  comment,
  edit,
  item,
  resolve,
  statusRecord,
  team,
} from '../../lib/fakes/builders.js';
import { hostileNames } from '../../tools/hostile/corpus.js';

const elsewhere = { ...team, repository: { id: 11, owner: 'acme', name: 'other' } };

function stateOf(items: readonly Item[], unsent: readonly BoardMutation[] = []): State {
  const confirmed = board(items);
  return { ...initialState, phase: 'ready', account: team.account, team, confirmed, unsent };
}

describe('what a person sees', () => {
  it('is what GitHub confirmed, with everything still owed on top', () => {
    const known = item({ title: 'known' });
    const mine = capture({ title: 'mine' });
    const seen = visible(stateOf([known], [mine, edit(known.key, { title: 'renamed' })]));
    assert.deepEqual([...seen.items.values()].map(({ title }) => title).sort(), ['mine', 'renamed']);
  });

  it('leaves out what is owed to another repository', () => {
    const known = item();
    const others = [capture({}, { team: elsewhere }), resolve(known.key, { team: elsewhere })];
    assert.deepEqual(visible(stateOf([known], others)).items, new Map([[known.key, known]]));
  });

  it('knows a repository by its number: a rename changes nothing', () => {
    const renamed = { ...team, repository: { ...team.repository, owner: 'acme-inc', name: 'crew' } };
    assert.equal(visible(stateOf([], [capture({}, { team: renamed })])).items.size, 1);
  });

  it('is asked for again without being worked out again', () => {
    const state = stateOf([item()], [capture()]);
    assert.equal(visible(state), visible(state));
  });
});

describe('what somebody is called', () => {
  const called = (name: string, id = bo.id) => {
    const known = boardOf(statusRecord({}), statusRecord({}, { by: bo }));
    const state = { ...stateOf([]), confirmed: { ...known, names: new Map([[id, { number: id, name }]]) } };
    return membersOf(state).map((member) => nameOf(state, member));
  };

  it('stands beside the login it belongs to', () => {
    assert.deepEqual(called('Bo Lindqvist'), [undefined, 'Bo Lindqvist']);
    assert.deepEqual(called('Bo Lindqvist', 99), [undefined, undefined]);
  });

  it('is left out where it is a login: it says no more, or is not theirs', () => {
    for (const name of ['bo', 'BO', ' Bo ', 'ana', '@Ana', '(ana)', 'an\u200ba', '', ' \u200b'])
      assert.deepEqual(called(name), [undefined, undefined], JSON.stringify(name));
  });

  it('is one short line without the signs that set off logins and states', () => {
    assert.deepEqual(called('Bo (you) · on duty\nuntil 18:00')[1], 'Bo you on duty until 18:00');
    for (const name of hostileNames('ana')) {
      const shown = called(name)[1] ?? '';
      assert.doesNotMatch(shown, /[\p{Cc}\u200b\u202e@()·\n]|\$\(|\]\(/u);
      assert.notEqual(shown.toLowerCase(), 'ana');
      assert.ok([...shown].length <= 42, `${[...shown].length}`);
    }
  });
});

describe('who waits', () => {
  const mine = item({ title: 'mine', owner: 'bo' });
  const mineForMe = item({ title: 'mine, owned by me', owner: 'ana' });
  const forMe = item({ title: 'for me', by: bo, owner: 'ANA' });
  const others = item({ title: 'others', by: bo, owner: 'chidi' });
  const nobodys = item({ title: 'nobody’s', by: bo });
  const closed = item({ title: 'closed', by: bo, owner: 'ana', state: 'closed' });
  const titles = (items: readonly Item[]) => items.map(({ title }) => title);

  it('open blockers stand in exactly one group, by whose turn it is', () => {
    const groups = openBlockers(stateOf([mine, mineForMe, forMe, others, nobodys, closed]));
    assert.deepEqual(titles(groups.forMe), ['for me']);
    assert.deepEqual(titles(groups.mine), ['mine', 'mine, owned by me']);
    assert.deepEqual(titles(groups.team), ['others', 'nobody’s']);
  });

  it('a person who renamed the account is still the same person', () => {
    const { mine: found } = openBlockers(stateOf([item({ by: { id: 1, login: 'ana-before' } })]));
    assert.equal(found.length, 1);
  });

  it('without a team nobody waits', () => {
    assert.deepEqual(openBlockers(initialState), { forMe: [], mine: [], team: [] });
  });

  it('due order: what is needed first, then what has no time, the longest waiting first; never by recency', () => {
    const day = (number: number) => `2026-11-${number}T12:00:00Z`;
    const items = [
      item({ title: 'old, no time', createdAt: day(12), updatedAt: day(20) }),
      item({ title: 'older, no time', createdAt: day(11), updatedAt: day(29) }),
      item({ title: 'due late', needBy: day(28), createdAt: day(14) }),
      item({ title: 'due soon', needBy: day(22), createdAt: day(19) }),
    ];
    assert.deepEqual(titles(openBlockers(stateOf(items)).mine), [
      'due soon',
      'due late',
      'older, no time',
      'old, no time',
    ]);
  });

  it('due order is by the instant, however its zone is written', () => {
    const tokyo = item({ title: '06:00 UTC', needBy: '2026-11-24T15:00:00+09:00' });
    const london = item({ title: '14:00 UTC', needBy: '2026-11-24T14:00:00Z' });
    assert.deepEqual(titles(openBlockers(stateOf([london, tokyo])).mine), ['06:00 UTC', '14:00 UTC']);
  });
});

describe('members', () => {
  const meAmong = (...records: readonly StatusRecord[]) =>
    membersOf({ ...initialState, team, confirmed: boardOf(...records) }).map(({ login, isMe }) => [login, isMe]);

  it('have me among them as soon as there is anybody', () => {
    assert.deepEqual(meAmong(), []);
    assert.deepEqual(meAmong(statusRecord({}, { by: bo })), [
      ['ana', true],
      ['bo', false],
    ]);
  });

  it('an account that was renamed since it signed in is still me, and nobody who took its name is', () => {
    const renamed = statusRecord({}, { by: { id: ana.id, login: 'anna' } });
    assert.deepEqual(meAmong(renamed), [['anna', true]]);
    assert.deepEqual(meAmong(renamed, statusRecord({}, { by: { id: 9, login: 'ana' } })), [
      ['ana', false],
      ['anna', true],
    ]);
  });
});

describe('people on the board', () => {
  it('are offered the most often named first, and never myself', () => {
    const items = [
      item({ by: bo, owner: 'chidi' }),
      item({ by: bo, owner: 'Ana' }),
      item({ owner: 'chidi' }),
      item({ owner: 'bo' }),
    ];
    assert.deepEqual(peopleOn(stateOf(items, [comment(items[0]?.key ?? ('' as never))])), ['bo', 'chidi']);
  });

  it('of a closed blocker count as well', () => {
    assert.deepEqual(peopleOn(stateOf([item({ by: bo, state: 'closed' })])), ['bo']);
  });
});

describe('ids', () => {
  const now = Date.parse('2026-11-21T09:00:00Z');
  const tomorrow = now + 24 * 3_600_000;
  const idAt = (at: number) => idMaker(() => at, Math.random)();

  it('sort after all that is owed or was done to entries, though the clock was set back since', () => {
    const later = capture({}, { id: idAt(tomorrow) });
    const act = {
      kind: 'attend',
      id: idAt(tomorrow),
      at: '',
      team,
      target: { kind: 'held' },
      act: { kind: 'deliver' },
    } as const;
    const entry = { ...held, acted: idAt(tomorrow) };
    const states: readonly Partial<State>[] = [
      { unsent: [later] },
      { acts: [act] },
      { refused: [{ mutation: later, reason: { kind: 'invalid' } }] },
      { inbox: { ...emptyInbox, entries: new Map([[entry.key, entry]]) } },
    ];
    for (const state of states) {
      const next = idsAfter(
        () => ({ ...initialState, ...state }),
        () => now,
        Math.random,
      );
      assert.ok(idTime(next()) > tomorrow, Object.keys(state).join());
    }
  });

  it('tell the time where nothing is owed', () => {
    const next = idsAfter(
      () => initialState,
      () => now,
      Math.random,
    );
    assert.equal(idTime(next()), now);
  });
});

const held: InboxEntry = {
  key: 'thing/acme/team#1',
  repository: 'acme/team',
  subject: 'issue',
  title: 'the beam is stuck',
  reason: 'assigned',
  at: '2026-11-21T09:00:00Z',
  heardAt: '2026-11-21T09:00:00Z',
  isUnread: true,
  stage: { kind: 'held' },
};
