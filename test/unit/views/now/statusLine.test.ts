import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BoardMutation } from '../../../../src/model/board/mutation.js';
import type { Status } from '../../../../src/model/people/member.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { statusLine } from '../../../../src/views/now/statusLine.js';
import { moment } from '../../../../src/views/words/time.js';
import { boardOf, capture, statusRecord, team } from '../../../lib/fakes/builders.js';
import { delivered, entry, held, inboxOf } from '../../../lib/fakes/inboxEntries.js';
import { berlin } from '../people.js';
import { aState, connected, now, refusals, troubles } from '../states.js';

const { account: _account, ...signedOut } = connected();
const refused = [{ mutation: capture(), reason: refusals.invalid }];
const until = moment('2026-11-21T12:30:00Z', now);

describe('the status line', () => {
  const states: readonly (readonly [name: string, state: State, text: string])[] = [
    ['starting', initialState, '$(watch) Makertime'],
    ['signed out, no team', { ...initialState, phase: 'ready' }, '$(plug) Makertime'],
    ['signed in, no team', { ...initialState, phase: 'ready', account: team.account }, '$(plug) Makertime'],
    ['connecting', connected({ sync: {} }), '$(sync) Connecting'],
    ['in step', connected(), '$(check) Up to date'],
    ['sending', connected({ unsent: [capture(), capture()] }), '$(cloud-upload) Sending · 2 unsent'],
    ['refused', connected({ refused }), '$(warning) Up to date · 1 rejected'],
    [
      'refused and sending',
      connected({ refused, unsent: [capture()] }),
      '$(cloud-upload) Sending · 1 unsent · 1 rejected',
    ],
    ['signed out', signedOut, '$(account) Signed out'],
    ['signed out, unsent', { ...signedOut, unsent: [capture()] }, '$(account) Signed out · 1 unsent'],
    [
      '10,000 unsent',
      connected({ unsent: new Array<BoardMutation>(10_000).fill(capture()) }),
      '$(cloud-upload) Sending · 10000 unsent',
    ],
    ...(
      [
        ['offline', '$(debug-disconnect) Offline'],
        ['serverDown', '$(debug-disconnect) GitHub is down'],
        ['limited', `$(watch) Waiting until ${until}`],
        ['signedOut', '$(account) Sign in again'],
        ['singleSignOn', '$(account) Sign in again'],
        ['disk', '$(warning) Disk error'],
        ['repositoryMissing', '$(warning) No access'],
        ['madePublic', '$(warning) Public now'],
        ['repositoryReplaced', '$(warning) No access'],
        ['issuesDisabled', '$(warning) No access'],
        ['forbidden', '$(warning) No access'],
      ] as const
    ).map(([kind, text]) => [`trouble ${kind}`, connected({ sync: { trouble: troubles[kind] } }), text] as const),
  ];
  for (const [name, state, text] of states)
    it(`${name}: ${text}`, () => assert.equal(statusLine(state, now).text, text));

  it('says in words what the icon says, what is unsent, and when GitHub was last heard', () => {
    const state = connected({
      unsent: [capture()],
      sync: { heardAt: '2026-11-21T11:55:00Z', trouble: troubles.offline },
    });
    assert.equal(
      statusLine(state, now).spoken,
      'Makertime: Offline, acme/team, Could not reach GitHub, 1 unsent: saved on this machine, not yet on GitHub, Last sync: 5 minutes ago',
    );
  });

  it('always has words, and no icon but its own', () => {
    fc.assert(
      fc.property(aState, (state) => {
        const { text, tooltip, spoken } = statusLine(state, now);
        assert.match(text, /^\$\([a-z-]+\) \S/);
        assert.doesNotMatch(`${text.slice(2)}${tooltip}${spoken}`, /\$\(/);
        assert.ok(spoken.startsWith('Makertime'));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the status line and focus', () => {
  const items = Array.from({ length: 4 }, (_, place) => entry(held, { key: `${place}` }));
  const line = (status: Partial<Status>, more: Partial<State> = {}) =>
    statusLine(
      connected({
        confirmed: boardOf(statusRecord({ zone: berlin, hours: { sat: '09:00-17:00' }, ...status })),
        inbox: inboxOf(...items, entry(delivered(0), { key: 'delivered' })),
        ...more,
      }),
      now,
      berlin,
    );
  const planned = (start: string, minutes: number) => ({ focus: [{ start: `2026-11-21T${start}`, minutes }] });
  const started = { focusing: { since: '2026-11-21T11:30:00Z', until: '2026-11-21T12:30:00Z' } };

  for (const [name, status, text, command] of [
    ['started', started, '$(target) Focusing until 13:30 · 4 held', 'makertime.focus'],
    [
      'started while busy',
      { mode: 'busy', until: '2026-11-21T15:00:00Z', ...started },
      '$(target) Focusing until 13:30 · 4 held',
      'makertime.focus',
    ],
    [
      'started while away',
      { mode: 'away', until: '2026-11-21T15:00:00Z', ...started },
      '$(target) Focusing until 13:30 · 4 held',
      'makertime.focus',
    ],
    [
      'planned while invisible',
      { mode: 'invisible', ...planned('12:00', 120) },
      '$(target) Focusing until 14:00 · 4 held',
      'makertime.focus',
    ],
    ['planned', planned('12:00', 120), '$(target) Focusing until 14:00 · 4 held', 'makertime.focus'],
    [
      'both in one',
      { ...planned('13:15', 60), ...started },
      '$(target) Focusing until 14:15 · 4 held',
      'makertime.focus',
    ],
    ['about to begin', planned('13:01', 60), '$(target) Focus starts at 13:01 · skip', 'makertime.skipFocus'],
    ['in two minutes', planned('13:02', 60), '$(circle-large-filled) Available until 13:02', 'makertime.setStatus'],
    ['over', planned('12:00', 60), '$(circle-large-filled) Available until 17:00', 'makertime.setStatus'],
    [
      'ended early',
      { ...planned('12:30', 60), marks: [{ start: '2026-11-21T11:30:00Z', end: '2026-11-21T11:50:00Z' }] },
      '$(circle-large-filled) Available until 17:00',
      'makertime.setStatus',
    ],
    [
      'skipped',
      { ...planned('13:01', 60), marks: [{ start: '2026-11-21T12:01:00Z', end: '2026-11-21T12:01:00Z' }] },
      '$(circle-large-filled) Available until 17:00',
      'makertime.setStatus',
    ],
    [
      'about to begin while busy',
      { mode: 'busy', until: '2026-11-21T15:00:00Z', ...planned('13:01', 60) },
      '$(target) Focus starts at 13:01 · skip',
      'makertime.skipFocus',
    ],
  ] as const)
    it(`${name}: ${text}`, () => {
      const shown = line(status);
      assert.deepEqual([shown.text, shown.command], [text, command]);
    });

  it('says in words how many are held and when they come, or how to skip', () => {
    assert.match(
      line(started).spoken,
      /^Makertime: Focusing until 13:30, 4 held, Next delivery: 13:30, when focus ends, acme\/team/,
    );
    assert.match(line(planned('13:01', 60)).spoken, /^Focus starts at 13:01, Click to skip this block, acme\/team/);
    assert.match(line({}).tooltip, /\nNext delivery: 15:00\n/);
  });

  it('is as quiet as it can be: what is held has no number outside focus, and none is none', () => {
    assert.doesNotMatch(line({}).text, /held/);
    assert.equal(line(started, { inbox: inboxOf() }).text, '$(target) Focusing until 13:30');
    const owing = line(started, { unsent: [capture()], refused });
    assert.equal(owing.text, '$(target) Focusing until 13:30 · 4 held · 1 unsent · 1 rejected');
  });
});
