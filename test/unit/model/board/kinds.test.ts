import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createStore } from '../../../../src/base/store.js';
import { capture } from '../../../../src/commands/blockers/capture.js';
import { handlers } from '../../../../src/commands/table.js';
import type { Board } from '../../../../src/model/board/board.js';
import { type Item, itemAddress } from '../../../../src/model/board/item.js';
import { kindNames, kinds } from '../../../../src/model/board/kinds.js';
import type { AskedThing, Dependency } from '../../../../src/model/board/links.js';
import { isStranger } from '../../../../src/model/members.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { changesForMe, onBoard } from '../../../../src/model/waits/changesForMe.js';
import { blockedBy, heldUpLogins, ledger, type Wait } from '../../../../src/model/waits/ledger.js';
import { openBlockers } from '../../../../src/model/waits/openBlockers.js';
import { nextTasks, offeredTask } from '../../../../src/model/waits/tasks.js';
import { createKnowledge } from '../../../../src/search/knowledge.js';
import { keepStuck } from '../../../../src/sync/local/stuck.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { ana, at, bo, board, item, memoryLog, statusRecord, team } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { enter, enterToPark } from '../../../lib/fakes/fakeAsk.js';
import { incoming } from '../../../lib/fakes/inboxEntries.js';
import { unawaitedKind } from '../../../lib/fakes/madeUpKind.js';
import { aBoard } from '../../arbitraries.js';

const noon = Date.parse('2026-11-21T12:00:00Z');
const stateOf = (confirmed: Board): State => ({
  ...initialState,
  phase: 'ready',
  account: team.account,
  team,
  confirmed,
});
const numbered = <T extends { readonly number: number }>(...all: readonly T[]) =>
  new Map(all.map((one) => [one.number, one]));

describe('the kinds', () => {
  it('stand in the order of their rows, each with an icon', () => {
    assert.deepEqual(kindNames, Object.keys(kinds));
    for (const kind of kindNames) assert.match(kinds[kind].icon, /^[a-z-]+$/);
  });

  it('an item is opened where its kind lives', () => {
    assert.equal(itemAddress(team, item({ number: 7 })), 'https://github.example/acme/team/issues/7');
    const { number: _number, ...unsent } = item();
    assert.equal(itemAddress(team, unsent), undefined);
  });
});

