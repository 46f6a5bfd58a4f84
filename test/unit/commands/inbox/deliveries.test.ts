import assert from 'node:assert/strict';
import { snoozeBatch } from '../../../../src/commands/inbox/deliveries.js';
import { handlers } from '../../../../src/commands/table.js';
import type { AskedThing } from '../../../../src/model/board/links.js';
import type { InboxAction } from '../../../../src/model/board/mutation.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import type { InboxEntry, Stage } from '../../../../src/model/inbox/entries.js';
import { batchOf, heldCount } from '../../../../src/model/inbox/groups.js';
import { visibleInbox } from '../../../../src/model/members.js';
import { bo, boardOf, item, statusRecord, thread } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, type Move, type } from '../../../lib/fakes/fakeAsk.js';
import { delivered, done, entry, held, inboxOf, iso, keysOf, ms, putOff } from '../../../lib/fakes/inboxEntries.js';

/** Monday, eleven in Berlin. */
const now = ms(60);
const me = statusRecord({ zone: 'Europe/Berlin', hours: { mon: '09:00-17:00', tue: '08:00-16:00' } });

const named = (key: string, stage: Stage, more: Partial<InboxEntry> = {}) => entry(stage, { key, title: key, ...more });
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

function appWith(...entries: readonly InboxEntry[]): FakeApp {
  const app = fakeApp({ confirmed: boardOf(me), inbox: { ...inboxOf(...entries), deliveredAt: iso(0) } });
  app.now = () => now;
  return app;
}

type Command =
  | 'markAllDone'
  | 'markAllRead'
  | 'openWaiting'
  | 'showBlocker'
  | 'openDelivered'
  | 'markRead'
  | 'markDone'
  | 'moveBack'
  | 'snooze'
  | 'unsubscribe';
async function having(app: FakeApp, command: Command, row?: unknown, ...moves: readonly Move[]): Promise<FakeApp> {
  app.ask.will(...moves);
  await handlers[`makertime.${command}`](app, row);
  assert.deepEqual(app.ask.unused, []);
  return app;
}

const actsOf = (app: FakeApp) =>
  app.recorded.filter((one): one is InboxAction => one.kind === 'attend').map(({ target, act }) => ({ target, act }));
const stageOf = (app: FakeApp, key: string) => visibleInbox(app.state()).entries.get(key)?.stage;
const isUnread = (app: FakeApp, key: string) => visibleInbox(app.state()).entries.get(key)?.isUnread;

describe('what stands in Waiting', () => {
  const beam = item({ by: bo, owner: 'ana', number: 1 });
  const review: AskedThing = {
    kind: 'review',
    number: 2,
    title: 'lens',
    by: bo,
    of: ['ana'],
    since: iso(-90),
    given: [],
  };
  const of = (number: number, more: Partial<InboxEntry> = {}) =>
    named(referenceKey('acme/team', number), delivered(0), { number, repository: 'acme/team', ...more });
  const [first, second] = [
    of(1, { reason: 'waitsForMe' }),
    of(2, { reason: 'reviewRequested', subject: 'pullRequest' }),
  ];
  const reviewRow = 'awaited/review/2';

  function waiting(...entries: readonly InboxEntry[]): FakeApp {
    const app = appWith(...entries);
    const [items, asked] = [new Map([[beam.key, beam]]), new Map([[2, review]])];
    app.store.update((state) => ({ ...state, confirmed: { ...state.confirmed, items, asked } }));
    return app;
  }

  it('is read, done or snoozed from its row there', async () => {
    for (const [row, one] of [
      [beam.key, first],
      [reviewRow, second],
    ] as const) {
      const read = await having(waiting(first, second), 'markRead', row);
      assert.deepEqual([isUnread(read, one.key), stageOf(read, one.key)?.kind], [false, 'delivered']);
      const done = await having(waiting(first, second), 'markDone', row);
      assert.equal(stageOf(done, one.key)?.kind, 'done');
      const snoozed = await having(waiting(first, second), 'snooze', row, choose('Until there is activity'));
      assert.deepEqual(stageOf(snoozed, one.key), putOff('activity'));
    }
  });

  it('is read once it was opened there, or looked at', async () => {
    const app = await having(waiting(first, second), 'openWaiting', reviewRow);
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/pull/2']);
    assert.equal(isUnread(app, second.key), false);
    await having(app, 'showBlocker', beam.key, dismiss());
    assert.equal(isUnread(app, first.key), false);
    await having(app, 'showBlocker', beam.key, dismiss());
    assert.equal(app.recorded.length, 2, 'once');
  });

  it('of what is held nothing is read', async () => {
    const app = await having(waiting({ ...first, stage: held }), 'showBlocker', beam.key, dismiss());
    assert.deepEqual(app.recorded, []);
  });

  it('is left alone by what finishes all that Deliveries shows, and read all at once', async () => {
    const other = named('other', delivered(0));
    const app = await having(waiting(first, second, other), 'markAllDone');
    assert.deepEqual(
      [first, second, other].map(({ key }) => stageOf(app, key)?.kind),
      ['delivered', 'delivered', 'done'],
    );
    const hidden = waiting(first, second);
    hidden.waiting = () => 'onlyBlocked';
    await having(hidden, 'markAllDone');
    assert.deepEqual([stageOf(hidden, first.key)?.kind, stageOf(hidden, second.key)?.kind], ['delivered', 'done']);
    await having(app, 'markAllRead', 'forMe');
    assert.deepEqual([isUnread(app, first.key), isUnread(app, second.key)], [false, false]);
    await having(app, 'markAllRead');
    assert.equal(app.ask.messages.at(-1), 'Nothing is unread');
  });
});

