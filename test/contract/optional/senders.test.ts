import assert from 'node:assert/strict';
import { itemKey } from '../../../src/model/board/item.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import { capture, comment, edit, openThread, reopen, resolve, say, setStatus } from '../../lib/fakes/builders.js';
import { at, spotsIn } from './places.js';
import { createScene, type Scene } from './scene.js';

describe('what GitHub may leave out where something was written', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await createScene('ana');
  });

  /** Each with another text, so that nobody looks for what an earlier one has written. */
  function mutations(): readonly Mutation[] {
    const { team, board } = scene;
    const isMine = ({ by }: { readonly by: { readonly id: number } }) => by.id === team.account.id;
    const [mine] = [...board.items.values()].filter((one) => isMine(one) && one.state === 'open');
    const [thread] = [...board.threads.values()].filter(({ state }) => state === 'open');
    const category = board.forum?.categories.find(({ isOpen }) => isOpen);
    assert.ok(mine && thread && category, JSON.stringify([mine, thread, category]));
    const item = itemKey(team.account.id, mine.id);
    return [
      capture({ title: 'no key', owner: 'ana' }, { team }),
      comment(item, 'any news?', { team }),
      edit(item, { title: 'no key at all' }, { team }),
      setStatus({ said: { mode: 'busy', text: 'in a call' } }, { team, at: new Date().toISOString() }),
      resolve(item, { team }),
      reopen(item, { team }),
      openThread({ team, category }),
      say('I think so', { team, target: thread.key }),
    ];
  }

  it('it is done, or nobody knows and it is looked for; it is never refused', async () => {
    for (const whole of mutations()) {
      scene.answers();
      const first = await scene.remote().push(whole, scene.board);
      assert.equal(first.kind, 'done', `${whole.kind}: ${JSON.stringify(first)}`);
      const spots = (await spotsIn(scene.answers())).filter(({ question }) =>
        /^(?:POST|PATCH|mutation)/.test(question),
      );
      for (const entries of ['every', 'first'] as const)
        for (const spot of spots) {
          const again = { ...whole, id: whole.id, ...('record' in whole && { record: capture().record }) } as Mutation;
          await scene.goOn();
          const { kind } = await scene.remote(at([spot], entries)).push(again, scene.board);
          assert.ok(kind === 'done' || (spot.isGraphql && kind === 'unsure'), `${whole.kind}, ${spot.name}: ${kind}`);
        }
    }
  });

  it('invariant 3: what is there is found, or nobody knows: it is not sent a second time', async () => {
    for (const mutation of mutations().filter(({ kind }) =>
      ['capture', 'comment', 'openThread', 'say'].includes(kind),
    )) {
      assert.equal((await scene.remote().push(mutation, scene.board)).kind, 'done');
      await scene.goOn();
      scene.answers();
      assert.equal((await scene.remote().find(mutation, scene.board, 0)).kind, 'done', mutation.kind);
      const spots = (await spotsIn(scene.answers())).filter(({ question }) => !question.endsWith('{repo}'));
      assert.ok(spots.length > 0);
      for (const spot of spots) {
        // An issue without a body is nobody's record.
        if (spot.name.endsWith('issues [].body null')) continue;
        const { kind } = await scene.remote(at([spot], 'every')).find(mutation, scene.board, 0);
        assert.notEqual(kind, 'absent', `${mutation.kind}, ${spot.name}`);
      }
    }
  });
});
