import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createGraphql } from '../../../../src/github/client/graphql.js';
import type { Reply } from '../../../../src/github/client/reply.js';
import { asIssue, type Issue } from '../../../../src/github/client/shapes.js';
import { readAnswers } from '../../../../src/github/issues/answers.js';
import { countsFor } from '../../../../src/github/issues/issues.js';
import type { Reader } from '../../../../src/github/reader.js';
import { pull } from '../../../../src/github/readers.js';
import { readDependencies } from '../../../../src/github/waits/dependencies.js';
import { readRequests } from '../../../../src/github/waits/requests.js';
import { retold, retoldReader } from '../../../../src/github/waits/retold.js';
import { waitsReader } from '../../../../src/github/waits/schedule.js';
import { type Board, type Delta, emptyBoard, nothingNew, receive } from '../../../../src/model/board/board.js';
import type { Answer, AskedThing, Dependency } from '../../../../src/model/board/links.js';
import { longestAnswer } from '../../../../src/model/board/links.js';
import type { Cursor } from '../../../../src/ports/remote.js';
import { writeComment } from '../../../../src/records/comment.js';
import { ana, at, bo, item, newId, team } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

const { repository } = team;
const counts = countsFor(ana, undefined);
const user = (person: { id: number; login: string }) => ({ login: person.login, databaseId: person.id });
const nodes = (...all: readonly unknown[]) => ({ nodes: all });
const answer = (data: unknown, errors?: readonly unknown[]): Reply => ({
  kind: 'answer',
  status: 200,
  headers: {},
  data: { data, ...(errors && { errors }) },
});

type Question = { readonly query: string };
type Saying = Reply | ((question: Question) => Reply);
/** GitHub, as far as it was told what to say. */
function given(...replies: Saying[]) {
  const asked: string[] = [];
  const rest = [...replies];
  const graphql = createGraphql(async (_route, parameters) => {
    const question = parameters as unknown as Question;
    asked.push(question.query);
    const reply = rest.length > 1 ? rest.shift() : rest[0];
    return typeof reply === 'function' ? reply(question) : (reply ?? { kind: 'failed' });
  });
  return { graphql, asked };
}

const blocking = (number: number, more = {}) => ({
  number,
  title: `#${number}`,
  state: 'OPEN',
  createdAt: at,
  repository: { nameWithOwner: 'acme/team' },
  assignees: nodes(user(bo)),
  ...more,
});
const waiting = (number: number, more = {}) => ({
  number,
  title: `#${number}`,
  state: 'OPEN',
  author: user(ana),
  assignees: nodes(),
  blockedBy: nodes(blocking(7)),
  ...more,
});
const dependency = (number: number, more: Partial<Dependency> = {}): Dependency => ({
  number,
  title: `#${number}`,
  people: [ana],
  by: [{ repository: 'acme/team', number: 7, title: '#7', isOpen: true, people: [bo], createdAt: at }],
  ...more,
});
const issue = (number: number, more: object = {}): Issue => {
  const read = asIssue({
    id: number * 100,
    number,
    title: `#${number}`,
    state: 'open',
    user: ana,
    assignees: [],
    author_association: 'MEMBER',
    created_at: at,
    updated_at: '2026-11-21T10:00:00Z',
    issue_dependencies_summary: { blocked_by: 1, total_blocked_by: 1, blocking: 0, total_blocking: 0 },
    ...more,
  });
  assert.ok(read);
  return read;
};

