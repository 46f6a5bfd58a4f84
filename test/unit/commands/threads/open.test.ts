import assert from 'node:assert/strict';
import { openThread } from '../../../../src/commands/threads/open.js';
import { threadKey } from '../../../../src/model/threads/thread.js';
import { board, thread } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose } from '../../../lib/fakes/fakeAsk.js';

const threads = [
  thread({ number: 3, title: 'which oil?', isAnswered: true }),
  thread({ number: 4, title: 'a bell', state: 'closed', closedAs: 'resolved', updatedAt: '2026-11-23T09:00:00Z' }),
  thread({ number: 5, title: 'the stairs', updatedAt: '2026-11-22T09:00:00Z' }),
];
const confirmed = board([], { threads: new Map(threads.map((one) => [one.key, one])) });

describe('opening a discussion', () => {
  it('opens the one of the row, of a key or of an object that has it', async () => {
    const app = fakeApp({ confirmed });
    for (const asked of ['thread/#3', '#3', { key: threadKey(3) }]) await openThread(app, asked);
    assert.deepEqual(app.deeds, ['thread #3', 'thread #3', 'thread #3']);
  });

  it('asks which one: title first, open ones first, the newest first', async () => {
    const app = fakeApp({ confirmed });
    app.ask.will(choose('a bell'));
    await openThread(app);
    assert.deepEqual(app.deeds, ['thread #4']);
    assert.deepEqual(app.ask.picks[0]?.labels, ['the stairs', 'which oil?', 'a bell']);
  });

  it('says that there is none', async () => {
    const app = fakeApp();
    await openThread(app);
    assert.deepEqual(app.deeds, []);
  });
});
