import assert from 'node:assert/strict';
import type { Board } from '../../../../src/model/board/board.js';
import type { Item } from '../../../../src/model/board/item.js';
import type { AskedThing, Blocking, Dependency, Given } from '../../../../src/model/board/links.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import { emptyInbox, type Incoming } from '../../../../src/model/inbox/entries.js';
import { receiveNews } from '../../../../src/model/inbox/receive.js';
import { changesForMe, noLongerForMe, onBoard, rostersSeen } from '../../../../src/model/waits/changesForMe.js';
import { ana, bo, board, item, team, thread } from '../../../lib/fakes/builders.js';
import { allHeld, incoming } from '../../../lib/fakes/inboxEntries.js';

const listening = '2026-11-20T09:00:00.000Z';
const now = Date.parse('2026-11-21T12:00:00Z');
const created = '2026-11-21T09:00:00Z';
const updated = '2026-11-21T11:00:00Z';
const chidi = { id: 3, login: 'chidi' };

/** Of an item of bo's, unless more is said: it was so, and is so now. */
const blocker = (more: Partial<Item> = {}) =>
  item({
    id: '01JD3ZZZZZZZZZZZZZZZZZZZZZ',
    by: bo,
    owner: 'ana',
    createdAt: created,
    updatedAt: updated,
    number: 7,
    ...more,
  });

function news(
  was: Item | undefined,
  is: Item | undefined,
  comments: 'heardElsewhere' | 'heardHere' = 'heardElsewhere',
  since = listening,
): readonly Incoming[] {
  return changesForMe(board(was ? [was] : []), board(is ? [is] : []), team, since, comments, now);
}

const reasons = (...told: Parameters<typeof news>) => news(...told).map(({ reason }) => reason);

describe('what waits for a person no longer', () => {
  const left = (before: Board, after: Board) => [...noLongerForMe(before, after, team)];
  const review = (more: Partial<AskedThing> = {}): AskedThing => ({
    kind: 'review',
    number: 9,
    title: 'lens',
    by: bo,
    of: ['ana'],
    since: created,
    given: [],
    ...more,
  });
  const asking = (...all: readonly AskedThing[]) => board([], { asked: new Map(all.map((one) => [one.number, one])) });

  it('is a blocker that was closed or handed on, and nothing that still does or never did', () => {
    const was = board([blocker()]);
    for (const is of [blocker({ state: 'closed' }), blocker({ owner: 'chidi' })])
      assert.deepEqual(left(was, board([is])), ['thing/acme/team#7']);
    assert.deepEqual(left(was, board([blocker({ title: 'another' })])), []);
    assert.deepEqual(left(was, was), []);
    assert.deepEqual(left(board([blocker({ owner: 'chidi' })]), board([blocker({ state: 'closed' })])), []);
  });

  it('is a review that was given, a question that was answered, and what is asked of others now', () => {
    const given: Given = { by: chidi, at: updated, verdict: 'answered' };
    const question = review({ kind: 'question' });
    for (const [was, is] of [
      [asking(review()), asking(review({ of: [] }))],
      [asking(review()), asking(review({ of: ['chidi'] }))],
      [asking(review()), asking()],
      [asking(question), asking({ ...question, given: [given] })],
    ] as const)
      assert.deepEqual(left(was, is), ['thing/acme/team#9']);
    assert.deepEqual(left(asking(review()), asking(review({ of: ['ana', 'chidi'] }))), []);
  });
});

