import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionsIn } from '../../../src/base/mentions.js';
import { effortOf } from '../../lib/suite/effort.js';

describe('mentions', () => {
  for (const [name, text, expected] of [
    ['anywhere in a text', '@ana and @bo-b: who knows? (@chidi_acme)', ['ana', 'bo-b', 'chidi_acme']],
    ['once, however often and however spelt', '@ana @Ana @ANA', ['ana']],
    ['no address, no team, no path', 'mail ana@bo.example, @acme/lens, /@bo, x@y', []],
    ['up to what cannot belong to a login', '@ana, @bo. @chidi’s @dede- @e--f', ['ana', 'bo', 'chidi', 'dede']],
    ['nothing longer than a login may be', `@${'a'.repeat(40)} @${'b'.repeat(39)}`, ['b'.repeat(39)]],
    ['not in a code span', '`@ana` ``@bo ` @bo`` @chidi', ['chidi']],
    ['after a backtick that opens nothing', 'a ` here\n\n@ana and ` there', ['ana']],
    ['not in fenced code', 'see\n```ts\n@ana\n```\n@bo\n~~~~\n@chidi\n```\n~~~~\n@dede', ['bo', 'dede']],
    ['not in fenced code without an end', '```\n@ana\n\n@bo', []],
    [
      'ten at most',
      Array.from({ length: 20 }, (_, place) => `@m${place}`).join(' '),
      Array.from({ length: 10 }, (_, place) => `m${place}`),
    ],
  ] as const)
    it(name, () => assert.deepEqual(mentionsIn(text), expected));

  it('any text gives logins, soon', () => {
    const parts = fc.constantFrom('@ana', '`', '``', '```', '\n', '~~~', '@', '-', ' ', 'x', '@bo/', '\u202e');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (text) => {
        for (const login of mentionsIn(text.join(''))) assert.match(login, /^\w[\w-]*$/);
      }),
      { numRuns: 300 },
    );
    const runs = Array.from({ length: 350 }, (_, length) => `${'`'.repeat(length + 1)} `).join('');
    for (const hostile of ['@'.repeat(65_000), '`'.repeat(65_000), '` '.repeat(32_000), runs, '@a-'.repeat(20_000)]) {
      const effort = effortOf(() => {
        mentionsIn(hostile);
      });
      assert.ok(effort < 1_000, `${hostile.slice(0, 5)}…`);
    }
  });
});
