import assert from 'node:assert/strict';
import type { Choice } from '../../../../src/app/ask.js';
import { handlers } from '../../../../src/commands/table.js';
import type { SetStatus } from '../../../../src/model/board/mutation.js';
import { quietUntil } from '../../../../src/model/focus/deliveryTimes.js';
import { focusAt } from '../../../../src/model/focus/focus.js';
import { myRecord } from '../../../../src/model/members.js';
import type { Status, StatusChanges, StatusRecord } from '../../../../src/model/people/member.js';
import { moment } from '../../../../src/views/words/time.js';
import { bo, boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, type Move, type } from '../../../lib/fakes/fakeAsk.js';
import { entry, held, inboxOf } from '../../../lib/fakes/inboxEntries.js';

/** appTime is a Saturday, 13:00 in Berlin. */
const berlin = 'Europe/Berlin';
const now = Date.parse(appTime);
const usual: Partial<Status> = { zone: berlin, hours: { sat: '09:00-17:00' } };
const joined = (status: Partial<Status> = {}) => fakeApp({ confirmed: boardOf(statusRecord({ ...usual, ...status })) });
const changesOf = (app: FakeApp): readonly StatusChanges[] =>
  app.recorded.filter((one): one is SetStatus => one.kind === 'status').map(({ changes }) => changes);
const statusOf = (app: FakeApp) => (myRecord(app.state()) as StatusRecord).status;
/** On the clocks of Berlin. */
const today = (time: string) => new Date(`2026-11-21T${time}:00+01:00`).toISOString();

type Command = 'focus' | 'focusInZen' | 'endFocus' | 'skipFocus';
async function having(app: FakeApp, command: Command, ...moves: readonly Move[]): Promise<FakeApp> {
  app.ask.will(...moves);
  await handlers[`makertime.${command}`](app);
  assert.deepEqual(app.ask.unused, []);
  return app;
}

/** What the picks offer, whole; `answered` is called once a choice is made. */
function watched(app: FakeApp, answered = () => {}): readonly Choice<unknown>[] {
  const seen: Choice<unknown>[] = [];
  const pick = app.ask.pick.bind(app.ask);
  Object.assign(app.ask, {
    pick: async (...question: Parameters<typeof pick>) => {
      seen.push(...question[1]);
      const chosen = await pick(...question);
      answered();
      return chosen;
    },
  });
  return seen;
}

const block = (start: string, minutes: number) => ({ start: `2026-11-21T${start}`, minutes });
const started = (since: string, until: string) => ({ focusing: { since: today(since), until: today(until) } });
const mark = (start: string, end: string) => ({ start: today(start), end: today(end) });
const states: Readonly<Record<string, Partial<Status>>> = {
  none: {},
  'with a sentence': { text: 'the lens', since: today('12:00') },
  busy: { mode: 'busy', text: 'lunch', until: today('14:30') },
  'before a plan': { focus: [block('13:15', 120)] },
  soon: { focus: [block('13:01', 60)] },
  planned: { focus: [block('12:00', 120)] },
  'nearly over': { focus: [block('12:00', 65)] },
  started: { text: 'the lens', ...started('12:30', '14:00') },
  'started over a plan': { ...started('12:30', '13:30'), focus: [block('12:00', 120)] },
  'started while busy': { mode: 'busy', text: 'lunch', until: today('14:30'), ...started('12:30', '14:00') },
  'started while away': { mode: 'away', until: today('15:00'), ...started('12:30', '14:00') },
  'started while invisible': { mode: 'invisible', ...started('12:30', '14:00') },
  'planned while invisible': { mode: 'invisible', focus: [block('12:00', 120)] },
  'nearly four hours': started('12:30', '16:40'),
  'just ended': started('12:30', '12:55'),
  'just ended as planned': { focus: [block('12:00', 55)] },
  'ended some time ago': started('12:30', '12:49'),
};

const lengths = ['25 minutes', '50 minutes', '90 minutes', '3 hours'];
const start = [...lengths, 'Until the next delivery'];
const pause = 'Five-minute break, then 50 minutes';
const running = (...longer: readonly string[]) => ['End focus', ...longer, 'Set another status…'];
const longer = ['Extend by 15 minutes', 'Extend by 30 minutes', 'Extend by 60 minutes'];

const offered: Readonly<Record<string, readonly string[]>> = {
  none: start,
  'with a sentence': start,
  busy: start,
  soon: [...start, 'Skip the block planned for 13:01'],
  planned: running(...longer),
  started: running(...longer),
  'started while busy': running(...longer),
  'started while away': running(...longer),
  'started while invisible': running(...longer),
  'planned while invisible': running(...longer),
  'nearly four hours': running('Extend by 15 minutes'),
  'just ended': [...start, pause],
  'just ended as planned': [...start, pause],
  'ended some time ago': start,
};

