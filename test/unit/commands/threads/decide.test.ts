import assert from 'node:assert/strict';
import { threadActionHandlers } from '../../../../src/commands/threads/threadActions.js';
import { emptyBoard } from '../../../../src/model/board/board.js';
import type { Decide } from '../../../../src/model/board/mutation.js';
import type { Status } from '../../../../src/model/people/member.js';
import type { ThreadComment } from '../../../../src/model/threads/talk.js';
import { diffOf } from '../../../../src/model/tune/change.js';
import { proseOf } from '../../../../src/records/block.js';
import { writeDecision } from '../../../../src/records/decision.js';
import { knownThread } from '../../../../src/views/threads/picture.js';
import type { ThreadActionName } from '../../../../src/views/threads/protocol.js';
import {
  ana,
  bo,
  newId,
  said,
  speaker,
  statusRecord,
  talk,
  team,
  thread,
  threadComment,
} from '../../../lib/fakes/builders.js';
import { type FakeApp, fakeApp, noSpace } from '../../../lib/fakes/fakeApp.js';
import { agree, choose, dismiss, enter } from '../../../lib/fakes/fakeAsk.js';
import { person } from '../../model/times.js';
import { pictureOf, stateWith } from '../../views/threads/scene.js';

const emi = { id: 5, login: 'emi' };
/** The clock of the commands stands at noon of that day. */
const closed = '2026-11-21T11:00:00.000Z';
const general = { id: 'DIC_2', name: 'General', isAnswerable: false };
const by = (who: typeof ana, text: string): ThreadComment => threadComment(newId(), { by: speaker(who), text });

interface Scene {
  readonly closes?: string;
  readonly decider?: typeof ana;
  readonly named?: readonly (typeof ana)[];
  readonly comments?: readonly ThreadComment[];
  readonly earlier?: number;
  readonly emi?: Partial<Status>;
  readonly proposal?: string;
}

function scene({
  closes = closed,
  decider = ana,
  named = [bo, emi],
  comments = [],
  earlier = 0,
  emi: status,
  proposal = 'We buy `one`.',
}: Scene = {}) {
  const one = thread({
    title: 'One lamp for both towers?',
    category: general,
    createdAt: '2026-11-16T09:00:00Z',
    may: ['close', 'edit'],
  });
  const words = `## Context\n\nTwo towers.\n\n## Proposal\n\n${proposal}`;
  const text = proseOf(writeDecision(words, { id: newId(), by: ana, decider, named, closes, zones: [] }));
  const record = { id: newId(), kind: 'decision', terms: { decider, named, closes } } as const;
  const told = talk(comments, { opening: said('D_3', { text, record }), earlier });
  const known = [
    [bo.id, statusRecord(person(), { by: bo })],
    [emi.id, statusRecord(status ?? person(), { by: emi })],
  ] as const;
  const confirmed = {
    ...emptyBoard,
    threads: new Map([[one.key, one]]),
    talks: new Map([[3, told]]),
    statuses: new Map(known),
  };
  return { app: fakeApp({ confirmed }), one };
}

async function press(app: FakeApp, name: ThreadActionName): Promise<void> {
  const known = knownThread(app.state(), thread().key, { settled: [] });
  assert.ok(known);
  await threadActionHandlers[name](app, known, team, async () => true);
}
const sent = (app: FakeApp) =>
  app.recorded.map((one) => (one.kind === 'say' || one.kind === 'decide' ? one.text : one.kind));

