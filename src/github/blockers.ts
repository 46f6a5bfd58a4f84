/** Owns how blockers are written: an issue is opened, commented on, edited and closed, each once. */
import { type Delta, nothingNew } from '../model/board.js';
import { itemKinds, type Person } from '../model/item.js';
import { authorOf, type Capture, type Comment, type Edit } from '../model/mutation.js';
import { editBlocker, longestBody, type RecordText, writeBlocker } from '../records/blocker.js';
import { writeComment } from '../records/comment.js';
import type { Outcome } from '../sync/ports.js';
import type { Reply, Send } from './client.js';
import type { Meaning } from './errors.js';
import { asComment, asIssue, countsFor, deltaFrom, readerFor } from './issues.js';

/** One repository, and what its answers mean. */
export interface Writing {
  readonly ask: Send;
  readonly me: Person;
  meaning(reply: Reply): Meaning | { readonly kind: 'fine' };
  outcome(reply: Reply, read: (data: unknown) => Delta | undefined): Outcome;
}

export async function captureIssue({ ask, outcome, me }: Writing, mutation: Capture): Promise<Outcome> {
  const issueDelta = issueOf(me);
  const by = authorOf(mutation);
  const { record: id, itemKind, words, context } = mutation;
  const text = writeBlocker({ id, itemKind, by, words, ...(context && { context }) });
  const excess = tooLong(text);
  if (excess) return excess;
  const extras = {
    labels: [itemKinds[mutation.itemKind].issueLabel],
    ...(words.owner && { assignees: [words.owner] }),
  };
  const create = (more: object) => ask('POST /repos/{owner}/{repo}/issues', { ...text, ...more });
  const result = outcome(await create(extras), issueDelta);
  if (result.kind !== 'refused') return result;
  // 410 on creating means that the repository has no issues.
  if (result.reason.kind === 'gone') return { kind: 'refused', reason: { kind: 'issuesDisabled' } };
  // Somebody who cannot be assigned, or a label that cannot be set, must not cost the blocker: both are decoration.
  return result.reason.kind === 'invalid' ? outcome(await create({}), issueDelta) : result;
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
  const { owner } = mutation.changes;
  const patch = (more: object) => ask('PATCH /repos/{owner}/{repo}/issues/{number}', { number, ...text, ...more });
  const assignees = owner === undefined ? {} : { assignees: owner === null ? [] : [owner] };
  let result = outcome(await patch(assignees), issueDelta);
  if (result.kind === 'refused' && result.reason.kind === 'invalid' && owner)
    result = outcome(await patch({}), issueDelta);
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

export async function resolveIssue({ ask, outcome, me }: Writing, number: number): Promise<Outcome> {
  const changes = { number, state: 'closed', state_reason: 'completed' };
  return outcome(await ask('PATCH /repos/{owner}/{repo}/issues/{number}', changes), issueOf(me));
}

/** Of an issue just written by us. */
function issueOf(me: Person): (data: unknown) => Delta | undefined {
  return (data) => {
    const issue = asIssue(data);
    const delta = issue && deltaFrom([issue], readerFor(countsFor(me, [])));
    return delta?.items.length === 0 ? nothingNew : delta;
  };
}

function tooLong({ body }: Pick<RecordText, 'body'>): Outcome | undefined {
  const excess = body.length - longestBody;
  return excess > 0 ? { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } } : undefined;
}
