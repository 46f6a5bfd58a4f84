import assert from 'node:assert/strict';
import { replyDrafts } from '../../../../src/commands/threads/drafts.js';
import { doOnPage } from '../../../../src/commands/threads/pageActs.js';
import { summarize, summaryDocument } from '../../../../src/commands/threads/summarize.js';
import { emptyBoard } from '../../../../src/model/board/board.js';
import { knownThread } from '../../../../src/views/threads/picture.js';
import type { ToThread } from '../../../../src/views/threads/protocol.js';
import { bo, speaker, talk, team, thread, threadComment } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose } from '../../../lib/fakes/fakeAsk.js';

const one = thread({ comments: 2 });
const told = talk(
  [
    threadComment('DC_1', { number: 41, text: '# Not a heading <b>\nObject: too [heavy](x)', by: speaker(bo) }),
    threadComment('DC_2', {
      text: 'Object: too [heavy](javascript:x) ![x](https://evil.example/x.png) @ana',
      by: speaker(bo),
      number: 42,
    }),
  ],
  { earlier: 7 },
);

describe('summarizing a discussion', () => {
  it('makes a document in which each sentence leads to its comment, and nothing anybody wrote is Markdown', () => {
    const text = summaryDocument(team, one, told);
    assert.match(text, /^# Summary: which oil/);
    assert.match(
      text,
      /## Objections\n\n- .* \(\[@?bo\]\(https:\/\/github\.example\/acme\/team\/discussions\/3#discussioncomment-42\)\)/,
    );
    assert.match(text, /7 earlier comments were not read\./);
    assert.ok(
      !/!\[|<b>|\]\(javascript/.test(
        text
          .replaceAll('\\', '\\\\')
          .replace(/`[^`]*`/g, '')
          .replace(/\\\\./g, ''),
      ),
      text,
    );
  });

  it('reads it first, and offline takes what was read last', async () => {
    const app = fakeApp({
      confirmed: { ...emptyBoard, threads: new Map([[one.key, one]]), talks: new Map([[3, told]]) },
    });
    app.ask.will(choose(one.title), choose(one.title));
    app.world.readings = [
      { kind: 'read', thread: one, talk: talk([threadComment('DC_9', { text: 'And who pays?' })]) },
    ];
    await summarize(app);
    await summarize(app);
    const [now, before] = app.documents.added.map(({ text }) => text);
    assert.match(now ?? '', /## Open questions\n\n- And who pays\?/);
    assert.match(before ?? '', /## Objections/);
  });
});

describe('drafting an answer', () => {
  it('puts what is known into the reply box, behind what is written there, and sends nothing', async () => {
    const app = fakeApp({
      confirmed: { ...emptyBoard, threads: new Map([[one.key, one]]), talks: new Map([[3, told]]) },
    });
    app.world.known = [
      { kind: 'answer', title: 'Oil for the old lamp', answer: 'Rape *seed*.\nSee <b>', number: 12 },
      { kind: 'answer', title: 'this one itself', number: 3, isDiscussion: true },
      { kind: 'document', title: 'Lamps', file: 'file:///work/README.md', line: 3, path: 'README.md' },
    ];
    const known = knownThread(app.state(), one.key, { settled: [] });
    const drafts = replyDrafts(app);
    await drafts.keep(team, { repository: team.repository.id, thread: one.key }, 'I think', known);
    const answers: ToThread[] = [];
    const page = {
      app,
      team,
      key: one.key,
      known,
      drafts,
      answer: (message: ToThread) => void answers.push(message),
      drafted() {},
      readEarlier() {},
    };
    await doOnPage({ kind: 'action', key: one.key, action: 'draftAnswer' }, page);
    const [written] = await drafts.list(team, one.key, known);
    assert.equal(
      written?.text,
      [
        'I think',
        '> Rape \\*seed\\*.\n> See \\<b\\>',
        '[acme/team#12](https://github.example/acme/team/issues/12): Oil for the old lamp',
        'README.md: Lamps',
      ].join('\n\n'),
    );
    await doOnPage({ kind: 'action', key: one.key, action: 'draftAnswer' }, page); // pressed twice
    assert.deepEqual(answers, [{ kind: 'rewrite', text: written?.text }]);
    assert.deepEqual(app.recorded, []);
    app.world.known = [];
    await doOnPage({ kind: 'action', key: one.key, action: 'draftAnswer' }, page);
    assert.match(app.ask.messages.at(-1) ?? '', /^Nothing that is known/);
  });
});
