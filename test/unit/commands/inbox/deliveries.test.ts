import assert from 'node:assert/strict';
import { snoozeBatch } from '../../../src/commands/deliveries.js';
import { handlers } from '../../../src/commands/table.js';
import { batchOf, heldCount } from '../../../src/model/digest.js';
import type { Parcel, Stage } from '../../../src/model/inbox.js';
import type { Attend } from '../../../src/model/mutation.js';
import { visibleInbox } from '../../../src/model/queries.js';
import { boardOf, statusRecord } from '../../support/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../support/fakeApp.js';
import { choose, dismiss, type Move, type } from '../../support/fakeAsk.js';
import { delivered, done, held, inboxOf, iso, keysOf, ms, parcel, putOff } from '../../support/parcels.js';

/** Monday, eleven in Berlin. */
const now = ms(60);
const me = statusRecord({ zone: 'Europe/Berlin', hours: { mon: '09:00-17:00', tue: '08:00-16:00' } });

const named = (key: string, stage: Stage, more: Partial<Parcel> = {}) => parcel(stage, { key, title: key, ...more });
const titled = (...names: readonly string[]) => names.map((name) => `#7 ${name}`);
const all = [
  named('mention', delivered(0), { reason: 'mention', thread: '1' }),
  named('mine', delivered(0), { reason: 'waitsForMe' }),
  named('through', delivered(5), { through: 'person', from: 'bo', thread: '2' }),
  named('read', delivered(-60), { isUnread: false }),
  named('snoozed', putOff('activity'), { thread: '3' }),
  named('held', held, { thread: '4' }),
  named('done', done(0)),
];

function appWith(...parcels: readonly Parcel[]): FakeApp {
  const app = fakeApp({ confirmed: boardOf(me), inbox: { ...inboxOf(...parcels), deliveredAt: iso(0) } });
  app.now = () => now;
  return app;
}

type Command = 'open' | 'read' | 'done' | 'undo' | 'snooze' | 'unsubscribe';
async function having(app: FakeApp, command: Command, row?: unknown, ...moves: readonly Move[]): Promise<FakeApp> {
  app.ask.will(...moves);
  await handlers[`makertime.${command}Parcel`](app, row);
  assert.deepEqual(app.ask.unused, []);
  return app;
}

const actsOf = (app: FakeApp) =>
  app.recorded.filter((one): one is Attend => one.kind === 'attend').map(({ target, act }) => ({ target, act }));
const stageOf = (app: FakeApp, key: string) => visibleInbox(app.state()).parcels.get(key)?.stage;
const isUnread = (app: FakeApp, key: string) => visibleInbox(app.state()).parcels.get(key)?.isUnread;

describe('a parcel, from its row', () => {
  it('opens on GitHub and is read then; once', async () => {
    const app = await having(appWith(...all), 'open', 'parcel/mention');
    assert.deepEqual(app.deeds, ['open https://github.example/acme/lamp/issues/7']);
    const target = { kind: 'parcel', key: 'mention', thread: '1', about: '2026-11-23T09:00:00.000Z' };
    assert.deepEqual(actsOf(app), [{ target, act: { kind: 'read' } }]);
    assert.deepEqual([isUnread(app, 'mention'), stageOf(app, 'mention')?.kind], [false, 'delivered']);
    await having(app, 'open', 'parcel/mention');
    assert.deepEqual([app.deeds.length, app.recorded.length], [2, 1]);
  });

  it('opens nothing a hostile name leads to', async () => {
    const app = await having(appWith(named('x', delivered(0), { repository: 'acme/../../evil' })), 'open', 'parcel/x');
    assert.deepEqual([app.deeds, app.recorded, app.ask.messages], [[], [], ['It has no page of its own']]);
  });

  for (const [command, key, act, stage] of [
    ['read', 'mine', { kind: 'read' }, delivered(0)],
    ['done', 'mine', { kind: 'done' }, { kind: 'done', at: iso(60) }],
    ['done', 'held', { kind: 'done' }, { kind: 'done', at: iso(60) }],
    ['undo', 'done', { kind: 'undone' }, delivered(0)],
    ['undo', 'snoozed', { kind: 'undone' }, delivered(0)],
    ['unsubscribe', 'mention', { kind: 'unsubscribe' }, { kind: 'done', at: iso(60) }],
  ] as const)
    it(`${command}: ${key}`, async () => {
      const app = await having(appWith(...all), command, `parcel/${key}`);
      assert.deepEqual(
        actsOf(app).map((one) => one.act),
        [act],
      );
      assert.deepEqual(stageOf(app, key), stage);
      assert.deepEqual(
        app.ask.messages,
        command === 'unsubscribe' ? ['You hear of it again when you are mentioned'] : [],
      );
    });

  it('that is there no longer is left alone', async () => {
    for (const command of ['open', 'read', 'done', 'undo', 'snooze', 'unsubscribe'] as const) {
      const app = await having(appWith(...all), command, 'parcel/gone');
      assert.deepEqual([app.deeds, app.recorded, app.ask.transcript], [[], [], []]);
    }
  });

  it('a disk that refuses is told of, and nothing has changed', async () => {
    for (const [command, ...moves] of [
      ['open'],
      ['read'],
      ['done'],
      ['undo'],
      ['unsubscribe'],
      ['snooze', choose('For an hour')],
    ] as const) {
      const app = appWith(...all);
      app.world.diskErrors = [noSpace()];
      await having(app, command, 'parcel/mention', ...moves);
      assert.match(app.ask.messages.join('; '), /^Not saved: ENOSPC[^;]*$/, command);
      assert.deepEqual([stageOf(app, 'mention'), isUnread(app, 'mention')], [delivered(0), true]);
    }
  });
});

