import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  blankStatus,
  changedStatus,
  type Edited,
  modes,
  type Status,
  type StatusChanges,
  told,
} from '../../../src/model/people/member.js';
import { decode, encode, proseOf } from '../../../src/records/block.js';
import { editStatus, readRoster, readStatus, writeRoster, writeStatus } from '../../../src/records/roster.js';
import { statusCard } from '../../../src/records/statusCard.js';
import { ana, at, bo, newId } from '../../lib/fakes/builders.js';
import { aFocusBlock, hostileText, instants, present, somePlanMarks } from '../arbitraries.js';

const id = newId();
const number = 1001;
/** After everything the tests do. */
const updatedAt = '2026-11-21T12:00:00Z';
const read = (body: string, more: Partial<Parameters<typeof readStatus>[0]> = {}) =>
  readStatus({ body, author: ana, number, updatedAt, ...more });
const edit = (body: string, changes: StatusChanges, when = at) =>
  editStatus(body, ana, changes, when, number, updatedAt);
const bodyWith = (block: object, prose = '') => encode(prose, { v: 1, kind: 'status', id, by: ana.id, ...block });
const written = (status: Partial<Status> = {}, edited: Edited = {}) =>
  writeStatus({ id, by: ana, status: { ...blankStatus, ...status }, edited });
const lines = (body: string) => proseOf(body).replaceAll('\u2063', '').split('\n').filter(Boolean);

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => optional(fc.option(arbitrary, { nil: null }));
const sentence = hostileText.map((text) => text.slice(0, 300));
const short = hostileText.map((text) => text.slice(0, 40));
const hours = fc
  .record({ mon: optional(fc.constant('09:00-17:30')), tue: optional(short), sun: optional(short) })
  .map((drawn) => present(drawn));
const said = fc
  .record({
    mode: fc.constantFrom(...modes),
    text: optional(sentence),
    until: optional(fc.constantFrom(...instants)),
  })
  .map((drawn) => present(drawn));
const changes: fc.Arbitrary<StatusChanges> = fc
  .record({
    said: optional(said),
    rough: nullable(fc.constantFrom(...instants)),
    zone: nullable(short),
    hours: nullable(hours),
    off: nullable(fc.array(fc.oneof(short, fc.constantFrom('2026-12-24', '2026-12-24/2027-01-02')), { maxLength: 3 })),
    focus: nullable(
      fc.array(
        fc
          .record({
            start: fc.oneof(short, fc.constant('2026-11-24T09:00')),
            minutes: fc.integer(),
            every: optional(fc.constantFrom('day', 'week', 'workday')),
          })
          .map((drawn) => present(drawn)),
        { maxLength: 3 },
      ),
    ),
    focusing: nullable(aFocusBlock),
    marks: optional(somePlanMarks),
    windows: nullable(fc.array(short, { maxLength: 3 })),
  })
  .map((drawn) => present(drawn) as StatusChanges);
const changesAt = fc.tuple(changes, fc.constantFrom(...instants));
/** As changes make them. */
const declared = fc.array(changesAt, { maxLength: 3 }).map((all) =>
  all.reduce((known, [change, when]) => changedStatus(known, change, when), {
    status: blankStatus,
    edited: {},
  } as { readonly status: Status; readonly edited: Edited }),
);

describe('the roster issue', () => {
  it('is known again by its author, and by nobody else', () => {
    const { title, body } = writeRoster(id, ana);
    assert.equal(title, 'Makertime roster');
    assert.deepEqual(readRoster(body, ana), { id });
    assert.equal(readRoster(body, bo), undefined);
  });

  it('tells people without the extension what it is', () => {
    const prose = proseOf(writeRoster(id, ana).body);
    for (const part of [/one comment/, /notifies nobody/, /do not close/]) assert.match(prose, part);
  });

  for (const [name, body, expected] of [
    ['a newer version', encode('', { v: 2, kind: 'roster', id, by: ana.id, more: [1] }), { id }],
    ['a newer version by somebody else', encode('', { v: 2, kind: 'roster', id, by: bo.id }), undefined],
    ['another kind', bodyWith({}), undefined],
    ['an author in words', encode('', { v: 1, kind: 'roster', id, by: '1' }), undefined],
    ['an id that is none', encode('', { v: 1, kind: 'roster', id: '../x', by: ana.id }), undefined],
    ['a damaged block', '<!-- makertime {"v":1,"kind":"roster" -->', undefined],
    ['no block', 'Makertime roster', undefined],
  ] as const)
    it(`${name}: ${expected ? 'a roster' : 'none'}`, () => assert.deepEqual(readRoster(body, ana), expected));
});

