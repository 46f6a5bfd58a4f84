/** How blockers are written: an issue is opened, commented on, edited and closed, each once. */
import { type Board, type Delta, nothingNew } from '../../model/board/board.js';
import { kinds } from '../../model/board/kinds.js';
import { authorOf, type Capture, type Comment, type Edit, type Resolve } from '../../model/board/mutation.js';
import { fullName } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import type { Outcome } from '../../ports/remote.js';
import { longestBody } from '../../records/block.js';
import { editBlocker, type RecordText, writeBlocker } from '../../records/blocker.js';
import { writeComment } from '../../records/comment.js';
import type { Writing } from '../client/asking.js';
import { fieldsIn } from '../client/reply.js';
import { asComment, asIssue, type Issue } from '../client/shapes.js';
import { itemFrom, writtenDelta } from './issues.js';

export async function captureIssue(
  { ask, outcome, me, board }: Writing & { readonly board: Pick<Board, 'teamFile'> },
  mutation: Capture,
): Promise<Outcome> {
  const issueDelta = issueOf(me);
  const by = authorOf(mutation);
  const { record: id, itemKind, words, context } = mutation;
  const record = { id, itemKind, by, words, ...(context && { context }) };
  const text = writeBlocker(record);
  const excess = tooLong(text);
  if (excess) return excess;
  const extras: Readonly<Record<string, unknown>> = {
    labels: [board.teamFile?.labels[itemKind] ?? kinds[itemKind].issueLabel],
    ...(words.owner && { assignees: [words.owner] }),
  };
  const create = (body: RecordText, more: object) => ask('POST /repos/{owner}/{repo}/issues', { ...body, ...more });
  const reply = await create(text, extras);
  const result = outcome(reply, issueDelta);
  if (result.kind !== 'refused') return result;
  // 410 on creating means that the repository has no issues.
  if (result.reason.kind === 'gone') return { kind: 'refused', reason: { kind: 'issuesDisabled' } };
  // Somebody who cannot be assigned, or a label that cannot be set, must not cost the blocker, which says so then.
  const named = fieldsIn(reply);
  const rest = Object.fromEntries(Object.entries(extras).filter(([field]) => !named.has(field)));
  if (result.reason.kind !== 'invalid' || Object.keys(rest).length === Object.keys(extras).length) return result;
  const told = named.has('assignees') ? writeBlocker({ ...record, isUnassigned: true }) : text;
  return outcome(await create(told, rest), issueDelta);
}

export async function commentOn({ ask, outcome }: Writing, mutation: Comment, number: number): Promise<Outcome> {
  const body = writeComment(mutation.text, mutation.record, authorOf(mutation));
  const excess = tooLong({ body });
  if (excess) return excess;
  const reply = await ask('POST /repos/{owner}/{repo}/issues/{number}/comments', {
    number,
    body,
  });
  return outcome(reply, (data) => asComment(data) && nothingNew);
}

export async function editIssue(
  { ask, meaning, outcome, me }: Writing,
  mutation: Edit,
  number: number,
): Promise<Outcome> {
  const issueDelta = issueOf(me);
  const read = await ask('GET /repos/{owner}/{repo}/issues/{number}', { number });
  const meant = meaning(read);
  if (meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble }; // only a read was lost
  const issue = read.kind === 'answer' && meant.kind === 'fine' ? asIssue(read.data) : undefined;
  if (!issue) return outcome(read, () => undefined);
  const text = editBlocker({ title: issue.title, body: issue.body ?? '' }, mutation.changes);
  if (!text) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  const excess = tooLong(text);
  if (excess) return excess;
  const { title, owner, ...others } = mutation.changes;
  const before = itemFrom(issue, () => true)?.owner;
  const people = owner === undefined ? undefined : assigneesAfter(issue, before, owner);
  const patch = {
    ...(title !== undefined && title !== issue.title && { title }),
    ...((owner !== undefined || Object.keys(others).length > 0) && text.body !== issue.body && { body: text.body }),
    ...(people && { assignees: people }),
  };
  if (Object.keys(patch).length === 0) return outcome(read, issueDelta);
  const reply = await ask('PATCH /repos/{owner}/{repo}/issues/{number}', { number, ...patch });
  const result = outcome(reply, issueDelta);
  // Nothing has been changed then, and the words are not to say what does not hold.
  if (result.kind === 'refused' && owner && fieldsIn(reply).has('assignees')) return unassignable(mutation, owner);
  return result.kind === 'done' && owner !== undefined ? assigned(result, mutation, before) : result;
}

/** Whoever else is assigned stays. Undefined where nothing changes. */
function assigneesAfter({ assignees }: Issue, before: string | undefined, owner: string | null) {
  const isSame = (a: string, b: string | null | undefined) => a.toLowerCase() === b?.toLowerCase();
  const logins = (assignees ?? []).map(({ login }) => login);
  const others = logins.filter((login) => !isSame(login, before) && !isSame(login, owner));
  const next = owner === null ? others : [...others, owner];
  const isAsBefore = next.length === logins.length && next.every((login) => logins.some((one) => isSame(one, login)));
  return isAsBefore ? undefined : next;
}

function unassignable({ team }: Edit, owner: string): Outcome {
  return {
    kind: 'refused',
    reason: { kind: 'unassignable', detail: `@${owner}`, repository: fullName(team.repository) },
  };
}

/** Without the right to assign, GitHub drops the change without a word: who was assigned before then still is. */
function assigned(result: Outcome & { kind: 'done' }, { target, changes }: Edit, before: string | undefined): Outcome {
  const stands = result.delta.items.find((item) => item.key === target)?.owner?.toLowerCase();
  if (stands === undefined || stands !== before?.toLowerCase() || stands === changes.owner?.toLowerCase())
    return result;
  return {
    kind: 'refused',
    reason: { kind: 'forbidden', detail: `@${before} is assigned on GitHub, and this account may not change that` },
  };
}

export async function resolveIssue(
  { ask, outcome, me }: Writing,
  { isNotNeeded }: Resolve,
  number: number,
): Promise<Outcome> {
  const changes = { number, state: 'closed', state_reason: isNotNeeded ? 'not_planned' : 'completed' };
  return outcome(await ask('PATCH /repos/{owner}/{repo}/issues/{number}', changes), issueOf(me));
}

export async function reopenIssue({ ask, outcome, me }: Writing, number: number): Promise<Outcome> {
  const changes = { number, state: 'open' };
  return outcome(await ask('PATCH /repos/{owner}/{repo}/issues/{number}', changes), issueOf(me));
}

function issueOf(me: Person): (data: unknown) => Delta | undefined {
  return (data) => {
    const issue = asIssue(data);
    return issue && writtenDelta(me, issue);
  };
}

function tooLong({ body }: Pick<RecordText, 'body'>): Outcome | undefined {
  const excess = body.length - longestBody;
  return excess > 0 ? { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } } : undefined;
}
