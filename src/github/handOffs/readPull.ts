/** The open pull request of a branch and how its checks stand, asked for once where somebody hands off work. */
import * as v from 'valibot';
import type { BranchPull } from '../../ports/remote.js';
import { look, type ThreadWriting } from '../discussions/asking.js';

/** One point. */
export const branchPullDocument = `query BranchPull($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    databaseId
    pullRequests(headRefName: $branch, states: OPEN, first: 5) {
      nodes {
        number title isDraft isCrossRepository
        commits(last: 1) {
          nodes {
            commit {
              statusCheckRollup {
                state
                contexts(first: 50) {
                  nodes { __typename ... on CheckRun { name conclusion } ... on StatusContext { context state } }
                }
              }
            }
          }
        }
      }
    }
  }
}`;

/** Undefined where there is none, or GitHub does not say: a draft is begun without it. */
export async function readPull(reading: ThreadWriting, branch: string): Promise<BranchPull | undefined> {
  const result = await look(reading, branchPullDocument, { branch });
  const read = result.kind === 'told' ? v.safeParse(repositorySchema, result.data) : undefined;
  if (!read?.success || read.output.databaseId !== reading.repository.id) return undefined;
  // A fork may have a branch of the same name.
  const pull = read.output.pullRequests.nodes.find((one) => one && !one.isCrossRepository);
  if (!pull) return undefined;
  const { number, title, isDraft, commits } = pull;
  const checks = commits.nodes[0]?.commit.statusCheckRollup;
  return {
    number,
    title,
    isDraft,
    ...(checks && { checks: { failed: failedOf(checks), isDone: checks.state === 'SUCCESS' } }),
  };
}

function failedOf({ contexts }: v.InferOutput<typeof rollupSchema>): readonly string[] {
  return contexts.nodes.flatMap((one) => {
    const isFailed = failures.includes(one?.conclusion ?? one?.state ?? '');
    const name = one?.name ?? one?.context;
    return isFailed && name ? [name] : [];
  });
}

const failures = ['FAILURE', 'TIMED_OUT', 'CANCELLED', 'ACTION_REQUIRED', 'STARTUP_FAILURE', 'ERROR'];

const text = v.fallback(v.optional(v.nullable(v.string())), undefined);
const rollupSchema = v.object({
  state: v.string(),
  contexts: v.object({
    nodes: v.array(v.nullable(v.object({ name: text, conclusion: text, context: text, state: text }))),
  }),
});
const pullSchema = v.object({
  number: v.number(),
  title: v.string(),
  isDraft: v.boolean(),
  isCrossRepository: v.boolean(),
  commits: v.object({
    nodes: v.array(v.object({ commit: v.object({ statusCheckRollup: v.fallback(v.nullable(rollupSchema), null) }) })),
  }),
});
const repositorySchema = v.object({
  databaseId: v.number(),
  pullRequests: v.object({ nodes: v.array(v.fallback(v.nullable(pullSchema), null)) }),
});
