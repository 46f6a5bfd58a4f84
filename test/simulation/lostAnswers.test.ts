import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import {
  facts,
  factsOf,
  type Mutation,
  type MutationKind,
  type MutationOf,
  never,
} from '../../src/model/board/mutation.js';
import { threadKey } from '../../src/model/threads/thread.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeDecision } from '../../src/records/decision.js';
import { writeHandOff } from '../../src/records/handOff.js';
import {
  at,
  capture,
  checkIn,
  comment,
  givePromise,
  newId,
  openRoster,
  openThread,
  say,
  setStatus,
} from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

/** What is done first, then the mutation whose answer is lost, and how often it has had its effect. */
interface Scene<M extends Mutation> {
  readonly before: readonly Mutation[];
  readonly mutation: M;
  /** How it is sent: by which of GraphQL's mutations, where it is not a request of its own to the issues. */
  readonly by?: 'OpenThread' | 'Say';
  /** How often GitHub has it. */
  count(): number;
}

/** It may be sent again without being looked for. */
const toTheSameEnd = 'changes the same thing to the same end';

/** The compiler asks for a row whenever a kind is added. */
const scenes: {
  readonly [K in MutationKind]: ((world: World) => Scene<MutationOf<K>>) | typeof toTheSameEnd;
} = {
  capture(world) {
    const mutation = capture({ title: 'the beam is stuck' }, { team: world.teamOf('ana') });
    const count = () => world.github.issues(repository).filter(({ title }) => title === 'the beam is stuck').length;
    return { before: [], mutation, count };
  },
  comment(world) {
    const { first, target, team } = captured(world);
    const count = () => world.github.comments(repository, 2).length;
    return { before: [first], mutation: comment(target, 'any news?', { team }), count };
  },
  promise(world) {
    const by = { id: world.github.idOf('bo'), login: 'bo' };
    const record = newId();
    const text = writeBlocker({ id: record, by, words: { title: 'no key', owner: 'ana' } });
    const { number } = world.github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] });
    const mutation = givePromise(itemKey(by.id, record), '2026-11-24T10:00:00Z', { team: world.teamOf('ana'), number });
    return { before: [], mutation, count: () => world.github.comments(repository, number).length };
  },
  depend(world) {
    const { first, target, team } = captured(world);
    const mutation = { kind: 'depend', id: newId(), at, team, target, blocks: `${repository}#1` } as const;
    return { before: [first], mutation, count: () => world.github.issue(repository, 1).blockedBy.length };
  },
  roster(world) {
    const mutation = openRoster({ team: world.teamOf('ana') });
    const count = () => world.github.issues(repository).filter(({ body }) => body?.includes(mutation.record)).length;
    return { before: [], mutation, count };
  },
  status(world) {
    const team = world.teamOf('ana');
    const mutation = setStatus({ said: { mode: 'busy', text: 'in a call' } }, { team });
    return { before: [openRoster({ team })], mutation, count: () => world.github.comments(repository, 2).length };
  },
  openThread(world) {
    world.github.setRepository(repository, { hasDiscussions: true });
    const mutation = openThread({ team: world.teamOf('ana'), category: questionsOf(world) });
    return { before: [], mutation, by: 'OpenThread', count: () => world.github.discussions(repository).length };
  },
  say(world) {
    world.github.setRepository(repository, { hasDiscussions: true });
    const team = world.teamOf('ana');
    const { number } = world.github
      .as('bo')
      .createDiscussion(repository, { category: 'Q&A', title: 'Which oil?', body: 'Hm' });
    const mutation = say('rape seed', { team, target: threadKey(number), number });
    const count = () => world.github.discussions(repository)[0]?.comments.length ?? 0;
    return { before: [], mutation, by: 'Say', count };
  },
  checkIn(world) {
    world.github.setRepository(repository, { hasDiscussions: true });
    const category = { id: world.github.categoryId(repository, 'General'), name: 'General', isAnswerable: false };
    const mutation = checkIn({ team: world.teamOf('ana'), category });
    const count = () => world.github.discussions(repository).flatMap(({ comments }) => comments).length;
    return { before: [], mutation, by: 'Say', count };
  },
  decide(world) {
    world.github.setRepository(repository, { hasDiscussions: true });
    const team = world.teamOf('ana');
    const me = { id: team.account.id, login: 'ana' };
    const terms = { decider: me, named: [me], closes: at, zones: [] };
    const { number } = world.github.as('ana').createDiscussion(repository, {
      category: 'General',
      title: 'One lamp?',
      body: writeDecision('We buy one.', { id: newId(), by: me, ...terms }),
    });
    const text = '**Decided:** one, by ana because it is cheap';
    const mutation = {
      kind: 'decide',
      id: newId(),
      at,
      team,
      target: threadKey(number),
      number,
      record: newId(),
      text,
    } as const;
    const count = () => world.github.discussions(repository)[0]?.comments.length ?? 0;
    return { before: [], mutation, by: 'Say', count };
  },
  pickUp(world) {
    world.github.setRepository(repository, { hasDiscussions: true });
    const team = world.teamOf('ana');
    const me = { id: team.account.id, login: 'ana' };
    const by = { id: world.github.idOf('bo'), login: 'bo' };
    const of = newId();
    const { number } = world.github.as('bo').createDiscussion(repository, {
      category: 'General',
      title: 'The lamp',
      body: writeHandOff('Oil it.', { id: of, by, to: [me], onward: [], files: [] }),
    });
    const mutation = {
      kind: 'pickUp',
      id: newId(),
      at,
      team,
      target: threadKey(number),
      number,
      record: newId(),
      of,
    } as const;
    const count = () => world.github.discussions(repository)[0]?.comments.length ?? 0;
    return { before: [], mutation, by: 'Say', count };
  },
  edit: toTheSameEnd,
  resolve: toTheSameEnd,
  reopen: toTheSameEnd,
  markAnswer: toTheSameEnd,
  react: toTheSameEnd,
  closeThread: toTheSameEnd,
  editThread: toTheSameEnd,
  attend: toTheSameEnd,
};

