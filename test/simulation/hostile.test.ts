// Proves that what an enemy writes, and what a server answers that somebody has broken into, is text and stops nothing.

import assert from 'node:assert/strict';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeStatus } from '../../src/records/roster.js';
import { newId } from '../lib/fakes/builders.js';
import { errorsOf, minute, people } from '../lib/fakes/delivering.js';
import { fakeApp } from '../lib/fakes/fakeApp.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { randomFrom } from '../lib/github/sampleTeam.js';
import { sample } from '../lib/suite/seed.js';
import { addressesTo, altered, anythingOf, type Change, deepHere, textsOf } from '../tools/hostile/alter.js';
import { deepJson, deepTexts, evilHost, hostileLines, hostileLogins, hugeTexts } from '../tools/hostile/corpus.js';
import { askedBy, faultsOf, type Shown, shownBy, twiceIn } from '../tools/hostile/shown.js';

/** Whatever Makertime asks for. */
const anyPath = /^\/(?:repos|repositories|notifications|user|graphql)/;
const freely = /^(?:title|body|message|name|bio|description)$/;

const wrong = (shown: readonly Shown[]) =>
  shown.flatMap((one) =>
    faultsOf(one).map((fault) => `${one.where} ${fault}: ${JSON.stringify(one.text.slice(0, 200))}`),
  );

