/** The promises of what reads typed lines, addresses, patterns and Markdown: times, names, places, owners, mentions. */
import assert from 'node:assert/strict';
import { mentionsIn } from '../../../src/base/mentions.js';
import { plain, plainLines } from '../../../src/base/plainText.js';
import { nameBegun, readLineEnd } from '../../../src/model/board/lineEnd.js';
import { serverFrom } from '../../../src/model/board/remoteUrl.js';
import { readWindows } from '../../../src/model/focus/deliveryTimes.js';
import { hoursOfPlan, planFrom } from '../../../src/model/focus/plan.js';
import { parseStatusLine } from '../../../src/model/hours/typedTime.js';
import { readDaysOffText, readWeekText, writeWeekText } from '../../../src/model/hours/weekText.js';
import { loginOf } from '../../../src/model/people/author.js';
import { isLogin } from '../../../src/model/people/person.js';
import { branchFor, isBranchName } from '../../../src/model/waits/tasks.js';
import { codeOwnersOf, readCodeOwners } from '../../../src/records/codeOwners.js';
import { repositoryAt } from '../../../src/records/git/address.js';
import { commitsBehind } from '../../../src/records/git/blame.js';
import { answerInMarkdown } from '../../../src/records/keptAnswer.js';
import { sectionsOf } from '../../../src/search/sections.js';
import { pumped, type Target } from './target.js';

const now = Date.parse('2026-11-25T13:40:00Z');
const zone = 'Europe/Berlin';

const owners: Target = {
  name: 'codeOwners',
  corpus: [
    '# who\n* @ana\n/docs/**/*.md @bo @acme/team bo@example.com\nsrc/**/x*y?z @chidi # why\nwith\\ space/ @ana\n!no @bo\n[a-z] @bo\n',
  ],
  worst: [
    pumped('*a'),
    pumped('**/', '', 'x @bo'),
    pumped('*a*b @bo\n'),
    pumped('\\'),
    pumped('a/', '', ' @bo'),
    pumped('* @ana\n'),
    pumped('**/a*a*a*a*a*b @ana\n'),
    pumped(' '),
    pumped('#\n'),
  ],
  check(text, draw) {
    const rules = readCodeOwners(text);
    const path = draw.of([
      'src/a/b/xaaayaz',
      'docs/deep/er/readme.md',
      `${'a'.repeat(60)}/${'a/'.repeat(30)}b`,
      text.slice(0, 300),
    ]);
    for (const login of codeOwnersOf(rules, path)) assert.ok(isLogin(login), login);
  },
};

const trailing: Target = {
  name: 'trailing',
  corpus: ['Deploy hangs @bo #12', 'Cannot @types acme/lighthouse#4 @ana', '@bo', '  x @Bo  '],
  worst: [pumped(' '), pumped('@bo '), pumped('@'), pumped('#1 '), pumped('a', 'x @'), pumped(' ', 'a', '@bo')],
  check(text) {
    const read = readLineEnd(text, {
      login: (word) => (/^(ana|bo)$/i.test(word) ? word.toLowerCase() : undefined),
      isIssue: () => true,
      repository: 'acme/team',
    });
    assert.ok(text.startsWith(read.text), 'takes from the end alone');
    assert.ok(read.text !== '' || text === '', 'leaves something');
    const begun = nameBegun(text);
    if (begun) assert.ok(text.startsWith(begun.text) && text.endsWith(`@${begun.begun}`));
  },
};

const said: Target = {
  name: 'said',
  corpus: [
    'dentist until 15:00',
    'lunch for 45m',
    '30m',
    'until 9:30 am',
    'till tomorrow',
    'until Fri 14:00',
    'until noon',
    'until 2026-11-30',
    'until 24 Dec',
    'for 1h30',
    'until 24-27 Dec 2026, at 9 p.m.',
  ],
  worst: [
    pumped(' ', 'a', 'b'),
    pumped('until '),
    pumped('for 1', '', 'x'),
    pumped('1', 'until '),
    pumped('- ', 'until '),
    pumped(' ,', 'a', 'until 15:00'),
    pumped('.', 'until 24 dec'),
    pumped('a', 'until '),
  ],
  check(text) {
    const read = parseStatusLine(text, now, zone, { mode: 'available', zone, hours: { thu: '09:00-17:00' } });
    if (read.until !== undefined) assert.ok(Date.parse(read.until) > now - 60_000, `${read.until} lies ahead`);
    const words = text.trim().split(/\s+/).join(' ');
    if (read.text !== undefined)
      assert.ok(words.startsWith(read.text.split(/\s+/).join(' ')), 'the sentence is the beginning');
  },
};

const windows: Target = {
  name: 'windows',
  corpus: ['11, 15:00', '9.30 and 14', '11:00;15:00 & 17', '0, 1, 2, 3, 4, 5'],
  worst: [pumped(','), pumped(' and '), pumped(' ', '9', ':30'), pumped('1'), pumped('9, ')],
  check(text) {
    const read = readWindows(text);
    if (read) assert.deepEqual(readWindows(read.join(', ')), read, 'reads what it wrote');
  },
};

