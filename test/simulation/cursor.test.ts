import assert from 'node:assert/strict';
import { createRemote } from '../../src/github/remote.js';
import { type Board, emptyBoard, receive } from '../../src/model/board/board.js';
import type { Cursor, Scope } from '../../src/ports/remote.js';
import { memoryLog } from '../lib/fakes/builders.js';
import { createWorld, repository, server, type World } from '../lib/fakes/world.js';

const minute = 60_000;

/** ana's remote, begun anew each time, as after VS Code was closed; board and cursor are what the disk has kept. */
function pulling({ clock, github, teamOf }: World) {
  const token = github.token('ana');
  let board: Board = emptyBoard;
  let cursor: Cursor | undefined;
  return {
    board: () => board,
    async pull(scope: Scope = 'changes', stored = cursor) {
      const access = { server, token: async () => token, fetch: github.fetch, clock, log: memoryLog() };
      cursor = stored;
      const { signal } = new AbortController();
      await createRemote(teamOf('ana'), access).pull(
        { board, ...(stored && { cursor: stored }) },
        scope,
        signal,
        (news) => {
          board = receive(board, news.delta);
          cursor = news.cursor;
          return board;
        },
      );
      return cursor && (JSON.parse(JSON.stringify(cursor)) as Cursor);
    },
  };
}

describe('where reading left off', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  it('is stored as all versions have stored it, goes on from there, and keeps what a newer version has added', async () => {
    world.github.as('bo').createIssue(repository, { title: 'Beam', assignees: ['ana'] });
    const machine = pulling(world);
    const first = await machine.pull('full');
    const parts = ['discussions', 'editors', 'etag', 'file', 'newest', 'open', 'promises', 'replies', 'waits'];
    assert.deepEqual(Object.keys(first ?? {}).toSorted(), parts);
    const { etag, newest, open, file, waits, discussions } = first ?? {};
    // In the order in which earlier versions wrote it, with a part that none of them knew.
    const stored: Cursor = { etag, newest, open, file, waits, discussions, memos: { etag: '"m"' } };
    await world.clock.advance(minute);
    const asked = world.github.log.count({ status: 304 });
    // Each remote asks once which repository it speaks to; after that it is a 304.
    const read = () => world.github.log.count({ method: 'GET', charged: true, path: /^\/repos\/[^/]+\/[^/]+\/./ });
    const before = read();
    // Who has changed what, and who has replied or promised, was not asked for then.
    const due = { due: [] };
    assert.deepEqual(await machine.pull('changes', stored), { ...stored, editors: due, replies: due, promises: due });
    assert.ok(world.github.log.count({ status: 304 }) > asked);
    assert.equal(read(), before, 'nothing was read again');
    world.github.as('bo').createIssue(repository, { title: 'Lens', assignees: ['ana'] });
    await world.clock.advance(minute);
    const { memos, newest: next } = (await machine.pull()) ?? {};
    assert.deepEqual([memos, machine.board().work.size], [stored.memos, 2]);
    assert.notEqual(next, newest);
  });
});
