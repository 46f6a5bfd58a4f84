import assert from 'node:assert/strict';
import fc from 'fast-check';
import { channelNames } from '../../../../src/model/posting/channels.js';
import { talkPicture } from '../../../../src/views/talk/picture.js';
import { readTalkMessage } from '../../../../src/views/talk/protocol.js';

describe('what the page of how to talk sends', () => {
  it('is a message only where every part of it is as agreed', () => {
    const read = (data: unknown) => readTalkMessage(data, channelNames);
    assert.deepEqual(read({ kind: 'ready', more: 1 }), { kind: 'ready' });
    assert.deepEqual(read({ kind: 'spot', synchronicity: 0, fidelity: 1 }), {
      kind: 'spot',
      synchronicity: 0,
      fidelity: 1,
    });
    assert.deepEqual(read({ kind: 'start', way: 'memo' }), { kind: 'start', way: 'memo' });
    for (const strange of [
      null,
      'ready',
      { kind: 'spot', synchronicity: 0.5 },
      { kind: 'spot', synchronicity: Number.NaN, fidelity: 0 },
      { kind: 'spot', synchronicity: 2, fidelity: 0 },
      { kind: 'start', way: 'constructor' },
      { kind: 'start' },
    ])
      assert.equal(read(strange), undefined, JSON.stringify(strange));
    fc.assert(fc.property(fc.anything(), (data) => void read(data)));
  });

  it('what it is told has what fits first', () => {
    const { ways, words } = talkPicture({ synchronicity: 0.1, fidelity: 0.9 });
    assert.equal(ways[0]?.way, 'memo');
    assert.match(words.summary, /^Suggested: Memo\. Takes some explaining/);
  });
});
