import assert from 'node:assert/strict';
import { openWatercooler } from '../../../../src/commands/watercooler/open.js';
import type { TeamFile } from '../../../../src/model/board/team.js';
import { promptAt, promptText } from '../../../../src/model/posting/watercooler.js';
import { readTeamFile } from '../../../../src/records/teamFile.js';
import { boardOf, talk, thread } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';

const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const forum = { id: 'R_1', isOn: true, categories: [general] };
const board = (teamFile: TeamFile) => ({ ...boardOf(), forum, teamFile });
const wanted = board(readTeamFile('watercooler: true'));
const standing = {
  ...wanted,
  threads: new Map([[thread({ number: 7 }).key, thread({ number: 7 })]]),
  talks: new Map([
    [7, talk([], { number: 7, opening: { ...talk().opening, record: { id: 'x', kind: 'watercooler' } } })],
  ]),
};
const recorded = (app: FakeApp) => app.recorded.map((one) => [one.kind, 'text' in one ? one.text : '']);
const prompt = (app: FakeApp, own: readonly string[] = []) => promptText(promptAt(app.now(), own));

describe('opening the watercooler', () => {
  it('does nothing but say how, where the team has not chosen one', async () => {
    const app = fakeApp({ confirmed: board(readTeamFile('members: [bo]')) });
    await openWatercooler(app);
    assert.deepEqual(app.recorded, []);
    assert.match(JSON.stringify(app.ask.transcript), /watercooler: true/);
  });

  it('begins it once, with the prompt of the week, and shows it', async () => {
    const app = fakeApp({ confirmed: board(readTeamFile('watercooler: ["Which lamp?"]')) });
    await openWatercooler(app);
    const [begun, said] = app.recorded;
    assert.deepEqual(
      [begun?.kind, begun?.kind === 'openThread' && begun.threadKind, said?.kind === 'say' && said.text],
      ['openThread', 'watercooler', '**This week:** Which lamp?'],
    );
    await openWatercooler(app);
    assert.equal(app.recorded.length, 2, 'it is on its way');
    assert.equal(app.deeds.filter((deed) => deed.startsWith('thread ')).length, 2);
  });

  it('adds the prompt of the week where nobody has, and nothing where GitHub does not answer', async () => {
    const app = fakeApp({ confirmed: standing });
    await openWatercooler(app);
    assert.deepEqual(recorded(app), [], 'nobody knows');
    const read = { kind: 'read' as const, thread: thread({ number: 7 }), talk: talk([], { number: 7 }) };
    app.world.readings.push(read, read);
    await openWatercooler(app);
    assert.deepEqual(recorded(app), [['say', prompt(app)]]);
    await openWatercooler(app);
    assert.equal(app.recorded.length, 1);
  });
});
