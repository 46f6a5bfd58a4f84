import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readTeamFile } from '../../../src/records/teamFile.js';
import { teamFileTemplate } from '../../../src/views/words/teamFile.js';
import { hostileText } from '../arbitraries.js';

const hour = 3_600_000;
const nothing = { members: [], expectations: {}, quiet: [], categories: {}, labels: {}, problems: [] };

/** As in the description of the format. */
const example = `roster: 12                      # number of the roster issue
members: [ana, bo, chidi]       # who counts even without a collaborator role
expectations:                   # working hours of the person asked
  blocker: 4h
  question: 1d
  review: 1d
rotation:
  every: 1w
  starts: 2026-11-23T09:00[Europe/Berlin]
  people: [ana, bo, chidi]
  overrides: [{ from: 2026-12-24, to: 2026-12-27, who: bo }]
quiet: ["12:00-13:30 Europe/Berlin"]
categories: { question: Q&A, idea: Ideas, decision: General, checkIn: General, handOff: General }
labels: { blocker: blocked }
watercooler: true
`;

const rotation = 'rotation:\n  every: 3d\n  starts: 2026-11-23T09:00[UTC]\n  people: [ana]\n';
const turns = { every: '3d', starts: '2026-11-23T09:00[UTC]', people: ['ana'] };

/** Texts without a problem, and what they come to. */
const good: readonly (readonly [name: string, text: string, expected: object])[] = [
  ['nothing', '', {}],
  ['prompts of its own', 'watercooler: [Which lamp?, Which oil?]', { watercooler: ['Which lamp?', 'Which oil?'] }],
  ['no watercooler', 'watercooler: false', {}],
  ['blanks', ' \n\n', {}],
  ['comments', '# later\n#roster: 3\n', {}],
  ['a byte order mark', '\uFEFFroster: 3\n', { roster: 3 }],
  ['lines from Windows', 'roster: 3\r\nmembers:\r\n  - ana\r\n', { roster: 3, members: ['ana'] }],
  ['null', '~', {}],
  ['keys without values', 'roster:\nmembers:\nexpectations:\n  blocker:\nrotation:\nquiet:\nlabels:\n', {}],
  ['empty lists and groups', 'members: []\nexpectations: {}\nquiet: []\nlabels: {}\n', {}],
  ['a roster in quotes', 'roster: "12"', { roster: 12 }],
  ['a roster as GitHub writes it', "roster: '#12'", { roster: 12 }],
  ['a comment after a key without a value', 'roster: # 12\nlabels:\n  blocker: # none yet', {}],
  ['JSON', '{"roster": 12, "members": ["ana"]}', { roster: 12, members: ['ana'] }],
  ['names after an @', 'members: ["@ana", bo-b, c_d]', { members: ['ana', 'bo-b', 'c_d'] }],
  ['names of digits', 'members: [123, 007]', { members: ['123', '007'] }],
  [
    'lengths of time',
    'expectations: { blocker: 90m, question: 4 h, review: 1d }',
    { expectations: { blocker: 1.5 * hour, question: 4 * hour, review: 8 * hour } },
  ],
  ['a rotation', rotation, { rotation: turns }],
  ['a rotation of nobody', rotation.replace('ana', ''), { rotation: { ...turns, people: [] } }],
  [
    'a start with seconds and a blank',
    rotation.replace('T09:00', ' 09:00:00'),
    { rotation: { ...turns, starts: '2026-11-23 09:00:00[UTC]' } },
  ],
  [
    'overrides of one day and of nobody',
    `${rotation}  overrides:\n    - from: "2026-12-24"\n    - { from: 2026-12-25, to: 2026-12-26, who: ~ }\n`,
    {
      rotation: {
        ...turns,
        overrides: [
          { from: '2026-12-24', to: '2026-12-24' },
          { from: '2026-12-25', to: '2026-12-26' },
        ],
      },
    },
  ],
  [
    'quiet times',
    'quiet: [12:00-13:30 UTC, "22:00 – 24:00 America/Argentina/Buenos_Aires"]',
    { quiet: ['12:00-13:30 UTC', '22:00 – 24:00 America/Argentina/Buenos_Aires'] },
  ],
  ['names that are numbers', 'labels: { blocker: 5 }', { labels: { blocker: '5' } }],
  [
    'anchors',
    `members: &all [&a ana, bo]\n${rotation.replace('[ana]', '*all').replace('rotation', 'labels: { task: *a }\nrotation')}`,
    { members: ['ana', 'bo'], labels: { task: 'ana' }, rotation: { ...turns, people: ['ana', 'bo'] } },
  ],
];

