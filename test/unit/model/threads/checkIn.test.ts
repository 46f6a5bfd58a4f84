import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayTitle, dayTitled, isCheckInText, neededIn, needIn } from '../../../../src/model/threads/checkIn.js';

describe('a check-in, as people write it', () => {
  it('a title says its day, and nothing else is one', () => {
    assert.equal(dayTitle('2026-11-30'), 'Check-in: Mon 30 Nov 2026');
    assert.equal(dayTitled('Check-in: Mon 30 Nov 2026'), '2026-11-30');
    for (const title of [
      'Check-in: Tue 30 Nov 2026',
      'Check-in: Mon 31 Nov 2026',
      'Check-in',
      'Check-in: Mon 30 Foo 2026',
    ])
      assert.equal(dayTitled(title), undefined, title);
    fc.assert(
      fc.property(
        fc.string(),
        (title) => dayTitled(title) === undefined || dayTitle(dayTitled(title) ?? '') === title.trim(),
      ),
    );
    for (let day = 0; day < 400; day++) {
      const date = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      assert.equal(dayTitled(dayTitle(date)), date);
    }
  });

  it('who is named below “I need”, and nowhere else, is needed', () => {
    const text = '## Shipped\n\n- for @chidi\n\n### I need:\n\n- @bo: the key\n- `@emi`\n\n## Later\n\n@dana';
    assert.deepEqual(neededIn(text), ['bo']);
    assert.equal(needIn(text), '- @bo: the key\n- `@emi`');
    assert.deepEqual(neededIn('**I need**\n@bo'), ['bo']);
    assert.deepEqual(neededIn('I need @bo'), []);
  });

  it('what has one of the headings is one', () => {
    assert.deepEqual(['# shipped', '**Next**', '## I need', '## Other', 'Shipped', ''].map(isCheckInText), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    fc.assert(
      fc.property(
        fc.string(),
        (text) => typeof isCheckInText(text) === 'boolean' && needIn(text).length <= text.length,
      ),
    );
  });
});
