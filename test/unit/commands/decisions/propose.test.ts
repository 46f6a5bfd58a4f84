import assert from 'node:assert/strict';
import { proposeDecision } from '../../../../src/commands/decisions/propose.js';
import { openDraft, sendDraft } from '../../../../src/commands/drafts/drafts.js';
import { handlers } from '../../../../src/commands/table.js';
import type { OpenThread } from '../../../../src/model/board/mutation.js';
import { unsentThreadKey } from '../../../../src/model/threads/thread.js';
import { bo, boardOf, openThread, statusRecord, talk, team, thread } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { agree, dismiss } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const chidi = { id: 3, login: 'chidi' };
const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const forum = { id: 'R_1', isOn: true, categories: [general] };
const board = {
  ...boardOf(
    statusRecord(person(), { by: team.account }),
    statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo }),
    statusRecord({}, { by: chidi }),
  ),
  forum,
};

/** Begins one and types this into it. */
async function begun(app: FakeApp, change: (template: string) => string): Promise<string> {
  await proposeDecision(app);
  const id = app.writeUps.shown?.id ?? '';
  app.writeUps.type(id, change(app.writeUps.files.get(id) ?? ''));
  return id;
}
const written = (template: string) =>
  template
    .replace('# \n', '# One lamp for both towers\n')
    .replace('Named: @', 'Named: @bo')
    .replace('## Proposal\n', '## Proposal\n\nWe buy one.\n');
const proposals = (app: FakeApp) => app.recorded.filter((one) => one.kind === 'openThread') as readonly OpenThread[];
const question = (app: FakeApp) => app.ask.transcript.flatMap((one) => (one.kind === 'confirm' ? [one] : [])).at(-1);

