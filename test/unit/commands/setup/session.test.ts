import assert from 'node:assert/strict';
import type { Inspected } from '../../../../src/app/app.js';
import { readName } from '../../../../src/commands/setup/connect.js';
import { handlers } from '../../../../src/commands/table.js';
import { serverFrom } from '../../../../src/model/board/remoteUrl.js';
import { bo, capture, team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, type } from '../../../lib/fakes/fakeAsk.js';

const right: Inspected = {
  id: 20,
  owner: 'Acme',
  name: 'Crew',
  hasIssues: true,
  archived: false,
  role: 'write',
  defaultBranch: 'main',
};
const github = { kind: 'github', server: 'https://github.com' } as const;
const enterprise = { kind: 'github-enterprise', server: 'https://ghes.example' } as const;

/** Somebody with an account and no team. */
function unconnected(): FakeApp {
  const app = fakeApp();
  app.store.update(({ team: _team, ...state }) => state);
  app.world.repositories = { 'acme/crew': right };
  return app;
}
function signedOut(): FakeApp {
  const app = unconnected();
  app.store.update(({ account: _account, ...state }) => state);
  return app;
}

describe('connecting a team repository', () => {
  it('offers what was connected before, then remotes of the workspace, each once', async () => {
    const app = unconnected();
    app.world.recent = [{ id: 20, owner: 'acme', name: 'crew' }];
    app.world.remotes = [
      { owner: 'Acme', name: 'Crew' },
      { owner: 'acme', name: 'lighthouse' },
    ];
    app.ask.will(dismiss());
    await handlers['makertime.connect'](app);
    assert.deepEqual(
      app.ask.picks[0]?.labels.map((label) => label.toLowerCase()),
      ['acme/crew', 'acme/lighthouse'],
    );
    assert.equal(app.state().team, undefined);
  });

  for (const typed of [
    'acme/crew',
    ' acme/crew ',
    'https://github.example/acme/crew',
    'https://github.example/acme/crew.git/',
  ])
    it(`takes ${JSON.stringify(typed)}, under the name GitHub gives it`, async () => {
      const app = unconnected();
      app.ask.will(type(typed), dismiss());
      await handlers['makertime.connect'](app);
      assert.deepEqual(app.deeds, ['connect Acme/Crew 20']);
      assert.deepEqual(app.ask.messages, ['Connected to acme/crew']);
    });

  it('tells somebody who may only read what does not work there', async () => {
    const app = unconnected();
    app.world.repositories = { 'acme/crew': { ...right, role: 'read' } };
    app.ask.will(type('acme/crew'), dismiss());
    await handlers['makertime.connect'](app);
    assert.deepEqual(app.ask.messages, ['Connected to acme/crew; your role there cannot add labels']);
  });

  it('asks again with the reason, and the name in the box, until one will do', async () => {
    const app = unconnected();
    app.world.repositories = {
      'acme/silent': { ...right, name: 'silent', hasIssues: false },
      'acme/old': { ...right, name: 'old', archived: true },
      'acme/far': { kind: 'offline' },
      'acme/crew': right,
    };
    app.ask.will(
      type('acme/missing'),
      enter('acme/silent'),
      enter('acme/old'),
      enter('acme/far'),
      enter('nonsense'),
      enter('acme/crew'),
      dismiss(),
    );
    await handlers['makertime.connect'](app);
    assert.deepEqual(
      app.ask.lines.map(({ offered, problem, scolded }) => [offered, problem, ...scolded]),
      [
        ['acme/missing', 'Not found, or this account has no access to it'],
        ['acme/silent', 'Issues are disabled in Acme/silent: enable them in its settings on GitHub'],
        ['acme/old', 'Acme/old is archived and read-only: unarchive it or connect another repository'],
        ['acme/far', 'Could not reach GitHub', 'Enter it as owner/name'],
      ],
    );
    assert.deepEqual(app.deeds, ['connect Acme/Crew 20']);
  });

  it('does not take an address of another server for a repository of this one, and says why', async () => {
    const wrong = 'This address is on ghes.corp.example, and this account is on github.example';
    const app = unconnected();
    app.ask.will(type('https://ghes.corp.example/acme/crew'));
    await assert.rejects(async () => handlers['makertime.connect'](app), new RegExp(`no such choice.*${wrong}`));
    const again = unconnected();
    again.ask.will(
      type('acme/missing'),
      enter('git@ghes.corp.example:acme/crew.git'),
      enter('git@github.example:acme/crew.git'),
      dismiss(),
    );
    await handlers['makertime.connect'](again);
    assert.deepEqual(again.ask.lines[0]?.scolded, [wrong]);
    assert.deepEqual(again.deeds, ['connect Acme/Crew 20']);
  });

  it('giving up connects nothing', async () => {
    const app = unconnected();
    app.ask.will(type('acme/missing'), dismiss());
    await handlers['makertime.connect'](app);
    assert.deepEqual(app.deeds, []);
  });

  it('comes before a first capture, and the capture goes on', async () => {
    const app = unconnected();
    app.ask.will(type('acme/crew'), enter('stuck'));
    await handlers['makertime.captureBlocker'](app);
    assert.equal(app.recorded[0]?.team.repository.id, 20);
  });

  it('signs in first where nobody is', async () => {
    const app = signedOut();
    app.world.sources = [github];
    app.world.people = { github: team.account };
    app.ask.will(type('acme/crew'), dismiss());
    await handlers['makertime.connect'](app);
    assert.deepEqual(app.deeds, ['sign in github usual', 'connect Acme/Crew 20']);
  });
});

