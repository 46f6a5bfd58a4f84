import assert from 'node:assert/strict';
import { commandIds } from '../../../../src/app/contributions.js';
import { itemKey } from '../../../../src/model/board/item.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import type { Stage } from '../../../../src/model/inbox/entries.js';
import type { Park } from '../../../../src/model/local/park.js';
import { parksByThing } from '../../../../src/model/members.js';
import type { Work } from '../../../../src/model/people/member.js';
import type { Person } from '../../../../src/model/people/person.js';
import type { State } from '../../../../src/model/state.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { deliveryRows } from '../../../../src/views/deliveries/view.js';
import { parkRows, untidyWords } from '../../../../src/views/now/parks.js';
import { taskRows, taskWords } from '../../../../src/views/now/tasks.js';
import { nowRows } from '../../../../src/views/now/view.js';
import { folderPath, parkedPlace } from '../../../../src/views/words/parked.js';
import type { Row } from '../../../../src/views/words/row.js';
import {
  ana,
  at,
  bo,
  board,
  boardOf,
  capture,
  item,
  newId,
  statusRecord,
  team,
  thread,
} from '../../../lib/fakes/builders.js';
import { delivered, done, entry, held, inboxOf } from '../../../lib/fakes/inboxEntries.js';
import { hostilePieces } from '../../arbitraries.js';
import { allRows, berlin } from '../people.js';
import { connected, now } from '../states.js';

const beam = item({ number: 7, owner: 'dana' });
const root = 'file:///home/ana/light%20house';
const park: Park = {
  id: newId(),
  at: '2026-11-21T11:00:00Z',
  target: beam.key,
  title: 'as it was called',
  root,
  branch: 'lamp-fog',
  files: [{ path: 'src/lamp.ts', column: 1 }],
};
const withParks = (parks: readonly Park[], items = [beam], more: Partial<State> = {}) =>
  connected({ parks, confirmed: board(items), ...more });
const task = (more: Partial<Work> = {}): Work => ({
  number: 12,
  title: 'Fog',
  kind: 'issue',
  people: [ana.id],
  ...more,
});

