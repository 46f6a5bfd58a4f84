/**
 * GitHub's list of notification threads: tolerant reading of what it answers, and reading on from page to page.
 *
 * Pages overlap: each begins with the last thread heard, or shortly before it. What is read elsewhere meanwhile moves the
 * others up; a page that begins with none of those heard says so, instead of hiding some from us.
 */
import * as v from 'valibot';
import type { Incoming, Reason, Subject } from '../../model/inbox/entries.js';
import type { Reply } from '../client/reply.js';

/** The most GitHub gives at once. */
export const pageSize = 50;

/** So many threads further up it is tried again where a page is not joined to what was heard; twice as many the next time. */
const stepBack = 25;
/** Further up there is only the first page, which is not asked for twice in one turn. */
export const leastHeard = 10;

/** A place in the list. `heard`: so many from its top. `oldest`: of those, milliseconds since 1970. */
interface Place {
  readonly heard: number;
  readonly oldest: number;
}

export const top: Place = { heard: 0, oldest: Number.MAX_SAFE_INTEGER };

/** What one stretch of the list has brought. */
export interface Stretch {
  /** By thread. */
  readonly heard: ReadonlyMap<string, Incoming>;
  /** Of all threads listed, also of those that cannot be read otherwise. */
  readonly ids: ReadonlySet<string>;
  /** GitHub keeps nothing back, and each thread could be named. */
  readonly isPlain: boolean;
  /** Where to read on. */
  readonly place: Place;
  readonly pages: number;
  /** `known`: what follows need not be read. `full`: no more pages in this turn. `torn`: more was read elsewhere than can be followed. */
  readonly end: 'bottom' | 'known' | 'full' | 'torn' | 'failed';
  /** What came instead of a page. */
  readonly failure?: Reply;
}

type AskPage = (page: PageNumber) => Promise<Reply>;

interface PageNumber {
  readonly page: number;
  readonly per_page: number;
}

/**
 * Reads on from a place.
 * @param most pages, of which there is at least one
 * @param isKnown whether everything below that moment has been heard, milliseconds since 1970
 */
export async function walk(
  ask: AskPage,
  from: Place,
  most: number,
  isKnown: (oldest: number) => boolean,
): Promise<Stretch> {
  const heard = new Map<string, Incoming>();
  const ids = new Set<string>();
  let isPlain = true;
  let place = from;
  let back = stepBack;
  for (let pages = 1; ; pages++) {
    const ended = (end: Stretch['end']): Stretch => ({ heard, ids, isPlain, place, pages, end });
    const asked = pageAfter(place.heard);
    const reply = await ask(asked);
    const found = pageIn(reply, asked.per_page);
    if (!found) return { ...ended('failed'), failure: reply };
    if (isJoined(found, place, ids)) {
      for (const id of found.ids) ids.add(id);
      for (const [id, one] of found.threads) if (!heard.has(id)) heard.set(id, one);
      isPlain &&= found.isPlain;
      back = stepBack;
      place = { heard: asked.page * asked.per_page, oldest: Math.min(place.oldest, ...momentsOf(found)) };
      if (!found.hasMore) return ended('bottom');
      if (isKnown(place.oldest)) return ended('known');
    } else {
      if (found.ids.length === 0 || place.heard === leastHeard) return ended('torn');
      place = { ...place, heard: Math.max(leastHeard, place.heard - back) };
      back *= 2;
    }
    if (pages >= most) return ended('full');
  }
}

/** Of the pages that begin with the last thread heard or shortly before it, the one that leads furthest. */
function pageAfter(heard: number): PageNumber {
  if (heard === 0) return { page: 1, per_page: pageSize };
  const most = Math.min(pageSize, heard - 1);
  let best: PageNumber = { page: 1, per_page: 1 };
  for (let size = most; size > most / 2; size--) {
    const page = Math.floor((heard - 1) / size) + 1;
    if (page * size > best.page * best.per_page) best = { page, per_page: size };
  }
  return best;
}

function isJoined(page: Page, place: Place, ids: ReadonlySet<string>): boolean {
  if (place.heard === 0) return true;
  if (ids.size > 0) return page.ids.some((id) => ids.has(id));
  return momentsOf(page).some((at) => at >= place.oldest);
}

interface Page {
  readonly threads: readonly (readonly [id: string, incoming: Incoming])[];
  readonly ids: readonly string[];
  readonly isPlain: boolean;
  readonly hasMore: boolean;
}

/** Anything else is no answer of GitHub's to this question. */
export function isList(reply: Reply): reply is Reply & { kind: 'answer'; data: unknown[] } {
  return reply.kind === 'answer' && reply.status === 200 && Array.isArray(reply.data);
}

