import assert from 'node:assert/strict';
import type { Known } from '../../../src/app.js';
import { type Composing, captureRows } from '../../../src/commands/captureRows.js';
import { initialState } from '../../../src/model/state.js';
import { board, team } from '../../support/builders.js';

const state = {
  ...initialState,
  team,
  confirmed: board([], { work: new Map([[12, { number: 12, title: 'Light $(x)', kind: 'issue', people: [1] }]]) }),
};
const all = ['bo', 'emi', 'eve', 'dana', 'finn', 'gus', 'hana'];
const composing = (more: Partial<Composing> = {}): Composing => ({
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
const labels = (...args: Parameters<typeof rows>) => rows(...args).map(({ label }) => label);
const saved = (label: string, ...args: Parameters<typeof rows>) => {
  const value = rows(...args).find((row) => row.label === label)?.value;
  assert.ok(value?.kind === 'save', label);
  const { kind: _kind, says: _says, ...line } = value;
  return line;
};

describe('the rows below a capture', () => {
  for (const [text, label, line] of [
    ['stuck', 'Save: needed from nobody yet', { text: 'stuck' }],
    ['stuck @dana', 'Save: needed from @dana', { text: 'stuck', owner: 'dana' }],
    ['stuck @DANA', 'Save: needed from @dana', { text: 'stuck', owner: 'dana' }],
    ['stuck #12', 'Save: needed from nobody yet, blocks #12 Light $ (x)', { text: 'stuck', blocks: 'acme/team#12' }],
    [
      'stuck @dana acme/x#3',
      'Save: needed from @dana, blocks acme/x#3',
      { text: 'stuck', owner: 'dana', blocks: 'acme/x#3' },
    ],
    ['stuck #99', 'Save: needed from nobody yet, blocks #99', { text: 'stuck', blocks: 'acme/team#99' }],
    ['stuck @nobody', 'Save: needed from nobody yet', { text: 'stuck @nobody' }],
  ] as const)
    it(`${text}: Enter means "${label}"`, () => {
      assert.equal(labels(text)[0], label);
      assert.deepEqual(saved(label, text), line);
    });

  it('three people are suggested, those who are worth it, and never twice', () => {
    const three = ['Save for @bo', 'Save for @emi', 'Save for @eve'];
    assert.deepEqual(labels('stuck').slice(1), three);
    assert.deepEqual(labels('stuck @bo').slice(1), [...three.slice(1), 'Save for @dana']);
  });

  it('a name that is being typed narrows them, and is no part of what is saved for one of them', () => {
    assert.deepEqual(labels('stuck #12 @e').slice(1), ['Save for @emi', 'Save for @eve', 'Save for @e']);
    assert.deepEqual(saved('Save for @emi', 'stuck #12 @e'), { text: 'stuck', owner: 'emi', blocks: 'acme/team#12' });
    assert.deepEqual(saved('Save for @e', 'stuck @e'), { text: 'stuck', owner: 'e' });
    assert.deepEqual(saved('Save: needed from nobody yet', 'stuck @e'), { text: 'stuck @e' });
    assert.deepEqual(labels('stuck @gu').slice(1), ['Save for @gus', 'Save for @gu']);
  });

  it('nothing can be saved before anything is typed, nor a name alone for its owner', () => {
    assert.deepEqual(
      rows(' ').map(({ value }) => value),
      Array(4).fill(undefined),
    );
    assert.equal(labels('')[0], 'Say in a few words what you are waiting for');
    assert.equal(rows('@e').find(({ label }) => label === 'Save for @emi')?.value, undefined);
  });

  it('what the branch is named after is proposed, gives way to what is typed, and goes with the rest', () => {
    const proposed = { name: 'acme/team#12', number: 12, title: 'x' };
    assert.equal(rows('stuck', { proposed })[0]?.label, 'Save: needed from nobody yet, blocks #12 Light $ (x)');
    assert.equal(saved('Save for @bo', 'stuck', { proposed }).blocks, 'acme/team#12');
    assert.equal(labels('stuck #3', { proposed })[0], 'Save: needed from nobody yet, blocks #3');
    assert.equal(labels('stuck', { proposed }, 'nothing')[0], 'Save: needed from nobody yet');
    assert.equal(labels('stuck #12', {}, 'nothing')[0], 'Save: needed from nobody yet, blocks #12 Light $ (x)');
  });

  it('what was said in an earlier step stays', () => {
    assert.equal(labels('stuck', { said: { owner: 'bo', blocks: 'a/b#1' } })[0], 'Save: needed from @bo, blocks a/b#1');
  });

  it('all that is attached is shown, the diagnostic on a row of its own', () => {
    const attached = { branch: 'main', diagnostic: '[fix](command:x) $(y)' };
    assert.equal(rows('stuck', { attached })[0]?.detail, 'Attached: main');
    assert.equal(labels('stuck', { attached }).at(-1), 'Attached, too: [fix] (command:x) $ (y)');
    assert.ok(!labels('stuck', { attached }, 'nothing').some((label) => label.startsWith('Attached')));
    assert.equal(rows('stuck', { attached }, 'nothing')[0]?.detail, 'Nothing from the editor will be attached');
  });

  it('why the disk refused, and that a text is too long, stand where Enter is', () => {
    const detail = rows('x'.repeat(60_001), { problem: 'Not saved: full' })[0]?.detail ?? '';
    assert.match(detail, /^Not saved: full · 60001 characters: .* · Nothing from the editor to attach$/);
  });

  it('what is known already leads away, under a heading, made plain', () => {
    const known: readonly Known[] = [
      { kind: 'answer', title: 'Which $(lamp)?', answer: '\nThe red one\nsince May', number: 4 },
      { kind: 'document', title: 'Lamps', file: 'file:///x/docs/lamps.md', line: 3, path: 'docs/lamps.md' },
    ];
    const shown = rows('stuck', { resembling: () => known }).slice(-2);
    assert.deepEqual(
      shown.map(({ heading, label, description, detail, leadsAway }) => [
        heading,
        label,
        description ?? detail,
        leadsAway,
      ]),
      [
        ['Known already', 'Answered: Which $ (lamp)?', 'The red one', true],
        [undefined, 'Written down: Lamps', 'docs/lamps.md', true],
      ],
    );
  });
});
