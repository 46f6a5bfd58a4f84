import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeEntry } from '../../../../src/disk/outbox/entry.js';
import { openOutbox } from '../../../../src/disk/outbox/outbox.js';
import type { Mutation } from '../../../../src/model/board/mutation.js';
import type { Outbox } from '../../../../src/ports/outbox.js';
import { attend, capture, memoryLog, newId } from '../../../lib/fakes/builders.js';
import {
  faultySteps,
  filesById,
  foldersOfTest,
  places,
  placesById,
  quickOutbox,
  quickSteps,
  setClock,
  silent,
  windows,
} from '../support.js';

const newFolder = foldersOfTest();
const clock = setClock();
const reason = { kind: 'invalid', detail: 'no' } as const;

/** The name an entry has in a place. */
const nameIn: Record<(typeof places)[number], (id: string) => string> = {
  new: (id) => `${id}.json`,
  claimed: (id) => `${id}.1.1000.json`,
  unsure: (id) => `${id}.1000.json`,
  refused: (id) => `${id}.json`,
};

async function given() {
  const folder = newFolder();
  const all = windows();
  const outbox = await quickOutbox(folder, clock, all.open(1));
  const put = (place: string, name: string, text: string) => writeFileSync(join(folder, place, name), text);
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  return { folder, all, outbox, put, text, other: (id = 2) => quickOutbox(folder, clock, all.open(id)) };
}

async function parked(outbox: Outbox, more = {}) {
  const mutation = capture({}, more);
  await outbox.add(mutation);
  await outbox.claim(mutation.id);
  await outbox.refuse(mutation.id, reason);
  return mutation;
}