describe('proposing a decision', () => {
  it('says before it is sent who sees it when and until when they can answer, and is sent once under its own id', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    await app.writeUps.save(id);
    assert.deepEqual(
      app.state().writeUps.map(({ kind, title }) => [kind, title]),
      [['decision', 'One lamp for both towers']],
    );
    app.ask.will(dismiss(), agree);
    await sendDraft(app);
    assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    await Promise.all([sendDraft(app), sendDraft(app)]);
    assert.deepEqual(question(app), {
      kind: 'confirm',
      question: 'Propose this decision in acme/team?',
      detail: [
        'It goes to General, for everyone who can read the repository.',
        // It is Saturday noon; eleven in Kolkata.
        'Delivered to @bo Mon 06:30.',
        'Closes Tue 13:00.',
      ].join('\n'),
    });
    const [sent, ...more] = proposals(app);
    assert.deepEqual(
      { ...sent, id: undefined, at: undefined },
      {
        kind: 'openThread',
        id: undefined,
        at: undefined,
        record: id,
        team,
        threadKind: 'decision',
        category: { id: 'DIC_2', name: 'General', isAnswerable: false },
        title: 'One lamp for both towers',
        text: '## Proposal\n\nWe buy one.',
        terms: {
          decider: { id: 1, login: 'ana' },
          named: [bo],
          closes: '2026-11-24T12:00:00.000Z',
          zones: ['Asia/Kolkata'],
        },
      },
    );
    assert.deepEqual([more, app.writeUps.files.size], [[], 0]);
    assert.deepEqual(app.ask.messages, ['Decision proposed: One lamp for both towers · closes Tue 13:00']);
  });

  it('takes the place of an earlier one that is there, by its number or its address', async () => {
    const earlier = thread({ number: 12, title: 'No lamp' });
    const app = fakeApp({ confirmed: { ...board, threads: new Map([[earlier.key, earlier]]) } });
    const typing = (replaced: string) => (template: string) =>
      written(template).replace('Replaces: #', `Replaces: ${replaced}`);
    for (const replaced of ['#13', 'the last one', '#12 and #13']) {
      await begun(app, typing(replaced));
      await sendDraft(app);
      assert.match(JSON.stringify(app.ask.transcript.at(-1)), /the number of a decision in this repository/);
    }
    for (const replaced of ['#12', '12', 'https://github.com/acme/team/discussions/12']) {
      await begun(app, typing(replaced));
      app.ask.will(agree);
      await sendDraft(app);
      assert.equal(proposals(app).at(-1)?.terms?.replaces, 12, replaced);
    }
  });

  it('says whose hours are not known, and who has too little time where it closes earlier', async () => {
    const app = fakeApp({ confirmed: board });
    await begun(app, (template) =>
      written(template).replace('Named: @bo', 'Named: @bo, chidi').replace('Closes: ', 'Closes: monday 15:00'),
    );
    app.ask.will(agree);
    await sendDraft(app);
    assert.deepEqual(question(app)?.detail.split('\n').slice(2), [
      'Closes Mon 15:00.',
      'The hours of @chidi are not known: counted as Monday to Friday, 9:00 to 17:00, wherever they are.',
      '@bo, @chidi will not have had 2 delivery times and 2 whole working days by then.',
    ]);
    const [sent] = proposals(app);
    assert.deepEqual([sent?.terms?.closes, sent?.terms?.isChosen], ['2026-11-23T14:00:00Z', true]);
  });

  it('says what is missing or cannot be read, puts the cursor there and sends nothing', async () => {
    for (const [change, line, words] of [
      [(text: string) => text, 1, /first line.*to be decided/],
      [(text: string) => written(text).replace('We buy one.', ''), 1, /Below “## Proposal”/],
      [(text: string) => written(text).replace('Decider: @ana', 'Decider: @'), 1, /“Decider: ”.*one team member/],
      [(text: string) => written(text).replace('Decider: @ana', 'Decider: @ana @bo'), 3, /one person/],
      [(text: string) => written(text).replace('Deputy: @', 'Deputy: @ana'), 4, /other than the decider/],
      [(text: string) => written(text).replace('Named: @bo', 'Named: @'), 1, /whoever is to be asked/],
      [(text: string) => written(text).replace('Named: @bo', 'Named: @zoe'), 5, /@zoe is none/],
      [(text: string) => written(text).replace('Closes: ', 'Closes: soonish'), 6, /“Closes: soonish”/],
    ] as const) {
      const app = fakeApp({ confirmed: board });
      await begun(app, change);
      await sendDraft(app);
      assert.equal(app.writeUps.shown?.line, line, String(words));
      assert.match(app.ask.messages.join(), words);
      assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    }
  });

  it('waits for who never comes back only where somebody says until when', async () => {
    const gone = statusRecord(person({ off: ['2026-01-01/2030-01-01'] }), { by: bo });
    const app = fakeApp({ confirmed: { ...boardOf(gone, statusRecord({}, { by: team.account })), forum } });
    await begun(app, written);
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /@bo will not work in the next 400 days: enter a time after “Closes:”/);
    assert.deepEqual(app.recorded, []);
  });

  it('is sent nowhere else than where it was begun, and nowhere at all where there is no place for it', async () => {
    const app = fakeApp({ confirmed: board });
    await begun(app, written);
    app.store.update((state) => ({
      ...state,
      team: { ...team, repository: { id: 99, owner: 'other', name: 'team' } },
    }));
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /^This draft is for acme\/team: connect that repository/);
    app.store.update((state) => ({
      ...state,
      team,
      confirmed: { ...board, forum: { ...forum, isOn: false, categories: [] } },
    }));
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /Could not send: discussions are disabled/);
    assert.deepEqual(app.recorded, []);
  });

  it('invariant 5: refused, it comes back as the document it was, with the reason, and takes the place of what was refused', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, (text) => written(text).replace('Deputy: @', 'Deputy: @chidi'));
    app.ask.will(agree, agree);
    await sendDraft(app);
    const [mutation] = proposals(app);
    assert.ok(mutation);
    app.store.update((state) => ({ ...state, unsent: [], refused: [{ mutation, reason: { kind: 'categoryGone' } }] }));
    await handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
    assert.equal(app.writeUps.shown?.id, id);
    assert.equal(
      app.writeUps.files.get(id),
      [
        '# One lamp for both towers',
        '',
        'Decider: @ana',
        'Deputy: @chidi',
        'Named: @bo',
        'Closes: ',
        'Replaces: #',
        '',
        '<!-- Not sent: The category no longer exists: choose another one -->',
        '',
        '## Proposal',
        '',
        'We buy one.',
        '',
      ].join('\n'),
    );
    await sendDraft(app);
    const again = proposals(app)[1];
    assert.deepEqual(again, { ...mutation, id: again?.id, replaces: mutation.id });
    assert.deepEqual([app.state().refused, app.writeUps.files.size], [[], 0]);
  });

  it('is not sent again where it is on GitHub', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    const there = thread({ record: id, title: 'One lamp for both towers' });
    const said = talk([], { opening: { ...talk().opening, text: '**Decider:** @ana\n\n## Proposal\n\nWe buy one.' } });
    app.store.update((state) => ({
      ...state,
      confirmed: { ...board, threads: new Map([[there.key, there]]), talks: new Map([[3, said]]) },
    }));
    assert.equal(there.by.kind === 'person' && unsentThreadKey(there.by.person.id, id), `1/${id}`);
    app.ask.will(agree, agree);
    app.writeUps.type(id, written(app.writeUps.files.get(id) ?? '').replace('We buy one.', 'We buy two.'));
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /was already sent/);
    app.writeUps.type(id, (app.writeUps.files.get(id) ?? '').replace('We buy two.', 'We buy one.'));
    await sendDraft(app);
    assert.deepEqual([app.recorded, app.writeUps.files.size], [[], 0]);
  });

  it('a draft of a kind that only a newer version knows is sent as nothing else', async () => {
    const app = fakeApp({ confirmed: board });
    const { record } = openThread();
    await app.writeUps.begin(record, '# A poem\n', { kind: 'poem', repository: team.repository, context: {} });
    await openDraft(app, `writeUp/${record}`);
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /newer version of Makertime/);
    assert.deepEqual([app.recorded, app.writeUps.files.size], [[], 1]);
  });

  it('where nothing is known of how it began, its lines say that it is a decision', async () => {
    const app = fakeApp({ confirmed: board });
    const id = await begun(app, written);
    await app.writeUps.save(id);
    const lost = { ...app, writeUps: { ...app.writeUps, originOf: async () => undefined } };
    app.ask.will(agree);
    await sendDraft(lost, `writeUp/${id}`);
    assert.deepEqual(
      proposals(app).map(({ record, replaces }) => [record, replaces]),
      [[id, id]],
    );
  });
});
