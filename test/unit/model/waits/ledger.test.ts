import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Board } from '../../../../src/model/board/board.js';
import type { Item } from '../../../../src/model/board/item.js';
import type { AskedThing, Blocking, Dependency } from '../../../../src/model/board/links.js';
import type { Person } from '../../../../src/model/people/person.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { blockedBy, heldUpLogins, ledger, type Wait } from '../../../../src/model/waits/ledger.js';
import { ana, at, bo, board, item, statusRecord, team } from '../../../lib/fakes/builders.js';
import { effortOf } from '../../../lib/suite/effort.js';

const chidi = { id: 3, login: 'chidi' };
const dana = { id: 4, login: 'dana' };
const emi = { id: 5, login: 'emi' };

const stateOf = (items: readonly Item[], more: Partial<Board> = {}): State => ({
  ...initialState,
  phase: 'ready',
  account: team.account,
  team,
  confirmed: board(items, more),
});
const numbered = <T extends { readonly number: number }>(...all: readonly T[]) =>
  new Map(all.map((one) => [one.number, one]));
const entry = (number: number, more: Partial<Blocking> = {}): Blocking => ({
  repository: 'acme/team',
  number,
  title: `issue ${number}`,
  isOpen: true,
  people: [],
  createdAt: at,
  ...more,
});
const dependency = (number: number, people: readonly Person[], ...by: readonly Blocking[]): Dependency => ({
  number,
  title: `issue ${number}`,
  people,
  by,
});
const asked = (
  kind: AskedThing['kind'],
  number: number,
  by: Person,
  of: readonly string[],
  more: Partial<AskedThing> = {},
) => ({
  kind,
  number,
  title: `${kind} ${number}`,
  by,
  of,
  since: at,
  given: [],
  ...more,
});
const all = (state: State): readonly Wait[] => Object.values(ledger(state)).flat();
const waitAt = (state: State, number: number): Wait => {
  const found = all(state).find((wait) =>
    wait.kind === 'item'
      ? wait.item.number === number
      : (wait.kind === 'dependency' ? wait.by : wait.asked).number === number,
  );
  assert.ok(found, `nobody waits for ${number}`);
  return found;
};
/** How many are held up by it, and who. */
const heldUp = (state: State, number: number) => {
  const wait = waitAt(state, number);
  const logins = heldUpLogins(state, wait);
  assert.equal(wait.heldUp, logins.length);
  return logins.join(' ');
};

