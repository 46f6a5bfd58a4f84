/** The check-ins of a team: which days there were, who has said what, and whom they need. */
import { memo } from '../../base/memo.js';
import type { Board } from '../board/board.js';
import type { AskedThing } from '../board/links.js';
import { isSameName } from '../board/team.js';
import type { Person } from '../people/person.js';
import { dayTitled, isCheckInText, neededIn } from '../threads/checkIn.js';
import type { Talk, ThreadComment } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';

export interface CheckIn {
  readonly by: Person;
  /** Date. */
  readonly day: string;
  /** The discussion's. */
  readonly number: number;
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
  /** ULID of its record, where it has one. */
  readonly record?: string;
  /** Logins of those it needs who have not answered there. */
  readonly needs: readonly string[];
}

export interface CheckInDay {
  readonly day: string;
  /** Those of this day, the lowest number first: two people may have begun one at once. */
  readonly threads: readonly (Thread & { readonly number: number })[];
  /** One a person: the last. */
  readonly checkIns: readonly CheckIn[];
}

/** The date a discussion is the check-in of; undefined for any other, and where somebody has begun it who is not on the team. */
export function checkInDayOf({ by, title }: Thread, talk: Talk | undefined): string | undefined {
  if (by.kind !== 'person' || !by.counts) return undefined;
  const { kind, day } = talk?.opening.record ?? {};
  if (kind === 'checkInDay' && day !== undefined) return day;
  // Its record is damaged, or somebody has begun it on github.com.
  return kind === undefined || kind === 'checkInDay' ? dayTitled(title) : undefined;
}

/** By date. */
export const checkInDays = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  ({ threads, talks }): ReadonlyMap<string, CheckInDay> => {
    const found = new Map<string, CheckInDay['threads']>();
    for (const thread of threads.values()) {
      const { number } = thread;
      const day = number === undefined ? undefined : checkInDayOf(thread, talks.get(number));
      if (number === undefined || day === undefined) continue;
      found.set(day, [...(found.get(day) ?? []), { ...thread, number }]);
    }
    return new Map(
      [...found].map(([day, list]) => {
        const sorted = [...list].sort((a, b) => a.number - b.number);
        return [day, { day, threads: sorted, checkIns: saidOn(day, sorted, talks) }];
      }),
    );
  },
);

function saidOn(day: string, threads: CheckInDay['threads'], talks: Board['talks']): readonly CheckIn[] {
  const last = new Map<number, CheckIn>();
  for (const { number } of threads)
    for (const comment of talks.get(number)?.comments ?? []) {
      const one = checkInFrom(comment, day, number);
      const known = one && last.get(one.by.id);
      if (one && (!known || known.at <= one.at)) last.set(one.by.id, one);
    }
  return [...last.values()];
}

/** People without Makertime check in with the headings alone. */
function checkInFrom(comment: ThreadComment, day: string, number: number): CheckIn | undefined {
  const { by, text, at, record, hidden, replies } = comment;
  if (by.kind !== 'person' || !by.counts || hidden) return undefined;
  const isOne = record?.kind === 'checkIn' || (record === undefined && isCheckInText(text));
  if (!isOne) return undefined;
  const answered = replies.flatMap((reply) => (reply.by.kind === 'person' ? [reply.by.person.login] : []));
  const needs = neededIn(text).filter((login) => ![by.person.login, ...answered].some((one) => isSameName(one, login)));
  return { by: by.person, day, number, text, at, needs, ...(record?.kind === 'checkIn' && { record: record.id }) };
}

/** What each has said last, by their number. */
export const lastCheckIns = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  (board): ReadonlyMap<number, CheckIn> => {
    const last = new Map<number, CheckIn>();
    for (const { checkIns } of checkInDays(board).values())
      for (const one of checkIns) {
        const known = last.get(one.by.id);
        if (!known || one.day > known.day) last.set(one.by.id, one);
      }
    return last;
  },
);

/** Whom people need: until they answer below it, it is closed, or whoever needs them has checked in again. */
export const neededInCheckIns = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  (board): readonly AskedThing[] => {
    const days = [...checkInDays(board).values()];
    const isLast = (one: CheckIn) => lastCheckIns(board).get(one.by.id) === one;
    return days.flatMap(({ threads, checkIns }): readonly AskedThing[] => {
      const [first] = threads;
      const open = checkIns
        .filter((one) => one.needs.length > 0 && isLast(one))
        .filter(({ number }) => threads.some((thread) => thread.number === number && thread.state === 'open'))
        .sort((a, b) => (a.at < b.at ? -1 : 1));
      const [asker] = open;
      if (!first || !asker) return [];
      const askers = open.flatMap(({ by, needs }) => needs.map((of) => ({ of, by: by.login })));
      const of = [...new Map(askers.map((one) => [one.of.toLowerCase(), one.of])).values()];
      const { number, title } = first;
      return [{ kind: 'checkIn', number, title, by: asker.by, of, askers, since: asker.at, given: [] }];
    });
  },
);
