import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Content, Context } from '../../../src/model/board/item.js';
import { itemKindNames } from '../../../src/model/board/kinds.js';
import type { Changes } from '../../../src/model/board/mutation.js';
import { decode, encode, longestBody } from '../../../src/records/block.js';
import { editBlocker, type RecordText, readBlocker, writeBlocker } from '../../../src/records/blocker.js';
import { ana, bo, newId } from '../../lib/fakes/builders.js';
import { effortOf } from '../../lib/suite/effort.js';
import { hostileText, instants, present } from '../arbitraries.js';

const id = newId();
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const withoutMarker = (text: string) => text.replaceAll('<!-- makertime ', '');

/** As a capture makes them. */
const words: fc.Arbitrary<Content> = fc
  .record({
    title: hostileText,
    notes: fc.option(hostileText.map(withoutMarker), { nil: undefined }),
    owner: fc.option(fc.constantFrom('bo', 'A-9', 'x'.repeat(39)), { nil: undefined }),
    needBy: fc.option(fc.constantFrom(...instants), { nil: undefined }),
    outcome: fc.option(hostileText.map(withoutMarker).map(oneLine), { nil: undefined }),
  })
  .map((drawn) => present(drawn) as Content);

const notBlank = hostileText.map((text) => `${withoutMarker(text)}x`);
const context: fc.Arbitrary<Context> = fc
  .record({
    repository: fc.option(fc.constant('acme/lighthouse'), { nil: undefined }),
    branch: fc.option(notBlank, { nil: undefined }),
    commit: fc.option(fc.constant('0123abc0123abc0123abc0123abc0123abc01234'), { nil: undefined }),
    path: fc.option(notBlank, { nil: undefined }),
    lines: fc.option(fc.constantFrom([1, 1] as const, [10, 14] as const), { nil: undefined }),
    permalink: fc.option(fc.constant('https://github.example/acme/lighthouse/blob/0123abc/a%28b%29.ts#L1-L2'), {
      nil: undefined,
    }),
    diagnostic: fc.option(notBlank, { nil: undefined }),
  })
  .map((drawn) => present(drawn) as Context);

/** As it will be kept on the disk: a part left out and a part undefined are the same. */
const read = (text: RecordText, author = ana) =>
  JSON.parse(JSON.stringify(readBlocker(text, author, 7))) as ReturnType<typeof readBlocker>;
const bodyWith = (block: object, prose = '') => encode(prose, { v: 1, kind: 'blocker', id, by: ana.id, ...block });

describe('a blocker as an issue', () => {
  it('is read as it was written, whatever its words and context', () => {
    fc.assert(
      fc.property(fc.constantFrom(...itemKindNames), words, context, (itemKind, said, where) => {
        const found = read(writeBlocker({ id, itemKind, by: ana, words: said, context: where }));
        const notes = said.notes?.replace(/\r?\n/g, '\n').trim();
        const { notes: _notes, outcome, ...rest } = said;
        assert.deepEqual(found, {
          kind: 'ours',
          itemKind,
          id,
          words: { ...rest, ...(notes && { notes }), ...(outcome && { outcome }) },
          context: where,
        });
      }),
      { numRuns: 100 },
    );
  });

  it('reads as Markdown that a person on github.com can follow', () => {
    const { title, body } = writeBlocker({
      id,
      by: ana,
      words: {
        title: 'stuck',
        notes: 'The whole\ntext',
        owner: 'bo',
        needBy: '2026-11-24T15:00:00Z',
        outcome: 'green',
      },
      context: {
        repository: 'acme/lighthouse',
        branch: 'fix-beam',
        commit: '0123abc0123abc0123abc0123abc0123abc01234',
        path: 'src/beam.ts',
        lines: [10, 14],
        permalink: 'https://github.example/b.ts#L10-L14',
        diagnostic: "Type 'string' is not assignable. (ts2322)",
      },
    });
    assert.equal(title, 'stuck');
    const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('<!-- makertime '));
    assert.deepEqual(lines, [
      '**Needed from:** @bo',
      '**Needed by:** 24 Nov 2026, 15:00 UTC',
      '**Where:** [`src/beam.ts` lines 10–14](https://github.example/b.ts#L10-L14) on `fix-beam` at `0123abc012` in `acme/lighthouse`',
      "**Diagnostic:** `Type 'string' is not assignable. (ts2322)`",
      '**Desired outcome:** green',
      'The whole',
      'text',
    ]);
  });

  it('without a permalink names the first line beside the path', () => {
    const { body } = writeBlocker({ id, by: ana, words: { title: 'x' }, context: { path: 'a.ts', lines: [3, 5] } });
    assert.match(body, /^\*\*Where:\*\* `a\.ts:3`$/m);
  });

  it('keeps notes that look like our own lines: nothing typed is ever dropped (invariant 5)', () => {
    const notes = 'pasted from the other one:\n**Where:** in the cellar\n**Needed by:** Friday\n\nthat is all';
    const written = writeBlocker({ id, by: ana, words: { title: 'pasted', notes, owner: 'bo' } });
    const edited = editBlocker(written, { owner: 'chidi' });
    for (const line of ['in the cellar', 'Friday', 'that is all']) assert.ok(edited?.body.includes(line), line);
  });

  it('is never too large a block for its own reader, whatever the context', () => {
    const path = `${'<'.repeat(250)}/`.repeat(12);
    const found = read(
      writeBlocker({ id, by: ana, words: { title: 'x' }, context: { path, branch: '<'.repeat(1000) } }),
    );
    assert.equal(found.kind, 'ours');
  });
});