describe('a kind nobody waits for', () => {
  const kind = unawaitedKind();
  const memo = (more: Partial<Item> = {}) => item({ kind, title: 'how the beam works', number: 90, ...more });
  /** As good a blocker as any, but for its kind. */
  const forMe = () => memo({ by: bo, owner: 'ana', needBy: at, blocks: 'acme/team#20' });

  const waitsOn = (confirmed: Board) => {
    const state = stateOf(confirmed);
    return Object.entries(ledger(state)).flatMap(([side, list]) =>
      list.map((wait: Wait) => {
        const { thing: _thing, ...rest } = wait;
        return { side, ...rest, logins: heldUpLogins(state, wait), blocks: blockedBy(state, wait) };
      }),
    );
  };

  it('is in no ledger and holds up nobody, whatever else the board holds and whatever is said to wait for it', () => {
    const dependency = (number: number, by: number): Dependency => ({
      number,
      title: `issue ${number}`,
      people: [ana],
      by: [{ repository: 'acme/team', number: by, title: 'needed', isOpen: true, people: [bo], createdAt: at }],
    });
    const asked: AskedThing = { kind: 'review', number: 92, title: 'beam', by: bo, of: ['ana'], since: at, given: [] };
    const around = {
      dependencies: numbered(dependency(20, 90), dependency(91, 1)),
      asked: numbered(asked),
      statuses: new Map([ana, bo].map((by) => [by.id, statusRecord({}, { by })])),
    };
    const aMemo = fc
      .record({
        by: fc.constantFrom(ana, bo),
        owner: fc.constantFrom('ana', 'bo'),
        state: fc.constantFrom('open' as const, 'closed' as const),
        number: fc.constantFrom(20, 90, 91, 92),
        blocks: fc.constantFrom('acme/team#1', 'acme/team#90', 'acme/lens#3'),
      })
      .map(memo);
    fc.assert(
      fc.property(aBoard, fc.array(aMemo, { maxLength: 4 }), ({ items }, memos) => {
        const without = board([...items.values()], around);
        const beside = board([...items.values(), ...memos], around);
        assert.deepEqual(waitsOn(beside), waitsOn(without));
      }),
      { numRuns: 80 },
    );
  });

  it('is in no view of what waits, and is picked for nothing', () => {
    const state = stateOf(board([forMe(), memo({ by: ana, number: 91 })]));
    assert.deepEqual(waitingRows(state, noon, 'UTC'), []);
    assert.deepEqual(openBlockers(state), { forMe: [], mine: [], team: [] });
  });

  it('becoming another kind by hand takes an item out of the ledger, and back', () => {
    const one = item({ by: bo, owner: 'ana' });
    for (const [now, expected] of [
      [one, 1],
      [{ ...one, kind }, 0],
      [one, 1],
    ] as const)
      assert.equal(ledger(stateOf(board([now]))).forMe.length, expected);
  });

  it('raises no “waits for me”, frees nobody, and is answered by a comment like any other', () => {
    const reasons = (was: Item | undefined, is: Item) =>
      changesForMe(board(was ? [was] : []), board([is]), team, at, 'heardHere', noon).map(({ reason }) => reason);
    const mine = memo({ by: ana });
    assert.deepEqual(reasons(undefined, forMe()), []);
    assert.deepEqual(reasons(mine, { ...mine, state: 'closed' }), []);
    assert.deepEqual(reasons(mine, { ...mine, comments: 1 }), ['comment']);
    const told = incoming({ key: 'thing/acme/team#90', reason: 'subscribed' });
    assert.deepEqual(onBoard([told], board([forMe()]), team), [told]);
  });

  it('keeps nobody from a task, and is no reason to offer one', () => {
    const work = { number: 20, title: 'beam', kind: 'issue', people: [ana.id] } as const;
    const of = (one: Item) => stateOf(board([one], { work: numbered(work) }));
    assert.deepEqual(nextTasks(of(forMe())), [work]);
    assert.deepEqual(nextTasks(of({ ...forMe(), kind: 'blocker' })), []);
    assert.equal(offeredTask(of(memo({ by: ana })), Date.parse(at)), undefined);
    assert.deepEqual(offeredTask(of(memo({ by: ana, kind: 'blocker' })), Date.parse(at)), work);
  });

  it('does not end being stuck: nobody has been asked', async () => {
    const file = {
      read: async () => ({ said: { kind: 'declared', at: Date.parse(at) - 1 } as const }),
      say: () => assert.fail('being stuck is over'),
      replace: () => assert.fail('being stuck is over'),
      forget: async () => undefined,
      prepare: async () => undefined,
      watch: () => () => undefined,
    };
    const clock = { now: () => Date.parse(at) + 60_000, sleep: async () => undefined };
    const store = createStore<State>(stateOf(board([memo({ by: ana })])));
    const keeper = keepStuck({ store, clock, log: memoryLog(), ladder: () => 'declared', file: () => file });
    await keeper.turn();
    assert.equal(store.get().stuck?.on, 'declared');
    keeper.dispose();
  });

  it('says nothing of whether its author is still on the team: it stays open for years', () => {
    const chidi = { id: 3, login: 'chidi' };
    const of = (one: Item) => stateOf(board([one], { statuses: new Map([[1, statusRecord()]]) }));
    assert.equal(isStranger(of(memo({ by: chidi })), 'chidi'), true);
    assert.equal(isStranger(of(memo({ by: chidi, kind: 'blocker' })), 'chidi'), false);
  });

  it('is offered none of the commands for what people wait for, from whichever row they are called', async () => {
    const one = forMe();
    const app = fakeApp({ confirmed: board([one]) });
    for (const command of [
      'showBlocker',
      'comment',
      'reassign',
      'resolve',
      'editBlocker',
      'park',
      'openOnGitHub',
    ] as const) {
      await handlers[`makertime.${command}`](app, one.key);
      await handlers[`makertime.${command}`](app);
    }
    assert.deepEqual([app.recorded, app.deeds, app.state().parks, app.ask.picks], [[], [], [], []]);
    assert.deepEqual([...new Set(app.ask.messages)], ['No open blockers']);
  });

  it('is captured in its own words, blocks nothing at GitHub, and cannot be parked on', async () => {
    const work = new Map([[12, { number: 12, title: 'Light the lamp', kind: 'issue' as const, people: [1] }]]);
    const app = fakeApp({ confirmed: board([], { work }) });
    app.ask.will(enter('how the beam works #12'));
    await capture(app, kind);
    assert.deepEqual(
      app.recorded.map((one) => (one.kind === 'capture' ? one.itemKind : one.kind)),
      [kind],
    );
    assert.deepEqual(app.ask.messages, ['Memo saved: how the beam works #12']);
    app.ask.will(enterToPark('how the beam works'));
    await assert.rejects(capture(app, kind), /nothing can be parked/);
  });

  it('answers no question and is kept as no answer once it is closed', async () => {
    const closed = memo({ state: 'closed', title: 'staging key expired' });
    const answers = numbered({ number: 90, by: bo, text: 'renew it', at });
    const state = stateOf(board([closed], { answers }));
    const knowledge = createKnowledge({
      store: createStore(state),
      readDocuments: () => ({ dispose: () => undefined }),
      now: () => 0,
      pause: async () => undefined,
    });
    knowledge.prepare();
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    assert.deepEqual(knowledge.resembling('staging key'), []);
    const app = fakeApp(state);
    await handlers['makertime.saveAnswer'](app);
    assert.deepEqual(app.ask.messages, ['Nothing has an answer yet']);
  });
});
