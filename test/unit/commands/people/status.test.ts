import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { SetStatus } from '../../../../src/model/board/mutation.js';
import { myRecord } from '../../../../src/model/members.js';
import type { StatusChanges } from '../../../../src/model/people/member.js';
import { bo, board, boardOf, openRoster, statusRecord } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { agree, back, choose, dismiss, enter, skip, type } from '../../../lib/fakes/fakeAsk.js';

/** appTime is a Saturday, 13:00 in Berlin. */
const mine = { zone: 'Europe/Berlin', hours: { sat: '09:00-17:00' } };
const joined = (status = {}, more = {}) => fakeApp({ confirmed: boardOf(statusRecord({ ...mine, ...status }, more)) });
const changesOf = (app: FakeApp): readonly StatusChanges[] =>
  app.recorded.filter((one): one is SetStatus => one.kind === 'status').map(({ changes }) => changes);
const run = (app: FakeApp, id: 'setStatus' | 'join' | 'setHours' | 'setZone' | 'republishStatus') =>
  handlers[`makertime.${id}`](app);

describe('setting a status', () => {
  it('is one choice: the mode alone', async () => {
    const app = joined();
    app.ask.will(choose('Busy'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [{ said: { mode: 'busy' } }]);
    assert.deepEqual(app.ask.messages, ['Saved: Busy']);
    assert.deepEqual(app.recents.list(), []);
  });

  it('or a sentence with its end, and the mode', async () => {
    const app = joined();
    app.ask.will(type('dentist until 15:00', 'Away'));
    await run(app, 'setStatus');
    const said = { mode: 'away', text: 'dentist', until: '2026-11-21T14:00:00Z' };
    assert.deepEqual(changesOf(app), [{ said }]);
    assert.deepEqual(app.ask.messages, ['Saved: Away until 15:00']);
    assert.deepEqual(app.recents.list(), ['away dentist until 15:00']);
  });

  it('focus lasts four hours at most, however it is said', async () => {
    for (const typed of [
      'focusing on the lens until 23:00',
      'focusing crash tests for 5h',
      'focusing until tomorrow',
    ]) {
      const app = joined();
      app.ask.will(type(typed));
      await assert.rejects(async () => run(app, 'setStatus'), /A focus block can last four hours at most, not until/);
      assert.deepEqual(app.recorded, []);
    }
    const app = joined();
    app.recents.add('focusing lens until 23:00');
    app.ask.will(dismiss());
    await run(app, 'setStatus');
    assert.ok(!app.ask.picks[0]?.labels.includes('Focusing again'));
  });

  it('whoever has not joined is asked to, and then for what they wanted', async () => {
    const app = fakeApp({ confirmed: boardOf() });
    app.ask.will(skip, choose('Busy'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app).at(-1), { said: { mode: 'busy' } });
    assert.equal(app.ask.unused.length, 0);
  });

  it('a mode in front chooses it', async () => {
    const app = joined();
    app.ask.will(type('Busy crash tests for 2h'));
    await run(app, 'setStatus');
    const said = { mode: 'busy', text: 'crash tests', until: '2026-11-21T14:00:00Z' };
    assert.deepEqual(changesOf(app), [{ said }]);
  });

  it('a sentence used before is offered again, its end counted from now', async () => {
    const app = joined();
    app.recents.add('away lunch for 45m');
    app.ask.will(choose('Away again'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [{ said: { mode: 'away', text: 'lunch', until: '2026-11-21T12:45:00Z' } }]);
  });

  it('what one is at comes first; who is available and names an end is rather busy', async () => {
    const offered = async (status: object, typed: string) => {
      const app = joined(status);
      app.ask.will(type(typed));
      await run(app, 'setStatus');
      return changesOf(app)[0]?.said?.mode;
    };
    const until = '2026-11-21T15:00:00Z';
    assert.equal(await offered({ mode: 'away', until }, 'still at it'), 'away');
    assert.equal(await offered({ mode: 'available', since: appTime }, 'hello'), 'available');
    assert.equal(await offered({ mode: 'available', since: appTime }, 'lunch for 30m'), 'busy');
    assert.equal(await offered({ mode: 'away', until: '2026-11-21T08:00:00Z' }, 'over'), 'busy');
  });

  it('a new end for what one is at, chosen or typed', async () => {
    for (const [move, until] of [
      [choose('For an hour'), '2026-11-21T13:00:00Z'],
      [type('16:30'), '2026-11-21T15:30:00Z'],
      [type('30m'), '2026-11-21T12:30:00Z'],
    ] as const) {
      const app = joined({ mode: 'busy', text: 'lens', since: appTime });
      app.ask.will(choose('Change end time…'), move);
      await run(app, 'setStatus');
      assert.deepEqual(changesOf(app), [{ said: { mode: 'busy', text: 'lens', until } }]);
    }
  });

  it('who wants to be invisible says nothing in the record, which everybody can read', async () => {
    const app = joined();
    app.ask.will(type('invisible lunch until 15:00'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [{ said: { mode: 'invisible', until: '2026-11-21T14:00:00Z' } }]);
  });

  it('a rough day, to the end of today, and over again', async () => {
    const app = joined();
    app.ask.will(choose('Rough day'), choose('Clear rough day'));
    await run(app, 'setStatus');
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [{ rough: '2026-11-21T23:00:00Z' }, { rough: null }]);
  });

  it('dismissed, changes nothing', async () => {
    const app = joined();
    app.ask.will(dismiss());
    await run(app, 'setStatus');
    assert.deepEqual(app.recorded, []);
  });

  it('a disk that refuses leaves the sentence on the clipboard', async () => {
    const app = joined();
    app.world.diskErrors = [noSpace()];
    app.ask.will(type('busy dentist'));
    await run(app, 'setStatus');
    assert.equal(app.clipboard, 'dentist');
    assert.match(app.ask.messages[0] ?? '', /^Could not save: ENOSPC.*on the clipboard/);
  });

  it('counts as newer than what is on the screen, though the clock was set back', async () => {
    const app = joined({}, { edited: { said: '2026-11-22T12:00:00.000Z' } });
    app.ask.will(choose('Busy'));
    await run(app, 'setStatus');
    assert.equal(app.recorded[0]?.at, '2026-11-22T12:00:00.001Z');
  });

  it('is put on the roster once more where it has vanished', async () => {
    const app = joined();
    await run(app, 'republishStatus');
    assert.deepEqual(changesOf(app), [{}]);
    const stranger = fakeApp();
    await run(stranger, 'republishStatus');
    assert.deepEqual(stranger.recorded, []);
  });

  it('where the roster is gone, says that it waits and offers to open one, for it would wait for good', async () => {
    const { statuses } = boardOf(statusRecord(mine));
    const gone = { confirmed: board([], { statuses }), sync: { heardAt: appTime } };
    const app = fakeApp(gone);
    app.ask.will(choose('Busy'), agree);
    await run(app, 'setStatus');
    assert.deepEqual(
      app.recorded.map(({ kind }) => kind),
      ['status', 'roster'],
    );
    app.ask.will(choose('Away'));
    await run(app, 'setStatus');
    assert.equal(app.recorded.length, 3, 'it is being opened');
    const other = fakeApp(gone);
    other.ask.will(choose('Busy'), dismiss());
    await run(other, 'setStatus');
    assert.deepEqual(
      other.recorded.map(({ kind }) => kind),
      ['status'],
    );
    const early = fakeApp({ ...gone, sync: {} });
    await run(early, 'republishStatus');
    assert.equal(early.recorded.length, 1, 'nobody knows yet');
  });
});

describe('focus, and what is said under it', () => {
  const focusing = { since: '2026-11-21T11:00:00.000Z', until: '2026-11-21T13:00:00.000Z' };
  /** From now until two o'clock in Berlin. */
  const begun = { since: '2026-11-21T12:00:00.000Z', until: '2026-11-21T13:00:00.000Z' };

  it('is offered among the modes; for how long is the next question', async () => {
    const app = joined();
    app.ask.will(choose('Focusing'), choose('50 minutes'));
    await run(app, 'setStatus');
    assert.deepEqual(app.ask.picks[0]?.labels.slice(0, 5), ['Available', 'Focusing', 'Busy', 'Away', 'Invisible']);
    assert.deepEqual(changesOf(app), [{ focusing: { ...begun, until: '2026-11-21T12:50:00.000Z' } }]);
  });

  it('with an end begins at once; a sentence stands beside it, and ends with it', async () => {
    const app = joined();
    app.ask.will(type('Focusing crash tests until 14:00'));
    await run(app, 'setStatus');
    const said = { mode: 'available', text: 'crash tests', until: begun.until };
    assert.deepEqual(changesOf(app), [{ focusing: begun, said }]);
    assert.deepEqual(app.ask.messages, ['Notifications are held until 14:00']);
    assert.deepEqual(app.recents.list(), ['focusing crash tests until 14:00']);
  });

  it('with a sentence alone asks for how long, and keeps the sentence', async () => {
    const app = joined();
    app.ask.will(type('focusing crash tests'), choose('50 minutes'));
    await run(app, 'setStatus');
    const until = '2026-11-21T12:50:00.000Z';
    const said = { mode: 'available', text: 'crash tests', until };
    assert.deepEqual(changesOf(app), [{ focusing: { ...begun, until }, said }]);
  });

  it('who is busy stays busy, to their own end, with the new sentence', async () => {
    const app = joined({ mode: 'busy', text: 'lunch', since: appTime, until: '2026-11-21T14:30:00Z' });
    app.ask.will(type('focusing crash tests until 14:00'));
    await run(app, 'setStatus');
    const said = { mode: 'busy', text: 'crash tests', until: '2026-11-21T14:30:00.000Z' };
    assert.deepEqual(changesOf(app), [{ focusing: begun, said }]);
  });

  it('who is away or invisible focuses without a word in the record', async () => {
    for (const [mode, words] of [
      ['away', 'until 14:00 · your message is not shown while you are away'],
      ['invisible', 'until 14:00 · your message is not shown while you are invisible'],
    ] as const) {
      const app = joined({ mode, since: appTime });
      const shown: (string | undefined)[] = [];
      const pick = app.ask.pick.bind(app.ask);
      Object.assign(app.ask, {
        pick: (...[title, choices, picking]: Parameters<typeof pick>) =>
          pick(title, choices, {
            ...picking,
            typed: (text: string) => {
              const made = picking?.typed?.(text) ?? [];
              shown.push(...made.map(({ description }) => description));
              return made;
            },
          }),
      });
      app.ask.will(type('focusing crash tests until 14:00'));
      await run(app, 'setStatus');
      assert.deepEqual(shown, [words]);
      assert.deepEqual(changesOf(app), [{ focusing: begun }]);
      assert.deepEqual(app.recents.list(), []);
    }
  });

  it('goes on whatever is said, which is told so', async () => {
    for (const [label, mode] of [
      ['Available', 'available'],
      ['Busy', 'busy'],
      ['Away', 'away'],
      ['Invisible', 'invisible'],
    ] as const) {
      const app = joined({ focusing });
      app.ask.will(choose(label));
      await run(app, 'setStatus');
      assert.deepEqual(changesOf(app), [{ said: { mode } }]);
      assert.deepEqual(app.ask.messages, [`Saved: ${label}. You're still focusing until 14:00.`]);
      assert.deepEqual(myRecord(app.state())?.status.focusing, focusing);
    }
    const planned = joined({ focus: [{ start: '2026-11-21T12:30', minutes: 60 }] });
    planned.ask.will(type('away dentist until 15:00'));
    await run(planned, 'setStatus');
    assert.deepEqual(planned.ask.messages, ["Saved: Away until 15:00. You're still focusing until 13:30."]);
  });

  it('is what one is at first, over what is said', async () => {
    const app = joined({ mode: 'busy', since: appTime, focusing });
    app.ask.will(type('lens until 14:30'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app)[0]?.focusing, { ...focusing, until: '2026-11-21T13:30:00.000Z' });
  });

  it('keeps its own end when what is said under it gets a new one', async () => {
    const app = joined({ mode: 'busy', text: 'lens', since: appTime, focusing });
    app.ask.will(choose('Change end time…'), type('23:00'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [{ said: { mode: 'busy', text: 'lens', until: '2026-11-21T22:00:00Z' } }]);
    assert.deepEqual(app.ask.messages, ["Saved: Busy until 23:00. You're still focusing until 14:00."]);
  });

  it('a sentence used before begins it again, its end counted from now', async () => {
    const app = joined();
    app.recents.add('focusing lens for 1h');
    app.ask.will(choose('Focusing again'));
    await run(app, 'setStatus');
    assert.deepEqual(changesOf(app), [
      { focusing: begun, said: { mode: 'available', text: 'lens', until: begun.until } },
    ]);
  });

  it('a disk that refuses leaves its sentence on the clipboard', async () => {
    const app = joined();
    app.world.diskErrors = [noSpace()];
    app.ask.will(type('focusing crash tests until 14:00'));
    await run(app, 'setStatus');
    assert.equal(app.clipboard, 'crash tests');
    assert.deepEqual(app.recorded, []);
  });
});

describe('joining', () => {
  it('is Enter on the first choice: the usual week, in the zone of this machine', async () => {
    const app = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    app.ask.will(choose('Join with Mon–Fri 09:00–17:00'));
    await run(app, 'join');
    const [changes] = changesOf(app);
    assert.equal(changes?.zone, 'Europe/Berlin');
    assert.equal(changes?.hours?.mon, '09:00-17:00');
    assert.equal(app.recorded.length, 1, 'the roster is there already');
    assert.deepEqual(app.ask.messages, ['Joined acme/team']);
  });

  it('says nothing against what was said before on another machine', async () => {
    const app = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    app.ask.will(choose('Join with Mon–Fri 09:00–17:00'));
    await run(app, 'join');
    assert.equal(app.recorded[0]?.at, '1970-01-01T00:00:00.000Z');
  });

  it('the first opens the roster, knowing what that means; the next only adds to it', async () => {
    const app = fakeApp();
    app.ask.will(choose('Join without hours'));
    await run(app, 'join');
    assert.deepEqual(
      app.recorded.map(({ kind }) => kind),
      ['roster', 'status'],
    );
    const second = fakeApp({ unsent: [openRoster()] });
    second.ask.will(choose('Join without hours'));
    await run(second, 'join');
    assert.deepEqual(
      second.recorded.map(({ kind }) => kind),
      ['status'],
    );
  });

  it('who thinks better of it, at whichever question, opens nothing and is not in the roster', async () => {
    const questions = [
      choose('Set time zone, hours and days off first…'),
      choose('Europe/Berlin'),
      choose('Mon–Fri 09:00–17:00'),
      enter('24 Dec'),
    ];
    for (const command of ['join', 'setHours'] as const) {
      for (let answered = 0; answered < questions.length; answered++) {
        const app = fakeApp();
        app.ask.will(...questions.slice(0, answered), dismiss());
        await run(app, command);
        assert.deepEqual(app.recorded, [], `${command}, ${answered} answered`);
      }
      const app = fakeApp();
      app.ask.will(...questions);
      await run(app, command);
      assert.deepEqual(
        app.recorded.map(({ kind }) => kind),
        ['roster', 'status'],
      );
      assert.equal(app.ask.picks[0]?.title, 'Join acme/team', 'what joining means was said');
    }
  });

  it('setting a status before joining is joining; who has joined is told so', async () => {
    const app = fakeApp();
    app.ask.will(dismiss());
    await run(app, 'setStatus');
    assert.equal(app.ask.picks[0]?.title, 'Join acme/team');
    const again = joined();
    await run(again, 'join');
    assert.deepEqual(again.ask.messages, ['You have already joined acme/team']);
  });

  it('a disk that refuses the roster records no status either', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace()];
    app.ask.will(choose('Join without hours'));
    await run(app, 'join');
    assert.deepEqual(app.recorded, []);
    assert.match(app.ask.messages[0] ?? '', /^Could not save: ENOSPC/);
  });
});

describe('the guided questions', () => {
  it('ask for zone, hours and days off, and save what was changed at once', async () => {
    const app = joined();
    app.ask.will(choose('Europe/Berlin'), type('mon-thu 9-17:30, fri 9-13'), enter('24 Dec - 27 Dec'));
    await run(app, 'setHours');
    const [changes] = changesOf(app);
    assert.equal(changes?.zone, undefined);
    assert.deepEqual(
      [...app.ask.picks, ...app.ask.lines].map(({ place }) => place),
      ['1/3', '2/3', '3/3'],
    );
    assert.deepEqual(changes?.hours, {
      mon: '09:00-17:30',
      tue: '09:00-17:30',
      wed: '09:00-17:30',
      thu: '09:00-17:30',
      fri: '09:00-13:00',
    });
    assert.deepEqual(changes?.off, ['2026-12-24/2026-12-27']);
    assert.deepEqual(app.ask.messages, ['Saved: Mon–Thu 09:00–17:30; Fri 09:00–13:00, Europe/Berlin']);
  });

  it('offer what stands there first: Enter leaves it, and nothing is published where all is left', async () => {
    const app = joined({ off: ['2026-12-24/2026-12-27'], zone: 'Asia/Kolkata' });
    app.ask.will(skip, skip, skip);
    await run(app, 'setHours');
    assert.deepEqual(app.ask.picks[0]?.labels.slice(0, 2), ['Asia/Kolkata', 'Europe/Berlin']);
    assert.equal(app.ask.lines[0]?.offered, '2026-12-24..2026-12-27');
    assert.deepEqual(app.recorded, []);
    assert.deepEqual(app.ask.messages, ['Nothing was changed']);
    app.ask.will(skip, skip, enter('2026-12-24'));
    await run(app, 'setHours');
    assert.deepEqual(changesOf(app), [{ off: ['2026-12-24'] }]);
  });

  it('who has said no hours passes over them: none are made up', async () => {
    const { hours: _hours, ...bare } = mine;
    const app = fakeApp({ confirmed: boardOf(statusRecord(bare)) });
    app.ask.will(choose('UTC'), skip, skip);
    await run(app, 'setHours');
    assert.deepEqual(changesOf(app), [{ zone: 'UTC' }]);
  });

  it('Escape at any of them saves nothing, and what was typed is offered again', async () => {
    const app = joined();
    app.ask.will(choose('Asia/Tokyo'), dismiss());
    app.ask.will(choose('Asia/Tokyo'), skip, dismiss('24 De'));
    app.ask.will(choose('Asia/Tokyo'), skip, dismiss());
    for (let time = 0; time < 3; time++) await run(app, 'setHours');
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.lines[1]?.offered, '24 De');
  });

  it('can be gone back through; what was answered stands there', async () => {
    const app = joined();
    app.ask.will(choose('Asia/Tokyo'), back(), choose('Asia/Tokyo'), type('fri 9-13'), back(), skip, enter('24 Dec'));
    await run(app, 'setHours');
    assert.deepEqual(
      [...app.ask.picks].map(({ labels }) => labels[0]),
      ['Europe/Berlin', 'Sat 09:00–17:00', 'Asia/Tokyo', 'Sat 09:00–17:00', 'Fri 09:00–13:00'],
    );
    assert.deepEqual(changesOf(app), [{ zone: 'Asia/Tokyo', hours: { fri: '09:00-13:00' }, off: ['2026-12-24'] }]);
  });

  it('a day of more than 14 hours is asked about; who did not mean it is asked again', async () => {
    const app = joined();
    app.ask.will(skip, type('mon 09:00-05:00'), dismiss(), type('mon 09:00-05:00'), agree, skip);
    await run(app, 'setHours');
    const asked = app.ask.transcript.flatMap((one) => (one.kind === 'confirm' ? [one.question] : []));
    assert.deepEqual(asked, ['Do you work 20 hours at a stretch?', 'Do you work 20 hours at a stretch?']);
    assert.deepEqual(changesOf(app), [{ hours: { mon: '09:00-05:00' } }]);
  });

  it('"9-5" is the day, and nobody is asked', async () => {
    const app = joined();
    app.ask.will(skip, type('mon-tue 9-5'), skip);
    await run(app, 'setHours');
    assert.deepEqual(changesOf(app), [{ hours: { mon: '09:00-17:00', tue: '09:00-17:00' } }]);
  });

  it('before joining lead back to the ways to join', async () => {
    const app = fakeApp({ confirmed: boardOf() });
    app.ask.will(choose('Set time zone, hours and days off first…'), back(), dismiss());
    await run(app, 'join');
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.unused.length, 0);
  });

  it('no days off any more is said by an empty line', async () => {
    const app = joined({ off: ['2026-12-24'] });
    app.ask.will(choose('Europe/Berlin'), choose('Sat 09:00–17:00'), enter(''));
    await run(app, 'setHours');
    assert.equal(changesOf(app)[0]?.off, null);
  });

  it('what cannot be read is said in the box', async () => {
    const app = joined();
    app.ask.will(choose('Europe/Berlin'), choose('Sat 09:00–17:00'), enter('32 Dec'), dismiss());
    await run(app, 'setHours');
    assert.match(app.ask.lines[0]?.scolded[0] ?? '', /“32 Dec” is not a date such as/);
  });

  it('dismissed at the first, save nothing; a zone alone can be set as well', async () => {
    const app = joined();
    app.ask.will(dismiss());
    await run(app, 'setHours');
    assert.deepEqual(app.recorded, []);
    app.ask.will(type('Asia/Tokyo'));
    await run(app, 'setZone');
    assert.deepEqual(changesOf(app), [{ zone: 'Asia/Tokyo' }]);
  });

  it('say of what cannot be read why', async () => {
    const app = joined({ mode: 'busy', since: appTime });
    app.ask.will(type('Atlantis'));
    await assert.rejects(async () => run(app, 'setZone'), /No time zone matches “Atlantis”/);
    app.ask.will(choose('Europe/Berlin'), type('mon-fri 25-99'));
    await assert.rejects(async () => run(app, 'setHours'), /“25-99” is not a time range such as/);
    app.ask.will(choose('Change end time…'), type('the cows come home'));
    await assert.rejects(async () => run(app, 'setStatus'), /“the cows come home” is not a time such as/);
  });

  it('read days off on the clocks of the zone just chosen', async () => {
    const app = joined();
    app.now = () => Date.parse('2026-11-21T23:30:00Z');
    app.ask.will(choose('UTC'), choose('Sat 09:00–17:00'), enter('21 Nov'));
    await run(app, 'setHours');
    assert.deepEqual(changesOf(app)[0]?.off, ['2026-11-21']);
  });

  it('take no zone that is none', async () => {
    const app = joined();
    app.ask.will(type('+01:00'));
    await assert.rejects(async () => run(app, 'setZone'), /no such choice/);
  });
});

