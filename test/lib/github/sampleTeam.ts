/**
 * The sample team: an organization, two repositories, eight people in six time zones, what they declare, and what holds
 * them up, written by the product's own encoders. Built before anybody looks, so nothing here goes through HTTP.
 */

import { idMaker } from '../../../src/base/id.js';
import type { Content } from '../../../src/model/board/item.js';
import { kinds } from '../../../src/model/board/kinds.js';
import { teamFilePath } from '../../../src/model/board/team.js';
import { writeBlocker } from '../../../src/records/blocker.js';
import { writeRoster, writeStatus } from '../../../src/records/roster.js';
import { type Clock, systemClock } from './clock.js';
import { talkInTheForum } from './sampleForum.js';
import {
  type SampleBlocker,
  type SampleLogin,
  type SampleWork,
  sampleBlockers,
  samplePeople,
  sampleWork,
} from './samplePeople.js';
import { sampleStatuses } from './sampleStatuses.js';
import { sampleTeamFile } from './sampleTeamFile.js';
import { waitForEachOther } from './sampleWaiting.js';
import type { Github } from './simulation.js';
import type { Issue } from './world.js';

export interface SampleTeam {
  readonly organization: string;
  /** Where the team coordinates: `acme/team`, private. */
  readonly repository: string;
  /** Where it works: `acme/lighthouse`. */
  readonly codeRepository: string;
  /** Number of the roster issue. */
  readonly roster: number;
  readonly people: typeof samplePeople;
  readonly tokens: Readonly<Record<SampleLogin, string>>;
  /** ULIDs for this team's records. */
  readonly newId: () => string;
  readonly random: () => number;
}

export interface SampleOptions {
  /** The one the simulation runs by. */
  readonly clock?: Clock;
  readonly seed?: number;
  /** Of the tokens. */
  readonly scopes?: readonly string[];
}

const organization = 'acme';
const repository = `${organization}/team`;
const codeRepository = `${organization}/lighthouse`;
const rosterLabel = 'makertime';
const hour = 3_600_000;
const day = 24 * hour;

export function buildSampleTeam(github: Github, options: SampleOptions = {}): SampleTeam {
  const { clock = systemClock, seed = 7, scopes } = options;
  const random = randomFrom(seed);
  for (const { login, name } of samplePeople) github.addUser({ login, ...(name !== null && { name }) });
  github.addOrganization({
    login: organization,
    owners: ['dana'],
    members: samplePeople.map(({ login }) => login),
    basePermission: 'none',
  });
  const roles = Object.fromEntries(samplePeople.map(({ login, role }) => [login, role]));
  github.addRepository({
    owner: organization,
    name: 'team',
    private: true,
    hasDiscussions: true,
    roles,
    description: 'How we work together',
  });
  github.addRepository({
    owner: organization,
    name: 'lighthouse',
    private: true,
    roles,
    description: 'Keeps ships off the rocks',
  });
  github.putFile(codeRepository, 'README.md', '# Lighthouse\n\nKeeps ships off the rocks.\n');
  github.as('dana').createLabel(repository, {
    name: kinds.blocker.issueLabel,
    color: 'b60205',
    description: 'Cannot go on until somebody does something',
  });
  github.as('dana').createLabel(repository, { name: rosterLabel, color: '1d76db', description: 'Who is reachable' });

  const now = clock.now();
  const newId = idMaker(clock.now, random);
  const roster = openRoster(github, newId, now);
  const entries = samplePeople.map(({ login }) => [login, github.token(login, scopes ? { scopes } : {})] as const);
  const team: SampleTeam = {
    organization,
    repository,
    codeRepository,
    roster,
    people: samplePeople,
    tokens: Object.fromEntries(entries) as Record<SampleLogin, string>,
    newId,
    random,
  };
  for (const work of sampleWork) takeOn(github, work, now);
  github.as('hana', { at: now - 70 * hour }).createIssue(repository, {
    title: 'Agenda for the offsite',
    body: 'Please add what you want to talk about.',
  });
  const oldestFirst = [...sampleBlockers].sort((a, b) => b.hoursAgo - a.hoursAgo);
  for (const blocker of oldestFirst) liveThrough(github, team, blocker, now);
  waitForEachOther(github, repository, now);
  github.as('hana', { at: now - 3 * hour }).setProfileStatus({
    message: 'At a conference, slow to answer',
    emoji: ':satellite:',
    isBusy: true,
    expiresAt: now + 6 * hour,
  });
  talkInTheForum(github, repository, now);
  return team;
}

/** Dana set the team up three weeks ago, and one after the other joined. Gives back the roster's number. */
function openRoster(github: Github, newId: () => string, now: number): number {
  const opened = now - 21 * day;
  const dana = { id: github.idOf('dana'), login: 'dana' };
  const { number } = github
    .as('dana', { at: opened })
    .createIssue(repository, { ...writeRoster(newId(), dana), labels: [rosterLabel] });
  const people = samplePeople.map(({ login }) => login);
  github.putFile(repository, teamFilePath, sampleTeamFile(number, people, now));
  for (const { login, joined, lately } of sampleStatuses(opened, now)) {
    const record = { id: newId(), by: { id: github.idOf(login), login } };
    const [first, last] = [
      writeStatus({ ...record, ...joined.declared }),
      writeStatus({ ...record, ...lately.declared }),
    ];
    const { id } = github.as(login, { at: joined.at }).comment(repository, number, first);
    github.as(login, { at: lately.at }).editComment(repository, id, last);
  }
  return number;
}

function takeOn(github: Github, { kind, by, hoursAgo, title, assignees }: SampleWork, now: number): void {
  const at = now - hoursAgo * hour;
  if (kind === 'pullRequest') github.addPullRequest(repository, { author: by, title, assignees, at });
  else github.as(by, { at }).createIssue(repository, { title, assignees });
}

function liveThrough(github: Github, team: SampleTeam, blocker: SampleBlocker, now: number): void {
  const at = (hoursAgo: number) => ({ at: now - hoursAgo * hour });
  const { number } = raise(github, team, blocker, at(blocker.hoursAgo).at, now);
  for (const { by, hoursAgo, text } of blocker.answers ?? [])
    github.as(by, at(hoursAgo)).comment(repository, number, text);
  if (blocker.closed) github.as(blocker.closed.by, at(blocker.closed.hoursAgo)).closeIssue(repository, number);
}

/** Somebody is stuck and says so through Makertime. Labels and assignees vanish where the role does not allow them. */
export function raise(
  github: Github,
  team: SampleTeam,
  blocker: Omit<SampleBlocker, 'hoursAgo'>,
  at: number,
  now = at,
): Issue {
  const { by, title, notes, owner, needInHours, outcome, context } = blocker;
  const words: Content = {
    title,
    ...(notes && { notes }),
    ...(owner && { owner }),
    ...(needInHours !== undefined && { needBy: new Date(roundedUp(now + needInHours * hour)).toISOString() }),
    ...(outcome && { outcome }),
  };
  const text = writeBlocker({
    id: team.newId(),
    by: { id: github.idOf(by), login: by },
    words,
    ...(context && { context }),
  });
  return github.as(by, { at }).createIssue(team.repository, {
    ...text,
    labels: [kinds.blocker.issueLabel],
    assignees: owner ? [owner] : [],
  });
}

/** People name full hours. */
const roundedUp = (ms: number): number => Math.ceil(ms / hour) * hour;

/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