describe('a status as a comment', () => {
  it('is read as it was written, whatever was declared', () => {
    fc.assert(
      fc.property(declared, ({ status, edited }) => {
        assert.deepEqual(read(writeStatus({ id, by: ana, status, edited })), {
          by: ana,
          id,
          ...told({ status, edited }),
          comment: number,
          updatedAt,
          record: 'ours',
        });
      }),
      { numRuns: 100 },
    );
  });

  it('says once when the mode was declared, unless these differ', () => {
    const block = (body: string) => (decode(body) as unknown as { block: { edited: Edited } }).block;
    assert.deepEqual(block(written({ since: at }, { said: at, zone: at })).edited, { zone: at });
    const apart = { since: at, edited: { said: '2026-11-21T10:00:00Z' } };
    assert.deepEqual(read(written({ since: apart.since }, apart.edited))?.edited, apart.edited);
  });

  it('reads as Markdown that a person on github.com can follow', () => {
    const body = written(
      {
        mode: 'busy',
        text: 'Outbox crash tests',
        until: '2026-11-21T16:00:00Z',
        rough: '2026-11-21T23:00:00Z',
        zone: 'Europe/Berlin',
        hours: { mon: '09:00-17:30', tue: '09:00-17:30', thu: '09:00-17:30', sat: '10:00-12:00,13-14' },
        off: ['2026-10-01', '2026-12-24/2026-12-27', '2026-12-30/2027-01-02', '2027-05-01'],
        focus: [
          { start: '2026-11-24T09:00', minutes: 180, every: 'week' },
          { start: '2026-11-25T14:00', minutes: 50 },
          { start: '2026-11-25T16:00', minutes: 25, every: 'workday' },
        ],
        focusing: { since: at, until: '2026-11-21T12:30:00Z' },
        marks: [{ start: at, end: at }],
        windows: ['11:00', '15:00'],
      },
      { off: at },
    );
    assert.deepEqual(lines(body), [
      '**Focusing** until 21 Nov 2026, 12:30 UTC',
      '**Busy** until 21 Nov 2026, 16:00 UTC — `Outbox crash tests`',
      '**Rough day** until 21 Nov 2026, 23:00 UTC',
      '**Working hours** (Europe/Berlin): Mon–Tue 09:00–17:30; Thu 09:00–17:30; Sat 10:00–12:00, 13–14',
      '**Off:** 24–27 Dec 2026, 30 Dec 2026 – 2 Jan 2027, 1 May 2027',
      '**Focus blocks:** Tuesdays 09:00 (180 min), 25 Nov 2026 14:00 (50 min), workdays 16:00 (25 min)',
      '**Deliveries:** 11:00, 15:00',
    ]);
  });

  it('says when what somebody says is over, also where that is the end of their working day', () => {
    const hours = { zone: 'Europe/Berlin', hours: { mon: '09:00-17:30' }, since: '2026-11-23T10:00:00Z' } as const;
    const said = (status: object) =>
      statusCard({ mode: 'available', ...hours, ...status }, {})
        .split('\n')[0]
        ?.slice(1);
    assert.equal(said({ mode: 'busy', text: 'interviews' }), '**Busy** until 23 Nov 2026, 16:30 UTC — `interviews`');
    assert.equal(said({ text: 'in the lamp room' }), '**Available** until 23 Nov 2026, 16:30 UTC — `in the lamp room`');
    assert.equal(said({}), '**Available**');
    assert.equal(said({ mode: 'away', until: '2026-11-25T08:00:00Z' }), '**Away** until 25 Nov 2026, 08:00 UTC');
  });

  it('shows a focus block over what is said, until it was over when something was said last', () => {
    const focusing = { since: '2026-11-23T10:00:00Z', until: '2026-11-23T11:00:00Z' };
    const shown = (status: Partial<Status>, edited: Edited) =>
      lines(written({ focusing, ...status }, { focusing: focusing.since, ...edited }));
    const block = '**Focusing** until 23 Nov 2026, 11:00 UTC';
    assert.deepEqual(shown({ mode: 'busy' }, {}), [block, '**Busy**']);
    assert.deepEqual(shown({ text: 'the lens' }, {}), [block, '**Available** — `the lens`']);
    assert.deepEqual(shown({ mode: 'busy' }, { said: '2026-11-23T10:59:00Z' }), [block, '**Busy**']);
    for (const edited of [{ said: focusing.until }, { zone: '2026-11-24T10:00:00Z' }])
      assert.deepEqual(shown({ mode: 'busy' }, edited), ['**Busy**']);
    const ended = { focusing: { ...focusing, until: '2026-11-23T10:20:00Z' } };
    assert.deepEqual(shown({ mode: 'busy', ...ended }, { focusing: ended.focusing.until }), ['**Busy**']);
  });

  describe('the focus of somebody who', () => {
    const focusing = { since: '2026-11-23T10:00:00Z', until: '2026-11-23T11:00:00Z' };
    const [before, after] = ['2026-11-23T09:00:00Z', '2026-11-23T12:00:00Z'];
    for (const [name, status, isShown] of [
      ['is away', { mode: 'away', until: after }, false],
      ['is away without an end', { mode: 'away' }, false],
      ['is invisible', { mode: 'invisible', until: after }, false],
      ['was away until before it began', { mode: 'away', until: before }, true],
      ['was invisible until before it began', { mode: 'invisible', until: before }, true],
    ] as const)
      it(`${name} is ${isShown ? 'shown' : 'not shown'}`, () => {
        const body = written({ ...status, focusing }, { said: '2026-11-23T08:00:00Z', focusing: focusing.since });
        assert.equal(lines(body).includes('**Focusing** until 23 Nov 2026, 11:00 UTC'), isShown);
      });
  });

  it('without anything declared says what it is, and an empty list says nothing', () => {
    assert.deepEqual(lines(written()), ['**Available**']);
    assert.deepEqual(lines(written({ off: [], windows: [], hours: {}, focus: [] })), ['**Available**']);
    assert.deepEqual(lines(written({ mode: 'invisible' })), ['**Makertime**']);
  });

  it('of the invisible shows when they work, and neither what they do nor what they say', () => {
    const hidden = {
      mode: 'invisible',
      text: 'secret',
      until: updatedAt,
      rough: updatedAt,
      focus: [{ start: '2026-11-24T09:00', minutes: 50 }],
      focusing: { since: at, until: updatedAt },
      marks: [{ start: at, end: updatedAt }],
    } as const;
    const edited = { said: at, rough: at, focus: at, focusing: at, marks: at, zone: at };
    const body = written({ ...hidden, zone: 'Asia/Tokyo', hours: { mon: '9-17' } }, edited);
    assert.deepEqual(lines(body), ['**Working hours** (Asia/Tokyo): Mon 9–17']);
    const { block } = decode(body) as unknown as { readonly block: { readonly edited: object } };
    for (const part of ['rough', 'focus', 'focusing', 'marks'])
      assert.deepEqual([part in block, part in block.edited], [false, false], part);
  });

  it('of a long list shows the beginning', () => {
    const off = Array.from({ length: 12 }, (_, place) => `2027-01-${10 + place}`);
    assert.match(lines(written({ off }))[1] ?? '', /19 Jan 2027, and 2 more$/);
  });
});