describe('how many people a thing holds up', () => {
  it('is its author, without the one who has to do it', () => {
    assert.equal(heldUp(stateOf([item({ number: 1, by: bo, owner: 'ana' })]), 1), 'bo');
    assert.equal(heldUp(stateOf([item({ number: 1, by: bo })]), 1), 'bo');
    assert.equal(heldUp(stateOf([item({ number: 1, by: ana, owner: 'ANA' })]), 1), '');
  });

  it('is whose work cannot go on: the assignees of what it blocks, else who wrote it, and what waits for that in turn', () => {
    const one = item({ number: 1, by: bo, owner: 'ana', blocks: 'Acme/Team#20' });
    const work = { number: 20, title: 'beam', kind: 'issue', people: [chidi.id, 77] } as const;
    const known = { statuses: new Map([[3, statusRecord({}, { by: chidi })]]) };
    const counted = stateOf([one], { work: numbered(work), ...known });
    assert.equal(waitAt(counted, 1).heldUp, 3);
    assert.deepEqual(heldUpLogins(counted, waitAt(counted, 1)), ['bo', 'chidi'], 'nobody knows who 77 is');
    const chain = numbered(dependency(20, [chidi], entry(1)), dependency(21, [dana], entry(20)));
    assert.equal(heldUp(stateOf([{ ...one, blocks: 'acme/team#20' }], { dependencies: chain }), 1), 'bo chidi dana');
    const pullRequest = numbered(asked('review', 20, emi, []));
    assert.equal(heldUp(stateOf([one], { asked: pullRequest }), 1), 'bo emi');
    const blocker = item({ number: 20, by: dana });
    assert.equal(heldUp(stateOf([one, blocker]), 1), 'bo dana');
  });

  it('is who asked for a review or an answer', () => {
    const state = stateOf([], {
      asked: numbered(asked('review', 5, bo, ['ana']), asked('question', 6, chidi, ['ana'])),
    });
    assert.deepEqual([heldUp(state, 5), heldUp(state, 6)], ['bo', 'chidi']);
  });

  it('in a circle is everybody on it but oneself, and in a diamond nobody twice', () => {
    const circle = [
      item({ number: 1, by: ana, owner: 'bo', blocks: 'acme/team#2' }),
      item({ number: 2, by: bo, owner: 'chidi', blocks: 'acme/team#3' }),
      item({ number: 3, by: chidi, owner: 'dana', blocks: 'acme/team#1' }),
    ];
    const state = stateOf(circle);
    assert.deepEqual(
      [1, 2, 3].map((number) => heldUp(state, number)),
      ['ana chidi dana', 'ana bo dana', 'ana bo chidi'],
    );
    const diamond = numbered(
      dependency(2, [bo], entry(1, { people: [ana] })),
      dependency(3, [bo, ana], entry(1, { people: [ana] })),
      dependency(4, [chidi], entry(2), entry(3)),
    );
    assert.equal(heldUp(stateOf([], { dependencies: diamond }), 1), 'bo chidi');
  });

  it('ends where something is closed, and where it waits for itself', () => {
    const one = item({ number: 1, by: bo, blocks: 'acme/team#2' });
    const two = item({ number: 2, by: chidi, blocks: 'acme/team#3' });
    assert.equal(heldUp(stateOf([one, { ...two, state: 'closed' }, item({ number: 3, by: dana })]), 1), 'bo');
    const closed = numbered(dependency(9, [dana], entry(1, { isOpen: false })));
    assert.equal(heldUp(stateOf([one], { dependencies: closed }), 1), 'bo dana', 'it was opened again since');
    assert.equal(heldUp(stateOf([{ ...one, blocks: 'acme/team#1' }]), 1), 'bo');
  });

  it('survives a chain of ten thousand', () => {
    const chain = Array.from({ length: 10_000 }, (_, place) =>
      item({
        number: place + 1,
        id: `${place}`,
        by: { id: 1 + (place % 50), login: `p${place % 50}` },
        blocks: `acme/team#${place + 2}`,
      }),
    );
    assert.equal(waitAt(stateOf(chain), 1).heldUp, 50);
  });

  it('of ten thousand that go round in circles names the people of hundreds of rows at once', () => {
    const size = 10_000;
    const person = (place: number) => ({ id: 1_000 + (place % 1_000), login: `p${place % 1_000}` });
    const circles = Array.from({ length: size }, (_, place) =>
      dependency(place + 1, [person(place)], entry(((place * 7) % size) + 1), entry(((place * 7 + 131) % size) + 1)),
    );
    const state = stateOf([], { dependencies: numbered(...circles) });
    const waits = ledger(state).team.slice(0, 600);
    const effort = effortOf(() => {
      for (const wait of waits) assert.equal(heldUpLogins(state, wait).length, wait.heldUp);
      assert.equal(waits.length, 600);
    });
    assert.ok(effort < 6_000);
  });

  it('is, on any board, what a slow and obvious count says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), (bytes) => {
        const drawn = boardFrom(bytes);
        const state = { ...stateOf([]), confirmed: drawn };
        const slowly = slowlyHeldUp(drawn);
        for (const wait of all(state)) {
          const expected = slowly(nameOf(wait));
          assert.equal(wait.heldUp, expected.size, wait.key);
          assert.deepEqual(new Set(heldUpLogins(state, wait).map((login) => login.toLowerCase())), expected, wait.key);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the ledger', () => {
  it('is worked out once for a board and an account', () => {
    const state = stateOf([item({ by: bo, owner: 'ana' })]);
    assert.equal(ledger({ ...state, sync: {} }), ledger(state));
    const account = { ...team.account, ...bo };
    assert.equal(ledger({ ...state, team: { ...team, account } }).mine.length, 1);
    assert.deepEqual(ledger(initialState), { forMe: [], mine: [], team: [] });
  });

  it('is the same when somebody says how they are, and another when they are called otherwise', () => {
    const items = [item({ number: 1, by: bo, owner: 'chidi' })];
    const { confirmed } = stateOf(items, { statuses: new Map([[3, statusRecord({ text: 'up' }, { by: chidi })]]) });
    const saying = (text: string, login: string): State => ({
      ...stateOf([]),
      confirmed: { ...confirmed, statuses: new Map([[3, statusRecord({ text }, { by: { ...chidi, login } })]]) },
    });
    const before = ledger({ ...stateOf([]), confirmed });
    assert.equal(ledger(saying('at lunch', 'chidi')), before);
    assert.notEqual(ledger(saying('at lunch', 'chi')), before);
    assert.notEqual(ledger({ ...stateOf([]), confirmed: { ...confirmed, asked: new Map() } }), before);
  });

  it('after any change is what it would be made anew, and what is said in an issue changes nobody’s turn', () => {
    const changes: readonly ((one: Item) => Item)[] = [
      (one) => ({ ...one, comments: one.comments + 1, updatedAt: `${one.updatedAt}1` }),
      (one) => ({ ...one, title: 'another' }),
      (one) => ({ ...one, owner: 'emi' }),
      (one) => ({ ...one, state: one.state === 'open' ? 'closed' : 'open' }),
      (one) => ({ ...one, needBy: '2026-12-01T09:00:00Z' }),
      (one) => ({ ...one, blocks: 'acme/team#3' }),
      (one) => ({ ...one, createdAt: '2026-01-01T09:00:00Z' }),
      (one) => ({ ...one, by: emi }),
      (one) => ({ ...one, number: (one.number ?? 0) + 500 }),
    ];
    const toldOf = (board: Board) => {
      const state = { ...stateOf([]), confirmed: { ...board, items: new Map(board.items) } };
      const waits = ledger(state);
      const work = all(state).map((wait) => [blockedBy(state, wait), heldUpLogins(state, wait)]);
      return { waits, work };
    };
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 4, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changes)), { maxLength: 3 }),
        (bytes, turns) => {
          const before = boardFrom(bytes);
          const items = new Map(before.items);
          for (const [place, change] of turns) {
            const one = [...items.values()][place % Math.max(1, items.size)];
            if (one) items.set(one.key, change(one));
          }
          toldOf(before);
          const told = toldOf({ ...before, items });
          ledger({ ...stateOf([]), team: { ...team, account: { ...team.account, ...chidi } } }); // forgets
          assert.deepEqual(toldOf({ ...before, items }), told);
        },
      ),
      { numRuns: 1_000 },
    );
    const state = stateOf([item({ number: 1, by: bo, owner: 'ana' }), item({ number: 2, by: bo, owner: 'ana' })]);
    const [first, second] = ledger(state).forMe;
    assert.ok(first?.kind === 'item');
    const commented = new Map(state.confirmed.items).set(first.item.key, { ...first.item, comments: 4 });
    const after = ledger({ ...state, confirmed: { ...state.confirmed, items: commented } }).forMe;
    assert.equal(after[0]?.kind === 'item' && after[0].item.comments, 4);
    assert.equal(after[1], second, 'the others are not made again');
  });

  it('knows a person by their id, and nobody by a name they once had', () => {
    const statuses = new Map([[1, statusRecord({}, { by: { id: 1, login: 'anna' } })]]);
    const another = new Map([...statuses, [9, statusRecord({}, { by: { id: 9, login: 'ana' } })]]);
    const owned = (owner: string, known: Board['statuses']) =>
      ledger(stateOf([item({ by: bo, owner })], { statuses: known })).forMe.length;
    assert.deepEqual([owned('Anna', statuses), owned('ana', statuses), owned('ana', another)], [1, 1, 0]);
  });

  it('counts what GitHub has not confirmed, and what it blocks', () => {
    const { number: _number, ...unsent } = item({ owner: 'bo', blocks: 'acme/lamp#3' });
    const state = stateOf([unsent, item({ number: 4, by: chidi, blocks: 'acme/team#20' })], {
      dependencies: numbered(dependency(20, [dana], entry(4)), dependency(21, [emi], entry(4), entry(9))),
    });
    const blocks = (wait: Wait) =>
      blockedBy(state, wait).map(({ repository, number, title }) => [repository, number, title]);
    const [mine] = ledger(state).mine;
    assert.deepEqual(mine && [mine.heldUp, blocks(mine)], [1, [['acme/lamp', 3, undefined]]]);
    assert.deepEqual(blocks(waitAt(state, 4)), [
      [undefined, 20, 'issue 20'],
      [undefined, 21, 'issue 21'],
    ]);
    assert.deepEqual(blocks(waitAt(state, 9)), [[undefined, 21, 'issue 21']]);
  });
});

