import assert from 'node:assert/strict';
import { initialState } from '../../../../src/model/state.js';
import { nowRows } from '../../../../src/views/now/view.js';
import { writeUpRows, writeUpTemplate } from '../../../../src/views/now/writeUps.js';
import { at, newId, team } from '../../../lib/fakes/builders.js';

const now = Date.parse(at) + 2.5 * 3_600_000;

describe('the rows of write-ups', () => {
  it('say what has not been sent, and since when', () => {
    const [id, untitled] = [newId(), newId()];
    const state = {
      ...initialState,
      phase: 'ready' as const,
      team,
      writeUps: [
        { id, title: 'Dark $(x)\u202e', at },
        { id: untitled, title: '', at },
      ],
    };
    const [row, other] = writeUpRows(state, now);
    assert.deepEqual(
      { ...row },
      {
        id: `writeUp/${id}`,
        label: 'Draft: Dark $ (x)',
        description: '2 h',
        tooltip: 'Draft: Dark $ (x)\nStarted 2 hours ago; stays on this machine until you send it',
        icon: 'edit',
        spoken: 'Draft: Dark $ (x), not sent, 2 hours ago',
        offers: 'writeUp',
        command: 'makertime.openDraft',
      },
    );
    assert.equal(other?.label, 'Draft: (no title)');
    assert.ok(nowRows(state, now, 'UTC').some((one) => one.id === `writeUp/${id}`));
  });

  it('begin with a text in which what the editor knew is one line and nothing else', () => {
    const text = writeUpTemplate('', { branch: 'a\n--> # b', diagnostic: '<b>' });
    assert.equal(text.split('\n').filter((line) => line.startsWith('Attached: a --> # b · <b>')).length, 1);
    assert.ok(text.startsWith('# \n\nNeeded from: @\n'));
  });
});