describe('the team file', () => {
  const open = (app: FakeApp, row?: string) => handlers['makertime.openTeamFile'](app, row);
  const repository = {
    id: 10,
    owner: 'acme',
    name: 'team',
    hasIssues: true,
    archived: false,
    role: 'write',
    defaultBranch: 'trunk',
  } as const;
  const teamFile = { members: [], expectations: {}, quiet: [], categories: {}, labels: {}, problems: [] };

  it('opens in the clone that is open here, at the line of the problem', async () => {
    const app = fakeApp({ confirmed: board([], { teamFile }) });
    app.world.clones = ['acme/team'];
    await open(app, 'teamFile/7/expectations.blocker');
    assert.deepEqual(app.deeds, ['clone acme/team .github/makertime.yml:7 true']);
  });

  it('else on GitHub: as it is, or to be written with explanations', async () => {
    const app = fakeApp({ confirmed: board([], { teamFile }) });
    app.world.repositories = { 'acme/team': repository };
    await open(app, 'teamFile/7/x');
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/blob/trunk/.github/makertime.yml?plain=1#L7']);
    const none = fakeApp();
    none.world.repositories = { 'acme/team': repository };
    await open(none);
    const [deed = ''] = none.deeds;
    assert.ok(
      deed.startsWith('open https://github.example/acme/team/new/trunk?filename=.github%2Fmakertime.yml&value='),
    );
    assert.match(decodeURIComponent(deed), /expectations:/);
  });

  it('says why where GitHub cannot be asked', async () => {
    const app = fakeApp();
    app.world.repositories = { 'acme/team': { kind: 'offline' } };
    await open(app);
    assert.deepEqual(app.ask.messages, ['Could not reach GitHub']);
  });
});