interface Bad {
  readonly name: string;
  readonly text: string;
  /** line, path, value, kind */
  readonly problems: readonly (readonly [number, string, string, string])[];
  readonly rest?: object;
  /** A schema knows no calendar, no zones, no order of days; and it never sees what is no YAML. */
  readonly schema?: 'cannotTell';
}

const list = (length: number, element: string) => `[${Array(length).fill(element).join(', ')}]`;

const bad: readonly Bad[] = [
  { name: 'a text', text: 'hello', problems: [[1, '', 'hello', 'notMap']] },
  { name: 'a list', text: '- roster: 3', problems: [[1, '', '- roster: 3', 'notMap']] },
  {
    name: 'a key misspelt',
    text: 'expectatons:\n  blocker: 4h\nroster: 3',
    problems: [[1, 'expectatons', 'expectatons', 'unknownKey']],
    rest: { roster: 3 },
  },
  {
    name: 'a key misspelt within',
    text: 'expectations:\n  blocker: 4h\n  blokcer: 4h\nlabels: { bug: x }',
    problems: [
      [3, 'expectations.blokcer', 'blokcer', 'unknownKey'],
      [4, 'labels.bug', 'bug', 'unknownKey'],
    ],
    rest: { expectations: { blocker: 4 * hour } },
  },
  {
    name: 'a key that is no text',
    text: '? [a]\n: 1\n? true\n: 2',
    problems: [
      [1, '[a]', '[a]', 'unknownKey'],
      [3, 'true', 'true', 'unknownKey'],
    ],
  },
  {
    name: 'a key that is there twice',
    text: 'roster: 3\nroster: 4',
    problems: [[2, 'roster', 'roster', 'repeatedKey']],
    rest: { roster: 3 },
    schema: 'cannotTell',
  },
  { name: 'a roster in words', text: '\nroster: twelve', problems: [[2, 'roster', 'twelve', 'notNumber']] },
  {
    name: 'a roster that is a comment',
    text: '\nroster: #12\nmembers: [ana]',
    problems: [[2, 'roster', '#12', 'notNumber']],
    rest: { members: ['ana'] },
    schema: 'cannotTell',
  },
  { name: 'a roster in quotes that is none', text: 'roster: "#0"', problems: [[1, 'roster', '#0', 'notNumber']] },
  {
    name: 'names that are comments',
    text: 'categories:\n  idea: #ideas\n  question: Q&A\nlabels:\n  blocker: #blocked\nexpectations:\n  blocker: #4h',
    problems: [
      [2, 'categories.idea', '#ideas', 'notText'],
      [5, 'labels.blocker', '#blocked', 'notText'],
      [7, 'expectations.blocker', '#4h', 'notDuration'],
    ],
    rest: { categories: { question: 'Q&A' } },
    schema: 'cannotTell',
  },
  { name: 'a roster that is none', text: 'roster: 0', problems: [[1, 'roster', '0', 'notNumber']] },
  { name: 'a fraction of a roster', text: 'roster: 1.5', problems: [[1, 'roster', '1.5', 'notNumber']] },
  {
    name: 'members that are no list',
    text: 'members: ana\nroster: 3',
    problems: [[1, 'members', 'ana', 'notList']],
    rest: { roster: 3 },
  },
  {
    name: 'members that are no names',
    text: 'members:\n  - ana\n  - a b\n  - true\n  -\n  - [bo]\n  - 1.5',
    problems: [
      [3, 'members[1]', 'a b', 'notLogin'],
      [4, 'members[2]', 'true', 'notLogin'],
      [5, 'members[3]', '', 'notLogin'],
      [6, 'members[4]', '[bo]', 'notLogin'],
      [7, 'members[5]', '1.5', 'notLogin'],
    ],
    rest: { members: ['ana'] },
  },
  {
    name: 'lengths that are none',
    text: 'expectations:\n  blocker: 4x\n  question: 4\n  review: 0h',
    problems: [
      [2, 'expectations.blocker', '4x', 'notDuration'],
      [3, 'expectations.question', '4', 'notDuration'],
      [4, 'expectations.review', '0h', 'notDuration'],
    ],
  },
  { name: 'expectations that are no group', text: 'expectations: 4h', problems: [[1, 'expectations', '4h', 'notMap']] },
  { name: 'a rotation that is no group', text: 'rotation: [ana]', problems: [[1, 'rotation', '[ana]', 'notMap']] },
  {
    name: 'a rotation without its parts',
    text: 'roster: 3\nrotation:\n  every: 1w\n  starts:',
    problems: [
      [3, 'rotation.starts', '', 'missing'],
      [3, 'rotation.people', '', 'missing'],
    ],
    rest: { roster: 3 },
  },
  {
    name: 'a rotation whose parts cannot be read',
    text: 'rotation:\n  every: week\n  starts: Monday\n  people: ana',
    problems: [
      [2, 'rotation.every', 'week', 'notEvery'],
      [3, 'rotation.starts', 'Monday', 'notStart'],
      [4, 'rotation.people', 'ana', 'notList'],
    ],
  },
  {
    name: 'a rotation of which one cannot be read',
    text: rotation.replace('[ana]', '[ana, "@"]'),
    problems: [[4, 'rotation.people[1]', '@', 'notLogin']],
    rest: { rotation: turns },
  },
  ...['2026-11-23T09:00', '2026-11-23T24:00[UTC]', '2026-11-23T09:00+01:00', '2026-11-23[UTC]'].map((starts) => ({
    name: `a start of ${starts}`,
    text: rotation.replace('2026-11-23T09:00[UTC]', starts),
    problems: [[3, 'rotation.starts', starts, 'notStart'] as const],
  })),
  ...['2026-02-30T09:00[UTC]', '2026-11-23T09:00[Europe/Bärlin]', '2026-11-23T09:00[Mars/Base]'].map((starts) => ({
    name: `a start of ${starts}`,
    text: rotation.replace('2026-11-23T09:00[UTC]', starts),
    problems: [[3, 'rotation.starts', starts, 'notStart'] as const],
    schema: 'cannotTell' as const,
  })),
  {
    name: 'overrides that cannot be read',
    text: `${rotation}  overrides:\n    - { from: 24 Dec }\n    - { to: 2026-12-24 }\n    - bo\n    - { from: 2026-12-24, to: 5 }\n    - { from: 2026-12-24, who: "?" }\n    - { from: 2026-12-24, day: 5 }\n`,
    problems: [
      [6, 'rotation.overrides[0].from', '24 Dec', 'notDate'],
      [7, 'rotation.overrides[1].from', '', 'missing'],
      [8, 'rotation.overrides[2]', 'bo', 'notMap'],
      [9, 'rotation.overrides[3].to', '5', 'notDate'],
      [10, 'rotation.overrides[4].who', '?', 'notLogin'],
      [11, 'rotation.overrides[5].day', 'day', 'unknownKey'],
    ],
    rest: { rotation: { ...turns, overrides: [{ from: '2026-12-24', to: '2026-12-24' }] } },
  },
  {
    name: 'a day no calendar has',
    text: `${rotation}  overrides: [{ from: 2026-02-30 }]`,
    problems: [[5, 'rotation.overrides[0].from', '2026-02-30', 'notDate']],
    rest: { rotation: turns },
  },
  {
    name: 'days that end before they start',
    text: `${rotation}  overrides:\n    - from: 2026-12-24\n      to: 2026-12-23\n`,
    problems: [[7, 'rotation.overrides[0].to', '2026-12-23', 'endsBeforeStart']],
    rest: { rotation: turns },
    schema: 'cannotTell',
  },
  {
    name: 'quiet times that cannot be read',
    text: 'quiet:\n  - noon\n  - 12:00-13:30\n  - 12:00-25:00 UTC\n  - 5',
    problems: [
      [2, 'quiet[0]', 'noon', 'notQuiet'],
      [3, 'quiet[1]', '12:00-13:30', 'notQuiet'],
      [4, 'quiet[2]', '12:00-25:00 UTC', 'notQuiet'],
      [5, 'quiet[3]', '5', 'notQuiet'],
    ],
  },
  {
    name: 'quiet times of no length and of no zone',
    text: 'quiet:\n  - 12:00-12:00 UTC\n  - 12:00-13:00 Mars/Base',
    problems: [
      [2, 'quiet[0]', '12:00-12:00 UTC', 'notQuiet'],
      [3, 'quiet[1]', '12:00-13:00 Mars/Base', 'notQuiet'],
    ],
    schema: 'cannotTell',
  },
  {
    name: 'names that are none',
    text: `categories: { question: [], idea: " ", decision: ${'x'.repeat(101)} }\nlabels: { blocker: true }`,
    problems: [
      [1, 'categories.question', '[]', 'notText'],
      [1, 'categories.idea', ' ', 'notText'],
      [1, 'categories.decision', 'x'.repeat(100), 'notText'],
      [2, 'labels.blocker', 'true', 'notText'],
    ],
  },
  {
    name: 'more members than any team has',
    text: `members: ${list(1001, 'ana')}`,
    problems: [[1, 'members', 'ana', 'tooMany']],
    rest: { members: Array(1000).fill('ana') },
  },
  {
    name: 'an alias of nothing',
    text: 'roster: *x',
    problems: [[1, 'roster', '*x', 'notNumber']],
    schema: 'cannotTell',
  },
  {
    name: 'a bracket not closed',
    text: 'roster: 3\nmembers: [ana, bo\nquiet: []',
    problems: [[3, '', 'quiet: []', 'notYaml']],
    schema: 'cannotTell',
  },
  {
    name: 'a tab',
    text: 'roster: 3\nexpectations:\n\tblocker: 4h',
    problems: [[3, '', 'blocker: 4h', 'notYaml']],
    schema: 'cannotTell',
  },
  {
    name: 'two documents',
    text: 'roster: 3\n---\nroster: 4',
    problems: [[2, '', '---', 'notYaml']],
    rest: { roster: 3 },
    schema: 'cannotTell',
  },
];

