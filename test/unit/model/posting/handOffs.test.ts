import assert from 'node:assert/strict';
import type { Status } from '../../../../src/model/people/member.js';
import { awaitedOn, batonOf, handOffIn, holderOf, isOver, mayPickUp } from '../../../../src/model/posting/handOffs.js';
import { atWorkFrom, atWorkUntil, nextAtWork } from '../../../../src/model/reach/nextAtWork.js';
import type { HandOffTerms } from '../../../../src/model/threads/handOff.js';
import { isPickUp } from '../../../../src/model/threads/handOff.js';
import type { ThreadComment } from '../../../../src/model/threads/talk.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { changesForMe } from '../../../../src/model/waits/changesForMe.js';
import { pickedUpWords } from '../../../../src/views/deliveries/words.js';
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
import { connected } from '../../views/states.js';
import { daily, said as saidAt, utc } from '../times.js';

const chidi = { id: 3, login: 'chidi' };
const emi = { id: 5, login: 'emi' };
const general = { id: 'DIC_2', name: 'General', isAnswerable: false };
const opened: Thread = thread({ category: general, createdAt: '2026-11-24T16:00:00Z' });
const by = (who: typeof ana, text: string, at = '2026-11-24T18:00:00Z', more: Partial<ThreadComment> = {}) =>
  threadComment(newId(), { by: speaker(who), text, at, ...more });
const termsOf = (more: Partial<HandOffTerms> = {}): HandOffTerms => ({ to: [chidi], onward: [], files: [], ...more });
const talkOf = (comments: readonly ThreadComment[], terms: HandOffTerms) =>
  talk(comments, { opening: said('D_3', { record: { id: newId(), kind: 'handOff', handOff: terms } }) });
function handOff(comments: readonly ThreadComment[] = [], terms: HandOffTerms = termsOf(), more: Partial<Thread> = {}) {
  const found = handOffIn({ ...opened, ...more }, talkOf(comments, terms));
  assert.ok(found);
  return found;
}
const statuses = (...all: readonly (readonly [typeof ana, Status])[]) =>
  new Map(all.map(([who, status]) => [who.id, statusRecord(status, { by: who })]));
const nobody = statuses();
const logins = (people: readonly { readonly login: string }[]) => people.map(({ login }) => login);
const later = utc('2026-11-26 10:00');

