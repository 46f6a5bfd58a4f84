import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEntry, writeEntry } from '../../../../src/disk/outbox/entry.js';
import { itemKey } from '../../../../src/model/board/item.js';
import { facts, type Mutation, type MutationKind } from '../../../../src/model/board/mutation.js';
import { blankStatus, changedStatus, modes, type StatusChanges } from '../../../../src/model/people/member.js';
import { encode } from '../../../../src/records/block.js';
import { readStatus } from '../../../../src/records/roster.js';
import {
  ana,
  at,
  capture,
  comment,
  edit,
  givePromise,
  newId,
  promiseAsked,
  resolve,
  setStatus,
} from '../../../lib/fakes/builders.js';
import { mutationOf } from '../../arbitraries.js';

const key = itemKey(1, newId());
const one = capture({ title: 'the beam — 💡', notes: 'line\nline "quoted" \\u0041' });
const text = writeEntry(one);

function survives(mutations: fc.Arbitrary<Mutation>, numRuns: number): void {
  fc.assert(
    fc.property(mutations, fc.boolean(), (mutation, isRefused) => {
      const reason = { kind: 'forbidden', detail: 'no "right"' } as const;
      const read = readEntry(writeEntry(mutation, isRefused ? reason : undefined), mutation.id);
      assert.deepEqual(read, { kind: 'entry', mutation, ...(isRefused && { reason }) });
    }),
    { numRuns },
  );
}

