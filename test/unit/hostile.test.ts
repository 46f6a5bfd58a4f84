// Proves that texts too large and too deep are read to their end or left alone, within mocha's own patience, by all that reads texts.

import assert from 'node:assert/strict';
import { mentionsIn } from '../../src/base/mentions.js';
import { plain, plainLines } from '../../src/base/plainText.js';
import { readLineEnd } from '../../src/model/board/lineEnd.js';
import { parseReference } from '../../src/model/board/reference.js';
import { loginOf } from '../../src/model/people/author.js';
import { branchFor, isBranchName } from '../../src/model/waits/tasks.js';
import { decode, proseOf } from '../../src/records/block.js';
import { editBlocker, readBlocker } from '../../src/records/blocker.js';
import { codeOwnersOf, readCodeOwners } from '../../src/records/codeOwners.js';
import { repositoryAt } from '../../src/records/git/address.js';
import { answerInMarkdown, textInMarkdown } from '../../src/records/keptAnswer.js';
import { editStatus, readRoster, readStatus } from '../../src/records/roster.js';
import { readTeamFile } from '../../src/records/teamFile.js';
import { readWriteUp } from '../../src/records/writeUp.js';
import { sectionsOf } from '../../src/search/sections.js';
import { createIndex } from '../../src/search/similar.js';
import { problemWords } from '../../src/views/words/teamFile.js';
import { ana, at } from '../lib/fakes/builders.js';
import { deepTexts, evilHost, hostileLines, hostileLogins, hugeTexts } from '../tools/hostile/corpus.js';
import { faultsOf } from '../tools/hostile/shown.js';
import { hostileTeamFile } from '../tools/hostile/workspace.js';

/** What reads a text that somebody else has written. None of it may throw. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a machine block': (text) => [decode(text), proseOf(text)],
  'a blocker': (text) => [
    readBlocker({ title: text, body: text }, ana, 1),
    editBlocker({ title: text, body: text }, { outcome: 'x' }),
  ],
  'a status': (text) => [
    readStatus({ body: text, author: ana, number: 1, updatedAt: at }),
    editStatus(text, ana, { zone: 'UTC' }, at, 1, at),
  ],
  'a roster': (text) => readRoster(text, ana),
  'a team file': (text) => readTeamFile(text).problems.map(problemWords),
  'a write-up': (text) => readWriteUp(text, ['What have you tried?']),
  mentions: mentionsIn,
  sections: sectionsOf,
  'what resembles it': (text) => {
    const index = createIndex<number>();
    index.put('1', { title: text, text }, 1);
    return index.resembling(text, 3);
  },
  'an answer that is kept': answerInMarkdown,
  'a title that is kept': (text) => textInMarkdown(plain(text, 200)),
  'a label and a hover': (text) => [plain(text), plainLines(text)],
  'owners of code': (text) => codeOwnersOf(readCodeOwners(text), text.slice(0, 4_000)),
  'an author': (text) => loginOf({ name: text, email: text }, [text]),
  'a remote': (text) => repositoryAt(text, evilHost),
  'a branch': (text) => branchFor(text, { number: 1, title: text }),
  'the end of a line': (text) =>
    readLineEnd(text, { login: () => undefined, isIssue: () => true, repository: 'acme/team' }),
  'the name of a thing': parseReference,
};

describe('hostile texts', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`${name}: nested 10,000 times`, () => void Object.values(deepTexts).map(read));
    it(`${name}: a megabyte`, () => void Object.values(hugeTexts).map(read));
    it(`${name}: an enemy’s lines`, () => {
      for (const line of [...hostileLines(), ...hostileLogins, hostileLines().join('\n')]) read(line);
    });
  }

  it('a team file that would like to be larger than it is names its problems and applies the rest', () => {
    const file = readTeamFile(hostileTeamFile(12, evilHost));
    assert.deepEqual([file.roster, file.members, file.expectations], [12, ['ana', 'bo'], { blocker: 4 * 3_600_000 }]);
    assert.ok(file.problems.length > 5);
    assert.equal(({} as { isEvil?: boolean }).isEvil, undefined);
    for (const problem of file.problems)
      assert.deepEqual(faultsOf({ where: 'a problem', text: problemWords(problem), lines: 'one' }), []);
  });

  for (const [name, text] of [
    [
      'aliases of aliases',
      Array.from({ length: 60 }, (_, n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`).join('\n'),
    ],
    ['merged keys', Array.from({ length: 60 }, (_, n) => `a${n}: &a${n} {<<: [*a${n - 1}, *a${n - 1}]}`).join('\n')],
    ['an alias of itself', 'members: &a [*a, *a]\nroster: &b {b: *b}'],
    ['tags', 'members: !!python/object/apply:os.system [x]\nroster: !!binary aGk=\nquiet: !<tag:evil> [x]'],
    ['a huge scalar', `members: ["${'x'.repeat(99_000)}"]`],
    ['many documents', '---\nroster: 1\n'.repeat(5_000)],
    ['many keys', Array.from({ length: 9_000 }, (_, n) => `k${n}: 1`).join('\n')],
    ['complex keys', '? '.repeat(20_000)],
    ['anchors', '&a '.repeat(20_000)],
    ['flow lists', '['.repeat(50_000)],
    ['block lists', '- '.repeat(50_000)],
    ['indentation', Array.from({ length: 400 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ] as const)
    it(`a team file of ${name} is read`, () => assert.ok(readTeamFile(text).problems.length > 0));

  it('none of git’s other transports is a repository, wherever they point', () => {
    const host = new URL(evilHost).host;
    for (const address of [
      `ext::sh -c 'touch x' ${evilHost}/acme/team`,
      '--upload-pack=evil',
      `-oProxyCommand=evil@${host}:acme/team`,
      `file://${host}/acme/team`,
      `${evilHost}/acme/team/../../x`,
      `${evilHost}/acme/%2e%2e`,
      `${evilHost}/acme/te am`,
      `git@${host}:acme/team;evil`,
    ])
      assert.equal(repositoryAt(address, evilHost), undefined, address);
  });

  it('no title makes a branch that git would take for anything else', () => {
    for (const title of [
      ...hostileLines(),
      ...hostileLogins,
      '--upload-pack=evil',
      '-x',
      '@{-1}',
      'HEAD',
      'refs/heads/x',
    ])
      for (const template of ['{title}', '{number}-{title}', '--upload-pack={title}', '{title}.lock', '../{title}'])
        assert.ok(isBranchName(branchFor(template, { number: 7, title })), `${template} ${title}`);
  });
});