describe('dependencies as GitHub tells them', () => {
  async function heard(told: object, errors?: readonly unknown[], numbers: readonly number[] = [1]) {
    const reply = await readDependencies(
      given(answer({ repository: told }, errors)).graphql,
      repository,
      numbers,
      new Map(),
    );
    return reply.kind === 'told' ? [...reply.issues] : reply.kind;
  }

  it('are an open issue, whose work it is, and what it waits for', async () =>
    assert.deepEqual(await heard({ i1: waiting(1) }), [[1, dependency(1)]]));

  for (const [name, told, expected] of [
    ['assigned work is of the assignees', waiting(1, { assignees: nodes(user(bo)) }), dependency(1, { people: [bo] })],
    ['work of a deleted account is nobody’s', waiting(1, { author: null }), dependency(1, { people: [] })],
    ['an app is nobody', waiting(1, { author: { login: 'robot' } }), dependency(1, { people: [] })],
    ['closed work waits for nothing', waiting(1, { state: 'CLOSED' }), undefined],
    ['work without blockers waits for nothing', waiting(1, { blockedBy: nodes() }), undefined],
    ['what may not be seen is left out', waiting(1, { blockedBy: nodes(null, blocking(7)) }), dependency(1)],
  ] as const)
    it(name, async () => assert.deepEqual(await heard({ i1: told }), [[1, expected]]));

  it('an issue that is gone waits for nothing; one that GitHub could not tell of is not told of', async () => {
    const errors = [
      { type: 'NOT_FOUND', path: ['repository', 'i1'], message: 'no' },
      { path: ['repository', 'i2'], message: 'Something went wrong' },
      'nonsense',
    ];
    assert.deepEqual(await heard({ i1: null, i2: null, i3: waiting(3) }, errors, [1, 2, 3, 4]), [
      [1, undefined],
      [3, dependency(3)],
    ]);
  });

  it('numbers that GraphQL would choke on are not there, and spoil nothing', async () => {
    const { graphql, asked } = given(answer({ repository: { i1: waiting(1) } }));
    const reply = await readDependencies(graphql, repository, [1, 999_999_999_999, 1.5, -1], new Map());
    assert.equal(reply.kind, 'told');
    assert.doesNotMatch(asked[0] ?? '', /9999|1\.5|-1/);
  });

  for (const [name, reply, kind] of [
    ['a server that is down', { kind: 'failed' }, 'failed'],
    ['a proxy’s page', { kind: 'answer', status: 200, headers: {}, data: '<html>' }, 'failed'],
    ['no repository', answer({ repository: null }), 'failed'],
    [
      'an older server',
      { kind: 'answer', status: 200, headers: {}, data: { errors: [{ extensions: { code: 'undefinedField' } }] } },
      'unknownField',
    ],
  ] as const)
    it(`of ${name} is ${kind}`, async () =>
      assert.equal((await readDependencies(given(reply).graphql, repository, [1], new Map())).kind, kind));

  it('are told anew by the issues themselves, and otherwise stay the same', () => {
    const known = new Map([1, 2].map((number) => [number, dependency(number)]));
    const of = (...issues: Issue[]) => [...retold(known, issues, repository).values()];
    assert.deepEqual(of(issue(7, { assignees: [bo] }), issue(1), issue(9)), []);
    const closed = of(issue(7, { state: 'closed', assignees: [bo] }));
    assert.deepEqual(
      closed.map(({ by }) => by[0]?.isOpen),
      [false, false],
    );
    assert.deepEqual(of(issue(1, { title: 'new', assignees: [bo] })), [dependency(1, { title: 'new', people: [bo] })]);
    const elsewhere = new Map([
      [1, dependency(1, { by: [{ ...known.get(1)?.by[0], repository: 'acme/lens' } as never] })],
    ]);
    assert.deepEqual([...retold(elsewhere, [issue(7, { state: 'closed' })], repository)], []);
  });
});

