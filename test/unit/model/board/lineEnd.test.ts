import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameBegun, readTrailing } from '../../../src/model/trailing.js';

const people = ['Dana', 'bo'];
const known = (login: string) => people.find((one) => one.toLowerCase() === login.toLowerCase());
const read = (text: string) => readTrailing(text, known, 'acme/team');

describe('what the end of a line says', () => {
  for (const [text, expected] of [
    ['stuck @dana', { text: 'stuck', owner: 'Dana' }],
    ['stuck #12', { text: 'stuck', blocks: 'acme/team#12' }],
    ['stuck  acme/lighthouse#12 ', { text: 'stuck', blocks: 'acme/lighthouse#12' }],
    ['stuck @bo #12', { text: 'stuck', owner: 'bo', blocks: 'acme/team#12' }],
    ['stuck #12 @bo', { text: 'stuck', owner: 'bo', blocks: 'acme/team#12' }],
    ['ask @bo @dana', { text: 'ask @bo', owner: 'Dana' }],
    ['see #11 #12', { text: 'see #11', blocks: 'acme/team#12' }],
  ] as const)
    it(JSON.stringify(text), () => assert.deepEqual(read(text), expected));

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
      'a',
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
        assert.equal(taken.length, Number(owner !== undefined) + Number(blocks !== undefined));
        for (const one of taken) assert.match(one, /^(?:@bo|@dana|#1|a*acme\/x#2)$/);
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
