/** The outside of an answer: its headers, its ETag, and whether the sender has it already. */

import { createHash } from 'node:crypto';
import type { Asked } from './exchange.js';
import type { Reply } from './route.js';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** @param now milliseconds by GitHub's clock */
export function toAnswer(asked: Asked, reply: Reply, now: number): Answer {
  const headers: Record<string, string> = {
    server: 'github.com',
    date: new Date(now).toUTCString(),
    'x-github-request-id': `MAKE:${asked.id.toString(16).toUpperCase().padStart(6, '0')}`,
    'x-github-media-type': 'github.v3; format=json',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With',
    ...scopeHeaders(asked),
  };
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name.toLowerCase()] = value;
  const body = reply.text ?? (reply.json === undefined ? null : JSON.stringify(reply.json));
  if (asked.method === 'GET' && reply.status === 200 && body !== null) {
    // Fetch with an HTTP cache keeps this for a minute; so does GitHub's.
    headers['cache-control'] = `${asked.login ? 'private' : 'public'}, max-age=60, s-maxage=60`;
    headers.etag = etagOf(asked, body);
    if (isKnown(asked, headers.etag, headers['last-modified'])) return { status: 304, headers, body: null };
  }
  if (body !== null) {
    headers['content-type'] =
      reply.text === undefined ? 'application/json; charset=utf-8' : 'application/vnd.github.raw+json; charset=utf-8';
  }
  return { status: reply.status, headers, body: asked.method === 'HEAD' ? null : body };
}

function scopeHeaders({ viewer, path }: Asked): Record<string, string> {
  if (!viewer.token) return {};
  return {
    'x-oauth-scopes': viewer.token.scopes.join(', '),
    'x-accepted-oauth-scopes': acceptedScopes(path),
  };
}

function acceptedScopes(path: string): string {
  if (/^(?:\/repos\/[^/]+\/[^/]+)?\/notifications\b/.test(path)) return 'notifications, repo';
  return path.startsWith('/repos') ? 'repo' : '';
}

/** Every token gets ETags of its own, and so does every Accept. */
function etagOf(asked: Asked, body: string): string {
  const hash = createHash('sha1');
  hash.update(`${asked.headers.authorization ?? ''}\n${asked.headers.accept ?? ''}\n${asked.path}\n`);
  return `W/"${hash.update(body).digest('hex')}"`;
}

/** Only few answers have a `Last-Modified`. Who sends both conditions is asked about the ETag alone (RFC 9110, 13.1.3). */
function isKnown({ headers }: Asked, etag: string, lastModified: string | undefined): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return isAmong(tags, etag);
  const since = headers['if-modified-since'];
  return since !== undefined && lastModified !== undefined && Date.parse(since) >= Date.parse(lastModified);
}

/** Compares weakly, as If-None-Match must. */
function isAmong(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}
