import assert from 'node:assert/strict';
import { capture } from '../../../../src/commands/blockers/capture.js';
import { checkText } from '../../../../src/commands/blockers/captureText.js';
import { handlers } from '../../../../src/commands/table.js';
import type { Capture } from '../../../../src/model/board/mutation.js';
import { bo, board, capture as captured, item, team } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import {
  back,
  choose,
  dismiss,
  enter,
  enterForMore,
  enterOn,
  enterToggled,
  enterToPark,
  skip,
  type,
} from '../../../lib/fakes/fakeAsk.js';

const context = { repository: 'acme/lighthouse', branch: 'main', path: 'src/lamp.ts', lines: [3, 4] as const };
const only = (app: FakeApp) => {
  assert.equal(app.recorded.length, 1);
  return app.recorded[0] as Capture;
};

describe('capturing a blocker', () => {
  it('one line and Enter is one capture for the team, with what the editor knows', async () => {
    const app = fakeApp();
    app.world.context = context;
    app.ask.will(enter('  the beam is stuck '));
    await capture(app, 'blocker');
    const { id, record, ...rest } = only(app);
    assert.deepEqual(rest, {
      kind: 'capture',
      at: new Date(appTime).toISOString(),
      team,
      itemKind: 'blocker',
      words: { title: 'the beam is stuck' },
      context,
    });
    assert.notEqual(id, record);
    assert.deepEqual(app.ask.messages, ['Blocker saved: the beam is stuck']);
  });

  it('shows before Enter what will be attached, made plain', async () => {
    const app = fakeApp();
    app.world.context = { ...context, branch: '$(x)\u202emain', commit: '0123abc0123abc' };
    app.ask.will(dismiss());
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[0]?.prompt, 'Attached: acme/lighthouse · $ (x)main · 0123abc0 · src/lamp.ts:3');
  });

  it('says so where there is nothing to attach, and attaches nothing', async () => {
    const app = fakeApp();
    app.ask.will(enter('x'));
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[0]?.prompt, 'Nothing from the editor to attach');
    assert.ok(!('context' in only(app)));
  });

  it('the switch attaches nothing', async () => {
    const app = fakeApp();
    app.world.context = context;
    app.ask.will(enterToggled('x'));
    await capture(app, 'blocker');
    assert.ok(!('context' in only(app)));
  });

  it('invariant 1, durable before visible: says "saved" only when it is on the disk', async () => {
    const app = fakeApp();
    let release = () => {};
    app.world.diskIsBusy = new Promise((resolve) => {
      release = resolve;
    });
    app.ask.will(enter('x'));
    const done = capture(app, 'blocker');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(app.ask.messages, []);
    release();
    await done;
    assert.deepEqual(app.ask.messages, ['Blocker saved: x']);
  });

  it('a blank line is not taken, and costs nothing', async () => {
    const app = fakeApp();
    app.ask.will(enter('  '), enter('x'));
    await capture(app, 'blocker');
    assert.deepEqual(app.ask.lines[0]?.scolded, ['Type a few words first']);
    assert.equal(only(app).words.title, 'x');
  });

  it('invariant 5, nothing typed is ever dropped: what was dismissed is offered again', async () => {
    const app = fakeApp();
    app.ask.will(dismiss('half a thou'), dismiss());
    await capture(app, 'blocker');
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[1]?.offered, 'half a thou');
    assert.equal(app.recorded.length, 0);
  });

  for (const [name, text, kind] of [
    ['nothing', '', 'error'],
    ['blanks', ' \n ', 'error'],
    ['a word', 'x', undefined],
    ['60,000 characters', 'x'.repeat(60_000), undefined],
    ['60,001 characters', 'x'.repeat(60_001), 'warning'],
  ] as const)
    it(`${name}: ${kind ?? 'fine'}`, () => assert.equal(checkText(text)?.kind, kind));

  it('a text too long for GitHub is warned about and saved all the same', async () => {
    const app = fakeApp();
    app.ask.will(enter('y'.repeat(70_000)));
    await capture(app, 'blocker');
    assert.match(app.ask.lines[0]?.warned[0] ?? '', /^70000 characters/);
    assert.equal(only(app).words.notes?.length, 70_000);
  });

  it('asks nobody to connect who is connected, and records nothing for who does not connect', async () => {
    const { team: _team, account: _account, ...nobody } = fakeApp().state();
    const app = fakeApp();
    app.store.update(() => nobody);
    app.ask.will(dismiss());
    await capture(app, 'blocker');
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.unused.length, 0);
  });

  it('works while signed out: the team is known, and the capture waits', async () => {
    const app = fakeApp();
    app.store.update(({ account: _account, ...rest }) => rest);
    app.ask.will(enter('x'));
    await capture(app, 'blocker');
    assert.deepEqual(only(app).team, team);
  });
});

