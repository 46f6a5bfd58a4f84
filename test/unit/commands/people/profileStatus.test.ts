import assert from 'node:assert/strict';
import { showAsBusy } from '../../../../src/commands/people/profileStatus.js';
import { team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss } from '../../../lib/fakes/fakeAsk.js';

async function refused(): Promise<FakeApp> {
  const app = fakeApp({ team, busyRefused: 'scope' });
  await app.settings.set('focus.showAsBusy', true);
  app.world.allowsBusy = true;
  return app;
}

describe('being shown as busy, where GitHub refuses', () => {
  it('leads to another session, another token or an end, and never to the same question', async () => {
    for (const [move, deeds, isOn] of [
      [choose('Sign in to GitHub again'), ['allow busy again'], true],
      [choose('Stop showing me as busy on GitHub'), [], false],
      [dismiss(), [], true],
    ] as const) {
      const app = await refused();
      app.ask.will(move);
      await showAsBusy(app);
      assert.deepEqual(app.deeds, deeds);
      assert.equal(app.settings.get('focus.showAsBusy'), isOn);
    }
  });
});
