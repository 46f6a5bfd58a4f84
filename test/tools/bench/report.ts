/** How the results of benches are shown and kept: a table a group, no wider than 120 columns, and `out/bench.json`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import type { Figure } from './figures.js';
import { type Judged, round } from './judge.js';

const nameWidth = 62;
const width = 8;

export function printGroup(title: string, all: readonly Judged[]): void {
  const times = all.filter(({ figure }) => 'p99' in figure);
  const counts = all.filter(({ figure }) => 'value' in figure);
  console.log(`\n${title}`);
  if (counts.length > 0) printRow('', ['', '', '', '', 'is', 'at most']);
  for (const { figure, budget, complaint } of counts)
    if ('value' in figure)
      printRow(figure.name, ['', '', '', '', round(figure.value), budget?.most ?? ''], complaint ? 'over' : '');
  if (times.length > 0) printRow('', ['times', 'min', 'p50', 'p99', 'max', 'at most']);
  for (const { figure, budget, complaint } of times)
    if ('p99' in figure) {
      const { name, unit = 'ms', count, min, p50, p99, max } = figure;
      const most = budget ? `${budget.of && budget.of !== 'p99' ? `${budget.of} ` : ''}${budget.most}` : '';
      printRow(
        `${name}, ${unit}`,
        [count, round(min), round(p50), round(p99), round(max), most],
        complaint ? 'over' : besides(figure),
      );
    }
}

function printRow(name: string, cells: readonly (string | number)[], last = ''): void {
  console.log(
    `${name.padEnd(nameWidth)}${cells.map((cell) => String(cell).padStart(width)).join('')}  ${last}`.trimEnd(),
  );
}

function besides(figure: Figure): string {
  if ('value' in figure) return '';
  if (figure.ratio !== undefined) return `1/${round(figure.ratio)}`;
  return figure.kilobytes === undefined ? '' : `${figure.kilobytes} kB`;
}

export function writeResults(results: Readonly<Record<string, readonly Figure[]>>, failures: readonly string[]): void {
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    model: cpus()[0]?.model,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  };
  const all = { at: new Date().toISOString(), commit: commit(), machine, failures, results };
  mkdirSync('out', { recursive: true });
  writeFileSync('out/bench.json', `${JSON.stringify(all, undefined, 2)}\n`);
}

/** With a mark where the files differ from it; undefined outside a clone. */
function commit(): string | undefined {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
