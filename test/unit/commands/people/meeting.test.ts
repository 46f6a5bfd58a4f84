import assert from 'node:assert/strict';
import { copySpan, findSharedTime, showWeek, showWeekOf } from '../../../../src/commands/people/meeting.js';
import type { Status } from '../../../../src/model/people/member.js';
import { boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, tick } from '../../../lib/fakes/fakeAsk.js';
import { person, utc } from '../../model/times.js';

/** Today is a Saturday; ana is the one who asks. */
function appWith(people: Readonly<Record<string, Partial<Status>>>): FakeApp {
  const records = Object.entries(people).map(([login, status], place) =>
    statusRecord(status, { by: { id: place + 1, login } }),
  );
  return fakeApp({ confirmed: boardOf(...records) });
}

const three = {
  ana: person(),
  bo: person({ zone: 'Asia/Kolkata' }),
  emi: person({ zone: 'America/New_York' }),
};
const apart = { ana: person(), kei: person({ zone: 'Asia/Tokyo' }), lou: person({ zone: 'America/Los_Angeles' }) };

/** What was ticked when the people were asked for. */
function tickedAtFirst(app: FakeApp): readonly string[][] {
  const asked: string[][] = [];
  const { pickMany } = app.ask;
  app.ask.pickMany = (title, choices, chosen) => {
    asked.push(choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label));
    return pickMany(title, choices, chosen);
  };
  return asked;
}

describe('finding time together', () => {
  it('offers the next shared spans, and copies the chosen one with the local time of everybody', async () => {
    const app = appWith(three);
    app.ask.will(tick('@ana', '@bo'), choose('Mon 09:00–13:00'));
    await findSharedTime(app);
    assert.equal(app.ask.picks[1]?.title, 'Shared working hours of ana and bo');
    assert.deepEqual(app.ask.picks[1]?.labels.slice(0, 2), ['Mon 09:00–13:00', 'Tue 09:00–13:00']);
    assert.equal(
      app.clipboard,
      [
        'Mon 23 Nov 2026, 08:00–12:00 UTC',
        '- ana: Mon 23 Nov 2026, 09:00–13:00 (Europe/Berlin)',
        '- bo: Mon 23 Nov 2026, 13:30–17:30 (Asia/Kolkata)',
        '',
      ].join('\n'),
    );
    assert.deepEqual(app.ask.messages, ["Copied in everyone's local time"]);
  });

  it('says what people are called beside their logins, and copies logins alone', async () => {
    const { confirmed } = appWith(three).state();
    const app = fakeApp({ confirmed: { ...confirmed, names: new Map([[2, { number: 2, name: 'Bo @emi' }]]) } });
    const asked: string[] = [];
    const { pickMany } = app.ask;
    app.ask.pickMany = (title, choices, chosen) => {
      asked.push(...choices.map(({ label, description = '' }) => `${label} ${description}`));
      return pickMany(title, choices, chosen);
    };
    app.ask.will(tick('@ana', '@bo'), choose('Mon 09:00–13:00'));
    await findSharedTime(app);
    assert.ok(
      asked.some((one) => one.startsWith('@bo Bo emi · ')),
      asked.join('\n'),
    );
    assert.match(app.clipboard, /^- bo: Mon/m);
    assert.doesNotMatch(app.clipboard, /emi/);
  });

  it('ticks me at first, and whose row it was called from', async () => {
    const app = appWith(three);
    const asked = tickedAtFirst(app);
    for (const row of [undefined, 'member/Emi', 'member/', 'item/1', { row: 1 }]) {
      app.ask.will(dismiss());
      await findSharedTime(app, row);
    }
    assert.deepEqual(asked, [['@ana'], ['@ana', '@emi'], ['@ana'], ['@ana'], ['@ana']]);
    assert.deepEqual(app.ask.picks[1]?.labels, ['@ana', '@emi', '@bo'], 'who is ticked stands first');
    assert.deepEqual([app.deeds, app.ask.messages], [[], []]);
  });

  it('says plainly that nobody shares any hours, and offers what comes closest', async () => {
    const app = appWith(apart);
    app.ask.will(tick('@ana', '@kei', '@lou'), dismiss());
    await findSharedTime(app);
    const [, pick] = app.ask.picks;
    assert.equal(pick?.title, 'No shared working hours for ana, kei and lou in the next 14 days. Closest matches:');
    assert.ok((pick?.labels.length ?? 0) > 1);
    assert.equal(app.clipboard, '');
  });

  it('shows the week of the chosen people instead', async () => {
    const app = appWith(three);
    app.ask.will(tick('@ana', '@emi'), choose('Show week'));
    await findSharedTime(app);
    assert.deepEqual(app.deeds, ['week ana emi']);
  });

  it('says why there is nothing to offer', async () => {
    const alone = appWith(three);
    alone.ask.will(tick('@ana'));
    await findSharedTime(alone);
    assert.deepEqual(alone.ask.messages, ['Select at least two people']);
    const silent = appWith({ ana: {}, bo: {} });
    silent.ask.will(tick('@ana', '@bo'));
    await findSharedTime(silent);
    assert.deepEqual(silent.ask.messages, ['No shared time found for ana and bo: their working hours are unknown.']);
    const empty = fakeApp();
    await findSharedTime(empty);
    assert.deepEqual(empty.ask.messages, [
      'Nobody has joined yet. To find a shared time, members have to share their hours.',
    ]);
  });
});

describe('showing the week', () => {
  it('of a small team needs no question', async () => {
    const app = appWith(three);
    await showWeek(app);
    assert.deepEqual(app.deeds, ['week ana bo emi']);
  });

  it('of a large team asks whose', async () => {
    const app = appWith({ ana: {}, ...Object.fromEntries(Array.from({ length: 8 }, (_, place) => [`m${place}`, {}])) });
    const asked = tickedAtFirst(app);
    app.ask.will(tick('@ana', '@m3'), dismiss(), tick());
    await showWeek(app, 'member/m3');
    await showWeek(app);
    await showWeek(app);
    assert.deepEqual(app.deeds, ['week ana m3']);
    assert.deepEqual(asked, [['@ana', '@m3'], ['@ana'], ['@ana']]);
  });

  it('of other people keeps those ticked who are shown', async () => {
    const app = appWith(three);
    const asked = tickedAtFirst(app);
    app.ask.will(tick('@bo'));
    await showWeekOf(app, ['emi', 'gone']);
    assert.deepEqual([asked, app.deeds], [[['@emi']], ['week bo']]);
  });

  it('copies a span of the picture, saying who is outside their hours', async () => {
    const app = appWith(apart);
    await copySpan(app, utc('2026-11-24 08:00'), utc('2026-11-24 08:30'), ['ana', 'lou']);
    assert.equal(
      app.clipboard,
      [
        'Tue 24 Nov 2026, 08:00–08:30 UTC',
        '- ana: Tue 24 Nov 2026, 09:00–09:30 (Europe/Berlin)',
        '- lou: Tue 24 Nov 2026, 00:00–00:30 (America/Los_Angeles), unsocial hours',
        '',
      ].join('\n'),
    );
    assert.deepEqual(app.ask.messages, ["Copied in everyone's local time"]);
  });
});
