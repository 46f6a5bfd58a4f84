/**
 * What a question of GraphQL costs, by GitHub's formula: the requests it takes to fill every connection, each to its limit,
 * divided by a hundred; one at least.
 */

import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

export function pointsOf(js: typeof import('graphql'), document: DocumentNode, variables: Variables): number {
  const { Kind } = js;
  const fragments = new Map<string, SelectionSetNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);

  const sizeOf = ({ arguments: given }: FieldNode): number | undefined => {
    const value = given?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
    const size = value && js.valueFromASTUntyped(value, variables);
    return typeof size === 'number' ? size : undefined;
  };
  /** @param parents how many things this is asked of */
  const requests = (set: SelectionSetNode | undefined, parents: number): number =>
    (set?.selections ?? []).reduce((sum, node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return sum + requests(node.selectionSet, parents);
      if (node.kind === Kind.FRAGMENT_SPREAD) return sum + requests(fragments.get(node.name.value), parents);
      const size = sizeOf(node);
      if (size === undefined) return sum + requests(node.selectionSet, parents);
      return sum + parents + requests(node.selectionSet, parents * size);
    }, 0);

  const asked = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const all = asked.reduce((sum, { selectionSet }) => sum + requests(selectionSet, 1), 0);
  return Math.max(1, Math.round(all / 100));
}
