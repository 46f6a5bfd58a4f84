/** Somebody who works at the GitHub of others through the product's own remote: what it brings is folded as the cycle does. */
import type { Access } from '../../../src/github/client/client.js';
import { createRemote, whoAmI } from '../../../src/github/remote.js';
import { type Board, emptyBoard, receive } from '../../../src/model/board/board.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Team } from '../../../src/model/board/team.js';
import type { Person } from '../../../src/model/people/person.js';
import type { Cursor, Scope } from '../../../src/ports/remote.js';
import { memoryLog } from '../fakes/builders.js';
import type { FakeClock } from '../fakes/fakeClock.js';
import { type Emulated, server } from './emulated.js';

/** As the product sees it, with the number by which it is known there. */
export async function teamOf(github: Emulated, clock: FakeClock, login: string, name: string): Promise<Team> {
  const person = (await whoAmI(accessOf(github, clock, login))) as Person;
  const { id } = await github.ask<{ id: number }>(login, `GET /repos/acme/${name}`);
  return { account: { server, ...person }, repository: { id, owner: 'acme', name } };
}

export function accessOf(github: Emulated, clock: FakeClock, login: string): Access {
  return { server, token: async () => github.tokenOf(login), fetch: github.fetch, clock, log: memoryLog() };
}

export async function memberOf(github: Emulated, clock: FakeClock, login: string, name = 'team') {
  const team = await teamOf(github, clock, login, name);
  const remote = createRemote(team, accessOf(github, clock, login));
  let board: Board = emptyBoard;
  let cursor: Cursor | undefined;
  return {
    team,
    remote,
    board: () => board,
    /** One turn; what kept it from reading all. */
    pull(scope: Scope = 'changes') {
      return remote.pull({ board, ...(cursor && { cursor }) }, scope, new AbortController().signal, (news) => {
        board = receive(board, news.delta);
        cursor = news.cursor;
        return board;
      });
    },
    async push(mutation: Mutation) {
      const outcome = await remote.push(mutation, board);
      if (outcome.kind === 'done') board = receive(board, outcome.delta);
      return outcome;
    },
    find: (mutation: Mutation, age = 0) => remote.find(mutation, board, age),
  };
}
