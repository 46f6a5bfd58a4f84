/**
 * The remote: what is sent and read goes to the repository that was meant, under whatever name it has now, and what comes
 * back is given its meaning here. Entry of the lazily loaded part that holds octokit. Nothing here throws for what GitHub or
 * the network do; a write is sent once and never follows a redirect.
 */
import { type Board, type Delta, nothingNew, rosterOf } from '../model/board/board.js';
import type { Mutation } from '../model/board/mutation.js';
import { fullName, isMadePublic, isSameName, type Repository, type Team } from '../model/board/team.js';
import type { Trouble } from '../model/board/trouble.js';
import type { Person } from '../model/people/person.js';
import type { Found, Outcome, Remote } from '../ports/remote.js';
import { myWork } from './checkIns/myWork.js';
import type { Reading } from './client/asking.js';
import { type Access, apiAddress, createClient } from './client/client.js';
import { askEditors } from './client/editors.js';
import { limited, type Meaning, meaningOf, troubleOf } from './client/errors.js';
import { createGraphql, soonOrLater } from './client/graphql.js';
import { limitIn } from './client/limits.js';
import type { Reply, Send } from './client/reply.js';
import { asPerson, isNumbered } from './client/shapes.js';
import { readThread } from './discussions/readThread.js';
import { readPull } from './handOffs/readPull.js';
import { findRepository } from './issues/repository.js';
import { twinsReader } from './issues/twins.js';
import { threadReader } from './notifications/notifications.js';
import { leaveRoster } from './people/leaveRoster.js';
import { busyStatus } from './people/profileStatus.js';
import { pull, readersOf } from './readers.js';
import { type Sending, senderOf } from './senders.js';
import { waitsReader } from './waits/schedule.js';

export { inspectRepository } from './issues/repository.js';

/** What focus says on GitHub itself, with a token that may say it. */
export function createBusy(team: Team, access: Access) {
  return busyStatus(createClient(access), access.clock, () => team.repository);
}

/** Who a token belongs to. */
export async function whoAmI(access: Access): Promise<Person | Trouble> {
  const reply = await createClient(access)('GET /user');
  const person = reply.kind === 'answer' && reply.status === 200 ? asPerson(reply.data) : undefined;
  return person ?? troubleOf(meaningOf(reply, access.clock.now()));
}

/** What rarely changes is asked for this often. */
const roundInterval = 5 * 60_000;

export function createRemote(team: Team, access: Access): Remote {
  const { clock } = access;
  const me = team.account;
  const send = createClient(access);
  const meaning = meaningAt(access);
  const places = placesOf(team.repository, send, access);
  const graphql = createGraphql(send);
  const waits = waitsReader(graphql, clock);
  /** Not behind slower questions: a status waits for it. */
  const hands = createGraphql(send);
  const twins = twinsReader(() => places.confirm(places.home()));
  let { login } = me;
  const met = (viewer: Person) => {
    if (viewer.id === me.id) login = viewer.login;
  };
  const readers = readersOf({ graphql, hands }, clock, waits, twins, met);
  /** When what rarely changes was asked for, milliseconds since 1970. */
  let roundAt = Number.NEGATIVE_INFINITY;
  /** When leaving the roster was tried last. */
  let triedAt = Number.NEGATIVE_INFINITY;
  let leaving: Promise<void> | undefined;
  /** The roster it has left. */
  let hasLeft: string | undefined;

  function sending(repository: Repository, board: Board): Sending {
    return {
      ask: (route, parameters) => places.ask(repository, route, parameters),
      askAccount: send,
      meaning,
      editors: (ids) => askEditors(hands, ids),
      outcome: (reply, read) => outcomeOf(reply, meaning, read),
      me,
      board,
      repository: places.nameOf(repository),
      isHere: repository.id === places.home().id,
      expect: (dependent) => repository.id === places.home().id && waits.expect(dependent),
    };
  }

  /** Why a mutation cannot go, or be looked for, where it was meant to go. */
  async function elsewhere(mutation: Mutation): Promise<Blocked | undefined> {
    const sender = senderOf(mutation);
    return sender.into === 'repository' ? places.confirm(mutation.team.repository) : undefined;
  }

  /** Why a mutation may not be written where it was meant to go: it was not meant for everybody. */
  function keptBack(mutation: Mutation): Outcome | undefined {
    const meant = mutation.team.repository;
    const now = places.nameOf(meant);
    const isHere = now.id === places.home().id;
    const isForAll = senderOf(mutation).into !== 'repository' || !isMadePublic(isHere ? team.repository : meant, now);
    if (isForAll) return undefined;
    const repository = fullName(now);
    return isHere
      ? { kind: 'blocked', trouble: { kind: 'madePublic', repository } }
      : { kind: 'refused', reason: { kind: 'madePublic', repository } };
  }

  /** The team's repository by the name it was begun with; none for another one that has taken a name of its. */
  function nameHere({ id, name }: { readonly id: number; readonly name: string }): string | undefined {
    if (id === team.repository.id) return fullName(team.repository);
    const names = [team.repository, places.home()].map(fullName);
    return names.some((one) => isSameName(one, name)) ? undefined : name;
  }

  return {
    repository: places.home,
    login: () => login,
    async push(mutation, board) {
      const held = (await elsewhere(mutation)) ?? keptBack(mutation);
      return held ?? senderOf(mutation).push(sending(mutation.team.repository, board), mutation);
    },
    async find(mutation, board, age) {
      // What is not there, under a name that is somebody else's now, would be sent once more.
      return (
        (await elsewhere(mutation)) ?? senderOf(mutation).find(sending(mutation.team.repository, board), mutation, age)
      );
    },
    readThread: (board, number, before) => readThread(sending(places.home(), board), number, before),
    myWork: (since) => myWork(hands, places.home(), since),
    readPull: (board, branch) => readPull(sending(places.home(), board), branch),
    pullThreads: threadReader(send, clock, nameHere).pull,
    async leaveRoster(board, left = []) {
      const number = rosterOf(board);
      const key = `${team.repository.id}/${number}`;
      const hasJoined = number !== undefined && board.statuses.get(me.id)?.comment !== undefined;
      if (!hasJoined || left.includes(key)) return undefined;
      if (!leaving && hasLeft !== key && Math.abs(clock.now() - triedAt) >= roundInterval) {
        triedAt = clock.now();
        leaving = leaveRoster(hands, places.home(), number, me).then((isDone) => {
          leaving = undefined;
          if (isDone) hasLeft = key;
        });
      }
      if (leaving) await soonOrLater(leaving, clock);
      return hasLeft === key ? key : undefined;
    },
    async pull({ board, cursor }, scope, signal, heard) {
      const lost = await places.confirm(places.home());
      if (lost) return lost.trouble;
      if (signal.aborted) return undefined;
      const repository = places.home();
      const ask: Send = async (route, parameters) =>
        signal.aborted ? { kind: 'failed' } : places.ask(repository, route, parameters);
      const isSeen = scope !== 'unseen';
      const isRound = isSeen && Math.abs(clock.now() - roundAt) >= roundInterval;
      const begun = { ask, meaning, me, repository, scope: isSeen ? scope : 'changes', isSeen, isRound, board, signal };
      const trouble = await pull(readers, begun, cursor, heard);
      if (isRound && !trouble && !signal.aborted) roundAt = clock.now();
      return trouble;
    },
  };
}

