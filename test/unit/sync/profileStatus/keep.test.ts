import assert from 'node:assert/strict';
import type { Trouble } from '../../../../src/model/board/trouble.js';
import type {
  Applied,
  Audience,
  BusyRefusal,
  GitHubStatus,
  StatusRead,
  StatusSet,
} from '../../../../src/model/focus/profileStatus.js';
import {
  askBusyAgain,
  type BusyFile,
  type BusyRemote,
  type Reconciled,
  reconcileBusy,
} from '../../../../src/sync/profileStatus/keep.js';
import { diesAt } from '../../../lib/fakes/dying.js';

const minute = 60_000;
const noon = Date.parse('2026-11-21T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * minute).toISOString();

type Weather =
  /** Arrives, and the answer does not. */
  | { readonly kind: 'lostAnswer' }
  /** Lost on the way there. */
  | { readonly kind: 'lost' }
  /** Arrives so many milliseconds after its sender gave up. */
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'refused'; readonly why: BusyRefusal }
  | { readonly kind: 'offline' };

const offline: Trouble = { kind: 'offline' };

/** GitHub as far as a status goes: one for the person, which is gone when its time is over. */
function fakeGithub(clock: { time: number }) {
  let status: GitHubStatus | undefined;
  let arriving: { at: number; status: GitHubStatus | undefined }[] = [];
  const github = {
    audience: { kind: 'organization', id: 'O_acme' } as Audience,
    /** What its clock says beside ours. */
    skew: 0,
    /** For the next requests to set, one each. */
    weather: [] as Weather[],
    /** For the next requests to read, one each. */
    sight: [] as (Weather & { kind: 'offline' | 'refused' })[],
    requests: [] as ('read' | GitHubStatus | undefined)[],
    now: () => clock.time + github.skew,
    say(said: GitHubStatus | undefined) {
      status = said;
    },
    shown(): GitHubStatus | undefined {
      for (const late of arriving.filter((one) => one.at <= github.now())) status = late.status;
      arriving = arriving.filter((one) => one.at > github.now());
      return status?.until !== undefined && Date.parse(status.until) <= github.now() ? undefined : status;
    },
    async read(): Promise<StatusRead> {
      github.requests.push('read');
      const weather = github.sight.shift();
      if (weather?.kind === 'refused') return weather;
      if (weather) return { kind: 'blocked', trouble: offline };
      const shown = github.shown();
      return { kind: 'seen', ...(shown && { status: shown }), audience: github.audience, at: github.now() };
    },
    async set(said: GitHubStatus | undefined): Promise<StatusSet> {
      github.requests.push(said);
      const weather = github.weather.shift();
      switch (weather?.kind) {
        case 'refused':
          return weather;
        case 'offline':
          return { kind: 'blocked', trouble: offline };
        case 'late':
          arriving.push({ at: github.now() + weather.ms, status: said });
          return { kind: 'unsure', trouble: offline };
        case 'lost':
          return { kind: 'unsure', trouble: offline };
        default:
          github.shown();
          status = said;
          return weather ? { kind: 'unsure', trouble: offline } : { kind: 'done' };
      }
    },
  };
  return github satisfies BusyRemote;
}

function fakeFile() {
  let text = 'null';
  const file = {
    isFull: false,
    stands: () => (JSON.parse(text) ?? undefined) as Applied | undefined,
    read: async () => file.stands(),
    async replace(before: Applied | undefined, applied: Applied | undefined) {
      if (file.isFull) throw new Error('ENOSPC');
      if (text !== JSON.stringify(before ?? null)) return false;
      text = JSON.stringify(applied ?? null);
      return true;
    },
  };
  return file satisfies BusyFile;
}

