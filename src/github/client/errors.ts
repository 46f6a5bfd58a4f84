/** Owns what an answer means: the only reader of status codes and headers. GitHub's sentences are passed on, not read. */
import { longestLimit, type Refusal, type Trouble } from '../model/state.js';
import type { Reply } from './client.js';

/** What became of a request that did not simply succeed. */
export type Meaning =
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'blocked'; readonly trouble: Trouble }
  /** No answer that can be believed: a write may have happened. */
  | { readonly kind: 'lost'; readonly trouble: Trouble }
  /** It lives elsewhere now; the client has not followed. */
  | { readonly kind: 'moved'; readonly location: string };

/** Connection never made, so nothing can have arrived. */
const neverArrived =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_NODATA|ENETUNREACH|EHOSTUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;
/** GitHub's advice where it limits us without saying for how long. */
const unstatedLimit = 60_000;

/** @param now milliseconds since 1970: limits are told as a span from now, since either clock may be wrong */
export function meaningOf(reply: Reply, now: number): Meaning {
  if (reply.kind === 'signedOut') return { kind: 'blocked', trouble: { kind: 'signedOut' } };
  if (reply.kind === 'closed') return limited(reply.since, reply.until);
  if (reply.kind === 'failed') {
    const trouble: Trouble = { kind: 'offline' };
    return reply.code && neverArrived.test(reply.code) ? { kind: 'blocked', trouble } : { kind: 'lost', trouble };
  }
  const { status, headers } = reply;
  if (status >= 300 && status < 400) return { kind: 'moved', location: headers.location ?? '' };
  if (status === 401) return { kind: 'blocked', trouble: { kind: 'signedOut' } };
  if (status === 407) return { kind: 'blocked', trouble: { kind: 'offline' } };
  const detail = sentence(reply.data);
  if (status === 403 || status === 429) {
    const limit = limitIn(reply);
    if (limit) return limited(now, now + limit.span);
    const sso = headers['x-github-sso'];
    if (sso?.startsWith('required')) {
      const address = /url=(https:\/\/[^\s;,]+)/.exec(sso)?.[1];
      return { kind: 'blocked', trouble: { kind: 'singleSignOn', ...(address && { address }) } };
    }
    return refused('forbidden', detail);
  }
  switch (status) {
    case 404:
      return refused('missing', undefined);
    case 410:
      return refused('gone', detail);
    case 400:
    case 413:
    case 422:
    case 451:
      return refused('invalid', detail);
    default:
      return { kind: 'lost', trouble: { kind: 'serverDown', status } };
  }
}

export function limited(since: number, until: number): Meaning & { kind: 'blocked' } {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { kind: 'blocked', trouble: { kind: 'limited', since: iso(since), until: iso(until) } };
}

/** For reads: nothing is at stake, so whatever is not an answer is trouble that may pass. */
export function troubleOf(meaning: Meaning): Trouble {
  switch (meaning.kind) {
    case 'blocked':
    case 'lost':
      return meaning.trouble;
    case 'moved':
      return { kind: 'repositoryMissing' };
    case 'refused':
      if (meaning.reason.kind === 'missing') return { kind: 'repositoryMissing' };
      if (meaning.reason.kind === 'gone') return { kind: 'issuesDisabled' };
      return { kind: 'forbidden', ...(meaning.reason.detail && { detail: meaning.reason.detail }) };
  }
}

/**
 * How long GitHub wants to be left alone, in milliseconds: of one door (primary) or altogether (secondary). GraphQL says so
 * in an answer of success, too.
 */
export function limitIn(reply: Reply): { readonly kind: 'primary' | 'secondary'; readonly span: number } | undefined {
  if (reply.kind !== 'answer') return undefined;
  const { status, headers, data } = reply;
  const isSaid = saysLimit(data);
  if (status !== 403 && status !== 429 && !isSaid) return undefined;
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
  const isSecondary = status === 429 || after !== undefined || secondary.test(sentence(data) ?? '');
  if (isSecondary) return { kind: 'secondary', span: unstatedLimit };
  return isSaid ? { kind: 'primary', span: unstatedLimit } : undefined;
}

/** The one sentence that has to be read: a secondary limit may come as a bare 403, like a missing right. */
const secondary = /\bsecondary rate limit\b/i;

/** Among the errors of a GraphQL answer. */
function saysLimit(data: unknown): boolean {
  const { errors } = (data ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return false;
  return errors.some((one) => /^RATE_LIMIT(ED)?$/.test(one?.type) || secondary.test(one?.message));
}

function refused(kind: Refusal['kind'], detail: string | undefined): Meaning {
  return { kind: 'refused', reason: { kind, ...(detail && { detail }) } };
}

/** GitHub's own words, cut to a length that fits a row. */
function sentence(data: unknown): string | undefined {
  const { message, errors } = (data ?? {}) as { message?: unknown; errors?: unknown };
  const more = Array.isArray(errors)
    ? errors.map((one) =>
        typeof one === 'string' ? one : (one?.message ?? [one?.field, one?.code].filter(Boolean).join(' ')),
      )
    : [];
  const whole = [message, ...more].filter((part) => typeof part === 'string' && part !== '').join(': ');
  return whole ? whole.slice(0, 300) : undefined;
}
