import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openInbox } from '../../../../src/disk/local/inbox.js';
import { deliver, emptyInbox, type Inbox } from '../../../../src/model/inbox/entries.js';
import { receiveNews } from '../../../../src/model/inbox/receive.js';
import type { InboxStore, StoredInbox } from '../../../../src/ports/stores.js';
import { memoryLog } from '../../../lib/fakes/builders.js';
import {
  acted,
  anAct,
  date,
  delivered,
  done,
  entry,
  heardAt,
  held,
  inboxOf,
  iso,
  open as letThrough,
  ms,
  putOff,
  someNews,
  someRules,
} from '../../../lib/fakes/inboxEntries.js';
import { faultySteps, foldersOfTest, quickSteps, silent } from '../support.js';

const newFolder = foldersOfTest();
const open = (folder: string, steps = quickSteps) => openInbox(folder, silent, steps);
const write = (store: InboxStore, stored: StoredInbox) => store.change(() => stored);
const empty: StoredInbox = { inbox: emptyInbox };
const small: StoredInbox = {
  inbox: {
    ...inboxOf(
      entry(held, { title: '“quoted” — 💡\u2028', from: 'bo', thread: '5', isUrgent: true }),
      entry(delivered(1), { key: 'a', through: 'person', isUnread: false }),
      entry(putOff('activity'), { key: 'b' }),
      entry(done(2), { key: 'c', isMuted: true, acted: '01JD3ZZZZZZZZZZZZZZZZZZZZZ' }),
    ),
    since: iso(0),
    deliveredAt: iso(1),
    isQuiet: true,
    days: new Map([[date, { arrived: 3, delivered: 2, through: 1, shown: [iso(1)] }]]),
  },
  cursor: { etag: 'W/"1"', deep: { page: 2 } },
  refused: 'forbidden',
};
const other: StoredInbox = { inbox: { ...small.inbox, deliveredAt: iso(9) }, cursor: { etag: 'W/"2"' } };

