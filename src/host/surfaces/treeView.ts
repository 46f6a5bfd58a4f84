/** Tree views, made of rows. Redraws only what differs; knows nothing of what the rows mean. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ViewId } from '../../app/contributions.js';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { Log } from '../../ports/clock.js';
import type { Row } from '../../views/words/row.js';
import type { Sight } from '../sight.js';
import { everyMinute } from './everyMinute.js';

/** What VS Code holds on to: the same object for the same row, whatever it shows at the moment. */
class Node {
  /** Absent until VS Code has asked for them. */
  children: readonly Node[] | undefined;
  /** The tooltip that VS Code was given: it keeps it until the row is drawn again. */
  told: string | undefined;
  constructor(
    public row: Row,
    public parent: Node | undefined,
  ) {}
}

/** A burst of changes is one redraw. */
const settling = 16;

/** All views hear of the same change: each draws in a turn of its own, and whoever else wants one has it in between. */
function takingTurns(): (draw: () => void) => void {
  const waiting: (() => void)[] = [];
  const drawNext = () => {
    const [draw] = waiting;
    try {
      draw?.();
    } finally {
      waiting.shift();
      if (waiting.length > 0) setTimeout(drawNext);
    }
  };
  return (draw) => {
    if (waiting.push(draw) === 1) setTimeout(drawNext);
  };
}

export function rowIdOf(argument: unknown): string | undefined {
  return argument instanceof Node ? argument.row.id : undefined;
}

interface Drawn {
  readonly rows: readonly Row[];
  /** What stands beside the view's title, which may be nothing. Safe to show. */
  readonly headline: string;
}

type Draw = (state: State, now: number) => Drawn;

interface Parts {
  readonly store: Store<State>;
  readonly log: Log;
  readonly sight: Sight;
  now(): number;
  /** Resolves with what draws a view, once its code is loaded: asked for when the view is first seen. */
  load(id: ViewId): Promise<Draw>;
  badge(id: ViewId): Promise<vscode.ViewBadge | undefined>;
}

interface TreeView extends vscode.Disposable {
  redraw(): void;
}

export function treeViews(ids: readonly ViewId[], parts: Parts): TreeView {
  const inTurn = takingTurns();
  const views = ids.map((id) => treeView(id, parts, inTurn));
  return {
    redraw() {
      for (const { redraw } of views) redraw();
    },
    dispose: () => vscode.Disposable.from(...views).dispose(),
  };
}

function treeView(
  id: ViewId,
  { store, log, sight, now, load, badge }: Parts,
  inTurn: (draw: () => void) => void,
): TreeView {
  const changed = new vscode.EventEmitter<Node | undefined>();
  let draw: Draw | undefined;
  let roots: readonly Node[] = [];
  /** What draws it could not be loaded: it is tried again with the next change. */
  let isMissing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function first(): Promise<void> {
    const loaded = await load(id).catch((error) => {
      log.error(`${id} could not be loaded`, error);
    });
    isMissing = !loaded;
    // What VS Code is thrown it shows as it is, once for each view.
    view.message = isMissing ? l10n.t('Something went wrong in Makertime. See the log for details.') : '';
    if (draw || !loaded) return;
    draw = loaded;
    roots = merge([], rows(draw), new Map()).nodes;
  }

  function rows(draw: Draw): readonly Row[] {
    const drawn = draw(store.get(), now());
    if (view.description !== drawn.headline) view.description = drawn.headline;
    return drawn.rows;
  }

  function redraw(): void {
    timer = undefined;
    if (!view.visible) return;
    if (isMissing) changed.fire(undefined);
    isMissing = false;
    if (!draw) return;
    const merged = merge(roots, rows(draw), byId(roots));
    roots = merged.nodes;
    // VS Code knows rows by id: while one moves from parent to parent, drawing the parents one by one would meet it twice.
    if (merged.isReshaped || merged.hasMoved) changed.fire(undefined);
    else for (const node of merged.stale) changed.fire(node);
  }
  const soon = () => {
    timer ??= setTimeout(() => inTurn(redraw), settling);
  };

  const view = vscode.window.createTreeView<Node>(id, {
    showCollapseAll: false,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(node) {
        if (!draw) await first();
        if (!node) return [...roots];
        node.children ??= merge([], node.row.children ?? [], new Map(), node).nodes;
        return [...node.children];
      },
      getTreeItem: (node) => {
        node.told = undefined;
        return treeItem(node.row);
      },
      // A string and no MarkdownString: even one that is escaped makes links of bare addresses.
      resolveTreeItem: (item, node) => {
        node.told = node.row.tooltip;
        item.tooltip = node.told;
        return item;
      },
    },
  });
  function lookedAt(): void {
    sight.note(view, view.visible);
    redraw();
  }
  const mark = async () => {
    const next = await badge(id);
    if (next?.value !== view.badge?.value) view.badge = next;
  };
  const parts = [view, changed, view.onDidChangeVisibility(lookedAt), everyMinute(now, soon)];
  const unsubscribe = store.subscribe(() => {
    void mark();
    soon();
  });
  return {
    redraw: soon,
    dispose() {
      clearTimeout(timer);
      unsubscribe();
      vscode.Disposable.from(...parts).dispose();
    },
  };
}