describe('a disk that refuses a capture', () => {
  it('invariant 5: the box comes back with the text and the reason, as often as it takes', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace(), new Error('EROFS: $(x)')];
    app.ask.will(enter('the beam is stuck'), enter(), enter());
    await capture(app, 'blocker');
    assert.deepEqual(
      app.ask.lines.map(({ offered, problem }) => [offered, problem]),
      [
        ['', undefined],
        ['the beam is stuck', 'Could not save: ENOSPC: no space left on device, write'],
        ['the beam is stuck', 'Could not save: EROFS: $ (x)'],
      ],
    );
    assert.equal(only(app).words.title, 'the beam is stuck');
    assert.deepEqual(app.ask.messages, ['Blocker saved: the beam is stuck']);
  });

  it('nothing is said to be saved, and the text is still there next time', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace()];
    app.ask.will(enter('the beam is stuck'), dismiss(), dismiss());
    await capture(app, 'blocker');
    await capture(app, 'blocker');
    assert.deepEqual(app.ask.messages, []);
    assert.equal(app.ask.lines[2]?.offered, 'the beam is stuck');
  });

  it('invariant 5: owner, time and outcome are not lost with it', async () => {
    const app = fakeApp();
    app.world.diskErrors = [noSpace()];
    app.ask.will(enterForMore('stuck'), type('bo'), type('15:00'), enter('green'), skip, enter());
    await capture(app, 'blocker');
    assert.deepEqual(only(app).words, {
      title: 'stuck',
      owner: 'bo',
      needBy: '2026-11-21T14:00:00Z',
      outcome: 'green',
    });
  });

  it('what was not to be attached is not attached the second time', async () => {
    const app = fakeApp();
    app.world.context = context;
    app.world.diskErrors = [noSpace()];
    app.ask.will(enterToggled('stuck'), enter());
    await capture(app, 'blocker');
    assert.ok(!('context' in only(app)));
  });
});

describe('details of a capture', () => {
  const withPeople = () => fakeApp({ confirmed: board([item({ by: bo, owner: 'chidi' })]) });
  for (const [name, moves, expected] of [
    [
      'all three',
      [choose('@bo'), choose('Monday at noon'), enter(' the flag is on '), skip],
      { owner: 'bo', needBy: '2026-11-23T11:00:00Z', outcome: 'the flag is on' },
    ],
    ['an owner not on the board', [type('@dora'), skip, skip, skip], { owner: 'dora' }],
    ['a time as typed', [skip, type('2026-11-24 15:00'), skip, skip], { needBy: '2026-11-24T14:00:00Z' }],
    ['an outcome only', [skip, skip, enter('green'), skip], { outcome: 'green' }],
    ['none', [skip, skip, skip, skip], {}],
    ['an empty outcome', [choose('@chidi'), skip, enter('  '), skip], { owner: 'chidi' }],
  ] as const)
    it(`${name}: Enter passes over one and keeps the rest`, async () => {
      const app = withPeople();
      app.ask.will(enterForMore('stuck'), ...moves);
      await capture(app, 'blocker');
      assert.deepEqual(only(app).words, { title: 'stuck', ...expected });
      assert.equal(app.ask.unused.length, 0);
    });

  it('are four steps', async () => {
    const app = withPeople();
    app.ask.will(enterForMore('stuck'), skip, skip, skip, skip);
    await capture(app, 'blocker');
    const steps = app.ask.transcript.flatMap((one) => ('place' in one ? [one.place] : []));
    assert.deepEqual(steps, ['1/4', '2/4', '3/4', '4/4']);
  });

  for (const [step, answers] of [[], [skip], [skip, skip], [skip, skip, skip]].entries())
    it(`Escape at step ${step + 1} saves nothing, and keeps the line`, async () => {
      const app = withPeople();
      app.ask.will(enterForMore('stuck'), ...answers, dismiss(), dismiss());
      await capture(app, 'blocker');
      assert.deepEqual(app.recorded, []);
      await capture(app, 'blocker');
      assert.equal(app.ask.lines.at(-1)?.offered, 'stuck');
    });

  it('invariant 5: an outcome typed before Escape is offered again', async () => {
    for (const moves of [[enter('green'), dismiss()], [dismiss('green')]]) {
      const app = withPeople();
      app.ask.will(enterForMore('stuck'), skip, skip, ...moves, enterForMore(), skip, skip, dismiss());
      await capture(app, 'blocker');
      await capture(app, 'blocker');
      assert.equal(app.ask.lines.at(-1)?.offered, 'green');
    }
  });

  it('can be gone back through to the line, and nothing that was answered is lost', async () => {
    const app = withPeople();
    app.ask.will(enterForMore('stuck'), choose('@bo'), back(), back(), enterForMore('stuck fast'));
    app.ask.will(skip, skip, enter('green'), back(), skip, skip);
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[1]?.offered, 'stuck');
    assert.deepEqual(only(app).words, { title: 'stuck fast', owner: 'bo', outcome: 'green' });
  });

  it('a login of an enterprise-managed account can be typed', async () => {
    const app = fakeApp();
    app.ask.will(enterForMore('stuck'), type('bo_acme'), skip, skip, skip);
    await capture(app, 'blocker');
    assert.equal(only(app).words.owner, 'bo_acme');
  });

  for (const typed of ['', '@', '-bo', 'bo lindqvist', 'bo/x', '../bo', 'b'.repeat(40), '<b>'])
    it(`${JSON.stringify(typed)} is nobody's login`, async () => {
      const app = fakeApp();
      app.ask.will(enterForMore('stuck'), type(typed));
      await assert.rejects(capture(app, 'blocker'), /no such choice/);
    });
});

