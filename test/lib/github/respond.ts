/** GitHub's answer to a request that arrived: credentials, limits, route, description, and what it cost. */

import type { Asked } from './exchange.js';
import { type GraphqlEngine, respondGraphql } from './graphql.js';
import { type Answer, toAnswer } from './headers.js';
import { anonymous, type Limits, type Resource } from './limits.js';
import { notFound, Refusal } from './refusal.js';
import type { Json } from './render.js';
import { type Context, forward, type Reply } from './route.js';
import { type Match, matchRoute } from './router.js';
import type { Validator } from './validate.js';
import type { GraphqlTrouble } from './weather.js';
import type { World } from './world.js';

export interface Core {
  readonly world: World;
  readonly limits: Limits;
  readonly faults: string[];
  /** Absent: nothing is checked. */
  readonly validator: (() => Promise<Validator>) | undefined;
  readonly graphql: () => Promise<GraphqlEngine>;
  readonly sinceIsExclusive: boolean;
  /** Older Enterprise servers have neither the routes nor the fields. */
  readonly dependencies: 'known' | 'unknown';
  readonly discussions: 'current' | 'old';
}

export interface Moment {
  /** Milliseconds by GitHub's clock. */
  readonly now: number;
  readonly listsAsOf: number;
  readonly troubles: readonly GraphqlTrouble[];
}

export interface Outcome {
  readonly answer: Answer;
  readonly charged: boolean;
  /** Something on GitHub is different now. */
  readonly effect: boolean;
  readonly invalidRequest: string | undefined;
  readonly operation: string | undefined;
}

/** What answering one request leaves behind for its log entry. */
export interface Notes {
  invalidRequest: string | undefined;
  operation: string | undefined;
  isFree: boolean;
  /** What it costs unless it is free. */
  points: number;
}

export async function respond(core: Core, asked: Asked, moment: Moment): Promise<Outcome> {
  const validator = core.validator && (await core.validator());
  const engine = asked.isGraphql ? await core.graphql() : undefined;
  const notes: Notes = { invalidRequest: undefined, operation: undefined, isFree: false, points: 1 };
  const { revision } = core.world;
  const reply = guarded(core, () => {
    checkSender(asked, notes);
    if (engine && isExhausted(core, asked, moment)) return exhausted(asked);
    admit(core, asked, moment, notes);
    if (engine) return respondGraphql(engine, core, asked, moment, notes);
    return respondRest(core, asked, moment, notes, validator);
  });
  const answer = toAnswer(asked, reply, moment.now);
  const isFree = notes.isFree || (answer.status === 304 && asked.login !== undefined);
  const { who, resource } = account(asked);
  if (!isFree) core.limits.charge(who, resource, moment.now, notes.points);
  const allowance = core.limits.allowance(who, resource, moment.now);
  const limits = {
    'x-ratelimit-limit': String(allowance.limit),
    'x-ratelimit-remaining': String(allowance.remaining),
    'x-ratelimit-used': String(allowance.used),
    'x-ratelimit-reset': String(allowance.reset),
    'x-ratelimit-resource': allowance.resource,
  };
  return {
    answer: { ...answer, headers: { ...answer.headers, ...limits } },
    charged: !isFree && who !== anonymous,
    effect: core.world.revision !== revision,
    invalidRequest: notes.invalidRequest,
    operation: notes.operation,
  };
}

const account = (asked: Asked): { who: number; resource: Resource } => ({
  who: asked.viewer.user?.id ?? anonymous,
  resource: asked.isGraphql ? 'graphql' : 'core',
});

