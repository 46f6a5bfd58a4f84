/**
 * Owns hearing what is new, at no charge while nothing is: lists at fixed addresses with remembered ETags, issues walked
 * back to where we left off. What has been deleted is in no list of news; a thorough look compares the open issues.
 *
 * The cursor: `{ etag, newest, open: [{ etag, numbers }], file: { etag }, roster: { number, pages }, waits }`. It is stored only
 * together with the board it belongs to. `waits` is none of ours and stays, until all is heard anew.
 */
import * as v from 'valibot';
import { type Board, type Delta, nothingNew, receive } from '../model/board.js';
import type { Person } from '../model/item.js';
import type { Trouble } from '../model/state.js';
import type { Repository } from '../model/team.js';
import type { Cursor, Depth, Pulled } from '../sync/ports.js';
import type { Reply, Send } from './client.js';
import { thoughtToWait } from './dependencies.js';
import { type Meaning, troubleOf } from './errors.js';
import { isNowhere } from './find.js';
import { asIssues, type Counts, countsFor, deltaFrom, type Issue, notIn, type Read, readerFor } from './issues.js';
import { pullRoster, rosterCursorSchema } from './roster.js';
import { fileCursorSchema, pullTeamFile } from './teamFile.js';

interface Reading {
  readonly ask: Send;
  readonly meaning: (reply: Reply) => Meaning | { readonly kind: 'fine' };
  readonly me: Person;
  readonly repository: Repository;
}

type Listing = Reading & { readonly read: Read };

/** `issues`: those that were heard, as GitHub told them. */
type Heard = Pulled & { readonly issues?: readonly Issue[] };

/** Small, because it is fetched whole whenever anything changes. */
const probeSize = 30;
const pageSize = 100;
/** Timestamps have whole seconds, and lists may lag: what changed shortly before the newest we know is read again. */
const overlap = 60_000;
/** GitHub's lists end somewhere too; 20,000 issues are more than a team's board can use. */
const mostPages = 200;
/** Vanished issues are asked for one by one; the rest wait for the next thorough look. */
const mostQuestions = 20;

const listRoute = 'GET /repos/{owner}/{repo}/issues';
const issueRoute = 'GET /repos/{owner}/{repo}/issues/{number}';
const byUpdate = { state: 'all', sort: 'updated', direction: 'desc' };
const openByAge = { state: 'open', sort: 'created', direction: 'asc' };

/** @param isRound it is time to ask for what rarely changes */
export async function pull(
  reading: Reading,
  board: Board,
  cursor: Cursor | undefined,
  depth: Depth,
  isRound: boolean,
): Promise<Heard> {
  let known = v.parse(cursorSchema, cursor ?? {});
  // That there is no file is never free to ask: only as often as for all that vanishes, or when somebody wants to know.
  const looksAtFile = depth !== 'news' || (isRound && known.file?.etag !== undefined);
  const file = looksAtFile ? await pullTeamFile(reading, known.file) : undefined;
  if (file && 'trouble' in file) return { kind: 'blocked', trouble: file.trouble };
  const members = (file?.news ? file.news.value : board.teamFile)?.members ?? [];
  // What somebody wrote before they counted is news when they do.
  const isOtherTeam = namesOf(members) !== namesOf(board.teamFile?.members ?? []);
  if (isOtherTeam) known = { open: [] };
  const counts = countsFor(reading.me, members);
  const listing: Listing = { ...reading, read: readerFor(counts) };
  const news = await hearNews(listing, known);
  if ('trouble' in news) return { kind: 'blocked', trouble: news.trouble };
  const missed = depth === 'thorough' ? await findVanished(listing, board, known, news.issues) : undefined;
  if (missed && 'trouble' in missed) return { kind: 'blocked', trouble: missed.trouble };
  const issues = [...news.issues, ...notIn(news.issues, missed?.issues ?? [])];
  const found = issues.length > 0 ? deltaFrom(issues, listing.read) : nothingNew;
  const delta: Delta = {
    ...found,
    gone: [...found.gone, ...(missed?.gone ?? [])],
    ...(file?.news && { teamFile: file.news }),
  };

  const rosters = receive(board, { ...delta, items: [], work: [] });
  const roster = await hearRoster(reading, rosters, known.roster, counts);
  const isHeard = issues.length > 0 || missed?.changed || file?.news;
  // What has been heard is not held up by it: the next turn tells of the trouble.
  if ('trouble' in roster && (!isHeard || roster.trouble.kind === 'limited'))
    return { kind: 'blocked', trouble: roster.trouble };
  const next: Cursor = {
    etag: news.etag,
    newest: news.newest,
    open: missed?.open ?? known.open,
    file: file?.cursor ?? known.file,
    roster: 'trouble' in roster ? known.roster : roster.cursor,
    ...(known.waits !== undefined && { waits: known.waits }),
  };
  if ('trouble' in roster) return { kind: 'changed', delta, cursor: next, issues };
  const { records, gone } = roster;
  if (!isHeard && !records && gone.length === 0)
    return { kind: 'unchanged', cursor: cursor && sameCursor(cursor, next) ? cursor : next };
  return {
    kind: 'changed',
    delta: { ...without(delta, gone), ...(records && { statuses: { kind: 'all', records } }) },
    cursor: next,
    issues,
  };
}

