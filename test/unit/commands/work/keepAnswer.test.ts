import assert from 'node:assert/strict';
import { resolve } from '../../../../src/commands/blockers/blocker.js';
import { saveAnswer, saveThisAnswer } from '../../../../src/commands/work/keepAnswer.js';
import type { AwaitedItem, Item } from '../../../../src/model/board/item.js';
import { at, bo, board, item, said, speaker, talk, team, thread } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, enterForMore } from '../../../lib/fakes/fakeAsk.js';

const answerOf = (number: number, text: string, when = at) => ({ number, by: bo, text, at: when });

const awaited = (more: Partial<Item>) => item(more) as AwaitedItem;

describe('keeping an answer', () => {
  it('adds the answer to the document that is picked', async () => {
    const app = fakeApp();
    app.documents.paths = ['README.md', 'docs/lamp.md'];
    app.ask.will(choose('docs/lamp.md'));
    await saveThisAnswer(app, team, item({ number: 12 }), 'A *new* bulb');
    assert.deepEqual(app.documents.added, [
      {
        file: 'file:///work/docs/lamp.md',
        text: '## the beam is stuck\n\nA \\*new\\* bulb\n\n[acme/team#12](https://github.example/acme/team/issues/12)\n',
      },
    ]);
    assert.deepEqual(app.ask.picks[0]?.labels, ['README.md', 'docs/lamp.md', 'New document…']);
  });

  it('opens a new document where that is picked, or where there is none', async () => {
    const app = fakeApp();
    await saveThisAnswer(app, team, item(), 'A bulb');
    assert.equal(app.documents.added[0]?.file, undefined);
    app.documents.paths = ['README.md'];
    app.ask.will(choose('New document…'), dismiss());
    await saveThisAnswer(app, team, item(), 'A bulb');
    await saveThisAnswer(app, team, item(), 'A bulb');
    assert.equal(app.documents.added.length, 2);
  });

  it('puts the text on the clipboard where the document cannot be changed', async () => {
    const app = fakeApp();
    app.documents.isLocked = true;
    await saveThisAnswer(app, team, item(), 'A bulb');
    assert.match(app.clipboard, /A bulb/);
    assert.match(app.ask.messages.join(), /clipboard/);
  });

  it('offers resolved blockers that have an answer, the latest first', async () => {
    const app = fakeApp();
    await saveAnswer(app);
    assert.deepEqual(app.ask.messages, ['Nothing has an answer yet']);
    const blockers = [
      item({ number: 1, title: 'old', state: 'closed' }),
      item({ number: 2, title: 'new', state: 'closed' }),
      item({ number: 3, title: 'without', state: 'closed' }),
      item({ number: 4, title: 'open' }),
    ];
    const answers = [answerOf(1, 'x'), answerOf(2, 'y', '2026-11-21T10:00:00Z'), answerOf(4, 'z')];
    app.store.update((state) => ({
      ...state,
      confirmed: board(blockers, { answers: new Map(answers.map((one) => [one.number, one])) }),
    }));
    app.ask.will(choose('old'));
    await saveAnswer(app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['new', 'old']);
    assert.match(app.documents.added[0]?.text ?? '', /^## old\n\nx\n/);
  });

  it('is a second way to resolve: the answer is sent as ever, then kept', async () => {
    const app = fakeApp();
    const blocker = awaited({ number: 5 });
    app.ask.will(enterForMore('A bulb'));
    await resolve(app, blocker, team);
    assert.deepEqual(
      app.recorded.map(({ kind }) => kind),
      ['comment', 'resolve'],
    );
    assert.equal(app.documents.added.length, 1);
    app.ask.will(enter('A bulb'), enterForMore(' '));
    await resolve(app, blocker, team);
    await resolve(app, blocker, team);
    assert.equal(app.documents.added.length, 1);
  });

  it('Escape where the document is asked for resolves nothing, and the answer is offered again', async () => {
    const app = fakeApp();
    app.documents.paths = ['README.md'];
    app.ask.will(enterForMore('A bulb'), dismiss(), dismiss());
    const blocker = awaited({ number: 5 });
    await resolve(app, blocker, team);
    await resolve(app, blocker, team);
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.lines[1]?.offered, 'A bulb');
  });

  it('offers answered questions as well, with a link to the discussion', async () => {
    const app = fakeApp();
    const answered = thread({ number: 7, title: 'which oil?', isAnswered: true });
    const answer = { said: said('DC_1', { text: 'rape seed', by: speaker(bo) }) };
    app.store.update((state) => ({
      ...state,
      confirmed: board([], {
        threads: new Map([[answered.key, answered]]),
        talks: new Map([[7, talk([], { number: 7, answer })]]),
      }),
    }));
    app.ask.will(choose('which oil?'));
    await saveAnswer(app);
    const { text = '' } = app.documents.added[0] ?? {};
    assert.match(
      text,
      /^## which oil\?\n\nrape seed\n\n\[.*\]\(https:\/\/github\.example\/acme\/team\/discussions\/7\)\n$/,
    );
  });

  it('keeps nothing of what was not saved', async () => {
    const app = fakeApp();
    app.world.diskErrors = [new Error('full')];
    app.ask.will(enterForMore('A bulb'));
    await resolve(app, awaited({}), team);
    assert.deepEqual([app.documents.added, app.clipboard], [[], 'A bulb']);
  });
});