describe('signing in', () => {
  it('with one way, takes it', async () => {
    const app = signedOut();
    app.world.sources = [github];
    app.world.people = { github: team.account };
    app.ask.will(dismiss());
    await handlers['makertime.signIn'](app);
    assert.deepEqual(app.deeds, ['sign in github usual']);
    assert.equal(app.ask.picks[0]?.title, 'Connect team repository');
  });

  it('with two, asks where the team is', async () => {
    const app = signedOut();
    app.world.sources = [github, enterprise];
    app.world.people = { 'github-enterprise': team.account };
    app.ask.will(choose('ghes.example'), dismiss());
    await handlers['makertime.signIn'](app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['github.com', 'ghes.example']);
    assert.deepEqual(app.deeds, ['sign in github-enterprise usual']);
  });

  it('with none, asks for a token', async () => {
    const app = signedOut();
    app.ask.will(dismiss());
    await handlers['makertime.signIn'](app);
    assert.equal(app.ask.lines[0]?.title, 'Sign in with a personal access token');
    assert.equal(app.ask.lines[0]?.place, '1/2');
  });

  it('thinking better of it changes nothing and asks nothing more', async () => {
    const app = signedOut();
    app.world.sources = [github];
    await handlers['makertime.signIn'](app);
    assert.equal(app.state().account, undefined);
    assert.deepEqual([...app.ask.lines, ...app.ask.picks, ...app.ask.messages], []);
  });

  it('another account is asked for as another', async () => {
    const app = fakeApp();
    app.world.sources = [github];
    app.world.people = { github: { ...team.account, ...bo } };
    await handlers['makertime.switchAccount'](app);
    assert.deepEqual(app.deeds, ['sign in github another']);
    assert.equal(app.state().account?.login, 'bo');
  });

  it('by token: a wrong one is asked for again with the reason, and is never shown', async () => {
    const app = signedOut();
    app.world.tokens = { ghp_right1: team.account };
    app.ask.will(
      enter('http://evil.example'),
      enter('https://ghes.example/login'),
      enter('short'),
      enter('ghp_wrong1'),
      enter(' ghp_right1 '),
      dismiss(),
    );
    await handlers['makertime.signInWithToken'](app);
    const [server, first, second] = app.ask.lines;
    assert.equal(server?.offered, 'https://github.com');
    assert.deepEqual(server?.scolded, ['Enter an https address such as https://github.com']);
    assert.deepEqual(first?.scolded, ['This is not a valid token']);
    assert.equal(second?.problem, 'GitHub rejected this token. Check it and try again.');
    assert.deepEqual([first?.isSecret, second?.isSecret, second?.offered], [true, true, '']);
    assert.deepEqual(app.deeds, ['token to https://ghes.example', 'token to https://ghes.example']);
    assert.deepEqual(app.state().account, { ...team.account, server: 'https://ghes.example' });
    assert.ok(!JSON.stringify(app.ask.transcript).includes('ghp_'));
  });

  it('by token: while GitHub cannot be reached, says that and not that the token is wrong', async () => {
    const app = signedOut();
    app.world.tokens = { ghp_right1: { kind: 'offline' } };
    app.ask.will(enter(), enter('ghp_right1'), dismiss());
    await handlers['makertime.signInWithToken'](app);
    assert.equal(app.ask.lines[2]?.problem, 'Could not reach GitHub');
    assert.equal(app.state().account, undefined);
  });
});