describe('the focus pick', () => {
  for (const [name, labels] of Object.entries(offered))
    it(`${name}: ${labels.join(', ')}`, async () => {
      const app = await having(joined(states[name]), 'focus', dismiss());
      const [pick] = app.ask.picks;
      assert.deepEqual(pick?.labels, labels);
      const title = labels.includes('End focus') ? /^You're focusing until 1[46]:[04]0$/ : /^Focus for how long\?$/;
      assert.match(pick.title, title);
      assert.deepEqual(app.recorded, []);
    });

  it('every choice of every state comes to what it says, and is said as it is', async () => {
    for (const [name, status] of Object.entries(states)) {
      const look = joined(status);
      const choices = watched(look);
      await having(look, 'focus', dismiss());
      for (const { label, description = '' } of choices) {
        // Each length is as the others are.
        if (['50 minutes', '90 minutes', pause, 'Set another status…'].includes(label)) continue;
        const app = await having(joined(status), 'focus', choose(label));
        const end = quietUntil(statusOf(app), now);
        const words = end === undefined ? undefined : moment(end, now, berlin);
        const [message] = app.ask.messages;
        const isStart = /^(End|Skip)/.exec(label) === null;
        assert.equal(end !== undefined, isStart, `${name}: ${label}`);
        const until = description.replace(/^then planned focus /, '');
        // Whoever is away gets nothing then, either.
        const isAway = status.mode === 'away' && (end ?? 0) < Date.parse(status.until ?? '');
        const held = isAway ? `Focusing until ${words}` : `Notifications are held until ${words}`;
        if (words) assert.deepEqual([message, until], [held, `until ${words}`], name);
        else assert.equal(message, label === 'End focus' ? 'Focus ended' : 'Skipped focus 13:01–14:01', name);
      }
    }
  });

  it('says where a planned block makes it longer than its length', async () => {
    const app = joined(states['before a plan']);
    const choices = watched(app);
    await having(app, 'focus', dismiss());
    assert.deepEqual(
      choices.slice(0, 4).map(({ description }) => description),
      [...Array(3).fill('then planned focus until 15:15'), 'until 16:00'],
    );
  });

  it('starts to the minute, for as long as is chosen', async () => {
    for (const [label, end] of [
      ['25 minutes', '13:26'],
      ['50 minutes', '13:51'],
      ['90 minutes', '14:31'],
      ['3 hours', '16:01'],
      ['Until the next delivery', '15:00'],
    ] as const) {
      const app = joined();
      app.now = () => now + 40_000;
      await having(app, 'focus', choose(label));
      assert.deepEqual(changesOf(app), [
        { focusing: { since: new Date(now + 40_000).toISOString(), until: today(end) } },
      ]);
    }
  });

  it('offers the next delivery only where it is near, and where there is one', async () => {
    const labelsOf = async (status: Partial<Status>) =>
      (await having(joined(status), 'focus', dismiss())).ask.picks[0]?.labels.includes('Until the next delivery');
    assert.equal(await labelsOf({ windows: ['17:00'] }), true);
    for (const windows of [['13:04'], ['17:01'], []]) assert.equal(await labelsOf({ windows }), false, String(windows));
  });

  it('leads to another status', async () => {
    const app = await having(joined(states.started), 'focus', choose('Set another status…'));
    assert.deepEqual([app.deeds, app.recorded], [['run makertime.setStatus'], []]);
  });

  it('says that a time chosen too late is over, and that nobody is focusing any more', async () => {
    for (const [status, label, message] of [
      [{}, '25 minutes', 'That time has passed'],
      [states.started, 'End focus', "You're not focusing"],
      [states.started, 'Extend by 15 minutes', "You're not focusing"],
      [states.soon, 'Skip the block planned for 13:01', 'No focus is planned for the next seven days'],
    ] as const) {
      const app = joined(status);
      watched(app, () => {
        app.now = () => now + 90 * 60_000;
      });
      await having(app, 'focus', choose(label));
      assert.deepEqual([app.ask.messages, app.recorded], [[message], []]);
    }
  });
});

