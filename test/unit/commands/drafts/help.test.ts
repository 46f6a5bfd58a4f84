import assert from 'node:assert/strict';
import { describeBlocker } from '../../../../src/commands/blockers/writeUp.js';
import { proposeDecision } from '../../../../src/commands/decisions/propose.js';
import { adviceOn } from '../../../../src/commands/drafts/help.js';
import { askingAboutSecrets } from '../../../../src/commands/drafts/secrets.js';
import type { Capture, Mutation } from '../../../../src/model/board/mutation.js';
import { bo, boardOf, statusRecord, team } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { agree, dismiss } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const board = boardOf(
  statusRecord(person(), { by: team.account }),
  statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo }),
);
const token = `ghp_${'a1B2'.repeat(9)}`;

async function begun(app: FakeApp, begin: (app: FakeApp) => Promise<void>): Promise<readonly [string, string]> {
  await begin(app);
  const id = app.writeUps.shown?.id ?? '';
  return [id, app.writeUps.files.get(id) ?? ''];
}

describe('writing help', () => {
  it('says nothing of a document as it begins, and what each kind lacks once something is written', async () => {
    const app = fakeApp({ confirmed: board });
    const [blocker, template] = await begun(app, describeBlocker);
    assert.deepEqual(await adviceOn(app, blocker, template), []);
    const written = template.replace('# \n', '# Dark\n').replace('do\n', 'do\n\nLight it.\n');
    const advice = await adviceOn(app, blocker, written);
    assert.deepEqual(
      advice.map(({ message, severity }) => [message, severity]),
      [
        ['No outcome: say below “Desired outcome:” what will be different.', 'information'],
        ['Nobody is named after “Needed from:”: what everybody could do, nobody does.', 'information'],
        ['No link, number or path: whoever comes to this cold has nothing to go to.', 'hint'],
      ],
    );
    assert.deepEqual(
      advice[1]?.fixes.map(({ title }) => title),
      ['Name @bo', 'Go to “Needed from:”'],
    );

    const [decision, empty] = await begun(app, proposeDecision);
    assert.deepEqual(await adviceOn(app, decision, empty), []);
    const proposed = empty.replace('# \n', '# Dark\n').replace('Context\n', 'Context\n\nSee #3.\n');
    assert.deepEqual(
      (await adviceOn(app, decision, proposed)).map(({ message }) => message),
      [
        'No outcome: say below “Proposal” what will be different.',
        'Nobody is named after “Named:”: what everybody could do, nobody does.',
      ],
    );
  });

  it('says when somebody will see it, and gives a time its zone and their clock', async () => {
    const app = fakeApp({ confirmed: board });
    const [id, template] = await begun(app, describeBlocker);
    const written = template
      .replace('# \n', '# Dark\n')
      .replace('from: @', 'from: @bo')
      .replace('by: ', 'by: 15:00')
      .replace('outcome: ', 'outcome: light')
      .replace('do\n', 'do\n\nSee #3: it leaves at 16:00.\n');
    const advice = await adviceOn(app, id, written);
    // It is Saturday noon; bo gets deliveries at eleven in Kolkata.
    assert.deepEqual(
      advice.map(({ message, fixes }) => [message, fixes.map(({ title }) => title)]),
      [
        ['@bo will not see this before Mon 06:30.', ['Replace with 2026-11-23 06:30']],
        ['“16:00”: on whose clock, and which day?', ['Replace with 2026-11-21 16:00 Europe/Berlin (20:30 for bo)']],
      ],
    );
  });

  it('is turned off by its setting', async () => {
    const app = fakeApp({ confirmed: board });
    const [id, template] = await begun(app, describeBlocker);
    const written = `${template.replace('# \n', '# Dark\n')}\n${token}\n`;
    assert.equal((await adviceOn(app, id, written))[0]?.severity, 'warning');
    await app.settings.set('writingHelp', false);
    assert.deepEqual(await adviceOn(app, id, written), []);
  });

  it('asks once before a secret leaves, whatever it is in, and keeps back what is not meant', async () => {
    const app = fakeApp();
    const connection = askingAboutSecrets(app.connection, app.ask);
    const capture = (notes: string) =>
      ({
        kind: 'capture',
        itemKind: 'blocker',
        id: app.newId(),
        record: app.newId(),
        at: '2026-11-21T12:00:00Z',
        team,
        words: { title: 'Dark', notes },
      }) satisfies Capture;
    await connection.record(capture('nothing'));
    assert.equal(app.ask.transcript.length, 0);
    app.ask.will(dismiss(), agree);
    await assert.rejects(connection.record(capture(token)), /token/);
    assert.equal(app.recorded.length, 1);
    await connection.record(capture(token));
    assert.equal(app.recorded.length, 2);
    const reply: Mutation = {
      kind: 'say',
      id: app.newId(),
      record: app.newId(),
      at: '2026-11-21T12:00:00Z',
      team,
      target: '#1' as never,
      number: 1,
      text: token,
    };
    app.ask.will(dismiss());
    await assert.rejects(connection.record(reply));
    assert.equal(app.ask.transcript.filter(({ kind }) => kind === 'confirm').length, 3);
  });
});
