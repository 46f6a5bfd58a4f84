import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Telling } from '../../../src/model/mutation.js';
import { initialState, type State } from '../../../src/model/state.js';
import { statusLine } from '../../../src/views/statusLine.js';
import { moment } from '../../../src/views/time.js';
import { capture, team } from '../../support/builders.js';
import { aState, connected, now, refusals, troubles } from './states.js';

const { account: _account, ...signedOut } = connected();
const refused = [{ mutation: capture(), reason: refusals.invalid }];
const until = moment('2026-11-21T12:30:00Z', now);

describe('the status line', () => {
  const states: readonly (readonly [name: string, state: State, text: string])[] = [
    ['starting', initialState, '$(watch) Makertime'],
    ['signed out, no team', { ...initialState, phase: 'ready' }, '$(plug) Makertime'],
    ['signed in, no team', { ...initialState, phase: 'ready', account: team.account }, '$(plug) Makertime'],
    ['connecting', connected({ sync: {} }), '$(sync) Connecting'],
    ['in step', connected(), '$(check) In step'],
    ['sending', connected({ unsent: [capture(), capture()] }), '$(cloud-upload) Sending · 2 unsent'],
    ['refused', connected({ refused }), '$(warning) In step · 1 refused'],
    [
      'refused and sending',
      connected({ refused, unsent: [capture()] }),
      '$(cloud-upload) Sending · 1 unsent · 1 refused',
    ],
    ['signed out', signedOut, '$(account) Signed out'],
    ['signed out, unsent', { ...signedOut, unsent: [capture()] }, '$(account) Signed out · 1 unsent'],
    [
      '10,000 unsent',
      connected({ unsent: new Array<Telling>(10_000).fill(capture()) }),
      '$(cloud-upload) Sending · 10000 unsent',
    ],
    ...(
      [
        ['offline', '$(debug-disconnect) Offline'],
        ['serverDown', '$(debug-disconnect) GitHub is down'],
        ['limited', `$(watch) Waiting until ${until}`],
        ['signedOut', '$(account) Sign in again'],
        ['singleSignOn', '$(account) Sign in again'],
        ['disk', '$(warning) Disk trouble'],
        ['repositoryMissing', '$(warning) No access'],
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
      'Makertime: Offline, acme/team, GitHub cannot be reached, 1 unsent: saved on this machine, not yet on GitHub, Last heard from GitHub 5 minutes ago',
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
