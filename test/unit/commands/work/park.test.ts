import assert from 'node:assert/strict';
import { park, parkAndGoOn, returnToParked, unpark } from '../../../../src/commands/work/park.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import type { Park, ParkedFile } from '../../../../src/model/local/park.js';
import { ana, board, item, newId, team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { agree, choose, dismiss } from '../../../lib/fakes/fakeAsk.js';
import { lighthouse } from '../../../lib/fakes/fakeWorkshop.js';

const beam = item({ number: 7, title: 'the beam is stuck' });
const lamp: ParkedFile = { path: 'src/lamp.ts', cursor: { line: 2, character: 7 }, column: 1, isActive: true };
const horn: ParkedFile = { path: 'src/horn.ts', column: 2 };
const task = { number: 12, title: 'Fog', kind: 'issue', people: [ana.id] } as const;
const untouched = 'nothing is touched';

const parked = (more: Partial<Park> = {}): Park => ({
  id: newId(),
  at: '2026-11-21T11:00:00.000Z',
  target: beam.key,
  title: beam.title,
  root: lighthouse,
  branch: 'lamp-fog',
  commit: 'b'.repeat(40),
  files: [lamp, horn],
  ...more,
});
const withPark = (one: Park = parked(), ...others: readonly Park[]) =>
  fakeApp({ confirmed: board([beam]), parks: [one, ...others] });
const rowOf = (one: Park | undefined) => `park/${one?.id}`;
const back = async (app: FakeApp) => returnToParked(app, rowOf(app.state().parks[0]));
const fileNames = (app: FakeApp) => app.world.tree.open.map(({ path }) => path);

describe('parking', () => {
  it('keeps the branch, the commit, and what stands open; says so in one quiet sentence', async () => {
    const app = fakeApp({ confirmed: board([beam]) });
    Object.assign(app.world.tree, { branch: 'lamp-fog', open: [lamp, horn] });
    await park(app, beam);
    const [kept] = app.state().parks;
    const { at, ...others } = parked({ id: kept?.id ?? '', repository: team.repository.id });
    assert.deepEqual(kept, { ...others, at: '2026-11-21T12:00:00.000Z' });
    assert.deepEqual(app.ask.transcript, [{ kind: 'say', message: 'Parked: lamp-fog, 2 files' }]);
    await park(app, beam);
    assert.equal(app.state().parks.length, 1, 'once more is the same place, seen later');
    assert.notEqual(app.state().parks[0]?.id, kept?.id);
    assert.deepEqual(app.world.tree.deeds, [], untouched);
  });

  it('keeps what there is, and says what is missing', async () => {
    const app = fakeApp({ confirmed: board([beam]) });
    await park(app, beam);
    Object.assign(app.world.tree, { branch: undefined, open: [lamp] });
    await park(app, beam);
    assert.equal(app.state().parks.length, 1);
    app.world.tree.open = [];
    await park(app, beam);
    app.world.tree.root = undefined;
    await park(app, beam);
    await park(app, { ...beam, state: 'closed' });
    assert.deepEqual(app.ask.messages, [
      'Parked: main, no open files',
      'Parked 1 file from lighthouse, without a branch',
      'Nothing to park: no branch and no open files',
      'Nothing to park: no folder is open in this window',
      'Already resolved',
    ]);
  });

  it('right after a capture goes on to the next task, and does not where it could not be kept', async () => {
    const app = fakeApp({ confirmed: board([beam], { work: new Map([[12, task]]) }) });
    app.ask.will(choose('#12 Fog'));
    await parkAndGoOn(app, beam.key, beam.title);
    assert.deepEqual(app.world.tree.deeds, ['begin 12-fog']);
    assert.equal(app.state().parks[0]?.branch, 'main');
    app.world.diskErrors = [noSpace()];
    await parkAndGoOn(app, beam.key, beam.title);
    assert.equal(app.ask.picks.length, 1);
    assert.match(app.ask.messages.at(-1) ?? '', /^Could not park: ENOSPC/);
    app.world.tree.root = undefined;
    app.ask.will(dismiss());
    await parkAndGoOn(app, beam.key, beam.title);
    assert.equal(app.ask.picks.length, 2, 'without a folder there is still something to do');
  });
});

describe('returning', () => {
  it('switches, opens the files, and forgets, from a row, a card or a pick', async () => {
    const card = `entry/${referenceKey('acme/team', 7)}`;
    for (const row of ['park', card, undefined]) {
      const app = withPark();
      if (row === undefined) app.ask.will(choose('Parked: lamp-fog'));
      await returnToParked(app, row === 'park' ? rowOf(app.state().parks[0]) : row);
      assert.deepEqual(app.world.tree.deeds, ['switch lamp-fog', 'open src/lamp.ts src/horn.ts']);
      assert.deepEqual(app.world.tree.open, [lamp, horn]);
      assert.deepEqual(app.state().parks, []);
      assert.deepEqual(app.ask.messages, ['Back on lamp-fog']);
    }
  });

  it('refuses where something is not committed or not saved: nothing is touched, and nothing forgotten', async () => {
    for (const [more, message] of [
      [{ changed: 3 }, 'Commit or stash your changes first: 3 files'],
      [{ unsaved: 1 }, 'Save your changes first: 1 file'],
      [{ isRebasing: true, branch: undefined }, 'A rebase is in progress: finish or abort it first'],
      [{ inTheWay: ['.env'] }, 'Switching would overwrite ignored files: .env. Move them first.'],
      [
        { refusal: 'error: src/new.ts would be overwritten' },
        'Git could not switch to lamp-fog: error: src/new.ts would be overwritten',
      ],
    ] as const) {
      const app = withPark();
      Object.assign(app.world.tree, more);
      await back(app);
      assert.deepEqual(app.world.tree.deeds, [], untouched);
      assert.equal(app.state().parks.length, 1);
      assert.deepEqual(app.ask.messages, [message]);
    }
  });

  it('needs no clean work tree where the branch is there already', async () => {
    const app = withPark();
    Object.assign(app.world.tree, { branch: 'lamp-fog', changed: 2 });
    await back(app);
    assert.deepEqual(app.world.tree.deeds, ['open src/lamp.ts src/horn.ts']);
    assert.deepEqual(app.state().parks, []);
  });

  it('goes to a branch that has moved as it is now, and says so', async () => {
    const app = withPark(parked({ commit: 'd'.repeat(40) }));
    await back(app);
    assert.deepEqual(app.ask.messages, ['Back on lamp-fog; the branch has changed since']);
    assert.deepEqual(app.state().parks, []);
  });

  it('where the branch is gone opens the files only after asking, and keeps what is parked', async () => {
    for (const answer of [agree, dismiss()]) {
      const app = withPark(parked({ branch: 'gone' }));
      app.ask.will(answer);
      await back(app);
      assert.deepEqual(fileNames(app), answer === agree ? ['src/lamp.ts'] : []);
      assert.equal(app.world.tree.branch, 'main');
      assert.equal(app.state().parks.length, 1);
    }
    const bare = withPark(parked({ branch: 'gone', files: [] }));
    await back(bare);
    assert.deepEqual(bare.ask.messages, ['gone no longer exists']);
  });

  it('opens what is still there and names what is not; what only cannot be read stays parked', async () => {
    const app = withPark(parked({ branch: 'main' }));
    await back(app);
    assert.deepEqual(fileNames(app), ['src/lamp.ts']);
    assert.deepEqual(app.ask.messages, ['Back on main', 'No longer exists: src/horn.ts']);
    assert.deepEqual(app.state().parks, []);
    const locked = withPark();
    locked.world.tree.unreadable = ['src/lamp.ts'];
    await back(locked);
    assert.deepEqual(locked.ask.messages.at(-1), 'Could not open: src/lamp.ts');
    assert.equal(locked.state().parks.length, 1);
  });

  it('says which folder to open where it is another, and opens files alone where there is no git', async () => {
    const app = withPark(parked({ root: 'file:///home/ana/other%20house' }));
    await back(app);
    assert.deepEqual(app.ask.messages, [
      'This was parked in another folder. Open /home/ana/other house and return from there.',
    ]);
    const bare = withPark();
    bare.world.tree.git = 'no';
    await back(bare);
    assert.deepEqual(fileNames(bare), ['src/lamp.ts']);
    assert.deepEqual(
      bare.ask.messages.at(-1),
      'Git is not available here. The files are open; switch to lamp-fog yourself.',
    );
    assert.equal(bare.state().parks.length, 1);
    bare.world.tree.branch = 'lamp-fog';
    await back(bare);
    assert.deepEqual(bare.state().parks, []);
  });

  it('of a folder without a branch opens its files', async () => {
    const { branch: _branch, commit: _commit, ...bare } = parked();
    const app = withPark(bare);
    app.world.tree.git = 'no';
    await back(app);
    assert.deepEqual(app.ask.messages[0], 'Back on lighthouse');
    assert.deepEqual(app.state().parks, []);
  });

  it('stays in the list where the disk refuses to forget it, and says so', async () => {
    const app = withPark();
    app.world.diskErrors = [noSpace()];
    await back(app);
    assert.match(app.ask.messages.at(-1) ?? '', /^Could not remove it from the list: ENOSPC/);
    assert.equal(app.state().parks.length, 1);
  });

  it('of what is not parked any more says so', async () => {
    const app = fakeApp();
    for (const row of ['park/x', 'entry/thing/acme/team#7']) await returnToParked(app, row);
    await returnToParked(app);
    assert.deepEqual(app.ask.messages, ['It is no longer parked', 'It is no longer parked', 'Nothing is parked']);
  });

  it('forgets what is no longer wanted, and touches nothing', async () => {
    const [first, second] = [parked(), parked({ branch: 'main' })];
    const app = withPark(first, second);
    await unpark(app, rowOf(first));
    app.ask.will(choose('Parked: main'));
    await unpark(app);
    assert.deepEqual(app.state().parks, []);
    assert.deepEqual(app.world.tree.deeds, [], untouched);
    assert.deepEqual(app.ask.messages, ['Unparked: lamp-fog', 'Unparked: main']);
  });
});
