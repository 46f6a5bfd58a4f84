import assert from 'node:assert/strict';
import { ownSetting } from '../../../src/host/ownSetting.js';

describe('a setting of the person’s own', () => {
  const everywhere = {
    defaultValue: 'https://usual.example',
    workspaceValue: 'https://evil.example',
    workspaceFolderValue: 'https://evil.example/folder',
    globalLanguageValue: 'https://evil.example/language',
    workspaceLanguageValue: 'https://evil.example/language',
  };
  const configuration = (found: object | undefined) => ({
    inspect: <T>() => found as { readonly globalValue?: T } | undefined,
    get: () => 'https://evil.example',
  });

  it('is what they have set, whatever the workspace says', () => {
    const found = { ...everywhere, globalValue: 'https://github.acme.example' };
    assert.equal(ownSetting(configuration(found), 'github-enterprise.uri'), 'https://github.acme.example');
  });

  it('is none where they have set nothing, though the workspace has, or nobody knows the setting', () => {
    for (const found of [everywhere, {}, undefined])
      assert.equal(ownSetting(configuration(found), 'github-enterprise.uri'), undefined);
  });
});
