import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FromThread, readMemory, readMessage } from '../../../../src/views/threads/protocol.js';

const key = '#3';
const messages: readonly FromThread[] = [
  { kind: 'ready' },
  { kind: 'draft', key, text: '' },
  { kind: 'draft', key, to: 'DC_1', text: 'x'.repeat(100_000) },
  { kind: 'say', key, text: 'yes' },
  { kind: 'markAnswer', key, comment: 'DC_1', isOver: false },
  { kind: 'react', key, reaction: 'eyes', isOver: true },
  { kind: 'react', key, comment: 'DC_1', reaction: 'hooray', isOver: false },
  { kind: 'earlier', key },
  { kind: 'action', key, action: 'close' },
  { kind: 'unsent', key, id: '01JD3ZZZZZZZZZZZZZZZZZZZZZ', act: 'rewrite' },
  { kind: 'link', address: 'https://lighthouse.example' },
];

describe('what the page of a discussion says', () => {
  it('is read as it was said', () => {
    for (const message of messages) assert.deepEqual(readMessage({ ...message, more: 1 }), message);
  });

  it('is no message where a part is missing or strange', () => {
    for (const message of messages)
      for (const [name, value] of Object.entries(message)) {
        if (name === 'kind' && value === 'ready') continue;
        for (const strange of [undefined, null, 7, {}, [], 'x'.repeat(3_000_000)]) {
          if (strange === undefined && (name === 'to' || (name === 'comment' && message.kind === 'react'))) continue;
          assert.equal(readMessage({ ...message, [name]: strange }), undefined, `${message.kind} ${name}`);
        }
      }
    for (const reaction of ['toString', '__proto__', 'constructor', 'EYES'])
      assert.equal(readMessage({ kind: 'react', key, reaction, isOver: false }), undefined);
  });

  it('whatever it is, reading it never throws, and gives a message that reads as itself', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...messages), fc.string(), (data, message, name) => {
        for (const said of [data, { ...message, [name]: data }, { ...message, key: data }]) {
          const read = readMessage(said);
          if (read) assert.deepEqual(readMessage(read), read);
        }
        const { key: kept = '', repository = 0 } = readMemory(data);
        assert.ok(typeof kept === 'string' && Number.isInteger(repository));
      }),
    );
  });

  it('what it keeps over a restart is read part by part', () => {
    assert.deepEqual(readMemory({ key, repository: 10, x: 1 }), { key, repository: 10 });
    assert.deepEqual(readMemory({ key: '', repository: 1.5 }), {});
  });
});
