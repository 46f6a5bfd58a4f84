/** The promises of the codec: what stands on GitHub and in the team file, read and written again. */
import assert from 'node:assert/strict';
import type { TeamFile } from '../../../src/model/board/team.js';
import { modes, type StatusChanges } from '../../../src/model/people/member.js';
import { type Block, decode, encode, longestBody, proseOf } from '../../../src/records/block.js';
import { editBlocker, readBlocker, writeBlocker } from '../../../src/records/blocker.js';
import { isComment, writeComment } from '../../../src/records/comment.js';
import { editPromise, readPromise, writePromise } from '../../../src/records/promise.js';
import { editStatus, readRoster, readStatus, writeRoster, writeStatus } from '../../../src/records/roster.js';
import { statusCard, withCard } from '../../../src/records/statusCard.js';
import { readTeamFile } from '../../../src/records/teamFile.js';
import { readWriteUp } from '../../../src/records/writeUp.js';
import { readTree } from '../../../src/records/yamlTree.js';
import { pumped, type Target } from './target.js';

const ana = { id: 1, login: 'ana' };
const id = '01JD3Z7Q8R9S0TAVBWCXDYEZFG';
const at = '2026-11-21T09:00:00Z';
const later = '2026-11-21T10:00:00Z';

const blocker = writeBlocker({
  id,
  by: ana,
  words: {
    title: 'Cannot release',
    notes: 'The flag is off.\n\n```js\nlet a = 1;\n```\n**Needed from:** somebody',
    owner: 'bo',
    needBy: at,
    outcome: 'the flag is on in staging',
    blocks: 'acme/lighthouse#12',
  },
  context: {
    repository: 'acme/lighthouse',
    branch: 'fix-beam',
    commit: '0123abc0123abc0123abc0123abc0123abc01234',
    path: 'src/beam.ts',
    lines: [10, 14],
    permalink: 'https://github.com/acme/lighthouse/blob/0123abc/src/beam.ts#L10-L14',
    diagnostic: "Type 'string' is not `assignable`",
  },
}).body;
const status = writeStatus({
  id,
  by: ana,
  status: {
    mode: 'busy',
    text: 'Outbox `crash` tests',
    until: later,
    since: at,
    zone: 'Europe/Berlin',
    hours: { mon: '09:00-12:00,13:00-17:30', tue: '22:00-06:00' },
    off: ['2026-12-24/2026-12-27', '2027-01-01'],
    focus: [{ start: '2026-11-24T09:00', minutes: 180, every: 'week' }],
    focusing: { since: at, until: later },
    marks: [{ start: at, end: later }],
    windows: ['11:00', '15:00'],
  },
  edited: { zone: at, hours: at, off: at, focus: at, focusing: at, marks: at, windows: at },
});
/** From before focus had a place of its own. */
const old = encode('By hand', {
  v: 1,
  kind: 'status',
  id,
  by: 1,
  mode: 'focusing',
  text: 'x',
  until: later,
  since: at,
  zone: 'UTC',
  hours: { sat: '9-17' },
});
const newer = encode('From tomorrow', { v: 2, kind: 'status', id, by: 1, mode: 'focusing', mood: { deep: [1] } });
const foreign = encode('By hand above', {
  v: 1,
  kind: 'blocker',
  id,
  by: 1,
  priority: { a: [1, 2] },
  context: { branch: 'x', os: 'y' },
});
const bodies = [
  blocker,
  status,
  old,
  newer,
  foreign,
  writeRoster(id, ana).body,
  writeComment('I am on it', id, ana),
  writePromise({ by: ana, at, zone: 'Europe/Berlin' }),
  'Only prose\n\n* * *\n',
];

