/** What waits for what on a board, and whose work that is: open blockers, dependencies, reviews and questions as one graph. */
import type { Board } from '../board/board.js';
import { type AwaitedItem, isAwaitedItem } from '../board/item.js';
import { type Blocking, isAwaited } from '../board/links.js';
import { parseReference } from '../board/reference.js';
import type { Person } from '../people/person.js';
import { heldUpOn } from './heldUp.js';

/** Its place in this graph. */
export type NodeId = number;

export interface WaitGraph {
  /** How many people a thing holds up. */
  heldUp(thing: NodeId): number;
  /** Their logins in the order of the alphabet; those whose login nobody knows are counted only. */
  heldUpLogins(thing: NodeId): readonly string[];
  /** What waits for it. */
  blockedBy(thing: NodeId): readonly IssuePlace[];
  /** The item of this number, where it is one that people wait for: any other is an issue like all issues. */
  itemAt(repository: string, number: number): AwaitedItem | undefined;
  /** Undefined where nobody waits there, nor for it. */
  thingAt(repository: string, number: number): NodeId | undefined;
  readonly items: readonly { readonly item: AwaitedItem; readonly thing: NodeId }[];
  /** Undefined where it is not known who is called so. */
  idOf(login: string): number | undefined;
}

export interface IssuePlace {
  /** Absent for the team's own. */
  readonly repository?: string;
  readonly number: number;
}

/** As it is being built. Most lists of most nodes are empty, and those are one. */
interface Built {
  readonly at: IssuePlace | undefined;
  /** It is said of whom it is needed: else of those whose work it is. */
  isSaid: boolean;
  /** Whose work it is has been asked of the whole board. */
  isLookedUp: boolean;
  workers: readonly number[];
  waiters: readonly number[];
  owners: readonly number[];
  next: readonly number[];
}

const none: readonly number[] = [];

/** Lists grow in place: one issue may have thousands that wait. */
function add(list: readonly number[], more: number): readonly number[] {
  if (list === none) return [more];
  (list as number[]).push(more);
  return list;
}

/** @param repository the team's: `owner/name` */
export function waitGraph(board: Board, repository: string): WaitGraph {
  const people = peopleOf(board);
  const home = repository.toLowerCase();
  const isHome = (name: string) => name === repository || name.toLowerCase() === home;
  const items = new Map<number, AwaitedItem>();
  for (const item of board.items.values())
    if (item.number !== undefined && isAwaitedItem(item)) items.set(item.number, item);
  const itemAt = (name: string, number: number) => (isHome(name) ? items.get(number) : undefined);

  const nodes: Built[] = [];
  const make = (at: IssuePlace | undefined): NodeId =>
    nodes.push({ at, isSaid: false, isLookedUp: false, workers: none, waiters: none, owners: none, next: none }) - 1;
  /** The team's own by number, and others by their names in lower case. */
  const places = new Map<number | string, NodeId>();
  const keyAt = (name: string, number: number) => (isHome(name) ? number : `${name.toLowerCase()}#${number}`);
  const placeAt = (name: string, number: number): NodeId => {
    const key = keyAt(name, number);
    const known = places.get(key);
    if (known !== undefined) return known;
    const made = make(typeof key === 'number' ? { number } : { repository: name, number });
    places.set(key, made);
    return made;
  };
  /** Of an item its own record says whose work it is. */
  const waitingAt = (name: string, number: number): number => {
    const place = placeAt(name, number);
    const node = nodes[place] as Built;
    if (node.isLookedUp || !isHome(name) || items.has(number)) return place;
    node.isLookedUp = true;
    for (const one of workersOn(board, number, people)) node.workers = add(node.workers, one);
    return place;
  };
  const link = (needed: number, waiting: number) => {
    const node = nodes[needed] as Built;
    if (needed !== waiting) node.next = add(node.next, waiting);
  };

  const open: { readonly item: AwaitedItem; readonly thing: NodeId }[] = [];
  for (const item of board.items.values()) {
    if (item.state !== 'open' || !isAwaitedItem(item)) continue;
    const { number } = item;
    const thing = number === undefined || items.get(number) !== item ? make(undefined) : placeAt(repository, number);
    const node = nodes[thing] as Built;
    open.push({ item, thing });
    node.isSaid = true;
    node.waiters = [people.of(item.by)];
    if (item.owner !== undefined)
      node.owners = [item.ownerId === undefined ? people.named(item.owner) : people.withId(item.ownerId)];
    node.workers = [node.owners[0] ?? people.of(item.by)];
    const blocked = item.blocks === undefined ? undefined : parseReference(item.blocks);
    if (blocked && itemAt(blocked.repository, blocked.number)?.state !== 'closed')
      link(thing, waitingAt(blocked.repository, blocked.number));
  }
  for (const dependency of board.dependencies.values()) {
    if (items.get(dependency.number)?.state === 'closed') continue;
    for (const by of dependency.by) {
      if (!isStillOpen(by, itemAt)) continue;
      const needed = placeAt(by.repository, by.number);
      const node = nodes[needed] as Built;
      const list = node.isSaid ? 'owners' : 'workers';
      link(needed, waitingAt(repository, dependency.number));
      for (const person of by.people) node[list] = add(node[list], people.of(person));
    }
  }
  for (const one of board.asked.values()) {
    if (!isAwaited(one)) continue;
    const node = nodes[waitingAt(repository, one.number)] as Built;
    node.isSaid = true;
    node.waiters = add(node.waiters, people.of(one.by));
    for (const login of one.of) node.owners = add(node.owners, people.named(login));
  }
  for (const node of nodes) if (!node.isSaid) node.owners = node.workers;

  const held = heldUpOn(nodes, people.count());
  return {
    heldUp: held.count,
    heldUpLogins: (thing) => people.logins(held.among(thing)),
    blockedBy: (thing) => [...new Set(nodes[thing]?.next)].flatMap((next) => nodes[next]?.at ?? []),
    items: open,
    thingAt: (name, number) => places.get(keyAt(name, number)),
    itemAt,
    idOf: people.idOf,
  };
}

