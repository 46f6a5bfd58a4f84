import assert from 'node:assert/strict';
import { type Answered, roles, type Team, team } from './team.js';

describe('simulated GitHub: who may do what', () => {
  const issue = '/repos/acme/team/issues/1';
  const teamWithIssue = (): Team => {
    const made = team();
    made.github.as('admin').createIssue('acme/team', { title: 'Beam is down' });
    return made;
  };

  const table: readonly {
    readonly what: string;
    readonly from: number;
    readonly statusWithout?: number;
    readonly act: (team: Team, who: string) => Promise<Answered>;
  }[] = [
    {
      what: 'open issues',
      from: 0,
      act: ({ ask }, who) => ask(who, 'POST', '/repos/acme/team/issues', { title: 'Mine' }),
    },
    { what: 'comment', from: 0, act: ({ ask }, who) => ask(who, 'POST', `${issue}/comments`, { body: 'Looking' }) },
    {
      what: 'close other people’s issues',
      from: 1,
      act: ({ ask }, who) => ask(who, 'PATCH', issue, { state: 'closed' }),
    },
    { what: 'set labels', from: 1, act: labelling },
    { what: 'say what blocks an issue', from: 1, act: blocking },
    {
      what: 'create labels',
      from: 2,
      act: ({ ask }, who) => ask(who, 'POST', '/repos/acme/team/labels', { name: 'blocked' }),
    },
    { what: 'lock', from: 2, act: ({ ask }, who) => ask(who, 'PUT', `${issue}/lock`) },
    { what: 'edit other people’s comments', from: 2, act: editing },
    {
      what: 'ask for a permission',
      from: 2,
      act: ({ ask }, who) => ask(who, 'GET', '/repos/acme/team/collaborators/read/permission'),
    },
  ];

  async function labelling({ github, ask }: Team, who: string): Promise<Answered> {
    github.as('admin').createLabel('acme/team', { name: 'blocked' });
    return ask(who, 'POST', `${issue}/labels`, { labels: ['blocked'] });
  }

  async function blocking({ github, ask }: Team, who: string): Promise<Answered> {
    const blocker = github.as('admin').createIssue('acme/team', { title: 'Power is out' });
    return ask(who, 'POST', `${issue}/dependencies/blocked_by`, { issue_id: blocker.id });
  }

  async function editing({ github, ask }: Team, who: string): Promise<Answered> {
    const comment = github.as('admin').comment('acme/team', 1, 'Mine');
    return ask(who, 'PATCH', `/repos/acme/team/issues/comments/${comment.id}`, { body: 'Yours' });
  }

  for (const { what, from, act } of table) {
    it(`lets ${roles[from]} and above ${what}`, async () => {
      for (const [index, who] of roles.entries()) {
        const { status } = await act(teamWithIssue(), who);
        if (index >= from) assert.ok(status < 300, `${who}: ${status}`);
        else assert.equal(status, 403, who);
      }
    });
  }

  it('drops labels and assignees in silence without push access, on creation and on change', async () => {
    const { github, ask } = team();
    github.as('admin').createLabel('acme/team', { name: 'blocked' });
    for (const who of ['read', 'triage'] as const) {
      const wishes = { title: 'Mine', labels: ['blocked'], assignees: [who] };
      const made = await ask(who, 'POST', '/repos/acme/team/issues', wishes);
      assert.equal(made.status, 201);
      assert.deepEqual([made.json.labels, made.json.assignees, made.json.assignee], [[], [], null]);
      const changed = await ask(who, 'PATCH', new URL(made.json.url).pathname, {
        labels: ['blocked'],
        assignees: [who],
      });
      assert.deepEqual([changed.status, changed.json.labels, changed.json.assignees], [200, [], []]);
    }
  });

  it('makes unknown labels in grey for people who may create them', async () => {
    const { ask } = team();
    const { json } = await ask('write', 'POST', '/repos/acme/team/issues', { title: 'Mine', labels: ['blocked'] });
    assert.deepEqual([json.labels[0].name, json.labels[0].color], ['blocked', 'ededed']);
  });

  it('lets authors close their own issue and reopen what they closed themselves', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'Mine' });
    assert.equal((await ask('read', 'PATCH', issue, { state: 'closed' })).json.state_reason, 'completed');
    assert.equal((await ask('read', 'PATCH', issue, { state: 'open' })).json.state_reason, 'reopened');
    github.as('triage').closeIssue('acme/team', 1, 'not_planned');
    assert.equal((await ask('read', 'PATCH', issue, { state: 'open' })).status, 403);
  });

  it('hides private repositories from strangers, from the nameless and from tokens without the scope', async () => {
    const { github, ask } = teamWithIssue();
    const narrow = github.token('admin', { scopes: ['public_repo'] });
    for (const who of ['olga', undefined, narrow, 'member']) {
      assert.equal((await ask(who, 'GET', issue)).status, 404);
      assert.equal((await ask(who, 'GET', '/repos/acme/team')).status, 404);
    }
  });

  it('lets outsiders write on public repositories, but only with a name', async () => {
    const { ask } = team();
    const made = await ask('olga', 'POST', '/repos/acme/open/issues', { title: 'Hello' });
    assert.deepEqual([made.status, made.json.author_association], [201, 'NONE']);
    assert.equal((await ask(undefined, 'GET', '/repos/acme/open/issues/1')).status, 200);
    assert.equal((await ask(undefined, 'POST', '/repos/acme/open/issues', { title: 'Hello' })).status, 401);
  });

  it('says how authors stand to the repository', async () => {
    const { github, ask } = team();
    github.addUser({ login: 'kim' });
    github.addOrganization({ login: 'umbrella', owners: ['owner'], members: ['member'], concealed: ['kim'] });
    const roles = { read: 'read' } as const;
    github.addRepository({ owner: 'umbrella', name: 'site', contributors: ['olga'], roles });
    github.addRepository({ owner: 'olga', name: 'own' });
    for (const login of ['owner', 'member', 'read', 'olga', 'write', 'kim']) {
      github.as(login).createIssue('umbrella/site', { title: login });
    }
    const seenBy = async (viewer: string) => {
      const { json } = await ask(viewer, 'GET', '/repos/umbrella/site/issues?direction=asc');
      return json.map((one: { author_association: string }) => one.author_association);
    };
    assert.deepEqual(await seenBy('member'), ['MEMBER', 'MEMBER', 'COLLABORATOR', 'CONTRIBUTOR', 'NONE', 'MEMBER']);
    assert.equal((await seenBy('olga')).at(-1), 'NONE');
    assert.equal(
      (await ask('olga', 'POST', '/repos/olga/own/issues', { title: 'x' })).json.author_association,
      'OWNER',
    );
  });

  it('keeps readers out of locked conversations and everybody out of archives', async () => {
    const { github, ask } = teamWithIssue();
    github.as('admin').lockIssue('acme/team', 1);
    assert.equal((await ask('read', 'POST', `${issue}/comments`, { body: 'But' })).status, 403);
    assert.equal((await ask('write', 'POST', `${issue}/comments`, { body: 'Enough' })).status, 201);
    github.setRepository('acme/team', { archived: true });
    const refused = await ask('admin', 'POST', `${issue}/comments`, { body: 'One more' });
    assert.deepEqual([refused.status, refused.json.message], [403, 'Repository was archived so is read-only.']);
  });

  it('asks for single sign-on and leaves out what it protects', async () => {
    const { github, ask } = teamWithIssue();
    github.requireSingleSignOn('acme');
    const token = github.token('admin');
    const refused = await ask(token, 'GET', issue);
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get('x-github-sso') ?? '', /^required; url=https:\/\/github\.com\/orgs\/acme\/sso\?/);
    const listed = await ask(token, 'GET', '/user/repos');
    assert.match(listed.headers.get('x-github-sso') ?? '', /^partial-results; organizations=\d+$/);
    assert.deepEqual(namesOf(listed), ['acme/open']);
    github.authorizeToken(token, 'acme');
    assert.equal((await ask(token, 'GET', issue)).status, 200);
  });

  it('lists the repositories a person can pick from', async () => {
    const { github, ask } = team();
    github.addRepository({ owner: 'read', name: 'dotfiles', private: true });
    assert.deepEqual(namesOf(await ask('read', 'GET', '/user/repos')), ['acme/open', 'acme/team', 'read/dotfiles']);
    assert.deepEqual(namesOf(await ask('read', 'GET', '/user/repos?affiliation=owner')), ['read/dotfiles']);
    assert.deepEqual(namesOf(await ask('olga', 'GET', '/user/repos')), []);
  });

  it('shows roles in the old words and the new', async () => {
    const { ask } = team();
    const path = '/repos/acme/team/collaborators';
    const told = async (login: string) => {
      const { json } = await ask('admin', 'GET', `${path}/${login}/permission`);
      return [json.permission, json.role_name];
    };
    assert.deepEqual(await told('triage'), ['read', 'triage']);
    assert.deepEqual(await told('maintain'), ['write', 'maintain']);
    assert.deepEqual(await told('olga'), ['none', 'none']);
    const { json } = await ask('triage', 'GET', '/repos/acme/team');
    assert.deepEqual(json.permissions, { admin: false, maintain: false, push: false, triage: true, pull: true });
  });

  it('shows what deleted people wrote as by a ghost, and renamed ones under their new login', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    github.as('write').createIssue('acme/team', { title: 'Two' });
    github.deleteUser('read');
    github.renameUser('write', 'wendy');
    const { json } = await ask('admin', 'GET', '/repos/acme/team/issues?direction=asc');
    assert.deepEqual(
      json.map(({ user }: { user: { login: string } }) => user.login),
      ['ghost', 'wendy'],
    );
  });
});

const namesOf = ({ json }: Answered): string[] => json.map((one: { full_name: string }) => one.full_name);
