import assert from 'node:assert/strict';
import { linkOf } from '../../../../src/views/threads/link.js';

describe('a link that somebody has written', () => {
  const server = 'http://github.example:8080';
  for (const [address, expected] of [
    ['https://lighthouse.example/log?day=3#top', 'https://lighthouse.example/log?day=3#top'],
    ['http://github.example:8080/acme', 'http://github.example:8080/acme'],
    ['https://bücher.example', 'https://xn--bcher-kva.example/'],
    ['http://lighthouse.example/', undefined],
    ['https://github.example@evil.example/', undefined],
    ['https://evil.example:x@github.example/', undefined],
    ['command:workbench.action.terminal.new', undefined],
    ['vscode://evil.extension/run', undefined],
    ['javascript:https://x', undefined],
    ['file:///etc/passwd', undefined],
    ['//evil.example/', undefined],
    ['', undefined],
  ] as const)
    it(`${address}: ${expected ?? 'none'}`, () => assert.equal(linkOf(address, server), expected));
});
