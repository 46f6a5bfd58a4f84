import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { SetStatus } from '../../../../src/model/board/mutation.js';
import { hoursOfPlan } from '../../../../src/model/focus/plan.js';
import { myRecord } from '../../../../src/model/members.js';
import type { PlannedFocus, Status, StatusChanges, StatusRecord } from '../../../../src/model/people/member.js';
import { plannedFocus } from '../../../../src/views/team/memberState.js';
import { dueAt } from '../../../../src/views/words/delivery.js';
import { bo, boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, type Move, type } from '../../../lib/fakes/fakeAsk.js';

/** appTime is a Saturday, 13:00 in Berlin. */
const berlin = 'Europe/Berlin';
const now = Date.parse(appTime);
const hours = { sat: '09:00-17:00' };
const joined = (status: Partial<Status> = {}) =>
  fakeApp({ confirmed: boardOf(statusRecord({ zone: berlin, hours, ...status })) });
const changesOf = (app: FakeApp): readonly StatusChanges[] =>
  app.recorded.filter((one): one is SetStatus => one.kind === 'status').map(({ changes }) => changes);
const statusOf = (app: FakeApp) => (myRecord(app.state()) as StatusRecord).status;
async function having(
  app: FakeApp,
  command: 'planFocus' | 'setDeliveryTimes',
  ...moves: readonly Move[]
): Promise<FakeApp> {
  app.ask.will(...moves);
  await handlers[`makertime.${command}`](app);
  assert.deepEqual(app.ask.unused, []);
  return app;
}

const weekly = (start: string, minutes: number): PlannedFocus => ({ start, minutes, every: 'week' });
const mornings = ['23', '24', '25', '26', '27'].map((date) => weekly(`2026-11-${date}T09:00`, 120));
const once: PlannedFocus = { start: '2026-12-01T09:00', minutes: 60 };
const daily: PlannedFocus = { start: '2026-11-02T16:00', minutes: 30, every: 'day' };

describe('planning focus', () => {
  it('is one choice: from the next such days on, and teammates see it ahead of time', async () => {
    const app = await having(joined(), 'planFocus', choose('Mon–Fri 09:00–11:00'));
    assert.deepEqual(changesOf(app), [{ focus: mornings }]);
    assert.deepEqual(app.ask.messages, ['Saved. Your team can see it in advance.']);
    assert.equal(plannedFocus(statusOf(app), now).length, 5);
  });

  it('or typed, as working hours are', async () => {
    const app = await having(joined(), 'planFocus', type('sat 14-15:30, mon 9-11, 22:30-0:30'));
    assert.deepEqual(changesOf(app)[0]?.focus, [
      weekly('2026-11-23T09:00', 120),
      weekly('2026-11-23T22:30', 120),
      weekly('2026-11-21T14:00', 90),
    ]);
    assert.deepEqual(hoursOfPlan(statusOf(app).focus ?? []), { mon: '09:00-11:00,22:30-00:30', sat: '14:00-15:30' });
  });

  for (const [text, why] of [
    ['someday 9-11', '“someday” is not a day or a range such as mon-fri'],
    ['mon 9-25', '“9-25” is not a time range such as 09:00-17:30'],
    ['mon 9-9', '“9-9” ends when it starts'],
    ['mon', '“mon” is not a time range such as 09:00-17:30'],
    ['$(x) 9-11', '“$ (x)” is not a day or a range such as mon-fri'],
    ['mon 9-13:01', 'A focus block can last four hours at most'],
    ['mon 9-12, 12-14', 'A focus block can last four hours at most'],
  ] as const)
    it(`“${text}” cannot be taken: ${why}`, async () => {
      const app = joined();
      await assert.rejects(having(app, 'planFocus', type(text)), (error: Error) => error.message.endsWith(why));
      assert.deepEqual(app.recorded, []);
    });

  it('takes four hours, and keeps a longer plan that stands there', async () => {
    assert.equal(changesOf(await having(joined(), 'planFocus', type('mon 9-13'))).length, 1);
    const app = await having(joined({ focus: [weekly('2026-11-23T09:00', 300)] }), 'planFocus', dismiss());
    assert.equal(app.ask.picks[0]?.labels[0], 'Mon 09:00–14:00');
  });

  it('offers the plan there is first, and once', async () => {
    const app = await having(joined({ focus: mornings }), 'planFocus', dismiss());
    const labels = app.ask.picks[0]?.labels ?? [];
    assert.equal(labels[0], 'Mon–Fri 09:00–11:00');
    assert.equal(labels.at(-1), 'No planned focus');
    assert.equal(new Set(labels).size, labels.length);
    assert.deepEqual(app.recorded, []);
    const none = await having(joined({ focus: [once] }), 'planFocus', dismiss());
    assert.ok(!none.ask.picks[0]?.labels.includes('No planned focus'), 'there is no weekly plan to take away');
  });

  it('takes the weekly part away, and nothing else', async () => {
    const app = await having(joined({ focus: mornings }), 'planFocus', choose('No planned focus'));
    assert.deepEqual(changesOf(app), [{ focus: null }]);
    assert.deepEqual(app.ask.messages, ['Saved']);
    const mixed = joined({ focus: [once, ...mornings, daily] });
    assert.deepEqual(changesOf(await having(mixed, 'planFocus', choose('No planned focus'))), [
      { focus: [once, daily] },
    ]);
  });

  it('brings a zone where there is none that can be read: a plan would have no time', async () => {
    const { zone: _zone, ...unplaced } = statusRecord({ hours }).status;
    for (const status of [unplaced, { ...unplaced, zone: 'Mars/Olympus' }]) {
      const app = fakeApp({ confirmed: boardOf(statusRecord(status)) });
      await having(app, 'planFocus', choose('Mon–Fri 09:00–11:00'));
      assert.deepEqual(changesOf(app), [{ focus: mornings, zone: berlin }]);
      const gone = fakeApp({ confirmed: boardOf(statusRecord({ ...status, focus: mornings })) });
      await having(gone, 'planFocus', choose('No planned focus'));
      assert.deepEqual(changesOf(gone), [{ focus: null }]);
    }
  });

  it('counts the days on the clocks of the status', async () => {
    for (const [text, start] of [
      ['sun 9-11', '2026-11-22T09:00'],
      ['sat 9-11', '2026-11-28T09:00'],
    ] as const) {
      const app = joined({ zone: 'Asia/Kolkata' });
      app.now = () => Date.parse('2026-11-21T20:00:00Z'); // Sunday there
      assert.deepEqual(changesOf(await having(app, 'planFocus', type(text)))[0]?.focus, [weekly(start, 120)]);
    }
  });
});

