import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import { threadActionHandlers } from '../../../../src/commands/threads/threadActions.js';
import type { TakenOver } from '../../../../src/model/local/park.js';
import type { HandOffTerms } from '../../../../src/model/threads/handOff.js';
import { ledger } from '../../../../src/model/waits/ledger.js';
import { knownThread, threadPicture } from '../../../../src/views/threads/picture.js';
import { threadRows } from '../../../../src/views/threads/view.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { ana, at, bo, board, newId, said, speaker, talk, team, thread } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { lighthouse } from '../../../lib/fakes/fakeWorkshop.js';

const of = newId();
const terms: HandOffTerms = {
  to: [ana],
  onward: [bo],
  code: { repository: 'acme/lighthouse', branch: 'lamp-fog', commit: 'b'.repeat(40) },
  files: [{ path: 'src/horn.ts', line: 12 }, { path: 'src/gone.ts' }],
};
const handed = thread({ category: { id: 'DIC_2', name: 'General', isAnswerable: false }, by: speaker(bo) });
function appWith(more: Partial<HandOffTerms> = {}): FakeApp {
  const record = { id: of, kind: 'handOff', handOff: { ...terms, ...more } } as const;
  const opening = said('D_3', { by: speaker(bo), record });
  return fakeApp({
    confirmed: board([], {
      threads: new Map([[handed.key, handed]]),
      talks: new Map([[3, talk([], { opening })]]),
    }),
  });
}
const pickUps = (app: FakeApp) => app.recorded.filter(({ kind }) => kind === 'pickUp');

describe('picking up what was handed off', () => {
  it('is told once, whichever row or page it is pressed on, and opens branch and files', async () => {
    for (const press of [
      (app: FakeApp) => handlers['makertime.pickUp'](app, 'awaited/handOff/3'),
      (app: FakeApp) => handlers['makertime.pickUp'](app, handed.key),
      (app: FakeApp) => {
        const known = knownThread(app.state(), handed.key, { settled: [] });
        assert.ok(known);
        return threadActionHandlers.pickUp(app, known, team, async () => true);
      },
    ]) {
      const app = appWith();
      await press(app);
      await press(app);
      const [one, ...more] = pickUps(app);
      assert.deepEqual(
        { ...one, id: 0, at: 0, record: 0 },
        {
          kind: 'pickUp',
          id: 0,
          at: 0,
          record: 0,
          team,
          target: handed.key,
          number: 3,
          of,
        },
      );
      assert.deepEqual(more, []);
      assert.deepEqual(app.world.tree.deeds, ['take over lamp-fog', 'open src/horn.ts']);
      assert.deepEqual(app.world.tree.open[0]?.cursor, { line: 11, character: 0 });
      assert.match(app.ask.messages.join('\n'), /Picked up: .* · on lamp-fog\nCould not open: src\/gone\.ts/);
    }
  });

  it('is mine at once, and waits for nobody while I am at work', async () => {
    const app = appWith();
    const groups = () => waitingRows(app.state(), app.now()).map(({ id }) => id);
    assert.deepEqual([groups(), ledger(app.state()).forMe.map(({ kind }) => kind)], [['forMe'], ['handOff']]);
    assert.equal(threadRows(app.state(), app.now())[0]?.children?.[0]?.offers, 'thread.toPickUp');
    await handlers['makertime.pickUp'](app, handed.key);
    // My hours are not known, so it goes on at once.
    assert.deepEqual(groups(), ['mine']);
    const beside = {
      now: Date.parse(at),
      zone: 'UTC',
      reading: 'none',
      settled: [],
      drafts: [],
      isElsewhere: false,
      longest: 9,
    } as const;
    const picture = threadPicture(app.state(), handed.key, beside);
    assert.match(
      picture.decision?.standing ?? '',
      /^Picked up by @ana .* In the hands of @ana until @bo picks it up\.$/,
    );
    assert.equal(
      picture.actions.some(({ name }) => name === 'pickUp'),
      false,
    );
  });

  it('counts whatever becomes of the branch, and says what is the case and what to do', async () => {
    const tree = { kind: 'git', branch: 'main', changed: 2, unsaved: 0 } as const;
    for (const [taken, words] of [
      [{ kind: 'noClone' }, /^Picked up\. No clone of acme\/lighthouse is open/],
      [{ kind: 'noGit' }, /Git is not available here: switch to lamp-fog yourself/],
      [
        { kind: 'untidy', root: lighthouse, tree },
        /Commit or stash your changes first: 2 files\. Then switch to lamp-fog/,
      ],
      [{ kind: 'gone' }, /lamp-fog is not on the server.*Ask @bo to push it/],
      [{ kind: 'rewritten' }, /lamp-fog was force-pushed/],
      [{ kind: 'differs' }, /Your own lamp-fog is not the one on the server/],
      [{ kind: 'notFetched', detail: 'no route' }, /could not fetch lamp-fog: no route/],
      [{ kind: 'inTheWay', paths: ['.env'] }, /overwrite ignored files: \.env/],
      [{ kind: 'refused', detail: 'locked' }, /could not switch to lamp-fog: locked/],
    ] as const satisfies readonly (readonly [TakenOver, RegExp])[]) {
      const app = appWith();
      app.world.tree.takenOver = taken;
      await handlers['makertime.pickUp'](app, handed.key);
      assert.match(app.ask.messages.join('\n'), words);
      assert.deepEqual([pickUps(app).length, app.world.tree.open], [1, []]);
    }
  });

  it('is offered to nobody whom it is not handed to, and says so', async () => {
    const app = appWith({ to: [bo], onward: [ana] });
    await handlers['makertime.pickUp'](app, handed.key);
    await handlers['makertime.pickUp'](app);
    assert.deepEqual(app.recorded, []);
    assert.deepEqual(new Set(app.ask.messages), new Set(['There is nothing to pick up for you']));
  });

  it('touches no branch where the disk refuses the word', async () => {
    const app = appWith();
    app.world.diskErrors = [new Error('ENOSPC')];
    await handlers['makertime.pickUp'](app, handed.key);
    assert.deepEqual([app.recorded, app.world.tree.deeds], [[], []]);
    assert.match(app.ask.messages.join(), /Could not save/);
  });
});
