import assert from 'node:assert/strict';
import { handlers } from '../../../../src/commands/table.js';
import type { Item, ItemKey } from '../../../../src/model/board/item.js';
import type { Mutation } from '../../../../src/model/board/mutation.js';
import { visible } from '../../../../src/model/state.js';
import { bo, board, boardOf, item, statusRecord, team } from '../../../lib/fakes/builders.js';
import { appTime, type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, dismiss, enter, type } from '../../../lib/fakes/fakeAsk.js';

const known = item({ number: 12, by: bo, owner: 'ana', title: 'stuck $(x)' });
const { number: _number, ...unsent } = item({ title: 'not sent yet' });
const appWith = (...items: readonly Item[]) => fakeApp({ confirmed: board(items) });
const kinds = (app: FakeApp) => app.recorded.map(({ kind }) => kind);
const bare = ({ id: _id, ...rest }: Mutation) => {
  const { record: _record, ...more } = rest as Record<string, unknown>;
  return more;
};
const base = { at: new Date(appTime).toISOString(), team, target: known.key, number: 12 };

describe('answering a blocker', () => {
  it('a comment is recorded about that issue', async () => {
    const app = appWith(known);
    app.ask.will(enter(''), enter(' try again '));
    await handlers['makertime.comment'](app, known.key);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'comment', text: 'try again' }]);
    assert.equal(app.ask.lines[0]?.title, 'Comment on “stuck $ (x)”');
    assert.deepEqual(app.ask.lines[0]?.scolded, ['Type a comment first']);
    assert.deepEqual(app.ask.messages, ['Comment saved']);
  });

  it('a comment is recorded from the row below the replies as well', async () => {
    const app = appWith(known);
    app.ask.will(enter('try again'));
    await handlers['makertime.comment'](app, `comment/${known.key}`);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'comment', text: 'try again' }]);
  });

  it('a comment on what is not on GitHub yet names no issue: it follows its capture', async () => {
    const app = appWith(unsent);
    app.ask.will(enter('more'));
    await handlers['makertime.comment'](app, unsent.key);
    assert.ok(app.recorded[0] && !('number' in app.recorded[0]));
  });

  it('what was dismissed is offered again, for that blocker only', async () => {
    const other = item();
    const app = appWith(known, other);
    app.ask.will(dismiss('half an ans'), dismiss(), dismiss());
    await handlers['makertime.comment'](app, known.key);
    await handlers['makertime.comment'](app, other.key);
    await handlers['makertime.comment'](app, known.key);
    assert.deepEqual(
      app.ask.lines.map(({ offered }) => offered),
      ['', '', 'half an ans'],
    );
  });

  it('resolving without an answer only resolves', async () => {
    const app = appWith(known);
    app.ask.will(enter(''));
    await handlers['makertime.resolve'](app, known.key);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'resolve' }]);
    assert.deepEqual(app.ask.messages, ['Resolved']);
  });

  it('resolving with an answer records the comment, then the resolution, and says so once', async () => {
    const app = appWith(known);
    app.ask.will(enter('use the other lamp'));
    await handlers['makertime.resolve'](app, known.key);
    assert.deepEqual(kinds(app), ['comment', 'resolve']);
    assert.ok((app.recorded[0]?.id ?? '') < (app.recorded[1]?.id ?? ''));
    assert.deepEqual(app.ask.messages, ['Resolved']);
  });

  it('dismissing the question resolves nothing', async () => {
    const app = appWith(known);
    app.ask.will(dismiss('use the'));
    await handlers['makertime.resolve'](app, known.key);
    assert.deepEqual(app.recorded, []);
  });

  it('reassigning changes the owner and nothing else', async () => {
    const app = appWith(known);
    app.ask.will(choose('@bo'));
    await handlers['makertime.reassign'](app, known.key);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'edit', changes: { owner: 'bo' } }]);
    assert.deepEqual(app.ask.messages, ['Reassigned to @bo']);
  });

  it('to somebody typed, too; to nobody when dismissed', async () => {
    const app = appWith(known);
    app.ask.will(type('dora'), dismiss());
    await handlers['makertime.reassign'](app, known.key);
    await handlers['makertime.reassign'](app, known.key);
    assert.equal(app.recorded.length, 1);
  });
});

describe('reassigning to somebody whose name one knows', () => {
  const { dora, mallory } = { dora: { id: 7, login: 'dora' }, mallory: { id: 8, login: 'mallory' } };
  const appOf = () => {
    const { statuses } = boardOf(statusRecord({}), statusRecord({}, { by: dora }), statusRecord({}, { by: mallory }));
    const names = new Map([
      [7, { number: 7, name: 'Theodora Vance' }],
      [8, { number: 8, name: 'Dora' }],
    ]);
    return fakeApp({ confirmed: { ...board([known]), statuses, names } });
  };

  it('finds them by it, before a stranger with such a login', async () => {
    const app = appOf();
    app.ask.will(type('vance'));
    await handlers['makertime.reassign'](app, known.key);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'edit', changes: { owner: 'dora' } }]);
    assert.deepEqual(app.ask.messages, ['Reassigned to @dora']);
  });

  it('means whose login it is, whatever others call themselves', async () => {
    const app = appOf();
    app.ask.will(type('dora'));
    await handlers['makertime.reassign'](app, known.key);
    assert.deepEqual(app.recorded.map(bare), [{ ...base, kind: 'edit', changes: { owner: 'dora' } }]);
  });
});

