// Proves with VS Code's own sessions and settings whom a token is handed out for.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSessions } from '../../src/host/account/sessions.js';
import type { Chosen } from '../../src/ports/stores.js';

const evil = 'https://evil.example';
const enterprise = 'https://github.acme.example';
const ana = { id: 1, login: 'ana' };
const chosen = (source: Chosen['source'], server: string): Chosen => ({ source, account: { ...ana, server } });

describe('a token', () => {
  const kept = new Map<string, string>();
  const secrets: vscode.SecretStorage = {
    get: async (key) => kept.get(key),
    store: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
    onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
  };
  const sessions = createSessions(secrets, () => undefined);
  after(() => sessions.dispose());

  const address = (uri: string | undefined, target: vscode.ConfigurationTarget) =>
    vscode.workspace.getConfiguration('github-enterprise').update('uri', uri, target);
  afterEach(async () => {
    for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.Global])
      await address(undefined, target);
  });
  beforeEach(function () {
    // A desktop VS Code lets an extension use a session only after a person has said so.
    if (process.env.VSCODE_TEST_HOST === 'desktop') this.skip();
  });

  it('invariant 13: of github.com is handed out for an account there, and for one on no other server', async () => {
    assert.equal(await sessions.token(chosen('github', 'https://github.com')), 'test-token-of-ana');
    for (const server of [evil, 'https://github.com.evil.example', 'http://github.com'])
      assert.equal(await sessions.token(chosen('github', server)), undefined, server);
  });

  it('invariant 13: of an Enterprise server is handed out for the one the person has set, whatever a workspace sets', async () => {
    const servers = async () => (await sessions.sources()).map(({ server }) => server);
    await address(evil, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await servers(), ['https://github.com']);
    assert.equal(await sessions.token(chosen('github-enterprise', evil)), undefined);

    await address(enterprise, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await servers(), ['https://github.com', enterprise]);
    assert.equal(await sessions.token(chosen('github-enterprise', enterprise)), 'enterprise-token-of-ana');
    assert.equal(await sessions.token(chosen('github-enterprise', evil)), undefined);
  });

  it('invariant 13: that the person has typed is kept for one account on one server', async () => {
    const { account } = chosen('token', enterprise);
    await sessions.keepToken(account, 'typed');
    assert.equal(await sessions.token(chosen('token', enterprise)), 'typed');
    assert.equal(await sessions.token(chosen('token', evil)), undefined);
    assert.equal(await sessions.token({ source: 'token', account: { ...account, id: 2 } }), undefined);
    await sessions.forgetToken(account);
    assert.equal(await sessions.token(chosen('token', enterprise)), undefined);
  });
});