const flat = (text: string) =>
  readTeamFile(text).problems.map(({ line, path, value, kind }) => [line, path, value, kind]);

describe('the team file', () => {
  it('is read as its description says', () => {
    assert.deepEqual(readTeamFile(example), {
      roster: 12,
      members: ['ana', 'bo', 'chidi'],
      expectations: { blocker: 4 * hour, question: 8 * hour, review: 8 * hour },
      rotation: {
        every: '1w',
        starts: '2026-11-23T09:00[Europe/Berlin]',
        people: ['ana', 'bo', 'chidi'],
        overrides: [{ from: '2026-12-24', to: '2026-12-27', who: 'bo' }],
      },
      quiet: ['12:00-13:30 Europe/Berlin'],
      categories: { question: 'Q&A', idea: 'Ideas', decision: 'General', checkIn: 'General', handOff: 'General' },
      labels: { blocker: 'blocked' },
      watercooler: [],
      problems: [],
    });
  });

  for (const [name, text, expected] of good)
    it(`of ${name} is read without a problem`, () => assert.deepEqual(readTeamFile(text), { ...nothing, ...expected }));

  for (const { name, text, problems, rest } of bad)
    it(`with ${name}: that is named, and the rest applies`, () => {
      assert.deepEqual(flat(text), problems);
      if (rest) assert.deepEqual({ ...readTeamFile(text), problems: [] }, { ...nothing, ...rest });
    });

  it('is read whatever it says: any text at all', () => {
    const words = fc.constantFrom(
      ...example.split(/(?<=[\s:[\]{},])/),
      '&a ',
      '*a',
      '- ',
      '? ',
      '!!x ',
      '|\n',
      '%',
      '@',
    );
    const text = fc.oneof(
      hostileText,
      fc.array(fc.oneof(words, words, hostileText)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (drawn) => {
        const read = readTeamFile(drawn);
        const lines = drawn.split(/\r\n|\r|\n/).length;
        assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(read))), Object.keys(read));
        for (const { line, value } of read.problems) assert.ok(line >= 1 && line <= lines && value.length <= 100);
      }),
      { numRuns: 150 },
    );
  });

  /** Enough to end the stack of a parser that is recursive. */
  const size = 20_000;
  const repeated = (piece: string) => piece.repeat(size / piece.length);
  const laughs = `a0: &a0 [ana]\n${Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} ${list(10, `*a${n}`)}\n`).join('')}`;
  for (const [name, text] of [
    ['more text than anybody reads', `#${'x'.repeat(100_000)}`],
    ['brackets', repeated('[')],
    ['braces', repeated('{a: ')],
    ['dashes', repeated('- ')],
    ['keys', Array.from({ length: 2000 }, (_, n) => `key${n}:`).join('\n')],
    ['anchors that multiply', `${laughs}members: *a12\n`],
    ['an anchor within itself', 'members: &a [*a, *a]\nrotation: &b { people: *b, overrides: [*b, *b] }'],
    ['a key that is there often', repeated('roster: 3\n')],
    ['quotes not closed', repeated('"\n')],
  ] as const)
    it(`of ${name} is read, and its problems are few`, () => {
      const { problems } = readTeamFile(text);
      assert.ok(problems.length >= 1 && problems.length <= 100);
      assert.ok(JSON.stringify(problems).length < 50_000);
    });

  it('too large to be read is one problem', () => {
    const text = `roster: 3\n${'#'.repeat(100_000)}`;
    assert.deepEqual(readTeamFile(text), {
      ...nothing,
      problems: [{ line: 1, path: '', value: '', kind: 'tooMany' }],
    });
  });
});