describe('signing out', () => {
  it('says what is kept for whom', async () => {
    const app = fakeApp({ unsent: [capture(), capture()] });
    await handlers['makertime.signOut'](app);
    assert.equal(app.state().account, undefined);
    assert.equal(app.state().unsent.length, 2);
    assert.deepEqual(app.ask.messages, ['Signed out. 2 unsent, kept for @ana']);
  });

  it('with nothing unsent, says so in two words; when nobody was, nothing', async () => {
    const app = fakeApp();
    await handlers['makertime.signOut'](app);
    await handlers['makertime.signOut'](app);
    assert.deepEqual(app.ask.messages, ['Signed out']);
  });
});

describe('the remaining commands', () => {
  it('do the one thing they are named for', async () => {
    const app = fakeApp();
    await handlers['makertime.syncNow'](app);
    await handlers['makertime.showLog'](app);
    await handlers['makertime.openGuide'](app);
    assert.deepEqual(app.deeds, ['sync', 'log', 'guide']);
  });

  for (const [name, address, isOpened] of [
    ['of the team’s server', 'https://github.example/orgs/acme/sso?authorization_request=x', true],
    ['of another server', 'https://evil.example/orgs/acme/sso', false],
    ['that only begins like it', 'https://github.example.evil.example/sso', false],
    ['with a user before it', 'https://github.example@evil.example/sso', false],
    ['on another port', 'https://github.example:8443/sso', false],
    ['without encryption', 'http://github.example/sso', false],
    ['that is none', 'https://%', false],
  ] as const)
    it(`invariant 13: a page for single sign-on ${name} is ${isOpened ? 'opened' : 'not opened'}`, async () => {
      const app = fakeApp({ sync: { trouble: { kind: 'singleSignOn', address } } });
      await handlers['makertime.authorizeSingleSignOn'](app);
      assert.deepEqual(app.deeds, isOpened ? [`open ${address}`] : []);
    });
});

