/** Which fields of GraphQL need a scope. GitHub looks before it executes: one field too many, and nothing is answered. */

import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Token } from '../world.js';

const organizationScopes = ['read:org', 'write:org', 'admin:org'];

/**
 * By `Type.field`. Recorded for login and name (`gh pr edit`, without teams); unverified for `memberStatuses` and
 * `changeUserStatus`, `updateSubscription`,
 * and that ids are free.
 */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'Organization.name': organizationScopes,
  'Organization.login': organizationScopes,
  'Organization.memberStatuses': organizationScopes,
  'Mutation.changeUserStatus': ['user'],
  'Mutation.updateSubscription': ['notifications', 'repo'],
};

export interface MissingScope {
  readonly type: 'INSUFFICIENT_SCOPES';
  readonly locations: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
}

export function missingScopes(
  js: typeof import('graphql'),
  schema: GraphQLSchema,
  document: DocumentNode,
  { scopes }: Token,
): readonly MissingScope[] {
  const missing: MissingScope[] = [];
  const types = new js.TypeInfo(schema);
  const granted = scopes.map((scope) => `'${scope}'`).join(', ');
  js.visit(
    document,
    js.visitWithTypeInfo(types, {
      Field(node) {
        const field = node.name.value;
        const wanted = scopesOf[`${types.getParentType()?.name}.${field}`];
        if (!wanted || wanted.some((scope) => scopes.includes(scope))) return;
        const { line, column } = js.getLocation(node.loc?.source ?? new js.Source(''), node.loc?.start ?? 0);
        missing.push({
          type: 'INSUFFICIENT_SCOPES',
          locations: [{ line, column }],
          message: `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ['${wanted[0]}'], but your token has only been granted the: [${granted}] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`,
        });
      },
    }),
  );
  return missing;
}