describe('text handed to a capture', () => {
  it('stands in the box, to be looked at before Enter', async () => {
    const app = fakeApp();
    app.ask.will(enter());
    await capture(app, 'blocker', { text: 'handed over', at: { line: 3 } });
    assert.equal(app.ask.lines[0]?.offered, 'handed over');
    assert.equal(only(app).words.title, 'handed over');
    assert.deepEqual(app.world.askedAt, [{ line: 3 }]);
  });

  it('does not take the place of a draft', async () => {
    const app = fakeApp();
    app.ask.will(dismiss('my own'), dismiss(), dismiss());
    await capture(app, 'blocker');
    await capture(app, 'blocker', { text: 'handed over' });
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[2]?.offered, 'my own');
  });

  it('invariant 5: what was typed to it is offered when it is handed over again', async () => {
    const app = fakeApp();
    app.ask.will(dismiss('handed over, and why'), dismiss(), dismiss());
    for (const text of ['handed over', 'another', 'handed over']) await capture(app, 'blocker', { text });
    assert.deepEqual(
      app.ask.lines.map(({ offered }) => offered),
      ['handed over', 'another', 'handed over, and why'],
    );
  });

  for (const handed of [
    null,
    42,
    'text',
    [],
    { text: 42 },
    { text: { toString: () => 'x' } },
    { text: null, owner: 'evil', team: { account: {}, repository: {} }, record: 'x' },
    { refused: { id: 'x' }, words: { title: 'x' } },
    () => 'x',
  ])
    it(`of no use (${typeof handed} ${JSON.stringify(handed)}) is ignored`, async () => {
      const app = fakeApp();
      app.ask.will(enter('mine'));
      await capture(app, 'blocker', handed);
      assert.equal(app.ask.lines[0]?.offered, '');
      assert.deepEqual(only(app).words, { title: 'mine' });
      assert.deepEqual(only(app).team, team);
    });
});

describe('a refused capture, edited', () => {
  const other = { ...team, repository: { id: 11, owner: 'acme', name: 'other' } };
  const mutation = captured(
    { title: 'long…', notes: 'long, whole', owner: 'bo', outcome: 'green', needBy: '2026-12-01T09:00:00Z' },
    { context: { branch: 'then' }, team: other },
  );
  const withRefused = () => {
    const app = fakeApp({ refused: [{ mutation, reason: { kind: 'invalid' } }] });
    app.world.context = { branch: 'now' };
    return app;
  };
  const edit = handlers['makertime.editUnsent'];

  it('invariant 3, nothing can be sent twice: keeps its record and says what it replaces', async () => {
    const app = withRefused();
    app.ask.will(enter('shorter'));
    await edit(app, `refused/${mutation.id}`);
    const next = only(app);
    assert.equal(app.ask.lines[0]?.offered, 'long, whole');
    assert.equal(next.record, mutation.record);
    assert.equal(next.replaces, mutation.id);
    assert.notEqual(next.id, mutation.id);
    assert.deepEqual(app.state().refused, []);
  });

  it('keeps the details, the team and the place it was written at', async () => {
    const app = withRefused();
    app.ask.will(enter('shorter'));
    await edit(app, `refused/${mutation.id}`);
    const next = only(app);
    assert.deepEqual(next.words, {
      title: 'shorter',
      owner: 'bo',
      outcome: 'green',
      needBy: '2026-12-01T09:00:00Z',
    });
    assert.deepEqual(next.context, { branch: 'then' });
    assert.deepEqual(next.team, other);
  });

  it('with details asked again, Enter keeps what was said before', async () => {
    const app = withRefused();
    app.ask.will(enterForMore('shorter'), skip, type('15:00'), skip, skip);
    await edit(app, `refused/${mutation.id}`);
    assert.deepEqual(only(app).words, {
      title: 'shorter',
      owner: 'bo',
      outcome: 'green',
      needBy: '2026-11-21T14:00:00Z',
    });
  });

  it('dismissed, stays refused, and what was typed is offered again for it and for nothing else', async () => {
    const app = withRefused();
    app.ask.will(dismiss('half'), dismiss());
    await edit(app, `refused/${mutation.id}`);
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[1]?.offered, '');
    assert.equal(app.state().refused.length, 1);
  });
});