describe('hostile content', () => {
  let world: World;
  let on: ReturnType<typeof people>;
  beforeEach(() => {
    world = createWorld();
    on = people(world);
  });
  afterEach(() => world.dispose());

  /** bo raises all that ana can see in any view. */
  function write(titles: readonly string[]): void {
    const bo = world.github.as('bo');
    const by = { id: world.github.idOf('bo'), login: 'bo' };
    const now = world.clock.now();
    for (const title of titles) {
      const notes = titles.join('\n').slice(0, 20_000);
      const words = { title, owner: 'ana', outcome: title, notes };
      const context = { path: title, branch: title, diagnostic: title, repository: title };
      const { number } = bo.createIssue(repository, {
        ...writeBlocker({ id: newId(), by, words, context }),
        assignees: ['ana'],
      });
      bo.comment(repository, number, `@ana ${title}`);
      bo.createIssue(repository, { title, body: `@ana ${title}`, assignees: ['ana'] });
      const own = { id: world.github.idOf('ana'), login: 'ana' };
      const mine = writeBlocker({ id: newId(), by: own, words: { title, owner: 'bo', outcome: title } });
      const asked = world.github.as('ana').createIssue(repository, mine);
      bo.comment(repository, asked.number, title);
      if (title.includes('link') || title.includes('beacon')) bo.closeIssue(repository, asked.number);
    }
    bo.setProfileStatus({ message: (titles[0] ?? '').slice(0, 80), isBusy: true, expiresAt: now + 60 * minute });
  }

  /** What bo says on the roster: the first counts, the others are there as well. */
  function statusesOf([line = '', ...others]: readonly string[]): readonly string[] {
    const record = { id: newId(), by: { id: world.github.idOf('bo'), login: 'bo' }, edited: {} };
    const focus = [
      { start: line, minutes: Number.MAX_VALUE },
      { start: '2026-11-21T12:00', minutes: -1 },
    ];
    const status = {
      mode: 'busy',
      text: line,
      until: '9999-12-31T23:59:59Z',
      zone: line,
      off: [line],
      windows: [line],
    } as const;
    const said = writeStatus({ ...record, status: { ...status, hours: { mon: line, sat: line }, focus } });
    return [said, `${others.join('\n')}\n${said}`, said.replace('"v":1', '"v":1,"__proto__":{"mode":"away"}'), line];
  }

  /** What ana sees of it in some minutes, and after a restart. */
  async function look(titles: readonly string[], rule?: Change, deep?: string) {
    const { machine, window } = await on.joined();
    let changes = 0;
    const counted: Change = (leaf, name) => {
      const next = rule?.(leaf, name);
      if (next !== undefined && next !== leaf) changes++;
      return next;
    };
    // GitHub answers nothing where nothing is new: what is to be changed is written after the break-in.
    world.github.weather.add({ match: { path: anyPath }, effect: { kind: 'altered', alter: altered(counted, deep) } });
    write(titles);
    const [roster] = visible(window.store.get()).rosters.keys();
    assert.ok(roster);
    for (const body of statusesOf(titles)) world.github.as('bo').comment(repository, roster, body);
    for (let turn = 0; turn < 4; turn++) {
      await world.clock.advance(5 * minute);
      const state = window.store.get();
      assert.deepEqual(wrong(shownBy(state, world.clock.now())), []);
      assert.deepEqual(twiceIn(state, world.clock.now()), []);
    }
    window.kill();
    const again = await machine.open();
    await world.clock.advance(minute);
    assert.deepEqual(wrong(shownBy(again.store.get(), world.clock.now())), []);
    assert.deepEqual(errorsOf(machine), []);
    assert.ok(!rule || changes > 20, `${changes} changes`);
    return { machine, window: again };
  }

  it('that people write is shown as text wherever it is shown', async () => {
    const titles = sample(hostileLines(), 3);
    const { window } = await look(titles);
    const state = window.store.get();
    assert.ok(visible(state).items.size >= titles.length, 'nothing was left out');
    const app = fakeApp(state);
    const [line = ''] = titles;
    app.world.context = { path: titles[1] ?? '', branch: line, repository: line, diagnostic: titles[2] ?? '' };
    app.world.hints = {
      authors: titles.map((title) => ({ name: title, email: title, lines: 3, at: '2026-11-20T10:00:00Z' })),
      codeOwners: hostileLogins,
    };
    app.world.known = [
      ...titles.map((title, number) => ({ kind: 'answer' as const, title, answer: title, number })),
      ...titles.map((title) => ({ kind: 'document' as const, title, file: title, line: 1, path: title })),
    ];
    const asked = await askedBy(app, titles);
    assert.ok(asked.length > titles.length * 50, String(asked.length));
    assert.deepEqual([...new Set(wrong(asked))], []);
    const opened = app.deeds.filter((deed) => deed.startsWith('open '));
    assert.ok(opened.length > 0);
    assert.deepEqual(
      opened.filter((deed) => !deed.startsWith('open https://github.example/')),
      [],
    );
  });

  for (const [name, change, deep] of [
    ['other texts', textsOf(hostileLines(), freely)],
    ['other logins', textsOf(hostileLogins, /^login$/)],
    ['everybody is one and the same', textsOf(['ana'], /^login$/)],
    ['other names of repositories', textsOf(hostileLogins, /^(?:full_name|name|nameWithOwner)$/)],
    ['other addresses', addressesTo(evilHost)],
    [
      'other times',
      textsOf(['', 'x', '-1', '9e99', '+275760-09-13T00:00:00.001Z', '0000-01-01T00:00:00Z'], /_at$|At$|_on$/),
    ],
    ['nesting without an end', textsOf([deepHere], /^(?:title|body|login|message|state|node_id)$/), deepJson()],
    ['texts of a megabyte', textsOf(Object.values(hugeTexts), /^(?:title|message)$/)],
    ['deep Markdown', textsOf(Object.values(deepTexts), /^(?:title|body|message)$/)],
  ] as const)
    it(`that a server answers stops nothing: ${name}`, async () => {
      const { window } = await look(hostileLines().slice(0, 4), change, deep);
      assert.ok(window.store.get().team);
    });

  for (let seed = 1; seed <= 12; seed++)
    it(`that a server answers stops nothing: anything anywhere, seed ${seed}`, async () => {
      const values = [...hostileLines(), ...hostileLogins, null, true, -1, 0, 1e21, 2 ** 31, 0.5, [], {}, deepHere];
      await look(hostileLines().slice(0, 4), anythingOf(values, randomFrom(seed), 0.05), deepJson());
    });
});
