/** Issues, comments, people and repositories as the REST API answers them, read tolerantly. */
import * as v from 'valibot';
import type { Person } from '../../model/people/person.js';

const personSchema = v.object({ id: v.number(), login: v.string() });

/** Apps and deleted accounts may be told with less than a person is. No app owns anything, waits or answers. */
const somebody = v.fallback(
  v.pipe(
    v.optional(v.nullable(v.object({ ...personSchema.entries, type: v.optional(v.unknown()) })), null),
    v.transform((one) => (one && one.type !== 'Bot' ? { id: one.id, login: one.login } : null)),
  ),
  null,
);

/** Only what we read; everything else may change as it likes. Required is what GitHub's own description promises. */
const issueSchema = v.object({
  id: v.number(),
  number: v.number(),
  title: v.string(),
  /** Null where it is empty; undefined where it was not told. */
  body: v.fallback(v.optional(v.nullable(v.string())), undefined),
  state: v.string(),
  state_reason: v.fallback(v.optional(v.nullable(v.string())), undefined),
  user: somebody,
  /** Undefined where it was not told. */
  assignees: v.pipe(
    v.fallback(v.optional(v.nullable(v.array(somebody))), undefined),
    v.transform((people) => people?.filter((one) => one !== null)),
  ),
  author_association: v.fallback(v.optional(v.string(), 'NONE'), 'NONE'),
  comments: v.fallback(v.optional(v.number(), 0), 0),
  created_at: v.string(),
  updated_at: v.string(),
  closed_at: v.fallback(v.optional(v.nullable(v.string())), undefined),
  pull_request: v.optional(v.unknown()),
  /** Absent on servers that know no dependencies. `blocked_by`: open ones. */
  issue_dependencies_summary: v.optional(
    v.fallback(v.optional(v.object({ blocked_by: v.number(), total_blocked_by: v.number() })), undefined),
  ),
  milestone: v.fallback(
    v.optional(v.nullable(v.object({ title: v.string(), due_on: v.optional(v.nullable(v.string())) }))),
    undefined,
  ),
});

export type Issue = v.InferOutput<typeof issueSchema>;

const commentSchema = v.object({
  id: v.number(),
  /** None is empty: it was not told then. */
  body: v.fallback(v.optional(v.string(), ''), ''),
  user: somebody,
  author_association: v.fallback(v.optional(v.string(), 'NONE'), 'NONE'),
  node_id: v.fallback(v.optional(v.string(), ''), ''),
  created_at: v.optional(v.string(), ''),
  updated_at: v.optional(v.string(), ''),
  issue_url: v.optional(v.string(), ''),
});
export type Comment = v.InferOutput<typeof commentSchema>;

const repositorySchema = v.object({
  id: v.number(),
  name: v.string(),
  owner: v.object({ login: v.string() }),
  private: v.optional(v.boolean()),
  has_issues: v.optional(v.boolean(), true),
  archived: v.optional(v.boolean(), false),
  default_branch: v.optional(v.string(), 'main'),
  permissions: v.optional(v.record(v.string(), v.boolean()), {}),
});

export function asIssue(data: unknown): Issue | undefined {
  return parsed(issueSchema, data);
}

/**
 * Undefined where it is not a list at all, or one of which nothing can be read: then it is no answer of GitHub's. An entry that
 * cannot be read is passed over.
 */
export function asIssues(data: unknown): readonly Issue[] | undefined {
  return listOf(data, asIssue);
}

export function asComments(data: unknown): readonly Comment[] | undefined {
  return listOf(data, asComment);
}

function listOf<T>(data: unknown, read: (one: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(data)) return undefined;
  const all = data.flatMap((one) => read(one) ?? []);
  return all.length > 0 || data.length === 0 ? all : undefined;
}

export function asComment(data: unknown): Comment | undefined {
  return parsed(commentSchema, data);
}

export function asRepository(data: unknown): v.InferOutput<typeof repositorySchema> | undefined {
  return parsed(repositorySchema, data);
}

/** What was written is there, whatever else of it can be read: an issue has a number, a comment an id. */
export function isNumbered(data: unknown): boolean {
  return v.is(v.union([v.object({ number: v.number() }), v.object({ id: v.number() })]), data);
}

export function asPerson(data: unknown): Person | undefined {
  return parsed(personSchema, data);
}

function parsed<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, data);
  return result.success ? result.output : undefined;
}
