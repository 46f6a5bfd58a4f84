import assert from 'node:assert/strict';
import { clearStuck, declareStuck } from '../../../../src/commands/people/stuck.js';
import { appTime, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss } from '../../../lib/fakes/fakeAsk.js';

const stuck = { since: appTime, on: 'declared' } as const;

describe('saying that one is stuck', () => {
  it('where the ladder is on, it begins at once, and ends as simply', async () => {
    const app = fakeApp();
    await app.settings.set('stuck.reminders', 'declared');
    await declareStuck(app);
    assert.deepEqual(app.state().stuck, stuck);
    assert.deepEqual(app.ask.messages, ['Marked as stuck, on this machine only']);
    await clearStuck(app);
    assert.equal(app.state().stuck, undefined);
    assert.equal(app.ask.messages.at(-1), 'No longer stuck');
  });

  it('twice is once', async () => {
    const app = fakeApp({ stuck: { ...stuck, since: '2026-11-21T11:00:00Z' } });
    await app.settings.set('stuck.reminders', 'detected');
    await declareStuck(app);
    assert.deepEqual(app.ask.messages, ['Stuck since 12:00']);
    assert.equal(app.state().stuck?.since, '2026-11-21T11:00:00Z');
  });

  it('where it is off, it is offered, and nothing begins until it is chosen', async () => {
    for (const [move, ladder, isStuck, deeds] of [
      [dismiss(), 'off', false, []],
      [choose("Yes, when I say I'm stuck"), 'declared', true, []],
      [choose('Yes, and also detect it for me'), 'detected', true, []],
      [choose('No, just capture a blocker now'), 'off', false, ['run makertime.captureBlocker']],
      [choose('No, just describe it in a document now'), 'off', false, ['run makertime.describeBlocker']],
    ] as const) {
      const app = fakeApp();
      app.ask.will(move);
      await declareStuck(app);
      assert.equal(app.settings.get('stuck.reminders'), ladder);
      assert.equal(app.state().stuck !== undefined, isStuck);
      assert.deepEqual(app.deeds, deeds);
    }
  });

  it('says so where the disk refuses', async () => {
    const app = fakeApp();
    await app.settings.set('stuck.reminders', 'declared');
    app.world.diskErrors = [noSpace(), noSpace()];
    await declareStuck(app);
    await clearStuck(app);
    assert.deepEqual(app.ask.messages, new Array(2).fill('Could not save: ENOSPC: no space left on device, write'));
    assert.deepEqual(app.state().stuck, undefined);
  });
});