describe('finding a member', () => {
  const people = boardOf(
    statusRecord(mine),
    statusRecord({ mode: 'busy', until: '2026-11-21T15:00:00Z', zone: 'Asia/Kolkata' }, { by: bo }),
  );
  const work = new Map([[9, { number: 9, title: 'Paint it', kind: 'issue', people: [bo.id] } as const]]);

  it('offers everybody, then what can be done', async () => {
    const app = fakeApp({ confirmed: { ...people, work } });
    app.ask.will(choose('bo'), choose('#9 Paint it'));
    await handlers['makertime.findMember'](app);
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/issues/9']);
    app.ask.will(choose('Open on GitHub'));
    await handlers['makertime.findMember'](app, 'member/bo');
    assert.equal(app.deeds[1], 'open https://github.example/bo');
  });

  it('finds them by their name as well', async () => {
    const names = new Map([[bo.id, { number: bo.id, name: 'Bo Lindqvist' }]]);
    const app = fakeApp({ confirmed: { ...people, names } });
    const asked: string[] = [];
    const { pick } = app.ask;
    app.ask.pick = (title, choices, picking) => {
      asked.push(title, ...choices.map(({ label, description }) => [label, description].filter(Boolean).join(' | ')));
      return pick(title, choices, picking);
    };
    app.ask.will(choose('bo'), choose('Open on GitHub'));
    await handlers['makertime.findMember'](app);
    assert.ok(
      asked.some((one) => /^bo( · .*)? \| .*Bo Lindqvist/.test(one)),
      asked.join('\n'),
    );
    assert.ok(asked.includes('@bo (Bo Lindqvist)'), asked.join('\n'));
  });

  it('opens the work on a row, and nothing that is no row', async () => {
    const app = fakeApp({ confirmed: people });
    await handlers['makertime.openWork'](app, 'member/bo/work/9');
    await handlers['makertime.openWork'](app, 'member/bo/work/9/../../x');
    await handlers['makertime.openWork'](app, { evil: true });
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/issues/9']);
  });

  it('says so where nobody has joined', async () => {
    const app = fakeApp();
    await handlers['makertime.findMember'](app);
    assert.deepEqual(app.ask.messages, ['Nobody has joined yet']);
  });
});
