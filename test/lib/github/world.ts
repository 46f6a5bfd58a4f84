/**
 * What the simulated GitHub knows: people, organizations, repositories, issues, comments, labels, and their history.
 * It decides nothing: who may do what is in `permissions.ts`, what an act means in `issues.ts` and its neighbours.
 *
 * Everything refers to everything else by id, and issues and comments are never edited but replaced, so that a reader can be
 * shown the past (`asOf`) and the whole world can be copied by `structuredClone`.
 */

import type { Category, Forums } from './forum.js';
import { emptyInboxes, type Inboxes } from './inbox.js';
import type { ProfileChange, ProfileStatus } from './profiles.js';
import type { Pulls } from './pulls.js';
import type { Ways } from './ways.js';

export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface User {
  readonly id: number;
  readonly nodeId: string;
  login: string;
  name: string | null;
  readonly createdAt: number;
}

export interface Organization {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly owners: Set<number>;
  readonly members: Set<number>;
  /** Members whose membership only other members can see. */
  readonly concealed: Set<number>;
  /** What a member may do in every repository of the organization without being added to it. */
  readonly basePermission: Role;
  requiresSingleSignOn: boolean;
}

export interface Label {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export type IssueState = 'open' | 'closed';
export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';
export type LockReason = 'off-topic' | 'too heated' | 'resolved' | 'spam';

export interface Issue {
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: number;
  readonly state: IssueState;
  readonly stateReason: StateReason | null;
  /** Label ids. */
  readonly labels: readonly number[];
  readonly assignees: readonly number[];
  readonly locked: boolean;
  readonly lockReason: LockReason | null;
  readonly comments: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly closedBy: number | null;
  /** Ids of the issues that block this one, in the order they were added. */
  readonly blockedBy: readonly number[];
  readonly pullRequest: boolean;
  readonly edited: Edited | null;
}

/** Who has changed a body last, and when. */
export interface Edited {
  readonly by: number;
  readonly at: number;
}

export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  readonly issue: number;
  readonly author: number;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly edited: Edited | null;
}

/** A value with its recent past. */
export interface Slot<T> {
  current: T | undefined;
  /** When `current` was written. */
  since: number;
  /** Oldest first; each was true until the moment given. */
  readonly past: { readonly until: number; readonly was: T | undefined }[];
}

export type Fate =
  | { readonly kind: 'deleted' }
  /** `number`: the discussion's. */
  | { readonly kind: 'converted'; readonly number: number }
  | { readonly kind: 'transferred'; readonly repository: number; readonly number: number };

export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  /** A user's or an organization's id. */
  readonly owner: number;
  name: string;
  readonly description: string | null;
  private: boolean;
  hasIssues: boolean;
  hasDiscussions: boolean;
  archived: boolean;
  readonly createdAt: number;
  pushedAt: number;
  nextNumber: number;
  readonly roles: Map<number, Role>;
  /** People who have committed here: `CONTRIBUTOR` to everybody who reads them. */
  readonly contributors: Set<number>;
  readonly labels: Map<number, Label>;
  readonly issues: Map<number, Slot<Issue>>;
  readonly fates: Map<number, Fate>;
  readonly comments: Map<number, Slot<Comment>>;
  /** Comment ids by issue number, oldest first. */
  readonly threads: Map<number, number[]>;
  readonly files: Map<string, string>;
}

export interface Token {
  readonly user: number;
  readonly scopes: readonly string[];
  /** Organizations this token was authorized for by single sign-on. */
  readonly authorizedFor: Set<number>;
  revoked: boolean;
}