describe('what concerns a person on the board', () => {
  it('is told with all that is known, under the name that GitHub’s notifications use', () => {
    assert.deepEqual(news(undefined, blocker({ title: 'the beam is stuck' })), [
      {
        key: 'thing/acme/team#7',
        repository: 'acme/team',
        subject: 'issue',
        number: 7,
        title: 'the beam is stuck',
        from: 'bo',
        fromId: 2,
        reason: 'waitsForMe',
        at: created,
        isUnread: true,
      },
    ]);
    assert.equal(referenceKey('Acme/Team', 7), 'thing/acme/team#7');
  });

  it('is a blocker that comes to wait for them: new, handed over, or opened again', () => {
    assert.deepEqual(reasons(undefined, blocker()), ['waitsForMe']);
    assert.deepEqual(reasons(undefined, blocker({ owner: 'ANA' })), ['waitsForMe']);
    const { owner: _owner, ...nobodys } = blocker();
    for (const was of [nobodys, blocker({ owner: 'chidi' }), blocker({ state: 'closed' })]) {
      assert.deepEqual(reasons(was, blocker()), ['waitsForMe']);
      assert.equal(news(was, blocker())[0]?.at, updated);
    }
  });

  it('is no blocker that waited before, is closed, is theirs, or is somebody else’s', () => {
    assert.deepEqual(news(blocker(), blocker({ title: 'other words', updatedAt: updated })), []);
    assert.deepEqual(news(undefined, blocker({ state: 'closed' })), []);
    assert.deepEqual(news(undefined, blocker({ by: ana })), []);
    assert.deepEqual(news(undefined, blocker({ owner: 'chidi' })), []);
    assert.deepEqual(news(blocker(), blocker({ owner: 'chidi' })), []);
    assert.deepEqual(news(blocker(), undefined), []);
  });

  it('is nothing that GitHub has not confirmed', () => {
    const { number: _number, ...unconfirmed } = blocker();
    assert.deepEqual(news(undefined, unconfirmed), []);
  });

  it('is nothing that was there before anybody listened; clocks may differ by minutes', () => {
    assert.deepEqual(news(undefined, blocker(), 'heardElsewhere', '2026-11-21T09:06:00.000Z'), []);
    assert.deepEqual(reasons(undefined, blocker(), 'heardElsewhere', '2026-11-21T09:04:00.000Z'), ['waitsForMe']);
    const late = '2026-11-21T11:30:00.000Z';
    assert.deepEqual(reasons(blocker({ owner: 'chidi' }), blocker(), 'heardElsewhere', late), ['waitsForMe']);
  });

  it('is that the way is free: one of theirs is closed, whoever is its owner', () => {
    const mine = blocker({ by: ana, owner: 'bo' });
    assert.deepEqual(reasons(mine, { ...mine, state: 'closed' }), ['freed']);
    assert.equal(news(mine, { ...mine, state: 'closed' })[0]?.from, undefined);
    assert.deepEqual(news({ ...mine, state: 'closed' }, { ...mine, state: 'closed', title: 'again' }), []);
    assert.deepEqual(news({ ...mine, state: 'closed' }, mine), []);
    assert.deepEqual(news(undefined, { ...mine, state: 'closed' }), [], 'it was closed before it was heard of');
  });

  it('is a comment only where GitHub’s notifications do not tell of it', () => {
    const talked = (one: Item) => ({ ...one, comments: one.comments + 1 });
    const mine = blocker({ by: ana, owner: 'bo' });
    const theirs = blocker({ by: chidi, owner: 'bo' });
    for (const one of [mine, blocker(), theirs]) assert.deepEqual(news(one, talked(one)), []);
    assert.deepEqual(reasons(mine, talked(mine), 'heardHere'), ['answer']);
    assert.deepEqual(reasons(blocker(), talked(blocker()), 'heardHere'), ['comment']);
    assert.deepEqual(news(theirs, talked(theirs), 'heardHere'), []);
    assert.deepEqual(news(talked(mine), mine, 'heardHere'), [], 'one that was taken back');
  });

  it('is urgent where it is needed within two hours, or was', () => {
    const needed = (needBy: string) => news(undefined, blocker({ needBy }))[0]?.isUrgent;
    assert.equal(needed('2026-11-21T14:00:00Z'), true);
    assert.equal(needed('2026-11-21T15:00:00+01:00'), true);
    assert.equal(needed('2026-11-20T09:00:00Z'), true);
    assert.equal(needed('2026-11-21T14:00:01Z'), undefined);
    assert.equal(needed('tomorrow'), undefined);
  });
});