/** The roster that counts; where that is gone, the next one. Blockers and work, thousands perhaps, do not matter to it. */
async function hearRoster(reading: Reading, board: Board, cursor: KnownCursor['roster'], counts: Counts) {
  const gone: number[] = [];
  for (;;) {
    const heard = await pullRoster(reading, receive(board, { ...nothingNew, gone }), cursor, counts);
    if (!('gone' in heard)) return 'trouble' in heard ? heard : { ...heard, gone };
    // One wrong answer must not cost the roster: nothing would name it again.
    const meant = reading.meaning(await reading.ask(issueRoute, { number: heard.gone }));
    if (meant.kind === 'fine') return { trouble: { kind: 'serverDown' } as const };
    if (!isNowhere(meant)) return { trouble: troubleOf(meant) };
    gone.push(heard.gone);
  }
}

function without(delta: Delta, numbers: readonly number[]): Delta {
  const rosters = (delta.rosters ?? []).filter(({ number }) => !numbers.includes(number));
  return { ...delta, rosters, gone: [...delta.gone, ...numbers] };
}

/** Neither their order nor how they are spelled says who counts. */
function namesOf(logins: readonly string[]): string {
  return String(logins.map((login) => login.toLowerCase()).sort());
}

/** The same object means that nothing has to be written. */
function sameCursor(a: Cursor, b: Cursor): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type KnownCursor = v.InferOutput<typeof cursorSchema>;

async function hearNews(
  listing: Listing,
  known: KnownCursor,
): Promise<{ issues: readonly Issue[]; etag?: string; newest?: string } | { trouble: Trouble }> {
  const { ask } = listing;
  const unchanged = {
    issues: [],
    ...(known.etag && { etag: known.etag }),
    ...(known.newest && { newest: known.newest }),
  };
  const probe = await ask(listRoute, { ...byUpdate, per_page: probeSize, ...ifNot(known.etag) });
  if (probe.kind === 'answer' && probe.status === 304) return unchanged;
  const first = listIn(probe, listing);
  if ('trouble' in first) return first;
  const since = known.newest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(known.newest) - overlap;
  const isComplete = (list: readonly Issue[], size: number, page: readonly unknown[]) =>
    page.length < size || Date.parse(list.at(-1)?.updated_at ?? '') < since;

  let all = first.issues;
  if (!isComplete(first.issues, probeSize, first.raw)) {
    const pages: Issue[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const next = listIn(await ask(listRoute, { ...byUpdate, per_page: pageSize, page }), listing);
      if ('trouble' in next) return next;
      pages.push(...next.issues);
      if (isComplete(next.issues, pageSize, next.raw)) break;
    }
    all = pages;
  }
  const newest = all.reduce((latest, { updated_at }) => [latest, updated_at].sort()[1] ?? latest, known.newest ?? '');
  const etag = (probe as Reply & { kind: 'answer' }).headers.etag;
  return { issues: all, ...(etag && { etag }), ...(newest && { newest }) };
}

