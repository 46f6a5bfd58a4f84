import assert from 'node:assert/strict';
import { initialState } from '../../../src/model/state.js';
import { nowRows } from '../../../src/views/now.js';
import { writeUpRows, writeUpTemplate } from '../../../src/views/writeUps.js';
import { at, newId, team } from '../../support/builders.js';

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
        label: 'Write-up: Dark $ (x)',
        description: '2 h',
        tooltip: 'Write-up: Dark $ (x)\nBegun 2 hours ago; on this machine only until you send it',
        icon: 'edit',
        spoken: 'Write-up: Dark $ (x), not sent, 2 hours ago',
        offers: 'writeUp',
        command: 'makertime.openWriteUp',
      },
    );
    assert.equal(other?.label, 'Write-up: (no title)');
    assert.ok(nowRows(state, now, 'UTC').some((one) => one.id === `writeUp/${id}`));
  });

  it('begin with a text in which what the editor knew is one line and nothing else', () => {
    const text = writeUpTemplate('', { branch: 'a\n--> # b', diagnostic: '<b>' });
    assert.equal(text.split('\n').filter((line) => line.startsWith('Attached: a --> # b · <b>')).length, 1);
    assert.ok(text.startsWith('# \n\nNeeded from: @\n'));
  });
});
