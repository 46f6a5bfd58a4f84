import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { accountFolder, openTeams } from '../../../../src/disk/local/teams.js';
import { writeEntry } from '../../../../src/disk/outbox/entry.js';
import { at, capture, newId, team } from '../../../lib/fakes/builders.js';
import { foldersOfTest, quickSteps, silent } from '../support.js';

const newFolder = foldersOfTest();
const open = (folder: string) => openTeams(folder, silent, quickSteps);
const account = { server: 'https://github.com', id: 7, login: 'ana' };
const elsewhere = { server: 'https://github.example:8443', id: 7, login: 'ana-at-work' };
const repository = (id: number) => ({ id, owner: 'acme', name: `team-${id}` });

describe('disk: teams', () => {
  it('knows nothing at first, and then what was chosen', async () => {
    const folder = join(newFolder(), 'not', 'there yet');
    const teams = open(folder);
    assert.equal(await teams.chosen(), undefined);
    assert.deepEqual(await teams.of(account), { recent: [] });
    assert.deepEqual(await teams.owedElsewhere(undefined), []);
    const chosen = { account, source: 'github', signedInAt: '2026-11-21T09:00:00.000Z' } as const;
    await teams.choose(chosen);
    await teams.connect(account, repository(1));
    assert.deepEqual(await open(folder).chosen(), chosen);
    await teams.choose({ account: elsewhere, source: 'signedOut' });
    const again = open(folder);
    assert.deepEqual(await again.chosen(), { account: elsewhere, source: 'signedOut' });
    assert.deepEqual(await again.of(account), { current: repository(1), recent: [repository(1)] });
    assert.deepEqual(await again.of(elsewhere), { recent: [] });
  });

  it('keeps the eight latest teams, the last one first, each once under its newest name', async () => {
    const teams = open(newFolder());
    for (const id of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 3]) await teams.connect(account, repository(id));
    const last = { ...repository(9), name: 'renamed', isPrivate: true };
    await teams.connect(account, last);
    const { current, recent } = await teams.of(account);
    assert.deepEqual(current, last);
    assert.deepEqual(
      recent.map(({ id }) => id),
      [9, 3, 10, 8, 7, 6, 5, 4],
    );
  });

  it('counts the words that other accounts owe, each entry once, and not what was done to entries', async () => {
    const folder = newFolder();
    const teams = open(folder);
    await teams.connect(elsewhere, repository(1));
    const put = (at: typeof account, place: string, name: string, text = '') => {
      const file = join(accountFolder(folder, at), 'outbox', place, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    const read = {
      kind: 'attend',
      id: newId(),
      at,
      team,
      target: { kind: 'parcel', key: 'thread/5', thread: '5' },
      act: { kind: 'read' },
    } as const;
    put(elsewhere, 'new', `${read.id}.json`, writeEntry(read));
    put({ ...account, id: 8 }, 'unsure', `${read.id}.1000.json`, writeEntry(read));
    const words = capture();
    put({ ...account, id: 9 }, 'new', `${words.id}.json`, writeEntry(words));
    const [a, b, c] = [newId(), newId(), newId()];
    put(elsewhere, 'new', `${a}.json`);
    put(elsewhere, 'claimed', `${b}.12.1000.json`);
    put(elsewhere, 'refused', `${b}.json`);
    put(elsewhere, 'unsure', `${c}.1000.json`);
    put(elsewhere, 'new', '.unfinished-1-aa');
    put(elsewhere, 'aside', `new-${newId()}.json`);
    put({ ...account, id: 9 }, 'refused', `${a}.json`);
    put(account, 'new', `${a}.json`);
    const owed = (await teams.owedElsewhere(account)).toSorted((x, y) => y.count - x.count);
    assert.deepEqual(owed, [
      { login: 'ana-at-work', count: 3 },
      { login: '9', count: 2 },
    ]);
    assert.equal((await teams.owedElsewhere(undefined)).length, 3);
  });

  it('torn and foreign files are nothing, and do not keep anybody from choosing anew', async () => {
    const folder = newFolder();
    const teams = open(folder);
    await teams.choose({ account, source: 'github' });
    await teams.connect(account, repository(1));
    for (const text of [
      '',
      '{"makertime":1',
      '[]',
      'null',
      '{"makertime":1,"recent":[{}]}',
      '{"makertime":1,"account":{"server":"nowhere","id":1,"login":"x"},"source":"github"}',
    ]) {
      writeFileSync(join(folder, 'account.json'), text);
      writeFileSync(join(accountFolder(folder, account), 'team.json'), text);
      assert.equal(await teams.chosen(), undefined, text);
      assert.deepEqual(await teams.of(account), { recent: [] }, text);
    }
    await teams.choose({ account, source: 'github' });
    await teams.connect(account, repository(2));
    assert.deepEqual((await teams.chosen())?.account, account);
    assert.deepEqual((await teams.of(account)).current, repository(2));
  });

  it('a newer version’s files are not nothing, and are not overwritten: whoever chooses is told', async () => {
    const folder = newFolder();
    const teams = open(folder);
    await teams.choose({ account, source: 'github' });
    await teams.connect(account, repository(1));
    const newer = '{"makertime":2,"accounts":[]}\n';
    const files = [join(folder, 'account.json'), join(accountFolder(folder, account), 'team.json')];
    for (const file of files) writeFileSync(file, newer);
    for (const act of [
      () => teams.chosen(),
      () => teams.of(account),
      () => teams.choose({ account: elsewhere, source: 'github' }),
      () => teams.renamed(account),
      () => teams.connect(account, repository(2)),
    ])
      await assert.rejects(act, /newer version/);
    for (const file of files) assert.equal(readFileSync(file, 'utf8'), newer);
  });

  it('a new login is kept where the account is still the chosen one, and does not bring back one that was left', async () => {
    const teams = open(newFolder());
    const renamed = { ...account, login: 'ana-marie' };
    await teams.renamed(renamed);
    assert.equal(await teams.chosen(), undefined);
    await teams.choose({ account, source: 'token' });
    await teams.renamed(renamed);
    assert.deepEqual(await teams.chosen(), { account: renamed, source: 'token' });
    await teams.choose({ account: elsewhere, source: 'signedOut' });
    await teams.renamed(account);
    assert.deepEqual(await teams.chosen(), { account: elsewhere, source: 'signedOut' });
  });

  it('two windows that connect at once lose neither team', async () => {
    const folder = newFolder();
    const windows = [open(folder), open(folder), open(folder)];
    await Promise.all(windows.map((teams, place) => teams.connect(account, repository(place))));
    const { recent } = await open(folder).of(account);
    assert.deepEqual(recent.map(({ id }) => id).sort(), [0, 1, 2]);
  });

  it('what another account owes and can never be read is in nobody’s way', async () => {
    const folder = newFolder();
    const teams = open(folder);
    const outbox = join(accountFolder(folder, elsewhere), 'outbox');
    mkdirSync(join(outbox, 'new', `${newId()}.json`), { recursive: true });
    symlinkSync('claimed', join(outbox, 'claimed')); // as little to be opened as a folder of another user
    for (let tries = 0; tries < 3; tries++) await assert.rejects(teams.owedElsewhere(account), { code: 'ELOOP' });
    assert.deepEqual(await teams.owedElsewhere(account), [{ login: '7', count: 1 }]);
  });

  it('tells another window of the choice, even where the folder is not there yet', async () => {
    const folder = join(newFolder(), 'later');
    const told = new Promise<void>((resolve) => {
      const stop = open(folder).watch(() => {
        stop();
        resolve();
      });
    });
    await open(folder).choose({ account, source: 'github' });
    await told;
    rmSync(folder, { recursive: true });
  });

  it('no server’s address leads out of the folder, or into another account’s', () => {
    const hostile = [
      'https://..',
      'https://.',
      'https://%2e%2e',
      'https://。。',
      'https://../../x',
      'x://%2e%2e%2f/',
      'file:///etc',
      'data:x',
      'https://a.',
      'https://user:p@..:99/',
    ];
    const host = fc
      .array(
        fc.constantFrom(
          '.',
          '..',
          '/',
          '\\',
          '%2e',
          '%2f',
          '%5c',
          '%00',
          'a',
          ':',
          '@',
          '。',
          ' ',
          '..%2f',
          '[::1]',
          'C:',
          '~',
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(''));
    const address = fc
      .oneof(
        host.map((name) => `https://${name}`),
        host.map((name) => `x://${name}`),
        fc.constantFrom(...hostile),
      )
      .filter(URL.canParse);
    const id = fc.oneof(fc.nat(), fc.double());
    const examples = hostile.filter((one) => URL.canParse(one)).map((one): [string, number] => [one, 1]);
    fc.assert(
      fc.property(address, id, (server, number) => {
        const folder = accountFolder('/root/storage', { server, id: number, login: 'x' });
        const parts = relative('/root/storage', folder).split(sep);
        assert.equal(parts.length, 2, folder);
        for (const part of parts)
          assert.ok(
            part !== '' && part !== '.' && part !== '..' && !/[\\/:\0]/.test(part) && !part.endsWith('.'),
            folder,
          );
      }),
      { numRuns: 100, examples },
    );
    assert.notEqual(accountFolder('/x', account), accountFolder('/x', { ...account, server: 'https://github.com.' }));
  });
});
