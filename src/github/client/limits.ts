/**
 * Until when GitHub wants to be left alone by all that ask in one account's name: before that nothing leaves. REST and
 * GraphQL have a primary limit each; a secondary one holds for both.
 */
import { type Limit, limitAt, longestLimit } from '../../model/board/trouble.js';
import type { Clock } from '../../ports/clock.js';
import { type Reply, sentence } from './reply.js';

type Door = 'rest' | 'graphql';

/** Shared by all clients of one account. */
export type Limits = Map<Door, Limit>;

export function createLimits(limits: Limits, clock: Pick<Clock, 'now'>) {
  return {
    /** What is left of the wait at this door, where one has been asked for. */
    left(door: Door): Limit | undefined {
      const wait = limits.get(door);
      if (!wait) return undefined;
      const now = clock.now();
      const left = limitAt(wait, now);
      if (left.until > now) limits.set(door, left);
      else limits.delete(door);
      return limits.get(door);
    },
    note(door: Door, reply: Reply): void {
      const limit = limitIn(reply);
      if (!limit) return;
      const since = clock.now();
      const wait = { since, until: since + limit.span };
      const doors: readonly Door[] = limit.kind === 'secondary' ? ['rest', 'graphql'] : [door];
      for (const one of doors) if (wait.until > (limits.get(one)?.until ?? 0)) limits.set(one, wait);
    },
  };
}

/** GitHub's advice where it limits us without saying for how long. */
const unstatedLimit = 60_000;

/**
 * How long GitHub wants to be left alone, in milliseconds: of one door (primary) or altogether (secondary). GraphQL says so
 * in an answer of success, too.
 */
export function limitIn(reply: Reply): { readonly kind: 'primary' | 'secondary'; readonly span: number } | undefined {
  if (reply.kind !== 'answer') return undefined;
  const { status, headers, data } = reply;
  const isSaid = saysLimit(data);
  const isWorded = (status >= 400 || isMessage(data)) && worded.test(sentence(data) ?? '');
  if (status !== 403 && status !== 429 && !isSaid && !isWorded) return undefined;
  const serverNow = Date.parse(headers.date ?? '');
  const after = headers['retry-after'];
  // Whoever stands in between may say it as a date.
  const asked = /[a-z]/i.test(after ?? '') ? Date.parse(after ?? '') - serverNow : Number(after) * 1000;
  if (Number.isFinite(asked))
    return { kind: 'secondary', span: asked > 0 ? Math.min(asked, longestLimit) : unstatedLimit };
  if (headers['x-ratelimit-remaining'] === '0') {
    const span = Number(headers['x-ratelimit-reset']) * 1000 - serverNow;
    return {
      kind: 'primary',
      span: Number.isFinite(span) ? Math.min(Math.max(1_000, span), longestLimit) : unstatedLimit,
    };
  }
  const isSecondary = status === 429 || after !== undefined || isWorded || secondary.test(sentence(data) ?? '');
  if (isSecondary) return { kind: 'secondary', span: unstatedLimit };
  return isSaid ? { kind: 'primary', span: unstatedLimit } : undefined;
}

const secondary = /\bsecondary rate limit\b/i;
/** The sentences that have to be read: a limit may come as a bare 403, like a missing right, or as 422. */
const worded =
  /\bsecondary rate limit\b|\babuse detection\b|\brate limit exceeded\b|\bfrom content creation\b|\bsubmitted too quickly\b/i;

/** GraphQL has nothing but that to say. */
function isMessage(data: unknown): boolean {
  const { message, data: answer, id } = (data ?? {}) as Readonly<Record<string, unknown>>;
  return typeof message === 'string' && answer === undefined && id === undefined;
}

/** Among the errors of a GraphQL answer. */
function saysLimit(data: unknown): boolean {
  const { errors } = (data ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return false;
  return errors.some((one) => /^RATE_LIMIT(ED)?$/.test(one?.type) || secondary.test(one?.message));
}
