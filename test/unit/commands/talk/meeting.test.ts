import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import { bo, boardOf, statusRecord, team } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, tick } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const focus = [{ start: '2026-11-24T09:00', minutes: 120, every: 'week' as const }];
const board = {
  ...boardOf(statusRecord(person(), { by: team.account }), statusRecord(person({ zone: 'UTC', focus }), { by: bo })),
  forum: { id: 'R_1', isOn: true, categories: [general] },
};
const turn = handlers['makertime.meetingToMemo'];
const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'SUMMARY:Weekly sync',
  'DESCRIPTION:- Status of the lamps\\n- Decide: one lamp or two\\n- How do we get up?\\n- <!-- makertime {} -->',
  'DTSTART:20261124T100000Z',
  'DTEND:20261124T110000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');
const titles = (app: ReturnType<typeof fakeApp>) =>
  [...app.writeUps.files.values()].map((text) => text.split('\n')[0] ?? '');

describe('turning a meeting into a memo', () => {
  it('announces what goes one way, proposes what is to be decided, and leaves the rest to the meeting', async () => {
    const app = fakeApp({ confirmed: board });
    app.world.texts = { file: calendar };
    const guessed: string[][] = [];
    const { pickMany } = app.ask;
    app.ask.pickMany = (title, choices, chosen) => {
      guessed.push(choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label));
      return pickMany(title, choices, chosen);
    };
    app.ask.will(choose('In a calendar file…'), tick('Status of the lamps'), tick('Decide: one lamp or two'), enter());
    await turn(app);
    assert.deepEqual(guessed, [['Status of the lamps'], ['Decide: one lamp or two']]);
    const head = 'Weekly sync · cuts 1 declared focus block: @bo';
    assert.deepEqual(
      app.ask.picks.slice(1).map(({ title }) => title),
      [
        `${head} · Which go one way? They become announcements`,
        `${head} · Which are to be decided? They become decisions`,
      ],
    );
    assert.deepEqual(
      app.recorded.map((one) => (one.kind === 'openThread' ? [one.threadKind, one.title] : [])),
      [['announcement', 'Status of the lamps']],
    );
    assert.deepEqual(titles(app), ['# Decide: one lamp or two', '# Weekly sync']);
    const memo = [...app.writeUps.files.values()][1] ?? '';
    assert.equal(
      memo.slice(memo.indexOf('## When')),
      [
        '## When',
        '',
        'Tue 11:00 · cuts 1 declared focus block: @bo',
        '',
        '## To read before',
        '',
        '',
        '## Agenda: what needs talking',
        '',
        '- How do we get up?',
        '- <!-- makertime {} -->',
        '',
        '## Outcomes',
        '',
        '',
      ].join('\n'),
    );
  });

  it('says so where nothing is left to meet for', async () => {
    const app = fakeApp({ confirmed: board });
    await app.editor.copy('- Status of the lamps');
    app.ask.will(choose('In the clipboard'), tick('Status of the lamps'), enter());
    await turn(app);
    assert.equal(app.ask.messages.at(-1), 'Nothing is left to meet for');
    assert.deepEqual([app.recorded.length, app.writeUps.files.size], [1, 0]);
  });

  it('of a calendar with several meetings asks which', async () => {
    const app = fakeApp({ confirmed: board });
    app.world.texts = {
      editor: calendar.replace('BEGIN:VEVENT', 'BEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nBEGIN:VEVENT'),
    };
    app.ask.will(choose('In the active editor'), choose('Lunch'), tick(), tick());
    await turn(app);
    assert.deepEqual(titles(app), ['# Lunch']);
  });

  it('says what it cannot read, and does nothing where somebody thinks better of it', async () => {
    for (const [text, words] of [
      [' ', /no text/],
      ['BEGIN:VCALENDAR\nEND:VCALENDAR', /no meeting in this calendar/],
      ['---', /no line of an agenda/],
    ] as const) {
      const app = fakeApp({ confirmed: board });
      app.world.texts = { editor: text };
      app.ask.will(choose('In the active editor'));
      await turn(app);
      assert.match(app.ask.messages.join(), words);
    }
    for (const moves of [
      [dismiss()],
      [choose('In a calendar file…'), dismiss()],
      [choose('In a calendar file…'), tick(), dismiss()],
    ]) {
      const app = fakeApp({ confirmed: board });
      app.world.texts = { file: calendar };
      app.ask.will(...moves);
      await turn(app);
      assert.deepEqual([app.recorded, app.writeUps.files.size], [[], 0]);
    }
  });
});
