import assert from 'node:assert/strict';
import {
  copyLink,
  openWaiting,
  promise,
  showAllWaiting,
  showBlockersOnly,
} from '../../../../src/commands/blockers/waiting.js';
import type { AskedThing } from '../../../../src/model/board/links.js';
import type { PromiseOnAsked } from '../../../../src/model/board/mutation.js';
import { visible } from '../../../../src/model/state.js';
import { ana, at, bo, board } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, type } from '../../../lib/fakes/fakeAsk.js';

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

describe('copying the link of what is waited for', () => {
  it('takes its page on GitHub, also where it is in another repository', async () => {
    const app = waiting('acme/lamp');
    for (const [row, page] of [
      ['awaited/review/1', 'acme/team/pull/1'],
      ['awaited/dependency/12/acme/lamp#7', 'acme/lamp/issues/7'],
    ] as const) {
      await copyLink(app, row);
      assert.equal(app.clipboard, `https://github.example/${page}`);
    }
    assert.deepEqual(app.ask.messages, ['Link copied', 'Link copied']);
  });

  it('says so where nothing has a page', async () => {
    const app = waiting('no repository');
    for (const row of ['awaited/dependency/12/no repository#7', 'awaited/review/99', undefined])
      await copyLink(app, row);
    assert.equal(app.clipboard, '');
    assert.deepEqual(new Set(app.ask.messages), new Set(['It has no page on GitHub']));
  });
});

describe('promising a time for what I am asked for', () => {
  const given = (promised?: string) => {
    const app = waiting('acme/lamp');
    const promise = { id: 'IC_1', by: ana, at: promised ?? null, told: at };
    const promises = new Map(promised === undefined ? [] : [[1, { number: 1, promises: { [ana.id]: promise } }]]);
    return promised === undefined ? app : fakeApp({ confirmed: { ...app.state().confirmed, promises } });
  };
  const recorded = (app: FakeApp) =>
    (app.recorded as readonly PromiseOnAsked[]).map(({ on, number, promised }) => [on, number, promised]);

  it('works from its row and the one in Now, for what is to be reviewed', async () => {
    const app = given();
    for (const row of ['awaited/review/1', 'promise/awaited/review/1']) {
      app.ask.will(type('2h'));
      await promise(app, row);
    }
    assert.deepEqual(recorded(app), [
      ['pullRequest', 1, '2026-11-21T14:00:00.000Z'],
      ['pullRequest', 1, '2026-11-21T14:00:00.000Z'],
    ]);
    assert.equal(visible(app.state()).promises.get(1)?.promises[ana.id]?.at, '2026-11-21T14:00:00.000Z');
    assert.match(app.ask.messages.join(), /^Promised for \d\d:00,/);
  });

  it('works for a question, which is a discussion', async () => {
    const app = given();
    app.ask.will(type('2h'));
    await promise(app, 'awaited/question/2');
    assert.deepEqual(recorded(app), [['discussion', 2, '2026-11-21T14:00:00.000Z']]);
    assert.equal(visible(app.state()).promises.get(2)?.promises[ana.id]?.at, '2026-11-21T14:00:00.000Z');
  });

  it('is among what can be picked, with what Waiting says of it', async () => {
    const app = given();
    app.ask.will(choose('the beam'), type('2h'));
    await promise(app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['the beam', 'the beam']);
    assert.equal(recorded(app).length, 1);
  });

  it('is withdrawn where there is one', async () => {
    const app = given('2026-11-24T10:00:00Z');
    app.ask.will(choose('Withdraw promise'));
    await promise(app, 'awaited/review/1');
    assert.deepEqual(recorded(app), [['pullRequest', 1, null]]);
    assert.deepEqual(app.ask.messages, ['Promise withdrawn']);
  });

  it('says where it does not wait for me: a dependency, or what is over', async () => {
    const app = given();
    for (const row of ['awaited/review/9', 'awaited/dependency/12/acme/lamp#7']) await promise(app, row);
    assert.deepEqual([app.ask.messages, app.recorded], [Array(2).fill('It is not waiting for you'), []]);
  });
});

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