describe('what somebody waits for on the board', () => {
  const between = (before: Partial<Board>, after: Partial<Board>, items: readonly Item[] = [blocker()]) =>
    changesForMe(board(items, before), board(items, after), team, listening, 'heardElsewhere', now);
  const told = (news: readonly Incoming[]) => news.map(({ key, reason, from, at }) => [key, reason, from, at]);

  describe('in a dependency of theirs', () => {
    const entry = (isOpen: boolean, number = 20): Blocking => ({
      repository: 'Acme/lamp',
      number,
      title: 'the lens',
      isOpen,
      people: [bo],
      createdAt: '2025-01-01T00:00:00Z',
    });
    const waiting = (by: readonly Blocking[], people: Dependency['people'] = [ana], number = 12) => ({
      dependencies: new Map([[number, { number, title: 'the lamp', people, by }]]),
    });

    it('frees them when it is closed, whoever has closed it', () => {
      assert.deepEqual(between(waiting([entry(true)]), waiting([entry(false)])), [
        {
          key: 'thing/acme/lamp#20',
          repository: 'Acme/lamp',
          subject: 'issue',
          number: 20,
          title: 'the lens',
          reason: 'freed',
          at: '2026-11-21T12:00:00.000Z',
          isUnread: true,
        },
      ]);
    });

    it('frees nobody else, and not when it is read again, was closed before, or was never heard of as open', () => {
      const closed = waiting([entry(false)]);
      assert.deepEqual(between(waiting([entry(true)], [bo]), waiting([entry(false)], [bo])), []);
      for (const before of [closed, {}, waiting([entry(true, 21)]), waiting([entry(true)], [ana], 13)])
        assert.deepEqual(between(before, closed), []);
      assert.deepEqual(between(closed, waiting([entry(true)])), []);
      assert.deepEqual(between(waiting([entry(true)]), {}), []);
    });

    it('is told once and of its own time where it is a blocker: theirs is told of already', () => {
      const by = (isOpen: boolean) => waiting([{ ...entry(isOpen), repository: 'acme/team', number: 7 }]);
      const mine = blocker({ by: ana });
      const closed = { ...mine, state: 'closed', updatedAt: '2026-11-21T11:30:00Z' } as const;
      const news = changesForMe(
        board([mine], by(true)),
        board([closed], by(false)),
        team,
        listening,
        'heardElsewhere',
        now,
      );
      assert.equal(receiveNews(emptyInbox, news, allHeld, now, '2026-11-21').entries.size, 1);
      for (const one of news) assert.deepEqual([one.reason, one.at], ['freed', closed.updatedAt]);
    });
  });

  describe('in a review or a question', () => {
    const asked = (kind: AskedThing['kind'], more: Partial<AskedThing> = {}) => ({
      asked: new Map([
        [5, { kind, number: 5, title: 'the lamp', by: ana, of: ['bo'], since: created, given: [], ...more }],
      ]),
    });
    const other = { asked: new Map([[99, { ...asked('review').asked.get(5), number: 99, by: bo } as AskedThing]]) };
    const given = (verdict: Given['verdict'], by = bo, at = updated): Given => ({ by, at, verdict });

    for (const [verdict, reason] of [
      ['approved', 'freed'],
      ['changesRequested', 'freed'],
      ['commented', 'comment'],
    ] as const)
      it(`${reason}: a review that has ${verdict}`, () => {
        const after = asked('review', { given: [given(verdict)] });
        assert.deepEqual(told(between(asked('review'), after)), [['thing/acme/team#5', reason, 'bo', updated]]);
        assert.equal(between(asked('review'), after)[0]?.subject, 'pullRequest');
      });

    it('each review is told of once, and none of one’s own or of other people’s pull requests', () => {
      const one = asked('review', { given: [given('commented')] });
      const two = asked('review', { given: [given('commented'), given('approved', chidi)] });
      assert.deepEqual(told(between(one, two)), [['thing/acme/team#5', 'freed', 'chidi', updated]]);
      assert.deepEqual(between(two, asked('review', { given: [...(two.asked.get(5)?.given ?? [])] })), []);
      assert.deepEqual(between(asked('review'), asked('review', { given: [given('commented', ana)] })), []);
      assert.deepEqual(
        between(asked('review', { by: bo }), asked('review', { by: bo, given: [given('approved', chidi)] })),
        [],
      );
    });

    it('an answer frees who has asked', () => {
      const [news] = between(asked('question'), asked('question', { given: [given('answered')] }));
      assert.deepEqual([news?.reason, news?.subject, news?.from], ['freed', 'discussion', 'bo']);
    });

    it('it is asked of them: new, or once they are named', () => {
      const ofMe = { by: bo, of: ['ANA'] };
      const askers = [{ of: 'Ana', by: 'chidi' }];
      assert.deepEqual(told(between(other, asked('review', { ...ofMe, askers }))), [
        ['thing/acme/team#5', 'reviewRequested', 'chidi', created],
      ]);
      assert.deepEqual(told(between(other, asked('question', ofMe))), [
        ['thing/acme/team#5', 'mention', 'bo', created],
      ]);
      // Not told by GitHub: the author need not be who asked, or who added a name.
      assert.deepEqual(told(between(other, asked('review', ofMe))), [
        ['thing/acme/team#5', 'reviewRequested', undefined, created],
      ]);
      assert.deepEqual(told(between(asked('question', { by: bo, of: [] }), asked('question', ofMe))), [
        ['thing/acme/team#5', 'mention', undefined, created],
      ]);
      assert.deepEqual(between(asked('review', ofMe), asked('review', { ...ofMe, title: 'other words' })), []);
      assert.deepEqual(
        between(other, asked('review', { of: ['ana'] })),
        [],
        'nobody is told of what they ask themselves',
      );
    });

    it('what was there before anybody listened is no news', () => {
      const long = '2026-11-20T08:54:00Z';
      assert.deepEqual(between(other, asked('review', { by: bo, of: ['ana'], since: long })), []);
      assert.deepEqual(between(other, asked('review', { given: [given('approved', bo, long)] })), []);
    });

    it('a board that has never heard of any tells only what is later than all it knows', () => {
      const ofMe = asked('review', { by: bo, of: ['ana'], since: updated });
      const answered = asked('review', { given: [given('approved')] });
      const knows = (updatedAt: string) => [blocker({ updatedAt })];
      for (const after of [ofMe, answered]) {
        assert.deepEqual(between({}, after, []), []);
        assert.deepEqual(between({}, after, knows('2026-11-21T11:01:00Z')), []);
        assert.equal(between({}, after, knows('2026-11-21T10:59:00Z')).length, 1);
      }
    });
  });
});

