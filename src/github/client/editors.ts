/**
 * Who last changed what stands under somebody's name: whoever may write to a repository may edit what others wrote there, REST
 * names its author alone, and only GraphQL the editor.
 */
import * as v from 'valibot';
import type { Person } from '../../model/people/person.js';
import type { Graphql } from './graphql.js';

/** Of `Comment`, which issues are as well. */
export const editorFields =
  'lastEditedAt editor { login ... on User { databaseId } } author { login ... on User { databaseId } }';
const query = `query Editors($ids: [ID!]!) { nodes(ids: $ids) { id ... on Comment { ${editorFields} } } }`;

/** The most GraphQL takes at once, for one point. */
const mostAtOnce = 100;

/** By node id: another than the author, or undefined. What is missing GitHub has not told. Undefined where it does not answer. */
export type Editors = ReadonlyMap<string, Person | undefined>;

export async function askEditors({ ask }: Pick<Graphql, 'ask'>, ids: readonly string[]): Promise<Editors | undefined> {
  const editors = new Map<string, Person | undefined>();
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    const answer = await ask(query, { ids: ids.slice(start, start + mostAtOnce) });
    const read = answer.kind === 'answer' ? v.safeParse(nodesSchema, answer.data) : undefined;
    if (!read?.success) return undefined;
    for (const node of read.output.nodes) if (node) editors.set(node.id, otherHandIn(node));
  }
  return editors;
}

/** An app, or a person who has left GitHub, has no number: nobody is called so. */
export function otherHandIn({ lastEditedAt, editor, author }: v.InferOutput<typeof editedSchema>): Person | undefined {
  if (lastEditedAt === null) return undefined;
  const { login = 'ghost', databaseId = 0 } = editor ?? {};
  return author && author.login === login ? undefined : { id: databaseId, login };
}

const actorSchema = v.nullable(v.object({ login: v.string(), databaseId: v.optional(v.number()) }));
const edited = { lastEditedAt: v.nullable(v.string()), editor: actorSchema, author: actorSchema };
export const editedSchema = v.object(edited);
const nodesSchema = v.object({
  nodes: v.array(v.fallback(v.nullable(v.object({ id: v.string(), ...edited })), null)),
});
