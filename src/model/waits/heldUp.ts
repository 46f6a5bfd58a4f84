/**
 * Counting whom a thing holds up: whoever waits for it, for what cannot go on without it, and so on, each person once,
 * and nobody by themselves. A circle holds up everybody on it. Flat lists: ten thousand things are counted in milliseconds.
 */

/** What somebody may wait for. People and nodes are places in lists; the same may be named twice. */
export interface Node {
  /** Whose work it is: they cannot go on while it waits. */
  readonly workers: readonly number[];
  /** Who waits for it directly. */
  readonly waiters: readonly number[];
  /** Of whom it is needed: they hold up others, not themselves. */
  readonly owners: readonly number[];
  /** What waits for it. */
  readonly next: readonly number[];
}

export interface HeldUp {
  /** How many people a node holds up. */
  count(node: number): number;
  /** Whether a person is among them: asked of hundreds of nodes at a time, so nobody walks the graph for it. */
  among(node: number): (person: number) => boolean;
}

/** Whom each node holds up. Sets of people are bits in one list. @param people how many there are */
export function heldUpOn(nodes: readonly Node[], people: number): HeldUp {
  const length = Math.ceil(people / 32);
  const { members, ends, circleOf } = circlesOf(nodes);
  const counts = new Int32Array(nodes.length);
  /** Of each circle all who work on it, wait for it, or are held up by it; none of what nothing waits for, which is most. */
  const sets: (Uint32Array | undefined)[] = [];
  const own = new Uint32Array(length);
  /** Into `set` all that the circles hold up which wait for this node from outside of its own. */
  const joinNext = (set: Uint32Array, at: number, circle: number) => {
    for (const next of nodeAt(nodes, at).next) {
      const other = circleOf[next] ?? 0;
      if (other === circle) continue;
      const held = sets[other];
      if (held) join(set, held);
      else markAll(set, nodeAt(nodes, next));
    }
  };
  /** Whoever works on what stands alone is not held up by it. */
  const ownOf = (at: number, set: Uint32Array) => {
    const { waiters, owners } = nodeAt(nodes, at);
    const circle = circleOf[at] ?? 0;
    const all = (ends[circle] ?? 0) - (ends[circle - 1] ?? 0) > 1 ? sets[circle] : undefined;
    if (all) set.set(all);
    else {
      set.fill(0);
      joinNext(set, at, circle);
      mark(set, waiters);
    }
    for (const owner of owners) set[owner >>> 5] = (set[owner >>> 5] ?? 0) & ~(1 << (owner & 31));
    return set;
  };
  let start = 0;
  for (const [circle, end] of ends.entries()) {
    const alone = end - start === 1 ? nodeAt(nodes, members[start]) : undefined;
    if (alone?.next.length === 0) counts[members[start] ?? 0] = countOf(alone);
    else {
      const all = new Uint32Array(length);
      sets[circle] = all;
      for (let place = start; place < end; place++) {
        const at = members[place] ?? 0;
        joinNext(all, at, circle);
        markAll(all, nodeAt(nodes, at));
      }
      for (let place = start; place < end; place++) {
        const at = members[place] ?? 0;
        counts[at] = size(ownOf(at, own));
      }
    }
    start = end;
  }
  return {
    count: (node) => counts[node] ?? 0,
    among(node) {
      const set = ownOf(node, new Uint32Array(length));
      return (person) => ((set[person >>> 5] ?? 0) & (1 << (person & 31))) !== 0;
    },
  };
}

interface Circles {
  /** All nodes, circle by circle; what waits for a circle comes before it. */
  readonly members: Int32Array;
  /** Where in that list each circle ends. */
  readonly ends: readonly number[];
  readonly circleOf: Int32Array;
}

/** Nodes that wait for each other, together (Tarjan's strongly connected components). Without calls: a chain may be longer than the stack. */
function circlesOf(nodes: readonly Node[]): Circles {
  const members = new Int32Array(nodes.length);
  const ends: number[] = [];
  const circleOf = new Int32Array(nodes.length).fill(-1);
  /** Counted from 1, in the order they were come to; 0 for what was not. */
  const order = new Int32Array(nodes.length);
  const lowest = new Int32Array(nodes.length);
  /** How many of what is next have been looked at. */
  const looked = new Int32Array(nodes.length);
  const open: number[] = [];
  const path: number[] = [];
  let count = 0;
  let placed = 0;
  const enter = (at: number) => {
    count += 1;
    order[at] = count;
    lowest[at] = count;
    open.push(at);
    path.push(at);
  };
  const lower = (at: number, to: number) => {
    if (to < (lowest[at] ?? 0)) lowest[at] = to;
  };
  const close = (at: number) => {
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      members[placed] = one;
      placed += 1;
      circleOf[one] = ends.length;
      if (one === at) break;
    }
    ends.push(placed);
  };
  for (let root = 0; root < nodes.length; root++) {
    if (order[root] === 0) enter(root);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = nodeAt(nodes, at).next[looked[at] ?? 0];
      looked[at] = (looked[at] ?? 0) + 1;
      if (next === undefined) {
        path.pop();
        if (lowest[at] === order[at]) close(at);
        const before = path.at(-1);
        if (before !== undefined) lower(before, lowest[at] ?? 0);
      } else if (order[next] === 0) enter(next);
      else if (circleOf[next] === -1) lower(at, order[next] ?? 0);
    }
  }
  return { members, ends, circleOf };
}

function nodeAt(nodes: readonly Node[], place: number | undefined): Node {
  return nodes[place ?? 0] as Node;
}

function mark(set: Uint32Array, people: readonly number[]): void {
  for (const one of people) set[one >>> 5] = (set[one >>> 5] ?? 0) | (1 << (one & 31));
}

function markAll(set: Uint32Array, { workers, waiters }: Node): void {
  mark(set, workers);
  mark(set, waiters);
}

/** Of what nothing else waits for: only those who wait for it themselves. */
function countOf({ waiters, owners }: Node): number {
  const [one] = waiters;
  if (one === undefined) return 0;
  if (waiters.length === 1) return owners.includes(one) ? 0 : 1;
  return new Set(waiters.filter((person) => !owners.includes(person))).size;
}

function join(set: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** How many bits are set, all of a word at once (Hacker's Delight, 5-1). */
function size(set: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < set.length; place++) {
    const word = set[place] ?? 0;
    const pairs = word - ((word >>> 1) & 0x55555555);
    const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    count += Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