describe('an end that is typed', () => {
  for (const [text, end] of [
    ['13:30', '13:30'],
    ['until 13:30', '13:30'],
    ['till 1:30 pm', '13:30'],
    ['45 min', '13:45'],
    ['for 2h', '15:00'],
    ['half an hour', '13:30'],
    ['90', '14:30'],
    ['16', '16:00'],
    ['12', '13:12'],
    ['20', '13:20'],
    ['17:00', '17:00'],
    [' 13.30 ', '13:30'],
  ] as const)
    it(`“${text}” is ${end}`, async () => {
      assert.deepEqual(changesOf(await having(joined(), 'focus', type(text))), [started('13:00', end)]);
      const again = await having(joined(states['nearly over']), 'focus', type(text, `Focusing until ${end}`));
      assert.deepEqual(changesOf(again), [started('12:00', end)]);
    });

  it('within a planned block it cannot be, since the plan takes hold again; before one, both are one', async () => {
    for (const name of ['planned', 'started over a plan'])
      await assert.rejects(
        having(joined(states[name]), 'focus', type('13:45')),
        /Focus is planned until 14:00\. End it any time, or type a later time\.$/,
      );
    const later = await having(joined(states.planned), 'focus', type('14:15', 'Focusing until 14:15'));
    assert.deepEqual(changesOf(later), [started('12:00', '14:15')]);
    const before = await having(joined(states['before a plan']), 'focus', type('13:45', 'Focusing until 15:15'));
    assert.deepEqual(before.ask.messages, ['Notifications are held until 15:15']);
  });

  for (const [text, why] of [
    ['soon', '“soon” is not a time such as 12:30 or 45 min'],
    ['0 min', '“0 min” is not a time such as 12:30 or 45 min'],
    ['until 2020-01-01', '“until 2020-01-01” is not a time such as 12:30 or 45 min'],
    ['lunch until 13:30', '“lunch until 13:30” is not a time such as 12:30 or 45 min'],
    ['$(x)[a](b)', '“$ (x)[a] (b)” is not a time such as 12:30 or 45 min'],
    ['17:01', 'A focus block can last four hours at most, not until 17:01'],
    ['12:30', 'A focus block can last four hours at most, not until Sun 12:30'],
    ['241', 'A focus block can last four hours at most, not until 17:01'],
    ['tomorrow', 'A focus block can last four hours at most, not until Sun 09:00'],
  ] as const)
    it(`“${text}” cannot be taken: ${why}`, async () => {
      const app = joined();
      await assert.rejects(having(app, 'focus', type(text)), (error: Error) => error.message.endsWith(why));
      assert.deepEqual(app.recorded, []);
    });
});

