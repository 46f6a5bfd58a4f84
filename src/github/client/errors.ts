/**
 * What an answer means: the only reader of status codes and headers. GitHub's sentences are passed on, and read only where it
 * says nothing else. A refusal is believed only of GitHub itself: a gateway's says nothing of what was sent.
 */
import type { Refusal, Trouble } from '../../model/board/trouble.js';
import { limitIn } from './limits.js';
import { isGithubs, type Reply, sentence } from './reply.js';

/** What became of a request that did not simply succeed. */
export type Meaning =
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'blocked'; readonly trouble: Trouble }
  /** No answer that can be believed: a write may have happened. */
  | { readonly kind: 'lost'; readonly trouble: Trouble }
  /** It lives elsewhere now; the client has not followed. */
  | { readonly kind: 'moved'; readonly location: string };

/** What only finding a host, reaching it, or its certificate can end in: no connection was made. */
const unconnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_NODATA|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_(CERT_.*|HANDSHAKE_TIMEOUT)|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

/** A network that is down says the same of a connection that stands: then the request may have been read already. */
function neverArrived({ code, syscall }: Reply & { kind: 'failed' }): boolean {
  return syscall === 'connect' || syscall === 'getaddrinfo' || unconnected.test(code ?? '');
}

/** @param now milliseconds since 1970: limits are told as a span from now, since either clock may be wrong */
export function meaningOf(reply: Reply, now: number): Meaning {
  if (reply.kind === 'signedOut') return { kind: 'blocked', trouble: { kind: 'signedOut' } };
  if (reply.kind === 'closed') return limited(reply.since, reply.until);
  if (reply.kind === 'failed') {
    const trouble: Trouble = { kind: 'offline' };
    return neverArrived(reply) ? { kind: 'blocked', trouble } : { kind: 'lost', trouble };
  }
  const { status, headers } = reply;
  if (status >= 300 && status < 400) return { kind: 'moved', location: headers.location ?? '' };
  if (status === 407) return { kind: 'blocked', trouble: { kind: 'offline' } };
  const limit = limitIn(reply);
  if (limit && status >= 400) return limited(now, now + limit.span);
  if (!isGithubs(reply)) return { kind: 'lost', trouble: { kind: 'serverDown', status } };
  if (status === 401) return { kind: 'blocked', trouble: { kind: 'signedOut' } };
  const detail = sentence(reply.data);
  if (status === 403) {
    const sso = headers['x-github-sso'];
    if (sso?.startsWith('required')) {
      const address = /url=(https:\/\/[^\s;,]+)/.exec(sso)?.[1];
      return { kind: 'blocked', trouble: { kind: 'singleSignOn', ...(address && { address }) } };
    }
    // Of where the request comes from, and not of what it says: it passes with the network.
    if (/\bIP allow list\b/i.test(detail ?? '')) return { kind: 'blocked', trouble: forbidden(detail) };
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
      return forbidden(meaning.reason.detail);
  }
}

function forbidden(detail: string | undefined): Trouble {
  return { kind: 'forbidden', ...(detail && { detail }) };
}

function refused(kind: Refusal['kind'], detail: string | undefined): Meaning {
  return { kind: 'refused', reason: { kind, ...(detail && { detail }) } };
}
