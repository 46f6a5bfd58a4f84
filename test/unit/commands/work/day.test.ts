import assert from 'node:assert/strict';
import { planDay, tickOff } from '../../../../src/commands/work/day.js';
import { intentionsOn, withIntention } from '../../../../src/model/local/days.js';
import { dayRows } from '../../../../src/views/day/view.js';
import { appTime, type FakeApp, fakeApp } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, type } from '../../../lib/fakes/fakeAsk.js';

const [friday, today] = ['2026-11-20', '2026-11-21'];
const texts = (app: FakeApp) => intentionsOn(app.state().days ?? [], today).map(({ text }) => text);
const rows = (app: FakeApp, now = Date.parse(appTime)) =>
  dayRows(app.state(), now, 'Europe/Berlin').map(({ label, description, command }) => [label, description, command]);

describe('planning a day', () => {
  it('takes what is typed and what was left, three at most, and each is kept at once', async () => {
    const days = withIntention([], friday, { id: '1', text: 'Write the fog test' });
    const app = fakeApp({
      days,
      writeUps: [{ id: '01JD3Z7Q8R9S0TAVBWCXDYEZFG', title: 'One lamp', at: appTime }],
    });
    assert.deepEqual(rows(app), [['Plan my day', '1 left from Fri', 'makertime.planDay']]);
    app.ask.will(choose('Write the fog test'), type('Call bo'), choose('Send: One lamp'));
    await planDay(app);
    assert.deepEqual(texts(app), ['Write the fog test', 'Call bo', 'Send: One lamp']);
    assert.deepEqual(rows(app)[0], ['Write the fog test', 'today', 'makertime.tickOff']);
    app.ask.will(choose('Take out: Call bo'), dismiss());
    await planDay(app);
    assert.deepEqual(texts(app), ['Write the fog test', 'Send: One lamp']);
  });

  it('is ticked off by its row, and not done after all by the same', async () => {
    const app = fakeApp({ days: withIntention([], today, { id: '1', text: 'a' }) });
    await tickOff(app, 'intention/1');
    assert.deepEqual(rows(app), [['a', 'done', 'makertime.tickOff']]);
    await tickOff(app);
    assert.equal(rows(app).length, 1);
    await tickOff(app, 'intention/1');
    assert.deepEqual(rows(app), [['a', 'today', 'makertime.tickOff']]);
    app.ask.will(choose('a'));
    await tickOff(app);
    assert.deepEqual(rows(app), [['a', 'done', 'makertime.tickOff']]);
  });

  it('says so where the disk refuses, and nothing has changed', async () => {
    const app = fakeApp();
    app.world.diskErrors.push(new Error('no space'));
    app.ask.will(type('Call bo'));
    await planDay(app);
    assert.deepEqual(texts(app), []);
    assert.match(JSON.stringify(app.ask.transcript), /Could not save: no space/);
  });

  it('reminds nobody of what was left a week ago', () => {
    const app = fakeApp({ days: withIntention([], '2026-11-10', { id: '1', text: 'a' }) });
    assert.deepEqual(rows(app), []);
  });
});
