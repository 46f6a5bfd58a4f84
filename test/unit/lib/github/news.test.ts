import assert from 'node:assert/strict';
import { doSomething } from '../../../lib/github/sampleDay.js';
import { buildSampleTeam } from '../../../lib/github/sampleTeam.js';
import type { Github } from '../../../lib/github/simulation.js';
import { createGithub } from '../../../lib/github/simulation.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { handClock, start, team } from './team.js';

const at = 'acme/team';

/** Who has which unread threads, by login: `1 mention`. */
const news = (github: Github, logins = ['read', 'triage', 'write', 'maintain', 'admin', 'olga', 'member']) =>
  Object.fromEntries(
    logins
      .map((login) => {
        const unread = github.threads(login).filter((thread) => thread.unread);
        return [login, unread.map(({ number, reason }) => `${number} ${reason}`).join()] as const;
      })
      .filter(([, said]) => said !== ''),
  );

describe('simulated GitHub: who hears of what', () => {
  it('tells whoever is meant by a new issue, and never whoever wrote it', () => {
    const { github } = team();
    github.as('write').createIssue(at, {
      title: 'Beam, @Read',
      body: 'Ask @triage, @write, @olga and @nobody',
      assignees: ['admin', 'write'],
    });
    assert.deepEqual(news(github), { read: '1 mention', triage: '1 mention', admin: '1 assign' });
  });

  it('tells author, assignees, commenters and mentioned people of a comment, in one thread each', () => {
    const { github, clock } = team();
    github.as('read').createIssue(at, { title: 'Beam' });
    assert.deepEqual(news(github), {});
    github.as('write').assign(at, 1, 'maintain');
    github.as('triage').comment(at, 1, 'Seen here, too');
    assert.deepEqual(news(github), { read: '1 author', maintain: '1 assign' });
    clock.advance(5000);
    const { id } = github.as('write').comment(at, 1, 'Thanks, @admin');
    assert.deepEqual(news(github), {
      read: '1 author',
      triage: '1 comment',
      maintain: '1 assign',
      admin: '1 mention',
    });
    const [thread, ...others] = github.threads('read');
    assert.deepEqual(others, []);
    assert.deepEqual([thread?.latestComment, thread?.updatedAt], [id, Math.floor(start / 1000) * 1000 + 5000]);
  });

  it('keeps the strongest reason, and a thread comes back unread from where it was put away', () => {
    const { github } = team();
    const reason = () => github.threads('maintain').map((one) => `${one.reason} ${one.unread} ${one.done}`);
    github.as('maintain').createIssue(at, { title: 'Beam' });
    github.as('write').comment(at, 1, 'Hm');
    assert.deepEqual(reason(), ['author true false']);
    github.as('maintain').finishThread(at, 1);
    assert.deepEqual(reason(), ['author false true']);
    const { id } = github.threads('maintain')[0] ?? {};
    github.as('write').comment(at, 1, '@maintain?');
    github.as('write').comment(at, 1, 'Anybody?');
    github.as('write').assign(at, 1, 'maintain');
    assert.deepEqual(reason(), ['mention true false']);
    assert.equal(github.threads('maintain')[0]?.id, id);
  });

  it('tells of closing and reopening, once; who closed it hears of what follows', () => {
    const { github } = team();
    github.as('read').createIssue(at, { title: 'Beam' });
    github.as('write').closeIssue(at, 1);
    assert.deepEqual(news(github), { read: '1 author' });
    github.as('read').readThread(at, 1);
    github.as('write').closeIssue(at, 1);
    assert.deepEqual(news(github), {});
    github.as('read').comment(at, 1, 'But');
    assert.deepEqual(news(github), { write: '1 state_change' });
    assert.equal(github.threads('write')[0]?.title, 'Beam');
    github.as('triage').reopenIssue(at, 1);
    assert.deepEqual(news(github), { read: '1 author', write: '1 state_change' });
    assert.equal(github.threads('write')[0]?.latestComment, null);
  });

  it('tells nobody of edits, labels, locks, dependencies and what is taken back', () => {
    const { github } = team();
    const write = github.as('write');
    const blocker = write.createIssue(at, { title: 'Power' });
    github.as('read').createIssue(at, { title: 'Beam' });
    const { id } = write.comment(at, 2, 'Hm');
    write.assign(at, 2, 'admin');
    for (const login of ['read', 'admin']) github.as(login).readThread(at, 2);
    write.editComment(at, id, 'Hm, @triage');
    write.editIssue(at, 2, { title: 'Beam is down', body: '@admin' });
    write.label(at, 2, 'blocked');
    write.lockIssue(at, 2);
    write.addBlocker(at, 2, blocker.id);
    write.unassign(at, 2, 'admin');
    write.deleteComment(at, id);
    assert.deepEqual(news(github), {});
  });

  it('tells of assignment by whichever way it comes, and only those who are new', () => {
    const { github } = team();
    const write = github.as('write');
    write.createIssue(at, { title: 'Beam', assignees: ['admin'] });
    github.as('admin').readThread(at, 1);
    write.editIssue(at, 1, { assignees: ['admin', 'maintain'] });
    assert.deepEqual(news(github), { maintain: '1 assign' });
    write.assign(at, 1, 'admin', 'write');
    assert.deepEqual(news(github), { maintain: '1 assign' });
  });

  it('asks for review', () => {
    const { github } = team();
    const number = github.addPullRequest(at, { author: 'write', title: 'Fix the beam', body: '@triage may care' });
    github.as('maintain').requestReview(at, number, 'read');
    assert.deepEqual(news(github), { read: '1 review_requested', triage: '1 mention' });
    assert.equal(github.threads('read')[0]?.kind, 'PullRequest');
    assert.throws(() => github.as('maintain').requestReview(at, number, 'write'), { status: 422 });
    assert.throws(() => github.as('maintain').requestReview(at, number, 'olga'), { status: 422 });
    assert.throws(() => github.as('read').requestReview(at, number, 'admin'), { status: 403 });
    github.as('write').createIssue(at, { title: 'Beam' });
    assert.throws(() => github.as('write').requestReview(at, 2, 'admin'), { status: 404 });
  });

  it('tells watchers everything, as such until they have to do with it', () => {
    const { github } = team();
    github.as('admin').watch(at);
    assert.throws(() => github.as('olga').watch(at), { status: 404 });
    github.as('read').createIssue(at, { title: 'Beam' });
    assert.deepEqual(news(github), { admin: '1 subscribed' });
    github.as('admin').comment(at, 1, 'Mine');
    github.as('read').comment(at, 1, 'Thanks');
    assert.deepEqual(news(github), { read: '1 author', admin: '1 comment' });
    github.as('admin').unwatch(at);
    github.as('read').createIssue(at, { title: 'Power' });
    assert.deepEqual(news(github), { read: '1 author', admin: '1 comment' });
  });

  it('tells nobody who could not read it', () => {
    const { github } = team();
    github.as('read').createIssue(at, { title: 'Beam' });
    github.setRole(at, 'read', 'none');
    github.as('write').comment(at, 1, '@read @olga @member');
    assert.deepEqual(news(github), {});
  });

  it('takes followers along when an issue is transferred, and tells them nothing of it', () => {
    const { github } = team();
    github.as('read').createIssue('acme/open', { title: 'Beam' });
    const number = github.transferIssue('acme/open', 1, at);
    assert.deepEqual(news(github), {});
    github.as('write').comment(at, number, 'It is here now');
    assert.deepEqual(news(github), { read: `${number} author` });
  });

  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['@read', ['read']],
    ['(@READ), @triage: look. cc @write.', ['read', 'triage', 'write']],
    ['**Needed from:** @read\n\n<!-- makertime {"v":1,"note":"@triage"} -->', ['read']],
    ['<!-- never closed @read', []],
    ['`@read` and ``x ` @triage`` but @write', ['write']],
    ['a ` alone, @read', ['read']],
    ['```ts\n@read\n```\n@triage', ['triage']],
    ['```\n<!--\n```\n@read', ['read']],
    ['<!-- ``` -->\n@read\n```\n@triage', ['read']],
    ['~~~\n@read', []],
    ['read@read.example, x@triage, @write/team, @acme/read', []],
    ['@read.example @reader @read-triage @triage_x', []],
    ['> @read wrote', ['read']],
    ['@@read @ read', ['read']],
  ];
  for (const [text, logins] of texts) {
    it(`finds in ${JSON.stringify(text)}: ${logins.join(', ') || 'nobody'}`, () => {
      const { github } = team();
      github.as('admin').createIssue(at, { title: 'Beam', body: text });
      assert.deepEqual(Object.keys(news(github)).sort(), [...logins].sort());
    });
  }

  it('reads the longest texts in no time', () => {
    const { github } = team();
    const effort = effortOf(() => {
      for (const part of ['`', '`` ` ', '<!--', '@', '```\n', '~~~ @a\n'])
        github.as('write').createIssue(at, { title: part, body: part.repeat(65_536 / part.length) });
    });
    assert.ok(effort < 1_000, `${effort} ms`);
  });

  it('gives ana threads by the acts of the sample day', () => {
    const clock = handClock();
    const github = createGithub({ clock, validate: false });
    const sample = buildSampleTeam(github, { clock });
    const before = github.threads('ana').length;
    assert.ok(before > 0);
    for (let count = 0; count < 30; count++) {
      const now = clock.now();
      const happening = doSomething(github, sample, now);
      const fresh = github.threads('ana').filter(({ updatedAt }) => updatedAt > now - 1000);
      assert.ok(happening !== 'said' || fresh.length === 0, 'a status is edited, and tells nobody');
      clock.advance(120_000);
    }
    const reasons = new Set(github.threads('ana').map(({ reason }) => reason));
    assert.ok(
      github.threads('ana').length > before && reasons.has('mention') && reasons.has('author'),
      [...reasons].join(),
    );
    const roster = github.threads('ana').find(({ number }) => number === sample.roster);
    assert.ok((roster?.updatedAt ?? 0) < start, 'the roster is quiet');
  });
});