/** Whether something is still waited for. The board hears of its own items first. */
function isStillOpen(by: Blocking, itemAt: WaitGraph['itemAt']): boolean {
  const item = itemAt(by.repository, by.number);
  return item ? item.state === 'open' : by.isOpen;
}

/** The assignees; where there are none, the author where that is known. */
function workersOn(board: Board, number: number, people: ReturnType<typeof peopleOf>): readonly number[] {
  const waiting = board.dependencies.get(number);
  if (waiting && waiting.people.length > 0) return waiting.people.map(people.of);
  const work = board.work.get(number);
  if (work && work.people.length > 0) return work.people.map(people.withId);
  const author = board.asked.get(number)?.by;
  return author ? [people.of(author)] : none;
}

function peopleOf({ statuses, profiles, items, dependencies, asked, teamFile }: Board) {
  /** By login in lower case. What people say of themselves, and GitHub of them, is newer than who once wrote something. */
  const ids = new Map<string, number>();
  const names = new Map<number | string, string>();
  const learn = ({ id, login }: Person) => {
    if (names.get(id) === login) return;
    const name = login.toLowerCase();
    if (!ids.has(name)) ids.set(name, id);
    if (!names.has(id)) names.set(id, login);
  };
  // Whom the team means by a name comes first, whoever is called so now.
  for (const [login, id] of Object.entries(teamFile?.people ?? {})) if (id !== null) ids.set(login, id);
  for (const { by } of statuses.values()) learn(by);
  for (const { person } of profiles.values()) learn(person);
  for (const { by } of items.values()) learn(by);
  for (const { owner, ownerId } of items.values())
    if (owner !== undefined && ownerId !== undefined) learn({ id: ownerId, login: owner });
  for (const { by, given } of asked.values()) {
    learn(by);
    for (const each of given) learn(each.by);
  }
  for (const { people, by } of dependencies.values()) {
    people.forEach(learn);
    for (const entry of by) entry.people.forEach(learn);
  }

  /** By id; by login in lower case where nobody knows the id. */
  const places = new Map<number | string, number>();
  const keys: (number | string)[] = [];
  /** Made when it is first asked for: by then everybody is known. */
  let inOrder: readonly { readonly login: string; readonly place: number }[] | undefined;
  const withId = (key: number | string): number => {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, keys.length);
    return keys.push(key) - 1;
  };
  return {
    withId,
    of: ({ id }: Person) => withId(id),
    named(login: string) {
      const name = login.toLowerCase();
      const key = ids.get(name) ?? name;
      if (!names.has(key)) names.set(key, login);
      return withId(key);
    },
    idOf: (login: string) => ids.get(login.toLowerCase()),
    count: () => keys.length,
    /** In the order of the alphabet. */
    logins(isAmong: (place: number) => boolean): readonly string[] {
      inOrder ??= keys
        .flatMap((key, place) => {
          const login = names.get(key);
          return login === undefined ? [] : [{ login, place, name: login.toLowerCase() }];
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return inOrder.flatMap(({ login, place }) => (isAmong(place) ? [login] : []));
    },
  };
}
