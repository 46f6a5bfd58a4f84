import assert from 'node:assert/strict';
import { quietUntil, runningFocus, withFocusElsewhere } from '../../../../src/model/focus/deliveryTimes.js';
import type { Declared, Status } from '../../../../src/model/people/member.js';
import { utc } from '../times.js';

const at = (time: string) => utc(`2026-11-24 ${time}`);
const iso = (time: string) => new Date(at(time)).toISOString();
const [here, there] = [7, 8];
const base: Status = { mode: 'available', zone: 'UTC', hours: { tue: '08:00-18:00' } };
const started: Declared = {
  status: { ...base, focusing: { since: iso('09:30'), until: iso('11:00') } },
  edited: { focusing: iso('09:30') },
};
const planned: Declared = { status: { ...base, focus: [{ start: '2026-11-24T09:00', minutes: 120 }] }, edited: {} };

describe('focus that was begun in another team', () => {
  for (const [name, declared] of [
    ['started', started],
    ['planned', planned],
  ] as const)
    it(`goes on, joined or not, and ends when it would have ended: ${name}`, () => {
      const focus = runningFocus(declared, here, at('10:00'));
      for (const other of [undefined, { status: base, edited: { said: iso('08:00') } }]) {
        const status = withFocusElsewhere(other, focus, there);
        assert.equal(quietUntil(status, at('10:00')), at('11:00'));
        assert.equal(quietUntil(status, at('11:00')), undefined);
      }
    });

  it('says nothing in the team it was begun in: there it is ended and skipped', () => {
    const focus = runningFocus(planned, here, at('10:00'));
    assert.equal(withFocusElsewhere(planned, focus, here), planned.status);
    assert.equal(withFocusElsewhere(undefined, focus, here), undefined);
  });

  it('is over once something else was done with focus here', () => {
    const focus = runningFocus(started, here, at('10:00'));
    for (const part of ['focusing', 'marks', 'focus'] as const) {
      const ended: Declared = { status: base, edited: { [part]: iso('10:05') } };
      assert.equal(withFocusElsewhere(ended, focus, there), base, part);
      const before: Declared = { status: base, edited: { [part]: iso('09:00') } };
      assert.equal(quietUntil(withFocusElsewhere(before, focus, there), at('10:10')), at('11:00'), part);
    }
  });

  it('is none where nobody focuses', () => {
    assert.equal(runningFocus({ status: base, edited: {} }, here, at('10:00')), undefined);
    assert.equal(withFocusElsewhere(planned, undefined, there), planned.status);
  });
});
