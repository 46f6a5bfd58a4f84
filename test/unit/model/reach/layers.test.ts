import assert from 'node:assert/strict';
import { isHeldBack } from '../../../../src/model/focus/deliveryTimes.js';
import { type Status, told } from '../../../../src/model/people/member.js';
import { availability } from '../../../../src/model/reach/availability.js';
import { utc } from '../times.js';

const now = utc('2026-11-24 10:00');
const until = '2026-11-24T12:00:00Z';

const said: Readonly<Record<string, Pick<Status, 'mode' | 'until'>>> = {
  nothing: { mode: 'available' },
  available: { mode: 'available', until },
  busy: { mode: 'busy', until },
  away: { mode: 'away', until },
  invisible: { mode: 'invisible', until },
};

const bases: Readonly<Record<string, Partial<Status>>> = {
  'on hours': { hours: { tue: '08:00-18:00' } },
  'off hours': { hours: { tue: '14:00-18:00' } },
  'day off': { hours: { tue: '08:00-18:00' }, off: ['2026-11-24'] },
  'hours unknown': {},
};

const planned: Partial<Status> = { focus: [{ start: '2026-11-24T09:30', minutes: 60 }] };
const focus: Readonly<Record<string, Partial<Status>>> = {
  none: {},
  started: { focusing: { since: '2026-11-24T09:45:00Z', until: '2026-11-24T10:45:00Z' } },
  planned,
  skipped: { ...planned, marks: [{ start: '2026-11-24T09:30:00Z', end: '2026-11-24T09:30:00Z' }] },
};

/** What I see / what others see, and whether deliveries are held. */
const golden = `
said      | base          | none                     | started                  | planned                  | skipped
nothing   | on hours      | available / available    | focusing / focusing held | focusing / focusing held | available / available
nothing   | off hours     | offHours / offHours      | focusing / offHours held | focusing / offHours held | offHours / offHours
nothing   | day off       | offHours / offHours held | focusing / offHours held | focusing / offHours held | offHours / offHours held
nothing   | hours unknown | unknown / unknown        | focusing / focusing held | focusing / focusing held | unknown / unknown
available | on hours      | available / available    | focusing / focusing held | focusing / focusing held | available / available
available | off hours     | offHours / offHours      | focusing / offHours held | focusing / offHours held | offHours / offHours
available | day off       | offHours / offHours held | focusing / offHours held | focusing / offHours held | offHours / offHours held
available | hours unknown | available / available    | focusing / focusing held | focusing / focusing held | available / available
busy      | on hours      | busy / busy              | focusing / focusing held | focusing / focusing held | busy / busy
busy      | off hours     | offHours / offHours      | focusing / offHours held | focusing / offHours held | offHours / offHours
busy      | day off       | offHours / offHours held | focusing / offHours held | focusing / offHours held | offHours / offHours held
busy      | hours unknown | busy / busy              | focusing / focusing held | focusing / focusing held | busy / busy
away      | on hours      | away / away held         | focusing / away held     | focusing / away held     | away / away held
away      | off hours     | away / away held         | focusing / away held     | focusing / away held     | away / away held
away      | day off       | away / away held         | focusing / away held     | focusing / away held     | away / away held
away      | hours unknown | away / away held         | focusing / away held     | focusing / away held     | away / away held
invisible | on hours      | unknown / unknown        | focusing / unknown held  | focusing / unknown held  | unknown / unknown
invisible | off hours     | unknown / unknown        | focusing / unknown held  | focusing / unknown held  | unknown / unknown
invisible | day off       | unknown / unknown held   | focusing / unknown held  | focusing / unknown held  | unknown / unknown held
invisible | hours unknown | unknown / unknown        | focusing / unknown held  | focusing / unknown held  | unknown / unknown
`;

const [head = [], ...rows] = golden
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const cells = rows.flatMap(([mode = '', base = '', ...row]) =>
  row.map((expected, place) => ({ mode, base, block: head[place + 2] ?? '', expected })),
);

describe('the layers of a status: what I see / what others see, and whether deliveries are held', () => {
  it('every cell is there', () => {
    const keys = new Set(cells.map(({ mode, base, block }) => `${mode} ${base} ${block}`));
    const lengths = [said, bases, focus].map((layer) => Object.keys(layer).length);
    assert.equal(
      keys.size,
      lengths.reduce((product, length) => product * length),
    );
    assert.equal(cells.length, keys.size);
  });

  for (const { mode, base, block, expected } of cells)
    it(`${mode}, ${base}, focus ${block}: ${expected}`, () => {
      const [what, when, over] = [said[mode], bases[base], focus[block]];
      assert.ok(what && when && over);
      const status: Status = { zone: 'UTC', ...what, ...when, ...over };
      const mine = availability(status, now, 'oneself').state;
      const theirs = availability(status, now, 'others').state;
      assert.equal(`${mine} / ${theirs}${isHeldBack(status, now) ? ' held' : ''}`, expected);
      assert.equal(availability(status, now).state, theirs, 'others, where nobody says who looks');
      const published = told({ status, edited: {} }).status;
      assert.equal(availability(published, now, 'others').state, theirs, 'what is published says the same');
    });
});
