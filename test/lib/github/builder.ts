/** Building and rebuilding the world for tests: what an administrator, or history, would have done. No permissions here. */

import type { Clock } from './clock.js';
import { categoriesOf, discussionsOf, putDiscussion } from './forum.js';
import { addIssue } from './issues.js';
import { removeIssue, transferIssue } from './moving.js';
import { tellOfOpening } from './news.js';
import { type Pull, pullOf, putPull } from './pulls.js';
import {
  fullName,
  newId,
  nodeId,
  type Organization,
  type Repository,
  type Role,
  repositoryByName,
  type User,
  userByLogin,
  type World,
} from './world.js';

export interface NewUser {
  readonly login: string;
  readonly name?: string;
  readonly id?: number;
}
export interface NewOrganization {
  readonly login: string;
  readonly owners?: readonly string[];
  readonly members?: readonly string[];
  /** Members whose membership strangers cannot see. */
  readonly concealed?: readonly string[];
  /** Default: read. */
  readonly basePermission?: Role;
}
export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly hasIssues?: boolean;
  readonly hasDiscussions?: boolean;
  readonly archived?: boolean;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly contributors?: readonly string[];
}

export interface NewPullRequest {
  readonly author: string;
  readonly title: string;
  readonly body?: string;
  readonly assignees?: readonly string[];
  /** Its head, and the checks of the last commit there. */
  readonly branch?: string;
  readonly checks?: Pull['checks'];
  /** When it was opened, in milliseconds; default: now. */
  readonly at?: number;
}

export interface Builder {
  addUser(user: NewUser): { readonly id: number; readonly login: string };
  addOrganization(organization: NewOrganization): { readonly id: number };
  addRepository(repository: NewRepository): { readonly id: number; readonly fullName: string };
  /** A classic token. Default scopes: `repo`, `read:user`, `user:email`, as VS Code asks for. */
  token(login: string, options?: { readonly scopes?: readonly string[] }): string;
  revokeToken(token: string): void;
  /** From now on tokens need `authorizeToken` to see the organization. */
  requireSingleSignOn(organization: string): void;
  authorizeToken(token: string, organization: string): void;
  setRole(repository: string, login: string, role: Role): void;
  /** `hasIssues`, `archived`, `private`, `hasDiscussions`. */
  setRepository(
    repository: string,
    change: { hasIssues?: boolean; hasDiscussions?: boolean; archived?: boolean; private?: boolean },
  ): void;
  renameRepository(repository: string, name: string): void;
  /** For strangers as if it never was. */
  deleteRepository(repository: string): void;
  renameUser(login: string, to: string): void;
  /** On their profile; anybody may write anything there. */
  callUser(login: string, name: string | null): void;
  /** What they wrote stays and is shown as by `ghost`. */
  deleteUser(login: string): void;
  /** Gives back the number in the other repository. */
  transferIssue(repository: string, number: number, to: string): number;
  deleteIssue(repository: string, number: number): void;
  /** An open issue-like entry with a `pull_request` key. Gives back its number. */
  addPullRequest(repository: string, pull: NewPullRequest): number;
  /** Under a new name it is the same category. */
  renameCategory(repository: string, name: string, to: string): void;
  /** Its discussions go to another, as whoever deletes it on github.com is asked to say. */
  deleteCategory(repository: string, name: string, to: string): void;
  /** Makes or replaces it. */
  putFile(repository: string, path: string, text: string): void;
  deleteFile(repository: string, path: string): void;
}

/** What VS Code's GitHub sign-in asks for when an extension wants repositories. */
const usualScopes = ['read:user', 'repo', 'user:email'];

