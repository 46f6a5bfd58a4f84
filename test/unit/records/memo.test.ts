import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proseOf } from '../../../src/records/block.js';
import { writeMemo } from '../../../src/records/memo.js';
import { editSaid, saidRecord } from '../../../src/records/thread.js';
import { ana, bo, newId } from '../../lib/fakes/builders.js';

const record = () => ({
  id: newId(),
  by: ana,
  named: [bo],
  until: '2026-11-26T20:30:00.000Z',
  zones: ['Asia/Kolkata'],
});

describe('a memo on GitHub', () => {
  it('reads as Markdown first: whose comments it asks for, and until when on whose clocks', () => {
    assert.equal(
      proseOf(writeMemo('## In short\n\nOne lamp.', record())),
      [
        '**Comments from:** @bo',
        '**Comments until:** Thu 26 Nov 2026, 20:30 UTC (Fri 02:00 in Kolkata)',
        '## In short',
        'One lamp.',
      ].join('\n\n'),
    );
    assert.match(writeMemo('x', { ...record(), named: [] }), /^\*\*Comments until:\*\* Thu/);
  });

  it('has whom it asks in the block, whatever the text is edited to, and nobody else can have written it', () => {
    const one = record();
    const body = writeMemo('x', one);
    const read = { id: one.id, kind: 'memo', memo: { named: [bo], until: one.until } };
    assert.deepEqual(saidRecord(body, ana), read);
    assert.deepEqual(saidRecord(editSaid(body, 'y') ?? '', ana), read);
    assert.equal(saidRecord(body, bo), undefined);
  });

  it('what cannot be read asks nobody, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (named, needBy) => {
        const block = { v: 1, kind: 'memo', id: newId(), by: ana.id, named, needBy };
        const text = `x\n\n<!-- makertime ${JSON.stringify(block)?.replaceAll('>', '\\u003e').replaceAll('--', '\\u002d-')} -->`;
        const memo = saidRecord(text, ana)?.memo;
        if (memo) assert.ok(!Number.isNaN(Date.parse(memo.until)) && Array.isArray(memo.named));
      }),
    );
  });
});
