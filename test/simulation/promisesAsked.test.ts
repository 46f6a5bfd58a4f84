import assert from 'node:assert/strict';
import type { PromiseOnAsked } from '../../src/model/board/mutation.js';
import { visible } from '../../src/model/state.js';
import { askedOn } from '../../src/model/waits/asked.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { askedWord } from '../../src/model/waits/promises.js';
import { proseOf } from '../../src/records/block.js';
import { promiseAsked } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Asked as Request } from '../lib/github/exchange.js';

const minute = 60_000;
/** A round, and the turn after it. */
const round = 8 * minute;
const [tuesday, friday] = ['2026-11-24T10:00:00Z', '2026-11-27T10:00:00Z'];

interface Asked {
  readonly number: number;
  comments(): readonly { readonly id: number; readonly body: string }[];
  say(login: string, text: string): void;
  edit(login: string, comment: number, body: string): void;
  remove(login: string, comment: number): void;
  isWrite(request: Request): boolean;
  /** ana does what she is asked for. */
  finish(): void;
}

/** bo asks ana. */
const places: { readonly [K in PromiseOnAsked['on']]: (world: World) => Asked } = {
  pullRequest({ github }) {
    const number = github.addPullRequest(repository, { author: 'bo', title: 'the lens' });
    github.as('bo').requestReview(repository, number, 'ana');
    return {
      number,
      comments: () => github.comments(repository, number),
      say: (login, text) => github.as(login).comment(repository, number, text),
      edit: (login, comment, body) => github.as(login).editComment(repository, comment, body),
      remove: (login, comment) => github.as(login).deleteComment(repository, comment),
      isWrite: ({ method, path }) => method !== 'GET' && /\/issues\/(comments\/\d+|\d+\/comments)$/.test(path),
      finish: () => github.as('ana').submitReview(repository, number, 'approved'),
    };
  },
  discussion({ github }) {
    const { number } = github
      .as('bo')
      .createDiscussion(repository, { category: 'Q&A', title: 'which lens?', body: '@ana' });
    const one = () => github.discussions(repository).find((discussion) => discussion.number === number);
    return {
      number,
      comments: () => one()?.comments ?? [],
      say: (login, text) => github.as(login).commentOnDiscussion(repository, number, text),
      edit: (login, comment, body) => github.as(login).editDiscussionComment(repository, number, comment, body),
      remove: (login, comment) => github.as(login).deleteDiscussionComment(repository, number, comment),
      isWrite: ({ body }) => /(?:add|update)DiscussionComment/.test(body),
      finish() {
        const { id } = github.as('ana').commentOnDiscussion(repository, number, 'the big one');
        github.as('bo').markAnswer(repository, number, id);
      },
    };
  },
};

