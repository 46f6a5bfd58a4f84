import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { viewIds } from '../../../src/app/contributions.js';
import { screens } from '../../../src/main/screen.js';
import { initialState } from '../../../src/model/state.js';
import { item, team, thread } from '../../lib/fakes/builders.js';
import { delivered, entry, held, inboxOf } from '../../lib/fakes/inboxEntries.js';
import { connected, now } from '../views/states.js';

const choices = { zone: 'UTC', waiting: 'all', deliveries: 'count', checkIn: { days: [], time: '' } } as const;
/** Tests are bundled into out/, one folder below the root. */
const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8')) as {
  readonly contributes: { readonly views: Readonly<Record<string, readonly { readonly id: string }[]>> };
};

describe('the screen', () => {
  it('draws every view that package.json declares, and no other', () => {
    const declared = Object.values(manifest.contributes.views).flatMap((views) => views.map(({ id }) => id));
    assert.deepEqual(Object.keys(screens).sort(), declared.sort());
    assert.deepEqual([...viewIds].sort(), declared);
  });

  it('shows nothing before there is a team, and something of a team that is known', () => {
    const state = connected({
      confirmed: {
        ...initialState.confirmed,
        items: new Map([[item().key, item()]]),
        threads: new Map([[thread().key, thread()]]),
      },
      inbox: inboxOf(entry(delivered(0)), entry(held, { key: 'held' })),
      team,
    });
    const headlines = viewIds.map((id) => screens[id].headline?.(state, now, choices));
    assert.deepEqual(headlines, [undefined, 'acme/team', undefined, undefined, 'next Mon 11:00 · 1 held']);
    for (const id of viewIds) {
      assert.deepEqual(screens[id].rows(initialState, now, choices), [], id);
      const rows = screens[id].rows(state, now, choices);
      if (id !== 'makertime.team') assert.notEqual(rows.length, 0, id);
      assert.equal(screens[id].headline?.(initialState, now, choices), undefined, id);
    }
  });
});
