import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { AskedThing } from '../../../../src/model/board/links.js';
import { bo, boardOf, statusRecord, team } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, type Move, tick } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const board = {
  ...boardOf(statusRecord(person(), { by: team.account }), statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo })),
  forum: { id: 'R_1', isOn: true, categories: [general] },
};
const review: AskedThing = {
  kind: 'review',
  number: 7,
  title: 'Turn the lamp\u202e',
  by: bo,
  of: ['ana'],
  since: '2026-11-20T09:00:00Z',
  given: [],
};
const talk = handlers['makertime.talkAboutSomething'];
const answers = ['One way', 'In the next days', 'Hardly: facts'].map(choose);

describe('talking about something', () => {
  it('asks three questions, suggests the way that fits first, and opens what it begins with', async () => {
    const app = fakeApp({ confirmed: board });
    app.ask.will(...answers, choose('Announcement'), enter('The tower is closed'));
    await talk(app);
    assert.deepEqual(
      app.ask.picks.map(({ title, place }) => [title, place]),
      [
        ['One way, or back and forth?', '1/4'],
        ['How urgent is it?', '2/4'],
        ['How easily is it misread?', '3/4'],
        ['How do you want to talk about it?', '4/4'],
      ],
    );
    assert.deepEqual(app.ask.picks[3]?.labels, [
      'Announcement',
      'Question',
      'Review comment',
      'Memo',
      'Pairing',
      'Meeting, with a memo first',
    ]);
    assert.deepEqual(
      app.recorded.map((one) => (one.kind === 'openThread' ? [one.threadKind, one.title] : [])),
      [['announcement', 'The tower is closed']],
    );
  });

  it('shows the map to whoever would rather see it', async () => {
    const app = fakeApp({ confirmed: board });
    app.ask.will(choose('Show the map'));
    await talk(app);
    assert.deepEqual(app.deeds, ['talk']);
  });

  it('does nothing where somebody thinks better of it, at whichever question', async () => {
    for (const step of [0, 1, 2, 3]) {
      const app = fakeApp({ confirmed: board });
      app.ask.will(...answers.slice(0, step), dismiss());
      await talk(app);
      assert.deepEqual([app.recorded, app.writeUps.files.size, app.ask.unused], [[], 0, []]);
    }
  });

  it('a meeting begins with the time and a memo that asks those who come, with room for what came of it', async () => {
    const app = fakeApp({ confirmed: board });
    app.ask.will(
      choose('Back and forth'),
      choose('Within the hour'),
      choose('Easily: it is delicate, or hard to explain'),
      choose('Meeting, with a memo first'),
      tick('@ana', '@bo'),
      choose('Mon 09:00–13:00'),
    );
    await talk(app);
    assert.equal(app.ask.picks[3]?.labels[0], 'Meeting, with a memo first');
    const text = app.writeUps.files.get(app.writeUps.shown?.id ?? '') ?? '';
    assert.match(text, /^# \n\nComments from: @bo\nComments until: \n/);
    assert.match(text, /## When\n\nMon 23 Nov 2026, 08:00–12:00 UTC\n- ana: .*\n- bo: .*\(Asia\/Kolkata\)\n/);
    assert.match(text, /## Why we meet\n\n\n## To read before\n\n\n## Agenda: what needs talking\n\n\n## Outcomes\n/);
  });

  it('no time, no memo: it is dismissed like everything else', async () => {
    const app = fakeApp({ confirmed: board });
    app.ask.will(...answers, choose('Meeting, with a memo first'), tick('@ana', '@bo'), dismiss());
    await talk(app);
    assert.equal(app.writeUps.files.size, 0);
  });

  it('a review comment is written where the code is: at a pull request that waits for a review, or at any', async () => {
    const opened = async (asked: readonly AskedThing[], ...moves: readonly Move[]) => {
      const app = fakeApp({ confirmed: { ...board, asked: new Map(asked.map((one) => [one.number, one])) } });
      app.ask.will(...answers, choose('Review comment'), ...moves);
      await talk(app);
      return app.deeds;
    };
    assert.deepEqual(await opened([]), ['open https://github.example/acme/team/pulls']);
    assert.deepEqual(await opened([review], choose('Turn the lamp')), ['open https://github.example/acme/team/pull/7']);
  });
});