for (const kind of Object.keys(places) as PromiseOnAsked['on'][])
  describe(`a promise on what is asked of me: ${kind}`, () => {
    let world: World;
    beforeEach(() => {
      world = createWorld();
      world.github.setRepository(repository, { hasDiscussions: true });
    });
    afterEach(() => {
      assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
      world.dispose();
    });

    function given() {
      const asked = places[kind](world);
      const { number } = asked;
      const promise = (promised: string | null) =>
        promiseAsked({ on: kind, number }, promised, { team: world.teamOf('ana') });
      const words = () => asked.comments().map(({ body }) => proseOf(body));
      /** What a window shows of it. */
      const shownIn = (window: SimulatedWindow) => {
        const board = visible(window.store.get());
        const one = askedOn(board).get(number);
        assert.ok(one, 'it is known to be asked');
        const word = askedWord(board, one, 'ana', world.clock.now());
        return word?.kind === 'promised' ? new Date(word.at).toISOString().slice(0, 10) : word?.kind;
      };
      return { ...asked, promise, words, shownIn };
    }
    const open = async (login = 'ana') => {
      const window = await world.machineOf(login).open();
      await world.clock.advance(2 * minute);
      return window;
    };
    const isSettled = (window: SimulatedWindow) =>
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    const tells = (day: string) => `I will look at this on ${day}, 11:00 (Europe/Berlin).`;
    const withdrawn = 'I no longer know when I will look at this.';

    it('is one comment, which is edited, and whoever asked sees it', async () => {
      const { promise, words, shownIn } = given();
      const [ana, bo] = [await open(), await open('bo')];
      await ana.engine.record(promise(tuesday));
      assert.equal(shownIn(ana), '2026-11-24', 'before GitHub has it');
      await world.clock.advance(round);
      assert.deepEqual(words(), [tells('Tue 24 Nov')]);
      assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-24', '2026-11-24']);
      await ana.engine.record(promise(friday));
      await world.clock.advance(round);
      assert.deepEqual(words(), [tells('Fri 27 Nov')]);
      assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-27', '2026-11-27']);
      await ana.engine.record(promise(null));
      await world.clock.advance(round);
      assert.deepEqual(words(), [withdrawn]);
      assert.deepEqual([shownIn(ana), shownIn(bo)], [undefined, undefined]);
      isSettled(ana);
    });

    it('answers nothing, and goes with what was asked; withdrawing what was never told tells nothing', async () => {
      const { promise, comments, shownIn, number, finish } = given();
      const [ana, bo] = [await open(), await open('bo')];
      await ana.engine.record(promise(null));
      await world.clock.advance(2 * minute);
      assert.equal(comments().length, 0);
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(round);
      assert.equal(shownIn(bo), '2026-11-24');
      assert.deepEqual(askedOn(visible(bo.store.get())).get(number)?.given, []);
      finish();
      await world.clock.advance(35 * minute);
      assert.ok(!ledger(bo.store.get()).mine.some(({ kind }) => kind !== 'item'), 'nobody waits for it any more');
    });

    for (const [name, effect] of [
      ['lost before it has its effect', { kind: 'reset', when: 'before' }],
      ['lost after it', { kind: 'reset', when: 'after' }],
      ['an error of the server after it', { kind: 'serverError', status: 502, when: 'after' }],
    ] as const)
      it(`invariant 3: is told once where an answer is ${name}, be it new, changed or withdrawn`, async () => {
        const { promise, words, comments, isWrite } = given();
        const ana = await open();
        for (const [time, sentence] of [
          [tuesday, tells('Tue 24 Nov')],
          [friday, tells('Fri 27 Nov')],
          [null, withdrawn],
        ] as const) {
          world.github.weather.add({ match: isWrite, times: 1, effect });
          await ana.engine.record(promise(time));
          await world.clock.advance(20 * minute);
          assert.deepEqual([comments().length, words()], [1, [sentence]]);
          isSettled(ana);
        }
      });

    it('invariant 3: said twice, or in two windows, is one comment with what was said last', async () => {
      const { promise, words } = given();
      const machine = world.machineOf('ana');
      const [one, other] = [await machine.open(), await machine.open()];
      await world.clock.advance(2 * minute);
      await one.engine.record(promise(tuesday));
      await other.engine.record(promise(tuesday));
      await world.clock.advance(2 * minute);
      assert.deepEqual(words(), [tells('Tue 24 Nov')]);
      await one.engine.record(promise(tuesday));
      await other.engine.record(promise(friday));
      await world.clock.advance(5 * minute);
      assert.deepEqual(words(), [tells('Fri 27 Nov')]);
      for (const window of [one, other]) isSettled(window);
    });

    it('invariant 3: a window that is killed in the midst leaves one comment', async () => {
      const { promise, words, isWrite } = given();
      const machine = world.machineOf('ana');
      const window = await machine.open();
      await world.clock.advance(2 * minute);
      world.github.weather.add({ match: isWrite, times: 1, effect: { kind: 'reset', when: 'after' } });
      await window.engine.record(promise(tuesday));
      await world.clock.advance(300);
      window.kill();
      const next = await machine.open();
      await world.clock.advance(20 * minute);
      assert.deepEqual(words(), [tells('Tue 24 Nov')]);
      isSettled(next);
    });

    it('that was deleted is told anew, also where that happens between looking and writing', async () => {
      const { promise, comments, words, remove, isWrite } = given();
      const ana = await open();
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(2 * minute);
      const [first] = comments();
      assert.ok(first);
      remove('ana', first.id);
      await ana.engine.record(promise(friday));
      await world.clock.advance(2 * minute);
      assert.deepEqual(words(), [tells('Fri 27 Nov')]);
      const [second] = comments();
      let isDeleted = false;
      world.github.weather.add({
        match(request) {
          if (isWrite(request) && !isDeleted && second) {
            isDeleted = true;
            remove('ana', second.id);
          }
          return false;
        },
        effect: { kind: 'reset', when: 'before' },
      });
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(20 * minute);
      assert.deepEqual([isDeleted, words()], [true, [tells('Tue 24 Nov')]]);
      isSettled(ana);
    });

    it('invariant 12: counts from its author’s own hand alone, and is theirs again once they say it again', async () => {
      const { promise, comments, words, shownIn, edit, say } = given();
      const [ana, bo] = [await open(), await open('bo')];
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(2 * minute);
      const [comment] = comments();
      assert.ok(comment);
      edit('bo', comment.id, comment.body.replaceAll('2026-11-24', '2026-11-23'));
      await world.clock.advance(round);
      assert.deepEqual([shownIn(bo), shownIn(ana)], [undefined, undefined]);
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(round);
      assert.deepEqual([shownIn(bo), shownIn(ana)], ['2026-11-24', '2026-11-24']);
      assert.deepEqual(words(), [tells('Tue 24 Nov')]);
      say('bo', comment.body);
      await world.clock.advance(round);
      assert.equal(shownIn(bo), '2026-11-24');
    });

    it('stands, however much is said after it', async () => {
      const { promise, shownIn, say } = given();
      const [ana, bo] = [await open(), await open('bo')];
      await ana.engine.record(promise(tuesday));
      await world.clock.advance(round);
      for (let n = 0; n < 40; n++) say('bo', `no ${n}`);
      await world.clock.advance(round);
      assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-24', '2026-11-24']);
      await ana.engine.record(promise(friday));
      await world.clock.advance(round);
      assert.equal(shownIn(ana), '2026-11-27');
    });

    it('is not lost to an answer of GitHub’s that was on its way when it was told', async () => {
      const { promise, shownIn, comments } = given();
      const ana = await open();
      let isAsking = false;
      world.github.weather.add({
        match({ body }) {
          const isQuestion = body.includes('{ totalCount nodes { id body createdAt lastEditedAt');
          isAsking ||= isQuestion;
          return isQuestion;
        },
        times: 1,
        effect: { kind: 'latency', ms: 9_000 },
      });
      for (let second = 0; second < 600 && !isAsking; second++) await world.clock.advance(1_000);
      await ana.engine.record(promise(tuesday));
      for (let second = 0; second < 120; second++) {
        await world.clock.advance(1_000);
        assert.equal(shownIn(ana), '2026-11-24', `${second} s later`);
      }
      assert.deepEqual([isAsking, comments().length], [true, 1]);
      isSettled(ana);
    });
  });

