import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryAction } from '../../src/model/inbox/actions.js';
import { myRecord } from '../../src/model/members.js';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { capture, newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository } from '../lib/fakes/world.js';
import type { Effect } from '../lib/github/weather.js';

const minute = 60_000;
const elsewhere = 'globex/lamp';
const threads = /^\/notifications\/threads\//;

describe('what is broken in one place', () => {
  let dispose = () => {};
  afterEach(() => dispose());

  /** ana has joined, and has been mentioned so often in a repository that is not her team's. */
  async function given(mentions = 1) {
    const world = createWorld();
    dispose = world.dispose;
    const { clock, github } = world;
    const team = world.teamOf('ana');
    const [owner = '', name = ''] = elsewhere.split('/');
    github.addOrganization({ login: owner, members: ['ana', 'bo'] });
    github.addRepository({ owner, name, private: true, roles: { ana: 'write', bo: 'write' } });
    const machine = world.machineOf('ana');
    const window = await machine.open();
    const now = () => new Date(clock.now()).toISOString();
    const say = (text: string) => setStatus({ said: { mode: 'busy', text } }, { team, at: now() });
    await window.engine.record(openRoster({ team }));
    await window.engine.record(say('here'));
    await clock.advance(5_000);
    const mention = () => github.as('bo').createIssue(elsewhere, { title: 'Lens', body: '@ana' }).number;
    const numbers = Array.from({ length: mentions }, mention);
    await clock.advance(2 * minute);
    const shown = () => window.store.get();
    return {
      ...world,
      team,
      machine,
      window,
      say,
      mention,
      numbers,
      shown,
      raise: (title: string) => capture({ title }, { team, at: now() }),
      titles: () => github.issues(repository).map(({ title }) => title),
      unread: () => github.threads('ana').filter((one) => one.unread).length,
      async act(number: number, act: EntryAction, by: SimulatedWindow = window) {
        const key = `thing/${elsewhere}#${number}`;
        const thread = shown().inbox.entries.get(key)?.thread;
        assert.ok(thread, 'heard of');
        await by.engine.record({
          kind: 'attend',
          id: newId(),
          at: now(),
          team,
          target: { kind: 'parcel', key, thread },
          act,
        });
      },
    };
  }

  for (const effect of [
    { kind: 'singleSignOn', organization: 'globex' },
    { kind: 'serverError', status: 502, when: 'before' },
    { kind: 'hang', when: 'after' },
  ] as const satisfies readonly Effect[])
    it(`a thread that cannot be settled holds up no words and no news: ${effect.kind}`, async () => {
      const { clock, github, window, act, raise, numbers, shown, titles } = await given(12);
      github.weather.add({ match: { path: threads }, effect });
      for (const number of numbers) await act(number, { kind: 'done' });
      await window.engine.record(raise('the beam is stuck'));
      github.as('bo').createIssue(repository, { title: 'Paint' });
      await clock.advance(5 * minute);
      assert.ok(titles().includes('the beam is stuck'));
      assert.equal(shown().unsent.length, 0);
      assert.equal(shown().sync.trouble, undefined);
      assert.ok(Date.parse(shown().sync.heardAt ?? '') > clock.now() - 2 * minute);
      // An organization that is closed to this token refuses for good; everything else may pass.
      assert.equal(shown().acts.length, effect.kind === 'singleSignOn' ? 0 : 12);
    });

  it('what GitHub could not settle is settled when it can be', async () => {
    const { clock, github, act, numbers, shown, unread } = await given(3);
    const clear = github.weather.add({
      match: { path: threads },
      effect: { kind: 'serverError', status: 503, when: 'before' },
    });
    for (const number of numbers) await act(number, { kind: 'done' });
    await clock.advance(5 * minute);
    assert.equal(unread(), 3);
    clear();
    await clock.advance(5 * minute);
    assert.equal(unread(), 0);
    assert.deepEqual(shown().acts, []);
  });

  it('words go before what was done to entries, however much that is', async () => {
    const { clock, window, act, say, numbers, shown } = await given(40);
    for (const number of numbers) await act(number, { kind: 'done' });
    await window.engine.record(say('the crane'));
    await clock.advance(5_000);
    assert.equal(shown().unsent.length, 0);
    assert.ok(shown().acts.length > 0);
    await clock.advance(3 * minute);
    assert.equal(shown().acts.length, 0);
  });

  it('thousands of entries that are done do not use up the requests of an hour', async () => {
    const { clock, github, act, numbers } = await given(150);
    for (const number of numbers) await act(number, { kind: 'done' });
    const before = github.log.entries.filter((one) => one.charged).length;
    await clock.advance(2 * minute);
    const charged = github.log.entries.filter((one) => one.charged).length - before;
    assert.ok(charged * 30 < 3_000, `${charged * 30} an hour`);
  });

  it('notifications of other repositories are heard though the team repository is gone and words wait for it', async () => {
    const { clock, github, window, mention, raise, shown } = await given();
    github.deleteRepository(repository);
    await window.engine.record(raise('nobody to tell'));
    await clock.advance(5 * minute);
    const number = mention();
    await clock.advance(15 * minute);
    assert.equal(shown().sync.trouble?.kind, 'repositoryMissing');
    assert.ok(shown().inbox.entries.has(`thing/${elsewhere}#${number}`));
  });

  it('where the inbox cannot be read or kept, words are sent all the same, and what was missed is heard later', async () => {
    const { clock, github, machine, window, act, numbers, raise, shown, titles } = await given();
    const path = join(machine.folder, 'inbox', 'inbox.json');
    renameSync(path, `${path}.whole`);
    mkdirSync(join(path, 'in the way'), { recursive: true });
    await act(numbers[0] ?? 0, { kind: 'done' });
    await window.engine.record(raise('the beam is stuck'));
    const by = { id: github.idOf('bo'), login: 'bo' };
    const text = writeBlocker({ id: newId(), by, words: { title: 'the crane', owner: 'ana' } });
    github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] });
    await clock.advance(5 * minute);
    assert.ok(titles().includes('the beam is stuck'));
    assert.deepEqual([shown().unsent.length, shown().sync.trouble?.kind], [0, 'disk']);
    const late = await machine.open();
    await clock.advance(minute);
    assert.equal(late.store.get().phase, 'ready');

    rmSync(path, { recursive: true });
    renameSync(`${path}.whole`, path);
    await clock.advance(10 * minute);
    const { entries } = shown().inbox;
    assert.deepEqual([...entries.values()].map(({ title, stage }) => `${title} ${stage.kind}`).sort(), [
      'Lens done',
      'the crane held',
    ]);
    assert.deepEqual([shown().acts, shown().sync.trouble], [[], undefined]);
  });

  it('an inbox of a newer version costs no more requests than any other, and what is done waits for that version', async () => {
    const { clock, github, machine, window, team, act, numbers, shown } = await given();
    const hours = Object.fromEntries(['sat', 'sun'].map((day) => [day, '08:00-18:00']));
    await window.engine.record(setStatus({ zone: 'Europe/Berlin', hours }, { team }));
    await clock.advance(3 * 60 * minute); // a window has passed
    writeFileSync(join(machine.folder, 'inbox', 'inbox.json'), '{"makertime":2,"parcels":{}}\n');
    const before = github.log.entries.length;
    await act(numbers[0] ?? 0, { kind: 'snooze', until: 'activity' });
    await clock.advance(10 * minute);
    assert.ok(github.log.entries.length - before < 60, `${github.log.entries.length - before} requests`);
    assert.equal(shown().acts.length, 1);
  });

  it('what was just sent stays on the screen while another window puts something in line', async () => {
    const { clock, github, machine, window, say, raise, shown } = await given();
    const other = await machine.open();
    await clock.advance(minute);
    github.weather.add({ match: { path: /\/issues\?/ }, effect: { kind: 'latency', ms: 8_000 } });
    await window.engine.record(say('the crane'));
    const texts = new Set<string | undefined>();
    await clock.advance(1_000);
    window.store.subscribe((state) => texts.add(myRecord(state)?.status.text));
    await other.engine.record(raise('the beam is stuck'));
    await clock.advance(10_000);
    assert.deepEqual([...texts], ['the crane']);
    assert.equal(visible(shown()).items.size, 1);
  });
});
