import assert from 'node:assert/strict';
import { offered } from '../../../src/views/offered.js';

const one = (label: string, ...value: readonly unknown[]) => ({ label, value: value.length > 0 ? value[0] : label });
const lines = (choices: readonly ReturnType<typeof one>[], made: readonly ReturnType<typeof one>[], typed: string) =>
  offered(choices, made, typed).map(({ choice, isAlwaysShown }) => `${choice.label}${isAlwaysShown ? '!' : ''}`);

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
});