describe('a promise on a question', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => world.dispose());

  async function promised() {
    const { number, comments } = places.discussion(world);
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(2 * minute);
    await ana.engine.record(
      promiseAsked({ on: 'discussion', number }, '2026-11-21T10:00:00Z', { team: world.teamOf('ana') }),
    );
    await world.clock.advance(round);
    return { number, comments, ana, bo };
  }

  it('is offered to nobody as its answer, and nothing else loses that by it', async () => {
    const { number, bo } = await promised();
    world.github.as('ana').commentOnDiscussion(repository, number, 'the big one');
    await world.clock.advance(12 * minute);
    const { comments } = visible(bo.store.get()).talks.get(number) ?? {};
    assert.deepEqual(
      comments?.map(({ text, may }) => [text, may.includes('markAnswer')]),
      [
        ['I will look at this on Sat 21 Nov, 11:00 (Europe/Berlin).', false],
        ['the big one', true],
      ],
    );
  });

  it('is over once its time has passed and they have said something, if only as a reply', async () => {
    const { number, comments, ana } = await promised();
    const word = () => {
      const board = visible(ana.store.get());
      const one = askedOn(board).get(number);
      return one && askedWord(board, one, 'ana', Date.parse('2026-11-21T11:00:00Z'))?.kind;
    };
    assert.equal(word(), 'promised');
    const [first] = comments();
    assert.ok(first);
    world.github.as('ana').commentOnDiscussion(repository, number, 'the big one', first.id);
    await world.clock.advance(35 * minute);
    assert.equal(word(), 'said');
  });
});
