import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  agreements,
  type Change,
  changedFile,
  changeIn,
  diffOf,
  lengthText,
  readLength,
} from '../../../../src/model/tune/change.js';
import { readTeamFile } from '../../../../src/records/teamFile.js';

const hour = 3_600_000;
const someChange: fc.Arbitrary<Change> = fc.record({
  of: fc.constantFrom(...agreements),
  to: fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('m', 'h', 'd'))
    .map(([amount, unit]) => `${amount}${unit}`),
});

describe('a change to what a team has agreed on', () => {
  it('is read back from the proposal it stands in', () => {
    fc.assert(
      fc.property(someChange, fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }), ({ of, to }, hours) => {
        const change = { of, to };
        const from = hours === undefined ? undefined : hours * hour;
        assert.deepEqual(changeIn(`## Proposal\n\nWe agree.\n\n${diffOf(change, from)}\n\nAnd more`), change);
      }),
    );
  });

  it('is none where a proposal holds no such diff, another file’s, several changes, or something nobody can read', () => {
    const diff = diffOf({ of: 'blocker', to: '2h' }, 4 * hour);
    for (const text of ['', 'blocker: 2h', diff.replace('makertime.yml', 'other.yml'), `${diff}\n\n${diff}`])
      assert.equal(changeIn(text), undefined, text);
    for (const length of ['2', 'soon', '0h', '2h x', '9999h', '-2h'])
      assert.equal(changeIn(diff.replace('2h', length)), undefined, length);
    assert.equal(changeIn(diff.replaceAll('blocker', '__proto__')), undefined);
  });

  it('says lengths as the team file does', () => {
    assert.deepEqual(
      ['1d', ' 4 H', '90m', '1.5h', ''].map((text) => readLength(text)?.ms),
      [8 * hour, 4 * hour, 1.5 * hour, undefined, undefined],
    );
    assert.deepEqual([8 * hour, 16 * hour, 4 * hour, 1.5 * hour].map(lengthText), ['1d', '2d', '4h', '90m']);
  });

  const change: Change = { of: 'blocker', to: '2h' };
  for (const [name, before, after] of [
    [
      'a value',
      'expectations:\n  blocker: 4h # fast\n  review: 1d\n',
      'expectations:\n  blocker: 2h # fast\n  review: 1d\n',
    ],
    [
      'an entry',
      '# ours\nexpectations: { blocker: 4h, review: 1d } # all\n',
      '# ours\nexpectations: { blocker: 2h, review: 1d } # all\n',
    ],
    [
      'nothing of it yet',
      'expectations:\n    review: 1d\nroster: 3\n',
      'expectations:\n    blocker: 2h\n    review: 1d\nroster: 3\n',
    ],
    ['nothing of it among entries', 'expectations: {review: 1d}\n', 'expectations: { review: 1d, blocker: 2h }\n'],
    ['no expectations', 'roster: 3\n', 'roster: 3\n\nexpectations:\n  blocker: 2h\n'],
    [
      'expectations in a comment',
      '#expectations:\n#  blocker: 4h\n',
      '#expectations:\n#  blocker: 4h\n\nexpectations:\n  blocker: 2h\n',
    ],
    ['no file', '', 'expectations:\n  blocker: 2h\n'],
    ['lines of Windows', 'expectations:\r\n  blocker: 4h\r\n', 'expectations:\r\n  blocker: 2h\r\n'],
  ] as const)
    it(`is made in a team file with ${name}, and leaves all else as it is`, () => {
      assert.equal(changedFile(before, change), after);
      assert.equal(readTeamFile(after).expectations.blocker, 2 * hour);
      assert.equal(changedFile(after, change), after);
    });

  it('is what the team file says afterwards, and all else as before, for files written in either way', () => {
    const someFile = fc
      .record({ known: fc.array(someChange, { maxLength: 3 }), isFlow: fc.boolean(), above: fc.boolean() })
      .map(({ known, isFlow, above }) => {
        const entries = [...new Map(known.map(({ of, to }) => [of, to]))].map(([of, to]) => `${of}: ${to}`);
        const block = isFlow
          ? `expectations: { ${entries.join(', ')} }`
          : ['expectations:', ...entries.map((one) => `  ${one}`)].join('\n');
        return above ? `roster: 4\n${block}\nmembers: [ana]\n` : `${block}\nroster: 4\nmembers: [ana]\n`;
      });
    fc.assert(
      fc.property(someFile, someChange, (file, made) => {
        const [before, after] = [readTeamFile(file), readTeamFile(changedFile(file, made))];
        assert.deepEqual(after, {
          ...before,
          expectations: { ...before.expectations, [made.of]: readLength(made.to)?.ms },
        });
      }),
    );
  });
});
