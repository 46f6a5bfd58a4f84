/** Owns how an issue at GitHub becomes an item: tolerant reading of what the API answers, and who counts. */
import * as v from 'valibot';
import { type Item, itemKey, type Person } from '../model/item.js';
import { readBlocker } from '../records/blocker.js';

const personSchema = v.object({ id: v.number(), login: v.string() });

/** Only what we read; everything else may change as it likes. */
const issueSchema = v.object({
  id: v.number(),
  number: v.number(),
  title: v.string(),
  body: v.optional(v.nullable(v.string())),
  state: v.string(),
  user: v.nullable(personSchema),
  assignees: v.optional(v.nullable(v.array(personSchema)), []),
  author_association: v.string(),
  comments: v.optional(v.number(), 0),
  created_at: v.string(),
  updated_at: v.string(),
  pull_request: v.optional(v.unknown()),
});

export type Issue = v.InferOutput<typeof issueSchema>;

const commentSchema = v.object({ id: v.number(), body: v.optional(v.string(), ''), user: v.nullable(personSchema) });
const repositorySchema = v.object({
  id: v.number(),
  name: v.string(),
  owner: v.object({ login: v.string() }),
  has_issues: v.optional(v.boolean(), true),
  archived: v.optional(v.boolean(), false),
  permissions: v.optional(v.record(v.string(), v.boolean()), {}),
});

export function asIssue(data: unknown): Issue | undefined {
  return parsed(issueSchema, data);
}

/** Undefined where it is not a list at all: then it is no answer of GitHub's. An entry that cannot be read is passed over. */
export function asIssues(data: unknown): readonly Issue[] | undefined {
  return Array.isArray(data) ? data.flatMap((one) => asIssue(one) ?? []) : undefined;
}

export function asComment(data: unknown): v.InferOutput<typeof commentSchema> | undefined {
  return parsed(commentSchema, data);
}

export function asRepository(data: unknown): v.InferOutput<typeof repositorySchema> | undefined {
  return parsed(repositorySchema, data);
}

export function asPerson(data: unknown): Person | undefined {
  return parsed(personSchema, data);
}

function parsed<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, data);
  return result.success ? result.output : undefined;
}

/** Invariant: only facts from GitHub name a person. These are the ones who belong to the repository. */
const belonging = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Undefined where the issue is none of our records, or of somebody who does not count. */
export function itemFrom(issue: Issue, me: Person): Item | undefined {
  const { user, number } = issue;
  if (!user || issue.pull_request || !(belonging.has(issue.author_association) || user.id === me.id)) return undefined;
  const record = readBlocker({ title: issue.title, body: issue.body ?? '' }, user, number);
  if (record.kind === 'none' || record.kind === 'forged') return undefined;
  const owner = ownerOf(issue, record.words.owner);
  const { owner: _stated, ...words } = record.words;
  return {
    ...words,
    ...(owner && { owner }),
    ...(record.context && { context: record.context }),
    key: itemKey(user.id, record.id),
    id: record.id,
    kind: 'blocker',
    by: user,
    state: issue.state === 'open' ? 'open' : 'closed',
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    comments: issue.comments,
    number,
    record: record.kind,
  };
}

/** Who was assigned on GitHub comes before whom the record names, since anybody there can see and change it. */
function ownerOf(issue: Issue, stated: string | undefined): string | undefined {
  const assignees = issue.assignees ?? [];
  const same = assignees.find((one) => one.login.toLowerCase() === stated?.toLowerCase());
  return (same ?? assignees[0])?.login ?? stated;
}
