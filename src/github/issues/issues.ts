/** What an issue at GitHub is to the board, and whose words count. */
import { type Board, type Delta, emptyBoard, nothingNew, type Roster } from '../../model/board/board.js';
import { type Item, itemKey } from '../../model/board/item.js';
import { isMeant, numberOf, type TeamFile } from '../../model/board/team.js';
import type { Work } from '../../model/people/member.js';
import type { Person } from '../../model/people/person.js';
import { readBlocker } from '../../records/blocker.js';
import { readRoster } from '../../records/roster.js';
import type { Issue } from '../client/shapes.js';

/** Whether what somebody wrote in the team repository counts. Invariant: only facts from GitHub name a person. */
export type Counts = (person: Person, association: string) => boolean;

const belonging = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Those who belong to the repository, those the team file means, and whoever asks. By login only until GitHub has told whose it is. */
export function countsFor(me: Person, file: TeamFile | undefined): Counts {
  const named = new Set<string>();
  const numbers = new Set<number | null>([me.id]);
  for (const login of file?.members ?? []) {
    const number = file && numberOf(file, login);
    if (number === undefined) named.add(login.toLowerCase());
    else numbers.add(number);
  }
  return ({ id, login }, association) =>
    belonging.has(association) || numbers.has(id) || named.has(login.toLowerCase());
}

/** What an issue is to the board. */
interface Meant {
  readonly item: Item | undefined;
  readonly roster: Roster | undefined;
  readonly work: Work | undefined;
}

export type Read = (issue: Issue) => Meant;

/**
 * Each issue once, as long as it is as it was: its body is long, and thousands at a time would keep others waiting. What GitHub
 * does not tell of it (who wrote it, its body, who is assigned) is as it was heard last.
 * @param board what counted when it was heard: a role may end, and what was asked or opened by then stays
 */
export function readerFor(
  counts: Counts,
  board: Pick<Board, 'items' | 'rosters' | 'teamFile' | 'work'> = emptyBoard,
): Read {
  /** Whoever was only called like a member never belonged. */
  const belonged = ({ by }: Item) => !board.teamFile || isMeant(board.teamFile, by.login, by);
  const items = [...board.items.values()].filter(belonged);
  const standing = new Map(items.map(({ number, by }) => [number, by.id]));
  const knownItems = new Map(items.map((item) => [item.number, item]));
  const formerItem = (issue: Issue): Item | undefined => {
    const isStanding = issue.state === 'open' && standing.get(issue.number) === issue.user?.id && issue.user !== null;
    const item = isStanding ? itemFrom(issue, () => true) : undefined;
    return item && { ...item, isFormer: true };
  };
  const itemOf = (issue: Issue): Item | undefined => {
    const before = knownItems.get(issue.number);
    if (issue.body === undefined) return before && { ...before, ...standingOf(issue) };
    const told = issue.user ? issue : { ...issue, user: before?.by ?? null };
    return itemFrom(told, counts) ?? formerItem(told);
  };
  const rosterOf = (issue: Issue): Roster | undefined => {
    const before = board.rosters.get(issue.number);
    if (before && (!issue.user || issue.body === undefined)) return { ...before, isOpen: issue.state === 'open' };
    const roster = rosterFrom(issue, counts);
    return roster && { ...roster, counts: roster.counts || board.rosters.get(roster.number)?.counts === true };
  };
  const known = new Map<number, { readonly at: string; readonly meant: Meant }>();
  return (issue) => {
    const last = known.get(issue.number);
    if (last?.at === issue.updated_at) return last.meant;
    const meant = {
      item: itemOf(issue),
      roster: rosterOf(issue),
      work: workFrom(issue, board.work.get(issue.number)),
    };
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

/** Of an issue just written by us: that it holds none of our records is no news. */
export function writtenDelta(me: Person, issue: Issue): Delta {
  const delta = deltaFrom([issue], readerFor(countsFor(me, undefined)));
  return delta.items.length === 0 ? nothingNew : delta;
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

function workFrom(issue: Issue, before: Work | undefined): Work | undefined {
  const { user, assignees, number, title, state, pull_request, milestone, created_at } = issue;
  const isWhole = assignees !== undefined && !(pull_request && !user);
  const people = isWhole ? assignees.map(({ id }) => id) : [...(before?.people ?? [])];
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
    ...owner,
    ...(record.context && { context: record.context }),
    key: itemKey(user.id, record.id),
    id: record.id,
    kind: record.itemKind,
    by: user,
    ...standingOf(issue),
    createdAt: issue.created_at,
    number,
    record: record.kind,
  };
}

function standingOf({ state, state_reason, updated_at, comments }: Issue) {
  return {
    state: state === 'open' ? 'open' : 'closed',
    ...(state_reason === 'reopened' && { isReopened: true }),
    updatedAt: updated_at,
    comments,
  } as const;
}

/** Who was assigned on GitHub comes before whom the record names, since anybody there can see and change it. */
function ownerOf(issue: Issue, stated: string | undefined): Pick<Item, 'owner' | 'ownerId'> {
  const assignees = issue.assignees ?? [];
  const same = assignees.find((one) => one.login.toLowerCase() === stated?.toLowerCase());
  const assigned = same ?? assignees[0];
  if (assigned) return { owner: assigned.login, ownerId: assigned.id };
  return stated ? { owner: stated } : {};
}
