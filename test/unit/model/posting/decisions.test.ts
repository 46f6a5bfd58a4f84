import assert from 'node:assert/strict';
import type { Status } from '../../../../src/model/people/member.js';
import { awaitedOn, decisionIn, isToBeMade, makerOf, unheardOn } from '../../../../src/model/posting/decisions.js';
import { initialState } from '../../../../src/model/state.js';
import type { ThreadComment } from '../../../../src/model/threads/talk.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { ledger } from '../../../../src/model/waits/ledger.js';
import { threadRows } from '../../../../src/views/threads/view.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import {
  ana,
  bo,
  board,
  newId,
  said,
  speaker,
  statusRecord,
  talk,
  team,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';
import { person, utc } from '../times.js';

const chidi = { id: 3, login: 'chidi' };
const emi = { id: 5, login: 'emi' };
const closes = '2026-11-26T16:30:00.000Z';
const terms = { decider: ana, deputy: chidi, named: [bo, emi], closes };
const [before, after] = [utc('2026-11-24 10:00'), Date.parse(closes)];

const general = { id: 'DIC_2', name: 'General', isAnswerable: false };
const opened: Thread = thread({ category: general, createdAt: '2026-11-24T09:00:00Z' });
const by = (who: typeof ana, text: string): ThreadComment => threadComment(newId(), { by: speaker(who), text });
const talkOf = (comments: readonly ThreadComment[]) =>
  talk(comments, { opening: said('D_3', { record: { id: newId(), kind: 'decision', terms } }) });
function decision(comments: readonly ThreadComment[] = [], more: Partial<Thread> = {}) {
  const found = decisionIn({ ...opened, ...more }, talkOf(comments));
  assert.ok(found);
  return found;
}
const statuses = (...all: readonly (readonly [typeof ana, Partial<Status>])[]) =>
  new Map(all.map(([who, status]) => [who.id, statusRecord(status, { by: who })]));
const nobody = statuses();
const logins = (people: readonly { readonly login: string }[]) => people.map(({ login }) => login);

describe('whom a decision waits for', () => {
  it('is who is named and has said nothing, until it closes; then whoever decides', () => {
    const asked = decision([by(bo, 'Agree.')]);
    assert.deepEqual(logins(awaitedOn(asked, nobody, before)), ['emi']);
    assert.deepEqual(logins(awaitedOn(asked, nobody, after)), ['ana']);
    assert.equal(isToBeMade(asked, before), false);
  });

  it('is whoever decides once all have answered, and nobody once it is made or closed', () => {
    const answered = [by(bo, 'Agree.'), by(emi, 'Abstain.')];
    assert.deepEqual(logins(awaitedOn(decision(answered), nobody, before)), ['ana']);
    assert.deepEqual(awaitedOn(decision([...answered, by(ana, 'Decided: yes')]), nobody, after), []);
    assert.deepEqual(awaitedOn(decision([], { state: 'closed' }), nobody, after), []);
  });

  it('is the deputy where the decider is off or away by then, and only then', () => {
    const off = statuses([ana, person({ off: ['2026-11-26/2026-12-04'] })]);
    const away = statuses([ana, person({ mode: 'away', since: opened.createdAt, until: '2026-12-01T09:00:00Z' })]);
    const asked = decision();
    for (const all of [off, away]) assert.equal(makerOf(asked, all, after).login, 'chidi');
    assert.equal(makerOf(asked, off, utc('2026-12-07 10:00')).login, 'ana');
    assert.equal(makerOf(asked, away, before).login, 'ana', 'it is not to be made yet');
    assert.equal(makerOf(asked, statuses([ana, person()]), after).login, 'ana');
  });

  it('is nobody of whom a stranger says so', () => {
    const stranger = { ...opened, by: { kind: 'person', person: bo, counts: false } as const };
    assert.equal(decisionIn(stranger, talkOf([])), undefined);
    assert.equal(decisionIn(opened, talk()), undefined);
  });
});

describe('silence', () => {
  it('of somebody who had no chance to answer is no consent', () => {
    const all = statuses([bo, person()], [emi, person({ off: ['2026-11-24/2026-11-27'] })]);
    assert.deepEqual(logins(unheardOn(decision(), all)), ['emi']);
    assert.deepEqual(logins(unheardOn(decision([by(emi, 'Agree.')]), all)), []);
  });
});

describe('a decision that waits', () => {
  const stateOf = (login: string, heardAt: string, comments: readonly ThreadComment[] = []) => {
    const account = { ...team.account, ...[ana, bo, chidi, emi].find((one) => one.login === login) };
    return {
      ...initialState,
      phase: 'ready' as const,
      account,
      team: { ...team, account },
      confirmed: board([], { threads: new Map([[opened.key, opened]]), talks: new Map([[3, talkOf(comments)]]) }),
      sync: { heardAt },
    };
  };
  const early = '2026-11-24T10:00:00Z';
  const forMe = (...args: Parameters<typeof stateOf>) => ledger(stateOf(...args)).forMe.map(({ key }) => key);

  it('stands in the ledger of whom it waits for, as soon as GitHub was heard after it closed', () => {
    assert.deepEqual(forMe('bo', early), ['awaited/decision/3']);
    assert.deepEqual(forMe('ana', early), [], 'hers, and open');
    assert.deepEqual([forMe('bo', closes), forMe('ana', closes)], [[], ['awaited/decision/3']]);
    assert.deepEqual(
      ledger(stateOf('ana', early)).mine.map(({ kind }) => kind),
      ['decision'],
    );
  });

  it('says in Waiting until when it can be answered, and stands in Threads first', () => {
    const state = stateOf('bo', early);
    const rows = waitingRows(state, before, 'UTC').flatMap((row) => row.children ?? []);
    assert.deepEqual(
      rows.map(({ label, icon, offers }) => [label, icon, offers]),
      [['which oil for the lamp?', 'law', 'awaited.forMe']],
    );
    assert.match(rows[0]?.description ?? '', /decision/);
    assert.deepEqual(
      threadRows(state, before).map(({ label }) => label),
      ['Asks me'],
    );
    assert.deepEqual(
      threadRows(stateOf('chidi', early), before).map(({ label }) => label),
      ['Decisions'],
    );
  });

  it('in a category that takes answers, it is no question', () => {
    const questions = { ...opened, category: { ...general, isAnswerable: true } };
    const state = stateOf('chidi', closes, [by(ana, 'Decided: yes')]);
    const confirmed = { ...state.confirmed, threads: new Map([[questions.key, questions]]) };
    assert.deepEqual(ledger({ ...state, confirmed }), { forMe: [], mine: [], team: [] });
  });
});
