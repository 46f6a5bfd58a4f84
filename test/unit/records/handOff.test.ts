import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, proseOf } from '../../../src/records/block.js';
import { type HandOffRecord, readFile, writeHandOff, writePickUp } from '../../../src/records/handOff.js';
import { saidRecord } from '../../../src/records/thread.js';
import { ana, bo, newId } from '../../lib/fakes/builders.js';

const emi = { id: 5, login: 'emi' };
const record = (more: Partial<HandOffRecord> = {}): HandOffRecord => ({
  id: newId(),
  by: ana,
  to: [bo],
  onward: [emi, ana],
  code: { repository: 'acme/lighthouse', branch: 'fix-`lamp', commit: 'a'.repeat(40) },
  files: [{ path: 'src/lamp.ts', line: 12 }, { path: 'README.md' }],
  ...more,
});

describe('a hand-off on GitHub', () => {
  it('reads as Markdown first: to whom, how it goes on, branch and files, and how it is picked up', () => {
    assert.equal(
      proseOf(writeHandOff('## State now\n\nIt flickers.', record())),
      [
        '**Handed to:** @bo',
        '**Then:** @emi, @ana',
        '**Branch:** `` fix-`lamp `` at `aaaaaaaaaa` in `acme/lighthouse`',
        '**Files:** `src/lamp.ts:12`, `README.md`',
        'Pick it up with a comment that begins with **Picked up**. Until then it stays in the hands of whoever had it last.',
        '## State now',
        'It flickers.',
      ].join('\n\n'),
    );
    const next = writeHandOff('x', record({ to: [bo, emi], isForNext: true, onward: [], files: [] }));
    assert.match(next, /^\*\*Handed to:\*\* whoever works next of @bo, @emi\n\n\*\*Branch/);
  });

  it('has its terms in the block, and nobody else can have written them', () => {
    for (const more of [{}, { to: [bo, emi], isForNext: true as const, onward: [] }]) {
      const { id, by: _by, ...handOff } = record(more);
      const body = writeHandOff('x', { id, by: ana, ...handOff });
      assert.deepEqual(saidRecord(body, ana), { id, kind: 'handOff', handOff });
      assert.equal(saidRecord(body, bo), undefined);
    }
    const decoded = decode(writeHandOff('x', record({ to: [bo, emi], isForNext: true })));
    assert.ok(decoded.kind === 'block');
    assert.deepEqual([decoded.block.to, decoded.block.among, decoded.block.branch], ['next', [bo, emi], 'fix-`lamp']);
  });

  it('terms that cannot be read are none, whatever they are', () => {
    const parts = fc.anything();
    fc.assert(
      fc.property(parts, parts, parts, parts, parts, (to, among, onward, branch, files) => {
        const block = { v: 1, kind: 'handOff', id: newId(), by: ana.id, to, among, branch, files };
        const text = JSON.stringify({ ...block, ...Object.fromEntries([['then', onward]]) }) ?? '';
        const body = `x\n\n<!-- makertime ${text.replaceAll('>', '\\u003e').replaceAll('--', '\\u002d-')} -->`;
        const { handOff } = saidRecord(body, ana) ?? {};
        if (handOff) assert.ok(handOff.to.length > 0 && handOff.files.every(({ path }) => path !== ''));
      }),
    );
  });

  it('is picked up by a comment that says of which', () => {
    const [id, of] = [newId(), newId()];
    const body = writePickUp(id, bo, of);
    assert.equal(proseOf(body), 'Picked up.');
    const decoded = decode(body);
    assert.deepEqual(decoded.kind === 'block' && decoded.block, { v: 1, kind: 'pickUp', id, by: bo.id, of });
    assert.equal(saidRecord(body, bo)?.id, id);
  });

  it('names files within the repository only', () => {
    assert.deepEqual(readFile(' src/a b.ts:3 '), { path: 'src/a b.ts', line: 3 });
    assert.deepEqual(readFile('src/a.ts:0'), { path: 'src/a.ts' });
    for (const path of ['', '/etc/passwd', '../x', 'a/../../x', 'C:x', '~/x', 'a\\b', 'a\nb', 'x'.repeat(2_000)])
      assert.equal(readFile(path), undefined, path);
  });
});
