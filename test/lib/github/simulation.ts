/**
 * The simulated GitHub's public face: `createGithub()` joins its parts. Tests, benchmarks and the sample team use this
 * file and nothing behind it.
 *
 *     const github = createGithub({ clock });
 *     github.addUser({ login: 'ana' });
 *     github.addRepository({ owner: 'ana', name: 'team', private: true });
 *     const octokit = new Octokit({ auth: github.token('ana'), request: { fetch: github.fetch } });
 *     github.weather.add({ match: { method: 'POST' }, times: 1, effect: { kind: 'reset', when: 'after' } });
 */

import { type ActingPerson, actingPerson } from './acting.js';
import { type Builder, createBuilder } from './builder.js';
import { type Clock, systemClock } from './clock.js';
import type { Parts } from './exchange.js';
import { categoriesOf, categoryNodeId, type Discussion, discussionsOf } from './forum.js';
import { loadGraphql } from './graphql.js';
import { createHttpDoor } from './http.js';
import { createInboxBuilder, type InboxBuilder } from './inboxBuilder.js';
import { createFetch } from './inProcess.js';
import { createLimits, type LimitSettings } from './limits.js';
import { createLog, type RequestLog } from './log.js';
import { commentsOf } from './moving.js';
import { createPolling } from './polling.js';
import type { ProfileChange, ProfileStatus } from './profiles.js';
import { labelsOn } from './render.js';
import { loadValidator } from './validate.js';
import type { Ways } from './ways.js';
import { createWeather, type Weather } from './weather.js';
import {
  type Comment,
  emptyWorld,
  type Issue,
  issueOf,
  type Repository,
  repositoryByName,
  userByLogin,
} from './world.js';

export interface GithubOptions {
  readonly clock?: Clock;
  /** Check every request and response against the official description (default). Off: well under 1 ms a request. */
  readonly validate?: boolean;
  readonly limits?: Partial<LimitSettings>;
  /** Hosts this GitHub answers for in-process, besides where it listens. Any other is unknown: ENOTFOUND. */
  readonly hosts?: readonly string[];
  /**
   * Whether `since` leaves out what was updated in that very second. GitHub's pages contradict each other; leaving out
   * (default) is what the REST description says and what a careless client loses something by.
   */
  readonly since?: 'exclusive' | 'inclusive';
  /** Whether editing or deleting a comment moves its issue's `updated_at`. Unverified, so both can be had; it does not (default). */
  readonly editedComments?: Ways['editedComments'];
  /** What becomes of an issue that is converted to a discussion. Unverified, so both can be had; it is gone (default). */
  readonly convertedIssues?: Ways['convertedIssues'];
  /** Unverified, so both can be had; they go along (default). */
  readonly transferredDependencies?: Ways['transferredDependencies'];
  /** What tokens are told of discussions that are on: the truth (default), or that they are off. */
  readonly discussionsSwitch?: Ways['discussionsSwitch'];
  /** `old`: an Enterprise Server of 3.6 to 3.8, whose discussions cannot be closed and do not say whether they are answered. */
  readonly discussions?: 'current' | 'old';
  /** `unknown`: an Enterprise Server before 3.19, which has neither routes nor fields for what blocks an issue. */
  readonly dependencies?: 'known' | 'unknown';
}

/** Every repository is named `owner/name` and every person by login. All of both builders is here, too. */
export interface Github extends Builder, InboxBuilder {
  /** The in-process door: give it to octokit as `request.fetch`. */
  readonly fetch: typeof globalThis.fetch;
  /** The socket door on 127.0.0.1. Gives back the REST address without a trailing slash; `/api/v3` and `/api/graphql` work, too. */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;

  readonly weather: Weather;
  readonly log: RequestLog;
  /** Our own mistakes: responses that violate the official description, and bugs. Assert that it is empty. */
  readonly faults: readonly string[];

  /** Somebody on github.com: same rules, no HTTP. Refusals are thrown as `Refusal` with the status. `at`: in the past. */
  as(login: string, when?: { readonly at: number }): ActingPerson;

