import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type Board, listNames } from '../../../src/model/board/board.js';
import type { Place } from '../../lib/github/optional.js';
import { sample } from '../../lib/suite/seed.js';
import { at, type Spot, spotsIn, withError } from './places.js';
import { type Alter, createScene, type Scene } from './scene.js';

/** Where nothing is an answer: what the board may lose by it then. */
const nothingIsAnAnswer: readonly (readonly [place: RegExp, lists: readonly string[]])[] = [
  // An issue without a body holds no record.
  [/ \[\]\.body null/, ['items', 'editors', 'replies', 'answers', 'rosters', 'statuses', 'dependencies']],
  // Nobody has edited it, it is not closed, nobody has a status or a name, nothing was answered.
  [/\.lastEditedAt null/, ['editors']],
  [/\.closedAt null/, ['answers']],
  [/\.assignableUsers\.nodes\.\[\]\.status null/, ['profiles']],
  [/\.assignableUsers\.nodes\.\[\]\.name null/, ['names']],
  [/\.discussions\.nodes\.\[\]\.answer null/, ['asked']],
  // Answered by somebody who has left: nobody is asked any more.
  [/\.discussions\.nodes\.\[\]\.answer\.author(?:\.databaseId)? null/, ['asked']],
  // A team, for whoever may not see teams.
  [/\.requestedReviewer null/, ['asked']],
];