const worstBodies = [
  pumped('<!-- makertime '),
  pumped('\n<!-- makertime '),
  pumped('\n<!-- makertime ', '', '-->'),
  pumped('[', '<!-- makertime {"v":1,"kind":"status","by":1,"off":', ' -->'),
  pumped('{"a":', '<!-- makertime ', ' -->'),
  pumped('"2026-12-24",', '<!-- makertime {"v":1,"kind":"status","by":1,"off":[', '"a"]} -->'),
  pumped(
    '{"start":"2026-11-24T09:00","minutes":60},',
    '<!-- makertime {"v":1,"kind":"status","by":1,"focus":[',
    '1]} -->',
  ),
  pumped(
    '{"start":"2026-11-24T09:00:00Z","end":"2026-11-24T09:00:00Z"},',
    '<!-- makertime {"v":1,"kind":"status","by":1,"marks":[',
    '1]} -->',
  ),
  pumped('\\u0060a', `<!-- makertime {"v":1,"kind":"status","by":1,"text":"`, '"} -->'),
  pumped('\u2063x\n\n', '', '<!-- makertime {"v":1,"kind":"status","by":1} -->'),
  pumped('`` ` ', '', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1} -->`),
  pumped(' \r\n', 'a', `b\n<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1} -->`),
  pumped('**Desired outcome:** x\n', '', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1} -->`),
  pumped(' ', '**Desired outcome:** a', `b\n<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1} -->`),
  pumped('0', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1,"needBy":"2026-11-21T09:00:00.`, '"} -->'),
  pumped('a-', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":1,"blocks":"a/`, '#1x"} -->'),
];

/** What Makertime itself puts into a block is shorter. */
const longestValue = 5_000;

const blocks: Target = {
  name: 'block',
  corpus: bodies,
  worst: worstBodies,
  check(text) {
    const decoded = decode(text);
    const prose = proseOf(text);
    const value = text.slice(0, longestValue);
    const written = encode(text, { v: 1, kind: 'fuzz', value });
    assert.deepEqual(decode(written), { kind: 'block', block: { v: 1, kind: 'fuzz', value } }, 'reads what it wrote');
    assert.equal(written.split('-->').length, text.split('-->').length + 1, 'a value ends no comment');
    if (decoded.kind !== 'block') return;
    const again = encode(prose, decoded.block);
    assert.deepEqual(
      decode(again),
      { kind: 'block', block: JSON.parse(JSON.stringify(decoded.block)) },
      'keeps the block',
    );
    assert.equal(encode(proseOf(again), decoded.block), again, 'comes to rest');
  },
};

/** Of the block all but what the edit is about. */
function foreignIn(body: string, own: readonly string[]): Block | undefined {
  const decoded = decode(body);
  if (decoded.kind !== 'block') return undefined;
  const kept = Object.entries(decoded.block).filter(([key]) => !own.includes(key));
  // What JSON can say: a number too large for it cannot be written again.
  return JSON.parse(JSON.stringify(Object.fromEntries(kept)));
}

const blockers: Target = {
  name: 'blocker',
  corpus: bodies,
  worst: worstBodies,
  check(text, draw) {
    const issue = { title: 'as it was', body: text };
    const read = readBlocker(issue, ana, 7);
    const edited = editBlocker(issue, { title: 'changed', owner: draw.of(['bo', null] as const) });
    if (edited && edited.body.length <= longestBody) {
      const own = ['owner', 'needBy', 'blocks'];
      assert.deepEqual(foreignIn(edited.body, own), foreignIn(text, own), 'foreign parts of the block stay');
      const after = readBlocker(edited, ana, 7);
      assert.equal(after.kind, read.kind, 'is what it was');
      if (read.kind === 'ours' && after.kind === 'ours') {
        assert.deepEqual(after.context, read.context);
        assert.equal(after.words.needBy, read.words.needBy);
        assert.equal(outcomeOf(oneLine(after.words.outcome)), outcomeOf(oneLine(read.words.outcome)));
        assert.deepEqual(wordsOf(after.words.notes), wordsOf(read.words.notes), 'notes stay');
      }
      const twice = editBlocker(edited, {});
      assert.ok(twice && editBlocker(twice, {})?.body === twice.body, 'comes to rest');
    }
    const words = { title: text.slice(0, 256), notes: text, outcome: text };
    const context = { path: text.slice(0, 1000), branch: text.slice(3, 900) };
    const own = writeBlocker({ id, by: ana, words, context });
    const back = readBlocker(own, ana, 7);
    assert.ok(back.kind === 'ours' && back.id === id, 'reads what it wrote');
    assert.equal(back.words.title, words.title);
    assert.deepEqual(back.context, context);
    assert.equal(outcomeOf(oneLine(back.words.outcome)), outcomeOf(oneLine(text)));
    assert.equal(readBlocker(own, { id: 2, login: 'bo' }, 7).kind, 'forged', 'nobody else wrote it');
  },
};

/** A line that would be a block is defused, and so is one that becomes one when its blanks do. */
const outcomeOf = (text: string) => text.replaceAll('&lt;!-- makertime ', '<!-- makertime ');
const oneLine = (text = '') => text.replace(/\s+/g, ' ').trim();
const wordsOf = (text = '') => text.replaceAll('&lt;!-- makertime ', '<!-- makertime ').split(/\s+/).filter(Boolean);

const changes: readonly StatusChanges[] = [
  { said: { mode: 'busy', text: 'x' } },
  { zone: 'Asia/Kolkata', hours: { mon: '9-17' } },
  { off: null, focus: [] },
  { windows: ['9'] },
  { focusing: { since: at, until: later } },
  { focusing: null, marks: [{ start: at, end: at }] },
];

const statuses: Target = {
  name: 'roster',
  corpus: bodies,
  worst: worstBodies,
  check(text, draw) {
    readRoster(text, ana);
    const record = readStatus({ body: text, author: ana, number: 7, updatedAt: later });
    if (!record) return;
    assert.ok(record.record === 'newer' || record.status.mode !== undefined);
    const change = draw.of(changes);
    const edited = editStatus(text, ana, change, later, 7, later);
    assert.equal(edited === undefined, record.record === 'newer', 'a newer one alone is left as it is');
    if (edited !== undefined && edited.length <= longestBody) {
      assert.equal(editStatus(edited, ana, change, later, 7, later), edited, 'twice is once');
      const own = [
        'v',
        'kind',
        'id',
        'by',
        'mode',
        'text',
        'until',
        'since',
        'rough',
        'zone',
        'hours',
        'off',
        'focus',
        'focusing',
        'marks',
        'windows',
        'edited',
      ];
      if (record.record === 'ours') assert.deepEqual(foreignIn(edited, own), foreignIn(text, own), 'foreign keys stay');
      const after = readStatus({ body: edited, author: ana, number: 7, updatedAt: later });
      assert.equal(after?.record, 'ours', 'is sound after an edit');
    }
    if (record.record !== 'ours') return;
    const again = readStatus({ body: writeStatus(record), author: ana, number: 7, updatedAt: later });
    assert.deepEqual(again?.status, record.status, 'reads what it wrote');
  },
};

const cards: Target = {
  name: 'statusCard',
  corpus: ['09:00-17:00', '2026-12-24/2026-12-27', '2026-11-24T09:00', 'Europe/Berlin', 'a `b` c', at],
  worst: [
    pumped('`'),
    pumped('` '),
    pumped(' ', 'a', 'b'),
    pumped('`` ` '),
    pumped('9', '', 'x'),
    pumped('Aa/', '', '!'),
    pumped('\u202e'),
  ],
  check(text, draw) {
    const parts = {
      text,
      zone: text,
      off: [text, text],
      windows: [text],
      until: text,
      rough: text,
      hours: { mon: text, sun: text },
    };
    const card = statusCard(
      {
        mode: draw.of(modes),
        ...parts,
        focus: [{ start: text, minutes: text.length, every: 'day' }],
        focusing: { since: text, until: text },
        marks: [{ start: text, end: text }],
      },
      { zone: text },
    );
    for (const paragraph of card.split('\n\n'))
      assert.ok(paragraph.startsWith('\u2063') && !paragraph.includes('\n'), 'each line is marked');
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(card), 'nothing turns the line round');
    const put = withCard(text, card);
    // What comes to be a line's end or a mark only when the blanks around it go, nobody has meant.
    if (/\r\r|[^\S\n]\u2063/.test(text)) return;
    assert.equal(withCard(put, card), put, 'comes to rest');
    assert.deepEqual(byHand(put), byHand(text), 'what was written by hand stays');
  },
};

