import assert from 'node:assert/strict';
import { type Composing, captureRows } from '../../../../src/commands/blockers/captureRows.js';
import { initialState } from '../../../../src/model/state.js';
import type { Known } from '../../../../src/search/knowledge.js';
import { board, statusRecord, team } from '../../../lib/fakes/builders.js';

const state = {
  ...initialState,
  team,
  confirmed: board([], { work: new Map([[12, { number: 12, title: 'Light $(x)', kind: 'issue', people: [1] }]]) }),
};
const all = ['bo', 'emi', 'eve', 'dana', 'finn', 'gus', 'hana'];
const composing = (more: Partial<Composing> = {}): Composing => ({
  kind: 'blocker',
  placement: () => ({ kind: 'nowhere', why: 'unheard' }),
  expected: () => undefined,
  timeIn: () => undefined,
  state,
  repository: 'acme/team',
  said: {},
  attached: {},
  suggest: (begun) =>
    all
      .filter((login) => login.startsWith(begun))
      .map((login) => ({ login, name: login, reasons: '', isWorthIt: login !== 'gus' })),
  known: (login) => all.find((one) => one === login.toLowerCase()),
  resembling: () => [],
  ...more,
});
const rows = (text: string, more: Partial<Composing> = {}, attaches: 'context' | 'nothing' = 'context') =>
  captureRows(composing(more), text, attaches);
/** Without those that make something else of it. */
const labels = (...args: Parameters<typeof rows>) =>
  rows(...args)
    .filter(({ key }) => !key.startsWith('kind/'))
    .map(({ label }) => label);
const saved = (label: string, ...args: Parameters<typeof rows>) => {
  const value = rows(...args).find((row) => row.label === label)?.value;
  assert.ok(value?.kind === 'save', label);
  const { kind: _kind, as: _as, says: _says, ...line } = value;
  return line;
};