describe('who wrote a blocker', () => {
  const written = writeBlocker({ id, by: ana, words: { title: 'x' } });

  it('invariant 12, only facts from GitHub name a person: a block that names somebody else is forged', () => {
    assert.deepEqual(read(written, bo), { kind: 'forged' });
    assert.equal(read(written, ana).kind, 'ours');
  });

  for (const by of [0, -1, 1.5, '1', null, [1], { id: 1 }, true])
    it(`by ${JSON.stringify(by)} is nobody`, () => {
      assert.notEqual(read({ title: 'x', body: bodyWith({ by }) }).kind, 'ours');
    });
});

describe('a blocker that is not as we write it', () => {
  it('what people see counts: title, notes and outcome edited by hand', () => {
    const { body } = writeBlocker({
      id,
      by: ana,
      words: { title: 'before', notes: 'old notes', outcome: 'old', owner: 'bo' },
    });
    const byHand = body
      .replace('old notes', 'new notes')
      .replace('**Desired outcome:** old', '**Desired outcome:**  new ');
    const found = read({ title: 'after', body: `added on top\n\n${byHand}added below` });
    assert.equal(found.kind, 'ours');
    const { notes, ...rest } = (found as { words: Content }).words;
    assert.deepEqual(rest, { title: 'after', outcome: 'new', owner: 'bo' });
    assert.deepEqual(notes?.split('\n').filter(Boolean), ['added on top', 'new notes', 'added below']);
  });

  for (const [name, body, expected] of [
    ['no block', 'The beam is stuck', { kind: 'none' }],
    ['of another kind', encode('', { v: 1, kind: 'status', id, by: 1 }), { kind: 'none' }],
    ['an id that is none', bodyWith({ id: '../../x' }), { kind: 'unreadable', id: '#7' }],
    ['damaged by hand', '<!-- makertime {"v":1,"kind":"blo -->', { kind: 'unreadable', id: '#7' }],
    ['a newer version', bodyWith({ v: 2 }), { kind: 'newer', id }],
    ['a newer version, of which not even the id can be read', bodyWith({ v: 2, id: 5 }), { kind: 'newer', id: '#7' }],
  ] as const)
    it(`${name}: ${expected.kind}`, () => {
      const found = read({ title: 'x', body });
      assert.deepEqual('id' in found ? { kind: found.kind, id: found.id } : { kind: found.kind }, expected);
    });

  const good = {
    owner: 'bo',
    needBy: '2026-11-24T15:00:00Z',
    context: { branch: 'main', path: 'a.ts', lines: [1, 2] },
  };
  const whole = {
    words: { title: 'x', owner: 'bo', needBy: '2026-11-24T15:00:00Z' },
    context: { branch: 'main', path: 'a.ts', lines: [1, 2] },
  };
  const noOwner = { ...whole, words: { title: 'x', needBy: '2026-11-24T15:00:00Z' } };
  const noTime = { ...whole, words: { title: 'x', owner: 'bo' } };
  for (const [name, change, expected] of [
    ['an owner that is no login', { owner: '[x](http://evil)' }, noOwner],
    ['an owner that is a path', { owner: '../admin' }, noOwner],
    ['an owner that is a number', { owner: 5 }, noOwner],
    ['an owner too long', { owner: 'x'.repeat(40) }, noOwner],
    ['a time in words', { needBy: 'tomorrow' }, noTime],
    ['a time that is a number', { needBy: 1_700_000_000 }, noTime],
    ['a context that is a text', { context: 'main' }, { words: whole.words }],
    ['a context that is null', { context: null }, { words: whole.words }],
    [
      'a branch that is an object',
      { context: { ...good.context, branch: {} } },
      { words: whole.words, context: { path: 'a.ts', lines: [1, 2] } },
    ],
    [
      'a path too long',
      { context: { ...good.context, path: 'x'.repeat(1001) } },
      { words: whole.words, context: { branch: 'main', lines: [1, 2] } },
    ],
    [
      'lines from nowhere',
      { context: { ...good.context, lines: [0, 2] } },
      { words: whole.words, context: { branch: 'main', path: 'a.ts' } },
    ],
    [
      'lines that are one',
      { context: { ...good.context, lines: [1] } },
      { words: whole.words, context: { branch: 'main', path: 'a.ts' } },
    ],
    ['a commit that is none', { context: { ...good.context, commit: 'HEAD; rm -rf' } }, whole],
    ['keys nobody knows', { colour: 'red', __proto__: { by: 2 } }, whole],
  ] as const)
    it(`${name} is left out, and the rest still counts`, () => {
      const found = read({ title: 'x', body: bodyWith({ ...good, ...change }) });
      assert.deepEqual(found, { kind: 'ours', itemKind: 'blocker', id, ...expected });
    });

  for (const permalink of [
    'http://github.example/a.ts',
    'javascript:alert(1)',
    'command:evil',
    'https://github.example/a b.ts',
    'https://github.example/a(b).ts',
    'https://github.example/a.ts)[x](https://evil.example',
    'https://github.example/<img>',
    'https://github.example/"onclick="x',
    'https://github.example/a.ts\nhttps://evil.example',
    `https://github.example/${'x'.repeat(2000)}`,
    'https://',
    5,
    null,
  ])
    it(`a permalink is shown as a link, so ${JSON.stringify(permalink)?.slice(0, 60)} is dropped`, () => {
      const found = read({ title: 'x', body: bodyWith({ context: { path: 'a.ts', permalink } }) });
      assert.deepEqual('context' in found && found.context, { path: 'a.ts' });
    });

  it('a login of an enterprise-managed account has an underscore and is a login', () => {
    const found = read(writeBlocker({ id, by: ana, words: { title: 'x', owner: 'bo_acme' } }));
    assert.equal('words' in found && found.words.owner, 'bo_acme');
  });

  it('reading and editing are total: any text, with or without a block', () => {
    const block = fc.dictionary(
      fc.constantFrom('v', 'kind', 'id', 'by', 'owner', 'needBy', 'context', 'x'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1, 2, 'blocker', id, ana.id)),
    );
    fc.assert(
      fc.property(hostileText, hostileText, block, fc.boolean(), (title, text, drawn, whole) => {
        const body = whole ? encode(text, { v: 1, kind: 'blocker', id, by: ana.id, ...drawn }) : text;
        const found = read({ title, body });
        assert.ok(['none', 'forged', 'ours', 'newer', 'unreadable'].includes(found.kind));
        editBlocker({ title, body }, { owner: 'bo' });
      }),
      { numRuns: 80 },
    );
  });

  it('an unknown part nested so deep that it cannot be written again makes no edit throw', () => {
    const deep = `${'['.repeat(8_000)}${']'.repeat(8_000)}`;
    const body = `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":${ana.id},"x":${deep}} -->`;
    assert.doesNotThrow(() => editBlocker({ title: 'x', body }, { owner: 'bo' }));
  });

  it('a body as long as GitHub takes is read and edited in no time', () => {
    const lines = '**Where:** x\n`'.repeat(longestBody / 14);
    const effort = effortOf(() => {
      read({ title: 'x', body: bodyWith({}, lines) });
      editBlocker({ title: 'x', body: bodyWith({}, lines) }, { owner: 'bo' });
    });
    assert.ok(effort < 300);
  });
});

