/** Whom to suggest as the owner of a blocker, in which order, and the reasons that are shown beside each name. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { type Member, membersOf, peopleOn } from '../../model/members.js';
import { nameOf } from '../../model/names.js';
import { type Hints, loginOf } from '../../model/people/author.js';
import type { State } from '../../model/state.js';
import { turnNow } from '../words/rotation.js';
import { moment } from '../words/time.js';
import { availabilityName, type MemberState, memberState } from './memberState.js';

export interface Suggestion {
  readonly login: string;
  /** The login, safe to show. */
  readonly name: string;
  /** What they are called, why, and whether they can be reached; empty where nothing is known of it. */
  readonly reasons: string;
  /** Whether anything speaks for them but being on the team. */
  readonly isWorthIt: boolean;
}

type Why = 'lines' | 'codeOwner' | 'available' | 'asked' | 'member';

/**
 * Who knows comes before who is merely there, and of two who know as well as each other who can be reached now. So a code
 * owner who is here comes before the author of the lines who is asleep, and that one before anybody asked before. Whose turn
 * it is counts while they can be reached: asleep, they come after anybody who is here.
 */
const weights: Readonly<Record<Why, number>> = { lines: 4, codeOwner: 3, available: 2.5, asked: 1, member: 0 };
const reachable = 2;

/** Of so many the availability is computed at most, in the order of what they know: teams may have a thousand members. */
const mostLookedAt = 60;

interface Candidate {
  readonly login: string;
  readonly why: ReadonlySet<Why>;
  readonly member: Member | undefined;
  /** The last reason's own order, such as the lines written. */
  readonly order: number;
}

/**
 * Computed once for a box, and asked at every key press for those whose login begins so, and then those of whose name a
 * word does: what was typed may be a login, and anybody may call themselves like one.
 * @param zone mine, IANA name
 */
export function suggester(
  state: State,
  hints: Hints,
  now: number,
  zone: string,
): (begun: string) => readonly Suggestion[] {
  const all = candidates(state, hints, now);
  const known = new Map<string, Ranked>();
  const rank = (one: Candidate): Ranked => {
    const before = known.get(one.login);
    if (before) return before;
    const made = ranked(one, nameOf(state, one), now, zone);
    known.set(one.login, made);
    return made;
  };
  const best = (some: readonly Candidate[]) =>
    some
      .slice(0, mostLookedAt)
      .map(rank)
      .sort((a, b) => b.weight - a.weight || (a.back < b.back ? -1 : a.back > b.back ? 1 : 0))
      .map(({ suggestion }) => suggestion);
  return (begun) => {
    const isLogin = ({ login }: Candidate) => login.toLowerCase().startsWith(begun.toLowerCase());
    const byName = all.filter((one) => !isLogin(one) && hasWord(nameOf(state, one), begun));
    return [...best(all.filter(isLogin)), ...best(byName)];
  };
}

/** Whether a word of a name begins so; a login has no accents, and so "jose" is for "José" as well. */
function hasWord(name: string | undefined, begun: string): boolean {
  const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    name !== undefined &&
    bare(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.startsWith(bare(begun)))
  );
}

/** Everybody who may be meant, by what they know. Never the person who asks. */
function candidates(state: State, hints: Hints, now: number): readonly Candidate[] {
  const members = membersOf(state);
  const byKey = new Map(members.map((member) => [member.login.toLowerCase(), member]));
  const me = state.team?.account.login.toLowerCase();
  const found = new Map<string, { login: string; why: Set<Why>; order: number }>();
  let order = 0;
  const add = (login: string | undefined, why: Why) => {
    const key = login?.toLowerCase();
    if (login === undefined || key === undefined || key === me || byKey.get(key)?.isMe) return;
    const one = found.get(key) ?? { login: byKey.get(key)?.login ?? login, why: new Set<Why>(), order: order++ };
    one.why.add(why);
    found.set(key, one);
  };
  for (const login of authorsBy(hints, members)) add(login, 'lines');
  for (const login of hints.codeOwners) add(login, 'codeOwner');
  add(turnNow(state, now)?.onDuty, 'available');
  for (const login of peopleOn(state)) add(login, 'asked');
  for (const { login } of members) add(login, 'member');
  return [...found.entries()]
    .map(([key, { login, why, order: place }]) => ({ login, why, order: place, member: byKey.get(key) }))
    .sort((a, b) => weightOf(b.why) - weightOf(a.why) || a.order - b.order);
}

/** Logins, who wrote the most lines first, of two with as many the one who wrote last. */
function authorsBy({ authors }: Hints, members: readonly Member[]): readonly string[] {
  const logins = members.map(({ login }) => login);
  const lines = new Map<string, { readonly login: string; count: number; at: string }>();
  for (const author of authors) {
    const login = loginOf(author, logins);
    if (login === undefined) continue;
    const one = lines.get(login.toLowerCase()) ?? { login, count: 0, at: '' };
    one.count += author.lines;
    if ((author.at ?? '') > one.at) one.at = author.at ?? '';
    lines.set(login.toLowerCase(), one);
  }
  return [...lines.values()]
    .sort((a, b) => b.count - a.count || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ login }) => login);
}

/** The best of the reasons; each further one breaks a tie. */
function weightOf(why: ReadonlySet<Why>): number {
  return Math.max(...[...why].map((one) => weights[one])) + why.size / 100;
}

interface Ranked {
  readonly suggestion: Suggestion;
  readonly weight: number;
  /** When they can be reached, milliseconds since 1970: of two who know as much the sooner comes first. */
  readonly back: number;
}

function ranked({ login, why, member }: Candidate, called: string | undefined, now: number, zone: string): Ranked {
  const one = member && memberState(member, now, zone);
  const isHere = one?.now.state === 'available';
  const words = [
    ...(called === undefined ? [] : [called]),
    ...whyWords(why),
    ...(one ? [availabilityWords(one, now, zone)] : []),
  ];
  return {
    suggestion: {
      login,
      name: plain(login, 40),
      reasons: words.join(' · '),
      isWorthIt: isHere || weightOf(why) >= weights.asked,
    },
    weight: weightOf(why) + (isHere ? reachable : 0),
    back: isHere ? now : (one?.now.nextReachable ?? Number.POSITIVE_INFINITY),
  };
}

function whyWords(why: ReadonlySet<Why>): readonly string[] {
  const words: Readonly<Record<Why, string | undefined>> = {
    lines: l10n.t('wrote these lines'),
    codeOwner: l10n.t('code owner'),
    available: l10n.t('on duty'),
    // That somebody was asked before is no reason anybody needs to hear.
    asked: undefined,
    member: undefined,
  };
  return (Object.keys(words) as Why[]).flatMap((one) => (why.has(one) ? (words[one] ?? []) : []));
}

/** "reachable now, to 18:00", "back Thu 05:30" */
function availabilityWords({ now: there, isInvisible }: MemberState, now: number, zone: string): string {
  const { state, until, nextReachable } = there;
  if (isInvisible) return l10n.t('availability unknown');
  if (state === 'available')
    return until === undefined ? l10n.t('available now') : l10n.t('available until {0}', moment(until, now, zone));
  if (nextReachable !== undefined) return l10n.t('back {0}', moment(nextReachable, now, zone));
  return state === 'unknown' ? l10n.t('hours unknown') : availabilityName(there);
}
