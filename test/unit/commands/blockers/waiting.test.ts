import assert from 'node:assert/strict';
import { openAwaited, showAllWaiting, showOnlyBlocked } from '../../../src/commands/waiting.js';
import type { Asked } from '../../../src/model/waits.js';
import { ana, at, bo, board } from '../../support/builders.js';
import { fakeApp } from '../../support/fakeApp.js';

const asked = (kind: Asked['kind'], number: number): Asked => ({
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
    ['awaited/question/2', 'acme/team/discussions/2'],
    ['awaited/dependency/12/acme/lamp#7', 'acme/lamp/issues/7'],
  ] as const)
    it(`opens on the team’s own server: ${row}`, async () => {
      const app = waiting('acme/lamp');
      await openAwaited(app, row);
      assert.deepEqual(app.deeds, [`open https://github.example/${page}`]);
    });

  it('opens nothing where it is awaited no longer, or its name is none', async () => {
    for (const name of ['../evil', 'evil.example/a/b', 'acme/..']) {
      const app = waiting(name);
      for (const row of [undefined, 'awaited/review/9', `awaited/dependency/12/${name}#7`]) await openAwaited(app, row);
      assert.deepEqual(app.deeds, []);
    }
  });

  it('is shown or left out as the person chooses', () => {
    const app = waiting('acme/lamp');
    showOnlyBlocked(app);
    showAllWaiting(app);
    assert.deepEqual(app.deeds, ['waiting onlyBlocked', 'waiting all']);
  });
});
