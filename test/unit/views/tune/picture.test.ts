import assert from 'node:assert/strict';
import { initialState } from '../../../../src/model/state.js';
import { tunePicture } from '../../../../src/views/tune/picture.js';
import { readTuneMessage } from '../../../../src/views/tune/protocol.js';
import { utc } from '../../model/times.js';
import { tunedState } from './team.js';

const now = utc('2026-11-23 10:40');
const line = ({ period, value, details }: ReturnType<typeof tunePicture>['rows'][0]['figures'][0]) =>
  [period, value, ...details].join(' · ');

describe('the picture of how a team works', () => {
  it('says each figure as a range, of thirty days and of ninety, and where there are too few', () => {
    const { rows, words } = tunePicture(tunedState, now);
    const drawn = rows.map(({ name, detail, figures }) => [name, detail, ...figures.map(line)]);
    assert.deepEqual(drawn.slice(0, 4), [
      [
        'Blockers answered in time',
        'The team agreed on 4 working hours',
        'Last 30 days · 40–60% · half within 4 working hours · nine of ten within 2 working days · at least 20 items',
        'Last 90 days · 40–60% · half within 4 working hours · nine of ten within 2 working days · at least 50 items',
      ],
      [
        'Questions answered in time',
        'Usually one working day',
        'Last 30 days · too few to say',
        'Last 90 days · too few to say',
      ],
      [
        'Reviews given in time',
        'Usually one working day; of pull requests that are open',
        'Last 30 days · too few to say',
        'Last 90 days · too few to say',
      ],
      [
        'Blockers that waited through a night',
        'Six hours or more on end outside the working hours of whoever has to answer',
        'Last 30 days · at most 20% · at least 20 items',
        'Last 90 days · at most 20% · at least 50 items',
      ],
    ]);
    assert.deepEqual(
      drawn.slice(4).map(([name, , , last]) => [name, last]),
      [
        ['Decisions made late', 'Last 90 days · too few to say'],
        ['Delivery times kept', 'Last 90 days · 60–80% · at least 50 items'],
        ['Delivery times in planned focus', 'Last 90 days · 20–40% · at least 50 items'],
        ['Delivery times outside working hours', 'Last 90 days · at most 20% · at least 50 items'],
      ],
    );
    assert.equal(words.period, 'The 30 and 90 days before Mon 23 Nov 2026');
  });

  it('says the same as a table', () => {
    const { table } = tunePicture(tunedState, now);
    assert.deepEqual(table.rows[1], [
      'Blockers answered in time',
      'Last 90 days',
      '40–60%',
      'within 4 working hours',
      'within 2 working days',
      '50',
    ]);
    assert.equal(table.rows.length, 16);
  });

  it('names nobody', () => {
    assert.doesNotMatch(JSON.stringify(tunePicture(tunedState, now)), /\b(?:ana|bo|chidi|emi)\b|#\d/);
  });

  it('says so where there is nothing to say', () => {
    const { rows, words } = tunePicture(initialState, now);
    assert.match(words.summary, /^Too few to say anything yet/);
    assert.ok(rows.every(({ figures }) => figures.every(({ value, range }) => value === 'too few to say' && !range)));
  });

  it('reads what its page says, and nothing strange', () => {
    assert.deepEqual(readTuneMessage({ kind: 'propose', login: 'x' }), { kind: 'propose' });
    for (const strange of [undefined, null, 'ready', { kind: 'picture' }, {}, []])
      assert.equal(readTuneMessage(strange), undefined);
  });
});
