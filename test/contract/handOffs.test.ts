import assert from 'node:assert/strict';
import { createScene, type Scene } from './optional/scene.js';

describe('the pull request of a branch, asked for where somebody hands off work', () => {
  let scene: Scene;
  before(async () => {
    scene = await createScene();
    const add = (title: string, branch: string, checks?: readonly ('SUCCESS' | 'FAILURE' | null)[]) =>
      scene.github.addPullRequest('acme/team', {
        author: 'ana',
        title,
        branch,
        ...(checks && { checks: checks.map((conclusion, place) => ({ name: `check ${place}`, conclusion })) }),
      });
    add('Broken', 'broken', ['SUCCESS', 'FAILURE', null]);
    add('Green', 'green', ['SUCCESS']);
    add('Running', 'running', [null]);
    add('Unchecked', 'unchecked');
    add('Unheard', 'unheard');
  });

  const told = (branch: string) => scene.remote().readPull(scene.board, branch);

  it('comes with the checks that failed, and whether all are done, for one request', async () => {
    scene.github.log.clear();
    const broken = await told('broken');
    assert.deepEqual([broken?.title, broken?.checks], ['Broken', { failed: ['check 1'], isDone: false }]);
    assert.equal(scene.github.log.entries.length, 1);
    assert.deepEqual((await told('green'))?.checks, { failed: [], isDone: true });
    assert.deepEqual((await told('running'))?.checks, { failed: [], isDone: false });
    assert.equal((await told('unchecked'))?.checks, undefined);
  });

  it('is none where there is none, or GitHub does not say', async () => {
    assert.equal(await told('nothing'), undefined);
    scene.github.weather.add({ effect: { kind: 'serverError', status: 502, when: 'before' } });
    assert.equal(await told('unheard'), undefined);
  });
});