describe('answering a decision', () => {
  const asked = () => scene({ named: [ana, bo], closes: '2026-11-25T16:00:00.000Z' });

  it('is a comment that begins with its word, once', async () => {
    const { app } = asked();
    await press(app, 'agree');
    await press(app, 'agree');
    await press(app, 'abstain');
    assert.deepEqual(sent(app), ['Agree.', 'Abstain.']);
    assert.deepEqual(app.ask.messages, ['Answer saved', 'Answer saved']);
  });

  it('an objection says why, and what to do instead; dismissed, nothing is sent and nothing typed is lost', async () => {
    const { app } = asked();
    app.ask.will(enter('too heavy'), dismiss('two small'));
    await press(app, 'object');
    assert.deepEqual(sent(app), []);
    app.ask.will(enter(), enter());
    await press(app, 'object');
    assert.deepEqual(sent(app), ['Object: too heavy\n\nInstead: two small']);
    assert.deepEqual(
      app.ask.lines.map(({ offered }) => offered),
      ['', '', 'too heavy', 'two small'],
    );
  });

  it('says so where the disk refuses', async () => {
    const { app } = asked();
    app.world.diskErrors = [noSpace()];
    await press(app, 'agree');
    assert.match(app.ask.messages.join(), /^Could not save: ENOSPC/);
  });
});