describe('answers as GitHub tells them', () => {
  const said = (body: string, createdAt: string, author: unknown = user(bo), authorAssociation = 'MEMBER') => ({
    body,
    createdAt,
    author,
    authorAssociation,
  });
  async function heard(closedAt: string | null, ...comments: readonly unknown[]): Promise<Answer | undefined> {
    const told = answer({ repository: { i1: { number: 1, closedAt, comments: nodes(...comments) } } });
    const reply = await readAnswers(given(told).graphql, repository, [1], counts, new Map());
    assert.equal(reply.kind, 'told');
    return reply.kind === 'told' ? reply.issues.get(1) : undefined;
  }
  const closed = '2026-11-21T10:00:00Z';
  const early = '2026-11-21T09:00:00Z';

  it('are the last that was said before closing, or right after it', async () => {
    const thanks = said('You are welcome.', '2026-11-21T10:02:00Z');
    const last = said('Turn the key.', '2026-11-21T10:00:30Z');
    const expected = { number: 1, by: bo, text: 'Turn the key.', at: '2026-11-21T10:00:30Z' };
    assert.deepEqual(await heard(closed, said('Any news?', early), last, thanks), expected);
  });

  for (const [name, comment] of [
    ['of somebody who does not count', said('Buy this.', early, { login: 'x', databaseId: 9 }, 'NONE')],
    ['of an app', said('Deployed.', early, { login: 'robot' })],
    ['of a deleted account', said('Deployed.', early, null)],
    ['with nothing but a record', said('<!-- makertime {"v":1,"kind":"comment"} -->', early)],
  ] as const)
    it(`are not a comment ${name}`, async () => {
      assert.equal(await heard(closed, comment), undefined);
      assert.equal((await heard(closed, said('Turn it.', early), comment))?.text, 'Turn it.');
    });

  it('none where it is open, or nobody said anything', async () => {
    assert.equal(await heard(null, said('Turn it.', early)), undefined);
    assert.equal(await heard(closed), undefined);
  });

  it('come without their record, and cut where no character breaks', async () => {
    assert.equal((await heard(closed, said(writeComment('Turn it.', newId(), bo), early)))?.text, 'Turn it.');
    const long = `${'x'.repeat(longestAnswer - 1)}🔥🔥`;
    assert.equal((await heard(closed, said(long, early)))?.text, 'x'.repeat(longestAnswer - 1));
  });
});

