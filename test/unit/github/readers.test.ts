import assert from 'node:assert/strict';
import type { Issue } from '../../../src/github/client/shapes.js';
import type { Brought, Reader, Turn } from '../../../src/github/reader.js';
import { pull } from '../../../src/github/readers.js';
import { type Board, emptyBoard, receive } from '../../../src/model/board/board.js';
import type { Trouble } from '../../../src/model/board/trouble.js';
import type { Cursor } from '../../../src/ports/remote.js';
import { ana, item, team } from '../../lib/fakes/builders.js';

const serverDown: Trouble = { kind: 'serverDown' };
const issue = { number: 1 } as Issue;

/** What a reader was given. */
interface Given {
  readonly name: string;
  readonly turn: Turn;
  readonly cursor: unknown;
}

/** One pull of some readers, of each what it brings. */
async function pulled(bring: Readonly<Record<string, Partial<Brought>>>, stored?: Cursor, signal?: AbortSignal) {
  const given: Given[] = [];
  const folded: Board[] = [];
  const readers = Object.entries(bring).map(
    ([name, brought]): Reader => ({
      name,
      isDue: () => true,
      async read(turn, cursor) {
        given.push({ name, turn, cursor });
        return { cursor, ...brought };
      },
    }),
  );
  const begun = {
    ask: async () => ({ kind: 'failed' }) as const,
    meaning: () => ({ kind: 'fine' }) as const,
    me: ana,
    repository: team.repository,
    scope: 'changes',
    isRound: false,
    isSeen: true,
    board: emptyBoard,
    signal: signal ?? new AbortController().signal,
  } as const;
  let board: Board = emptyBoard;
  let cursor = stored;
  const trouble = await pull(readers, begun, stored, (news) => {
    board = receive(board, news.delta);
    cursor = news.cursor;
    folded.push(board);
    return board;
  });
  return { trouble, cursor, board, given, folded, read: given.map(({ name }) => name) };
}

describe('readers of GitHub', () => {
  const one = item({ number: 1 });

  it('bring what they have one by one, and each sees what those before it have brought', async () => {
    const { given, folded } = await pulled({ first: { delta: { items: [one] }, issues: [issue] }, second: {} });
    const [first, second] = given.map(({ turn }) => turn);
    assert.deepEqual([first?.board, second?.board], [emptyBoard, folded[0]]);
    assert.deepEqual([second?.before, second?.issues, second?.news.items], [emptyBoard, [issue], [one]]);
  });

  it('stop where GitHub does not answer and nothing was read', async () => {
    const { trouble, read, folded } = await pulled({ first: { trouble: serverDown }, second: {} });
    assert.deepEqual([trouble, read, folded], [serverDown, ['first'], []]);
  });

  it('go on where something was read: nobody would hear of it again', async () => {
    const { trouble, read, cursor } = await pulled({
      issues: { issues: [issue], cursor: { newest: 'now', open: [] } },
      roster: { trouble: serverDown },
      waits: { cursor: { due: [1] } },
    });
    assert.deepEqual([trouble, read], [serverDown, ['issues', 'roster', 'waits']]);
    assert.deepEqual([cursor?.newest, cursor?.waits], ['now', { due: [1] }]);
  });

  it('bring nothing any more once the window has closed', async () => {
    const { folded } = await pulled({ first: { delta: { items: [one] } } }, undefined, AbortSignal.abort());
    assert.deepEqual(folded, []);
  });
});

describe('the cursor of all readers', () => {
  const stored: Cursor = {
    etag: '"e"',
    newest: '2026-11-21T09:00:00Z',
    open: [{ etag: '"o"', numbers: [1] }],
    file: { etag: '"f"' },
    roster: { number: 1, pages: [] },
    waits: { newest: '', dependencies: [], answers: [] },
    discussions: { of: 'a newer version' },
  };

  it('is the same object where nobody has moved', async () =>
    assert.equal((await pulled({ issues: {}, roster: {}, waits: {} }, stored)).cursor, stored));

  it('gives each reader its part, the issues theirs from beside the others', async () => {
    const { given } = await pulled({ issues: {}, roster: {} }, stored);
    const { etag, newest, open, roster } = stored;
    assert.deepEqual(
      given.map(({ cursor }) => cursor),
      [{ etag, newest, open }, roster],
    );
  });

  it('stays as it was stored but for what was read, and keeps what nobody here has named', async () => {
    const roster = { number: 2, pages: [] };
    const issues = { newest: 'now', open: [] };
    const { cursor } = await pulled({ issues: { cursor: issues }, roster: { cursor: roster } }, stored);
    const { etag: _etag, ...others } = stored;
    assert.deepEqual(JSON.parse(JSON.stringify(cursor)), { ...others, ...issues, roster });
  });

  it('begins anew for everybody else where others count', async () => {
    const file = { etag: '"g"' };
    const { cursor, given } = await pulled({ file: { cursor: file, isOtherTeam: true }, roster: {} }, stored);
    assert.deepEqual([cursor?.file, cursor?.waits, cursor?.discussions], [file, undefined, undefined]);
    assert.equal(given[1]?.cursor, undefined);
  });

  it('whatever stands in it is handed on, and a reader that has none leaves none', async () => {
    for (const odd of [{}, { open: 5 }, { issues: 'mine' }, { roster: null }] as Cursor[]) {
      const { cursor } = await pulled({ issues: {}, roster: {} }, odd);
      assert.equal(cursor, odd);
    }
  });
});