describe('making a decision', () => {
  it('says why in spite of each objection, what, and because of what: one comment, after a look at it', async () => {
    const { app } = scene({ comments: [by(bo, 'Object: too heavy')], emi: person({ off: ['2026-11-01/2026-12-01'] }) });
    app.ask.will(enter('it is carried by two'), enter('one lamp'), enter('it is cheap'), agree);
    await press(app, 'decide');
    const [first] = app.recorded as readonly Decide[];
    assert.equal(
      first?.text,
      [
        '**Decided:** one lamp, by ana because it is cheap',
        'Overruled: the objection of @bo, because it is carried by two',
        'No delivery time before it closed, so their silence is no consent: @emi.',
      ].join('\n\n'),
    );
    assert.deepEqual([first?.kind, first?.number], ['decide', 3]);
    await press(app, 'decide');
    assert.equal(app.recorded.length, 1, 'it is made');
  });

  it('names who agreed, abstained and said nothing', async () => {
    const { app } = scene({ named: [bo, emi, ana], comments: [by(bo, 'Agree.'), by(ana, 'Abstain.')] });
    app.ask.will(enter('one lamp'), enter('it is cheap'), agree);
    await press(app, 'decide');
    assert.match(sent(app)[0] ?? '', /\n\nAgreed: @bo\. Abstained: @ana\. No answer: @emi\.$/);
  });

  it('is not made before it closes, by nobody else, nor before all that was said is known', async () => {
    for (const [more, words] of [
      [{ closes: '2026-11-25T16:00:00.000Z' }, ''],
      [{ decider: bo }, ''],
      [{ earlier: 3 }, 'Show the earlier comments first: somebody may have answered there.'],
    ] as const) {
      const { app } = scene(more);
      await press(app, 'decide');
      assert.deepEqual([app.recorded, app.ask.messages.join()], [[], words]);
    }
  });

  it('keeps what was typed where somebody thinks better of it', async () => {
    const { app } = scene();
    app.ask.will(enter('one lamp'), enter('it is cheap'), dismiss());
    await press(app, 'decide');
    app.ask.will(enter(), enter('it is light'), agree);
    await press(app, 'decide');
    assert.match(sent(app)[0] ?? '', /one lamp, by ana because it is light/);
  });

  it('is kept as the next of the numbered documents, or as the first', async () => {
    const made = scene({ comments: [by(ana, '**Decided:** one lamp, by ana because it is cheap')] });
    made.app.documents.paths = ['README.md', 'docs/adr/0001-oil.md', 'docs/adr/0009-wick.md', 'docs/10-years.md'];
    await press(made.app, 'keepDecision');
    const [first] = made.app.documents.drafted;
    assert.deepEqual(
      [first?.name, first?.beside],
      ['0010-one-lamp-for-both-towers.md', 'file:///work/docs/adr/0009-wick.md'],
    );
    assert.equal(
      first?.text,
      [
        '# 0010. One lamp for both towers?',
        '2026-11-21 · `@ana` · [acme/team#3](https://github.example/acme/team/discussions/3)',
        '## Decision\n\none lamp, by ana because it is cheap',
        '## Context\n\nTwo towers.',
        '## Proposal\n\nWe buy `one`.\n',
      ].join('\n\n'),
    );
    const { app } = scene({ comments: [by(ana, 'Decided: one lamp')] });
    app.documents.isLocked = true;
    await press(app, 'keepDecision');
    assert.match(app.clipboard, /^# 0001\. One lamp/);
  });

  it('asks which folder where several hold such documents', async () => {
    const { app } = scene({ comments: [by(ana, 'Decided: one lamp')] });
    app.documents.paths = ['adr/001-oil.md', 'old/adr/001-oil.md'];
    app.ask.will(choose('old/adr/'));
    await press(app, 'keepDecision');
    assert.deepEqual(
      app.documents.drafted.map(({ name, beside }) => [name, beside]),
      [['002-one-lamp-for-both-towers.md', 'file:///work/old/adr/001-oil.md']],
    );
  });
});

describe('the page of a decision', () => {
  const at = Date.parse('2026-11-21T12:00:00Z');
  const picture = (more: Scene, now = at) => {
    const { app } = scene(more);
    return pictureOf({ ...stateWith(), confirmed: app.state().confirmed }, { now });
  };
  const named = (more: Scene, now?: number) =>
    picture(more, now)
      .actions.map(({ name }) => name)
      .filter((name) => ['agree', 'object', 'abstain', 'decide', 'keepDecision'].includes(name));

  it('says how it stands, who has answered what, and which delivery times they have had', () => {
    const open = '2026-11-17T16:00:00.000Z';
    const { decision } = picture(
      { closes: open, comments: [by(bo, 'Object: too heavy')], emi: {} },
      Date.parse('2026-11-16T12:00:00Z'),
    );
    assert.deepEqual(decision, {
      heading: 'Decision',
      standing: 'Open until Tue 17:00. Then @ana decides.',
      notes: ['@bo objects: it is held until @bo answers otherwise, or @ana says why not.'],
      columns: ['Asked', 'Answer', 'Delivery times'],
      rows: [
        { who: '@bo', answer: 'objects Sat 10:00: too heavy', times: 'had 11:00 · still to come: 15:00' },
        { who: '@emi', answer: 'no answer', times: 'hours not known' },
      ],
    });
  });

  it('once it has closed, says whose silence is no consent, and once it is made, what was decided', () => {
    const away = picture({ emi: person({ off: ['2026-11-01/2026-12-01'] }), earlier: 2 }).decision;
    assert.equal(away?.standing, 'Closed for answers 12:00: @ana decides.');
    assert.deepEqual(away?.notes, [
      'No delivery time before it closed: @emi. Their silence is no consent.',
      'Earlier comments have not been read: somebody may have answered there.',
    ]);
    const made = picture({ comments: [by(ana, '**Decided:** one lamp\n\nAgreed: @bo.')] }).decision;
    assert.deepEqual([made?.standing, made?.notes], ['Decided by @ana Sat 10:00: one lamp'.replace('Sat ', ''), []]);
  });

  it('offers what whoever looks may do', () => {
    const later = { closes: '2026-11-25T16:00:00.000Z' };
    assert.deepEqual(named({ ...later, named: [ana, bo] }), ['agree', 'object', 'abstain']);
    assert.deepEqual(named({ ...later, named: [ana, bo], comments: [by(ana, 'Agree.')] }), ['object', 'abstain']);
    assert.deepEqual(named(later), []);
    assert.deepEqual(named({}), ['decide']);
    assert.deepEqual(named({ comments: [by(ana, 'Decided: yes')] }), ['keepDecision']);
  });

  it('offers to edit the team file where a change to it was decided, and not before', async () => {
    const proposal = diffOf({ of: 'review', to: '4h' }, undefined);
    const offers = (more: Scene) => picture(more).actions.some(({ name }) => name === 'editTeamFile');
    assert.equal(offers({ proposal, comments: [by(ana, 'Decided: yes')] }), true);
    assert.equal(offers({ proposal }), false);
    assert.equal(offers({ comments: [by(ana, 'Decided: yes')] }), false);
    const { app } = scene({ proposal, comments: [by(ana, 'Decided: yes')] });
    app.world.clones = ['acme/team'];
    await press(app, 'editTeamFile');
    assert.deepEqual(app.world.files, { '.github/makertime.yml': 'expectations:\n  review: 4h\n' });
  });
});