describe('what is asked, as GitHub tells it', () => {
  const asked = (login: string, id = 5) => ({ requestedReviewer: { __typename: 'User', login, databaseId: id } });
  const pull = (more: object = {}) => ({
    number: 3,
    title: 'Lens',
    createdAt: at,
    author: user(ana),
    reviewRequests: nodes(asked('bo')),
    reviews: nodes(),
    timelineItems: nodes(),
    ...more,
  });
  const review = (state: string, author: unknown = user(bo), authorAssociation = 'MEMBER', submittedAt = at) => ({
    author,
    authorAssociation,
    state,
    submittedAt,
  });
  const question = (more: object = {}) => ({
    number: 4,
    title: 'Which lens?',
    body: '@bo',
    createdAt: at,
    closed: false,
    isAnswered: false,
    answerChosenAt: null,
    author: user(ana),
    authorAssociation: 'MEMBER',
    category: { isAnswerable: true },
    answer: null,
    ...more,
  });
  const known: AskedThing = { kind: 'question', number: 9, title: 'old', by: bo, of: [], since: at, given: [] };
  async function heard(pulls: readonly unknown[], questions: readonly unknown[] | null = [], errors?: object[]) {
    const data = {
      repository: { pullRequests: nodes(...pulls) },
      forum: questions && { discussions: nodes(...questions) },
    };
    return readRequests(given(answer(data, errors)).graphql, repository, counts, [known]);
  }

  it('a review: who is asked, since the newest request that stands, and what was said', async () => {
    const events = [
      { createdAt: '2026-11-20T09:00:00Z', requestedReviewer: { login: 'bo' } },
      { createdAt: '2026-11-20T10:00:00Z', requestedReviewer: { login: 'bo' } },
      { createdAt: '2026-11-20T11:00:00Z', requestedReviewer: { login: 'chidi' } },
      { createdAt: '2026-11-20T12:00:00Z', requestedReviewer: null },
      {},
    ];
    const teams = { requestedReviewer: { __typename: 'Team' } };
    const reviews = ['APPROVED', 'PENDING', 'DISMISSED', 'CHANGES_REQUESTED', 'toString'].map((state) => review(state));
    const told = pull({
      reviewRequests: nodes(asked('bo'), teams, { requestedReviewer: null }),
      timelineItems: nodes(...events),
      reviews: nodes(
        ...reviews,
        review('COMMENTED', user(ana)),
        review('APPROVED', { login: 'x', databaseId: 9 }, 'NONE'),
      ),
    });
    assert.deepEqual(await heard([told]), [
      {
        kind: 'review',
        number: 3,
        title: 'Lens',
        by: ana,
        of: ['bo'],
        since: '2026-11-20T10:00:00Z',
        given: [
          { by: bo, at, verdict: 'approved' },
          { by: bo, at, verdict: 'changesRequested' },
        ],
      },
    ]);
  });

  it('nothing, where nobody was asked and nobody has said anything', async () =>
    assert.deepEqual(await heard([pull({ reviewRequests: nodes() })]), []));

  it('a question: who is mentioned, and the answer that was marked', async () => {
    const first = { kind: 'question', number: 4, title: 'Which lens?', by: ana, of: ['bo'], since: at, given: [] };
    assert.deepEqual(await heard([], [question({ body: '@bo, not @ana' })]), [first]);
    const marked = {
      isAnswered: true,
      answerChosenAt: '2026-11-21T12:00:00Z',
      answer: { createdAt: at, author: user(bo) },
    };
    const given = [{ by: bo, at: '2026-11-21T12:00:00Z', verdict: 'answered' }];
    assert.deepEqual(await heard([], [question(marked)]), [{ ...first, given }]);
  });

  for (const [name, more] of [
    ['closed', { closed: true }],
    ['in a category without answers', { category: { isAnswerable: false } }],
    ['of somebody who does not count', { author: { login: 'x', databaseId: 9 }, authorAssociation: 'NONE' }],
    ['answered by a deleted account', { isAnswered: true, answer: { createdAt: at, author: null } }],
  ] as const)
    it(`no question that is ${name}`, async () => assert.deepEqual(await heard([], [question(more)]), []));

  it('where discussions fail the known questions stay; where all of the rest does, nothing is told', async () => {
    const error = (path: unknown) => [{ message: 'no', path }];
    assert.deepEqual(
      (await heard([pull()], null, error(['forum', 'discussions'])))?.map(({ number }) => number),
      [3, 9],
    );
    assert.equal(await heard([pull()], [], error(undefined)), undefined);
  });

  for (const [name, broken] of [
    ['reviews are null', { reviews: null }],
    ['requests are null', { reviewRequests: null }],
    ['history is null', { timelineItems: null }],
    ['title is none', { title: 5 }],
  ] as const)
    it(`one whose ${name} costs only itself`, async () => {
      const path = ['repository', 'pullRequests', 'nodes', 0];
      const all = await heard([pull({ number: 2, ...broken }), pull(), null], [], [{ message: 'no', path }]);
      assert.deepEqual(
        all?.map(({ number }) => number),
        [3],
      );
    });

  it('somebody without a number costs only their own review', async () => {
    const nobody = {
      author: { login: 'bo', databaseId: null },
      authorAssociation: 'MEMBER',
      state: 'APPROVED',
      submittedAt: at,
    };
    const all = await heard([pull({ reviews: nodes(nobody, null) })]);
    assert.deepEqual(
      all?.map(({ number, given }) => [number, given]),
      [[3, []]],
    );
  });

  it('reviews do not need a server that knows discussions', async () => {
    const unknown: Reply = {
      kind: 'answer',
      status: 200,
      headers: {},
      data: { errors: [{ extensions: { code: 'undefinedField' } }] },
    };
    const { graphql } = given(unknown, answer({ repository: { pullRequests: nodes(pull()) } }));
    const all = await readRequests(graphql, repository, counts, []);
    assert.deepEqual(
      all?.map(({ number }) => number),
      [3],
    );
  });
});

