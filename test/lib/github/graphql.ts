/**
 * GraphQL: graphql-js on GitHub's official schema, with resolvers for what the product asks. A field that the schema knows
 * and nobody resolves is a fault of ours, never a silent null. New resolvers get a file each in `graphql/` and a line in
 * `rootOf`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Asked } from './exchange.js';
import { discussing } from './graphql/discussing.js';
import { nodes, type UpdateSubscription, updateSubscription } from './graphql/issues.js';
import { organization, renderUser, user } from './graphql/people.js';
import { pointsOf } from './graphql/points.js';
import { misuse, type Question, Trouble } from './graphql/question.js';
import { repository } from './graphql/repository.js';
import { missingScopes } from './graphql/scopes.js';
import { type Search, search } from './graphql/search.js';
import { changeUserStatus } from './graphql/status.js';
import { Refusal } from './refusal.js';
import type { Core, Moment, Notes } from './respond.js';
import type { Reply } from './route.js';
import type { GraphqlTrouble } from './weather.js';

export interface GraphqlEngine {
  readonly js: typeof import('graphql');
  readonly schema: GraphQLSchema;
  /** Of a server that knows less; built when it is first asked for. */
  older(server: Server): GraphQLSchema;
}

type Server = Pick<Core, 'dependencies' | 'discussions'>;

let loading: Promise<GraphqlEngine> | undefined;

/** What the package's copy of the schema is too old for (public since 2025-07-30), as the schema's documentation has it. */
const dependencies = `
extend type Issue {
  blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder = {field: DEPENDENCY_ADDED_AT, direction: DESC}): IssueConnection!
}
enum IssueDependencyOrderField { CREATED_AT DEPENDENCY_ADDED_AT }
input IssueDependencyOrder { direction: OrderDirection! field: IssueDependencyOrderField! }
`;

/** Unverified: which of them came when; isAnswered came with 3.12 (gitify#1665). */
const newerFields = ['isAnswered', 'closed', 'closedAt', 'stateReason', 'viewerCanClose', 'viewerCanReopen'];

/** Once a process, which runs in the project's folder: building the schema takes a third of a second. */
export function loadGraphql(): Promise<GraphqlEngine> {
  loading ??= import('graphql').then((js) => {
    const path = join(process.cwd(), 'node_modules/@octokit/graphql-schema/schema.graphql');
    const text = readFileSync(path, 'utf8');
    const build = (sdl: string) => js.buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });
    const built = new Map<string, GraphQLSchema>();
    return {
      js,
      schema: build(text + dependencies),
      older({ dependencies: knowing, discussions }) {
        const name = `${knowing} ${discussions}`;
        const schema = built.get(name) ?? build(knowing === 'known' ? text + dependencies : text);
        built.set(name, schema);
        const talk = schema.getType('Discussion');
        if (discussions === 'old' && js.isObjectType(talk))
          for (const field of newerFields) delete talk.getFields()[field];
        return schema;
      },
    };
  });
  return loading;
}

interface Payload {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export function respondGraphql(engine: GraphqlEngine, core: Core, asked: Asked, moment: Moment, notes: Notes): Reply {
  if (asked.method !== 'POST') throw new Refusal(404, 'Not Found');
  const { query, variables, operationName } = payloadOf(asked, notes);
  const { js } = engine;
  const isCurrent = core.dependencies === 'known' && core.discussions === 'current';
  const schema = isCurrent ? engine.schema : engine.older(core);
  const resultOf = (errors: readonly unknown[]): Reply => ({ status: 200, json: { errors } });
  const misusedBy = (errors: readonly unknown[]): Reply => {
    notes.invalidRequest = JSON.stringify(errors);
    return resultOf(errors);
  };

  let document: import('graphql').DocumentNode;
  try {
    document = js.parse(query);
  } catch (error) {
    return misusedBy([{ message: error instanceof Error ? error.message : String(error) }]);
  }
  const operation = js.getOperationAST(document, operationName);
  notes.operation = operation?.name?.value ?? operation?.operation;
  const violations = js.validate(schema, document);
  if (violations.length > 0) {
    // What only newer servers know is nobody's mistake: that is how clients find out.
    const isOfNewer = schema !== engine.schema && js.validate(engine.schema, document).length === 0;
    return (isOfNewer ? resultOf : misusedBy)(violations.map(toGithubViolation));
  }
  const { token } = asked.viewer;
  const missing = token ? missingScopes(js, schema, document, token) : [];
  if (missing.length > 0) return { status: 200, json: { errors: missing } };

