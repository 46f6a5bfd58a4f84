import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerInMarkdown, answerSection, textInMarkdown } from '../../../src/records/keptAnswer.js';
import { team } from '../../lib/fakes/builders.js';
import { hostileText } from '../arbitraries.js';

/** What would be Markdown, as it is written down. */
const table: readonly (readonly [string, string])[] = [
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['> quote', '\\> quote'],
  ['<img src=x onerror=evil()>', '\\<img src=x onerror=evil()\\>'],
  ['![x](https://evil.example)', '!\\[x\\] `(https://evil.example)`'],
  ['[x](command:evil)', '\\[x\\] (command:evil)'],
  ['ask @bo', 'ask `@bo`'],
  ['see https://evil.example now', 'see `https://evil.example` now'],
  ['**loud** and _soft_ snake_case', '\\*\\*loud\\*\\* and \\_soft\\_ snake_case'],
  ['run `npm ci` first', 'run `npm ci` first'],
  ['a ` b', 'a \\` b'],
  ['``a ` b``', '``a ` b``'],
  ['===', '\\==='],
  ['a | b', 'a \\| b'],
  ['&copy; & me', '\\&copy; & me'],
  ['C# is fine #', 'C# is fine \\#'],
  ['a\\*b', 'a\\\\\\*b'],
];

const pieces = ['`', '``', '```', '*', '_', '[', '](', '<', '>', '@a', 'https://b', ' ', '#', 'word', '~', '|', '1.'];
const line = fc
  .array(fc.oneof(fc.constantFrom(...pieces), hostileText), { maxLength: 10 })
  .map((parts) => parts.join('').replace(/[\r\n]/g, ' '));

/** A line with a word in the place of each code span, as CommonMark reads them. */
function outsideCode(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] === '\\') {
      rest += text.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/.exec(text.slice(at))?.[0] ?? '';
    const closing = run && new RegExp(`(?<!\`)\`{${run.length}}(?!\`)`).exec(text.slice(at + run.length));
    rest += closing ? 'code' : text[at];
    at += closing ? run.length * 2 + closing.index : 1;
  }
  return rest;
}

describe('a kept answer', () => {
  it('shows Markdown instead of being it, and leaves code as it is', () => {
    for (const [text, written] of table) assert.equal(answerInMarkdown(text), written, text);
  });

  it('has no sign that cannot be seen, from whichever side it is read', () => {
    const section = answerSection(team, { title: 'העמודה 7', number: 7 }, 'כן, 3 פעמים\n\nyes');
    assert.match(section, /^## העמודה 7\n\nכן, 3 פעמים\n\nyes\n/);
    assert.doesNotMatch(section, /\p{Cf}/u);
  });

  it('has nothing outside code that opens a span, a tag, a link or a mention', () => {
    fc.assert(
      fc.property(line, (text) => {
        const rest = outsideCode(textInMarkdown(text));
        assert.doesNotMatch(rest.replace(/\\[!-/:-@[-`{-~]/g, ''), /[`*[\]<>|~$\\]|@\w|:\/\//);
        assert.doesNotMatch(rest, /^\s*(?:[-+=>#]|\d+[.)])/);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps fenced code, with a fence that nothing in it closes', () => {
    assert.equal(answerInMarkdown('do\n```sh\n# run\n  npm ci\n```\nso'), 'do\n```sh\n# run\n  npm ci\n```\nso');
    assert.equal(answerInMarkdown('````\n```\n<b>\n````'), '````\n```\n<b>\n````');
    assert.equal(answerInMarkdown('```\n<b>'), '\\`\\`\\`\n\\<b\\>');
  });

  it('lets no preview draw what is fenced: only languages that are coloured keep their name', () => {
    for (const language of ['mermaid', 'Mermaid', 'math', 'plantuml', 'dot', 'geojson', 'vega', 'constructor'])
      assert.equal(answerInMarkdown(`\`\`\`${language}\na\n\`\`\``), '```\na\n```', language);
    assert.equal(answerInMarkdown('```TypeScript\na\n```'), '```TypeScript\na\n```');
  });

  it('is a heading, the answer and a link to the blocker', () => {
    const section = answerSection(team, { title: 'Dark\n## and <b>', number: 7 }, 'A bulb');
    assert.equal(
      section,
      '## Dark ## and \\<b\\>\n\nA bulb\n\n[acme/team#7](https://github.example/acme/team/issues/7)\n'.replace(
        'Dark ##',
        'Dark \\##',
      ),
    );
    assert.equal(answerSection(team, { title: '\u202e' }, ''), '## (no title)\n');
  });

  it('is one heading, whatever the title', () => {
    fc.assert(
      fc.property(hostileText, (title) => {
        const [heading, ...rest] = answerSection(team, { title, number: 7 }, '').trimEnd().split('\n');
        assert.match(heading ?? '', /^## \S/);
        assert.deepEqual(rest, ['', '[acme/team#7](https://github.example/acme/team/issues/7)']);
      }),
      { numRuns: 40 },
    );
  });
});
