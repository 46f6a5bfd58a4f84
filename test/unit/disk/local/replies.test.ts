import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReplies } from '../../../../src/disk/local/replies.js';
import type { Reply } from '../../../../src/model/local/reply.js';
import { threadKey } from '../../../../src/model/threads/thread.js';
import { keepReplies } from '../../../../src/sync/local/replies.js';
import { memoryLog, newId } from '../../../lib/fakes/builders.js';
import { hostileLines } from '../../../tools/hostile/corpus.js';
import { faultySteps, foldersOfTest, isTold, quickSteps, silent, writeFaults } from '../support.js';

const of = { repository: 10, thread: threadKey(3) };
const reply = (text: string, more: Partial<Reply> = {}): Reply => ({ ...of, record: newId(), text, ...more });

describe('disk: replies that are being written', () => {
  const newFolder = foldersOfTest();
  const open = (folder: string, steps = quickSteps) => keepReplies(openReplies(folder, silent, steps));

  it('are there again, in another window, too, each at its place', async () => {
    const folder = join(newFolder(), 'not', 'yet');
    const [one, other] = [open(folder), open(folder)];
    assert.deepEqual(await one.list(of), []);
    const [mine, toBo, elsewhere] = [
      reply('mine'),
      reply('to bo', { to: 'DC_b' }),
      reply('x', { thread: threadKey(4) }),
    ];
    for (const each of [mine, toBo, elsewhere, reply('there', { repository: 11 })]) await one.keep(each);
    const byText = (all: readonly Reply[]) => [...all].sort((a, b) => (a.text < b.text ? -1 : 1));
    assert.deepEqual(byText(await other.list(of)), [mine, toBo]);
    await other.keep(reply('later', { to: 'DC_b' }));
    await one.remove(mine);
    await one.remove(mine);
    assert.deepEqual(
      (await open(folder).list(of)).map(({ text }) => text),
      ['later'],
    );
    assert.deepEqual(await one.list({ ...of, thread: threadKey(4) }), [elsewhere]);
  });

  it('places that differ by capital letters only, or hold anything, are places of their own', async () => {
    const folder = newFolder();
    const replies = open(folder);
    const names = ['DC_b', 'dc_B', '../../team', '', ...hostileLines().filter((line) => !/\p{Cs}/u.test(line))];
    for (const to of names) await replies.keep(reply(`at ${to}`, { to }));
    const found = await replies.list(of);
    assert.deepEqual(new Set(found.map(({ to }) => to)).size, new Set(names).size);
    const files = readdirSync(folder);
    assert.equal(new Set(files.map((file) => file.toLowerCase())).size, names.length);
    assert.ok(files.every((file) => /^[0-9a-f-]+\.json$/.test(file)));
  });

  it('what is written last is kept, however often it changes, and two windows lose nothing of each other', async () => {
    const folder = newFolder();
    const [one, other] = [open(folder), open(folder)];
    await Promise.all(
      Array.from({ length: 20 }, (_, place) => [
        one.keep(reply(`a${place}`)),
        other.keep(reply(`b${place}`, { to: 'DC_b' })),
      ]).flat(),
    );
    assert.deepEqual((await one.list(of)).map(({ text }) => text).sort(), ['a19', 'b19']);
    await Promise.all([one.keep(reply('late')), one.remove(of)]);
    assert.deepEqual(
      (await one.list(of)).map(({ text }) => text),
      ['b19'],
    );
  });

  it('what is written last is kept, though the name of what was written first took longer to work out', async () => {
    const folder = newFolder();
    const { subtle } = globalThis.crypto;
    const digest = subtle.digest.bind(subtle);
    let isFirst = true;
    const slowly: typeof digest = async (...args) => {
      const isSlow = isFirst;
      isFirst = false;
      const found = await digest(...args);
      for (let turn = 0; isSlow && turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return found;
    };
    Object.defineProperty(subtle, 'digest', { configurable: true, value: slowly });
    try {
      const replies = open(folder);
      await Promise.all(['half', 'half a sen', 'half a sentence'].map((text) => replies.keep(reply(text))));
      assert.deepEqual(
        (await replies.list(of)).map(({ text }) => text),
        ['half a sentence'],
      );
    } finally {
      Reflect.deleteProperty(subtle, 'digest');
    }
  });

  it('whatever step fails or the process dies at, the text from before or the new one is there, whole', async () => {
    for (const fault of writeFaults)
      for (let k = 1; ; k++) {
        const folder = newFolder();
        await open(folder).keep(reply('before'));
        const steps = faultySteps();
        const replies = open(folder, steps);
        await replies.list(of);
        steps.arm(k, fault);
        const told = await isTold(replies.keep(reply('after')), steps);
        const next = keepReplies(openReplies(folder, silent, quickSteps, () => false));
        const [found, ...more] = await next.list(of);
        assert.ok(found && more.length === 0, `step ${k}`);
        assert.ok(told ? found.text === 'after' : ['before', 'after'].includes(found.text), `step ${k}`);
        assert.equal(readdirSync(folder).length, 1, 'and nothing half written stays');
        if (!steps.hit()) {
          assert.ok(told && k > 2);
          break;
        }
      }
  });

  it('a damaged one is kept beside it and not written over, one of a newer version is left as it is', async () => {
    const folder = newFolder();
    const replies = keepReplies(openReplies(folder, memoryLog(), quickSteps));
    await replies.keep(reply('whole'));
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    for (const text of ['', '[]', '{"makertime":1}', readFileSync(path, 'utf8').slice(0, 40)]) {
      writeFileSync(path, text);
      await replies.keep(reply('new'));
      assert.equal(readFileSync(`${path}.damaged`, 'utf8'), text);
      assert.deepEqual(
        (await replies.list(of)).map((one) => one.text),
        ['new'],
      );
    }
    const newer = '{"makertime":2,"reply":"another"}\n';
    writeFileSync(path, newer);
    assert.deepEqual(await replies.list(of), []);
    await assert.rejects(replies.keep(reply('old')), /newer version/);
    assert.equal(readFileSync(path, 'utf8'), newer);
  });

  it('invariant 14: what cannot be read for now is no absence', async () => {
    const folder = newFolder();
    await open(folder).keep(reply('mine'));
    const steps = faultySteps();
    const replies = open(folder, steps);
    await replies.list(of);
    steps.armReading(1, 'EIO');
    await assert.rejects(replies.list(of), /EIO/);
    assert.deepEqual(
      (await replies.list(of)).map(({ text }) => text),
      ['mine'],
    );
  });
});
