import assert from 'node:assert/strict';
import { handlers } from '../../../src/commands/table.js';
import type { Item } from '../../../src/model/item.js';
import { bo, board, item } from '../../support/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../support/fakeApp.js';
import { choose, dismiss, enter, type } from '../../support/fakeAsk.js';

const change = handlers['makertime.changeBlocker'];
const known = item({
  number: 12,
  by: bo,
  title: 'stuck $(x)',
  needBy: '2026-11-23T11:00:00Z',
  outcome: 'green',
  blocks: 'acme/team#3',
});
const appWith = (one: Item) => fakeApp({ confirmed: board([one]) });
const changes = (app: FakeApp) =>
  app.recorded.map((one) => {
    if (one.kind === 'edit') return one.changes;
    return one.kind === 'depend' ? `depend ${one.blocks}${one.isOver ? ' over' : ''}` : one.kind;
  });

describe('changing a blocker', () => {
  it('asks what of it, and shows what stands there', async () => {
    const app = appWith(known);
    app.ask.will(dismiss());
    await change(app, known.key);
    assert.deepEqual(app.ask.picks[0]?.labels, [
      'By when it is needed',
      'The desired outcome',
      'Which work it blocks',
      'The title',
    ]);
    assert.deepEqual(app.recorded, []);
  });

  for (const [part, moves, expected] of [
    ['By when it is needed', [type('15:00')], [{ needBy: '2026-11-21T14:00:00Z' }]],
    ['By when it is needed', [choose('No time')], [{ needBy: null }]],
    ['The desired outcome', [enter('the flag is on ')], [{ outcome: 'the flag is on' }]],
    ['The desired outcome', [enter('')], [{ outcome: null }]],
    [
      'Which work it blocks',
      [type('#7')],
      [{ blocks: 'acme/team#7' }, 'depend acme/team#3 over', 'depend acme/team#7'],
    ],
    ['Which work it blocks', [choose('None')], [{ blocks: null }, 'depend acme/team#3 over']],
    ['The title', [enter(' '), enter('x'.repeat(257)), enter('the beam')], [{ title: 'the beam' }]],
  ] as const)
    it(`${part}: ${JSON.stringify(expected[0])}`, async () => {
      const app = appWith(known);
      app.ask.will(choose(part), ...moves);
      await change(app, known.key);
      assert.deepEqual(changes(app), expected);
      assert.deepEqual(app.ask.messages, ['Change saved']);
    });

  for (const [part, move] of [
    ['By when it is needed', dismiss()],
    ['The desired outcome', enter()],
    ['Which work it blocks', type('#3')],
    ['The title', enter()],
  ] as const)
    it(`${part}, left as it is, records nothing`, async () => {
      const app = appWith(known);
      app.ask.will(choose(part), move);
      await change(app, known.key);
      assert.deepEqual(app.recorded, []);
    });

  it('what has no time yet is not asked whether to have none', async () => {
    const bare = item({ number: 13 });
    const app = appWith(bare);
    app.ask.will(choose('By when it is needed'), dismiss());
    await change(app, bare.key);
    assert.ok(!app.ask.picks[1]?.labels.includes('No time'));
  });

  it('a dependency that is still owed for what it blocked before is not asked for any more', async () => {
    const app = appWith(known);
    for (const thing of ['#7', '#8']) {
      app.ask.will(choose('Which work it blocks'), type(thing));
      await change(app, known.key);
    }
    app.ask.will(choose('Which work it blocks'), choose('None'));
    await change(app, known.key);
    const owed = app.state().unsent.filter((one) => one.kind === 'depend' && !one.isOver);
    assert.deepEqual(owed, []);
    assert.equal(app.deeds.filter((deed) => deed.startsWith('discard')).length, 2);
  });

  it('a dependency that stands on GitHub is taken away before another is set', async () => {
    const blocking = item({ number: 14, blocks: 'acme/team#7' });
    const app = appWith(blocking);
    app.ask.will(choose('Which work it blocks'), type('#8'));
    await change(app, blocking.key);
    const asked = app.recorded.flatMap((one) => (one.kind === 'depend' ? [[one.blocks, one.isOver ?? false]] : []));
    assert.deepEqual(asked, [
      ['acme/team#7', true],
      ['acme/team#8', false],
    ]);
  });

  it('invariant 5: what was typed is on the clipboard where the disk refuses, and no dependency is asked for', async () => {
    for (const [part, move, text] of [
      ['The title', enter('the beam'), 'the beam'],
      ['The desired outcome', enter('on'), 'on'],
      ['Which work it blocks', type('#7'), ''],
    ] as const) {
      const app = appWith(known);
      app.world.diskErrors = [noSpace()];
      app.ask.will(choose(part), move);
      await change(app, known.key);
      assert.equal(app.clipboard, text);
      assert.deepEqual(app.recorded, []);
    }
  });

  it('a record of a newer Makertime is never rewritten', async () => {
    const newer = item({ record: 'newer' });
    const app = appWith(newer);
    await change(app, newer.key);
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.messages.length, 1);
  });
});
