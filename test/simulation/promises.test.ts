import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import { visible } from '../../src/model/state.js';
import { ownerWord } from '../../src/model/waits/promises.js';
import { proseOf } from '../../src/records/block.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { givePromise, newId, resolve } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Disturbance } from '../lib/github/weather.js';

const minute = 60_000;
const [tuesday, friday] = ['2026-11-24T10:00:00Z', '2026-11-27T10:00:00Z'];
const isWrite = { path: /\/issues\/(comments\/\d+|\d+\/comments)$/ };

describe('a promise', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  /** bo waits for ana. */
  function given() {
    const { github } = world;
    const by = { id: github.idOf('bo'), login: 'bo' };
    const record = newId();
    const text = writeBlocker({ id: record, by, words: { title: 'no key', owner: 'ana' } });
    const { number } = github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] });
    const key = itemKey(by.id, record);
    const promise = (promised: string | null) => givePromise(key, promised, { team: world.teamOf('ana'), number });
    const comments = () => github.comments(repository, number);
    const words = () => comments().map(({ body }) => proseOf(body));
    /** What a window shows of it. */
    const shownIn = (window: SimulatedWindow) => {
      const board = visible(window.store.get());
      const item = board.items.get(key);
      const word = item && ownerWord(board, item, world.clock.now());
      return word?.kind === 'promised' ? new Date(word.at).toISOString().slice(0, 10) : word?.kind;
    };
    return { number, key, promise, comments, words, shownIn };
  }
  const open = async (login = 'ana') => {
    const window = await world.machineOf(login).open();
    await world.clock.advance(2 * minute);
    return window;
  };
  const isSettled = (window: SimulatedWindow) =>
    assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
  const tells = (day: string) => `I will look at this on ${day}, 11:00 (Europe/Berlin).`;

  it('is one comment, which is edited, and whoever waits sees it', async () => {
    const { promise, words, shownIn } = given();
    const [ana, bo] = [await open(), await open('bo')];
    await ana.engine.record(promise(tuesday));
    assert.equal(shownIn(ana), '2026-11-24', 'before GitHub has it');
    await world.clock.advance(2 * minute);
    assert.deepEqual(words(), [tells('Tue 24 Nov')]);
    assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-24', '2026-11-24']);
    await ana.engine.record(promise(friday));
    await world.clock.advance(7 * minute);
    assert.deepEqual(words(), [tells('Fri 27 Nov')]);
    assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-27', '2026-11-27']);
    await ana.engine.record(promise(null));
    await world.clock.advance(7 * minute);
    assert.deepEqual(words(), ['I no longer know when I will look at this.']);
    assert.deepEqual([shownIn(ana), shownIn(bo)], [undefined, undefined]);
    isSettled(ana);
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
  });

  it('is no reply, no answer once it is resolved, and withdrawing what was never told tells nothing', async () => {
    const { key, number, promise, comments } = given();
    const [ana, bo] = [await open(), await open('bo')];
    await ana.engine.record(promise(null));
    await world.clock.advance(2 * minute);
    assert.equal(comments().length, 0);
    await ana.engine.record(promise(tuesday));
    await world.clock.advance(2 * minute);
    assert.deepEqual(visible(bo.store.get()).replies.get(number)?.replies, []);
    await ana.engine.record(resolve(key, { team: world.teamOf('ana'), number }));
    await world.clock.advance(7 * minute);
    const { answers, replies } = visible(bo.store.get());
    assert.deepEqual([answers.get(number), replies.get(number)], [undefined, undefined]);
  });

  for (const [name, effect] of [
    ['lost before it has its effect', { kind: 'reset', when: 'before' }],
    ['lost after it', { kind: 'reset', when: 'after' }],
    ['an error of the server after it', { kind: 'serverError', status: 502, when: 'after' }],
  ] as readonly (readonly [string, Disturbance])[])
    it(`invariant 3: is told once where an answer is ${name}, be it new, changed or withdrawn`, async () => {
      const { promise, words, comments } = given();
      const ana = await open();
      for (const [time, sentence] of [
        [tuesday, tells('Tue 24 Nov')],
        [friday, tells('Fri 27 Nov')],
        [null, 'I no longer know when I will look at this.'],
      ] as const) {
        world.github.weather.add({
          match: ({ method, path }) => method !== 'GET' && isWrite.path.test(path),
          times: 1,
          effect,
        });
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
    const { promise, words } = given();
    const machine = world.machineOf('ana');
    const window = await machine.open();
    await world.clock.advance(2 * minute);
    world.github.weather.add({
      match: { method: 'POST', ...isWrite },
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    await window.engine.record(promise(tuesday));
    await world.clock.advance(300);
    window.kill();
    const next = await machine.open();
    await world.clock.advance(20 * minute);
    assert.deepEqual(words(), [tells('Tue 24 Nov')]);
    isSettled(next);
  });

  it('that was deleted is told anew, also where that happens between looking and writing', async () => {
    const { promise, comments, words } = given();
    const ana = await open();
    await ana.engine.record(promise(tuesday));
    await world.clock.advance(2 * minute);
    const [first] = comments();
    assert.ok(first);
    world.github.as('ana').deleteComment(repository, first.id);
    await ana.engine.record(promise(friday));
    await world.clock.advance(2 * minute);
    assert.deepEqual(words(), [tells('Fri 27 Nov')]);
    const [second] = comments();
    let isDeleted = false;
    world.github.weather.add({
      match({ method, path }) {
        if (method === 'PATCH' && isWrite.path.test(path) && !isDeleted && second) {
          isDeleted = true;
          world.github.as('ana').deleteComment(repository, second.id);
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
    const { promise, comments, words, shownIn, number } = given();
    const [ana, bo] = [await open(), await open('bo')];
    await ana.engine.record(promise(tuesday));
    await world.clock.advance(2 * minute);
    const [comment] = comments();
    assert.ok(comment);
    world.github.as('bo').editComment(repository, comment.id, comment.body.replaceAll('2026-11-24', '2026-11-23'));
    await world.clock.advance(7 * minute);
    assert.deepEqual([shownIn(bo), shownIn(ana)], [undefined, undefined]);
    assert.deepEqual(visible(bo.store.get()).replies.get(number)?.replies ?? [], []);
    await ana.engine.record(promise(tuesday));
    await world.clock.advance(7 * minute);
    assert.deepEqual([shownIn(bo), shownIn(ana)], ['2026-11-24', '2026-11-24']);
    assert.deepEqual(words(), [tells('Tue 24 Nov')]);
    const forged = comment.body;
    world.github.as('bo').comment(repository, number, forged);
    await world.clock.advance(7 * minute);
    assert.equal(shownIn(bo), '2026-11-24');
  });

  it('stands, however much is said after it', async () => {
    const { promise, shownIn, number } = given();
    const [ana, bo] = [await open(), await open('bo')];
    await ana.engine.record(promise(tuesday));
    await world.clock.advance(2 * minute);
    for (let n = 0; n < 40; n++) world.github.as('bo').comment(repository, number, `no ${n}`);
    await world.clock.advance(7 * minute);
    assert.deepEqual([shownIn(ana), shownIn(bo)], ['2026-11-24', '2026-11-24']);
    await ana.engine.record(promise(friday));
    await world.clock.advance(7 * minute);
    assert.equal(shownIn(ana), '2026-11-27');
  });
});