function given(before?: GitHubStatus) {
  const clock = { time: noon, now: () => clock.time };
  const github = fakeGithub(clock);
  const file = fakeFile();
  if (before) github.say(before);
  return {
    clock,
    github,
    file,
    /** @param end minutes after noon */
    reconcile: (end?: number) =>
      reconcileBusy({ remote: github, file, clock }, end === undefined ? undefined : { until: noon + end * minute }),
    pass(minutes: number) {
      clock.time += minutes * minute;
    },
    /** What was sent since the last look at it. */
    sent: () => github.requests.splice(0),
  };
}

const done: Reconciled = { kind: 'done' };
const tea: GitHubStatus = { message: 'Tea', emoji: ':tea:', isBusy: false };
const ours = (end: number, more: Partial<GitHubStatus> = {}): GitHubStatus => ({
  message: 'Focusing',
  emoji: ':dart:',
  isBusy: true,
  until: at(end),
  organization: 'O_acme',
  ...more,
});

describe('busy on GitHub while focusing', () => {
  it('is set with the end of the block and for the organization, then nothing is asked, then what stood there is back', async () => {
    const { github, file, reconcile, pass, sent } = given(tea);
    const busy = ours(50, { message: 'Tea', emoji: ':tea:' });
    assert.deepEqual(await reconcile(50), done);
    assert.deepEqual(sent(), ['read', busy]);
    assert.deepEqual(github.shown(), busy);
    for (let count = 0; count < 3; count++) assert.deepEqual(await reconcile(50), done);
    assert.deepEqual(sent(), []);
    pass(20);
    assert.deepEqual(await reconcile(), done);
    assert.deepEqual(sent(), ['read', tea]);
    assert.equal(file.stands(), undefined);
    assert.deepEqual(await reconcile(), done);
    assert.deepEqual(sent(), []);
  });

  it('says its own words where nothing stood there, and clears them', async () => {
    const { github, reconcile, pass, sent } = given();
    await reconcile(50);
    assert.deepEqual(github.shown(), ours(50));
    pass(20);
    await reconcile();
    assert.equal(github.shown(), undefined);
    assert.deepEqual(sent().slice(2), ['read', undefined]);
  });

  it('a block that ends while nothing runs: GitHub ends it, and later what stood there is back', async () => {
    for (const before of [tea, undefined]) {
      const { github, reconcile, pass, sent } = given(before);
      await reconcile(50);
      pass(50);
      assert.equal(github.shown(), undefined);
      pass(600);
      sent();
      assert.deepEqual(await reconcile(), done);
      assert.deepEqual(sent(), before ? ['read', before] : ['read']);
      assert.deepEqual(github.shown(), before);
    }
  });

  it('what stood there before a block that ended more than a day ago is not brought back, nor by the next block', async () => {
    for (const next of [undefined, 30 * 24 * 60]) {
      const { github, reconcile, pass } = given(tea);
      await reconcile(50);
      pass(50 + 24 * 60);
      assert.deepEqual(await reconcile(next), done);
      if (next !== undefined) {
        assert.deepEqual(github.shown(), ours(next));
        pass(40 * 24 * 60);
        await reconcile();
      }
      assert.equal(github.shown(), undefined);
    }
  });

  it('what stood there is not brought back when its own time is over', async () => {
    const lunch = { ...tea, message: 'Lunch', until: at(30) };
    for (const [end, back] of [
      [20, lunch],
      [40, undefined],
    ] as const) {
      const { github, reconcile, pass, sent } = given(lunch);
      await reconcile(50);
      pass(end);
      sent();
      await reconcile();
      assert.deepEqual(sent(), ['read', back]);
      assert.deepEqual(github.shown(), back);
    }
  });

  it('an extended block: the end moves, what stood there first stays the first, and its words end with it', async () => {
    const { github, reconcile, pass, sent } = given({ ...tea, until: at(30) });
    const words = { message: 'Tea', emoji: ':tea:' };
    await reconcile(25);
    assert.deepEqual(github.shown(), ours(25, words));
    await reconcile(40);
    assert.deepEqual(github.shown(), ours(40, words));
    pass(35);
    await reconcile(60);
    assert.deepEqual(github.shown(), ours(60));
    sent();
    await reconcile(60);
    assert.deepEqual(sent(), []);
    pass(1);
    await reconcile();
    assert.equal(github.shown(), undefined);
  });

  it('a busy of somebody else’s is left alone, and not looked at again for that block', async () => {
    const meeting = { message: 'Meeting', isBusy: true, until: at(5) };
    const { github, file, reconcile, pass, sent } = given(meeting);
    for (let count = 0; count < 10; count++, pass(1)) assert.deepEqual(await reconcile(50), done);
    assert.deepEqual(await reconcile(), done);
    assert.deepEqual(sent(), ['read']);
    assert.equal(file.stands(), undefined);
    await reconcile(90);
    assert.deepEqual(github.shown(), ours(90), 'the next block begins anew');
  });

  it('what somebody changed meanwhile stays: at the end, and when the block is extended', async () => {
    const words = { message: 'Tea', emoji: ':tea:' };
    const changes: readonly (GitHubStatus | undefined)[] = [
      undefined,
      tea,
      { message: 'Phone', isBusy: false },
      { message: 'Phone', isBusy: true },
      ours(20, words),
      ours(50, { ...words, message: 'Do not disturb' }),
      ours(50, { ...words, emoji: ':phone:' }),
      ours(50, { ...words, isBusy: false }),
    ];
    for (const changed of changes)
      for (const extended of [[70, 70], []]) {
        const { github, file, reconcile, pass, sent } = given(tea);
        await reconcile(50);
        pass(10);
        github.say(changed);
        sent();
        for (const end of extended) assert.deepEqual(await reconcile(end), done);
        assert.deepEqual(await reconcile(), done);
        assert.deepEqual(sent(), ['read']);
        assert.deepEqual(github.shown(), changed);
        assert.equal(file.stands(), undefined);
      }
  });

  it('what was said after a block that nobody gave back is what the next block gives back', async () => {
    const { github, reconcile, pass } = given(tea);
    await reconcile(50);
    pass(100);
    const walk = { message: 'Walk', isBusy: false };
    github.say(walk);
    await reconcile(150);
    assert.equal(github.shown()?.message, 'Walk');
    pass(1);
    await reconcile();
    assert.deepEqual(github.shown(), walk);
  });

  it('a block after a block that nobody gave back gives back what stood there before the first', async () => {
    const { github, reconcile, pass } = given(tea);
    await reconcile(50);
    pass(100);
    await reconcile(150);
    pass(1);
    await reconcile();
    assert.deepEqual(github.shown(), tea);
  });

  it('words for one organization are not shown to another, nor to everybody, and are given back to whom they were for', async () => {
    for (const audience of [{ kind: 'everybody' }, { kind: 'organization', id: 'O_acme' }] as const)
      for (const [organization, message] of [
        ['O_other', 'Focusing'],
        [undefined, 'Tea'],
        ['O_acme', audience.kind === 'everybody' ? 'Focusing' : 'Tea'],
      ] as const) {
        const before = { ...tea, ...(organization && { organization }) };
        const { github, reconcile, pass } = given(before);
        github.audience = audience;
        await reconcile(50);
        assert.equal(github.shown()?.message, message);
        assert.equal(github.shown()?.organization, audience.kind === 'organization' ? audience.id : undefined);
        pass(1);
        await reconcile();
        assert.deepEqual(github.shown(), before);
      }
  });

  it('says nothing where it is not certain who would hear it', async () => {
    const { github, file, reconcile, sent } = given();
    github.audience = { kind: 'repositoryMissing' };
    assert.deepEqual(await reconcile(50), { kind: 'later', trouble: { kind: 'repositoryMissing' } });
    assert.deepEqual(sent(), ['read']);
    assert.equal(file.stands(), undefined);
  });

  it('a block that is over by GitHub’s clock is not set, and not asked for again', async () => {
    const { github, reconcile, sent } = given(tea);
    github.skew = 10 * minute;
    for (let count = 0; count < 3; count++) assert.deepEqual(await reconcile(9), done);
    assert.deepEqual(sent(), ['read']);
    assert.deepEqual(github.shown(), tea);
  });

  for (const [weather, arrived] of [
    [{ kind: 'lostAnswer' }, true],
    [{ kind: 'lost' }, false],
    [{ kind: 'late', ms: 20_000 }, true],
  ] as const)
    it(`an answer that was lost (${weather.kind}) is given a minute, looked at, and not repeated blindly`, async () => {
      const { github, reconcile, pass, sent } = given(tea);
      const busy = ours(50, { message: 'Tea', emoji: ':tea:' });
      github.weather.push(weather);
      assert.deepEqual(await reconcile(50), { kind: 'later', trouble: offline });
      assert.deepEqual(sent(), ['read', busy]);
      for (const wanted of [50, 70, undefined]) assert.deepEqual(await reconcile(wanted), { kind: 'later' });
      assert.deepEqual(sent(), []);
      pass(1);
      assert.deepEqual(await reconcile(50), done);
      assert.deepEqual(sent(), arrived ? ['read'] : ['read', busy]);
      assert.deepEqual(github.shown(), busy);
      assert.deepEqual(await reconcile(50), done);
      assert.deepEqual(sent(), []);
    });

  for (const weather of [{ kind: 'lostAnswer' }, { kind: 'lost' }, { kind: 'late', ms: 20_000 }] as const)
    for (const [name, wanted] of [
      ['the first', undefined],
      ['an extension', 40],
    ] as const)
      it(`a lost answer (${weather.kind}) to ${name} leaves nothing behind where the block has ended meanwhile`, async () => {
        const { github, file, reconcile, pass } = given(tea);
        if (wanted !== undefined) await reconcile(wanted);
        github.weather.push(weather);
        await reconcile(50);
        pass(1);
        assert.deepEqual(await reconcile(), done);
        assert.deepEqual(github.shown(), tea);
        assert.equal(file.stands(), undefined);
      });

  it('a lost answer to giving back: what stood there is there, once', async () => {
    for (const weather of [{ kind: 'lostAnswer' }, { kind: 'lost' }, { kind: 'offline' }] as const) {
      const { github, file, reconcile, pass } = given(tea);
      await reconcile(50);
      github.weather.push(weather);
      assert.deepEqual(await reconcile(), { kind: 'later', trouble: offline });
      assert.notEqual(file.stands(), undefined);
      pass(1);
      assert.deepEqual(await reconcile(), done);
      assert.deepEqual(github.shown(), tea);
      assert.equal(file.stands(), undefined);
    }
  });

  it('trouble with looking changes nothing', async () => {
    const { github, file, reconcile, sent } = given(tea);
    github.sight.push({ kind: 'offline' }, { kind: 'offline' });
    assert.deepEqual(await reconcile(50), { kind: 'later', trouble: offline });
    assert.equal(file.stands(), undefined);
    assert.deepEqual(await reconcile(50), { kind: 'later', trouble: offline });
    assert.deepEqual(await reconcile(50), done);
    assert.equal(sent().length, 4);
  });

  it('a refusal is not asked for again until told, whether to look or to set', async () => {
    const why = { kind: 'scope', detail: 'no' } as const;
    const refusal: Reconciled = { kind: 'refused', why };
    for (const place of ['sight', 'weather'] as const) {
      const { github, file, reconcile, pass, sent } = given(tea);
      github[place].push({ kind: 'refused', why });
      for (const wanted of [50, 50, 70, undefined, 90]) assert.deepEqual(await reconcile(wanted), refusal);
      assert.equal(sent().length, place === 'sight' ? 1 : 2);
      pass(1);
      assert.deepEqual(github.shown(), tea);
      await askBusyAgain(file);
      assert.deepEqual(await reconcile(90), done);
      assert.deepEqual(github.shown(), ours(90, { message: 'Tea', emoji: ':tea:' }));
    }
  });

  it('a refusal in the middle of a block does not lose what stood there', async () => {
    const why = { kind: 'signedOut' } as const;
    for (const wanted of [undefined, 70])
      for (const place of ['sight', 'weather'] as const) {
        const { github, file, reconcile, pass } = given(tea);
        await reconcile(50);
        github[place].push({ kind: 'refused', why });
        assert.deepEqual(await reconcile(wanted), { kind: 'refused', why });
        assert.deepEqual(await reconcile(), { kind: 'refused', why });
        pass(600);
        await askBusyAgain(file);
        await askBusyAgain(file);
        assert.deepEqual(await reconcile(), done);
        assert.deepEqual(github.shown(), tea);
      }
  });

  it('what GitHub does not take back as it was is cleared instead', async () => {
    const { github, file, reconcile } = given({ ...tea, organization: 'O_left' });
    await reconcile(50);
    github.weather.push({ kind: 'refused', why: { kind: 'invalid' } });
    assert.deepEqual(await reconcile(), done);
    assert.equal(github.shown(), undefined);
    assert.equal(file.stands(), undefined);
  });

  it('durable before sent: a disk that refuses keeps everything from leaving', async () => {
    const { github, file, reconcile, sent } = given(tea);
    file.isFull = true;
    const trouble = { kind: 'disk', detail: 'Error: ENOSPC' };
    assert.deepEqual(await reconcile(50), { kind: 'later', trouble });
    assert.deepEqual(sent(), ['read']);
    assert.deepEqual(github.shown(), tea);
  });

  it('invariant 18: what another window wrote while GitHub was asked is not overwritten', async () => {
    const { clock, github, file, reconcile, pass } = given(tea);
    const slow: BusyRemote = {
      ...github,
      async read() {
        await reconcile(50);
        return github.read();
      },
    };
    const ports = { remote: slow, file, clock };
    assert.deepEqual(await reconcileBusy(ports, { until: noon + 50 * minute }), { kind: 'later' });
    pass(1);
    await reconcile();
    assert.deepEqual(github.shown(), tea);
  });

  for (const before of [undefined, tea, { ...tea, until: at(35) }])
    for (const rest of ['a minute', 'hours'] as const)
      it(`killed at every step, going on after ${rest}: no busy is left behind, and ${JSON.stringify(before)} is not lost`, async () => {
        let deaths = 0;
        for (const when of ['before', 'after'] as const)
          for (let step = 1; ; step++) {
            const life = given(before);
            const { clock, github, file } = life;
            const mortal = dying(step, when, github, file);
            const waits: readonly [wanted: number | undefined, minutes: number][] = [
              [25, 20],
              [60, 10],
              [undefined, 1],
            ];
            for (const [wanted, minutes] of waits) {
              const until = wanted === undefined ? undefined : { until: noon + wanted * minute };
              if (!mortal.isDead()) await Promise.race([reconcileBusy({ ...mortal, clock }, until), mortal.death]);
              else if (rest === 'a minute') await life.reconcile(wanted);
              life.pass(minutes);
            }
            if (rest === 'hours') {
              life.pass(60);
              assert.notEqual(github.shown()?.isBusy, true, 'the expiry sees to it');
            }
            const where = `${when} step ${step}`;
            assert.deepEqual(await life.reconcile(), done, where);
            assert.deepEqual(
              github.shown(),
              before?.until && clock.time >= Date.parse(before.until) ? undefined : before,
            );
            assert.equal(file.stands(), undefined, where);
            if (!mortal.isDead()) break;
            deaths++;
          }
        assert.ok(deaths > 20, `${deaths} deaths`);
      });
});

/** The same ports, of a process that dies before or after its k-th step. */
function dying(k: number, when: 'before' | 'after', github: BusyRemote, file: BusyFile) {
  const { death, isDead, mortal } = diesAt(k, when);
  return {
    remote: { read: mortal(github.read), set: mortal(github.set) },
    file: { read: mortal(file.read), replace: mortal(file.replace) },
    death,
    isDead,
  };
}