describe('what focus does to the rest of a status', () => {
  const saidIn = ({ mode, text, until, since }: Status) => ({ mode, text, until, since });

  it('is nothing: what was said stays, with its sentence and its end', async () => {
    for (const [name, command, move] of [
      ['with a sentence', 'focus', choose('25 minutes')],
      ['busy', 'focus', choose('25 minutes')],
      ['started', 'focus', choose('Extend by 15 minutes')],
      ['started', 'focus', type('13:30')],
      ['started', 'endFocus', undefined],
      ['started while busy', 'focus', choose('Extend by 15 minutes')],
      ['started while busy', 'endFocus', undefined],
      ['started while away', 'focus', type('13:30')],
      ['started while away', 'endFocus', undefined],
      ['started while invisible', 'endFocus', undefined],
      ['planned while invisible', 'skipFocus', undefined],
    ] as const) {
      const app = joined(states[name]);
      const before = saidIn(statusOf(app));
      await having(app, command, ...(move ? [move] : []));
      assert.equal(changesOf(app).length, 1, `${name}: ${command}`);
      assert.deepEqual(saidIn(statusOf(app)), before, `${name}: ${command}`);
      assert.equal(changesOf(app)[0]?.said, undefined);
    }
  });

  it('ends early, also over a plan, which then does not begin again', async () => {
    const app = await having(joined(states.started), 'endFocus');
    assert.deepEqual(changesOf(app), [started('12:30', '13:00')]);
    assert.deepEqual(app.ask.messages, ['Focus ended']);
    for (const [name, changes] of [
      ['planned', { marks: [mark('12:00', '13:00')] }],
      ['planned while invisible', { marks: [mark('12:00', '13:00')] }],
      ['started over a plan', { ...started('12:30', '13:00'), marks: [mark('12:00', '13:00')] }],
    ] as const) {
      const over = await having(joined(states[name]), 'endFocus');
      assert.deepEqual(changesOf(over), [changes]);
      assert.deepEqual(over.ask.messages, ['Focus ended']);
      for (const at of ['13:00', '13:31', '13:59'])
        assert.equal(focusAt(statusOf(over), Date.parse(today(at))).kind, 'none', at);
    }
  });

  it('a weekly block that ended early is as planned a week later', async () => {
    const weekly = { ...block('12:00', 120), every: 'week' } as const;
    const app = await having(joined({ focus: [weekly] }), 'endFocus');
    assert.equal(focusAt(statusOf(app), now).kind, 'none');
    assert.equal(focusAt(statusOf(app), now + 7 * 24 * 3_600_000).kind, 'planned');
  });

  it('delivers what was held at its end, but to nobody who is away', async () => {
    const delivers = async (status: Partial<Status> | undefined) => {
      const confirmed = boardOf(statusRecord({ ...usual, ...status }));
      const app = await having(fakeApp({ confirmed, inbox: inboxOf(entry(held)) }), 'endFocus');
      return app.recorded.map(({ kind }) => kind);
    };
    for (const name of ['started', 'planned', 'started while busy', 'started while invisible'])
      assert.deepEqual(await delivers(states[name]), ['status', 'attend'], name);
    assert.deepEqual(await delivers(states['started while away']), ['status']);
    assert.deepEqual(await delivers({ ...states.started, off: ['2026-11-21'] }), ['status'], 'on a day off');
  });

  it('delivers as of the end that was said, however long it takes to save: the window that syncs does the same', async () => {
    for (const name of ['started', 'planned', 'started over a plan']) {
      const app = fakeApp({
        confirmed: boardOf(statusRecord({ ...usual, ...states[name] })),
        inbox: inboxOf(entry(held)),
      });
      app.world.recordTakes = 700;
      await having(app, 'endFocus');
      const [said, done] = app.recorded;
      assert.equal(done?.kind, 'attend', name);
      assert.equal(done.at, said?.at, name);
    }
  });

  it('who has not joined is asked to, and then for how long; who will not joins nothing', async () => {
    const strangers = () => fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    const app = await having(strangers(), 'focus', choose('Join with Mon–Fri 09:00–17:00'), choose('25 minutes'));
    assert.deepEqual(changesOf(app).at(-1), started('13:00', '13:25'));
    const other = await having(strangers(), 'focus', dismiss());
    assert.deepEqual([other.recorded, other.ask.picks.length], [[], 1]);
  });

  it('is felt before any network, and not where the disk refuses', async () => {
    const app = await having(joined(), 'focus', choose('25 minutes'));
    assert.equal(quietUntil(statusOf(app), now), Date.parse(today('13:25')));
    assert.deepEqual(app.deeds, []);
    const full = joined();
    full.world.diskErrors = [noSpace()];
    await having(full, 'focus', choose('25 minutes'));
    assert.match(full.ask.messages.join(), /^Could not save: ENOSPC/);
    assert.equal(focusAt(statusOf(full), now).kind, 'none');
  });
});

describe('skipping a planned block', () => {
  const skipped = (name: string) => having(joined(states[name]), 'skipFocus');

  it('is the one that runs, or else the next of the week, whatever is said or runs beside it', async () => {
    for (const [name, end, words] of [
      ['soon', mark('13:01', '13:01'), '13:01–14:01'],
      ['planned', mark('12:00', '13:00'), '12:00–14:00'],
      ['planned while invisible', mark('12:00', '13:00'), '12:00–14:00'],
      ['before a plan', mark('13:15', '13:15'), '13:15–15:15'],
    ] as const) {
      const app = await skipped(name);
      assert.deepEqual(changesOf(app), [{ marks: [end] }]);
      assert.deepEqual(app.ask.messages, [`Skipped focus ${words}`]);
      assert.equal(quietUntil(statusOf(app), Math.max(now, Date.parse(end.start))), undefined, name);
    }
  });

  it('changes nothing where none is planned, and a block that was started goes on', async () => {
    for (const [name, message] of [
      ['none', 'No focus is planned for the next seven days'],
      ['busy', 'No focus is planned for the next seven days'],
      ['started', 'No focus is planned for the next seven days'],
    ] as const) {
      const app = await skipped(name);
      assert.deepEqual([app.ask.messages, app.recorded], [[message], []], name);
    }
    assert.deepEqual((await having(joined(), 'endFocus')).ask.messages, ["You're not focusing"]);
  });

  it('can be taken back, and then the block is as it was planned', async () => {
    const before = { marks: [mark('09:00', '09:00')], focus: [block('13:01', 60), block('09:00', 30)] };
    for (const [status, marks] of [
      [{ focus: before.focus }, [{ start: today('13:01') }]],
      [before, [{ start: today('13:01') }]],
    ] as const) {
      const app = await having(joined(status), 'skipFocus');
      assert.equal(quietUntil(statusOf(app), Date.parse(today('13:30'))), undefined);
      await app.ask.press('Undo');
      assert.deepEqual(changesOf(app).at(-1), { marks });
      assert.equal(quietUntil(statusOf(app), Date.parse(today('13:30'))), Date.parse(today('14:01')));
    }
  });

  it('is not said, and has nothing to take back, where the disk refuses', async () => {
    const full = joined(states.soon);
    full.world.diskErrors = [noSpace()];
    await having(full, 'skipFocus');
    assert.match(full.ask.messages.join(), /^Could not save: ENOSPC/);
    assert.equal(focusAt(statusOf(full), now).kind, 'soon');
  });
});

