import assert from 'node:assert/strict';
import { startNextTask } from '../../../../src/commands/work/nextTask.js';
import type { Work } from '../../../../src/model/people/member.js';
import { ana, board } from '../../../lib/fakes/builders.js';
import { appTime, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss } from '../../../lib/fakes/fakeAsk.js';

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
    await startNextTask(app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['#12 Fog', '#13 Horn', 'Open #12 on GitHub']);
    assert.deepEqual(app.world.tree.deeds, ['begin 12-fog']);
    assert.deepEqual(app.ask.messages, ['Switched to new branch 12-fog']);
  });

  it('goes on where it has been begun before, and names the branch as the setting has it', async () => {
    const app = usual();
    await app.settings.set('tasks.branchName', 'lamp-{title}');
    await startNextTask(app, 'next/12');
    assert.deepEqual(app.world.tree.deeds, ['switch lamp-fog']);
    assert.deepEqual(app.ask.messages, ['Switched to branch lamp-fog']);
    app.world.tree.changed = 2;
    await startNextTask(app, 'next/12');
    assert.deepEqual(app.ask.picks, [], 'nothing is in the way where one is already');
  });

  it('from its row asks nothing, and from one that is over lets choose', async () => {
    const app = usual();
    app.ask.will(dismiss());
    await startNextTask(app, 'next/99');
    assert.equal(app.ask.picks.length, 1);
    await startNextTask(app, 'next/13');
    assert.equal(app.ask.picks.length, 1);
    assert.deepEqual(app.world.tree.deeds, ['begin 13-horn']);
  });

  it('is opened on GitHub where that is wished, and where there is no repository', async () => {
    const app = usual();
    app.ask.will(choose('Open #12 on GitHub'));
    await startNextTask(app);
    assert.deepEqual(app.deeds, [address]);
    for (const more of [{ root: undefined }, { git: 'no' as const }]) {
      const bare = usual();
      Object.assign(bare.world.tree, more);
      await startNextTask(bare, 'next/12');
      assert.deepEqual(bare.deeds, [address]);
      assert.deepEqual(bare.world.tree.deeds, []);
    }
  });

  it('touches no work tree with changes in it, and offers GitHub instead', async () => {
    for (const [more, why] of [
      [{ changed: 1 }, 'Commit or stash your changes first: 1 file'],
      [{ unsaved: 2 }, 'Save your changes first: 2 files'],
      [{ refusal: 'fatal: cannot lock ref' }, 'Git could not switch to 12-fog: fatal: cannot lock ref'],
    ] as const) {
      const app = usual();
      Object.assign(app.world.tree, more);
      app.ask.will(choose('Open #12 on GitHub'));
      await startNextTask(app, 'next/12');
      assert.equal(app.ask.picks[0]?.title, why);
      assert.deepEqual(app.deeds, [address]);
      assert.deepEqual(app.world.tree.deeds, []);
    }
  });

  it('is none where nothing is free, and says so quietly', async () => {
    const app = withTasks();
    await startNextTask(app);
    const unheard = 'Your issues have not been loaded from GitHub yet';
    assert.deepEqual(app.ask.transcript, [{ kind: 'say', message: unheard }]);
    app.store.update((state) => ({ ...state, sync: { ...state.sync, heardAt: appTime } }));
    await startNextTask(app);
    assert.equal(app.ask.messages.at(-1), 'None of your open issues is ready to start');
  });
});
