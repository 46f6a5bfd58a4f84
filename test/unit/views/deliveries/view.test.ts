import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { commandIds } from '../../../../src/app/contributions.js';
import { idTime } from '../../../../src/base/id.js';
import type { Item } from '../../../../src/model/board/item.js';
import type { AskedThing } from '../../../../src/model/board/links.js';
import { referenceKey } from '../../../../src/model/board/reference.js';
import type { Subject } from '../../../../src/model/inbox/entries.js';
import {
  deliver,
  type Inbox,
  type InboxEntry,
  type Reason,
  type Stage,
  type Through,
} from '../../../../src/model/inbox/entries.js';
import { receiveNews } from '../../../../src/model/inbox/receive.js';
import type { Status } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { toastNow } from '../../../../src/views/deliveries/toast.js';
import { deliveryBadge, deliveryHeadline, deliveryRows } from '../../../../src/views/deliveries/view.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { dueAt, dueWords, heldWords } from '../../../../src/views/words/delivery.js';
import type { Row } from '../../../../src/views/words/row.js';
import { ana, bo, boardOf, item, newId, statusRecord, team } from '../../../lib/fakes/builders.js';
import {
  allHeld,
  date,
  delivered,
  done,
  entry,
  held,
  inboxOf,
  incoming,
  iso,
  ms,
  open,
  putOff,
} from '../../../lib/fakes/inboxEntries.js';
import { hostilePieces } from '../../arbitraries.js';
import { allRows, berlin, drawn } from '../people.js';
import { aState, connected } from '../states.js';

/** Monday, ten in Berlin: an hour before the first window. */
const now = ms(0);
const usual: Partial<Status> = { zone: berlin, hours: { mon: '09:00-17:00', tue: '09:00-17:00' } };

function stateOf(inbox: Inbox, status: Partial<Status> = {}, more: Partial<State> = {}): State {
  return connected({
    confirmed: boardOf(statusRecord({ ...usual, ...status })),
    inbox: { deliveredAt: iso(-60), ...inbox },
    ...more,
  });
}
const withEntries = (...entries: readonly InboxEntry[]) => stateOf(inboxOf(...entries));
const named = (title: string, stage: Stage, more: Partial<InboxEntry> = {}) =>
  entry(stage, { key: title, title, ...more });
const rows = (state: State, show: 'count' | 'titles' = 'count', at = now) => deliveryRows(state, at, show, berlin);
const rowOf = (state: State, id: string, show: 'count' | 'titles' = 'count') =>
  allRows(rows(state, show)).find((row) => row.id === id);
const focusing = { focusing: { since: iso(-30), until: iso(30) } };
/** Back at half past eleven in Berlin. */
const away = { mode: 'away', until: iso(90) } as const;

