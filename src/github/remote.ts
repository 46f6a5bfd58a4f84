/**
 * Owns the Remote: how each intention is ensured at GitHub, and how news is heard. Entry of the lazily loaded part that
 * holds octokit. Nothing here throws for what GitHub or the network do; a write is sent once and never follows a redirect.
 */
import { type Board, type Delta, nothingNew, receive } from '../model/board.js';
import { type Person, recordOf } from '../model/item.js';
import { type Attend, type Depend, isForGitHub, numberOf } from '../model/mutation.js';
import type { Trouble } from '../model/state.js';
import type { Repository, Team } from '../model/team.js';
import type { Outcome, Remote } from '../sync/ports.js';
import { captureIssue, commentOn, editIssue, resolveIssue } from './blockers.js';
import { busyStatus } from './busy.js';
import { type Access, apiAddress, createClient, type Reply, type Send } from './client.js';
import { dependentOf, dependOn, findDependency } from './dependencies.js';
import { type Meaning, meaningOf, troubleOf } from './errors.js';
import { findCapture, findComment } from './find.js';
import { createGraphql } from './graphql.js';
import { asPerson } from './issues.js';
import { actOnThread, threadReader } from './notifications.js';
import { profileReader } from './profiles.js';
import { pull } from './pull.js';
import { findRepository } from './repository.js';
import { findOpened, findPublished, openRoster, publishStatus } from './roster.js';
import { waitsReader } from './waits.js';

export { inspectRepository } from './repository.js';

/** What focus says on GitHub itself, with a token that may say it. */
export function createBusy(team: Team, access: Access) {
  return busyStatus(createClient(access), access.clock, () => team.repository);
}

/** What rarely changes is asked for this often. */
const roundInterval = 5 * 60_000;

/** Who a token belongs to. */
export async function whoAmI(access: Access): Promise<Person | Trouble> {
  const reply = await createClient(access)('GET /user');
  const person = reply.kind === 'answer' && reply.status === 200 ? asPerson(reply.data) : undefined;
  return person ?? troubleOf(meaningOf(reply, access.clock.now()));
}