function byHand(prose: string): readonly string[] {
  return prose
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('\u2063'))
    .join('\n')
    .split(/\s+/)
    .filter(Boolean);
}

const comments: Target = {
  name: 'comment',
  corpus: bodies,
  worst: worstBodies,
  check(text) {
    isComment(text, id);
    assert.equal(isComment(writeComment(text, id, ana), id), true);
    assert.equal(isComment(writeComment(text, `${id}x`, ana), id), false, 'nothing in the text stands for another');
  },
};

const promises: Target = {
  name: 'promise',
  corpus: bodies,
  worst: worstBodies,
  check(text) {
    const promise = { by: ana, at: later, zone: 'Asia/Tokyo' };
    const edited = editPromise(text, promise);
    assert.equal(edited === undefined, decode(text).kind !== 'block');
    if (edited === undefined || readPromise(text, ana) === undefined) return;
    assert.deepEqual(readPromise(edited, ana), { kind: 'ours', at: later });
    assert.equal(editPromise(edited, promise), edited, 'the same once more changes nothing');
  },
};

const teamText = `roster: 12 # number of the roster issue
members: [ana, "@bo", chidi]
expectations: { blocker: 4h, question: 90m, review: 1d }
rotation:
  every: 1w
  starts: 2026-11-23T09:00[Europe/Berlin]
  people: &all [ana, bo]
  overrides: [{ from: 2026-12-24, to: 2026-12-27, who: bo }, { from: 2026-12-31 }]
quiet: ["12:00-13:30 Europe/Berlin", 22:00 – 24:00 UTC]
categories: { question: Q&A, idea: Ideas }
labels: { blocker: blocked }
`;