describe('disk: entry', () => {
  it('reads back what it wrote, whatever the words', () => {
    const letters = ['a', 'é', '💡', '\ud800', '"', '\\', '\n', '\r', '\0', '\u2028', '\u202e', '<', '__proto__'];
    const words = fc.array(fc.constantFrom(...letters), { maxLength: 9 }).map((parts) => parts.join(''));
    const mutations: fc.Arbitrary<Mutation> = fc.oneof(
      fc.tuple(words, words).map(([title, notes]) => capture({ title, notes }, { replaces: newId() })),
      words.map((body) => comment(key, body, { number: 7 })),
      words.map((title) => edit(key, { title, owner: null })),
      fc.constant(resolve(key)),
    );
    survives(mutations, 40);
  });

  for (const kind of Object.keys(facts) as MutationKind[])
    it(`every mutation survives the disk: ${kind}`, () => survives(mutationOf(kind), 40));

  it('is torn wherever it is cut off', () => {
    for (let length = 0; length < text.length; length++)
      assert.deepEqual(readEntry(text.slice(0, length), one.id), { kind: 'torn' }, `${length} of ${text.length}`);
  });

  it('is never other words for a flipped bit', () => {
    const bytes = Buffer.from(text);
    for (let index = 0; index < bytes.length; index++) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (bytes[index] ?? 0) ^ (1 << (index % 8));
      const read = readEntry(flipped.toString(), one.id);
      if (read.kind === 'entry') assert.deepEqual(read.mutation, one, `byte ${index}`);
    }
  });

  it('is never other words for any damage', () => {
    const damage = fc.array(fc.tuple(fc.nat(text.length), fc.nat(2), fc.string({ maxLength: 3 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, (cuts) => {
        const damaged = cuts.reduce(
          (whole, [at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length),
          text,
        );
        const read = readEntry(damaged, one.id);
        if (read.kind === 'entry') assert.deepEqual(read.mutation, one);
      }),
    );
  });

  it('reading is total', () => {
    for (const strange of [
      '',
      '\n',
      'null\n',
      '[]\n',
      '{}\n',
      '1\n',
      '{"makertime":"2"}\n',
      '\0\0\0\n',
      '{"makertime":1,"mutation":null}\n',
    ])
      assert.deepEqual(readEntry(strange), { kind: 'torn' }, strange);
    fc.assert(
      fc.property(fc.json(), (json) => assert.equal(readEntry(`${json}\n`).kind, 'torn')),
      { numRuns: 50 },
    );
  });

  it('a promise is read whatever it is on, and one on what is not known yet is a newer version’s', () => {
    const onItem = givePromise(itemKey(ana.id, newId()), at, { number: 12 });
    const onAsked = promiseAsked({ on: 'pullRequest', number: 12 }, null);
    for (const promise of [onItem, onAsked, promiseAsked({ on: 'discussion', number: 12 }, at)])
      assert.deepEqual(readEntry(writeEntry(promise)), { kind: 'entry', mutation: promise });
    const on = 'commit' as never;
    assert.deepEqual(readEntry(writeEntry({ ...onAsked, on })), { kind: 'newer' });
  });

  it('knows a newer version, whatever else it holds', () => {
    for (const newer of ['{"makertime":2}\n', '{"makertime":99,"mutation":{"id":7},"sealed":true}\n'])
      assert.deepEqual(readEntry(newer, one.id), { kind: 'newer' });
  });

  const strange = (mutation: Mutation, more: object) => writeEntry({ ...mutation, ...more } as unknown as Mutation);
  for (const [name, text] of [
    ['a mutation', strange(capture(), { kind: 'vote', choice: 'yes' })],
    ['a mutation called like what every object has', strange(capture(), { kind: 'constructor' })],
    ['a kind of item', strange(capture(), { itemKind: 'memo' })],
    ['a part of a change', strange(edit(key, {}), { changes: { title: 'light', priority: 'high' } })],
    ['a status', strange(setStatus({}), { changes: { said: { mode: 'lunch' } } })],
    ['a deed', strange(resolve(key), { kind: 'attend', target: { kind: 'held' }, act: { kind: 'forward' } })],
  ] as const)
    it(`invariant 7: ${name} that only a newer Makertime knows is left to it, and damage of it is damage`, () => {
      const { id } = JSON.parse(text).mutation;
      assert.deepEqual(readEntry(text, id), { kind: 'newer' });
      assert.deepEqual(readEntry(text, newId()), { kind: 'torn' }, 'under another id');
      assert.deepEqual(readEntry(text.replace('"at":"2026', '"at":"2027'), id), { kind: 'torn' });
    });

  describe('focus that an older Makertime wrote as a mode', () => {
    const [since, until] = ['2026-11-21T09:00:00.000Z', '2026-11-21T10:30:00.000Z'];
    const written = setStatus({}, { at: since });
    const readOf = (changes: object) => {
      const read = readEntry(strange(written, { changes }), written.id);
      return read.kind === 'entry' && read.mutation.kind === 'status' ? read.mutation.changes : read;
    };

    it('is a block of its own, from when it was said to its end', () => {
      const { said, focusing } = readOf({ said: { mode: 'focusing', until } }) as StatusChanges;
      assert.deepEqual([said?.mode, focusing], ['available', { since, until }]);
    });

    it('keeps its sentence as long as it was to be read, as one that is on GitHub does', () => {
      const changes = readOf({ said: { mode: 'focusing', text: 'the lens', until }, zone: 'Europe/Berlin' });
      const { status } = changedStatus({ status: blankStatus, edited: {} }, changes as StatusChanges, since);
      const block = { v: 1, kind: 'status', by: ana.id, mode: 'focusing', text: 'the lens', until, since };
      const body = encode('', { ...block, zone: 'Europe/Berlin' });
      const onGitHub = readStatus({ body, author: ana, number: 1, updatedAt: until });
      assert.deepEqual(status, onGitHub?.status);
    });

    it('without an end lasts four hours, and its sentence for the day', () => {
      assert.deepEqual(readOf({ said: { mode: 'focusing', text: 'the lens' } }), {
        said: { mode: 'available', text: 'the lens' },
        focusing: { since, until: '2026-11-21T13:00:00.000Z' },
      });
    });

    it('changes nothing else that was said with it, and no other mode', () => {
      const others = { zone: 'UTC', windows: ['11:00'], off: null, mood: 'calm' };
      const {
        said: _said,
        focusing: _focusing,
        ...rest
      } = readOf({
        said: { mode: 'focusing', until },
        ...others,
      }) as Record<string, unknown>;
      assert.deepEqual(rest, others);
      for (const mode of modes) assert.deepEqual(readOf({ said: { mode, until } }), { said: { mode, until } });
    });

    it('is read without a word where even its time is damaged', () => {
      const odd = strange(written, { at: 'soon', changes: { said: { mode: 'focusing' } } });
      assert.doesNotThrow(() => readEntry(odd, written.id));
    });
  });

  it('what is added beside the parts a kind has is kept', () => {
    const more = { mood: 'calm', words: { title: 'stuck', tone: 'kind' }, context: { branch: 'main', folder: 'x' } };
    const read = readEntry(strange(one, more), one.id);
    assert.deepEqual(read, { kind: 'entry', mutation: { ...one, ...more } });
  });

  it('is not accepted under another id', () => {
    assert.deepEqual(readEntry(text, newId()), { kind: 'torn' });
  });
});
