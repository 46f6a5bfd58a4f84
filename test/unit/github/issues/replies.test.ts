import assert from 'node:assert/strict';
import { createRemote } from '../../../../src/github/remote.js';
import { type Board, type Delta, emptyBoard, nothingNew, receive } from '../../../../src/model/board/board.js';
import { longestAnswer, withPromise } from '../../../../src/model/board/links.js';
import type { Cursor } from '../../../../src/ports/remote.js';
import { writeBlocker } from '../../../../src/records/blocker.js';
import { writeComment } from '../../../../src/records/comment.js';
import { writePromise } from '../../../../src/records/promise.js';
import { memoryLog, newId } from '../../../lib/fakes/builders.js';
import { createWorld, repository, server, type World } from '../../../lib/fakes/world.js';

const minute = 60_000;

/** What somebody's remote brings, folded as the cycle does. A window that is opened anew has what the disk holds. */
function reading({ clock, github, teamOf }: World, login = 'ana') {
  const token = github.token(login);
  let board: Board = emptyBoard;
  let cursor: Cursor | undefined;
  const questions: string[] = [];
  let held: Promise<void> | undefined;
  const fetch: typeof github.fetch = (address, init) => {
    const body = String(init?.body ?? '');
    if (!body.includes('comments(last')) return github.fetch(address, init);
    questions.push((body.match(/i\d+:/g) ?? []).join(' '));
    const answer = github.fetch(address, init);
    return Promise.all([answer, held]).then(([told]) => told);
  };
  const access = { server, token: async () => token, fetch, clock, log: memoryLog() };
  let remote = createRemote(teamOf(login), access);
  return {
    board: () => board,
    /** The issues whose replies were asked for since the last time: a text for each request. */
    asked: () => questions.splice(0),
    /** What is asked from now on is answered as it stands then, but not before this is called. */
    hold() {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
    /** As what was sent is told. */
    hear(delta: Delta) {
      board = receive(board, delta);
    },
    restart() {
      remote = createRemote(teamOf(login), access);
    },
    async pull() {
      await this.look();
      await clock.advance(minute);
    },
    async look() {
      const known = { board, ...(cursor && { cursor }) };
      await remote.pull(known, 'changes', new AbortController().signal, (news) => {
        board = receive(board, news.delta);
        cursor = news.cursor;
        return board;
      });
    },
  };
}

describe('the reader of replies', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld(1, 'public');
    world.github.addUser({ login: 'olga' });
  });
  afterEach(() => world.dispose());

  const raise = (title = 'the beam is stuck', by = 'ana') => {
    const id = world.github.idOf(by);
    const text = writeBlocker({ id: newId(), by: { id, login: by }, words: { title, owner: 'bo' } });
    return world.github.as(by).createIssue(repository, text).number;
  };
  const say = (number: number, body: string, by = 'bo') => world.github.as(by).comment(repository, number, body);

  it('brings the last five of each open item, at first of all that have any', async () => {
    const [one, other, silent] = [raise(), raise('the lens'), raise('the key')];
    for (let n = 1; n <= 6; n++) say(one, `no ${n}`);
    say(other, 'on it');
    world.github.as('bo').closeIssue(repository, raise('the door'));
    const ana = reading(world);
    await ana.pull();
    const { replies } = ana.board();
    assert.deepEqual([...replies].map(([number, { replies: all }]) => [number, all.map(({ text }) => text)]).sort(), [
      [one, ['no 2', 'no 3', 'no 4', 'no 5', 'no 6']],
      [other, ['on it']],
    ]);
    assert.ok(!replies.has(silent));
    const [reply] = replies.get(other)?.replies ?? [];
    assert.deepEqual([reply?.by, reply?.at], [{ id: world.github.idOf('bo'), login: 'bo' }, '2026-11-21T09:00:00Z']);
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
  });

  it('asks for nothing where nothing has changed, and for what has changed alone', async () => {
    const [one, other] = [raise(), raise('the lens')];
    say(one, 'on it');
    const ana = reading(world);
    await ana.pull();
    assert.deepEqual(ana.asked(), [`i${one}:`]);
    const board = ana.board();
    for (let turn = 0; turn < 3; turn++) await ana.pull();
    ana.restart();
    await ana.pull();
    assert.deepEqual(ana.asked(), []);
    assert.equal(ana.board().replies, board.replies);
    say(other, 'which one?');
    await ana.pull();
    assert.deepEqual(ana.asked(), [`i${other}:`]);
    assert.deepEqual([...ana.board().replies.keys()].sort(), [one, other]);
  });

  it('a reply that was deleted goes, and so do those of what is closed; what is reopened has them again', async () => {
    const number = raise();
    const first = say(number, 'on it');
    const ana = reading(world);
    await ana.pull();
    world.github.as('bo').deleteComment(repository, first.id);
    await ana.pull();
    assert.deepEqual([...ana.board().replies], []);
    say(number, 'done');
    await ana.pull();
    assert.equal(ana.board().replies.size, 1);
    world.github.as('bo').closeIssue(repository, number);
    await ana.pull();
    assert.deepEqual([...ana.board().replies], []);
    world.github.as('ana').reopenIssue(repository, number);
    await ana.pull();
    assert.equal(ana.board().replies.size, 1);
  });

  it('those of strangers do not count; of ours the words are kept, and not more than anybody reads', async () => {
    const number = raise();
    say(number, 'buy my lamps', 'olga');
    const bo = { id: world.github.idOf('bo'), login: 'bo' };
    say(number, writeComment('on it', newId(), bo));
    say(number, writeComment('', newId(), bo));
    say(number, 'x'.repeat(3 * longestAnswer));
    const ana = reading(world);
    await ana.pull();
    assert.deepEqual(
      ana
        .board()
        .replies.get(number)
        ?.replies.map(({ text }) => text),
      ['on it', 'x'.repeat(longestAnswer)],
    );
  });

  it('of an issue whose owner has promised a time, each round is one question, and more is read of it', async () => {
    const [number, other] = [raise(), raise('the lens')];
    say(other, 'on it');
    const bo = { id: world.github.idOf('bo'), login: 'bo' };
    const promise = (at: string | null) => writePromise({ by: bo, at, zone: 'Europe/Berlin' });
    const comment = say(number, promise('2026-11-24T10:00:00Z'));
    const ana = reading(world);
    await ana.pull();
    const promised = () => ana.board().replies.get(number)?.promise;
    assert.deepEqual(
      [promised()?.by, promised()?.at, promised()?.told],
      [bo, '2026-11-24T10:00:00Z', '2026-11-21T09:00:00Z'],
    );
    assert.deepEqual(ana.board().replies.get(number)?.replies, []);
    ana.asked();
    for (let turn = 0; turn < 20; turn++) await ana.pull();
    assert.deepEqual(ana.asked(), Array(4).fill(`i${number}:`));
    for (let n = 0; n < 8; n++) say(number, `no ${n}`);
    await ana.pull();
    assert.equal(ana.board().replies.get(number)?.replies.length, 5);
    world.github.as('bo').editComment(repository, comment.id, promise(null));
    for (let turn = 0; turn < 6; turn++) await ana.pull();
    assert.deepEqual([promised()?.at, promised()?.by], [null, bo]);
  });

  it('a promise that is edited while the answer is under way is not shown as it was before', async () => {
    const number = raise();
    const bo = { id: world.github.idOf('bo'), login: 'bo' };
    const promise = (at: string) => writePromise({ by: bo, at, zone: 'Europe/Berlin' });
    const begun = world.clock.now();
    const comment = say(number, promise('2026-11-24T10:00:00Z'));
    const window = reading(world, 'bo');
    const promised = () => window.board().replies.get(number)?.promise;
    await window.pull();
    window.asked();
    const release = window.hold();
    while (window.asked().length === 0) {
      await world.clock.advance(minute);
      let isOver = false;
      void window.look().then(() => {
        isOver = true;
      });
      while (!isOver) await world.clock.advance(1_000);
    }
    const at = '2026-11-25T10:00:00Z';
    world.github.as('bo', { at: begun }).editComment(repository, comment.id, promise(at)); // its issue is as it was
    const known = promised();
    assert.ok(known);
    const found = [
      withPromise(window.board().replies.get(number), number, { ...known, at, told: '2026-11-21T09:30:00Z' }),
    ];
    window.hear({ ...nothingNew, replies: { heard: [number], found } });
    release();
    const seen = new Set<string | null | undefined>();
    for (let turn = 0; turn < 3; turn++) {
      await window.pull();
      seen.add(promised()?.at);
    }
    assert.deepEqual([...seen], [at]);
  });

  it('a promise of anybody but the owner is neither a reply nor theirs', async () => {
    const number = raise();
    const ana = { id: world.github.idOf('ana'), login: 'ana' };
    const promise = (at: string) => writePromise({ by: ana, at, zone: 'UTC' });
    say(number, promise('2026-11-24T10:00:00Z'), 'ana');
    say(number, promise('2026-11-25T10:00:00Z'), 'bo');
    const window = reading(world);
    await window.pull();
    const known = window.board().replies.get(number);
    assert.equal(known?.promise, undefined);
    assert.deepEqual(
      known?.replies.map(({ by, text }) => [by.login, text.slice(0, 11)]),
      [['bo', 'I will look']],
    );
  });

  it('more than fifty are asked for in the turns that follow', async () => {
    const numbers = Array.from({ length: 60 }, (_, n) => raise(`beam ${n}`));
    for (const number of numbers) say(number, 'on it');
    const ana = reading(world);
    await ana.pull();
    assert.equal(ana.board().replies.size, 50);
    await ana.pull();
    assert.equal(ana.board().replies.size, 60);
    assert.equal(ana.asked().length, 2);
  });

  it('what GitHub has not told is asked for again', async () => {
    const number = raise();
    say(number, 'on it');
    const ana = reading(world);
    const stop = world.github.weather.add({
      match: { path: /\/graphql/ },
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    await ana.pull();
    assert.equal(ana.board().replies.size, 0);
    stop();
    await ana.pull();
    assert.equal(ana.board().replies.size, 1);
  });
});