describe('an entry, from its row', () => {
  it('opens on GitHub and is read then; once', async () => {
    const app = await having(appWith(...all), 'openDelivered', 'entry/mention');
    assert.deepEqual(app.deeds, ['open https://github.example/acme/lamp/issues/7']);
    const target = { kind: 'parcel', key: 'mention', thread: '1', about: '2026-11-23T09:00:00.000Z' };
    assert.deepEqual(actsOf(app), [{ target, act: { kind: 'read' } }]);
    assert.deepEqual([isUnread(app, 'mention'), stageOf(app, 'mention')?.kind], [false, 'delivered']);
    await having(app, 'openDelivered', 'entry/mention');
    assert.deepEqual([app.deeds.length, app.recorded.length], [2, 1]);
  });

  it('opens a discussion of the team beside the code, by its title where GitHub tells no number', async () => {
    const told = { repository: 'Acme/Team', subject: 'discussion', title: 'which oil for the lamp?' } as const;
    const { number: _number, ...unnumbered } = named('x', delivered(0), told);
    for (const [one, threads, deed] of [
      [{ ...unnumbered, number: 9 }, [], 'thread #9'],
      [unnumbered, [3], 'thread #3'],
      [unnumbered, [3, 4], 'open https://github.example/Acme/Team/discussions'],
      [{ ...unnumbered, repository: 'acme/lamp' }, [3], 'open https://github.example/acme/lamp/discussions'],
    ] as const) {
      const app = appWith(one);
      const known = new Map(threads.map((number) => thread({ number })).map((each) => [each.key, each]));
      app.store.update((state) => ({ ...state, confirmed: { ...state.confirmed, threads: known } }));
      await having(app, 'openDelivered', 'entry/x');
      assert.deepEqual(app.deeds, [deed]);
    }
  });

  it('opens the notes where a note has come back', async () => {
    const app = await having(appWith(named('x', delivered(0), { subject: 'note' })), 'openDelivered', 'entry/x');
    assert.deepEqual(app.deeds, ['run makertime.openNotes']);
  });

  it('opens nothing a hostile name leads to', async () => {
    const app = await having(
      appWith(named('x', delivered(0), { repository: 'acme/../../evil' })),
      'openDelivered',
      'entry/x',
    );
    assert.deepEqual([app.deeds, app.recorded, app.ask.messages], [[], [], ['It has no page on GitHub']]);
  });

  for (const [command, key, act, stage] of [
    ['markRead', 'mine', { kind: 'read' }, delivered(0)],
    ['markDone', 'mine', { kind: 'done' }, { kind: 'done', at: iso(60) }],
    ['markDone', 'held', { kind: 'done' }, { kind: 'done', at: iso(60) }],
    ['moveBack', 'done', { kind: 'undone' }, delivered(0)],
    ['moveBack', 'snoozed', { kind: 'undone' }, delivered(0)],
    ['unsubscribe', 'mention', { kind: 'unsubscribe' }, { kind: 'done', at: iso(60) }],
  ] as const)
    it(`${command}: ${key}`, async () => {
      const app = await having(appWith(...all), command, `entry/${key}`);
      assert.deepEqual(
        actsOf(app).map((one) => one.act),
        [act],
      );
      assert.deepEqual(stageOf(app, key), stage);
      assert.deepEqual(
        app.ask.messages,
        command === 'unsubscribe' ? ["Unsubscribed. You'll still hear about it if someone mentions you."] : [],
      );
    });

  it('what was unsubscribed from or marked as done can be taken back at once', async () => {
    const left = await having(appWith(...all), 'unsubscribe', 'entry/mention');
    await left.ask.press('Undo');
    assert.deepEqual(
      actsOf(left).map(({ act }) => act.kind),
      ['unsubscribe', 'subscribe'],
    );
    assert.deepEqual(stageOf(left, 'mention'), delivered(0));
    const done = appWith(...all);
    await handlers['makertime.markAllDone'](done);
    await done.ask.press('Undo');
    assert.deepEqual(stageOf(done, 'mention'), delivered(0));
  });

  it('what was unsubscribed from is heard of again once it is moved back', async () => {
    const app = await having(appWith(...all), 'unsubscribe', 'entry/mention');
    await having(app, 'moveBack', 'entry/mention');
    assert.deepEqual(actsOf(app).at(-1)?.act, { kind: 'subscribe' });
  });

  it('that is there no longer is left alone', async () => {
    for (const command of ['openDelivered', 'markRead', 'markDone', 'moveBack', 'snooze', 'unsubscribe'] as const) {
      const app = await having(appWith(...all), command, 'entry/gone');
      assert.deepEqual([app.deeds, app.recorded, app.ask.transcript], [[], [], []]);
    }
  });

  it('a disk that refuses is told of, and nothing has changed', async () => {
    for (const [command, ...moves] of [
      ['openDelivered'],
      ['markRead'],
      ['markDone'],
      ['moveBack'],
      ['unsubscribe'],
      ['snooze', choose('For an hour')],
    ] as const) {
      const app = appWith(...all);
      app.world.diskErrors = [noSpace()];
      await having(app, command, 'entry/mention', ...moves);
      assert.match(app.ask.messages.join('; '), /^Could not save: ENOSPC[^;]*$/, command);
      assert.deepEqual([stageOf(app, 'mention'), isUnread(app, 'mention')], [delivered(0), true]);
    }
  });
});