function pageIn(reply: Reply, size: number): Page | undefined {
  if (!isList(reply)) return undefined;
  const { data, headers } = reply;
  const ids = data.flatMap((one) => idIn(one) ?? []);
  return {
    threads: data.flatMap((one) => {
      const incoming = incomingFrom(one);
      return incoming?.thread === undefined ? [] : [[incoming.thread, incoming] as const];
    }),
    ids,
    // Threads of organizations that want single sign-on first are left out without being read.
    isPlain: ids.length === data.length && !headers['x-github-sso']?.startsWith('partial'),
    // A page may be shorter than asked for although others follow.
    hasMore: data.length >= size || /\brel="next"/.test(headers.link ?? ''),
  };
}

function momentsOf({ threads }: Page): readonly number[] {
  return threads.map(([, { at }]) => Date.parse(at));
}

const idSchema = v.pipe(v.string(), v.regex(/^\d{1,20}$/));
const namedSchema = v.object({ id: idSchema });

/** Without the required ones it is no thread; for the others there is a word that is always true. */
const threadSchema = v.object({
  id: idSchema,
  updated_at: v.pipe(
    v.string(),
    v.check((text) => Number.isFinite(Date.parse(text))),
  ),
  repository: v.object({
    id: v.fallback(v.number(), 0),
    full_name: v.pipe(v.string(), v.regex(/^[^/\s]+\/[^/\s]+$/)),
  }),
  unread: v.fallback(v.boolean(), true),
  reason: v.fallback(v.string(), ''),
  subject: v.fallback(
    v.object({
      title: v.fallback(v.string(), ''),
      type: v.fallback(v.string(), ''),
      url: v.fallback(v.string(), ''),
      latest_comment_url: v.fallback(v.string(), ''),
    }),
    { title: '', type: '', url: '', latest_comment_url: '' },
  ),
});

function idIn(data: unknown): string | undefined {
  const named = v.safeParse(namedSchema, data);
  return named.success ? named.output.id : undefined;
}

/** Undefined where it cannot be read. */
export function incomingFrom(data: unknown): Incoming | undefined {
  const read = v.safeParse(threadSchema, data);
  if (!read.success) return undefined;
  const { id, updated_at: at, unread: isUnread, reason, subject, repository } = read.output;
  const name = repository.full_name;
  // Others end in a number as well, which is no number of the repository's: releases, check suites.
  const number = /\/(?:issues|pulls|discussions)\/([1-9]\d{0,14})$/.exec(subject.url)?.[1];
  const incoming: Incoming = {
    key: number === undefined ? `thread/${id}` : `thing/${name.toLowerCase()}#${number}`,
    repository: name,
    subject: subjects.get(subject.type) ?? 'other',
    ...(number !== undefined && { number: Number(number) }),
    title: subject.title,
    reason: reasons.get(reason) ?? 'other',
    at,
    thread: id,
    isUnread,
  };
  homes.set(incoming, { id: repository.id, name });
  const latest = latestIn(subject.latest_comment_url, name);
  if (latest) latestWords.set(incoming, latest);
  return incoming;
}

/** The repository of a thread, by its number: a name may have passed to another. */
export interface Home {
  readonly id: number;
  /** `owner/name` */
  readonly name: string;
}

const homes = new WeakMap<Incoming, Home>();

export function homeOf(incoming: Incoming): Home {
  return homes.get(incoming) ?? { id: 0, name: incoming.repository };
}

export const latestKinds = ['issues', 'pulls', 'issues/comments', 'pulls/comments'] as const;

/** The newest words of a thread, by their number: of the address that GitHub gives nothing else is used. */
interface Latest {
  readonly kind: (typeof latestKinds)[number];
  readonly id: number;
}

/** Beside what was told and not in it: where it can be asked for is nothing to keep. */
const latestWords = new WeakMap<Incoming, Latest>();

export function latestOf(incoming: Incoming): Latest | undefined {
  return latestWords.get(incoming);
}

function latestIn(address: string, repository: string): Latest | undefined {
  const [, name, kind, id] =
    /\/repos\/([^/]+\/[^/]+)\/((?:issues|pulls)(?:\/comments)?)\/([1-9]\d{0,14})$/.exec(address) ?? [];
  if (name?.toLowerCase() !== repository.toLowerCase()) return undefined;
  return { kind: kind as Latest['kind'], id: Number(id) };
}

const subjects: ReadonlyMap<string, Subject> = new Map([
  ['Issue', 'issue'],
  ['PullRequest', 'pullRequest'],
  ['Discussion', 'discussion'],
  ['Release', 'release'],
]);

const reasons: ReadonlyMap<string, Reason> = new Map([
  // A deployment that goes on only when this person has approved it.
  ['approval_requested', 'waitsForMe'],
  ['review_requested', 'reviewRequested'],
  ['assign', 'assigned'],
  ['mention', 'mention'],
  ['team_mention', 'mention'],
  ['author', 'author'],
  ['comment', 'comment'],
  ['state_change', 'stateChange'],
  ['subscribed', 'subscribed'],
  ['manual', 'subscribed'],
]);