  notes.points = pointsOf(js, document, variables ?? {});
  const result = js.executeSync({
    schema,
    document,
    rootValue: rootOf(core, asked, moment, notes.points),
    variableValues: variables ?? {},
    operationName: operationName ?? null,
    fieldResolver: strictResolver,
  });
  for (const { originalError, message } of result.errors ?? [])
    if (originalError && !(originalError instanceof Trouble)) core.faults.push(message);
  const misused = (result.errors ?? []).filter((error) => isMisuse(error.originalError));
  if (misused.length > 0) notes.invalidRequest = JSON.stringify(misused);
  const json = {
    data: result.data ?? null,
    ...(result.errors && { errors: result.errors.map(toGithubError) }),
  };
  return { status: 200, json: withTroubles(json, moment.troubles) };
}

function payloadOf(asked: Asked, notes: Notes): Payload & { query: string } {
  try {
    const payload = JSON.parse(asked.body) as Payload;
    if (typeof payload.query === 'string') return { ...payload, query: payload.query };
  } catch {
    notes.invalidRequest = 'the body is not JSON';
    throw new Refusal(400, 'Problems parsing JSON');
  }
  notes.invalidRequest = 'there is no query';
  throw new Refusal(400, 'A query attribute must be specified and must be a string.');
}

function rootOf(core: Core, asked: Asked, moment: Moment, cost: number): Readonly<Record<string, unknown>> {
  const { world } = core;
  const { user: me } = asked.viewer;
  if (!me) throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  const { now, listsAsOf } = moment;
  const question: Question = { world, viewer: { ...asked.viewer, user: me }, now, listsAsOf };
  return {
    viewer: () => renderUser(question, me),
    rateLimit() {
      const { limit, remaining, used, reset } = core.limits.allowance(me.id, 'graphql', moment.now);
      const resetAt = new Date(reset * 1000).toISOString();
      return { cost, limit, nodeCount: 0, remaining: Math.max(0, remaining - cost), used: used + cost, resetAt };
    },
    repository: (args: { owner: string; name: string }) => repository(question, args),
    nodes: (args: { ids: readonly string[] }) => nodes(question, args),
    search: (args: Search) => search(question, args),
    user: (args: { login: string }) => user(question, args),
    organization: (args: { login: string }) => organization(question, args),
    ...discussing(question),
    updateSubscription: (args: UpdateSubscription) => updateSubscription(question, args),
    changeUserStatus: (args: Parameters<typeof changeUserStatus>[1]) => changeUserStatus(question, args),
  };
}

const strictResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
  const object = (source ?? {}) as Record<string, unknown>;
  if (!(info.fieldName in object))
    throw new Error(`the simulated GitHub does not answer ${info.parentType.name}.${info.fieldName} yet`);
  const value = object[info.fieldName];
  return typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value;
};

type GraphqlError = import('graphql').GraphQLError;

/** GitHub puts codes of its own beside graphql-js's words, for instance for a field that does not exist. */
function toGithubViolation({ message, locations }: GraphqlError): object {
  const [, fieldName, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  const extensions = fieldName ? { code: 'undefinedField', typeName, fieldName } : { code: 'invalid' };
  return { extensions, locations, message };
}

const toGithubError = ({ originalError, path, locations, message }: GraphqlError) => ({
  ...(originalError instanceof Trouble && { type: originalError.type }),
  ...(originalError instanceof Trouble && originalError.extensions && { extensions: originalError.extensions }),
  path,
  locations,
  message,
});

const isMisuse = (error: unknown): boolean => error instanceof Trouble && misuse.some((type) => type === error.type);

/** Partial answers: errors beside the data, and null where each of them points. */
function withTroubles(
  json: { data: unknown; errors?: readonly unknown[] },
  troubles: readonly GraphqlTrouble[],
): { data: unknown; errors?: readonly unknown[] } {
  if (troubles.length === 0) return json;
  const data: unknown = structuredClone(json.data);
  for (const { path } of troubles) if (path) clearAt(data, path);
  return { data, errors: [...(json.errors ?? []), ...troubles] };
}

function clearAt(data: unknown, path: readonly (string | number)[]): void {
  let target = data as Record<string | number, unknown> | null | undefined;
  for (const step of path.slice(0, -1)) target = target?.[step] as typeof target;
  const last = path.at(-1);
  if (target && last !== undefined) target[last] = null;
}