describe('an entry, picked', () => {
  const offered = async (command: Command, app = appWith(...all)) =>
    (await having(app, command, undefined, dismiss())).ask.picks[0]?.labels;
  const inList = titled('through', 'mine', 'mention', 'read');

  it('offers what the action is for, in the order of the list', async () => {
    assert.deepEqual(await offered('markRead'), inList);
    assert.deepEqual(await offered('snooze'), inList);
    assert.deepEqual(await offered('openDelivered'), [...inList, ...titled('snoozed')]);
    assert.deepEqual(await offered('markDone'), [...inList, ...titled('snoozed')]);
    assert.deepEqual(await offered('unsubscribe'), titled('through', 'mention', 'snoozed'));
    assert.deepEqual(await offered('moveBack'), titled('snoozed', 'done'));
  });

  it('never names what is held, unless the person wants the titles', async () => {
    for (const command of ['openDelivered', 'markRead', 'markDone', 'moveBack', 'snooze', 'unsubscribe'] as const) {
      const app = appWith(...all);
      assert.ok(!(await offered(command, app))?.includes('#7 held'), command);
      await app.settings.set('deliveries.heldItems', 'titles');
      const isOffered = ['openDelivered', 'markDone', 'unsubscribe'].includes(command);
      await having(app, command, undefined, dismiss());
      assert.equal(app.ask.picks[1]?.labels.includes('#7 held'), isOffered, command);
    }
  });

  it('says so where there is nothing to choose from', async () => {
    for (const [command, message] of [
      ['markRead', 'Nothing has been delivered'],
      ['openDelivered', 'Nothing has been delivered'],
      ['unsubscribe', 'Nothing has been delivered'],
      ['moveBack', 'Nothing is snoozed or done'],
    ] as const)
      assert.deepEqual((await having(appWith(named('held', held)), command)).ask.messages, [message]);
  });

  it('does what is asked to the one that is taken; a row of something else says nothing', async () => {
    const app = await having(appWith(...all), 'markDone', 'delivered/people', choose('#7 mention'));
    assert.equal(stageOf(app, 'mention')?.kind, 'done');
    assert.equal(stageOf(app, 'mine')?.kind, 'delivered');
  });

  it('offers no more than anybody reads', async () => {
    const many = Array.from({ length: 201 }, (_, place) => named(`${place}`, delivered(0)));
    assert.equal((await offered('markRead', appWith(...many)))?.length, 200);
  });

  it('is inert, whatever the titles are', async () => {
    const app = appWith(named('x', delivered(0), { title: '$(x) [a](b)\n', repository: '$(y)' }));
    assert.deepEqual(await offered('snooze', app), ['#7 $ (x) [a] (b)']);
    await having(app, 'snooze', 'entry/x', dismiss());
    assert.equal(app.ask.picks[1]?.title, 'Snooze “#7 $ (x) [a] (b)” until…');
  });
});