describe('disk: outbox', () => {
  it('keeps entries in order, each where it stands, with what is known of it', async () => {
    const { outbox, other } = await given();
    const [a, b, c, d] = [capture(), capture(), capture(), capture()];
    for (const mutation of [d, b, a, c]) await outbox.add(mutation);
    for (const { id } of [b, c, d]) assert.ok(await outbox.claim(id));
    await outbox.doubt(c.id, 1234.5);
    await outbox.refuse(d.id, reason);
    const expected = [
      { mutation: a, place: 'new' },
      { mutation: b, place: 'claimed' },
      { mutation: c, place: 'unsure', sentAt: 1235 },
      { mutation: d, place: 'refused', reason },
    ];
    for (const each of [outbox, await other()]) assert.deepEqual(await each.read(), { entries: expected, aside: [] });
  });

  it('a claimed entry is nobody else’s to release, doubt, refuse, settle or discard', async () => {
    const { outbox, other } = await given();
    const mutation = capture();
    await outbox.add(mutation);
    await outbox.claim(mutation.id);
    const second = await other();
    assert.equal(await second.claim(mutation.id), false);
    await second.release(mutation.id);
    await second.doubt(mutation.id, 1);
    await second.refuse(mutation.id, reason);
    await second.settle(mutation.id);
    assert.equal(await second.retry(mutation.id), false);
    assert.equal(await second.discard(mutation.id), false);
    assert.equal((await placesById(second)).get(mutation.id), 'claimed');
  });

  it('what is retried has no reason any more; what is not there cannot be retried, discarded or claimed', async () => {
    const { outbox, other } = await given();
    const mutation = await parked(outbox);
    assert.ok(await outbox.retry(mutation.id));
    assert.deepEqual((await (await other()).read()).entries, [{ mutation, place: 'new' }]);
    assert.equal(await outbox.retry(mutation.id), false);
    assert.ok(await outbox.discard(mutation.id));
    assert.equal(await outbox.discard(mutation.id), false);
    assert.equal(await outbox.claim(mutation.id), false);
  });

  it('an edited entry takes the place of the refused one, for every reader, even if nobody could remove that', async () => {
    const { folder, outbox, other, put } = await given();
    const old = await parked(outbox);
    const edited = capture({ title: 'better' }, { replaces: old.id });
    put('new', `${edited.id}.json`, writeEntry(edited));
    assert.deepEqual([...(await placesById(outbox)).keys()], [edited.id]);
    const next = await other();
    await next.read();
    await next.recover();
    assert.deepEqual([...filesById(folder).keys()], [edited.id]);
  });

  it('what an edited entry replaces is still shown where it may have reached GitHub', async () => {
    const { outbox } = await given();
    const old = capture();
    await outbox.add(old);
    await outbox.claim(old.id);
    await outbox.doubt(old.id, 1);
    await outbox.add(capture({}, { replaces: old.id }));
    assert.equal((await placesById(outbox)).get(old.id), 'unsure');
  });

  it('after a death while parking, a retried or discarded entry has no copy that could be sent', async () => {
    for (const deed of ['retry', 'discard'] as const) {
      const { folder, outbox, put } = await given();
      const mutation = await parked(outbox);
      put('claimed', nameIn.claimed(mutation.id).replace('.1.', '.77.'), writeEntry(mutation));
      assert.ok(await outbox[deed](mutation.id));
      assert.equal(filesById(folder).get(mutation.id)?.length ?? 0, deed === 'retry' ? 1 : 0);
    }
  });

  it('invariant 14: leaves no gap in a thread for a file that cannot be read: it is listed, and the others are read', async () => {
    const { folder, outbox, put } = await given();
    const mutation = capture();
    await outbox.add(mutation);
    mkdirSync(join(folder, 'new', `${newId()}.json`));
    put('new', 'a foreign file.txt', 'hello');
    mkdirSync(join(folder, 'unsure', 'a folder'));
    const { entries, aside } = await outbox.read();
    assert.deepEqual(
      entries.map((entry) => entry.mutation.id),
      [mutation.id],
    );
    assert.equal(aside.length, 3);
  });

  it('keeps what stands aside already when another file of that name is set aside', async () => {
    const { folder, outbox, put, text } = await given();
    for (const words of ['first', 'second', 'third']) {
      put('new', 'notes.txt', words);
      await outbox.read();
    }
    const names = readdirSync(join(folder, 'aside'));
    assert.deepEqual(names.map((name) => text(`aside/${name}`)).sort(), ['first', 'second', 'third']);
  });

  for (const place of places)
    it(`damaged files in ${place} are set aside and listed, never deleted, never sent; newer ones stay where they are`, async () => {
      const { folder, outbox, put, text } = await given();
      const whole = writeEntry(capture());
      const kept = new Map<string, string>();
      const add = (name: string, content: string) => {
        put(place, name, content);
        kept.set(name, content);
      };
      for (let length = 0; length < whole.length; length += 41) add(nameIn[place](newId()), whole.slice(0, length));
      add(nameIn[place](newId()), whole); // under another id than its own
      const flipped = capture({ title: 'flip me' });
      add(nameIn[place](flipped.id), writeEntry(flipped).replace('flip', 'flap'));
      add(`${newId()} (copy).json`, whole);
      add('.DS_Store', 'foreign');
      const newerId = newId();
      put(place, nameIn[place](newerId), '{"makertime":2,"mutation":"of another shape"}\n');
      const vote = { ...capture(), kind: 'vote' } as unknown as Mutation;
      put(place, nameIn[place](vote.id), writeEntry(vote));
      const newer = [newerId, vote.id].map((id) => nameIn[place](id)).sort();
      const { entries, aside } = await outbox.read();
      assert.deepEqual(entries, []);
      assert.deepEqual(readdirSync(join(folder, place)).sort(), newer);
      assert.equal(aside.length, kept.size + 2);
      assert.deepEqual(
        aside
          .filter((one) => one.why === 'newer')
          .map((one) => one.file)
          .sort(),
        newer.map((name) => join(folder, place, name)),
      );
      for (const [name, content] of kept) assert.equal(text(`aside/${place}-${name}`), content);
      assert.equal((await outbox.read()).aside.length, kept.size + 2, 'and still');
    });

  it('a copy under a name with more in it is no entry: it could be seen, but never claimed', async () => {
    const { folder, outbox } = await given();
    const mutation = capture();
    await outbox.add(mutation);
    renameSync(join(folder, 'new', `${mutation.id}.json`), join(folder, 'new', `${mutation.id}.conflict.json`));
    const { entries, aside } = await (await quickOutbox(folder)).read();
    assert.deepEqual([entries, aside.length], [[], 1]);
  });

  it('unfinished drafts: of the dead, whole ones are shown as not sent and torn ones set aside; those of the living stay', async () => {
    const { folder, all, outbox, put, text } = await given();
    all.open(5);
    const [whole, torn, living] = [capture(), capture(), capture()];
    put('new', '.unfinished-99-aa', writeEntry(whole));
    put('new', '.unfinished-99-bb', writeEntry(torn).slice(0, -9));
    put('new', '.unfinished-99-cc', '');
    put('new', '.unfinished-0-dd', writeEntry(torn).slice(0, 9));
    put('new', '.unfinished-5-ee', writeEntry(living));
    put('refused', '.unfinished-99-ff', writeEntry(whole, reason));
    put('new', '.unfinished-99-gg', '{"makertime":2,"mutation":"of another shape"}\n');
    const { entries, aside } = await outbox.read();
    assert.deepEqual(entries, [{ mutation: whole, place: 'refused', reason: { kind: 'interrupted' } }]);
    const newer = aside.filter(({ why }) => why === 'newer').map(({ file }) => file);
    assert.deepEqual(newer, [join(folder, 'new/.unfinished-99-gg')], 'a newer one stays for whoever can read it');
    const damaged = aside.filter(({ why }) => why !== 'newer');
    assert.deepEqual(damaged.map(({ file }) => file).sort(), [
      join(folder, 'aside/new-.unfinished-0-dd'),
      join(folder, 'aside/new-.unfinished-99-bb'),
    ]);
    assert.equal(text('aside/new-.unfinished-99-bb'), writeEntry(torn).slice(0, -9));
    assert.deepEqual(readdirSync(join(folder, 'new')).sort(), ['.unfinished-5-ee', '.unfinished-99-gg']);
    assert.deepEqual(readdirSync(join(folder, 'refused')), [`${whole.id}.json`]);
  });

  it('of a draft nothing is sent twice, nor what was only done to the inbox', async () => {
    const { folder, outbox, put } = await given();
    const kept = capture();
    await outbox.add(kept);
    put('new', '.unfinished-99-aa', writeEntry(kept));
    put('new', '.unfinished-99-bb', writeEntry(attend()));
    const { entries, aside } = await outbox.read();
    assert.deepEqual([entries, aside], [[{ mutation: kept, place: 'new' }], []]);
    assert.deepEqual(readdirSync(join(folder, 'new')), [`${kept.id}.json`]);
  });

  it('what was reported as not saved is not sent after a restart, and can be sent, if the person wants it', async () => {
    const { folder, all } = await given();
    const steps = faultySteps();
    const outbox = await openOutbox(folder, clock, silent, steps, all.open(7));
    const typed = capture({ title: 'typed once' });
    steps.arm(2, { fails: 'EROFS', forGood: true }); // neither renamed nor cleared away
    await assert.rejects(outbox.add(typed), { code: 'EROFS' });
    all.kill(7);
    const after = await quickOutbox(folder, clock, all.open(8));
    assert.deepEqual((await after.read()).entries, [
      { mutation: typed, place: 'refused', reason: { kind: 'interrupted' } },
    ]);
    assert.equal(await after.claim(typed.id), false);
    assert.ok(await after.retry(typed.id));
    assert.deepEqual((await after.read()).entries, [{ mutation: typed, place: 'new' }]);
  });

  it('one file that cannot be read for now hides nothing: nothing overtakes it, until it is clear that it never can', async () => {
    const { folder, outbox } = await given();
    const [older, younger] = [capture(), capture()];
    await outbox.add(younger);
    const file = join(folder, 'new', `${older.id}.json`);
    symlinkSync(file, file); // as little to be opened as one of another user
    const other = await quickOutbox(folder);
    for (let tries = 0; tries < 3; tries++) await assert.rejects(other.read(), { code: 'ELOOP' });
    const { entries, aside } = await other.read();
    assert.deepEqual([entries.map(({ mutation }) => mutation.id), aside], [[younger.id], [{ file, why: 'torn' }]]);
    rmSync(file);
    writeFileSync(file, writeEntry(older));
    assert.equal((await other.read()).entries.length, 2);
  });

  it('no process is taken for alive by a number that is none', async () => {
    const folder = newFolder();
    const outbox = await openOutbox(folder, clock, silent, quickSteps);
    const mutations = ['0', '-1', '', 'x', '4294967297', '1e3'].map((writer) => {
      const mutation = capture();
      writeFileSync(join(folder, 'new', `.unfinished-${writer}-aa`), writeEntry(mutation));
      return mutation;
    });
    assert.deepEqual(
      (await outbox.read()).entries.map((entry) => entry.mutation.id),
      mutations.map(({ id }) => id),
    );
  });

  describe('recover', () => {
    const minute = 60_000;
    const now = clock.time;
    for (const [what, owner, since, place, sentAt] of [
      ['of a dead window goes to unsure, as sent when it was claimed', '99', now - 1000, 'unsure', now - 1000],
      ['of a living window stays', '5', now - 4 * minute, 'claimed', undefined],
      ['of this window stays', '1', now, 'claimed', undefined],
      ['of this window, from before it slept, is given back', '1', now - 6 * minute, 'unsure', now - 6 * minute],
      ['of a living window that slept is given back', '5', now - 6 * minute, 'unsure', now - 6 * minute],
      ['of process 0 is given back', '0', now, 'unsure', now],
      ['of no process is given back', 'x', now, 'unsure', now],
      ['that names no time is given back as sent now', '5', 'x', 'unsure', now],
      ['of a living window, with the clock set back a little, stays', '5', now + 4 * minute, 'claimed', undefined],
      [
        'of a living window, with the clock set back a day, is given back as sent now',
        '5',
        now + 1440 * minute,
        'unsure',
        now,
      ],
      [
        'of a dead window, with the clock set back a day, is given back as sent now',
        '99',
        now + 1440 * minute,
        'unsure',
        now,
      ],
      [
        'of a living window, with the clock set forward, is given back',
        '5',
        now - 1440 * minute,
        'unsure',
        now - 1440 * minute,
      ],
    ] as const)
      it(`a claim ${what}`, async () => {
        const { all, outbox, put } = await given();
        all.open(5);
        const mutation = capture();
        put('claimed', `${mutation.id}.${owner}.${since}.json`, writeEntry(mutation));
        await outbox.recover();
        const [entry] = (await outbox.read()).entries;
        assert.deepEqual([entry?.place, entry?.sentAt], [place, sentAt]);
      });

    it('a doubt from a time that is yet to come, for the clock was set back, counts from now', async () => {
      const { outbox, put } = await given();
      const [late, recent] = [capture(), capture()];
      put('unsure', `${late.id}.${now + 1440 * minute}.json`, writeEntry(late));
      put('unsure', `${recent.id}.${now - 1000}.json`, writeEntry(recent));
      await outbox.recover();
      assert.deepEqual(
        (await outbox.read()).entries.map((entry) => entry.sentAt),
        [now, now - 1000],
      );
    });

    it('the claim or the doubt left beside a refusal goes, and the refusal stays', async () => {
      const { folder, outbox, put } = await given();
      const mutation = await parked(outbox);
      put('claimed', `${mutation.id}.99.1.json`, writeEntry(mutation));
      put('unsure', `${mutation.id}.1.json`, writeEntry(mutation));
      assert.equal((await placesById(outbox)).get(mutation.id), 'refused');
      await outbox.recover();
      assert.deepEqual(filesById(folder).get(mutation.id), [`refused/${mutation.id}.json`]);
    });
  });

  it('says in the log what it set aside, and not a word of what it says', async () => {
    const folder = newFolder();
    const log = memoryLog();
    const outbox = await openOutbox(folder, clock, log, quickSteps, windows().open(1));
    writeFileSync(join(folder, 'new', `${newId()}.json`), '{"secret words');
    await outbox.read();
    assert.equal(log.lines.length, 1);
    assert.ok(!log.lines[0]?.includes('secret'));
  });
});