/** What stands in no word of the product that reads is read by nobody: it is left out all at once. */
const words = new Set(
  (readdirSync('src/github', { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => readFileSync(`src/github/${file}`, 'utf8').match(/\w+/g) ?? []),
);
const isRead = ({ path }: Place) => words.has(path.findLast((key) => key !== '[]') ?? '');

describe('what GitHub may leave out, or answer with null', () => {
  let scene: Scene;
  let spots: readonly Spot[];
  before(async () => {
    scene = await createScene();
    await scene.pull();
    await scene.remote().pullThreads(undefined, { scope: 'full', withAuthors: true });
    for (const number of scene.board.talks.keys()) await scene.remote().readThread(scene.board, number);
    spots = await spotsIn(scene.answers());
  });

  it('is known from its own descriptions, and everything on the board is there to be lost', () => {
    const counted = [true, false].map((isGraphql) => spots.filter((one) => one.isGraphql === isGraphql).length);
    console.log(
      `      ${counted[0]} places of GraphQL, ${counted[1]} of REST, ${spots.filter(({ place }) => isRead(place)).length} of them read`,
    );
    const empty = listNames.filter((name) => scene.board[name].size === 0);
    assert.deepEqual(empty, ['promises']);
    for (const question of ['Asked', 'Discussions', 'Talks', 'Thread', 'Profiles', 'Issues', 'Names'])
      assert.ok(
        spots.some((one) => one.question.startsWith(`query ${question}(`)),
        question,
      );
    for (const route of ['issues', 'issues/{issue_number}/comments'])
      assert.ok(
        spots.some((one) => one.question === `GET /repos/{owner}/{repo}/${route}`),
        route,
      );
  });

  for (const entries of ['every', 'first'] as const)
    it(`invariant 19: costs no reader an entry, at ${entries} entry of a list, one place after the other`, async () => {
      const wrong: string[] = [];
      for (const spot of sample(
        spots.filter(({ place }) => isRead(place)),
        3,
      ))
        wrong.push(...(await wrongWith(scene, spot, at([spot], entries), entries)));
      assert.deepEqual(wrong, []);
    });

  it('invariant 19: costs no reader an entry where it is said to be an error', async () => {
    const wrong: string[] = [];
    for (const spot of sample(
      spots.filter(({ isGraphql }) => isGraphql),
      3,
    )) {
      const is = { ...spot, name: `${spot.name}, an error` };
      wrong.push(...(await wrongWith(scene, is, withError(spot), 'first')));
    }
    assert.deepEqual(wrong, []);
  });

  it('costs nothing where nobody reads it', async () => {
    const unread = spots.filter(({ place }) => !isRead(place));
    const { board, trouble } = await scene.pull(at(unread, 'every'));
    assert.deepEqual([trouble, lostIn(scene.board, board), changedIn(scene.board, board)], [undefined, [], []]);
  });

  it('does no harm where all of it is missing at once', async () => {
    for (const entries of ['every', 'first'] as const)
      for (const as of ['absent', 'null'] as const) {
        const all = spots.filter(
          (one) => one.place.as === as && !nothingIsAnAnswer.some(([place]) => place.test(one.name)),
        );
        const { board, lines } = await scene.pull(at(all, entries));
        assert.deepEqual(lostIn(scene.board, board), [], `${as}, ${entries}`);
        assert.deepEqual(
          lines.filter((line) => line.startsWith('error')),
          [],
        );
      }
  });

  it('costs no notification', async () => {
    const read = (alter?: Alter) => scene.remote(alter).pullThreads(undefined, { scope: 'full', withAuthors: true });
    const whole = await read();
    assert.ok(whole.kind === 'changed' && whole.incoming.length > 2);
    const about = spots.filter(({ question }) => question === 'GET /notifications' || question.includes('/comments/'));
    assert.ok(about.length > 0);
    for (const spot of sample(about, 3)) {
      const told = await read(at([spot], 'every'));
      assert.ok(told.kind === 'changed', spot.name);
      assert.deepEqual(
        told.incoming.map(({ thread }) => thread),
        whole.incoming.map(({ thread }) => thread),
        spot.name,
      );
    }
  });

  it('invariant 19: costs no page of a discussion what was said in it', async () => {
    const about = spots.filter(({ question }) => question.startsWith('query Thread('));
    for (const number of scene.board.talks.keys()) {
      const whole = await scene.remote().readThread(scene.board, number);
      assert.ok(whole.kind === 'read');
      for (const spot of sample(about, 3)) {
        for (const alter of [at([spot], 'first'), withError(spot)]) {
          const told = await scene.remote(alter).readThread(scene.board, number);
          // Whoever has left GitHub has still said it. What is null itself is left out, and what may be another repository's is not read.
          const isItself = /(?:nodes(?:\.\[\])?|discussion|repository|repository\.databaseId) null$/.test(spot.name);
          assert.ok(isItself || told.kind === 'read', `${spot.name}: ${JSON.stringify(told)}`);
          if (!isItself && told.kind === 'read')
            assert.equal(told.talk.comments.length, whole.talk.comments.length, spot.name);
          assert.notEqual(told.kind, 'gone', spot.name);
        }
      }
    }
  });
});

async function wrongWith(scene: Scene, { name }: Spot, alter: Alter, entries: string): Promise<readonly string[]> {
  const { board, trouble, lines } = await scene.pull(alter);
  const may = new Set(nothingIsAnAnswer.flatMap(([place, lists]) => (place.test(name) ? lists : [])));
  const lost = lostIn(scene.board, board).filter(([list]) => !may.has(list));
  const errors = lines.filter((line) => line.startsWith('error'));
  const others = entries === 'first' ? changedIn(scene.board, board).filter(([, number]) => number > 1) : [];
  return [
    ...(trouble ? [`${name}: ${JSON.stringify(trouble)}`] : []),
    ...lost.map(([list, key]) => `${name}: ${list} ${key} is lost`),
    ...errors.map((line) => `${name}: ${line}`),
    ...others.map(([list, number]) => `${name}: ${number} of ${list} have changed`),
  ];
}

type Lists = (typeof listNames)[number];
const listOf = (board: Board, name: Lists): ReadonlyMap<unknown, unknown> => board[name];

function lostIn(before: Board, after: Board): readonly (readonly [Lists, unknown])[] {
  return listNames.flatMap((name) =>
    [...listOf(before, name).keys()].flatMap((key) => (listOf(after, name).has(key) ? [] : [[name, key] as const])),
  );
}

/** How many of a list are not as they were. */
function changedIn(before: Board, after: Board): readonly (readonly [Lists, number])[] {
  return listNames.flatMap((name) => {
    const same = (key: unknown) =>
      JSON.stringify(listOf(before, name).get(key)) === JSON.stringify(listOf(after, name).get(key));
    const number = [...listOf(before, name).keys()].filter((key) => !same(key)).length;
    return number > 0 ? [[name, number] as const] : [];
  });
}
