import assert from 'node:assert/strict';
import { sendDraft } from '../../../../src/commands/drafts/drafts.js';
import { handlers } from '../../../../src/commands/table.js';
import type { OpenThread } from '../../../../src/model/board/mutation.js';
import { bo, boardOf, statusRecord, talk, team, thread } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { agree, dismiss } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const essays = { id: 'DIC_9', name: 'Essays', isAnswerable: false, isOpen: true };
const forum = { id: 'R_1', isOn: true, categories: [general, essays] };
const board = {
  ...boardOf(
    statusRecord(person(), { by: team.account }),
    statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo }),
    statusRecord({}, { by: { id: 3, login: 'chidi' } }),
  ),
  forum,
};

async function begun(app: FakeApp, change: (template: string) => string): Promise<string> {
  await handlers['makertime.writeMemo'](app);
  const id = app.writeUps.shown?.id ?? '';
  app.writeUps.type(id, change(app.writeUps.files.get(id) ?? ''));
  return id;
}
const written = (template: string) =>
  template
    .replace('# \n', '# What the lamps cost\n')
    .replace('Comments from: @', 'Comments from: @bo')
    .replace('## In short\n', '## In short\n\nMore than we thought.\n');
const memos = (app: FakeApp) => app.recorded.filter((one) => one.kind === 'openThread') as readonly OpenThread[];
const detail = (app: FakeApp) =>
  app.ask.transcript
    .flatMap((one) => (one.kind === 'confirm' ? [one] : []))
    .at(-1)
    ?.detail.split('\n');

