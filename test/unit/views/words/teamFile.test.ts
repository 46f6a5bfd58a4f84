import assert from 'node:assert/strict';
import type { FileProblem } from '../../../../src/model/board/team.js';
import { problemWords } from '../../../../src/views/words/teamFile.js';

const problem = (more: Partial<FileProblem>): FileProblem => ({
  line: 7,
  path: 'expectations.blocker',
  value: '4x',
  kind: 'notDuration',
  ...more,
});

/** Every kind, or it does not compile. */
const kinds: Record<FileProblem['kind'], RegExp> = {
  notYaml: /YAML/,
  unknownKey: /not a known setting/,
  repeatedKey: /twice/,
  notNumber: /not an issue number/,
  notText: /short line of text/,
  notList: /\[one, two\]/,
  notMap: /group of settings/,
  notLogin: /GitHub/,
  notDuration: /4h or 1d/,
  notEvery: /3d or 1w/,
  notStart: /\[Europe\/Berlin\]/,
  notDate: /2026-12-24/,
  notQuiet: /12:00-13:30/,
  endsBeforeStart: /before the first day/,
  missing: /is missing/,
  tooMany: /too many/,
};

describe('what is wrong in the team file, in words', () => {
  it('names line, value and place', () => {
    assert.equal(problemWords(problem({})), 'Line 7: “4x” is not a duration such as 4h or 1d (expectations.blocker)');
  });

  for (const [kind, words] of Object.entries(kinds) as [FileProblem['kind'], RegExp][])
    it(`${kind}: says what was expected and where`, () => {
      const said = problemWords(problem({ kind }));
      assert.match(said, words);
      assert.match(said, /^Line 7: /);
      if (kind !== 'notYaml') assert.match(said, /expectations\.blocker/);
      if (kind !== 'missing') assert.match(said, /“4x”/);
    });

  it('of the file as a whole says no place', () => {
    const whole = { line: 1, path: '', value: '' };
    assert.equal(problemWords(problem({ ...whole, kind: 'tooMany' })), 'The file is too large to read');
    assert.equal(problemWords(problem({ ...whole, kind: 'notYaml' })), 'Line 1: this is not valid YAML');
    assert.equal(
      problemWords(problem({ ...whole, value: 'hi', kind: 'notMap' })),
      'Line 1: “hi” is not a group of settings',
    );
  });

  it('invariant: what stands in the file is shown as plain text', () => {
    const said = problemWords(problem({ value: '$(alert) [x](command:evil)\u202e\n{0}{2}', path: 'a.$(zap)\n' }));
    assert.equal(said, 'Line 7: “$ (alert) [x] (command:evil) {0}{2}” is not a duration such as 4h or 1d (a.$ (zap))');
    assert.ok(problemWords(problem({ value: 'x'.repeat(1000), path: 'y'.repeat(1000) })).length < 250);
  });
});
