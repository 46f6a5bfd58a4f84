/**
 * The wait ledger: who waits for what, and for whom that is. Blockers, dependencies, reviews and questions; each thing
 * once. Pure; when something can be expected depends on the clock and is not known here. A decision closes once GitHub has been
 * heard after its closing time: before, nobody here knows who has answered.
 */
import { memo } from '../../base/memo.js';
import { isSameValue } from '../../base/sameValue.js';
import type { Board } from '../board/board.js';
import { type AwaitedItem, type Item, isAwaitedItem } from '../board/item.js';
import { type AskedThing, type Blocking, type Dependency, isAwaited } from '../board/links.js';
import { fullName, type Team, webAddress } from '../board/team.js';
import type { Person } from '../people/person.js';
import { withPickUps } from '../posting/handOffs.js';
import { type State, visible } from '../state.js';
import { boardOfWaits } from './asked.js';
import { type IssuePlace, type NodeId, type WaitGraph, waitGraph } from './graph.js';

interface Waited {
  /** An item's key, `awaited/review/12` (the same for each kind of thing asked), or `awaited/dependency/12/acme/lighthouse#7`. */
  readonly key: string;
  readonly thing: NodeId;
  /** Milliseconds since 1970; infinite where nobody can say. */
  readonly since: number;
  /** The time somebody named; milliseconds since 1970, infinite where there is none. */
  readonly neededBy: number;
  /** How many people cannot go on, through whatever else waits. */
  readonly heldUp: number;
}

export type Wait =
  | (Waited & { readonly kind: 'item'; readonly item: AwaitedItem })
  /** An issue of the team's waits for one that is no item. */
  | (Waited & { readonly kind: 'dependency'; readonly dependency: Dependency; readonly by: Blocking })
  | (Waited & { readonly kind: AskedThing['kind']; readonly asked: AskedThing });

export interface Blocked extends IssuePlace {
  readonly title?: string;
}

/** Whose turn it is. Sorted by how many people are held up, then by need-by time, then the longest waiting first. */
interface Ledger {
  readonly forMe: readonly Wait[];
  readonly mine: readonly Wait[];
  /** Others' blockers and dependencies; what others ask each other is theirs. */
  readonly team: readonly Wait[];
}

const never = Number.POSITIVE_INFINITY;
const nobody: Ledger = { forMe: [], mine: [], team: [] };

export function ledger(state: State): Ledger {
  return state.team ? madeFor(waitsIn(state), state.team).ledger : nobody;
}

/** Logins of those whom it holds up, in the order of the alphabet; of some only the number may be known. */
export function heldUpLogins(state: State, { thing }: Wait): readonly string[] {
  return state.team ? madeFor(waitsIn(state), state.team).graph.heldUpLogins(thing) : [];
}

/** The board with all that is asked, as of when GitHub was heard last. */
export function waitsIn(state: State): Board {
  return boardOfWaits(withPickUps(visible(state), state.unsent), Date.parse(state.sync.heardAt ?? '') || 0);
}

/** The work that waits for it: as a blocker says itself, or as GitHub's dependencies say of it. */
export function blockedBy(state: State, wait: Wait): readonly Blocked[] {
  if (!state.team || 'asked' in wait) return [];
  if (wait.kind === 'dependency') return [{ number: wait.dependency.number, title: wait.dependency.title }];
  const board = waitsIn(state);
  const { graph } = madeFor(board, state.team);
  const home = fullName(state.team.repository);
  return graph.blockedBy(wait.thing).map((place): Blocked => {
    if (place.repository !== undefined) return place;
    const { number } = place;
    const known = board.dependencies.get(number) ?? board.work.get(number) ?? board.asked.get(number);
    const item = graph.itemAt(home, number);
    const title = known?.title ?? (item && board.items.get(item.key))?.title;
    return { number, ...(title !== undefined && { title }) };
  });
}

/** What has to be done by whoever is waited for, as GitHub has it. */
export function placeOf(wait: Wait, team: Team): { readonly repository: string; readonly number?: number } {
  const repository = fullName(team.repository);
  switch (wait.kind) {
    case 'item':
      return { repository, ...(wait.item.number !== undefined && { number: wait.item.number }) };
    case 'dependency':
      return { repository: wait.by.repository, number: wait.by.number };
    case 'review':
    case 'question':
    case 'decision':
    case 'checkIn':
    case 'handOff':
    case 'memo':
      return { repository, number: wait.asked.number };
  }
}

/** Its page on the team's server. */
export function addressOf(wait: Wait, team: Team): string | undefined {
  return webAddress(team.account.server, { ...placeOf(wait, team), subject: subjects[wait.kind] });
}

const subjects = {
  item: 'issue',
  dependency: 'issue',
  review: 'pullRequest',
  question: 'discussion',
  decision: 'discussion',
  checkIn: 'discussion',
  handOff: 'discussion',
  memo: 'discussion',
} as const;

interface Made {
  readonly board: Board;
  readonly graph: WaitGraph;
  readonly ledger: Ledger;
}

/**
 * Two views and several commands ask for the ledger of one board. Most news is of statuses or of what is said in an issue:
 * nobody waits otherwise for that.
 */
const madeFor = memo(
  (board: Board, team: Team) => [team, board],
  (board, team, last?: Made): Made => (last && retold(last, board)) ?? madeAnew(board, team),
);

function madeAnew(board: Board, team: Team): Made {
  const graph = waitGraph(board, fullName(team.repository));
  return { board, graph, ledger: ledgerOf(board, team, graph) };
}

