/**
 * The reader of issues: what has changed, at no charge while nothing has. A list at a fixed address with a remembered ETag is
 * walked back to where we left off. What has been deleted is in no list of changes: a full look compares the open issues.
 *
 * The cursor: `{ etag, newest, open: [{ etag, numbers }], missing }`. `missing`: numbers that are no longer listed, to be asked for.
 */
import * as v from 'valibot';
import { fullName, isSameName } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import { troubleOf } from '../client/errors.js';
import type { Reply } from '../client/reply.js';
import { asIssue, asIssues, type Issue } from '../client/shapes.js';
import type { Brought, Reader, Turn } from '../reader.js';
import { countsFor, deltaFrom, notIn, type Read, readerFor } from './issues.js';

type Listing = Turn & { readonly take: Read };

/** Small, because it is fetched whole whenever anything changes. */
const probeSize = 30;
const pageSize = 100;
/** Timestamps have whole seconds, and lists may lag: what changed shortly before the newest we know is read again. */
const overlap = 60_000;
/** GitHub's lists end somewhere too; 20,000 issues are more than a team's board can use. */
const mostPages = 200;
/** Vanished issues are asked for one by one; the rest wait for the next turn. */
const mostQuestions = 20;

const listRoute = 'GET /repos/{owner}/{repo}/issues';
const issueRoute = 'GET /repos/{owner}/{repo}/issues/{number}';
const byUpdate = { state: 'all', sort: 'updated', direction: 'desc' };
const openByAge = { state: 'open', sort: 'created', direction: 'asc' };

const cursorSchema = v.fallback(
  v.object({
    etag: v.optional(v.string()),
    newest: v.optional(v.string()),
    open: v.optional(v.array(v.object({ etag: v.optional(v.string()), numbers: v.array(v.number()) })), []),
    missing: v.optional(v.array(v.number()), []),
  }),
  { open: [], missing: [] },
);
type Cursor = v.InferOutput<typeof cursorSchema>;

export const issuesReader: Reader = {
  name: 'issues',
  isDue: () => true,
  async read(turn, stored): Promise<Brought> {
    const known = v.parse(cursorSchema, stored ?? {});
    const take = readerFor(countsFor(turn.me, turn.board.teamFile), turn.board);
    const listing: Listing = { ...turn, take };
    const changes = await readChanges(listing, known);
    if ('trouble' in changes) return { cursor: stored, trouble: changes.trouble };
    const { issues, ...place } = changes;
    const missed = await (turn.scope === 'full'
      ? findVanished(listing, known, issues)
      : askForSome(listing, stillMissing(known, issues)));
    const isCut = 'trouble' in missed;
    const all = isCut ? issues : [...issues, ...notIn(issues, missed.issues)];
    const delta = deltaFrom(all, take);
    return {
      delta: isCut ? delta : { ...delta, gone: [...delta.gone, ...missed.gone] },
      issues: all,
      cursor: {
        ...place,
        open: (!isCut && missed.open) || known.open,
        ...withMissing(isCut ? known.missing : missed.missing),
      },
      ...(isCut && { trouble: missed.trouble }),
    };
  },
};

type Changes = { readonly issues: readonly Issue[] } & Pick<Cursor, 'etag' | 'newest'>;

