import assert from 'node:assert/strict';
import { openWaiting, showAllWaiting, showBlockersOnly } from '../../../../src/commands/blockers/waiting.js';
import type { AskedThing } from '../../../../src/model/board/links.js';
import { ana, at, bo, board } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';

const asked = (kind: AskedThing['kind'], number: number): AskedThing => ({
  kind,
  number,
  title: 'the beam',
  by: bo,
  of: ['ana'],
  since: at,
  given: [],
});
const waiting = (repository: string) => {
  const by = { repository, number: 7, title: 'the lens', isOpen: true, people: [bo], createdAt: at };
  return fakeApp({
    confirmed: board([], {
      asked: new Map([asked('review', 1), asked('question', 2)].map((one) => [one.number, one])),
      dependencies: new Map([[12, { number: 12, title: 'the lamp', people: [ana], by: [by] }]]),
    }),
  });
};

describe('what is awaited', () => {
  for (const [row, page] of [
    ['awaited/review/1', 'acme/team/pull/1'],
    ['awaited/dependency/12/acme/lamp#7', 'acme/lamp/issues/7'],
  ] as const)
    it(`opens on the team’s own server: ${row}`, async () => {
      const app = waiting('acme/lamp');
      await openWaiting(app, row);
      assert.deepEqual(app.deeds, [`open https://github.example/${page}`]);
    });

  it('opens a question beside the code', async () => {
    const app = waiting('acme/lamp');
    await openWaiting(app, 'awaited/question/2');
    assert.deepEqual(app.deeds, ['thread #2']);
  });

  it('opens nothing where it is awaited no longer, or its name is none', async () => {
    for (const name of ['../evil', 'evil.example/a/b', 'acme/..']) {
      const app = waiting(name);
      for (const row of [undefined, 'awaited/review/9', `awaited/dependency/12/${name}#7`]) await openWaiting(app, row);
      assert.deepEqual(app.deeds, []);
    }
  });

  it('is shown or left out as the person chooses', () => {
    const app = waiting('acme/lamp');
    showBlockersOnly(app);
    showAllWaiting(app);
    assert.deepEqual(app.deeds, ['waiting onlyBlocked', 'waiting all']);
  });
});
