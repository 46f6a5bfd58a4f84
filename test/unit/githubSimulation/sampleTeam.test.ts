import assert from 'node:assert/strict';
import { readBlocker } from '../../../src/records/blocker.js';
import { doSomething, liveThroughTheDay } from '../../github/sampleDay.js';
import { buildSampleTeam } from '../../github/sampleTeam.js';
import { createGithub, type Github } from '../../github/simulation.js';
import { handClock, start } from './team.js';

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
      [8, 1],
    );
    const open = github.issues('acme/team').filter(({ state }) => state === 'open');
    const assigned = open.filter(({ assignees }) => assignees.includes(github.idOf('ana')));
    assert.ok(assigned.length > 0 && open.some(({ author }) => author === github.idOf('ana')));
    assert.ok(
      github.issues('acme/team').every(({ createdAt, updatedAt }) => createdAt <= updatedAt && updatedAt <= start),
    );
    assert.deepEqual(github.labelsOn('acme/team', 1), [], 'a reader’s label vanishes');
    assert.equal(github.log.count(), 0);
  });

  it('lives through a day in which everything readable happens, the same for the same seed', () => {
    const day = (seed: number) => {
      const { github, team } = build(seed);
      const happenings = [];
      for (let count = 0; count < 60; count++) happenings.push(doSomething(github, team, start + count * 120_000));
      assert.ok(records(github).every(({ kind }) => kind === 'ours' || kind === 'none'));
      return happenings;
    };
    const first = day(1);
    assert.deepEqual(new Set(first), new Set(['raised', 'answered', 'closed']));
    assert.deepEqual(day(1), first);
    assert.notDeepEqual(day(2), first);
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
