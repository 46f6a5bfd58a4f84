import assert from 'node:assert/strict';
import type { Board } from '../../../../src/model/board/board.js';
import { type Item, itemKey } from '../../../../src/model/board/item.js';
import type { AskedThing, Blocking, Dependency } from '../../../../src/model/board/links.js';
import type { State } from '../../../../src/model/state.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import type { Row } from '../../../../src/views/words/row.js';
import { ana, bo, boardOf, item, statusRecord } from '../../../lib/fakes/builders.js';
import { delivered, entry, inboxOf } from '../../../lib/fakes/inboxEntries.js';
import { hostilePieces } from '../../arbitraries.js';
import { allRows, berlin, drawn, records, teamFile, teamState } from '../people.js';
import { connected, now } from '../states.js';

const friday = Date.parse('2026-11-20T13:40:00Z');
const since = '2026-11-20T09:00:00Z';
const chidi = { id: 3, login: 'chidi' };

const numbered = <T extends { readonly number: number }>(...all: readonly T[]) =>
  new Map(all.map((one) => [one.number, one]));
const asked = (kind: AskedThing['kind'], number: number, more: Partial<AskedThing> = {}): AskedThing => ({
  kind,
  number,
  title: `${kind} of the beam`,
  by: bo,
  of: ['ana'],
  since,
  given: [],
  ...more,
});
const lens: Blocking = {
  repository: 'acme/lamp',
  number: 7,
  title: 'grind the lens',
  isOpen: true,
  people: [bo],
  createdAt: since,
};
const beam: Dependency = { number: 12, title: 'light the beam', people: [ana], by: [lens] };
const stateOf = (more: Partial<Board>, items: readonly Item[] = []): State =>
  teamState(records(), {
    teamFile: teamFile({ expectations: { blocker: 4 * 3_600_000, question: 4 * 3_600_000, review: 8 * 3_600_000 } }),
    items: new Map(items.map((one) => [one.key, one])),
    ...more,
  });
const rowsOf = (state: State, at = friday) => waitingRows(state, at, berlin);
const rowOf = (state: State, id: string, at = friday): Row => {
  const row = allRows(rowsOf(state, at)).find((one) => one.id === id);
  assert.ok(row, `no row ${id}`);
  return row;
};

