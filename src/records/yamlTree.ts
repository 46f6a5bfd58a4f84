/**
 * Walking through a YAML text part by part, each with its line and path, and noting what is wrong there. Knows no
 * format. Hostile texts are cheap: size and problems are bounded, and nothing is ever expanded.
 */
import {
  type Alias,
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
} from 'yaml';
import type { FileProblem } from '../model/board/team.js';

export interface Tree {
  readonly text: string;
  readonly lines: LineCounter;
  /** What each alias stands for: the last node before it with that anchor. */
  readonly meant: ReadonlyMap<Alias, Node>;
  /** In the order in which they are found. */
  readonly problems: FileProblem[];
}

/** A part of the text. */
export interface YamlNode {
  /** Null where nothing stands after a key. Never an alias that stands for something. */
  readonly node: Node | null;
  /** Counted from 1. */
  readonly line: number;
  /** `rotation.people[1]`; empty for the whole. */
  readonly path: string;
}

/** In characters. A team file has some hundred, that of a thousand members 20,000; each costs time where it is full of mistakes. */
const longestText = 50_000;
const longestValue = 100;
/** A team file has five levels. */
const deepest = 30;
/** More help nobody. */
const mostProblems = 100;
const mostKeys = 200;

export function readTree(text: string): { readonly tree: Tree; readonly top: YamlNode } {
  const lines = new LineCounter();
  const meant = new Map<Alias, Node>();
  const tree: Tree = { text, lines, meant, problems: [] };
  const whole = { node: null, line: 1, path: '' };
  const refused = (kind: FileProblem['kind']) => {
    problem(tree, whole, kind);
    return { tree, top: whole };
  };
  if (text.length > longestText) return refused('tooMany');
  const traced = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // each line may be an error, which would take most of its time to note where it was made
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    if (isTooDeep(tokens)) return refused('notYaml');
    // Keys are compared with each other in mapOf: here that would take time by the square of their number.
    const composer = new Composer({ uniqueKeys: false, prettyErrors: false, version: '1.2', schema: 'core' });
    const [document, second] = composer.compose(tokens, true, text.length);
    for (const error of document?.errors ?? []) noteError(tree, error.pos[0]);
    if (second) noteError(tree, second.range[0]);
    noteAliases(document?.contents, meant);
    return { tree, top: placeOf(tree, document?.contents ?? null, whole) };
  } catch {
    return refused('notYaml'); // whatever makes the parser throw, the team works on
  } finally {
    Error.stackTraceLimit = traced;
  }
}

/**
 * Whether tokens are nested deeper than anybody writes. The parser is not recursive and the composer is: near the end of
 * the stack it does not throw but may end the whole process, which has no room left to compile a regular expression.
 */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const ahead = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return true;
    for (const inner of innerTokens(token)) ahead.push({ token: inner, depth: depth + 1 });
  }
  return false;
}

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])]);
}

/** Goes through the nodes in the order of the text. */
function noteAliases(top: unknown, meant: Map<Alias, Node>): void {
  const anchors = new Map<string, Node>();
  const ahead = [top];
  while (ahead.length > 0) {
    const node = ahead.pop();
    if (isPair(node)) ahead.push(node.value, node.key);
    else if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) meant.set(node, target);
    } else if (isNode(node)) {
      if (node.anchor) anchors.set(node.anchor, node);
      if (isCollection(node))
        for (let place = node.items.length - 1; place >= 0; place--) ahead.push(node.items[place]);
    }
  }
}

/**
 * Nothing more is said of a line that is no YAML: what was made of it is a guess.
 * @returns always undefined: the part is left out
 */
export function problem(tree: Tree, at: YamlNode, kind: FileProblem['kind'], value = snippetOf(tree, at)): undefined {
  if (tree.problems.length >= mostProblems) return;
  if (tree.problems.some((one) => one.kind === 'notYaml' && one.line === at.line)) return;
  tree.problems.push({ line: at.line, path: at.path, value: value.slice(0, longestValue), kind });
}

/** What can be read of a part; undefined where there is none, or a key without a value. */
export function given<T>(at: YamlNode | undefined, read: (at: YamlNode) => T): T | undefined {
  return !at || isEmpty(at) ? undefined : read(at);
}

/** The parts of a group by their keys; a key that is not known is named and left out, as is one that is there again. */
export function mapOf(tree: Tree, at: YamlNode | undefined, known: readonly string[]): ReadonlyMap<string, YamlNode> {
  const parts = new Map<string, YamlNode>();
  if (!at || isEmpty(at)) return parts;
  if (!isMap(at.node)) {
    problem(tree, at, 'notMap');
    return parts;
  }
  for (const { key, value } of at.node.items.slice(0, mostKeys)) {
    const said = placeOf(tree, key as Node | null, at);
    const name = textOf(said) ?? snippetOf(tree, said);
    const path = `${at.path}${at.path && '.'}${name.slice(0, longestValue)}`;
    const part = { ...placeOf(tree, value as Node | null, { ...said, path }), path };
    if (!known.includes(name)) problem(tree, { ...said, path }, 'unknownKey', name);
    else if (parts.has(name)) problem(tree, { ...said, path }, 'repeatedKey', name);
    else parts.set(name, part);
  }
  return parts;
}

/** What can be read of a list; `read` names what is wrong with an element and gives undefined for it. */
export function listOf<T>(
  tree: Tree,
  at: YamlNode | undefined,
  most: number,
  read: (tree: Tree, at: YamlNode) => T | undefined,
): readonly T[] {
  if (!at || isEmpty(at)) return [];
  if (!isSeq(at.node)) {
    problem(tree, at, 'notList');
    return [];
  }
  const element = (node: unknown, place: number) =>
    placeOf(tree, node as Node | null, { ...at, path: `${at.path}[${place}]` });
  if (at.node.items.length > most) problem(tree, at, 'tooMany', snippetOf(tree, element(at.node.items[most], most)));
  return at.node.items.slice(0, most).flatMap((node, place) => read(tree, element(node, place)) ?? []);
}

/** A text as it is written, without its quotes. Numbers and dates are texts, too; true, false and nothing are not. */
export function textOf({ node }: YamlNode): string | undefined {
  if (!isScalar(node) || node.value === null || typeof node.value === 'boolean') return undefined;
  return node.source ?? String(node.value);
}

function isEmpty({ node }: YamlNode): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** @param around where the node belongs, should it have no place of its own */
function placeOf({ lines, meant }: Tree, node: Node | null, around: YamlNode): YamlNode {
  const line = node?.range ? lines.linePos(node.range[0]).line : around.line;
  return { node: (isAlias(node) ? meant.get(node) : undefined) ?? node, line, path: around.path };
}

function snippetOf({ text }: Tree, { node }: YamlNode): string {
  if (isScalar(node) && node.source !== undefined) return node.source;
  return node?.range ? text.slice(node.range[0], Math.min(node.range[1], node.range[0] + longestValue)) : '';
}

/** One for each line. */
function noteError(tree: Tree, offset: number): void {
  const line = Math.max(tree.lines.linePos(Math.min(offset, tree.text.length)).line, 1);
  if (tree.problems.length >= mostProblems || tree.problems.some((one) => one.line === line)) return;
  const start = tree.text.lastIndexOf('\n', offset - 1) + 1;
  const written = tree.text.slice(start, start + longestValue).split(/\r?\n/, 1)[0] ?? '';
  problem(tree, { node: null, line, path: '' }, 'notYaml', written.trim());
}