describe('a disk that refuses an answer', () => {
  it('invariant 5: the words are on the clipboard, and nothing is said to be saved', async () => {
    const app = appWith(known);
    app.world.diskErrors = [noSpace()];
    app.ask.will(enter('try again'));
    await handlers['makertime.comment'](app, known.key);
    assert.equal(app.clipboard, 'try again');
    assert.deepEqual(app.ask.messages, [
      'Could not save: ENOSPC: no space left on device, write. Your text is on the clipboard.',
    ]);
  });

  it('an answer that was not saved does not resolve', async () => {
    const app = appWith(known);
    app.world.diskErrors = [noSpace()];
    app.ask.will(enter('the answer'));
    await handlers['makertime.resolve'](app, known.key);
    assert.deepEqual(app.recorded, []);
    assert.equal(app.clipboard, 'the answer');
  });

  it('where there were no words, the clipboard stays as it was', async () => {
    const app = appWith(known);
    await app.editor.copy('mine');
    app.world.diskErrors = [noSpace(), noSpace()];
    app.ask.will(choose('@bo'), enter(''));
    await handlers['makertime.reassign'](app, known.key);
    await handlers['makertime.resolve'](app, known.key);
    assert.equal(app.clipboard, 'mine');
    assert.equal(app.ask.messages.length, 2);
    for (const message of app.ask.messages) assert.match(message, /^Could not save: ENOSPC/);
  });
});

describe('looking at a blocker', () => {
  it('opens its page on the team’s server, and no other address', async () => {
    const app = appWith(known, unsent);
    await handlers['makertime.openOnGitHub'](app, known.key);
    await handlers['makertime.openOnGitHub'](app, unsent.key);
    assert.deepEqual(app.deeds, ['open https://github.example/acme/team/issues/12']);
    assert.deepEqual(app.ask.messages, ['It is not on GitHub yet']);
  });

  it('a name of a repository cannot lead elsewhere', async () => {
    const app = appWith(known);
    app.store.update((state) => ({
      ...state,
      team: { ...team, repository: { ...team.repository, owner: '..', name: '@evil.example/?#' } },
    }));
    await handlers['makertime.openOnGitHub'](app, known.key);
    assert.equal(new URL((app.deeds[0] ?? '').slice('open '.length)).origin, 'https://github.example');
  });

  const notNeeded = 'Close as not needed';
  const free = item({ key: 'free' as never, number: 8 });
  const closed = item({ key: 'closed' as never, number: 7, state: 'closed' });
  const parking = 'Park this branch until it is resolved';
  for (const [name, shown, expected] of [
    [
      'ours, and waits for me',
      known,
      ['Open on GitHub', 'Comment', 'Promise a time', 'Reassign', 'Unassign', 'Resolve', notNeeded, 'Edit', parking],
    ],
    [
      'ours',
      item({ owner: 'bo' }),
      ['Open on GitHub', 'Comment', 'Assign to me', 'Reassign', 'Unassign', 'Resolve', notNeeded, 'Edit', parking],
    ],
    [
      'nobody’s',
      free,
      ['Open on GitHub', 'Comment', 'Assign to me', 'Reassign', 'Resolve', notNeeded, 'Edit', parking],
    ],
    ['resolved', closed, ['Open on GitHub', 'Comment', 'Assign to me', 'Reassign', 'Reopen', 'Edit', parking]],
    ['unsent', unsent, ['Comment', 'Assign to me', 'Reassign', 'Resolve', notNeeded, 'Edit', parking]],
    ['of a newer Makertime', item({ record: 'newer' }), ['Open on GitHub', 'Comment', 'Resolve', notNeeded, parking]],
    ['damaged', item({ record: 'unreadable' }), ['Open on GitHub', 'Comment', 'Resolve', notNeeded, parking]],
  ] as const)
    it(`one that is ${name} offers ${expected.join(', ')}`, async () => {
      const app = appWith(shown);
      app.ask.will(dismiss());
      await handlers['makertime.showBlocker'](app, shown.key);
      assert.deepEqual(app.ask.picks[0]?.labels, expected);
      assert.deepEqual(app.recorded, []);
    });

  it('and does what is chosen', async () => {
    const app = appWith(known);
    app.ask.will(choose('Resolve'), enter(''));
    await handlers['makertime.showBlocker'](app, known.key);
    assert.deepEqual(kinds(app), ['resolve']);
  });
});