describe('asking for what people wait for', () => {
  const turnOf = (board: Board) => ({
    ask: async () => ({ kind: 'failed' }) as const,
    meaning: () => ({ kind: 'fine' }) as const,
    me: ana,
    repository,
    board,
    scope: 'changes' as const,
    isRound: false,
    isSeen: true,
    signal: new AbortController().signal,
  });
  const quiet = { data: { repository: { pullRequests: nodes() }, forum: { discussions: nodes() } } };
  const wellKnown = (question: Question): Reply => {
    if (question.query.includes('pullRequests')) return answer(quiet.data);
    const numbers = [...question.query.matchAll(/i(\d+): /g)].map(([, number]) => Number(number));
    const isAnswers = question.query.includes('comments(');
    const of = (number: number) => (isAnswers ? { number, closedAt: at, comments: nodes() } : waiting(number));
    return answer({ repository: Object.fromEntries(numbers.map((number) => [`i${number}`, of(number)])) });
  };

  /** Turns after one another, with the board and the cursor going on as the engine has them. */
  function reading(...replies: Saying[]) {
    const { graphql, asked } = given(...replies);
    const clock = fakeClock('2026-11-21T12:00:00Z');
    const reader = waitsReader(graphql, clock);
    let board: Board = emptyBoard;
    let cursor: Cursor | undefined;
    async function turn(
      issues: readonly Issue[] = [],
      more: { news?: Delta; scope?: 'changes' | 'onDemand' | 'full'; isRound?: boolean } = {},
    ) {
      const { news = nothingNew, scope = 'changes', isRound = false } = more;
      const [last, count] = [cursor, asked.length];
      const delta = { ...news, heard: issues.map(({ number }) => number) };
      const told: Reader = {
        name: 'told',
        isDue: () => true,
        read: async () => ({ delta, issues, cursor: undefined }),
      };
      const begun = { ...turnOf(board), scope, isRound };
      await pull([told, retoldReader, reader], begun, last, (brought) => {
        board = receive(board, brought.delta);
        cursor = brought.cursor;
        return board;
      });
      const isSameCursor = cursor === last;
      if (!isSameCursor) cursor = structuredClone(cursor);
      return { board, isSameCursor, asked: asked.length - count };
    }
    return { turn, reader, clock };
  }

  it('asks for what waits, once; nothing where nothing has moved, and of the same news the same board', async () => {
    const { turn } = reading(wellKnown);
    const first = await turn([
      issue(1),
      issue(2, { issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0 } }),
    ]);
    assert.deepEqual([...first.board.dependencies.values()], [dependency(1)]);
    assert.equal(first.asked, 1);
    const second = await turn();
    assert.deepEqual([second.asked, second.isSameCursor, second.board === first.board], [0, true, true]);
    const near = await turn([issue(1)]);
    assert.deepEqual([near.asked, near.board === first.board], [0, true], 'it stands near something new');
    const moved = await turn([issue(1, { updated_at: '2026-11-21T11:00:00Z' })]);
    assert.deepEqual([moved.asked, moved.board === first.board], [1, true]);
    const round = await turn([], { isRound: true });
    assert.deepEqual([round.asked, round.isSameCursor, round.board === first.board], [1, true, true]);
  });

  it('of a thousand asks in portions, until all have been told', async () => {
    const { turn } = reading(wellKnown);
    let told = await turn(Array.from({ length: 1_000 }, (_, place) => issue(place + 1)));
    const sizes = [told.board.dependencies.size];
    while (told.asked > 0) {
      told = await turn();
      sizes.push(told.board.dependencies.size);
    }
    assert.deepEqual(sizes, [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_000]);
  });

  it('what could not be asked waits for the next round', async () => {
    const { turn } = reading({ kind: 'failed' }, wellKnown);
    assert.deepEqual([(await turn([issue(1)])).asked, (await turn()).asked], [1, 0]);
    const round = await turn([], { isRound: true });
    assert.deepEqual([round.asked, round.board.dependencies.size], [2, 1]);
  });

  it('a server that does not know dependencies is asked again with a full look, and answers are asked all the same', async () => {
    const unknown: Reply = {
      kind: 'answer',
      status: 200,
      headers: {},
      data: { errors: [{ extensions: { code: 'undefinedField' } }] },
    };
    const { turn } = reading((question) => (question.query.includes('blockedBy') ? unknown : wellKnown(question)));
    const open = item({ number: 5, blocks: 'acme/team#1' });
    const closed = item({ number: 6, state: 'closed', comments: 1 });
    const news = { ...nothingNew, items: [open, closed] };
    assert.equal((await turn([], { news })).asked, 2);
    assert.equal(
      (await turn([], { news: { ...nothingNew, items: [{ ...open, updatedAt: '2026-11-21T11:00:00Z' }] } })).asked,
      0,
    );
    assert.equal((await turn([], { scope: 'full' })).asked, 2, 'reviews and questions, and once more');
  });

  it('whatever moves and however often GraphQL fails, in the end the board has what there is', async () => {
    const changes = fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 4 }),
        is: fc.constantFrom('waiting', 'free', 'closed'),
        fails: fc.boolean(),
        isRound: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const truth = new Map<number, string>();
        let fails = false;
        const { turn } = reading((question) => {
          if (fails) return { kind: 'failed' };
          if (question.query.includes('pullRequests')) return wellKnown(question);
          const told = [...truth].map(([number, is]) => {
            const state = is === 'closed' ? 'CLOSED' : 'OPEN';
            return [`i${number}`, waiting(number, { state, ...(is === 'free' && { blockedBy: nodes() }) })];
          });
          return answer({ repository: Object.fromEntries(told) });
        });
        for (const [place, { number, is, isRound, ...change }] of all.entries()) {
          fails = change.fails;
          truth.set(number, is);
          const total_blocked_by = is === 'free' ? 0 : 1;
          const moved = issue(number, {
            state: is === 'closed' ? 'closed' : 'open',
            updated_at: `2026-11-21T10:00:0${place}Z`,
            issue_dependencies_summary: { blocked_by: total_blocked_by, total_blocked_by },
          });
          await turn([moved], { isRound });
        }
        fails = false;
        const { board } = await turn([], { isRound: true });
        const expected = [...truth].flatMap(([number, is]) => (is === 'waiting' ? [number] : []));
        assert.deepEqual([...board.dependencies.keys()].sort(), expected.sort());
        assert.equal((await turn()).asked, 0);
      }),
      { numRuns: 40 },
    );
  });

  it('answers of what was closed long ago are not asked for', async () => {
    const { turn } = reading(wellKnown);
    const old = item({ number: 6, state: 'closed', comments: 1, updatedAt: '2026-05-01T00:00:00Z' });
    assert.equal((await turn([], { news: { ...nothingNew, items: [old] } })).asked, 0);
  });

  it('what moved after the question had left is asked for once more', async () => {
    let say: (reply: Reply) => void = () => undefined;
    const late = new Promise<Reply>((resolve) => {
      say = resolve;
    });
    const clock = fakeClock('2026-11-21T12:00:00Z');
    let asked = 0;
    const graphql = createGraphql(async (_route, parameters) => {
      asked++;
      return asked === 1 ? late : wellKnown(parameters as unknown as Question);
    });
    const reader = waitsReader(graphql, clock);
    const turn = { ...turnOf(emptyBoard), before: emptyBoard, news: nothingNew };
    const first = reader.read({ ...turn, issues: [issue(1)] }, undefined);
    await clock.advance(3_000);
    const { cursor, delta } = await first;
    assert.deepEqual([delta, (cursor as { dependencies: number[] }).dependencies], [undefined, [1]]);
    say(answer({ repository: { i1: waiting(1, { title: 'old' }) } }));
    await clock.settle();
    const moved = issue(1, { updated_at: '2026-11-21T11:00:00Z' });
    const second = await reader.read({ ...turn, issues: [moved] }, cursor);
    assert.deepEqual(second.delta?.dependencies, undefined);
    const third = await reader.read({ ...turn, issues: [] }, second.cursor);
    assert.deepEqual(third.delta?.dependencies?.found, [dependency(1)]);
    assert.deepEqual((third.cursor as { dependencies: number[] }).dependencies, []);
  });
});

describe('news of what people wait for, on the board', () => {
  const one: Answer = { number: 6, by: bo, text: 'Turn it.', at };
  const waits = { dependencies: { heard: [1], found: [dependency(1)] }, asked: [], answers: [one] };
  const before = receive(emptyBoard, { ...nothingNew, ...waits });

  it('the same news is the same board', () =>
    assert.equal(receive(before, structuredClone({ ...nothingNew, ...waits })), before));

  it('an issue without an item is no reason to forget what it waits for; one that is gone is', () => {
    const { dependencies } = receive(before, { ...nothingNew, gone: [1], heard: [1] });
    assert.equal(dependencies, before.dependencies);
    assert.equal(receive(before, { ...nothingNew, gone: [1] }).dependencies.size, 0);
  });

  it('an answer goes with its item, when it is open again, and when it is found to be none', () => {
    for (const delta of [
      { ...nothingNew, gone: [6] },
      { ...nothingNew, items: [item({ number: 6 })] },
      { ...nothingNew, unanswered: [6] },
    ])
      assert.equal(receive(before, delta).answers.size, 0);
    assert.equal(
      receive(before, { ...nothingNew, items: [item({ number: 6, state: 'closed' })] }).answers,
      before.answers,
    );
  });
});