describe('the Waiting view of more than blockers', () => {
  it('shows reviews, questions and dependencies with the blockers, by how many people they hold up', () => {
    const state = stateOf(
      {
        asked: numbered(
          asked('review', 20, { by: chidi }),
          asked('question', 21),
          asked('review', 22, { by: ana, of: ['chidi'] }),
          asked('question', 23, { by: ana, of: [] }),
          asked('review', 24, { of: ['chidi'] }),
        ),
        dependencies: numbered(beam, {
          ...beam,
          number: 13,
          title: 'polish',
          people: [chidi],
          by: [{ ...lens, number: 8 }],
        }),
      },
      [item({ by: bo, owner: 'ana', createdAt: since, blocks: 'acme/team#12', number: 30 })],
    );
    assert.deepEqual(drawn(rowsOf(state)), [
      'Waiting for me | 3',
      '  the beam is stuck | @bo, answer by 15:00 · holds up 1 · 4 h · blocks #12',
      '  question of the beam | @bo, answer by 15:00 · holds up 1 · 4 h · question',
      '  review of the beam | @chidi, answer by Mon 10:30 · holds up 1 · 4 h · review',
      "I'm waiting for | 3",
      '  review of the beam | @chidi, expected by 19:00 · 4 h · review',
      '  grind the lens | @bo · 4 h · acme/lamp#7 · blocks #12',
      '  question of the beam | 4 h · question',
      'Others are waiting for | 1',
      '  grind the lens | @bo · holds up 1 · 4 h · acme/lamp#8 · blocks #13',
    ]);
  });

  it('gives each row an id, what it offers and its page to open', () => {
    const state = stateOf({
      asked: numbered(asked('review', 20), asked('question', 21)),
      dependencies: numbered(beam),
    });
    const shown = allRows(rowsOf(state)).filter(({ children }) => !children);
    assert.deepEqual(
      shown.map(({ id, icon, offers, command }) => [id, icon, offers, command]),
      [
        ['awaited/question/21', 'comment-discussion', 'awaited.forMe', 'makertime.openWaiting'],
        ['awaited/review/20', 'git-pull-request', 'awaited.forMe', 'makertime.openWaiting'],
        ['awaited/dependency/12/acme/lamp#7', 'issues', 'awaited', 'makertime.openWaiting'],
      ],
    );
  });

  it('an issue that is needed by whom I am assigned to is for me, unless I wait for nobody but myself', () => {
    const groupOf = (people: Dependency['people'], by: Blocking['people']) =>
      rowsOf(stateOf({ dependencies: numbered({ ...beam, people, by: [{ ...lens, people: by }] }) })).map(
        ({ id }) => id,
      );
    assert.deepEqual(groupOf([bo], [ana]), ['forMe']);
    assert.deepEqual(groupOf([ana, bo], [ana]), ['forMe']);
    assert.deepEqual(groupOf([ana], [ana]), ['mine']);
    assert.deepEqual(groupOf([ana], []), ['mine']);
    assert.deepEqual(groupOf([bo], [chidi]), ['team']);
  });

  it('a dependency on a blocker is shown once, as the blocker, and one that is closed not at all', () => {
    const blocker = item({ by: bo, owner: 'ana', number: 7, createdAt: since });
    const on = (more: Partial<Blocking>) =>
      numbered({ ...beam, people: [chidi], by: [{ ...lens, people: [ana], ...more }] });
    const shown = stateOf({ dependencies: on({ repository: 'acme/team' }) }, [blocker]);
    assert.deepEqual(drawn(rowsOf(shown)), [
      'Waiting for me | 1',
      '  the beam is stuck | @bo, answer by 15:00 · holds up 2 · 4 h · blocks #12',
    ]);
    assert.match(rowOf(shown, blocker.key).tooltip ?? '', /\nHolds up @bo, @chidi\nBlocks #12 light the beam\n/);
    assert.deepEqual(rowsOf(stateOf({ dependencies: on({ isOpen: false }) })), []);
    const closed = { ...blocker, state: 'closed' } as const;
    assert.deepEqual(rowsOf(stateOf({ dependencies: on({ repository: 'acme/team' }) }, [closed])), []);
  });

  it('says a whole row in words', () => {
    const state = stateOf({
      asked: numbered(
        asked('review', 20, { by: ana, of: ['bo', 'chidi', 'dana'] }),
        asked('question', 23, { by: ana, of: [] }),
      ),
      dependencies: numbered(beam),
    });
    assert.equal(
      rowOf(state, 'awaited/dependency/12/acme/lamp#7').spoken,
      'grind the lens, issue acme/lamp#7, needed from @bo, 4 hours ago, blocks #12',
    );
    assert.equal(
      rowOf(state, 'awaited/question/23').spoken,
      'question of the beam, question, asked of everyone, 4 hours ago',
    );
    const review = rowOf(state, 'awaited/review/20');
    assert.match(review.description ?? '', /^@bo, @chidi and 1 other, expected /);
    assert.match(
      review.tooltip ?? '',
      /^review of the beam\n@ana requested a review 4 hours ago\nNeeded from @bo, @chidi, @dana\n/,
    );
  });

  it('what is overdue is marked, and says when it was expected', () => {
    const late = Date.parse('2026-11-24T13:40:00Z');
    const row = rowOf(stateOf({ asked: numbered(asked('question', 21)) }), 'awaited/question/21', late);
    assert.equal(row.isLate, true);
    assert.match(row.description ?? '', /^@bo, overdue since Fri 15:00 · /);
  });

  it('names five of those it holds up, and counts the others', () => {
    const many = Array.from({ length: 8 }, (_, place) => ({ id: 50 + place, login: `p${place}` }));
    const blocker = item({ by: bo, owner: 'ana', number: 7 });
    const held = (count: number) => {
      const people = many.slice(0, count);
      const on = numbered({ ...beam, people, by: [{ ...lens, people: [ana], repository: 'acme/team' }] });
      const row = rowOf(stateOf({ dependencies: on }, [blocker]), blocker.key);
      return [row.tooltip?.match(/Holds up .*/)?.[0], row.spoken.match(/holds up [^,]*/)?.[0]];
    };
    assert.deepEqual(held(0), ['Holds up @bo', 'holds up 1 person']);
    assert.deepEqual(held(5), ['Holds up @bo, @p0, @p1, @p2, @p3 and 1 other', 'holds up 6 people']);
    assert.deepEqual(held(8), ['Holds up @bo, @p0, @p1, @p2, @p3 and 4 others', 'holds up 9 people']);
  });

  it('an owner who is no member says so, and choosing the row reassigns it', () => {
    const blocker = item({ owner: 'zoe', number: 7 });
    const gone = rowOf(stateOf({}, [blocker]), blocker.key);
    assert.match(gone.description ?? '', / · not a team member$/);
    assert.match(gone.tooltip ?? '', /\n@zoe is not a team member: reassign it to someone who is\n/);
    assert.deepEqual([gone.command, gone.offers], ['makertime.reassign', 'item']);
    const zoe = { id: 90, login: 'Zoe' };
    const known = [
      stateOf({}, [{ ...blocker, owner: 'BO' }]),
      stateOf({ asked: numbered(asked('review', 20, { by: zoe })) }, [blocker]),
      connected({ confirmed: stateOf({ statuses: new Map(), teamFile: teamFile() }, [blocker]).confirmed }),
    ];
    for (const state of known) {
      const row = rowOf(state, blocker.key);
      assert.equal(row.command, 'makertime.showBlocker');
      assert.doesNotMatch(row.description ?? '', /member/);
    }
  });

  it('shows open blockers only where that is chosen, and says that it does', () => {
    const state = stateOf({ asked: numbered(asked('review', 20)), dependencies: numbered(beam) }, [
      item({ number: 7, createdAt: since }),
    ]);
    const [filter, ...groups] = waitingRows(state, friday, berlin, 'onlyBlocked');
    assert.deepEqual(
      [filter?.label, filter?.description, filter?.command],
      ['Showing open blockers only', '2 hidden', 'makertime.showAllWaiting'],
    );
    assert.deepEqual(drawn(groups), ["I'm waiting for | 1", '  the beam is stuck | 4 h']);
    assert.equal(waitingRows(stateOf({}), friday, berlin, 'onlyBlocked').length, 1);
  });

  it('draws 200 of thousands and counts the others', () => {
    const items = Array.from({ length: 300 }, (_, place) => item({ by: bo, owner: 'ana', number: place + 1 }));
    const [group] = rowsOf(stateOf({}, items));
    assert.equal(group?.children?.length, 201);
    assert.deepEqual([group?.description, group?.children?.at(-1)?.label], ['300', '100 more']);
  });

  it('works out neither what is folded nor what nobody hovers over', () => {
    const read: string[] = [];
    const telling = (name: string, text: string) => {
      read.push(name);
      return text;
    };
    const counting = (one: Item): Item => ({
      ...one,
      get title() {
        return telling('title', 'the beam');
      },
      get notes() {
        return telling('notes', 'is stuck');
      },
    });
    const others = Array.from({ length: 20 }, () => counting(item({ by: bo, owner: 'chidi' })));
    const [forMe, folded] = rowsOf(stateOf({}, [counting(item({ by: bo, owner: 'ana' })), ...others]));
    assert.deepEqual([forMe?.isExpanded, folded?.isExpanded, read], [true, false, []]);
    const [row] = forMe?.children ?? [];
    assert.deepEqual(read, ['title']);
    assert.match(row?.tooltip ?? '', /^the beam\nis stuck\n/);
    assert.ok(read.includes('notes'));
    assert.equal(folded?.children?.length, 20);
    assert.ok(read.filter((name) => name === 'title').length >= 21);
  });

  it('while focusing hides what is asked since, unless it was delivered', () => {
    const iso = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const focus = { focusing: { since: iso(-30), until: iso(30) } };
    const state = connected({
      confirmed: {
        ...boardOf(statusRecord(focus, { by: ana })),
        asked: numbered(
          asked('review', 1, { since: iso(-40) }),
          asked('review', 2, { since: iso(-20) }),
          asked('question', 3, { since: iso(-10) }),
        ),
      },
      inbox: inboxOf(entry(delivered(-10), { key: 'thing/acme/team#3', number: 3 })),
    });
    const [forMe] = waitingRows(state, now);
    assert.deepEqual(
      forMe?.children?.map(({ id }) => id),
      ['awaited/review/1', 'awaited/question/3'],
    );
    assert.equal(forMe?.description, '2 · 1 held');
  });

  for (const piece of hostilePieces)
    it(`is inert with ${JSON.stringify(piece)} in every text`, () => {
      const text = `${piece}${piece}`;
      const person = { id: 9, login: text };
      const entry = { ...lens, repository: text, title: text, people: [person] };
      const state = stateOf(
        {
          asked: numbered(
            asked('review', 20, { title: text, by: person }),
            asked('question', 21, { title: text, by: ana, of: [text] }),
          ),
          dependencies: numbered(
            { ...beam, title: text, people: [person], by: [entry] },
            { ...beam, number: 13, title: text, by: [{ ...entry, repository: 'acme/team', number: 7 }] },
          ),
        },
        [item({ id: 'i', key: itemKey(1, 'i'), owner: text, number: 7 })],
      );
      for (const { id, label, description, tooltip, spoken } of allRows(rowsOf(state))) {
        assert.notEqual(label.trim(), '', id);
        assert.doesNotMatch([label, description, tooltip, spoken].join('\n'), /\$\(|\]\(|undefined|\{\d\}/);
        assert.doesNotMatch([label, description, spoken].join(' '), /[\p{Cc}\u200b\u202e]/u);
      }
    });
});