const teamFiles: Target = {
  name: 'teamFile',
  corpus: [
    teamText,
    'roster: 3\r\nmembers:\r\n  - ana\r\n',
    '{"roster": 12, "members": ["ana"]}',
    'a: &a [*a, *a]\nmembers: *a\n',
    'labels:\n  blocker: |\n    two\n    lines\n',
  ],
  worst: [
    pumped('[', 'members: '),
    pumped('- ', 'members:\n  '),
    pumped('a: &a [*a]\n'),
    pumped('&a *a ', 'members: [', ']'),
    pumped('x: 1\n'),
    pumped('members:\n'),
    pumped(' ', 'a:', 'b'),
    pumped('#'),
    pumped('"'),
    pumped("'"),
    pumped('? '),
    pumped('? a\n'),
    pumped('\t'),
    pumped('- a\n', 'members:\n'),
    pumped('!!x '),
    pumped('%T a\n'),
    pumped('---\n'),
    pumped('{a: ', '', ''),
    pumped('a,', 'members: [', ']'),
    pumped('  \n', 'labels:\n  blocker: |\n', 'x'),
    pumped('a\n  ', 'labels:\n  blocker: ', 'x'),
    pumped('\\', 'labels: { blocker: "', '" }'),
    pumped('[{', 'a: '),
    pumped(': '),
    pumped(']'),
    pumped('}\n'),
  ],
  check(text) {
    readTree(text);
    const read = readTeamFile(text);
    const lines = text.split('\n').length;
    assert.ok(read.problems.length <= 100);
    for (const { line, value } of read.problems)
      assert.ok(line >= 1 && line <= lines + 1 && value.length <= 100, `line ${line}`);
    const again = readTeamFile(written(read));
    assert.deepEqual(again, { ...read, problems: [] }, 'reads what it would write');
  },
};

/** The same as JSON, which is YAML. */
function written({ problems: _problems, expectations, ...rest }: TeamFile): string {
  const hour = 3_600_000;
  const amounts = Object.entries(expectations).map(([key, length = 0]) => {
    const [unit, name] =
      length % (8 * hour) === 0 ? [8 * hour, 'd'] : length % hour === 0 ? [hour, 'h'] : [hour / 60, 'm'];
    return [key, `${length / Number(unit)}${name}`];
  });
  return JSON.stringify({ ...rest, expectations: Object.fromEntries(amounts) });
}

const writeUps: Target = {
  name: 'writeUp',
  corpus: [
    "# One line\n\nNeeded from: @bo\nNeeded by: 15:00\nDesired outcome: on\nBlocks: #12\nAttached: a · b\n\n<!-- help -->\n\n## What I've tried\n\nAll\n\n## Else\n",
    '```\n# not a title\n```\n# Title\n<!-- open\n\nstill -->\ntext',
  ],
  worst: [
    pumped('<!--\n'),
    pumped('<!--\n', '', '-->'),
    pumped('-->  \n'),
    pumped(' ', '-->', 'x'),
    pumped('`', '', '\nx'),
    pumped('```\n'),
    pumped('## What\n\n'),
    pumped('\n'),
    pumped('#'),
    pumped(' ', 'Needed by:', 'x'),
  ],
  check(text) {
    const { title, titleLine, notes } = readWriteUp(text, ['What', 'Else']);
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    assert.ok(titleLine >= 1 && titleLine <= lines.length && !title.includes('\n'));
    let place = 0;
    for (const line of notes === '' ? [] : notes.split('\n')) {
      while (place < lines.length && lines[place] !== line) place++;
      assert.ok(place++ < lines.length, 'each line of the notes is one of the text, in its order');
    }
  },
};

export const recordTargets: readonly Target[] = [
  blocks,
  blockers,
  statuses,
  cards,
  comments,
  promises,
  teamFiles,
  writeUps,
];
