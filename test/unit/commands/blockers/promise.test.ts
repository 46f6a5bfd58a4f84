import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { Promised } from '../../../../src/model/board/links.js';
import { type GivePromise, isOnAsked } from '../../../../src/model/board/mutation.js';
import type { Status } from '../../../../src/model/people/member.js';
import { visible } from '../../../../src/model/state.js';
import { ana, at, bo, boardOf, item, statusRecord } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, type } from '../../../lib/fakes/fakeAsk.js';

const known = item({ number: 12, by: bo, owner: 'ana', title: 'stuck' });
const mine = item({ number: 13, owner: 'bo', title: 'mine' });
const hours: Partial<Status> = { zone: 'Europe/Berlin', hours: { sat: '09:00-17:00', sun: '09:00-17:00' } };
const promise: Promised = { id: 'IC_1', by: ana, at: '2026-11-21T14:00:00.000Z', told: at };

function appWith(status: Partial<Status> = hours, promised?: Promised): FakeApp {
  const items = new Map([known, mine].map((one) => [one.key, one]));
  const replies = new Map(promised && [[12, { number: 12, replies: [], promise: promised }]]);
  return fakeApp({ confirmed: { ...boardOf(statusRecord(status)), items, replies } });
}
const run = (app: FakeApp, row?: string) => handlers['makertime.promise'](app, row);
const promised = (app: FakeApp) =>
  (app.recorded as readonly GivePromise[]).map((one) => [one.kind, one.promised, one.zone]);

describe('promising a time', () => {
  it('offers my next delivery first, then the one after it', async () => {
    const app = appWith();
    app.ask.will(choose('My next delivery'));
    await run(app, known.key);
    assert.deepEqual(promised(app), [['promise', '2026-11-21T14:00:00.000Z', 'Europe/Berlin']]);
    const [recorded] = app.recorded as readonly GivePromise[];
    assert.ok(recorded && !isOnAsked(recorded));
    assert.deepEqual([recorded.target, recorded.number], [known.key, 12]);
    assert.deepEqual(app.ask.picks[0]?.labels, ['My next delivery', 'The delivery after that']);
    assert.match(app.ask.messages.join(), /^Promised for \d\d:00$/);
    assert.equal(visible(app.state()).replies.get(12)?.promise?.at, '2026-11-21T14:00:00.000Z');
  });

  it('takes the one after it, or a time that is typed', async () => {
    const app = appWith();
    app.ask.will(choose('The delivery after that'), type('2h'));
    await run(app, known.key);
    await run(app, known.key);
    assert.deepEqual(promised(app), [
      ['promise', '2026-11-22T10:00:00.000Z', 'Europe/Berlin'],
      ['promise', '2026-11-21T14:00:00.000Z', 'Europe/Berlin'],
    ]);
  });

  it('offers times of the day to whoever is told of everything at once', async () => {
    const app = appWith({ ...hours, windows: [] });
    app.ask.will(choose('In two hours'));
    await run(app, known.key);
    assert.deepEqual(promised(app), [['promise', '2026-11-21T14:00:00.000Z', 'Europe/Berlin']]);
  });

  it('is withdrawn where there is one, and not offered where there is none', async () => {
    const app = appWith(hours, promise);
    app.ask.will(choose('Withdraw promise'));
    await run(app, known.key);
    assert.deepEqual(promised(app), [['promise', null, 'Europe/Berlin']]);
    assert.deepEqual(app.ask.messages, ['Promise withdrawn']);
    app.ask.will(dismiss());
    await run(app, known.key);
    assert.ok(!app.ask.picks[1]?.labels.includes('Withdraw promise'));
  });

  it('asks for what, of what waits for me alone, where it was not called from a row', async () => {
    const app = appWith();
    app.ask.will(choose('stuck'), choose('My next delivery'));
    await run(app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['stuck']);
    assert.equal(app.recorded.length, 1);
    const idle = fakeApp({});
    await run(idle);
    assert.deepEqual(idle.ask.messages, ['Nothing is waiting for you']);
  });

  it('works from the row in Now, and says where it waits for somebody else', async () => {
    const app = appWith();
    app.ask.will(choose('My next delivery'));
    await run(app, `promise/${known.key}`);
    await run(app, mine.key);
    assert.equal(app.recorded.length, 1);
    assert.equal(app.ask.messages.at(-1), 'It is not waiting for you');
  });

  it('Escape promises nothing', async () => {
    const app = appWith();
    app.ask.will(dismiss());
    await run(app, known.key);
    assert.deepEqual(app.recorded, []);
  });

  it('stands among what can be done with a blocker that waits for me, and no other', async () => {
    const app = appWith();
    app.ask.will(choose('Promise a time'), choose('My next delivery'), dismiss());
    await handlers['makertime.showBlocker'](app, known.key);
    await handlers['makertime.showBlocker'](app, mine.key);
    assert.equal(app.recorded.length, 1);
    assert.ok(!app.ask.picks.at(-1)?.labels.includes('Promise a time'));
  });
});
