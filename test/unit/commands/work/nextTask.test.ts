import assert from 'node:assert/strict';
import { nextTask } from '../../../src/commands/nextTask.js';
import type { Work } from '../../../src/model/member.js';
import { ana, board } from '../../support/builders.js';
import { appTime, fakeApp } from '../../support/fakeApp.js';
import { choose, dismiss } from '../../support/fakeAsk.js';

const task = (number: number, title: string): Work => ({ number, title, kind: 'issue', people: [ana.id] });
const address = 'open https://github.example/acme/team/issues/12';

function withTasks(...tasks: readonly Work[]) {
  return fakeApp({ confirmed: board([], { work: new Map(tasks.map((one) => [one.number, one])) }) });
}
const usual = () => withTasks(task(12, 'Fog'), task(13, 'Horn'));

describe('the next task', () => {
  it('is the first of the list, and begins on a branch of its own', async () => {
    const app = usual();
    app.ask.will(choose('#12 Fog'));
    await nextTask(app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['#12 Fog', '#13 Horn', 'Open #12 on GitHub']);
    assert.deepEqual(app.world.tree.deeds, ['begin 12-fog']);
    assert.deepEqual(app.ask.messages, ['On the new branch 12-fog']);
  });

  it('goes on where it has been begun before, and names the branch as the setting has it', async () => {
    const app = usual();
    await app.settings.set('tasks.branch', 'lamp-{title}');
    await nextTask(app, 'next/12');
    assert.deepEqual(app.world.tree.deeds, ['switch lamp-fog']);
    assert.deepEqual(app.ask.messages, ['On the branch lamp-fog']);
    app.world.tree.changed = 2;
    await nextTask(app, 'next/12');
    assert.deepEqual(app.ask.picks, [], 'nothing is in the way where one is already');
  });

  it('from its row asks nothing, and from one that is over lets choose', async () => {
    const app = usual();
    app.ask.will(dismiss());
    await nextTask(app, 'next/99');
    assert.equal(app.ask.picks.length, 1);
    await nextTask(app, 'next/13');
    assert.equal(app.ask.picks.length, 1);
    assert.deepEqual(app.world.tree.deeds, ['begin 13-horn']);
  });

  it('is opened on GitHub where that is wished, and where there is no repository', async () => {
    const app = usual();
    app.ask.will(choose('Open #12 on GitHub'));
    await nextTask(app);
    assert.deepEqual(app.deeds, [address]);
    for (const more of [{ root: undefined }, { git: 'no' as const }]) {
      const bare = usual();
      Object.assign(bare.world.tree, more);
      await nextTask(bare, 'next/12');
      assert.deepEqual(bare.deeds, [address]);
      assert.deepEqual(bare.world.tree.deeds, []);
    }
  });

  it('touches no work tree with changes in it, and offers GitHub instead', async () => {
    for (const [more, why] of [
      [{ changed: 1 }, 'Commit or stash your changes first: 1 file'],
      [{ unsaved: 2 }, 'Save your changes first: 2 files'],
      [{ refusal: 'fatal: cannot lock ref' }, 'Git would not switch to 12-fog: fatal: cannot lock ref'],
    ] as const) {
      const app = usual();
      Object.assign(app.world.tree, more);
      app.ask.will(choose('Open #12 on GitHub'));
      await nextTask(app, 'next/12');
      assert.equal(app.ask.picks[0]?.title, why);
      assert.deepEqual(app.deeds, [address]);
      assert.deepEqual(app.world.tree.deeds, []);
    }
  });

  it('is none where nothing is free, and says so quietly', async () => {
    const app = withTasks();
    await nextTask(app);
    const unheard = 'Your issues are not known yet: nothing has been heard from GitHub';
    assert.deepEqual(app.ask.transcript, [{ kind: 'say', message: unheard }]);
    app.store.update((state) => ({ ...state, sync: { ...state.sync, heardAt: appTime } }));
    await nextTask(app);
    assert.equal(app.ask.messages.at(-1), 'No open issue of yours is free to begin');
  });
});
