import assert from 'node:assert/strict';
import { plain } from '../../../../src/base/plainText.js';
import { chosenOf, composed, withBest } from '../../../../src/host/asking/pickOrder.js';

const one = (label: string, ...value: readonly unknown[]) => ({ label, value: value.length > 0 ? value[0] : label });
const lines = (choices: readonly ReturnType<typeof one>[], made: readonly ReturnType<typeof one>[], typed: string) =>
  withBest(choices, made, typed).map(({ choice, isAlwaysShown }) => `${choice.label}${isAlwaysShown ? '!' : ''}`);

describe('what a pick offers while one types', () => {
  const modes = [one('Available'), one('Focusing'), one('Busy'), one('Rough day')];

  it('is all there is before anything is typed', () => {
    assert.deepEqual(lines(modes, [one('x')], ' '), ['Available', 'Focusing', 'Busy', 'Rough day']);
  });

  it('is what was made of the words first, in its own order', () => {
    assert.deepEqual(lines(modes, [one('Busy', 'lunch'), one('Available', 'lunch, too')], 'lunch'), [
      'Busy!',
      'Available!',
      'Available',
      'Focusing',
      'Busy',
      'Rough day',
    ]);
  });

  it('but whose name begins with the words comes before', () => {
    assert.deepEqual(lines(modes, [one('Busy', 'foc')], 'FOC')[0], 'Focusing');
  });

  it('though it runs from right to left, and is kept from turning what stands beside it', () => {
    assert.deepEqual(lines([one('x העמודה'), one(plain('העמודה'))], [], 'העמ')[0], plain('העמודה'));
  });

  it('is shown though another of the same name means something else', () => {
    assert.ok(lines(modes, [one('Busy', { until: '15:00' })], 'until 15:00').includes('Busy!'));
  });

  it('is there once, and found, where the words come to what is there already', () => {
    const weeks = [one('Mon–Fri 09:00–17:00', { mon: '9-17' }), one('Mon–Fri 10:00–18:00', { mon: '10-18' })];
    assert.deepEqual(lines(weeks, [one('typed', { mon: '9-17' })], 'mon-fri 9-17'), [
      'Mon–Fri 09:00–17:00!',
      'Mon–Fri 10:00–18:00',
    ]);
  });

  it('ends with what only says something', () => {
    assert.deepEqual(lines(modes, [one('cannot be read', undefined)], 'busy 99').at(-1), 'cannot be read!');
  });

  describe('and Enter takes', () => {
    const people = [one('@emi'), one('@bo')];
    const enter = (typed: string, active?: (typeof people)[number]) =>
      chosenOf(withBest(people, typed === '' ? [] : [one(`@${typed}`)], typed), typed, active)?.label;

    it('what is active, and the first where the list says nothing yet', () => {
      assert.equal(enter('', people[1]), '@bo');
      assert.equal(enter(''), '@emi');
    });

    it('what the words come to, though the list still shows what stood there before them', () => {
      assert.equal(enter('finn', people[0]), '@finn');
      assert.equal(enter('finn', one('@fin')), '@finn');
      assert.equal(enter('bo', people[0]), '@bo');
    });

    it('another that stands under the words, where somebody went down to it', () => {
      const modes = [one('Busy'), one('Busy until 15:00')];
      assert.equal(chosenOf(withBest(modes, [], 'bus'), 'bus', modes[1])?.label, 'Busy until 15:00');
    });

    it('the very action somebody went down to', () => {
      const actions = [one('Open', () => 1), one('Comment', () => 2)];
      assert.equal(chosenOf(withBest(actions, [], ''), '', actions[1])?.label, 'Comment');
    });

    it('of rows below a text the one somebody went to, as it is by now, and else the first', () => {
      const rows = [
        { key: 'save', text: 'now' },
        { key: 'bo', text: 'now' },
      ];
      assert.deepEqual(composed(rows, 'bo'), rows[1]);
      assert.deepEqual(composed(rows, undefined), rows[0]);
      assert.deepEqual(composed(rows, 'emi'), undefined, 'it is gone, and another was not meant');
      assert.equal(composed([], 'bo'), undefined);
    });

    it('nothing where nothing is shown', () => {
      assert.equal(chosenOf(withBest(people, [], 'x'), 'x', people[0]), undefined);
    });
  });
});
