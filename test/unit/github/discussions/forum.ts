/** A repository with discussions at the simulated GitHub, and the product's own remote for somebody who works there. */
import { type Access, createClient } from '../../../../src/github/client/client.js';
import { createGraphql } from '../../../../src/github/client/graphql.js';
import { discussionsReader } from '../../../../src/github/discussions/reader.js';
import type { Turn } from '../../../../src/github/reader.js';
import { createRemote } from '../../../../src/github/remote.js';
import { type Board, emptyBoard, nothingNew, receive } from '../../../../src/model/board/board.js';
import type { BoardMutation } from '../../../../src/model/board/mutation.js';
import type { Team as Place } from '../../../../src/model/board/team.js';
import type { Scope } from '../../../../src/ports/remote.js';
import { memoryLog } from '../../../lib/fakes/builders.js';
import type { GithubOptions } from '../../../lib/github/simulation.js';
import { type Team, team } from '../../lib/github/team.js';

export const home = 'acme/team';

export function forum(options: GithubOptions = {}): Team {
  const made = team(options);
  made.github.setRepository(home, { hasDiscussions: true });
  return made;
}

/**
 * What somebody's reader and senders bring, folded as the cycle does.
 * @param cursor where another window left off
 */
export function memberOf({ github, clock }: Team, login: string, cursor?: unknown) {
  const access: Access = {
    server: 'https://github.com',
    token: async () => token,
    fetch: (...request) => github.fetch(...request),
    clock: { ...clock, random: () => 0.5 },
    log: memoryLog(),
  };
  const token = github.token(login);
  const place: Place = {
    account: { server: 'https://github.com', id: github.idOf(login), login },
    repository: { id: github.repositoryId(home), owner: 'acme', name: 'team' },
  };
  let board: Board = emptyBoard;
  let last = cursor;
  const send = createClient(access);
  const newReader = () => discussionsReader(createGraphql(send), access.clock);
  let reader = newReader();
  const remote = createRemote(place, access);
  return {
    team: place,
    board: () => board,
    cursor: () => last,
    /** Another window begins with what the disk holds. */
    restart() {
      reader = newReader();
    },
    readThread: (number: number, before?: string) => remote.readThread(board, number, before),
    /** One turn. */
    async read(scope: Scope = 'changes'): Promise<void> {
      const isSeen = scope !== 'unseen';
      const turn: Turn = {
        ask: send,
        meaning: () => ({ kind: 'fine' }),
        me: place.account,
        repository: place.repository,
        scope: isSeen ? scope : 'changes',
        isSeen,
        isRound: false,
        before: board,
        board,
        news: nothingNew,
        issues: [],
        signal: new AbortController().signal,
      };
      const brought = await reader.read(turn, last);
      board = receive(board, { ...nothingNew, ...brought.delta });
      last = brought.cursor;
    },
    async push(mutation: BoardMutation) {
      const outcome = await remote.push({ ...mutation, team: place }, board);
      if (outcome.kind === 'done') board = receive(board, outcome.delta);
      return outcome;
    },
    find: (mutation: BoardMutation) => remote.find({ ...mutation, team: place }, board, 0),
  };
}

/** What was asked of GraphQL since the last time, by name. */
export function questionsTo({ github }: Team): readonly (string | undefined)[] {
  const asked = github.log.entries.flatMap(({ operation }) => (operation ? [operation] : []));
  github.log.clear();
  return asked;
}