describe('untrusted text in the card', () => {
  /** A line without its code spans: a run of backticks to the next equal run. */
  function outsideCode(line: string): string {
    let rest = '';
    for (let from = 0; from < line.length; ) {
      const run = /^`+/.exec(line.slice(from))?.[0];
      const end = run && [...line.slice(from + run.length).matchAll(/`+/g)].find(([other]) => other === run);
      if (run && end) from += run.length + end.index + run.length;
      else rest += line[from++];
    }
    return rest;
  }
  const evil = fc
    .array(fc.constantFrom('`', '``', '@evil', '[evil](x)', '<b>evil', '\n\n# evil', '\r', '\u2063', '|', '\\', 'evil'))
    .map((parts) => `${parts.join('')}evil`);

  it('stays inside its code span: no mention, heading, link, image or HTML comes out of it', () => {
    fc.assert(
      fc.property(evil, evil, evil, (text, hour, day) => {
        const body = written({
          mode: 'busy',
          text,
          hours: { mon: hour },
          off: [day],
          zone: `${hour}/@`,
          focus: [{ start: day, minutes: 25 }],
          windows: [`${day}.`],
        });
        const card = proseOf(body).split('\n').filter(Boolean);
        assert.equal(card.length, 5);
        for (const line of card) {
          const left = outsideCode(line);
          assert.ok(line.startsWith('\u2063**'));
          assert.doesNotMatch(left, /[@<#`[\]\\|]|evil/);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('cannot turn round or hide the rest of its line', () => {
    const body = written({ text: 'a\u202eb\u0000c\u200bd' });
    assert.deepEqual(lines(body), ['**Available** — `abcd`']);
    assert.equal(read(body)?.status.text, 'a\u202eb\u0000c\u200bd');
  });

  it('that looks like one of our own lines survives', () => {
    const text = '\u2063**Off:** for ever\n**Away**';
    const edited = edit(written({ text }), { zone: 'UTC' });
    assert.equal(read(edited ?? '')?.status.text, text);
    assert.match(edited ?? '', /`\*\*Off:\*\* for ever \*\*Away\*\*`/);
  });
});

describe('whose status a comment is', () => {
  it('invariant 12, only facts from GitHub name a person: a block that names somebody else is no status', () => {
    assert.equal(read(written(), { author: bo }), undefined);
    assert.equal(read(bodyWith({ v: 2, by: bo.id })), undefined);
    assert.equal(editStatus(written(), bo, { zone: 'UTC' }, at, number, updatedAt), undefined);
    assert.deepEqual(read(written(), { author: { id: ana.id, login: 'renamed' } })?.by, { id: 1, login: 'renamed' });
  });

  for (const [name, body, expected] of [
    ['no block', 'Good morning', undefined],
    ['another kind', bodyWith({ kind: 'comment' }), undefined],
    ['another kind of a newer version', bodyWith({ v: 2, kind: 'comment' }), undefined],
    ['a newer version', bodyWith({ v: 2, zone: 'Asia/Tokyo', mode: 'dreaming' }), 'newer'],
    ['a newer version that names people otherwise', bodyWith({ v: 2, by: { id: 1 } }), 'newer'],
    ['damaged by hand', '<!-- makertime {"v":1,"kind":"sta -->', 'unreadable'],
    ['an author in words', bodyWith({ by: '1' }), 'unreadable'],
  ] as const)
    it(`${name}: ${expected ?? 'none'}`, () => assert.equal(read(body)?.record, expected));

  it('of a newer version says what can be read', () => {
    assert.deepEqual(read(bodyWith({ v: 2, zone: 'Asia/Tokyo', mode: 'dreaming' }))?.status, {
      mode: 'available',
      zone: 'Asia/Tokyo',
    });
  });
});

describe('a status that is not as we write it', () => {
  const good = { mode: 'busy', zone: 'UTC', off: ['2026-12-24'], edited: { zone: at } };
  const status = { mode: 'busy', zone: 'UTC', off: ['2026-12-24'] };
  for (const [name, change, expected] of [
    ['a mode nobody knows', { mode: 'dozing' }, { ...status, mode: 'available' }],
    ['a zone that is a number', { zone: 5 }, { mode: 'busy', off: status.off }],
    ['a zone too long', { zone: 'x'.repeat(101) }, { mode: 'busy', off: status.off }],
    ['a time in words', { until: 'tomorrow', rough: 5, since: null }, status],
    ['a sentence too long', { text: 'x'.repeat(400) }, { ...status, text: 'x'.repeat(300) }],
    ['days that are no text', { off: [5, null, '2026-12-24', {}] }, status],
    ['days that are no list', { off: '2026-12-24' }, { mode: 'busy', zone: 'UTC' }],
    [
      'hours of a day nobody knows',
      { hours: { mon: '9-17', tue: 5, day: '9' } },
      { ...status, hours: { mon: '9-17' } },
    ],
    ['hours that are a list', { hours: ['9-17'] }, { ...status, hours: {} }],
    [
      'focus that repeats in a way nobody knows',
      {
        focus: [
          { start: 'x', minutes: 5, every: 'moon' },
          { start: 'y', minutes: 5 },
        ],
      },
      { ...status, focus: [{ start: 'y', minutes: 5 }] },
    ],
    ['a focus block without an end', { focusing: { since: at } }, status],
    ['a focus block in words', { focusing: { since: 'now', until: 'later' } }, status],
    ['a focus block that is a mode', { focusing: true }, status],
    [
      'a mark that is none',
      { marks: [{ end: at }, 5, { start: at, end: 'soon' }, { start: at, end: updatedAt }] },
      { ...status, marks: [{ start: at, end: updatedAt }] },
    ],
    ['keys nobody knows', { colour: 'red', constructor: 1 }, status],
    ['an id that is none', { id: '../../x' }, status],
  ] as const)
    it(`${name} is left out, and the rest still counts`, () =>
      assert.deepEqual(read(bodyWith({ ...good, ...change }))?.status, expected));

  it('does not take longer lists than anybody plans', () => {
    const found = read(
      bodyWith({
        off: Array(600).fill('2026-12-24'),
        windows: Array(600).fill('9:00'),
        focus: Array(600).fill({ start: 'x', minutes: 5 }),
      }),
    )?.status;
    assert.deepEqual([found?.off?.length, found?.windows?.length, found?.focus?.length], [500, 24, 100]);
    assert.equal(read(bodyWith({ marks: Array(600).fill({ start: at, end: at }) }))?.status.marks?.length, 100);
  });

  it('invariant 4, nobody’s clock decides: what was edited later than GitHub says was edited then', () => {
    const ahead = '2027-01-01T00:00:00Z';
    const record = read(written({ since: ahead }, { said: ahead, zone: ahead, off: at }));
    assert.deepEqual(record?.edited, { said: updatedAt, zone: updatedAt, off: at });
    assert.equal(record?.status.since, updatedAt);
    const later = edit(written({ zone: 'UTC' }, { zone: ahead }), { zone: 'Asia/Tokyo' }, '2026-11-21T12:01:00Z');
    assert.equal(read(later ?? '')?.status.zone, 'Asia/Tokyo');
  });

  it('invariant 4: a block that was begun later than GitHub says begins then, is as long, and does not move with each change', () => {
    const block = { since: '2027-01-01T09:00:00.000Z', until: '2027-01-01T10:00:00.000Z' };
    const begun = { since: '2026-11-21T12:00:00.000Z', until: '2026-11-21T13:00:00.000Z' };
    const text = written({ focusing: block }, { focusing: at });
    assert.deepEqual(read(text)?.status.focusing, begun);
    const later = edit(text, { zone: 'UTC' }, '2026-11-21T12:30:00Z') ?? '';
    assert.deepEqual((decode(later) as unknown as { block: Status }).block.focusing, begun);
    const right = { since: at, until: '2026-11-21T10:00:00Z' };
    assert.deepEqual(read(written({ focusing: right }, { focusing: at }))?.status.focusing, right);
  });

  it('two machines that skip different blocks are both heard', () => {
    const skip = (hour: string) => ({
      marks: [{ start: `2026-11-21T${hour}:00:00Z`, end: `2026-11-21T${hour}:00:00Z` }],
    });
    const first = edit(written({ zone: 'UTC' }), skip('14'), '2026-11-21T11:00:00Z') ?? '';
    const second = edit(first, skip('13'), '2026-11-21T10:00:00Z') ?? '';
    assert.deepEqual(
      read(second)?.status.marks?.map(({ start }) => start),
      ['2026-11-21T13:00:00Z', '2026-11-21T14:00:00Z'],
    );
    assert.equal(edit(second, skip('13'), '2026-11-21T10:00:00Z'), second, 'said already');
  });

  it('reading and editing are total: any text at all', () => {
    fc.assert(
      fc.property(hostileText, fc.jsonValue({ maxDepth: 3 }), changes, fc.nat(4), (prose, json, change, shape) => {
        const keys = ['edited', 'hours', 'off', 'focus', 'focusing', 'marks', 'mode', 'id', 'by', 'text', 'since'];
        const odd = Object.fromEntries(keys.map((key) => [key, json]));
        const body = [
          prose,
          `\n<!-- makertime ${prose}`,
          bodyWith(odd, prose),
          bodyWith({ ...odd, by: ana.id }),
          bodyWith({ ...odd, by: ana.id, mode: 'focusing' }),
        ][shape];
        const once = edit(body ?? '', change);
        assert.equal(read(body ?? '') === undefined, once === undefined);
        if (once !== undefined) assert.equal(edit(once, change), once);
      }),
      { numRuns: 100 },
    );
  });
});

describe('focus that an older Makertime wrote as a mode', () => {
  const [since, until] = [at, '2026-11-21T10:30:00.000Z'];
  const old = { mode: 'focusing', text: 'the lens', since, until, zone: 'UTC', hours: { sat: '08:00-17:00' } };
  const { mode: _mode, ...others } = old;

  it('is a block of its own, over somebody available', () => {
    const record = read(bodyWith(old));
    assert.deepEqual(record?.status, { ...others, mode: 'available', focusing: { since, until } });
    assert.deepEqual(record?.edited, { said: since, focusing: since });
  });

  it('without an end lasts for the rest of the working day, and where nobody knows that is none', () => {
    const { until: _until, ...open } = old;
    assert.deepEqual(read(bodyWith(open))?.status.focusing, { since, until: '2026-11-21T17:00:00.000Z' });
    const { since: _since, ...undated } = open;
    for (const block of [undated, { mode: 'focusing', since }]) {
      const status = read(bodyWith(block))?.status;
      assert.deepEqual([status?.mode, status?.focusing], ['available', undefined]);
    }
  });

  it('gives way to a block that has a place of its own', () => {
    const focusing = { since, until: updatedAt };
    assert.deepEqual(read(bodyWith({ ...old, focusing }))?.status.focusing, focusing);
  });

  it('is none where the record says that none was started, or has taken one away since', () => {
    const later = '2026-11-21T10:00:00.000Z';
    for (const more of [{ focusing: null }, { edited: { focusing: later } }]) {
      const { status } = read(bodyWith({ ...old, ...more })) ?? {};
      assert.deepEqual([status?.mode, status?.focusing], ['available', undefined]);
    }
    const taken = edit(bodyWith(old), { focusing: null }, later) ?? '';
    assert.deepEqual([read(taken)?.status.mode, read(taken)?.status.focusing], ['available', undefined]);
  });

  it('ends when it is ended, and goes on whatever else is said or changed', () => {
    const body = bodyWith(old);
    const later = '2026-11-21T10:00:00.000Z';
    const ended = { since, until: later };
    assert.deepEqual(read(edit(body, { focusing: ended }, later) ?? '')?.status.focusing, ended);
    for (const change of [
      { zone: 'Asia/Tokyo' },
      { said: { mode: 'busy' } },
      { said: { mode: 'available', text: 'tea' } },
      { rough: updatedAt, windows: ['11:00'] },
    ] as const) {
      const once = edit(body, change, later) ?? '';
      assert.deepEqual(read(once)?.status.focusing, { since, until }, JSON.stringify(change));
      assert.equal(edit(once, change, later), once);
    }
  });
});

describe('editing a status', () => {
  /** At no instant at which anything was declared. */
  const apart = instants.map((one) => one.replace('.000Z', '.500Z'));

  it('changes what it names, keeps the rest, and twice is the same as once', () => {
    fc.assert(
      fc.property(declared, changes, fc.constantFrom(...apart), (before, change, when) => {
        const body = writeStatus({ id, by: ana, ...before });
        // The machine knows what is kept back.
        const once = editStatus(body, ana, change, when, number, updatedAt, before) ?? '';
        const { status, edited } = read(once) ?? assert.fail();
        const after = changedStatus(before, change, when);
        assert.deepEqual({ status, edited }, told(after));
        assert.equal(editStatus(once, ana, change, when, number, updatedAt, after), once);
      }),
      { numRuns: 100 },
    );
  });

  it('of two changes to a part the newer counts, in whichever order they come', () => {
    fc.assert(
      fc.property(declared, changes, changes, ({ status }, one, two) => {
        const [early = at, late = at] = ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.001Z'];
        // Whatever is kept back while invisible was said at some time, and returns by that.
        const said = (['rough', 'focus', 'focusing', 'marks', 'windows'] as const).filter(
          (part) => status[part] !== undefined,
        );
        const first = told({ status, edited: Object.fromEntries(said.map((part) => [part, '2026-11-21T09:00:00Z'])) });
        const body = writeStatus({ id, by: ana, ...first });
        const both = (a: StatusChanges, atA: string, b: StatusChanges, atB: string) => {
          const once = editStatus(body, ana, a, atA, number, updatedAt, first) ?? '';
          return editStatus(once, ana, b, atB, number, updatedAt, changedStatus(first, a, atA)) ?? '';
        };
        const inOrder = both(one, early, two, late);
        const reversed = both(two, late, one, early);
        assert.deepEqual(read(reversed), read(inOrder));
      }),
      { numRuns: 30 },
    );
  });

  it('writes what is known to be newer as well, and where the record is damaged all that is known', () => {
    const known = { status: { mode: 'busy', text: 'hi', zone: 'UTC' }, edited: { said: at, zone: updatedAt } } as const;
    const withKnown = (body: string) =>
      editStatus(body, ana, { off: ['2026-12-24'] }, at, number, updatedAt, known) ?? '';
    const older = written({ zone: 'Asia/Tokyo', text: 'kept' }, { said: updatedAt, zone: at });
    assert.deepEqual(read(withKnown(older))?.status, {
      mode: 'available',
      text: 'kept',
      zone: 'UTC',
      off: ['2026-12-24'],
    });
    const damaged = `above\n\n${written().replace('"kind"', '"kind')}`;
    assert.deepEqual(read(withKnown(damaged))?.status, { ...known.status, off: ['2026-12-24'] });
    assert.equal(read(editStatus(damaged, ana, {}, at, number, updatedAt, known) ?? '')?.status.text, 'hi');
    assert.equal(editStatus(older, ana, {}, at, number, updatedAt, { ...known, edited: { zone: at } }), older);
  });

  it('what a clock that runs ahead has declared does not become later with each writing', () => {
    const ahead = '2026-11-22T12:00:00Z';
    const once = edit(written({ mode: 'busy', since: ahead }), { zone: 'UTC' }) ?? '';
    const [later, tomorrow] = ['2026-11-21T18:00:00Z', '2026-11-23T12:00:00Z'];
    const twice = editStatus(once, ana, { zone: 'Asia/Tokyo' }, later, number, later) ?? '';
    const record = read(twice, { updatedAt: tomorrow });
    assert.deepEqual([record?.status.since, record?.edited.said], [updatedAt, updatedAt]);
  });

  it('of what is known already gives back the text as it is', () => {
    const body = `by hand\n\n${written({ zone: 'UTC' }, { zone: updatedAt })}`;
    assert.equal(edit(body, { zone: 'Asia/Tokyo' }), body);
    assert.equal(edit(body, {}), body);
  });

  it('invariant 7, unknown data survives: keys of other versions, within the parts that stay as well', () => {
    const theirs = {
      colour: 'red',
      focus: [{ start: '2026-11-24T09:00', minutes: 50, every: 'moon' }],
      edited: { colour: at },
    };
    const once = edit(bodyWith({ ...theirs, zone: 'UTC' }), { zone: null, said: { mode: 'away' } }) ?? '';
    assert.deepEqual((decode(once) as { block: unknown }).block, {
      v: 1,
      kind: 'status',
      id,
      by: ana.id,
      ...theirs,
      mode: 'away',
      since: at,
      edited: { colour: at, zone: at },
    });
  });

  it('invariant 7: a newer record and what is no status are never rewritten', () => {
    for (const body of [bodyWith({ v: 2 }), bodyWith({ kind: 'comment' }), 'prose', ''])
      assert.equal(edit(body, { zone: 'UTC' }), undefined);
  });

  it('writes a damaged record anew, and keeps what people wrote beside it', () => {
    const damaged = `above\n\n${written({ zone: 'UTC' }).replace('"kind"', '"kind')}`;
    const once = edit(damaged, { said: { mode: 'away' } }) ?? '';
    assert.deepEqual(read(once), {
      by: ana,
      id: `#${number}`,
      status: { mode: 'away', since: at },
      edited: { said: at },
      comment: number,
      updatedAt,
      record: 'ours',
    });
    assert.deepEqual(lines(once), ['above', '**Away**']);
  });

  it('keeps what people wrote by hand above and below, lines from Windows included', () => {
    const body = written({ zone: 'UTC', hours: { mon: '9-17' } });
    const byHand =
      `above\n\n**Away** is a state of mind\n\n${body.replace('\n\n', '\n\nbetween\n\n')}\nbelow`.replaceAll(
        '\n',
        '\r\n',
      );
    const once = edit(byHand, { said: { mode: 'away' } }) ?? '';
    assert.deepEqual(lines(once), [
      'above',
      '**Away** is a state of mind',
      '**Away** until 22 Nov 2026, 00:00 UTC',
      '**Working hours** (UTC): Mon 9–17',
      'between',
      'below',
    ]);
    const twice = edit(once, { said: { mode: 'busy' } }, updatedAt) ?? '';
    assert.deepEqual(lines(twice), lines(once).with(2, '**Busy** until 22 Nov 2026, 00:00 UTC'));
  });
});