  issues(repository: string): readonly Issue[];
  issue(repository: string, number: number): Issue;
  comments(repository: string, number: number): readonly Comment[];
  discussions(repository: string): readonly Discussion[];
  /** What GraphQL calls a category. */
  categoryId(repository: string, name: string): string;
  /** The names of an issue's labels. */
  labelsOn(repository: string, number: number): readonly string[];
  /** What somebody says on their profile, expired or not. */
  profileStatus(login: string): ProfileStatus | undefined;
  /** All that they ever said there, oldest first. */
  saidOnProfile(login: string): readonly ProfileChange[];
  /** Its database id. */
  repositoryId(repository: string): number;
  loginOf(userId: number): string;
  idOf(login: string): number;

  /** Everything but weather, log and limits; `restore` goes back to it. */
  snapshot(): () => void;
}

const usualHosts = ['api.github.com', 'github.example', 'localhost', '127.0.0.1'];

export function createGithub(options: GithubOptions = {}): Github {
  const clock = options.clock ?? systemClock;
  const world = emptyWorld({
    editedComments: options.editedComments ?? 'leaveIssue',
    convertedIssues: options.convertedIssues ?? 'gone',
    transferredDependencies: options.transferredDependencies ?? 'kept',
    discussionsSwitch: options.discussionsSwitch ?? 'honest',
  });
  const weather = createWeather();
  const log = createLog();
  const faults: string[] = [];
  const parts: Parts = {
    world,
    clock,
    weather,
    log,
    faults,
    limits: createLimits(options.limits),
    polling: createPolling(world),
    validator: options.validate === false ? undefined : loadValidator,
    graphql: loadGraphql,
    sinceIsExclusive: options.since !== 'inclusive',
    dependencies: options.dependencies ?? 'known',
    discussions: options.discussions ?? 'current',
  };
  const hosts = new Set([...usualHosts, ...(options.hosts ?? [])]);
  const door = createHttpDoor(parts);
  const named = (name: string): Repository => {
    const repository = repositoryByName(world, name);
    if (!repository) throw new Error(`there is no ${name}`);
    return repository;
  };
  const numbered = (name: string, number: number): Issue => {
    const issue = issueOf(named(name), number);
    if (!issue) throw new Error(`there is no ${name}#${number}`);
    return issue;
  };

  const idOf = (login: string): number => {
    const user = userByLogin(world, login);
    if (!user) throw new Error(`there is nobody called ${login}`);
    return user.id;
  };

  return {
    ...createBuilder(world, clock),
    ...createInboxBuilder(world, clock),
    fetch: createFetch(parts, hosts),
    async listen(port) {
      const address = await door.listen(port);
      hosts.add(new URL(address).host);
      return address;
    },
    close: door.close,
    weather,
    log,
    faults,
    as: (login, when) => actingPerson(world, when ? () => when.at : clock.now, login),
    issues: (name) => [...named(name).issues.values()].map(({ current }) => current).filter((one) => one !== undefined),
    issue: numbered,
    comments: (name, number) => commentsOf(named(name), number),
    discussions: (name) => discussionsOf(world, named(name)),
    categoryId(name, category) {
      const found = categoriesOf(world, named(name)).find((one) => one.name === category);
      if (!found) throw new Error(`there is no category ${category} in ${name}`);
      return categoryNodeId(named(name), found);
    },
    labelsOn: (name, number) => labelsOn(named(name), numbered(name, number)).map((label) => label.name),
    idOf,
    repositoryId: (name) => named(name).id,
    profileStatus: (login) => world.statuses.get(idOf(login)),
    saidOnProfile: (login) => world.said.filter((one) => one.login === login),
    loginOf: (id) => world.users.get(id)?.login ?? 'ghost',
    snapshot() {
      const saved = structuredClone(world);
      return () => void Object.assign(world, structuredClone(saved));
    },
  };
}