describe('a parcel, picked', () => {
  const offered = async (command: Command, app = appWith(...all)) =>
    (await having(app, command, undefined, dismiss())).ask.picks[0]?.labels;
  const inList = titled('through', 'mine', 'mention', 'read');

  it('offers what the action is for, in the order of the list', async () => {
    assert.deepEqual(await offered('read'), inList);
    assert.deepEqual(await offered('snooze'), inList);
    assert.deepEqual(await offered('open'), [...inList, ...titled('snoozed')]);
    assert.deepEqual(await offered('done'), [...inList, ...titled('snoozed')]);
    assert.deepEqual(await offered('unsubscribe'), titled('through', 'mention', 'snoozed'));
    assert.deepEqual(await offered('undo'), titled('snoozed', 'done'));
  });

  it('never names what is held, unless the person wants the titles', async () => {
    for (const command of ['open', 'read', 'done', 'undo', 'snooze', 'unsubscribe'] as const) {
      const app = appWith(...all);
      assert.ok(!(await offered(command, app))?.includes('#7 held'), command);
      await app.settings.set('deliveries.show', 'titles');
      const isOffered = ['open', 'done', 'unsubscribe'].includes(command);
      await having(app, command, undefined, dismiss());
      assert.equal(app.ask.picks[1]?.labels.includes('#7 held'), isOffered, command);
    }
  });

  it('says so where there is nothing to choose from', async () => {
    for (const [command, message] of [
      ['read', 'Nothing has been delivered'],
      ['open', 'Nothing has been delivered'],
      ['unsubscribe', 'Nothing has been delivered'],
      ['undo', 'Nothing is snoozed or done'],
    ] as const)
      assert.deepEqual((await having(appWith(named('held', held)), command)).ask.messages, [message]);
  });

  it('does what is asked to the one that is taken; a row of something else says nothing', async () => {
    const app = await having(appWith(...all), 'done', 'delivered/people', choose('#7 mention'));
    assert.equal(stageOf(app, 'mention')?.kind, 'done');
    assert.equal(stageOf(app, 'mine')?.kind, 'delivered');
  });

  it('offers no more than anybody reads', async () => {
    const many = Array.from({ length: 201 }, (_, place) => named(`${place}`, delivered(0)));
    assert.equal((await offered('read', appWith(...many)))?.length, 200);
  });

  it('is inert, whatever the titles are', async () => {
    const app = appWith(named('x', delivered(0), { title: '$(x) [a](b)\n', repository: '$(y)' }));
    assert.deepEqual(await offered('snooze', app), ['#7 $ (x) [a] (b)']);
    await having(app, 'snooze', 'parcel/x', dismiss());
    assert.equal(app.ask.picks[1]?.title, 'Snooze until when? #7 $ (x) [a] (b)');
  });
});

