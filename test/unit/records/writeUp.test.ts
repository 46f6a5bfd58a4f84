import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBlank } from '../../../src/model/local/writeUp.js';
import { readWriteUp } from '../../../src/records/writeUp.js';
import { writeUpQuestions, writeUpTemplate } from '../../../src/views/now/writeUps.js';
import { anyText, hostileText } from '../arbitraries.js';

const questions = writeUpQuestions();
const read = (text: string) => readWriteUp(text, questions);

describe('a write-up', () => {
  it('is blank as it begins, and says what is typed into each of its places', () => {
    const template = writeUpTemplate('', { repository: 'acme/lighthouse', path: 'src/lamp.ts', lines: [3, 3] });
    assert.ok(isBlank(read(template)));
    assert.equal(read(template).attaches, true);
    const filled = template
      .replace('# \n', '# The lamp is dark\n')
      .replace('from: @', 'from: @bo')
      .replace('by: ', 'by: 15:00')
      .replace('outcome: ', 'outcome: it shines')
      .replace('Blocks: #', 'Blocks: #12')
      .replace("## What I've tried\n", "## What I've tried\n\nA new bulb.\n");
    const { title, notes, owner, needBy, outcome, blocks, titleLine } = read(filled);
    assert.deepEqual([title, titleLine], ['The lamp is dark', 1]);
    assert.deepEqual(owner, { text: '@bo', line: 3 });
    assert.deepEqual([needBy?.text, outcome?.text, blocks?.text], ['15:00', 'it shines', '#12']);
    assert.equal(notes, "## What I've tried\n\nA new bulb.");
  });

  it('sends nothing of its explanation, and attaches nothing where that line was deleted', () => {
    const text = writeUpTemplate('Dark', { branch: 'main' });
    assert.ok(!read(text).notes.includes('stays on this machine'));
    assert.equal(read(text.replace(/^Attached:.*\n/m, '')).attaches, false);
    assert.equal(writeUpTemplate('Dark', {}).includes('Attached:'), false);
  });

  it('takes comments, titles and labels in code, and labels below a heading, for what they are: text', () => {
    const code = '```html\n<!-- a page -->\n# not a title\nBlocks: #3\n```';
    assert.equal(read(`# Title\n\n${code}`).notes, code);
    assert.equal(read(`${code}\n# Title`).title, 'Title');
    assert.equal(read('# T\n## Tried\nBlocks: the door').notes, '## Tried\nBlocks: the door');
    assert.equal(read('# T\nBlocks: #1\nBlocks: #2').notes, 'Blocks: #2');
    assert.equal(read('# T\n<!-- never closed\nstill here').notes, '<!-- never closed\nstill here');
    assert.equal(read('# T\n<!-- a --> b').notes, '<!-- a --> b');
  });

  it('keeps a question that was answered, and what somebody else asks', () => {
    const [first, second] = questions;
    assert.equal(read(`# T\n## ${first}\n\n## ${second}\nyes\n## Mine`).notes, `## ${second}\nyes\n## Mine`);
  });

  it('is read from any text at all', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, anyText()), (text) => {
        const written = read(text);
        assert.equal(written.title, written.title.trim());
        assert.ok(written.titleLine >= 1);
      }),
      { numRuns: 60 },
    );
  });

  it('loses no line of prose, wherever it stands', () => {
    const line = hostileText
      .map((text) => `said ${text.replace(/[\r\n]/g, ' ')}`.trimEnd())
      .filter((text) => text.length > 0);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.nat({ max: 40 }), (said, place) => {
        const lines = writeUpTemplate('Title', { branch: 'main' }).split('\n');
        const isComment = (text = '') => text.startsWith('<!--') || text.startsWith('     ');
        let at = Math.min(place + 1, lines.length);
        while (isComment(lines[at])) at++;
        const { notes, title } = read([...lines.slice(0, at), ...said, ...lines.slice(at)].join('\n'));
        assert.equal(title, 'Title');
        assert.deepEqual(
          notes.split('\n').filter((text) => text.startsWith('said')),
          said,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is read however often it opens what it never closes', () => {
    for (const piece of ['<!--\n', '<!-- x -->\n', `## ${questions[0]}\n`, '```\n', '# \n', 'Blocks:\n'])
      assert.equal(read(`# T\n${piece.repeat(1_000)}`).title, 'T');
  });
});
