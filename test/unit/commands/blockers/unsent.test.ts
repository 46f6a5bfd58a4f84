import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import { itemKey } from '../../../../src/model/board/item.js';
import type { BoardMutation } from '../../../../src/model/board/mutation.js';
import { board, capture, comment, edit, item, resolve } from '../../../lib/fakes/builders.js';
import { fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { agree, choose, dismiss, enter } from '../../../lib/fakes/fakeAsk.js';

const known = item();
const whole = 'whole\n'.repeat(300);
const refusedCapture = capture({ title: 'whole…', notes: whole, owner: 'bo', outcome: 'green' });
const refusedComment = comment(known.key, 'try\nagain');
const waitingCapture = capture({ title: 'waiting' });
const appWith = (refused: readonly BoardMutation[], unsent: readonly BoardMutation[] = []) =>
  fakeApp({
    confirmed: board([known]),
    refused: refused.map((mutation) => ({ mutation, reason: { kind: 'invalid' } })),
    unsent,
  });

describe('unsent text', () => {
  it('is retried by its row', async () => {
    const app = appWith([refusedCapture]);
    await handlers['makertime.retryUnsent'](app, `refused/${refusedCapture.id}`);
    assert.deepEqual(app.deeds, [`retry ${refusedCapture.id}`]);
    assert.deepEqual(app.ask.messages, ['Queued again']);
  });

  it('all that is refused is retried at once from the row above it', async () => {
    const app = appWith([refusedCapture, refusedComment]);
    await handlers['makertime.retryUnsent'](app, 'refused');
    assert.deepEqual(app.deeds, [`retry ${refusedCapture.id}`, `retry ${refusedComment.id}`]);
  });

  it('is copied whole: the person’s own words and details', async () => {
    const app = appWith([refusedCapture, refusedComment], [waitingCapture]);
    const copied: string[] = [];
    for (const one of [refusedCapture, refusedComment, waitingCapture]) {
      await handlers['makertime.copyUnsent'](app, `refused/${one.id}`);
      copied.push(app.clipboard);
    }
    assert.deepEqual(copied, [`${whole}\n@bo\ngreen`, 'try\nagain', 'waiting']);
  });

  it('is copied whole when it is a change, too', async () => {
    const outcome = 'the flag is on in staging, and '.repeat(30);
    const change = edit(known.key, { outcome, title: 'two\u2028lines' });
    const app = appWith([change]);
    await handlers['makertime.copyUnsent'](app, `refused/${change.id}`);
    assert.ok(app.clipboard.includes(outcome.trim()));
  });

  it('where there are no words to copy, leaves the clipboard alone', async () => {
    const closing = resolve(known.key);
    const app = appWith([closing]);
    await app.editor.copy('mine');
    await handlers['makertime.copyUnsent'](app, `refused/${closing.id}`);
    assert.equal(app.clipboard, 'mine');
  });

  it('invariant 5: is discarded only by a person who has seen it and says yes', async () => {
    const app = appWith([refusedComment]);
    app.ask.will(dismiss());
    await handlers['makertime.discardUnsent'](app, `refused/${refusedComment.id}`);
    assert.equal(app.state().refused.length, 1);
    const [asked] = app.ask.transcript;
    assert.equal(asked?.kind === 'confirm' && asked.detail, 'try\nagain');
    app.ask.will(agree);
    await handlers['makertime.discardUnsent'](app, `refused/${refusedComment.id}`);
    assert.equal(app.state().refused.length, 0);
  });

  it('takes with it what was done since to something that never was on GitHub, and nothing else', async () => {
    const key = itemKey(waitingCapture.team.account.id, waitingCapture.record);
    const [changed, resolved, other] = [edit(key, { title: 'x' }), resolve(key), edit(known.key, { title: 'y' })];
    const app = appWith([changed], [waitingCapture, resolved, other]);
    app.ask.will(agree);
    await handlers['makertime.discardUnsent'](app, `unsent/${waitingCapture.id}`);
    assert.deepEqual([app.state().unsent, app.state().refused], [[other], []]);
  });

  it('that is being sent cannot be discarded, and that is said', async () => {
    const app = appWith([], [waitingCapture]);
    app.world.isBeingSent = true;
    app.ask.will(agree);
    await handlers['makertime.discardUnsent'](app, `unsent/${waitingCapture.id}`);
    assert.equal(app.state().unsent.length, 1);
    assert.deepEqual(app.ask.messages, ['Could not discard it: it is being sent or was already sent.']);
  });

  it('a refused comment is edited: the same record, taking its place', async () => {
    const app = appWith([refusedComment]);
    app.ask.will(enter(' better '));
    await handlers['makertime.editUnsent'](app, `refused/${refusedComment.id}`);
    const [next] = app.recorded;
    assert.equal(app.ask.lines[0]?.offered, 'try\nagain');
    assert.deepEqual(next, { ...refusedComment, id: next?.id, text: 'better', replaces: refusedComment.id });
    assert.notEqual(next?.id, refusedComment.id);
    assert.deepEqual(app.state().refused, []);
  });

  it('a refused comment edited to nothing stays as it is', async () => {
    const app = appWith([refusedComment]);
    app.ask.will(enter('  '));
    await handlers['makertime.editUnsent'](app, `refused/${refusedComment.id}`);
    assert.deepEqual(app.recorded, []);
    assert.equal(app.state().refused.length, 1);
  });

  it('invariant 5: an edited comment that the disk refuses is not lost', async () => {
    const app = appWith([refusedComment]);
    app.world.diskErrors = [noSpace()];
    app.ask.will(enter('better'), enter());
    await Promise.resolve(handlers['makertime.editUnsent'](app, `refused/${refusedComment.id}`)).catch(() => undefined);
    const isOffered = app.ask.lines[1]?.offered === 'better';
    assert.ok(isOffered || app.clipboard === 'better', 'neither the box came back with it nor is it on the clipboard');
    assert.ok(!app.ask.messages.includes('Comment saved') || app.recorded.length === 1);
  });

  it('which one is asked where no row was named; only refused ones are retried and edited', async () => {
    const app = appWith([refusedComment], [waitingCapture]);
    app.ask.will(dismiss(), dismiss(), choose('waiting'));
    await handlers['makertime.retryUnsent'](app);
    await handlers['makertime.editUnsent'](app);
    await handlers['makertime.copyUnsent'](app);
    assert.deepEqual(
      app.ask.picks.map(({ labels }) => labels),
      [['Comment: try again'], ['Comment: try again'], ['Comment: try again', 'waiting']],
    );
    assert.equal(app.clipboard, 'waiting');
  });

  it('with none, says so; a row that is there no longer does nothing', async () => {
    const app = appWith([]);
    await handlers['makertime.retryUnsent'](app);
    await handlers['makertime.retryUnsent'](app, 'refused/gone');
    assert.deepEqual(app.ask.messages, ['No unsent or rejected items']);
    assert.deepEqual(app.deeds, []);
  });
});

describe('files aside', () => {
  it('only a file that is known to be aside is opened', async () => {
    const app = fakeApp({ aside: [{ file: '/outbox/aside/a.json', why: 'torn' }] });
    for (const row of ['aside//etc/passwd', '/outbox/aside/a.json', undefined, { file: '/etc/passwd' }])
      await handlers['makertime.openOutboxFile'](app, row);
    assert.deepEqual(app.deeds, []);
    await handlers['makertime.openOutboxFile'](app, 'aside//outbox/aside/a.json');
    assert.deepEqual(app.deeds, ['file /outbox/aside/a.json']);
  });
});
