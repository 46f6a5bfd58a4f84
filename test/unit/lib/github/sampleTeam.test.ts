import assert from 'node:assert/strict';
import { teamFilePath } from '../../../../src/model/board/team.js';
import { workingSpans } from '../../../../src/model/hours/hours.js';
import { availability } from '../../../../src/model/reach/availability.js';
import { rotation } from '../../../../src/model/reach/rotation.js';
import { readBlocker } from '../../../../src/records/blocker.js';
import { readRoster, readStatus } from '../../../../src/records/roster.js';
import { readTeamFile } from '../../../../src/records/teamFile.js';
import { doSomething, liveThroughTheDay } from '../../../lib/github/sampleDay.js';
import { sampleStatuses } from '../../../lib/github/sampleStatuses.js';
import { buildSampleTeam } from '../../../lib/github/sampleTeam.js';
import { sampleTeamFile } from '../../../lib/github/sampleTeamFile.js';
import { createGithub, type Github } from '../../../lib/github/simulation.js';
import { handClock, start } from './team.js';

const hour = 3_600_000;
const day = 24 * hour;

describe('sample team', () => {
  const build = (seed?: number) => {
    const clock = handClock();
    const github = createGithub({ clock, validate: false });
    return { clock, github, team: buildSampleTeam(github, { clock, ...(seed !== undefined && { seed }) }) };
  };

  const records = (github: Github) =>
    github.issues('acme/team').map((issue) => {
      const by = { id: issue.author, login: github.loginOf(issue.author) };
      return readBlocker({ title: issue.title, body: issue.body ?? '' }, by, issue.number);
    });

  const statuses = (github: Github, roster: number) =>
    github.comments('acme/team', roster).map(({ id, body, author, updatedAt }) =>
      readStatus({
        body,
        author: { id: author, login: github.loginOf(author) },
        number: id,
        updatedAt: new Date(updatedAt).toISOString(),
      }),
    );

  it('is eight people in six zones, with blockers in both directions that the product can read', () => {
    const { github, team } = build();
    assert.equal(new Set(team.people.map(({ zone }) => zone)).size, 6);
    assert.deepEqual(
      Object.keys(team.tokens),
      team.people.map(({ login }) => login),
    );
    const kinds = records(github).map(({ kind }) => kind);
    assert.deepEqual(
      [kinds.filter((kind) => kind === 'ours').length, kinds.filter((kind) => kind === 'none').length],
      [8, 11],
      'blockers; the roster, the agenda and work that is nobody’s blocker',
    );
    const open = github.issues('acme/team').filter(({ state }) => state === 'open');
    const assigned = open.filter(({ assignees }) => assignees.includes(github.idOf('ana')));
    assert.ok(assigned.length > 0 && open.some(({ author }) => author === github.idOf('ana')));
    assert.ok(
      github.issues('acme/team').every(({ createdAt, updatedAt }) => createdAt <= updatedAt && updatedAt <= start),
    );
    const byHana = github.issues('acme/team').filter(({ author }) => author === github.idOf('hana'));
    assert.ok(byHana.length > 1);
    for (const { number } of byHana)
      assert.deepEqual(github.labelsOn('acme/team', number), [], 'a reader’s label vanishes');
    assert.equal(github.log.count(), 0);
  });

  it('has a roster that dana opened and six of them joined', () => {
    const { github, team } = build();
    const roster = github.issue('acme/team', team.roster);
    assert.ok(readRoster(roster.body ?? '', { id: roster.author, login: 'dana' }));
    assert.deepEqual([roster.author, github.labelsOn('acme/team', team.roster)], [github.idOf('dana'), ['makertime']]);
    const records = statuses(github, team.roster);
    assert.deepEqual(
      records.map((record) => [record?.by.login, record?.record]),
      ['dana', 'ana', 'bo', 'chidi', 'emi', 'finn'].map((login) => [login, 'ours']),
    );
    for (const record of records) {
      assert.equal(record?.status.zone, team.people.find(({ login }) => login === record?.by.login)?.zone);
      assert.equal(record?.status.since, record?.edited.said, 'nothing is dated later than its comment');
    }
    const modes = records.map((record) => record?.status.mode).sort();
    assert.deepEqual(modes, ['available', 'available', 'available', 'available', 'away', 'busy']);
    assert.equal(records.filter((record) => record?.status.focusing).length, 1);
    assert.equal(records.filter((record) => (record?.status.off ?? []).length > 0).length, 2);
  });

  it('has a team file without a mistake, whose rotation began this week', async () => {
    const { github, team } = build();
    const address = `https://api.github.com/repos/acme/team/contents/${teamFilePath}`;
    const headers = { authorization: `Bearer ${team.tokens.hana}`, accept: 'application/vnd.github.raw+json' };
    const text = await (await github.fetch(address, { headers })).text();
    const file = readTeamFile(text);
    assert.deepEqual([file.problems, file.roster], [[], team.roster]);
    assert.ok(file.members.includes('gus'));
    assert.equal(file.rotation && rotation(file.rotation, start)?.who, 'bo');
    for (let now = start; now < start + 15 * day; now += 5 * hour) {
      const { rotation: plan } = readTeamFile(sampleTeamFile(1, [], now));
      const turn = plan && rotation(plan, now);
      assert.deepEqual([turn?.who, turn?.because], ['bo', 'rotation'], new Date(now).toISOString());
    }
  });

  it('looks alive at any time of any day, and is true to everybody’s hours', () => {
    // Around the changes of the clocks in Europe and America, and today.
    for (const from of [start, Date.UTC(2026, 9, 22), Date.UTC(2027, 2, 11)]) {
      for (let now = from; now < from + 8 * day; now += 131 * 60_000) {
        const everybody = sampleStatuses(now - 21 * day, now);
        const said = everybody.map(({ login, lately }) => ({ login, ...availability(lately.declared.status, now) }));
        const declared = said.filter(({ because }) => because === 'status').map(({ state }) => state);
        assert.deepEqual(declared.sort(), ['away', 'busy'], new Date(now).toISOString());
        assert.equal(said.find(({ login }) => login === 'finn')?.state, 'away');
        const started = everybody.filter(({ lately }) => lately.declared.status.focusing).map(({ login }) => login);
        assert.equal(started.length, 1);
        assert.equal(said.find(({ login }) => login === started[0])?.state, 'focusing', new Date(now).toISOString());
        for (const { joined, lately, login } of everybody) {
          assert.ok(joined.at < lately.at && lately.at <= now, login);
          const { status } = lately.declared;
          const isWorking = workingSpans(status, lately.at - 60_000, lately.at).length > 0;
          assert.ok(isWorking || login === 'finn', `${login} spoke at work`);
        }
      }
    }
  });

  it('has two without Makertime: one is busy on GitHub, and one says nothing', () => {
    const { github } = build();
    assert.equal(github.profileStatus('gus'), undefined);
    const hana = github.profileStatus('hana');
    assert.ok(hana?.isBusy && (hana.expiresAt ?? 0) > start);
  });

  it('has work in hand beside the blockers', () => {
    const { github, team } = build();
    const others = github.issues('acme/team').filter(({ number }) => number !== team.roster);
    const requests = others.filter(({ pullRequest, state }) => pullRequest && state === 'open');
    assert.deepEqual(
      requests.map(({ author, assignees }) => [github.loginOf(author), assignees.map(github.loginOf)]),
      ['bo', 'gus', 'ana'].map((login) => [login, [login]]),
    );
    const inHand = others.filter((issue) => !issue.pullRequest && !issue.body && issue.assignees.length > 0);
    assert.equal(inHand.length, 6);
  });

  it('waits for each other: one blocker holds up two, reviews and questions are open in both directions', () => {
    const { github, team } = build();
    const titled = (wanted: string) => github.issues(team.repository).find(({ title }) => title === wanted);
    const key = titled('The key for the staging lens has expired');
    const plan = titled('Put the staging lens into the night plan');
    assert.ok(key && plan);
    assert.deepEqual(plan.blockedBy, [key.id]);
    assert.deepEqual(titled('Rehearse the night plan with the harbour')?.blockedBy, [plan.id]);
    assert.deepEqual([key.state, ...key.assignees.map(github.loginOf)], ['open', 'dana']);
    for (const login of ['ana', 'finn'])
      assert.ok(github.threads(login).some(({ reason }) => reason === 'review_requested'));
    const talk = (login: string) =>
      github.discussions(team.repository).find(({ author }) => github.loginOf(author) === login);
    assert.deepEqual([talk('ana')?.answer, talk('chidi')?.answer], [null, null]);
    assert.match(talk('chidi')?.body ?? '', /@ana/);
    const resolved = github.issues(team.repository).filter(({ state, body }) => state === 'closed' && body);
    const last = resolved.map(({ number }) => github.comments(team.repository, number).at(-1)?.author);
    assert.deepEqual(
      last.map((author) => author !== undefined && github.loginOf(author)),
      ['chidi', 'ana'],
      'the answers stand under what is resolved',
    );
  });

  it('lives through a day in which everything readable happens, the same for the same seed', () => {
    const day = (seed: number) => {
      const { github, team } = build(seed);
      const happenings = [];
      for (let count = 0; count < 60; count++) happenings.push(doSomething(github, team, start + count * 120_000));
      assert.ok(records(github).every(({ kind }) => kind === 'ours' || kind === 'none'));
      const roster = github.comments('acme/team', team.roster);
      const spoke = roster.filter(({ updatedAt }) => updatedAt > start).map(({ author }) => github.loginOf(author));
      assert.ok(spoke.length > 0 && spoke.every((login) => login === 'bo' || login === 'dana'), spoke.join());
      for (const record of statuses(github, team.roster)) {
        assert.equal(record?.record, 'ours');
        assert.ok(record?.status.zone, 'the rest of a status stays');
      }
      return happenings;
    };
    const first = day(1);
    assert.deepEqual(new Set(first), new Set(['raised', 'answered', 'closed', 'said']));
    assert.deepEqual(day(1), first);
    assert.notDeepEqual(day(2), first);
  });

  it('goes on without whoever has left the roster', () => {
    const { github, team } = build(1);
    for (const { id, author } of github.comments('acme/team', team.roster))
      github.as(github.loginOf(author)).deleteComment('acme/team', id);
    for (let count = 0; count < 30; count++) doSomething(github, team, start + count * 120_000);
    assert.equal(github.comments('acme/team', team.roster).length, 0);
  });

  it('lets something happen every couple of minutes until it is told to stop', async () => {
    const { github, clock, team } = build();
    const before = JSON.stringify(github.issues('acme/team'));
    const stop = new AbortController();
    const day = liveThroughTheDay(github, team, { clock, speed: 2, signal: stop.signal });
    clock.advance(100_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.notEqual(JSON.stringify(github.issues('acme/team')), before);
    stop.abort();
    clock.advance(100_000);
    await day;
  });
});
