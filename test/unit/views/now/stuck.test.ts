import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Stuck } from '../../../../src/model/local/stuck.js';
import type { State } from '../../../../src/model/state.js';
import { statusLine } from '../../../../src/views/now/statusLine.js';
import { stuckRows } from '../../../../src/views/now/stuck.js';
import { nowRows } from '../../../../src/views/now/view.js';
import { boardOf, statusRecord } from '../../../lib/fakes/builders.js';
import { hostileText } from '../../arbitraries.js';
import { berlin } from '../people.js';
import { connected, now } from '../states.js';

const minute = 60_000;
const stuckFor = (minutes: number, more: Partial<Stuck> = {}): State =>
  connected({ stuck: { since: new Date(now - minutes * minute).toISOString(), on: 'declared', ...more } });
const task = { on: 'task', name: 'npm: beam' } as const;
const file = { on: 'file', name: 'src/lamp.ts' } as const;

describe('being stuck, as it is shown', () => {
  for (const [minutes, text] of [
    [0, '$(check) Up to date'],
    [19, '$(check) Up to date'],
    [20, '$(check) Up to date · stuck 20 min'],
    [39, '$(check) Up to date · stuck 20 min'],
    [59, '$(check) Up to date · stuck 40 min'],
    [60, '$(check) Up to date · stuck 1 h'],
    [130, '$(check) Up to date · stuck 2 h'],
  ] as const)
    it(`after ${minutes} minutes: ${text}`, () => assert.equal(statusLine(stuckFor(minutes), now, berlin).text, text));

  it('stands beside what one is at, and says in words since when and what can be done', () => {
    const status = statusRecord({ zone: berlin, hours: { sat: '09:00-17:00' } });
    const state: State = { ...stuckFor(25, task), confirmed: boardOf(status) };
    const { text, spoken, tooltip, command } = statusLine(state, now, berlin);
    assert.equal(text, '$(circle-large-filled) Available until 17:00 · stuck 20 min');
    assert.match(spoken, /, Stuck since 12:35: npm: beam keeps failing. Capture a blocker to tell your team/);
    assert.match(tooltip, /\nStuck since 12:35: npm: beam keeps failing\. /);
    assert.equal(command, 'makertime.setStatus');
  });

  it('in Now: since when at once, and after two hours the offer to write it down', () => {
    const shown = (minutes: number, more: Partial<Stuck> = {}) => {
      const [row, ...others] = nowRows(stuckFor(minutes, more), now, berlin).filter(({ id }) => id === 'stuck');
      assert.deepEqual(others, []);
      return [row?.label, row?.description, row?.command, row?.offers];
    };
    assert.deepEqual(shown(0), ['Stuck since 13:00', undefined, 'makertime.captureBlocker', 'stuck']);
    assert.deepEqual(shown(119, file), ['Stuck since 11:01', 'src/lamp.ts', 'makertime.captureBlocker', 'stuck']);
    const offer = (span: string) => [
      'Describe it in a document',
      `stuck ${span} · explaining often helps`,
      'makertime.describeBlocker',
      'stuck',
    ];
    assert.deepEqual(shown(120, file), offer('2 h'));
    assert.deepEqual(shown(190), offer('3 h'));
    assert.deepEqual(
      nowRows(connected(), now, berlin).filter(({ id }) => id === 'stuck'),
      [],
    );
  });

  it('is spoken in whole sentences', () => {
    const spoken = (minutes: number, more: Partial<Stuck>) =>
      stuckRows(stuckFor(minutes, more), now, berlin)[0]?.spoken;
    assert.equal(
      spoken(30, file),
      'Stuck since 12:30: src/lamp.ts still has errors. Click to capture a blocker: someone may know the answer',
    );
    assert.equal(
      spoken(120, task),
      'Describe it in a document: explaining often helps. Stuck since 11:00: npm: beam keeps failing. Click to start: it stays on this machine until you send it',
    );
  });

  it('whatever a task is called, it is only text', () =>
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 400 }), (name, minutes) => {
        const state = stuckFor(minutes, { on: 'task', name });
        const shown = JSON.stringify([stuckRows(state, now, berlin), statusLine(state, now, berlin)]);
        assert.doesNotMatch(shown.replace(/^.*?"text":"\$\(check\)/, ''), /\$\((?!check\))|\]\(/);
        assert.doesNotMatch(shown, /[\u202A-\u202E\u2066\u2067\u200B]/);
      }),
      { numRuns: 100 },
    ));
});
