import assert from 'node:assert/strict';
import { createAlarm } from '../../../../src/sync/pace/alarm.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

const second = 1_000;

describe('the sleep between two turns', () => {
  /** Turns, one after the other, each with a rest of ten seconds behind it. */
  function given() {
    const clock = fakeClock();
    const stopped = new AbortController();
    const alarm = createAlarm(clock, stopped.signal, second);
    const began: number[] = [];
    const start = clock.now();
    const run = async () => {
      while (!stopped.signal.aborted) {
        alarm.begin();
        began.push((clock.now() - start) / second);
        await alarm.rest(10 * second);
      }
    };
    return { clock, alarm, began, run: () => void run(), stop: () => stopped.abort() };
  }

  it('is cut short by a ring, and one that rings during a turn is not missed', async () => {
    const { clock, alarm, began, run, stop } = given();
    run();
    alarm.ring();
    await clock.advance(4 * second);
    alarm.ring();
    await clock.advance(11 * second);
    assert.deepEqual(began, [0, 1, 4, 14]);
    stop();
  });

  it('is a second at least, however often it rings, and though the clock is set back meanwhile', async () => {
    const { clock, alarm, began, run, stop } = given();
    run();
    for (let tenths = 0; tenths < 30; tenths++) {
      alarm.ring();
      await clock.advance(100);
    }
    assert.deepEqual(began, [0, 1, 2, 3]);
    clock.jump(-3_600 * second);
    alarm.ring();
    await clock.settle();
    assert.equal(began.length, 5);
    stop();
  });
});