/** What every row owes to a person, to a screen reader and to VS Code. */
function check(all: readonly Row[]): void {
  const every = allRows(all);
  assert.equal(new Set(every.map(({ id }) => id)).size, every.length, 'ids are unique');
  for (const row of every) {
    assert.notEqual(row.label.replace(/[\p{Cf}\s]/gu, ''), '', `${row.id} has a label`);
    assert.notEqual(row.spoken.trim(), '', `${row.id} has words`);
    assert.doesNotMatch([row.label, row.description, row.tooltip, row.spoken].join('\n'), /\$\(|undefined|NaN|\{\d\}/);
    assert.doesNotMatch([row.label, row.description, row.spoken].join(' '), /[\p{Cc}\u200b\u202e]/u);
    if (row.command) assert.ok((commandIds as readonly string[]).includes(row.command));
  }
}

describe('the Deliveries view', () => {
  it('is empty before there is anything to tell', () => {
    assert.deepEqual(rows(initialState), []);
    assert.deepEqual(rows(connected({ phase: 'starting' })), []);
    assert.deepEqual(rows(stateOf(inboxOf(), { windows: [] })), [], 'nothing is held, ever');
  });

  it('is in the order of a delivery: what broke through, what waits for me, people, threads, the rest; then what is away', () => {
    const state = withEntries(
      named('rest', delivered(-60), { reason: 'subscribed' }),
      named('thread', delivered(-60), { reason: 'author' }),
      named('person', delivered(-60), { reason: 'mention', from: 'bo' }),
      named('mine', delivered(-60), { reason: 'reviewRequested', subject: 'pullRequest' }),
      named('through', delivered(-5), { through: 'person', from: 'chidi' }),
      named('later', putOff('2026-11-24T08:00:00Z')),
      named('moves', putOff('activity')),
      named('done', done(-10)),
      named('held', held),
    );
    assert.deepEqual(drawn(rows(state, 'count', ms(1))), [
      'Let through | 1',
      '  #7 through | @chidi is on your list · acme/lamp · 1 min',
      'Waiting for me | 1',
      '  #7 mine | review requested · acme/lamp · 1 min',
      'People | 1',
      '  #7 person | @bo · mentioned you · acme/lamp · 1 min',
      'Threads | 1',
      "  #7 thread | you're the author · acme/lamp · 1 min",
      'Other | 1',
      "  #7 rest | you're subscribed · acme/lamp · 1 min",
      'Snoozed | 2',
      '  #7 later | until Tue 09:00 · you commented · acme/lamp · 1 min',
      '  #7 moves | until there is activity · you commented · acme/lamp · 1 min',
      'Done | 1',
      '  #7 done | you commented · acme/lamp · 1 min',
    ]);
    assert.deepEqual(
      rows(state).map(({ id, isExpanded }) => [id, isExpanded]),
      [
        ['delivered/through', true],
        ['delivered/waitsForMe', true],
        ['delivered/people', true],
        ['delivered/threads', true],
        ['delivered/rest', true],
        ['snoozed', false],
        ['done', false],
      ],
    );
  });

  it('shows what is held as a count, and its titles only to whoever wants them', () => {
    const state = withEntries(named('secret', held), named('other', held, { reason: 'mention' }));
    assert.doesNotMatch(JSON.stringify(rows(state)), /secret|other/);
    assert.deepEqual(rows(state), []);
    assert.deepEqual(drawn(rows(state, 'titles')), [
      '2 held',
      '  #7 other | mentioned you · acme/lamp · now',
      '  #7 secret | you commented · acme/lamp · now',
    ]);
    assert.equal(heldWords(state), '2 held');
  });

  for (const [name, status, expected] of [
    ['between windows', {}, 'Next delivery: 11:00'],
    ['while focusing', focusing, 'Next delivery: 10:30, when focus ends'],
    [
      'in planned focus',
      { focus: [{ start: '2026-11-23T09:30', minutes: 120 }] },
      'Next delivery: 11:30, when focus ends',
    ],
    ['while busy and focusing', { mode: 'busy', ...focusing }, 'Next delivery: 10:30, when focus ends'],
    ['while away', away, 'Next delivery: 15:00'],
    ['while away and focusing', { ...away, ...focusing }, 'Next delivery: 15:00'],
    ['on a day off', { off: ['2026-11-23'] }, 'Next delivery: Tue 11:00'],
    ['in the evening', { windows: ['09:30'] }, 'Next delivery: Tue 09:30'],
    ['that is overdue', { windows: ['09:45'] }, 'Next delivery: any moment now'],
    ['at once', { windows: [] }, undefined],
    ['at once, but for being away', { windows: [], ...away }, 'Next delivery: 11:30'],
    ['at once, but for focus', { windows: [], ...focusing }, 'Next delivery: 10:30, when focus ends'],
  ] as const)
    it(`says when the next delivery is, ${name}: ${expected ?? 'nothing'}`, () => {
      const state = stateOf({ ...inboxOf(), deliveredAt: iso(-30) }, status);
      assert.equal(dueWords(state, now, berlin), expected);
      const short = expected?.replace(/^Next delivery:/, 'next').replace(/, when focus ends$/, '');
      assert.equal(deliveryHeadline(state, now, berlin), short);
      const holding = { ...state, inbox: { ...state.inbox, entries: inboxOf(named('secret', held)).entries } };
      assert.equal(deliveryHeadline(holding, now, berlin), [short, '1 held'].filter(Boolean).join(' · '));
      assert.deepEqual(rows(holding), [], 'what only informs is no row');
    });

  it('whoever has just begun has missed nothing', () => {
    const { deliveredAt: _deliveredAt, ...never } = stateOf(inboxOf()).inbox;
    assert.equal(dueAt({ ...stateOf(inboxOf()), inbox: never }, ms(90), berlin), ms(300));
  });

  it('a row says everything in words, what is unread first; one of the team itself does not name it', () => {
    const more = { from: 'bo', reason: 'mention', repository: 'Acme/Team', thread: '1' } as const;
    const state = withEntries(named('one', delivered(-60), more), named('two', delivered(-60), { isUnread: false }));
    const one = rowOf(state, 'entry/one');
    assert.deepEqual(
      [one?.description, one?.isUnread, one?.offers, one?.command],
      ['@bo · mentioned you · now', true, 'entry.delivered.thread', 'makertime.openDelivered'],
    );
    assert.equal(one?.spoken, 'unread, issue #7 one, @bo, mentioned you, Acme/Team, just now');
    assert.deepEqual(one?.tooltip?.split('\n'), ['#7 one', '@bo', 'mentioned you', 'Acme/Team', 'just now']);
    const two = rowOf(state, 'entry/two');
    assert.deepEqual([two?.isUnread, two?.offers], [undefined, 'entry.delivered']);
    assert.equal(two?.spoken, 'issue #7 two, you commented, acme/lamp, just now');
    assert.equal(rowOf(withEntries(named('three', held)), 'entry/three', 'titles')?.isUnread, undefined);
  });

  it('says why GitHub tells of nothing else', () => {
    for (const [threads, why] of [
      ['forbidden', 'this token cannot read them'],
      ['missing', 'this server does not provide them'],
    ] as const) {
      const row = rowOf(stateOf(inboxOf(), {}, { threads }), 'threads');
      assert.deepEqual([row?.label, row?.description], ['No GitHub notifications', why]);
      assert.match(row?.spoken ?? '', /Items that concern you in the team repository are still delivered$/);
    }
    assert.equal(rowOf(stateOf(inboxOf()), 'threads'), undefined);
  });

  it('counts on its badge what was delivered and not read, and never what is held', () => {
    assert.equal(deliveryBadge(withEntries(named('held', held), named('away', putOff('activity')))), undefined);
    const unread = [named('a', delivered(0)), named('b', delivered(-60), { reason: 'mention' })];
    const state = withEntries(...unread, named('c', delivered(0), { isUnread: false }), named('d', held));
    assert.deepEqual(deliveryBadge(state), { value: 2, tooltip: '2 unread' });
  });

  it('of 5,000 it draws no more than 200, and counts them all', () => {
    const many = (count: number, stage: Stage) => {
      const one = named('one', stage);
      return Array.from({ length: count }, (_, place) => ({ ...one, key: `${stage.kind} ${place}` }));
    };
    const away = [...many(201, putOff('activity')), ...many(51, done(0))];
    const state = withEntries(...many(5_000, held), ...many(201, delivered(0)), ...away);
    assert.deepEqual(
      rows(state, 'titles').map(({ label, description, children = [] }) => [label, description, children.length]),
      [
        ['5000 held', undefined, 200],
        ['Threads', '201', 200],
        ['Snoozed', '201', 200],
        ['Done', '50', 50],
      ],
    );
    assert.equal(deliveryBadge(state)?.value, 201);
  });

  it('offers something to every action the menus have for it', () => {
    const thread = { thread: '1' };
    const some = [held, delivered(0), putOff('activity'), done(0)].map((stage) => named(stage.kind, stage, thread));
    const beam = item({ state: 'closed' });
    const waited = named('waited', delivered(0), { key: referenceKey('acme/team', 1), reason: 'freed' });
    const parks = [{ id: newId(), at: iso(0), target: beam.key, title: '', root: 'file:///x', files: [] }];
    const state = stateOf(inboxOf(...some, waited), {}, { parks });
    const confirmed = { ...state.confirmed, items: new Map([[beam.key, beam]]) };
    const offers = allRows(rows({ ...state, confirmed }, 'titles')).flatMap((row) => row.offers ?? []);
    const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    const menu = contributes.menus['view/item/context'] as readonly {
      readonly command: string;
      readonly when: string;
    }[];
    const patterns = menu.flatMap(({ command, when }) => {
      const [, pattern] = /^view == makertime\.deliveries && viewItem =~ \/(.+)\/$/.exec(when) ?? [];
      return pattern ? [{ command, pattern }] : [];
    });
    assert.ok(patterns.length > 8);
    for (const { command, pattern } of patterns)
      assert.ok(
        offers.some((one) => new RegExp(pattern).test(one)),
        `${command}: ${pattern}`,
      );
  });
});

describe('what stands in Waiting', () => {
  const key = referenceKey('acme/team', 1);
  const told = (more: Partial<InboxEntry> = {}) =>
    entry(delivered(0), { key, number: 1, repository: 'acme/team', title: 'beam', reason: 'waitsForMe', ...more });
  const beam = item({ by: bo, owner: 'ana' });
  const stateWith = (one: Item, ...entries: readonly InboxEntry[]): State => {
    const state = stateOf(inboxOf(...entries));
    return { ...state, confirmed: { ...state.confirmed, items: new Map([[one.key, one]]) } };
  };
  const waiting = (state: State) =>
    allRows(waitingRows(state, now, berlin)).filter(({ id }) => id === beam.key || id.startsWith('awaited/'));
  const deliveries = (state: State, shown?: 'onlyBlocked') => drawn(deliveryRows(state, now, 'count', berlin, shown));

  it('is marked there as new and not shown in Deliveries as well; the badge counts it once', () => {
    const state = stateWith(beam, told(), named('other', delivered(0)));
    const [row] = waiting(state);
    assert.deepEqual([row?.isUnread, row?.offers], [true, 'item.forMe.unread']);
    assert.match(row?.spoken ?? '', /^unread, /);
    assert.match(row?.tooltip ?? '', /\nNew: waiting for you\n/);
    assert.deepEqual(deliveries(state), ['Threads | 1', '  #7 other | you commented · acme/lamp · now']);
    assert.equal(deliveryBadge(state)?.value, 2);
  });

  it('stays there once it was read, without the mark', () => {
    const [row] = waiting(stateWith(beam, told({ isUnread: false })));
    assert.deepEqual([row?.isUnread, row?.offers], [undefined, 'item.forMe.read']);
    assert.doesNotMatch(row?.spoken ?? '', /unread/);
  });

  it('is not marked while it is held, snoozed or done', () => {
    for (const stage of [held, putOff('activity'), done(0)]) {
      const [row] = waiting(stateWith(beam, { ...told(), stage }));
      assert.deepEqual([row?.isUnread, row?.offers], [undefined, 'item.forMe'], stage.kind);
    }
  });

  it('says both where it is overdue as well, and why it was let through', () => {
    const late = { ...beam, needBy: iso(-60) };
    const [row] = waiting(stateWith(late, told({ through: 'rotation' })));
    assert.deepEqual([row?.isUnread, row?.isLate], [true, true]);
    assert.match(row?.description ?? '', /Urgent, and you're on duty/);
  });

  it('stands in Deliveries once it waits for me no longer, and says why', () => {
    for (const [one, why] of [
      [{ ...beam, state: 'closed' }, 'resolved'],
      [{ ...beam, owner: 'chidi' }, 'reassigned'],
    ] as const) {
      const state = stateWith(one, told());
      assert.deepEqual(deliveries(state), ['Threads | 1', `  #1 beam | ${why} · now`]);
      assert.equal(toastNow(state, ms(1))?.message, 'Delivered: 1 other');
    }
  });

  it('also where the filter of Waiting hides it, or its list is too long to be drawn', () => {
    const asked: AskedThing = {
      kind: 'review',
      number: 1,
      title: 'beam',
      by: bo,
      of: ['ana'],
      since: iso(-90),
      given: [],
    };
    const state = stateOf(inboxOf(told({ reason: 'reviewRequested', subject: 'pullRequest' })));
    const review = { ...state, confirmed: { ...state.confirmed, asked: new Map([[1, asked]]) } };
    assert.deepEqual(
      waiting(review).map(({ isUnread }) => isUnread),
      [true],
    );
    assert.deepEqual(deliveries(review), []);
    assert.deepEqual(deliveries(review, 'onlyBlocked'), ['Waiting for me | 1', '  #1 beam | review requested · now']);
    assert.equal(toastNow(review, ms(1))?.view, 'makertime.waiting');
    assert.equal(toastNow(review, ms(1), 'onlyBlocked')?.view, 'makertime.deliveries');
    const many = Array.from({ length: 201 }, (_, place) => [place + 1, { ...asked, number: place + 1 }] as const);
    const long = { ...review, confirmed: { ...review.confirmed, asked: new Map(many) } };
    assert.equal(deliveries(long).length, 2);
  });

  it('of others is no concern of mine: what I am told of it stands in Deliveries', () => {
    const state = stateWith({ ...beam, owner: 'chidi' }, told({ reason: 'mention' }));
    assert.deepEqual(
      waiting(state).map(({ isUnread, offers }) => [isUnread, offers]),
      [[undefined, 'item']],
    );
    assert.deepEqual(deliveries(state), ['People | 1', '  #1 beam | mentioned you · now']);
  });

  it('is where the notification leads, if all that came stands there', () => {
    const both = stateWith(beam, told(), named('other', delivered(0)));
    assert.equal(toastNow(stateWith(beam, told()), ms(1))?.view, 'makertime.waiting');
    assert.equal(toastNow(both, ms(1))?.view, 'makertime.deliveries');
    const through = stateWith(beam, told({ through: 'rotation' }), named('other', delivered(0)));
    assert.equal(toastNow(through, ms(1))?.view, 'makertime.waiting');
  });

  it('and was resolved by others stays until its delivery: marked, but for focus, and without anything to be done', () => {
    const mine = item({ owner: 'bo', state: 'closed', key: beam.key });
    const news = { ...told({ reason: 'freed' }), stage: held };
    const state = stateWith(mine, news);
    const [row] = waiting(state);
    assert.deepEqual(
      [row?.label, row?.description, row?.icon, row?.offers],
      [mine.title, 'resolved, in your next delivery', 'pass', 'freed'],
    );
    assert.deepEqual(deliveries(state), []);
    const block = {
      ...state,
      confirmed: {
        ...state.confirmed,
        ...boardOf(statusRecord({ ...usual, ...focusing })),
        items: state.confirmed.items,
      },
    };
    const [quiet] = waiting(block);
    assert.equal(quiet?.offers, 'item');
    assert.doesNotMatch(JSON.stringify([quiet, quiet?.tooltip]), /resolved/i);
    const come = stateWith(mine, told({ reason: 'freed' }));
    assert.deepEqual(waiting(come), []);
    assert.deepEqual(deliveries(come), ['Unblocked | 1', '  #1 beam | unblocked · now']);
  });

  it('and was answered or reviewed, or what blocked my issue, stays as well', () => {
    const given = [{ by: bo, at: iso(-5), verdict: 'approved' as const }];
    const asked: AskedThing = { kind: 'review', number: 1, title: 'beam', by: ana, of: [], since: iso(-90), given };
    const state = stateOf(inboxOf({ ...told({ reason: 'freed' }), stage: held }));
    const review = { ...state, confirmed: { ...state.confirmed, asked: new Map([[1, asked]]) } };
    assert.deepEqual(
      waiting(review).map(({ description }) => description),
      ['reviewed, in your next delivery'],
    );
  });
});

describe('every row of a delivery', () => {
  it('has words, an id of its own and nothing unseen, in any state', () => {
    fc.assert(
      fc.property(aState, fc.constantFrom('count', 'titles'), (state, show) => check(deliveryRows(state, now, show))),
      { numRuns: 20 },
    );
  });

  it('is inert, whatever stands in a title, a name or a repository', () => {
    const stages = [held, delivered(0), putOff('activity'), putOff('soon'), done(0)];
    const subjects: readonly Subject[] = ['issue', 'pullRequest', 'discussion', 'release', 'rotation', 'other'];
    const reasons: readonly Reason[] = ['waitsForMe', 'mention', 'author', 'rotation', 'other'];
    const ways: readonly (Through | undefined)[] = ['person', 'repository', 'rotation', undefined];
    for (const piece of hostilePieces) {
      const text = `${piece}${piece}`;
      const hostile = stages.map((stage, place) => {
        const through = ways[place % ways.length];
        const subject = subjects[place] ?? 'other';
        const words = { title: text, from: text, repository: text, at: text, key: `thread/${place}`, thread: text };
        return entry(stage, { ...words, subject, reason: reasons[place] ?? 'other', ...(through && { through }) });
      });
      const state = { ...withEntries(...hostile), team: { ...team, repository: { id: 10, owner: text, name: text } } };
      check(rows(state, 'titles'));
      const { message } = toastNow(state, now) ?? { message: '' };
      assert.doesNotMatch(message, /\$\(|\]\(|[\p{Cc}\u200b\u202e]/u);
    }
  });
});

describe('the toast of a delivery', () => {
  const batch = [
    named('mine', delivered(0), { reason: 'waitsForMe' }),
    named('mine too', delivered(0), { reason: 'assigned' }),
    named('person', delivered(0), { reason: 'mention' }),
    named('thread', delivered(0)),
    named('rest', delivered(0), { reason: 'other' }),
  ];
  const through = named('help', delivered(5), { through: 'person', from: 'bo' });
  const urgent = named('help', delivered(5), { through: 'rotation' });

  for (const [name, entries, of, message] of [
    ['a delivery', batch, iso(0), 'Delivered: 2 waiting for you, 1 from people, 2 other'],
    ['of one thing', batch.slice(3, 4), iso(0), 'Delivered: 1 other'],
    [
      'the latest of two',
      [...batch, named('late', delivered(5), { reason: 'answer' })],
      iso(5),
      'Delivered: 1 from people',
    ],
    ['what broke through since', [...batch, through], iso(5), '@bo is on your list: #7 help'],
    ['what is urgent', [urgent], iso(5), "Urgent, and you're on duty: #7 help"],
    ['what was read by now', [{ ...through, isUnread: false }], undefined, undefined],
    ['what is held', [named('held', held)], undefined, undefined],
    ['what is put off or done', [named('away', putOff(iso(0))), named('done', done(0))], undefined, undefined],
    ['nothing at all', [], undefined, undefined],
  ] as const)
    it(`${name}: ${message ?? 'none'}`, () => {
      const toast = toastNow(withEntries(...entries), ms(6));
      assert.deepEqual([toast?.batch, toast?.message], [of, message]);
    });

  it('is news for half an hour, and not before its time, but for clocks that differ a little', () => {
    const at = (minutes: number) => toastNow(withEntries(...batch), ms(minutes))?.batch;
    assert.deepEqual([-2, -1, 0, 29, 30].map(at), [undefined, iso(0), iso(0), iso(0), undefined]);
  });

  it('while focusing only what broke through is told of', () => {
    const block = { focusing: { since: iso(-1), until: iso(60) } };
    for (const said of [{}, { mode: 'busy' }, { mode: 'away' }, { mode: 'invisible' }] as const) {
      const status = { ...said, ...block };
      assert.equal(toastNow(stateOf(inboxOf(...batch), status), ms(6)), undefined);
      assert.equal(toastNow(stateOf(inboxOf(...batch, through), status), ms(6))?.batch, iso(5));
    }
    const planned = { focus: [{ start: '2026-11-23T10:00', minutes: 60 }] };
    assert.equal(toastNow(stateOf(inboxOf(...batch), planned), ms(6)), undefined);
  });

  it('does not tell a person of what they have brought back themselves', () => {
    const act = newId();
    const [before, since] = [idTime(act) - 60_000, idTime(act) + 60_000];
    const at = (instant: number): Stage => ({ kind: 'delivered', batch: new Date(instant).toISOString() });
    assert.equal(toastNow(withEntries(named('back', at(before), { acted: act })), since), undefined);
    const both = withEntries(named('back', at(before), { acted: act }), named('new', at(before)));
    assert.equal(toastNow(both, since)?.message, 'Delivered: 1 other');
    assert.ok(toastNow(withEntries(named('snoozed until then', at(since), { acted: act })), since));
    const ahead = idTime(act) - 86_400_000;
    assert.ok(
      toastNow(withEntries(named('done by a clock that was ahead', at(ahead), { acted: act })), ahead + 60_000),
    );
  });

  it('of hundreds that come together is one, with their number', () => {
    const news = Array.from({ length: 500 }, (_, place) => incoming({ key: `thing/acme/lamp#${place}` }));
    const inbox = deliver(receiveNews(inboxOf(), news, allHeld, ms(0), date), iso(60), date);
    assert.equal(toastNow(stateOf(inbox), ms(61))?.message, 'Delivered: 500 other');
    const urgent = receiveNews(
      inboxOf(),
      [incoming({ from: 'bo' }), incoming({ key: 'b', from: 'bo' })],
      open,
      ms(0),
      date,
    );
    assert.equal(toastNow(stateOf(urgent), ms(1))?.message, '@bo is on your list: #7 the beam is stuck');
  });
});