interface Vanished {
  readonly issues: readonly Issue[];
  readonly gone: readonly number[];
  readonly open: KnownCursor['open'];
  readonly changed: boolean;
}

/** Open items that GitHub no longer lists as open: closed without our hearing, moved, or deleted. */
async function findVanished(
  listing: Listing,
  board: Board,
  known: KnownCursor,
  news: readonly Issue[],
): Promise<Vanished | { trouble: Trouble }> {
  const { ask, meaning, repository } = listing;
  const open: { etag?: string | undefined; numbers: number[] }[] = [];
  const found: Issue[] = [];
  let changed = false;
  for (let page = 1; page <= mostPages; page++) {
    const before = known.open[page - 1];
    const reply = await ask(listRoute, { ...openByAge, per_page: pageSize, page, ...ifNot(before?.etag) });
    if (before && reply.kind === 'answer' && reply.status === 304) open.push(before);
    else {
      const list = listIn(reply, listing);
      if ('trouble' in list) return list;
      changed = true;
      found.push(...list.issues); // one that a lagging list of news kept from us is heard here
      open.push({
        etag: (reply as Reply & { kind: 'answer' }).headers.etag,
        numbers: list.raw.flatMap((one) => (typeof one?.number === 'number' ? [one.number] : [])),
      });
    }
    if ((open.at(-1)?.numbers.length ?? 0) < pageSize) break;
  }
  const listed = new Set([...open.flatMap((page) => page.numbers), ...news.map((issue) => issue.number)]);
  const items = [...board.items.values()].flatMap((item) =>
    item.state === 'open' && item.number !== undefined ? [item.number] : [],
  );
  const rosters = [...board.rosters.values()].flatMap(({ number, isOpen }) => (isOpen ? [number] : []));
  const thoughtOpen = [...items, ...rosters, ...board.work.keys(), ...thoughtToWait(board, repository)];
  const missing = [...new Set(thoughtOpen)].filter((number) => !listed.has(number));

  const gone: number[] = [];
  for (const number of missing.slice(0, mostQuestions)) {
    const reply = await ask(issueRoute, { number });
    const meant = meaning(reply);
    if (meant.kind === 'fine') found.push(...(asIssues([(reply as Reply & { kind: 'answer' }).data]) ?? []));
    else if (meant.kind === 'refused' || meant.kind === 'moved') gone.push(number);
    else return { trouble: troubleOf(meant) };
  }
  return { issues: found, gone, open, changed: changed || missing.length > 0 };
}

type List = { readonly issues: readonly Issue[]; readonly raw: readonly { readonly number?: unknown }[] };

function listIn(reply: Reply, { meaning, read: take }: Listing): List | { trouble: Trouble } {
  const meant = meaning(reply);
  if (meant.kind !== 'fine') return { trouble: troubleOf(meant) };
  const { data } = reply as Reply & { kind: 'answer' };
  const read = asIssues(data);
  read?.forEach(take); // while the next page is on its way
  // A page of a proxy's, or a body cut short: not what GitHub answers to this question.
  return read ? { issues: read, raw: data as { number?: unknown }[] } : { trouble: { kind: 'serverDown' } };
}

function ifNot(etag: string | undefined): { headers?: Record<string, string> } {
  return etag ? { headers: { 'if-none-match': etag } } : {};
}

const cursorSchema = v.fallback(
  v.object({
    etag: v.optional(v.string()),
    newest: v.optional(v.string()),
    open: v.optional(v.array(v.object({ etag: v.optional(v.string()), numbers: v.array(v.number()) })), []),
    file: v.optional(fileCursorSchema),
    roster: v.optional(rosterCursorSchema),
    waits: v.optional(v.unknown()),
  }),
  { open: [] },
);
