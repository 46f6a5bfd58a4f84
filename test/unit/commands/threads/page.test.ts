import assert from 'node:assert/strict';
import { openDelivered } from '../../../../src/commands/inbox/deliveries.js';
import { threadPage } from '../../../../src/commands/threads/page.js';
import { isoOf } from '../../../../src/model/hours/declared.js';
import type { Reply } from '../../../../src/model/local/reply.js';
import { visibleInbox } from '../../../../src/model/members.js';
import { threadKey } from '../../../../src/model/threads/thread.js';
import type { ToThread } from '../../../../src/views/threads/protocol.js';
import { said, say, talk, thread, threadComment } from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { choose, enter } from '../../../lib/fakes/fakeAsk.js';
import { fakeReplies } from '../../../lib/fakes/fakeReplies.js';
import { eventually } from '../../../lib/suite/eventually.js';
import { key, richThread, stateWith } from '../../views/threads/scene.js';

/** A page that shows a discussion, with what it was told. */
function opened(app: FakeApp, replies = fakeReplies()) {
  app.world.replies = replies;
  let changes = 0;
  const page = threadPage(app, () => void changes++);
  const asked = { key };
  const answers: ToThread[] = [];
  return {
    replies,
    answers,
    changes: () => changes,
    async picture(of: unknown = asked) {
      const told = await page.picture(of);
      assert.ok(told.kind === 'picture');
      return told.picture;
    },
    hear: (data: unknown) => page.hear(data, (message) => void answers.push(message)),
  };
}

const kept = (replies: ReturnType<typeof fakeReplies>) => [...replies.kept.values()].map(({ to, text }) => [to, text]);