describe('a hand-off', () => {
  it('is in the hands of its sender until whoever it is handed to has picked it up', () => {
    const open = handOff([by(chidi, 'I will look'), by(bo, 'Picked up.')]);
    assert.deepEqual([holderOf(open).login, logins(awaitedOn(open, nobody, later).of)], ['ana', ['chidi']]);
    assert.deepEqual([mayPickUp(open, chidi.id), mayPickUp(open, bo.id), isOver(open)], [true, false, false]);
    const done = handOff([by(bo, 'Picked up.'), by(chidi, '**Picked up**, thanks')]);
    assert.deepEqual([holderOf(done).login, awaitedOn(done, nobody, later).of, isOver(done)], ['chidi', [], true]);
  });

  it('goes from hand to hand by everybody’s own hours, until nobody can know', () => {
    const all = statuses(
      [ana, daily('Europe/Berlin', '09:00-17:00')],
      [chidi, daily('America/New_York', '09:00-17:00')],
      [emi, daily('Asia/Tokyo', '09:00-17:00')],
    );
    const relay = termsOf({ onward: [emi, ana] });
    const way = (at: string, comments: readonly ThreadComment[] = [], who = all) =>
      batonOf(handOff(comments, relay), who, utc(at)).map(
        ({ by: { login }, start, end, isPlanned }) =>
          `${login} ${saidAt(start)}–${saidAt(end)}${isPlanned ? ' planned' : ''}`,
      );
    // It was sent at 17:00 in Berlin, which is 11:00 in New York.
    assert.deepEqual(way('2026-11-24 16:30'), [
      'ana 11-24 16:00–11-24 16:30',
      'chidi 11-24 16:30–11-25 00:00 planned',
      'emi 11-25 00:00–11-25 08:00 planned',
      'ana 11-25 08:00–11-25 16:00 planned',
    ]);
    const picked = [by(chidi, 'Picked up.')];
    assert.deepEqual(way('2026-11-24 20:00', picked), [
      'ana 11-24 16:00–11-24 18:00',
      'chidi 11-24 18:00–11-25 00:00',
      'emi 11-25 00:00–11-25 08:00 planned',
      'ana 11-25 08:00–11-25 16:00 planned',
    ]);
    const unknown = statuses([ana, daily('Europe/Berlin', '09:00-17:00')]);
    assert.deepEqual(way('2026-11-24 20:00', picked, unknown), [
      'ana 11-24 16:00–11-24 18:00',
      'chidi 11-24 18:00–11-24 20:00',
    ]);
  });

  it('invariant 12: nobody picks up for another: what somebody else has edited counts for nothing', () => {
    const edited = { at: '2026-11-24T19:00:00Z', by: speaker(bo) };
    for (const comment of [
      by(chidi, 'Picked up.', undefined, { edited }),
      by(chidi, '', undefined, { hidden: { kind: 'deleted' } }),
      threadComment(newId(), { by: { kind: 'ghost' }, text: 'Picked up.' }),
    ])
      assert.equal(holderOf(handOff([comment])).login, 'ana');
    const foreign = { ...opened, by: { kind: 'person', person: ana, counts: false } as const };
    assert.equal(handOffIn(foreign, talkOf([], termsOf())), undefined);
  });

  it('of two who pick up, the first by GitHub’s order has it', () => {
    const both = termsOf({ to: [chidi, emi], isForNext: true });
    const one = handOff([by(emi, 'Picked up.'), by(chidi, 'Picked up.')], both);
    assert.equal(holderOf(one).login, 'emi');
  });

  it('is known by its first words, alone or before a sign', () => {
    for (const text of ['Picked up', 'picked up.', '**Picked up**', '**Picked up:** on it', 'Picked up!\n\nThanks'])
      assert.equal(isPickUp(text), true, text);
    for (const text of ['Picked up the phone', 'I picked up', '> Picked up.', 'Picked upwards.', 'Unpicked up.'])
      assert.equal(isPickUp(text), false, text);
  });

  it('for whoever works next waits for who works now or starts first, as time goes by', () => {
    const terms = termsOf({ to: [chidi, emi], isForNext: true });
    const known = statuses(
      [chidi, daily('UTC', '09:00-17:00')],
      [emi, daily('UTC', '18:00-23:00', { off: ['2026-11-26'] })],
    );
    const at = (time: string) => logins(awaitedOn(handOff([], terms), known, utc(time)).of);
    assert.deepEqual(at('2026-11-25 08:00'), ['chidi']);
    assert.deepEqual(at('2026-11-25 17:30'), ['emi']);
    assert.deepEqual(at('2026-11-26 17:30'), ['chidi'], 'emi is off');
    assert.deepEqual(logins(awaitedOn(handOff([], terms), nobody, later).of), ['chidi', 'emi'], 'nobody knows');
  });

  it('goes on once the working day of whoever has it is over', () => {
    const terms = termsOf({ onward: [emi, ana] });
    const known = statuses([chidi, daily('UTC', '17:00-22:00')], [emi, daily('UTC', '23:00-24:00')]);
    const first = handOff([by(chidi, 'Picked up.')], terms);
    assert.deepEqual(awaitedOn(first, known, utc('2026-11-24 21:00')).of, []);
    const over = awaitedOn(first, known, utc('2026-11-24 22:00'));
    assert.deepEqual([logins(over.of), over.since], [['emi'], '2026-11-24T22:00:00.000Z']);
    assert.equal(mayPickUp(first, emi.id), true, 'whoever is early may');
    const second = handOff([by(chidi, 'Picked up.'), by(emi, 'Picked up.', '2026-11-24T23:10:00Z')], terms);
    assert.deepEqual([holderOf(second).login, mayPickUp(second, ana.id)], ['emi', true]);
  });

  it('asks nobody once more where somebody may have picked it up among what is not known', () => {
    const found = handOffIn(opened, { ...talkOf([], termsOf()), earlier: 3 });
    assert.ok(found);
    assert.deepEqual(awaitedOn(found, nobody, later).of, []);
    assert.deepEqual(awaitedOn(handOff([], termsOf(), { state: 'closed' }), nobody, later).of, []);
  });

  it('is told to whoever had it once it is picked up, and to nobody else', () => {
    const terms = termsOf({ onward: [emi] });
    const boardWith = (comments: readonly ThreadComment[]) =>
      board([], { threads: new Map([[opened.key, opened]]), talks: new Map([[3, talkOf(comments, terms)]]) });
    const picked = by(chidi, 'Picked up.', '2026-11-24T18:10:00Z');
    const [before, after] = [boardWith([]), boardWith([picked])];
    const since = '2026-11-24T15:00:00Z';
    const told = (account: typeof ana) =>
      changesForMe(
        before,
        after,
        { ...team, account: { ...team.account, ...account } },
        since,
        'heardElsewhere',
        later,
      );
    assert.deepEqual(
      told(ana).map(({ key, reason, from, at }) => [key, reason, from, at]),
      [['thing/acme/team#3', 'freed', 'chidi', '2026-11-24T18:10:00Z']],
    );
    assert.deepEqual([told(chidi), told(emi)], [[], []]);
    assert.deepEqual(changesForMe(after, after, team, since, 'heardElsewhere', later), []);
    assert.deepEqual(changesForMe(before, after, team, '2026-11-25T00:00:00Z', 'heardElsewhere', later), []);
    const entry = { reason: 'freed', number: 3, repository: 'acme/team' } as Parameters<typeof pickedUpWords>[1];
    const state = connected({ confirmed: after });
    const now = utc('2026-11-24 20:00');
    assert.equal(pickedUpWords(state, entry, now, 'Asia/Kolkata'), 'picked up by @chidi, Tue 23:40 your time');
    assert.equal(pickedUpWords(state, { ...entry, reason: 'mention' }, now, 'UTC'), undefined);
  });
});

describe('who works next', () => {
  it('is who works now, else who starts first, by their own hours and days off', () => {
    const status = daily('Asia/Kolkata', '09:00-17:00');
    const now = utc('2026-11-24 00:00');
    assert.equal(saidAt(atWorkFrom(status, now)), '11-24 03:30');
    assert.equal(saidAt(atWorkFrom(status, utc('2026-11-24 05:00'))), '11-24 05:00');
    assert.equal(saidAt(atWorkUntil(status, utc('2026-11-24 05:00'))), '11-24 11:30');
    const lunch = daily('UTC', '09:00-12:00, 13:00-17:00');
    assert.equal(saidAt(atWorkUntil(lunch, utc('2026-11-24 10:00'))), '11-24 17:00');
    assert.deepEqual([atWorkFrom({ mode: 'available' }, now), atWorkFrom(undefined, now)], [undefined, undefined]);
    const known = new Map([
      [chidi.id, daily('UTC', '09:00-17:00')],
      [emi.id, status],
    ]);
    const next = nextAtWork([bo, chidi, emi], ({ id }) => known.get(id), now);
    assert.deepEqual([next?.person.login, saidAt(next?.from)], ['emi', '11-24 03:30']);
    assert.equal(
      nextAtWork([bo], () => undefined, now),
      undefined,
    );
  });
});