/** The same with the items as they are now; undefined where somebody waits otherwise. */
function retold(made: Made, board: Board): Made | undefined {
  const before = made.board.items;
  if (before === board.items && isSameWait(made.board, board)) return { ...made, board };
  if (before.size !== board.items.size || !isSameWait(made.board, board)) return undefined;
  const items = new Map<string, Item>();
  for (const [key, item] of board.items) {
    const was = before.get(key);
    if (was === item) continue;
    if (!was || !waitsAlike(was, item)) return undefined;
    items.set(key, item);
  }
  const retell = (wait: Wait): Wait => {
    const item = wait.kind === 'item' ? items.get(wait.key) : undefined;
    return wait.kind === 'item' && item && isAwaitedItem(item) ? { ...wait, item } : wait;
  };
  const { forMe, mine, team } = made.ledger;
  return { ...made, board, ledger: { forMe: forMe.map(retell), mine: mine.map(retell), team: team.map(retell) } };
}

/** All of an item that the graph and the order are made of. */
function waitsAlike(a: Item, b: Item): boolean {
  const isSameWords = a.owner === b.owner && a.ownerId === b.ownerId && a.needBy === b.needBy && a.blocks === b.blocks;
  const isSameKind = a.kind === b.kind && a.state === b.state;
  const isSamePerson = a.by.id === b.by.id && a.by.login === b.by.login;
  return isSameWords && isSamePerson && isSameKind && a.number === b.number && a.createdAt === b.createdAt;
}

/** All that the graph is made of. Of statuses and profiles that is who is called how. */
function isSameWait(a: Board, b: Board): boolean {
  if (!isSameValue(a.teamFile?.people, b.teamFile?.people)) return false;
  if (a.work !== b.work || a.dependencies !== b.dependencies || a.asked !== b.asked) return false;
  const isSameList = (one: readonly Person[], other: readonly Person[]) =>
    one.length === other.length &&
    one.every(({ id, login }, place) => id === other[place]?.id && login === other[place].login);
  const saying = ({ statuses }: Board) => [...statuses.values()].map(({ by }) => by);
  const seen = ({ profiles }: Board) => [...profiles.values()].map(({ person }) => person);
  return (
    (a.statuses === b.statuses || isSameList(saying(a), saying(b))) &&
    (a.profiles === b.profiles || isSameList(seen(a), seen(b)))
  );
}

function ledgerOf(board: Board, team: Team, graph: WaitGraph): Ledger {
  const { id, login } = team.account;
  const home = fullName(team.repository);
  const isMe = (name: string | undefined) =>
    name !== undefined && (graph.idOf(name) ?? (sameLogin(name, login) ? id : undefined)) === id;
  const isMine = ({ owner, ownerId }: Item) => (ownerId === undefined ? isMe(owner) : ownerId === id);
  const groups: { readonly [G in keyof Ledger]: Wait[] } = { forMe: [], mine: [], team: [] };

  for (const { item, thing } of graph.items) {
    const group = item.by.id === id ? 'mine' : isMine(item) ? 'forMe' : 'team';
    groups[group].push({
      kind: 'item',
      key: item.key,
      thing,
      since: instantOf(item.createdAt),
      neededBy: instantOf(item.needBy),
      heldUp: graph.heldUp(thing),
      item,
    });
  }
  for (const dependency of board.dependencies.values()) {
    if (graph.itemAt(home, dependency.number)?.state === 'closed') continue;
    const isWaiting = dependency.people.some((one) => one.id === id);
    const isAlone = isWaiting && dependency.people.length === 1;
    for (const by of dependency.by) {
      // An item is there already.
      if (graph.itemAt(by.repository, by.number) || !by.isOpen) continue;
      const thing = graph.thingAt(by.repository, by.number);
      if (thing === undefined) continue;
      const isAsked = !isAlone && by.people.some((one) => one.id === id);
      groups[isAsked ? 'forMe' : isWaiting ? 'mine' : 'team'].push({
        kind: 'dependency',
        key: `awaited/dependency/${dependency.number}/${by.repository}#${by.number}`,
        thing,
        since: instantOf(by.createdAt),
        neededBy: never,
        heldUp: graph.heldUp(thing),
        dependency,
        by,
      });
    }
  }
  for (const asked of board.asked.values()) {
    const isOfMe = asked.of.some(isMe);
    // Whoever has proposed a decision may have to make it, and people who check in may need each other.
    const isBoth = asked.kind === 'decision' || asked.kind === 'checkIn';
    const isAsker = asked.by.id === id || (asked.kind === 'checkIn' && asked.askers?.some(({ by }) => isMe(by)));
    const isMine = isAsker && !(isBoth && isOfMe);
    const thing = graph.thingAt(home, asked.number);
    if (thing === undefined || !isAwaited(asked) || !(isMine || isOfMe)) continue;
    groups[isMine ? 'mine' : 'forMe'].push({
      kind: asked.kind,
      key: `awaited/${asked.kind}/${asked.number}`,
      thing,
      since: instantOf(asked.since),
      neededBy: instantOf(asked.closes),
      heldUp: graph.heldUp(thing),
      asked,
    });
  }
  for (const group of Object.values(groups)) group.sort(byTurn);
  return groups;
}

/** Whoever holds up most people comes first, and then what is needed first: never by recency. */
function byTurn(a: Wait, b: Wait): number {
  return b.heldUp - a.heldUp || compare(a.neededBy, b.neededBy) || bySince(a, b);
}

/** The longest waiting first. */
export function bySince(a: Wait, b: Wait): number {
  return compare(a.since, b.since) || compare(a.key, b.key);
}

function instantOf(iso: string | undefined): number {
  return (iso !== undefined && Date.parse(iso)) || never;
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