type Blocked = Extract<Found, { kind: 'blocked' }>;

/** Repositories, found again by their number where somebody has renamed them. */
function placesOf(team: Repository, send: Send, access: Access) {
  const meaning = meaningAt(access);
  /** Of what was not what was asked for. */
  const asMeant = (reply: Reply): Meaning => {
    const meant = meaning(reply);
    return meant.kind === 'fine' ? { kind: 'lost', trouble: { kind: 'serverDown' } } : meant;
  };
  let home = team;
  /** By number: under which name a repository was last seen. */
  const seen = new Map<number, { readonly as: Repository; readonly etag?: string }>();
  const nameOf = (at: Repository) => (at.id === home.id ? home : (seen.get(at.id)?.as ?? at));

  /** Makes sure that the name still means the same repository. Undefined where it does, or where its new name is known now. */
  async function confirm(at: Repository): Promise<Blocked | undefined> {
    const found = await findRepository(send, nameOf(at), seen.get(at.id)?.etag);
    if (found.kind === 'replaced') return { kind: 'blocked', trouble: { kind: 'repositoryReplaced' } };
    if (found.kind === 'unknown') return { kind: 'blocked', trouble: troubleOf(asMeant(found.reply)) };
    const { repository: as, etag } = found;
    seen.set(at.id, { as, ...(etag && { etag }) });
    if (as.id === home.id) home = as;
    return undefined;
  }

  /** Asks about one repository; where that was renamed, learns the new name and asks once more. */
  async function ask(
    at: Repository,
    route: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<Reply> {
    const { owner, name } = nameOf(at);
    const reply = await send(route, { owner, repo: name, ...parameters });
    if (meaning(reply).kind !== 'moved' || (await confirm(at))) return reply;
    const now = nameOf(at);
    return now.owner === owner && now.name === name
      ? reply
      : send(route, { owner: now.owner, repo: now.name, ...parameters });
  }

  return { home: () => home, nameOf, confirm, ask };
}

function meaningAt({ server, clock }: Access): Reading['meaning'] {
  return (reply) => {
    if (reply.kind === 'answer' && (reply.status < 300 || reply.status === 304)) {
      // GraphQL says so with 200.
      const limit = limitIn(reply);
      return limit ? limited(clock.now(), clock.now() + limit.span) : { kind: 'fine' };
    }
    const meant = meaningOf(reply, clock.now());
    // A gateway's own page, and not GitHub's word on where something has moved.
    const isForeign = meant.kind === 'moved' && !meant.location.startsWith(`${apiAddress(server)}/`);
    return isForeign ? { kind: 'blocked', trouble: { kind: 'offline' } } : meant;
  };
}

/** What a write ended in. An answer of success that names nothing is no answer: it may be somebody else's. */
function outcomeOf(reply: Reply, meaning: Reading['meaning'], read: (data: unknown) => Delta | undefined): Outcome {
  const meant = meaning(reply);
  switch (meant.kind) {
    case 'fine': {
      const { data } = reply as Reply & { kind: 'answer' };
      const delta = read(data) ?? (isNumbered(data) ? nothingNew : undefined);
      return delta ? { kind: 'done', delta } : { kind: 'unsure', trouble: { kind: 'serverDown' } };
    }
    case 'lost':
      return { kind: 'unsure', trouble: meant.trouble };
    case 'moved':
      return { kind: 'refused', reason: { kind: 'elsewhere' } };
    default:
      return meant;
  }
}
