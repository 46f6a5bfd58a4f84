/** A day of ana’s deliveries for the simulations: what she and those around her do, and what her windows then show. */
import assert from 'node:assert/strict';
import type { InboxAction } from '../../../src/model/board/mutation.js';
import { isQuiet } from '../../../src/model/focus/deliveryTimes.js';
import { type FocusEvent, focusOn } from '../../../src/model/focus/focus.js';
import type { EntryAction } from '../../../src/model/inbox/actions.js';
import type { InboxEntry } from '../../../src/model/inbox/entries.js';
import { myRecord, visibleInbox } from '../../../src/model/members.js';
import { type StatusChanges, stampOf } from '../../../src/model/people/member.js';
import { writeBlocker } from '../../../src/records/blocker.js';
import { newId, openRoster, setStatus } from './builders.js';
import type { Machine, MachineOptions, SimulatedWindow } from './machine.js';
import { repository, type World } from './world.js';

export const minute = 60_000;
export const hour = 60 * minute;
/** Until the second turn of somebody who looks: GitHub may not be asked twice in a minute. */
export const twoTurns = 140_000;
/** Nobody looks: a turn every five minutes. */
export const away = { attended: () => false };
export const heard = 6 * minute;
export const today = '2026-11-21';
/** When the windows are on ana's clocks in Berlin, where it is 10:00 as a test begins. */
export const [eleven, fifteen] = [`${today}T10:00:00.000Z`, `${today}T14:00:00.000Z`];
/** From Saturday to Saturday. */
export const everyDay = Object.fromEntries(
  (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => [day, '08:00-18:00']),
);

export const inboxIn = (window: SimulatedWindow) => visibleInbox(window.store.get());
export const keyOf = (number: number, of = repository) => `thing/${of}#${number}`;
export const shownIn = (window: SimulatedWindow) => inboxIn(window).days.get(today)?.shown ?? [];
export const isFocusing = (window: SimulatedWindow, now: number) => isQuiet(myRecord(window.store.get())?.status, now);

export function entryIn(window: SimulatedWindow, number: number, of = repository): InboxEntry {
  const entry = inboxIn(window).entries.get(keyOf(number, of));
  assert.ok(entry, `${of}#${number} was not heard of`);
  return entry;
}

export function stagesIn(window: SimulatedWindow): readonly string[] {
  return [...inboxIn(window).entries.values()].map(({ key, stage }) => `${key.split('#')[1]} ${stage.kind}`).sort();
}

/** Everything there is, in that one delivery. */
export function deliveredOnce(window: SimulatedWindow, count: number, batch?: string): void {
  const entries = [...inboxIn(window).entries.values()];
  assert.equal(entries.length, count);
  assert.equal(shownIn(window).length, 1, String(shownIn(window)));
  const batches = entries.map(({ stage }) => (stage.kind === 'delivered' ? stage.batch : stage.kind));
  assert.deepEqual(batches, Array(count).fill(batch ?? shownIn(window)[0]));
  assert.equal(inboxIn(window).days.get(today)?.delivered, count);
}

export const errorsOf = ({ lines }: Machine) => lines.filter((line) => line.startsWith('error'));
export const aSecond = ({ clock }: World): Promise<void> => clock.advance(1_000);

/** What ana and those around her do. */
export function people(world: World) {
  const { clock, github } = world;
  const team = world.teamOf('ana');
  const now = () => new Date(clock.now()).toISOString();

  async function say(window: SimulatedWindow, changes: StatusChanges) {
    const known = myRecord(window.store.get()) ?? { edited: {} };
    await window.engine.record(setStatus(changes, { team, at: stampOf(known, changes, clock.now()) }));
  }

  async function focus(window: SimulatedWindow, event: FocusEvent) {
    const changes = focusOn(myRecord(window.store.get())?.status, event, clock.now());
    if (changes) await say(window, changes);
  }

  function attend(window: SimulatedWindow, target: InboxAction['target'], act: InboxAction['act']) {
    return window.engine.record({ kind: 'attend', id: newId(), at: now(), team, target, act });
  }

  return {
    now,
    say,
    focus,
    attend,
    focusFor: (window: SimulatedWindow, minutes: number) =>
      focus(window, { kind: 'start', end: clock.now() + minutes * minute }),
    act(window: SimulatedWindow, number: number, act: EntryAction, of = repository) {
      const { key, thread } = entryIn(window, number, of);
      return attend(window, { kind: 'parcel', key, ...(thread !== undefined && { thread }) }, act);
    },
    deliverNow: (window: SimulatedWindow) => attend(window, { kind: 'held' }, { kind: 'deliver' }),
    /** ana is on the roster, with one window open. */
    async joined(more?: Partial<MachineOptions>) {
      const machine = world.machineOf('ana', more);
      const window = await machine.open();
      await window.engine.record(openRoster({ team }));
      await say(window, { zone: 'Europe/Berlin', hours: everyDay });
      await clock.advance(5_000);
      return { machine, window };
    },
    mention: (title = 'Beam', of = repository) => github.as('bo').createIssue(of, { title, body: '@ana' }).number,
    assign: (title = 'Horn') => github.as('bo').createIssue(repository, { title, assignees: ['ana'] }).number,
    blocker(title = 'Power', more: { readonly needBy?: string } = {}) {
      const by = { id: github.idOf('bo'), login: 'bo' };
      const text = writeBlocker({ id: newId(), by, words: { title, owner: 'ana', ...more } });
      return github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] }).number;
    },
    thread: (number: number) => github.threads('ana').find((one) => one.number === number),
    asked: (method: string, path: RegExp) =>
      github.log.entries.filter((one) => one.method === method && path.test(one.path)),
  };
}
