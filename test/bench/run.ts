/** Runs every bench, prints a table, and writes `out/bench.json`. Fails where a figure is over its limit. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchActivation } from './activation.js';
import { benchCapture } from './capture.js';
import type { Bench } from './figures.js';
import { benchFocus } from './focus.js';
import { benchKeys } from './keys.js';
import { benchLedger } from './ledger.js';
import { benchResembling } from './resembling.js';
import { benchSchedule } from './schedule.js';
import { benchTeam } from './team.js';

const benches: Readonly<Record<string, Bench>> = {
  activation: benchActivation,
  capture: benchCapture,
  focus: benchFocus,
  keys: benchKeys,
  resembling: benchResembling,
  ledger: benchLedger,
  schedule: benchSchedule,
  team: benchTeam,
};

const wanted = process.argv.slice(2);
const results = [];
for (const [name, bench] of Object.entries(benches))
  if (wanted.length === 0 || wanted.includes(name)) results.push(...(await bench()));

const ms = (value: number) => Number(value.toFixed(2));
console.table(
  Object.fromEntries(
    results.map(({ name, count, p50, p99, max, limit, ratio, kilobytes }) => [
      name,
      {
        count,
        p50: ms(p50),
        p99: ms(p99),
        max: ms(max),
        'p99 limit': limit ?? '',
        ratio: ratio === undefined ? '' : ms(ratio),
        kB: kilobytes ?? '',
      },
    ]),
  ),
);
const machine = {
  node: process.version,
  platform: process.platform,
  processors: cpus().length,
  model: cpus()[0]?.model,
};
mkdirSync('out', { recursive: true });
writeFileSync(
  'out/bench.json',
  `${JSON.stringify({ at: new Date().toISOString(), machine, results }, undefined, 2)}\n`,
);

const over = results.filter(({ p99, limit }) => limit !== undefined && p99 > limit);
for (const { name, p99, limit } of over) console.error(`${name}: p99 is ${ms(p99)} ms, over ${limit} ms`);
if (over.length > 0) process.exitCode = 1;
