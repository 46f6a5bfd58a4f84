import assert from 'node:assert/strict';
import { capture } from '../../../../src/commands/blockers/capture.js';
import { handlers } from '../../../../src/commands/table.js';
import type { Capture, InboxAction, OpenThread } from '../../../../src/model/board/mutation.js';
import { visibleInbox } from '../../../../src/model/members.js';
import type { Forum } from '../../../../src/model/threads/forum.js';
import { bo, board, openThread, statusRecord } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { dismiss, enter, enterOn, enterToPark } from '../../../lib/fakes/fakeAsk.js';

const named = (name: string, isAnswerable = false) => ({ id: `DIC_${name}`, name, isAnswerable, isOpen: true });
const forum: Forum = {
  id: 'R_1',
  isOn: true,
  categories: [named('Announcements'), named('General'), named('Ideas'), named('Q&A', true)],
};
const statuses = new Map([[bo.id, statusRecord({ zone: 'Asia/Kolkata' }, { by: bo })]]);
const app = (more: Parameters<typeof board>[1] = { forum }) => fakeApp({ confirmed: board([], { statuses, ...more }) });
const only = <T>(one: FakeApp) => {
  assert.equal(one.recorded.length, 1);
  return one.recorded[0] as T;
};

describe('capturing a blocker for a member', () => {
  it('is for whoever it was begun with, from their row or picked', async () => {
    const one = app();
    one.ask.will(enter('The key is gone'));
    await handlers['makertime.captureFor'](one, 'member/bo');
    assert.deepEqual(only<Capture>(one).words, { title: 'The key is gone', owner: 'bo' });
  });

  it('is for whoever the line names, if it does', async () => {
    const one = app();
    one.ask.will(enter('The key is gone @ana'));
    await handlers['makertime.captureFor'](one, 'member/bo');
    assert.deepEqual(only<Capture>(one).words, { title: 'The key is gone', owner: 'ana' });
  });
});

describe('capturing what is no blocker', () => {
  it('a question is a discussion where answers can be marked, and names whom it asks', async () => {
    const one = app();
    one.world.context = { branch: 'main', path: 'src/lamp.ts', lines: [3, 3] };
    one.ask.will(enter('Which oil for the lamp? @bo'));
    await handlers['makertime.askQuestion'](one);
    const { id, record, at: _at, team: _team, ...rest } = only<OpenThread>(one);
    assert.notEqual(id, record);
    assert.deepEqual(rest, {
      kind: 'openThread',
      threadKind: 'question',
      category: { id: 'DIC_Q&A', name: 'Q&A', isAnswerable: true },
      title: 'Which oil for the lamp?',
      text: '',
      named: [bo],
      context: one.world.context,
    });
    assert.match(one.ask.messages[0] ?? '', /^Question saved: Which oil for the lamp\? · @bo/);
  });

  it('whoever is known by name alone is asked in the text', async () => {
    const one = app();
    one.store.update((before) => ({
      ...before,
      confirmed: { ...before.confirmed, teamFile: { members: ['zoe'], expectations: {}, categories: {} } as never },
    }));
    one.ask.will(enter('Which oil? @zoe'));
    await capture(one, 'question');
    const { title, named: asked } = only<OpenThread>(one);
    assert.deepEqual([title, asked], ['Which oil? @zoe', undefined]);
  });

  it('a question is an issue where no category takes answers, and the row says so before', async () => {
    const one = app({ forum: { ...forum, categories: forum.categories.filter(({ isAnswerable }) => !isAnswerable) } });
    one.ask.will(enter('Which oil? @bo'));
    await capture(one, 'question');
    const { itemKind, words } = only<Capture>(one);
    assert.deepEqual([itemKind, words], ['question', { title: 'Which oil?', owner: 'bo' }]);
    assert.match(one.ask.lines[0]?.rows[0]?.description ?? '', /as an issue, because no category takes answers/);
  });

  for (const [typed, kind] of [
    ['? Which oil', 'question'],
    ['* An idea', 'idea'],
    ['+ A task', 'task'],
    ['! A blocker', 'blocker'],
  ] as const)
    it(`"${typed}" is ${kind}, whatever the box is for`, async () => {
      for (const box of ['blocker', 'question', 'note'] as const) {
        const one = app();
        one.ask.will(enter(typed));
        await capture(one, box);
        const mutation = one.recorded[0];
        assert.equal(mutation?.kind === 'openThread' ? mutation.threadKind : (mutation as Capture).itemKind, kind);
        const title = mutation?.kind === 'openThread' ? mutation.title : (mutation as Capture).words.title;
        assert.equal(title, typed.slice(2));
      }
    });

  it('what begins like code stays what it is', async () => {
    for (const text of ['*args is empty', '-Wall fails', '?. is not supported', '+1 on this', '!important']) {
      const one = app();
      one.ask.will(enter(text));
      await capture(one, 'blocker');
      assert.deepEqual(only<Capture>(one).words, { title: text });
    }
  });

  it('a row makes something else of the same line', async () => {
    const one = app();
    one.ask.will(enterOn('Post as an idea', 'A bigger lamp for @bo #12'));
    await capture(one, 'blocker');
    const { threadKind, title } = only<OpenThread>(one);
    assert.deepEqual([threadKind, title], ['idea', 'A bigger lamp for @bo #12']);
  });

  it('nothing can be posted where there is no place for it, and what was typed stays', async () => {
    const one = app({});
    one.ask.will(dismiss('A bigger lamp'), dismiss());
    await capture(one, 'idea');
    assert.deepEqual(one.recorded, []);
    assert.equal(one.ask.lines[0]?.rows[0]?.description, 'GitHub has not been reached yet');
    await capture(one, 'idea');
    assert.equal(one.ask.lines[1]?.offered, 'A bigger lamp');
  });

  it('Capture… is for what was captured last', async () => {
    const one = app();
    one.ask.will(enter('An idea'), enter('Another'));
    await capture(one, 'idea');
    await handlers['makertime.capture'](one);
    assert.deepEqual(
      one.recorded.map((mutation) => mutation.kind === 'openThread' && mutation.threadKind),
      ['idea', 'idea'],
    );
  });

  it('a question can be parked on', async () => {
    const one = app();
    one.ask.will(enterToPark('Which oil?'));
    await capture(one, 'question');
    assert.match(one.ask.messages.join(), /^Question saved: Which oil\?,Parked: main/);
  });

  it('what was refused is asked again, whole, and takes the place of what was refused', async () => {
    const one = app();
    const refused = openThread({ named: [bo], text: '', threadKind: 'question' });
    one.store.update((before) => ({ ...before, refused: [{ mutation: refused, reason: { kind: 'categoryGone' } }] }));
    one.ask.will(enter());
    await handlers['makertime.editUnsent'](one, `refused/${refused.id}`);
    const again = only<OpenThread>(one);
    assert.deepEqual(
      [again.title, again.named, again.record, again.replaces],
      [refused.title, [bo], refused.record, refused.id],
    );
  });

  it('the disk refuses: the box comes back with the text', async () => {
    const one = app();
    one.world.diskErrors = [noSpace()];
    one.ask.will(enter('? Which oil'), enter());
    await capture(one, 'blocker');
    assert.equal(one.ask.lines[1]?.offered, '? Which oil');
    assert.equal(only<OpenThread>(one).title, 'Which oil');
  });
});

