import assert from 'node:assert/strict';
import { type CommandId, commandIds } from '../../../src/app/contributions.js';
import { handlers } from '../../../src/commands/table.js';
import type { State } from '../../../src/model/state.js';
import { bo, board, boardOf, capture, comment, item, statusRecord, team } from '../../lib/fakes/builders.js';
import { throughEveryBox } from '../../lib/fakes/everyBox.js';
import { type FakeApp, fakeApp } from '../../lib/fakes/fakeApp.js';
import { entry, inboxOf } from '../../lib/fakes/inboxEntries.js';

const hours = { zone: 'Europe/Berlin', hours: { sat: '09:00-17:00' } };
const known = item({ key: 'known' as never, number: 12, by: bo, owner: 'ana', blocks: 'acme/team#3' });
const closed = item({ number: 13, by: bo, state: 'closed', closedBy: bo } as never);
const delivered = entry({ kind: 'delivered', batch: '2026-11-21T11:00:00Z' }, { thread: '5' });
const away = entry({ kind: 'snoozed', until: 'activity' }, { key: 'thread/6', thread: '6' });
const answer = { number: 13, by: bo, text: 'a bulb', at: '2026-11-21T10:00:00Z' };

/** Everything there is to ask about: blockers, deliveries, what is unsent and refused, a plan, answers. */
function joined(status: object): Partial<State> {
  const { items: _items, ...roster } = boardOf(statusRecord({ ...hours, ...status }), statusRecord(hours, { by: bo }));
  return {
    confirmed: board([known, closed], {
      ...roster,
      work: new Map([[3, { number: 3, title: 'Light the lamp', kind: 'issue', people: [1] }]]),
      answers: new Map([[13, answer]]),
    }),
    unsent: [comment(known.key)],
    refused: [{ mutation: capture(), reason: { kind: 'invalid' } }],
    inbox: inboxOf(delivered, away),
    sync: { heardAt: '2026-11-21T11:59:00Z' },
  };
}

const states: Readonly<Record<string, Partial<State>>> = {
  available: joined({ focus: [{ start: '2026-11-23T09:00', minutes: 120, every: 'workday' }] }),
  busy: joined({ mode: 'busy', text: 'lens', since: '2026-11-21T10:00:00Z', until: '2026-11-21T15:00:00Z' }),
  focusing: joined({ focusing: { since: '2026-11-21T10:00:00Z', until: '2026-11-21T13:00:00Z' } }),
};

/** All that asking needs is there. */
function appWith(state: Partial<State>): FakeApp {
  const app = fakeApp(state);
  app.documents.paths = ['README.md'];
  app.world.context = { repository: 'acme/team', branch: '3-lamp' };
  app.world.recent = [team.repository];
  app.world.sources = [
    { kind: 'github', server: 'https://github.com' },
    { kind: 'github-enterprise', server: 'https://github.example' },
  ];
  app.recents.add('away lunch for 45m');
  return app;
}

/** Every way through the boxes of a command; what was recorded by the time the last was dismissed, and after. */
async function ways(
  id: CommandId,
  state: Partial<State>,
): Promise<readonly { way: string; recorded: readonly string[] }[]> {
  const found: { way: string; recorded: readonly string[] }[] = [];
  await throughEveryBox(async (ask, left) => {
    const app = appWith(state);
    Object.assign(app.ask, ask);
    await handlers[id](app);
    const box = left();
    if (box)
      found.push({ way: [...box.answers, box.title].join(' → '), recorded: app.recorded.map(({ kind }) => kind) });
  });
  return found;
}

describe('Escape', () => {
  let boxes = 0;
  const ofStatus: readonly CommandId[] = ['makertime.setStatus', 'makertime.focus', 'makertime.planFocus'];
  for (const [name, state] of Object.entries(states))
    for (const id of name === 'available' ? commandIds : ofStatus)
      it(`publishes nothing in any box of ${id}, while ${name}`, async () => {
        for (const { way, recorded } of await ways(id, state)) {
          boxes += 1;
          // Saved by Enter already, and said so: the next task is another question.
          if (/, park → /.test(way)) assert.deepEqual(recorded.slice(1), [], way);
          else assert.deepEqual(recorded, [], way);
        }
      });

  it('was pressed in very many', () => assert.ok(boxes > 200, `${boxes}`));

  const joining = /^(Join|Select your|Enter your days off|Connect)/;
  for (const id of ['makertime.join', 'makertime.setStatus', 'makertime.connect'] as const)
    it(`opens no roster and joins nobody in any box of ${id}`, async () => {
      const found = await ways(id, { sync: { heardAt: '2026-11-21T11:59:00Z' } });
      // What is asked once they have joined is another question.
      for (const { way, recorded } of found)
        if (joining.test(way.split(' → ').at(-1) ?? '')) assert.deepEqual(recorded, [], way);
    });
});
