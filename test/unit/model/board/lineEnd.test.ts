import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameBegun, readLineEnd, withoutEnd } from '../../../../src/model/board/lineEnd.js';

const people = ['Dana', 'bo'];
const known = (login: string) => people.find((one) => one.toLowerCase() === login.toLowerCase());
const names = { login: known, isIssue: () => true, repository: 'acme/team' };
const read = (text: string) => readLineEnd(text, names);

describe('what the end of a line says', () => {
  for (const [text, expected] of [
    ['stuck @dana', { text: 'stuck', owner: 'Dana' }],
    ['stuck #12', { text: 'stuck', blocks: 'acme/team#12' }],
    ['stuck  acme/lighthouse#12 ', { text: 'stuck', blocks: 'acme/lighthouse#12' }],
    ['stuck @bo #12', { text: 'stuck', owner: 'bo', blocks: 'acme/team#12' }],
    ['stuck #12 @bo', { text: 'stuck', owner: 'bo', blocks: 'acme/team#12' }],
    ['ask @bo @dana', { text: 'ask @bo', owner: 'Dana' }],
    ['stuck #11 #12', { text: 'stuck #11', blocks: 'acme/team#12' }],
  ] as const)
    it(JSON.stringify(text), () => assert.deepEqual(read(text), expected));

  for (const [text, expected] of [
    ['Blocked by #12', { awaits: 'acme/team#12' }],
    ['Waiting for #18', { awaits: 'acme/team#18' }],
    ['waiting on: #18', { awaits: 'acme/team#18' }],
    ['Review PR #18', { awaits: 'acme/team#18' }],
    ['review #18', { awaits: 'acme/team#18' }],
    ['depends on acme/lighthouse#3', { awaits: 'acme/lighthouse#3' }],
    ['depends on the pull request #3', { awaits: 'acme/team#3' }],
    ['cannot go on until #3', { awaits: 'acme/team#3' }],
    ['No idea, see #11 and #12', { awaits: 'acme/team#12' }],
    ['see #11, #12', { awaits: 'acme/team#12' }],
    ['stuck because of #12', { awaits: 'acme/team#12' }],
    ['Waiting for @bo', { owner: 'bo' }],
    ['an answer from @dana and @bo', { owner: 'bo' }],
    ['The key blocks #12', { blocks: 'acme/team#12' }],
    ['The key holds up #12', { blocks: 'acme/team#12' }],
    ['The key is needed for #12', { blocks: 'acme/team#12' }],
    ['The key is needed by #12', { blocks: 'acme/team#12' }],
    ['Give me the key for #12 to go on', { blocks: 'acme/team#12' }],
    ['Give me the key so #12 can continue.', { blocks: 'acme/team#12' }],
    ['blocks #12', { blocks: 'acme/team#12' }],
    ['The key is needed by @bo', {}],
    ['blocks @bo', {}],
  ] as const)
    it(`${JSON.stringify(text)} stays whole: its words lead on to its end`, () =>
      assert.deepEqual(read(text), { text, ...expected }));

  for (const [text, expected] of [
    ['stuck on #12 @bo', { text: 'stuck on #12', owner: 'bo', awaits: 'acme/team#12' }],
    ['waiting for @bo #12', { text: 'waiting for @bo', owner: 'bo', blocks: 'acme/team#12' }],
    ['The lamp is off #12', { text: 'The lamp is off', blocks: 'acme/team#12' }],
    ['One question @bo', { text: 'One question', owner: 'bo' }],
  ] as const)
    it(`${JSON.stringify(text)}: only what hangs on no word before is taken off`, () =>
      assert.deepEqual(read(text), expected));

  it('what no issue is known to be stays text', () => {
    const isIssue = (name: string) => name === 'acme/team#12';
    for (const text of ['error #404', 'color #336699', 'blocked by #9999', 'stuck acme/x#12'])
      assert.deepEqual(readLineEnd(text, { ...names, isIssue }), { text });
    assert.deepEqual(readLineEnd('stuck #12', { ...names, isIssue }), { text: 'stuck', blocks: 'acme/team#12' });
  });

  it('no title ends in a word that leads on, whatever marks are taken off its end', () => {
    const leading = [
      'by',
      'for',
      'on',
      'until',
      'see',
      'the',
      'to',
      'with',
      'from',
      'of',
      'and',
      'after',
      'depends on',
    ];
    const word = fc.constantFrom('lamp', 'stuck', 'key', 'PR', 'blocks', 'review', ...leading);
    const mark = fc.constantFrom('#1', 'acme/x#2', '@bo', '@dana', '#7,');
    const line = fc.tuple(
      fc.array(fc.oneof(word, mark), { minLength: 1, maxLength: 6 }),
      fc.array(mark, { maxLength: 3 }),
    );
    fc.assert(
      fc.property(line, ([words, marks]) => {
        const text = [...words, ...marks].join(' ');
        const left = readLineEnd(text, names).text;
        if (left !== text) assert.ok(!leading.includes(left.split(' ').at(-1) ?? ''), `${text} → ${left}`);
      }),
    );
  });

  it('each sign at the end is looked at once, however many there are', () => {
    for (const text of ['"'.repeat(4_000), `${'("'.repeat(2_000)}x`, `x${'("'.repeat(2_000)}`]) {
      let looks = 0;
      const left = withoutEnd(text, (sign) => {
        looks += 1;
        return '("'.includes(sign);
      });
      assert.ok(looks <= text.length, `${looks} looks at ${text.length} signs`);
      assert.equal(left, text.replace(/[("]{1,4000}$/, ''));
    }
    assert.deepEqual(read(`blocked by${':("'.repeat(50)} #12`), {
      text: `blocked by${':("'.repeat(50)} #12`,
      awaits: 'acme/team#12',
    });
  });

  for (const text of [
    'mail bo@example.com',
    'mail @bo@example.com',
    'learn C#',
    'arr[#3',
    '#0',
    '#12',
    '@bo #12',
    'npm i @types',
    'stuck @nobody',
    'stuck@bo',
    'stuck#12',
    'stuck @bo.',
    'stuck @dana later',
    'stuck ../x#12',
    'stuck acme/..#12',
    'stuck #1234567890123456',
    '',
    '  ',
  ])
    it(`${JSON.stringify(text)} says nothing`, () => assert.deepEqual(read(text), { text }));

  it('only words at the end that mean something are ever taken, and no text is left empty', () => {
    const word = fc.constantFrom(
      'x',
      '@bo',
      '@dana',
      '@x',
      '#1',
      'C#',
      'acme/x#2',
      'bo@x.de',
      '\u202e',
      '#',
      '@',
      '\n',
    );
    const blank = fc.constantFrom(' ', '  ', '\t', '');
    const text = fc.array(fc.tuple(word, blank), { maxLength: 8 }).map((all) => all.flat().join(''));
    fc.assert(
      fc.property(text, (whole) => {
        const { text: rest, owner, blocks } = read(whole);
        assert.ok(whole.startsWith(rest));
        const taken = whole.slice(rest.length).trim().split(/\s+/).filter(Boolean);
        assert.equal(taken.length, Number(owner !== undefined) + Number(blocks !== undefined)); // none of these words leads on
        for (const one of taken) assert.match(one, /^(?:@bo|@dana|#1|x*acme\/x#2)$/);
        if (taken.length > 0) assert.notEqual(rest.trim(), '');
        if (taken.length > 0) assert.match(whole.slice(rest.length), /^\s/);
      }),
    );
  });

  it('any text is read', () => {
    fc.assert(fc.property(fc.string(), (text) => text.startsWith(read(text).text)));
    const long = `${'x '.repeat(35_000)}${'@'.repeat(70_000)}`;
    assert.deepEqual(read(long), { text: long });
  });

  for (const [text, begun] of [
    ['stuck @', ''],
    ['stuck @e', 'e'],
    ['@e', 'e'],
  ] as const)
    it(`${text} begins a name`, () => assert.equal(nameBegun(text)?.begun, begun));
  for (const text of ['stuck', 'stuck @e ', 'a@e', 'stuck @-', 'stuck @e/x', ''])
    it(`${JSON.stringify(text)} begins none`, () => assert.equal(nameBegun(text), undefined));
});
