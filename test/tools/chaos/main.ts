/** `npm run chaos -- --minutes N --seed S`: storms and calms by turns, a verdict after each, and the figures in the end. */
import process from 'node:process';
import { numbersGiven } from '../../lib/suite/numbers.js';
import type { Breach } from './breach.js';
import { type FastTime, fastClock, watchStalls } from './clock.js';
import { isInjected } from './faultyDisk.js';
import { judgeDeliveries } from './judgeDeliveries.js';
import { judgeKept } from './judgeKept.js';
import { judgeManners } from './judgeManners.js';
import { judgeOrder } from './judgeOrder.js';
import { createLedger } from './ledger.js';
import { openPlace } from './place.js';
import { logins, owners, planStorm } from './plan.js';
import { report } from './report.js';
import { createScene } from './scene.js';

const { minutes, seed, speed } = numbersGiven('chaos', { minutes: 1, seed: 1, speed: 20 });
if (!(minutes > 0) || !(speed > 0) || !Number.isInteger(seed)) {
  console.error('--minutes and --speed are more than 0, and --seed is a whole number.');
  process.exit(2);
}
const line = `npm run chaos -- --minutes ${minutes} --seed ${seed}`;
console.log(line);

/** Of this machine's time. Shorter ones end in more verdicts, longer ones let more things meet. */
const longestStorm = 90_000;
/** Milliseconds of the run. GitHub's longest limit here is two minutes, the longest pause between two tries five. */
const calmPatience = 20 * 60_000;
const wakeInterval = 60_000;

/** A Monday shortly before the first delivery of the day in Berlin. */
const time: FastTime = { from: Date.now(), shows: Date.parse('2026-11-23T09:55:00Z'), speed };
const clock = fastClock(time);
const ledger = createLedger(isInjected);
const place = await openPlace(clock);
watchStalls(clock, (since) => {
  for (const login of logins) ledger.hear(login, -1, { kind: 'stalled', since }, clock.now());
});
const scene = createScene(place, ledger, clock, time);
let mostMemory = 0;

/** Wakes everybody until all promises are kept, or patience is at its end. */
async function settle(): Promise<{ readonly breaches: readonly Breach[]; readonly took: number }> {
  const began = clock.now();
  let wokenAt = Number.NEGATIVE_INFINITY;
  for (let isFirst = true; ; isFirst = false) {
    if (clock.now() - wokenAt > wakeInterval) {
      wokenAt = clock.now();
      owners.forEach((_, window) => void scene.order(window, { kind: 'wake' }));
    }
    await new Promise((resolve) => setTimeout(resolve, isFirst ? 1_500 : 500));
    const shown = await scene.look();
    mostMemory = Math.max(mostMemory, ...shown.map((one) => one?.rss ?? 0));
    const evidence = { place, ledger, shown };
    const breaches = [
      ...judgeOrder(evidence, began, clock.now()),
      ...judgeKept(evidence),
      ...judgeDeliveries(evidence),
      ...judgeManners(evidence),
    ];
    const took = clock.now() - began;
    if (breaches.length === 0 || took > calmPatience) return { breaches, took };
  }
}

const began = Date.now();
let longestCalm = 0;
let storms = 0;
let broken: readonly Breach[] = [];
try {
  await scene.open();
  await settle();
  for (const window of [0, 2]) scene.order(window, { kind: 'act', act: { kind: 'join' } });
  ({ breaches: broken } = await settle());
  while (broken.length === 0 && Date.now() - began < minutes * 60_000) {
    const left = minutes * 60_000 - (Date.now() - began);
    const length = Math.max(10_000, Math.min(longestStorm, left));
    const plan = planStorm(seed, storms, length * speed);
    storms++;
    await scene.storm(plan);
    await scene.calm();
    const { breaches, took } = await settle();
    broken = breaches;
    longestCalm = Math.max(longestCalm, took);
    console.log(`storm ${storms}: ${plan.length} happenings, calm after ${(took / 1000).toFixed(0)} s of the run`);
  }
} finally {
  await scene.dispose();
  report({ ledger, place, breaches: broken, storms, speed, longestCalm, mostMemory, took: Date.now() - began, line });
  await place.dispose();
}
process.exit(broken.length > 0 ? 1 : 0);
