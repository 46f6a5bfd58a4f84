import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, proseOf } from '../../../src/records/block.js';
import { type DecisionRecord, withDecided, writeDecision } from '../../../src/records/decision.js';
import { editSaid, saidRecord } from '../../../src/records/thread.js';
import { ana, bo, newId } from '../../lib/fakes/builders.js';

const emi = { id: 5, login: 'emi' };
const record = (more: Partial<DecisionRecord> = {}): DecisionRecord => ({
  id: newId(),
  by: ana,
  decider: ana,
  deputy: emi,
  named: [bo, emi],
  closes: '2026-11-26T20:30:00.000Z',
  zones: ['Europe/Berlin', 'Asia/Kolkata', 'UTC', 'Mars/Olympus'],
  ...more,
});

describe('a decision on GitHub', () => {
  it('reads as Markdown first: who decides, who is asked, and until when on whose clocks', () => {
    const body = writeDecision('## Proposal\n\nOne lamp.', record());
    assert.equal(
      proseOf(body),
      [
        '**Decider:** @ana (@emi where ana is off)',
        '**Asked:** @bo, @emi',
        '**Closes:** Thu 26 Nov 2026, 20:30 UTC (21:30 in Berlin, Fri 02:00 in Kolkata)',
        'Answer with a comment that begins with **Agree**, with **Object:** and why, and what you would do instead, or with **Abstain**. A 👍 on this text agrees. The last answer counts. An objection stands until whoever raised it answers otherwise, or the decider says why not.',
        '## Proposal',
        'One lamp.',
      ].join('\n\n'),
    );
  });

  it('has its terms in the block, and nobody else can have written them', () => {
    const one = record();
    const { id, decider, deputy, named, closes } = one;
    const body = writeDecision('x', one);
    assert.deepEqual(saidRecord(body, ana), { id, kind: 'decision', terms: { decider, deputy, named, closes } });
    assert.equal(saidRecord(body, bo), undefined);
  });

  it('names what it replaces to people and in the block', () => {
    const body = writeDecision('x', record({ replaces: 41 }));
    assert.ok(proseOf(body).includes('\n\n**Replaces:** #41\n\n'));
    assert.equal(saidRecord(body, ana)?.terms?.replaces, 41);
  });

  it('terms that cannot be read are none, whatever they are', () => {
    const parts = fc.anything();
    fc.assert(
      fc.property(parts, parts, parts, parts, (decider, deputy, named, closes) => {
        const block = { v: 1, kind: 'decision', id: newId(), by: ana.id, decider, deputy, named, closes };
        const text = `x\n\n<!-- makertime ${JSON.stringify(block)?.replaceAll('>', '\\u003e').replaceAll('--', '\\u002d-')} -->`;
        const read = saidRecord(text, ana);
        if (read?.terms) assert.ok(!Number.isNaN(Date.parse(read.terms.closes)) && read.terms.decider.login !== '');
      }),
    );
  });

  it('once it is made, one line says so above, and the record stays', () => {
    const body = writeDecision('## Proposal\n\nOne lamp.', record());
    const once = withDecided(proseOf(body), 'one lamp, by ana because it is cheap');
    assert.ok(once.startsWith('**Decided:** one lamp, by ana because it is cheap\n\n**Decider:** @ana'));
    assert.ok(withDecided(once, 'two lamps').startsWith('**Decided:** two lamps\n\n**Decider:** @ana'));
    const edited = editSaid(body, once) ?? '';
    assert.equal(decode(edited).kind, 'block');
    assert.deepEqual(saidRecord(edited, ana), saidRecord(body, ana));
  });
});