export interface World extends Ways {
  readonly users: Map<number, User>;
  readonly organizations: Map<number, Organization>;
  readonly repositories: Map<number, Repository>;
  readonly tokens: Map<string, Token>;
  /** By the person's id. */
  readonly statuses: Map<number, ProfileStatus>;
  /** Who said what on their profile, oldest first. */
  readonly said: ProfileChange[];
  /** Lower-case `owner/name` → repository id; former names stay until somebody takes them. */
  readonly names: Map<string, number>;
  /** Issue id → where it is. */
  readonly issueIds: Map<number, { readonly repository: number; readonly number: number }>;
  /** Issue id → ids of the issues it blocks: `blockedBy` the other way round. */
  readonly blocking: Map<number, number[]>;
  readonly inboxes: Inboxes;
  readonly pulls: Pulls;
  readonly forums: Forums;
  /** By repository: its categories, where they are not the usual ones. */
  readonly categories: Map<number, readonly Category[]>;
  nextId: number;
  /** Grows with every effect. */
  revision: number;
}

/** Who can own a repository. */
export type Account = User | Organization;

export function emptyWorld(ways: Ways): World {
  return {
    ...ways,
    users: new Map(),
    organizations: new Map(),
    repositories: new Map(),
    tokens: new Map(),
    statuses: new Map(),
    said: [],
    names: new Map(),
    issueIds: new Map(),
    blocking: new Map(),
    inboxes: emptyInboxes(),
    pulls: new Map(),
    forums: new Map(),
    categories: new Map(),
    nextId: 1,
    revision: 0,
  };
}

/** Accounts, discussions and repositories fit GraphQL's 32-bit `databaseId`; issues and comments have long outgrown it. */
const firstIds = {
  account: 41_000_000,
  discussion: 8_100_000,
  repository: 1_090_000_000,
  content: 3_600_000_000,
} as const;

/**
 * A new database id. Steps are uneven and ranges as on github.com: whoever mixes up an id with an issue's number, or keeps it
 * in an int32, finds out here.
 */
export function newId(world: World, kind: keyof typeof firstIds): number {
  world.nextId += 1 + ((world.nextId * 7) % 13);
  return firstIds[kind] + world.nextId;
}

export const nodeId = (prefix: string, id: number): string => `${prefix}_kwDO${id.toString(36)}`;

/** Puts a new value in place of the current one and remembers the old one for readers of the past. */
export function replace<T>(world: World, slot: Slot<T>, value: T | undefined, now: number): void {
  slot.past.push({ until: now, was: slot.current });
  // Lists lag by seconds or minutes, not by more writes than this.
  if (slot.past.length > 12) slot.past.shift();
  slot.current = value;
  slot.since = now;
  world.revision++;
}

export const slotOf = <T>(value: T, now: number): Slot<T> => ({
  current: value,
  since: now,
  past: [{ until: now, was: undefined }],
});

/** What the slot held at a moment: lists that lag show this instead of the present. */
export function asOf<T>(slot: Slot<T>, moment: number): T | undefined {
  if (slot.since <= moment) return slot.current;
  for (const { until, was } of slot.past) if (until > moment) return was;
  return slot.current;
}

export function userByLogin(world: World, login: string): User | undefined {
  const wanted = login.toLowerCase();
  for (const user of world.users.values()) if (user.login.toLowerCase() === wanted) return user;
  return undefined;
}

export function accountOf(world: World, repository: Repository): Account {
  const account = world.organizations.get(repository.owner) ?? world.users.get(repository.owner);
  if (!account) throw new Error(`${repository.name} has no owner`);
  return account;
}

export const fullName = (world: World, repository: Repository): string =>
  `${accountOf(world, repository).login}/${repository.name}`;

export function repositoryByName(world: World, name: string): Repository | undefined {
  const id = world.names.get(name.toLowerCase());
  return id === undefined ? undefined : world.repositories.get(id);
}

export const issueOf = (repository: Repository, number: number): Issue | undefined =>
  repository.issues.get(number)?.current;

export function issueById(world: World, id: number): Issue | undefined {
  const place = world.issueIds.get(id);
  if (!place) return undefined;
  const repository = world.repositories.get(place.repository);
  return repository && issueOf(repository, place.number);
}
