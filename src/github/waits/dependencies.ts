/** GitHub's own dependencies between issues: one is set or taken away, and those there are are heard. */
import * as v from 'valibot';
import { nothingNew } from '../../model/board/board.js';
import type { Blocking, Dependency } from '../../model/board/links.js';
import type { Depend } from '../../model/board/mutation.js';
import { parseReference } from '../../model/board/reference.js';
import { fullName, isSameName, type Repository } from '../../model/board/team.js';
import type { Found, Outcome } from '../../ports/remote.js';
import type { Reading, Writing } from '../client/asking.js';
import { actorSchema, askIssues, type Graphql, listedOf, nodesOf, userSchema } from '../client/graphql.js';
import type { Reply } from '../client/reply.js';
import { asIssue, type Issue } from '../client/shapes.js';
import { look } from '../issues/find.js';

const issueRoute = 'GET /repos/{owner}/{repo}/issues/{number}';
const listRoute = 'GET /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by';
const addRoute = 'POST /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by';
const removeRoute = 'DELETE /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by/{issue_id}';

/** Also where GitHub does not take it, for good: what the blocker holds up stands in its record as well. */
const settled = { kind: 'done', delta: nothingNew } as const;

/**
 * The work that is blocked waits for the blocker, also for those who only know github.com. Whatever GitHub has against it (the
 * role, the server's age, a pull request, that it is so already) is no refusal.
 * @param number the blocker's
 */
export async function dependOn(writing: Writing, mutation: Depend, number: number): Promise<Outcome> {
  const blocked = blockedIn(mutation);
  if (!blocked) return settled;
  const blocker = await readBlocker(writing, number);
  if ('kind' in blocker) return unheld(blocked, blocker);
  const { place } = blocked;
  const reply = await writing.ask(mutation.isOver ? removeRoute : addRoute, { ...place, issue_id: blocker.id });
  return unheld(
    blocked,
    writing.outcome(reply, (data) => asIssue(data) && nothingNew),
  );
}

/** Looks for the dependency that an earlier, ambiguous push may have set or taken away. */
export async function findDependency(reading: Reading, mutation: Depend, number: number): Promise<Found> {
  const blocked = blockedIn(mutation);
  if (!blocked) return settled;
  const blocker = await readBlocker(reading, number);
  if ('kind' in blocker) return unheld(blocked, blocker);
  const found = await look(reading, listRoute, blocked.place, 1, (one) =>
    asIssue(one)?.id === blocker.id ? settled : undefined,
  );
  if (found.kind === 'blocked') return unheld(blocked, found);
  return (found.kind === 'done') === !mutation.isOver ? settled : { kind: 'absent' };
}

/** The number of the team's own issue that a dependency was set on. */
export function dependentOf(mutation: Depend): number | undefined {
  const blocked = blockedIn(mutation);
  return blocked?.isElsewhere ? undefined : blocked?.place.number;
}

interface Blocked {
  /** Without a repository: the team's own, under whatever name it has now. */
  readonly place: { readonly owner?: string; readonly repo?: string; readonly number: number };
  readonly isElsewhere: boolean;
}

function blockedIn({ blocks, team }: Depend): Blocked | undefined {
  const thing = parseReference(blocks);
  if (!thing) return undefined;
  const { number, repository } = thing;
  if (isSameName(repository, fullName(team.repository))) return { place: { number }, isElsewhere: false };
  const [owner = '', repo = ''] = repository.split('/');
  return { place: { owner, repo, number }, isElsewhere: true };
}

/** Nothing changed yet: where the blocker is not to be had, nothing can depend on it. */
async function readBlocker(
  { ask, meaning }: Reading,
  number: number,
): Promise<Issue | Extract<Outcome, { kind: 'done' | 'blocked' }>> {
  const reply = await ask(issueRoute, { number });
  const meant = meaning(reply);
  if (meant.kind === 'blocked') return meant;
  if (meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble };
  if (meant.kind !== 'fine') return settled;
  const issue = asIssue((reply as Reply & { kind: 'answer' }).data);
  return issue ?? { kind: 'blocked', trouble: { kind: 'serverDown' } };
}

/** Another repository's closed door must not hold up what the team is owed. */
function unheld<O extends Outcome>(
  { isElsewhere }: Blocked,
  outcome: O,
): Exclude<O, { kind: 'refused' }> | typeof settled {
  const isClosed = outcome.kind === 'blocked' && outcome.trouble.kind === 'singleSignOn';
  if (outcome.kind === 'refused' || (isElsewhere && isClosed)) return settled;
  return outcome as Exclude<O, { kind: 'refused' }>;
}

const fields = `number title state author { login ... on User { databaseId } } assignees(first: 10) { nodes { login databaseId } }
  blockedBy(first: 50) { nodes { number title state createdAt closedAt repository { nameWithOwner } assignees(first: 10) { nodes { login databaseId } } } }`;

/** Of some issues what they wait for; undefined where they wait for nothing, are closed, or are not there. What is not told of is as it was known. */
export async function readDependencies(
  graphql: Pick<Graphql, 'ask'>,
  repository: Repository,
  numbers: readonly number[],
  known: ReadonlyMap<number, Dependency>,
) {
  const answer = await askIssues(graphql, repository, numbers, fields, issueSchema);
  if (answer.kind !== 'told') return answer;
  const issues = new Map(
    [...answer.issues].map(([number, issue]) => [number, issue && dependencyFrom(issue, known.get(number))] as const),
  );
  return { kind: 'told' as const, issues };
}

function dependencyFrom(
  issue: v.InferOutput<typeof issueSchema>,
  before: Dependency | undefined,
): Dependency | undefined {
  const { number, title, state, author, assignees, blockedBy } = issue;
  const told = blockedBy.listed.map(blockingFrom);
  const isTold = (one: Blocking) =>
    told.some((other) => other.number === one.number && isSameName(other.repository, one.repository));
  const untold = blockedBy.isWhole ? [] : (before?.by.filter((one) => !isTold(one)) ?? []);
  const by = [...told, ...untold];
  if (state !== 'OPEN' || by.length === 0) return undefined;
  const people = assignees.length > 0 ? assignees : author ? [author] : [];
  return { number, title, people: people.map(asPerson), by };
}

function blockingFrom(issue: v.InferOutput<typeof blockingSchema>): Blocking {
  const { number, title, state, createdAt, closedAt, repository, assignees } = issue;
  return {
    repository: repository.nameWithOwner,
    number,
    title,
    isOpen: state === 'OPEN',
    people: assignees.map(asPerson),
    createdAt,
    ...(closedAt && { closedAt }),
  };
}

const asPerson = ({ databaseId, login }: v.InferOutput<typeof userSchema>) => ({ id: databaseId, login });

const blockingSchema = v.object({
  number: v.number(),
  title: v.string(),
  state: v.string(),
  createdAt: v.string(),
  closedAt: v.optional(v.nullable(v.string())),
  repository: v.object({ nameWithOwner: v.string() }),
  assignees: nodesOf(userSchema),
});
const issueSchema = v.object({
  number: v.number(),
  title: v.string(),
  state: v.string(),
  author: actorSchema,
  assignees: nodesOf(userSchema),
  blockedBy: listedOf(blockingSchema),
});