describe('which blocker', () => {
  it('is asked where no row was named: mine to do first, made plain', async () => {
    const mine = item({ title: 'mine' });
    const closed = item({ state: 'closed' });
    const app = appWith(mine, known, closed);
    app.ask.will(choose('stuck $ (x)'), enter(''));
    await handlers['makertime.resolve'](app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['stuck $ (x)', 'mine']);
    assert.deepEqual(kinds(app), ['resolve']);
  });

  it('with none open, says so', async () => {
    const app = appWith();
    await handlers['makertime.comment'](app);
    assert.deepEqual(app.ask.messages, ['No open blockers']);
  });

  it('a row that is there no longer does nothing', async () => {
    const app = appWith(known);
    for (const row of ['', 'forMe', '1/nobody', '__proto__'])
      for (const id of [
        'makertime.comment',
        'makertime.resolve',
        'makertime.reassign',
        'makertime.openOnGitHub',
      ] as const)
        await handlers[id](app, row);
    assert.deepEqual(app.ask.transcript, []);
    assert.deepEqual(app.recorded, []);
  });

  it('an argument that is no row is asked about', async () => {
    const app = appWith(known);
    for (const row of [null, 5, {}, { key: known.key }]) {
      app.ask.will(dismiss());
      await handlers['makertime.comment'](app, row);
    }
    assert.equal(app.ask.picks.length, 4);
  });
});

describe('who does it, and whether it is still needed', () => {
  const owned = item({ key: 'owned' as never, number: 9, owner: 'chidi' });
  const changesOf = (app: FakeApp) => app.recorded.map((one) => (one.kind === 'edit' ? one.changes : one.kind));
  const stateOf = (app: FakeApp, key: ItemKey) => visible(app.state()).items.get(key)?.state;

  it('one takes it, or releases it, and can take that back', async () => {
    for (const [command, owner, word] of [
      ['assignToMe', 'ana', 'Reassigned to @ana'],
      ['unassign', null, 'Unassigned'],
    ] as const) {
      const app = appWith(owned);
      await handlers[`makertime.${command}`](app, owned.key);
      assert.deepEqual(app.ask.messages, [word]);
      await app.ask.press('Undo');
      assert.deepEqual(changesOf(app), [{ owner }, { owner: 'chidi' }]);
      assert.equal(app.ask.messages.at(-1), 'Reassigned to @chidi');
    }
  });

  it('oneself and nobody can be chosen as owner', async () => {
    for (const [label, owner] of [
      ['@ana', 'ana'],
      ['Nobody', null],
    ] as const) {
      const app = appWith(owned);
      app.ask.will(choose(label));
      await handlers['makertime.reassign'](app, owned.key);
      assert.deepEqual(changesOf(app), [{ owner }]);
    }
  });

  it('who has it already is not told to GitHub again', async () => {
    const app = appWith(owned);
    app.ask.will(type('chidi'));
    await handlers['makertime.reassign'](app, owned.key);
    assert.deepEqual(app.recorded, []);
  });

  it('closed as not needed says so to GitHub', async () => {
    const app = appWith(owned);
    await handlers['makertime.closeAsNotNeeded'](app, owned.key);
    const [closed] = app.recorded;
    assert.deepEqual(closed?.kind === 'resolve' && closed.isNotNeeded, true);
    assert.equal(stateOf(app, owned.key), 'closed');
    assert.deepEqual(app.ask.messages, ['Closed as not needed']);
  });

  it('resolved and taken back at once never reaches GitHub, nor does its answer', async () => {
    const app = appWith(owned);
    app.ask.will(enter('a bulb'));
    await handlers['makertime.resolve'](app, owned.key);
    assert.equal(stateOf(app, owned.key), 'closed');
    await app.ask.press('Undo');
    assert.deepEqual(app.state().unsent, []);
    assert.equal(stateOf(app, owned.key), 'open');
    assert.equal(app.ask.messages.at(-1), 'Reopened');
  });

  it('resolved and sent, it is opened again', async () => {
    const app = appWith(owned);
    app.ask.will(enter(''));
    await handlers['makertime.resolve'](app, owned.key);
    app.world.isBeingSent = true;
    await app.ask.press('Undo');
    assert.deepEqual(kinds(app), ['resolve', 'reopen']);
    assert.equal(stateOf(app, owned.key), 'open');
  });

  it('any that is closed can be reopened from the palette', async () => {
    const closed = item({ key: 'closed' as never, number: 10, title: 'long ago', state: 'closed' });
    const app = fakeApp({ confirmed: board([owned, closed]) });
    app.ask.will(choose('long ago'));
    await handlers['makertime.reopen'](app);
    assert.deepEqual(app.ask.picks[0]?.labels, ['long ago']);
    assert.equal(stateOf(app, closed.key), 'open');
  });
});
