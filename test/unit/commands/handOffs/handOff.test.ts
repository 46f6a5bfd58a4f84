import assert from 'node:assert/strict';
import { sendDraft } from '../../../../src/commands/drafts/drafts.js';
import { handOff } from '../../../../src/commands/handOffs/handOff.js';
import { handlers } from '../../../../src/commands/table.js';
import type { OpenThread } from '../../../../src/model/board/mutation.js';
import { ana, bo, boardOf, item, statusRecord, team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { agree, dismiss } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const chidi = { id: 3, login: 'chidi' };
const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const board = {
  ...boardOf(
    statusRecord(person(), { by: team.account }),
    statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo }),
    statusRecord(person({ zone: 'Africa/Lagos' }), { by: chidi }),
  ),
  forum: { id: 'R_1', isOn: true, categories: [general] },
};
const [now, first] = ['## State now', '## First thing to do'];

async function begun(app: FakeApp, change: (template: string) => string): Promise<string> {
  await handOff(app);
  const id = app.writeUps.shown?.id ?? '';
  app.writeUps.type(id, change(app.writeUps.files.get(id) ?? ''));
  return id;
}
const written = (template: string) =>
  template
    .replace(/^# .*\n/, '# The lamp flickers\n')
    .replace('To: @', 'To: @bo')
    .replace(`${first}\n`, `${first}\n\nOil it.\n`);
const sent = (app: FakeApp) => app.recorded.filter((one) => one.kind === 'openThread') as readonly OpenThread[];
const question = (app: FakeApp) => app.ask.transcript.flatMap((one) => (one.kind === 'confirm' ? [one] : [])).at(-1);

describe('handing off work', () => {
  it('is drafted from branch, pull request, checks, what is not committed, blockers and parked work', async () => {
    const waiting = item({ title: 'Ask @zoe for oil', owner: 'bo', number: 7 });
    const app = fakeApp({ confirmed: { ...board, items: new Map([[waiting.key, waiting]]) } });
    app.world.context = { repository: 'acme/team' };
    app.world.tree.branch = 'lamp-fog';
    app.world.tree.open = [{ path: 'src/lamp.ts', column: 1, cursor: { line: 11, character: 2 } }];
    app.world.tree.unshared = { changed: ['a.ts', 'b.ts'], ahead: 2 };
    app.world.pull = {
      number: 12,
      title: 'Fix the lamp',
      isDraft: false,
      checks: { failed: ['lint'], isDone: false },
    };
    await handOff(app);
    const text = app.writeUps.files.get(app.writeUps.shown?.id ?? '') ?? '';
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 6), [
      '# Fix the lamp',
      '',
      'To: @',
      'Then: ',
      'Branch: lamp-fog',
      'Files: src/lamp.ts:12',
    ]);
    const start = lines.indexOf(now);
    assert.deepEqual(lines.slice(start + 2, lines.indexOf(first) - 1), [
      '- Branch lamp-fog at bbbbbbbbbb, 2 commits are not pushed',
      '- Not committed, only on my machine: a.ts, b.ts',
      '- Pull request #12: Fix the lamp',
      '- Checks that failed: lint',
      // It tells nobody but whom it is for.
      '- Waiting for bo: #7 Ask zoe for oil',
    ]);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('## ')),
      [now, first, '## Tried and rejected', '## What can go wrong, and who may be woken'],
    );
  });

  it('asks GitHub for no pull request where the folder is no clone of the team repository', async () => {
    const app = fakeApp({ confirmed: board });
    app.world.context = { repository: 'acme/other' };
    app.world.pull = { number: 12, title: 'Another', isDraft: false };
    await handOff(app);
    assert.doesNotMatch(app.writeUps.files.get(app.writeUps.shown?.id ?? '') ?? '', /Another/);
  });

  it('says before it is sent who sees it when by their own clocks, and is sent once under its own id', async () => {
    const app = fakeApp({ confirmed: board });
    app.world.context = { repository: 'acme/lighthouse', branch: 'main', commit: 'a'.repeat(40) };
    const id = await begun(app, (text) => written(text).replace('Then: ', 'Then: @chidi, back to me'));
    app.ask.will(dismiss(), agree);
    await sendDraft(app);
    assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    await Promise.all([sendDraft(app), sendDraft(app)]);
    assert.deepEqual(question(app), {
      kind: 'confirm',
      question: 'Hand this off in acme/team?',
      detail: [
        'It goes to General, for everyone who can read the repository.',
        // It is Saturday.
        'Delivered to @bo Mon 11:00 their time.',
        'Then it goes on to @chidi, @ana.',
        'It is yours until it is picked up.',
      ].join('\n'),
    });
    const [one, ...more] = sent(app);
    assert.deepEqual(
      [one?.record, one?.threadKind, one?.category.name, one?.title, more],
      [id, 'handOff', 'General', 'The lamp flickers', []],
    );
    assert.deepEqual(one?.handOff, {
      to: [bo],
      onward: [chidi, ana],
      code: { branch: 'main', repository: 'acme/lighthouse', commit: 'a'.repeat(40) },
      files: [],
    });
    assert.match(one?.text ?? '', /^## State now\n\n- Branch main .*\n\n## First thing to do\n\nOil it\.$/s);
    assert.deepEqual(app.writeUps.files.size, 0);
  });

  it('whoever works next: of everybody, or of those who are named, and who that is now is said', async () => {
    for (const [to, people] of [
      ['whoever works next', [bo, chidi]],
      ['Whoever works next of @chidi, @bo', [chidi, bo]],
    ] as const) {
      const app = fakeApp({ confirmed: board });
      await begun(app, (text) => written(text).replace('To: @bo', `To: ${to}`));
      app.ask.will(agree);
      await sendDraft(app);
      assert.deepEqual(sent(app)[0]?.handOff?.to, people);
      assert.equal(sent(app)[0]?.handOff?.isForNext, true);
      assert.match(question(app)?.detail ?? '', /Next to work: @bo, Mon 09:00 their time\./);
    }
  });

  it('says what is missing or cannot be read, puts the cursor there and sends nothing', async () => {
    for (const [change, line, words] of [
      [(text: string) => text, 1, /first line.*hand off/],
      [(text: string) => written(text).replace('Oil it.', ''), 1, /Below “## First thing to do”/],
      [(text: string) => written(text).replace('@bo', '@'), 1, /“To: ”.*whoever works next/],
      [(text: string) => written(text).replace('@bo', '@zoe'), 3, /@zoe is none/],
      [(text: string) => written(text).replace('@bo', '@ana'), 3, /somebody other than you/],
      [(text: string) => written(text).replace('@bo', '@bo, @chidi'), 3, /“To: @bo, @chidi”/],
      [(text: string) => written(text).replace('Then: ', 'Then: @bo'), 4, /does not have it already/],
      [(text: string) => written(text).replace('Branch: main', 'Branch: -f'), 5, /name of a branch/],
      [(text: string) => written(text).replace('\n\n<!--', '\nFiles: ../x\n\n<!--'), 6, /paths within the repository/],
    ] as const) {
      const app = fakeApp({ confirmed: board });
      await begun(app, change);
      await sendDraft(app);
      assert.equal(app.writeUps.shown?.line, line, String(words));
      assert.match(app.ask.messages.join(), words);
      assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    }
  });

  it('invariant 5: one that was refused comes back as a draft with the reason, and takes its place', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, (text) => written(text).replace('Then: ', 'Then: back to me'));
    app.ask.will(agree);
    await sendDraft(app);
    const [mutation] = sent(app);
    assert.ok(mutation);
    app.store.update((state) => ({
      ...state,
      unsent: [],
      refused: [{ mutation, reason: { kind: 'categoryGone' as const } }],
    }));
    await handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
    const text = app.writeUps.files.get(id) ?? '';
    assert.match(text, /^# The lamp flickers\n\nTo: @bo\nThen: back to me\nBranch: main\n/);
    assert.match(text, /<!-- Not sent: The category no longer exists/);
    app.ask.will(agree);
    await sendDraft(app);
    assert.deepEqual(
      sent(app).map(({ record, replaces }) => [record, replaces]),
      [
        [id, undefined],
        [id, mutation.id],
      ],
    );
    assert.deepEqual(sent(app)[1]?.handOff, mutation.handOff);
  });
});
