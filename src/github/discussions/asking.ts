/** GraphQL's answers to whoever writes: what was done, what was refused and why, and what nobody knows. */
import * as v from 'valibot';
import { beginningOf } from '../../base/plainText.js';
import type { Board } from '../../model/board/board.js';
import type { Repository } from '../../model/board/team.js';
import type { Outcome } from '../../ports/remote.js';
import type { Writing } from '../client/asking.js';
import { graphqlRoute } from '../client/client.js';
import type { Send } from '../client/reply.js';
import { dispensable, without } from './documents.js';

export interface ThreadWriting extends Writing {
  readonly board: Board;
  /** For addresses without a repository. */
  readonly askAccount: Send;
  /** The repository that is meant, under the name it has now. */
  readonly repository: Repository;
  /** Whether the board is that repository's. */
  readonly isHere: boolean;
}

type Variables = Readonly<Record<string, unknown>>;
type NotDone = Exclude<Outcome, { kind: 'done' }>;
/** `told`: what stands under the document's one root. `errors`: of its parts. */
type Told = { readonly kind: 'told'; readonly data: unknown; readonly errors: readonly GraphqlError[] };

const serverDown = { kind: 'serverDown' } as const;

/** Changes something. Where a part of the answer failed, it was done all the same. */
export async function tell(writing: ThreadWriting, document: string, variables: Variables): Promise<Told | NotDone> {
  const { askAccount, meaning, outcome } = writing;
  const unknown = new Set<string>();
  for (;;) {
    const reply = await askAccount(graphqlRoute, { query: without(document, unknown), variables });
    const read = reply.kind === 'answer' ? v.safeParse(answerSchema, reply.data) : undefined;
    if (meaning(reply).kind !== 'fine' || !read?.success) {
      const result = outcome(reply, () => undefined);
      return result.kind === 'done' ? { kind: 'unsure', trouble: serverDown } : result;
    }
    const { data, errors } = read.output;
    const [root] = Object.values(data ?? {});
    if (root !== null && root !== undefined) return { kind: 'told', data: root, errors };
    const size = unknown.size;
    for (const name of unknownIn(errors)) unknown.add(name);
    // An older server has looked at the question, and done nothing.
    if (unknown.size === size) return meaningOf(errors[0]);
  }
}

/**
 * Only asks: nothing is at stake where the answer is lost. What is not there is null; what could not be told is trouble.
 * @param depth an error further down than so many keys costs only its own part
 */
export async function look(
  writing: ThreadWriting,
  document: string,
  variables: Variables = {},
  depth = Number.POSITIVE_INFINITY,
): Promise<Told | Exclude<NotDone, { kind: 'unsure' }>> {
  const { owner, name } = writing.repository;
  const place = document.includes('$owner') ? { owner, name } : {};
  const told = await tell(writing, document, { ...place, ...variables });
  const trouble =
    told.kind === 'told' ? told.errors.find((one) => !isNotFound(one) && !isBelow(one, depth)) : undefined;
  const result = trouble ? meaningOf(trouble) : told;
  return result.kind === 'unsure' ? { kind: 'blocked', trouble: result.trouble } : result;
}

export function isNotFound({ type }: GraphqlError): boolean {
  return type === 'NOT_FOUND';
}

export function isBelow({ path }: GraphqlError, depth: number): boolean {
  return path !== undefined && path.length > depth;
}

function unknownIn(errors: readonly GraphqlError[]): readonly string[] {
  const named = errors.flatMap(({ extensions }) => extensions?.argumentName ?? extensions?.fieldName ?? []);
  return named.filter((name) => dispensable.includes(name));
}

/** What GraphQL says with 200. An error without a type is GitHub's own failure, in the middle of its work. */
function meaningOf({ type, message, extensions }: GraphqlError = {}): NotDone {
  const detail = message && beginningOf(message, longestDetail);
  const refused = (kind: 'forbidden' | 'missing' | 'invalid'): NotDone => ({
    kind: 'refused',
    reason: { kind, ...(detail && kind !== 'missing' && { detail }) },
  });
  switch (type) {
    case 'INSUFFICIENT_SCOPES':
      return refused('forbidden');
    case 'FORBIDDEN':
      return extensions?.saml_failure ? { kind: 'blocked', trouble: { kind: 'singleSignOn' } } : refused('forbidden');
    case 'NOT_FOUND':
      return refused('missing');
    case 'UNPROCESSABLE':
      return refused('invalid');
    default:
      return extensions?.code ? refused('invalid') : { kind: 'unsure', trouble: serverDown };
  }
}

/** Fits a row. */
const longestDetail = 300;

type GraphqlError = v.InferOutput<typeof errorSchema>;
const text = v.fallback(v.optional(v.string()), undefined);
const errorSchema = v.object({
  type: text,
  message: text,
  path: v.fallback(v.optional(v.array(v.unknown())), undefined),
  extensions: v.fallback(
    v.optional(
      v.object({
        saml_failure: v.fallback(v.optional(v.boolean()), undefined),
        code: text,
        fieldName: text,
        argumentName: text,
      }),
    ),
    undefined,
  ),
});
const answerSchema = v.object({
  data: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  errors: v.optional(v.array(errorSchema), []),
});