export function createRemote(team: Team, access: Access): Remote {
  const send = createClient(access);
  const { clock } = access;
  const graphql = createGraphql(send);
  const profiles = profileReader(graphql, clock);
  const threads = threadReader(send, clock);
  const me: Person = team.account;
  const waits = waitsReader(graphql, me, clock);
  let repository: Repository = team.repository;
  /** When the team file, the statuses on GitHub itself, reviews and questions were asked for, milliseconds since 1970. */
  let roundAt = Number.NEGATIVE_INFINITY;

  /** By number: under which name a repository was last seen. */
  const seen = new Map<number, { readonly as: Repository; readonly etag?: string }>();
  const nameOf = (at: Repository) => (at.id === repository.id ? repository : (seen.get(at.id)?.as ?? at));

  /** Makes sure that the name still means the same repository. Undefined where it does, or where its new name is known now. */
  async function confirm(at: Repository): Promise<Blocked | undefined> {
    const last = seen.get(at.id);
    const found = await findRepository(send, nameOf(at), last?.etag);
    if (found.kind === 'unknown') return { kind: 'blocked', trouble: troubleOf(meaningOf(found.reply, clock.now())) };
    const { repository: as, etag } = found;
    seen.set(at.id, { as, ...(etag && { etag }) });
    if (as.id === repository.id) repository = as;
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

  function meaning(reply: Reply): Meaning | { readonly kind: 'fine' } {
    if (reply.kind === 'answer' && (reply.status < 300 || reply.status === 304)) return { kind: 'fine' };
    const meant = meaningOf(reply, clock.now());
    // A gateway's own page, and not GitHub's word on where something has moved.
    const isForeign = meant.kind === 'moved' && !meant.location.startsWith(`${apiAddress(access.server)}/`);
    return isForeign ? { kind: 'blocked', trouble: { kind: 'offline' } } : meant;
  }

  /** What a write ended in. An answer of success that cannot be read is no answer. */
  function outcome(reply: Reply, read: (data: unknown) => Delta | undefined): Outcome {
    const meant = meaning(reply);
    switch (meant.kind) {
      case 'fine': {
        const delta = read((reply as Reply & { kind: 'answer' }).data);
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

  /** What was done to a parcel is settled at GitHub as well, where it has a thread there. */
  async function settle(mutation: Attend): Promise<Outcome> {
    const { target, act } = mutation;
    const isThread = isForGitHub(mutation) && target.kind === 'parcel' && target.thread !== undefined;
    if (!isThread || (act.kind !== 'read' && act.kind !== 'done' && act.kind !== 'unsubscribe'))
      return { kind: 'done', delta: nothingNew };
    return actOnThread({ ask: send, meaning }, { id: target.thread, about: target.about }, act.kind);
  }

  function readingOf(at: Repository, signal?: AbortSignal) {
    const asking: Send = async (route, parameters) =>
      signal?.aborted ? { kind: 'failed' } : ask(at, route, { ...parameters });
    return { ask: asking, meaning, me, outcome, repository: nameOf(at) };
  }

  /** No list need tell that a dependency was set. */
  function expect(mutation: Depend): void {
    const dependent = dependentOf(mutation);
    if (dependent !== undefined && mutation.team.repository.id === repository.id) waits.expect(dependent);
  }

  /** What was captured for this team while another was connected is at GitHub, and not on this board yet. */
  async function blockerOf(mutation: Depend, board: Board): Promise<number | undefined | Blocked> {
    const known = numberOf(mutation, board);
    const record = recordOf(mutation.target);
    if (known !== undefined || record === undefined) return known;
    const found = await findCapture(readingOf(mutation.team.repository), { record });
    if (found.kind === 'blocked') return found;
    return found.kind === 'done' ? found.delta.items[0]?.number : undefined;
  }

  return {
    repository: () => repository,
    async push(mutation, board) {
      if (mutation.kind === 'attend') return settle(mutation);
      // Before each write: the words are for these people, whoever has the old name by now.
      const elsewhere = await confirm(mutation.team.repository);
      if (elsewhere) return elsewhere;
      const at = mutation.team.repository;
      switch (mutation.kind) {
        case 'capture':
          return captureIssue(readingOf(at), mutation);
        case 'roster':
          return openRoster(readingOf(at), mutation, board);
        case 'status':
          return publishStatus(readingOf(at), mutation, board);
      }
      if (mutation.kind === 'depend') {
        const number = await blockerOf(mutation, board);
        if (typeof number === 'object') return number;
        // What has gone holds up nothing, and that is no news to whoever meant it to.
        if (number === undefined) return { kind: 'done', delta: nothingNew };
        const outcome = await dependOn(readingOf(at), mutation, number);
        if (outcome.kind === 'done') expect(mutation);
        return outcome;
      }
      const number = numberOf(mutation, board);
      if (number === undefined) return { kind: 'refused', reason: { kind: 'gone' } };
      switch (mutation.kind) {
        case 'comment':
          return commentOn(readingOf(at), mutation, number);
        case 'edit':
          return editIssue(readingOf(at), mutation, number);
        case 'resolve':
          return resolveIssue(readingOf(at), number);
      }
    },
    async find(mutation, board) {
      const reading = readingOf(mutation.team.repository);
      switch (mutation.kind) {
        case 'capture':
          return findCapture(reading, mutation);
        case 'roster':
          return findOpened(reading, mutation);
        case 'status':
          return findPublished(reading, mutation, board);
        case 'comment': {
          const number = numberOf(mutation, board);
          return number === undefined ? { kind: 'absent' } : findComment(reading, mutation, number);
        }
        case 'depend': {
          const number = await blockerOf(mutation, board);
          if (typeof number === 'object') return number;
          if (number === undefined) return { kind: 'absent' };
          const found = await findDependency(reading, mutation, number);
          if (found.kind === 'done') expect(mutation);
          return found;
        }
        default:
          return { kind: 'absent' };
      }
    },
    pullThreads: threads.pull,
    async pull(board, cursor, depth, signal) {
      const elsewhere = depth === 'thorough' ? await confirm(repository) : undefined;
      if (elsewhere) return elsewhere;
      const isRound = Math.abs(clock.now() - roundAt) >= roundInterval;
      const { issues = [], ...pulled } = await pull(readingOf(repository, signal), board, cursor, depth, isRound);
      if (pulled.kind === 'blocked' || signal.aborted) return pulled;
      if (isRound) {
        roundAt = clock.now();
        profiles.ask(repository);
      }
      const news = pulled.kind === 'changed' ? pulled.delta : nothingNew;
      const boards = { before: board, board: receive(board, news) };
      const last = pulled.cursor.waits;
      const heard = await waits.hear({ ...boards, repository, news, issues, cursor: last, depth, isRound, signal });
      const people = await profiles.news(board, signal);
      const next = heard.cursor === last ? pulled.cursor : { ...pulled.cursor, waits: heard.cursor };
      const more = { ...heard.delta, ...(people && { profiles: people }) };
      return pulled.kind === 'unchanged' && Object.keys(more).length === 0
        ? { kind: 'unchanged', cursor: next }
        : { kind: 'changed', delta: { ...news, ...more }, cursor: next };
    },
  };
}

type Blocked = { readonly kind: 'blocked'; readonly trouble: Trouble };