describe('delivery windows', () => {
  for (const [move, windows, message] of [
    [choose('11:00, 15:00'), ['11:00', '15:00'], 'Saved: 11:00, 15:00'],
    [choose('12:00'), ['12:00'], 'Saved: 12:00'],
    [choose('Immediately, except while I focus'), [], 'Saved: Immediately, except while I focus'],
    [type('15:30 and 9'), ['09:00', '15:30'], 'Saved: 09:00, 15:30'],
  ] as const)
    it(message, async () => {
      const app = await having(joined(), 'setDeliveryTimes', move);
      assert.deepEqual(changesOf(app), [{ windows }]);
      assert.deepEqual(app.ask.messages, [message]);
      assert.equal(dueAt(app.state(), now, berlin) === undefined, windows.length === 0);
    });

  it('offers what is chosen now, first where it is nothing usual', async () => {
    const labelsOf = async (windows: readonly string[]) =>
      (await having(joined({ windows }), 'setDeliveryTimes', dismiss())).ask.picks[0]?.labels;
    assert.deepEqual(await labelsOf(['16:30', '9']), [
      '09:00, 16:30',
      '11:00, 15:00',
      '09:00, 13:00, 16:30',
      '12:00',
      'Immediately, except while I focus',
    ]);
    assert.equal((await labelsOf(['12:00']))?.length, 4);
  });

  for (const text of ['tea', '25:00', ',', '$(x)', '8,9,10,11,12,13,14'])
    it(`“${text}” is said not to be any`, async () => {
      const app = joined();
      await assert.rejects(
        having(app, 'setDeliveryTimes', type(text)),
        /” is not a list of times such as 11, 15:30 or 11am, 3pm$/,
      );
      assert.deepEqual(app.recorded, []);
    });
});

describe('planning, windows and the rest of the world', () => {
  for (const [command, label] of [
    ['planFocus', 'Mon–Fri 09:00–11:00'],
    ['setDeliveryTimes', '12:00'],
  ] as const)
    it(`${command}: a disk that refuses is told of, and who has not joined is asked to`, async () => {
      const app = joined();
      app.world.diskErrors = [noSpace()];
      await having(app, command, choose(label));
      assert.match(app.ask.messages.join(), /^Could not save: ENOSPC/);
      assert.deepEqual(app.recorded, []);
      const stranger = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
      await having(stranger, command, dismiss());
      assert.deepEqual([stranger.ask.picks[0]?.title, stranger.recorded], ['Join acme/team', []]);
    });
});
