import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeUpLabels } from '../../../../src/model/local/writeUp.js';
import { type Around, type Finding, findingsIn } from '../../../../src/records/help/rules.js';
import { holdsSecret, secretsIn } from '../../../../src/records/help/secrets.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { anyText, hostileText } from '../../arbitraries.js';

const shape = { ...writeUpLabels, labels: Object.values(writeUpLabels), wanted: 'Proposal', mostLines: 12 };
const noon = Date.parse('2026-11-21T12:00:00Z');
const around: Around = {
  shape,
  people: ['bo', 'chidi'],
  things: [{ number: 12, title: 'Dark lamp' }],
  timeOf: (typed) => (typed === '13:00' ? noon + 3_600_000 : undefined),
  seenBy: (login) => (login === 'bo' ? noon + 7_200_000 : undefined),
  timeWords: (at) => new Date(at).toISOString().slice(0, 16).replace('T', ' '),
  exactTime: (typed) => `${typed} UTC`,
};
const find = (text: string, more: Partial<Around> = {}) => findingsIn(text, { ...around, ...more });
const rulesIn = (text: string, more?: Partial<Around>) => find(text, more).map(({ rule }) => rule);

function done(text: string, finding: Finding | undefined, place = 0): string {
  const fix = finding?.fixes[place];
  if (!fix || fix.kind === 'go') return assert.fail('it changes something');
  return [...fix.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((before, { start, end, text: words }) => before.slice(0, start) + words + before.slice(end), text);
}
/** A paragraph of which nothing is to be said but what a test is about. */
const plain = (words: string) => `# Title\n\nNeeded from: @ana\nDesired outcome: light\n\nSee #3. ${words}\n`;

const pieces = [
  '# T',
  '\n',
  '\n\n',
  '\r',
  '\u2028',
  'Needed from: ',
  '@',
  '@bo',
  'Needed by: 13:00',
  'Desired outcome:',
  '## Proposal',
  '15:00',
  'tomorrow',
  'by ',
  '?',
  'asap',
  'somebody',
  'should be fixed',
  'This',
  '`',
  '```',
  '<!--',
  '-->',
  '#3',
  '光',
  '\u{1f9ef}',
  'ghp_'.padEnd(40, 'aB1'),
] as const;

describe('the rules of writing help', () => {
  it('say nothing before somebody has begun to write, and nothing of what says all it needs', () => {
    assert.deepEqual(rulesIn(''), []);
    assert.deepEqual(rulesIn('# \n\nNeeded from: @\nDesired outcome: \n\n## Proposal\n'), []);
    assert.deepEqual(rulesIn('# Title\n\nNeeded from: @\nDesired outcome: \n'), []);
    assert.deepEqual(rulesIn(plain('It has been dark since Monday. Does the key of @bo fit?')), []);
  });

  it('miss an outcome and a name, in any language, and offer whom there is', () => {
    const text = '# 灯台が暗い\n\nNeeded from: @\nDesired outcome: \n\n霧の中で光らない。#3\n';
    const [outcome, owner, ...more] = find(text);
    assert.deepEqual([outcome?.rule, owner?.rule, more], ['noOutcome', 'noOwner', []]);
    assert.deepEqual(outcome?.fixes, [{ kind: 'go', at: text.indexOf('outcome: ') + 9 }]);
    assert.match(done(text, owner), /^Needed from: @bo$/m);
    assert.match(done(text, owner, 1), /^Needed from: @chidi$/m);
    assert.deepEqual(rulesIn(text.replace('#3', '#3 @bo').replace('outcome: ', 'outcome: 光')), []);
  });

  it('miss what a heading asks for, once something stands elsewhere', () => {
    const text = '# Title\n\nNeeded from: @ana\n\n## Context\n\nSee #3.\n\n## Proposal\n\n';
    assert.deepEqual(rulesIn(text), ['noOutcome']);
    assert.deepEqual(rulesIn(`${text}We buy one.\n`), []);
    assert.deepEqual(rulesIn(text.replace('## Proposal', '')), [], 'whoever deletes a heading does without it');
  });

  it('know a time that comes before somebody will see it, and offer the one at which they do', () => {
    const text = '# Title\n\nNeeded from: @bo\nNeeded by: 13:00\nDesired outcome: light\n\nSee #3.\n';
    const [one] = find(text);
    assert.equal(one?.rule, 'tooSoon');
    assert.match(done(text, one), /^Needed by: 2026-11-21 14:00$/m);
    assert.deepEqual(rulesIn(text, { seenBy: () => noon }), []);
  });

  it('number what asks several things, and let lists be', () => {
    const text = plain('Why?\n\nSince when?\n\nWer war da？');
    const [one] = find(text);
    assert.equal(one?.rule, 'severalQuestions');
    assert.match(done(text, one), /^1\. See #3\. Why\?\n\n2\. Since when\?\n\n3\. Wer/m);
    assert.deepEqual(rulesIn(plain('Why?\n\n- Since when?\n\n- Who was there?')), []);
  });

  it('miss something to go to, and offer what was changed last', () => {
    const text = '# Title\n\nNeeded from: @ana\nDesired outcome: light\n\nThe lamp stays dark\n';
    const [one] = find(text);
    assert.equal(one?.rule, 'noContext');
    assert.match(done(text, one), /^The lamp stays dark \(#12\)$/m);
    for (const there of ['https://example.com', '#3', 'src/lamp.ts', '`dark()`', 'lamp.ts'])
      assert.deepEqual(rulesIn(text.replace('dark', there)), [], there);
    assert.deepEqual(rulesIn(text.replace('\n\nThe', '\nAttached: main\n\nThe')), []);
  });

  it('miss the zone of a time and the date of a day, but not where they stand', () => {
    for (const [typed, words] of [
      ['I need it by 15:00.', '15:00'],
      ['Um 14h30 ist es dunkel.', '14h30'],
      ['It leaves on friday at 3pm.', 'friday at 3pm'],
      ['I need it by tomorrow.', 'tomorrow'],
      ['It is due EOD.', 'EOD'],
    ] as const) {
      const text = plain(typed);
      const [one] = find(text);
      assert.deepEqual([one?.rule, one?.about], ['noZone', words], typed);
      assert.ok(done(text, one).includes(`${words} UTC`));
    }
    for (const clear of [
      '15:00 UTC',
      '15:00 (Europe/Berlin)',
      '3pm CET',
      '15:00+01:00',
      '15:00 in Kolkata',
      'lamp.ts:10:30',
      '`15:00`',
      '12:03:45',
      '1:2:3',
      'since Friday',
      'by Friday 27 Nov, at 9',
    ])
      assert.deepEqual(rulesIn(plain(clear)), [], clear);
  });

  it('ask for a reason, a name and a link where words do without', () => {
    assert.deepEqual(rulesIn(plain('Please look at it asap.')), ['noReason']);
    assert.deepEqual(rulesIn(plain('Please look at it asap, because the ferry leaves.')), []);
    const asking = plain('Could somebody turn it on?');
    assert.deepEqual(rulesIn(asking), ['nobodyAsked']);
    assert.match(done(asking, find(asking)[0]), /Could @bo turn it on\?/);
    const passive = plain('The lamp should be fixed.');
    assert.match(done(passive, find(passive)[0]), /should be fixed by @bo\./);
    const vague = '# Title\n\nNeeded from: @ana\nDesired outcome: light\nAttached: main\n\nThis is broken.\n';
    assert.match(done(vague, find(vague)[0]), /^This \(#12\) is broken/m);
    assert.deepEqual(rulesIn(vague.replace('This is', 'The lamp is').replace('broken', 'broken, see Slack')), [
      'vague',
    ]);
  });

  it('find what is too long, by lines of text', () => {
    const lines = (count: number) => plain(Array.from({ length: count }, (_, line) => `Line ${line}`).join('\n'));
    assert.deepEqual(rulesIn(lines(12)), []);
    assert.deepEqual(rulesIn(lines(13)), ['tooLong']);
  });

  it('are three at most, a secret first and as a warning, and all others milder', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const text = `# Title\n\nNeeded from: @\nDesired outcome: \n\nThis needs to be done asap by tomorrow, with ${token}\n`;
    const found = find(text);
    assert.deepEqual(
      found.map(({ rule, severity }) => [rule, severity]),
      [
        ['secret', 'warning'],
        ['noOutcome', 'information'],
        ['noOwner', 'information'],
      ],
    );
    assert.ok(!done(text, found[0]).includes('ghp_'));
    for (const { fixes } of found) assert.ok(fixes.length > 0);
  });

  it('hold for any text: nothing throws, all is within it, and it takes no longer than it is long', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(300),
          hostileText,
          fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
        ),
        (text) => {
          const found = find(text);
          assert.ok(found.length <= 3);
          for (const { start, end, fixes } of found) {
            assert.ok(0 <= start && start <= end && end <= text.length);
            for (const fix of fixes)
              for (const edit of fix.kind === 'go' ? [{ start: fix.at, end: fix.at }] : fix.edits)
                assert.ok(0 <= edit.start && edit.start <= edit.end && edit.end <= text.length);
          }
        },
      ),
    );
    for (const piece of [
      '@',
      'a:',
      '12:',
      '`',
      'a@b:',
      '?\n\n',
      '<!--\n',
      '# \n',
      'eyJa.',
      'by ',
      'xy://a:b',
      ' \r',
      '(',
      '-----BEGIN ',
      'Needed from: ',
    ])
      assert.ok(effortOf(() => find(`# T\n\n${piece.repeat(60_000 / piece.length)}`)) < 1_000, piece);
  });
});

describe('secrets', () => {
  it('are known by their shape, in any place of a value', () => {
    const found = [
      `ghp_${'a1B2'.repeat(9)}`,
      `github_pat_${'a1B2'.repeat(9)}`,
      'AKIAIOSFODNN7ABCDEFG',
      '-----BEGIN RSA PRIVATE KEY-----',
      'https://ana:pass1word@example.com/x',
      'webcal://example.com/ana.ics',
      'https://calendar.google.com/calendar/ical/ana/private-0123456789abcdef/basic.ics',
      'https://outlook.office365.com/owa/calendar/0123@x/abc/calendar.ics',
    ];
    for (const one of found) {
      const text = `Here: ${one} and more`;
      assert.deepEqual(
        secretsIn(text).map(({ start }) => start),
        [6],
        one,
      );
      assert.ok(holdsSecret({ words: { notes: text } }), one);
    }
  });

  it('are none of what only resembles them', () => {
    for (const text of [
      'ghp_',
      `ghp_${'x'.repeat(36)}`,
      'AKIAIOSFODNN7EXAMPLE',
      'https://example.com/a:b@c',
      'mailto:ana@example.com',
      'ana@example.com:22',
      '-----BEGIN PUBLIC KEY-----',
      'https://example.com/private-area/x',
      '0123abc0123abc0123abc0123abc0123abc01234',
      '01JD3Z7Q8R9S0TAVBWCXDYEZFG',
    ])
      assert.deepEqual(secretsIn(text), [], text);
  });
});