/** Refusals become answers; anything else is our own mistake and is kept. */
function guarded(core: Core, answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) {
      const { Location: url } = error.headers;
      return { status: error.status, json: url ? { ...error.body, url } : error.body, headers: error.headers };
    }
    return fault(core, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function fault(core: Core, explanation: string): Reply {
  core.faults.push(explanation);
  return { status: 500, json: { message: `The simulated GitHub is at fault: ${explanation}` } };
}

function checkSender(asked: Asked, notes: Notes): void {
  notes.isFree = true;
  if (!asked.headers['user-agent']) {
    throw new Refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  }
  if (asked.hasBadToken) throw new Refusal(401, 'Bad credentials');
  if (asked.isGraphql && !asked.login) throw new Refusal(401, 'This endpoint requires you to be authenticated.');
}

const isExhausted = (core: Core, asked: Asked, moment: Moment): boolean =>
  core.limits.allowance(account(asked).who, 'graphql', moment.now).remaining === 0;

/** GraphQL says this with 200. */
function exhausted(asked: Asked): Reply {
  const message = `API rate limit exceeded for user ID ${account(asked).who}.`;
  return { status: 200, json: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

function admit(core: Core, asked: Asked, moment: Moment, notes: Notes): void {
  if (asked.path === '/rate_limit') return;
  const { who, resource } = account(asked);
  const isWrite = asked.method !== 'GET' && asked.method !== 'HEAD' && !asked.isGraphql;
  core.limits.admit(who, resource, isWrite ? 'write' : 'read', moment.now);
  notes.isFree = false;
}

function respondRest(core: Core, asked: Asked, moment: Moment, notes: Notes, validator: Validator | undefined): Reply {
  const { pathname: path, search, searchParams: query } = new URL(asked.path, asked.api);
  const match = matchRoute(core.world, asked.viewer, { method: asked.method, path, search, api: asked.api });
  if (!match) {
    notes.invalidRequest = `there is no ${asked.method} ${path}`;
    throw new Refusal(404, 'Not Found');
  }
  if (core.dependencies === 'unknown' && match.route.template.includes('/dependencies/')) throw notFound();
  notes.invalidRequest = query.size > 0 ? validator?.checkQuery(match, query) : undefined;
  const body = bodyReader(asked, match, notes, validator);
  const context = contextOf(core, asked, moment, match, query, body);
  const reply = guarded(core, () => {
    if (match.route.createsContent) core.limits.admitContent(account(asked).who, moment.now);
    forward(context);
    return match.route.handle(context);
  });
  if (!validator) return reply;
  // A request that was refused before its body was read is still judged by it.
  guarded(core, () => ({ status: 200, json: body() }));
  const complaint = validator.checkResponse(match, reply.status, reply.json);
  if (!complaint || reply.text !== undefined) return reply;
  return fault(core, `${asked.method} ${asked.path} → ${reply.status}: ${complaint}`);
}

function bodyReader(asked: Asked, match: Match, notes: Notes, validator: Validator | undefined): () => Json {
  let read: Json | undefined;
  return () => {
    if (read) return read;
    const body = asked.body === '' ? {} : parsed(asked.body, notes);
    const complaint = validator?.checkBody(match, asked.body === '' && asked.method === 'PUT' ? null : body);
    if (complaint && asked.method !== 'GET') {
      notes.invalidRequest = complaint;
      throw new Refusal(422, `Invalid request.\n\n${complaint}`);
    }
    read = body;
    return body;
  };
}

function parsed(text: string, notes: Notes): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    notes.invalidRequest = 'the body is not JSON';
    throw new Refusal(400, 'Problems parsing JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  notes.invalidRequest = 'the body is not a JSON object';
  throw new Refusal(400, 'Body should be a JSON object');
}

function contextOf(
  core: Core,
  asked: Asked,
  moment: Moment,
  match: Match,
  query: URLSearchParams,
  body: () => Json,
): Context {
  const { world, dependencies } = core;
  const { viewer, api, web } = asked;
  return {
    world,
    viewer,
    frame: { world, viewer: viewer.user, api, web, dependencies, accounts: new Map() },
    now: moment.now,
    listsAsOf: moment.listsAsOf,
    sinceIsExclusive: core.sinceIsExclusive,
    params: match.params,
    path: match.path,
    query,
    accept: asked.headers.accept ?? '',
    body,
    allowances() {
      const of = (resource: Resource) => core.limits.allowance(account(asked).who, resource, moment.now);
      const resources = {
        core: of('core'),
        graphql: of('graphql'),
        search: { ...of('core'), limit: 30, remaining: 30, used: 0, resource: 'search' },
      };
      return { resources, rate: resources.core };
    },
  };
}
