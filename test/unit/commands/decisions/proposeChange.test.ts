import assert from 'node:assert/strict';
import { decisionDraft } from '../../../../src/commands/decisions/propose.js';
import { proposeChange } from '../../../../src/commands/decisions/proposeChange.js';
import { changeIn } from '../../../../src/model/tune/change.js';
import { type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter } from '../../../lib/fakes/fakeAsk.js';
import { tunedState } from '../../views/tune/team.js';

const document = (app: FakeApp) => app.writeUps.files.get(app.writeUps.shown?.id ?? '');

describe('proposing a change to what the team has agreed on', () => {
  it('opens a decision with the team’s figure, and the change to the team file as a diff', async () => {
    const app = fakeApp({ confirmed: tunedState.confirmed });
    app.ask.will(choose('How soon blockers are answered'), enter('1d'));
    await proposeChange(app);
    const text = document(app) ?? '';
    assert.match(text, /^# How soon blockers are answered: within one working day\n\nDecider: @ana\n/);
    assert.ok(
      text.includes(
        [
          '## Context\n',
          'The team agreed on 4 working hours.',
          'Blockers answered in time in the last 90 days: 40–60%; half within one working day, nine of ten within 2 working days.\n',
          '## Options, with cost\n\n',
          '## Proposal\n',
          'We agree on one working day.\n',
          '```diff\n # .github/makertime.yml\n expectations:\n-  blocker: 4h\n+  blocker: 1d\n```\n',
        ].join('\n'),
      ),
      text,
    );
    assert.deepEqual(changeIn(text), { of: 'blocker', to: '1d' });
    assert.equal(decisionDraft.isBlank(text), false);
  });

  it('says where there are too few, and where nothing is agreed on yet', async () => {
    const app = fakeApp({ confirmed: tunedState.confirmed });
    app.ask.will(choose('How soon questions are answered'), enter('4h'));
    await proposeChange(app);
    assert.match(
      document(app) ?? '',
      /Usually one working day\.\nQuestions answered in time in the last 90 days: too few to say\./,
    );
    assert.match(document(app) ?? '', /expectations:\n\+ {2}question: 4h\n/);
  });

  it('takes nothing that the team file could not say, nor what is agreed on already, and begins nothing then', async () => {
    for (const typed of ['soon', '4h', '240m']) {
      const app = fakeApp({ confirmed: tunedState.confirmed });
      app.ask.will(choose('How soon blockers are answered'), enter(typed), dismiss());
      await proposeChange(app);
      assert.equal(app.writeUps.files.size, 0, typed);
    }
    const app = fakeApp({ confirmed: tunedState.confirmed });
    app.ask.will(dismiss());
    await proposeChange(app);
    assert.equal(app.writeUps.files.size, 0);
  });
});