/** The theme's own: a shape says the same. */
const tints = { good: new vscode.ThemeColor('testing.iconPassed') };

interface Merged {
  readonly nodes: readonly Node[];
  /** Nodes to draw again: their own row differs, or which children they have. */
  readonly stale: readonly Node[];
  /** Which nodes there are, or their order, differs. */
  readonly isReshaped: boolean;
  /** A node has another parent than before, here or below. */
  readonly hasMoved: boolean;
}

/** @param known all nodes there have been, by id */
function merge(before: readonly Node[], rows: readonly Row[], known: ReadonlyMap<string, Node>, parent?: Node): Merged {
  const stale: Node[] = [];
  let hasMoved = false;
  /** VS Code draws rows that can be unfolded and their neighbours in line: one that can now, or cannot any more, moves them all. */
  let isUnaligned = false;
  const nodes = rows.map((row) => {
    const node = known.get(row.id) ?? new Node(row, parent);
    const below = node.children && merge(node.children, row.children ?? [], known, node);
    hasMoved ||= below?.hasMoved || node.parent !== parent;
    isUnaligned ||= (node.row.isExpanded === undefined) !== (row.isExpanded === undefined);
    const isTold = node.told === undefined || node.told === row.tooltip;
    if (!isTold || !sameRow(node.row, row) || below?.isReshaped) stale.push(node);
    else stale.push(...(below?.stale ?? []));
    node.row = row;
    node.parent = parent;
    node.children = below?.nodes;
    return node;
  });
  const isReshaped =
    isUnaligned || nodes.length !== before.length || nodes.some((node, index) => node !== before[index]);
  return { nodes, stale, isReshaped, hasMoved };
}

function byId(nodes: readonly Node[], all = new Map<string, Node>()): ReadonlyMap<string, Node> {
  for (const node of nodes) byId(node.children ?? [], all.set(node.row.id, node));
  return all;
}

function sameRow(a: Row, b: Row): boolean {
  const names = ['label', 'description', 'icon', 'tint', 'isUnread', 'isLate', 'spoken', 'offers', 'command'] as const;
  return names.every((name) => a[name] === b[name]);
}

/** Only files have a mark at their end: an address that is none stands for all that is late, unread, or both. */
const scheme = 'makertime';

export function rowMarks(): vscode.Disposable {
  const names: Readonly<Record<string, string>> = {
    '●': l10n.t('Unread'),
    '!': l10n.t('Overdue'),
    '!●': l10n.t('Overdue, unread'),
  };
  const warning = new vscode.ThemeColor('list.warningForeground');
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme: of, path: mark }) =>
      of === scheme ? new vscode.FileDecoration(mark, names[mark], mark === '●' ? undefined : warning) : undefined,
  });
}

function treeItem(row: Row): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const state = row.isExpanded === undefined ? None : row.isExpanded ? Expanded : Collapsed;
  const item = new vscode.TreeItem(row.label, state);
  item.id = row.id;
  const path = (row.isLate ? '!' : '') + (row.isUnread ? '●' : '');
  if (path) item.resourceUri = vscode.Uri.from({ scheme, path });
  item.accessibilityInformation = { label: row.spoken };
  item.description = row.description ?? '';
  if (row.icon !== undefined) item.iconPath = new vscode.ThemeIcon(row.icon, row.tint && tints[row.tint]);
  item.contextValue = row.offers ?? '';
  if (row.command !== undefined) item.command = { command: row.command, title: row.label, arguments: [row.id] };
  return item;
}