function inert(rows: readonly Row[]): void {
  for (const row of allRows(rows)) {
    assert.notEqual(row.label.trim(), '', row.id);
    assert.notEqual(row.spoken.trim(), '', row.id);
    assert.doesNotMatch([row.label, row.description, row.tooltip, row.spoken].join('\n'), /\$\(|undefined|NaN|\{\d\}/);
    assert.doesNotMatch([row.label, row.description, row.spoken].join(' '), /[\p{Cc}\u200b\u202e]/u);
    if (row.command) assert.ok((commandIds as readonly string[]).includes(row.command));
  }
}

describe('what is parked, in the Now view', () => {
  it('says where, for whom and for what it waits, and when the way is free', () => {
    const [row] = parkRows(withParks([park]), now);
    assert.deepEqual(
      [row?.id, row?.label, row?.description, row?.offers, row?.command],
      [
        `park/${park.id}`,
        'Parked: lamp-fog',
        'waiting for @dana: the beam is stuck · 1 h',
        'park',
        'makertime.returnToParked',
      ],
    );
    assert.equal(row?.spoken, 'Parked: lamp-fog, waiting for @dana: the beam is stuck, an hour ago');
    assert.match(row?.tooltip ?? '', /src\/lamp\.ts$/);
    const [free] = parkRows(withParks([park], [{ ...beam, state: 'closed' }]), now);
    assert.deepEqual([free?.label, free?.description], ['Unblocked: return to lamp-fog', 'the beam is stuck · 1 h']);
  });

  it('waits for a question as well, whatever number it has got, and is free once that is answered or closed', () => {
    const record = '01JD3000000000000000000000';
    const asked = { ...park, target: itemKey(ana.id, record), title: 'which oil?', repository: 10 };
    const on = (more: Partial<Thread> = {}) => {
      const question = thread({ record, ...more });
      const confirmed = board([], { threads: new Map([[question.key, question]]) });
      return connected({ parks: [asked], confirmed });
    };
    const label = (state: State) => parkRows(state, now)[0]?.label;
    assert.equal(label(on()), 'Parked: lamp-fog');
    assert.equal(label(on({ isAnswered: true })), 'Unblocked: return to lamp-fog');
    assert.equal(label(on({ state: 'closed' })), 'Unblocked: return to lamp-fog');
    assert.deepEqual([...parksByThing(on()).keys()], ['thing/acme/team#3']);
  });

  it('says so where what it waits for is gone, and only once GitHub was heard and nothing else explains it', () => {
    const here = { ...park, repository: team.repository.id };
    const label = (parked: Park, state: Partial<State> = {}) =>
      parkRows(withParks([parked], [], { sync: { heardAt: at }, ...state }), now)[0]?.label;
    assert.equal(label(here), 'Blocker no longer exists: return to lamp-fog');
    assert.equal(label(park), 'Parked: lamp-fog');
    assert.equal(label(here, { sync: {} }), 'Parked: lamp-fog');
    assert.equal(label({ ...here, repository: 99 }), 'Parked: lamp-fog');
    const mutation = capture({ title: 'the beam is stuck' });
    const target = itemKey(ana.id, mutation.record);
    assert.equal(label({ ...here, target }, { unsent: [mutation] }), 'Parked: lamp-fog');
    assert.equal(
      label({ ...here, target }, { refused: [{ mutation, reason: { kind: 'invalid' } }] }),
      'Parked: lamp-fog',
    );
  });

  it('says what the way was freed with, on hovering and to whoever listens', () => {
    const answer = { number: 7, by: { id: 4, login: 'dana' }, text: 'Half of it:\n**600000**', at };
    const confirmed = board([{ ...beam, state: 'closed' }], { answers: new Map([[7, answer]]) });
    const inboxWith = (stage: Stage) =>
      inboxOf(entry(stage, { key: referenceKey('acme/team', 7), repository: 'acme/team', reason: 'freed' }));
    const said = '@dana: Half of it: **600000**';
    const shown = withParks([park], [], { confirmed, inbox: inboxWith(delivered(0)) });
    const [row] = parkRows(shown, now);
    assert.ok(row?.tooltip?.includes(`\n${said}\n`), row?.tooltip);
    assert.ok(row?.spoken.includes(said));
    const card = allRows(deliveryRows(shown, now)).find(({ id }) => id.startsWith('entry/'));
    assert.ok(card?.tooltip?.includes(said), card?.tooltip);
    assert.equal(card?.icon, 'reply');
    const kept = withParks([park], [], { confirmed, inbox: inboxWith(held) });
    const all = [...parkRows(kept, now), ...allRows(deliveryRows(kept, now, 'titles'))];
    assert.doesNotMatch(JSON.stringify(all), /600000/, 'not before it is delivered');
  });

  it('does not offer what is held: the way is free when that is delivered', () => {
    const closed = [item({ ...beam, state: 'closed' })];
    const labelWith = (stage: Stage) => {
      const inbox = inboxOf(entry(stage, { key: referenceKey('acme/team', 7) }));
      return parkRows(withParks([park], closed, { inbox }), now)[0]?.label;
    };
    assert.equal(labelWith(held), 'Parked: lamp-fog');
    const inbox = inboxOf(entry(held, { key: referenceKey('acme/team', 7) }));
    const words = (state: State) => parkRows(state, now)[0]?.description;
    assert.equal(
      words(withParks([park], closed, { inbox })),
      'the beam is stuck, resolved, in your next delivery · 1 h',
    );
    const focus = { focusing: { since: '2026-11-21T11:30:00Z', until: '2026-11-21T12:30:00Z' } };
    const confirmed = {
      ...boardOf(statusRecord(focus, { by: ana })),
      items: new Map(closed.map((one) => [one.key, one])),
    };
    assert.doesNotMatch(words(connected({ parks: [park], confirmed, inbox })) ?? '', /resolved/);
    for (const stage of [delivered(0), done(0)]) assert.match(labelWith(stage) ?? '', /^Unblocked/);
  });

  it('of somebody else’s blocker, of which there is no news, it is not told during focus', () => {
    const iso = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const focus = { focusing: { since: iso(-30), until: iso(30) } };
    const labelAt = (minutes: number, by: Person) => {
      const closed = item({ ...beam, by, key: beam.key, state: 'closed', updatedAt: iso(minutes) });
      const confirmed = { ...boardOf(statusRecord(focus, { by: ana })), items: new Map([[closed.key, closed]]) };
      return parkRows(connected({ parks: [park], confirmed }), now)[0]?.label ?? '';
    };
    assert.equal(labelAt(-10, bo), 'Parked: lamp-fog');
    assert.match(labelAt(-40, bo), /^Unblocked/);
    assert.match(labelAt(-10, ana), /^Unblocked/, 'closed by the person: by anybody else it would be held');
  });

  it('is said by what is known where the blocker is on no board, has no owner, or there is no branch', () => {
    assert.equal(parkRows(withParks([park], []), now)[0]?.description, 'waiting for: as it was called · 1 h');
    const { branch: _branch, ...bare } = park;
    assert.equal(parkedPlace(bare), 'light house');
    assert.equal(parkedPlace({ ...bare, commit: 'abcdef0123456' }), 'abcdef01');
    assert.equal(folderPath('vscode-remote://ssh-remote%2Bbox/home/ana/%E2%98%83'), '/home/ana/☃');
    assert.equal(folderPath('file:///a/%zz'), '/a/%zz');
  });

  it('has a row for each branch, and none before there is a team', () => {
    const all = nowRows(withParks([park, { ...park, id: newId() }]), now, berlin).map(({ id }) => id);
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(nowRows(withParks([park], [], { phase: 'starting' }), now, berlin), []);
  });

  it('says how many files are in the way, and what to do', () => {
    assert.equal(untidyWords({ changed: 3, unsaved: 1 }), 'Commit or stash your changes first: 3 files');
    assert.equal(untidyWords({ changed: 0, unsaved: 1 }), 'Save your changes first: 1 file');
    assert.equal(untidyWords({ changed: 0, unsaved: 0 }), undefined);
  });
});

describe('the card of what is parked', () => {
  const key = referenceKey('acme/team', 7);
  const card = (parks: readonly Park[], thread?: string) => {
    const inbox = inboxOf(
      entry(delivered(0), { key, repository: 'acme/team', reason: 'freed', ...(thread && { thread }) }),
      entry(delivered(0), { key: 'thing/acme/team#8', repository: 'acme/team' }),
    );
    const rows = allRows(
      deliveryRows(withParks(parks, [{ ...beam, state: 'closed' }], { inbox }), now, 'count', berlin),
    );
    return rows.find(({ id }) => id === `entry/${key}`);
  };

  it('offers the way back, in words too, and no other card does', () => {
    assert.equal(card([park])?.offers, 'entry.delivered.parked');
    assert.equal(card([park], '5')?.offers, 'entry.delivered.thread.parked');
    for (const words of [card([park])?.description, card([park])?.spoken, card([park])?.tooltip])
      assert.match(words ?? '', /unblocked.*parked on lamp-fog/s);
    assert.equal(card([])?.offers, 'entry.delivered');
    assert.equal(card([{ ...park, target: item().key }])?.offers, 'entry.delivered');
    assert.doesNotMatch(card([])?.spoken ?? '', /parked/);
  });
});

describe('the next task, in the Now view', () => {
  const minute = 60_000;
  const raised = (work: readonly Work[]) =>
    connected({ confirmed: board([item()], { work: new Map(work.map((one) => [one.number, one])) }) });

  it('is there for ten minutes after a blocker was raised, with its milestone and age', () => {
    const known = task({
      milestone: { title: 'v2', dueOn: '2026-12-01T08:00:00Z' },
      createdAt: '2026-11-18T09:00:00Z',
    });
    const then = Date.parse(at) + minute;
    const [row] = taskRows(raised([known]), then);
    assert.deepEqual(
      [row?.id, row?.label, row?.description, row?.command],
      ['next/12', 'Next: #12 Fog', 'v2, due 1 Dec 2026 · 3 days ago', 'makertime.startNextTask'],
    );
    assert.ok(nowRows(raised([known]), then, berlin).some(({ id }) => id === 'next/12'));
    assert.deepEqual(taskRows(raised([known]), then + 10 * minute), []);
    assert.equal(taskWords(task({ milestone: { title: 'v2', dueOn: 'soon' }, createdAt: 'once' }), then), 'v2');
    assert.equal(taskWords(task(), then), '');
  });
});

describe('rows of what is parked and of tasks', () => {
  for (const piece of hostilePieces)
    it(`are inert with ${JSON.stringify(piece)} in every text`, () => {
      const text = `${piece}${piece}`;
      const hostile = item({ title: text, owner: text });
      const parks = [
        { ...park, target: hostile.key, title: text, branch: text, files: [{ path: text, column: 1 }] },
        { ...park, id: newId(), title: text, root: text },
      ];
      inert(parkRows(withParks(parks, [hostile]), now));
      const work = new Map([[12, task({ title: text, milestone: { title: text, dueOn: text }, createdAt: text })]]);
      inert(taskRows(connected({ confirmed: board([item({ title: text })], { work }) }), Date.parse(at)));
    });
});
