import assert from 'node:assert/strict';
import { describeBlocker } from '../../../../src/commands/blockers/writeUp.js';
import { discardDraft, openDraft, sendDraft } from '../../../../src/commands/drafts/drafts.js';
import { handlers } from '../../../../src/commands/table.js';
import { itemKey } from '../../../../src/model/board/item.js';
import type { BoardMutation, Capture } from '../../../../src/model/board/mutation.js';
import { bo, board, boardOf, capture, item, newId, statusRecord, team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { agree, choose, dismiss } from '../../../lib/fakes/fakeAsk.js';

/** Begins one and types this into it. */
async function begun(app: FakeApp, change: (template: string) => string): Promise<string> {
  await describeBlocker(app);
  const id = app.writeUps.shown?.id ?? '';
  app.writeUps.type(id, change(app.writeUps.files.get(id) ?? ''));
  return id;
}
const titled = (template: string) => template.replace('# \n', '# The lamp is dark\n');
const captures = (app: FakeApp) => app.recorded.filter((one) => one.kind === 'capture') as readonly Capture[];

const withIssue = board([], { work: new Map([[12, { number: 12, title: 'Light it', kind: 'issue', people: [1] }]]) });

describe('writing a blocker down', () => {
  it('begins with questions, attaches what stands around the cursor, and is sent once under its own id', async () => {
    const app = fakeApp({ confirmed: withIssue });
    app.world.context = { repository: 'acme/lighthouse', branch: 'main' };
    const id = await begun(app, (template) =>
      titled(template)
        .replace('from: @', 'from: @bo')
        .replace('by: ', 'by: 18:00')
        .replace('outcome: ', 'outcome: it shines')
        .replace('Blocks: #', 'Blocks: #12')
        .replace('## What happens instead\n', '## What happens instead\n\nNothing.\n'),
    );
    app.world.context = { branch: 'another' };
    await sendDraft(app);
    const [sent] = captures(app);
    assert.deepEqual(
      { ...sent, id: undefined, at: undefined },
      {
        kind: 'capture',
        id: undefined,
        at: undefined,
        record: id,
        team,
        itemKind: 'blocker',
        words: {
          title: 'The lamp is dark',
          notes: '## What happens instead\n\nNothing.',
          owner: 'bo',
          needBy: '2026-11-21T17:00:00Z',
          outcome: 'it shines',
          blocks: 'acme/team#12',
        },
        context: { repository: 'acme/lighthouse', branch: 'main' },
      },
    );
    const depend = app.recorded.find((one) => one.kind === 'depend');
    assert.deepEqual(depend?.kind === 'depend' && [depend.target, depend.blocks], [
      `${team.account.id}/${id}`,
      'acme/team#12',
    ]);
    assert.deepEqual([app.writeUps.files.size, app.state().writeUps.length], [0, 0]);
    assert.deepEqual(app.ask.messages, ['Blocker saved: The lamp is dark · @bo, due 18:00']);
  });

  it('says before it is sent who is no member and what no issue is known to be', async () => {
    const app = fakeApp({ confirmed: boardOf(statusRecord({}, { by: bo })) });
    await begun(app, (template) =>
      titled(template).replace('from: @', 'from: @torvalds').replace('Blocks: #', 'Blocks: #9999'),
    );
    app.ask.will(dismiss(), agree);
    await sendDraft(app);
    assert.deepEqual(app.recorded, []);
    const asked = app.ask.transcript.find((one) => one.kind === 'confirm');
    assert.equal(asked?.detail, '@torvalds is not a team member. No issue acme/team#9999 is known.');
    await sendDraft(app);
    assert.equal(captures(app)[0]?.words.blocks, 'acme/team#9999');
  });

  it('attaches nothing of another write-up that is in front', async () => {
    const app = fakeApp();
    app.world.context = { path: 'src/lamp.ts' };
    await describeBlocker(app);
    app.world.context = { path: '/home/ana/drafts/x.md' };
    await describeBlocker(app);
    assert.deepEqual((await app.writeUps.originOf(app.writeUps.shown?.id ?? ''))?.context, {});
  });

  it('is sent once, however often its button is pressed', async () => {
    const app = fakeApp();
    await begun(app, titled);
    await Promise.all([sendDraft(app), sendDraft(app)]);
    assert.equal(captures(app).length, 1);
  });

  it('says what is missing or cannot be read, puts the cursor there and sends nothing', async () => {
    for (const [change, line, words] of [
      [(text: string) => text, 1, /first line/],
      [(text: string) => titled(text).replace('from: @', 'from: bo and ana'), 3, /“Needed from: bo and ana”/],
      [(text: string) => titled(text).replace('by: ', 'by: soonish'), 4, /“Needed by: soonish”/],
      [(text: string) => titled(text).replace('Blocks: #', 'Blocks: the door'), 6, /“Blocks: the door”/],
      [(text: string) => `${titled(text)}${'x'.repeat(60_001)}`, 1, /^60,?\d+ characters/],
    ] as const) {
      const app = fakeApp();
      await begun(app, change);
      await sendDraft(app);
      assert.equal(app.writeUps.shown?.line, line);
      assert.match(app.ask.messages.join(), words);
      assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 1]);
    }
  });

  it('stays where the disk refuses, and is looked for before it is sent again', async () => {
    const app = fakeApp();
    const id = await begun(app, titled);
    app.world.diskErrors = [noSpace()];
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /^Could not send: ENOSPC.* The draft is still here\.$/);
    assert.ok(app.writeUps.files.get(id)?.includes('The lamp is dark'));
    assert.equal((await app.writeUps.originOf(id))?.wasTried, undefined);
    await app.writeUps.markTried(id, { repository: team.repository, context: {} }); // and died
    await sendDraft(app);
    assert.deepEqual(
      captures(app).map(({ record, replaces }) => [record, replaces]),
      [[id, id]],
    );
  });

  it('takes the place of what was recorded before by somebody who got no further', async () => {
    for (const where of ['unsent', 'refused'] as const) {
      const app = fakeApp();
      const id = await begun(app, titled);
      const before = capture({}, { record: id });
      app.store.update((state) => ({
        ...state,
        unsent: where === 'unsent' ? [before] : [],
        refused: where === 'refused' ? [{ mutation: before, reason: { kind: 'gone' } }] : [],
      }));
      await sendDraft(app);
      assert.deepEqual(
        captures(app).map(({ record, replaces }) => [record, replaces]),
        [[id, before.id]],
      );
      assert.equal(app.writeUps.files.size, 0);
    }
  });

  it('refused, it is edited as the document it was, and nothing of it is lost', async () => {
    const app = fakeApp({ confirmed: withIssue });
    app.world.context = { path: 'src/lamp.ts', branch: 'main' };
    const id = await begun(app, (template) =>
      titled(template)
        .replace('from: @', 'from: @bo')
        .replace('by: ', 'by: 2026-11-24 15:00')
        .replace('outcome: ', 'outcome: it shines')
        .replace('Blocks: #', 'Blocks: #12')
        .replace('<!--', 'Needed from: the heart\n\n<!--')
        .concat('\n```sh\nlight --now\n  # why?\n```\n'),
    );
    await sendDraft(app);
    const [mutation] = captures(app);
    assert.ok(mutation);
    app.store.update((state) => ({
      ...state,
      unsent: state.unsent.filter((one) => one.id !== mutation.id),
      refused: [{ mutation, reason: { kind: 'invalid' } }],
    }));
    const edit = () => handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
    await edit();
    assert.equal(app.writeUps.shown?.id, id);
    app.writeUps.type(id, `${app.writeUps.files.get(id)}More.\n`);
    await edit();
    await sendDraft(app);
    const again = captures(app)[1];
    assert.deepEqual(again, {
      ...mutation,
      id: again?.id,
      replaces: mutation.id,
      words: { ...mutation.words, needBy: again?.words.needBy, notes: `${mutation.words.notes}\nMore.` },
    });
    assert.equal(Date.parse(again?.words.needBy ?? ''), Date.parse(mutation.words.needBy ?? ''));
    assert.match(mutation.words.notes ?? '', /^Needed from: the heart\n/);
    assert.deepEqual([app.state().refused, app.writeUps.files.size], [[], 0]);
    assert.equal(app.recorded.filter(({ kind }) => kind === 'depend').length, 1);
  });

  it('invariant 5: what is typed while it is being recorded is not deleted with it', async () => {
    const app = fakeApp();
    const id = await begun(app, titled);
    let write = () => {};
    app.world.diskIsBusy = new Promise((resolve) => {
      write = resolve;
    });
    const sending = sendDraft(app);
    await new Promise(setImmediate);
    app.writeUps.type(id, `${app.writeUps.files.get(id)}\nAnd it smells.\n`);
    write();
    await sending;
    assert.equal(captures(app).length, 1);
    assert.match(app.ask.messages.join(), /^Sent without your latest changes/);
    assert.ok(await app.writeUps.save(id));
    assert.match(app.writeUps.files.get(id) ?? '', /And it smells/);
  });

  it('sent again without what it blocks, asks for no dependency any more', async () => {
    const app = fakeApp();
    const id = await begun(app, titled);
    const before = capture({ blocks: 'acme/team#12' }, { record: id });
    const depend = {
      ...before,
      kind: 'depend',
      id: newId(),
      target: itemKey(team.account.id, id),
      blocks: 'acme/team#12',
    };
    app.store.update((state) => ({ ...state, unsent: [before, depend as unknown as BoardMutation] }));
    await sendDraft(app);
    assert.deepEqual(
      app.state().unsent.map(({ kind }) => kind),
      ['capture'],
    );
  });

  it('is not sent again where it is on GitHub; what was written since stays', async () => {
    const app = fakeApp();
    const id = await begun(app, titled);
    const there = item({ id, title: 'The lamp is dark' });
    app.store.update((state) => ({ ...state, confirmed: board([there]) }));
    app.writeUps.type(id, '# The lamp is dark\n\nand smells');
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /was already sent/);
    assert.equal(app.writeUps.files.size, 1);
    app.writeUps.type(id, '# The lamp is dark\n');
    await sendDraft(app);
    assert.deepEqual([app.recorded.length, app.writeUps.files.size], [0, 0]);
  });

  it('goes to the repository it was begun for, whichever is connected by then', async () => {
    const app = fakeApp();
    await begun(app, titled);
    app.store.update((state) => ({
      ...state,
      team: { ...team, repository: { id: 99, owner: 'other', name: 'team' } },
    }));
    await sendDraft(app);
    assert.deepEqual(captures(app)[0]?.team, team);
  });

  it('sends nothing that could not be saved, and says when it is gone', async () => {
    const app = fakeApp();
    const id = await begun(app, titled);
    app.writeUps.lock();
    await sendDraft(app);
    assert.match(app.ask.messages.join(), /^Could not save the draft/);
    const other = fakeApp();
    const gone = await begun(other, titled);
    await other.writeUps.save(gone);
    other.writeUps.vanish(gone);
    await sendDraft(other, `writeUp/${gone}`);
    await openDraft(other, `writeUp/${gone}`);
    assert.equal(other.ask.messages.filter((message) => /is gone/.test(message)).length, 2);
    assert.deepEqual([app.recorded, other.recorded], [[], []]);
    assert.ok(id);
  });

  it('is picked where none is at work, and takes text that is handed over as its title', async () => {
    const app = fakeApp();
    await openDraft(app);
    assert.deepEqual(app.ask.messages, ['No drafts']);
    await describeBlocker(app, { text: ' Needs\n a key ' });
    await describeBlocker(app, { text: 7 });
    const [latest, first] = app.state().writeUps;
    assert.deepEqual([latest?.title, first?.title], ['', 'Needs a key']);
    await app.writeUps.remove(latest?.id ?? '');
    app.ask.will(choose('Needs a key'));
    await openDraft(app);
    assert.equal(app.writeUps.shown?.id, first?.id);
  });

  it('asks before it discards words, and only then', async () => {
    const app = fakeApp();
    await describeBlocker(app);
    await discardDraft(app);
    assert.deepEqual([app.writeUps.files.size, app.ask.transcript.length], [0, 0]);
    const id = await begun(app, titled);
    app.ask.will(dismiss(), agree);
    await discardDraft(app, `writeUp/${id}`);
    assert.equal(app.writeUps.files.size, 1);
    await discardDraft(app, `writeUp/${id}`);
    assert.equal(app.writeUps.files.size, 0);
  });

  it('gives the words back where it cannot begin', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace()];
    await describeBlocker(app, { text: 'Needs a key' });
    assert.equal(app.clipboard, 'Needs a key');
    assert.match(app.ask.messages.join(), /^Could not save: ENOSPC/);
  });
});
