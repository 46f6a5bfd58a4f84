/** What an hour costs a person at GitHub: when nothing happens and when much does, with one window open and with several. */
import { writeBlocker } from '../../../src/records/blocker.js';
import { capture, newId, openRoster, setStatus } from '../../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../../lib/fakes/world.js';
import { count, type Figure } from './figures.js';
import { type Spent, spending } from './spent.js';

const minute = 60_000;
const hour = 60 * minute;
/** In a busy hour somebody does something so often, and the person captures at every fifth of them. */
const pace = 2 * minute;

type Happening = (world: World, place: number) => void;

interface Hour {
  readonly name: string;
  readonly windows: number;
  /** No view of ours is visible. */
  readonly isUnseen?: true;
  readonly happens?: Happening;
}

export const hours: readonly Hour[] = [
  { name: 'idle hour, 1 window', windows: 1 },
  { name: 'busy hour, 1 window', windows: 1, happens: something },
  { name: 'idle hour, views closed, 1 window', windows: 1, isUnseen: true },
  { name: 'idle hour, views closed, 5 windows', windows: 5, isUnseen: true },
  { name: 'idle hour, 5 windows', windows: 5 },
  { name: 'busy hour, 5 windows', windows: 5, happens: something },
];

export async function benchHours(wanted = hours): Promise<readonly Figure[]> {
  const all: Figure[] = [];
  for (const { name, ...hour } of wanted) {
    const { requests, notModified, charged, points, kinds } = await anHour(hour);
    all.push(
      count(`${name}: requests`, requests),
      count(`${name}: of them 304`, notModified),
      { ...count(`${name}: REST, charged`, charged), kinds },
      count(`${name}: GraphQL, points`, points),
    );
  }
  return all;
}

/** Of a team that has all there is to hear of, and whose member has been at it for a while. */
async function anHour({ windows: open, isUnseen, happens }: Omit<Hour, 'name'>): Promise<Spent> {
  const world = createWorld();
  try {
    const { clock, github } = world;
    const spent = spending(github, 'ana');
    const machine = world.machineOf('ana', { github: spent, seen: () => !isUnseen });
    const team = world.teamOf('ana');
    github.putFile(repository, '.github/makertime.yml', 'members: [ana, bo]\n');
    for (let place = 0; place < 5; place++) something(world, place);
    for (let place = 0; place < open; place++) await machine.open();
    const [window] = machine.windows;
    const now = () => new Date(clock.now()).toISOString();
    await window?.engine.record(openRoster({ team }));
    await window?.engine.record(setStatus({ said: { mode: 'available' } }, { team, at: now() }));
    await clock.advance(hour);
    spent.take();
    for (let place = 0; place * pace < hour; place++) {
      happens?.(world, place);
      if (happens && place % 5 === 0) await window?.engine.record(capture({ title: `Stuck at ${place}` }, { team }));
      await clock.advance(pace);
    }
    return spent.take();
  } finally {
    world.dispose();
  }
}

/** What others do, by turns. */
function something({ github }: World, place: number): void {
  const bo = github.as('bo');
  switch (place % 4) {
    case 0: {
      const by = { id: github.idOf('bo'), login: 'bo' };
      const text = writeBlocker({ id: newId(), by, words: { title: `No key for tower ${place}`, owner: 'ana' } });
      bo.createIssue(repository, { ...text, assignees: ['ana'] });
      return;
    }
    case 1:
      bo.createIssue(repository, { title: `Paint ${place}`, body: 'cc @ana' });
      return;
    case 2:
      bo.comment(repository, github.issues(repository)[0]?.number ?? 1, '@ana, which one?');
      return;
    case 3:
      bo.closeIssue(repository, github.issues(repository).at(-1)?.number ?? 1);
  }
}
