/**
 * What GitHub may leave out of an answer, or answer with null: by its own description for REST, by the schema for GraphQL. Each
 * such place of an answer can be emptied, in every entry of a list or in the first alone.
 */
import {
  type FieldNode,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Description, Schema } from './validate.js';

export interface Place {
  /** Keys from the top; `[]` for any entry of a list, `*` for any of the aliases that are numbered (`i12`). */
  readonly path: readonly string[];
  readonly as: 'absent' | 'null';
}

export const nameOf = ({ path, as }: Place): string => `${path.join('.')} ${as}`;

/** A copy of an answer with nothing at a place. @param entries whether only the first of each list, or every one */
export function emptied(answer: unknown, { path, as }: Place, entries: 'first' | 'every'): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof answer !== 'object' || answer === null) return answer;
  if (key === '[]') {
    if (!Array.isArray(answer)) return answer;
    const reached = (index: number) => entries === 'every' || index === 0;
    return answer.map((one, index) => {
      if (!reached(index)) return one;
      return rest.length === 0 ? null : emptied(one, { path: rest, as }, entries);
    });
  }
  if (key === '*') {
    const aliases = Object.keys(answer).filter((name) => numbered.test(name));
    const reached = entries === 'every' ? aliases : aliases.slice(0, 1);
    return reached.reduce<unknown>((all, name) => emptied(all, { path: [name, ...rest], as }, entries), answer);
  }
  if (!(key in answer)) return answer;
  const { [key]: value, ...others } = answer as Readonly<Record<string, unknown>>;
  if (rest.length > 0) return { ...answer, [key]: emptied(value, { path: rest, as }, entries) };
  return as === 'absent' ? others : { ...answer, [key]: null };
}

/** Of an answer of REST: what stands there, and need not. */
export function optionalIn(
  description: Description,
  route: { readonly method: string; readonly template: string },
  answer: unknown,
): readonly Place[] {
  const operation = description.paths[route.template]?.[route.method.toLowerCase()];
  const told = operation?.responses['200'] ?? operation?.responses['201'];
  const schema = told && 'content' in told ? told.content?.['application/json']?.schema : undefined;
  const found = new Map<string, Place>();
  const resolved = (one: Schema): Schema => {
    const name = typeof one.$ref === 'string' ? one.$ref.slice(one.$ref.lastIndexOf('/') + 1) : undefined;
    return name === undefined ? one : resolved(description.components.schemas[name] ?? {});
  };
  const partsOf = (one: Schema): readonly Schema[] => {
    const whole = resolved(one);
    const parts = [whole.allOf, whole.anyOf, whole.oneOf].flatMap((list) => (list as readonly Schema[]) ?? []);
    return [whole, ...parts.flatMap(partsOf)];
  };

  function walk(schema: Schema, value: unknown, path: readonly string[]): void {
    const parts = partsOf(schema);
    if (Array.isArray(value)) {
      const items = parts.flatMap(({ items }) => (items ? [items as Schema] : []));
      for (const item of items) for (const one of value) walk(item, one, [...path, '[]']);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const part of parts)
      for (const [key, property] of Object.entries((part.properties ?? {}) as Readonly<Record<string, Schema>>)) {
        if (!(key in value)) continue;
        const at = [...path, key];
        const isRequired = ((part.required ?? []) as readonly string[]).includes(key);
        if (!isRequired) keep({ path: at, as: 'absent' });
        if (partsOf(property).some(({ nullable }) => nullable === true)) keep({ path: at, as: 'null' });
        walk(property, (value as Readonly<Record<string, unknown>>)[key], at);
      }
  }
  const keep = (place: Place) => void found.set(nameOf(place), place);
  if (schema) walk(schema, answer, []);
  return [...found.values()];
}

/** Of a question to GraphQL: every field, and every entry of a list, that the schema lets be null. Paths begin in `data`. */
export function nullableIn(schema: GraphQLSchema, question: string): readonly Place[] {
  const document = parse(question);
  const found = new Map<string, Place>();
  const keys: string[] = [];
  const types = new TypeInfo(schema);
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  if (fragments.length > 0) throw new Error('named fragments are not followed');
  const [operation] = document.definitions as [OperationDefinitionNode];
  visit(
    operation,
    visitWithTypeInfo(types, {
      Field: {
        enter(field) {
          const type = types.getType();
          keys.push(keyOf(field));
          if (!type) return;
          const list = getNullableType(type);
          if (!isNonNullType(type)) keep({ path: [...keys], as: 'null' });
          if (!isListType(list)) return;
          keys.push('[]');
          if (!isNonNullType(list.ofType)) keep({ path: [...keys], as: 'null' });
        },
        leave() {
          if (keys.at(-1) === '[]') keys.pop();
          keys.pop();
        },
      },
    }),
  );
  function keep(place: Place): void {
    found.set(nameOf(place), place);
  }
  return [...found.values()];
}

const numbered = /^[a-z]\d+$/;
const keyOf = ({ alias, name }: FieldNode): string =>
  alias && numbered.test(alias.value) ? '*' : (alias ?? name).value;
