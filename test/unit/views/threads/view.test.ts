import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AskedThing } from '../../../../src/model/board/links.js';
import type { State } from '../../../../src/model/state.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { threadRows } from '../../../../src/views/threads/view.js';
import { ana, bo, board, said, speaker, statusRecord, talk, thread } from '../../../lib/fakes/builders.js';
import { entry, inboxOf } from '../../../lib/fakes/inboxEntries.js';
import { hostileText } from '../../arbitraries.js';
import { connected, now } from '../states.js';

const ideas = { id: 'DIC_2', name: 'Ideas', isAnswerable: false };
const ofThreads = (threads: readonly Thread[], more: Partial<State['confirmed']> = {}, rest: Partial<State> = {}) =>
  connected({ confirmed: board([], { threads: new Map(threads.map((one) => [one.key, one])), ...more }), ...rest });
const groups = (state: State) =>
  threadRows(state, now).map(({ label, children = [] }) => [label, children.map((row) => row.label)]);
const rowsOf = (state: State) => threadRows(state, now).flatMap(({ children = [] }) => children);

describe('the Threads view', () => {
  it('groups by what a discussion is for, those that ask me first, and what is over last', () => {
    const asked: AskedThing = {
      kind: 'question',
      number: 5,
      title: 'x',
      by: bo,
      of: ['ANA'],
      since: '2026-11-21T09:00:00Z',
      given: [],
    };
    const state = ofThreads(
      [
        thread({ number: 1, title: 'idea', category: ideas }),
        thread({ number: 2, title: 'open' }),
        thread({ number: 3, title: 'done', isAnswered: true }),
        thread({ number: 4, title: 'talk', category: { id: 'DIC_9', name: 'Random', isAnswerable: false } }),
        thread({ number: 5, title: 'for me', by: speaker(bo) }),
        thread({ number: 6, title: 'closed', category: ideas, state: 'closed' }),
      ],
      { asked: new Map([[5, asked]]) },
    );
    assert.deepEqual(groups(state), [
      ['Asks me', ['for me']],
      ['Questions', ['open']],
      ['Ideas', ['idea']],
      ['Other discussions', ['talk']],
      ['Answered or closed', ['done', 'closed']],
    ]);
  });

  it('goes by the record of what was begun here, wherever it stands now', () => {
    const general = { id: 'DIC_3', name: 'General', isAnswerable: false };
    const opening = said('D_1', { record: { id: '01JD3000000000000000000000', kind: 'announcement' } });
    const state = ofThreads([thread({ number: 1, title: 'freeze', category: general })], {
      talks: new Map([[1, talk([], { number: 1, opening })]]),
    });
    assert.deepEqual(groups(state), [['Announcements', ['freeze']]]);
  });

  it('a row says who, how it stands, and how much was said; unread by a mark', () => {
    const one = thread({ number: 3, by: speaker(bo), comments: 2, updatedAt: '2026-11-21T10:00:00Z', isLocked: true });
    const delivered = entry(
      { kind: 'delivered', batch: '2026-11-21T11:00:00Z' },
      { key: 'thing/acme/team#3', subject: 'discussion', isUnread: true },
    );
    const [row] = rowsOf(ofThreads([one], {}, { inbox: inboxOf(delivered) }));
    assert.equal(row?.description, 'locked, unanswered · @bo · 2 comments · 2 h');
    assert.equal(row?.isUnread, true);
    assert.equal(
      row?.spoken,
      'unread, question which oil for the lamp?, locked, unanswered, @bo, 2 comments, 2 hours ago',
    );
    assert.deepEqual([row?.icon, row?.offers, row?.command], ['question', 'thread', 'makertime.openThread']);
  });

  it('what is not on GitHub yet is there, and says so', () => {
    const { number: _number, id: _id, ...unsent } = thread({ title: 'mine' });
    const [row] = rowsOf(ofThreads([unsent]));
    assert.deepEqual([row?.icon, row?.offers], ['cloud-upload', 'thread.unsent']);
    assert.match(row?.description ?? '', /^unsent · @ana/);
  });

  it('what others begin while I focus waits for the end; mine does not', () => {
    const since = '2026-11-21T11:30:00Z';
    const focusing = statusRecord({ focusing: { since, until: '2026-11-21T13:00:00Z' } });
    const later = { createdAt: '2026-11-21T11:45:00Z', updatedAt: '2026-11-21T11:45:00Z' };
    const state = ofThreads(
      [
        thread({ number: 1, title: 'theirs', by: speaker(bo), ...later }),
        thread({ number: 2, title: 'mine', by: speaker(ana), ...later }),
        thread({ number: 3, title: 'before', by: speaker(bo) }),
      ],
      { statuses: new Map([[ana.id, focusing]]) },
    );
    assert.deepEqual(
      rowsOf(state).map(({ label }) => label),
      ['before', 'mine'],
    );
  });

  it('what waits longest for an answer comes first; elsewhere what moved last', () => {
    const days = ['2026-11-18', '2026-11-20', '2026-11-19'].map((day) => `${day}T09:00:00Z`);
    const titled = (category: Thread['category']) =>
      days.map((at, index) =>
        thread({ number: index + 1, title: at.slice(8, 10), category, createdAt: at, updatedAt: at }),
      );
    const labels = (category: Thread['category']) => rowsOf(ofThreads(titled(category))).map(({ label }) => label);
    assert.deepEqual(labels(thread().category), ['18', '19', '20']);
    assert.deepEqual(labels(ideas), ['20', '19', '18']);
  });

  it('says so where discussions are disabled', () => {
    const forum = { id: 'R_1', isOn: false, categories: [] };
    assert.deepEqual(
      threadRows(ofThreads([], { forum }), now).map(({ label }) => label),
      ['Discussions are disabled'],
    );
  });

  it('is safe whatever stands on GitHub', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const category = { id: text, name: text, isAnswerable: false };
        const rows = rowsOf(ofThreads([thread({ title: text, category, by: { kind: 'app', login: text } })]));
        for (const row of rows)
          for (const shown of [row.label, row.description, row.tooltip, row.spoken])
            assert.doesNotMatch(shown ?? '', /\$\(|[\u202a-\u202e]/);
      }),
      { numRuns: 100 },
    );
  });

  it('draws no more than a few hundred of thousands', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => thread({ number: index + 1 }));
    assert.ok(rowsOf(ofThreads(many)).length <= 201);
  });
});
