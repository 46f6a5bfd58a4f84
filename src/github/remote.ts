/**
 * Owns the Remote: how each intention is ensured at GitHub, and how news is heard. Entry of the lazily loaded part that
 * holds octokit. Nothing here throws for what GitHub or the network do; a write is sent once and never follows a redirect.
 */
import type { Delta } from '../model/board.js';
import { itemKinds, type Person } from '../model/item.js';
import { authorOf, type Capture, type Comment, type Edit, numberOf, type Resolve } from '../model/mutation.js';
import type { Trouble } from '../model/state.js';
import type { Repository, Team } from '../model/team.js';
import { editBlocker, longestBody, type RecordText, writeBlocker } from '../records/blocker.js';
import { writeComment } from '../records/comment.js';
import type { Outcome, Remote } from '../sync/ports.js';
import { type Access, apiAddress, createClient, type Reply, type Send } from './client.js';
import { type Meaning, meaningOf, troubleOf } from './errors.js';
import { findCapture, findComment } from './find.js';
import { asComment, asIssue, asIssues, asPerson, type Issue, itemFrom } from './issues.js';
import { pull } from './pull.js';
import { findRepository } from './repository.js';

export { inspectRepository } from './repository.js';

/** Who a token belongs to. */
export async function whoAmI(access: Access): Promise<Person | Trouble> {
  const reply = await createClient(access)('GET /user');
  const person = reply.kind === 'answer' && reply.status === 200 ? asPerson(reply.data) : undefined;
  return person ?? troubleOf(meaningOf(reply, access.clock.now()));
}

export function createRemote(team: Team, access: Access): Remote {
  const send = createClient(access);
  const { clock } = access;
  const me: Person = team.account;
  let repository: Repository = team.repository;

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

  async function capture(mutation: Capture): Promise<Outcome> {
    const by = authorOf(mutation);
    const { words, context } = mutation;
    const text = writeBlocker({ id: mutation.record, by, words, ...(context && { context }) });
    const excess = tooLong(text);
    if (excess) return excess;
    const extras = {
      labels: [itemKinds[mutation.itemKind].issueLabel],
      ...(words.owner && { assignees: [words.owner] }),
    };
    const create = (more: object) =>
      ask(mutation.team.repository, 'POST /repos/{owner}/{repo}/issues', { ...text, ...more });
    const result = outcome(await create(extras), (data) => deltaFrom(asIssue(data)));
    if (result.kind !== 'refused') return result;
    // 410 on creating means that the repository has no issues.
    if (result.reason.kind === 'gone') return { kind: 'refused', reason: { kind: 'issuesDisabled' } };
    // Somebody who cannot be assigned, or a label that cannot be set, must not cost the blocker: both are decoration.
    return result.reason.kind === 'invalid' ? outcome(await create({}), (data) => deltaFrom(asIssue(data))) : result;
  }

  async function comment(mutation: Comment, number: number): Promise<Outcome> {
    const body = writeComment(mutation.text, mutation.record, authorOf(mutation));
    const excess = tooLong({ body });
    if (excess) return excess;
    const reply = await ask(mutation.team.repository, 'POST /repos/{owner}/{repo}/issues/{number}/comments', {
      number,
      body,
    });
    return outcome(reply, (data) => asComment(data) && nothingNew);
  }

  async function edit(mutation: Edit, number: number): Promise<Outcome> {
    const at = mutation.team.repository;
    const read = await ask(at, 'GET /repos/{owner}/{repo}/issues/{number}', { number });
    const meant = meaning(read);
    if (meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble }; // only a read was lost
    const issue = read.kind === 'answer' && meant.kind === 'fine' ? asIssue(read.data) : undefined;
    if (!issue) return outcome(read, () => undefined);
    const text = editBlocker({ title: issue.title, body: issue.body ?? '' }, mutation.changes);
    if (!text) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
    const excess = tooLong(text);
    if (excess) return excess;
    const { owner } = mutation.changes;
    const patch = (more: object) =>
      ask(at, 'PATCH /repos/{owner}/{repo}/issues/{number}', { number, ...text, ...more });
    const assignees = owner === undefined ? {} : { assignees: owner === null ? [] : [owner] };
    let result = outcome(await patch(assignees), (data) => deltaFrom(asIssue(data)));
    if (result.kind === 'refused' && result.reason.kind === 'invalid' && owner)
      result = outcome(await patch({}), (data) => deltaFrom(asIssue(data)));
    return result.kind === 'done' && owner !== undefined ? assigned(result, mutation, owner) : result;
  }

  /** Without the right to assign, GitHub drops the change without a word: somebody else's assignment then still counts. */
  function assigned(result: Outcome & { kind: 'done' }, mutation: Edit, owner: string | null): Outcome {
    const stands = result.delta.items.find((item) => item.key === mutation.target)?.owner;
    if (stands === undefined || stands.toLowerCase() === owner?.toLowerCase()) return result;
    return {
      kind: 'refused',
      reason: { kind: 'forbidden', detail: `@${stands} is assigned on GitHub, and this account may not change that` },
    };
  }

  async function resolve(mutation: Resolve, number: number): Promise<Outcome> {
    const changes = { number, state: 'closed', state_reason: 'completed' };
    return outcome(
      await ask(mutation.team.repository, 'PATCH /repos/{owner}/{repo}/issues/{number}', changes),
      (data) => deltaFrom(asIssue(data)),
    );
  }

  function deltaFrom(issue: Issue | undefined): Delta | undefined {
    if (!issue) return undefined;
    const item = itemFrom(issue, me);
    return item ? { items: [item], gone: [] } : nothingNew;
  }

  return {
    repository: () => repository,
    async push(mutation, board) {
      // Before each write: the words are for these people, whoever has the old name by now.
      const elsewhere = await confirm(mutation.team.repository);
      if (elsewhere) return elsewhere;
      if (mutation.kind === 'capture') return capture(mutation);
      const number = numberOf(mutation, board);
      if (number === undefined) return { kind: 'refused', reason: { kind: 'gone' } };
      switch (mutation.kind) {
        case 'comment':
          return comment(mutation, number);
        case 'edit':
          return edit(mutation, number);
        case 'resolve':
          return resolve(mutation, number);
      }
    },
    async find(mutation, board) {
      const reading = {
        ask: (route: string, more?: object) => ask(mutation.team.repository, route, { ...more }),
        meaning,
        me,
      };
      if (mutation.kind === 'capture') return findCapture(reading, mutation);
      const number = mutation.kind === 'comment' ? numberOf(mutation, board) : undefined;
      return mutation.kind === 'comment' && number !== undefined
        ? findComment(reading, mutation, number)
        : { kind: 'absent' };
    },
    async pull(board, cursor, depth, signal) {
      const elsewhere = depth === 'thorough' ? await confirm(repository) : undefined;
      if (elsewhere) return elsewhere;
      const unlessStopped: Send = async (route, parameters) =>
        signal.aborted ? { kind: 'failed' } : ask(repository, route, parameters);
      return pull(
        { ask: unlessStopped, meaning, read: (issue) => itemFrom(issue, me), issues: asIssues },
        board,
        cursor,
        depth,
      );
    },
  };
}

type Blocked = { readonly kind: 'blocked'; readonly trouble: Trouble };

const nothingNew: Delta = { items: [], gone: [] };

function tooLong({ body }: Pick<RecordText, 'body'>): Outcome | undefined {
  const excess = body.length - longestBody;
  return excess > 0 ? { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } } : undefined;
}