describe('a note', () => {
  it('is a line in a file of this machine, and goes nowhere', async () => {
    const one = app();
    one.ask.will(enter('Look at the lamp #12 @bo'));
    await capture(one, 'note');
    assert.deepEqual([one.recorded, one.noted.length], [[], 1]);
    assert.match(one.noted[0] ?? '', /^- \d{4}-\d\d-\d\d \d\d:\d\d Look at the lamp #12 @bo$/);
    assert.equal(one.ask.messages[0], 'Note saved: Look at the lamp #12 @bo');
  });

  it('that ends in a time is snoozed in Deliveries until then', async () => {
    const one = app();
    one.ask.will(enter('- Look at the lamp in 2 hours'));
    await capture(one, 'blocker');
    const until = new Date(Date.parse(appTime) + 2 * 3_600_000).toISOString().replace('.000', '');
    const { act } = only<InboxAction>(one);
    assert.deepEqual(act, { kind: 'remind', title: 'Look at the lamp', until });
    assert.match(one.noted[0] ?? '', / Look at the lamp \(\d{4}-\d\d-\d\d \d\d:\d\d\)$/);
    one.store.update((before) => ({ ...before, acts: [only<InboxAction>(one)] }));
    const [entry] = visibleInbox(one.state()).entries.values();
    assert.deepEqual(
      [entry?.title, entry?.subject, entry?.stage],
      ['Look at the lamp', 'note', { kind: 'snoozed', until }],
    );
  });

  it('a bare number at its end is no time', async () => {
    const one = app();
    one.ask.will(enter('read chapter 5'));
    await capture(one, 'note');
    assert.deepEqual(one.recorded, []);
  });

  it('that cannot be written is asked for again; one whose reminder fails is there all the same', async () => {
    const one = app();
    one.world.diskErrors = [noSpace()];
    one.ask.will(enter('Look at the lamp'), enter());
    await capture(one, 'note');
    assert.equal(one.noted.length, 1);
    const other = app();
    const { record } = other.connection;
    const connection = {
      ...other.connection,
      record: (mutation: Parameters<typeof record>[0]) =>
        mutation.kind === 'attend' ? Promise.reject(noSpace()) : record(mutation),
    };
    other.ask.will(enter('Look at the lamp tomorrow'));
    await capture({ ...other, connection }, 'note');
    assert.equal(other.noted.length, 1);
    assert.match(other.ask.messages[0] ?? '', /^The note is saved, but not the reminder: /);
  });
});