describe('snoozing', () => {
  for (const [move, words, until, message] of [
    [choose, 'For half an hour', '2026-11-23T10:30:00Z', 'Snoozed until 11:30'],
    [choose, 'Until the end of the day', '2026-11-23T16:00:00Z', 'Snoozed until 17:00'],
    [choose, 'Until tomorrow', '2026-11-24T07:00:00Z', 'Snoozed until Tue 08:00'],
    [choose, 'Until there is activity', 'activity', 'Snoozed until there is activity'],
    [type, '16:30', '2026-11-23T15:30:00Z', 'Snoozed until 16:30'],
    [type, '2h', '2026-11-23T12:00:00Z', 'Snoozed until 13:00'],
    [type, '45', '2026-11-23T10:45:00Z', 'Snoozed until 11:45'],
    [type, 'until fri 9:00', '2026-11-27T08:00:00Z', 'Snoozed until Fri 09:00'],
    [type, 'tomorrow', '2026-11-24T07:00:00Z', 'Snoozed until Tue 08:00'],
  ] as const)
    it(`${words}: ${message}`, async () => {
      const app = await having(appWith(...all), 'snooze', 'entry/mine', move(words));
      assert.deepEqual(stageOf(app, 'mine'), putOff(until));
      assert.deepEqual(app.ask.messages, [message]);
    });

  it('says what is no time, and changes nothing when dismissed', async () => {
    const app = appWith(...all);
    await assert.rejects(
      having(app, 'snooze', 'entry/mine', type('when $(x)')),
      /“when \$ \(x\)” is not a time such as 16:30, 5pm, 2h, tomorrow, fri or 30 Nov$/,
    );
    await having(app, 'snooze', 'entry/mine', dismiss());
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
    assert.match(app.ask.messages.join(), /^Could not save: ENOSPC/);
    assert.deepEqual(stageOf(app, 'through'), delivered(5));
  });
});

describe('many at once', () => {
  const doneAll = async (app: FakeApp, row?: unknown) => {
    await handlers['makertime.markAllDone'](app, row);
    return app;
  };
  const doneIn = ({ recorded }: FakeApp) =>
    recorded.flatMap((one) => (one.kind === 'attend' && one.target.kind === 'parcel' ? [one.target.key] : []));

  it('all that lies in the list is done, and nothing that is held or put off', async () => {
    // VS Code hands over the row that has the focus, whichever it is.
    for (const row of [undefined, 'held', 'entry/mine', 'snoozed', {}]) {
      const app = await doneAll(appWith(...all), row);
      assert.deepEqual(doneIn(app), ['through', 'mine', 'mention', 'read']);
      assert.deepEqual(app.ask.messages, ['Marked as done: 4']);
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
    assert.match(app.ask.messages[0] ?? '', /^Could not save: ENOSPC/);
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
    await having(app, 'markDone', 'entry/mine');
    assert.deepEqual([app.recorded, app.ask.transcript], [[], []]);
  });
});