describe('editing a blocker', () => {
  const changes: fc.Arbitrary<Changes> = fc
    .record({
      title: fc.option(hostileText, { nil: undefined }),
      owner: fc.constantFrom(undefined, null, 'chidi'),
      needBy: fc.constantFrom(undefined, null, ...instants),
      outcome: fc.option(
        fc.option(
          hostileText
            .map(withoutMarker)
            .map(oneLine)
            .map((text) => `${text}x`),
          { nil: null },
        ),
        { nil: undefined },
      ),
    })
    .map((drawn) => present(drawn) as Changes);

  it('changes what it names, keeps the rest, and twice is the same as once', () => {
    fc.assert(
      fc.property(words, context, changes, (said, where, change) => {
        const before = writeBlocker({ id, by: ana, words: said, context: where });
        const once = editBlocker(before, change);
        assert.ok(once);
        assert.deepEqual(editBlocker(once, change), once);
        const then = read(before) as { words: Content };
        const now = read(once) as { words: Content; context: Context };
        assert.deepEqual(now.context, where);
        for (const name of ['title', 'notes', 'owner', 'needBy', 'outcome'] as const) {
          const changed = name === 'notes' ? undefined : change[name];
          assert.equal(now.words[name], changed === undefined ? then.words[name] : (changed ?? undefined), name);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('invariant 7, unknown data survives: keys of other versions', () => {
    const body = bodyWith({ colour: 'red', nested: { deep: [1, '-->'] }, owner: 'bo' }, 'hand-written');
    const edited = decode(editBlocker({ title: 'x', body }, { owner: null })?.body ?? '');
    assert.deepEqual('block' in edited && edited.block, {
      v: 1,
      kind: 'blocker',
      id,
      by: ana.id,
      colour: 'red',
      nested: { deep: [1, '-->'] },
    });
  });

  it('invariant 7, unknown data survives: keys of other versions within the context', () => {
    const where = { branch: 'main', task: 'npm test' };
    const edited = decode(editBlocker({ title: 'x', body: bodyWith({ context: where }) }, { owner: 'bo' })?.body ?? '');
    assert.deepEqual('block' in edited && edited.block.context, where);
  });

  it('invariant 7: a newer record, a damaged one and no record are never rewritten', () => {
    for (const body of [bodyWith({ v: 2 }), '<!-- makertime {"v":1 -->', 'prose', ''])
      assert.equal(editBlocker({ title: 'x', body }, { owner: 'bo' }), undefined);
  });

  it('keeps what people wrote by hand above, between and below, lines from Windows included', () => {
    const { body } = writeBlocker({
      id,
      by: ana,
      words: { title: 'x', notes: 'notes', owner: 'bo', outcome: 'green' },
    });
    const byHand = `above\n\n${body.replace('\n**Desired', '\nbetween\n**Desired')}below`.replaceAll('\n', '\r\n');
    const once = editBlocker({ title: 'x', body: byHand }, { owner: 'chidi' });
    assert.ok(once);
    for (const part of ['above', 'notes', 'between', 'below']) assert.ok(once.body.includes(part), part);
    assert.deepEqual(editBlocker(once, { owner: 'chidi' }), once);
  });
});

describe('untrusted text in our own lines', () => {
  /** What of a paragraph Markdown would look at: everything outside code spans (a run of backticks to the next equal run). */
  function outsideCode(paragraph: string): string {
    let rest = '';
    for (let at = 0; at < paragraph.length; ) {
      const run = /^`+/.exec(paragraph.slice(at))?.[0];
      if (!run) {
        rest += paragraph[at++];
        continue;
      }
      const end = [...paragraph.slice(at + run.length).matchAll(/`+/g)].find(([other]) => other.length === run.length);
      if (end) at += run.length + end.index + run.length;
      else {
        rest += run;
        at += run.length;
      }
    }
    return rest;
  }
  const visible = (body: string) => body.slice(0, body.indexOf('<!-- makertime '));
  const paragraphs = (body: string) => visible(body).split(/\n\n+/);

  it('stays inside its code span: no mention, link, image or Markdown comes out of it', () => {
    const pieces = fc.array(
      fc.constantFrom('`', '``', '```', '@evil', '[evil](x)', '<evil>', '\n', '\n\n', '**', '\\', ' ', '-->'),
      {
        maxLength: 8,
      },
    );
    const text = pieces.map((parts) => `${parts.join('')}evil`);
    fc.assert(
      fc.property(text, text, text, text, fc.boolean(), (branch, path, diagnostic, repository, linked) => {
        const { body } = writeBlocker({
          id,
          by: ana,
          words: { title: 'x' },
          context: {
            branch,
            path,
            diagnostic,
            repository,
            lines: [1, 2],
            ...(linked && { permalink: 'https://github.example/a.ts' }),
          },
        });
        for (const paragraph of paragraphs(body)) assert.doesNotMatch(outsideCode(paragraph), /evil/);
        assert.equal(visible(body).split('\n').filter(Boolean).length, 2);
      }),
      { numRuns: 80 },
    );
  });

  it('stays inside its code span beside an outcome with a lone backtick', () => {
    const { body } = writeBlocker({
      id,
      by: ana,
      words: { title: 'x', outcome: 'run `make' },
      context: { branch: '@evil', path: 'a.ts' },
    });
    for (const paragraph of paragraphs(body)) assert.doesNotMatch(outsideCode(paragraph), /evil/);
  });

  it('stays inside its code span beside a path of blanks only', () => {
    const { body } = writeBlocker({
      id,
      by: ana,
      words: { title: 'x' },
      context: { path: ' ', diagnostic: 'a ` @evil' },
    });
    for (const paragraph of paragraphs(body)) assert.doesNotMatch(outsideCode(paragraph), /evil/);
  });
});
