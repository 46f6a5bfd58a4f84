import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { Item } from '../../../../src/model/board/item.js';
import { bo, board, boardOf, item, statusRecord } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, type } from '../../../lib/fakes/fakeAsk.js';
import { entry, inboxOf } from '../../../lib/fakes/inboxEntries.js';

const change = handlers['makertime.editBlocker'];
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
    assert.deepEqual(app.ask.picks[0]?.labels, ['Due', 'Desired outcome', 'Blocks', 'Title']);
    assert.deepEqual(app.recorded, []);
  });

  for (const [part, moves, expected] of [
    ['Due', [type('15:00')], [{ needBy: '2026-11-21T14:00:00Z' }]],
    ['Due', [choose('No due time')], [{ needBy: null }]],
    ['Desired outcome', [enter('the flag is on ')], [{ outcome: 'the flag is on' }]],
    ['Desired outcome', [enter('')], [{ outcome: null }]],
    ['Blocks', [type('#7')], [{ blocks: 'acme/team#7' }, 'depend acme/team#3 over', 'depend acme/team#7']],
    ['Blocks', [choose('None')], [{ blocks: null }, 'depend acme/team#3 over']],
    ['Title', [enter(' '), enter('x'.repeat(257)), enter('the beam')], [{ title: 'the beam' }]],
  ] as const)
    it(`${part}: ${JSON.stringify(expected[0])}`, async () => {
      const app = appWith(known);
      app.ask.will(choose(part), ...moves);
      await change(app, known.key);
      assert.deepEqual(changes(app), expected);
      assert.deepEqual(app.ask.messages, ['Changes saved']);
    });

  for (const [part, move] of [
    ['Due', dismiss()],
    ['Desired outcome', enter()],
    ['Blocks', type('#3')],
    ['Title', enter()],
  ] as const)
    it(`${part}, left as it is, records nothing`, async () => {
      const app = appWith(known);
      app.ask.will(choose(part), move);
      await change(app, known.key);
      assert.deepEqual(app.recorded, []);
    });

  it('a time that cannot be read is said below the box', async () => {
    const app = appWith(known);
    app.ask.will(choose('Due'), type('soon-ish'));
    await assert.rejects(change(app, known.key) as Promise<void>, /“soon-ish” is not a time such as 16:30, 5pm/);
  });

  it('a day ends with the hours of its owner', async () => {
    const hours = { zone: 'America/New_York', hours: { sat: '09:00-18:00' } };
    const owned = item({ number: 14, owner: 'bo' });
    const app = fakeApp({ confirmed: { ...boardOf(statusRecord(hours, { by: bo })), items: board([owned]).items } });
    app.ask.will(choose('Due'), choose('End of today'));
    await change(app, owned.key);
    assert.deepEqual(changes(app), [{ needBy: '2026-11-21T23:00:00Z' }]);
  });

  it('what has no time yet is not asked whether to have none', async () => {
    const bare = item({ number: 13 });
    const app = appWith(bare);
    app.ask.will(choose('Due'), dismiss());
    await change(app, bare.key);
    assert.ok(!app.ask.picks[1]?.labels.includes('No due time'));
  });

  it('a dependency that is still owed for what it blocked before is not asked for any more', async () => {
    const app = appWith(known);
    for (const thing of ['#7', '#8']) {
      app.ask.will(choose('Blocks'), type(thing));
      await change(app, known.key);
    }
    app.ask.will(choose('Blocks'), choose('None'));
    await change(app, known.key);
    const owed = app.state().unsent.filter((one) => one.kind === 'depend' && !one.isOver);
    assert.deepEqual(owed, []);
    assert.equal(app.deeds.filter((deed) => deed.startsWith('discard')).length, 2);
  });

  it('a dependency that stands on GitHub is taken away before another is set', async () => {
    const blocking = item({ number: 14, blocks: 'acme/team#7' });
    const app = appWith(blocking);
    app.ask.will(choose('Blocks'), type('#8'));
    await change(app, blocking.key);
    const asked = app.recorded.flatMap((one) => (one.kind === 'depend' ? [[one.blocks, one.isOver ?? false]] : []));
    assert.deepEqual(asked, [
      ['acme/team#7', true],
      ['acme/team#8', false],
    ]);
  });

  it('invariant 5: what was typed is on the clipboard where the disk refuses, and no dependency is asked for', async () => {
    for (const [part, move, text] of [
      ['Title', enter('the beam'), 'the beam'],
      ['Desired outcome', enter('on'), 'on'],
      ['Blocks', type('#7'), ''],
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

describe('what the person has resolved', () => {
  for (const command of ['makertime.resolve', 'makertime.closeAsNotNeeded'] as const)
    it(`waits for them in Deliveries no more: ${command}`, async () => {
      const delivered = entry({ kind: 'delivered', batch: '2026-11-21T11:00:00Z' }, { key: 'thing/acme/team#12' });
      const app = fakeApp({ confirmed: board([known]), inbox: inboxOf(delivered) });
      app.ask.will(enter(''));
      await handlers[command](app, known.key);
      assert.deepEqual(
        app.recorded.map((one) => (one.kind === 'attend' ? one.act.kind : one.kind)),
        ['resolve', 'done'],
      );
    });
});