describe('a capture with an owner and what it blocks', () => {
  const mine = new Map([
    [12, { number: 12, title: 'Light the lamp', kind: 'issue' as const, people: [1] }],
    [13, { number: 13, title: 'Wash the lens', kind: 'issue' as const, people: [2] }],
  ]);
  const withWork = () => fakeApp({ confirmed: board([item({ by: bo })], { work: mine }) });
  const kinds = (app: FakeApp) => app.recorded.map(({ kind }) => kind);
  const first = (app: FakeApp) => app.recorded[0] as Capture;

  it('saves for the person of the row', async () => {
    const app = withWork();
    app.ask.will(enterOn('Save and assign to @bo', 'stuck'));
    await capture(app, 'blocker');
    assert.deepEqual(only(app).words, { title: 'stuck', owner: 'bo' });
  });

  it('the end of the line says both, and GitHub is asked for its dependency', async () => {
    const app = withWork();
    app.ask.will(enter('stuck @bo #12'));
    await capture(app, 'blocker');
    assert.deepEqual(first(app).words, { title: 'stuck', owner: 'bo', blocks: 'acme/team#12' });
    const [, depend] = app.recorded;
    assert.ok(depend?.kind === 'depend');
    assert.equal(depend.target, `1/${first(app).record}`);
    assert.equal(depend.blocks, 'acme/team#12');
    assert.ok(first(app).id < depend.id);
  });

  it('the issue the branch is named after is blocked, unless nothing is to be attached', async () => {
    const app = withWork();
    app.world.context = { branch: '12-lamp' };
    app.ask.will(enter('stuck'), enterToggled('stuck'));
    await capture(app, 'blocker');
    await capture(app, 'blocker');
    assert.deepEqual(kinds(app), ['capture', 'depend', 'capture']);
    assert.deepEqual((app.recorded[2] as Capture).words, { title: 'stuck' });
  });

  it('a dependency the disk refuses is a line in the log: the blocker says it anyway', async () => {
    const app = withWork();
    const { record } = app.connection;
    app.connection.record = async (mutation) => {
      if (mutation.kind === 'depend') throw noSpace();
      return record(mutation);
    };
    app.ask.will(enter('stuck #12'));
    await capture(app, 'blocker');
    assert.equal(only(app).words.blocks, 'acme/team#12');
    assert.deepEqual(app.ask.messages, ['Blocker saved: stuck']);
    assert.match(app.deeds.join(), /^warn .*ENOSPC/);
  });

  it('in the second step it can be chosen, typed, or taken away; what the line says is not asked again', async () => {
    for (const [line, moves, blocks] of [
      ['stuck', [choose('#12 Light the lamp')], 'acme/team#12'],
      ['stuck', [type('13')], 'acme/team#13'],
      ['stuck', [type('acme/x#4')], 'acme/x#4'],
      ['stuck', [choose('None')], undefined],
      ['stuck #13', [], 'acme/team#13'],
    ] as const) {
      const app = withWork();
      app.world.context = { branch: '12-lamp' };
      app.ask.will(enterForMore(line), skip, skip, skip, ...moves);
      await capture(app, 'blocker');
      assert.equal(first(app).words.blocks, blocks);
      assert.equal(app.ask.unused.length, 0);
    }
  });

  it('the branch stands first among what may be blocked, in its own repository too', async () => {
    const app = withWork();
    app.world.context = { branch: '12-lamp', repository: 'acme/lighthouse' };
    app.ask.will(enterForMore('stuck'), skip, skip, skip, choose('acme/lighthouse#12'));
    await capture(app, 'blocker');
    assert.deepEqual(app.ask.picks.at(-1)?.labels, ['#12 Light the lamp', 'acme/lighthouse#12', 'None']);
    assert.equal(first(app).words.blocks, 'acme/lighthouse#12');
  });

  it('invariant 5: after a disk that refused, the owner of the row is still said', async () => {
    const app = withWork();
    app.world.diskErrors = [noSpace()];
    app.ask.will(enterOn('Save and assign to @bo', 'stuck'), enter());
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[1]?.rows[0]?.label, 'Save and assign to @bo');
    assert.equal(only(app).words.owner, 'bo');
  });

  it('whoever wrote the lines is suggested as soon as git has said so', async () => {
    const app = withWork();
    app.world.hints = { authors: [{ name: '', email: '1+cy@users.noreply.github.com', lines: 2 }], codeOwners: [] };
    app.ask.will(enterOn('Save and assign to @cy', 'stuck'));
    await capture(app, 'blocker');
    assert.equal(app.ask.lines[0]?.rows[1]?.description, 'wrote these lines');
    assert.equal(only(app).words.owner, 'cy');
  });

  it('what is known already is opened, and what was typed is kept', async () => {
    const app = withWork();
    app.world.known = [
      { kind: 'answer', title: 'Which lamp?', number: 4 },
      { kind: 'document', title: 'Lamps', file: 'file:///x/lamps.md', line: 3, path: 'lamps.md' },
    ];
    app.ask.will(enterOn('Answered: Which lamp?', 'which lamp'), enterOn('Documented: Lamps'), dismiss());
    await capture(app, 'blocker');
    await capture(app, 'blocker');
    await capture(app, 'blocker');
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/issues/4', 'document file:///x/lamps.md:3']);
    assert.deepEqual(app.recorded, []);
    assert.equal(app.ask.lines[2]?.offered, 'which lamp');
  });

  it('"blocked by #12" is not saved as its opposite: GitHub is told of no dependency, and the title is whole', async () => {
    for (const text of ['Blocked by #12', 'Waiting for #12', 'Review PR #12', 'depends on acme/team#12']) {
      const app = withWork();
      app.ask.will(enter(text));
      await capture(app, 'blocker');
      assert.deepEqual(only(app).words, { title: text });
    }
  });

  it('for an issue that is not known nothing is set on GitHub unless the person says so', async () => {
    const app = withWork();
    app.ask.will(enter('color #336699'));
    await capture(app, 'blocker');
    assert.deepEqual(only(app).words, { title: 'color #336699' });
    const label = 'Save, blocking #336699';
    app.ask.will(enterOn(label, 'color #336699'));
    await capture(app, 'blocker');
    assert.deepEqual(kinds(app), ['capture', 'capture', 'depend']);
  });

  it('edited after a refusal, the dependency is asked for once, and for what it blocks now', async () => {
    for (const [line, kept] of [
      ['shorter', ['capture', 'depend']],
      ['shorter #13', ['capture', 'depend', 'capture', 'depend']],
    ] as const) {
      const app = withWork();
      app.ask.will(enter('stuck #12'));
      await capture(app, 'blocker');
      const mutation = first(app);
      app.store.update((before) => ({
        ...before,
        unsent: before.unsent.filter(({ id }) => id !== mutation.id),
        refused: [{ mutation, reason: { kind: 'invalid' } }],
      }));
      app.ask.will(enter(line));
      await handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
      const expected = kept.length === 2 ? ['capture', 'depend', 'capture'] : kept;
      assert.deepEqual(kinds(app), expected);
      const owed = app.state().unsent.filter(({ kind }) => kind === 'depend');
      assert.equal(owed.length, 1);
      assert.equal(owed[0]?.kind === 'depend' && owed[0].blocks, line.endsWith('13') ? 'acme/team#13' : 'acme/team#12');
    }
  });

  it('edited after a refusal, a dependency that was never recorded is', async () => {
    const app = withWork();
    const mutation = captured({ title: 'stuck', blocks: 'acme/team#12' });
    app.store.update((before) => ({ ...before, refused: [{ mutation, reason: { kind: 'invalid' } }] }));
    app.ask.will(enter('shorter'));
    await handlers['makertime.editUnsent'](app, `refused/${mutation.id}`);
    assert.deepEqual(kinds(app), ['capture', 'depend']);
  });

  it('Alt+Enter saves, and then parks', async () => {
    const app = withWork();
    app.ask.will(enterToPark('stuck'), dismiss());
    await capture(app, 'blocker');
    assert.equal(first(app).words.title, 'stuck');
    assert.ok(app.ask.transcript.length > 1);
  });
});
