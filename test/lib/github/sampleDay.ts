/** The working day of the sample team: bo and dana answer, raise, close and say what they do while somebody watches. */

import type { StatusChanges } from '../../../src/model/people/member.js';
import { readBlocker } from '../../../src/records/blocker.js';
import { editStatus } from '../../../src/records/roster.js';
import { type Clock, systemClock, timestamp } from './clock.js';
import { Refusal } from './refusal.js';
import {
  dailyAnswers,
  dailyBlockers,
  dailyResolutions,
  dailySayings,
  type SampleLogin,
  type SampleSaying,
} from './samplePeople.js';
import { raise, type SampleTeam } from './sampleTeam.js';
import type { Github } from './simulation.js';
import type { Issue } from './world.js';

export interface DayOptions {
  readonly clock?: Clock;
  /** 1: something happens every two minutes or so. 60: every two seconds. */
  readonly speed?: number;
  readonly signal: AbortSignal;
}

export type Happening = 'answered' | 'raised' | 'closed' | 'said';

const busy = ['bo', 'dana'] as const satisfies readonly SampleLogin[];
const shortestPause = 60_000;
const longestPause = 200_000;
/** People name times that are on the clock's face. */
const quarter = 15 * 60_000;
/** More than this is not believable; from here on they close more than they raise. */
const mostOpen = 12;

/** Goes on until the signal; the same seed in the team gives the same day. */
export async function liveThroughTheDay(github: Github, team: SampleTeam, options: DayOptions): Promise<void> {
  const { clock = systemClock, speed = 1, signal } = options;
  while (!signal.aborted) {
    const pause = shortestPause + team.random() * (longestPause - shortestPause);
    try {
      await clock.sleep(pause / speed, signal);
    } catch {
      return;
    }
    if (!signal.aborted) doSomething(github, team, clock.now());
  }
}

/** One act of one person. What GitHub refuses does not happen. */
export function doSomething(github: Github, team: SampleTeam, now: number): Happening | undefined {
  const who = oneOf(busy, team);
  const open = openBlockers(github, team);
  const chance = team.random();
  try {
    if (chance < 0.15) return saySomething(github, team, who, now);
    if (open.length < mostOpen && chance < 0.4) return raiseOne(github, team, who, now);
    const answered = chance < 0.8 && answerOne(github, team, who, open, now);
    const closed = !answered && closeOne(github, team, who, open, now);
    return answered || closed || raiseOne(github, team, who, now);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

interface OpenBlocker {
  readonly issue: Issue;
  readonly by: string;
  readonly owner: string | undefined;
  /** Login of whoever spoke last. */
  readonly last: string;
}

function openBlockers(github: Github, { repository }: SampleTeam): OpenBlocker[] {
  return github
    .issues(repository)
    .filter(({ state }) => state === 'open')
    .flatMap((issue) => {
      const by = github.loginOf(issue.author);
      const record = readBlocker(
        { title: issue.title, body: issue.body ?? '' },
        { id: issue.author, login: by },
        issue.number,
      );
      if (record.kind !== 'ours') return [];
      const speaker = github.comments(repository, issue.number).at(-1)?.author ?? issue.author;
      return [{ issue, by, owner: record.words.owner, last: github.loginOf(speaker) }];
    });
}

/** Whoever is asked answers; whoever asked reacts; blockers of nobody get an answer from anybody. */
function answerOne(github: Github, team: SampleTeam, who: SampleLogin, open: OpenBlocker[], now: number) {
  const concerned = open.filter(
    ({ by, owner, last }) => last !== who && (owner === who || owner === undefined || by === who),
  );
  const chosen = concerned.length > 0 ? oneOf(concerned, team) : undefined;
  if (!chosen) return undefined;
  github.as(who, { at: now }).comment(team.repository, chosen.issue.number, oneOf(dailyAnswers, team));
  return 'answered' as const;
}

function closeOne(github: Github, team: SampleTeam, who: SampleLogin, open: OpenBlocker[], now: number) {
  const own = open.filter(({ by, owner, issue }) => (owner === who || by === who) && issue.comments > 0);
  const chosen = own.length > 0 ? oneOf(own, team) : undefined;
  if (!chosen) return undefined;
  const person = github.as(who, { at: now });
  person.comment(team.repository, chosen.issue.number, oneOf(dailyResolutions, team));
  person.closeIssue(team.repository, chosen.issue.number);
  return 'closed' as const;
}

/** They edit their own comment on the roster; whoever has none there has not joined. */
function saySomething(github: Github, team: SampleTeam, who: SampleLogin, now: number): Happening | undefined {
  const by = { id: github.idOf(who), login: who };
  const comment = github.comments(team.repository, team.roster).find(({ author }) => author === by.id);
  const changes = changesFor(oneOf(dailySayings, team), now);
  if (!comment) return undefined;
  const standing = timestamp(comment.updatedAt);
  const body = editStatus(comment.body, by, changes, timestamp(now), comment.id, standing);
  if (body === undefined) return undefined;
  github.as(who, { at: now }).editComment(team.repository, comment.id, body);
  return 'said';
}

function changesFor({ mode, text, minutes }: SampleSaying, now: number): StatusChanges {
  const end = (length: number) => new Date(Math.ceil((now + length * 60_000) / quarter) * quarter).toISOString();
  const words = { ...(text && { text }), ...(minutes !== undefined && { until: end(minutes) }) };
  if (mode !== 'focus') return { said: { mode, ...words } };
  const focusing = { since: timestamp(now), until: end(minutes) };
  return { focusing, ...(text && { said: { mode: 'available', ...words } }) };
}

/** Every second one waits for ana, who is watching. */
function raiseOne(github: Github, team: SampleTeam, who: SampleLogin, now: number): Happening {
  const forAna = team.random() < 0.5;
  const fitting = dailyBlockers.filter(({ owner }) => (owner === 'ana') === forAna);
  raise(github, team, { ...oneOf(fitting, team), by: who }, now);
  return 'raised';
}

function oneOf<T>(choices: readonly T[], { random }: SampleTeam): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error('nothing to choose from');
  return choice;
}
