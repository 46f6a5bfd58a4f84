/** Runs every bench, prints a table, and writes `out/bench.json`. Fails where a figure is over its limit. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchActivation } from './activation.js';
import { benchCapture } from './capture.js';
import type { Bench, Count, Figures } from './figures.js';
import { benchFocus } from './focus.js';
import { benchKeys } from './keys.js';
import { benchLedger } from './ledger.js';
import { benchResembling } from './resembling.js';
import { benchScale } from './scale.js';
import { benchSchedule } from './schedule.js';
import { benchTeam } from './team.js';

const benches: Readonly<Record<string, Bench>> = {
  activation: benchActivation,
  capture: benchCapture,
  focus: benchFocus,
  keys: benchKeys,
  resembling: benchResembling,
  ledger: benchLedger,
  scale: benchScale,
  schedule: benchSchedule,
  team: benchTeam,
};

const wanted = process.argv.slice(2);
const results: (Figures | Count)[] = [];
for (const [name, bench] of Object.entries(benches))
  if (wanted.length === 0 || wanted.includes(name)) results.push(...(await bench()));

const ms = (value: number) => Number(value.toFixed(2));
const times = results.filter((one) => 'p99' in one);
const counts = results.filter((one) => 'value' in one);
if (times.length > 0)
  console.table(
    Object.fromEntries(
      times.map(({ name, count, p50, p99, max, limit, ratio, kilobytes }) => [
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
if (counts.length > 0)
  console.table(Object.fromEntries(counts.map(({ name, value, limit }) => [name, { value, limit: limit ?? '' }])));
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

const said = (one: Figures | Count) => ('p99' in one ? `p99 is ${ms(one.p99)} ms` : `there are ${one.value}`);
const over = results.filter((one) => one.limit !== undefined && ('p99' in one ? one.p99 : one.value) > one.limit);
for (const one of over) console.error(`${one.name}: ${said(one)}, over ${one.limit}`);
if (over.length > 0) process.exitCode = 1;