const weeks: Target = {
  name: 'week and focus plan',
  corpus: [
    'mon-fri 9-17:30',
    'mo-thu 09:00-12:00, 13:00-17:30; fri 9-13',
    'sun-thu 8-16',
    'mon, wed 9am-1pm',
    'daily 10-14',
    'mon to wed: 22:00 until 6',
    '24-27 Dec, 2026-12-24..2026-12-27; Dec 24 to Jan 2, 2027',
  ],
  worst: [
    pumped(' ', 'mon', 'x 9-17'),
    pumped(' ', 'mon', '9-17'),
    pumped('\u00a0', 'mon', '- 9'),
    pumped('mon,'),
    pumped('9-17,', 'mon '),
    pumped(' and ', 'mon', ' 9-17'),
    pumped(' to ', 'mon', ' 9-17'),
    pumped('-', 'mon', ' 9-17'),
    pumped('1', 'mon '),
    pumped(' - ', 'mon 9'),
    pumped('mon 9-17;'),
    pumped('24 Dec,'),
    pumped('.', '24'),
    pumped(' ', '24', 'Dec'),
  ],
  check(text) {
    const { value } = readWeekText(text);
    assert.deepEqual(readWeekText(writeWeekText(value)), { value, problems: [] }, 'reads what it wrote');
    const plan = planFrom(value, [], 20_000);
    hoursOfPlan(plan);
    const off = readDaysOffText(text, now, zone);
    assert.deepEqual(readDaysOffText(off.value.join(', '), now, zone).value, off.value, 'reads the days it wrote');
  },
};

const places: Target = {
  name: 'remote address',
  corpus: [
    'https://github.com/acme/team.git',
    'git@github.com:acme/team.git',
    'ssh://git@github.com:22/acme/team',
    'https://ana:secret@github.com/acme/team/',
    'http://127.0.0.1:3000',
    'https://ghe.example:8443/api',
  ],
  worst: [
    pumped('a', 'git@', '!'),
    pumped('a.'),
    pumped('-', 'https://github.com/', '/x'),
    pumped('a', 'https://github.com/a/', '.git.git'),
    pumped(':'),
    pumped('@'),
    pumped('%41', 'https://'),
    pumped('/'),
  ],
  check(text) {
    const found = repositoryAt(text, 'https://github.com');
    if (found) assert.match(`${found.owner}/${found.name}`, /^[\w-]{1,39}\/(?!\.{1,2}$)[\w.-]{1,100}$/);
    const server = serverFrom(text);
    if (server === undefined) return;
    assert.equal(serverFrom(server), server, 'comes to rest');
    assert.match(
      server,
      /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$)/,
      'nothing goes out in the clear',
    );
  },
};

const authors: Target = {
  name: 'blame',
  corpus: [
    '0123abc4 (Ana Duarte 2026-03-02 09:00:00 +0000 1) x\n^fedcba98 (Bo) y\n00000000 z',
    '12+ana@users.noreply.github.com',
    'bo@users.noreply.ghe.example',
  ],
  worst: [
    pumped('0', '^', 'x'),
    pumped('0123abc '),
    pumped('1', '', '+ana@users.noreply.x'),
    pumped('a', '', '@users.noreply.'),
    pumped('\n'),
  ],
  check(text) {
    const found = commitsBehind(text, [1, 50]);
    assert.ok(found.reduce((sum, { lines }) => sum + lines, 0) <= 50);
    const login = loginOf({ name: text, email: text }, ['ana', 'bo']);
    assert.ok(login === undefined || isLogin(login));
  },
};

const markdown = [
  'Ask @ana, `@bo`, bo@example.com and @acme/team\n\n```js\n@dana\n```\n',
  '# T\n\nText `a` and ``b ` c``\n\n~~~\nx\n~~~\n- [x](y) <b> https://x.example _a_ #1 &amp;',
];

const mentions: Target = {
  name: 'mentions',
  corpus: markdown,
  worst: [
    pumped('@'),
    pumped('@a-'),
    pumped(' @a'),
    pumped('-', '@a'),
    pumped('`` ` '),
    pumped('`'),
    pumped('```\n'),
    pumped(' @a-----'),
  ],
  check(text) {
    const found = mentionsIn(text);
    assert.ok(found.length <= 10 && new Set(found.map((login) => login.toLowerCase())).size === found.length);
    for (const login of found) assert.ok(text.includes(`@${login}`));
  },
};

const shown: Target = {
  name: 'plain and kept answers',
  corpus: markdown,
  worst: [
    pumped('`'),
    pumped('` '),
    pumped(' `` ` ``` '),
    runs,
    pumped('#'),
    pumped('# '),
    pumped('_'),
    pumped(' ', 'a', 'b'),
    pumped('\u200b'),
    pumped('a '),
  ],
  check(text) {
    const line = plain(text).replace(/^\u2068(.*)\u2069$/s, '$1');
    assert.ok(!/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u.test(line), 'one line, and all of it can be seen');
    plainLines(text);
    answerInMarkdown(text);
    for (const { text: section } of sectionsOf(text)) assert.ok(text.length === 0 || section.length <= text.length + 1);
    const name = branchFor('{number}-{title}', { number: 12, title: text });
    assert.ok(isBranchName(name), `${name} is a branch`);
  },
};

/** Runs of backticks, each longer than the one before: none closes another. */
function runs(length: number): string {
  let text = '';
  for (let count = 1; text.length < length; count++) text += `${'`'.repeat(count)} `;
  return text.slice(0, length);
}

export const typedTargets: readonly Target[] = [
  owners,
  trailing,
  said,
  windows,
  weeks,
  places,
  authors,
  mentions,
  shown,
];
