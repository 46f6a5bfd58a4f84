/**
 * The comparison with GitHub's official description (npm `@octokit/openapi`). The 13 MB file is read at most once a
 * process and only when first asked for; a schema is compiled when its operation is first used.
 */

import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import type { Match } from './router.js';

export type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string; readonly enum?: readonly string[]; readonly format?: string };
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, Content>>;
    readonly examples: Readonly<Record<string, unknown>>;
  };
}

export interface Validator {
  /** How the address violates the description; undefined: it does not. */
  checkQuery(match: Match, query: URLSearchParams): string | undefined;
  checkBody(match: Match, body: unknown): string | undefined;
  checkResponse(match: Match, status: number, json: unknown): string | undefined;
}

let loading: Promise<Validator> | undefined;

/** The one validator of this process. Run from the project's folder: packages are looked up from there. */
export function loadValidator(): Promise<Validator> {
  loading ??= load();
  return loading;
}

let description: Description | undefined;

/** Read once a process, which runs in the project's folder. */
export function loadDescription(): Description {
  const require = createRequire(`${process.cwd()}/`);
  description ??= corrected(require('@octokit/openapi/generated/api.github.com.json') as Description);
  return description;
}

async function load(): Promise<Validator> {
  const description = loadDescription();
  const compile = await createCompiler(description);
  const operationOf = ({ route }: Match) => description.paths[route.template]?.[route.method.toLowerCase()];

  return {
    checkQuery(match, query) {
      const parameters = (operationOf(match)?.parameters ?? []).map((parameter) =>
        '$ref' in parameter ? description.components.parameters[lastPart(parameter.$ref)] : parameter,
      );
      for (const [name, value] of query) {
        const parameter = parameters.find((known) => known?.name === name && known.in === 'query');
        if (!parameter) return `there is no parameter "${name}"`;
        if (!isValue(value, parameter.schema)) return `parameter "${name}" cannot be "${value}"`;
      }
      return undefined;
    },
    checkBody(match, body) {
      const description = operationOf(match)?.requestBody;
      const schema = description?.content?.['application/json']?.schema;
      if (!schema) return isEmpty(body) ? undefined : 'this operation has no body';
      if (body === null && description?.required !== true) return undefined;
      return complaints(compile(`${match.route.method} ${match.route.template} body`, schema), body);
    },
    checkResponse(match, status, json) {
      const operation = operationOf(match);
      if (!operation) return `the official description has no ${match.route.method} ${match.route.template}`;
      const declared = operation.responses[String(status)];
      const response =
        declared && '$ref' in declared ? description.components.responses[lastPart(declared.$ref)] : declared;
      if (!response) {
        if (status < 300) return `${status} is not among the official answers`;
        return complaints(compile('error', { $ref: '#/components/schemas/basic-error' }), json);
      }
      const schema = response.content?.['application/json']?.schema;
      if (!schema) return json === undefined || status >= 300 ? undefined : 'the official answer has no body';
      return complaints(compile(`${match.route.method} ${match.route.template} ${status}`, schema), json);
    },
  };
}

/** Notifications of discussions have no addresses, whatever the description says: gitify and others search for the discussion. */
function corrected(description: Description): Description {
  const { thread } = description.components.schemas as unknown as Readonly<Record<string, Threadlike>>;
  for (const name of ['url', 'latest_comment_url'])
    Object.assign(thread?.properties.subject.properties[name] ?? {}, { nullable: true });
  return description;
}

interface Threadlike {
  readonly properties: { readonly subject: { readonly properties: Readonly<Record<string, object>> } };
}

type Compile = (key: string, schema: Schema) => ValidateFunction;

async function createCompiler(description: Description): Promise<Compile> {
  const [{ Ajv }, { default: formats }] = await Promise.all([import('ajv'), import('ajv-formats')]);
  const ajv = new Ajv({ strict: false, allErrors: false, logger: false, inlineRefs: false });
  // ajv-formats is a CommonJS module: through Node's import its function is one `default` deeper.
  const addFormats = 'default' in formats ? (formats.default as unknown as typeof formats) : formats;
  (addFormats as unknown as (ajv: unknown) => void)(ajv);
  const compiled = new Map<string, ValidateFunction>();

  const register = (schema: Schema): void => {
    for (const name of referenced(schema)) {
      if (ajv.schemas[name]) continue;
      const component = description.components.schemas[name];
      if (!component) throw new Error(`the official description lacks ${name}`);
      ajv.addSchema(plain(component) as object, name);
      register(component);
    }
  };
  return (key, schema) => {
    let validate = compiled.get(key);
    if (!validate) {
      register(schema);
      validate = ajv.compile(plain(schema) as object);
      compiled.set(key, validate);
    }
    return validate;
  };
}

/** OpenAPI 3.0 → JSON Schema: `nullable`, `discriminator`, and references by bare name. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, discriminator, example: _e, examples: _s, ...rest } = schema as Schema;
  const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)]));
  if (typeof result.$ref === 'string') result.$ref = lastPart(result.$ref);
  // Shapes told apart by a discriminator overlap; "exactly one" would refuse what both describe.
  if (discriminator && result.oneOf) {
    result.anyOf = result.oneOf;
    delete result.oneOf;
  }
  if (nullable !== true) return result;
  return { anyOf: [{ type: 'null' }, result] };
}

function referenced(schema: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const part of schema) referenced(part, found);
  else if (typeof schema === 'object' && schema !== null) {
    for (const [key, value] of Object.entries(schema)) {
      if (key === '$ref' && typeof value === 'string') found.add(lastPart(value));
      else if (key !== 'example' && key !== 'examples') referenced(value, found);
    }
  }
  return found;
}

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

function complaints(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`).join('; ');
}

function isValue(text: string, schema: Parameter['schema']): boolean {
  if (schema?.enum && !schema.enum.includes(text)) return false;
  if (schema?.type === 'boolean' && !/^(?:true|false)$/.test(text)) return false;
  if (schema?.type === 'integer' && !/^\d+$/.test(text)) return false;
  return schema?.format !== 'date-time' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
}

const isEmpty = (body: unknown): boolean =>
  body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
