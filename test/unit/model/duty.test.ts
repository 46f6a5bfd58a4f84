import assert from 'node:assert/strict';
import type { TeamFile } from '../../../src/model/board/team.js';
import { dutyOn } from '../../../src/model/members.js';
import type { Status } from '../../../src/model/people/member.js';
import { board, boardOf, statusRecord } from '../../lib/fakes/builders.js';
import { utc } from './times.js';

const now = utc('2026-11-25 10:00');
const people = ['finn', 'bo', 'emi'] as const;
const teamFile = {
  members: [],
  expectations: {},
  problems: [],
  rotation: { every: '1w', starts: '2026-11-23T09:00[UTC]', people },
} as unknown as TeamFile;

function duty(statuses: Readonly<Partial<Record<(typeof people)[number], Status>>>) {
  const records = people.flatMap((login, place) => {
    const status = statuses[login];
    return status ? [statusRecord(status, { by: { id: 10 + place, login } })] : [];
  });
  return dutyOn({ ...boardOf(...records), teamFile }, now);
}

const off: Status = { mode: 'available', zone: 'UTC', off: ['2026-11-25'] };
const away: Status = { mode: 'away', until: '2026-11-27T09:00:00Z' };

describe('who is on duty', () => {
  it('is whose turn it is, asleep or not, as long as they are neither away nor have a day off', () => {
    const asleep: Status = { mode: 'available', zone: 'UTC', hours: { wed: '18:00-23:00' } };
    for (const status of [undefined, asleep, { mode: 'busy' } as const, { mode: 'invisible' } as const]) {
      const found = duty(status ? { finn: status } : {});
      assert.deepEqual([found?.who, found?.onDuty, found?.isOut], ['finn', 'finn', false]);
    }
  });

  it('is the next of the rotation who is neither, and it is still known whose turn it is', () => {
    for (const [statuses, onDuty] of [
      [{ finn: away }, 'bo'],
      [{ finn: off }, 'bo'],
      [{ finn: away, bo: off }, 'emi'],
      [{ finn: away, bo: away, emi: away }, undefined],
    ] as const) {
      const found = duty(statuses);
      assert.deepEqual([found?.who, found?.onDuty, found?.isOut], ['finn', onDuty, true]);
    }
  });

  it('comes back to them as soon as they are back', () => {
    assert.equal(duty({ finn: { ...away, until: '2026-11-25T10:00:00Z' } })?.onDuty, 'finn');
    assert.equal(duty({ finn: { ...away, since: '2026-11-25T10:01:00Z' } })?.onDuty, 'finn');
  });

  it('is nobody without a rotation', () => {
    assert.equal(dutyOn(board(), now), undefined);
  });
});
