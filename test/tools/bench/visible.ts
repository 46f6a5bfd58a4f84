/** How long until a teammate sees a changed status: exact, in simulated time, wherever the two machines are between their looks. */
import { memberNamed } from '../../../src/model/members.js';
import { openRoster, setStatus } from '../../lib/fakes/builders.js';
import type { SimulatedWindow } from '../../lib/fakes/machine.js';
import { createWorld } from '../../lib/fakes/world.js';
import { type Figure, figures } from './figures.js';

const samples = 150;
const longestPause = 120_000;

/** Seconds from the moment it is recorded. Both look at their windows; nobody asks for news. */
export async function benchVisible(): Promise<readonly Figure[]> {
  const world = createWorld();
  const { clock } = world;
  try {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await ana.engine.record(openRoster({ team: world.teamOf('ana') }));
    await clock.advance(5_000);
    const times: number[] = [];
    // The first makes bo a member.
    for (let sample = 0; sample <= samples; sample++) {
      await clock.advance(Math.round(clock.random() * longestPause));
      const text = `at lens ${sample}`;
      const began = clock.now();
      const seen = sees(ana, text, clock.now);
      const changes = { said: { mode: 'busy', text } } as const;
      await bo.engine.record(setStatus(changes, { team: world.teamOf('bo'), at: new Date(clock.now()).toISOString() }));
      await clock.advance(longestPause);
      const at = seen();
      if (at === undefined) throw new Error(`"${text}" was not seen within ${longestPause / 1000} s`);
      if (sample > 0) times.push((at - began) / 1000);
    }
    return [{ ...figures('status, said to seen by a teammate', times), unit: 's' }];
  } finally {
    world.dispose();
  }
}

/** When the teammate's store first says so. */
function sees({ store }: SimulatedWindow, text: string, now: () => number): () => number | undefined {
  let at: number | undefined;
  const stop = store.subscribe((state) => {
    if (memberNamed(state, 'bo')?.record?.status.text === text) at ??= now();
  });
  return () => {
    stop();
    return at;
  };
}
