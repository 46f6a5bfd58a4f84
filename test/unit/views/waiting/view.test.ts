import assert from 'node:assert/strict';
import { itemKey } from '../../../../src/model/board/item.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { ana, bo, boardOf, item, statusRecord } from '../../../lib/fakes/builders.js';
import { delivered, entry, held, inboxOf } from '../../../lib/fakes/inboxEntries.js';
import { connected, now } from '../states.js';

const minute = 60_000;
const iso = (minutes: number) => new Date(now + minutes * minute).toISOString();

describe('waiting, while focusing', () => {
  it('shows what broke through or was delivered since, and hides what is held', () => {
    const raised = (number: number, minutes: number) =>
      item({
        by: bo,
        owner: 'ana',
        number,
        id: `i${number}`,
        key: itemKey(bo.id, `i${number}`),
        createdAt: iso(minutes),
      });
    const items = [raised(1, -90), raised(2, -20), raised(3, -10), raised(4, -5)];
    const of = (number: number) => ({ key: `thing/acme/team#${number}`, number });
    const focus = { focusing: { since: iso(-30), until: iso(30) } };
    const state = connected({
      confirmed: {
        ...boardOf(statusRecord(focus, { by: ana })),
        items: new Map(items.map((one) => [one.key, one])),
      },
      inbox: inboxOf(entry(held, of(1)), entry(held, of(2)), entry(delivered(-10), { ...of(3), through: 'rotation' })),
    });
    const [forMe] = waitingRows(state, now);
    assert.deepEqual(
      forMe?.children?.map(({ id }) => id),
      [items[0]?.key, items[2]?.key],
    );
    assert.equal(forMe?.description, '2 · 2 held');
  });
});