const people: readonly Person[] = [ana, bo, chidi, dana, emi];
const home = 'acme/team';
const away = 'acme/lamp';

/** Few of everything, so that they meet; each byte decides one thing. */
function boardFrom(bytes: Uint8Array): Board {
  let place = 0;
  const next = (below: number) => (bytes[place++] ?? 0) % below;
  const person = () => people[next(people.length)] as Person;
  const some = (most: number): readonly Person[] => Array.from({ length: next(most + 1) }, person);
  const items: Item[] = [];
  const dependencies: Dependency[] = [];
  const questions: AskedThing[] = [];
  while (place < bytes.length) {
    const what = next(4);
    if (what < 2) {
      const owner = [undefined, undefined, 'ANA', 'bo', 'Chidi', 'zoe'][next(6)];
      const blocks = [undefined, `Acme/team#${1 + next(9)}`, `acme/lamp#${1 + next(3)}`][next(3)];
      const number = 1 + items.length;
      const state = next(8) === 0 ? 'closed' : 'open';
      items.push(
        item({ number, id: `${number}`, by: person(), state, ...(owner && { owner }), ...(blocks && { blocks }) }),
      );
    } else if (what === 2) {
      const by = Array.from({ length: 1 + next(2) }, () => {
        const repository = next(4) === 0 ? away : home;
        return entry(1 + next(9), { repository, isOpen: next(8) !== 0, people: some(1) });
      });
      dependencies.push(dependency(1 + next(9), some(2), ...by));
    } else {
      const kind = next(2) === 0 ? 'review' : 'question';
      questions.push(
        asked(
          kind,
          30 + next(3),
          person(),
          some(2).map(({ login }) => login),
        ),
      );
    }
  }
  return board(items, { dependencies: numbered(...dependencies), asked: numbered(...questions) });
}