describe('writing a memo', () => {
  it('says before it is sent who sees it when and until when it waits, and is sent once under its own id', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    await app.writeUps.save(id);
    assert.deepEqual(
      app.state().writeUps.map(({ kind, title }) => [kind, title]),
      [['memo', 'What the lamps cost']],
    );
    app.ask.will(dismiss(), agree);
    await sendDraft(app);
    assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    await Promise.all([sendDraft(app), sendDraft(app)]);
    assert.deepEqual(detail(app), [
      'It goes to General, for everyone who can read the repository.',
      'Delivered to @bo Mon 06:30.',
      'It waits for their comments until Tue 13:00.',
    ]);
    const [sent, ...more] = memos(app);
    const { id: _id, at: _at, ...rest } = sent ?? {};
    assert.deepEqual(rest, {
      kind: 'openThread',
      record: id,
      team,
      threadKind: 'memo',
      category: { id: 'DIC_2', name: 'General', isAnswerable: false },
      title: 'What the lamps cost',
      text: '## In short\n\nMore than we thought.',
      memo: { named: [bo], until: '2026-11-24T12:00:00.000Z', zones: ['Asia/Kolkata'] },
    });
    assert.deepEqual([more, app.writeUps.files.size], [[], 0]);
    assert.deepEqual(app.ask.messages, ['Memo saved: What the lamps cost']);
  });

  it('goes where the team has agreed, and waits for nobody where it asks nobody', async () => {
    const teamFile = {
      members: [],
      expectations: {},
      quiet: [],
      categories: { memo: 'essays' },
      labels: {},
      problems: [],
    };
    const app = fakeApp({ confirmed: { ...board, teamFile } });
    await begun(app, (text) => written(text).replace('Comments from: @bo', 'Comments from: @ana'));
    app.ask.will(agree);
    await sendDraft(app);
    assert.deepEqual(detail(app), [
      'It goes to Essays, for everyone who can read the repository.',
      'It waits for nobody.',
    ]);
    assert.deepEqual([memos(app)[0]?.category.name, memos(app)[0]?.memo], ['Essays', undefined]);
  });

  it('asks until the time that was typed, and says whose hours are not known', async () => {
    const app = fakeApp({ confirmed: board });
    await begun(app, (text) =>
      written(text)
        .replace('Comments from: @bo', 'Comments from: bo, chidi')
        .replace('Comments until: ', 'Comments until: monday 15:00'),
    );
    app.ask.will(agree);
    await sendDraft(app);
    assert.deepEqual(detail(app)?.slice(2), [
      'It waits for their comments until Mon 15:00.',
      'The hours of @chidi are not known: counted as Monday to Friday, 9:00 to 17:00, wherever they are.',
    ]);
    const { until, isChosen } = memos(app)[0]?.memo ?? {};
    assert.deepEqual([until, isChosen], ['2026-11-23T14:00:00Z', true]);
  });

  it('says what is missing or cannot be read, puts the cursor there and sends nothing', async () => {
    for (const [change, line, words] of [
      [(text: string) => text, 1, /first line.*what it is about/],
      [(text: string) => written(text).replace('More than we thought.', ''), 1, /Below “## In short”/],
      [(text: string) => written(text).replace('Comments from: @bo', 'Comments from: @zoe'), 3, /@zoe is none/],
      [
        (text: string) => written(text).replace('Comments until: ', 'Comments until: soonish'),
        4,
        /“Comments until: soonish”/,
      ],
      [(text: string) => written(text).replace('thought', 'x'.repeat(70_000)), 1, /GitHub accepts about/],
    ] as const) {
      const app = fakeApp({ confirmed: board });
      await begun(app, change);
      await sendDraft(app);
      assert.equal(app.writeUps.shown?.line, line, String(words));
      assert.match(app.ask.messages.join(), words);
      assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    }
  });

  it('invariant 5: refused, it comes back as the document it was, with the reason, and takes the place of what was refused', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, (text) => written(text).replace('Comments until: ', 'Comments until: monday 15:00'));
    app.ask.will(agree, agree);
    await sendDraft(app);
    const [mutation] = memos(app);
    assert.ok(mutation);
    app.store.update((state) => ({ ...state, unsent: [], refused: [{ mutation, reason: { kind: 'categoryGone' } }] }));
    await handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
    assert.equal(app.writeUps.shown?.id, id);
    assert.equal(
      app.writeUps.files.get(id),
      [
        '# What the lamps cost',
        '',
        'Comments from: @bo',
        'Comments until: 2026-11-23 15:00',
        '',
        '<!-- Not sent: The category no longer exists: choose another one -->',
        '',
        '## In short',
        '',
        'More than we thought.',
        '',
      ].join('\n'),
    );
    await sendDraft(app);
    const again = memos(app)[1];
    assert.deepEqual(
      { ...again, memo: { ...again?.memo, until: mutation.memo?.until } },
      {
        ...mutation,
        id: again?.id,
        replaces: mutation.id,
      },
    );
    assert.deepEqual([app.state().refused, app.writeUps.files.size], [[], 0]);
  });

  it('is not sent again where it is on GitHub', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    const there = thread({ record: id, title: 'What the lamps cost' });
    const said = talk([], {
      opening: { ...talk().opening, text: '**Comments from:** @bo\n\n## In short\n\nMore than we thought.' },
    });
    app.store.update((state) => ({
      ...state,
      confirmed: { ...board, threads: new Map([[there.key, there]]), talks: new Map([[3, said]]) },
    }));
    app.ask.will(agree, agree);
    app.writeUps.type(id, written(app.writeUps.files.get(id) ?? '').replace('thought', 'hoped'));
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /was already sent/);
    app.writeUps.type(id, (app.writeUps.files.get(id) ?? '').replace('hoped', 'thought'));
    await sendDraft(app);
    assert.deepEqual([app.recorded, app.writeUps.files.size], [[], 0]);
  });

  it('where nothing is known of how it began, its lines say that it is a memo', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    await app.writeUps.save(id);
    const lost = { ...app, writeUps: { ...app.writeUps, originOf: async () => undefined } };
    app.ask.will(agree);
    await sendDraft(lost, `writeUp/${id}`);
    assert.deepEqual(
      memos(app).map(({ record, replaces, threadKind }) => [record, replaces, threadKind]),
      [[id, id, 'memo']],
    );
  });
});
