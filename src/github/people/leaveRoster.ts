/**
 * Ends the subscription to the roster that GitHub begins for whoever joins it: it mails them each time another one joins.
 * Once: whoever subscribes again means it, and GitHub remembers that it was ended before, also on another machine.
 */
import * as v from 'valibot';
import type { Repository } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import { graphqlRoute } from '../client/client.js';
import { actorSchema, askIssues, type Graphql, nodesOf } from '../client/graphql.js';
import { limitIn } from '../client/limits.js';

const fields = `id viewerSubscription timelineItems(last: 100, itemTypes: [UNSUBSCRIBED_EVENT]) {
  nodes { ... on UnsubscribedEvent { actor { login ... on User { databaseId } } } }
}`;
const mutation = `mutation Unsubscribe($id: ID!) {
  updateSubscription(input: { subscribableId: $id, state: UNSUBSCRIBED }) { subscribable { viewerSubscription } }
}`;

/** True once there is nothing left to do, be it that GitHub refuses: nobody has to hear of that. Never rejects. */
export async function leaveRoster(
  graphql: Pick<Graphql, 'ask' | 'send'>,
  repository: Repository,
  number: number,
  me: Person,
): Promise<boolean> {
  const told = await askIssues(graphql, repository, [number], fields, issueSchema);
  if (told.kind !== 'told') return told.kind === 'unknownField';
  const issue = told.issues.get(number);
  if (!issue) return false;
  const isEnded = issue.timelineItems.some(({ actor }) => actor?.databaseId === me.id);
  if (issue.viewerSubscription !== 'SUBSCRIBED' || isEnded) return true;
  const reply = await graphql.send(graphqlRoute, { query: mutation, variables: { id: issue.id } });
  const answer = reply.kind === 'answer' && !limitIn(reply) && reply.status === 200 ? reply.data : undefined;
  // An error without a type is GitHub's own failure: the next look tells what became of it.
  return v.is(doneSchema, answer) || v.is(refusedSchema, answer);
}

const issueSchema = v.object({
  id: v.string(),
  viewerSubscription: v.nullable(v.string()),
  timelineItems: nodesOf(v.object({ actor: actorSchema })),
});
const doneSchema = v.object({
  data: v.object({
    updateSubscription: v.object({ subscribable: v.object({ viewerSubscription: v.literal('UNSUBSCRIBED') }) }),
  }),
});
const refusedSchema = v.object({ errors: v.array(v.object({ type: v.string() })) });