/** As GitHub names it to its clients. */
function questionsOf({ github }: World) {
  const id = github.categoryId(repository, 'Q&A');
  return { id, name: 'Q&A', isAnswerable: true };
}

function captured(world: World) {
  const team = world.teamOf('ana');
  const first = capture({ title: 'the lamp is out' }, { team });
  return { first, target: itemKey(team.account.id, first.record), team };
}

describe('a lost answer', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.as('bo').createIssue(repository, { title: 'raise the light' });
  });
  afterEach(() => world.dispose());

  const creating = (Object.keys(facts) as MutationKind[]).filter((kind) => facts[kind].creates !== never);
  for (const kind of creating) {
    const make = scenes[kind];
    for (const effect of [
      { kind: 'reset', when: 'after' },
      { kind: 'serverError', status: 502, when: 'after' },
      { kind: 'truncated' },
      ...['ENETDOWN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE'].flatMap((code) =>
        (['read', 'write'] as const).map(
          (syscall) => ({ kind: 'reset', when: 'after', as: { code, syscall } }) as const,
        ),
      ),
    ] as const)
      it(`push means ensure: one ${kind} after ${JSON.stringify(effect)}, and it is sent once`, async () => {
        if (make === toTheSameEnd) assert.fail(`nothing is made here that ${kind} could create twice`);
        const { before, mutation, by, count } = make(world);
        const window = await world.machineOf('ana').open();
        await world.clock.settle();
        for (const each of before) await window.engine.record(each);
        await world.clock.advance(60_000);
        assert.deepEqual([count(), window.store.get().unsent], [0, []]);
        assert.ok(factsOf<Mutation>(mutation).creates(mutation, window.store.get().confirmed), 'there is none yet');
        world.github.log.clear();
        const isWrite = ({ method, path, body }: { method: string; path: string; body: string }) =>
          method === 'POST' && (by ? body.includes(`mutation ${by}`) : /\/issues/.test(path));
        world.github.weather.add({ match: isWrite, times: 1, effect });
        await window.engine.record(mutation);
        await world.clock.advance(400_000);
        const writes = world.github.log.entries.filter(({ method, path, operation }) =>
          by ? operation === by : method === 'POST' && /\/issues/.test(path),
        );
        assert.deepEqual([count(), writes.length], [1, 1]);
        assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
      });
  }

  it('is of no harm to what creates nothing', () => {
    const others = Object.entries(scenes).flatMap(([kind, scene]) => (scene === toTheSameEnd ? [kind] : []));
    assert.deepEqual([...creating, ...others].sort(), Object.keys(facts).sort());
  });
});
