import assert from 'node:assert/strict';
import { webPageOf } from '../../../../src/model/board/remoteUrl.js';

describe('a page that a browser is sent to', () => {
  const server = 'https://github.example';
  for (const [address, expected] of [
    ['https://github.example/acme/team/issues/7#c=1&d', 'https://github.example/acme/team/issues/7#c=1&d'],
    ['HTTPS://GITHUB.EXAMPLE/acme', 'https://github.example/acme'],
    ['https://github.example', 'https://github.example/'],
    ['https://github.example/../../x', 'https://github.example/x'],
    ['https://github.example.evil.example/', undefined],
    ['https://github.example@evil.example/', undefined],
    ['https://evil@github.example/', undefined],
    ['https://github.example:8443/', undefined],
    ['http://github.example/', undefined],
    ['//evil.example/', undefined],
    ['/acme/team', undefined],
    ['blob:https://github.example/0123', undefined],
    ['view-source:https://github.example/', undefined],
    ['javascript:https://github.example/%0aalert(1)', undefined],
    ['command:workbench.action.terminal.new', undefined],
    ['vscode://evil.extension/run', undefined],
    ['file:///etc/passwd', undefined],
    ['data:text/html,<script>', undefined],
    ['', undefined],
  ] as const)
    it(`${address}: ${expected ?? 'none'}`, () => assert.equal(webPageOf(address, server), expected));

  it('is none on a server that is none of the web', () => {
    assert.equal(webPageOf('vscode://evil.extension/run', 'vscode://evil.extension'), undefined);
  });
});