describe('the page of a discussion, at work', () => {
  it('reads what it shows, and earlier comments when they are wanted', async () => {
    const app = fakeApp(stateWith());
    const told = talk([threadComment('DC_99', { text: 'fresh' })], { at: '2026-11-24T09:00:00Z', earlier: 3 });
    app.world.readings = [{ kind: 'read', thread: richThread, talk: told, before: 'c1' }];
    const page = opened(app);
    await eventually(async () => (await page.picture()).comments[0]?.markdown === 'fresh');
    app.world.readings = [
      { kind: 'read', thread: richThread, talk: talk([threadComment('DC_98', { text: 'before' })], { at: told.at }) },
    ];
    await page.hear({ kind: 'earlier', key });
    await eventually(async () => (await page.picture()).comments.length === 2);
    const picture = await page.picture();
    assert.deepEqual([picture.comments[0]?.markdown, picture.earlier?.label], ['before', 'Show 2 earlier comments']);
    assert.deepEqual(
      app.deeds.filter((deed) => deed.startsWith('read')),
      ['read #3', 'read #3 before c1'],
    );
  });

  it('asks for one that is not on the board, and says what is in the way', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    const other = { key: threadKey(77), repository: 10 };
    assert.equal((await page.picture(other)).notices[0]?.text, 'Reading from GitHub…');
    await eventually(() => page.changes() > 0);
    assert.equal((await page.picture(other)).notices[0]?.text, 'Could not reach GitHub.');
    // GitHub has answered since: it is asked once more.
    app.world.readings = [
      { kind: 'read', thread: thread({ number: 77, title: 'found' }), talk: talk([], { number: 77 }) },
    ];
    app.store.update((state) => ({ ...state, sync: { heardAt: '2026-11-23T11:00:00Z' } }));
    await page.picture(other);
    await eventually(async () => (await page.picture(other)).title === 'found');
  });

  it('asks for nothing of another team’s', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    assert.match((await page.picture({ key, repository: 11 })).notices[0]?.text ?? '', /another team repository/);
    assert.deepEqual(app.deeds, []);
  });

  it('records each act once, for the discussion it was done to', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    await page.hear({ kind: 'react', key, comment: 'DC_1', reaction: 'heart', isOver: false });
    await page.hear({ kind: 'react', key, reaction: 'eyes', isOver: true });
    await page.hear({ kind: 'markAnswer', key, comment: 'DC_1', isOver: true });
    await page.hear({ kind: 'action', key, action: 'reopen' });
    await page.hear({ kind: 'react', key: '#99', reaction: 'eyes', isOver: true });
    const about = { target: key, number: 3 };
    assert.deepEqual(
      app.recorded.map(({ id: _id, at: _at, team: _team, ...rest }) => rest),
      [
        { ...about, kind: 'react', comment: 'DC_1', reaction: 'heart' },
        { ...about, kind: 'react', reaction: 'eyes', isOver: true },
        { ...about, kind: 'markAnswer', comment: 'DC_1', isOver: true },
        { ...about, kind: 'closeThread', isOver: true },
      ],
    );
  });

  it('makes a blocker of it, and keeps its answer in a document', async () => {
    const answered = thread({ isAnswered: true });
    const known = talk([], { answer: { said: said('DC_1', { text: 'rape seed' }) } });
    const app = fakeApp(stateWith({}, { thread: answered, talk: known }));
    const page = opened(app);
    await page.picture();
    app.ask.will(enter());
    await page.hear({ kind: 'action', key, action: 'captureBlocker' });
    const [made] = app.recorded;
    assert.equal(made?.kind === 'capture' && made.words.title, `${answered.title} (see discussion #3)`);
    await page.hear({ kind: 'action', key, action: 'saveAnswer' });
    assert.match(app.documents.added[0]?.text ?? '', /rape seed\n\n\[.*discussions\/3\)\n$/);
  });

  it('begins a decision with what it is about', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    await page.hear({ kind: 'action', key, action: 'proposeDecision' });
    const [text = ''] = app.writeUps.files.values();
    assert.ok(
      text.startsWith('# How long does the spare lamp take to warm up?\n') &&
        text.includes('## Context\n\nSee discussion #3.\n'),
      text,
    );
  });

  it('is snoozed until a time, whether anything of it has come in or not, and opens from there', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    app.ask.will(choose('For an hour'));
    await page.hear({ kind: 'action', key, action: 'snooze' });
    const [snoozed] = app.recorded;
    assert.deepEqual(snoozed?.kind === 'attend' && [snoozed.target, snoozed.act], [
      { kind: 'parcel', key: 'thing/acme/team#3' },
      {
        kind: 'remind',
        title: richThread.title,
        until: isoOf(app.now() + 3_600_000),
        discussion: { repository: 'acme/team', number: 3 },
      },
    ]);
    const entry = visibleInbox(app.state()).entries.get('thing/acme/team#3');
    assert.deepEqual([entry?.subject, entry?.number, entry?.stage.kind], ['discussion', 3, 'snoozed']);
    if (entry) await openDelivered(app, entry);
    assert.deepEqual(app.deeds.at(-1), `thread ${key}`);
  });

  it('closes as somebody chooses, opens on GitHub, copies the link, follows links', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    app.ask.will(choose('Close as outdated'));
    await page.hear({ kind: 'action', key, action: 'close' });
    await page.hear({ kind: 'action', key, action: 'openOnGitHub' });
    await page.hear({ kind: 'action', key, action: 'copyLink' });
    await page.hear({ kind: 'link', address: 'https://lighthouse.example' });
    const [closing] = app.recorded;
    assert.equal(closing?.kind === 'closeThread' && closing.as, 'outdated');
    const address = 'https://github.example/acme/team/discussions/3';
    assert.deepEqual(
      app.deeds.filter((deed) => !deed.startsWith('read')),
      [`open ${address}`, 'link https://lighthouse.example'],
    );
    assert.equal(app.clipboard, address);
  });

  it('keeps what is typed, shows it again, and forgets it once it is sent', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    await page.hear({ kind: 'draft', key, text: 'half a' });
    await page.hear({ kind: 'draft', key, to: 'DC_1', text: 'a reply' });
    assert.deepEqual(kept(page.replies), [
      [undefined, 'half a'],
      ['DC_1', 'a reply'],
    ]);
    const again = opened(app, page.replies);
    assert.deepEqual((await again.picture()).drafts, [{ text: 'half a' }, { to: 'DC_1', text: 'a reply' }]);
    const record = [...page.replies.kept.values()][1]?.record;
    await again.hear({ kind: 'say', key, to: 'DC_1', text: ' a reply\n' });
    const [said] = app.recorded;
    assert.ok(said?.kind === 'say');
    assert.deepEqual([said.record, said.to, said.text], [record, 'DC_1', 'a reply']);
    assert.deepEqual(again.answers, [{ kind: 'saved', to: 'DC_1' }]);
    assert.deepEqual(kept(page.replies), [[undefined, 'half a']]);
    assert.deepEqual((await again.picture()).drafts, [{ text: 'half a' }]);
    await again.hear({ kind: 'draft', key, text: '' });
    assert.deepEqual(kept(page.replies), []);
  });

  it('invariant 5: where the disk refuses, the text stays where it is', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    await page.hear({ kind: 'draft', key, text: 'a reply' });
    app.world.diskErrors = [noSpace()];
    await page.hear({ kind: 'say', key, text: 'a reply' });
    assert.match(JSON.stringify(page.answers), /^\[\{"kind":"notSaved","why":"Could not save: ENOSPC/);
    assert.deepEqual([app.recorded, kept(page.replies)], [[], [[undefined, 'a reply']]]);
    page.replies.keep = async () => Promise.reject(noSpace());
    await page.hear({ kind: 'draft', key, text: 'a longer reply' });
    assert.match(JSON.stringify(page.answers[1]), /Your draft could not be saved/);
    assert.deepEqual((await page.picture()).drafts, [{ text: 'a longer reply' }], 'the page is given it again');
  });

  it('a window that died between sending and forgetting does not offer it again', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    page.replies.remove = async () => new Promise(() => undefined);
    void page.hear({ kind: 'say', key, text: 'sent' });
    await eventually(() => app.recorded.length === 1);
    const said = app.recorded[0];
    assert.ok(said?.kind === 'say');
    const reply: Reply = { repository: 10, thread: key, record: said.record, text: 'sent' };
    const left = fakeReplies();
    await left.keep(reply);
    const next = opened(fakeApp({ ...app.store.get() }), left);
    assert.deepEqual((await next.picture()).drafts, []);
    assert.deepEqual(kept(left), []);
  });

  it('sends nothing twice, nothing empty and nothing too long', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    let free = () => {};
    app.world.diskIsBusy = new Promise((resolve) => {
      free = () => resolve();
    });
    const both = [1, 2].map(() => page.hear({ kind: 'say', key, text: 'once' }));
    free();
    await Promise.all(both);
    await page.hear({ kind: 'say', key, text: ' \n' });
    await page.hear({ kind: 'say', key, text: 'x'.repeat(65_536) });
    assert.equal(app.recorded.length, 1);
    assert.deepEqual(page.answers, [{ kind: 'saved' }]);
  });

  it('drafts that cannot be read are not written over', async () => {
    const app = fakeApp(stateWith());
    const replies = fakeReplies();
    await replies.keep({ repository: 10, thread: key, record: 'r', text: 'from before' });
    const { list } = replies;
    replies.list = async () => Promise.reject(noSpace());
    const page = opened(app, replies);
    assert.match((await page.picture()).isClosedTo ?? '', /^Your drafts could not be read/);
    replies.list = list;
    const picture = await page.picture();
    assert.deepEqual([picture.isClosedTo, picture.drafts], [undefined, [{ text: 'from before' }]]);
  });

  it('what was refused is retried, or written again behind what is being written', async () => {
    const mutation = say('And the wick?');
    const refused = [{ mutation, reason: { kind: 'threadLocked' } as const }];
    const app = fakeApp(stateWith({ refused }));
    const page = opened(app);
    await page.picture();
    await page.hear({ kind: 'draft', key, text: 'begun' });
    await page.hear({ kind: 'unsent', key, id: mutation.id, act: 'rewrite' });
    assert.deepEqual(page.answers, [{ kind: 'rewrite', text: 'begun\n\nAnd the wick?' }]);
    assert.deepEqual(kept(page.replies), [[undefined, 'begun\n\nAnd the wick?']]);
    assert.deepEqual(app.store.get().refused, []);
    const other = fakeApp(stateWith({ refused }));
    await opened(other).hear({ kind: 'unsent', key, id: mutation.id, act: 'retry' });
    assert.deepEqual(other.deeds, [`retry ${mutation.id}`]);
  });

  it('what was sent stays as it was done until it is read, and is asked for', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    await page.picture();
    await eventually(() => page.changes() > 0);
    await page.hear({ kind: 'react', key, comment: 'DC_1', reaction: 'eyes', isOver: false });
    const eyes = async () => (await page.picture()).comments[0]?.reactions.find(({ kind }) => kind === 'eyes')?.count;
    assert.equal(await eyes(), 1);
    app.store.update((state) => ({ ...state, unsent: [] }));
    assert.equal(await eyes(), 1);
    await eventually(() => app.deeds.filter((deed) => deed === 'read #3').length === 2);
  });

  it('takes anything at all for no message', async () => {
    const app = fakeApp(stateWith());
    const page = opened(app);
    for (const data of [null, 7, {}, { kind: 'say' }, { kind: 'evil', key }]) await page.hear(data);
    for (const asked of [undefined, null, 7, { key: 7 }, { key: '../..' }]) await page.picture(asked);
    assert.deepEqual(app.recorded, []);
  });
});