describe('what GitHub tells of', () => {
  const told = incoming({ key: 'thing/acme/team#7', reason: 'mention' });

  it('waits for the person where the board says so, whatever else is said there', () => {
    const reasonOn = (known: Item) => onBoard([told], board([known]), team)[0]?.reason;
    assert.equal(reasonOn(blocker()), 'waitsForMe');
    for (const more of [{ owner: 'chidi' }, { by: ana }, { state: 'closed' }, { number: 8 }] as const)
      assert.equal(reasonOn(blocker(more)), 'mention');
  });

  it('is known to be a roster, where nothing is news, of this team and of others before; each once', () => {
    const rosters = new Map([[7, { number: 7, counts: true, isOpen: true }]]);
    const seen = rostersSeen(['thing/acme/lamp#1'], board([], { rosters }), team);
    assert.deepEqual(seen, ['thing/acme/lamp#1', told.key]);
    assert.equal(rostersSeen(seen, board([], { rosters }), team), seen);
    assert.equal(rostersSeen(seen, board(), team), seen);
  });

  it('of a discussion without a number is the entry the board tells of, where one alone has that title', () => {
    const one: Incoming = {
      key: 'thread/77',
      repository: 'Acme/Team',
      subject: 'discussion',
      title: 'which oil for the lamp?',
      reason: 'mention',
      at: '2026-11-21T09:00:00Z',
      thread: '77',
      isUnread: true,
    };
    const on = (...numbers: readonly number[]) =>
      board([], { threads: new Map(numbers.map((number) => thread({ number })).map((each) => [each.key, each])) });
    const numbered = { ...one, number: 3, key: 'thing/acme/team#3' };
    assert.deepEqual(onBoard([one], on(3), team), [numbered]);
    assert.deepEqual(onBoard([one], on(3, 4), team), [one]);
    assert.deepEqual(onBoard([one], on(), team), [one]);
    assert.deepEqual(
      onBoard([one], on(3), team, () => true),
      [one],
    );
    const elsewhere = { ...one, repository: 'acme/lamp' };
    assert.deepEqual(onBoard([elsewhere], on(3), team), [elsewhere]);
  });
});
