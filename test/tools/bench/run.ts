/**
 * Runs benches, prints a table for each and writes `out/bench.json`.
 *
 *     npm run bench [-- NAME …] [-- --check] [-- --list]      `--check` fails past a budget
 */
import process from 'node:process';
import { benchActivation } from './activation.js';
import { budgets } from './budgets.js';
import { benchCapture } from './capture.js';
import type { Bench, Figure } from './figures.js';
import { benchFocus } from './focus.js';
import { benchGrowth } from './growth.js';
import { benchHours } from './hours.js';
import { compare } from './judge.js';
import { benchKeys } from './keys.js';
import { benchLedger } from './ledger.js';
import { benchLoaded } from './loaded.js';
import { printGroup, writeResults } from './report.js';
import { benchResembling } from './resembling.js';
import { benchScale } from './scale.js';
import { benchSchedule } from './schedule.js';
import { benchSizes } from './sizes.js';
import { benchTeam } from './team.js';
import { benchThreads } from './threads.js';
import { benchVisible } from './visible.js';

/** By what they tell: those that need no window first. */
const benches = {
  sizes: benchSizes,
  hours: benchHours,
  visible: benchVisible,
  capture: benchCapture,
  schedule: benchSchedule,
  team: benchTeam,
  ledger: benchLedger,
  resembling: benchResembling,
  scale: benchScale,
  threads: benchThreads,
  growth: benchGrowth,
  activation: benchActivation,
  loaded: benchLoaded,
  keys: benchKeys,
  focus: benchFocus,
} satisfies Readonly<Record<keyof typeof budgets, Bench>>;

const words = process.argv.slice(2);
const isBench = (word: string): word is keyof typeof benches => Object.hasOwn(benches, word);
const named = words.filter(isBench);
const strange = words.filter((word) => !isBench(word) && word !== '--check' && word !== '--list');
if (strange.length > 0) {
  console.error(`There is no ${strange.join(', ')}. Benches: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
if (words.includes('--list')) {
  console.log(Object.keys(benches).join('\n'));
  process.exit(0);
}

const results: Record<string, readonly Figure[]> = {};
const failures: string[] = [];
for (const name of named.length > 0 ? named : Object.keys(benches).filter(isBench)) {
  const began = performance.now();
  try {
    results[name] = await benches[name]();
  } catch (error) {
    // What the others say is wanted all the same.
    console.error(`\n${name} could not be measured:`, error);
    failures.push(`${name} could not be measured`);
    continue;
  }
  const { judged, unmatched } = compare(results[name] ?? [], budgets[name]);
  printGroup(`${name} (${((performance.now() - began) / 1000).toFixed(0)} s)`, judged);
  failures.push(...unmatched, ...judged.flatMap(({ complaint }) => complaint ?? []));
}
writeResults(results, failures);
for (const failure of failures) console.error(failure);
if (failures.length > 0 && words.includes('--check')) process.exitCode = 1;
