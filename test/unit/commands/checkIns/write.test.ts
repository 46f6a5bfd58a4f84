import assert from 'node:assert/strict';
import { edit } from '../../../../src/commands/blockers/unsent.js';
import { sameCheckIn, writeCheckIn } from '../../../../src/commands/checkIns/write.js';
import { discardDraft, sendDraft } from '../../../../src/commands/drafts/drafts.js';
import type { Board } from '../../../../src/model/board/board.js';
import { dayTitle } from '../../../../src/model/threads/checkIn.js';
import {
  ana,
  bo,
  boardOf,
  checkIn,
  item,
  newId,
  said,
  speaker,
  statusRecord,
  talk,
  team,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { agree } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';

const general = { id: 'DIC_2', name: 'General', isAnswerable: false, isOpen: true };
const { isOpen: _isOpen, ...category } = general;
const forum = { id: 'R_1', isOn: true, categories: [general] };
const today = appTime.slice(0, 10);
const base = {
  ...boardOf(statusRecord(person(), { by: team.account }), statusRecord(person({ zone: 'Asia/Kolkata' }), { by: bo })),
  forum,
};

/** A board on which ana has checked in on a day with this text. */
function saidOn(day: string, text: string, at = `${day}T08:00:00Z`, more: Partial<Board> = {}): Board {
  const one = thread({ number: 5, title: dayTitle(day), category, createdAt: at, updatedAt: at, by: speaker(bo) });
  const opening = said('D_5', { by: speaker(bo), record: { id: 'x', kind: 'checkInDay', day } });
  const comment = threadComment('DC_1', {
    by: speaker(ana),
    text,
    at,
    record: { id: checkInId, kind: 'checkIn', day },
  });
  return {
    ...base,
    threads: new Map([[one.key, one]]),
    talks: new Map([[5, talk([comment], { number: 5, opening })]]),
    ...more,
  };
}
const checkInId = '01JD3000000000000000000000';

function shownIn(app: FakeApp): { readonly id: string; readonly text: string } {
  const id = app.writeUps.shown?.id ?? '';
  return { id, text: app.writeUps.files.get(id) ?? '' };
}
const told = (app: FakeApp) =>
  app.ask.transcript.flatMap((one) => (one.kind === 'tell' || one.kind === 'say' ? [one.message] : []));
const sent = (app: FakeApp) => app.recorded.filter((one) => one.kind === 'checkIn');

describe('a check-in, written', () => {
  it('is drafted from commits by branch, what was resolved, one search, and what one waits for: no hours, no counts', async () => {
    const items = [
      item({ number: 1, title: 'the beam is stuck', state: 'closed', owner: 'ana', by: bo, updatedAt: appTime }),
      item({ number: 2, title: 'ping @eve <!-- x', owner: 'bo' }),
      item({ number: 3, title: 'closed long ago', state: 'closed', owner: 'ana', updatedAt: '2026-10-01T09:00:00Z' }),
    ];
    const app = fakeApp({ confirmed: { ...base, items: new Map(items.map((one) => [one.key, one])) } });
    app.world.pulls = {
      merged: [{ number: 7, title: 'Oil' }],
      open: [{ number: 8, title: 'Turn' }],
      reviewed: [{ number: 9, title: 'Key' }],
    };
    const subjects = Array.from({ length: 10_000 }, (_, place) => `commit ${place}`);
    app.world.tree.written = [{ repository: 'lighthouse', branch: 'fog', subjects }];
    await writeCheckIn(app);
    const { text } = shownIn(app);
    assert.match(text, /^# Check-in: Sat 21 Nov 2026\n\nDay: 2026-11-21\n/);
    assert.match(
      text,
      /## Shipped\n\n- Resolved: the beam is stuck \(#1\)\n- Merged: Oil \(#7\)\n- Reviewed: Key \(#9\)\n- On `fog` in lighthouse:\n {2}- commit 0\n/,
    );
    assert.match(text, /## Next, and its outcome\n\n- Pull request Turn \(#8\)\n/);
    assert.match(text, /## I need\n\n- @bo: ping eve <! -- x \(#2\)\n/);
    assert.ok(!text.includes('closed long ago') && !/10.?000/.test(text) && text.length < 2_000);
    assert.equal(app.deeds.filter((deed) => deed.startsWith('search since')).length, 1);
    await writeCheckIn(app);
    assert.equal(app.writeUps.files.size, 1, 'the one that is begun is opened');
  });

  it('begins with what was intended on my days: what is done, and what is left of today', async () => {
    const intentions = [
      { id: newId(), text: 'Draw the lens', doneAt: appTime },
      { id: newId(), text: 'Ask @bo for oil' },
    ];
    const app = fakeApp({ confirmed: base, days: [{ date: '2026-11-21', intentions }] });
    await writeCheckIn(app);
    const { text } = shownIn(app);
    assert.match(text, /## Shipped\n\n- Draw the lens\n/);
    assert.match(text, /## Next, and its outcome\n\n- Ask bo for oil\n/);
  });

  it('without commits, offline, it is begun all the same', async () => {
    const app = fakeApp({ confirmed: base });
    await writeCheckIn(app);
    const { id, text } = shownIn(app);
    assert.match(text, /GitHub could not be asked/);
    await sendDraft(app);
    assert.deepEqual(told(app), ['Below “## Shipped”, write what others can use now.']);
    await discardDraft(app, `writeUp/${id}`);
    assert.equal(app.writeUps.files.size, 0, 'nothing was written, so nothing is asked');
  });

  it('says before it is sent who sees it when, by their own clocks, and is sent once', async () => {
    const app = fakeApp({ confirmed: base });
    await writeCheckIn(app);
    const { id, text } = shownIn(app);
    app.writeUps.type(
      id,
      text.replace('## Shipped\n', '## Shipped\n\n- The lamp.\n').replace('## I need\n', '## I need\n\n@bo: the key\n'),
    );
    app.ask.will(agree);
    await Promise.all([sendDraft(app), sendDraft(app)]);
    const [asked] = app.ask.transcript.flatMap((one) => (one.kind === 'confirm' ? [one] : []));
    assert.deepEqual(asked, {
      kind: 'confirm',
      question: 'Post your check-in?',
      detail: [
        'Check-in: Sat 21 Nov 2026. It goes to General, for everyone who can read the repository.',
        'Seen, by their own clocks: @bo Mon 11:00.',
        'You need @bo, who will find it in Waiting.',
      ].join('\n'),
    });
    const [one, ...more] = sent(app);
    assert.deepEqual([more, app.writeUps.files.size], [[], 0]);
    assert.deepEqual(
      { ...one, id: undefined, at: undefined },
      {
        kind: 'checkIn',
        id: undefined,
        at: undefined,
        team,
        record: id,
        day: today,
        category,
        text: '## Shipped\n\n- The lamp.\n\n\n## I need\n\n@bo: the key',
        needs: [bo],
      },
    );
    await writeCheckIn(app);
    assert.equal(app.writeUps.files.size, 0);
    assert.equal(told(app).at(-1), 'Your check-in of today is on its way');
  });

  it('once more on the same day changes what was posted, and only that', async () => {
    const app = fakeApp({ confirmed: saidOn(today, '## Shipped\n\n- The lamp.') });
    await writeCheckIn(app);
    const { id, text } = shownIn(app);
    assert.equal(id, checkInId);
    app.writeUps.type(id, `${text}\n- More.`);
    app.ask.will(agree);
    await sendDraft(app);
    const [one] = sent(app);
    assert.deepEqual(
      [one?.record, one?.was, one?.text],
      [checkInId, '## Shipped\n\n- The lamp.', '## Shipped\n\n- The lamp.\n\n- More.'],
    );
  });

  it('posts nothing where nothing has changed since the last one', async () => {
    const app = fakeApp({ confirmed: saidOn('2026-11-19', '## Shipped\n\n- The lamp.') });
    await writeCheckIn(app);
    const { id, text } = shownIn(app);
    assert.match(app.world.tree.deeds.join(), /history since 2026-11-19T08:00:00/);
    app.writeUps.type(id, text.replace(/## Shipped[\s\S]*/, '## Shipped\n\n- The lamp.\n'));
    await sendDraft(app);
    assert.deepEqual([sent(app), app.writeUps.files.size], [[], 0]);
    assert.equal(told(app).at(-1), 'Same as last time: nothing is posted');
  });

  it('the same as last time is one key, and nothing is posted', async () => {
    const app = fakeApp({ confirmed: saidOn('2026-11-19', '## Shipped\n\n- The lamp.') });
    await sameCheckIn(app);
    assert.deepEqual(app.recorded, []);
    assert.deepEqual(app.deeds, [`same ${ana.id}/${team.repository.id}/${today}`, 'sync']);
    const first = fakeApp({ confirmed: base });
    await sameCheckIn(first);
    assert.deepEqual([first.deeds, told(first)], [[], ['You have not checked in before']]);
  });

  it('where discussions are off, it says so and what to do', async () => {
    const app = fakeApp({ confirmed: { ...base, forum: { id: 'R_1', isOn: false, categories: [] } } });
    await writeCheckIn(app);
    assert.equal(app.writeUps.files.size, 0);
    assert.match(told(app)[0] ?? '', /disabled in the team repository\. Somebody who administers it can enable them/);
  });

  it('a day that is none, or none of these weeks, is said at its line', async () => {
    const app = fakeApp({ confirmed: base });
    await writeCheckIn(app);
    const { id, text } = shownIn(app);
    for (const day of ['2026-11-22', '2025-11-21', 'monday']) {
      app.writeUps.type(id, text.replace(today, day));
      await sendDraft(app);
      assert.match(told(app).at(-1) ?? '', new RegExp(`^“Day: ${day}” is not valid`));
      assert.equal(app.writeUps.shown?.line, 3);
    }
  });

  it('invariant 5: what GitHub rejects comes back as a draft with the reason, and takes the other’s place', async () => {
    const refused = checkIn({ day: today });
    const app = fakeApp({ confirmed: base, refused: [{ mutation: refused, reason: { kind: 'checkedInAlready' } }] });
    await edit(app, refused);
    const { id, text } = shownIn(app);
    assert.match(text, /<!-- Not sent: You have checked in that day already: edit this to replace it -->/);
    assert.equal(id, refused.record);
    app.ask.will(agree);
    await sendDraft(app);
    assert.deepEqual(
      sent(app).map(({ replaces, text: words }) => [replaces, words]),
      [[refused.id, refused.text]],
    );
  });
});