async function readChanges(listing: Listing, known: Cursor): Promise<Changes | { readonly trouble: Trouble }> {
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

interface Missed {
  readonly issues: readonly Issue[];
  readonly gone: readonly number[];
  /** Those that are still to be asked for. */
  readonly missing: readonly number[];
  /** Absent where nobody has looked. */
  readonly open?: Cursor['open'];
}

/** Absent where there is none: what has not changed need not be written. */
function withMissing(missing: readonly number[]): Partial<Pick<Cursor, 'missing'>> {
  return missing.length > 0 ? { missing: [...missing] } : {};
}

/** Whatever was heard of since is there. */
function stillMissing({ missing }: Cursor, changed: readonly Issue[]): readonly number[] {
  const heard = new Set(changed.map(({ number }) => number));
  return missing.filter((number) => !heard.has(number));
}

async function askForSome(
  listing: Listing,
  missing: readonly number[],
): Promise<Missed | { readonly trouble: Trouble }> {
  const asked = await askFor(listing, missing.slice(0, mostQuestions));
  return 'trouble' in asked ? asked : { ...asked, missing: missing.slice(mostQuestions) };
}

/** Issues thought open that GitHub no longer lists as open: closed unnoticed, moved, or deleted. */
async function findVanished(
  listing: Listing,
  known: Cursor,
  changed: readonly Issue[],
): Promise<Missed | { readonly trouble: Trouble }> {
  const opened = await readOpen(listing, known);
  if ('trouble' in opened) return opened;
  const listed = new Set([...opened.open.flatMap(({ numbers }) => numbers), ...changed.map(({ number }) => number)]);
  const missing = thoughtOpen(listing).filter((number) => !listed.has(number));
  const asked = await askForSome(listing, missing);
  if ('trouble' in asked) return asked;
  // What a lagging list of changes kept from us stands among those that are open.
  return { ...asked, issues: [...opened.issues, ...asked.issues], open: opened.open };
}

/** All that are open, page by page; the issues of those pages that have changed. */
async function readOpen(
  listing: Listing,
  known: Cursor,
): Promise<{ readonly issues: readonly Issue[]; readonly open: Cursor['open'] } | { readonly trouble: Trouble }> {
  const open: Cursor['open'] = [];
  const issues: Issue[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const before = known.open[page - 1];
    const reply = await listing.ask(listRoute, { ...openByAge, per_page: pageSize, page, ...ifNot(before?.etag) });
    if (before && reply.kind === 'answer' && reply.status === 304) open.push(before);
    else {
      const list = listIn(reply, listing);
      if ('trouble' in list) return list;
      issues.push(...list.issues);
      const numbers = list.raw.flatMap((one) => (typeof one?.number === 'number' ? [one.number] : []));
      open.push({ etag: (reply as Reply & { kind: 'answer' }).headers.etag, numbers });
    }
    if ((open.at(-1)?.numbers.length ?? 0) < pageSize) break;
  }
  return { issues, open };
}

/** Numbers of the issues that are open as far as the board knows. */
function thoughtOpen({ board, repository }: Turn): readonly number[] {
  const items = [...board.items.values()].flatMap(({ state, number }) =>
    state === 'open' && number !== undefined ? [number] : [],
  );
  const rosters = [...board.rosters.values()].flatMap(({ number, isOpen }) => (isOpen ? [number] : []));
  const own = fullName(repository);
  const waits = [...board.dependencies.values()].flatMap(({ number, by }) => [
    number,
    ...by.flatMap((one) => (one.isOpen && isSameName(one.repository, own) ? [one.number] : [])),
  ]);
  return [...new Set([...items, ...rosters, ...board.work.keys(), ...waits])];
}

async function askFor(
  { ask, meaning }: Listing,
  numbers: readonly number[],
): Promise<Pick<Missed, 'issues' | 'gone'> | { readonly trouble: Trouble }> {
  const issues: Issue[] = [];
  const gone: number[] = [];
  for (const number of numbers) {
    const reply = await ask(issueRoute, { number });
    const meant = meaning(reply);
    if (meant.kind === 'fine') issues.push(...issueIn(reply));
    else if (meant.kind === 'refused' || meant.kind === 'moved') gone.push(number);
    else return { trouble: troubleOf(meant) };
  }
  return { issues, gone };
}

function issueIn(reply: Reply): readonly Issue[] {
  return [asIssue((reply as Reply & { kind: 'answer' }).data)].filter((one) => one !== undefined);
}

type List = { readonly issues: readonly Issue[]; readonly raw: readonly { readonly number?: unknown }[] };

function listIn(reply: Reply, { meaning, take }: Listing): List | { trouble: Trouble } {
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