const nameOf = (wait: Wait): string => {
  if (wait.kind === 'item') return `${home}#${wait.item.number}`;
  return wait.kind === 'dependency' ? `${wait.by.repository}#${wait.by.number}` : `${home}#${wait.asked.number}`;
};

/** Goes through all that waits again and again until nothing is added. In lower case: logins, and things by their names. */
function slowlyHeldUp({ items, dependencies, asked: questions }: Board): (thing: string) => ReadonlySet<string> {
  const itemCalled = (name: string) => [...items.values()].find(({ number }) => `${home}#${number}` === name);
  const isOpen = (name: string, said: boolean) => {
    const known = itemCalled(name);
    return known ? known.state === 'open' : said;
  };
  const pairs: { readonly needed: string; readonly waiting: string }[] = [];
  for (const { state, number, blocks } of items.values())
    if (state === 'open' && blocks) pairs.push({ needed: `${home}#${number}`, waiting: blocks.toLowerCase() });
  for (const { number, by } of dependencies.values())
    for (const one of by) {
      const needed = `${one.repository}#${one.number}`;
      if (isOpen(needed, one.isOpen)) pairs.push({ needed, waiting: `${home}#${number}` });
    }
  const open = pairs.filter(({ waiting }) => isOpen(waiting, true));

  const entriesOf = (name: string) =>
    [...dependencies.values()].flatMap(({ number, by }) =>
      isOpen(`${home}#${number}`, true)
        ? by.filter((one) => `${one.repository}#${one.number}` === name && isOpen(name, one.isOpen))
        : [],
    );
  const assigned = (name: string) => entriesOf(name).flatMap((one) => one.people.map(({ login }) => login));
  const askedOf = (name: string) =>
    [...questions.values()].filter(
      (one) => `${home}#${one.number}` === name && (one.kind === 'question' || one.of.length > 0),
    );
  const owners = (name: string): readonly string[] => {
    const known = itemCalled(name);
    if (known) return [...(known.owner ? [known.owner] : []), ...assigned(name)];
    if (askedOf(name).length > 0) return askedOf(name).flatMap(({ of }) => of);
    return workers(name);
  };
  const workers = (name: string): readonly string[] => {
    const known = itemCalled(name);
    if (known) return [known.owner ?? known.by.login];
    const own = [...dependencies.values()].find(({ number }) => `${home}#${number}` === name);
    return [...(own?.people ?? []).map(({ login }) => login), ...assigned(name)];
  };
  const waiters = (name: string): readonly string[] => {
    const known = itemCalled(name);
    return known?.state === 'open' ? [known.by.login] : askedOf(name).map(({ by }) => by.login);
  };

  return (thing) => {
    const stuck = new Set<string>();
    for (let before = -1; before < stuck.size; ) {
      before = stuck.size;
      for (const { needed, waiting } of open) if (needed === thing || stuck.has(needed)) stuck.add(waiting);
    }
    const found = [...waiters(thing), ...[...stuck].flatMap((name) => [...workers(name), ...waiters(name)])];
    const spared = new Set(owners(thing).map((login) => login.toLowerCase()));
    return new Set(found.map((login) => login.toLowerCase()).filter((login) => !spared.has(login)));
  };
}
