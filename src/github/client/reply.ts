/** What a request to GitHub can end in, and the way to send one. */

import { beginningOf } from '../../base/plainText.js';
import type { Limit } from '../../model/board/trouble.js';

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly data: unknown;
    }
  | { readonly kind: 'signedOut' }
  /** Nothing has left: GitHub wants to be left alone. */
  | ({ readonly kind: 'closed' } & Limit)
  /** The system's or undici's word for what happened, and what it was doing, where they say so. */
  | { readonly kind: 'failed'; readonly code?: string; readonly syscall?: string };

/** An octokit route such as `GET /repos/{owner}/{repo}` with its parameters. Never rejects. */
export type Send = (route: string, parameters?: Readonly<Record<string, unknown>>) => Promise<Reply>;

export function isSuccess(reply: Reply): reply is Reply & { kind: 'answer' } {
  return reply.kind === 'answer' && reply.status === 200;
}

/** Whether GitHub itself has answered, and no gateway in its place: it names each of its answers, and speaks JSON. */
export function isGithubs(reply: Reply): boolean {
  if (reply.kind !== 'answer') return false;
  return reply.headers['x-github-request-id'] !== undefined && typeof reply.data !== 'string';
}

/** The fields that GitHub names where it refuses what was sent. */
export function fieldsIn(reply: Reply): ReadonlySet<string> {
  const { errors } = (reply.kind === 'answer' && (reply.data as { errors?: unknown } | null)) || {};
  const fields = Array.isArray(errors) ? errors.map((one) => one?.field) : [];
  return new Set(fields.filter((field) => typeof field === 'string'));
}

/** GitHub's own words, cut to a length that fits a row. */
export function sentence(data: unknown): string | undefined {
  const { message, errors } = (data ?? {}) as { message?: unknown; errors?: unknown };
  const more = Array.isArray(errors)
    ? errors.map((one) =>
        typeof one === 'string' ? one : (one?.message ?? [one?.field, one?.code].filter(Boolean).join(' ')),
      )
    : [];
  const whole = [message, ...more].filter((part) => typeof part === 'string' && part !== '').join(': ');
  return whole ? beginningOf(whole, 300) : undefined;
}