export function createBuilder(world: World, clock: Clock): Builder {
  const person = (login: string) => found(userByLogin(world, login), login);
  const repository = (name: string) => found(repositoryByName(world, name), name);
  const organization = (login: string) => organizationByLogin(world, login);
  const token = (text: string) => found(world.tokens.get(text), 'token');

  return {
    addUser: ({ login, name, id = newId(world, 'account') }) => {
      if (userByLogin(world, login)) throw new Error(`${login} exists already`);
      const user: User = { id, nodeId: nodeId('U', id), login, name: name ?? null, createdAt: clock.now() };
      world.users.set(id, user);
      return { id, login };
    },
    addOrganization: ({ login, owners = [], members = [], concealed = [], basePermission = 'read' }) => {
      const id = newId(world, 'account');
      const ids = (logins: readonly string[]) => new Set(logins.map((one) => person(one).id));
      world.organizations.set(id, {
        id,
        nodeId: nodeId('O', id),
        login,
        owners: ids(owners),
        members: ids([...owners, ...members, ...concealed]),
        concealed: ids(concealed),
        basePermission,
        requiresSingleSignOn: false,
      });
      return { id };
    },
    addRepository: (input) => addRepository(world, clock.now(), input),
    token: (login, { scopes = usualScopes } = {}) => {
      const text = `gho_${newId(world, 'content').toString(36)}${'makertime'.repeat(4)}`.slice(0, 40);
      world.tokens.set(text, { user: person(login).id, scopes, authorizedFor: new Set(), revoked: false });
      return text;
    },
    revokeToken(text) {
      token(text).revoked = true;
    },
    requireSingleSignOn(login) {
      organization(login).requiresSingleSignOn = true;
    },
    authorizeToken: (text, login) => void token(text).authorizedFor.add(organization(login).id),
    setRole(name, login, role) {
      const { roles } = repository(name);
      if (role === 'none') roles.delete(person(login).id);
      else roles.set(person(login).id, role);
      world.revision++;
    },
    setRepository(name, change) {
      Object.assign(repository(name), change);
      world.revision++;
    },
    renameRepository(name, to) {
      const renamed = repository(name);
      renamed.name = to;
      world.names.set(fullName(world, renamed).toLowerCase(), renamed.id);
      world.revision++;
    },
    deleteRepository(name) {
      const gone = repository(name);
      const { id } = gone;
      world.repositories.delete(id);
      world.inboxes.lost.set(id, gone);
      for (const [known, at] of world.names) if (at === id) world.names.delete(known);
      world.revision++;
    },
    renameUser(login, to) {
      person(login).login = to;
      world.revision++;
    },
    callUser(login, name) {
      person(login).name = name;
      world.revision++;
    },
    deleteUser(login) {
      const { id } = person(login);
      world.statuses.delete(id);
      world.inboxes.threads.delete(id);
      world.users.delete(id);
      world.revision++;
    },
    transferIssue: (name, number, to) => transferIssue(world, repository(name), number, repository(to), clock.now()),
    deleteIssue(name, number) {
      const home = repository(name);
      removeIssue(world, home, number, clock.now());
      home.fates.set(number, { kind: 'deleted' });
    },
    addPullRequest(name, { author, title, body = null, assignees = [], branch, checks, at = clock.now() }) {
      const people = { author: person(author).id, assignees: assignees.map((login) => person(login).id) };
      const home = repository(name);
      const input = { title, body, labels: [], ...people, pullRequest: true, now: at };
      const issue = addIssue(world, home, input);
      if (branch) putPull(world, issue, { ...pullOf(world, issue), branch, ...(checks && { checks }) });
      tellOfOpening({ world, repository: home, issue, by: people.author, now: at });
      return issue.number;
    },
    renameCategory(name, from, to) {
      const home = repository(name);
      const renamed = categoriesOf(world, home).map((one) => (one.name === from ? { ...one, name: to } : one));
      world.categories.set(home.id, renamed);
      world.revision++;
    },
    deleteCategory(name, gone, to) {
      const home = repository(name);
      const all = categoriesOf(world, home);
      const [slug, next] = [gone, to].map(
        (wanted) =>
          found(
            all.find((one) => one.name === wanted),
            wanted,
          ).slug,
      );
      for (const one of discussionsOf(world, home))
        if (one.category === slug && next) putDiscussion(world, { ...one, category: next }, clock.now());
      world.categories.set(
        home.id,
        all.filter((one) => one.slug !== slug),
      );
      world.revision++;
    },
    putFile(name, path, text) {
      const home = repository(name);
      home.files.set(path, text);
      home.pushedAt = clock.now();
      world.revision++;
    },
    deleteFile(name, path) {
      const home = repository(name);
      if (!home.files.delete(path)) throw new Error(`there is no ${path} in ${name}`);
      home.pushedAt = clock.now();
      world.revision++;
    },
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}

function organizationByLogin(world: World, login: string): Organization {
  const all = [...world.organizations.values()];
  return found(
    all.find((organization) => organization.login.toLowerCase() === login.toLowerCase()),
    login,
  );
}

function addRepository(world: World, now: number, input: NewRepository): { id: number; fullName: string } {
  const owner = userByLogin(world, input.owner) ?? organizationByLogin(world, input.owner);
  const id = newId(world, 'repository');
  const idOf = (login: string) => found(userByLogin(world, login), login).id;
  const repository: Repository = {
    id,
    nodeId: nodeId('R', id),
    owner: owner.id,
    name: input.name,
    description: input.description ?? null,
    private: input.private ?? false,
    hasIssues: input.hasIssues ?? true,
    hasDiscussions: input.hasDiscussions ?? false,
    archived: input.archived ?? false,
    createdAt: now,
    pushedAt: now,
    nextNumber: 1,
    roles: new Map(Object.entries(input.roles ?? {}).map(([login, role]) => [idOf(login), role])),
    contributors: new Set((input.contributors ?? []).map(idOf)),
    labels: new Map(),
    issues: new Map(),
    fates: new Map(),
    comments: new Map(),
    threads: new Map(),
    files: new Map(),
  };
  world.repositories.set(id, repository);
  const name = fullName(world, repository);
  world.names.set(name.toLowerCase(), id);
  return { id, fullName: name };
}
