/** Owns what an issue at GitHub is to the board: tolerant reading of what the API answers, and who counts. */
import * as v from 'valibot';
import type { Delta, Roster } from '../model/board.js';
import { type Item, itemKey, type Person } from '../model/item.js';
import type { Work } from '../model/member.js';
import { readBlocker } from '../records/blocker.js';
import { readRoster } from '../records/roster.js';

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
  closed_at: v.optional(v.nullable(v.string())),
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
  body: v.optional(v.string(), ''),
  user: v.nullable(personSchema),
  author_association: v.optional(v.string(), 'NONE'),
  updated_at: v.optional(v.string(), ''),
  issue_url: v.optional(v.string(), ''),
});
export type Comment = v.InferOutput<typeof commentSchema>;
const repositorySchema = v.object({
  id: v.number(),
  name: v.string(),
  owner: v.object({ login: v.string() }),
  has_issues: v.optional(v.boolean(), true),
  archived: v.optional(v.boolean(), false),
  default_branch: v.optional(v.string(), 'main'),
  permissions: v.optional(v.record(v.string(), v.boolean()), {}),
});

export function asIssue(data: unknown): Issue | undefined {
  return parsed(issueSchema, data);
}

/** Undefined where it is not a list at all: then it is no answer of GitHub's. An entry that cannot be read is passed over. */
export function asIssues(data: unknown): readonly Issue[] | undefined {
  return Array.isArray(data) ? data.flatMap((one) => asIssue(one) ?? []) : undefined;
}

export function asComment(data: unknown): Comment | undefined {
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

/** Whether what somebody wrote in the team repository counts. Invariant: only facts from GitHub name a person. */
export type Counts = (person: Person, association: string) => boolean;

const belonging = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Those who belong to the repository, those the team file names, and whoever asks. @param members logins */
export function countsFor(me: Person, members: readonly string[]): Counts {
  const named = new Set(members.map((login) => login.toLowerCase()));
  return ({ id, login }, association) => belonging.has(association) || id === me.id || named.has(login.toLowerCase());
}

/** What an issue is to the board. */
interface Meant {
  readonly item: Item | undefined;
  readonly roster: Roster | undefined;
  readonly work: Work | undefined;
}

export type Read = (issue: Issue) => Meant;

/** Each issue once, as long as it is as it was: its body is long, and thousands at a time would keep others waiting. */
export function readerFor(counts: Counts): Read {
  const known = new Map<number, { readonly at: string; readonly meant: Meant }>();
  return (issue) => {
    const last = known.get(issue.number);
    if (last?.at === issue.updated_at) return last.meant;
    const meant = { item: itemFrom(issue, counts), roster: rosterFrom(issue, counts), work: workFrom(issue) };
    known.set(issue.number, { at: issue.updated_at, meant });
    return meant;
  };
}

/** All that some issues are to the board, each number heard once more. */
export function deltaFrom(issues: readonly Issue[], read: Read): Delta {
  const heard = issues.map(({ number }) => number);
  const meant = issues.map(read);
  const items = meant.flatMap(({ item }) => item ?? []);
  const held = new Set(items.map(({ number }) => number));
  return {
    items,
    gone: heard.filter((number) => !held.has(number)),
    heard,
    rosters: meant.flatMap(({ roster }) => roster ?? []),
    work: meant.flatMap(({ work }) => work ?? []),
  };
}

/** Where all is heard anew most issues stand in both lists: once is enough. */
export function notIn(told: readonly Issue[], others: readonly Issue[]): readonly Issue[] {
  const known = new Map(told.map(({ number, updated_at }) => [number, updated_at]));
  return others.filter(({ number, updated_at }) => known.get(number) !== updated_at);
}

function rosterFrom(
  { user, body, number, state, author_association, pull_request }: Issue,
  counts: Counts,
): Roster | undefined {
  if (!user || pull_request || !readRoster(body ?? '', user)) return undefined;
  return { number, counts: counts(user, author_association), isOpen: state === 'open' };
}

function workFrom(issue: Issue): Work | undefined {
  const { user, assignees, number, title, state, pull_request, milestone, created_at } = issue;
  const people = (assignees ?? []).map(({ id }) => id);
  if (pull_request && user) people.push(user.id);
  if (state !== 'open' || people.length === 0) return undefined;
  return {
    number,
    title,
    kind: pull_request ? 'pullRequest' : 'issue',
    people: [...new Set(people)],
    createdAt: created_at,
    ...(milestone && {
      milestone: { title: milestone.title, ...(milestone.due_on && { dueOn: milestone.due_on }) },
    }),
  };
}

/** Undefined where the issue is none of our records, or of somebody who does not count. */
export function itemFrom(issue: Issue, counts: Counts): Item | undefined {
  const { user, number } = issue;
  if (!user || issue.pull_request || !counts(user, issue.author_association)) return undefined;
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
    kind: record.itemKind,
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