describe('snoozing', () => {
  for (const [move, words, until, message] of [
    [choose, 'For half an hour', '2026-11-23T10:30:00Z', 'Back 11:30'],
    [choose, 'To the end of the day', '2026-11-23T16:00:00Z', 'Back 17:00'],
    [choose, 'Until tomorrow', '2026-11-24T07:00:00Z', 'Back Tue 08:00'],
    [choose, 'Until something happens', 'activity', 'Back when something happens'],
    [type, '16:30', '2026-11-23T15:30:00Z', 'Back 16:30'],
    [type, '2h', '2026-11-23T12:00:00Z', 'Back 13:00'],
    [type, '45', '2026-11-23T10:45:00Z', 'Back 11:45'],
    [type, 'until fri 9:00', '2026-11-27T08:00:00Z', 'Back Fri 09:00'],
    [type, 'tomorrow', '2026-11-24T07:00:00Z', 'Back Tue 08:00'],
  ] as const)
    it(`${words}: ${message}`, async () => {
      const app = await having(appWith(...all), 'snooze', 'parcel/mine', move(words));
      assert.deepEqual(stageOf(app, 'mine'), putOff(until));
      assert.deepEqual(app.ask.messages, [message]);
    });

  it('says what is no time, and changes nothing when dismissed', async () => {
    const app = appWith(...all);
    await assert.rejects(
      having(app, 'snooze', 'parcel/mine', type('when $(x)')),
      /“when \$ \(x\)” is not a time such as 16:30, 2h or tomorrow$/,
    );
    await having(app, 'snooze', 'parcel/mine', dismiss());
    assert.deepEqual(app.recorded, []);
  });

  it('puts off a whole delivery once more: what is still in it', async () => {
    const app = appWith(...all);
    await snoozeBatch(app, iso(0), 30);
    assert.deepEqual(
      ['mention', 'mine', 'through', 'read', 'done'].map((key) => stageOf(app, key)),
      [putOff(iso(90)), putOff(iso(90)), delivered(5), delivered(-60), done(0)],
    );
    app.world.diskErrors = [noSpace()];
    await snoozeBatch(app, iso(5), 30);
    assert.match(app.ask.messages.join(), /^Not saved: ENOSPC/);
    assert.deepEqual(stageOf(app, 'through'), delivered(5));
  });
});

describe('many at once', () => {
  const doneAll = async (app: FakeApp, row?: unknown) => {
    await handlers['makertime.doneAll'](app, row);
    return app;
  };
  const doneIn = ({ recorded }: FakeApp) =>
    recorded.flatMap((one) => (one.kind === 'attend' && one.target.kind === 'parcel' ? [one.target.key] : []));

  it('all that lies in the list is done, and nothing that is held or put off', async () => {
    // VS Code hands over the row that has the focus, whichever it is.
    for (const row of [undefined, 'held', 'parcel/mine', 'snoozed', {}]) {
      const app = await doneAll(appWith(...all), row);
      assert.deepEqual(doneIn(app), ['through', 'mine', 'mention', 'read']);
      assert.deepEqual(app.ask.messages, ['Done: 4']);
      assert.deepEqual([stageOf(app, 'held'), stageOf(app, 'snoozed')], [held, putOff('activity')]);
    }
  });

  it('or one group, from its row; an unknown group is none', async () => {
    assert.deepEqual(doneIn(await doneAll(appWith(...all), 'delivered/people')), ['mention']);
    assert.deepEqual(doneIn(await doneAll(appWith(...all), 'delivered/through')), ['through']);
    for (const row of ['delivered/other', 'delivered/constructor', 'delivered/']) {
      const app = await doneAll(appWith(...all), row);
      assert.deepEqual([app.recorded, app.ask.messages], [[], ['Nothing has been delivered']]);
    }
  });

  it('a disk that refuses is told of once', async () => {
    const app = appWith(...all);
    app.world.diskErrors = [noSpace(), noSpace(), noSpace()];
    await doneAll(app);
    assert.equal(app.ask.messages.length, 1);
    assert.match(app.ask.messages[0] ?? '', /^Not saved: ENOSPC/);
  });

  it('what is held is delivered now, where anything is', async () => {
    const app = appWith(...all);
    await handlers['makertime.deliverNow'](app);
    assert.deepEqual(actsOf(app), [{ target: { kind: 'held' }, act: { kind: 'deliver' } }]);
    const inbox = visibleInbox(app.state());
    assert.deepEqual([heldCount(inbox), keysOf(batchOf(inbox, iso(60)))], [0, ['held']]);
    await handlers['makertime.deliverNow'](app);
    assert.deepEqual([app.recorded.length, app.ask.messages], [1, ['Nothing is held']]);
  });

  it('without a team there is nothing to do', async () => {
    const app = appWith(...all);
    app.store.update(({ team: _team, ...before }) => before);
    await doneAll(app);
    await having(app, 'done', 'parcel/mine');
    assert.deepEqual([app.recorded, app.ask.transcript], [[], []]);
  });
});
