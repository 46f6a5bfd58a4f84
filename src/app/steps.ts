/** Questions in a row: nothing counts before the last is answered, Escape ends all of them, and one can go back. */
import type { Place } from './ask.js';

/** Asks for one thing, and gives back all that is answered by then. Undefined where its box was dismissed. */
export type Step<A> = (answers: A, place: Place) => Promise<A | undefined>;

export interface Asked<A> {
  /** `back`: to the box that stands before the first step. */
  readonly kind: 'answered' | 'cancelled' | 'back';
  /** All that is answered, also where they were cancelled. */
  readonly answers: A;
}

/** @param start what is answered already: a step that is passed over leaves it as it is */
export async function askInSteps<A>(
  steps: readonly Step<A>[],
  start: A,
  before: 'nothing' | 'box' = 'nothing',
): Promise<Asked<A>> {
  let answers = start;
  for (let at = 0; ; ) {
    const ask = steps[at];
    if (!ask) return { kind: 'answered', answers };
    let goesBack = false;
    const back = () => {
      goesBack = true;
    };
    const hasBefore = at > 0 || before === 'box';
    const next = await ask(answers, { step: at + 1, of: steps.length, ...(hasBefore && { back }) });
    if (goesBack) at -= 1;
    else if (next === undefined) return { kind: 'cancelled', answers };
    else {
      answers = next;
      at += 1;
    }
    if (at < 0) return { kind: 'back', answers };
  }
}