describe('the template of the team file', () => {
  /** What stands right behind a # is an example; what stands after a blank is said to people. */
  const uncommented = (text: string) => text.replace(/^#(?! \S)/gm, '');
  /** As the editor's own command does it: with a blank behind the # where there is one. */
  const toggled = (text: string) => text.replace(/^#(?! \S) ?/gm, '');

  it('reads without a problem, and says nothing but the roster', () => {
    assert.deepEqual(readTeamFile(teamFileTemplate(undefined, 'UTC', '2026-11-21')), nothing);
    assert.deepEqual(readTeamFile(teamFileTemplate(7, 'UTC', '2026-11-21')), { ...nothing, roster: 7 });
  });

  for (const roster of [undefined, 7])
    for (const zone of ['America/Argentina/Buenos_Aires', 'Etc/GMT+5', '"]\nx: [', ''])
      it(`with its examples it is the whole format: ${roster}, ${JSON.stringify(zone)}`, () => {
        const text = teamFileTemplate(roster, zone, '2026-11-21');
        const read = readTeamFile(uncommented(text));
        assert.deepEqual(read.problems, []);
        assert.deepEqual(Object.keys(read).sort(), [...Object.keys(nothing), 'roster', 'rotation'].sort());
        assert.equal(read.rotation?.starts, `2026-11-23T09:00[${zone.includes('/') ? zone : 'UTC'}]`);
        assert.deepEqual(readTeamFile(toggled(text)), read);
      });
});

describe('the schema of the team file', () => {
  const file = new URL('../media/makertime.schema.json', import.meta.url);
  const schema = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as object;
  const ajv = new Ajv({ allowUnionTypes: true });
  // A CommonJS module: through Node's import its function may be one `default` deeper.
  const add = ('default' in formats ? formats.default : formats) as unknown as (ajv: Ajv) => void;
  add(ajv);
  const validate = ajv.compile(schema);

  it('accepts the description’s example and the template', () => {
    assert.ok(validate(parse(example)), JSON.stringify(validate.errors));
    assert.ok(validate(parse(teamFileTemplate(7, 'UTC', '2026-11-21'))), JSON.stringify(validate.errors));
  });

  for (const [name, text] of good)
    it(`accepts a file of ${name}`, () => assert.ok(validate(parse(text)), JSON.stringify(validate.errors)));

  for (const { name, text, problems, schema: reach } of bad) {
    if (reach === 'cannotTell') continue;
    it(`rejects a file with ${name}`, () => {
      assert.ok(!validate(parse(text, { logLevel: 'silent' })));
      assert.ok(problems.length > 0);
    });
  }

  it('describes every setting that is read, and no other', () => {
    const keys = Object.keys((schema as { properties: object }).properties);
    const read = readTeamFile(keys.map((key) => `${key}: ~`).join('\n'));
    assert.deepEqual(read.problems, []);
    assert.deepEqual(
      keys.sort(),
      Object.keys(readTeamFile(`${example}`))
        .filter((key) => key !== 'problems')
        .sort(),
    );
  });
});
