import assert from 'node:assert/strict';
import { editAsDecided } from '../../../../src/commands/setup/teamFile.js';
import { diffOf } from '../../../../src/model/tune/change.js';
import { team } from '../../../lib/fakes/builders.js';
import { fakeApp } from '../../../lib/fakes/fakeApp.js';

const path = '.github/makertime.yml';
const proposal = `## Proposal\n\n${diffOf({ of: 'blocker', to: '2h' }, 14_400_000)}`;

/** Edits the team file as decided; returns what stands in the editor, and what was said. */
async function edited(file: string | undefined, text = proposal) {
  const app = fakeApp();
  app.world.clones = ['acme/team'];
  if (file !== undefined) app.world.files = { [path]: file };
  await editAsDecided(app, team, text);
  const said = app.ask.transcript.flatMap((one) => ('message' in one ? [one.message] : []));
  return { file: app.world.files[path], said };
}

describe('editing the team file as it was decided', () => {
  it('changes the value and leaves it to be saved', async () => {
    assert.deepEqual(await edited('# ours\nexpectations:\n  blocker: 4h\n'), {
      file: '# ours\nexpectations:\n  blocker: 2h\n',
      said: ['Opened with the change, not saved yet'],
    });
    assert.equal((await edited(undefined)).file, 'expectations:\n  blocker: 2h\n');
  });

  it('changes nothing in a file it cannot change without changing more, and says what to do', async () => {
    for (const file of [
      'base: &all { blocker: 4h }\nexpectations: *all\n',
      'expectations: { "blocker": 4h,\n  review: 1d }\n',
      'not: [yaml\n',
      '{ expectations: { blocker: 4h } }\n',
    ]) {
      const done = await edited(file);
      assert.equal(done.file, file);
      assert.deepEqual(done.said, ['Could not change the team file by itself. Set “blocker” to 2h.']);
    }
  });

  it('opens it on GitHub where no clone of the repository is open here', async () => {
    const app = fakeApp();
    app.world.repositories = {
      'acme/team': { ...team.repository, canWrite: true, hasIssues: true, defaultBranch: 'main' } as never,
    };
    await editAsDecided(app, team, proposal);
    assert.match(app.deeds.join(), /^open https:\/\/github\.example\/acme\/team\/new\/main/);
  });

  it('does nothing for a decision about something else', async () => {
    assert.deepEqual(await edited('roster: 3\n', '## Proposal\n\nOne lamp.'), { file: 'roster: 3\n', said: [] });
  });
});