describe('Zen mode', () => {
  const wanting = async (status: Partial<Status> = {}) => {
    const app = joined(status);
    await app.settings.set('focus.zenMode', true);
    return app;
  };

  it('is entered at the start of a block, where somebody wants it', async () => {
    assert.deepEqual((await having(await wanting(), 'focus', choose('25 minutes'))).deeds, ['zen']);
    assert.deepEqual((await having(await wanting(states.soon), 'focus', type('13:30'))).deeds, ['zen']);
    assert.deepEqual((await having(joined(), 'focus', choose('25 minutes'))).deeds, []);
  });

  it('is left alone where the editor is in it, where focus runs already or ends, and where nothing was saved', async () => {
    for (const [status, command, ...moves] of [
      [{}, 'focusInZen', choose('25 minutes')],
      [states.started, 'focus', choose('Extend by 15 minutes')],
      [states.planned, 'focus', type('14:30')],
      [states.started, 'endFocus'],
      [states.soon, 'skipFocus'],
      [states['just ended'], 'focus', choose(pause)],
    ] as const)
      assert.deepEqual((await having(await wanting(status), command, ...moves)).deeds, []);
    const full = await wanting();
    full.world.diskErrors = [noSpace()];
    assert.deepEqual((await having(full, 'focus', choose('25 minutes'))).deeds, []);
  });
});

describe('a break before the next block', () => {
  const paused = async (status: Partial<Status>, zone = berlin) => {
    const app = joined(status);
    app.world.zone = zone;
    return having(app, 'focus', choose(pause));
  };

  it('is a block that begins by itself, five minutes later', async () => {
    const app = await paused(states['just ended'] ?? {});
    assert.deepEqual(changesOf(app), [{ focus: [block('13:05', 50)] }]);
    assert.deepEqual(app.ask.messages, ['Break until 13:05, then focus until 13:55']);
    assert.equal(quietUntil(statusOf(app), now), undefined);
    assert.equal(quietUntil(statusOf(app), Date.parse(today('13:05'))), Date.parse(today('13:55')));
  });

  it('keeps the plan, but for single blocks of days that are over', async () => {
    const weekly = { start: '2026-11-02T09:00', minutes: 60, every: 'week' } as const;
    const focus = [weekly, { start: '2026-11-20T09:00', minutes: 60 }, block('09:00', 60)];
    const app = await paused({ ...states['just ended'], focus });
    assert.deepEqual(changesOf(app)[0]?.focus, [weekly, block('09:00', 60), block('13:05', 50)]);
  });

  it('leaves what is said as it is, which does not keep the block from beginning', async () => {
    const since = new Date(now).toISOString();
    for (const said of [
      { mode: 'busy', text: 'a call', until: today('15:00'), since },
      { mode: 'away', until: today('15:00'), since },
      { mode: 'invisible', since },
      states['with a sentence'] ?? {},
    ] as const) {
      const app = await paused({ ...states['just ended as planned'], ...said });
      assert.deepEqual(Object.keys(changesOf(app)[0] ?? {}), ['focus']);
      assert.equal(focusAt(statusOf(app), Date.parse(today('13:05'))).kind, 'planned');
      for (const [key, value] of Object.entries(said)) assert.equal(statusOf(app)[key as keyof Status], value, key);
    }
  });

  it('stands in the record on the clocks of its zone, and is said on those of this machine', async () => {
    const app = await paused({ ...states['just ended'], zone: 'Asia/Kolkata' });
    assert.deepEqual(changesOf(app), [{ focus: [block('17:35', 50)] }]);
    assert.deepEqual(app.ask.messages, ['Break until 13:05, then focus until 13:55']);
  });

  it('brings a zone where there is none that can be read: it would have no time', async () => {
    const { zone: _zone, ...unplaced } = usual;
    for (const status of [unplaced, { ...unplaced, zone: 'Mars/Olympus' }]) {
      const record = statusRecord({ ...status, ...states['just ended'] });
      const app = await having(fakeApp({ confirmed: boardOf(record) }), 'focus', choose(pause));
      assert.deepEqual(changesOf(app), [{ focus: [block('13:05', 50)], zone: berlin }]);
    }
  });
});