describe('disk: what came in', () => {
  it('is empty before there is anything', async () => {
    assert.deepEqual(await (await open(join(newFolder(), 'not', 'yet'))).read(), empty);
  });

  it('comes back as it was written, in another window, too', async () => {
    const folder = newFolder();
    const [store, second] = [await open(folder), await open(folder)];
    for (const stored of [small, other, empty, small]) {
      await write(store, stored);
      for (const each of [store, second, await open(folder)]) assert.deepEqual(await each.read(), stored);
    }
    assert.deepEqual(readdirSync(folder).sort(), ['inbox.json', 'threads.json']);
  });

  it('comes back whatever was heard, done and delivered', async () => {
    const folder = newFolder();
    const [store, second] = [await open(folder), await open(folder)];
    const inboxes = fc
      .tuple(someNews, fc.array(anAct, { maxLength: 3 }), someRules)
      .map(([news, acts, rules]): Inbox => {
        const some = receiveNews({ ...emptyInbox, since: iso(0) }, news, rules, ms(5), date);
        return deliver(
          acts.reduce((inbox, one) => acted(inbox, one, 6), some),
          iso(7),
          date,
        );
      });
    await fc.assert(
      fc.asyncProperty(inboxes, async (inbox) => {
        await write(store, { inbox });
        assert.deepEqual(await second.read(), { inbox });
      }),
      { numRuns: 50 },
    );
  });

  it('is the old or the new, whatever step fails, and what was heard is never behind where hearing left off', async () => {
    for (let k = 1; ; k++) {
      const folder = newFolder();
      const steps = faultySteps();
      const store = await open(folder, steps);
      await write(store, small);
      steps.arm(k, { fails: 'ENOSPC', leaves: 'half' });
      await write(store, other).catch(() => undefined);
      if (!steps.hit()) return assert.ok(k > 4);
      const read = await (await open(folder)).read();
      assert.ok([small, other].some(({ inbox }) => inbox.deliveredAt === read.inbox.deliveredAt));
      const isAhead = JSON.stringify(read.cursor) === JSON.stringify(other.cursor);
      if (isAhead) assert.deepEqual(read.inbox, other.inbox, `step ${k}`);
      await write(store, other);
      assert.deepEqual(await (await open(folder)).read(), other, 'and the next time it is written');
    }
  });

  it('one that is damaged or torn is kept beside it, and another begun', async () => {
    const whole = await writtenBy(small);
    const strange = [
      '',
      '[]',
      'null',
      '{"makertime":1}',
      whole.replace('"stage"', '"sta'),
      whole.replace('"held"', '"lost"'),
    ];
    for (let length = 1; length < whole.length - 1; length += 97) strange.push(whole.slice(0, length));
    for (const text of strange) {
      const folder = newFolder();
      writeFileSync(join(folder, 'inbox.json'), text);
      const log = memoryLog();
      const store = await openInbox(folder, log, quickSteps);
      assert.deepEqual(await store.read(), empty, text);
      assert.equal(readFileSync(join(folder, 'inbox.json.damaged'), 'utf8'), text);
      assert.equal(log.lines.filter((line) => line.includes('damaged')).length, 1);
      await write(store, other);
      assert.deepEqual(await (await open(folder)).read(), other);
    }
  });

  it('invariant 14: one that cannot be opened for now is not damaged', async () => {
    const folder = newFolder();
    const store = await open(folder);
    await write(store, small);
    const file = join(folder, 'inbox.json');
    renameSync(file, `${file}.away`);
    mkdirSync(file); // whoever runs as root may open anything else
    await assert.rejects(store.read());
    rmSync(file, { recursive: true });
    renameSync(`${file}.away`, file);
    assert.deepEqual(await store.read(), small);
    assert.deepEqual(readdirSync(folder).sort(), ['inbox.json', 'threads.json']);
  });

  it('invariant 14: one that was torn when it was looked at is not set aside while it cannot be looked at again', async () => {
    for (let k = 1; ; k++) {
      const folder = newFolder();
      await write(await open(folder), small);
      const file = join(folder, 'inbox.json');
      const whole = readFileSync(file, 'utf8');
      const steps = faultySteps();
      const store = await open(folder, steps);
      writeFileSync(file, whole.slice(0, 99));
      const readText = steps.readText;
      let looks = 0;
      // Whoever wrote it is done by the time of the second look.
      steps.readText = (path) => {
        if (++looks === 2) writeFileSync(file, whole);
        return readText(path);
      };
      steps.armReading(k, 'EIO');
      await store.read().catch(() => undefined);
      assert.ok(existsSync(file), `reading ${k}`);
      writeFileSync(file, whole);
      assert.deepEqual(await (await open(folder)).read(), small, `reading ${k}`);
      if (!steps.hit()) return assert.ok(k > 4);
    }
  });

  it('where hearing left off may be damaged: it begins anew, and nothing else is lost', async () => {
    const folder = newFolder();
    await write(await open(folder), small);
    writeFileSync(join(folder, 'threads.json'), '{"makertime":1,"cursor":{');
    const store = await open(folder);
    assert.deepEqual(await store.read(), { inbox: small.inbox });
    await write(store, small);
    assert.deepEqual(await (await open(folder)).read(), small);
  });

  it('a newer version’s files are not read, not set aside and not overwritten', async () => {
    const folder = newFolder();
    const store = await open(folder);
    await write(store, small);
    const newer = '{"makertime":2,"shape":"another"}\n';
    for (const name of ['inbox.json', 'threads.json']) writeFileSync(join(folder, name), newer);
    for (const each of [store, await open(folder)]) {
      assert.deepEqual(await each.read(), { ...empty, isNewer: true });
      await write(each, other);
    }
    for (const name of ['inbox.json', 'threads.json']) assert.equal(readFileSync(join(folder, name), 'utf8'), newer);
    assert.equal(readdirSync(folder).length, 2);
  });

  it('what has not changed is not written', async () => {
    const folder = newFolder();
    const [store, second] = [await open(folder), await open(folder)];
    await write(store, small);
    const files = () => ['inbox.json', 'threads.json'].map((name) => statSync(join(folder, name)).ino);
    const before = files();
    await write(store, small);
    await write(second, { ...(await second.read()) });
    assert.deepEqual(files(), before);
    await write(second, { ...(await second.read()), cursor: { etag: 'W/"3"' } });
    assert.equal(files()[0], before[0]);
    assert.notEqual(files()[1], before[1]);
    await write(store, { ...(await store.read()), inbox: heardAt(3, { from: 'bo' }, small.inbox, letThrough) });
    assert.notEqual(files()[0], before[0]);
  });

  it('the toast of a delivery is one window’s, whoever asks and however often, though the clock was days ahead since', async () => {
    const folder = newFolder();
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(folder)));
    for (const batch of [iso(0), iso(3 * 24 * 60), iso(30)]) {
      const claims = await Promise.all(stores.map((store) => store.claimToast(batch)));
      assert.equal(claims.filter((isOurs) => isOurs).length, 1);
      for (const store of stores) assert.equal(await store.claimToast(batch), false);
    }
    assert.equal(await stores[0]?.claimToast(iso(0)), false);
  });

  it('of toasts long over those before the last fifty are forgotten', async () => {
    const folder = newFolder();
    const store = await open(folder);
    for (let hours = 0; hours < 80; hours++) await store.claimToast(iso(hours * 60));
    const kept = readdirSync(folder).sort();
    assert.deepEqual([kept.length, kept[0]], [50, `toast-${Date.parse(iso(30 * 60))}`]);
  });

  it('where no toast can be claimed, nobody shows one', async () => {
    const folder = newFolder();
    const store = await open(folder);
    rmSync(folder, { recursive: true });
    assert.equal(await store.claimToast(iso(0)), false);
  });

  it('tells another window', async () => {
    const folder = newFolder();
    const [store, second] = [await open(folder), await open(folder)];
    const told = new Promise<void>((resolve) => {
      const stop = second.watch(() => {
        stop();
        resolve();
      });
    });
    await write(store, small);
    await told;
    assert.deepEqual(await second.read(), small);
  });

  async function writtenBy(stored: StoredInbox): Promise<string> {
    const folder = newFolder();
    await write(await open(folder), stored);
    return readFileSync(join(folder, 'inbox.json'), 'utf8');
  }
});