describe('a name of a repository', () => {
  for (const [text, expected] of [
    ['acme/team', 'acme/team'],
    [' acme/team ', 'acme/team'],
    ['acme/team/', 'acme/team'],
    ['acme/team.git', 'acme/team'],
    ['acme/te.am_1-x', 'acme/te.am_1-x'],
    ['acme_corp/team', 'acme_corp/team'],
    ['https://github.com/acme/team', 'acme/team'],
    ['https://github.com/acme/team.git', 'acme/team'],
    ['https://GitHub.com/acme/team/', 'acme/team'],
    ['https://www.github.com/acme/team', 'acme/team'],
    ['http://github.com/acme/team', 'acme/team'],
    ['github.com/acme/team', 'acme/team'],
    ['https://github.com/acme/team/issues', 'acme/team'],
    ['https://github.com/acme/team/issues/3#issuecomment-1', 'acme/team'],
    ['https://github.com/acme/team/pull/3/files?w=1', 'acme/team'],
    ['https://github.com/acme/team/tree/fix/beam', 'acme/team'],
    ['https://github.com/acme/team?tab=readme-ov-file', 'acme/team'],
    ['https://github.com/acme/team?tab=readme-ov-file#readme', 'acme/team'],
    ['https://github.com/acme/team#readme', 'acme/team'],
    ['git@github.com:acme/team.git', 'acme/team'],
    ['ssh://git@github.com/acme/team.git', 'acme/team'],
    ['ssh://git@ssh.github.com:443/acme/team.git', 'acme/team'],
    ['git clone git@github.com:acme/team.git', 'acme/team'],
    ['git clone https://github.com/acme/team.git', 'acme/team'],
    ['gh repo clone acme/team', 'acme/team'],
    ['https://ghes.corp.example/acme/team', 'elsewhere: ghes.corp.example'],
    ['https://ghes.example:8443/acme/team.git', 'elsewhere: ghes.example:8443'],
    ['https://github.com:8443/acme/team', 'elsewhere: github.com:8443'],
    ['https://github.com@evil.example/acme/team', 'elsewhere: evil.example'],
    ['https://evil.example/acme/team?https://github.com/', 'elsewhere: evil.example'],
    ['git@ghes.corp.example:acme/team.git', 'elsewhere: ghes.corp.example'],
    ['gitlab.com/acme/team', 'elsewhere: gitlab.com'],
    ['https://github.com/acme', undefined],
    ['https://github.com', undefined],
    ['https://ghes.corp.example/acme', undefined],
    ['ftp://github.com/acme/team', undefined],
    ['file:///acme/team', undefined],
    ['acme', undefined],
    ['acme/', undefined],
    ['/team', undefined],
    ['acme/team/more', undefined],
    ['acme/..', undefined],
    ['acme/.', undefined],
    ['../team', undefined],
    ['acme/te am', undefined],
    ['acme/team?x', undefined],
    ['acme/team#x', undefined],
    ['acme/%2e%2e', undefined],
    ['acmé/team', undefined],
    [`${'a'.repeat(40)}/team`, undefined],
    [`acme/${'a'.repeat(101)}`, undefined],
    ['', undefined],
  ] as const)
    it(`${JSON.stringify(text).slice(0, 60)}: ${expected ?? 'none'}`, () => {
      const read = readName(text, 'https://github.com');
      assert.equal(read && ('host' in read ? `elsewhere: ${read.host}` : `${read.owner}/${read.name}`), expected);
    });
});

describe('an address of a server', () => {
  for (const [text, expected] of [
    ['https://github.com', 'https://github.com'],
    [' https://GitHub.com/ ', 'https://github.com'],
    ['https://github.com/acme/team?x#y', 'https://github.com'],
    ['https://ghes.example:8443', 'https://ghes.example:8443'],
    ['https://ghes.example:443', 'https://ghes.example'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:3000/x', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['http://github.com', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    ['http://localhost.evil.example', undefined],
    ['http://10.0.0.1', undefined],
    ['https://ana@github.com', undefined],
    ['https://ana:secret@github.com', undefined],
    ['https://github.com@evil.example', undefined],
    ['http://localhost:80@evil.example', undefined],
    ['ftp://github.com', undefined],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['command:evil', undefined],
    ['github.com', undefined],
    ['localhost:3000', undefined],
    ['https://', undefined],
    ['https:// github.com', undefined],
    ['', undefined],
  ] as const)
    it(`${JSON.stringify(text)}: ${expected ?? 'none'}`, () => assert.equal(serverFrom(text), expected));
});
