import assert from 'node:assert/strict';
import { handlers } from '../../../src/commands/table.js';
import type { StatusChanges } from '../../../src/model/member.js';
import type { SetStatus } from '../../../src/model/mutation.js';
import { bo, board, boardOf, openRoster, statusRecord } from '../../support/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../support/fakeApp.js';
import { agree, choose, dismiss, enter, type } from '../../support/fakeAsk.js';

/** appTime is a Saturday, 13:00 in Berlin. */
const mine = { zone: 'Europe/Berlin', hours: { sat: '09:00-17:00' } };
const joined = (status = {}, more = {}) => fakeApp({ confirmed: boardOf(statusRecord({ ...mine, ...status }, more)) });
const changesOf = (app: FakeApp): readonly StatusChanges[] =>
  app.recorded.filter((one): one is SetStatus => one.kind === 'status').map(({ changes }) => changes);
const run = (app: FakeApp, id: 'setStatus' | 'join' | 'setHours' | 'setZone' | 'publishStatus') =>
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

  it('a mode in front chooses it', async () => {
    const app = joined();
    app.ask.will(type('Focusing crash tests for 2h'));
    await run(app, 'setStatus');
    const said = { mode: 'focusing', text: 'crash tests', until: '2026-11-21T14:00:00Z' };
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
    assert.equal(await offered({ mode: 'focusing', until }, 'still at it'), 'focusing');
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
      app.ask.will(choose('Until…'), move);
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
    app.ask.will(choose('Rough day'), choose('No rough day any more'));
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
    assert.match(app.ask.messages[0] ?? '', /^Not saved: ENOSPC.*on the clipboard/);
  });

  it('counts as newer than what is on the screen, though the clock was set back', async () => {
    const app = joined({}, { edited: { said: '2026-11-22T12:00:00.000Z' } });
    app.ask.will(choose('Busy'));
    await run(app, 'setStatus');
    assert.equal(app.recorded[0]?.at, '2026-11-22T12:00:00.001Z');
  });

  it('is put on the roster once more where it has vanished', async () => {
    const app = joined();
    await run(app, 'publishStatus');
    assert.deepEqual(changesOf(app), [{}]);
    const stranger = fakeApp();
    await run(stranger, 'publishStatus');
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
    await run(early, 'publishStatus');
    assert.equal(early.recorded.length, 1, 'nobody knows yet');
  });
});

describe('joining', () => {
  it('is Enter on the first choice: the usual week, in the zone of this machine', async () => {
    const app = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    app.ask.will(choose('Join: Mon–Fri 09:00–17:00'));
    await run(app, 'join');
    const [changes] = changesOf(app);
    assert.equal(changes?.zone, 'Europe/Berlin');
    assert.equal(changes?.hours?.mon, '09:00-17:00');
    assert.equal(app.recorded.length, 1, 'the roster is there already');
    assert.deepEqual(app.ask.messages, ['Joined acme/team']);
  });

  it('says nothing against what was said before on another machine', async () => {
    const app = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    app.ask.will(choose('Join: Mon–Fri 09:00–17:00'));
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
      choose('Choose zone, hours and days off…'),
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
    assert.deepEqual(again.ask.messages, ['You are in the roster of acme/team']);
  });

  it('a disk that refuses the roster records no status either', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace()];
    app.ask.will(choose('Join without hours'));
    await run(app, 'join');
    assert.deepEqual(app.recorded, []);
    assert.match(app.ask.messages[0] ?? '', /^Not saved: ENOSPC/);
  });
});

describe('the guided questions', () => {
  it('ask for zone, hours and days off, and save what was said at once', async () => {
    const app = joined();
    app.ask.will(choose('Europe/Berlin'), type('mon-thu 9-17:30, fri 9-13'), enter('24 Dec - 27 Dec'));
    await run(app, 'setHours');
    const [changes] = changesOf(app);
    assert.equal(changes?.zone, 'Europe/Berlin');
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

  it('offer what stands there, and keep what is passed over', async () => {
    const app = joined({ off: ['2026-12-24/2026-12-27'], zone: 'Asia/Kolkata' });
    app.ask.will(choose('Asia/Kolkata'), choose('Sat 09:00–17:00'), dismiss());
    await run(app, 'setHours');
    assert.deepEqual(app.ask.picks[0]?.labels.slice(0, 2), ['Europe/Berlin', 'Asia/Kolkata']);
    assert.equal(app.ask.lines[0]?.offered, '2026-12-24..2026-12-27');
    assert.deepEqual(changesOf(app), [{ zone: 'Asia/Kolkata', hours: { sat: '09:00-17:00' } }]);
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
    assert.match(app.ask.lines[0]?.scolded[0] ?? '', /“32 Dec” is not a day such as/);
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
    await assert.rejects(async () => run(app, 'setZone'), /No zone is called “Atlantis”/);
    app.ask.will(choose('Europe/Berlin'), type('mon-fri 25-99'));
    await assert.rejects(async () => run(app, 'setHours'), /“25-99” is not a span of hours such as/);
    app.ask.will(choose('Until…'), type('the cows come home'));
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
    assert.deepEqual(app.ask.messages, ['GitHub cannot be reached']);
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