describe('the rows below a capture', () => {
  for (const [text, label, line] of [
    ['stuck', 'Save without an owner', { text: 'stuck' }],
    ['stuck @dana', 'Save and assign to @dana', { text: 'stuck', owner: 'dana' }],
    ['stuck @DANA', 'Save and assign to @dana', { text: 'stuck', owner: 'dana' }],
    ['stuck #12', 'Save without an owner', { text: 'stuck', blocks: 'acme/team#12' }],
    ['stuck @dana #12', 'Save and assign to @dana', { text: 'stuck', owner: 'dana', blocks: 'acme/team#12' }],
    ['Blocked by #12', 'Save without an owner', { text: 'Blocked by #12', awaits: 'acme/team#12' }],
    ['Waiting for @dana', 'Save and assign to @dana', { text: 'Waiting for @dana', owner: 'dana' }],
    ['stuck #99', 'Save without an owner', { text: 'stuck #99' }],
    ['color #336699', 'Save without an owner', { text: 'color #336699' }],
    ['stuck @nobody', 'Save without an owner', { text: 'stuck @nobody' }],
  ] as const)
    it(`${text}: Enter means "${label}"`, () => {
      assert.equal(labels(text)[0], label);
      assert.deepEqual(saved(label, text), line);
    });

  for (const [text, sentence] of [
    ['stuck #12', "#12 Light $ (x) can't continue until this is resolved"],
    ['the key blocks #12', "#12 Light $ (x) can't continue until this is resolved"],
    ['blocked by #12', "this can't continue until #12 Light $ (x) is done"],
    ['stuck', undefined],
    ['stuck #99', undefined],
  ] as const)
    it(`${text}: the row says which of the two waits`, () => assert.equal(rows(text)[0]?.description, sentence));

  it('what no issue is known to be blocks nothing unless the row is chosen that says so', () => {
    for (const [text, left, name] of [
      ['stuck #99', 'stuck', 'acme/team#99'],
      ['stuck acme/x#3', 'stuck', 'acme/x#3'],
      ['error #404', 'error', 'acme/team#404'],
    ] as const) {
      const row = rows(text).find(({ key }) => key === 'unknownIssue');
      assert.match(row?.description ?? '', /can't continue until this is resolved · no such issue is known$/);
      assert.ok(row?.value?.kind === 'save');
      assert.deepEqual([row.value.text, row.value.blocks], [left, name]);
    }
    assert.ok(!rows('blocked by #99').some(({ key }) => key === 'unknownIssue'));
    assert.ok(!rows('stuck #12').some(({ key }) => key === 'unknownIssue'));
  });

  it('a stranger is said before saving', () => {
    const member = statusRecord({}, { by: { id: 2, login: 'bo' } });
    const withMember = { ...state, confirmed: { ...state.confirmed, statuses: new Map([[2, member]]) } };
    const typed = rows('stuck @torvalds', { state: withMember }).find(({ key }) => key === 'owner/torvalds');
    assert.equal(typed?.description, 'not a team member');
    assert.equal(rows('stuck @eve', { state: withMember })[0]?.description, 'not a team member');
    assert.equal(rows('stuck @bo', { state: withMember })[0]?.description, undefined);
  });

  it('a name that the words lead on to stays in the text of its row too', () => {
    assert.deepEqual(saved('Save and assign to @emi', 'Waiting for @e'), { text: 'Waiting for @emi', owner: 'emi' });
  });

  it('three people are suggested, those who are worth it, and never twice', () => {
    const three = ['Save and assign to @bo', 'Save and assign to @emi', 'Save and assign to @eve'];
    assert.deepEqual(labels('stuck').slice(1), three);
    assert.deepEqual(labels('stuck @bo').slice(1), [...three.slice(1), 'Save and assign to @dana']);
  });

  it('a name that is being typed narrows them, and is no part of what is saved for one of them', () => {
    assert.deepEqual(labels('stuck #12 @e').slice(1), [
      'Save and assign to @emi',
      'Save and assign to @eve',
      'Save and assign to @e',
    ]);
    assert.deepEqual(saved('Save and assign to @emi', 'stuck #12 @e'), {
      text: 'stuck',
      owner: 'emi',
      blocks: 'acme/team#12',
    });
    assert.deepEqual(saved('Save and assign to @e', 'stuck @e'), { text: 'stuck', owner: 'e' });
    assert.deepEqual(saved('Save without an owner', 'stuck @e'), { text: 'stuck @e' });
    assert.deepEqual(labels('stuck @gu').slice(1), ['Save and assign to @gus', 'Save and assign to @gu']);
  });

  it('nothing can be saved before anything is typed, nor a name alone for its owner', () => {
    assert.deepEqual(
      rows(' ').map(({ value }) => value),
      Array(9).fill(undefined),
    );
    assert.equal(labels('')[0], 'Type a few words first');
    assert.equal(rows('@e').find(({ label }) => label === 'Save and assign to @emi')?.value, undefined);
  });

  it('what the branch is named after is proposed, gives way to what is typed, and goes with the rest', () => {
    const proposed = { name: 'acme/team#12', number: 12, title: 'x' };
    const sentence = "#12 Light $ (x) can't continue until this is resolved";
    assert.equal(rows('stuck', { proposed })[0]?.description, sentence);
    assert.equal(saved('Save and assign to @bo', 'stuck', { proposed }).blocks, 'acme/team#12');
    assert.equal(rows('stuck #3', { proposed })[0]?.description, sentence);
    assert.equal(
      rows('blocked by #12', { proposed })[0]?.description,
      "this can't continue until #12 Light $ (x) is done",
    );
    assert.equal(rows('stuck', { proposed }, 'nothing')[0]?.description, undefined);
    assert.equal(rows('stuck #12', {}, 'nothing')[0]?.description, sentence);
  });

  it('what was said in an earlier step stays', () => {
    const [row] = rows('stuck', { said: { owner: 'bo', blocks: 'a/b#1' } });
    assert.equal(row?.label, 'Save and assign to @bo');
    assert.equal(row?.description, "a/b#1 can't continue until this is resolved");
  });

  it('all that is attached is shown, the diagnostic on a row of its own', () => {
    const attached = { branch: 'main', diagnostic: '[fix](command:x) $(y)' };
    assert.equal(rows('stuck', { attached })[0]?.detail, 'Attached: main');
    assert.equal(labels('stuck', { attached }).at(-1), 'Also attached: [fix] (command:x) $ (y)');
    assert.ok(!labels('stuck', { attached }, 'nothing').some((label) => label.startsWith('Attached')));
    assert.equal(rows('stuck', { attached }, 'nothing')[0]?.detail, 'Nothing from the editor will be attached');
  });

  it('why the disk refused, and that a text is too long, stand where Enter is', () => {
    const detail = rows('x'.repeat(60_001), { problem: 'Could not save: full' })[0]?.detail ?? '';
    assert.match(detail, /^Could not save: full · 60001 characters: .* · Nothing from the editor to attach$/);
  });

  it('what is known already leads away, under a heading, made plain', () => {
    const known: readonly Known[] = [
      { kind: 'answer', title: 'Which $(lamp)?', answer: '\nThe red one\nsince May', number: 4 },
      { kind: 'document', title: 'Lamps', file: 'file:///x/docs/lamps.md', line: 3, path: 'docs/lamps.md' },
    ];
    const shown = rows('stuck', { resembling: () => known }).filter(({ key }) => /^(answer|document)/.test(key));
    assert.deepEqual(
      shown.map(({ heading, label, description, detail, leadsAway }) => [
        heading,
        label,
        description ?? detail,
        leadsAway,
      ]),
      [
        ['Already known', 'Answered: Which $ (lamp)?', 'The red one', true],
        [undefined, 'Documented: Lamps', 'docs/lamps.md', true],
      ],
    );
  });
});
